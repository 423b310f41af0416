"""Give the facts on a list as data too, in the national model "JZV - Uitkomst Overleg" 0.1 (Casusoverleg).

The data say exactly what is printed on that list and nothing else. What the model has no field for stands in
an object of its own, ``zvdesk``; what the model requires and the list does not hold is left out, and named
there under ``ontbreekt`` by its JSON path. Nothing is null. Of the person concerned a list says no more than
the number of the case, and the data neither, unless the recipient's ground to have more is recorded.

Identifiers are made from random ids by a hash: the same on each list and in each version, and telling nothing
of when something was recorded. ``resources/schemas/uitkomst.schema.json`` describes the whole file.
"""

from __future__ import annotations

import hashlib
import json
import re
import unicodedata
from dataclasses import fields, is_dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING, Any, TypeAlias

from zvdesk.documents import texts
from zvdesk.documents.attachments import Attachment, attached
from zvdesk.documents.fonts import fold
from zvdesk.domain.ids import uuid8
from zvdesk.domain.words import tidy

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from zvdesk.domain.action_lists import ActionList, ListAction, ListSubject

Record: TypeAlias = dict[str, Any]  # one JSON object
Value: TypeAlias = Any  # whatever stands in a field of a list

NAME = "uitkomst.json"
FORMAT = "zvdesk-uitkomst/1"
LARGEST = 20_000_000  # bytes of what is read back
_DESCRIPTION = "De feiten op deze lijst, om over te nemen in een ander systeem"
#: What the model requires, of each object on the way from the top to an action.
_MEETING, _CASE = ("datum", "startTijd", "eindTijd", "notulen", "betreft"), ("startDatum",)
_ACTION = ("omschrijving", "conditie", "informering", "heeftBetrekkingOp", "belegdBij")
_PERSON = ("burgerservicenummer", "naam", "adres")
_NAME, _ADDRESS = ("voornamen", "geslachtsnaam"), ("straatnaam", "huisnummer", "postcode", "plaats")
#: What fits in the model; what does not is left out there, never cut or bent.
_BSN, _NUMBER = re.compile(r"[1-9][0-9]{8}"), re.compile(r"[1-9][0-9]{0,8}")
_POSTCODE = re.compile(r"[1-9][0-9]{3} [A-Z]{2}")


def printed(content: ActionList) -> ActionList:
    """Return the list with exactly the facts that are drawn, in the letters that are drawn.

    What the paper leaves out for this reader is gone, times are in minutes, and each id is that of the data.
    """
    case = _named("zaak", content.case_id or f"{content.house}\n{content.case_number}")
    meeting = _named("overleg", f"{case}\n{content.meeting_id or content.meeting_at.isoformat()}")
    shown: ActionList = _drawn(replace(content, log_head=None, level_colour=""))
    has_goal, has_level = bool(shown.goal), bool(shown.level_code)
    subject = shown.subject if shown.recipient else None
    if subject is not None:
        whom = _named("betrokkene", subject.id or case)
        subject = None if subject.is_empty else replace(subject, id=whom)
    was = shown.previous_level_code if has_level and shown.previous_level_code != shown.level_code else ""
    return replace(
        shown,
        case_id=case,
        meeting_id=meeting,
        goal_on=shown.goal_on if has_goal else None,
        goal_indicator=shown.goal_indicator if has_goal else "",
        level_colour_name=shown.level_colour_name if has_level else "",
        previous_level_code=was,
        subject=subject,
        correction_reason="" if shown.replaces is None else shown.correction_reason,
        decisions=tuple(
            replace(d, id=_named("besluit", d.id or f"{meeting}\n{d.number}"))
            for d in shown.decisions
            if not shown.recipient
        ),
        actions=tuple(
            replace(
                a,
                id=_named("actie", a.id or f"{meeting}\n{a.number}"),
                organisation=shown.recipient or a.organisation,
            )
            for a in shown.actions
        ),
        conditionals=tuple(
            replace(c, id=_named("als-dan", c.id or f"{meeting}\n{c.number}")) for c in shown.conditionals
        ),
    )


def outcome_data(content: ActionList, minutes: str = "", *, indent: int | None = None) -> bytes:
    """Return the facts on a list as JSON, on one line unless an indent is given; same list, same bytes.

    ``minutes`` is the document that stands for the notulen: the list itself, unless another is named.
    """
    shown = printed(content)
    record = _meeting(shown, minutes or shown.document_id)
    record["zvdesk"] = _own(shown) | {"ontbreekt": list(_lacking(record))}
    return json.dumps(record, ensure_ascii=False, indent=indent).encode() + b"\n"


