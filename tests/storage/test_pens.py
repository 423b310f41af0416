"""While a colleague has the pen, no record of the case changes here, whichever way it is tried."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import TYPE_CHECKING, Any

import pytest

from tests.factories import (
    CASE,
    MEETING,
    NOW,
    ORGANISATIONS,
    make_case,
    make_file,
    make_item,
    make_meeting,
    make_subject,
)
from tests.storage.conftest import PASSPHRASE
from tests.storage.test_records import EXTRA
from zvdesk.domain.adoption import AdoptedList
from zvdesk.domain.colleagues import Colleague
from zvdesk.domain.evaluations import Evaluation
from zvdesk.domain.handovers import Envelope, Pen
from zvdesk.domain.meetings import Meeting
from zvdesk.domain.organisations import Organisation
from zvdesk.domain.people import Person
from zvdesk.errors import PenElsewhere
from zvdesk.storage import pens
from zvdesk.storage.erasing import erase_all
from zvdesk.storage.meetings import load_meeting, save_meeting
from zvdesk.storage.records import (
    erase_record,
    find_records,
    get_record,
    insert_record,
    replace_record,
    save_record,
)
from zvdesk.storage.tables import RECORDS
from zvdesk.storage.vault import Vault
from zvdesk.storage.wrapping import FLOOR

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from zvdesk.storage.connection import Connection

OUT = Pen(id=CASE, chain=("p",), holder_id="f", holder="F. Voorbeeld", since=NOW)
FILE = make_file()
OF_THE_CASE = [
    FILE.case,
    *(record for part in fields(FILE) if part.name != "case" for record in getattr(FILE, part.name)),
    *(record for record in EXTRA if hasattr(record, "case_id")),
    make_item(),
]
WRITES: list[Callable[[Connection, Any], object]] = [
    insert_record,
    replace_record,
    save_record,
    lambda connection, record: erase_record(connection, type(record), record.id),
]


@pytest.fixture(scope="module")
def vault(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Vault]:
    """Give a vault with one case and one meeting, both with a colleague."""
    folder = tmp_path_factory.mktemp("pens") / "echt.zvkluis"
    opened, _ = Vault.create(folder, person_id="p1", passphrase=PASSPHRASE, cost=FLOOR, practice=False)
    with opened.transaction() as connection:
        for organisation in ORGANISATIONS.values():
            insert_record(connection, organisation)
        save_meeting(connection, make_meeting(items=()))
        for record in OF_THE_CASE:
            insert_record(connection, record)
        insert_record(connection, next(r for r in EXTRA if isinstance(r, Evaluation)))
        insert_record(connection, OUT)
        insert_record(connection, replace(OUT, id=MEETING))
    yield opened
    opened.close()


def test_no_kind_of_record_escapes_unnamed() -> None:
    free_of_cases = {Organisation, Person, Colleague}
    guarded = {type(record) for record in OF_THE_CASE} - pens.FREE
    assert set(RECORDS) - pens.FREE - free_of_cases == guarded | {Meeting, Evaluation}


@pytest.mark.parametrize("write", WRITES, ids=["insert", "replace", "save", "erase"])
def test_what_a_colleague_has_the_pen_of_does_not_change(
    vault: Vault, write: Callable[[Connection, Any], object]
) -> None:
    meeting = replace(make_meeting(), items=())
    for record in (*OF_THE_CASE, meeting, next(r for r in EXTRA if isinstance(r, Evaluation))):
        if type(record) in pens.FREE:
            continue
        with vault.transaction() as connection, pytest.raises(PenElsewhere) as caught:
            write(connection, record)
        assert (caught.value.holder, caught.value.since) == ("F. Voorbeeld", NOW)


def test_what_this_vault_did_itself_is_still_written(vault: Vault) -> None:
    with vault.transaction() as connection:
        for record in OF_THE_CASE:
            if type(record) in pens.FREE:
                save_record(connection, record)


def test_another_case_and_who_is_not_there_are_free(vault: Vault) -> None:
    with vault.transaction() as connection:
        insert_record(connection, make_case(id="case-2", number="2026-0002"))
        insert_record(connection, make_subject(id="s-2", case_id="case-2"))
        assert not erase_record(connection, type(make_subject()), "weg")
        pens.require_here(connection, "case-2")
        assert pens.pen_of(connection, "case-2") is None


def test_the_pens_that_are_out_are_listed(vault: Vault) -> None:
    with vault.transaction() as connection:
        save_record(connection, Pen(id="case-2", chain=("p", "q")))
        assert pens.outside(connection) == (OUT, replace(OUT, id=MEETING))
        assert pens.pen_of(connection, CASE) == OUT
        pens.require_here(connection, "case-2")


def test_a_package_that_comes_in_lifts_the_pens_and_only_meanwhile(vault: Vault) -> None:
    with vault.transaction() as connection:
        with pens.lifted(connection):
            assert replace_record(connection, FILE.case)
            assert erase_record(connection, type(FILE.subjects[0]), FILE.subjects[0].id)
            insert_record(connection, FILE.subjects[0])
        with pytest.raises(PenElsewhere):
            replace_record(connection, FILE.case)


def failing(vault: Vault) -> None:
    with vault.transaction() as connection, pens.lifted(connection):
        raise InterruptedError


def test_pens_hold_again_after_a_failure(vault: Vault) -> None:
    with pytest.raises(InterruptedError):
        failing(vault)
    with vault.transaction() as connection, pytest.raises(PenElsewhere):
        replace_record(connection, FILE.case)


def test_a_meeting_here_is_kept_beside_a_case_that_is_out(vault: Vault) -> None:
    with vault.transaction() as connection:
        mine = make_item(id="item-2", meeting_id="meeting-2", case_id="case-2", position=2)
        theirs = make_item(id="item-3", meeting_id="meeting-2", position=1)
        meeting = make_meeting(id="meeting-2", items=(theirs, mine))
        with pens.lifted(connection):
            save_meeting(connection, meeting)
        changed = replace(meeting, place="Zaal 2", items=(theirs, replace(mine, level_before="2")))
        save_meeting(connection, changed)
        assert load_meeting(connection, "meeting-2") == changed
        with pytest.raises(PenElsewhere):
            save_meeting(connection, replace(meeting, items=(replace(theirs, level_before="2"), mine)))
        with pytest.raises(PenElsewhere):
            save_meeting(connection, replace(meeting, items=(mine,)))


def test_destroying_takes_the_pen_and_the_envelopes_along(vault: Vault) -> None:
    with vault.transaction() as connection:
        assert find_records(connection, Envelope, case_id=CASE)
        erased = erase_all(connection, [CASE])
        assert erased > len(OF_THE_CASE)
        assert find_records(connection, Envelope) == ()
        assert find_records(connection, AdoptedList) == ()
        assert get_record(connection, Pen, CASE) is None
        assert get_record(connection, Pen, MEETING) is not None
