"""A folder that cannot be made or used is told in words, by every command that writes a file."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.cli.conftest import ADMIN, CHAIR, NEW, run
from tests.services.world import PASSPHRASES
from zvdesk.cli import exits
from zvdesk.domain.keeping import DestructionGround
from zvdesk.domain.people import Role
from zvdesk.services import destruction, vaults

if TYPE_CHECKING:
    from pathlib import Path

    from tests.services.world import World

OFFICER, SECRETARY = PASSPHRASES[Role.PRIVACY_OFFICER], PASSPHRASES[Role.SECRETARY]

#: Each command with who gives it; CASE, MEETING, OUT and VAULT are filled in.
FOLDERS = {
    "list export": (CHAIR, "list export --case CASE --full --out OUT --vault VAULT"),
    "card export": (CHAIR, "card export --case CASE --full --out OUT --vault VAULT"),
    "script export": (CHAIR, "script export --meeting MEETING --out OUT --vault VAULT"),
    "script form": (CHAIR, "script form --kind spoed --out OUT --vault VAULT"),
    "export lists": (CHAIR, "export lists --out OUT --vault VAULT"),
    "export cards": (CHAIR, "export cards --out OUT --vault VAULT"),
    "export table": (SECRETARY, "export table --out OUT --vault VAULT"),
    "export calendar": (SECRETARY, "export calendar --out OUT --vault VAULT"),
    "case overview": (CHAIR, "case overview CASE --full --out OUT --vault VAULT"),
    "case access": (OFFICER, "case access CASE --out OUT --vault VAULT"),
    "house certificate": (CHAIR, "house certificate --out OUT --vault VAULT"),
    "log export": (OFFICER, "log export --out OUT --vault VAULT"),
    "log export csv": (OFFICER, "log export --format csv --out OUT --vault VAULT"),
    "colleague card": (ADMIN, "colleague card --out OUT --vault VAULT"),
    "colleague house-list": (ADMIN, "colleague house-list --out OUT --vault VAULT"),
    "outcome export": (CHAIR, "outcome export --case CASE --out OUT/x.json --vault VAULT"),
    "vault rescue": (ADMIN, "vault rescue VAULT --out OUT/x"),
    "vault backup": (CHAIR, "vault backup VAULT --second OUT"),
    "vault create": (NEW, "vault create OUT/x --house Huis --name Iemand"),
    "escrow make": (NEW, "escrow make --out OUT"),
    "demo": ("", "demo --out OUT"),
}


def unusable(folder: Path) -> list[Path]:
    """Return two folders that cannot be made: behind a link to nowhere, and with a name that is too long."""
    (folder / "nergens").symlink_to(folder / "weg" / "heen")
    return [folder / "nergens", folder / ("x" * 300)]


def filled(command: str, world: World, out: Path) -> list[str | Path]:
    places: dict[str, str | Path] = {
        "CASE": world.number,
        "MEETING": world.meeting_id,
        "VAULT": world.folder,
        "OUT": out,
        "OUT/x": out / "x",
        "OUT/x.json": out / "x.json",
    }
    return [places.get(word, word) for word in command.split()]


def test_a_draft_that_has_no_place_is_told_too(closed: World, tmp_path: Path) -> None:
    lists = tmp_path / "lijsten"
    made = run(*filled("list export --case CASE --out OUT --vault VAULT", closed, lists), words=CHAIR)
    assert made.code == exits.OK, made.err
    for out in unusable(tmp_path):
        mail = filled("export mail --out OUT --vault VAULT --json", closed, out)
        refused = run(*mail, "--lists", lists, words=SECRETARY)
        assert (refused.code, refused.json["error"]) == (exits.REFUSED, "FolderUnusable")
        nothing = run(*mail, "--lists", out, words=SECRETARY)
        assert (nothing.code, nothing.json["ok"]) == (exits.REFUSED, False)


@pytest.mark.parametrize("name", FOLDERS)
def test_a_folder_that_cannot_be_used_is_told(name: str, closed: World, tmp_path: Path) -> None:
    words, command = FOLDERS[name]
    for out in unusable(tmp_path):
        refused = run(*filled(command, closed, out), "--json", words=words)
        assert refused.code == exits.REFUSED, (out.name[:20], refused)
        assert refused.json["error"] == "FolderUnusable", (out, refused.json)
    assert not (tmp_path / "weg").exists()


def test_the_certificate_of_destruction_and_a_second_signature_need_a_folder_too(
    closed: World, tmp_path: Path
) -> None:
    made = run(
        *filled("list export --case CASE --full --out OUT --vault VAULT", closed, tmp_path), words=CHAIR
    )
    assert made.code == exits.OK, made.err
    (listed,) = tmp_path.glob("*.pdf")
    desk = closed.desk(Role.FUNCTIONAL_ADMIN)
    destruction.destroy(desk, closed.case_id, DestructionGround.RIGHTS)
    vaults.lock(desk)
    asked = (
        (SECRETARY, ("list", "countersign", listed, "--vault", closed.folder, "--out")),
        (ADMIN, ("retention", "certificate", "--case", closed.number, "--vault", closed.folder, "--out")),
    )
    for out in unusable(tmp_path):
        for words, command in asked:
            refused = run(*command, out, "--json", words=words)
            assert refused.code == exits.REFUSED, (command, refused)
            assert "De map kan niet worden gebruikt" in refused.out, (command, refused)
        report = run("verify", listed, "--report", out / "verslag.pdf")
        assert report.code == exits.REFUSED
        assert "De map kan niet worden gebruikt" in report.err
