"""Say per recipient how far each document of a meeting is: made, read through, handed over, received."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from zvdesk.domain.adoption import list_blockers, recipients
from zvdesk.domain.disclosure import PRESENCE
from zvdesk.domain.organisations import WgsPosition
from zvdesk.domain.sharing import may_get

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from zvdesk.domain.actions import ActionItem, ConditionalAgreement
    from zvdesk.domain.adoption import AdoptedContent, AdoptedList
    from zvdesk.domain.blockers import Blocker
    from zvdesk.domain.case_files import CaseFile
    from zvdesk.domain.disclosure import Disclosure, ThirdPartyGround
    from zvdesk.domain.organisations import Organisation

LIST = "actielijst"  # every recipient gets one; other kinds stand on the board once they are made


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
    document: Disclosure | None = None
    earlier_version: int | None = None  # an older list that the recipient has
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
    """Hold who gets what of one meeting."""

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
    documents = [d for d in given if d.case_id == file.case.id and d.kind != PRESENCE and _counts(d)]
    asked = ["", *_with_something(adopted.content, organisations)]
    rows = []
    for recipient_id in dict.fromkeys([*asked, *(d.recipient_id for d in documents)]):
        mine = [d for d in documents if d.recipient_id == recipient_id]
        organisation = organisations.get(recipient_id)
        is_third = organisation is not None and organisation.position is WgsPosition.THIRD
        for kind in dict.fromkeys([LIST, *(d.kind for d in mine)]):
            of_kind, earlier = [d for d in mine if d.kind == kind], None
            if kind == LIST and recipient_id in asked:
                earlier = max(
                    (d.version for d in of_kind if d.version < adopted.version and _went(d)), default=None
                )
                of_kind = [d for d in of_kind if d.version == adopted.version]
            elif not of_kind or not _is_kept(_furthest(of_kind), adopted):
                continue
            document = _furthest(of_kind)
            stage = stage_of(document)
            is_held_up = stage.is_before(Stage.HANDED_OVER)
            rows.append(
                BoardRow(
                    case_id=file.case.id,
                    case_number=file.case.number,
                    kind=kind,
                    recipient_id=recipient_id,
                    recipient=organisation.name if organisation else document.recipient if document else "",
                    stage=stage,
                    version=adopted.version,
                    document=document,
                    earlier_version=earlier,
                    third=file.ground(recipient_id) if is_third else None,
                    is_third=is_third,
                    blockers=list_blockers(file, organisation, retention_months) if is_held_up else (),
                )
            )
    return tuple(rows)


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


def _is_kept(document: Disclosure | None, adopted: AdoptedList) -> bool:
    """Tell whether what was made beside the lists stays in sight: of this version, or with the recipient."""
    return document is not None and (document.version == adopted.version or _went(document))


def _furthest(documents: list[Disclosure]) -> Disclosure | None:
    """Return the document that counts of those of one kind: the newest version, and of that the furthest."""
    order = list(Stage)
    return max(documents, key=lambda d: (d.version, order.index(stage_of(d)), d.made_at), default=None)
