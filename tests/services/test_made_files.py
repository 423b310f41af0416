"""A document is found again where it was made, by its content; what is not it is never shown for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.services.world import PASSPHRASES, World, log, sign_document
from zvdesk.domain.disclosure import PRESENCE, Disclosure
from zvdesk.domain.people import Role
from zvdesk.errors import DocumentNotThere, NotFound
from zvdesk.services import export_sets, exports, leftover_exports, papers, signers, tables, vaults
from zvdesk.services.made_files import made_file
from zvdesk.services.tables import TableForm
from zvdesk.storage.records import find_records

if TYPE_CHECKING:
    from pathlib import Path

    from zvdesk.services.desk import Desk

CHAIR, SECRETARY = PASSPHRASES[Role.CHAIR], PASSPHRASES[Role.SECRETARY]


@pytest.fixture
def listed(after: Desk, closed: World, tmp_path: Path) -> Path:
    with exports.signing(after, CHAIR) as signer:
        return sign_document(
            after, signer, closed.meeting_id, closed.case_id, None, tmp_path / "lijsten"
        ).path


def document(desk: Desk, *, kind: str = exports.KIND) -> Disclosure:
    with desk.vault.read() as connection:
        (found,) = (d for d in find_records(connection, Disclosure, kind=kind) if not d.recipient_id)
    return found


def test_it_is_found_after_a_new_name_and_after_work_in_other_folders(
    after: Desk, closed: World, listed: Path, tmp_path: Path
) -> None:
    key = document(after)
    renamed = listed.rename(listed.with_name("Lijst voor mij.pdf"))
    papers.export_script(after, closed.meeting_id, tmp_path / "regieboek")
    assert [folder.name for folder in leftover_exports.folders(after.vault)] == ["regieboek", "lijsten"]
    assert made_file(after, key.id) == renamed
    line = log(after)[0]
    assert (line.action, line.object, line.object_id) == ("openen", exports.KIND, key.document_id)
    assert (line.case_number, line.result) == (closed.number, "gelukt")


def test_what_a_second_signature_added_to_is_still_it(after: Desk, closed: World, listed: Path) -> None:
    key = document(after).id
    vaults.lock(after)
    desk = closed.desk(Role.SECRETARY)
    with signers.countersigning(desk, SECRETARY) as signer:
        signers.countersign_file(desk, signer, listed)
    assert made_file(desk, key) == listed
    vaults.lock(desk)


def test_what_was_changed_moved_or_never_a_file_is_not_shown(
    after: Desk, listed: Path, tmp_path: Path
) -> None:
    key = document(after).id
    good = listed.read_bytes()
    listed.write_bytes(good.replace(b"%PDF-1.7", b"%PDF-1.6") + b"\n")
    with pytest.raises(DocumentNotThere):
        made_file(after, key)
    assert (log(after)[0].action, log(after)[0].result) == ("openen", "mislukt")
    listed.unlink()
    (tmp_path / "elders.pdf").write_bytes(good)
    for gone in (listed.parent / "leeg.pdf", listed.parent / "map.pdf"):
        gone.mkdir() if gone.stem == "map" else gone.write_bytes(b"")
    with pytest.raises(DocumentNotThere):
        made_file(after, key)
    leftover_exports.make_ready(after.vault, tmp_path / "ander werk", "x.pdf")
    assert made_file(after, key, tmp_path) == tmp_path / "elders.pdf"
    assert made_file(after, key) == tmp_path / "elders.pdf"
    with after.vault.read() as connection:
        heard = find_records(connection, Disclosure, kind=PRESENCE)[0].id
    for other in ("bestaat-niet", heard):
        with pytest.raises(NotFound):
            made_file(after, other)


def test_a_table_is_found_by_its_bytes_only(after: Desk, closed: World, tmp_path: Path) -> None:
    wanted, forms = [export_sets.Recipient(closed.case_id, None)], [TableForm.CSV]
    ((_, made),) = tables.export_tables(after, closed.meeting_id, wanted, forms, tmp_path / "tabellen").made
    key = document(after, kind=tables.KIND).id
    assert made_file(after, key) == made.path
    made.path.write_bytes(made.path.read_bytes() + b"=1+1\n")
    with pytest.raises(DocumentNotThere):
        made_file(after, key)


def test_a_folder_that_was_used_again_comes_first_and_old_ones_fall_off(after: Desk, tmp_path: Path) -> None:
    names = [f"map {number}" for number in range(22)]
    for name in (*names, names[5]):
        leftover_exports.make_ready(after.vault, tmp_path / name, "x.pdf")
    found = [folder.name for folder in leftover_exports.folders(after.vault)]
    assert found[:3] == [names[5], names[21], names[20]]
    assert len(found) == len(set(found)) == 20
