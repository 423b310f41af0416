"""Sign in another way: as the second person, with a key from a file, or with a token."""

from __future__ import annotations

import hashlib
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING

from cryptography.x509 import load_der_x509_certificate

from zvdesk import system
from zvdesk.documents.identities import key_id
from zvdesk.documents.key_files import LARGEST as LARGEST_KEY_FILE
from zvdesk.documents.key_files import load_key_file, named
from zvdesk.documents.signing import countersign
from zvdesk.documents.tokens import opened_token
from zvdesk.documents.verifying import LARGEST
from zvdesk.domain.roles import Act
from zvdesk.domain.signatures import why_not_second
from zvdesk.errors import CannotCountersign, FileUnreadable
from zvdesk.limits import read_plain_file
from zvdesk.services import anchors, exports, later_files, leftover_exports
from zvdesk.services.desk import Desk, Trail
from zvdesk.services.trust import known_certificates, read_certificate, time_authorities
from zvdesk.services.vouching import is_made_here, verdict_on
from zvdesk.texts.labels import ROLES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from contextlib import AbstractContextManager
    from pathlib import Path

    from zvdesk.domain.signatures import Verdict

KIND = "tweede handtekening"


def countersigning(desk: Desk, passphrase: str) -> AbstractContextManager[exports.Signer]:
    """Open the signing key of who signs second, with that person's passphrase; see ``exports.signing``."""
    return exports.signing(desk, passphrase, Act.COUNTERSIGN, KIND)


@contextmanager
def signing_with_file(
    desk: Desk, path: Path, passphrase: str, document: str = exports.KIND, act: Act = Act.SIGN_LIST
) -> Iterator[exports.Signer]:
    """Open the signing key in a PKCS#12 file for one signing session; neither it nor its passphrase is kept.

    The paper then names who issued that key. ``act`` is what the document asks of a role; see
    ``countersigning`` for the second person. A wrong passphrase is logged as failed. Raises
    WrongKeyFilePassphrase, KeyFileUnusable, FileUnreadable and NotAllowed.
    """
    trail = Trail("ondertekenen", document)
    desk.require(act, trail)
    with desk.trying(trail):
        identity = load_key_file(_read(path, LARGEST_KEY_FILE), passphrase, at=desk.clock.now())
    name, issuer = named(identity.certificate)
    yield exports.Signer(identity, name, ROLES[desk.actor.role], issuer)


@contextmanager
def signing_with_token(
    desk: Desk, module: Path, label: str, pin: str, document: str = exports.KIND, act: Act = Act.SIGN_LIST
) -> Iterator[exports.Signer]:
    """Open a token (PKCS#11) for one signing session; its PIN is tried once and kept nowhere.

    ``module`` is the library of the token's maker; an empty label means the only token there is. The paper
    then names who issued the key. Raises WrongPin, TokenUnusable and NotAllowed.
    """
    trail = Trail("ondertekenen", document)
    desk.require(act, trail)
    with ExitStack() as session:
        with desk.trying(trail):
            identity = session.enter_context(opened_token(module, label, pin, at=desk.clock.now()))
        name, issuer = named(identity.certificate)
        yield exports.Signer(identity, name, ROLES[desk.actor.role], issuer)


def countersign_file(
    desk: Desk,
    signer: exports.Signer,
    path: Path,
    folder: Path | None = None,
    *,
    trust_time: Iterable[Path] = (),
    tell: Callable[[Verdict], None] | None = None,
) -> Path:
    """Sign a document that somebody known signed first, or that was made here, and return where it is.

    ``trust_time`` are certificates of time services that count beside those of the profile. ``tell`` hears
    what the verdict is, with by whom the first signature is, before anything is signed.

    The file is replaced, which only adds to it; or it is written to ``folder``. The log line is kept before
    that, and a document of the register gets an entry for the file as it is now. Raises CannotCountersign
    with why not, FileUnreadable, NotAllowed and FolderUnusable; the document then is as it was.
    """
    trail = Trail("mede ondertekenen", KIND)
    desk.require(Act.COUNTERSIGN, trail)
    with desk.trying(trail):
        pdf = _read(path)
        now = desk.clock.now()
        verdict = verdict_on(
            pdf,
            trusted=[known.der for known in known_certificates()],
            time_authorities=(*time_authorities(), *(read_certificate(one) for one in trust_time)),
            desk=desk,
            at=now,
        )
        if tell is not None:
            tell(verdict)
        _check(desk, verdict, signer)
        signed = countersign(pdf, signer.identity, at=desk.clock.local(now))
        with desk.vault.read() as connection:
            before = later_files.known_before(connection, verdict)
        trail.case_id = before.case_id if before else ""
        trail.object_id = hashlib.sha256(signed).hexdigest()
        place = path if folder is None else folder / path.name
        leftover_exports.make_ready(desk.vault, place.parent, place.name)
        with (
            system.staged(place, signed, replaces=folder is None) as written,
            desk.change(Act.COUNTERSIGN, trail) as connection,
        ):
            if before is not None:
                replaced = hashlib.sha256(pdf).hexdigest() if folder is None else ""
                later_files.register_later(desk, connection, before, signed, replaced)
    anchors.keep_up(desk.vault, desk.opening)
    return written.path


def _read(path: Path, most: int = LARGEST) -> bytes:
    try:
        return read_plain_file(path, most)
    except OSError as error:
        raise FileUnreadable from error


def _check(desk: Desk, verdict: Verdict, signer: exports.Signer) -> None:
    with desk.vault.read() as connection:
        reason = why_not_second(verdict, is_made_here=is_made_here(connection, verdict))
    if reason:
        raise CannotCountersign(reason)
    if verdict.signers[0].key_id == key_id(load_der_x509_certificate(signer.identity.certificate)):
        raise CannotCountersign("same_person")
