"""Take in a package from a colleague: look at what is in it first, and then all of it or nothing."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from zvdesk.domain.cases import Case, Subject, SubjectKind
from zvdesk.domain.colleagues import Colleague
from zvdesk.domain.handovers import Direction, Handover, Manifest, PackageFault, Standing, registered
from zvdesk.domain.meetings import Meeting
from zvdesk.domain.roles import Act, may
from zvdesk.errors import FileUnreadable, PackageRefused
from zvdesk.limits import read_plain_file
from zvdesk.services import anchors
from zvdesk.services.changes import Changes
from zvdesk.services.desk import Desk, Trail
from zvdesk.services.package_judging import (
    Judged,
    judge,
    known_sender,
    own_id,
    refusals_explained,
    remember_given,
)
from zvdesk.storage import keys, package_content, package_entering, package_file, pen_links
from zvdesk.storage.package_changes import changes
from zvdesk.storage.package_content import belongs_to
from zvdesk.storage.package_envelopes import Incoming, open_envelopes
from zvdesk.storage.package_gathering import key_ids
from zvdesk.storage.records import find_records, get_record, save_record

if TYPE_CHECKING:
    from zvdesk.storage.connection import Connection
    from zvdesk.storage.pen_links import Voucher

#: What a package that came in changes; pages load these again.
KINDS = frozenset({"cases", "meetings", "handovers", "organisations", "disclosures"})


@dataclass(frozen=True, slots=True, kw_only=True)
class CasePreview:
    """Hold what a package says of one case, and how that stands to what is here."""

    id: str
    number: str  # as the sender calls it
    local_number: str  # as it is called here
    alias: str
    main_subject: str
    records: int  # of the case in the package
    changed: int  # rows here that would change
    standing: Standing


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """Hold what is in a package that may come in; nothing changed yet."""

    manifest: Manifest
    sender: Colleague
    meeting: str  # title, of a package with a meeting
    cases: tuple[CasePreview, ...]
    standings: dict[str, Standing]  # of each case, and of the meeting
    has_pen: bool  # this vault may write in it then
    envelopes_opened: int
    envelopes_closed: int
    sha256: str
    incoming: Incoming = field(repr=False)
    voucher: Voucher | None = field(default=None, repr=False)  # new, of who gets the pen

    @property
    def is_late(self) -> bool:
        """Tell whether the pen of something in it was taken over in the meantime."""
        return Standing.LATE in self.standings.values()

    @property
    def may_enter(self) -> bool:
        """Tell whether there is something in it to take in."""
        return any(found in (Standing.NEW, Standing.EXPECTED) for found in self.standings.values())


@dataclass(frozen=True, slots=True)
class Received:
    """Hold what came in: the cases by id with the number that they have here, and what pages load again."""

    numbers: dict[str, str]
    meeting_id: str
    changes: Changes


def preview(desk: Desk, source: Path | bytes, passphrase: str) -> Preview:
    """Show what is in a package before anything enters; looking is logged, and a refusal with its reason.

    Of what is late, a vault that was restored keeps that it gave the pen away, which it had forgotten.
    Raises PackageRefused with the reason, FileUnreadable, WrongPassphrase, NoSigningKey, NotAllowed.
    """
    trail = Trail("bekijken", "pakket")
    desk.require(Act.HAND_OVER, trail)
    with refusals_explained(desk, trail):
        data = _bytes(source)
        trail.object_id = package_file.package_id_of(data)
        private = keys.personal_sealing_key(desk.vault.folder, desk.actor.person_id, passphrase)
        unsealed = package_file.unseal(data, private)
        with desk.vault.read() as connection:
            sender = known_sender(desk, connection, unsealed.sender_id)
        content = package_content.read(unsealed.content, unsealed.package_id)
        with desk.reading(Act.HAND_OVER, trail) as connection:
            judged = judge(desk, connection, content.manifest, sender.id)
            incoming = open_envelopes(content, private, _makers(connection, judged, content.manifest))
            package_entering.check(connection, incoming)
            remember_given(desk, connection, content.manifest, judged)
            shown = _shown(connection, incoming, judged, hashlib.sha256(data).hexdigest())
            first_id = content.manifest.receiver_ids[0]
            is_first = first_id == own_id(desk, connection) and not pen_links.kept(connection, first_id)
    return replace(shown, voucher=_voucher(desk, passphrase)) if is_first else shown


def receive(desk: Desk, shown: Preview) -> Received:
    """Take in what was shown, in one transaction; what is late in it stays out.

    It is judged again: the vault may have changed since. Raises PackageRefused; then nothing changed.
    """
    manifest = shown.manifest
    said = (
        f"vervolgt logboek {manifest.vault_id[:8]} na regel {manifest.log_sequence} ({manifest.log_mac[:16]})"
    )
    trail = Trail("ontvangen", "pakket", manifest.package_id, "", f"{manifest.purpose}; {said}")
    desk.require(Act.HAND_OVER, trail)
    with refusals_explained(desk, trail), desk.change(Act.HAND_OVER, trail) as connection:
        judged = judge(desk, connection, manifest, shown.sender.id)
        if not judged.entering:
            raise PackageRefused(PackageFault.LATE.value, shown.sender.name)
        now = desk.clock.now()
        made = package_entering.enter(
            connection, shown.incoming, judged.entering, at=now, has_pen=judged.has_pen
        )
        if shown.voucher is not None:
            pen_links.keep(connection, shown.voucher)
        save_record(connection, register_entry(desk, shown))
        trails = [
            replace(trail, case_id=case_id, action=_action(judged, case_id)) for case_id in made.numbers
        ]
        if trails:
            trail.case_id, trail.action = trails[0].case_id, trails[0].action
        for more in trails[1:]:
            desk.also(connection, more)
    anchors.keep_up(desk.vault, desk.opening)
    return Received(dict(made.numbers), manifest.meeting_id, Changes(KINDS, frozenset(made.numbers)))


def register_entry(desk: Desk, shown: Preview) -> Handover:
    """Return what the register keeps of a package that came in, so that it does so once."""
    entry = registered(shown.manifest, Direction.RECEIVED, desk.clock.now(), shown.sha256)
    return replace(entry, names=(shown.sender.name,))  # as that colleague is known here


def _voucher(desk: Desk, passphrase: str) -> Voucher:
    """Let who gets the pen say in which vault it comes: somebody else there may give it on."""
    key = keys.personal_signing_key(desk.vault.folder, desk.actor.person_id, passphrase)
    return pen_links.vouched(key, desk.vault.house_signing_key)


def _bytes(source: Path | bytes) -> bytes:
    """Return the bytes of a package, at most one more than the limit: what is longer is refused then."""
    if not isinstance(source, Path):
        return source
    try:
        return read_plain_file(source, package_file.MOST_BYTES)
    except OSError as error:
        raise FileUnreadable from error


def _makers(connection: Connection, judged: Judged, manifest: Manifest) -> frozenset[str]:
    """Return whose envelopes are opened: of who may read contributions, and of the people of this vault.

    The sender counts too where nothing is here yet: what somebody leaves out of a case that they made
    themselves can come from nobody else, and it can change nothing.
    """
    readers = {one.id for one in find_records(connection, Colleague) if may(one.role, Act.READ_CONTRIBUTIONS)}
    is_new = all(judged.standings[case_id] is Standing.NEW for case_id in manifest.case_ids)
    return frozenset(readers | set(key_ids(connection)) | ({judged.sender.id} if is_new else set()))


def _shown(connection: Connection, incoming: Incoming, judged: Judged, sha256: str) -> Preview:
    content = incoming.content
    manifest = content.manifest
    titles = {one.id: one.title for one in content.records if isinstance(one, Meeting)}
    return Preview(
        manifest=manifest,
        sender=judged.sender,
        meeting=titles.get(manifest.meeting_id, ""),
        cases=_cases(connection, incoming, judged),
        standings=dict(judged.standings),
        has_pen=judged.has_pen,
        envelopes_opened=len(incoming.opened),
        envelopes_closed=len(incoming.closed),
        sha256=sha256,
        incoming=incoming,
    )


def _cases(connection: Connection, incoming: Incoming, judged: Judged) -> tuple[CasePreview, ...]:
    records = incoming.content.records
    changed = changes(connection, incoming)
    numbers = {one.theirs.id: one.theirs.number for one in changed if isinstance(one.theirs, Case)}
    mains = {
        one.case_id: one.full_name
        for one in records
        if isinstance(one, Subject) and one.kind is SubjectKind.MAIN
    }
    found = []
    for case in records:
        if isinstance(case, Case):
            ours = get_record(connection, Case, case.id)
            found.append(
                CasePreview(
                    id=case.id,
                    number=case.number,
                    local_number=ours.number if ours is not None else numbers.get(case.id, case.number),
                    alias=case.alias,
                    main_subject=mains.get(case.id, ""),
                    records=sum(belongs_to(record) == case.id for record in records),
                    changed=sum(one.case_id == case.id for one in changed),
                    standing=judged.standings[case.id],
                )
            )
    return tuple(found)


def _action(judged: Judged, subject_id: str) -> str:
    is_back = judged.has_pen and judged.standings[subject_id] is Standing.EXPECTED
    return "terugkomen" if is_back else "ontvangen"
