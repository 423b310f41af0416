"""Hold the small parts that the pages of this room share."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import (
    QAbstractScrollArea,
    QComboBox,
    QFrame,
    QLayout,
    QLineEdit,
    QScrollArea,
    QStackedWidget,
    QWidget,
)

from zvdesk.domain.typed_days import typed_day
from zvdesk.errors import ExplainedError
from zvdesk.texts.days import day as day_words
from zvdesk.texts.messages import message
from zvdesk.ui.widgets.choices import ChoiceField
from zvdesk.ui.widgets.date_field import DateField
from zvdesk.ui.widgets.fields import FieldRow

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import date

    from PySide6.QtWidgets import QVBoxLayout

    from zvdesk.ui.meeting.views import TableView
    from zvdesk.ui.widgets.autosave import AutosaveLineEdit, AutosaveTextEdit

_OFFERED = "offered"  # property of a choice that holds what it offers
_HANDED = "handed"  # property of a field whose text is on its way to the vault


def said(error: Exception) -> str:
    """Return what went wrong in Dutch; a bug of ours is raised again for whoever handles those."""
    if isinstance(error, ExplainedError):
        return message(error)
    raise error


def show_stored(field: AutosaveLineEdit | AutosaveTextEdit, text: str) -> None:
    """Show what the vault holds; a space at the end that is being typed is not taken away."""
    typed = field.text() if isinstance(field, QLineEdit) else field.toPlainText()
    if not (field.hasFocus() and typed.strip() == text):
        field.set_stored(text)
    if field.property(_HANDED) is True:
        field.setProperty(_HANDED, False)
        field.mark_saved()


def on_edit(field: AutosaveLineEdit | AutosaveTextEdit, keep: Callable[[str], object]) -> None:
    """Keep what was typed; the next ``show_stored`` says that it is kept, on this field only."""

    def hand(text: str) -> None:
        field.setProperty(_HANDED, True)
        keep(text)

    field.edited.connect(hand)


def show_day(field: DateField, day: date | None) -> None:
    """Show the day that the vault holds; what is being typed stays until it is read."""
    if field.day != day:
        field.set_day(day)


class DayRow(FieldRow):
    """Take a day as people say it, and say below the field when it cannot be read.

    ``field.dayChosen`` tells the day.
    """

    def __init__(
        self, label: str, today: Callable[[], date], help_text: str = "", *, is_optional: bool = False
    ) -> None:
        self.day = DateField(parse=lambda text: typed_day(text, today()), show=day_words)
        super().__init__(label, self.day, help_text, is_optional=is_optional)
        self.day.misread.connect(self._complain)
        self.day.dayChosen.connect(lambda _day: self.set_error(""))

    def _complain(self, text: str) -> None:
        self.set_error(misread_words(text))


def misread_words(text: str) -> str:
    """Return what is said of a day that could not be read."""
    pattern = QCoreApplication.translate(
        "parts", "'{text}' is geen dag. Schrijf bijvoorbeeld: vr, 27 nov of over 2 wk."
    )
    return pattern.format(text=text)


def offered_organisations(view: TableView) -> list[tuple[object, str]]:
    """Return the organisations to choose from, those of this case first."""
    known = view.context.organisations
    near = dict.fromkeys((*view.item.present_ids, *view.item.invited_ids))
    first = [known[i] for i in near if i in known]
    rest = [o for o in known.values() if o.id not in near and not o.is_archived]
    return [(o.id, o.abbreviation or o.name) for o in (*first, *rest)]


def narrow_choice(empty: str | None) -> ChoiceField:
    """Return a choice that is no wider than its place, however long the words of its options are."""
    choice = ChoiceField(empty=empty)
    choice.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    return choice


def offer(choice: ChoiceField, options: list[tuple[object, str]]) -> None:
    """Offer options in a choice; the same ones again leave an open list alone."""
    if choice.property(_OFFERED) != options:
        choice.setProperty(_OFFERED, options)
        choice.set_options(options)


def flow_area(layout: QVBoxLayout, name: str) -> QScrollArea:
    """Return a scroll area without a frame around a column."""
    inner = QWidget()
    inner.setProperty("kind", "flow")
    inner.setLayout(layout)
    area = QScrollArea()
    area.setWidget(inner)
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setAccessibleName(name)
    return area


def paper_white(widget: QWidget) -> None:
    """Give a part the ground of what is being worked on."""
    widget.setProperty("kind", "")
    widget.setBackgroundRole(QPalette.ColorRole.Base)
    widget.setAutoFillBackground(True)


def order_focus(whole: QWidget) -> None:
    """Let Tab go in the order in which the page reads; rows that came later would otherwise come last."""
    before: QWidget | None = None
    for widget in _focusable(whole, is_all=True):
        if before is not None:
            QWidget.setTabOrder(before, widget)
        before = widget


def stops(whole: QWidget) -> list[QWidget]:
    """Return what Tab goes through now, in the order in which it reads."""
    return [widget for widget in _focusable(whole, is_all=False) if widget.isEnabled()]


def _focusable(widget: QWidget, *, is_all: bool) -> Iterator[QWidget]:
    if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.focusProxy() is None:
        yield widget
    for inner in _inside(widget):
        if is_all or not inner.isHidden():
            yield from _focusable(inner, is_all=is_all)


def _inside(widget: QWidget) -> Iterator[QWidget]:
    layout = widget.layout()
    if isinstance(widget, QScrollArea):
        yield from filter(None, [widget.widget()])
    elif isinstance(widget, QStackedWidget):
        yield from filter(None, map(widget.widget, range(widget.count())))
    elif layout is not None:
        yield from _in_layout(layout)
    elif not isinstance(widget, QAbstractScrollArea | QComboBox | QLineEdit):
        direct = Qt.FindChildOption.FindDirectChildrenOnly  # placed by hand: a list of fields with its editor
        yield from (child for child in widget.findChildren(QWidget, options=direct) if not child.isWindow())


def _in_layout(layout: QLayout) -> Iterator[QWidget]:
    for item in filter(None, map(layout.itemAt, range(layout.count()))):
        widget, inner = item.widget(), item.layout()
        if widget is not None:
            yield widget
        elif inner is not None:
            yield from _in_layout(inner)


def listed(words: tuple[str, ...]) -> str:
    """Return words as a list in a sentence: "a, b en c"."""
    if len(words) < 2:
        return "".join(words)
    pattern = QCoreApplication.translate("parts", "{first} en {last}")
    return pattern.format(first=", ".join(words[:-1]), last=words[-1])
