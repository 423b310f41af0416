"""The room that keeps: terms, shielded cases, documents and destructions, each with what can be done."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QLabel

from tests.accessibility.walker import clipped, missing_names, mouse_only
from tests.ui.cases.rooms import new_room
from tests.ui.keeping.house import House, keeping_house
from zvdesk.domain.cases import CaseState
from zvdesk.domain.keeping import DestructionGround
from zvdesk.domain.retention import add_months
from zvdesk.errors import CaseAtTable, FolderUnusable
from zvdesk.services import backups, cases
from zvdesk.texts.days import day
from zvdesk.ui.keeping.destroy_form import DestroyForm
from zvdesk.ui.keeping.destructions_tab import CertificateForm
from zvdesk.ui.keeping.documents_tab import GoneForm
from zvdesk.ui.keeping.extend_form import ExtendForm
from zvdesk.ui.keeping.page import KeepingPage
from zvdesk.ui.keeping.shielding_forms import OpenForm, ShareForm

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from PySide6.QtWidgets import QWidget
    from pytestqt.qtbot import QtBot

    from zvdesk.services.retention import KeepRow
    from zvdesk.ui.act_form import ActForm
    from zvdesk.ui.jobs import Jobs
    from zvdesk.ui.keeping.reader import ShieldedReader

WRONG = "dit is hem vandaag echt niet"


@pytest.fixture
def house(qtbot: QtBot, jobs: Jobs, tmp_path: Path) -> Iterator[House]:
    """Give the practice house with cases of every age."""
    with keeping_house(qtbot, jobs, tmp_path) as made:
        yield made


@pytest.fixture
def page(qtbot: QtBot, house: House) -> KeepingPage:
    made = KeepingPage(house.room.context)
    qtbot.addWidget(made)
    made.resize(1150, 740)
    made.show()
    made.activated()
    house.room.settle()
    return made


def words_of(widget: QWidget) -> str:
    return "\n".join(label.text() for label in widget.findChildren(QLabel) if label.isVisibleTo(widget))


def choose(page: KeepingPage, house: House, name: str) -> KeepRow:
    """Choose the case of this age in the list of terms."""
    rows = page.terms.table.rows_model.rows
    place = next(n for n, row in enumerate(rows) if row.number == house.numbers[name])
    page.terms.table.choose(place)
    return rows[place]


def show_tab(page: KeepingPage, house: House, number: int) -> None:
    page.tabs.setCurrentIndex(number)
    house.room.settle()
    house.room.qtbot.wait(60)


def reader_of(page: KeepingPage) -> ShieldedReader | None:
    return page.reader


def submit(house: House, form: ActForm) -> None:
    form.submit()
    house.room.settle()


def test_what_is_urgent_comes_first_and_says_so_in_words(page: KeepingPage, house: House) -> None:
    rows = page.terms.table.rows_model.rows
    assert [row.number for row in rows[:3]] == list(house.numbers.values())
    assert "Vernietig deze casus" in words_of(page.terms)
    choose(page, house, "urgent")
    assert "58e maand" in words_of(page.terms)
    assert page.terms.extend.isEnabled()
    assert not page.terms.shield.isEnabled()
    assert "Scherm af: Dat kan alleen met een afgesloten casus." in words_of(page.terms)
    choose(page, house, "warned")
    assert "54e maand" in words_of(page.terms)
    assert page.terms.shield.isEnabled()
    assert missing_names(page) + mouse_only(page) + clipped(page) == []


def test_a_case_is_kept_longer_when_everyone_agrees(page: KeepingPage, house: House) -> None:
    row = choose(page, house, "urgent")
    page.terms.begin_extend()
    house.room.settle()
    form = page.terms.form
    assert isinstance(form, ExtendForm)
    submit(house, form)
    assert form.reason_row.error
    form.reason.setText("De aanpak loopt nog.")
    assert form.consents
    submit(house, form)
    assert form.consents[0].person_row.error
    for fields in form.consents:
        fields.person.setText("D. Verstrekker")
    last = row.term.destroy_before
    assert last is not None
    form.until.set_day(add_months(last, 25))
    submit(house, form)
    assert form.until_row.error
    until = add_months(last, 24)
    form.until.set_day(until)
    submit(house, form)
    assert page.terms.form is None
    assert day(until) in page.terms.told.text.text()
    again = choose(page, house, "urgent")
    assert (again.extensions, again.term.destroy_before) == (1, until)


def test_destroying_asks_the_number_and_tells_what_is_still_out(
    page: KeepingPage, house: House, tmp_path: Path
) -> None:
    room = house.room
    room.do(lambda: backups.back_up(room.desk))
    number = choose(page, house, "due").number
    page.terms.begin_destroy()
    room.settle()
    form = page.terms.form
    assert isinstance(form, DestroyForm)
    assert form.ground.value is DestructionGround.TERM
    assert "Politie Oefenstad" in words_of(form)
    assert not form.button.isEnabled()
    form.number.setText("2026-9999")
    submit(house, form)
    assert form.number_row.error
    form.number.setText(number)
    assert form.button.isEnabled()
    submit(house, form)
    told = page.terms.told.text.text()
    assert f"Casus {number} is vernietigd." in told
    assert "Documenten die ontvangers nog moeten vernietigen" in told
    assert number not in [row.number for row in page.terms.table.rows_model.rows]
    assert number not in [row.number for row in room.do(lambda: cases.case_rows(room.desk))]

    show_tab(page, house, 3)
    assert "artikel 1.8, zevende lid, Wgs" in words_of(page.destructions)
    page.destructions.certificate.click()
    paper = page.destructions.form
    assert isinstance(paper, CertificateForm)
    paper.signing.folder.setText("geen map")
    submit(house, paper)
    assert paper.signing.folder_row.error
    paper.signing.folder.setText(str(tmp_path / "uit"))
    submit(house, paper)
    assert paper.signing.passphrase_row.error
    paper.signing.passphrase._line.setText(WRONG)
    submit(house, paper)
    assert "niet goed" in paper.signing.passphrase_row.error
    paper.signing.passphrase._line.setText(house.passphrase)
    submit(house, paper)
    (made,) = (tmp_path / "uit").iterdir()
    assert made.name in page.destructions.told.text.text()
    assert made.name.startswith(f"oefening-{number}-vernietigingsbewijs-")


def test_a_case_is_shielded_read_with_a_reason_and_put_back(page: KeepingPage, house: House) -> None:
    room = house.room
    number = choose(page, house, "warned").number
    page.terms.begin_shield()
    form = page.terms.form
    assert form is not None
    submit(house, form)
    assert "afgeschermd" in page.terms.told.text.text()
    choose(page, house, "warned")
    assert not page.terms.extend.isEnabled()
    assert not page.terms.shield.isEnabled()
    show_tab(page, house, 1)
    assert [row.number for row in page.shielded.table.rows_model.rows] == [number]
    page.shielded.open.click()
    asked = page.shielded.form
    assert isinstance(asked, OpenForm)
    submit(house, asked)
    assert asked.reason_row.error
    asked.reason.setText("Verzoek om inzage")
    asked.passphrase._line.setText(WRONG)
    submit(house, asked)
    assert asked.passphrase_row.error
    assert reader_of(page) is None
    asked.passphrase._line.setText(house.passphrase)
    submit(house, asked)
    reader = reader_of(page)
    assert reader is not None
    shown = words_of(reader)
    for words in ("Verzoek om inzage", "Betrokkenen", "Inbreng", "Acties", number):
        assert words in shown
    assert missing_names(page) + mouse_only(page) + clipped(page) == []
    reader.close_button.click()
    assert reader_of(page) is None

    page.shielded.share.click()
    sharing = page.shielded.form
    assert isinstance(sharing, ShareForm)
    submit(house, sharing)
    assert sharing.passphrase_row.error
    sharing.passphrase._line.setText(house.passphrase)
    submit(house, sharing)
    assert "0" in page.shielded.told.text.text()
    page.shielded.put_back.click()
    back = page.shielded.form
    assert isinstance(back, OpenForm)
    back.reason.setText("Heropend")
    back.passphrase._line.setText(house.passphrase)
    submit(house, back)
    assert page.shielded.pages.currentWidget() is page.shielded.empty
    rows = room.do(lambda: cases.case_rows(room.desk))
    assert next(row for row in rows if row.number == number).state is CaseState.CLOSED


def test_a_document_that_is_too_late_comes_first_until_it_is_gone(page: KeepingPage, house: House) -> None:
    show_tab(page, house, 2)
    tab = page.documents
    first = tab.table.rows_model.rows[0]
    assert (first.recipient, tab._state(first)) == ("Politie Oefenstad", "te laat")
    assert "Vraag de ontvanger" in words_of(tab)
    count = len(tab.table.rows_model.rows)
    whole = next(n for n, row in enumerate(tab.table.rows_model.rows) if row.kind == "logboek")
    tab.table.choose(whole)  # an extract of the whole log is of no case
    assert "logboek v1" in words_of(tab)
    assert "logboek v1, casus" not in words_of(tab)
    tab.table.choose(0)
    tab.gone.click()
    form = tab.form
    assert isinstance(form, GoneForm)
    form.day.set_day(add_months(form._today, 1))
    submit(house, form)
    assert form.day_row.error
    form.day.set_day(form._today)
    submit(house, form)
    assert first.id not in [row.id for row in tab.table.rows_model.rows]
    assert len(tab.table.rows_model.rows) == count - 1
    tab.which.set_value(False)
    tab.which.chosen.emit(False)
    assert tab.table.rows_model.rows[-1].id == first.id
    tab.table.choose(count - 1)
    assert tab._state(tab.table.rows_model.rows[-1]) == "vernietigd"
    tab.back.click()
    house.room.settle()
    assert tab.table.rows_model.rows[0].id == first.id


def test_a_house_without_cases_is_taught_what_belongs_here(qtbot: QtBot, jobs: Jobs, tmp_path: Path) -> None:
    with new_room(qtbot, jobs, tmp_path) as room:
        made = KeepingPage(room.context)
        qtbot.addWidget(made)
        made.resize(1150, 740)
        made.show()
        for number, words in enumerate(("De klok begint", "schermt u af", "vanzelf te staan", "blijft hier")):
            made._tabs[number].fill(())
            made.tabs.setCurrentIndex(number)
            assert words in words_of(made)
        room.settle()
        room.errors.clear()  # a chair may not read these lists


def test_a_copy_that_cannot_be_rewritten_now_is_told_with_what_is_gone(
    page: KeepingPage, house: House
) -> None:
    row = choose(page, house, "due")
    form = DestroyForm(house.room.context, row, ())
    told: list[str] = []
    form.done.connect(told.append)
    assert form.refused(FolderUnusable("kopieën", "full"))
    assert f"Casus {row.number} is vernietigd in de kluis." in told[0]
    assert "volgende ontgrendelen" in told[0]
    assert not form.refused(CaseAtTable())
    form.deleteLater()


def test_a_case_that_closed_early_is_not_kept_longer(page: KeepingPage, house: House) -> None:
    choose(page, house, "warned")
    page.terms.begin_extend()
    house.room.settle()
    form = page.terms.form
    assert isinstance(form, ExtendForm)
    assert "terugval" in form.basis.text()
    form.reason.setText("De kans op terugval is groot.")
    for fields in form.consents:
        fields.person.setText("D. Verstrekker")
    submit(house, form)
    assert page.terms.form is form
    assert "korter dan een jaar" in words_of(form)
