"""Read the facts on a list back from its data: ``documents.outcome`` writes them, and this undoes it.

The data come out of a signed list, but a signer can be anybody: the same care is taken as with any file from
outside. A file is taken whole or refused whole, with every problem by its JSON path. Fields that nobody asked
for are left alone, so that a later zvdesk may add some; another format is refused.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import TYPE_CHECKING, TypeVar

from zvdesk.domain.action_lists import (
    ActionList,
    ListAction,
    ListConditional,
    ListDecision,
    ListReservation,
    ListSubject,
    RegieLine,
)
from zvdesk.domain.actions import ActionStatus, Informing
from zvdesk.errors import FieldProblem, OutcomeRefused, ReferralRefused
from zvdesk.exchange.careful_json import JsonObject, parse
from zvdesk.exchange.fields import Fields, Findings

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

FORMAT = "zvdesk-uitkomst/1"
MOST_BYTES, MOST_VALUES = 20_000_000, 200_000
_STATUSES = {status.value: status for status in ActionStatus}
_INFORMING = {informing.value: informing for informing in Informing}
_SHA256 = re.compile(r"[0-9a-f]{64}")
_NEVER = datetime.min.replace(tzinfo=UTC)  # stands in for a moment that is itself a problem
_T = TypeVar("_T")


def read_outcome(data: bytes) -> ActionList:
    """Return the list that the data hold, as ``documents.outcome.printed`` gives it.

    Raises OutcomeRefused with every problem there is.
    """
    findings = Findings()
    try:
        found = parse(data, most_bytes=MOST_BYTES, most_values=MOST_VALUES)
    except ReferralRefused as refused:
        raise OutcomeRefused(refused.problems) from None
    top = Fields(found, "$", findings)
    case, own = top.child("betreft"), top.child("zvdesk")
    if own is not None:
        own.chosen("formaat", (FORMAT,))
    content = None
    if case is not None and own is not None and not findings.problems:
        content = _Reader(top, case, own, findings).content()
    if content is None or findings.problems:
        raise OutcomeRefused(tuple(findings.problems))
    return content


class _Reader:
    """Put a list together out of the national model and zvdesk's own object."""

    def __init__(self, top: Fields, case: Fields, own: Fields, findings: Findings) -> None:
        self._top, self._case, self._own, self._findings = top, case, own, findings
        self._nothing = Fields(JsonObject(), "$", findings)

    def content(self) -> ActionList | None:
        """Return the list, or None for data without what each list has."""
        own, top = self._own, self._top
        document, meeting = own.child("document"), own.child("overleg")
        if document is None or meeting is None:
            return None
        goal, level, follow_up = self._part("doel"), self._part("niveau"), self._part("vervolg")
        signer = _below(document, "ondertekenaar") or self._nothing
        return ActionList(
            house=_text(own, "huis"),
            is_practice=own.flag("oefening"),
            title=_text(meeting, "titel"),
            meeting_at=meeting.moment("begin") or _NEVER,
            ended_at=_given(meeting, "einde", meeting.moment),
            case_number=_text(own, "casusnummer"),
            version=document.number("versie"),
            replaces=_given(document, "vervangtVersie", document.number),
            correction_reason=_text(document, "reden"),
            recipient=_text(own, "ontvanger"),
            goal=_text(goal, "tekst"),
            goal_on=_day(goal, "voor"),
            goal_indicator=_text(goal, "merkbaarAan"),
            level_code=_text(level, "code"),
            level_colour_name=_text(level, "kleur"),
            level_colour="",
            previous_level_code=_text(level, "was"),
            scheme_banner=_text(level, "letOp"),
            regie=tuple(
                RegieLine(label=_text(line, "taak"), value=_text(line, "wie"))
                for line in own.children("regie")
            ),
            decisions=self._decisions(),
            actions=self._actions(),
            conditionals=tuple(_conditional(found) for found in own.children("alsDan")),
            reservations=tuple(_reservation(found) for found in own.children("voorbehouden")),
            follow_up_on=_day(follow_up, "overlegOp"),
            follow_up_note=_text(follow_up, "toelichting"),
            retest_on=_day(follow_up, "hertoetsOp"),
            contact=_text(own, "contact"),
            ground=_text(own, "grondslag"),
            confidentiality=_text(own, "vertrouwelijkheid"),
            closing_sentence=_text(own, "slotzin"),
            destroy_before=_day(document, "vernietigenVoor"),
            reviewed_by=_text(own, "nagelezenDoor"),
            agreed=_given(own, "akkoord", own.number) or 0,
            signer_name=_text(signer, "naam"),
            signer_role=_text(signer, "functie"),
            key_issuer=_text(signer, "sleutelVan"),
            signed_at=document.moment("opgemaaktOp") or _NEVER,
            audit_mark=_text(document, "logboek"),
            document_id=_text(document, "id"),
            text_sha256=_hash(document),
            case_id=self._case.text("id", may_be_blank=False),
            meeting_id=top.text("id", may_be_blank=False),
            subject=_given(own, "betrokkene", self._subject),
        )

    def _subject(self, name: str) -> ListSubject | None:
        found = self._own.child(name)
        if found is None:
            return None
        return ListSubject(
            given_names=_text(found, "voornamen"),
            prefix=_text(found, "voorvoegsel"),
            family_name=_text(found, "geslachtsnaam"),
            born_on=_day(found, "geboortedatum"),
            bsn=_text(found, "burgerservicenummer"),
            street=_text(found, "straatnaam"),
            house_number=_text(found, "huisnummer"),
            postcode=_text(found, "postcode"),
            town=_text(found, "plaats"),
            ground=_text(found, "grondslag"),
            id=found.text("id", may_be_blank=False),
        )

    def _part(self, name: str) -> Fields:
        return _below(self._own, name) or self._nothing

    def _actions(self) -> tuple[ListAction, ...]:
        pairs = self._paired("heeftActie", "acties")
        return tuple(_action(found, own) for found, own in pairs)

    def _decisions(self) -> tuple[ListDecision, ...]:
        return tuple(
            ListDecision(number=own.number("nummer"), text=_text(found, "omschrijving"), id=found.text("id"))
            for found, own in self._paired("heeftBesluit", "besluiten")
        )

    def _paired(self, theirs: str, ours: str) -> list[tuple[Fields, Fields]]:
        """Return each object of the model with what zvdesk tells more of it: as many, in the same order."""
        found, own = self._case.children(theirs), self._own.children(ours)
        if [f.text("id", may_be_blank=False) for f in found] != [o.text("id") for o in own]:
            self._findings.problems.append(FieldProblem(f"$.zvdesk.{ours}", "other_ids", theirs))
            return []
        return list(zip(found, own, strict=True))


