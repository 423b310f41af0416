"""Do the commands on what goes to whom: show the board of a meeting, and keep how far documents are."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from zvdesk.cli import exits
from zvdesk.cli.distribution_parser import CHECKED, HANDED_OVER, RECEIVED
from zvdesk.cli.outcome import Outcome
from zvdesk.cli.secrets_in import passphrase
from zvdesk.domain.disclosure import HandOverWay
from zvdesk.domain.distribution import NO_MEETING, Stage, giving_act
from zvdesk.domain.meetings import MeetingState
from zvdesk.domain.words import fold
from zvdesk.errors import NotFound
from zvdesk.services import distribution, house, meetings, vaults
from zvdesk.services.today import today
from zvdesk.texts.blockers import sentence
from zvdesk.texts.days import day
from zvdesk.texts.labels import HAND_OVER_WAYS, STAGES

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterable

    from zvdesk.domain.disclosure import Disclosure
    from zvdesk.domain.distribution import Board, BoardRow
    from zvdesk.domain.organisations import Organisation
    from zvdesk.services.desk import Desk

_STAGES = {CHECKED: Stage.CHECKED, HANDED_OVER: Stage.HANDED_OVER, RECEIVED: Stage.RECEIVED}
_HOUSE = "het huis zelf"


def distribution_list(arguments: argparse.Namespace) -> Outcome:
    """Show who gets what of a meeting or of the papers of cases, how far each is, and what holds it up."""
    desk = vaults.unlock(arguments.vault, passphrase(arguments.passphrase_fd, "Wachtzin"))
    try:
        if arguments.open:
            wanted = [lists.meeting_id for lists in today(desk).lists]
        else:
            wanted = [arguments.meeting or _last_closed(desk)]
        boards = [distribution.board(desk, meeting_id) for meeting_id in wanted]
    finally:
        vaults.lock(desk)
    text = "\n\n".join(_shown(board) for board in boards)
    return Outcome(
        {"ok": True, "meetings": [_plain(board) for board in boards]},
        text or "Alle vastgestelde lijsten zijn verstrekt.",
    )


def distribution_mark(arguments: argparse.Namespace) -> Outcome:
    """Keep a step of the chosen documents, or take it back; all of them or none."""
    stage = _STAGES[arguments.step]
    desk = vaults.unlock(arguments.vault, passphrase(arguments.passphrase_fd, "Wachtzin"))
    try:
        meeting_id = arguments.meeting or _last_closed(desk)
        rows = _chosen(desk, distribution.board(desk, meeting_id), arguments, stage)
        ids = [document.id for row in rows for document in row.documents]
        if arguments.undo:
            distribution.take_back(desk, ids, stage)
        elif stage is Stage.CHECKED:
            distribution.mark_checked(desk, ids, arguments.on)
        elif stage is Stage.HANDED_OVER:
            distribution.mark_handed_over(desk, ids, HandOverWay(arguments.how), arguments.on)
        else:
            distribution.mark_received(desk, ids, arguments.on)
        board = distribution.board(desk, meeting_id)
    finally:
        vaults.lock(desk)
    done = [row for row in board.rows if any(document.id in ids for document in row.documents)]
    return Outcome(
        {"ok": bool(done), "meeting": meeting_id, "documents": [_row(row) for row in done]},
        "\n".join(_line(row) for row in done) or "Er is geen document dat aan deze stap toe is.",
        exits.OK if done else exits.REFUSED,
    )


def named_organisations(desk: Desk, names: Iterable[str]) -> dict[str, Organisation]:
    """Return the organisations with these names or abbreviations, by id; raise NotFound for another name."""
    known = house.organisations(desk)
    found: dict[str, Organisation] = {}
    for name in names:
        matches = [o for o in known if fold(name) in (fold(o.name), fold(o.abbreviation))]
        if not matches:
            raise NotFound("organisation", name)
        found |= {organisation.id: organisation for organisation in matches}
    return found


def _last_closed(desk: Desk) -> str:
    for row in meetings.meeting_rows(desk):
        if row.state is MeetingState.CLOSED:
            return row.id
    raise NotFound("meeting", "")


def _chosen(desk: Desk, board: Board, arguments: argparse.Namespace, stage: Stage) -> list[BoardRow]:
    rows = [r for r in board.rows if r.document and arguments.case in (None, r.case_number)]
    if arguments.all:
        before = list(Stage)[list(Stage).index(stage) - 1]
        return [
            r
            for r in rows
            if r.stage is (stage if arguments.undo else before)
            and (r.recipient_id or stage is Stage.CHECKED)  # the house's own list goes to nobody
            and desk.may(giving_act(r.kind))
        ]
    if arguments.full:
        return _some([r for r in rows if not r.recipient_id], _HOUSE)
    if arguments.recipients:
        wanted = named_organisations(desk, arguments.recipients)
        found: list[BoardRow] = []
        for organisation in wanted.values():
            found += _some([r for r in rows if r.recipient_id == organisation.id], organisation.name)
        return found
    found = []
    for document in arguments.documents:
        known = [r for r in rows if any(document in (d.id, d.document_id) for d in r.documents)]
        found += _some(known, document)
    return found


def _some(rows: list[BoardRow], name: str) -> list[BoardRow]:
    if not rows:
        raise NotFound("document", name)
    return rows


def _plain(board: Board) -> dict[str, Any]:
    return {
        "meeting": board.meeting_id,
        "title": board.title,
        "open": len(board.open_rows),
        "documents": [_row(row) for row in board.rows],
    }


def _row(row: BoardRow) -> dict[str, Any]:
    values: dict[str, Any] = {
        "case": row.case_number,
        "kind": row.kind,
        "recipient": row.recipient or _HOUSE,
        "recipient_id": row.recipient_id,
        "stage": row.stage.value,
        "open": row.is_open,
        "version": row.version,
        "earlier_version": row.earlier_version,
        "earlier_on": row.earlier_on.isoformat() if row.earlier_on else None,
        "outdated": row.is_outdated,
        "holds_up": [sentence(blocker) for blocker in row.blockers],
        "third": None,
        "document": None,
        "documents": [_document(document) for document in row.documents],
    }
    if row.is_third:
        third = row.third
        values["third"] = {
            "ground": third.ground if third else "",
            "legal_test": third.legal_test if third else "",
            "supplier_consent": third.supplier_consent if third else "",
            "needs_supplier_consent": third.needs_supplier_consent if third else True,
        }
    if row.document is not None:
        values["document"] = _document(row.document)
    return values


def _document(found: Disclosure) -> dict[str, Any]:
    return {
        "id": found.id,
        "document_id": found.document_id,
        "version": found.version,
        "sha256": found.sha256,
        "made_at": found.made_at.isoformat(),
        "destroy_before": found.destroy_before.isoformat(),
        "subject_ground": found.subject_ground,
        "checked_by": found.checked_by,
        "checked_on": found.checked_on.isoformat() if found.checked_on else None,
        "handed_over_by": found.handed_over_by,
        "handed_over_on": found.handed_over_on.isoformat() if found.handed_over_on else None,
        "handed_over_how": found.handed_over_how.value if found.handed_over_how else None,
        "received_on": found.received_on.isoformat() if found.received_on else None,
    }


def _shown(board: Board) -> str:
    left = len(board.open_rows)
    head = f"{board.title}: nog {left} te doen" if left else f"{board.title}: alles is verstrekt"
    if not board.rows:
        is_of_papers = board.meeting_id == NO_MEETING
        head = f"{board.title}: er is nog niets {'gemaakt' if is_of_papers else 'vastgesteld'}"
    return "\n".join([head, *(_line(row) for row in board.rows)])


def _line(row: BoardRow) -> str:
    words = [f"  {row.case_number:10}  {row.recipient or _HOUSE:32}  {row.kind:12}  {STAGES[row.stage]}"]
    words += [f"{len(row.documents)} bestanden"] if len(row.documents) > 1 else []
    words += [_since(row)] if _since(row) else []
    line = ", ".join(words)
    if row.earlier_version is not None:
        line += f"; heeft versie {row.earlier_version}, nieuw is versie {row.version}"
    if row.earlier_on is not None:
        line += f"; een eerder bestand is verstrekt op {day(row.earlier_on)}"
    if row.third is not None:
        test = row.third.legal_test or "ontbreekt"
        line += f"\n              grondslag: {row.third.ground or 'ontbreekt'}; juridische toets: {test}"
    return "\n".join([line, *(f"              let op: {sentence(blocker)}" for blocker in row.blockers)])


def _since(row: BoardRow) -> str:
    found = row.document
    if found is None:
        return ""
    if row.stage is Stage.CHECKED:
        return f"door {found.checked_by} op {day(found.checked_on)}"
    if row.stage is Stage.HANDED_OVER:
        how = f", {HAND_OVER_WAYS[found.handed_over_how]}" if found.handed_over_how else ""
        return f"op {day(found.handed_over_on)}{how}"
    return f"op {day(found.received_on)}" if found.received_on else ""
