"""Tables per recipient: what the list says and no more, in the register, owner-only, all of a set or none."""

from __future__ import annotations

import csv
import errno
import hashlib
import io
import os
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from tests.services.test_exports import ground
from tests.services.world import World, log
from zvdesk.domain.blockers import Blocked, BlockerCode
from zvdesk.domain.contributions import SharingCondition
from zvdesk.domain.disclosure import Disclosure
from zvdesk.domain.organisations import Organisation
from zvdesk.domain.people import Role
from zvdesk.errors import Cancelled, FolderUnusable, NotAllowed, NotFound, NothingInTable
from zvdesk.exchange.tables import TableForm
from zvdesk.services import cases, exports, meetings, tables, vaults
from zvdesk.services.export_sets import ExportSet, Recipient
from zvdesk.storage.records import find_records, get_record, save_record

if TYPE_CHECKING:
    from pathlib import Path

    from zvdesk.services.desk import Desk

EVERY = ("gemeente", "politie", "ggz")


def recipients(world: World, *shorts: str | None) -> list[Recipient]:
    return [Recipient(world.case_id, world.organisations[short] if short else None) for short in shorts]


def make(
    desk: Desk, world: World, folder: Path, *shorts: str | None, forms: tuple[TableForm, ...] = ()
) -> ExportSet:
    return tables.export_tables(
        desk, world.meeting_id, recipients(world, *shorts), forms or (TableForm.CSV,), folder
    )


def rows_of(path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(path.read_text("utf-8-sig"), newline=""), delimiter=";"))


def test_a_table_says_what_the_list_says_to_that_recipient(
    after: Desk, closed: World, tmp_path: Path
) -> None:
    done = make(after, closed, tmp_path / "uit", None, *EVERY)
    assert not done.refused
    said = {
        recipient.organisation_id: {
            (row["Soort"], row["Wat"], row["Organisatie"]) for row in rows_of(file.path)
        }
        for recipient, file in done.made
    }
    known = closed.organisations
    gemeente = ("actie", "Elke week langsgaan", "Gemeente Oefenstad")
    ggz = ("actie", "Zorg afstemmen", "GGZ Verzonnen")
    assert said[known["gemeente"]] == {gemeente}
    assert said[known["ggz"]] == {ggz}
    assert said[known["politie"]] == {("als-dan-afspraak", "Politie rijdt langs", "Politie Oefenstad")}
    assert {gemeente, ggz} < said[None]
    assert len(said[None]) == 3
    names = sorted(file.path.name for _, file in done.made)
    assert all(name.startswith(f"{closed.number}-actietabel-") and name.endswith("-v1.csv") for name in names)


def test_a_table_is_registered_logged_and_for_its_owner_only(
    after: Desk, closed: World, tmp_path: Path
) -> None:
    done = make(after, closed, tmp_path / "uit", "ggz", forms=tuple(TableForm))
    assert [file.path.suffix for _, file in done.made] == [".csv", ".xlsx", ".ods"]
    kept = {d.document_id: d for d in exports.disclosures(after, closed.case_id) if d.kind == tables.KIND}
    assert len(kept) == 3
    for _, file in done.made:
        entry = kept[file.document_id]
        assert hashlib.sha256(file.path.read_bytes()).hexdigest() == file.sha256 == entry.sha256
        assert (entry.recipient, entry.version) == ("GGZ Verzonnen", 1)
        assert "Wgs art. 2.25" in entry.ground
        assert file.path.stat().st_mode & 0o077 == 0
    lines = [line for line in log(after) if (line.action, line.object) == ("exporteren", tables.KIND)]
    assert {line.object_id for line in lines} == set(kept)
    assert {line.case_number for line in lines} == {closed.number}


def test_one_recipient_who_may_get_nothing_does_not_stop_the_others(
    after: Desk, closed: World, tmp_path: Path
) -> None:
    done = make(after, closed, tmp_path, "corporatie", "ggz", forms=(TableForm.CSV, TableForm.ODS))
    assert [recipient for recipient, _ in done.made] == recipients(closed, "ggz") * 2
    (refusal,) = done.refused
    assert refusal.recipient == recipients(closed, "corporatie")[0]
    assert isinstance(refusal.error, Blocked)
    assert BlockerCode.THIRD_GROUND_MISSING in {blocker.code for blocker in refusal.error.blockers}
    nothing = make(after, closed, tmp_path / "leeg", "corporatie")
    assert (nothing.made, (tmp_path / "leeg").exists()) == ((), False)
    cases.save(after, ground(closed))
    allowed = make(after, closed, tmp_path, "corporatie")
    assert (allowed.made, type(allowed.refused[0].error)) == ((), NothingInTable)


