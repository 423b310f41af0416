"""Stage one meeting at the practice table and picture the chair's cockpit, the beamer and the crisis card.

The preparation goes by services; what the pictures show being done is done by keys, as the chair does it.
"""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from datetime import UTC, datetime, time, timedelta
from typing import TYPE_CHECKING, TypeVar

from zvdesk.domain.evaluations import Evaluation, Tap
from zvdesk.domain.meetings import ItemEvent, MeetingEvent, MeetingState
from zvdesk.domain.people import Role
from zvdesk.services import actions, cases, evaluations, house, meetings, presence, stagnation, vaults

if TYPE_CHECKING:
    from make_images import Studio

    from zvdesk.content.practice import Script
    from zvdesk.domain.meetings import AgendaItem
    from zvdesk.services.practice import Practice
    from zvdesk.services.records import Record
    from zvdesk.ui.meeting.lead import LeadPage

R = TypeVar("R", bound="Record")

LED = 0  # which case of the practice script is led in the pictures
ALIAS = "Havenzicht"  # no word of what was agreed: the beamer leaves an alias out
BEGINS = time(8, 30)
_TUESDAY = 1
GUESTS = ("om", "oov", "reclassering")  # whom the higher level asks, so that they are there
CAPTURED = (
    "Meneer thuis beoordelen, samen met het wijkteam @GGZ/Dr vr !",
    "Besluit uitleggen aan meneer en zijn zus @wijkteam/Voorbeeld morgen",
    "/als geen gehoor aan de deur dan opnieuw langsgaan met zijn zus @GGZ binnen 48 uur",
    "/b Opschalen naar AVE 3: twee keer uitstel, en niemand kon doorzetten",
)
TYPED = "De zeven buren spreken @politie/Testerink vr !"
VOTES = "politie 8 GGZ 3 wijkteam 6 schuldhulp 6 luchtkasteel 7 OM 7 OOV 8 reclassering 6"
WHY = "Te veel druk maakt hem banger. Behandelen helpt meer dan ontruimen."
TALL, ROOMY = (1366, 1120), (1600, 1220)  # where more has to be in sight at once
NAMES = {"ggz": "GGZ Noordrand", "oov": "Gemeente, openbare orde en veiligheid"}
TAPS = (Tap.NO, Tap.PARTLY, Tap.PARTLY, Tap.YES, Tap.YES, Tap.YES)


class StagedClock:
    """Tell a time on the last Tuesday morning, and let it be moved on."""

    def __init__(self) -> None:
        now = datetime.now().astimezone()
        day = now.date() - timedelta(days=(now.weekday() - _TUESDAY) % 7 or 7)
        begin = datetime.combine(day, BEGINS, tzinfo=now.tzinfo)
        self._ahead = begin.astimezone(UTC) - datetime.now(UTC)

    def __call__(self) -> datetime:
        """Return the time of the stage in UTC."""
        return datetime.now(UTC) + self._ahead

    def pass_by(self, **time_: float) -> None:
        """Let time pass."""
        self._ahead += timedelta(**time_)


@dataclass(frozen=True)
class Stage:
    """Hold the meeting on the stage: the studio, the clock, the page and the first two cases."""

    studio: Studio
    clock: StagedClock
    page: LeadPage

    @property
    def practice(self) -> Practice:
        """Return the practice vault."""
        return self.studio.practice

    def item(self, number: int) -> AgendaItem:
        """Return a case of the meeting."""
        made = self.practice
        return self.studio.do(lambda: meetings.meeting(made.desk, made.meeting_id).items[number])

    def reload(self) -> None:
        """Show what services did meanwhile."""
        self.page.table.reload()
        self.studio.settle()


