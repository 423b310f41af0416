"""Edit records of one kind: a line for each, its form below it, add, and erase with a way back."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Any

from zvdesk.domain.roles import Act
from zvdesk.ui.cases.details import RecordDetails
from zvdesk.ui.cases.forms import RecordForm
from zvdesk.ui.cases.record_line import RecordLine, Summary
from zvdesk.ui.widgets.autosave import flush_all
from zvdesk.ui.widgets.buttons import SecondaryButton
from zvdesk.ui.widgets.cards import Card
from zvdesk.ui.widgets.labels import Style, Text, show_when
from zvdesk.ui.widgets.layouts import column

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtWidgets import QWidget

    from zvdesk.domain.case_files import CaseFile
    from zvdesk.services.records import Record
    from zvdesk.ui.cases.model import CaseModel
    from zvdesk.ui.cases.specs import FieldSpec

_NEW = ""


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


class RecordList(Card):
    """Edit the records of one kind; one form is open at a time."""

    def __init__(self, model: CaseModel, spec: ListSpec, parent: QWidget | None = None) -> None:
        super().__init__(spec.title, parent)
        self._model, self._spec = model, spec
        self.lines: dict[str, RecordLine] = {}
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

    def _add_line(self, key: str) -> RecordLine:
        line = RecordLine()
        self.lines[key] = line
        self._column.addWidget(line)
        line.toggled.connect(lambda: self._toggle(self._key(line)))
        line.eraseAsked.connect(lambda: self._erase(self._key(line)))
        return line

    def _key(self, line: RecordLine) -> str:
        return next(key for key, known in self.lines.items() if known is line)

    def _show(self, line: RecordLine, record: Any) -> None:  # noqa: ANN401
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
        locked, form = self._locked(record), self._form(line, record)
        below = self._spec.below(record, line) if self._spec.below is not None and key != _NEW else None
        line.open_form(form, below, locked)
        self._open = key
        self._focus(key)

    def _form(self, line: RecordLine, record: Any) -> RecordForm | RecordDetails:  # noqa: ANN401
        if self._locked(record) or not self._can_edit:
            return RecordDetails(self._model, self._spec.fields, record)
        form = RecordForm(self._model, self._spec.fields, record)
        form.born.connect(lambda record_id: self._born(line, record_id))
        return form

    def _focus(self, key: str) -> None:
        form = self.lines[key].form
        if isinstance(form, RecordForm):
            form.grid.focus_first()

    def _close(self, key: str) -> None:
        line = self.lines[key]
        draft = line.draft
        line.close_form()
        self._open = None
        if key == _NEW and draft is not None and draft.lacking:
            self._remove(_NEW)  # nothing that could be kept was typed
            show_when(self._empty, not self.lines)

    def _born(self, line: RecordLine, record_id: str) -> None:
        """Know the line of a new record by its id from now on."""
        key = self._key(line)
        self.lines[record_id] = self.lines.pop(key)
        if self._open == key:
            self._open = record_id

    def _remove(self, key: str) -> None:
        line = self.lines.pop(key)
        if line.draft is not None:
            line.draft.drop()
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
        record = line.draft.record if line.draft is not None else self._record(key)
        self._model.erase(record, partial(self._erased, record))

    def _erased(self, record: Record) -> None:
        self.add_button.setFocus()
        self._model.context.notices.undo(self._spec.erased, partial(self._model.keep, replace(record)))
