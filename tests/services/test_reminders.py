"""A reminder points at the list that somebody has, says nothing of a case, and leaves its trace per case."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from email import message_from_bytes
from email.policy import default
from typing import TYPE_CHECKING

import pytest

from tests.services.world import World, log
from zvdesk.domain.actions import ActionStatus
from zvdesk.domain.adoption import AdoptedList
from zvdesk.domain.cases import Case
from zvdesk.domain.keeping import KeptCopy
from zvdesk.domain.people import Role
from zvdesk.errors import Cancelled, FolderUnusable, NotAllowed
from zvdesk.services import actions, cases, house, reminders, vaults
from zvdesk.storage.records import find_records, insert_record, replace_record

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from zvdesk.services.desk import Desk

SECRET = "Elke week langsgaan"


@pytest.fixture
def secretary(closed: World) -> Iterator[Desk]:
    """Give the secretary's desk, three weeks after the meeting: its actions are a week late."""
    source = closed.clock.source
    closed.clock.source = lambda: source() + timedelta(days=21)
    opened = closed.desk(Role.SECRETARY)
    yield opened
    vaults.lock(opened)


def second_case(desk: Desk) -> str:
    """Put an equal case beside the one that is there, and return its number."""
    with desk.vault.transaction() as connection:
        case = find_records(connection, Case)[0]
        other = replace(case, id="case-2", number="2026-0099")
        insert_record(connection, other)
        (adopted,) = find_records(connection, AdoptedList, case_id=case.id)
        moved = tuple(replace(a, id=f"{a.id}-2", case_id=other.id) for a in adopted.content.actions)
        for action in moved:
            insert_record(connection, action)
        content = replace(adopted.content, actions=moved)
        insert_record(connection, replace(adopted, id="list-2", case_id=other.id, content=content))
    return other.number


def copies(desk: Desk) -> list[KeptCopy]:
    with desk.vault.read() as connection:
        return [copy for copy in find_records(connection, KeptCopy) if copy.kind == "herinnering"]


def test_a_reminder_names_number_and_day_and_nothing_of_the_case(secretary: Desk, closed: World) -> None:
    found = {r.organisation.name: r for r in reminders.reminders(secretary)}
    assert set(found) == {"Gemeente Oefenstad", "GGZ Verzonnen"}
    reminder = found["Gemeente Oefenstad"]
    assert (reminder.actions, reminder.left_out, reminder.address) == (1, 0, "")
    line = f"- Casus {closed.number}, actie 1 op de lijst van do 12 mrt 2026: uiterlijk do 26 mrt 2026, "
    line += "7 dagen te laat."
    assert line in reminder.body.splitlines()
    file = cases.case_file(secretary, closed.case_id)
    names = [part for s in file.subjects for part in (s.given_names, s.family_name) if part]
    for words in (SECRET, file.case.alias, "Valk", *names, *(a.person for a in file.actions)):
        assert words not in reminder.body + reminder.subject
    assert closed.number not in reminder.subject
    assert "010 000 00 00" in reminder.body


def test_a_day_that_was_moved_stands_beside_the_one_on_paper(secretary: Desk, closed: World) -> None:
    action = next(a for a in cases.case_file(secretary, closed.case_id).actions if a.what == SECRET)
    moved = secretary.clock.today() - timedelta(days=2)
    actions.update_action(secretary, action.id, status=ActionStatus.OPEN, due_on=moved)
    (reminder,) = (r for r in reminders.reminders(secretary) if r.organisation.name == "Gemeente Oefenstad")
    said = "uiterlijk di 31 mrt 2026 (op de lijst staat nog: do 26 mrt 2026), 2 dagen te laat."
    assert any(line.endswith(said) for line in reminder.body.splitlines())


def test_the_drafts_are_unsent_and_each_case_lists_them(
    secretary: Desk, closed: World, tmp_path: Path
) -> None:
    ggz = next(o for o in house.organisations(secretary) if o.abbreviation == "GGZ")
    house.save_organisation(secretary, replace(ggz, email="postbus@ggz-verzonnen.example"))
    other = second_case(secretary)
    seen: list[tuple[int, int]] = []
    made = reminders.export_reminders(
        secretary, tmp_path / "uit", progress=lambda done, of: seen.append((done, of))
    )
    assert seen == [(0, 2), (1, 2), (2, 2)]
    assert {exported.path.name for _, exported in made} == {
        "herinnering-20260402-gemeente-oefenstad.eml",
        "herinnering-20260402-ggz.eml",
    }
    mail = message_from_bytes(
        (tmp_path / "uit" / "herinnering-20260402-ggz.eml").read_bytes(), policy=default
    )
    assert (mail["X-Unsent"], mail["To"]) == ("1", "postbus@ggz-verzonnen.example")
    assert mail["Subject"] == "Acties van het overleg"
    body = mail.get_body()
    assert body is not None
    assert f"Casus {closed.number}, actie 2" in body.get_content()
    assert f"Casus {other}, actie 2" in body.get_content()
    kept = copies(secretary)
    assert sorted((c.recipient, c.case_number) for c in kept) == [
        ("GGZ Verzonnen", closed.number),
        ("GGZ Verzonnen", other),
        ("Gemeente Oefenstad", closed.number),
        ("Gemeente Oefenstad", other),
    ]
    assert {c.destroy_before for c in kept} == {secretary.clock.today() + timedelta(days=1)}
    lines = [line for line in log(secretary) if (line.action, line.object) == ("exporteren", "herinnering")]
    assert sorted(line.case_number for line in lines) == sorted([closed.number, other] * 2)


def test_one_organisation_by_itself_or_none(secretary: Desk, closed: World, tmp_path: Path) -> None:
    made = reminders.export_reminders(secretary, tmp_path, [closed.organisations["ggz"]])
    assert [reminder.organisation.name for reminder, _ in made] == ["GGZ Verzonnen"]
    assert reminders.export_reminders(secretary, tmp_path, [closed.organisations["politie"]]) == ()


def test_what_fails_or_is_stopped_leaves_nothing(secretary: Desk, tmp_path: Path) -> None:
    def stop(done: int, _of: int) -> None:
        if done == 1:
            raise Cancelled

    with pytest.raises(Cancelled):
        reminders.export_reminders(secretary, tmp_path / "uit", progress=stop)
    assert not (tmp_path / "uit").exists()
    (tmp_path / "bestand").write_text("")
    with pytest.raises(FolderUnusable):
        reminders.export_reminders(secretary, tmp_path / "bestand")
    assert copies(secretary) == []


def test_what_cannot_be_written_about_is_counted(secretary: Desk, closed: World) -> None:
    care = cases.case_file(secretary, closed.case_id).actions[1]
    with secretary.vault.transaction() as connection:
        replace_record(connection, replace(care, organisation_id=closed.organisations["gemeente"]))
        insert_record(
            connection, replace(care, id="later", organisation_id=closed.organisations["gemeente"], what="x")
        )
    (reminder,) = reminders.reminders(secretary)
    assert (reminder.actions, reminder.left_out) == (2, 1)


def test_who_may_not_hand_out_gets_no_reminders(closed: World) -> None:
    desk = closed.desk(Role.PRIVACY_OFFICER)
    with pytest.raises(NotAllowed):
        reminders.reminders(desk)
    vaults.lock(desk)
