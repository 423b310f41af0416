"""What a crash left of an export goes at the next unlock, wherever it was, and nothing else goes."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.services.world import PASSPHRASES, sign_document
from zvdesk import system
from zvdesk.domain.log_views import LogFilter
from zvdesk.domain.people import Role
from zvdesk.exchange.tables import TableForm
from zvdesk.services import (
    calendars,
    case_overviews,
    case_papers,
    exports,
    house_papers,
    log_exports,
    mail_drafts,
    outcomes,
    papers,
    tables,
    vaults,
)
from zvdesk.services.export_sets import Recipient

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.services.world import World
    from zvdesk.services.desk import Desk

    Making = Callable[[Desk, World, Path], object]


def sign_list(desk: Desk, world: World, folder: Path) -> None:
    organisation = world.organisations["ggz"]
    with exports.signing(desk, PASSPHRASES[Role.CHAIR]) as signer:
        sign_document(desk, signer, world.meeting_id, world.case_id, organisation, folder)


def draft(desk: Desk, world: World, folder: Path) -> object:
    return mail_drafts.export_drafts(
        desk, world.meeting_id, [Recipient(world.case_id, world.organisations["ggz"])], folder, folder
    )


def overview(desk: Desk, world: World, folder: Path) -> None:
    with case_papers.signing(desk, PASSPHRASES[Role.CHAIR], case_papers.OVERVIEW) as signer:
        case_overviews.export_overview(desk, signer, world.case_id, None, folder)


EXPORTS: dict[str, tuple[Making, set[str]]] = {
    "list": (sign_list, {".pdf"}),
    "overview": (overview, {".pdf"}),
    "script": (lambda d, w, out: papers.export_script(d, w.meeting_id, out), {".pdf"}),
    "form": (lambda d, _w, out: house_papers.export_blank_form(d, out), {".pdf"}),
    "table": (
        lambda d, w, out: tables.export_tables(
            d, w.meeting_id, [Recipient(w.case_id, None)], tuple(TableForm), out
        ),
        {".csv", ".xlsx", ".ods"},
    ),
    "calendar": (
        lambda d, w, out: calendars.export_calendars(d, w.meeting_id, [Recipient(w.case_id, None)], out),
        {".ics"},
    ),
    "outcome": (
        lambda d, w, out: outcomes.export_outcome(d, w.meeting_id, w.case_id, None, out / "uitkomst.json"),
        {".json"},
    ),
    "mail": (draft, {".eml"}),
    "log": (lambda d, _w, out: log_exports.export_csv(d, LogFilter(), out), {".csv"}),
}


class Power(Exception):
    """Stand for the power that fails: nothing of the process runs any further."""


def crash(desk: Desk, world: World, folder: Path, make: Making) -> None:
    """Export, and let the power fail when the files are written and have no name yet."""

    def fail(*_: object) -> Path:
        raise Power

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(system, "_give_name", fail)
        patch.setattr(Path, "unlink", lambda *_args, **_options: None)
        with pytest.raises(Power):
            make(desk, world, folder)


@pytest.mark.parametrize("kind", EXPORTS)
def test_an_unlock_clears_what_a_crash_left_of_every_kind_of_export(
    closed: World, tmp_path: Path, kind: str
) -> None:
    make, ends = EXPORTS[kind]
    folder = tmp_path / "gekozen"
    desk = closed.desk(Role.PRIVACY_OFFICER if kind == "log" else Role.CHAIR)
    kept = []
    if kind == "mail":
        sign_list(desk, closed, folder)
        kept = list(folder.iterdir())
    crash(desk, closed, folder, make)
    left = [path for path in folder.iterdir() if path not in kept]
    assert {Path(path.name.removesuffix(".tmp")).with_suffix("").suffix for path in left} == ends
    vaults.lock(desk)
    vaults.lock(closed.desk())
    assert list(folder.iterdir()) == kept


def test_an_unlock_leaves_what_is_not_its_own(world: World, tmp_path: Path) -> None:
    folder = tmp_path / "gekozen"
    desk = world.desk()
    made = papers.export_script(desk, world.meeting_id, folder)
    vaults.lock(desk)
    left = folder / f".{made.name}.{'0123456789abcdef'}.tmp"
    other, foreign = folder / ".klad.pdf.tmp", folder / ".x.txt.0123456789abcdef.tmp"
    for path in (left, other, foreign):
        path.write_bytes(b"x")
    vaults.lock(world.desk())
    assert sorted(folder.iterdir()) == sorted([made, other, foreign])
    for path in sorted(folder.iterdir()):
        path.unlink()
    folder.rmdir()
    vaults.lock(world.desk())  # the folder is away: it opens all the same
    assert not any(b"gekozen" in path.read_bytes() for path in world.folder.rglob("*") if path.is_file())
