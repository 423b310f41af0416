"""The data inside a list say what is printed on it, all of it, and nothing else."""

from __future__ import annotations

import io
import json
import re
import string
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from typing import TYPE_CHECKING, Any

import pikepdf
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.documents.cards import crisis_card
from tests.documents.increments import generic, with_revision
from tests.documents.lists import (
    SIGNED_AT,
    every_list,
    full_list,
    local_regime,
    one_organisation,
    subject,
    third_party,
    with_subject,
)
from tests.documents.schemas import faults, outcome_schema
from zvdesk.documents import crisis_card as card_maker
from zvdesk.documents import outcome, texts
from zvdesk.documents.action_list import render
from zvdesk.documents.outcome import outcome_data, outcome_in, printed
from zvdesk.documents.verifying import verify
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
from zvdesk.domain.signatures import VerdictKind
from zvdesk.errors import OutcomeRefused
from zvdesk.exchange.outcome import FORMAT, MOST_BYTES, MOST_VALUES, read_outcome
from zvdesk.texts.messages import message

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.documents.increments import Writer
    from tests.documents.pki import House

SCHEMA = outcome_schema()
#: What the national model requires (JZV - Uitkomst Overleg 0.1), and which object stands behind it.
MODEL: dict[str, dict[str, str]] = {
    "Casusoverleg": {
        **dict.fromkeys(("id", "url", "datum", "notulen"), ""),
        **{"startTijd": "Time", "eindTijd": "Time", "betreft": "Zaak"},
    },
    "Time": {"id": "", "url": ""},
    "Zaak": {"id": "", "url": "", "startDatum": ""},
    "Actie": {
        **dict.fromkeys(("id", "url", "omschrijving", "conditie", "informering", "idCasusoverleg"), ""),
        **{"heeftBetrekkingOp": "Betrokkene", "belegdBij": "Organisatie"},
    },
    "Besluit": dict.fromkeys(("id", "url", "omschrijving", "idCasusoverleg"), ""),
    "Betrokkene": {"burgerservicenummer": "", "naam": "Naam", "adres": "Adres"},
    "Naam": dict.fromkeys(("id", "url", "voornamen", "geslachtsnaam"), ""),
    "Adres": dict.fromkeys(("id", "url", "straatnaam", "huisnummer", "postcode", "plaats"), ""),
    "Organisatie": {"naam": "", "url": ""},
}
LISTS = {"heeftActie": "Actie", "heeftBesluit": "Besluit"}

texts_of_people = st.text(st.characters(codec="utf-8"), max_size=12) | st.text(
    string.ascii_letters + " .,-'<>&\"\\/{}éüŁşđ€’“…\n\t", max_size=24
)
days = st.none() | st.dates()
offsets = st.integers(-14 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))
moments = st.datetimes(datetime(1970, 1, 1), datetime(2200, 1, 1), timezones=offsets)  # noqa: DTZ001
numbers = st.integers(0, 2**31 - 1)
lists = st.builds(
    ActionList,
    **dict.fromkeys(
        (
            *("house", "title", "case_number", "correction_reason", "recipient", "goal", "goal_indicator"),
            *("level_code", "level_colour_name", "previous_level_code", "scheme_banner", "follow_up_note"),
            *("contact", "ground", "confidentiality", "closing_sentence", "reviewed_by", "signer_name"),
            *("signer_role", "key_issuer", "audit_mark", "case_id", "meeting_id"),
        ),
        texts_of_people,
    ),
    document_id=st.uuids().map(str),
    is_practice=st.booleans(),
    meeting_at=moments,
    ended_at=st.none() | moments,
    version=numbers,
    replaces=st.none() | numbers,
    goal_on=days,
    level_colour=st.sampled_from(["", "#C62828"]),
    regie=st.lists(st.builds(RegieLine, label=texts_of_people, value=texts_of_people), max_size=3).map(tuple),
    decisions=st.lists(
        st.builds(ListDecision, number=numbers, text=texts_of_people, id=texts_of_people), max_size=3
    ).map(tuple),
    actions=st.lists(
        st.builds(
            ListAction,
            number=numbers,
            due_on=days,
            is_urgent=st.booleans(),
            informing=st.sampled_from(Informing),
            informing_recheck_on=days,
            status=st.sampled_from(ActionStatus),
            **dict.fromkeys(
                ("what", "organisation", "person", "condition", "informing_note", "id"), texts_of_people
            ),
        ),
        max_size=4,
    ).map(tuple),
    conditionals=st.lists(
        st.builds(
            ListConditional,
            number=numbers,
            within_hours=st.none() | numbers,
            **dict.fromkeys(("trigger", "response", "who", "id"), texts_of_people),
        ),
        max_size=3,
    ).map(tuple),
    reservations=st.lists(
        st.builds(ListReservation, **dict.fromkeys(("organisation", "text", "about"), texts_of_people)),
        max_size=2,
    ).map(tuple),
    follow_up_on=days,
    retest_on=days,
    destroy_before=days,
    agreed=st.integers(0, 40),
    signed_at=moments,
    subject=st.none()
    | st.builds(
        ListSubject,
        born_on=days,
        bsn=texts_of_people | st.just("111222333"),
        house_number=texts_of_people | numbers.map(str),
        postcode=texts_of_people | st.just("1234 AB"),
        **dict.fromkeys(
            ("given_names", "prefix", "family_name", "street", "town", "ground", "id"),
            texts_of_people | st.text("abc", min_size=20, max_size=300),
        ),
    ),
    text_sha256=st.just("") | st.text("0123456789abcdef", min_size=64, max_size=64),
)