def _action(found: Fields, own: Fields) -> ListAction:
    holder, informing = _below(found, "belegdBij"), own.child("betrokkeneWeetDit")
    return ListAction(
        number=own.number("nummer"),
        what=_text(found, "omschrijving"),
        organisation="" if holder is None else holder.text("naam"),
        person=_text(own, "wie"),
        due_on=_day(own, "voor"),
        is_urgent=own.flag("urgent"),
        condition=_text(found, "conditie"),
        informing=_INFORMING.get("" if informing is None else informing.chosen("stand", _INFORMING))
        or Informing.NOT_YET,
        informing_note="" if informing is None else _text(informing, "toelichting"),
        informing_recheck_on=None if informing is None else _day(informing, "opnieuwBekijkenOp"),
        status=_STATUSES.get(own.chosen("stand", _STATUSES)) or ActionStatus.OPEN,
        id=found.text("id"),
    )


def _conditional(found: Fields) -> ListConditional:
    return ListConditional(
        number=found.number("nummer"),
        trigger=_text(found, "als"),
        response=_text(found, "dan"),
        who=_text(found, "wie"),
        within_hours=_given(found, "binnenUren", found.number),
        id=found.text("id", may_be_blank=False),
    )


def _reservation(found: Fields) -> ListReservation:
    return ListReservation(
        organisation=_text(found, "organisatie"), text=_text(found, "tekst"), about=_text(found, "gaatOver")
    )


def _hash(document: Fields) -> str:
    found = _text(document, "tekstSha256")
    if found and not _SHA256.fullmatch(found):
        document.refuse("tekstSha256", "bad_hash")
    return found


def _below(fields: Fields, name: str) -> Fields | None:
    return _given(fields, name, fields.child)


def _text(fields: Fields, name: str) -> str:
    return _given(fields, name, fields.text) or ""


def _day(fields: Fields, name: str) -> date | None:
    return _given(fields, name, fields.day)


def _given(fields: Fields, name: str, read: Callable[[str], _T]) -> _T | None:
    """Return what is read of a field, or None where it is left out; null is not left out."""
    return read(name) if fields.holds(name) else None
