"""A national referral is read whole, or refused whole with every problem by its path."""

from __future__ import annotations

import hashlib
import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.exchange.referral_files import (
    BSN,
    MISSING,
    changed,
    encoded,
    incident,
    person,
    reasons,
    referral,
    url,
)
from zvdesk import errors
from zvdesk.domain.cases import SubjectKind
from zvdesk.exchange.fields import clean
from zvdesk.exchange.melding import read_referral
from zvdesk.resources import resources_folder
from zvdesk.texts.referrals import NOTE_SENTENCES, REFUSAL_SENTENCES, refusal_sentence

if TYPE_CHECKING:
    from pathlib import Path


def problems(value: object) -> set[tuple[str, str]]:
    data = value if isinstance(value, bytes) else encoded(value)
    with pytest.raises(errors.ReferralRefused) as caught:
        read_referral(data)
    for problem in caught.value.problems:
        sentence = refusal_sentence(problem)
        assert "{" not in sentence.replace(problem.path, "")
    return {(problem.path, problem.reason) for problem in caught.value.problems}


def notes(value: object) -> set[tuple[str, str]]:
    found = {(note.path, note.kind) for note in read_referral(encoded(value)).notes}
    assert {kind for _, kind in found} <= set(NOTE_SENTENCES)
    return found


def test_everything_in_the_file_arrives() -> None:
    data = encoded(referral())
    found = read_referral(data)
    told = found.referral
    assert told.case_id == ""
    assert (told.national_id, told.national_kind) == ("melding-1", "ZVH")
    assert told.received_at == datetime(2026, 3, 12, 13, 30, 0, 123456, tzinfo=UTC)
    assert told.request == "Graag meedenken."
    assert told.situation == "Schets.\n\nMeer."
    assert told.incidents == (
        "12-03-2026 14:30, Marktplein\n12-03-2026 14:00 (UTC) – 12-03-2026 15:00 (UTC)\nRuzie op straat."
    )
    assert told.other == "Overig."
    assert told.wants_feedback
    assert (told.referrer_name, told.referrer_email, told.referrer_phone) == ("A. Melder", "a@b.example", "")
    assert told.source_sha256 == found.sha256 == hashlib.sha256(data).hexdigest()
    assert [subject.kind for subject in found.subjects] == [SubjectKind.MAIN, SubjectKind.RELATED]
    first = found.subjects[0]
    assert first.full_name == "Øyvind van Test"
    assert (first.bsn, first.gender, first.relation) == (BSN, "1", "")
    assert (first.street, first.house_number, first.postcode, first.town) == (
        "Voorbeeldstraat",
        "12",
        "1234 AB",
        "Fictiva",
    )
    assert [(q.question, q.answer) for q in found.questions] == [("Sinds wanneer?", "Sinds kort.")]
    assert found.notes == ()


def test_what_may_be_absent() -> None:
    value = referral()
    del value["naarAanleidingVan"]
    value["heeftBetrekkingOp"] = []
    value["zorgelijkeSituatie"]["vraagAntwoord"] |= {"vraag": "", "antwoord": " "}
    found = read_referral(b"\xef\xbb\xbf" + encoded(value))
    assert (found.subjects, found.questions, found.referral.incidents) == ((), (), "")
    for prefix in (None, "", MISSING):
        changed_value = changed(("heeftBetrekkingOp", 0, "naam", "voorvoegsel"), prefix)
        assert read_referral(encoded(changed_value)).subjects[0].prefix == ""


