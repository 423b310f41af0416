"""A report of a verification is kept with and without a vault; with one it leaves a line in the log."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from tests.documents.lists import one_organisation
from tests.documents.pki import make_house
from tests.services.world import World, log
from zvdesk import __version__
from zvdesk.documents.action_list import render
from zvdesk.documents.signing import sign
from zvdesk.errors import FolderUnusable
from zvdesk.services import verification, verification_reports
from zvdesk.services.verification_reports import KIND, NAME, report_of, save_report

if TYPE_CHECKING:
    from pathlib import Path

AT = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "dossier van iemand" / "lijst\u202e.pdf"
    path.parent.mkdir()
    path.write_bytes(sign(render(one_organisation()), make_house().person(), at=AT))
    return path


def test_without_a_vault_it_says_only_what_was_given_and_found(file: Path, tmp_path: Path) -> None:
    found = [verification.verify_file(path, at=AT) for path in (file, tmp_path / "weg.pdf")]
    report = report_of(found)
    assert [document.name for document in report.documents] == ["lijst.pdf", "weg.pdf"]
    assert (report.house, report.version, report.printed_at) == ("zvdesk", __version__, AT)
    assert report == report_of(found)
    assert report.document_id != report_of(found[:1]).document_id
    places = [save_report(found, tmp_path / "uit" / NAME) for _ in range(2)]
    assert [place.name for place in places] == [NAME, NAME.replace(".pdf", "-2.pdf")]
    assert places[0].read_bytes() == places[1].read_bytes()
    assert b"dossier van" not in places[0].read_bytes()
    places[1].write_bytes(b"oud")
    assert save_report(found, places[1], replaces=True) == places[1]
    assert places[1].read_bytes() == places[0].read_bytes()
    with pytest.raises(FolderUnusable):
        save_report(found, places[0] / "x.pdf")


def test_with_a_vault_it_leaves_a_line(closed: World, file: Path, tmp_path: Path) -> None:
    desk = closed.desk()
    found = [verification.verify_file(file, desk=desk, at=AT)]
    assert report_of(found, desk).house == desk.house.name
    assert report_of(found, desk).documents[0].is_registered is False
    save_report(found, tmp_path / NAME, desk)
    assert ("exporteren", KIND) in [(line.action, line.object) for line in log(desk)]
    (tmp_path / "vol").write_bytes(b"")
    with pytest.raises(FolderUnusable):
        verification_reports.save_report(found, tmp_path / "vol" / NAME, desk)
