"""Declare the fields of a record in one line each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from zvdesk.ui.cases.inputs import ChoiceInput, DateInput, FewInput, Input, TextInput, TickInput
from zvdesk.ui.widgets.autosave import AutosaveLineEdit, AutosaveTextEdit

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from zvdesk.ui.cases.model import CaseModel


@dataclass(frozen=True)
class FieldSpec:
    """Declare one field of a record: its name there, its label and how to make its widget."""

    name: str
    label: str
    make: Callable[[CaseModel], Input]
    help: str = ""
    is_required: bool = False
    is_optional: bool = False
    is_wide: bool = False  # takes the whole width
    shown: Callable[[CaseModel, Any], bool] | None = None  # asked of the record after each change


def line(
    name: str,
    label: str,
    *,
    required: bool = False,
    optional: bool = False,
    help_text: str = "",
    wide: bool = False,
) -> FieldSpec:
    """Return a field of one line."""
    return FieldSpec(
        name, label, lambda _model: TextInput(AutosaveLineEdit()), help_text, required, optional, wide
    )


def lines(
    name: str,
    label: str,
    *,
    required: bool = False,
    optional: bool = False,
    help_text: str = "",
    rows: int = 3,
    shown: Callable[[CaseModel, Any], bool] | None = None,
) -> FieldSpec:
    """Return a field of several lines, over the whole width."""
    return FieldSpec(
        name,
        label,
        lambda _model: TextInput(AutosaveTextEdit(lines=rows)),
        help_text,
        required,
        optional,
        True,
        shown,
    )


def day_of(
    name: str,
    label: str,
    *,
    past: bool = False,
    required: bool = False,
    optional: bool = False,
    help_text: str = "",
    shown: Callable[[CaseModel, Any], bool] | None = None,
) -> FieldSpec:
    """Return a field for a day; ``past`` when it mostly lies behind us."""
    return FieldSpec(
        name, label, lambda model: DateInput(model, is_past=past), help_text, required, optional, shown=shown
    )


def tick(name: str, label: str, words: str, *, help_text: str = "") -> FieldSpec:
    """Return a field for yes or no."""
    return FieldSpec(name, label, lambda _model: TickInput(words), help_text)


def choice(
    name: str,
    label: str,
    options: Sequence[tuple[object, str]],
    *,
    empty: str | None = None,
    no_value: object = None,
    required: bool = False,
    help_text: str = "",
    wide: bool = False,
    shown: Callable[[CaseModel, Any], bool] | None = None,
) -> FieldSpec:
    """Return a field for one of a list."""
    return FieldSpec(
        name,
        label,
        lambda _model: ChoiceInput(lambda _value: options, empty, no_value),
        help_text,
        required,
        False,
        wide,
        shown,
    )


def few(name: str, label: str, options: Sequence[tuple[object, str]], *, help_text: str = "") -> FieldSpec:
    """Return a field for one of a few in sight."""
    return FieldSpec(name, label, lambda _model: FewInput(label, options), help_text, is_wide=True)


def organisation(
    name: str, label: str, empty: str, *, required: bool = False, help_text: str = ""
) -> FieldSpec:
    """Return a field for one organisation that the house knows."""

    def make(model: CaseModel) -> Input:
        return ChoiceInput(lambda value: [(o.id, o.name) for o in model.organisations(str(value))], empty, "")

    return FieldSpec(name, label, make, help_text, required, not required)
