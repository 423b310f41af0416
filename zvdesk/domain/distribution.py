"""Say per recipient how far each document is: made, read through, handed over, received."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from zvdesk.domain.adoption import list_blockers, recipients
from zvdesk.domain.disclosure import ACCESS, OVERVIEW, PRESENCE
from zvdesk.domain.organisations import WgsPosition
from zvdesk.domain.roles import Act
from zvdesk.domain.sharing import may_get
from zvdesk.domain.subject_grounds import made_without_ground

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date, datetime

    from zvdesk.domain.actions import ActionItem, ConditionalAgreement
    from zvdesk.domain.adoption import AdoptedContent, AdoptedList
    from zvdesk.domain.blockers import Blocker
    from zvdesk.domain.case_files import CaseFile
    from zvdesk.domain.disclosure import Disclosure, ThirdPartyGround
    from zvdesk.domain.organisations import Organisation

LIST = "actielijst"  # every recipient gets one; other kinds stand on the board once they are made
TABLE = "actietabel"  # its forms go together; of every other kind the newest file replaces the one before
PAPERS = (OVERVIEW, ACCESS)  # of a case, whatever meetings it had

#: Stands in place of the id of a meeting for the board of the papers of cases.
NO_MEETING = "zonder-overleg"


class Stage(Enum):
    """Say how far a document is, in the order of the work."""

    TO_MAKE = "te_maken"
    MADE = "gemaakt"
    CHECKED = "nagelezen"
    HANDED_OVER = "verstrekt"
    RECEIVED = "ontvangen"

    def is_before(self, other: Stage) -> bool:
        """Tell whether this stage comes earlier."""
        order = list(Stage)
        return order.index(self) < order.index(other)


@dataclass(frozen=True, slots=True, kw_only=True)
class BoardRow:
    """Hold one document for one recipient, how far it is, and what holds it up."""

    case_id: str
    case_number: str
    kind: str
    recipient_id: str  # "" for the house's own full list
    recipient: str
    stage: Stage
    version: int  # the latest that the meeting adopted
    document: Disclosure | None = None  # the newest of ``documents``
    documents: tuple[Disclosure, ...] = ()  # the files that one marking covers
    earlier_version: int | None = None  # an older list that the recipient has
    earlier_on: date | None = None  # an earlier file of this version went then, and a newer one did not
    third: ThirdPartyGround | None = None  # of a derde: ground, legal test and consent, as far as recorded
    is_third: bool = False
    blockers: tuple[Blocker, ...] = ()

    @property
    def is_outdated(self) -> bool:
        """Tell whether what the recipient has is of an earlier version than the list."""
        return self.document is not None and self.document.version < self.version

    @property
    def is_open(self) -> bool:
        """Tell whether somebody must still do something; the house's own list goes to nobody."""
        return self.stage.is_before(Stage.HANDED_OVER if self.recipient_id else Stage.CHECKED)

    @property
    def awaits_receipt(self) -> bool:
        """Tell whether the recipient did not say yet that it arrived."""
        return self.stage is Stage.HANDED_OVER


@dataclass(frozen=True, slots=True, kw_only=True)
class Board:
    """Hold who gets what of one meeting, or of the papers of cases."""

    meeting_id: str
    title: str
    starts_at: datetime | None
    rows: tuple[BoardRow, ...]

    @property
    def open_rows(self) -> tuple[BoardRow, ...]:
        """Return what must still be done."""
        return tuple(row for row in self.rows if row.is_open)

    def waiting(self, stage: Stage) -> int:
        """Return how many rows are at this stage and must go on."""
        return sum(row.stage is stage for row in self.open_rows)


def stage_of(document: Disclosure | None) -> Stage:
    """Return how far a document is."""
    if document is None:
        return Stage.TO_MAKE
    if document.received_on is not None:
        return Stage.RECEIVED
    if document.handed_over_on is not None:
        return Stage.HANDED_OVER
    return Stage.CHECKED if document.checked_on is not None else Stage.MADE


def giving_act(kind: str) -> Act:
    """Return the act that giving a document asks, from making it as a paper of a case to its receipt."""
    return Act.READ_CONTRIBUTIONS if kind == ACCESS else Act.HAND_OUT


def counting(documents: Iterable[Disclosure]) -> tuple[Disclosure, ...]:
    """Return the files that still count of one recipient and kind, the newest last.

    They are the newest file of the newest version, and of a table each form of that version.
    """
    found = sorted(filter(_counts, documents), key=lambda d: (d.version, d.made_at, d.id))
    return tuple(d for d in found if d is found[-1] or (d.kind == TABLE and d.version == found[-1].version))


