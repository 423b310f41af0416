from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QDate, QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCalendarWidget, QLineEdit, QWidget

from tests.ui.gallery import REGIE, STEPS
from zvdesk.ui.tokens import Tone
from zvdesk.ui.widgets.autosave import AutosaveLineEdit, AutosaveTextEdit, flush_all
from zvdesk.ui.widgets.busy import BusyLine
from zvdesk.ui.widgets.buttons import IconButton, PrimaryButton
from zvdesk.ui.widgets.cards import Callout, EmptyState, PageHeader
from zvdesk.ui.widgets.chips import Chip, LevelTag
from zvdesk.ui.widgets.choices import CheckBox, Checklist, ChoiceField, ChoiceRow
from zvdesk.ui.widgets.clock import Clock, spoken
from zvdesk.ui.widgets.date_field import DateField, plain_day
from zvdesk.ui.widgets.fields import FieldRow, PassphraseField
from zvdesk.ui.widgets.file_drop import FileDrop
from zvdesk.ui.widgets.labels import ElidedLabel, Text
from zvdesk.ui.widgets.layouts import FlowLayout, Scrolling, column, into_sight
from zvdesk.ui.widgets.pdf_preview import PdfPreview
from zvdesk.ui.widgets.regie_card import NamedValue, RegieCard
from zvdesk.ui.widgets.steps import StepItem, StepList

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from zvdesk.ui.jobs import Jobs
    from zvdesk.ui.theme import ThemeKeeper


@pytest.mark.parametrize("kind", [AutosaveLineEdit, AutosaveTextEdit])
class TestAutosave:
    def test_text_is_handed_over_within_a_second(
        self, qtbot: QtBot, kind: type[AutosaveLineEdit | AutosaveTextEdit]
    ) -> None:
        field = kind("begin ")
        qtbot.addWidget(field)
        got: list[str] = []
        field.edited.connect(got.append)
        QTest.keyClick(field, Qt.Key.Key_End)
        QTest.keyClicks(field, "abc")
        assert got == []
        qtbot.waitUntil(lambda: got == ["begin abc"], timeout=1000)
        field.flush()
        assert got == ["begin abc"]

    def test_hiding_hands_over_at_once(
        self, qtbot: QtBot, kind: type[AutosaveLineEdit | AutosaveTextEdit]
    ) -> None:
        field = kind()
        qtbot.addWidget(field)
        field.show()
        QTest.keyClicks(field, "abc")
        with qtbot.waitSignal(field.edited, timeout=100):
            field.hide()

    def test_what_is_stored_is_never_put_over_what_is_typed(
        self, qtbot: QtBot, kind: type[AutosaveLineEdit | AutosaveTextEdit]
    ) -> None:
        field = kind()
        qtbot.addWidget(field)
        got: list[str] = []
        field.edited.connect(got.append)
        QTest.keyClicks(field, "abc")
        field.set_stored("oud")
        field.flush()
        assert got == ["abc"]
        field.set_stored("nieuw")
        field.flush()
        assert got == ["abc"]

    def test_saved_is_shown_only_when_nothing_waits(
        self, qtbot: QtBot, kind: type[AutosaveLineEdit | AutosaveTextEdit]
    ) -> None:
        field = kind()
        row = FieldRow("Alias", field, is_optional=True)
        qtbot.addWidget(row)
        told: list[bool] = []
        field.savedChanged.connect(told.append)
        QTest.keyClicks(field, "a")
        field.mark_saved()
        assert told == [False]
        field.flush()
        field.mark_saved()
        assert told == [False, True]
        assert row._state.text() == "bewaard"


def test_each_text_edit_undoes_its_own_typing(qtbot: QtBot) -> None:
    one, other = AutosaveTextEdit(), AutosaveTextEdit()
    for field in (one, other):
        qtbot.addWidget(field)
        QTest.keyClicks(field, "abc")
    one.set_stored("abc")
    one.undo()
    assert (one.toPlainText(), other.toPlainText()) == ("", "abc")


def test_a_text_edit_grows_with_its_text(qtbot: QtBot) -> None:
    field = AutosaveTextEdit(lines=2)
    qtbot.addWidget(field)
    low = field.height()
    field.set_stored("\n".join("abcdef"))
    assert field.height() > low


