"""Read a referral in the national model "JZV - Melding" 0.1 (samen-onder-handbereik, OpenAPI 3.0.1).

A file is taken whole or refused whole, with every problem by its JSON path. Fields that the model does not
know are left out and noted. Nothing is written to disk. Beyond the model, zvdesk asks for the elfproef, for
an e-mail address that can be one, and for ids and names that are not blank.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from zvdesk.domain.cases import Question, Subject, SubjectKind
from zvdesk.domain.referrals import Referral
from zvdesk.errors import ReferralRefused
from zvdesk.exchange.careful_json import parse
from zvdesk.exchange.fields import Fields, Findings, ImportNote

if TYPE_CHECKING:
    from collections.abc import Iterable

KINDS = ("NAZ", "VT", "ZVH")
GENDERS = ("0", "1", "2", "9")
_NEVER = datetime.min.replace(tzinfo=UTC)  # stands in for a date-time that is itself a problem


@dataclass(frozen=True, slots=True, kw_only=True)
class ReferralImport:
    """Hold what a file says, as domain objects with an empty ``case_id``.

    The first person is the main subject; the relation of the others is for the coordinator to fill in.
    """

    referral: Referral
    subjects: tuple[Subject, ...]
    questions: tuple[Question, ...]
    notes: tuple[ImportNote, ...]
    sha256: str


def read_referral(data: bytes) -> ReferralImport:
    """Return the referral that a file holds; raise ReferralRefused with every problem there is."""
    findings = Findings()
    sha256 = hashlib.sha256(data).hexdigest()
    top = Fields(parse(data), "$", findings)
    top.uri("url")
    situation, questions = _situation(top.child("zorgelijkeSituatie"))
    name, email, phone = _contact(top.child("contact"))
    referral = Referral(
        case_id="",
        national_id=top.text("id", may_be_blank=False),
        national_kind=top.chosen("soort", KINDS),
        received_at=top.moment("datumTijd") or _NEVER,
        request=top.text("verzoek"),
        wants_feedback=top.flag("terugkoppelingGewenst"),
        situation=situation,
        referrer_name=name,
        referrer_email=email,
        referrer_phone=phone,
        other=_information(top.child("overigeInformatie")),
        incidents="\n\n".join(_incident(below) for below in top.children("naarAanleidingVan")),
        source_sha256=sha256,
    )
    subjects = tuple(
        _subject(below, SubjectKind.RELATED if number else SubjectKind.MAIN)
        for number, below in enumerate(top.children("heeftBetrekkingOp"))
    )
    top.finish()
    if findings.problems:
        raise ReferralRefused(tuple(findings.problems))
    return ReferralImport(
        referral=referral,
        subjects=subjects,
        questions=questions,
        notes=tuple(findings.notes),
        sha256=sha256,
    )


def _identify(fields: Fields) -> None:
    fields.text("id", may_be_blank=False)
    fields.uri("url")


def _situation(fields: Fields | None) -> tuple[str, tuple[Question, ...]]:
    if fields is None:
        return "", ()
    _identify(fields)
    sketch, details = fields.text("situatieSchets"), fields.text("nadereOmschrijving")
    questions: tuple[Question, ...] = ()
    below = fields.child("vraagAntwoord")
    if below is not None:
        _identify(below)
        asked, answered = below.text("vraag"), below.text("antwoord")
        below.finish()
        if asked.strip() or answered.strip():
            questions = (Question(case_id="", question=asked, answer=answered),)
    fields.finish()
    return _joined((sketch, details), "\n\n"), questions


def _contact(fields: Fields | None) -> tuple[str, str, str]:
    if fields is None:
        return "", "", ""
    _identify(fields)
    found = fields.text("naam"), fields.email("emailAdres"), fields.text("telefoonnummer")
    fields.finish()
    return found


def _information(fields: Fields | None) -> str:
    if fields is None:
        return ""
    _identify(fields)
    found = fields.text("omschrijving")
    fields.finish()
    return found


def _incident(fields: Fields) -> str:
    """Return one incident as lines: when and where, the period, what happened."""
    _identify(fields)
    at = fields.moment("datumTijd")
    place, what = fields.text("locatie"), fields.text("omschrijving")
    period = fields.child("periodeVanTot")
    span = ""
    if period is not None:
        _identify(period)
        begin, end = period.moment("datumTijdBegin"), period.moment("datumTijdEinde")
        period.finish()
        if begin is not None and end is not None:
            span = f"{_shown(begin)} – {_shown(end)}"
            if end < begin:
                fields.note("periodeVanTot", "period_reversed")
    fields.finish()
    head = _joined((_shown(at) if at is not None else "", place), ", ")
    return _joined((head, span, what), "\n")


def _subject(fields: Fields, kind: SubjectKind) -> Subject:
    fields.uri("url")
    bsn, gender = fields.bsn("burgerservicenummer"), fields.chosen("geslacht", GENDERS)
    given = prefix = family = street = number = postcode = town = ""
    name, address = fields.child("naam"), fields.child("adres")
    if name is not None:
        _identify(name)
        given = name.text("voornamen", may_be_blank=False, most=200)
        prefix = name.optional_text("voorvoegsel", 10)
        family = name.text("geslachtsnaam", may_be_blank=False, most=200)
        name.finish()
    if address is not None:
        _identify(address)
        street = address.text("straatnaam", may_be_blank=False, most=24)
        number = address.house_number("huisnummer")
        postcode, town = address.postcode("postcode"), address.text("plaats")
        address.finish()
    fields.finish()
    return Subject(
        case_id="",
        kind=kind,
        given_names=given,
        prefix=prefix,
        family_name=family,
        gender=gender,
        bsn=bsn,
        street=street,
        house_number=number,
        postcode=postcode,
        town=town,
    )


def _shown(moment: datetime) -> str:
    """Return the time as the sender's clock showed it; a file in UTC says so."""
    zone = " (UTC)" if moment.utcoffset() == timedelta(0) else ""
    return f"{moment.day:02}-{moment.month:02}-{moment.year:04} {moment.hour:02}:{moment.minute:02}{zone}"


def _joined(parts: Iterable[str], between: str) -> str:
    return between.join(part for part in parts if part.strip())