def test_what_is_noted() -> None:
    value = referral()
    value["extra veld"] = {"x": 1}
    value["contact"]["naam"] = "A.\tMelder\u0000"
    value["contact"]["afdeling"] = "x"
    value["verzoek"] = "regel\r\nregel"
    value["heeftBetrekkingOp"][0]["adres"]["postcode"] = "1234\u00a0AB"
    value["naarAanleidingVan"][0]["periodeVanTot"]["datumTijdEinde"] = "2026-03-12T13:00:00Z"
    assert notes(value) == {
        ("$['extra veld']", "unknown_field"),
        ("$.contact.naam", "text_changed"),
        ("$.contact.afdeling", "unknown_field"),
        ("$.verzoek", "text_changed"),
        ("$.heeftBetrekkingOp[0].adres.postcode", "text_changed"),
        ("$.naarAanleidingVan[0].periodeVanTot", "period_reversed"),
    }
    found = read_referral(encoded(value))
    assert found.referral.referrer_name == "A. Melder"
    assert found.referral.request == "regel\nregel"
    assert found.subjects[0].postcode == "1234 AB"


def every_place(value: object, path: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    if isinstance(value, dict):
        return [p for key, item in value.items() for p in [(*path, key), *every_place(item, (*path, key))]]
    if isinstance(value, list):
        return [p for number, item in enumerate(value) for p in every_place(item, (*path, number))]
    return []


def shown(path: tuple[str | int, ...]) -> str:
    return "$" + "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in path)


LISTS = {"naarAanleidingVan", "heeftBetrekkingOp"}


@pytest.mark.parametrize("path", every_place(referral()), ids=shown)
def test_each_field_is_missed_and_each_wrong_type_is_seen(path: tuple[str | int, ...]) -> None:
    if path[-1] not in LISTS | {"voorvoegsel"}:
        assert problems(changed(path, MISSING)) == {(shown(path), "missing")}
        assert problems(changed(path, None)) == {(shown(path), "null")}
    assert problems(changed(path, 1.5)) == {(shown(path), "wrong_type")}


P = ("heeftBetrekkingOp", 0)
SHAPES: list[tuple[tuple[str | int, ...], object, str]] = [
    (("soort",), "XYZ", "not_in_list"),
    (("soort",), "zvh", "not_in_list"),
    (("url",), "geen uri", "bad_uri"),
    (("url",), "https://x/\u00e9", "bad_uri"),
    (("url",), "https://x/%zz", "bad_uri"),
    (("url",), "relatief/pad", "bad_uri"),
    (("url",), "", "empty"),
    (("url",), "a:" + "b" * 2_000, "too_long"),
    (("id",), " ", "empty"),
    (("terugkoppelingGewenst",), 0, "wrong_type"),
    (("terugkoppelingGewenst",), "true", "wrong_type"),
    (("datumTijd",), "2026-03-12T14:30:00", "no_time_zone"),
    (("datumTijd",), "2026-03-12", "bad_date_time"),
    (("datumTijd",), "2026-03-12 14:30:00Z", "bad_date_time"),
    (("datumTijd",), "2026-03-12T14:30:00Z\n", "bad_date_time"),
    (("datumTijd",), "２026-03-12T14:30:00Z", "bad_date_time"),
    (("datumTijd",), "2026-02-30T14:30:00Z", "no_such_date"),
    (("datumTijd",), "2026-03-12T24:30:00Z", "no_such_date"),
    (("datumTijd",), "2026-03-12T14:30:00+24:00", "no_such_date"),
    (("datumTijd",), "0000-01-01T00:00:00Z", "no_such_date"),
    (("datumTijd",), "0001-01-01T00:00:00+01:00", "no_such_date"),
    (("naarAanleidingVan",), {}, "wrong_type"),
    (("naarAanleidingVan",), None, "null"),
    (("contact", "emailAdres"), "", "empty"),
    (("contact", "emailAdres"), "a@b", "bad_email"),
    (("contact", "emailAdres"), "a b@c.example", "bad_email"),
    (("contact", "emailAdres"), "a@b.example\nBcc: x@y.example", "bad_email"),
    (("contact", "emailAdres"), "a\u200b@b.example", "bad_email"),
    (("contact", "emailAdres"), f"a@{'b.' * 200}example", "too_long"),
    ((*P, "burgerservicenummer"), "012345672", "bad_bsn_shape"),
    ((*P, "burgerservicenummer"), "9999900190", "bad_bsn_shape"),
    ((*P, "burgerservicenummer"), BSN + "\n", "bad_bsn_shape"),
    ((*P, "burgerservicenummer"), "٩٩٩٩٩٠٠١٩", "bad_bsn_shape"),
    ((*P, "burgerservicenummer"), "123456789", "bad_bsn_check"),
    ((*P, "burgerservicenummer"), 999990019, "wrong_type"),
    ((*P, "geslacht"), "3", "not_in_list"),
    ((*P, "geslacht"), 1, "wrong_type"),
    ((*P, "naam", "voornamen"), "", "empty"),
    ((*P, "naam", "voornamen"), "x" * 201, "too_long"),
    ((*P, "naam", "voorvoegsel"), "x" * 11, "too_long"),
    ((*P, "naam", "geslachtsnaam"), "\u0000", "empty"),
    ((*P, "adres", "straatnaam"), "x" * 25, "too_long"),
    ((*P, "adres", "huisnummer"), "12", "wrong_type"),
    ((*P, "adres", "huisnummer"), True, "wrong_type"),
    ((*P, "adres", "huisnummer"), 2**31, "out_of_range"),
    ((*P, "adres", "huisnummer"), -1, "out_of_range"),
    ((*P, "adres", "postcode"), "1234AB", "bad_postcode"),
    ((*P, "adres", "postcode"), "0234 AB", "bad_postcode"),
    ((*P, "adres", "postcode"), "1234 ab", "bad_postcode"),
    ((*P, "adres", "postcode"), "1234 AB ", "bad_postcode"),
]


@pytest.mark.parametrize(("path", "value", "reason"), SHAPES, ids=lambda part: repr(part)[:40])
def test_a_wrong_value_is_refused(path: tuple[str | int, ...], value: object, reason: str) -> None:
    assert problems(changed(path, value)) == {(shown(path), reason)}


def test_an_item_that_is_no_object_is_refused() -> None:
    assert problems(changed(("naarAanleidingVan",), [incident(), "x"])) == {
        ("$.naarAanleidingVan[1]", "wrong_type")
    }


def test_every_problem_is_listed() -> None:
    value: dict[str, Any] = {"heeftBetrekkingOp": [person(naam={}, adres={"id": "a", "url": url()})]}
    found = problems(value)
    assert ("$.contact", "missing") in found
    assert ("$.heeftBetrekkingOp[0].naam.geslachtsnaam", "missing") in found
    assert ("$.heeftBetrekkingOp[0].adres.postcode", "missing") in found
    assert len(found) == 9 + 4 + 4


def test_every_reason_of_the_table_has_a_sentence() -> None:
    assert {reason for _, _, reason in SHAPES} <= set(REFUSAL_SENTENCES)


def test_the_practice_referrals_are_read_without_a_note() -> None:
    files: list[Path] = sorted((resources_folder() / "practice" / "referrals").glob("*.json"))
    assert len(files) >= 3
    for path in files:
        found = read_referral(path.read_bytes())
        assert found.notes == ()
        assert all(subject.bsn.startswith("9999") for subject in found.subjects)


@given(st.text())
def test_clean_text_stays_clean(text: str) -> None:
    assert clean(clean(text)) == clean(text)
    assert not any(ord(c) < 32 and c != "\n" for c in clean(text))


scalars = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(), st.text(), st.sampled_from([BSN, "ZVH", "1234 AB"])
)
values = st.recursive(
    scalars,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=10,
)


@given(st.sampled_from(every_place(referral())), values)
def test_whatever_stands_in_a_field_it_is_read_or_refused(path: tuple[str | int, ...], value: object) -> None:
    data = json.dumps(changed(path, value)).encode("utf-8")
    assert reasons(data) <= set(REFUSAL_SENTENCES)
