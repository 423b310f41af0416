"""Sealed documents: the word of an authority for time, and what shows that no certificate was withdrawn."""

from __future__ import annotations

import hashlib
import io
import random
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING

import page
import pytest
from cryptography.x509.oid import ExtendedKeyUsageOID
from pyhanko.pdf_utils.reader import PdfFileReader

from tests.documents.cards import crisis_card as a_card
from tests.documents.dossiers import access_package, case_overview
from tests.documents.increments import Writer, countersigned, overlay, timestamped, with_revision
from tests.documents.judging import K, outcome
from tests.documents.lists import every_list
from tests.documents.pki import House, make_house
from tests.documents.test_destruction_certificate import certificate
from tests.documents.test_paper import extract
from tests.documents.time_service import TimeService, known, make_time_service, nobody
from zvdesk.documents import crisis_card, destruction_certificate, log_report
from zvdesk.documents.access_package import render as render_access
from zvdesk.documents.action_list import render
from zvdesk.documents.case_overview import render as render_overview
from zvdesk.documents.finish import FIELD_NAME, SECOND_FIELD_NAME
from zvdesk.documents.gathering import Sources
from zvdesk.documents.sealing import seal
from zvdesk.documents.signing import countersign, sign
from zvdesk.documents.verifying import verify
from zvdesk.domain.signatures import Seal, Verdict
from zvdesk.errors import CannotCountersign, SealFailed

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

NOW = datetime.now(UTC)


def every_signed() -> dict[str, Callable[[], bytes]]:
    """Make each kind of document that is signed."""
    return {
        "card": lambda: crisis_card.render(a_card()),
        "certificate": lambda: destruction_certificate.render(certificate(2)),
        "log": lambda: log_report.render(extract()),
        "overview": lambda: render_overview(case_overview()),
        "access": lambda: render_access(access_package()),
        **{name: partial(render, content) for name, content in every_list().items() if name != "many_pages"},
    }


@pytest.fixture(scope="module")
def clock(tmp_path_factory: pytest.TempPathFactory, requires: Callable[[str], Path]) -> TimeService:
    requires("openssl")
    return make_time_service(tmp_path_factory.mktemp("tijd"))


@pytest.fixture(scope="module")
def people() -> House:
    return make_house(since=NOW - timedelta(days=30))


@pytest.fixture(scope="module")
def once(bare: bytes, people: House) -> bytes:
    return sign(bare, people.person(), at=NOW)


@pytest.fixture(scope="module")
def twice(once: bytes, people: House) -> bytes:
    return countersign(once, people.person("S. Schrijver"), at=NOW)


@pytest.fixture(scope="module")
def sealed(once: bytes, twice: bytes, people: House, clock: TimeService) -> dict[str, bytes]:
    """Give each document sealed in each way."""
    now = known(people.certificate, time=(clock.root,), lists=(clock.revocation_list(),))
    return {
        f"{name}_{level.name}": seal(pdf, level, now, clock.sources())
        for name, pdf in (("once", once), ("twice", twice))
        for level in (Seal.T, Seal.LT)
    }


def of(
    pdf: bytes, people: House, clock: TimeService | None, *, lists: tuple[bytes, ...] = (), at: datetime = NOW
) -> Verdict:
    time = (clock.root,) if clock else ()
    return verify(pdf, trusted=[people.certificate], time_authorities=time, revocation_lists=lists, at=at)


@pytest.mark.parametrize("kind", ["once_T", "once_LT", "twice_T", "twice_LT"])
def test_a_sealed_document_is_valid_and_says_who_vouches_for_the_time(
    kind: str, sealed: dict[str, bytes], people: House, clock: TimeService
) -> None:
    now = datetime.now(UTC)
    verdict = of(sealed[kind], people, clock, lists=(clock.revocation_list(),), at=now)
    assert outcome(verdict) == (K.VALID, "")
    names = ["F. Voorbeeld", "S. Schrijver"][: len(verdict.signers)]
    assert [facts.name for facts in verdict.signers] == names
    for facts in verdict.signers:
        assert facts.time_authority == "Tijddienst Oefening"
        assert facts.proven_at is not None
        assert abs(facts.proven_at - now) < timedelta(minutes=5)


def rules_broken(pdf: bytes, profile: str) -> set[str]:
    return {failure.rule_id for failure in page.validate_pdf_bytes(pdf, profile=profile).failures}