def picture_table(studio: Studio, clock: StagedClock) -> None:
    """Lead the first case up to its end and picture the cockpit on the way."""
    from zvdesk.ui.meeting.page import MeetingsPage

    made, desktop = studio.practice, studio.desktop
    script = made.table.scripts[LED]
    studio.do(lambda: _lead_to_analysis(made, script))
    desktop.go("meeting", made.meeting_id)
    studio.settle()
    room = desktop.holders["meetings"].room
    if not isinstance(room, MeetingsPage):
        return
    stage = Stage(studio, clock, room.lead)
    _picture_round(stage)
    clock.pass_by(minutes=3)
    studio.press("F7")
    _picture_poll(stage)
    _picture_regie(stage, script)
    _picture_beamer(stage, script)
    _picture_read_back(stage, script)
    _picture_evaluation(stage)
    _picture_changeover(stage)


def _picture_round(stage: Stage) -> None:
    studio = stage.studio
    studio.press("F5")
    studio.write("2", then=("Return", "Return", "Return"))
    stage.clock.pass_by(seconds=42)
    studio.wait(1100)
    studio.shoot("overleg-ronde")
    studio.press("Escape")


def _picture_poll(stage: Stage) -> None:
    studio = stage.studio
    studio.press("F12")
    studio.write(VOTES, then=("Return",))
    studio.write(WHY, then=("Return",))
    stage.clock.pass_by(minutes=2)
    studio.wait(1100)
    studio.shoot("overleg-peiling")
    studio.press("Escape")


def _picture_regie(stage: Stage, script: Script) -> None:
    """Leave one thing open, so that the cockpit says what it still lacks."""
    studio, made = stage.studio, stage.practice
    item = stage.item(0)
    for line in CAPTURED:
        studio.press("F2")
        studio.write(line, then=("Escape", "Return"))
    studio.do(lambda: stagnation.note_discussed(made.desk, made.meeting_id, item.id, "Ja: opschalen."))
    studio.do(lambda: _keep(made, _with(script.level_change, {"retest_on": None}), *script.holders))
    stage.reload()
    studio.press("Ctrl+F9")
    studio.front()
    stage.clock.pass_by(minutes=2)
    studio.press("F7")
    stage.clock.pass_by(seconds=122)
    studio.press("F2")
    studio.write(TYPED)
    studio.wait(1100)
    studio.shoot("overleg-regie", size=ROOMY)
    studio.press("Return")


def _picture_beamer(stage: Stage, script: Script) -> None:
    studio, made = stage.studio, stage.practice
    item = stage.item(0)

    def set_retest() -> None:
        change = cases.case_file(made.desk, item.case_id).level_changes[-1]
        cases.save(made.desk, _with(change, {"retest_on": script.level_change.retest_on}))

    studio.do(set_retest)
    stage.reload()
    for _ in range(6):
        studio.press("Ctrl+Shift+F12")
    screens = studio.desktop.audience
    if screens is not None and screens.window is not None:
        studio.shoot("beamer", screens.window)


def _picture_read_back(stage: Stage, script: Script) -> None:
    studio, made = stage.studio, stage.practice
    item = stage.item(0)
    studio.press("F7")
    studio.do(
        lambda: _revise_case(
            made,
            item,
            follow_up_on=script.follow_up_on,
            follow_up_note=script.follow_up_note,
            follow_up_guard=script.follow_up_guard,
        )
    )
    stage.reload()
    studio.press("F10", "Return", "Return")
    studio.shoot("overleg-voorlezen")
    for _ in range(30):
        if studio.focused == "Klaar met voorlezen":
            break
        studio.press("Return")
    studio.press("Return")


def _picture_changeover(stage: Stage) -> None:
    studio = stage.studio
    studio.press("F7", "F7", "F7")
    studio.press("Space", "Space", "Space", "Space")
    studio.shoot("overleg-wisselen", size=TALL)
    studio.press("Return", "Return")


def _picture_evaluation(stage: Stage) -> None:
    studio = stage.studio
    studio.do(lambda: _evaluate_earlier(stage.practice))
    studio.press("Shift+F10")
    studio.press(*"111 211 112 121 111 1".replace(" ", ""))
    studio.shoot("overleg-evaluatie", size=TALL)
    studio.press("Escape")


