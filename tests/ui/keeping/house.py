"""Sit the functioneel beheerder at the desk of a house with cases of every age, one of them shielded."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING

from tests.houses import practice_in
from tests.ui.cases.rooms import Room, _room_on
from zvdesk.domain.cases import Case, CaseState
from zvdesk.domain.keeping import KeptCopy
from zvdesk.domain.people import Person, Role
from zvdesk.domain.retention import add_months
from zvdesk.services import people, vaults
from zvdesk.storage.records import find_records, insert_record, save_record
from zvdesk.storage.wrapping import FLOOR

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from zvdesk.services.desk import Desk
    from zvdesk.ui.jobs import Jobs

WORDS = "zes woorden van de privacyfunctionaris hier"


@dataclass
class House:
    """Hold the room, the passphrase of who is at the desk, and the numbers of the cases by their age."""

    room: Room
    passphrase: str
    numbers: dict[str, str]


@contextmanager
def keeping_house(qtbot: QtBot, jobs: Jobs, tmp_path: Path) -> Iterator[House]:
    words: list[str] = []
    numbers: dict[str, str] = {}

    def opened() -> Desk:
        folder = tmp_path / "oefen.zvkluis"
        made = practice_in(folder)
        vaults.lock(made.desk)
        words.append(next(p.passphrase for p in made.people if p.role is Role.FUNCTIONAL_ADMIN))
        desk = vaults.unlock(folder, words[0])
        if not any(p.role is Role.PRIVACY_OFFICER for p in people.people(desk)):
            officer = Person(
                name="P. Oefenprivacy",
                role=Role.PRIVACY_OFFICER,
                from_on=desk.clock.today(),
                organisation="Huis",
            )
            people.add_person(desk, officer, WORDS, cost=FLOOR)
        _age(desk, numbers)
        return desk

    with _room_on(qtbot, jobs, opened) as room:
        yield House(room, words[0], numbers)


def _age(desk: Desk, numbers: dict[str, str]) -> None:
    """Let the first cases be of these ages in months, the oldest closed, and let four documents be out."""
    today = desk.clock.today()
    with desk.vault.transaction() as connection:
        found = find_records(connection, Case)
        for case, (name, months, state) in zip(
            found,
            (
                ("due", 61, CaseState.CLOSED),
                ("urgent", 59, CaseState.IN_EXECUTION),
                ("warned", 55, CaseState.CLOSED),
            ),
            strict=False,
        ):
            numbers[name] = case.number
            closed = add_months(today, -8) if state is CaseState.CLOSED else None
            save_record(
                connection,
                replace(
                    case,
                    state=state,
                    closed_on=closed,
                    first_processed_on=add_months(today, -months),
                ),
            )
        for number, (kind, case_number, recipient, days) in enumerate(
            (
                ("actielijst", numbers["due"], "Politie Oefenstad", -3),
                ("actielijst", numbers["due"], "", 40),
                ("inzageoverzicht", numbers["urgent"], "betrokkene", 90),
                ("logboek", "", "", 300),
            )
        ):
            insert_record(
                connection,
                KeptCopy(
                    id=f"kopie-{number}",
                    document_id=f"document-{number}",
                    case_number=case_number,
                    kind=kind,
                    recipient=recipient,
                    version=1,
                    sha256=f"{number:064}",
                    made_at=desk.clock.now(),
                    destroy_before=today + timedelta(days=days),
                ),
            )
