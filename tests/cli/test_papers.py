"""Crisis cards and the regieboek from the command line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.cli.conftest import CHAIR, Run, run
from tests.services.world import PASSPHRASES, World
from zvdesk.cli import exits
from zvdesk.domain.agenda import MeetingKind
from zvdesk.domain.people import Role
from zvdesk.services import cases, meetings, trust, vaults

if TYPE_CHECKING:
    from pathlib import Path


def cards(world: World, out: Path, *more: str) -> Run:
    where = ("--case", world.number, "--out", out, "--vault", world.folder)
    return run("card", "export", *where, *more, words=CHAIR)


def test_cards_are_exported_and_verified(closed: World, tmp_path: Path) -> None:
    made = cards(closed, tmp_path / "kaarten", "--json")
    assert made.code == 0, made.err
    documents = made.json["documents"]
    assert {d["kind"] for d in documents} == {"crisiskaart"}
    assert next(d["recipient"] for d in documents) == "volledige crisiskaart"
    assert "Wonen in Fictie" not in {d["recipient"] for d in documents}
    paths = [d["path"] for d in documents]
    assert len(paths) == 4
    desk = closed.desk()
    trust.trust_certificate(desk.house.certificate)
    vaults.lock(desk)
    valid = run("verify", *paths, "--vault", closed.folder, "--json", words=CHAIR)
    assert (valid.code, valid.json["verdict"]) == (0, "geldig")
    assert all(found["in_register"] for found in valid.json["files"])


def test_a_card_is_for_whom_it_was_asked(closed: World, tmp_path: Path) -> None:
    named = cards(closed, tmp_path / "a", "--json", "--for", "ggz")
    assert [d["recipient"] for d in named.json["documents"]] == ["GGZ Verzonnen"]
    full = cards(closed, tmp_path / "b", "--full", "--meeting", closed.meeting_id)
    assert "gemaakt voor volledige crisiskaart" in full.out
    third = cards(closed, tmp_path / "c", "--for", "WiF")
    assert third.code == exits.REFUSED
    assert f"geweigerd voor Wonen in Fictie, casus {closed.number}:" in third.out
    nobody = cards(closed, tmp_path / "d", "--json", "--for", "niemand")
    assert (nobody.code, nobody.json["error"]) == (exits.REFUSED, "NotFound")


def test_a_case_without_agreements_has_no_card(closed: World, tmp_path: Path) -> None:
    desk = closed.desk()
    meetings.begin_correction(desk, closed.meeting_id, closed.case_id, "Vervallen")
    for agreement in cases.case_file(desk, closed.case_id).conditionals:
        cases.erase(desk, agreement)
    meetings.adopt_correction(desk, closed.meeting_id, closed.case_id)
    vaults.lock(desk)
    none = cards(closed, tmp_path, "--json")
    assert (none.code, none.json["error"]) == (exits.REFUSED, "NothingOnCard")
    full = cards(closed, tmp_path, "--json", "--full")
    assert full.code == exits.REFUSED
    assert "geen als-dan-afspraak" in full.json["documents"][0]["refused"][0]
    assert not list(tmp_path.glob("*.pdf"))


def test_the_regieboek_is_of_the_next_meeting_or_of_one_that_is_named(closed: World, tmp_path: Path) -> None:
    where = ("--out", tmp_path / "boek", "--vault", closed.folder)
    nothing = run("script", "export", *where, "--json", words=CHAIR)
    assert (nothing.code, nothing.json["error"]) == (exits.REFUSED, "NoComingMeeting")
    assert nothing.err == "Er is geen overleg dat nog komt. Kies er een met --meeting.\n"
    named = run("script", "export", *where, "--meeting", closed.meeting_id, words=CHAIR)
    assert named.code == 0, named.err
    assert "Alleen voor de voorzitter" in named.out
    desk = closed.desk()
    undated = meetings.prepare_meeting(desk, kind=MeetingKind.TABLE, title="Later")
    coming = meetings.prepare_meeting(
        desk, kind=MeetingKind.RETURN, title="Terug", starts_at=desk.clock.now()
    )
    vaults.lock(desk)
    made = run("script", "export", *where, "--json", words=CHAIR)
    assert made.json["meeting"] == coming.id != undated.id
    assert made.json["kind"] == "regieboek"
    assert len(list((tmp_path / "boek").glob("regieboek-*.pdf"))) == 2
    signed = run("verify", made.json["path"], "--json")
    assert signed.code == 4
    secretary = run("script", "export", *where, "--json", words=PASSPHRASES[Role.SECRETARY])
    assert (secretary.code, secretary.json["error"]) == (exits.REFUSED, "NotAllowed")
