"""What goes to whom and what came back, from the command line."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from tests.cli.conftest import CHAIR, Run, run
from tests.services.world import PASSPHRASES, World
from zvdesk.cli import exits
from zvdesk.domain.actions import ActionItem
from zvdesk.domain.people import Role
from zvdesk.services import vaults
from zvdesk.services.clock import Clock
from zvdesk.storage.records import find_records

if TYPE_CHECKING:
    from pathlib import Path

SECRETARY = PASSPHRASES[Role.SECRETARY]


def made(world: World, out: Path) -> None:
    done = run(
        *("list", "export", "--case", world.number, "--out", out, "--vault", world.folder),
        *("--for", "GGZ", "--for", "Gemeente Oefenstad"),
        words=CHAIR,
    )
    assert done.code == 0, done.err


def mark(world: World, *arguments: str) -> Run:
    return run("distribution", "mark", *arguments, "--vault", world.folder, "--json", words=SECRETARY)


def shown(world: World, *arguments: str) -> Run:
    return run("distribution", "list", *arguments, "--vault", world.folder, words=SECRETARY)


def stages(world: World) -> dict[str, str]:
    (board,) = shown(world, "--json").json["meetings"]
    return {row["recipient"]: row["stage"] for row in board["documents"]}


def test_documents_go_out_step_by_step_and_back(closed: World, tmp_path: Path) -> None:
    made(closed, tmp_path / "lijsten")
    assert stages(closed) == {
        "het huis zelf": "te_maken",
        "Gemeente Oefenstad": "gemaakt",
        "Politie Oefenstad": "te_maken",
        "GGZ Verzonnen": "gemaakt",
        "Wonen in Fictie": "te_maken",
    }
    early = mark(closed, "handed-over", "--for", "GGZ")
    assert (early.code, early.json["error"]) == (exits.REFUSED, "Blocked")
    assert "nog niet nagelezen" in early.err
    checked = mark(closed, "checked", "--all")
    assert {d["recipient"]: d["stage"] for d in checked.json["documents"]} == {
        "Gemeente Oefenstad": "nagelezen",
        "GGZ Verzonnen": "nagelezen",
    }
    out = mark(closed, "handed-over", "--for", "ggz", "--how", "papier_aan_tafel", "--case", closed.number)
    (row,) = out.json["documents"]
    assert (row["stage"], row["document"]["handed_over_how"]) == ("verstrekt", "papier_aan_tafel")
    by_id = mark(closed, "received", "--document", row["document"]["document_id"])
    assert [d["stage"] for d in by_id.json["documents"]] == ["ontvangen"]
    again = mark(closed, "received", "--document", row["document"]["id"], "--undo")
    assert [d["stage"] for d in again.json["documents"]] == ["verstrekt"]
    undone = mark(closed, "checked", "--all", "--undo", "--meeting", closed.meeting_id)
    assert [d["stage"] for d in undone.json["documents"]] == ["gemaakt"]


def test_the_board_reads_as_plain_words(closed: World, tmp_path: Path) -> None:
    empty = shown(closed, "--open")
    assert "Tafel Noord: nog 5 te doen" in empty.out
    assert "let op: " in empty.out
    made(closed, tmp_path)
    mark(closed, "checked", "--for", "GGZ")
    mark(closed, "handed-over", "--for", "GGZ")
    said = shown(closed).out
    assert "beveiligde mail" in said
    assert "gemaakt" in said


def test_what_cannot_be_marked_is_refused(closed: World, tmp_path: Path) -> None:
    made(closed, tmp_path)
    for arguments, error in (
        (("checked", "--full"), "NotFound"),
        (("checked", "--for", "niemand"), "NotFound"),
        (("checked", "--document", "weg"), "NotFound"),
        (("checked", "--for", "GGZ", "--on", "2020-01-01"), "InvalidField"),
        (("received", "--for", "GGZ"), "Blocked"),
        (("checked", "--for", "GGZ", "--meeting", "weg"), "NotFound"),
    ):
        refused = mark(closed, *arguments)
        assert (refused.code, refused.json["error"]) == (exits.REFUSED, error), arguments
    nothing = mark(closed, "received", "--all")
    assert (nothing.code, nothing.json["ok"], nothing.json["documents"]) == (exits.REFUSED, False, [])
    assert mark(closed, "checked").code == exits.USAGE
    assert mark(closed, "handed-over", "--all", "--how", "duif").code == exits.USAGE


def test_papers_of_a_case_are_marked_without_a_meeting(closed: World, tmp_path: Path) -> None:
    assert "er is nog niets gemaakt" in shown(closed, "--no-meeting").out
    made_now = run(
        *("case", "overview", closed.number, "--out", tmp_path, "--vault", closed.folder, "--for", "GGZ"),
        words=CHAIR,
    )
    assert made_now.code == 0, made_now.err
    assert "casusoverzicht" in shown(closed, "--open").out
    for step in ("checked", "handed-over", "received"):
        done = mark(closed, step, "--no-meeting", "--all")
        (row,) = done.json["documents"]
        assert (done.code, row["kind"], row["recipient"]) == (0, "casusoverzicht", "GGZ Verzonnen")
    assert row["stage"] == "ontvangen"
    assert row["documents"] == [row["document"]]
    assert shown(closed, "--no-meeting", "--open").code == exits.USAGE


@pytest.fixture
def late(closed: World) -> World:
    """Give the vault with one action that is three days late."""
    desk = vaults.unlock(closed.folder, CHAIR)
    with desk.vault.transaction() as connection:
        visit = find_records(connection, ActionItem)[0]
        day = Clock().today() - timedelta(days=3)
        connection.exec_driver_sql(
            "UPDATE action_items SET due_on = ? WHERE id = ?", (day.isoformat(), visit.id)
        )
    vaults.lock(desk)
    return closed


def overdue(world: World, *arguments: str) -> Run:
    return run("actions", "overdue", *arguments, "--vault", world.folder, words=SECRETARY)


def answer(world: World, *arguments: str, reason: str = "") -> Run:
    words = f"{SECRETARY}\n{reason}" if reason else SECRETARY
    return run("actions", "answer", *arguments, "--vault", world.folder, "--json", words=words)


def test_what_is_late_is_answered(late: World) -> None:
    (row,) = overdue(late, "--json").json["organisations"]
    assert row["organisation"] == "Gemeente Oefenstad"
    (action,) = row["actions"]
    assert (action["days_late"], action["number"], action["answer"]) == (3, 1, None)
    kept = answer(late, "--id", action["id"], "--not-done", reason="Niemand thuis: twee keer geweest")
    assert (kept.code, kept.json["answer"], kept.json["status"]) == (0, "niet_gedaan", "open")
    said = overdue(late).out
    assert "3 dagen te laat" in said
    assert "niet gedaan: Niemand thuis: twee keer geweest" in said
    later = (Clock().today() + timedelta(days=5)).isoformat()
    moved = answer(late, "--case", late.number, "--number", "1", "--day", later)
    assert (moved.json["answer"], moved.json["due_on"]) == ("nieuwe_dag", later)
    assert overdue(late).out.strip() == "Er is geen actie te laat."
    both = answer(late, "--id", action["id"], "--not-done", "--day", later, reason="Wacht op een plek")
    assert (both.json["answer"], both.json["due_on"]) == ("niet_gedaan", later)
    done = answer(late, "--case", late.number, "--number", "1", "--done")
    assert done.json["status"] == "uitgevoerd"


def test_an_answer_names_one_action_and_its_reason(late: World) -> None:
    assert answer(late, "--done").json["error"] == "InvalidField"
    assert answer(late, "--case", late.number, "--number", "9", "--done").json["error"] == "NotFound"
    assert answer(late, "--case", "1999-0001", "--number", "1", "--done").json["error"] == "NotFound"
    assert answer(late, "--id", "weg", "--done").json["error"] == "NotFound"
    empty = answer(late, "--case", late.number, "--number", "1", "--not-done", reason=" ")
    assert (empty.code, empty.json["error"]) == (exits.REFUSED, "InvalidField")
    for strange in ((), ("--done", "--day", "2030-01-01"), ("--done", "--not-done")):
        refused = answer(late, "--id", "x", *strange)
        assert (refused.code, refused.json["error"]) == (exits.USAGE, "Usage"), strange


def test_a_reminder_is_a_draft_per_organisation(late: World, tmp_path: Path) -> None:
    where = ("--out", tmp_path / "mail", "--vault", late.folder, "--json")
    done = run("actions", "remind", *where, "--for", "Gemeente Oefenstad", words=SECRETARY)
    (document,) = done.json["documents"]
    assert (done.code, document["actions"], document["left_out"]) == (0, 1, 0)
    assert document["address"] == ""
    assert "X-Unsent: 1" in next((tmp_path / "mail").glob("*.eml")).read_text(encoding="utf-8")
    (tmp_path / "nergens").symlink_to(tmp_path / "weg" / "heen")
    nowhere = ("--out", tmp_path / "nergens", "--vault", late.folder, "--json")
    refused = run("actions", "remind", *nowhere, words=SECRETARY)
    assert (refused.code, refused.json["error"]) == (exits.REFUSED, "FolderUnusable")
    nobody = run("actions", "remind", *where, "--for", "GGZ", words=SECRETARY)
    assert (nobody.code, nobody.json["documents"]) == (exits.REFUSED, [])
    assert overdue(late, "--for", "GGZ").out.strip() == "Er is geen actie te laat."
