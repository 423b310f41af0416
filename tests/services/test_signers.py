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
from zvdesk.domain.signatures import VerdictKind
from zvdesk.errors import CannotCountersign, FileUnreadable, NotAllowed, WrongKeyFilePassphrase
from zvdesk.services import exports, papers, signers, vaults, verification

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
