"""A24: destroyed is destroyed: no page of database, index, journal or backup holds a word of the case."""

from __future__ import annotations

import atexit
import functools
import random
import shutil
import string
import tempfile
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

from tests.factories import make_contribution, make_subject
from zvdesk.domain.actions import ActionItem
from zvdesk.domain.cases import Factor, FactorKind
from zvdesk.domain.keeping import DestructionGround
from zvdesk.domain.organisations import Organisation, WgsPosition
from zvdesk.domain.people import Person, Role
from zvdesk.services import backups, cases, destruction, people, vaults
from zvdesk.services.house import save_organisation
from zvdesk.storage.vault import DATABASE
from zvdesk.storage.wrapping import FLOOR

if TYPE_CHECKING:
    from zvdesk.services.desk import Desk

PROMISE = "A24"
CI_ROUNDS = 20
PAGE, RESERVED, SALT = 4096, 80, 16  # SQLCipher 4: an IV of 16 and an HMAC of 64 bytes close each page
WORDS = {role: f"vijf woorden voor de {role.value}" for role in (Role.FUNCTIONAL_ADMIN, Role.CHAIR)}


def decrypted(path: Path, key: bytes) -> bytes:
    """Return every page of a SQLCipher database in the clear, free pages too."""
    data, clear = path.read_bytes(), []
    assert len(data) % PAGE == 0
    for start in range(0, len(data), PAGE):
        page = data[start : start + PAGE]
        vector = page[PAGE - RESERVED : PAGE - RESERVED + 16]
        body = page[SALT if start == 0 else 0 : PAGE - RESERVED]
        reader = Cipher(algorithms.AES256(key), modes.CBC(vector)).decryptor()
        clear.append(reader.update(body) + reader.finalize())
    return b"".join(clear)


@functools.cache
def house() -> Path:
    """Return a vault with a chair and a functioneel beheerder, to copy."""
    home = Path(tempfile.mkdtemp(prefix="zvdesk-test-"))
    atexit.register(shutil.rmtree, home, ignore_errors=True)
    admin, chair = WORDS
    made = vaults.create_vault(
        home / "huis.zvkluis",
        house_name="Huis aan de Rand",
        passphrase=WORDS[admin],
        name="B. Beheerder",
        role=admin,
        cost=FLOOR,
        practice=True,
    ).desk
    person = Person(name="F. Voorbeeld", role=chair, from_on=made.clock.today())
    people.add_person(made, person, WORDS[chair], cost=FLOOR)
    vaults.lock(made)
    return made.vault.folder


def filled(desk: Desk, words: list[str], *, rows: int) -> str:
    """Write a case with the words in many places, some of them changed or erased again; return its id."""
    known = save_organisation(desk, Organisation(name="GGZ", kind="ggz", position=WgsPosition.PRIVATE))
    case = cases.open_case(desk, alias=words[0])
    cases.save(desk, replace(make_subject(case_id=case.id, family_name=words[1]), id=""))
    cases.save(desk, make_contribution(id="", case_id=case.id, organisation_id=known.id, text=words[2]))
    for number in range(rows):
        cases.save(desk, Factor(case_id=case.id, kind=FactorKind.RISK, text=f"{words[3]} {number} " * 20))
    gone = cases.save(desk, Factor(case_id=case.id, kind=FactorKind.RISK, text=words[4]))
    cases.erase(desk, gone)
    action = cases.save(
        desk, ActionItem(case_id=case.id, meeting_id="", what=words[5], organisation_id="", person=words[6])
    )
    cases.save(desk, replace(action, what=words[7]))
    return case.id


def canaries(chance: random.Random) -> list[str]:
    """Return words that stand nowhere else."""
    return ["".join(chance.choices(string.ascii_lowercase, k=12)) for _ in range(8)]


def one_round(seed: int, place: Path) -> None:
    """Fill a case with canaries, copy the vault, destroy the case, and look through every page and file."""
    chance = random.Random(seed)  # noqa: S311 - a round can be repeated by its seed
    words = canaries(chance)
    folder = place / f"{seed}.zvkluis"
    shutil.copytree(house(), folder)
    chair = vaults.unlock(folder, WORDS[Role.CHAIR])
    case_id = filled(chair, words, rows=chance.randrange(1, 40))
    backups.back_up(chair)
    vaults.lock(chair)
    desk = vaults.unlock(folder, WORDS[Role.FUNCTIONAL_ADMIN])
    key, copy_key = desk.vault.open_keys.database_key(), desk.vault.open_keys.backup_key()
    before = [decrypted(copy.place / DATABASE, copy_key) for copy in backups.backups(desk)]
    assert all(word.encode() in b"".join(before) for word in words[:4]), "the scan sees nothing"
    destruction.destroy(desk, case_id, DestructionGround.RIGHTS)
    copies = [copy.place / DATABASE for copy in backups.backups(desk)]
    vaults.lock(desk)
    scanned = [decrypted(folder / DATABASE, key), *(decrypted(copy, copy_key) for copy in copies)]
    scanned += [path.read_bytes() for path in folder.rglob("*") if path.is_file()]
    for word in words:
        assert not any(word.encode() in data for data in scanned), f"a word of the case is left: seed {seed}"


def test_twenty_cases_leave_nothing(tmp_path: Path) -> None:
    for seed in range(CI_ROUNDS):
        one_round(seed, tmp_path)
