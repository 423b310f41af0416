"""What the chair's own script says of a case."""

from __future__ import annotations

from dataclasses import asdict, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from tests.factories import (
    CASE,
    NOW,
    ORGANISATIONS,
    TODAY,
    library,
    make_action,
    make_file,
    make_item,
    make_level_change,
    make_participation,
    make_score,
    scheme,
    with_case,
)
from zvdesk.domain.actions import ActionStatus, ActionUpdate
from zvdesk.domain.agenda import Step
from zvdesk.domain.chair_scripts import ChairScript, ScriptCase, ScriptSources, script_case
from zvdesk.domain.masking import MaskTerms, terms_of_copies
from zvdesk.domain.meetings import AgendaItem, StepRecord
from zvdesk.texts.audience import MASK_WORDS

if TYPE_CHECKING:
    from zvdesk.domain.case_files import CaseFile

SOURCES = ScriptSources(
    template=library().template("tafel"),
    regime=library().regime("wgs_zvh"),
    scheme=scheme(),
    domains=library().life_domain_set("levensgebieden-8"),
    organisations=ORGANISATIONS,
    on=TODAY,
    terms=MaskTerms(words=MASK_WORDS),
)


def made(file: CaseFile | None = None, item: AgendaItem | None = None) -> ScriptCase:
    return script_case(file or make_file(), item or make_item(), SOURCES, ("Een teken.",))


def test_a_case_says_why_who_and_on_what_ground() -> None:
    file = make_file(
        participations=(
            make_participation("gemeente"),
            make_participation("corporatie"),
            make_participation("politie"),
        )
    )
    found = made(file, make_item(invited_ids=("gemeente", "corporatie", "ggz", "weg")))
    assert (found.purpose, found.ground) == (file.case.purpose, SOURCES.regime.ground)
    assert (found.goal, found.level_code, found.signs) == (file.case.shared_goal, "AVE 3", ("Een teken.",))
    assert [(s.organisation, s.person, s.lacks_declaration) for s in found.seats] == [
        ("Gemeente Oefenstad", "D. Deelnemer", False),
        ("Wonen in Fictie", "D. Deelnemer", True),
        ("GGZ Verzonnen", "", False),
        ("", "", False),
    ]
    signed = replace(file, participations=(make_participation("corporatie", secrecy_declared_on=TODAY),))
    assert not made(signed, make_item(invited_ids=("corporatie",))).seats[0].lacks_declaration
    absent = replace(file, participations=())
    assert made(absent, make_item(invited_ids=("corporatie",))).seats[0].lacks_declaration


def test_last_time_is_every_action_of_an_earlier_meeting_with_its_state() -> None:
    earlier = {"meeting_id": "earlier"}
    late = make_action(id="a1", what="Oud en laat", due_on=TODAY - timedelta(1), **earlier)
    done = make_action(
        id="a2", what="Oud en klaar", status=ActionStatus.DONE, organisation_id="weg", **earlier
    )

    def update(action_id: str, note: str) -> ActionUpdate:
        return ActionUpdate(
            case_id=CASE, action_id=action_id, updated_at=NOW, updated_by="S.", status=late.status, note=note
        )

    file = make_file(
        actions=(late, done, make_action(id="a3", what="Van nu")),
        updates=(update("a1", "eerst"), update("a1", "daarna"), update("a1", "")),
    )
    assert [(a.what, a.who, a.is_late, a.status, a.told) for a in made(file).actions] == [
        ("Oud en laat", "C. Oefenaar, Gemeente Oefenstad", True, ActionStatus.OPEN, "daarna"),
        ("Oud en klaar", "C. Oefenaar", False, ActionStatus.DONE, ""),
    ]


def test_each_step_has_its_minutes_questions_and_the_chairs_note() -> None:
    item = make_item(
        steps=tuple(
            StepRecord(step=step, minutes=n, note="Vraag GGZ eerst." if n == 2 else "")
            for n, step in enumerate(Step, 1)
        )
    )
    found = made(item=item)
    assert found.minutes == 15
    assert [step.minutes for step in found.steps] == [1, 2, 3, 4, 5]
    assert [step.note for step in found.steps] == ["", "Vraag GGZ eerst.", "", "", ""]
    for step, template in zip(found.steps, SOURCES.template.steps, strict=True):
        assert (step.title, step.questions, step.records) == (
            template.title,
            template.questions,
            template.records,
        )
        assert step.questions


def test_the_pictures_have_the_path_and_the_scores_in_order_of_days() -> None:
    file = make_file(
        level_changes=(
            make_level_change(id="l2", to_code="AVE 3", changed_on=TODAY, retest_on=date(2026, 4, 9)),
            make_level_change(id="l1", to_code="AVE 9", changed_on=TODAY - timedelta(30), retest_on=None),
        ),
        scores=(
            make_score(id="s2", score=4),
            make_score(id="s1", score=1, scored_on=TODAY - timedelta(30)),
            make_score(id="s3", set_id="andere"),
        ),
    )
    found = made(file)
    assert [(p.on, p.code, p.order) for p in found.path] == [
        (TODAY - timedelta(30), "AVE 9", 0),
        (TODAY, "AVE 3", 3),
    ]
    assert found.retest_on == date(2026, 4, 9)
    assert [level.code for level in found.levels] == ["AVE 1", "AVE 2", "AVE 3", "AVE 4"]
    scored = [d for d in found.domains if d.points]
    assert [d.points for d in scored] == [((TODAY - timedelta(30), 1), (TODAY, 4))]
    assert len(found.domains) == len(SOURCES.domains.domains)
    assert found.lowest[0] < found.highest[0]
    bare = made(with_case(replace(file, level_changes=()), level_code=""))
    assert (bare.path, bare.retest_on) == ((), None)


def test_no_text_of_it_repeats_what_may_be_on_no_paper() -> None:
    secret = "Meneer slaapt al weken slecht"
    update = ActionUpdate(
        case_id=CASE, action_id="a", updated_at=NOW, updated_by="S.", status=ActionStatus.OPEN, note=secret
    )
    file = with_case(
        make_file(
            actions=(make_action(id="a", what=f"Bel: {secret}", meeting_id="earlier"),),
            participations=(replace(make_participation("ggz"), reason=f"Weet: {secret}"),),
            updates=(update,),
        ),
        shared_goal=f"{secret}; dat stopt.",
        purpose=f"Omdat {secret}.",
    )
    steps = (StepRecord(step=Step.SIGNAL, minutes=5, note=f"Zeg niet: {secret}"),)
    sources = replace(SOURCES, terms=terms_of_copies([secret], ORGANISATIONS.values(), words=MASK_WORDS))
    item = make_item(steps=steps, invited_ids=("ggz",))
    before = script_case(file, item, SOURCES, (f"Te laat: {secret}",))
    after = script_case(file, item, sources, (f"Te laat: {secret}",))
    assert str(asdict(after)) == str(asdict(before)).replace(secret, "[inbreng]")
    assert str(asdict(after)).count("[inbreng]") == 7


def test_a_script_counts_its_minutes() -> None:
    script = ChairScript(
        house="Huis",
        is_practice=False,
        title="Tafel",
        starts_at=None,
        place="",
        chair="",
        printed_at=NOW,
        document_id="d",
        cases=(made(), made()),
    )
    assert script.minutes == 2 * made().minutes
