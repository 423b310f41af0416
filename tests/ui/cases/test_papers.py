"""The papers of a case: chosen, looked at, signed, and refused with the reason."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QLineEdit

from tests.accessibility.walker import clipped, missing_names, mouse_only
from tests.houses import practice_in
from tests.ui.cases.rooms import Room, practice_room
from zvdesk.domain.agenda import MeetingKind
from zvdesk.domain.people import Actor, Role
from zvdesk.domain.signatures import VerdictKind
from zvdesk.services import cases, verification
from zvdesk.ui.cases.case_view import CaseView
from zvdesk.ui.cases.papers import AccessDialog, BlankFormDialog, OverviewDialog, PaperDialog

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from zvdesk.ui.jobs import Jobs
    from zvdesk.ui.making_dialog import MakingDialog

_OVERVIEW, _ACCESS, _FORM = 0, 1, 2  # in the menu


@pytest.fixture
def room(qtbot: QtBot, jobs: Jobs, tmp_path: Path) -> Iterator[Room]:
    with practice_room(qtbot, jobs, tmp_path) as made:
        yield made


def shown(room: Room) -> CaseView:
    view = CaseView(room.context)
    room.qtbot.addWidget(view)
    view.resize(1180, 760)
    view.show()
    rows = room.do(lambda: cases.case_rows(room.desk))
    view.open(next(row.id for row in rows if row.number.endswith("-0001")))
    room.settle()
    return view


def asked(view: CaseView, room: Room, line: int, folder: Path) -> MakingDialog:
    view.head.papers.menu_below.actions()[line].trigger()
    dialog = view.dialog
    assert dialog is not None
    dialog.fields.folder.setText(str(folder))
    room.settle()
    room.settle()
    room.qtbot.wait(40)
    only = [found for found in mouse_only(dialog) if "ChoiceButton" not in found]  # the arrows reach those
    assert not missing_names(dialog) + only + clipped(dialog)
    return dialog


def sign(dialog: PaperDialog, room: Room, words: str) -> Path:
    line = dialog.fields.passphrase.findChild(QLineEdit)
    assert line is not None
    line.setText(words)
    dialog.button.click()
    room.settle()
    outcome = dialog.outcome_shown
    assert outcome is not None, dialog.refusal.text.text() or dialog.fields.passphrase_row.error
    (path,) = outcome.files
    dialog.close_button.click()
    return path


def test_overview_and_package_are_looked_at_and_signed(room: Room, tmp_path: Path) -> None:
    words = practice_in(tmp_path / "zelfde.zvkluis").passphrase
    view = shown(room)
    dialog = asked(view, room, _OVERVIEW, tmp_path / "papier")
    assert isinstance(dialog, OverviewDialog)
    assert dialog.preview.total >= 1
    assert dialog.whom.value == ""
    dialog.whom.setCurrentIndex(1)
    dialog.whom.chosen.emit(dialog.whom.value)
    room.settle()
    path = sign(dialog, room, words)
    assert "voor-" in path.name
    assert room.do(lambda: verification.verify_file(path, desk=room.desk)).verdict.kind is VerdictKind.VALID

    dialog = asked(view, room, _ACCESS, tmp_path / "papier")
    assert isinstance(dialog, AccessDialog)
    subjects = view.model.file.subjects
    assert dialog.whom.currentText().startswith("1. ")
    assert dialog.whom.count() == len(subjects)
    path = sign(dialog, room, words)
    assert "inzage-pakket" in path.name
    assert subjects[0].family_name.casefold() not in path.name.casefold()
    found = room.do(lambda: verification.verify_file(path, desk=room.desk))
    assert found.is_registered


def test_what_holds_an_overview_up_is_said_and_nothing_can_be_signed(room: Room, tmp_path: Path) -> None:
    view = shown(room)
    for ground in view.model.file.grounds:
        room.do(partial(cases.erase, room.desk, ground))
    room.settle()
    view.model.reload()
    room.settle()
    dialog = asked(view, room, _OVERVIEW, tmp_path)
    assert isinstance(dialog, OverviewDialog)
    for index in range(dialog.whom.count()):
        dialog.whom.setCurrentIndex(index)
        dialog.whom.chosen.emit(dialog.whom.value)
        room.settle()
        room.settle()
        if not dialog.button.isEnabled():
            break
    assert not dialog.button.isEnabled()
    assert "grondslag" in dialog.lacking.text.text().casefold()


def test_the_blank_form_needs_no_passphrase(room: Room, tmp_path: Path) -> None:
    dialog = asked(shown(room), room, _FORM, tmp_path / "papier")
    assert isinstance(dialog, BlankFormDialog)
    dialog.kind.set_value(MeetingKind.RETURN)
    dialog.button.click()
    room.settle()
    (path,) = (tmp_path / "papier").iterdir()
    assert path.name == "oefening-leeg-formulier-terugkomoverleg.pdf"
    assert "gemaakt" in dialog.result_view.title.text()


def test_who_may_not_read_contributions_is_told_so(room: Room) -> None:
    actor = room.desk.actor
    room.desk.actor = Actor(person_id=actor.person_id, name=actor.name, role=Role.SECRETARY)
    lines = shown(room).head.papers.menu_below.actions()
    assert [line.isEnabled() for line in lines] == [False, False, False, True]
    assert "inbreng" in lines[_ACCESS + 1].text(), "said once, below both"