def test_a_field_row_names_describes_and_tells_what_is_wrong(qtbot: QtBot) -> None:
    field = ChoiceField([(1, "Wgs")], empty="Kies")
    row = FieldRow("Grondslag", field, "Waarom mag het?")
    qtbot.addWidget(row)
    row.show()
    assert (field.accessibleName(), field.accessibleDescription()) == ("Grondslag", "Waarom mag het?")
    row.set_error("Kies eerst een grondslag.")
    assert field.accessibleDescription() == "Kies eerst een grondslag. Waarom mag het?"
    assert field.property("wrong") == "true"
    row.set_error("")
    assert (row.error, field.property("wrong")) == ("", "false")


def test_a_date_is_read_written_and_may_be_empty(qtbot: QtBot) -> None:
    field = DateField(parse=lambda text: date(2026, 11, 27) if text == "vr" else None)
    qtbot.addWidget(field)
    line = field.findChild(QLineEdit)
    assert line is not None
    got: list[object] = []
    field.dayChosen.connect(got.append)
    for typed in ("vr", "1-12-2026", ""):
        line.clear()
        QTest.keyClicks(line, typed)
        QTest.keyClick(line, Qt.Key.Key_Return)
    assert got == [date(2026, 11, 27), date(2026, 12, 1), None]
    with qtbot.waitSignal(field.misread):
        QTest.keyClicks(line, "straks")
        QTest.keyClick(line, Qt.Key.Key_Return)
    assert not field.is_readable
    assert field.day is None
    field.set_day(date(2026, 1, 2))
    assert line.text() == "02-01-2026"


@pytest.mark.parametrize("text", ["31-2-2026", "27-11", "vandaag", "1-1-26"])
def test_a_plain_day_is_whole_and_exists(text: str) -> None:
    assert plain_day(text) is None


def test_a_day_is_chosen_in_the_calendar(qtbot: QtBot) -> None:
    field = DateField(date(2026, 11, 24))
    qtbot.addWidget(field)
    field.show()
    button = field.findChild(IconButton)
    assert button is not None
    button.click()
    calendar = field.findChild(QCalendarWidget)
    assert calendar is not None
    with qtbot.waitSignal(field.dayChosen) as chosen:
        calendar.activated.emit(QDate(2026, 12, 1))
    assert chosen.args == [date(2026, 12, 1)]
    qtbot.waitUntil(lambda: field.findChild(QCalendarWidget) is None)


def test_a_choice_is_told_only_when_a_person_chose(qtbot: QtBot) -> None:
    field = ChoiceField([("a", "Eerste"), ("b", "Tweede")], empty="Kies", name="Soort")
    qtbot.addWidget(field)
    got: list[object] = []
    field.chosen.connect(got.append)
    assert not field.value
    field.set_value("b")
    assert got == []
    QTest.keyClick(field, Qt.Key.Key_Up)
    assert got == ["a"]
    assert field.value == "a"
    field.set_options([("c", "Derde"), ("a", "Eerste")])
    assert field.value == "a"
    field.set_value("x")
    assert field.value is None


def test_a_choice_row_and_a_checklist(qtbot: QtBot) -> None:
    row = ChoiceRow("Niveau", [(1, "AVE 1"), (2, "AVE 2")])
    several = Checklist("Aan tafel", [("a", "Politie"), ("b", "GGZ")])
    for widget in (row, several):
        qtbot.addWidget(widget)
    buttons = row.findChildren(QWidget)
    with qtbot.waitSignal(row.chosen) as chosen:
        QTest.mouseClick(buttons[-1], Qt.MouseButton.LeftButton)
    assert (chosen.args, row.value) == ([2], 2)
    row.set_value(None)
    assert row.value is None
    box = several.findChildren(CheckBox)[1]
    with qtbot.waitSignal(several.changed) as changed:
        QTest.keyClick(box, Qt.Key.Key_Space)
    assert changed.args == [frozenset({"b"})]
    several.set_options([("b", "GGZ"), ("c", "Wijkteam")])
    assert several.chosen == {"b"}


def test_a_passphrase_can_be_shown_and_is_hidden_again(qtbot: QtBot) -> None:
    field = PassphraseField(lambda text: "kort" if len(text) < 8 else "goed")
    qtbot.addWidget(field)
    FieldRow("Wachtzin", field)
    line, eye = field.findChild(QLineEdit), field.findChild(IconButton)
    assert line is not None
    assert eye is not None
    assert line.accessibleName() == "Wachtzin"
    QTest.keyClicks(line, "geheim")
    assert (field.text(), line.echoMode()) == ("geheim", QLineEdit.EchoMode.Password)
    eye.click()
    assert line.echoMode() == QLineEdit.EchoMode.Normal
    assert eye.accessibleName() == "Verberg de wachtzin"
    field.clear()
    assert (field.text(), line.echoMode()) == ("", QLineEdit.EchoMode.Password)
    eye.click()
    line.undo()
    assert field.text() == "", "who comes after cannot take it back"


