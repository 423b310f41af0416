"""The board: which row stands there, how far it is, and what holds it up."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from tests.factories import (
    CASE,
    MEETING,
    NOW,
    ORGANISATIONS,
    TODAY,
    make_action,
    make_case,
    make_conditional,
    make_file,
    make_participation,
    make_subject,
)
from zvdesk.domain.adoption import AdoptedList, adopted_content
from zvdesk.domain.blockers import BlockerCode
from zvdesk.domain.case_files import CaseFile
from zvdesk.domain.contributions import SharingCondition
from zvdesk.domain.disclosure import ACCESS, OVERVIEW, PRESENCE, Disclosure, HandOverWay, ThirdPartyGround
from zvdesk.domain.distribution import (
    LIST,
    TABLE,
    Board,
    BoardRow,
    Stage,
    giving_act,
    rows_of_case,
    rows_of_papers,
    stage_of,
)
from zvdesk.domain.roles import Act

CARD = "crisiskaart"
MADE = {"checked_by": "", "checked_on": None}
CHECKED = {"checked_by": "S", "checked_on": TODAY}
GONE_OUT = {**CHECKED, "handed_over_on": TODAY, "handed_over_how": HandOverWay.SECURE_MAIL}
RECEIVED = {**GONE_OUT, "received_on": TODAY}
GROUND = ThirdPartyGround(
    case_id=CASE,
    organisation_id="corporatie",
    ground="Wgs 1.7",
    legal_test="RAC akkoord",
    supplier_consent="GGZ, 12 maart",
    recorded_on=TODAY,
)


def adopted(version: int = 1, **changes: object) -> AdoptedList:
    content = adopted_content(make_file(**changes), MEETING, level_before="", agreed=2, on=TODAY)
    return AdoptedList(
        id=f"a{version}",
        meeting_id=MEETING,
        case_id=CASE,
        version=version,
        adopted_at=NOW,
        adopted_by="F",
        content=content,
    )


def document(recipient_id: str, **changes: object) -> Disclosure:
    given: dict[str, Any] = {
        "id": f"{recipient_id}-1",
        "case_id": CASE,
        "meeting_id": MEETING,
        "document_id": "d",
        "kind": LIST,
        "recipient_id": recipient_id,
        "recipient": recipient_id.upper(),
        "purpose": "p",
        "ground": "g",
        "version": 1,
        "sha256": "00",
        "made_at": NOW,
        "destroy_before": TODAY,
    }
    return Disclosure(**{**given, **changes})


def rows(
    *given: Disclosure, of: AdoptedList | None = None, grounds: tuple[ThirdPartyGround, ...] = (GROUND,)
) -> dict[tuple[str, str], BoardRow]:
    file = CaseFile(case=make_case(), grounds=grounds)
    found = rows_of_case(of or adopted(), file, given, ORGANISATIONS, 60)
    assert len({(row.recipient_id, row.kind) for row in found}) == len(found)
    return {(row.recipient_id, row.kind): row for row in found}


def test_the_house_comes_first_and_each_recipient_once() -> None:
    found = rows()
    assert list(found) == [
        ("", LIST),
        *((name, LIST) for name in ("gemeente", "politie", "ggz", "corporatie")),
    ]
    assert {row.stage for row in found.values()} == {Stage.TO_MAKE}
    assert found["ggz", LIST].recipient == "GGZ Verzonnen"
    assert found["", LIST].recipient == ""
    assert all(row.is_open for row in found.values())


def test_who_gets_nothing_is_not_on_the_board() -> None:
    kept = {"sharing_condition": SharingCondition.NOT_IN_REPORT}
    content = adopted(
        decisions=(),
        reservations=(),
        actions=(make_action(), make_action(id="action-2", organisation_id="ggz", **kept)),
        conditionals=(make_conditional(),),
        participations=tuple(map(make_participation, (*ORGANISATIONS, "weg"))),
    )
    assert list(rows(of=content)) == [("", LIST), ("gemeente", LIST), ("politie", LIST)]


def test_a_reservation_alone_asks_for_a_list() -> None:
    content = adopted(decisions=(), actions=(), conditionals=())
    assert list(rows(of=content)) == [("", LIST), ("ggz", LIST)]


@pytest.mark.parametrize(
    ("marks", "stage", "is_open", "awaits"),
    [
        (MADE, Stage.MADE, True, False),
        (CHECKED, Stage.CHECKED, True, False),
        (GONE_OUT, Stage.HANDED_OVER, False, True),
        (RECEIVED, Stage.RECEIVED, False, False),
    ],
)
def test_a_document_goes_through_the_stages(
    marks: dict[str, Any], stage: Stage, is_open: bool, awaits: bool
) -> None:
    row = rows(document("ggz", **marks))["ggz", LIST]
    assert (row.stage, row.is_open, row.awaits_receipt) == (stage, is_open, awaits)
    assert stage_of(row.document) is stage
    assert stage_of(None) is Stage.TO_MAKE


def test_the_houses_own_list_is_done_when_it_is_read_through() -> None:
    assert rows(document("", **MADE))["", LIST].is_open
    assert not rows(document("", **CHECKED))["", LIST].is_open


def test_the_newest_file_counts_and_opens_a_row_again() -> None:
    first = document("ggz", id="1", **GONE_OUT)
    again = document("ggz", id="2", made_at=NOW + timedelta(hours=1))
    row = rows(first, again)["ggz", LIST]
    assert (row.document, row.documents, row.stage) == (again, (again,), Stage.MADE)
    assert (row.is_open, row.earlier_on) == (True, TODAY)
    gone = replace(again, gone_on=TODAY)
    assert rows(first, gone)["ggz", LIST].document == first, (
        "what was destroyed before it went counts no more"
    )
    sent = rows(first, document("ggz", id="2", made_at=again.made_at, **GONE_OUT))["ggz", LIST]
    assert (sent.is_open, sent.earlier_on) == (False, None)


def test_a_new_calendar_after_hand_over_is_to_be_given() -> None:
    old = document("ggz", id="1", kind="agenda", **RECEIVED)
    new = document("ggz", id="2", kind="agenda", made_at=NOW + timedelta(days=1))
    row = rows(old, new)["ggz", "agenda"]
    assert (row.document, row.stage, row.earlier_on) == (new, Stage.MADE, TODAY)


def test_the_forms_of_a_table_go_together() -> None:
    forms = [document("ggz", id=str(n), kind=TABLE, made_at=NOW + timedelta(seconds=n)) for n in range(3)]
    row = rows(*forms)["ggz", TABLE]
    assert row.documents == tuple(forms)
    one_went = [document("ggz", id="0", kind=TABLE, **GONE_OUT), *forms[1:]]
    row = rows(*one_went)["ggz", TABLE]
    assert (row.documents, row.stage, row.is_open) == (tuple(forms[1:]), Stage.MADE, True)


def test_papers_of_a_case_have_a_row_per_recipient_and_the_newest_goes() -> None:
    people = (make_subject(id="s1"), make_subject(id="s2"))
    file = CaseFile(case=make_case(), subjects=people, grounds=())
    papers = (
        document("", kind=OVERVIEW, recipient="", **CHECKED),
        document("ggz", id="g1", kind=OVERVIEW, **GONE_OUT),
        document("ggz", id="g2", kind=OVERVIEW, version=2),
        document("corporatie", kind=OVERVIEW),
        document("s2", kind=ACCESS, recipient="betrokkene"),
        document("ggz", id="x", **MADE),
        document("ggz", id="p", kind="overdracht"),
    )
    found = rows_of_papers(file, papers, ORGANISATIONS, 60)
    assert [(row.kind, row.recipient, row.is_open) for row in found] == [
        (OVERVIEW, "", False),
        (OVERVIEW, "GGZ Verzonnen", True),
        (OVERVIEW, "Wonen in Fictie", True),
        (ACCESS, "betrokkene 2", True),
    ]
    assert (found[1].version, found[1].earlier_version, found[1].is_outdated) == (2, 1, False)
    assert (found[2].is_third, found[3].blockers) == (True, ())
    assert {b.code for b in found[2].blockers} == {
        BlockerCode.THIRD_GROUND_MISSING,
        BlockerCode.THIRD_TEST_MISSING,
    }
    alone = replace(file, subjects=people[1:])
    assert rows_of_papers(alone, papers[4:5], ORGANISATIONS, 60)[0].recipient == "betrokkene"


def test_who_may_make_a_paper_may_give_it() -> None:
    assert giving_act(ACCESS) is Act.READ_CONTRIBUTIONS
    assert giving_act(OVERVIEW) is giving_act(LIST) is Act.HAND_OUT


def test_a_correction_asks_for_the_list_again() -> None:
    row = rows(document("ggz", **RECEIVED), document("politie", **CHECKED), of=adopted(2))
    assert (row["ggz", LIST].stage, row["ggz", LIST].earlier_version) == (Stage.TO_MAKE, 1)
    assert (row["politie", LIST].stage, row["politie", LIST].earlier_version) == (Stage.TO_MAKE, None)
    assert row["ggz", LIST].version == 2


def test_what_is_made_beside_the_list_stands_there_too() -> None:
    card = document("ggz", kind=CARD, **GONE_OUT)
    row = rows(card)["ggz", CARD]
    assert (row.document, row.is_outdated) == (card, False)
    assert rows(card, of=adopted(2))["ggz", CARD].is_outdated
    assert ("ggz", CARD) not in rows(replace(card, handed_over_on=None), of=adopted(2))


def test_who_had_a_list_stays_in_sight_when_a_correction_leaves_nothing() -> None:
    only = adopted(2, decisions=(), reservations=(), conditionals=(), actions=(make_action(),))
    found = rows(document("ggz", **GONE_OUT), document("weg", **GONE_OUT), document("politie"), of=only)
    assert list(found) == [("", LIST), ("gemeente", LIST), ("ggz", LIST), ("weg", LIST)]
    assert found["weg", LIST].recipient == "WEG"
    assert found["ggz", LIST].stage is Stage.HANDED_OVER


def test_presence_and_other_cases_are_no_document() -> None:
    other = document("ggz", case_id="case-2", **RECEIVED)
    found = rows(document("ggz", kind=PRESENCE, **RECEIVED), other)
    assert found["ggz", LIST].stage is Stage.TO_MAKE
    assert len(found) == 5


def test_what_was_destroyed_before_it_went_is_to_be_made_again() -> None:
    assert rows(document("ggz", gone_on=TODAY))["ggz", LIST].stage is Stage.TO_MAKE
    assert rows(document("ggz", gone_on=TODAY, **GONE_OUT))["ggz", LIST].stage is Stage.HANDED_OVER


def test_a_derde_shows_ground_and_test_or_what_lacks() -> None:
    row = rows()["corporatie", LIST]
    assert (row.is_third, row.third, row.blockers) == (True, GROUND, ())
    bare = rows(grounds=())["corporatie", LIST]
    assert bare.third is None
    assert {b.code for b in bare.blockers} == {
        BlockerCode.THIRD_GROUND_MISSING,
        BlockerCode.THIRD_TEST_MISSING,
    }
    assert rows(grounds=())["ggz", LIST].blockers == ()
    assert rows(document("corporatie", **GONE_OUT), grounds=())["corporatie", LIST].blockers == ()


def test_a_board_counts_what_waits() -> None:
    board = Board(
        meeting_id=MEETING,
        title="",
        starts_at=None,
        rows=tuple(rows(document("ggz"), document("politie", **RECEIVED), document("", **CHECKED)).values()),
    )
    assert [row.recipient_id for row in board.open_rows] == ["gemeente", "ggz", "corporatie"]
    assert [board.waiting(stage) for stage in Stage] == [2, 1, 0, 0, 0]
