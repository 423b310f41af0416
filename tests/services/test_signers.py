"""The secretary signs after the chair; the log says so, and a refusal changes nothing."""

from __future__ import annotations

import subprocess
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from tests.documents.key_file import PASSPHRASE, key_file
from tests.documents.lists import one_organisation
from tests.documents.pki import make_house
from tests.services.world import PASSPHRASES, World, log, sign_document
from zvdesk.documents.action_list import render
from zvdesk.documents.signing import sign
from zvdesk.documents.verifying import verify
from zvdesk.domain.people import Role
from zvdesk.domain.roles import Act
from zvdesk.domain.signatures import Verdict, VerdictKind, why_not_second
from zvdesk.errors import CannotCountersign, FileUnreadable, NotAllowed, WrongKeyFilePassphrase
from zvdesk.services import exports, papers, signers, trust, vaults, verification

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


@pytest.fixture
def listed(closed: World, tmp_path: Path) -> Path:
    desk = closed.desk(Role.CHAIR)
    with exports.signing(desk, PASSPHRASES[Role.CHAIR]) as signer:
        made = sign_document(desk, signer, closed.meeting_id, closed.case_id, None, tmp_path)
    vaults.lock(desk)
    return made.path


def test_a_second_signature_is_in_the_log_and_in_the_register(closed: World, listed: Path) -> None:
    desk = closed.desk(Role.SECRETARY)
    with signers.countersigning(desk, PASSPHRASES[Role.SECRETARY]) as signer:
        assert signers.countersign_file(desk, signer, listed) == listed
        line = log(desk)[0]
        with pytest.raises(CannotCountersign) as full:
            signers.countersign_file(desk, signer, listed)
        failed = log(desk)[0]
    found = verification.verify_file(listed, desk=desk)
    vaults.lock(desk)
    assert full.value.reason == "full"
    assert (line.action, line.object, line.result) == ("mede ondertekenen", "tweede handtekening", "gelukt")
    assert (line.actor, line.case_number) == ("S. Schrijver", closed.number)
    assert failed.result == "mislukt"
    assert found.is_registered
    assert [who.name for who in found.verdict.signers] == ["F. Voorbeeld", "S. Schrijver"]


def test_who_may_not_sign_second_is_refused(closed: World, listed: Path, tmp_path: Path) -> None:
    desk = closed.desk(Role.CHAIR)
    before = listed.read_bytes()
    with pytest.raises(NotAllowed), signers.countersigning(desk, PASSPHRASES[Role.CHAIR]):
        pytest.fail("the chair signs first")
    with exports.signing(desk, PASSPHRASES[Role.CHAIR]) as signer, pytest.raises(NotAllowed):
        signers.countersign_file(desk, signer, listed)
    vaults.lock(desk)
    assert listed.read_bytes() == before
    desk = closed.desk(Role.SECRETARY)
    made = make_house("Vreemd", since=closed.clock.now())
    strange = tmp_path / "vreemd.pdf"
    strange.write_bytes(sign(render(one_organisation()), made.person(), at=closed.clock.now()))
    with signers.countersigning(desk, PASSPHRASES[Role.SECRETARY]) as second:
        own = tmp_path / "eigen.pdf"
        own.write_bytes(sign(render(one_organisation()), second.identity, at=closed.clock.now()))
        for path, reason in ((strange, "stranger"), (own, "same_person")):
            with pytest.raises(CannotCountersign) as refused:
                signers.countersign_file(desk, second, path)
            assert refused.value.reason == reason
    vaults.lock(desk)


def test_a_key_from_a_file_signs_and_the_paper_names_who_issued_it(
    closed: World, tmp_path: Path, requires: Callable[[str], Path]
) -> None:
    since = closed.clock.now() - timedelta(days=1)
    other = make_house("Ander Gezag", since=since)
    file = tmp_path / "sleutel.p12"
    file.write_bytes(key_file(other, since=since))
    desk = closed.desk(Role.CHAIR)
    where = (closed.meeting_id, closed.case_id, None, tmp_path)
    with pytest.raises(WrongKeyFilePassphrase), signers.signing_with_file(desk, file, "een andere"):
        pytest.fail("it opened")
    assert (log(desk)[0].action, log(desk)[0].result) == ("ondertekenen", "mislukt")
    with pytest.raises(FileUnreadable), signers.signing_with_file(desk, tmp_path, PASSPHRASE):
        pytest.fail("it opened")
    with signers.signing_with_file(desk, file, PASSPHRASE) as signer:
        assert PASSPHRASE not in repr(signer)
        made = sign_document(desk, signer, *where)
        card = sign_document(desk, signer, *where, kind=papers.CARD)
    vaults.lock(desk)
    for path in (made.path, card.path):
        text = subprocess.run(
            [requires("pdftotext"), path, "-"], capture_output=True, text=True, check=True
        ).stdout
        words = " ".join(text.split())
        assert "Ondertekend door V. Oorbeeld, voorzitter, met een sleutel die Ander Gezag heeft" in words
        verdict = verify(path.read_bytes(), trusted=[other.certificate], at=closed.clock.now())
        assert verdict.kind is VerdictKind.VALID, verdict
    desk = closed.desk(Role.SECRETARY)
    with pytest.raises(NotAllowed), signers.signing_with_file(desk, file, PASSPHRASE):
        pytest.fail("the secretary may not sign first")
    vaults.lock(desk)


