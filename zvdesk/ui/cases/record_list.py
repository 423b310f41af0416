"""Edit records of one kind: a line for each, its form below it, add, and erase with a way back."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from zvdesk.domain.roles import Act
from zvdesk.ui.cases.forms import RecordForm
from zvdesk.ui.tokens import Space, Token, Tone
from zvdesk.ui.widgets.autosave import flush_all
from zvdesk.ui.widgets.buttons import IconButton, SecondaryButton
from zvdesk.ui.widgets.cards import Card
from zvdesk.ui.widgets.chips import Chip
from zvdesk.ui.widgets.labels import IconLabel, Style, Text, hairline, show_when
from zvdesk.ui.widgets.layouts import clear, column

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtGui import QMouseEvent

    from zvdesk.domain.case_files import CaseFile
    from zvdesk.services.records import Record
    from zvdesk.ui.cases.inputs import FieldSpec
    from zvdesk.ui.cases.model import CaseModel

_NEW = ""


@dataclass(frozen=True)
class Summary:
    """Say what the line of a record shows."""

    title: str
    detail: str = ""
    chips: tuple[tuple[str, Tone], ...] = ()


@dataclass(frozen=True, kw_only=True)
class ListSpec:
    """Declare a list of records; the functions get records of its own kind."""

    title: str
    records: Callable[[CaseFile], Sequence[Any]]
    summary: Callable[[Any], Summary]
    fields: Sequence[FieldSpec]
    blank: Callable[[], Any] | None  # a new record, without an id; None when none can be added here
    add: str  # on the button
    erased: str  # in the notice, such as "Factor gewist."
    empty: str  # what belongs here
    intro: str = ""
    locked: Callable[[Any], str] | None = None  # why a record is read-only, or an empty text
    below: Callable[[Any, QWidget], QWidget | None] | None = None  # what stands below the form
    act: Act = Act.EDIT_CASE


class _Line(QFrame):
    """Show one record in a line, and hold its form when it is open.

    Signals: ``toggled()`` and ``eraseAsked()``.
    """

    toggled = Signal()
    eraseAsked = Signal()  # noqa: N815

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.form: RecordForm | None = None
        self.below: QWidget | None = None
        self._title, self._detail = Text("", Style.STRONG), Text("", Style.QUIET)
        self._lock = IconLabel("lock", Token.INK_2)
        self._chips = QHBoxLayout()
        self._chips.setSpacing(Space.HALF)
        self.open_button = IconButton("chevron-down", "")
        self.open_button.clicked.connect(self.toggled)
        self.erase_button = IconButton("trash-2", "")
        self.erase_button.clicked.connect(self.eraseAsked)
        words = column(0)
        words.addWidget(self._title)
        words.addWidget(self._detail)
        self._head = QWidget()
        self._head.setCursor(Qt.CursorShape.PointingHandCursor)
        head = QHBoxLayout(self._head)
        head.setContentsMargins(0, Space.HALF, 0, Space.HALF)
        head.setSpacing(Space.ONE)
        head.addLayout(words, 1)
        head.addLayout(self._chips)
        for part in (self._lock, self.open_button, self.erase_button):
            head.addWidget(part, 0, Qt.AlignmentFlag.AlignVCenter)
        self._inside = QVBoxLayout()
        self._inside.setContentsMargins(0, Space.HALF, 0, Space.TWO)
        self._inside.setSpacing(Space.TWO)
        self._box = QWidget()
        self._box.setLayout(self._inside)
        self._box.hide()
        outer = column(0)
        outer.addWidget(hairline())
        outer.addWidget(self._head)
        outer.addWidget(self._box)
        self.setLayout(outer)

    @property
    def title(self) -> str:
        """Return what the line says."""
        return self._title.text()

    def show_summary(self, summary: Summary, *, locked: str, can_erase: bool) -> None:
        """Show a record in short."""
        self._title.setText(summary.title)
        self._detail.setText(summary.detail)
        show_when(self._detail, bool(summary.detail))
        clear(self._chips)
        for words, tone in summary.chips:
            self._chips.addWidget(Chip(words, tone))
        show_when(self._lock, bool(locked))
        self._lock.setAccessibleName(locked)
        self._lock.setToolTip(locked)
        show_when(self.erase_button, can_erase and not locked)
        self._speak()

    def _speak(self) -> None:
        name = self.title or self.tr("nieuw")
        words = self.tr("Sluit: %1") if self.form is not None else self.tr("Open: %1")
        icon_name = "chevron-up" if self.form is not None else "chevron-down"
        self.open_button.set_icon(icon_name, words.replace("%1", name))
        self.erase_button.set_icon("trash-2", self.tr("Wis: %1").replace("%1", name))

    def open_form(self, form: RecordForm, below: QWidget | None, locked: str) -> None:
        """Show the form below the line."""
        self.form, self.below = form, below
        if locked:
            self._inside.addWidget(Text(locked, Style.SMALL))
        self._inside.addWidget(form)
        if below is not None:
            self._inside.addWidget(below)
        self._box.show()
        self._speak()

    def close_form(self) -> None:
        """Hand over what was typed and take the form away."""
        if self.form is None:
            return
        flush_all(self._box)
        self.form.draft.retire()
        self._box.hide()
        clear(self._inside)
        self.form = self.below = None
        self._speak()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Open or close at a click on the line."""
        if self._head.geometry().contains(event.position().toPoint()):
            self.toggled.emit()
        super().mouseReleaseEvent(event)