# --- what the services do beforehand ---------------------------------------------------------------------


def renamed(made: Practice) -> Practice:
    """Return the practice with partners that are nobody's namesake: the beamer leaves out a surname."""
    folder, clock = made.desk.vault.folder, made.desk.clock
    admin = next(person for person in made.people if person.role is Role.FUNCTIONAL_ADMIN)
    vaults.lock(made.desk)
    desk = vaults.unlock(folder, admin.passphrase, clock=clock)
    known = house.organisations_by_id(desk)
    for key, name in NAMES.items():
        house.save_organisation(desk, replace(known[made.ids[key]], name=name))
    vaults.lock(desk)
    return replace(made, desk=vaults.unlock(folder, made.passphrase, clock=clock))


def _lead_to_analysis(made: Practice, script: Script) -> None:
    """Begin today's meeting and lead its first case up to the Analyse step, with all that is said there."""
    desk, meeting_id = made.desk, made.meeting_id
    led = meetings.advance(desk, meeting_id, MeetingEvent.BEGIN)
    item = next(i for i in led.items if i.case_id == made.ids[script.case_id])
    meetings.advance_item(desk, meeting_id, item.id, ItemEvent.START)
    present = tuple(made.ids[key] for key in (*script.present_ids, *GUESTS))
    presence.set_all_here(desk, meeting_id, item.id, present)
    meetings.set_danger(desk, meeting_id, item.id, script.is_in_danger)
    _revise_case(made, item, alias=ALIAS, occasion=script.occasion)
    for update in script.updates:
        actions.update_action(
            desk, made.ids[update.action_id], status=update.status, due_on=update.due_on, note=update.note
        )
    _keep(made, *script.safety_agreements)
    meetings.advance_item(desk, meeting_id, item.id, ItemEvent.NEXT)
    _keep(made, *script.scores, *script.factors)
    _revise_case(
        made,
        item,
        resident_view=script.resident_view,
        shared_goal=script.shared_goal,
        goal_on=script.goal_on,
        goal_indicator=script.goal_indicator,
    )


def _evaluate_earlier(made: Practice) -> None:
    """Give the earlier meetings answers too, so that the picture shows several."""
    closed = [row.id for row in meetings.meeting_rows(made.desk) if row.state is MeetingState.CLOSED]
    ids = [o for key, o in made.ids.items() if key in ("politie", "ggz", "wijkteam", "schuldhulp")]
    for number, meeting_id in enumerate(reversed(closed)):
        for place, organisation_id in enumerate(ids):
            goal, roles, together = (TAPS[min(len(TAPS) - 1, number + (place + n) % 3)] for n in range(3))
            evaluations.evaluate(
                made.desk,
                Evaluation(
                    meeting_id=meeting_id,
                    organisation_id=organisation_id,
                    goal_clear=goal,
                    roles_clear=roles,
                    cooperation=together,
                ),
            )


def _revise_case(made: Practice, item: AgendaItem, **values: object) -> None:
    case = cases.case_file(made.desk, item.case_id).case
    cases.save(made.desk, _with(case, values))


def _keep(made: Practice, *records: Record) -> None:
    for record in records:
        cases.save(made.desk, in_vault(record, made.ids))


def in_vault(record: R, ids: dict[str, str]) -> R:
    """Return a record of the practice table with the ids of the vault."""
    values: dict[str, object] = {}
    for field in fields(record):
        value = getattr(record, field.name)
        if field.name == "id" or field.name.endswith("_id"):
            values[field.name] = ids.get(value, value)
        elif field.name.endswith("_ids"):
            values[field.name] = tuple(ids[key] for key in value)
    return _with(record, values)


def _with(record: R, values: dict[str, object]) -> R:
    return replace(record, **values)