def test_who_has_nothing_to_do_gets_no_table(closed: World, tmp_path: Path) -> None:
    desk = closed.desk()
    meetings.begin_correction(desk, closed.meeting_id, closed.case_id, "Was al gedaan")
    file = cases.case_file(desk, closed.case_id)
    for action in file.actions:
        cases.erase(desk, action)
    for agreement in file.conditionals:
        cases.erase(desk, agreement)
    meetings.adopt_correction(desk, closed.meeting_id, closed.case_id)
    done = make(desk, closed, tmp_path / "uit", None, "ggz", forms=tuple(TableForm))
    assert [type(refusal.error) for refusal in done.refused] == [NothingInTable] * 2
    assert (done.made, (tmp_path / "uit").exists()) == ((), False)
    assert not [d for d in exports.disclosures(desk, closed.case_id) if d.kind == tables.KIND]
    vaults.lock(desk)


def test_what_may_not_be_told_stands_in_no_table(closed: World, tmp_path: Path) -> None:
    desk = closed.desk()
    meetings.begin_correction(desk, closed.meeting_id, closed.case_id, "Niet in het verslag")
    (action,) = [a for a in cases.case_file(desk, closed.case_id).actions if a.what == "Zorg afstemmen"]
    cases.save(desk, replace(action, sharing_condition=SharingCondition.NOT_IN_REPORT))
    meetings.adopt_correction(desk, closed.meeting_id, closed.case_id)
    done = make(desk, closed, tmp_path, None, "ggz")
    for _, file in done.made:
        assert "Zorg afstemmen" not in file.path.read_text("utf-8")
        assert file.path.stem.endswith("-v2")
    vaults.lock(desk)


def test_who_may_hand_out(closed: World, tmp_path: Path) -> None:
    admin = closed.desk(Role.FUNCTIONAL_ADMIN)
    with pytest.raises(NotAllowed):
        make(admin, closed, tmp_path, "ggz")
    assert (log(admin)[0].object, log(admin)[0].result) == (tables.KIND, "geweigerd")
    vaults.lock(admin)
    desk = closed.desk(Role.SECRETARY)
    assert len(make(desk, closed, tmp_path, "ggz").made) == 1
    with pytest.raises(NotFound):
        tables.export_tables(
            desk, closed.meeting_id, [Recipient(closed.case_id, "niemand")], [TableForm.CSV], tmp_path
        )
    vaults.lock(desk)


def test_nothing_goes_out_before_the_list_was_adopted(desk: Desk, world: World, tmp_path: Path) -> None:
    (refusal,) = make(desk, world, tmp_path, "ggz").refused
    assert isinstance(refusal.error, Blocked)
    assert [blocker.code for blocker in refusal.error.blockers] == [BlockerCode.NOT_ADOPTED]


def test_a_set_that_is_stopped_or_fails_leaves_nothing(
    after: Desk, closed: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard: list[tuple[int, int]] = []

    def stop(done: int, total: int) -> None:
        heard.append((done, total))
        if done == 2:
            raise Cancelled

    folder, wanted = tmp_path / "uit", recipients(closed, *EVERY)
    with pytest.raises(Cancelled):
        tables.export_tables(after, closed.meeting_id, wanted, [TableForm.ODS], folder, stop)
    assert (heard, folder.exists()) == ([(0, 3), (1, 3), (2, 3)], False)
    named: list[Path] = []
    real = os.link

    def fails_third(sibling: Path, path: Path) -> None:
        named.append(path)
        if len(named) == 3:
            raise OSError(errno.ENOSPC, "full")
        real(sibling, path)

    monkeypatch.setattr(os, "link", fails_third)
    with pytest.raises(FolderUnusable):
        make(after, closed, folder, *EVERY)
    monkeypatch.setattr(os, "link", real)
    assert list(folder.iterdir()) == []
    with after.vault.read() as connection:
        assert not [d for d in find_records(connection, Disclosure) if d.kind == tables.KIND]
    assert next(line.result for line in log(after) if line.object == tables.KIND) == "mislukt"
    assert len(make(after, closed, folder, *EVERY).made) == 3
    again = make(after, closed, folder, *EVERY)
    assert {file.path.stem[-2:] for _, file in again.made} == {"-2"}


def test_names_that_make_the_same_name_of_a_file_are_told_apart(
    after: Desk, closed: World, tmp_path: Path
) -> None:
    for short, name in (("ggz", "GGZ Noord"), ("gemeente", "GGZ-Noord")):
        with after.vault.transaction() as connection:
            found = get_record(connection, Organisation, closed.organisations[short])
            assert found is not None
            save_record(connection, replace(found, name=name, abbreviation=""))
    done = make(after, closed, tmp_path / "uit", "ggz", "gemeente")
    names = [file.path.stem for _, file in done.made]
    assert len({name.rpartition("-v1-")[0] for name in names}) == 1
    assert [name.rpartition("-v1-")[2] for name in names] == [file.document_id for _, file in done.made]
