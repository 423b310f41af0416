"""No word that was typed leaves the vault: not to a log, a temporary file, a setting, nor as a raw byte."""

from __future__ import annotations

import logging
import tempfile
from dataclasses import fields, replace
from typing import TYPE_CHECKING, Any

import pytest

from tests.services.test_records import every_kind
from tests.services.world import PASSPHRASES, World, log, sign_document
from zvdesk import __main__ as entry
from zvdesk.domain.agenda import Step
from zvdesk.domain.meetings import ItemEvent, MeetingEvent
from zvdesk.domain.people import Role
from zvdesk.errors import ExplainedError, InvalidField
from zvdesk.services import actions, backups, cases, exports, meetings, vaults
from zvdesk.storage.records import save_record

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from zvdesk.services.desk import Desk
    from zvdesk.services.records import Record

WORD = "kanarievogel"
#: Fields that take a code, a choice from a list or a number instead of words.
CODES = {
    *("id", "case_id", "meeting_id", "organisation_id", "action_id", "set_id", "domain", "code"),
    *("from_code", "to_code", "bsn", "postcode", "gender", "regime_id", "scheme_id", "level_code"),
    *("life_domain_set_id", "number"),
}


def with_canaries(record: Record) -> tuple[Record, int]:
    """Return the record with the word in every text that people write, and how many there are."""
    names = [field.name for field in fields(record) if field.type == "str" and field.name not in CODES]
    values: dict[str, Any] = {name: f"{WORD.capitalize()} {name} Ĳş" for name in names}
    return replace(record, **values), len(names)


def places_with_a_canary(top: Path, *, apart_from: Path) -> list[str]:
    """Return the files under a folder that hold the word, in any of the forms it could be written in."""
    forms = [
        form.encode(encoding)
        for form in (WORD, WORD.capitalize(), WORD.upper())
        for encoding in ("utf-8", "utf-16-le", "utf-16-be")
    ]
    return [
        str(path)
        for path in top.rglob("*")
        if path.is_file()
        and not path.is_relative_to(apart_from)
        and any(form in path.read_bytes() for form in forms)
    ]


@pytest.fixture
def watched(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Keep temporary files, home and everything that is logged in one folder that is looked through."""
    for name in ("TMPDIR", "TEMP", "TMP", "HOME"):
        (tmp_path / name.lower()).mkdir(exist_ok=True)
        monkeypatch.setenv(name, str(tmp_path / name.lower()))
    monkeypatch.setattr(tempfile, "tempdir", None)
    root, handler = logging.getLogger(), logging.FileHandler(tmp_path / "alles.log", encoding="utf-8")
    level = root.level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    yield tmp_path
    root.setLevel(level)
    root.removeHandler(handler)
    handler.close()


def test_a_word_that_leaks_would_be_seen(tmp_path: Path) -> None:
    (tmp_path / "uit").mkdir()
    (tmp_path / "uit" / "lijst.txt").write_text(WORD)
    (tmp_path / "lek.bin").write_bytes(b"\0" + WORD.capitalize().encode("utf-16-le"))
    assert places_with_a_canary(tmp_path, apart_from=tmp_path / "uit") == [str(tmp_path / "lek.bin")]


def test_no_word_leaves_the_vault(world: World, watched: Path) -> None:
    out = watched / "uit"
    desk = world.desk()
    typed = 0
    meetings.advance(desk, world.meeting_id, MeetingEvent.BEGIN)
    meetings.advance_item(desk, world.meeting_id, world.item_id, ItemEvent.START)
    case = cases.open_case(desk, alias=f"{WORD} alias")
    for record in every_kind(case.id, world.organisations):
        filled, count = with_canaries(record)
        cases.save(desk, filled)
        typed += count
    file = cases.case_file(desk, case.id)
    for record in (file.criteria[0], file.case):
        filled, count = with_canaries(record)
        cases.save(desk, filled)
        typed += count
    assert typed >= 60
    for step in Step:
        meetings.write_note(desk, world.meeting_id, world.item_id, step, f"{WORD} notitie")
    meetings.advance_item(desk, world.meeting_id, world.item_id, ItemEvent.SKIP, reason=f"{WORD} reden")
    assert len(cases.search_cases(desk, WORD)) > 15
    action = cases.case_file(desk, case.id).actions[0]
    actions.update_action(desk, action.id, status=action.status, note=f"{WORD} vervolg")
    backups.back_up(desk)
    refused(desk, world, out)
    with desk.vault.transaction() as connection:  # with a journal beside the database
        for number in range(50):
            save_record(connection, replace(action, id=f"a{number}", what=f"{WORD} {number} " * 50))
        assert (world.folder / "vault.db-journal").stat().st_size > 512
        assert places_with_a_canary(watched, apart_from=out) == []
    assert places_with_a_canary(watched, apart_from=out) == []
    assert WORD not in repr(log(desk)).casefold()
    vaults.lock(desk)
    assert places_with_a_canary(watched, apart_from=out) == []


def refused(desk: Desk, world: World, out: Path) -> None:
    """Do what fails, with words in it, and let the way out say what it says of each failure."""
    words = f"{WORD} " * 4000
    with pytest.raises(InvalidField) as too_long:
        meetings.write_note(desk, world.meeting_id, world.item_id, Step.PLAN, words)
    with (
        pytest.raises(ExplainedError) as not_adopted,
        exports.signing(desk, PASSPHRASES[Role.CHAIR]) as signer,
    ):
        sign_document(desk, signer, world.meeting_id, world.case_id, None, out)
    for error in (too_long.value, not_adopted.value):
        logging.getLogger("proef").info("%s", error, exc_info=error)
        assert WORD not in entry.frames(error)
        assert WORD not in str(error)
