"""The outcome as data: written like any export, read back only from a list that is valid."""

from __future__ import annotations

import hashlib
import io
import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pikepdf
import pytest

from tests.documents.schemas import faults, outcome_schema
from tests.factories import NOW, TODAY
from tests.services.test_exports import export, ground, text_of
from tests.services.world import PASSPHRASES, World, log, sign_document
from zvdesk.documents.action_list import render
from zvdesk.documents.outcome import NAME, printed
from zvdesk.documents.signing import sign
from zvdesk.domain.actions import ActionItem
from zvdesk.domain.adoption import AdoptedList
from zvdesk.domain.blockers import Blocked
from zvdesk.domain.contributions import SharingCondition
from zvdesk.domain.disclosure import Disclosure
from zvdesk.domain.meetings import AgendaItem
from zvdesk.domain.people import Role
from zvdesk.domain.signatures import VerdictKind
from zvdesk.errors import NoOutcome, NotAllowed, NotFound, OutcomeRefused, SeveralCases
from zvdesk.services import cases, exports, meetings, outcomes, papers, vaults, verification
from zvdesk.services.sources import Sources
from zvdesk.storage.records import find_records, insert_record

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from zvdesk.services.desk import Desk

CHAIR = PASSPHRASES[Role.CHAIR]
#: What the case holds and no list may tell: contributions, the person, their number and where they live.
SECRETS = (
    "Is in zorg sinds 2025",
    "Gaf zelf toestemming",
    "Twee meldingen",
    "Testhuizen",
    "Łucja",
    "Schulden",
)


