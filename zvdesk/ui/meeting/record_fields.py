"""Declare the fields of one agreement, so that it is mended in place, one field at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication

from zvdesk.domain.actions import ActionItem, ConditionalAgreement, Informing
from zvdesk.domain.contributions import SharingCondition
from zvdesk.domain.decisions import Decision, Reservation
from zvdesk.domain.read_back import title_of
from zvdesk.domain.table_notes import Information, ParkedPoint
from zvdesk.texts.days import day as day_words
from zvdesk.texts.labels import INFORMING, SHARING
from zvdesk.ui.meeting import acts
from zvdesk.ui.meeting.choice_editors import ChoiceEditor, SeveralEditor
from zvdesk.ui.meeting.field import Field
from zvdesk.ui.meeting.known_people import question_about
from zvdesk.ui.meeting.mend_editors import KnownWhoEditor
from zvdesk.ui.meeting.parts import offered_organisations
from zvdesk.ui.meeting.text_editors import DayEditor, TextEditor

if TYPE_CHECKING:
    from collections.abc import Callable

    from zvdesk.ui.meeting.table import Table
    from zvdesk.ui.meeting.views import TableView

Recordable = ActionItem | ConditionalAgreement | Decision | Reservation | Information | ParkedPoint


class RecordFields:
    """Make the fields of one record; each reads the record as the case has it now."""

    def __init__(self, table: Table, record: Recordable) -> None:
        self._table, self._record = table, record

    def fields(self) -> tuple[Field, ...]:
        """Return the fields of the record."""
        record = self._record
        if isinstance(record, ActionItem):
            return self._action()
        if isinstance(record, ConditionalAgreement):
            return self._conditional()
        if isinstance(record, Decision):
            return (self._text("text", _tr("Besluit"), lines=2), *self._sharing())
        if isinstance(record, Reservation):
            return (
                self._who(_tr("Van welke organisatie"), has_person=False),
                self._text("text", _tr("Voorbehoud")),
            )
        if isinstance(record, Information):
            return (self._text("text", _tr("Informatie"), lines=2), self._who(_tr("Van wie")))
        return (
            self._text("text", _tr("Punt")),
            self._text("carried_reason", _tr("Waarom nemen we het mee?")),
        )

    def _action(self) -> tuple[Field, ...]:
        return (
            self._text("what", _tr("Wat gaat er gebeuren?")),
            self._who(_tr("Wie doet het?")),
            self._day("due_on", _tr("Klaar op")),
            self._choice("is_urgent", _tr("Met spoed?"), {False: _tr("Nee"), True: _tr("Ja, met spoed")}),
            self._text("condition", _tr("Onder voorwaarde dat")),
            self._choice("informing", _tr("Weet de betrokkene dit?"), INFORMING),
            self._text("informing_note", _tr("Hoe, of waarom niet")),
            self._day("informing_recheck_on", _tr("Bekijk dat opnieuw op"), is_shown=self._is_not_told),
            *self._sharing(),
        )

    def _conditional(self) -> tuple[Field, ...]:
        return (
            self._text("trigger", _tr("Als dit gebeurt")),
            self._text("response", _tr("Dan doet")),
            self._who(_tr("Wie handelt dan?")),
            self._hours(),
            self._phones(),
            *self._sharing(),
        )

    # --- kinds of fields -----------------------------------------------------------------------------------

    def _now(self, view: TableView) -> Any:  # noqa: ANN401 - one of the kinds of records
        return acts.latest(view.file, self._record)

    def _keep(self, **values: Any) -> None:  # noqa: ANN401 - fields of the record
        self._table.revise(self._record, **values)

    def _key(self, name: str) -> str:
        return f"{type(self._record).__name__}:{self._record.id}:{name}"

    def _is_not_told(self, view: TableView) -> bool:
        return getattr(self._now(view), "informing", None) is Informing.EXCEPTION

    def _text(self, name: str, label: str, *, lines: int = 1) -> Field:
        return self._typed(
            name,
            label,
            lambda view: str(getattr(self._now(view), name)),
            lambda text: self._keep(**{name: text}),
            lines=lines,
        )

    def _typed(
        self,
        name: str,
        label: str,
        read: Callable[[TableView], str],
        keep: Callable[[str], object],
        *,
        lines: int = 1,
        help_text: str = "",
    ) -> Field:
        def make() -> TextEditor:
            return TextEditor(
                self._table,
                label,
                history=lambda _view: self._key(name),
                read=read,
                keep=keep,
                lines=lines,
                help_text=help_text,
            )

        return Field(name, label, read, make)

    def _day(self, name: str, label: str, is_shown: Callable[[TableView], bool] | None = None) -> Field:
        return Field(
            name,
            label,
            lambda view: day_words(getattr(self._now(view), name)),
            lambda: DayEditor(
                self._table,
                label,
                read=lambda view: getattr(self._now(view), name),
                keep=lambda day: self._keep(**{name: day}),
            ),
            is_shown=is_shown or (lambda _view: True),
        )

    def _choice(self, name: str, label: str, words: Any) -> Field:  # noqa: ANN401 - values of any enum
        return Field(
            name,
            label,
            lambda view: words[getattr(self._now(view), name)],
            lambda: ChoiceEditor(
                label,
                tuple(words.items()),
                read=lambda view: getattr(self._now(view), name),
                keep=lambda value: self._keep(**{name: value}),
            ),
        )

    def _title(self) -> str:
        """Return the words of an agreement in which someone acts."""
        record = self._record
        return title_of(record) if isinstance(record, ActionItem | ConditionalAgreement) else ""

    def _who(self, label: str, *, has_person: bool = True) -> Field:
        def read(view: TableView) -> tuple[str, str]:
            record = self._now(view)
            return record.organisation_id, getattr(record, "person", "")

        def keep(organisation_id: str, person: str) -> None:
            both = {"organisation_id": organisation_id, "person": person}
            self._keep(**(both if has_person else {"organisation_id": organisation_id}))

        name = question_about(label, self._title())

        return Field(
            "who",
            label,
            lambda view: " · ".join(p for p in (view.organisation(read(view)[0]), read(view)[1]) if p),
            lambda: KnownWhoEditor(
                self._table,
                name,
                read=read,
                keep=keep,
                history=lambda _view: self._key("person"),
                has_person=has_person,
            ),
        )

    def _hours(self) -> Field:
        def keep(text: str) -> None:
            number = text.strip().removesuffix("uur").strip()
            if number.isdigit() or not number:
                self._keep(within_hours=int(number) if number else None)

        def read(view: TableView) -> str:
            hours = self._now(view).within_hours
            return _tr("{hours} uur").format(hours=hours) if hours else ""

        return self._typed(
            "within_hours",
            _tr("Binnen hoeveel uur?"),
            read,
            keep,
            help_text=_tr("Een getal, bijvoorbeeld 24."),
        )

    def _phones(self) -> Field:
        def keep(text: str) -> None:
            lines = (line.strip() for line in text.splitlines())
            self._keep(phones=tuple(line for line in lines if line))

        return self._typed(
            "phones",
            _tr("Wie bellen we?"),
            lambda view: "\n".join(self._now(view).phones),
            keep,
            lines=3,
            help_text=_tr("Een per regel, in volgorde: Crisisdienst 088-0001234."),
        )

    def _sharing(self) -> tuple[Field, ...]:
        def offered(view: TableView) -> dict[object, str]:
            return dict(offered_organisations(view))

        def named(view: TableView) -> tuple[str, ...]:
            ids: tuple[str, ...] = self._now(view).named_organisation_ids
            return ids

        return (
            self._choice("sharing_condition", _tr("Met wie delen?"), SHARING),
            Field(
                "named_organisation_ids",
                _tr("Met welke organisaties?"),
                lambda view: ", ".join(view.organisation(i) for i in named(view)),
                lambda: SeveralEditor(
                    _tr("Met welke organisaties?"),
                    offered,
                    read=named,
                    keep=lambda ticked: self._keep(named_organisation_ids=tuple(str(i) for i in ticked)),
                ),
                is_shown=lambda view: self._now(view).sharing_condition is SharingCondition.NAMED,
            ),
        )


def _tr(text: str) -> str:
    return QCoreApplication.translate("record_fields", text)
