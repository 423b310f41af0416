"""What is tried on a disk that fails, and what must hold afterwards, done or refused."""

from __future__ import annotations

import contextlib
import hashlib
import shutil
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from tests.factories import clock
from tests.houses import new_house_in
from tests.promises import handing_over, kill_driver, test_a24_destroyed
from tests.services.world import PASSPHRASES, World, build, lead_and_close, sign_document
from tests.storage import make_fixtures
from zvdesk.domain.cases import Question
from zvdesk.domain.keeping import DestructionGround
from zvdesk.domain.people import Role
from zvdesk.errors import WrongPassphrase
from zvdesk.services import backups, cases, destruction, exports, key_slots, restoring, vaults
from zvdesk.storage import keys
from zvdesk.storage.house import get_fact
from zvdesk.storage.records import find_records
from zvdesk.storage.vault import DATABASE, Vault

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from zvdesk.services.desk import Desk
    from zvdesk.storage.open_keys import OpenKeys

WORDS, NEW_WORDS = "vijf woorden om te oefenen", "vijf andere woorden voor straks"
WRITTEN = "Deze vraag is bewaard"


@dataclass(slots=True)
class Try:
    """Hold one round: the vault, a folder beside it for what is made, and what comes of it."""

    folder: Path
    out: Path
    kept: Any  # what making the template gave
    opened: Any = None  # what the act works on
    is_done: bool = False
    made: Any = None  # what the act returned


class Scenario:
    """Make a template once; then open it, act while the disk fails, and judge what is left."""

    def prepare(self, folder: Path) -> object:
        """Make the template vault and return what the judge must know of it."""
        desk = new_house_in(folder)
        cases.open_case(desk, alias="Valk")
        vaults.lock(desk)
        return None

    def begin(self, one: Try) -> object:
        """Open what the act works on, while the disk still obeys."""
        return vaults.unlock(one.folder, WORDS)

    def act(self, one: Try) -> object:
        """Do it; the judge gets what it returns."""
        raise NotImplementedError

    def end(self, one: Try) -> None:
        """Leave as a process does that ends: nothing more is written."""
        one.opened.vault.close()

    def judge(self, one: Try) -> None:
        """Raise AssertionError for a silent success, a vault that does not open, or half a result."""
        raise NotImplementedError


def opens(folder: Path, words: str = WORDS) -> bool:
    """Tell whether a passphrase opens a vault that is whole."""
    try:
        desk = vaults.unlock(folder, words)
    except WrongPassphrase:
        return False
    assert desk.vault.check() == ()
    desk.vault.close()
    return True


def _gives_keys(folder: Path, words: str) -> bool:
    with contextlib.suppress(WrongPassphrase):
        keys.unlock(folder, words)
        return True
    return False


class Save(Scenario):
    def prepare(self, folder: Path) -> object:
        desk = new_house_in(folder)
        case = cases.open_case(desk, alias="Valk")
        vaults.lock(desk)
        return case.id

    def act(self, one: Try) -> None:
        cases.save(one.opened, Question(case_id=one.kept, question=WRITTEN, answer=""))

    def judge(self, one: Try) -> None:
        desk = vaults.unlock(one.folder, WORDS)
        with desk.vault.read() as connection:
            found = [question.question for question in find_records(connection, Question)]
        assert desk.vault.check() == ()
        desk.vault.close()
        assert found in ([WRITTEN], []), found
        assert WRITTEN in found or not one.is_done, "said to be saved, and lost"


class ChangePassphrase(Scenario):
    def act(self, one: Try) -> None:
        vaults.change_passphrase(one.opened, WORDS, NEW_WORDS)

    def judge(self, one: Try) -> None:
        opening = [words for words in (NEW_WORDS, WORDS) if _gives_keys(one.folder, words)]
        assert opening in ([NEW_WORDS], [WORDS]), f"{len(opening)} passphrases open it"
        assert opens(one.folder, opening[0])
        assert opening == [NEW_WORDS] or not one.is_done, "said to be changed, and it is not"


class BackUp(Scenario):
    def act(self, one: Try) -> None:
        backups.back_up(one.opened)

    def judge(self, one: Try) -> None:
        assert opens(one.folder)
        copies = [path for path in (one.folder / "backups").glob("2*") if path.is_dir()]
        assert copies or not one.is_done, "said to be copied, and there is no copy"
        for number, copy in enumerate(copies):
            desk = restoring.restore(copy, one.out / f"terug-{number}.zvkluis", passphrase=WORDS).desk
            assert desk.vault.check() == ()
            vaults.lock(desk)


class Restore(Scenario):
    def prepare(self, folder: Path) -> object:
        super().prepare(folder)
        desk = vaults.unlock(folder, WORDS)
        backups.back_up(desk)
        vaults.lock(desk)
        return None

    def begin(self, one: Try) -> Path:
        (copy,) = backups.backups_beside(one.folder)
        return copy.place

    def act(self, one: Try) -> None:
        desk = restoring.restore(
            one.opened, one.out / "terug.zvkluis", passphrase=WORDS, vault=one.folder
        ).desk
        vaults.lock(desk)

    def end(self, one: Try) -> None:
        assert one.opened.is_dir()

    def judge(self, one: Try) -> None:
        back = one.out / "terug.zvkluis"
        assert opens(one.folder)
        assert back.exists() or not one.is_done, "said to be put back, and it is not there"
        assert not back.exists() or opens(back), "what was put back does not open"


