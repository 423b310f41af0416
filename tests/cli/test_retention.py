"""Terms and certificates from the command line: only for who watches over them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.cli.conftest import CHAIR, run
from tests.services.world import PASSPHRASES
from zvdesk.cli import exits
from zvdesk.domain.keeping import DestructionGround
from zvdesk.domain.people import Role
from zvdesk.services import destruction, vaults

if TYPE_CHECKING:
    from pathlib import Path

    from tests.services.world import World

ADMIN = PASSPHRASES[Role.FUNCTIONAL_ADMIN]


def test_terms_are_listed_and_a_destroyed_case_gets_its_certificate(closed: World, tmp_path: Path) -> None:
    refused = run("retention", "list", "--vault", closed.folder, "--json", words=CHAIR)
    assert refused.code == exits.REFUSED
    listed = run("retention", "list", "--vault", closed.folder, "--json", words=ADMIN)
    assert (listed.code, [row["number"] for row in listed.json["cases"]]) == (0, [closed.number])
    assert "loopt" in run("retention", "list", "--vault", closed.folder, words=ADMIN).out
    paper = ("retention", "certificate", "--case", closed.number, "--out", tmp_path / "uit")
    none = run(*paper, "--vault", closed.folder, "--json", words=ADMIN)
    assert none.code == exits.REFUSED
    desk = closed.desk(Role.FUNCTIONAL_ADMIN)
    destruction.destroy(desk, closed.case_id, DestructionGround.RIGHTS)
    vaults.lock(desk)
    made = run(*paper, "--vault", closed.folder, "--json", words=ADMIN)
    assert made.code == 0, made.err
    (path,) = (tmp_path / "uit").iterdir()
    assert made.json["path"] == str(path)
    checked = run("verify", path, "--vault", closed.folder, "--json", words=ADMIN)
    assert (checked.json["verdict"], checked.json["files"][0]["in_register"]) == ("geldig", True)
    empty = run("retention", "list", "--vault", closed.folder, words=ADMIN)
    assert "Er zijn geen casussen." in empty.out