@pytest.mark.parametrize("place", [0, 1])
def test_what_comes_up_out_of_sight_is_scrolled_to(qtbot: QtBot, place: int) -> None:
    inner = QWidget()
    lines = column()
    inner.setLayout(lines)
    tall, form = QWidget(), QWidget()
    tall.setFixedHeight(1000)
    form.setFixedHeight(120)
    for part in (form, tall) if place == 0 else (tall, form):
        lines.addWidget(part)
    page = Scrolling(inner)
    qtbot.addWidget(page)
    page.resize(300, 300)
    page.show()
    bar = page.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 0)
    bar.setValue(bar.maximum() if place == 0 else 0)
    into_sight(form)

    def is_seen() -> bool:
        top = form.mapTo(page.viewport(), QPoint(0, 0)).y()
        return top >= 0 and top + form.height() <= page.viewport().height()

    qtbot.waitUntil(is_seen)


def test_buttons_say_why_they_are_off(qtbot: QtBot) -> None:
    button = PrimaryButton("Vervolg & klaar")
    qtbot.addWidget(button)
    assert button.accessibleName() == "Vervolg & klaar"
    button.set_reason("Nog 2 dingen.")
    assert not button.isEnabled()
    assert button.accessibleDescription() == "Nog 2 dingen."
    button.set_reason("")
    assert button.isEnabled()


def test_what_was_typed_is_never_markup(qtbot: QtBot) -> None:
    typed = "<b>Jan</b> <img src='x'>"
    label, value, chip = Text(typed), NamedValue(typed), Chip(typed)
    elided = ElidedLabel(typed)
    for widget in (label, value, chip, elided):
        qtbot.addWidget(widget)
    assert label.textFormat() == Qt.TextFormat.PlainText
    assert chip.textFormat() == Qt.TextFormat.PlainText
    assert "&lt;b&gt;" in value.text()
    elided.resize(20, 20)
    elided.show()
    qtbot.waitUntil(lambda: "&lt;b&gt;" in elided.toolTip())


def test_parts_that_are_made_are_no_windows_of_their_own(qtbot: QtBot) -> None:
    parts: list[QWidget] = [LevelTag("AVE 1"), PageHeader("Titel", "Regel"), Callout("Let op", Tone.WARN)]
    for part in parts:
        qtbot.addWidget(part)
        assert not part.isVisible()
    tag = LevelTag()
    tag.set_level("AVE 3", name="rood")
    assert not tag.isVisible()
    assert tag.accessibleName() == "AVE 3 rood"
    home = QWidget()
    qtbot.addWidget(home)
    tag.setParent(home)
    home.show()
    assert tag.isVisible()


def test_chips_flow_to_the_next_line(qtbot: QtBot) -> None:
    home = QWidget()
    qtbot.addWidget(home)
    flow = FlowLayout(home)
    flow.fill([Chip(f"organisatie {number}") for number in range(6)])
    assert flow.heightForWidth(150) > flow.heightForWidth(2000)
    home.resize(300, 300)
    home.show()
    lines = {widget.y() for widget in home.findChildren(Chip)}
    assert len(lines) > 1


def test_a_flow_measures_again_what_comes_goes_and_grows(qtbot: QtBot) -> None:
    home = QWidget()
    qtbot.addWidget(home)
    flow = FlowLayout(home)
    chips = [Chip(f"organisatie {number}") for number in range(6)]
    flow.fill(chips)
    home.show()
    whole = flow.heightForWidth(150)
    chips[0].hide()
    assert flow.heightForWidth(150) < whole
    chips[0].show()
    assert flow.heightForWidth(150) == whole
    more = Chip("nog een organisatie")
    flow.addWidget(more)
    more.show()
    assert flow.heightForWidth(150) > whole
    flow.fill([])
    assert flow.heightForWidth(150) < whole


def test_a_step_is_as_tall_as_what_it_lacks_at_each_width(qtbot: QtBot, keeper: ThemeKeeper) -> None:
    item = StepItem(1, STEPS[3])
    qtbot.addWidget(item)
    wide, narrow = item.heightForWidth(600), item.heightForWidth(120)
    assert (wide, narrow) == (item.heightForWidth(600), item.heightForWidth(120))
    assert narrow > wide
    item.show_view(replace(STEPS[3], lacks=STEPS[3].lacks * 4))
    assert item.heightForWidth(120) > narrow
    item.show_view(STEPS[3])
    keeper.set_text_size(28)
    assert item.heightForWidth(600) > wide