def outcome_attachment(content: ActionList) -> Attachment:
    """Return the facts on a list as a file that goes along inside it."""
    data = outcome_data(content)
    return Attachment(name=NAME, description=_DESCRIPTION, mime_type="application/json", data=data)


def outcome_in(pdf: bytes) -> bytes | None:
    """Return the data that a PDF carries, or None; nothing in the PDF makes this raise."""
    return attached(pdf, NAME, LARGEST)


# --- the national model ----------------------------------------------------------------------------------


def _meeting(shown: ActionList, minutes: str) -> Record:
    ended = None if shown.ended_at is None else _thing(_named("eindtijd", shown.meeting_id))
    actions = [_action(shown, action) for action in shown.actions]
    decisions = [
        _thing(d.id) | _held(omschrijving=d.text, idCasusoverleg=shown.meeting_id) for d in shown.decisions
    ]
    return _thing(shown.meeting_id) | _held(
        datum=shown.meeting_at.date().isoformat(),
        startTijd=_thing(_named("starttijd", shown.meeting_id)),
        eindTijd=ended,
        notulen=f"urn:zvdesk:{minutes}",
        betreft=_thing(shown.case_id) | {"heeftActie": actions, "heeftBesluit": decisions},
    )


def _action(shown: ActionList, action: ListAction) -> Record:
    organisation = action.organisation
    holder = {"url": _url(_named("organisatie", f"{shown.house}\n{organisation}")), "naam": organisation}
    return _thing(action.id) | _held(
        omschrijving=action.what,
        conditie=action.condition,
        informering=texts.informing(action),
        idCasusoverleg=shown.meeting_id,
        heeftBetrekkingOp=_person(shown.subject),
        belegdBij=holder if organisation else None,
    )


def _person(subject: ListSubject | None) -> Record:
    """Return who it is about, as far as the model has room for it."""
    if subject is None:
        return {}
    name = _held(
        voornamen=_within(subject.given_names, 200),
        voorvoegsel=_within(subject.prefix, 10),
        geslachtsnaam=_within(subject.family_name, 200),
    )
    address = _held(
        straatnaam=_within(subject.street, 24),
        huisnummer=int(subject.house_number) if _NUMBER.fullmatch(subject.house_number) else None,
        postcode=_shaped(_POSTCODE, subject.postcode),
        plaats=subject.town,
    )
    person = _held(
        burgerservicenummer=_shaped(_BSN, subject.bsn),
        naam=name and _thing(_named("naam", subject.id)) | name,
        adres=address and _thing(_named("adres", subject.id)) | address,
    )
    return person and {"url": _url(subject.id)} | person


def _lacking(record: Record) -> Iterator[str]:
    """Yield the path of all that the model requires and the record has not."""
    yield from _absent(record, "$", _MEETING)
    case = record["betreft"]
    yield from _absent(case, "$.betreft", _CASE)
    for number, action in enumerate(case["heeftActie"]):
        path = f"$.betreft.heeftActie[{number}]"
        yield from _absent(action, path, _ACTION)
        whom = action.get("heeftBetrekkingOp", {})
        yield from _absent(whom, f"{path}.heeftBetrekkingOp", _PERSON)
        for part, names in (("naam", _NAME), ("adres", _ADDRESS)):
            if part in whom:
                yield from _absent(whom[part], f"{path}.heeftBetrekkingOp.{part}", names)
    for number, decision in enumerate(case["heeftBesluit"]):
        yield from _absent(decision, f"$.betreft.heeftBesluit[{number}]", ("omschrijving",))


def _absent(found: Record, path: str, names: tuple[str, ...]) -> Iterator[str]:
    yield from (f"{path}.{name}" for name in names if name not in found)


# --- what the model has no field for ---------------------------------------------------------------------