def revisions(pdf: bytes) -> list[bytes]:
    """Return the document as each signature left it."""
    found = PdfFileReader(io.BytesIO(pdf)).embedded_signatures
    return [pdf[: int(s.byte_range[2]) + int(s.byte_range[3])] for s in found]


COVERS = "PDFA3A-SIGNATURE-BYTERANGE-001"  # an earlier signature cannot cover what came later


def holds(pdf: bytes) -> None:
    """Expect each revision to be PDF/UA-1 and PDF/A-3a; only its earlier signatures end before its end."""
    for number, revision in enumerate(revisions(pdf)):
        assert rules_broken(revision, "ua1") == set()
        assert rules_broken(revision, "3a") == ({COVERS} if number else set())
    assert revisions(pdf)[-1] == pdf


def test_a_sealed_document_stays_accessible_and_archival(sealed: dict[str, bytes]) -> None:
    assert {name: len(revisions(pdf)) for name, pdf in sealed.items()} == {
        "once_T": 1,  # the timestamp is in the signature
        "once_LT": 2,
        "twice_T": 2,
        "twice_LT": 3,
    }
    for pdf in sealed.values():
        holds(pdf)


@pytest.mark.parametrize("kind", sorted(every_signed()))
def test_every_kind_that_is_signed_can_be_countersigned_and_sealed(
    kind: str, people: House, clock: TimeService
) -> None:
    first = sign(every_signed()[kind](), people.person(), at=NOW)
    second = countersign(first, people.person("S. Schrijver"), at=NOW)
    now = known(people.certificate, time=(clock.root,), lists=(clock.revocation_list(),))
    full = seal(second, Seal.LT, now, clock.sources())
    assert revisions(full)[0] == first
    for pdf in (seal(first, Seal.T, now, clock.sources()), full):
        holds(pdf)
        verdict = of(pdf, people, clock, lists=now.revocation_lists, at=datetime.now(UTC))
        assert outcome(verdict) == (K.VALID, "")


def test_what_is_sealed_with_its_lists_needs_nothing_else_and_outlives_its_certificates(
    sealed: dict[str, bytes], people: House, clock: TimeService
) -> None:
    late = NOW + timedelta(days=12 * 365)
    full, bare = sealed["once_LT"], sealed["once_T"]
    assert outcome(of(full, people, clock, at=datetime.now(UTC))) == (K.VALID, "")
    assert outcome(of(bare, people, clock)) == (K.UNKNOWN_SIGNER, "timestamp_unknown")
    # the authority's own certificate is over by then: only a newer timestamp would carry this on
    assert of(full, people, clock, at=late).kind is K.EXPIRED
    assert outcome(of(full, people, clock, at=NOW + timedelta(days=30))) == (
        K.UNKNOWN_SIGNER,
        "timestamp_unknown",
    )


def test_a_time_that_nobody_vouches_for_is_never_shown_as_proven(
    sealed: dict[str, bytes], people: House, clock: TimeService, tmp_path: Path
) -> None:
    other = make_time_service(tmp_path)
    for pdf in sealed.values():
        for reader in (None, other):
            verdict = of(pdf, people, reader, at=datetime.now(UTC))
            assert outcome(verdict) == (K.UNKNOWN_SIGNER, "timestamp_unknown")
            assert all(facts.proven_at is None for facts in verdict.signers)
    own_clock = of(sealed["once_LT"], people, None)
    trusted_as_signer = verify(
        sealed["once_LT"], trusted=[people.certificate, clock.root], at=datetime.now(UTC)
    )
    assert own_clock.kind is trusted_as_signer.kind is K.UNKNOWN_SIGNER


def test_a_house_does_not_vouch_for_time(once: bytes, people: House, clock: TimeService) -> None:
    verdict = verify(once, trusted=[clock.root], time_authorities=[people.certificate], at=NOW)
    assert outcome(verdict) == (K.UNKNOWN_SIGNER, "unknown_signer")


