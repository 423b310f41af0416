"""Lists and cards of a meeting are signed as one set: all of them are there, or none."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.services.world import PASSPHRASES
from zvdesk import system
from zvdesk.domain.people import Role
from zvdesk.domain.signatures import VerdictKind
from zvdesk.errors import Cancelled, FolderUnusable, MissingGlyphs
from zvdesk.services import exports, papers, signed_sets, verification
from zvdesk.services.export_sets import Recipient
from zvdesk.services.signed_sets import sign_set

if TYPE_CHECKING:
    from pathlib import Path

    from tests.services.world import World
    from zvdesk.services.desk import Desk
    from zvdesk.services.export_sets import ExportSet, Progress


def asked(desk: Desk, world: World) -> list[Recipient]:
    found = exports.targets(desk, world.meeting_id, world.case_id)
    lists = [Recipient(world.case_id, t.organisation.id if t.organisation else None) for t in found]
    return [*lists, Recipient(world.case_id, None, papers.CARD)]


def signed(
    desk: Desk, world: World, wanted: list[Recipient], folder: Path, progress: Progress | None = None
) -> ExportSet:
    with exports.signing(desk, PASSPHRASES[Role.CHAIR]) as signer:
        return sign_set(desk, signer, world.meeting_id, wanted, folder, progress)


def documents(desk: Desk, world: World) -> set[str]:
    return {entry.sha256 for entry in exports.disclosures(desk, world.case_id) if entry.sha256}


def test_every_document_of_a_set_is_signed_registered_and_told(
    after: Desk, closed: World, tmp_path: Path
) -> None:
    wanted, heard = asked(after, closed), []
    made = signed(after, closed, wanted, tmp_path, lambda done, total: heard.append((done, total)))
    written, refused = dict(made.made), {one.recipient for one in made.refused}
    assert set(written) | refused == set(wanted)
    assert not set(written) & refused
    assert Recipient(closed.case_id, None) in written
    assert heard[0] == (0, len(wanted))
    assert heard[-1] == (len(wanted), len(wanted))
    for one, exported in written.items():
        verified = verification.verify_file(exported.path, desk=after)
        assert verified.verdict.kind is VerdictKind.VALID
        assert verified.is_registered
        assert exported.kind == one.kind
    assert documents(after, closed) == {exported.sha256 for exported in written.values()}


def test_a_set_that_is_stopped_or_gets_no_name_leaves_nothing(
    after: Desk, closed: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    wanted = asked(after, closed)
    given: list[Path] = []

    def stop(done: int, _total: int) -> None:
        if done == 1:
            raise Cancelled

    with pytest.raises(Cancelled):
        signed(after, closed, wanted, tmp_path, stop)
    give = system._give_name

    def fail(sibling: Path, path: Path) -> Path:
        if given:
            raise OSError(5, "no")
        given.append(give(sibling, path))
        return given[0]

    monkeypatch.setattr(system, "_give_name", fail)
    with pytest.raises(FolderUnusable):
        signed(after, closed, wanted, tmp_path)
    assert given
    assert list(tmp_path.glob("*.pdf")) == []
    assert documents(after, closed) == set()


def test_one_that_cannot_be_drawn_holds_up_no_other(
    after: Desk, closed: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_letter(*_arguments: object) -> tuple[str, bytes]:
        raise MissingGlyphs("京")

    monkeypatch.setitem(signed_sets._SIGNED, papers.CARD, no_letter)
    whole, *_, card = asked(after, closed)
    made = signed(after, closed, [card, whole], tmp_path)
    assert [one.recipient.kind for one in made.refused] == [papers.CARD]
    assert [exported.kind for _, exported in made.made] == [exports.KIND]