def words_of(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def record_of(desk: Desk, world: World, organisation: str | None, folder: Path) -> dict[str, Any]:
    made = export(desk, world, organisation, folder)
    return outcomes.read_list(made.path, desk=desk, at=NOW).record


@pytest.mark.parametrize("recipient", [None, "gemeente", "politie", "ggz", "corporatie"])
def test_what_is_read_is_what_is_on_that_list_and_nothing_else(
    after: Desk, closed: World, tmp_path: Path, recipient: str | None
) -> None:
    cases.save(after, ground(closed))
    subject = cases.case_file(after, closed.case_id).main_subject
    assert subject is not None
    cases.save(
        after, replace(subject, bsn="111222333", street="Schuilhof", postcode="9876 XY", town="Elders")
    )
    made = export(after, closed, recipient, tmp_path)
    read = outcomes.read_list(made.path, desk=after, at=NOW)
    assert read.verified.verdict.kind is VerdictKind.VALID
    assert read.verified.is_registered is True
    organisation_id = closed.organisations[recipient] if recipient else None
    source = Sources(after, closed.meeting_id, "F. Voorbeeld").of(closed.case_id, organisation_id)
    head = replace(source.head, document_id=made.document_id)
    expected = printed(exports.list_of(replace(source, head=head)))
    assert read.content is not None
    assert replace(read.content, audit_mark="") == replace(expected, audit_mark="")
    assert faults(read.record, outcome_schema()) == []
    assert read.record["notulen"] == f"urn:zvdesk:{made.document_id}"
    text = words_of(read.record)
    kept = (*SECRETS, subject.family_name, "111222333", "Schuilhof", "9876", "Elders")
    assert not [secret for secret in kept if secret in text]
    whats = [action["omschrijving"] for action in read.record["betreft"]["heeftActie"]]
    assert whats == {
        None: ["Elke week langsgaan", "Zorg afstemmen"],
        "gemeente": ["Elke week langsgaan"],
        "ggz": ["Zorg afstemmen"],
    }.get(recipient, [])
    assert [d["omschrijving"] for d in read.record["betreft"]["heeftBesluit"]] == (
        [] if recipient else ["Eén plan."]
    )


def test_what_a_condition_keeps_from_the_paper_is_not_in_the_data(
    after: Desk, closed: World, tmp_path: Path
) -> None:
    cases.save(after, ground(closed))
    meetings.begin_correction(after, closed.meeting_id, closed.case_id, "Er kwam iets bij")
    for what, condition in (
        ("Geheim voor iedereen", SharingCondition.NOT_IN_REPORT),
        ("Niet voor derden", SharingCondition.NOT_TO_THIRD),
    ):
        cases.save(
            after,
            ActionItem(
                case_id=closed.case_id,
                meeting_id=closed.meeting_id,
                what=what,
                organisation_id=closed.organisations["corporatie"],
                due_on=TODAY,
                sharing_condition=condition,
            ),
        )
    meetings.adopt_correction(after, closed.meeting_id, closed.case_id)
    third, full = (record_of(after, closed, name, tmp_path) for name in ("corporatie", None))
    assert "Niet voor derden" in words_of(full)
    assert "Niet voor derden" not in words_of(third)
    assert "Geheim voor iedereen" not in words_of((third, full))
    assert full["zvdesk"]["document"]["vervangtVersie"] == 1
    numbers = [own["nummer"] for own in full["zvdesk"]["acties"]]
    assert len(numbers) == len(full["betreft"]["heeftActie"]) == 3


def test_every_list_of_a_version_has_the_hash_of_the_same_text(
    after: Desk, closed: World, tmp_path: Path, requires: Callable[[str], Path]
) -> None:
    first = {
        record_of(after, closed, name, tmp_path)["zvdesk"]["document"]["tekstSha256"]
        for name in (None, "gemeente", "ggz")
    }
    (digest,) = first
    for path in tmp_path.glob("*.pdf"):
        assert digest[:20] in text_of(path, requires).replace(" ", "")
    meetings.begin_correction(after, closed.meeting_id, closed.case_id, "Andere dag")
    action = cases.case_file(after, closed.case_id).actions[0]
    cases.save(after, replace(action, due_on=TODAY))
    meetings.adopt_correction(after, closed.meeting_id, closed.case_id)
    again = record_of(after, closed, "ggz", tmp_path)["zvdesk"]["document"]["tekstSha256"]
    assert again != digest


# --- reading ---------------------------------------------------------------------------------------------


def test_nothing_is_read_without_a_valid_signature_of_somebody_known(
    after: Desk, closed: World, tmp_path: Path
) -> None:
    made = export(after, closed, None, tmp_path)
    whole = made.path.read_bytes()
    certificate = tmp_path / "huis.pem"
    certificate.write_bytes(verification.house_certificate_pem(after))
    for known in verification.known_certificates():
        verification.forget_certificate(known.fingerprint)
    assert outcomes.read_list(made.path, trust=[certificate], at=NOW).content is not None
    target = io.BytesIO()
    with pikepdf.open(io.BytesIO(whole)) as pdf:
        pdf.Root.AF[1].EF.F.write(b"{}")
        pdf.save(target)
    files = {
        "onbekend": (whole, VerdictKind.UNKNOWN_SIGNER, []),
        "staart": (whole + b"\n%", VerdictKind.CHANGED, [certificate]),
        "omgewisseld": (target.getvalue(), None, [certificate]),
        "kaal": (exports.preview(after, closed.meeting_id, closed.case_id, None), VerdictKind.UNSIGNED, []),
        "tekst": (b"geen pdf", VerdictKind.UNREADABLE, []),
    }
    for name, (data, kind, trust) in files.items():
        path = tmp_path / f"{name}.pdf"
        path.write_bytes(data)
        read = outcomes.read_list(path, trust=trust, at=NOW)
        assert (read.content, read.record) == (None, {}), name
        assert read.verified.verdict.kind is not VerdictKind.VALID
        assert kind in (None, read.verified.verdict.kind), name
    assert outcomes.read_list(tmp_path / "weg.pdf", at=NOW).content is None


@pytest.mark.parametrize("left", [b"%PDF- iets anders", None])
def test_a_file_that_is_exchanged_after_verifying_is_not_read(
    after: Desk, closed: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, left: bytes | None
) -> None:
    made = export(after, closed, None, tmp_path)

    def verify_and_lose(path: Path, **given: Any) -> verification.Verified:  # noqa: ANN401
        found = verification.verify_file(path, **given)
        path.unlink()
        if left is not None:
            path.write_bytes(left)
        return found

    monkeypatch.setattr("zvdesk.services.outcomes.verify_file", verify_and_lose)
    read = outcomes.read_list(made.path, desk=after, at=NOW)
    assert read.verified.verdict.kind is VerdictKind.CHANGED
    assert read.content is None


def test_a_paper_without_data_says_so(after: Desk, closed: World, tmp_path: Path) -> None:
    with exports.signing(after, CHAIR) as signer:
        card = sign_document(
            after, signer, closed.meeting_id, closed.case_id, None, tmp_path, kind=papers.CARD
        )
    with pytest.raises(NoOutcome):
        outcomes.read_list(card.path, desk=after, at=NOW)


def test_a_valid_signature_over_rubbish_is_refused(after: Desk, closed: World, tmp_path: Path) -> None:
    """Somebody of the house signs a list whose data another program wrote."""
    source = Sources(after, closed.meeting_id, "F. Voorbeeld").of(closed.case_id, None)
    content = exports.list_of(source)
    target = io.BytesIO()
    with pikepdf.open(io.BytesIO(render(content))) as pdf:
        (spec,) = (spec for spec in pdf.Root.AF if str(spec.UF) == NAME)
        spec.EF.F.write(b'{"betreft": {"heeftActie": "alles"}}')
        pdf.save(target)
    path = tmp_path / "rommel.pdf"
    with exports.signing(after, CHAIR) as signer:
        path.write_bytes(sign(target.getvalue(), signer.identity, at=content.signed_at))
    with pytest.raises(OutcomeRefused) as refused:
        outcomes.read_list(path, desk=after, at=NOW)
    assert ("$.zvdesk", "missing") in {(p.path, p.reason) for p in refused.value.problems}


# --- writing ---------------------------------------------------------------------------------------------


def test_the_outcome_is_written_registered_and_logged(after: Desk, closed: World, tmp_path: Path) -> None:
    folder = tmp_path / "uit"
    made = outcomes.export_outcome(
        after, closed.meeting_id, closed.case_id, closed.organisations["ggz"], folder / "ggz.json"
    )
    assert (made.path, made.kind, made.recipient) == (folder / "ggz.json", "uitkomst", "GGZ Verzonnen")
    assert made.path.stat().st_mode & 0o077 == 0
    assert [path.name for path in folder.iterdir()] == ["ggz.json"]
    data = made.path.read_bytes()
    assert made.sha256 == hashlib.sha256(data).hexdigest()
    record = json.loads(data)
    assert faults(record, outcome_schema()) == []
    assert "ondertekenaar" not in record["zvdesk"]["document"]
    assert record["notulen"] == f"urn:zvdesk:{made.document_id}"  # nobody made the list yet
    with after.vault.read() as connection:
        (kept,) = find_records(connection, Disclosure, sha256=made.sha256)
    assert (kept.kind, kept.recipient, kept.document_id) == ("uitkomst", "GGZ Verzonnen", made.document_id)
    assert kept.destroy_before == TODAY.replace(year=2031)
    line = log(after)[0]
    assert (line.action, line.object, line.object_id) == ("exporteren", "uitkomst", made.document_id)
    again = outcomes.export_outcome(after, closed.meeting_id, closed.case_id, None, folder / "ggz.json")
    assert again.path.name == "ggz-2.json"
    assert made.path.read_bytes() == data


def test_the_notulen_are_the_last_list_of_that_version_for_that_recipient(
    after: Desk, closed: World, tmp_path: Path
) -> None:
    lists = [export(after, closed, name, tmp_path) for name in ("ggz", "ggz", None, "gemeente")]
    asked = {"ggz": lists[1], None: lists[2]}
    for name, wanted in asked.items():
        organisation_id = closed.organisations[name] if name else None
        made = outcomes.export_outcome(
            after, closed.meeting_id, closed.case_id, organisation_id, tmp_path / "u.json"
        )
        record = json.loads(made.path.read_bytes())
        assert record["notulen"] == f"urn:zvdesk:{wanted.document_id}"
        listed = outcomes.read_list(wanted.path, desk=after, at=NOW).record
        assert record["betreft"] == listed["betreft"]
        assert record["id"] == listed["id"]


def test_the_outcome_goes_only_to_whom_a_list_goes(after: Desk, closed: World, tmp_path: Path) -> None:
    out = tmp_path / "u.json"
    with pytest.raises(Blocked):
        outcomes.export_outcome(
            after, closed.meeting_id, closed.case_id, closed.organisations["corporatie"], out
        )
    with pytest.raises(NotFound):
        outcomes.export_outcome(after, closed.meeting_id, closed.case_id, "weg", out)
    vaults.lock(after)
    secretary = closed.desk(Role.SECRETARY)
    with pytest.raises(NotAllowed):
        outcomes.export_outcome(secretary, closed.meeting_id, closed.case_id, None, out)
    vaults.lock(secretary)
    assert not out.exists()


def test_the_one_case_of_a_meeting_needs_no_number(after: Desk, closed: World) -> None:
    assert outcomes.adopted_case(after, closed.meeting_id).id == closed.case_id
    with pytest.raises(NotFound):
        outcomes.adopted_case(after, "weg")
    other = cases.open_case(after)
    with after.vault.transaction() as connection:
        (item,) = find_records(connection, AgendaItem, meeting_id=closed.meeting_id)
        insert_record(connection, replace(item, id="tweede", case_id=other.id, position=2))
    assert outcomes.adopted_case(after, closed.meeting_id).id == closed.case_id
    with after.vault.transaction() as connection:
        (adopted,) = find_records(connection, AdoptedList, meeting_id=closed.meeting_id)
        insert_record(connection, replace(adopted, id="tweede", case_id=other.id))
    with pytest.raises(SeveralCases) as several:
        outcomes.adopted_case(after, closed.meeting_id)
    assert several.value.numbers == (closed.number, other.number)


def test_before_a_meeting_closes_there_is_no_outcome(desk: Desk, world: World) -> None:
    with pytest.raises(Blocked):
        outcomes.adopted_case(desk, world.meeting_id)