def test_a_key_of_another_authority_first_is_known_by_the_trust_list_or_the_register(
    closed: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "profiel"))
    since = closed.clock.now() - timedelta(days=1)
    other = make_house("Ander Gezag", since=since)
    file = tmp_path / "sleutel.p12"
    file.write_bytes(key_file(other, since=since))
    desk = closed.desk(Role.CHAIR)
    with signers.signing_with_file(desk, file, PASSPHRASE) as first:
        made = sign_document(desk, first, closed.meeting_id, closed.case_id, None, tmp_path).path
        foreign = sign(render(one_organisation()), first.identity, at=closed.clock.now())
    vaults.lock(desk)
    strange = tmp_path / "vreemd.pdf"
    strange.write_bytes(foreign)
    heard: list[Verdict] = []
    desk = closed.desk(Role.SECRETARY)
    with signers.countersigning(desk, PASSPHRASES[Role.SECRETARY]) as second:
        signers.countersign_file(desk, second, made, tmp_path / "register", tell=heard.append)
        changed = tmp_path / "gewijzigd.pdf"
        changed.write_bytes(made.read_bytes() + b"%")
        for path, reason in ((strange, "stranger"), (changed, "changed")):
            with pytest.raises(CannotCountersign) as refused:
                signers.countersign_file(desk, second, path, tell=heard.append)
            assert refused.value.reason == reason
        trust.trust_certificate(other.certificate)
        signers.countersign_file(desk, second, strange, tmp_path / "bekend", tell=heard.append)
    vaults.lock(desk)
    unknown, valid = VerdictKind.UNKNOWN_SIGNER, VerdictKind.VALID
    assert [one.kind for one in heard] == [unknown, unknown, VerdictKind.CHANGED, valid]
    assert [one.signers[0].issuer for one in heard] == ["Ander Gezag"] * 4


def test_why_a_second_signature_is_refused_is_true() -> None:
    for detail, otherwise in (
        ("unknown_signer", "stranger"),
        ("revocation_unknown", "revocation_unknown"),
    ):
        verdict = Verdict(kind=VerdictKind.UNKNOWN_SIGNER, detail=detail)
        assert why_not_second(verdict, is_made_here=False) == otherwise
        assert why_not_second(verdict, is_made_here=True) == ""
    stamped = Verdict(kind=VerdictKind.UNKNOWN_SIGNER, detail="timestamp_unknown")
    assert why_not_second(stamped, is_made_here=True) == "timestamp_unknown"
    for kind in VerdictKind:
        if kind not in (VerdictKind.VALID, VerdictKind.UNKNOWN_SIGNER):
            assert why_not_second(Verdict(kind=kind), is_made_here=True)


def test_the_second_person_signs_with_a_key_from_a_file_too(
    closed: World, listed: Path, tmp_path: Path
) -> None:
    since = closed.clock.now() - timedelta(days=1)
    other = make_house("Ander Gezag", since=since)
    file = tmp_path / "sleutel.p12"
    file.write_bytes(key_file(other, since=since))
    desk = closed.desk(Role.SECRETARY)
    with signers.signing_with_file(desk, file, PASSPHRASE, signers.KIND, Act.COUNTERSIGN) as signer:
        made = signers.countersign_file(desk, signer, listed, tmp_path / "uit")
    trusted = [desk.house.certificate, other.certificate]
    vaults.lock(desk)
    found = verify(made.read_bytes(), trusted=trusted, at=closed.clock.now())
    assert found.kind is VerdictKind.VALID
    assert [who.issuer for who in found.signers][1] == "Ander Gezag"
