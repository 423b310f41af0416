"""Say what a poll asks and shows, and keep what the table answered; the pane of the poll draws it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from zvdesk.domain.agenda import Step
from zvdesk.domain.polls import Poll, PollKind, Vote
from zvdesk.services import cases
from zvdesk.services.capture import capture_table
from zvdesk.texts.chart_views import SpreadView, Voter
from zvdesk.texts.labels import STEPS
from zvdesk.ui.meeting.acts import latest

if TYPE_CHECKING:
    from collections.abc import Sequence

    from zvdesk.domain.capture import Seat
    from zvdesk.services.desk import Desk
    from zvdesk.ui.meeting.views import TableView


def seats_of(view: TableView) -> tuple[Seat, ...]:
    """Return who may show a number."""
    return capture_table(view.file, view.item, view.context.organisations, view.today).seats


def likely_kind(view: TableView) -> PollKind:
    """Return what is most often asked at a step: safety at Analyse and Vervolg, else the norm."""
    return PollKind.SAFETY if view.step in (Step.ANALYSIS, Step.FOLLOW_UP) else PollKind.NORM


def poll_here(view: TableView, kind: PollKind) -> Poll | None:
    """Return the poll of this kind at this step of this meeting, or None."""
    mine = (view.meeting.id, view.step, kind)
    found = [p for p in view.file.polls if (p.meeting_id, p.step, p.kind) == mine]
    return found[-1] if found else None


def poll_before(view: TableView, kind: PollKind) -> Poll | None:
    """Return the poll of this kind that was held last before this step, or None."""
    here = poll_here(view, kind)
    found = [
        p
        for p in view.file.polls
        if p.kind is kind and p.votes and p.id != (here.id if here is not None else "")
    ]
    found.sort(key=lambda p: (p.taken_at is not None, p.taken_at))
    return found[-1] if found else None


def voter_name(view: TableView, organisation_id: str, person: str) -> str:
    """Return how a voice is named: the organisation, with the person when it was a person."""
    return ", ".join(part for part in (view.organisation(organisation_id), person) if part)


def spread_view(view: TableView, kind: PollKind, votes: Sequence[Vote], *, is_hidden: bool) -> SpreadView:
    """Return the picture of these votes, with those of the poll before as hollow marks."""
    before = poll_before(view, kind)
    earlier = {(v.organisation_id, v.person): v.value for v in before.votes} if before is not None else {}
    shown = {(v.organisation_id, v.person): v.value for v in votes}
    voted = {organisation_id for organisation_id, _person in shown}
    voices = [*shown, *((i, "") for i in view.item.present_ids if i not in voted)]
    return SpreadView(
        name=question(kind),
        voters=tuple(
            Voter(name=voter_name(view, *voice), score=shown.get(voice), earlier=earlier.get(voice))
            for voice in voices
        ),
        is_hidden=is_hidden,
        low=_tr("afwachten") if kind is PollKind.NORM else _tr("acuut onveilig"),
        high=_tr("nu stevig ingrijpen") if kind is PollKind.NORM else _tr("veilig genoeg"),
        now=STEPS[view.step] if view.step is not None else _tr("nu"),
        before=_before_name(view, before),
    )


def question(kind: PollKind) -> str:
    """Return what is asked of everyone."""
    if kind is PollKind.NORM:
        return _tr("Hoe stevig moeten wij ingrijpen?")
    return _tr("Hoe veilig is het nu?")


def keep_votes(desk: Desk, view: TableView, kind: PollKind, votes: tuple[Vote, ...]) -> Poll:
    """Keep what everyone showed; a reason that was given before stays with its voice and number."""
    here = poll_here(view, kind)
    if here is None:
        step = view.step or Step.ANALYSIS
        here = Poll(case_id=view.file.case.id, meeting_id=view.meeting.id, step=step, kind=kind)
    reasons = {(v.organisation_id, v.person, v.value): v.reason for v in here.votes}
    kept = tuple(replace(v, reason=reasons.get((v.organisation_id, v.person, v.value), "")) for v in votes)
    return cases.save(desk, replace(here, votes=kept, taken_at=desk.clock.now()))


def keep_reason(desk: Desk, view: TableView, poll: Poll, vote: Vote, reason: str) -> Poll:
    """Keep why one voice stands out."""
    stored = latest(view.file, poll)
    mine = (vote.organisation_id, vote.person)
    votes = tuple(
        replace(v, reason=reason) if (v.organisation_id, v.person) == mine else v for v in stored.votes
    )
    return cases.save(desk, replace(stored, votes=votes))


def keep_common(desk: Desk, view: TableView, poll: Poll, common: str) -> Poll:
    """Keep the common norm in one sentence."""
    return cases.save(desk, replace(latest(view.file, poll), common=common))


def _before_name(view: TableView, before: Poll | None) -> str:
    if before is None:
        return _tr("eerder")
    if before.meeting_id != view.meeting.id:
        return _tr("vorig overleg")
    return STEPS[before.step]


def _tr(text: str) -> str:
    return QCoreApplication.translate("poll_words", text)
