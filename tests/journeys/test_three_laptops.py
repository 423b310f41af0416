"""Three people, three laptops: a table goes from coordinator to chair to secretary and back, on a stick.

Each has a home and a vault of their own, and every step of a hand-over is a command. Some run in a process of
their own, as those of people do; the others come in by the same door in this process, which saves seconds.
The functioneel beheerder of one of them makes one house of the three. A fourth machine has nothing but the
certificate of that house.
"""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import pytest

from tests.cli.conftest import MAIN, run
from tests.exchange.referral_files import referral
from tests.services import laptops as three_laptops
from tests.services.world import lead_case, open_meeting, through_intake
from zvdesk.domain.cases import Case
from zvdesk.domain.handovers import Handover
from zvdesk.domain.meetings import MeetingEvent
from zvdesk.domain.organisations import Organisation, WgsPosition
from zvdesk.domain.people import Role
from zvdesk.services import cases, colleagues, house, meetings, vaults
from zvdesk.services.clock import Clock
from zvdesk.storage import audit
from zvdesk.storage.records import find_records
from zvdesk.storage.tables import metadata

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.services.laptops import Laptop
    from zvdesk.services.desk import Desk

pytestmark = pytest.mark.journey

CONTRIBUTION = "Is in zorg sinds 2025."
PARTNERS = {
    "gemeente": ("Gemeente Oefenstad", "wijkteam", WgsPosition.PUBLIC),
    "politie": ("Politie Oefenstad", "politie", WgsPosition.PUBLIC),
    "ggz": ("GGZ Verzonnen", "ggz", WgsPosition.PRIVATE),
    "corporatie": ("Wonen in Fictie", "woningcorporatie", WgsPosition.THIRD),
}


@dataclass(frozen=True)
class Seat:
    """Hold one person with a laptop: a vault, and a home that nobody else's commands see."""

    laptop: Laptop
    home: Path

    def __call__(self, *arguments: str | Path, code: int = 0, outside: bool = False) -> dict[str, Any]:
        """Run a command on the vault of this laptop, and return what it says as JSON."""
        in_vault = (*arguments, "--vault", self.laptop.folder)
        return zvdesk(self.home, *in_vault, words=self.laptop.passphrase, code=code, outside=outside)

    @contextlib.contextmanager
    def desk(self) -> Iterator[Desk]:
        """Sit at this laptop."""
        with pytest.MonkeyPatch.context() as patch:
            for name, value in home_of(self.home).items():
                patch.setenv(name, value)
            desk = self.laptop.desk()
            yield desk
            vaults.lock(desk)


def home_of(home: Path) -> dict[str, str]:
    kinds = ("CONFIG", "STATE", "DATA", "CACHE")
    return {"HOME": str(home), **{f"XDG_{kind}_HOME": str(home / kind.lower()) for kind in kinds}}


def zvdesk(
    home: Path, *arguments: str | Path, words: str = "", code: int = 0, outside: bool = False
) -> dict[str, Any]:
    """Run a command at home, perhaps in a process of its own, and return what it says as JSON."""
    home.mkdir(parents=True, exist_ok=True)
    if not outside:
        inside = run(*arguments, "--json", words=words, **home_of(home))
        assert inside.code == code, inside.err
        return inside.json
    done = subprocess.run(
        [sys.executable, MAIN, *arguments, "--json", *(["--passphrase-fd", "0"] if words else [])],
        input=f"{words}\n".encode(),
        capture_output=True,
        env={**os.environ, **home_of(home)},
        timeout=120,
        check=False,
    )
    assert done.returncode == code, done.stderr.decode()
    found: dict[str, Any] = json.loads(done.stdout)
    return found


@pytest.fixture(scope="module")
def seats(tmp_path_factory: pytest.TempPathFactory) -> dict[Role, Seat]:
    """Give each of the three a vault with a house of its own; nobody knows anybody yet."""
    into = tmp_path_factory.mktemp("drie laptops")
    made = {}
    for role in three_laptops.NAMES:
        home = into / role.value
        home.mkdir()
        with pytest.MonkeyPatch.context() as patch:
            for name, value in home_of(home).items():
                patch.setenv(name, value)
            made[role] = Seat(three_laptops.made(home / f"{role.value}.zvkluis", role, Clock()), home)
    return made