class RecordList(Card):
    """Edit the records of one kind; one form is open at a time."""

    def __init__(self, model: CaseModel, spec: ListSpec, parent: QWidget | None = None) -> None:
        super().__init__(spec.title, parent)
        self._model, self._spec = model, spec
        self.lines: dict[str, _Line] = {}
        self._open: str | None = None
        self._empty = Text(spec.empty, Style.QUIET)
        self._column = column(0)
        self.add_button = SecondaryButton(spec.add, "plus")
        self.add_button.clicked.connect(self.begin)
        if spec.intro:
            self.add(Text(spec.intro, Style.QUIET))
        self.add(self._empty)
        self.add(self._column)
        self.add(self.add_button)
        show_when(self.add_button, spec.blank is not None)

    @property
    def _can_edit(self) -> bool:
        return self._model.may(self._spec.act)

    def refresh(self) -> None:
        """Show the records as the vault has them now."""
        records = {record.id: record for record in self._spec.records(self._model.file)}
        for key in [key for key in self.lines if key not in records and key != _NEW]:
            self._remove(key)
        for place, (key, record) in enumerate(records.items()):
            line = self.lines.get(key) or self._add_line(key)
            if self._column.indexOf(line) != place:
                self._column.removeWidget(line)
                self._column.insertWidget(place, line)
            self._show(line, record)
        may_add = self._can_edit and self._spec.blank is not None
        show_when(self.add_button, may_add)
        show_when(self._empty, not self.lines)

    def begin(self) -> None:
        """Open the form of a new record."""
        if _NEW in self.lines:
            self._toggle(_NEW) if self._open != _NEW else self._focus(_NEW)
            return
        if self._spec.blank is None:
            return
        line = self._add_line(_NEW)
        line.show_summary(Summary(self._spec.add), locked="", can_erase=True)
        show_when(self._empty, False)
        self._toggle(_NEW)

    def open_record(self, record_id: str) -> None:
        """Open the form of a record."""
        if record_id in self.lines and self._open != record_id:
            self._toggle(record_id)

    # --- lines -----------------------------------------------------------------------------------

    def _record(self, key: str) -> Any:  # noqa: ANN401 - any record of a case
        if key == _NEW:
            return self._spec.blank() if self._spec.blank is not None else None
        return next((r for r in self._spec.records(self._model.file) if r.id == key), None)

    def _locked(self, record: Any) -> str:  # noqa: ANN401
        return self._spec.locked(record) if self._spec.locked is not None else ""

    def _add_line(self, key: str) -> _Line:
        line = _Line()
        self.lines[key] = line
        self._column.addWidget(line)
        line.toggled.connect(lambda: self._toggle(self._key(line)))
        line.eraseAsked.connect(lambda: self._erase(self._key(line)))
        return line

    def _key(self, line: _Line) -> str:
        return next(key for key, known in self.lines.items() if known is line)

    def _show(self, line: _Line, record: Any) -> None:  # noqa: ANN401
        line.show_summary(self._spec.summary(record), locked=self._locked(record), can_erase=self._can_edit)
        if line.form is not None:
            line.form.show_record(record)
            if line.below is not None and self._spec.below is not None:
                refresh = getattr(line.below, "refresh", None)
                if refresh is not None:
                    refresh(record)

    def _toggle(self, key: str) -> None:
        was = self._open
        if was is not None and was in self.lines:
            self._close(was)
        if was == key:
            return
        record, line = self._record(key), self.lines.get(key)
        if record is None or line is None:
            return
        locked = self._locked(record)
        form = RecordForm(
            self._model, self._spec.fields, record, locked=locked or ("" if self._can_edit else "-")
        )
        form.born.connect(lambda record_id: self._born(line, record_id))
        below = self._spec.below(record, line) if self._spec.below is not None and key != _NEW else None
        line.open_form(form, below, locked)
        self._open = key
        self._focus(key)

    def _focus(self, key: str) -> None:
        form = self.lines[key].form
        if form is not None:
            form.grid.focus_first()

    def _close(self, key: str) -> None:
        line = self.lines[key]
        draft = line.form.draft if line.form is not None else None
        line.close_form()
        self._open = None
        if key == _NEW and draft is not None and draft.lacking:
            self._remove(_NEW)  # nothing that could be kept was typed
            show_when(self._empty, not self.lines)

    def _born(self, line: _Line, record_id: str) -> None:
        """Know the line of a new record by its id from now on."""
        key = self._key(line)
        self.lines[record_id] = self.lines.pop(key)
        if self._open == key:
            self._open = record_id

    def _remove(self, key: str) -> None:
        line = self.lines.pop(key)
        if line.form is not None:
            line.form.draft.drop()
        if self._open == key:
            self._open = None
        self._column.removeWidget(line)
        line.hide()
        line.deleteLater()

    # --- erasing ---------------------------------------------------------------------------------

    def _erase(self, key: str) -> None:
        line = self.lines[key]
        if key == _NEW:
            self._remove(_NEW)
            show_when(self._empty, not self.lines)
            self.add_button.setFocus()
            return
        flush_all(line)
        record = line.form.draft.record if line.form is not None else self._record(key)
        self._model.erase(record, partial(self._erased, record))

    def _erased(self, record: Record) -> None:
        self.add_button.setFocus()
        self._model.context.notices.undo(self._spec.erased, partial(self._model.keep, replace(record)))
