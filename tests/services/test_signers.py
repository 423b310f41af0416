"""The secretary signs after the chair; the log says so, and a refusal changes nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.documents.lists import one_organisation
from tests.documents.pki import make_house
from tests.services.world import PASSPHRASES, World, log
from zvdesk.documents.action_list import render
from zvdesk.documents.signing import sign
from zvdesk.domain.people import Role
from zvdesk.errors import CannotCountersign, NotAllowed
from zvdesk.services import exports, signers, vaults, verification

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def listed(closed: World, tmp_path: Path) -> Path:
    desk = closed.desk(Role.CHAIR)
    with exports.signing(desk, PASSPHRASES[Role.CHAIR]) as signer:
        made = exports.export_list(desk, signer, closed.meeting_id, closed.case_id, None, tmp_path)
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