def rows_of_case(
    adopted: AdoptedList,
    file: CaseFile,
    given: Iterable[Disclosure],
    organisations: Mapping[str, Organisation],
    retention_months: int | None,
) -> tuple[BoardRow, ...]:
    """Return the rows of one case: the house's own list first, then each recipient with something to get.

    Of ``file`` only the case and its grounds are asked; ``given`` are the disclosures of the meeting.
    """
    documents = [
        d
        for d in given
        if d.case_id == file.case.id
        and d.kind != PRESENCE
        and _counts(d)
        # what names the person without a ground goes nowhere: it is to be made again
        and (_went(d) or not made_without_ground(d, file, organisations.get(d.recipient_id)))
    ]
    asked = ["", *_with_something(adopted.content, organisations)]
    rows = []
    for recipient_id in dict.fromkeys([*asked, *(d.recipient_id for d in documents)]):
        mine = [d for d in documents if d.recipient_id == recipient_id]
        organisation = organisations.get(recipient_id)
        for kind in dict.fromkeys([LIST, *(d.kind for d in mine)]):
            of_kind, earlier = [d for d in mine if d.kind == kind], None
            if kind == LIST and recipient_id in asked:
                earlier = _version_that_went(of_kind, adopted.version)
                of_kind = [d for d in of_kind if d.version == adopted.version]
            elif not any(_is_kept(d, adopted) for d in counting(of_kind)):
                continue
            rows.append(
                _row(
                    file,
                    kind,
                    recipient_id,
                    organisation.name if organisation else of_kind[-1].recipient if of_kind else "",
                    of_kind,
                    version=adopted.version,
                    earlier_version=earlier,
                    organisation=organisation,
                    blockers=list_blockers(file, organisation, retention_months),
                )
            )
    return tuple(rows)


def rows_of_papers(
    file: CaseFile,
    given: Iterable[Disclosure],
    organisations: Mapping[str, Organisation],
    retention_months: int | None,
) -> tuple[BoardRow, ...]:
    """Return a row per recipient of the papers of one case; the newest of each is the one that goes.

    Of ``file`` the case, its people and its grounds are asked.
    """
    documents = [d for d in given if d.case_id == file.case.id and d.kind in PAPERS and _counts(d)]
    rows = []
    for kind, recipient_id in dict.fromkeys((d.kind, d.recipient_id) for d in documents):
        mine = [d for d in documents if (d.kind, d.recipient_id) == (kind, recipient_id)]
        organisation = organisations.get(recipient_id)
        version = max(d.version for d in mine)
        rows.append(
            _row(
                file,
                kind,
                recipient_id,
                _named(file, mine[-1], organisation),
                mine,
                version=version,
                earlier_version=_version_that_went(mine, version),
                organisation=organisation,
                blockers=() if kind == ACCESS else list_blockers(file, organisation, retention_months),
            )
        )
    return tuple(rows)


def _row(
    file: CaseFile,
    kind: str,
    recipient_id: str,
    recipient: str,
    made: Sequence[Disclosure],
    *,
    version: int,
    earlier_version: int | None,
    organisation: Organisation | None,
    blockers: tuple[Blocker, ...],
) -> BoardRow:
    """Return a row about files of one kind for one recipient: it is as far as the one that lags behind."""
    found = counting(made)
    stage = min((stage_of(d) for d in found), key=list(Stage).index, default=Stage.TO_MAKE)
    documents = tuple(d for d in found if stage_of(d) is stage)
    is_held_up = stage.is_before(Stage.HANDED_OVER)
    went = [d.handed_over_on for d in made if found and d.version == found[-1].version and d.handed_over_on]
    is_third = organisation is not None and organisation.position is WgsPosition.THIRD
    return BoardRow(
        case_id=file.case.id,
        case_number=file.case.number,
        kind=kind,
        recipient_id=recipient_id,
        recipient=recipient,
        stage=stage,
        version=version,
        document=documents[-1] if documents else None,
        documents=documents,
        earlier_version=earlier_version,
        earlier_on=max(went, default=None) if is_held_up else None,
        third=file.ground(recipient_id) if is_third else None,
        is_third=is_third,
        blockers=blockers if is_held_up else (),
    )


def _named(file: CaseFile, document: Disclosure, organisation: Organisation | None) -> str:
    """Return for whom a paper is; a person goes by place in the case, never by name."""
    if organisation is not None:
        return organisation.name
    people = [subject.id for subject in file.subjects]
    if document.kind != ACCESS or len(people) < 2 or document.recipient_id not in people:
        return document.recipient
    return f"{document.recipient} {people.index(document.recipient_id) + 1}"


def _version_that_went(documents: Iterable[Disclosure], before: int) -> int | None:
    return max((d.version for d in documents if d.version < before and _went(d)), default=None)


def _with_something(content: AdoptedContent, organisations: Mapping[str, Organisation]) -> tuple[str, ...]:
    """Return the recipients on whose list something agreed would stand."""
    return tuple(
        organisation_id
        for organisation_id in recipients(content)
        if organisation_id in organisations and _gets_something(content, organisations[organisation_id])
    )


def _gets_something(content: AdoptedContent, organisation: Organisation) -> bool:
    acting: tuple[ActionItem | ConditionalAgreement, ...] = (*content.actions, *content.conditionals)
    return (
        any(may_get(decision, organisation) for decision in content.decisions)
        or any(a.organisation_id == organisation.id and may_get(a, organisation) for a in acting)
        or any(reservation.organisation_id == organisation.id for reservation in content.reservations)
    )


def _went(document: Disclosure) -> bool:
    return document.handed_over_on is not None


def _counts(document: Disclosure) -> bool:
    """Tell whether a document is there: one that was destroyed before it went to anybody is not."""
    return document.gone_on is None or _went(document)


def _is_kept(document: Disclosure, adopted: AdoptedList) -> bool:
    """Tell whether what was made beside the lists stays in sight: of this version, or with the recipient."""
    return document.version == adopted.version or _went(document)
