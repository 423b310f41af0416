"""Bring what is typed in a record to the vault: one save at a time, and no field holds up another."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from zvdesk.errors import InvalidField

if TYPE_CHECKING:
    from zvdesk.services.records import Record
    from zvdesk.ui.cases.model import CaseModel


class Draft(QObject):
    """Stand between the fields of one record and the vault.

    A new record waits until what is required is there. A value that is refused is set aside, so that the
    others get through.

    Signals: ``saved(tuple)`` with the names of the fields that the vault now has; ``refused(Exception)``;
    ``born(str)`` with the id of what was a new record; ``revised()`` after each new value.
    """

    saved = Signal(object)
    refused = Signal(object)
    born = Signal(str)
    revised = Signal()

    def __init__(
        self, model: CaseModel, record: Record, required: tuple[str, ...] = (), parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._model, self._required = model, required
        self._stored: Any = record
        self._pending: dict[str, object] = {}
        self._is_busy = self._is_dropped = self._is_retired = False

    @property
    def record(self) -> Any:  # noqa: ANN401 - any of the records of a case
        """Return the record with all that was typed."""
        return replace(self._stored, **self._pending)

    @property
    def is_new(self) -> bool:
        """Tell whether the vault does not have it yet."""
        return not self._stored.id

    @property
    def lacking(self) -> tuple[str, ...]:
        """Return the required fields that are still empty."""
        record = self.record
        return tuple(name for name in self._required if not getattr(record, name))

    def set_value(self, name: str, value: object) -> None:
        """Take a value, and bring it to the vault."""
        self._pending[name] = value
        self.revised.emit()
        self._push()

    def set_stored(self, record: Record) -> None:
        """Take the record as the vault has it now."""
        if not self._is_busy:
            self._stored = record

    def drop(self) -> None:
        """Keep nothing more: the record was erased."""
        self._is_dropped = True
        self.retire()

    def retire(self) -> None:
        """Go once all that was typed is in the vault; nobody will type here any more."""
        self._is_retired = True
        if not self._is_busy:
            self.deleteLater()

    def _push(self) -> None:
        if self._is_busy:
            return
        if self._is_dropped or not self._pending or (self.is_new and self.lacking):
            if self._is_retired:
                self.deleteLater()
            return
        self._is_busy = True
        sent, was_new = dict(self._pending), self.is_new
        self._model.keep(
            self.record,
            lambda record: self._kept(record, sent, was_new=was_new),
            lambda error: self._failed(error, sent),
        )

    def _kept(self, record: Record, sent: dict[str, object], *, was_new: bool) -> None:
        self._is_busy = False
        self._stored = record
        self._settle(sent)
        if was_new:
            self.born.emit(record.id)
        self.saved.emit(tuple(sent))
        self._push()

    def _failed(self, error: Exception, sent: dict[str, object]) -> None:
        self._is_busy = False
        aside = sent
        if isinstance(error, InvalidField) and error.field in sent:
            aside = {error.field: sent[error.field]}
        self._settle(aside)
        self.refused.emit(error)
        self._push()

    def _settle(self, values: dict[str, object]) -> None:
        """Forget values, unless something newer was typed since."""
        for name, value in values.items():
            if self._pending.get(name, None) is value:
                del self._pending[name]
