"""Hold an unlocked vault with who sits at it; each act checks the role and leaves its line in the log."""

from __future__ import annotations

from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING

from zvdesk import system
from zvdesk.domain.overviews import AuditLine
from zvdesk.domain.roles import Act, may
from zvdesk.errors import Cancelled, NotAllowed, NotFound, PackageRefused
from zvdesk.services.anchors import Opening, keep_up
from zvdesk.storage import audit
from zvdesk.storage.cases import number_and_regime

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from zvdesk.content.library import Library
    from zvdesk.domain.people import Actor
    from zvdesk.services.clock import Clock
    from zvdesk.storage.connection import Connection
    from zvdesk.storage.vault import Vault

_KEEP_UP = timedelta(seconds=60)  # of work that the profile may not know of
_TOLD = timedelta(minutes=15)  # a list that was read stays told for so long


@dataclass(frozen=True, slots=True)
class House:
    """Hold what the vault says of its house."""

    name: str
    certificate: bytes  # X.509 DER: the house as certificate authority
    contact: str = ""
    regime_id: str = "wgs_zvh"


@dataclass(slots=True)
class Trail:
    """Say for the log what an act is done to; a service fills in what it learns on the way."""

    action: str
    object: str
    object_id: str = ""
    case_id: str = ""
    purpose: str = ""  # why, where the act asks for a reason; else the ground of the case's regime


@dataclass(slots=True)
class Desk:
    """Hold an open vault, who acts, the clock and the content that the house uses."""

    vault: Vault
    actor: Actor
    library: Library
    clock: Clock
    house: House
    opening: Opening = field(default_factory=Opening)
    _kept_up: datetime | None = field(default=None, init=False, repr=False)
    _tried: Trail | None = field(default=None, init=False, repr=False)
    _told: dict[tuple[object, ...], datetime] = field(default_factory=dict, init=False, repr=False)

    @contextmanager
    def change(self, act: Act | None, trail: Trail) -> Iterator[Connection]:
        """Give one transaction for an act; its log line is part of it.

        ``act`` None means that every role may do it. Raises NotAllowed, and logs that it was refused. What
        fails inside the block is logged as failed; see ``trying``.
        """
        self.require(act, trail)
        with self.trying(trail), self.vault.transaction() as connection:
            yield connection
            self._append(connection, trail, "gelukt")
        now = self.clock.now()
        self._kept_up = self._kept_up or now
        if abs(now - self._kept_up) > _KEEP_UP:
            self._kept_up = now
            keep_up(self.vault, self.opening, is_quick=True)

    @contextmanager
    def trying(self, trail: Trail) -> Iterator[None]:
        """Log what raises inside the block as failed, once per trail, and let it go on unchanged.

        Where it arises decides. Inside the block access was granted and the vault, or a file that goes with
        the act, was reached: a disk that refuses, a wrong passphrase, a conflict with what is stored, a step
        that lacks something leave a line. What a service refuses before the block (a number that is none, a
        day in the past, an empty field) is typing, and leaves none: half a date would fill the log. A log
        that cannot be written to hides nothing: the first failure is the one that is raised.
        """
        if self._tried is trail:  # the act within its own attempt
            yield
            return
        before, self._tried = self._tried, trail
        try:
            yield
        except BaseException as error:
            with suppress(Exception):
                self.note(trail, _result_of(error))
            raise
        finally:
            self._tried = before

    @contextmanager
    def reading(self, act: Act, trail: Trail) -> Iterator[Connection]:
        """Give one transaction for reading what the log must mention (NEN 7513: read, search, export)."""
        with self.change(act, trail) as connection:
            yield connection

    @contextmanager
    def listing(self, act: Act | None, trail: Trail) -> Iterator[Connection]:
        """Give a connection for reading a list that pages ask for again with every refresh.

        Who reads it leaves a line, and after that none for a quarter of an hour: the log says who had which
        kind of list at hand and when, not how often a page was painted.
        """
        self.require(act, trail)
        key = (self.actor, trail.action, trail.object, trail.object_id, trail.case_id)
        now, told = self.clock.now(), self._told.get(key)
        if told is not None and abs(now - told) < _TOLD:
            with self.vault.read() as connection:
                yield connection
            return
        with self.change(act, trail) as connection:
            yield connection
        self._told[key] = now

    def also(self, connection: Connection, trail: Trail) -> None:
        """Write one more line inside the transaction of an act that does two things."""
        self._append(connection, trail, "gelukt")

    def note(self, trail: Trail, result: str = "gelukt") -> None:
        """Write one line in the log by itself."""
        with self.vault.transaction() as connection:
            self._append(connection, trail, result)

    def may(self, act: Act) -> bool:
        """Tell whether who acts may do this."""
        return may(self.actor.role, act)

    def require(self, act: Act | None, trail: Trail) -> None:
        """Raise NotAllowed unless the role allows the act, and log the refusal."""
        if act is not None and not self.may(act):
            self.note(trail, "geweigerd")
            raise NotAllowed(act.value, self.actor.role.value)

    def _append(self, connection: Connection, trail: Trail, result: str) -> None:
        number, regime = number_and_regime(connection, trail.case_id) if trail.case_id else ("", "")
        now = self.clock.now()
        offset = self.clock.local(now).utcoffset()
        audit.append(
            connection,
            self.vault.audit_key,
            AuditLine(
                sequence=0,
                at=now,
                utc_offset=int(offset.total_seconds() // 60) if offset else 0,
                actor_id=self.actor.person_id,
                actor=self.actor.name,
                role=self.actor.role.value,
                action=trail.action,
                object=trail.object,
                object_id=trail.object_id,
                case_number=number,
                result=result,
                device=system.device_name(),
                ground=trail.purpose or regime,
                is_emergency=self.actor.is_emergency,
            ),
        )


def found(record: object, kind: str, key: str) -> None:
    """Raise NotFound for None."""
    if record is None:
        raise NotFound(kind, key)


def _result_of(error: BaseException) -> str:
    if isinstance(error, NotAllowed | PackageRefused):
        return "geweigerd"
    return "afgebroken" if isinstance(error, Cancelled) else "mislukt"