def test_a_proven_time_rescues_a_certificate_that_is_over_and_no_other(
    bare: bytes, people: House, clock: TimeService
) -> None:
    short = people.person(until=NOW + timedelta(days=2))
    pdf = sign(bare, short, at=NOW)
    now = known(people.certificate, time=(clock.root,), lists=(clock.revocation_list(),))
    stamped = seal(pdf, Seal.LT, now, clock.sources())
    later = datetime.now(UTC) + timedelta(days=5)
    assert of(pdf, people, clock, at=later).kind is K.EXPIRED
    assert outcome(of(stamped, people, clock, at=later)) == (K.VALID, "")
    assert of(stamped, people, None, at=later).kind is K.EXPIRED
    before = people.revoke(short.certificate, at=NOW - timedelta(days=1))
    after = people.revoke(short.certificate, at=NOW + timedelta(days=1))
    stolen = people.report_stolen(short.certificate, NOW + timedelta(days=1))
    assert of(stamped, people, clock, lists=(before,), at=later).kind is K.REVOKED
    assert of(stamped, people, clock, lists=(after,), at=later).kind is K.VALID
    assert of(stamped, people, clock, lists=(stolen,), at=later).kind is K.REVOKED
    assert of(pdf, people, clock, lists=(after,)).kind is K.REVOKED


def test_sealing_again_renews_and_a_second_timestamp_of_the_same_kind_is_refused(
    sealed: dict[str, bytes], people: House, clock: TimeService
) -> None:
    now = known(people.certificate, time=(clock.root,), lists=(clock.revocation_list(),))
    with pytest.raises(SealFailed) as refused:
        seal(sealed["once_T"], Seal.T, now, clock.sources())
    assert refused.value.reason == "already"
    for kind, count in (("once_T", 2), ("once_LT", 3)):
        again = seal(sealed[kind], Seal.LTA, now, clock.sources())
        assert len(revisions(again)) == count
        holds(again)
        assert outcome(of(again, people, clock, at=datetime.now(UTC))) == (K.VALID, "")


def test_a_sealed_document_keeps_its_place_in_the_register(
    once: bytes, twice: bytes, sealed: dict[str, bytes], people: House, clock: TimeService
) -> None:
    first, second = (hashlib.sha256(pdf).hexdigest() for pdf in (once, twice))
    for kind in ("once_T", "once_LT"):
        assert of(sealed[kind], people, clock).revisions == (first,)
    for kind in ("twice_T", "twice_LT"):
        assert of(sealed[kind], people, clock).revisions == (first, second)


@pytest.mark.parametrize(
    ("found", "reason"),
    [
        (lambda clock: clock.revocation_list(revoked=True), "revoked"),
        (lambda clock: clock.revocation_list(since=NOW - timedelta(days=9)), "revocation"),
        (lambda _: b"<html>", "revocation"),
        (lambda _: b"-----BEGIN X509 CRL-----\nx\n", "revocation"),
    ],
    ids=["revoked", "old", "page", "broken"],
)
def test_a_list_that_does_not_vouch_stops_the_seal(
    found: Callable[[TimeService], bytes], reason: str, once: bytes, people: House, clock: TimeService
) -> None:
    now = known(people.certificate, time=(clock.root,))
    with pytest.raises(SealFailed) as failed:
        seal(once, Seal.LT, now, Sources(clock.answer, lambda _: found(clock), nobody))
    assert failed.value.reason == reason


def test_an_authority_that_is_not_known_stops_the_seal(
    once: bytes, people: House, clock: TimeService, tmp_path: Path
) -> None:
    with pytest.raises(SealFailed) as failed:
        seal(once, Seal.T, known(people.certificate, clock.root), clock.sources())
    assert failed.value.reason == "unknown_authority"
    wrong = make_time_service(tmp_path, purpose=ExtendedKeyUsageOID.CODE_SIGNING)
    with pytest.raises(Exception):  # noqa: B017, PT011 - openssl itself already refuses such a certificate
        seal(once, Seal.T, known(people.certificate, time=(wrong.root,)), wrong.sources())


@pytest.mark.parametrize("answer", [b"", b"<html>", b"\x30\x03\x02\x01\x02", b"\x30\x05\x30\x03\x02\x01\x02"])
def test_another_answer_than_a_timestamp_stops_the_seal(
    answer: bytes, once: bytes, people: House, clock: TimeService
) -> None:
    now = known(people.certificate, time=(clock.root,))
    for level in (Seal.T, Seal.LT):
        with pytest.raises(SealFailed) as failed:
            seal(once, level, now, Sources(lambda _: answer, clock.sources().fetch, nobody))
        assert failed.value.reason in ("bad_answer", "refused")


def test_an_answer_to_another_question_stops_the_seal(once: bytes, people: House, clock: TimeService) -> None:
    now = known(people.certificate, time=(clock.root,))
    kept: list[bytes] = []

    def stale(request: bytes) -> bytes:
        kept.append(clock.answer(request))
        return kept[0]

    with pytest.raises(SealFailed) as failed:
        seal(once, Seal.LT, now, Sources(stale, clock.sources().fetch, nobody))
    assert failed.value.reason == "bad_answer"


