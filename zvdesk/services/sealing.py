"""Seal a signed file when there is a network: a timestamp, and what shows that nothing was withdrawn."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

from zvdesk import system
from zvdesk.documents.gathering import Known, Sources
from zvdesk.documents.sealing import seal
from zvdesk.documents.verifying import LARGEST, verify
from zvdesk.domain.signatures import Seal, VerdictKind
from zvdesk.errors import FileUnreadable, SealFailed
from zvdesk.limits import read_plain_file
from zvdesk.services import later_files, network
from zvdesk.services.clock import Clock
from zvdesk.services.desk import Trail
from zvdesk.services.trust import (
    known_certificates,
    read_certificate,
    revocation_answers,
    revocation_lists,
    time_authorities,
    trust_time_authority,
)
from zvdesk.settings import load_settings, save_settings

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime
    from pathlib import Path

    from zvdesk.domain.signatures import Verdict
    from zvdesk.services.desk import Desk

_WHOLE = (VerdictKind.VALID, VerdictKind.UNKNOWN_SIGNER)


@dataclass(frozen=True, slots=True)
class Sealed:
    """Hold a sealed file and what verifying says of it now."""

    path: Path
    level: Seal
    verdict: Verdict


def seal_file(
    path: Path,
    *,
    level: Seal = Seal.LT,
    service: str = "",
    trust: Iterable[Path] = (),
    trust_time: Iterable[Path] = (),
    out: Path | None = None,
    desk: Desk | None = None,
) -> Sealed:
    """Seal one signed file, in its place or as ``out``, and return what it is now.

    ``service`` is the address of a time service; without it the one of the settings is asked. With ``desk``
    a document of the register gets an entry for the file as it is now, with a line in the log. Raises
    SealFailed with why not, FileUnreadable, NotACertificate and FolderUnusable; the file then is as it was.
    """
    address = service or load_settings().timestamp_service
    if not address:
        raise SealFailed("no_service")
    if not network.is_allowed(address):
        raise SealFailed("address")
    try:
        pdf = read_plain_file(path, LARGEST)
    except OSError as error:
        raise FileUnreadable from error
    known = Known(
        trusted=(*(found.der for found in known_certificates()), *(read_certificate(p) for p in trust)),
        time_authorities=(*time_authorities(), *(read_certificate(p) for p in trust_time)),
        revocation_lists=revocation_lists(),
        revocation_answers=revocation_answers(),
        at=Clock().now(),
    )
    before = _verdict(pdf, known, known.at)
    if before.kind not in _WHOLE:
        raise SealFailed("not_whole")
    sources = Sources(partial(network.ask_time_service, address), network.fetch_list, network.ask_responder)
    sealed = seal(pdf, level, known, sources)
    after = _verdict(sealed, known, Clock().now())
    # A timestamp alone says nothing of revocation: its authority's list may still be missing then.
    is_proven = level is Seal.T or all(signer.proven_at for signer in after.signers)
    if after.kind not in _WHOLE or not is_proven:
        raise SealFailed("bad_answer")
    place = out or path
    system.make_ready(place.parent)
    with system.staged(place, sealed, replaces=out is None) as written:
        if desk is not None:
            _register(desk, before, sealed, before.document_sha256 if out is None else "")
    return Sealed(written.path, level, after)


def remember_service(address: str, authorities: Iterable[Path] = ()) -> None:
    """Ask this time service from now on, and take the word of its authorities; raise like ``seal_file``."""
    if not network.is_allowed(address):
        raise SealFailed("address")
    for path in authorities:
        trust_time_authority(read_certificate(path))
    settings = load_settings()
    save_settings(replace(settings, timestamp_service=address))


def forget_service() -> None:
    """Ask no time service from now on."""
    save_settings(replace(load_settings(), timestamp_service=""))


def _register(desk: Desk, before: Verdict, sealed: bytes, replaced: str) -> None:
    """Keep the sealed file in the register, where the vault knows what it was."""
    with desk.vault.read() as connection:
        known = later_files.known_before(connection, before)
    if known is not None:
        trail = Trail("verzegelen", known.kind, hashlib.sha256(sealed).hexdigest(), known.case_id)
        with desk.change(None, trail) as connection:
            later_files.register_later(desk, connection, known, sealed, replaced)


def _verdict(pdf: bytes, known: Known, at: datetime) -> Verdict:
    return verify(
        pdf,
        trusted=known.trusted,
        time_authorities=known.time_authorities,
        revocation_lists=known.revocation_lists,
        revocation_answers=known.revocation_answers,
        at=at,
    )