def test_the_steps_lead_and_speak(qtbot: QtBot) -> None:
    steps = StepList(STEPS)
    qtbot.addWidget(steps)
    steps.show()
    items = steps.findChildren(StepItem)
    assert items[3].accessibleName() == "4. Regie, hier zijn we"
    assert items[3].accessibleDescription() == "nog 2: procesregisseur, hertoetsdatum"
    with qtbot.waitSignal(steps.chosen) as chosen:
        QTest.keyClick(items[1], Qt.Key.Key_Space)
    assert chosen.args == ["analyse"]
    assert [item.isChecked() for item in items] == [False, False, False, True, False]
    steps.set_steps(STEPS[:2])
    assert len(steps._items) == 2


def test_the_regie_card_names_who_has_it(qtbot: QtBot) -> None:
    card = RegieCard()
    qtbot.addWidget(card)
    card.show_view(REGIE)
    card.show()
    names = [value.accessibleName() for value in card.findChildren(NamedValue) if value.isVisible()]
    assert "S. Oefenaar, Wijkteam Noord" in names
    assert "nog niemand" in names


def test_the_clock_says_in_words_when_it_is_over_time(qtbot: QtBot) -> None:
    clock = Clock()
    qtbot.addWidget(clock)
    clock.show_time(300, 100, "casus nog 9 min")
    assert (clock.accessibleName(), clock.accessibleDescription()) == ("nog 3:20", "casus nog 9 min")
    clock.show_time(300, 341)
    assert clock.accessibleName() == "over de tijd 0:41"
    clock.show_time(300, 100, is_paused=True)
    assert clock.accessibleName() == "staat stil, nog 3:20"
    assert spoken(-65) == "1:05"


def test_busy_work_can_be_stopped(qtbot: QtBot) -> None:
    busy = BusyLine()
    qtbot.addWidget(busy)
    busy.begin("De kopie wordt gemaakt")
    busy.show_progress(3, 8)
    assert busy._bar.value() == 3
    with qtbot.waitSignal(busy.stopped):
        busy._stop.click()
    busy.end()
    assert not busy.isVisible()


def test_a_dropped_file_is_taken_and_another_kind_refused(qtbot: QtBot, tmp_path: Path) -> None:
    drop = FileDrop("Sleep een lijst hierheen.", (".pdf",))
    qtbot.addWidget(drop)
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(tmp_path / "Lijst.PDF"))])
    left = Qt.MouseButton.LeftButton
    event = QDropEvent(QPointF(5, 5), Qt.DropAction.CopyAction, data, left, Qt.KeyboardModifier.NoModifier)
    with qtbot.waitSignal(drop.fileChosen) as chosen:
        drop.dropEvent(event)
    assert chosen.args == [tmp_path / "Lijst.PDF"]
    with qtbot.waitSignal(drop.refused) as refused:
        drop.take(tmp_path / "lijst.docx")
    assert refused.args == ["lijst.docx"]


def test_a_pdf_is_drawn_in_the_worker(qtbot: QtBot, jobs: Jobs) -> None:
    preview = PdfPreview(jobs)
    qtbot.addWidget(preview)
    preview.resize(900, 700)
    preview.show()
    with qtbot.waitSignal(preview.shown) as shown:
        preview.show_pdf(ONE_PAGE)
    assert shown.args == [1]
    page = preview.findChild(QWidget, "")
    assert page is not None
    names = [label.accessibleName() for label in preview.findChildren(QWidget)]
    assert "Pagina 1 van 1" in names
    with qtbot.waitSignal(preview.failed):
        preview.show_pdf(b"no pdf")


def test_an_empty_state_has_one_button(qtbot: QtBot) -> None:
    empty = EmptyState("inbox", "Nog niets", "Hier komt iets.", "Begin")
    qtbot.addWidget(empty)
    with qtbot.waitSignal(empty.begun):
        empty.button.click()


ONE_PAGE = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
    b"2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
    b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]>>endobj\n"
    b"trailer<</Root 1 0 R>>\n%%EOF\n"
)


def test_a_day_that_is_being_typed_is_handed_over_before_the_vault_locks(qtbot: QtBot) -> None:
    field = DateField()
    qtbot.addWidget(field)
    days: list[object] = []
    field.dayChosen.connect(days.append)
    line = field.findChild(QLineEdit)
    assert line is not None
    QTest.keyClicks(line, "27-11-2026")
    assert not days
    around = QWidget()
    qtbot.addWidget(around)
    field.setParent(around)
    flush_all(around)
    assert days == [date(2026, 11, 27)]
