"""Hand out papers: no document without its line in the log, and on disk all of a set or none."""

from __future__ import annotations

import hashlib
import re
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from zvdesk import system
from zvdesk.domain.disclosure import Disclosure
from zvdesk.domain.words import fold
from zvdesk.services import anchors, leftover_exports
from zvdesk.storage.records import erase_record, insert_record

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path
    from typing import TypeAlias

    from zvdesk.domain.action_lists import ActionList, ListSubject
    from zvdesk.domain.crisis_cards import CrisisCard
    from zvdesk.domain.keeping import KeptCopy
    from zvdesk.domain.organisations import Organisation
    from zvdesk.domain.roles import Act
    from zvdesk.services.desk import Desk, Trail
    from zvdesk.services.sources import Source

    Entry: TypeAlias = Disclosure | KeptCopy


@dataclass(frozen=True, slots=True)
class Exported:
    """Hold one document that was made."""

    path: Path
    kind: str
    recipient: str
    document_id: str
    sha256: str


def disclosure_of(
    desk: Desk, source: Source, kind: str, data: bytes, subject: ListSubject | None = None
) -> Disclosure:
    """Return the record of one document that was made from a source, for its recipient.

    ``subject`` is who it is about, when the document says so.
    """
    head, file, organisation = source.head, source.file, source.organisation
    ground = file.ground(organisation.id) if organisation else None
    return Disclosure(
        id=desk.clock.new_id(),
        case_id=file.case.id,
        meeting_id=source.adopted.meeting_id,
        document_id=head.document_id,
        kind=kind,
        recipient_id=organisation.id if organisation else "",
        recipient=organisation.name if organisation else "",
        purpose=file.case.purpose,
        ground=ground.ground if ground else source.regime.ground,
        version=source.adopted.version,
        sha256=hashlib.sha256(data).hexdigest(),
        made_at=head.signed_at,
        destroy_before=head.destroy_before or head.signed_at.date(),
        subject_ground=subject.ground if subject else "",
    )


def write_files(
    desk: Desk,
    act: Act | None,
    files: Sequence[tuple[Path, bytes]],
    trails: Sequence[Trail],
    entries: Sequence[Entry] = (),
) -> tuple[Path, ...]:
    """Write files whole, keep their entries and log lines, then give all of them their names.

    When that last step fails, no file stays and no entry either; the log says that it was tried. A name that
    is taken is not replaced; the next free one is. Raises NotAllowed and FolderUnusable.
    """
    first, *others = trails
    is_kept = False
    with desk.trying(first):
        leftover_exports.make_ready(desk.vault, files[0][0].parent, *(path.name for path, _ in files))
        try:
            with system.staged_set(files) as places:
                with desk.change(act, first) as connection:
                    for entry in entries:
                        insert_record(connection, entry)
                    for trail in others:
                        desk.also(connection, trail)
                is_kept = True
        except BaseException:
            if is_kept:
                _forget(desk, entries)
            raise
    anchors.keep_up(desk.vault, desk.opening)
    return tuple(place.path for place in places)


def write_paper(
    desk: Desk, act: Act | None, trail: Trail, data: bytes, path: Path, copies: Sequence[Entry] = ()
) -> Path:
    """Write one file with its log line; see ``write_files``.

    ``copies`` come in the register of what went out, with the day before which they must be destroyed. Where
    the trail names nothing else, the log names a PDF by its SHA-256, so that verifying knows it again.
    """
    if path.suffix == ".pdf" and not trail.object_id:
        trail.object_id = hashlib.sha256(data).hexdigest()
    (place,) = write_files(desk, act, [(path, data)], [trail], copies)
    return place


def paper_name(kind: str, paper: ActionList | CrisisCard, organisation: Organisation | None) -> str:
    """Return a file name with case number, day of the meeting and organisation, and no name of a person."""
    practice = "oefening-" if paper.is_practice else ""
    who = f"voor-{slug(organisation)}" if organisation else "volledig"
    return f"{practice}{paper.case_number}-{kind}-{paper.meeting_at:%Y%m%d}-{who}-v{paper.version}.pdf"


def slug(organisation: Organisation) -> str:
    """Return the name of an organisation as it may stand in the name of a file."""
    short = organisation.abbreviation or organisation.name
    return re.sub(r"[^a-z0-9]+", "-", fold(short)).strip("-")[:40] or "organisatie"


def _forget(desk: Desk, entries: Sequence[Entry]) -> None:
    with suppress(Exception), desk.vault.transaction() as connection:
        for entry in entries:
            erase_record(connection, type(entry), entry.id)
