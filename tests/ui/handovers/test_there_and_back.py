"""Follow one case and one meeting to a colleague and back, as the person at this laptop sees it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest

from tests.accessibility.walker import clipped, missing_names, mouse_only
from tests.ui.handovers.laptops import two_laptops
from zvdesk.domain.disclosure import Disclosure
from zvdesk.domain.handovers import Reach
from zvdesk.domain.people import Role
from zvdesk.domain.roles import Act
from zvdesk.services import cases, handover_register, meetings, waiting_packages
from zvdesk.storage.records import find_records, replace_record
from zvdesk.ui.actions_room.page import ActionsPage
from zvdesk.ui.cases.case_list import CaseList
from zvdesk.ui.cases.case_view import CaseView
from zvdesk.ui.handovers.give_dialog import GiveDialog
from zvdesk.ui.handovers.page import IN, OUT, HandoversPage
from zvdesk.ui.handovers.preview_card import PreviewCard, RefusedCard
from zvdesk.ui.meeting.overview import OverviewPage
from zvdesk.ui.meeting.page import MeetingsPage
from zvdesk.ui.today.page import TodayPage
from zvdesk.ui.widgets.buttons import LinkButton

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtWidgets import QWidget
    from pytestqt.qtbot import QtBot

    from tests.ui.handovers.laptops import Meeting
    from zvdesk.domain.cases import Case
    from zvdesk.ui.jobs import Jobs


def faults(widget: QWidget) -> list[str]:
    """Return what a keyboard, a screen reader or a small screen would miss."""
    widget.resize(1024, 640)
    QTest.qWait(60)
    return [*missing_names(widget), *mouse_only(widget), *clipped(widget)]


def give(two: Meeting, reach: Reach, subject_id: str) -> GiveDialog:
    """Fill in the dialog and press its button."""
    dialog = GiveDialog(two.room.context, reach, subject_id, two.room.context.notices)
    dialog.show()
    two.room.settle()
    dialog.fields.folder.setText(str(two.stick))
    dialog.fields.passphrase._line.setText(two.words)
    dialog.button.click()
    two.room.settle()
    return dialog


def look_at(two: Meeting, page: HandoversPage, path: Path) -> PreviewCard | RefusedCard:
    page.open_file(path)
    page.inside.form.passphrase._line.setText(two.words)
    page.inside.form.submit()
    two.room.settle()
    (card,) = page.inside.cards
    return card


def test_a_case_goes_to_a_colleague_and_comes_back(qtbot: QtBot, jobs: Jobs, tmp_path: Path) -> None:
    with two_laptops(qtbot, jobs, tmp_path) as two:
        room, view = two.room, CaseView(two.room.context)
        listed, page = CaseList(two.room.context), HandoversPage(two.room.context)
        for widget in (view, listed, page):
            qtbot.addWidget(widget)
            widget.show()
        view.open(two.case_id)
        page.activated()
        room.settle()
        assert page.out.empty.isVisible()
        assert view.head.give.text() == "Geef aan …"
        assert view.model.may(Act.EDIT_CASE)
        assert not view.banner.isVisible()

        dialog = give(two, Reach.CASE, two.case_id)
        assert dialog.title.text() == "Geef aan coördinator C. Verderop"
        assert faults(dialog) == []
        assert dialog.purpose.text() == "de casus voorbereiden en volgen"
        assert dialog.outcome_shown is not None
        (package,) = two.stick.iterdir()
        assert dialog.outcome_shown.files == (package,)
        listed.activated()
        room.settle()

        assert view.banner.isVisible()
        assert "Ligt bij C. Verderop sinds vandaag. U kunt lezen, niet wijzigen." in view.banner.words.text()
        assert not view.model.may(Act.EDIT_CASE)
        assert not view.head.give.isVisible()
        assert not any(button.isEnabled() for button in view.head.buttons)
        (row,) = [row for row in listed.table.rows_model.rows if row.id == two.case_id]
        assert listed._name(row).endswith("ligt bij C. Verderop")
        page.tabs.setCurrentIndex(OUT)
        page.activated()
        room.settle()
        assert page.out.buttons[0].accessibleName() == f"Neem {two.case_number} over"
        assert page.out.table.rows_model.rows[0].copies_out == 1
        assert not page.out.requests.isVisible()

        back = two.send_back(package)
        page.tabs.setCurrentIndex(IN)
        card = look_at(two, page, back)
        assert isinstance(card, PreviewCard)
        assert card.said == "Pakket van C. Verderop, coördinator"
        assert faults(page) == []
        assert room.do(lambda: cases.case_file(room.desk, two.case_id)).case.purpose != "Veilig thuis."
        card.take.click()
        room.settle()
        assert room.went[-1] == ("case", two.case_id)
        assert page.inside.cards == []
        assert not view.banner.isVisible()
        assert view.model.may(Act.EDIT_CASE)
        assert view.model.case.purpose == "Veilig thuis, en elke week contact."
        assert view.head.give.text() == "Terug naar C. Verderop"
        today = TodayPage(room.context)
        qtbot.addWidget(today)
        today.show()
        today.activated()
        room.settle()
        assert today.colleagues.said == [f"Binnengekomen van C. Verderop: {two.case_number}, vandaag"]

        refused = look_at(two, page, back)
        assert isinstance(refused, RefusedCard)
        assert "al opgenomen" in refused.said
        refused.close_button.click()
        assert page.inside.cards == []


def test_a_meeting_that_is_out_can_only_be_read_and_is_taken_over_with_a_reason(
    qtbot: QtBot, jobs: Jobs, tmp_path: Path
) -> None:
    with two_laptops(qtbot, jobs, tmp_path, Role.SECRETARY) as two:
        room = two.room
        page, overview, today = (
            MeetingsPage(room.context),
            OverviewPage(room.context),
            TodayPage(room.context),
        )
        shown = HandoversPage(room.context)
        for widget in (page, overview, today, shown):
            qtbot.addWidget(widget)
            widget.show()
        page.open_meeting(two.meeting_id)
        room.settle()
        assert page.prepare.give.isVisible()
        dialog = GiveDialog(room.context, Reach.MEETING, two.meeting_id, room.context.notices)
        room.settle()
        assert "Zonder inbreng: een secretaris leest die niet." in dialog.along.text.text()
        dialog.reject()
        dialog = give(two, Reach.MEETING, two.meeting_id)
        assert dialog.outcome_shown is not None, dialog.refusal.text.text()
        assert page.prepare.banner.isVisible()
        assert not page.prepare.fields.isEnabled()
        assert not any(
            button.isVisible()
            for button in (page.prepare.give, page.prepare.begin, page.prepare.convene, page.prepare.withdraw)
        )
        for widget in (overview, today, shown):
            widget.activated()
        room.settle()
        assert any("ligt bij N. Notulist" in overview._title(r) for r in overview.table.rows_model.rows)
        assert any("Ligt bij N. Notulist sinds vandaag." in words for words in today.colleagues.said)
        (card,) = (one for one in today.meetings if one.meeting_id == two.meeting_id)
        assert card.button.text() == "Bekijk"  # it cannot be begun here
        links = [link.text() for link in card.findChildren(LinkButton)]
        assert links
        assert all("ligt bij N. Notulist" in words for words in links)
        assert faults(today) == []
        (button,) = shown.out.buttons
        button.click()
        assert shown.out.form is not None
        shown.out.form.submit()
        assert shown.out.form.reason_row.error == "Vul de reden in."
        shown.out.form.reason.setText("De laptop is gestolen.")
        shown.out.form.submit()
        room.settle()
        assert room.do(lambda: handover_register.outside(room.desk)) == ()
        assert shown.out._form_place.count() == 0
        assert page.prepare.fields.isEnabled()
        assert not page.prepare.banner.isVisible()


def test_a_running_meeting_is_given_from_the_cockpit_and_its_clock_stands_still(
    qtbot: QtBot, jobs: Jobs, tmp_path: Path
) -> None:
    with two_laptops(qtbot, jobs, tmp_path, Role.CHAIR) as two:
        room, page = two.room, MeetingsPage(two.room.context)
        qtbot.addWidget(page)
        two.begin()

        def clock() -> object:
            return room.do(lambda: meetings.meeting(room.desk, two.meeting_id)).clock

        asked: list[GiveDialog] = []

        def ask(meeting_id: str) -> None:
            asked.append(GiveDialog(room.context, Reach.MEETING, meeting_id, page))
            asked[-1].open()

        page.giveRequested.connect(ask)
        page.open_meeting(two.meeting_id)
        page.resize(1366, 768)
        page.show()
        room.settle()
        top = page.lead.parts.top
        assert top.give.accessibleName() == "Geef dit overleg aan een collega"
        QTest.keyClick(top.give, Qt.Key.Key_Space)
        room.settle()
        (dialog,) = asked
        assert dialog.running.text.text() == (
            "Dit overleg loopt. V. Verderweg leidt het verder waar u nu bent. De klok staat stil zodra u het "
            "geeft."
        )
        dialog.fields.folder.setText(str(two.stick))
        dialog.fields.passphrase._line.setText("een verkeerde wachtzin")
        dialog.button.click()
        room.settle()
        assert dialog.fields.passphrase_row.error
        assert clock() is not None  # nothing was given: it runs on
        assert page.currentWidget() is page.lead
        dialog.fields.passphrase._line.setText(two.words)
        dialog.button.click()
        room.settle()
        assert dialog.outcome_shown is not None, dialog.refusal.text.text()
        assert clock() is None
        assert page.currentWidget() is page.prepare
        assert page.prepare.banner.words.text() == (
            "Ligt bij V. Verderweg sinds vandaag. Het overleg is begonnen, en gaat daar verder. "
            "U kunt lezen, niet wijzigen."
        )
        assert not page.prepare.fields.isEnabled()
        dialog.accept()
        assert faults(page) == []


def test_a_late_return_shows_its_differences_and_each_is_taken_over_alone(
    qtbot: QtBot, jobs: Jobs, tmp_path: Path
) -> None:
    with two_laptops(qtbot, jobs, tmp_path) as two:
        room, page = two.room, HandoversPage(two.room.context)
        qtbot.addWidget(page)
        page.show()
        package = two.give()
        page.activated()
        room.settle()
        page.out.buttons[0].click()
        assert page.out.form is not None
        page.out.form.reason.setText("De stick is kwijt.")
        page.out.form.submit()
        room.settle()
        late = two.send_back(package)
        card = look_at(two, page, late)
        assert isinstance(card, PreviewCard)
        assert not card.take.isVisible()
        card.compare.click()
        room.settle()
        assert faults(page) == []
        assert card.differences is not None
        assert len(card.differences.buttons) == 1
        assert card.later.text() == "Klaar"
        assert card.body.indexOf(card.differences) < card.body.count() - 1  # what ends it stands below
        assert card.differences.buttons[0].nextInFocusChain() is card.later
        card.wrong.set_text("Wat eerder niet mocht.")
        card.differences.buttons[0].click()
        assert card.wrong.isHidden()
        room.settle()
        assert card.differences.buttons == []
        case = room.do(lambda: cases.case_file(room.desk, two.case_id)).case
        assert case.purpose == "Veilig thuis, en elke week contact."
        card.later.click()
        assert page.inside.cards == []


def test_a_folder_is_watched_and_what_is_wrong_is_said_where_it_is(
    qtbot: QtBot, jobs: Jobs, tmp_path: Path
) -> None:
    with two_laptops(qtbot, jobs, tmp_path) as two:
        room, page, today = two.room, HandoversPage(two.room.context), TodayPage(two.room.context)
        for widget in (page, today):
            qtbot.addWidget(widget)
            widget.show()
        tab = page.inside
        page.tabs.setCurrentIndex(IN)
        room.settle()
        assert tab.folder.lines == []
        tab.folder.watch(two.stick)
        room.settle()
        assert tab.folder._words.text() == "Er ligt niets nieuws."
        assert tab.watch._watcher.directories() == [str(two.stick)]
        page.tabs.setCurrentIndex(OUT)
        assert tab.watch._watcher.directories() == []  # out of sight: no sign comes when nobody listens
        page.tabs.setCurrentIndex(IN)
        room.settle()
        assert tab.watch._watcher.directories() == [str(two.stick)]
        package = two.get()
        tab.reload()
        today.activated()
        room.settle()
        (look,) = tab.folder.lines
        assert today.colleagues.said == ["nieuw 1 pakket ligt klaar"]

        look.click()
        assert tab.form.isVisible()
        tab.form.submit()
        assert tab.form.passphrase_row.error == "Typ uw wachtzin."
        tab.form.passphrase._line.setText("een verkeerde wachtzin")
        tab.form.submit()
        room.settle()
        assert tab.form.passphrase_row.error.startswith("De wachtzin is niet goed.")
        tab.form.cancel.click()
        assert not tab.form.isVisible()

        broken = two.stick / "kapot.zvpakket"
        data = bytearray(package.read_bytes())
        data[5_000] ^= 1
        broken.write_bytes(bytes(data))
        refused = look_at(two, page, broken)
        assert isinstance(refused, RefusedCard)
        assert "beschadigd" in refused.said
        assert "Er is niets gewijzigd." in refused.said

        card = look_at(two, page, package)
        assert isinstance(card, PreviewCard)
        card.take.click()
        room.settle()
        broken.unlink()
        tab.reload()
        room.settle()
        assert tab.folder.lines == []
        gone = tmp_path / "eruit"
        two.stick.rename(gone)
        tab.reload()
        room.settle()
        assert "Zit de stick erin" in tab.folder._words.text()
        tab.folder.stop.click()
        room.settle()
        assert room.do(waiting_packages.watched_folder) is None
        tab.drop.take(tmp_path / "iets.pdf")
        assert ".zvpakket" in room.context.notices.notices[-1].text


def test_without_a_colleague_the_dialog_leads_to_where_they_are_met(
    qtbot: QtBot, jobs: Jobs, tmp_path: Path
) -> None:
    with two_laptops(qtbot, jobs, tmp_path, is_known=False) as two:
        dialog = GiveDialog(two.room.context, Reach.CASE, two.case_id, two.room.context.notices)
        dialog.show()
        two.room.settle()
        assert dialog.nobody.isVisible()
        assert not dialog.button.isEnabled()
        dialog.to_colleagues.click()
        assert two.room.went == [("handovers", "")]


def test_a_day_that_cannot_be_is_said_at_the_day(qtbot: QtBot, jobs: Jobs, tmp_path: Path) -> None:
    with two_laptops(qtbot, jobs, tmp_path) as two:
        dialog = GiveDialog(two.room.context, Reach.CASE, two.case_id, two.room.context.notices)
        dialog.show()
        two.room.settle()
        dialog.fields.folder.setText(str(two.stick))
        today = two.room.desk.clock.today()
        for wrong in (today, today + timedelta(days=61)):
            dialog.until.set_day(wrong)
            dialog.fields.passphrase._line.setText(two.words)
            dialog.button.click()
            assert dialog.until_row.error.startswith("Kies een dag vanaf morgen")
        two.room.settle()
        assert list(two.stick.iterdir()) == []


def test_a_meeting_waits_for_a_case_that_a_colleague_has(qtbot: QtBot, jobs: Jobs, tmp_path: Path) -> None:
    with two_laptops(qtbot, jobs, tmp_path) as two:
        room, page, acting = two.room, MeetingsPage(two.room.context), ActionsPage(two.room.context)
        closed = room.do(lambda: meetings.meeting_rows(room.desk))[-1]
        for widget in (page, acting):
            qtbot.addWidget(widget)
            widget.show()
        found = room.do(lambda: meetings.meeting(room.desk, two.meeting_id))
        two.case_id = found.items[0].case_id
        number = room.do(lambda: cases.case_file(room.desk, two.case_id)).case.number
        two.give()
        page.open_meeting(two.meeting_id)
        room.settle()
        lacks = page.prepare.lacks.text.text()
        assert lacks.startswith(number)
        assert "Ligt bij C. Verderop sinds vandaag." in lacks
        assert not page.prepare.begin.isEnabled()
        assert page.prepare.fields.isEnabled()

        given = give(two, Reach.MEETING, closed.id)
        assert given.outcome_shown is not None, given.refusal.text.text()
        page.open_meeting(closed.id)
        room.settle()
        assert not page.closed.give.isVisible()
        assert not any(card.correct.isEnabled() for card in page.closed.cards)
        assert not page.closed.evaluation.grid.isEnabled()

        acting.activated()
        room.settle()
        taken = {one.id for one in closed_cases(two, closed.id)}
        rows = acting.table.rows_model.rows
        place = next((n for n, row in enumerate(rows) if row.case_id in taken), None)
        assert place is not None
        acting.table.choose(place)
        room.settle()
        assert acting.progress.banner.isVisible()
        assert not acting.progress.answer.isEnabled()


def closed_cases(two: Meeting, meeting_id: str) -> list[Case]:
    desk = two.room.desk

    def op() -> list[Case]:
        items = meetings.meeting(desk, meeting_id).items
        return [cases.case_file(desk, item.case_id).case for item in items]

    return two.room.do(op)


def test_a_colleague_is_asked_to_destroy_a_copy(qtbot: QtBot, jobs: Jobs, tmp_path: Path) -> None:
    with two_laptops(qtbot, jobs, tmp_path) as two:
        room, page = two.room, HandoversPage(two.room.context)
        qtbot.addWidget(page)
        page.show()
        two.give()

        def pass_by() -> None:
            with room.desk.vault.transaction() as connection:
                for one in find_records(connection, Disclosure, kind=handover_register.KIND):
                    replace_record(connection, replace(one, destroy_before=room.desk.clock.today()))

        room.do(pass_by)
        page.activated()
        room.settle()
        assert page.out.requests.isVisible()
        (line,) = page.out.requests.lines
        line.ask.click()
        assert line.copy.isVisible()
        assert f"casus {two.case_number}, gekregen op " in line.text.text()
        assert "de bewaartermijn is om" in line.text.text()
        assert faults(page) == []
        page.activated()
        room.settle()
        assert page.out.requests.lines == [line]  # what is open stays open
        QTest.keyClick(line.copy, Qt.Key.Key_Space)
        assert QGuiApplication.clipboard().text() == line.text.text()
        assert line.copied.isVisible()