class Migrate(Scenario):
    def prepare(self, folder: Path) -> object:
        shutil.copytree(make_fixtures.HERE / "schema-0001.zvkluis", folder)
        return None

    def begin(self, one: Try) -> OpenKeys:
        return keys.unlock(one.folder, make_fixtures.PASSPHRASE)

    def act(self, one: Try) -> None:
        Vault.open(one.folder, one.opened).close()

    def end(self, one: Try) -> None:
        assert one.opened.vault_id

    def judge(self, one: Try) -> None:
        vault = Vault.open(one.folder, keys.unlock(one.folder, make_fixtures.PASSPHRASE))
        with vault.read() as connection:
            assert get_fact(connection, "name") == "Oefenregio"
        assert vault.check() == ()
        vault.close()


class Destroy(Scenario):
    def prepare(self, folder: Path) -> object:
        words = [f"kanarie{number}zang" for number in range(8)]
        shutil.copytree(test_a24_destroyed.house(), folder)
        chair = vaults.unlock(folder, test_a24_destroyed.WORDS[Role.CHAIR])
        case_id = test_a24_destroyed.filled(chair, words, rows=6)
        backups.back_up(chair)
        vaults.lock(chair)
        return case_id, words

    def begin(self, one: Try) -> Desk:
        return vaults.unlock(one.folder, test_a24_destroyed.WORDS[Role.FUNCTIONAL_ADMIN])

    def act(self, one: Try) -> None:
        destruction.destroy(one.opened, one.kept[0], DestructionGround.RIGHTS)

    def judge(self, one: Try) -> None:
        case_id, words = one.kept
        desk = self.begin(one)
        key, copy_key = desk.vault.open_keys.database_key(), desk.vault.open_keys.backup_key()
        gone = [paper.erased_case_id for paper in destruction.certificates(desk)]
        assert gone == ([case_id] if one.is_done else gone), "said to be destroyed, without a certificate"
        if gone and not one.is_done:  # as the message says: the copies follow at the next unlock
            backups.replay_destroyed(desk)
            desk.vault.compact()
        copies = [copy.place / DATABASE for copy in backups.backups(desk)]
        assert desk.vault.check() == ()
        vaults.lock(desk)
        if gone:
            read = test_a24_destroyed.decrypted
            scanned = [read(one.folder / DATABASE, key), *(read(copy, copy_key) for copy in copies)]
            assert not any(word.encode() in data for word in words for data in scanned), "not destroyed"


class Export(Scenario):
    def prepare(self, folder: Path) -> World:
        world = build(folder, clock())
        desk = world.desk()
        lead_and_close(desk, world)
        vaults.lock(desk)
        return world

    def begin(self, one: Try) -> Desk:
        return vaults.unlock(one.folder, PASSPHRASES[Role.CHAIR], clock=one.kept.clock)

    def act(self, one: Try) -> None:
        world: World = one.kept
        with exports.signing(one.opened, PASSPHRASES[Role.CHAIR]) as signer:
            sign_document(one.opened, signer, world.meeting_id, world.case_id, None, one.out)

    def judge(self, one: Try) -> None:
        desk = self.begin(one)
        known = {paper.sha256 for paper in exports.disclosures(desk, one.kept.case_id)}
        assert desk.vault.check() == ()
        vaults.lock(desk)
        papers = list(one.out.glob("*.pdf"))
        assert papers or not one.is_done, "said to be written, and there is no list"
        assert {hashlib.sha256(paper.read_bytes()).hexdigest() for paper in papers} <= known, "not whole"


class Rekey(Scenario):
    def prepare(self, folder: Path) -> object:
        recovery = kill_driver.prepare(folder)
        return recovery, keys.unlock(folder, WORDS)

    def act(self, one: Try) -> str:
        return key_slots.rekey(one.opened, WORDS).recovery_key

    def judge(self, one: Try) -> None:
        recovery, old = one.kept
        kill_driver.rekeyed(one.folder, one.made or "", recovery, old)


class Give(Scenario):
    """Give a case to a colleague: the pen is out and its package is there, or nothing happened."""

    def prepare(self, folder: Path) -> object:
        return handing_over.prepare_giving(folder)

    def begin(self, one: Try) -> Desk:
        return handing_over.desk_of(one.kept, one.folder)

    def act(self, one: Try) -> None:
        handing_over.give(one.opened, one.kept, one.out)

    def judge(self, one: Try) -> None:
        handing_over.judge_given(one.kept, one.folder, one.out, is_done=one.is_done)


class Receive(Scenario):
    """Take a package in: all of it is there, or nothing changed and it can be taken in again."""

    def prepare(self, folder: Path) -> object:
        return handing_over.prepare_receiving(folder)

    def begin(self, one: Try) -> Desk:
        return handing_over.desk_of(one.kept, one.folder)

    def act(self, one: Try) -> None:
        handing_over.receive(one.opened, one.kept)

    def judge(self, one: Try) -> None:
        handing_over.judge_received(one.kept, one.folder, is_done=one.is_done)


SCENARIOS: dict[str, Callable[[], Scenario]] = {
    "save": Save,
    "change_passphrase": ChangePassphrase,
    "back_up": BackUp,
    "restore": Restore,
    "migrate": Migrate,
    "destroy": Destroy,
    "export": Export,
    "rekey": Rekey,
    "give": Give,
    "receive": Receive,
}
