"""The adopted text has one fixed form: the same agreements give the same hash, also in a later zvdesk."""

from __future__ import annotations

import hashlib
from dataclasses import fields, replace
from datetime import date
from typing import Any

import pytest

from tests.factories import CASE, MEETING, NOW, TODAY, make_action, make_file
from zvdesk.domain.actions import ActionStatus
from zvdesk.domain.adoption import AdoptedList, adopted_content
from zvdesk.domain.outcome_text import FORMAT, adopted_text

#: Of the file of the factories. When this changes, lists of one version stop agreeing: number the form anew.
KNOWN = "b6ee1c1b9c86ccbc8d34d3b0121cf97ece0cf0c172e3687da24b17ca64cc3210"
NOT_READ = {"participant_ids", "agreed"}


def adopted(**changes: object) -> AdoptedList:
    content = adopted_content(make_file(), MEETING, level_before="AVE 1", agreed=2, on=TODAY)
    values: dict[str, Any] = changes
    return AdoptedList(
        case_id=CASE,
        meeting_id=MEETING,
        version=1,
        adopted_at=NOW,
        adopted_by="F. Voorbeeld",
        content=replace(content, **values),
    )


def test_the_form_is_fixed() -> None:
    text = adopted_text(adopted())
    assert text.startswith(f"{FORMAT}\ncasus\t{CASE}\t")
    assert text.endswith("\tAlleen met toestemming.\n")
    assert hashlib.sha256(text.encode()).hexdigest() == KNOWN


@pytest.mark.parametrize("name", [field.name for field in fields(adopted().content)])
def test_each_part_that_is_read_counts(name: str) -> None:
    whole = getattr(adopted().content, name)
    other: object = (
        ()
        if isinstance(whole, tuple)
        else date(2031, 1, 1)
        if name.endswith("_on")
        else whole + 1
        if isinstance(whole, int)
        else f"{whole} anders"
    )
    assert (adopted_text(adopted(**{name: other})) != adopted_text(adopted())) is (name not in NOT_READ)


def test_no_text_can_pass_for_two() -> None:
    one, other = (
        adopted_text(adopted(actions=(make_action(what=what, organisation_id=organisation),)))
        for what, organisation in (("a\tb", "c"), ("a", "b\tc"))
    )
    assert one != other
    lines = adopted_text(adopted(actions=(make_action(what="a\nactie\t\\n"),))).splitlines()
    assert sum(line.startswith("actie") for line in lines) == 1


def test_the_status_of_an_action_counts() -> None:
    done = make_action(status=ActionStatus.DONE)
    assert adopted_text(adopted(actions=(done,))) != adopted_text(adopted(actions=(make_action(),)))
