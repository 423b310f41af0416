"""Make many files as one set: each in the register and the log, and on disk all of them or none."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from zvdesk.domain.blockers import Blocked
from zvdesk.errors import (
    CardTooFull,
    ListNotThere,
    MissingGlyphs,
    NothingInCalendar,
    NothingInTable,
    NothingOnCard,
)
from zvdesk.services.desk import Desk, Trail
from zvdesk.services.handing_out import Exported, write_files

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from typing import TypeAlias

    from zvdesk.domain.disclosure import Disclosure
    from zvdesk.domain.keeping import KeptCopy
    from zvdesk.domain.roles import Act
    from zvdesk.errors import ExplainedError
    from zvdesk.services.handing_out import Entry

    Progress: TypeAlias = Callable[[int, int], None]

# Of one recipient; the others go on.
_REFUSALS = (
    Blocked,
    CardTooFull,
    ListNotThere,
    MissingGlyphs,
    NothingInCalendar,
    NothingInTable,
    NothingOnCard,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """Hold one file of a set before it is written, with its entry for the register of what went out."""

    name: str
    data: bytes = field(repr=False)
    entry: Entry
    case_id: str
    others: Mapping[str, KeptCopy] = field(default_factory=dict)  # by case, of a file about more than one
    inside: tuple[Disclosure, ...] = ()  # of what goes along in it, when the register missed that


@dataclass(frozen=True, slots=True)
class Recipient:
    """Name one list: of which case, and for which organisation; None is the full list, for the house.

    ``kind`` tells documents of one recipient apart where a set holds several.
    """

    case_id: str
    organisation_id: str | None
    kind: str = "actielijst"


@dataclass(frozen=True, slots=True)
class Wanted:
    """Hold one file that is asked for, and how to make it."""

    recipient: Recipient
    make: Callable[[], Piece] = field(repr=False)


@dataclass(frozen=True, slots=True)
class Refusal:
    """Hold why one recipient gets nothing."""

    recipient: Recipient
    error: Blocked | ExplainedError


@dataclass(frozen=True, slots=True)
class ExportSet:
    """Hold what was made of a set, each with for whom it is, and what was refused."""

    made: tuple[tuple[Recipient, Exported], ...]
    refused: tuple[Refusal, ...] = ()


def make_set(
    desk: Desk, act: Act, wanted: Sequence[Wanted], folder: Path, progress: Progress | None = None
) -> ExportSet:
    """Make every file that may be made, then write them together, and say of the others why not.

    ``progress`` hears how many of how many are done, and may raise Cancelled; then nothing is written.
    Raises NotAllowed, FolderUnusable, Cancelled.
    """
    pieces: list[tuple[Recipient, Piece]] = []
    refused: list[Refusal] = []
    for number, one in enumerate(wanted):
        if progress is not None:
            progress(number, len(wanted))
        if any(refusal.recipient == one.recipient for refusal in refused):
            continue  # said once, whatever number of files was asked for
        try:
            pieces.append((one.recipient, one.make()))
        except _REFUSALS as error:
            refused.append(Refusal(one.recipient, error))
    if progress is not None:
        progress(len(wanted), len(wanted))
    written = write_set(desk, act, [piece for _, piece in pieces], folder) if pieces else ()
    return ExportSet(
        tuple((recipient, file) for (recipient, _), file in zip(pieces, written, strict=True)), tuple(refused)
    )


def write_set(desk: Desk, act: Act, pieces: Sequence[Piece], folder: Path) -> tuple[Exported, ...]:
    """Write the files of a set with their entries and log lines; see ``handing_out.write_files``.

    Where the names of two organisations make the same name of a file, the document number tells them apart.
    """
    names = Counter(piece.name for piece in pieces)
    entries: list[tuple[str, Entry]] = []
    for piece in pieces:
        entries += [(piece.case_id, piece.entry), *piece.others.items()]
        entries += [(inside.case_id, inside) for inside in piece.inside]
    places = write_files(
        desk,
        act,
        [
            (folder / (piece.name if names[piece.name] == 1 else _own_name(piece)), piece.data)
            for piece in pieces
        ],
        [Trail("exporteren", entry.kind, entry.document_id, case_id) for case_id, entry in entries],
        [entry for _, entry in entries],
    )
    return tuple(
        Exported(place, piece.entry.kind, piece.entry.recipient, piece.entry.document_id, piece.entry.sha256)
        for place, piece in zip(places, pieces, strict=True)
    )


def _own_name(piece: Piece) -> str:
    path = Path(piece.name)
    return path.with_stem(f"{path.stem}-{piece.entry.document_id.lower()}").name
