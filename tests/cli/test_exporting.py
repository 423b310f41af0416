"""Tables, draft mails and calendars from the command line."""

from __future__ import annotations

import csv
import email
import io
import os
import signal
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from tests.cli.conftest import CHAIR, MAIN, Run, descriptor_of, run
from tests.services.world import PASSPHRASES, World, accepted_case, lead_case, open_meeting
from zvdesk.cli import exits
from zvdesk.domain.meetings import MeetingEvent
from zvdesk.domain.organisations import Organisation, WgsPosition
from zvdesk.domain.people import Role
from zvdesk.services import exports, house, meetings, vaults

if TYPE_CHECKING:
    from pathlib import Path

    from zvdesk.domain.disclosure import Disclosure

SECRETARY = PASSPHRASES[Role.SECRETARY]


def export(kind: str, world: World, out: Path, *more: str | Path, words: str = SECRETARY) -> Run:
    return run("export", kind, "--out", out, "--vault", world.folder, *more, words=words)


def registered(world: World) -> list[Disclosure]:
    desk = world.desk()
    found = [entry for entry in exports.disclosures(desk, world.case_id) if entry.sha256]
    vaults.lock(desk)
    return found


def test_all_lists_and_cards_of_a_meeting_at_once(closed: World, tmp_path: Path) -> None:
    lists = export("lists", closed, tmp_path / "uit", "--json", words=CHAIR)
    assert lists.code == 0, lists.err
    made = [d for d in lists.json["documents"] if "path" in d]
    assert [(d["kind"], d["case"]) for d in made] == [("actielijst", closed.number)] * 4
    (refused,) = (d for d in lists.json["documents"] if "refused" in d)
    assert (refused["kind"], refused["recipient"]) == ("actielijst", "Wonen in Fictie")
    cards = export("cards", closed, tmp_path / "uit", "--meeting", closed.meeting_id, words=CHAIR)
    assert f"gemaakt voor volledige crisiskaart, casus {closed.number}:" in cards.out
    found = {entry.sha256: entry.kind for entry in registered(closed)}
    assert sorted(found.values()) == ["actielijst"] * 4 + ["crisiskaart"] * 4
    assert len(list((tmp_path / "uit").glob("*.pdf"))) == 8
    secretary = export("lists", closed, tmp_path / "b", "--json")
    assert (secretary.code, secretary.json["error"]) == (exits.REFUSED, "NotAllowed")


@pytest.mark.usefixtures("ctrl_c_is_heard")
@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no pseudo-terminal to show progress on")
def test_who_stops_halfway_at_a_terminal_finds_no_half_set(closed: World, tmp_path: Path) -> None:
    out = tmp_path / "uit"
    command = [sys.executable, MAIN, "export", "lists", "--out", out, "--vault", closed.folder]
    screen, terminal = os.openpty()
    try:
        with (
            descriptor_of(CHAIR) as option,
            subprocess.Popen(
                [*map(str, command), *option],
                stderr=terminal,
                stdout=subprocess.DEVNULL,
                pass_fds=(int(option[1]),),
            ) as process,
        ):
            os.close(terminal)  # so that reading ends when the command does
            shown = b""
            while b"1 van 5" not in shown:
                shown += os.read(screen, 100)
            process.send_signal(signal.SIGINT)
            assert process.wait(timeout=60) == exits.INTERRUPTED
    finally:
        os.close(screen)
    assert not out.exists() or list(out.iterdir()) == []
    assert registered(closed) == []


def test_tables_of_the_last_meeting_in_each_form(closed: World, tmp_path: Path) -> None:
    forms = ("--format", "csv", "--format", "xlsx", "--format", "ods")
    made = export("table", closed, tmp_path / "uit", "--json", *forms)
    assert made.code == 0, made.err
    files = [d for d in made.json["documents"] if "path" in d]
    assert {d["kind"] for d in files} == {"actietabel"}
    assert len(files) == 12
    assert sorted(d["path"] for d in files) == sorted(str(p) for p in (tmp_path / "uit").iterdir())
    (refused,) = {d["recipient"] for d in made.json["documents"] if "refused" in d}
    assert refused == "Wonen in Fictie"
    (full,) = (d["path"] for d in files if d["recipient"] == "volledige lijst" and d["path"].endswith("csv"))
    with open(full, encoding="utf-8-sig", newline="") as file:  # noqa: PTH123
        rows = list(csv.DictReader(io.StringIO(file.read(), newline=""), delimiter=";"))
    assert [row["Wat"] for row in rows] == ["Elke week langsgaan", "Zorg afstemmen", "Politie rijdt langs"]


def test_a_table_is_for_whom_it_was_asked(closed: World, tmp_path: Path) -> None:
    named = export("table", closed, tmp_path / "a", "--case", closed.number, "--for", "ggz")
    assert named.code == 0
    assert f"gemaakt voor GGZ Verzonnen, casus {closed.number}:" in named.out
    full = export("table", closed, tmp_path / "b", "--full", "--meeting", closed.meeting_id, "--json")
    assert [d["recipient"] for d in full.json["documents"]] == ["volledige lijst"]
    third = export("table", closed, tmp_path / "c", "--for", "WiF")
    assert third.code == exits.REFUSED
    assert "geweigerd voor Wonen in Fictie" in third.out
    assert not (tmp_path / "c").exists()
    officer = export("table", closed, tmp_path / "d", "--json", words=PASSPHRASES[Role.PRIVACY_OFFICER])
    assert (officer.code, officer.json["error"]) == (exits.REFUSED, "NotAllowed")