def _own(shown: ActionList) -> Record:
    return _held(
        formaat=FORMAT,
        oefening=shown.is_practice,
        huis=shown.house,
        casusnummer=shown.case_number,
        ontvanger=shown.recipient,
        document=_document(shown),
        overleg=_held(titel=shown.title, begin=shown.meeting_at.isoformat(), einde=_moment(shown.ended_at)),
        betrokkene=_own_subject(shown.subject),
        doel=_held(tekst=shown.goal, voor=_day(shown.goal_on), merkbaarAan=shown.goal_indicator),
        niveau=_held(
            code=shown.level_code,
            kleur=shown.level_colour_name,
            was=shown.previous_level_code,
            letOp=shown.scheme_banner,
        ),
        regie=[_held(taak=line.label, wie=line.value) for line in shown.regie],
        acties=[_own_action(action) for action in shown.actions],
        besluiten=[{"id": d.id, "nummer": d.number} for d in shown.decisions],
        alsDan=[
            _held(
                id=c.id, nummer=c.number, als=c.trigger, dan=c.response, wie=c.who, binnenUren=c.within_hours
            )
            for c in shown.conditionals
        ],
        voorbehouden=[
            _held(organisatie=r.organisation, tekst=r.text, gaatOver=r.about) for r in shown.reservations
        ],
        vervolg=_held(
            overlegOp=_day(shown.follow_up_on),
            toelichting=shown.follow_up_note,
            hertoetsOp=_day(shown.retest_on),
        ),
        contact=shown.contact,
        grondslag=shown.ground,
        vertrouwelijkheid=shown.confidentiality,
        slotzin=shown.closing_sentence,
        nagelezenDoor=shown.reviewed_by,
        akkoord=shown.agreed or None,
    )


def _own_subject(subject: ListSubject | None) -> Record:
    if subject is None:
        return {}
    return _held(
        id=subject.id,
        voornamen=subject.given_names,
        voorvoegsel=subject.prefix,
        geslachtsnaam=subject.family_name,
        geboortedatum=_day(subject.born_on),
        burgerservicenummer=subject.bsn,
        straatnaam=subject.street,
        huisnummer=subject.house_number,
        postcode=subject.postcode,
        plaats=subject.town,
        grondslag=subject.ground,
    )


def _document(shown: ActionList) -> Record:
    return _held(
        id=shown.document_id,
        opgemaaktOp=shown.signed_at.isoformat(),
        versie=shown.version,
        vervangtVersie=shown.replaces,
        reden=shown.correction_reason,
        ondertekenaar=_held(naam=shown.signer_name, functie=shown.signer_role, sleutelVan=shown.key_issuer),
        logboek=shown.audit_mark,
        tekstSha256=shown.text_sha256,
        vernietigenVoor=_day(shown.destroy_before),
    )


def _own_action(action: ListAction) -> Record:
    return _held(
        id=action.id,
        nummer=action.number,
        voor=_day(action.due_on),
        stand=action.status.value,
        urgent=action.is_urgent,
        wie=action.person,
        betrokkeneWeetDit=_held(
            stand=action.informing.value,
            toelichting=action.informing_note,
            opnieuwBekijkenOp=_day(action.informing_recheck_on),
        ),
    )


# --- small things ----------------------------------------------------------------------------------------


def _held(**values: object) -> Record:
    """Return the values that there are: nothing empty stands in the file, nor null."""
    return {name: value for name, value in values.items() if value not in (None, "", {})}


def _thing(identifier: str) -> Record:
    return {"url": _url(identifier), "id": identifier}


def _within(text: str, most: int) -> str:
    return text if len(text) <= most else ""


def _shaped(shape: re.Pattern[str], text: str) -> str:
    return text if shape.fullmatch(text) else ""


def _url(identifier: str) -> str:
    return f"urn:uuid:{identifier}"


def _named(kind: str, name: str) -> str:
    return uuid8(hashlib.sha256(f"zvdesk\n{kind}\n{name}".encode()).digest())


def _day(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _moment(moment: datetime | None) -> str | None:
    return None if moment is None else moment.isoformat()


def _drawn(value: Value) -> Value:
    """Return a value with its texts in the letters that are drawn, and its times in the minutes that are."""
    if isinstance(value, str):
        folded = fold(value.replace("\t", " "))
        return unicodedata.normalize("NFC", folded if folded.isprintable() else tidy(folded)).strip()
    if isinstance(value, tuple):
        return tuple(_drawn(part) for part in value)
    if isinstance(value, datetime):
        return value.replace(second=0, microsecond=0)
    if is_dataclass(value) and not isinstance(value, type):
        return replace(value, **{field.name: _drawn(getattr(value, field.name)) for field in fields(value)})
    return value