def record_of(content: ActionList) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(outcome_data(content))
    return found


def absent(found: dict[str, Any], kind: str, path: str) -> set[str]:
    """Return the path of each field that the model requires of an object and that it has not."""
    lacking = set()
    for name, below in MODEL[kind].items():
        if name not in found:
            lacking.add(f"{path}.{name}")
            if name == "heeftBetrekkingOp":
                lacking |= absent({}, below, f"{path}.{name}")
        elif below:
            lacking |= absent(found[name], below, f"{path}.{name}")
    for name, below in LISTS.items():
        for number, item in enumerate(found.get(name, [])):
            lacking |= absent(item, below, f"{path}.{name}[{number}]")
    return lacking


def leaves(value: object) -> list[object]:
    if isinstance(value, dict):
        return [value, *(leaf for item in value.values() for leaf in leaves(item))]
    if isinstance(value, list):
        return [leaf for item in value for leaf in leaves(item)]
    return [value]


@settings(max_examples=100, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(lists)
def test_what_is_printed_is_what_is_read_back(content: ActionList) -> None:
    data = outcome_data(content)
    assert read_outcome(data) == printed(content)
    assert outcome_data(content) == data
    record = json.loads(data)
    assert faults(record, SCHEMA) == []
    assert None not in leaves(record)
    assert "" not in leaves(record)
    lacking = record["zvdesk"]["ontbreekt"]
    assert len(lacking) == len(set(lacking))
    assert set(lacking) == absent(record, "Casusoverleg", "$")


@pytest.mark.parametrize("name", list(every_list()))
def test_each_list_carries_the_same_data_as_its_words(name: str, run: Callable[..., str]) -> None:
    content = every_list()[name]
    pdf = render(content)
    data = outcome_in(pdf)
    assert data == outcome_data(content)
    words = "".join(run(pdf, "pdftotext", "-raw", after=("-",)).split())
    shown = read_outcome(data)
    assert [a.number for a in shown.actions] == [a.number for a in content.actions]
    for action in shown.actions:
        due = texts.NO_DAY if action.due_on is None else texts.short_day(action.due_on)
        for fact in (action.what, action.person, action.condition, due):
            assert fact.replace(" ", "") in words, fact
        assert texts.informing(action).replace(" ", "") in words
    for decision in shown.decisions:
        assert decision.text.replace(" ", "") in words
    for line in shown.regie:
        assert line.value.replace(" ", "") in words


def test_the_file_is_associated_data_of_the_document(documents: dict[str, bytes]) -> None:
    pdf = documents["full_list_signed"]
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        found = {str(spec.UF): spec for spec in opened.Root.AF}
        spec = found[outcome.NAME]
        assert str(spec.AFRelationship) == "/Data"
        assert str(spec.EF.F.Subtype) == "/application/json"
    assert outcome_in(pdf) == outcome_data(full_list())
    assert outcome_in(card_maker.render(crisis_card())) is None
    assert outcome_in(b"geen pdf") is None


def test_data_that_were_exchanged_after_signing_are_seen_and_not_read(signed: bytes, house: House) -> None:
    def exchange(writer: Writer) -> None:
        held = writer.root["/AF"][1]["/EF"]
        other = held["/F"].data.replace(b'"open"', b'"loopt"')
        held[generic.pdf_name("/F")] = writer.add_object(generic.StreamObject(stream_data=other))
        writer.update_container(held)

    changed = with_revision(signed, exchange)
    with pikepdf.open(io.BytesIO(changed)) as opened:
        assert b'"loopt"' in opened.Root.AF[1].EF.F.read_bytes(), "who does not look at signatures reads that"
    assert outcome_in(changed) == outcome_in(signed)
    assert verify(changed, trusted=[house.certificate], at=SIGNED_AT).kind is VerdictKind.CHANGED


def test_what_the_paper_leaves_out_is_not_in_the_data() -> None:
    own = replace(
        full_list(),
        recipient="GGZ Noord",
        replaces=None,
        level_code="",
        goal=" ",
        signed_at=datetime(2026, 11, 24, 10, 4, 59, 7, tzinfo=UTC),
    )
    shown = printed(own)
    assert shown.decisions == ()
    assert {a.organisation for a in shown.actions} == {"GGZ Noord"}
    assert (shown.correction_reason, shown.goal_on, shown.goal_indicator) == ("", None, "")
    assert (shown.level_colour_name, shown.previous_level_code, shown.level_colour) == ("", "", "")
    assert shown.signed_at == datetime(2026, 11, 24, 10, 4, tzinfo=UTC)
    same = replace(full_list(), previous_level_code="AVE 3")
    assert printed(same).previous_level_code == ""
    record = record_of(own)
    assert record["betreft"]["heeftBesluit"] == []
    assert "doel" not in record["zvdesk"]
    assert "schalen op" not in json.dumps(record)


def test_what_the_model_asks_and_no_list_says_is_named() -> None:
    bare = record_of(local_regime())
    assert bare["zvdesk"]["ontbreekt"] == ["$.eindTijd", "$.betreft.startDatum"]
    lacking = record_of(one_organisation())["zvdesk"]["ontbreekt"]
    assert "$.betreft.heeftActie[1].heeftBetrekkingOp.burgerservicenummer" in lacking
    assert "$.betreft.heeftActie[1].heeftBetrekkingOp.adres" in lacking
    unnamed = [content for content in every_list().values() if content.subject is None]
    assert len(unnamed) > 4
    everything = json.dumps([record_of(content) for content in unnamed])
    for name in ("heeftBetrekkingOp", "burgerservicenummer", "adres"):
        assert not re.search(rf'"{name}":', everything)


def test_who_it_is_about_stands_in_the_model_on_each_action_of_a_list_that_says_so() -> None:
    record = record_of(with_subject())
    whom = [action["heeftBetrekkingOp"] for action in record["betreft"]["heeftActie"]]
    assert len(whom) == 2
    assert whom[0] == whom[1]
    assert whom[0]["burgerservicenummer"] == "111222333"
    bare = {
        part: {k: v for k, v in whom[0][part].items() if k not in ("id", "url")}
        for part in whom[0].keys() & {"naam", "adres"}
    }
    assert bare == {
        "naam": {
            "voornamen": "Jolanda Çiğdem",
            "voorvoegsel": "van der",
            "geslachtsnaam": "Verzonnen-Łukasz",
        },
        "adres": {
            "straatnaam": "Bedachte Laan",
            "huisnummer": 12,
            "postcode": "1234 AB",
            "plaats": "Fictiva",
        },
    }
    assert not [path for path in record["zvdesk"]["ontbreekt"] if "heeftBetrekkingOp" in path]
    assert record["zvdesk"]["betrokkene"]["geboortedatum"] == "1984-02-29"
    assert record["zvdesk"]["betrokkene"]["grondslag"].startswith("artikel 10")
    assert "0192f0c4-bbbb" not in json.dumps(record)  # it tells when the person was typed


def test_what_the_model_has_no_room_for_is_not_cut_to_fit() -> None:
    long = replace(
        subject(), bsn="012345672", street="Laan van de Verzonnen Namen", house_number="12a", given_names=""
    )
    record = record_of(replace(with_subject(), subject=long))
    whom = record["betreft"]["heeftActie"][0]["heeftBetrekkingOp"]
    path = "$.betreft.heeftActie[0].heeftBetrekkingOp"
    lacking = [one for one in record["zvdesk"]["ontbreekt"] if one.startswith(path)]
    assert lacking == [
        f"{path}.burgerservicenummer",
        f"{path}.naam.voornamen",
        f"{path}.adres.straatnaam",
        f"{path}.adres.huisnummer",
    ]
    assert "burgerservicenummer" not in whom
    own = record["zvdesk"]["betrokkene"]
    assert (own["burgerservicenummer"], own["straatnaam"], own["huisnummer"]) == (
        "012345672",
        "Laan van de Verzonnen Namen",
        "12a",
    )


def test_the_full_list_and_a_list_without_a_person_are_as_they_were() -> None:
    for content in (full_list(), one_organisation()):
        nobody = ListSubject(
            **dict.fromkeys(("given_names", "prefix", "family_name", "bsn", "street"), " "),
            **dict.fromkeys(("house_number", "postcode", "town", "ground"), ""),
            born_on=None,
        )
        other = replace(content, subject=subject() if not content.recipient else nobody)
        assert outcome_data(other) == outcome_data(content)
        assert render(other) == render(content)


def test_the_minutes_are_the_list() -> None:
    content = third_party()
    assert record_of(content)["notulen"] == f"urn:zvdesk:{content.document_id}"
    assert json.loads(outcome_data(content, "ander"))["notulen"] == "urn:zvdesk:ander"


def test_an_action_keeps_its_id_on_each_list_and_in_each_version() -> None:
    action = replace(one_organisation().actions[0], id="0192f0c4-aaaa-7c11-8a3b-1f2e3d4c5b6a")
    ids = [
        record_of(replace(content, case_id="c1", meeting_id=meeting, actions=(replace(action, number=n),)))
        for n, (content, meeting) in enumerate(
            ((one_organisation(), "m1"), (full_list(), "m1"), (full_list(), "m2"))
        )
    ]
    found = {record["betreft"]["heeftActie"][0]["id"] for record in ids}
    assert len(found) == 1
    assert "0192f0c4-aaaa" not in json.dumps(ids)  # it tells when the action was typed
    assert len({record["betreft"]["id"] for record in ids}) == 1
    assert [ids[0]["id"] == record["id"] for record in ids] == [True, True, False]
    other = record_of(replace(one_organisation(), case_id="c2"))
    assert other["betreft"]["id"] != ids[0]["betreft"]["id"]


def change(path: str, value: object) -> bytes:
    """Return the data of a list with one place changed; ``...`` takes it away."""
    record = record_of(full_list())
    *way, last = path.split(".")
    place: Any = record
    for step in way:
        place = place[int(step)] if step.isdigit() else place[step]
    if value is ...:
        del place[last]
    else:
        place[int(last) if last.isdigit() else last] = value
    return json.dumps(record).encode()


@pytest.mark.parametrize(
    ("path", "value", "reason"),
    [
        ("zvdesk", ..., "missing"),
        ("betreft", ..., "missing"),
        ("betreft", [], "wrong_type"),
        ("id", "", "empty"),
        ("zvdesk.formaat", "zvdesk-uitkomst/2", "not_in_list"),
        ("zvdesk.document", ..., "missing"),
        ("zvdesk.overleg", None, "null"),
        ("zvdesk.overleg.begin", "gisteren", "bad_date_time"),
        ("zvdesk.document.versie", "2", "wrong_type"),
        ("zvdesk.document.versie", -1, "out_of_range"),
        ("zvdesk.document.opgemaaktOp", ..., "missing"),
        ("zvdesk.document.tekstSha256", "abc", "bad_hash"),
        ("zvdesk.doel.voor", "1 maart", "bad_date"),
        ("zvdesk.doel.voor", "2026-02-30", "no_such_date"),
        ("zvdesk.doel.voor", None, "null"),
        ("zvdesk.doel.tekst", None, "null"),
        ("zvdesk.acties", [], "other_ids"),
        ("zvdesk.acties.0.id", "x", "other_ids"),
        ("zvdesk.acties.0.stand", "klaar", "not_in_list"),
        ("zvdesk.acties.0.urgent", 1, "wrong_type"),
        ("zvdesk.acties.0.betrokkeneWeetDit", ..., "missing"),
        ("zvdesk.acties.0.betrokkeneWeetDit.stand", "misschien", "not_in_list"),
        ("zvdesk.alsDan.0.binnenUren", True, "wrong_type"),
        ("betreft.heeftActie.0.belegdBij", {}, "missing"),
        ("betreft.heeftActie.0.omschrijving", ["x"], "wrong_type"),
        ("betreft.heeftBesluit", "x", "wrong_type"),
        ("zvdesk.betrokkene", [], "wrong_type"),
        ("zvdesk.betrokkene", {}, "missing"),
        ("zvdesk.betrokkene", {"id": "x", "geboortedatum": None}, "null"),
    ],
)
def test_data_that_are_not_ours_are_refused_with_the_place(path: str, value: object, reason: str) -> None:
    with pytest.raises(OutcomeRefused) as refused:
        read_outcome(change(path, value))
    assert reason in {problem.reason for problem in refused.value.problems}
    assert message(refused.value).count("\n") >= 1


def test_a_later_zvdesk_may_add_fields() -> None:
    assert read_outcome(change("zvdesk.nieuw", {"a": [1]})) == printed(full_list())
    assert read_outcome(change("betreft.heeftActie.0.oin", "0001")) == printed(full_list())


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b" " * 20_000_001, "too_large"),
        (b"[" * 50, "too_deep"),
        (b"[" + b"1," * 200_001, "too_many_values"),
        (b"\xff", "not_utf8"),
        (b"{", "not_json"),
        (b"[]", "not_an_object"),
        (b"{} x", "trailing_data"),
        (b'{"zvdesk": 1, "zvdesk": 2}', "duplicate_key"),
    ],
)
def test_limits_are_kept_before_parsing(data: bytes, reason: str) -> None:
    with pytest.raises(OutcomeRefused) as refused:
        read_outcome(data)
    assert [problem.reason for problem in refused.value.problems] == [reason]
    assert "melding" not in message(refused.value)


