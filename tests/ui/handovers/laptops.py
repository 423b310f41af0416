"""Give the practice house a colleague with a laptop of their own, and let the two hand over."""

from __future__ import annotations

import atexit
import functools
import shutil
import tempfile
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from tests.houses import practice_in
from tests.ui.cases.rooms import Room, _room_on
from zvdesk.domain.meetings import ItemEvent, MeetingEvent, MeetingState
from zvdesk.domain.people import Person, Role
from zvdesk.services import cards, cases, colleagues, handovers, meetings, people, receiving, vaults
from zvdesk.storage.wrapping import FLOOR

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pytestqt.qtbot import QtBot

    from zvdesk.services.desk import Desk
    from zvdesk.ui.jobs import Jobs

T = TypeVar("T")
ADMIN, WORDS = "de wachtzin van een andere beheerder", "de wachtzin van een collega ver weg"
NAMES = {Role.COORDINATOR: "C. Verderop", Role.SECRETARY: "N. Notulist", Role.CHAIR: "V. Verderweg"}


@dataclass(frozen=True)
class Other:
    """Hold the laptop of a colleague."""

    folder: Path
    role: Role

    def at(self, act: Callable[[Desk], T]) -> T:
        """Let the colleague unlock it and do one thing; call it in the worker."""
        desk = vaults.unlock(self.folder, WORDS)
        try:
            return act(desk)
        finally:
            vaults.lock(desk)

    @property
    def card(self) -> bytes:
        return self.at(lambda desk: cards.my_card(desk, WORDS))


@dataclass
class Meeting:
    """Hold a room of the practice house beside the laptop of a colleague."""

    room: Room
    words: str
    other: Other
    case_id: str
    case_number: str
    meeting_id: str
    stick: Path

    def acquaint(self) -> None:
        """Let both come to know each other."""
        desk, other = self.room.desk, self.other

        def op() -> None:
            theirs, mine = cards.read_card(other.card), cards.read_card(cards.my_card(desk, self.words))
            colleagues.meet(desk, theirs, theirs.fingerprint)
            other.at(lambda there: colleagues.meet(there, mine, mine.fingerprint))

        self.room.do(op)

    def begin(self) -> None:
        """Begin today's meeting with its first case, so that the clock runs."""
        desk, meeting_id = self.room.desk, self.meeting_id

        def op() -> None:
            if meetings.meeting(desk, meeting_id).state is MeetingState.DRAFT:
                meetings.advance(desk, meeting_id, MeetingEvent.CONVENE)
            begun = meetings.advance(desk, meeting_id, MeetingEvent.BEGIN)
            meetings.advance_item(desk, meeting_id, begun.items[0].id, ItemEvent.START)

        self.room.do(op)

    def give(self) -> Path:
        """Give the case to the colleague."""
        desk, words = self.room.desk, self.words

        def op() -> Path:
            (receiver,) = colleagues.colleagues(desk)
            return handovers.give_case(desk, self.case_id, self.stick, (receiver.id,), passphrase=words).path

        return self.room.do(op)

    def get(self) -> Path:
        """Let the colleague make a case of their own, and give it."""
        return self.room.do(lambda: self.other.at(lambda there: give_new(there, self.stick)))

    def send_back(self, package: Path) -> Path:
        """Let the colleague take the package in, write in the case, and give it back."""

        def act(there: Desk) -> Path:
            received = receiving.receive(there, receiving.preview(there, package, WORDS))
            (number,) = received.numbers.values()
            from dataclasses import replace

            case = cases.case_by_its_number(there, number)
            cases.save(there, replace(case, purpose="Veilig thuis, en elke week contact."))
            return give(there, case.id, self.stick)

        return self.room.do(lambda: self.other.at(act))


def give_new(there: Desk, stick: Path) -> Path:
    return give(there, cases.open_case(there).id, stick)


def give(there: Desk, case_id: str, stick: Path) -> Path:
    (receiver,) = colleagues.colleagues(there)
    return handovers.give_case(there, case_id, stick, (receiver.id,), passphrase=WORDS).path


@contextmanager
def two_laptops(
    qtbot: QtBot, jobs: Jobs, tmp_path: Path, role: Role = Role.COORDINATOR, *, is_known: bool = True
) -> Iterator[Meeting]:
    """Give the practice house, whose chair knows a colleague on another laptop."""
    words: list[str] = []

    def opened() -> Desk:
        made = practice_in(tmp_path / "oefen.zvkluis")
        words.append(made.passphrase)
        return made.desk

    other = Other(tmp_path / "ander.zvkluis", role)
    shutil.copytree(_other_once(role), other.folder)
    stick = tmp_path / "stick"
    stick.mkdir()
    with _room_on(qtbot, jobs, opened) as room:
        row = room.do(lambda: cases.case_rows(room.desk)[0])
        meeting = room.do(lambda: meetings.meeting_rows(room.desk))[0]
        made = Meeting(room, words[0], other, row.id, row.number, meeting.id, stick)
        if is_known:
            made.acquaint()
        yield made


@functools.cache
def _other_once(role: Role) -> Path:
    home = Path(tempfile.mkdtemp(prefix="zvdesk-test-"))
    atexit.register(shutil.rmtree, home, ignore_errors=True)
    folder = home / "ander.zvkluis"
    new = vaults.create_vault(
        folder,
        house_name="Zorg- en Veiligheidshuis Elders",
        passphrase=ADMIN,
        name="B. Beheerstra",
        role=Role.FUNCTIONAL_ADMIN,
        cost=FLOOR,
        practice=True,
    )
    person = Person(name=NAMES[role], role=role, organisation="Oefenstad", from_on=new.desk.clock.today())
    people.add_person(new.desk, person, WORDS, cost=FLOOR)
    vaults.lock(new.desk)
    return folder