def test_an_organisation_of_one_case_is_found_over_a_whole_meeting(closed: World, tmp_path: Path) -> None:
    desk = closed.desk()
    apart = house.save_organisation(
        desk,
        Organisation(name="Zorg Apart", abbreviation="ZA", kind="ggz", position=WgsPosition.PRIVATE),
    )
    first = accepted_case(desk, closed.organisations, alias="Uil")
    second = accepted_case(desk, closed.organisations | {"apart": apart.id}, alias="Specht")
    coming = open_meeting(desk, closed.people, closed.organisations, first, second)
    meetings.advance(desk, coming.id, MeetingEvent.BEGIN)
    for item in meetings.meeting(desk, coming.id).items:
        lead_case(desk, coming.id, item.id, closed.organisations)
    meetings.advance(desk, coming.id, MeetingEvent.CLOSE)
    vaults.lock(desk)
    some = ("--meeting", coming.id, "--json")
    made = export("calendar", closed, tmp_path, *some, "--for", "za", "--for", "GGZ")
    assert made.code == 0, made.err
    found = sorted((d["case"], d["recipient"]) for d in made.json["documents"])
    both = [(case.number, "GGZ Verzonnen") for case in (first, second)]
    assert found == sorted([*both, (second.number, "Zorg Apart")])
    for more in (("--for", "niemand"), ("--for", "za", "--case", first.number)):
        nobody = export("calendar", closed, tmp_path, *some, *more)
        assert (nobody.code, nobody.json["error"]) == (exits.REFUSED, "NotFound"), more


def test_a_draft_takes_the_list_out_of_the_folder(closed: World, tmp_path: Path) -> None:
    out = tmp_path / "lijsten"
    nothing = export("mail", closed, out, "--json", "--for", "ggz")
    assert nothing.code == exits.REFUSED
    assert "niet de nieuwste ondertekende lijst" in nothing.json["documents"][0]["refused"][0]
    where = ("--case", closed.number, "--out", out, "--vault", closed.folder)
    assert run("list", "export", *where, words=CHAIR).code == 0
    made = export("mail", closed, out)
    assert made.code == 0, made.err
    wrong = export("mail", closed, out, "--lists", tmp_path)
    (reason,) = (line for line in wrong.out.splitlines() if "nieuwste ondertekende lijst" in line)
    assert reason.startswith("  In deze map staat niet de nieuwste ondertekende lijst")
    assert wrong.out.count("geweigerd voor ") == 4
    drafts = list(out.glob("*.eml"))
    assert len(drafts) == 3
    assert "Er is geen mailadres van GGZ Verzonnen. Vul dat zelf in." in made.out
    assert f"De lijst voor GGZ Verzonnen, casus {closed.number}, is nog niet nagelezen." in made.out
    assert all(email.message_from_bytes(path.read_bytes())["X-Unsent"] == "1" for path in drafts)


def test_a_passphrase_is_shown_once_and_never_in_the_json(closed: World, tmp_path: Path) -> None:
    lists = tmp_path / "lijsten"
    where = ("--case", closed.number, "--out", lists, "--vault", closed.folder, "--for", "ggz")
    assert run("list", "export", *where, words=CHAIR).code == 0
    some = ("--lists", lists, "--for", "ggz", "--encrypt")
    told = export("mail", closed, tmp_path / "a", *some, "--json")
    assert (told.code, told.json["documents"][0]["encrypted"]) == (0, True)
    (line,) = (line for line in told.err.splitlines() if line.startswith("wachtzin voor GGZ Verzonnen"))
    words = line.partition(": ")[2]
    assert (len(words.split()), words in told.out) == (6, False)
    plain = export("mail", closed, tmp_path / "b", *some)
    assert "wachtzin voor GGZ Verzonnen" in plain.out
    assert words not in plain.out


def test_a_calendar_is_made_and_taken_back(closed: World, tmp_path: Path) -> None:
    early = export("calendar", closed, tmp_path, "--for", "ggz", "--cancel", "--json")
    assert early.code == exits.REFUSED
    made = export("calendar", closed, tmp_path, "--for", "ggz", "--json")
    (document,) = made.json["documents"]
    (path,) = tmp_path.glob("*.ics")
    assert (document["kind"], document["path"]) == ("agenda", str(path))
    assert export("calendar", closed, tmp_path, "--for", "ggz", "--cancel").code == 0
    assert len([p for p in tmp_path.glob("*.ics") if b"METHOD:CANCEL" in p.read_bytes()]) == 1


def test_without_an_adopted_list_there_is_nothing(closed: World, tmp_path: Path) -> None:
    unknown = export("calendar", closed, tmp_path, "--meeting", "weg", "--json")
    assert (unknown.code, unknown.json["error"]) == (exits.REFUSED, "NotFound")
