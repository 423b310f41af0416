"""What a colleague signed on another laptop is known here; what else comes from that house is not."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from tests.documents.lists import one_organisation
from zvdesk.documents.action_list import render
from zvdesk.documents.signing import sign
from zvdesk.domain.people import Person, Role
from zvdesk.domain.signatures import VerdictKind
from zvdesk.errors import CannotCountersign
from zvdesk.services import colleagues, exports, people, signers, vaults, verification
from zvdesk.storage.wrapping import FLOOR

if TYPE_CHECKING:
    from pathlib import Path

    from tests.services.laptops import Table
    from zvdesk.services.desk import Desk

STRANGER = "de wachtzin van een vreemde voorzitter"


def signed_by(desk: Desk, passphrase: str, place: Path) -> Path:
    """Write a list that who is at the desk signed."""
    with exports.signing(desk, passphrase) as signer:
        place.write_bytes(
            sign(render(one_organisation()), signer.identity, at=desk.clock.local(desk.clock.now()))
        )
    return place


@pytest.fixture
def listed(table: Table, tmp_path: Path) -> Path:
    chair = table.desk(Role.CHAIR)
    return signed_by(chair, table.laptop(Role.CHAIR).passphrase, tmp_path / "lijst.pdf")


def verdict(path: Path, desk: Desk | None) -> VerdictKind:
    return verification.verify_file(path, desk=desk).verdict.kind


def test_what_a_colleague_signed_is_valid_with_the_vault_that_knows_them(table: Table, listed: Path) -> None:
    assert verdict(listed, table.desk(Role.SECRETARY)) is VerdictKind.VALID
    assert verdict(listed, None) is VerdictKind.UNKNOWN_SIGNER


def test_the_secretary_signs_second_what_the_chair_signed_elsewhere(table: Table, listed: Path) -> None:
    secretary = table.desk(Role.SECRETARY)
    with signers.countersigning(secretary, table.laptop(Role.SECRETARY).passphrase) as signer:
        signers.countersign_file(secretary, signer, listed)
    assert verdict(listed, table.desk(Role.CHAIR)) is VerdictKind.VALID
    assert verdict(listed, table.desk(Role.COORDINATOR)) is VerdictKind.VALID  # two colleagues of two houses


def test_somebody_else_of_a_colleagues_house_stays_a_stranger(table: Table, tmp_path: Path) -> None:
    admin = table.laptop(Role.CHAIR).admin()
    other = Person(name="O. Onbekend", role=Role.CHAIR, organisation="Oefenstad", from_on=admin.clock.today())
    people.add_person(admin, other, STRANGER, cost=FLOOR)
    vaults.lock(admin)
    chair = vaults.unlock(table.laptop(Role.CHAIR).folder, STRANGER, clock=admin.clock)
    strange = signed_by(chair, STRANGER, tmp_path / "vreemd.pdf")
    vaults.lock(chair)
    secretary = table.desk(Role.SECRETARY)
    assert verdict(strange, secretary) is VerdictKind.UNKNOWN_SIGNER
    with (
        pytest.raises(CannotCountersign) as caught,
        signers.countersigning(secretary, table.laptop(Role.SECRETARY).passphrase) as signer,
    ):
        signers.countersign_file(secretary, signer, strange)
    assert caught.value.reason == "stranger"


def test_who_ended_is_no_longer_vouched_for(table: Table, listed: Path) -> None:
    secretary = table.desk(Role.SECRETARY)
    yesterday = secretary.clock.today() - timedelta(days=1)
    colleagues.end_colleague(secretary, table.laptops.ids[Role.CHAIR], yesterday)
    assert verdict(listed, secretary) is VerdictKind.UNKNOWN_SIGNER