def test_many_problems_are_said_in_few_lines() -> None:
    record = record_of(full_list(14))
    for action in record["zvdesk"]["acties"]:
        action["stand"] = "klaar"
    with pytest.raises(OutcomeRefused) as refused:
        read_outcome(json.dumps(record).encode())
    assert len(refused.value.problems) == 14
    assert message(refused.value).endswith("En nog 4 andere.")


def test_the_writer_the_reader_and_the_schema_mean_the_same_format() -> None:
    assert outcome.FORMAT == FORMAT == SCHEMA["$defs"]["Zvdesk"]["properties"]["formaat"]["const"]
    stands = SCHEMA["$defs"]["Zvdesk"]["properties"]["acties"]["items"]["properties"]["stand"]["enum"]
    assert stands == [status.value for status in ActionStatus]


def test_the_schema_notices_what_is_wrong() -> None:
    assert faults(json.loads(change("zvdesk.nieuw", 1)), SCHEMA) == ["$.zvdesk.nieuw: unknown"]
    assert faults(json.loads(change("notulen", "De moeder zei")), SCHEMA) == ["$.notulen: pattern"]
    assert faults(json.loads(change("betreft.id", ...)), SCHEMA) == ["$.betreft.id: missing"]
    assert faults(json.loads(change("zvdesk.acties.0.urgent", 1)), SCHEMA)
    assert faults(json.loads(change("zvdesk.acties.0.voor", None)), SCHEMA)


def test_a_list_of_two_thousand_actions_stays_within_the_limits() -> None:
    content = full_list(250)
    data = outcome_data(content)
    assert read_outcome(data) == printed(content)
    assert len(data) * 8 < MOST_BYTES
    assert data.count(b",") * 8 < MOST_VALUES


def test_the_day_is_that_of_the_house_and_not_of_greenwich() -> None:
    at = datetime(2026, 11, 24, 0, 30, tzinfo=timezone(timedelta(hours=1)))
    assert record_of(replace(one_organisation(), meeting_at=at))["datum"] == date(2026, 11, 24).isoformat()