def test_no_room_in_the_signature_puts_the_timestamp_behind_it(
    bare: bytes, people: House, clock: TimeService, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("zvdesk.documents.signing._RESERVED", 4_000)
    tight = sign(bare, people.person(), at=NOW)
    now = known(people.certificate, time=(clock.root,), lists=(clock.revocation_list(),))
    stamped = seal(tight, Seal.T, now, clock.sources())
    assert stamped.startswith(tight)
    assert len(revisions(stamped)) == 2
    holds(stamped)
    verdict = of(stamped, people, clock, lists=now.revocation_lists, at=datetime.now(UTC))
    assert outcome(verdict) == (K.VALID, "")


def test_what_follows_a_seal_is_seen(sealed: dict[str, bytes], people: House, clock: TimeService) -> None:
    lists = (clock.revocation_list(),)
    for pdf in (sealed["once_T"], sealed["twice_LT"]):
        for changed in (pdf + b"\n", with_revision(pdf, overlay(b"Erbij"))):
            verdict = of(changed, people, clock, lists=lists, at=datetime.now(UTC))
            assert verdict.kind is K.CHANGED
        unknown = of(timestamped(pdf), people, clock, lists=lists, at=datetime.now(UTC))
        assert unknown.kind is K.UNKNOWN_SIGNER


def test_a_flipped_byte_of_a_timestamp_is_seen(
    sealed: dict[str, bytes], people: House, clock: TimeService
) -> None:
    chance = random.Random(4)  # noqa: S311 - the same bytes every time
    pdf = sealed["once_T"]
    lists = (clock.revocation_list(),)
    (found,) = PdfFileReader(io.BytesIO(pdf)).embedded_signatures
    first, second = int(found.byte_range[1]), int(found.byte_range[2])
    used = len(pdf[first + 1 : second - 1].rstrip(b"0"))
    for place in sorted(chance.sample(range(used), 25)):
        changed = bytearray(pdf)
        digit = int(chr(pdf[first + 1 + place]), 16) ^ 1 << chance.randrange(4)
        changed[first + 1 + place] = ord(f"{digit:x}")
        verdict = of(bytes(changed), people, clock, lists=lists, at=datetime.now(UTC))
        assert verdict.kind is not K.VALID, (place, verdict.detail)


def test_a_third_signature_is_refused_and_seen(once: bytes, twice: bytes, people: House, bare: bytes) -> None:
    third = people.person("D. Derde")
    for pdf, reason in ((twice, "full"), (bare, "unsigned"), (b"geen pdf", "unreadable")):
        with pytest.raises(CannotCountersign) as refused:
            countersign(pdf, third, at=NOW)
        assert refused.value.reason == reason
    forced = countersigned(twice, third, field="Derde")  # pyHanko itself does not refuse
    assert of(forced, people, None, at=datetime.now(UTC)).kind is K.CHANGED
    loose = countersigned(countersigned(once, third, field="Tweede"), people.person(), field="Derde")
    verdict = of(loose, people, None, at=datetime.now(UTC))
    assert outcome(verdict) == (K.CHANGED, "third_signature")


def test_the_second_signature_stands_where_the_page_says(twice: bytes, people: House) -> None:
    first, second = PdfFileReader(io.BytesIO(twice)).embedded_signatures
    assert (first.field_name, second.field_name) == (FIELD_NAME, SECOND_FIELD_NAME)
    assert (first.docmdp_level.value, second.docmdp_level.value) == (2, 1)
    verdict = of(twice, people, None)
    assert outcome(verdict) == (K.VALID, "")
    stranger = make_house("Vreemd", since=NOW - timedelta(days=3)).person("V. Vreemd")
    assert of(countersign(revisions(twice)[0], stranger, at=NOW), people, None).kind is K.UNKNOWN_SIGNER


def test_a_paper_without_a_place_for_it_is_not_signed_twice(once: bytes, people: House) -> None:
    def gone(writer: Writer) -> None:
        del writer.root["/AcroForm"]["/Fields"][1]
        writer.update_container(writer.root["/AcroForm"])

    with pytest.raises(CannotCountersign) as refused:
        countersign(with_revision(once, gone), people.person(), at=NOW)
    assert refused.value.reason == "no_place"
