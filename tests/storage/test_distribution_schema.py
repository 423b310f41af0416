"""What an older vault holds of documents, organisations and actions keeps its meaning."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

from sqlalchemy import MetaData, Table, insert

from tests.storage.make_fixtures import HERE, PASSPHRASE
from zvdesk.domain.actions import ActionUpdate
from zvdesk.domain.disclosure import Disclosure
from zvdesk.domain.organisations import Organisation
from zvdesk.storage import keys, migrations
from zvdesk.storage.records import find_records
from zvdesk.storage.vault import Vault

if TYPE_CHECKING:
    from pathlib import Path

_CASE = {
    "id": "c1",
    "number": "2026-0001",
    "regime_id": "wgs_zvh",
    "state": "aangemeld",
    "scheme_id": "ave-standaard",
    "scheme_version": 1,
    "first_processed_on": "2026-03-12",
    "created_at": "2026-03-12T09:00:00+00:00",
}
_DISCLOSURE = {
    "case_id": "c1",
    "meeting_id": "m1",
    "document_id": "",
    "recipient_id": "o1",
    "recipient": "GGZ",
    "purpose": "p",
    "ground": "g",
    "version": 1,
    "sha256": "",
    "made_at": "2026-03-12T23:30:00+01:00",
    "destroy_before": "2031-03-12",
}


def test_old_documents_were_handed_over_and_the_rest_is_empty(tmp_path: Path) -> None:
    folder, versions = tmp_path / "oud.zvkluis", tmp_path / "versions"
    shutil.copytree(HERE / "schema-0003.zvkluis", folder)
    versions.mkdir()
    for path in migrations.VERSIONS.glob("000[123]_*.py"):
        shutil.copy(path, versions)
    opened = keys.unlock(folder, PASSPHRASE)
    vault = Vault.open(folder, opened, versions=versions)
    with vault.transaction() as connection:
        known = connection.exec_driver_sql("PRAGMA table_info(cases)").fetchall()
        whole = {row[1]: "" for row in known if row[3]} | _CASE
        rows = (
            ("cases", whole),
            (
                "organisations",
                {"id": "o1", "name": "GGZ", "abbreviation": "", "kind": "ggz", "position": "privaat"}
                | {"has_professional_secrecy": 1, "phone": "1", "email": "", "is_archived": 0},
            ),
            (
                "action_updates",
                {"id": "u1", "case_id": "c1", "action_id": "a1", "updated_at": _CASE["created_at"]}
                | {"updated_by": "S", "status": "open", "note": "later"},
            ),
            ("disclosures", _DISCLOSURE | {"id": "d1", "kind": "actielijst"}),
            ("disclosures", _DISCLOSURE | {"id": "d2", "kind": "aanwezigheid"}),
        )
        for table, row in rows:
            connection.execute(insert(Table(table, MetaData(), autoload_with=connection)), row)
    vault.close()
    vault = Vault.open(folder, opened)
    with vault.read() as connection:
        paper, presence = find_records(connection, Disclosure)
        assert find_records(connection, Organisation)[0].contact_person == ""
        assert find_records(connection, ActionUpdate)[0].answer is None
    vault.close()
    assert paper.handed_over_on == paper.made_at.date()
    assert (paper.handed_over_how, paper.handed_over_by, paper.checked_on, paper.received_on) == (
        None,
        "",
        None,
        None,
    )
    assert presence.handed_over_on is None