@pytest.fixture(scope="module")
def stick(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("stick")


def meet(seats: dict[Role, Seat], stick: Path) -> None:
    """Let everybody give a card, and read the own fingerprint aloud to the others."""
    shown = {role: seat("colleague", "card", "--out", stick / "kaarten") for role, seat in seats.items()}
    for role, seat in seats.items():
        for other, card in shown.items():
            if other is not role:
                seat("colleague", "add", card["path"], "--fingerprint", card["fingerprint"])


def one_house(seats: dict[Role, Seat], stick: Path) -> str:
    """Let the functioneel beheerder of one laptop certify the others, and return the name of that house."""
    first, *others = (seats[role] for role in (Role.COORDINATOR, Role.CHAIR, Role.SECRETARY))
    vault = ("--vault", first.laptop.folder)
    card = zvdesk(
        first.home, "colleague", "card", "--out", stick / "kaarten", *vault, words=three_laptops.ADMIN
    )
    made = zvdesk(first.home, "colleague", "house-list", "--out", stick, *vault, words=three_laptops.ADMIN)
    found = set()
    for seat in others:
        seat("colleague", "add", card["path"], "--fingerprint", card["fingerprint"])
        (signing,) = seat("colleague", "take-list", made["path"])["signing"]
        assert not signing["own_house"]
        found.add(signing["house"])
    (name,) = found
    return str(name)


def prepare(desk: Desk, known: dict[str, str], number: str) -> tuple[str, str]:
    """Bring the case of a referral through the intake, and invite to a meeting that a colleague will lead."""
    case = cases.case_by_its_number(desk, number)
    file = cases.case_file(desk, case.id)
    cases.save(desk, replace(file.referrals[0], is_quality_checked=True, quality_checked_by="A. Melder"))
    cases.save(desk, replace(file.subjects[1], relation="broer"))
    through_intake(desk, case.id, known)
    people = {one.role: one.id for one in colleagues.colleagues(desk)}
    meeting = open_meeting(desk, people, known, cases.case_file(desk, case.id).case)
    return case.id, meeting.id


def partners(desk: Desk) -> dict[str, str]:
    """Return the partners of this vault by their short names."""
    by_name = {one.name: one.id for one in house.organisations(desk)}
    return {short: by_name[name] for short, (name, _, _) in PARTNERS.items()}


def test_three_people_three_laptops(seats: dict[Role, Seat], stick: Path, tmp_path: Path) -> None:
    coordinator, chair, secretary = (seats[r] for r in (Role.COORDINATOR, Role.CHAIR, Role.SECRETARY))
    names = three_laptops.NAMES
    meet(seats, stick)
    ours = one_house(seats, stick)

    # The coordinator reads a referral in, prepares and hands over.
    melding = tmp_path / "melding.json"
    melding.write_text(json.dumps(referral()), encoding="utf-8")
    number = coordinator("referral", "import", melding)["files"][0]["case"]
    with coordinator.desk() as desk:
        for name, kind, position in PARTNERS.values():
            house.save_organisation(desk, Organisation(name=name, kind=kind, position=position))
        case_id, meeting_id = prepare(desk, partners(desk), number)
    made = coordinator("package", "make", "--meeting", meeting_id, "--to", names[Role.CHAIR], "--into", stick)
    assert coordinator("package", "list")["out"][0]["holder"] == names[Role.CHAIR]

    # The chair looks first, takes it in, leads, signs under the one house, and hands over to the secretary.
    shown = chair("package", "open", made["path"], "--preview")
    assert (shown["entered"], shown["from"], shown["pen"]) == (False, names[Role.COORDINATOR], True)
    assert chair("package", "open", made["path"], "--yes", outside=True)["numbers"] == [number]
    assert chair("package", "open", made["path"], "--yes", code=12)["error"] == "PackageRefused"
    with chair.desk() as desk:
        meetings.advance(desk, meeting_id, MeetingEvent.BEGIN)
        item_id = meetings.meeting(desk, meeting_id).items[0].id
        lead_case(desk, meeting_id, item_id, partners(desk))
        meetings.advance(desk, meeting_id, MeetingEvent.CLOSE)
    lists = chair("list", "export", "--case", number, "--out", stick / "lijsten")
    sheet = chair("house", "certificate", "--out", stick)
    assert sheet["house"] == ours
    made = chair("package", "make", "--meeting", meeting_id, "--to", names[Role.SECRETARY], "--into", stick)

    # The secretary countersigns under that house too, distributes, gets an answer, and hands the case back;
    # contributions were never there.
    took = secretary("package", "open", made["path"], "--yes")
    assert took["envelopes"] == {"opened": 0, "closed": 1}
    told = json.dumps(secretary("case", "show", number), ensure_ascii=False)
    assert "Elke week langsgaan" in told
    with secretary.desk() as desk, desk.vault.read() as connection:
        for table in metadata.sorted_tables:
            assert CONTRIBUTION not in repr(connection.execute(table.select()).all()), table.name
    path = next(one["path"] for one in lists["documents"] if "path" in one)
    assert secretary("list", "countersign", path)["ok"]
    secretary("distribution", "mark", "checked", "--all", "--meeting", meeting_id)
    sent = secretary("distribution", "mark", "handed-over", "--all", "--meeting", meeting_id)
    assert sent["documents"]
    secretary("actions", "answer", "--case", number, "--number", "1", "--done")
    made = secretary(
        "package", "make", "--meeting", meeting_id, "--to", names[Role.COORDINATOR], "--into", stick
    )

    # It is back: with the answer, with what went out, and with what the secretary could not read.
    assert coordinator("package", "open", made["path"], "--yes")["cases"][0]["standing"] == "verwacht"
    assert coordinator("package", "list")["out"] == []
    told = json.dumps(coordinator("case", "show", number), ensure_ascii=False)
    assert CONTRIBUTION in told
    with coordinator.desk() as desk:
        file = cases.case_file(desk, case_id)
        assert [action.status.value for action in file.actions].count("uitgevoerd") == 1
        cases.save(desk, replace(file.case, follow_up_note="De pen is terug."))
        with desk.vault.read() as connection:
            assert len(find_records(connection, Case)) == 1

    check_logs(seats)
    check_on_a_fourth_machine(tmp_path / "vierde", sheet, path)


def check_logs(seats: dict[Role, Seat]) -> None:
    """See that each chain is whole, and that each log goes on where that of the sender was."""
    found: dict[str, tuple[int, dict[int, str]]] = {}
    packages: list[Handover] = []
    for seat in seats.values():
        with seat.desk() as desk, desk.vault.read() as connection:
            assert audit.first_broken(connection, desk.vault.audit_key) is None
            last, _ = audit.head(connection)
            macs = {n: (audit.mac_at(connection, n) or b"").hex() for n in range(1, last + 1)}
            found[desk.vault.vault_id] = (last, macs)
            packages += find_records(connection, Handover)
    assert len(packages) == 6  # three, each given and taken in
    for package in packages:
        last, macs = found[package.vault_id]
        assert package.log_sequence <= last
        assert macs[package.log_sequence] == package.log_mac


def check_on_a_fourth_machine(home: Path, sheet: dict[str, Any], path: str) -> None:
    """Verify a list that two people signed where only one house is known, by a sheet read aloud once."""
    assert zvdesk(home, "verify", path, code=3)["verdict"] == "geldig, onbekende ondertekenaar"
    trusted = zvdesk(home, "trust", "add", sheet["path"], "--fingerprint", sheet["fingerprint"])
    assert trusted["trusted"]
    verified = zvdesk(home, "verify", path, outside=True)
    assert verified["verdict"] == "geldig"
    signers = verified["files"][0]["signers"]
    assert [one["issuer"] for one in signers] == [sheet["house"]] * 2
    names = [three_laptops.NAMES[role] for role in (Role.CHAIR, Role.SECRETARY)]
    assert [one["name"] for one in signers] == names
