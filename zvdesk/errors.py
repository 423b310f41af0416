"""Name every failure that zvdesk can explain.

A class carries data, never a sentence: the Dutch words live in ``zvdesk.texts``. Whatever is raised and is
no ExplainedError is a bug of ours. ``str()`` of an error gives its class name only, so that no case data
reaches a log or a traceback line by accident.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime


class ExplainedError(Exception):
    """Stand for a failure that has a Dutch message: what happened, what is safe, what to do."""

    def __str__(self) -> str:
        """Return the class name only; the data is for the message, not for logs."""
        return type(self).__name__


# --- the vault -------------------------------------------------------------------------------------------


class WrongPassphrase(ExplainedError):
    """No slot of the key file opens with this passphrase."""


@dataclass(eq=False)
class UnlockDelayed(ExplainedError):
    """Too many passphrases or keys were wrong: this vault is tried again after a while, not before."""

    seconds: int  # at least 1


class WrongRecoveryKey(ExplainedError):
    """The recovery key is well formed, but does not open this vault."""


class WrongKeyringSecret(ExplainedError):
    """This computer's keyring keeps nothing that opens this vault."""


class WrongEscrowKey(ExplainedError):
    """The vault does not open with this key of a security officer."""


class NotAnEscrowKey(ExplainedError):
    """The file holds no key that zvdesk made for a security officer."""


@dataclass(eq=False)
class RecoveryKeyTypo(ExplainedError):
    """A group of the recovery key has a wrong check character."""

    group: int  # 1-based; 0 when the number of groups is wrong


@dataclass(eq=False)
class PassphraseTooWeak(ExplainedError):
    """The passphrase is shorter than asked."""

    minimum: int


class PassphraseInUse(ExplainedError):
    """Another slot of this vault already opens with this passphrase."""


@dataclass(eq=False)
class VaultDamaged(ExplainedError):
    """A part of the vault cannot be read or fails its check."""

    part: str  # "key_file" | "database" | "backup"
    found: tuple[str, ...] = ()  # what a check found: "page 7", "table actions", never content


@dataclass(eq=False)
class VaultTooNew(ExplainedError):
    """The vault was written by a newer zvdesk."""

    found: str
    supported: str


@dataclass(eq=False)
class VaultInUse(ExplainedError):
    """This vault is open already."""

    process: int = 0  # on this computer; 0 when the system does not tell
    program: str = ""
    is_other_user: bool = False
    is_this: bool = False  # this process has it open itself


class VaultRolledBack(ExplainedError):
    """The vault is older than the last state this profile saw."""


@dataclass(eq=False)
class VaultMissing(ExplainedError):
    """There is no vault in this folder."""

    folder: str


@dataclass(eq=False)
class VaultExists(ExplainedError):
    """The folder already holds something."""

    folder: str


@dataclass(eq=False)
class FolderUnusable(ExplainedError):
    """The folder cannot be written to, or is on a network share."""

    folder: str
    reason: str  # "network" | "read_only" | "no_space" | "away" | "in_vault" | "other"


class VaultUnusable(FolderUnusable):
    """A vault does not open because of where it is; ``reason`` can also be "no_access": it cannot be read."""


@dataclass(eq=False)
class SecretStoreUnavailable(ExplainedError):
    """The keyring of the operating system did not do what was asked; the vault opens without it."""

    reason: str  # "none" | "locked" | "refused" | "not_kept" | "too_slow" | "failed"


class UnsafeCryptography(ExplainedError):
    """SQLCipher, Argon2id or HKDF did not pass the start-up check; nothing is opened."""


class PracticeMixing(ExplainedError):
    """Practice cases only go into a practice vault, and a practice vault takes nothing else."""


# --- documents -------------------------------------------------------------------------------------------


@dataclass(eq=False)
class MissingGlyphs(ExplainedError):
    """A text holds letters that the fonts on paper cannot show; nothing was drawn."""

    letters: str  # each letter once, in the order of first use


@dataclass(eq=False)
class CardTooFull(ExplainedError):
    """The agreements of a crisis card do not fit on one page at a size that reads; nothing was drawn."""

    fitting: int  # how many do fit, from the first on
    total: int


class NothingOnCard(ExplainedError):
    """No als-dan-afspraak of the case may stand on this crisis card; nothing was drawn."""


class NoComingMeeting(ExplainedError):
    """No meeting is still to come, and none was named; nothing was made."""


class NothingInCalendar(ExplainedError):
    """No day or meeting goes in this calendar, or there is none to take back; nothing was made."""


class NothingInTable(ExplainedError):
    """No action and no als-dan-afspraak goes in this table; nothing was made."""


@dataclass(eq=False)
class ListNotThere(ExplainedError):
    """The folder does not hold the newest signed list of this organisation, as it stands in the register."""

    organisation: str


class DocumentNotThere(ExplainedError):
    """The file of a document is not where documents were made, or it was changed there."""


# --- content and exchange --------------------------------------------------------------------------------


@dataclass(eq=False)
class ContentInvalid(ExplainedError):
    """A file with content (scheme, agenda, life domains, organisations, regime, practice) is not right."""

    file: str  # the name only, never the folder
    key: str  # dotted, lists count from 1: "niveau[2].casusregie.rol"; "" for the file as a whole
    reason: str  # "missing", "wrong_type", "not_in_list" ...; all of them in zvdesk.content.reading


@dataclass(eq=False)
class ContentMissing(ExplainedError):
    """A case or meeting refers to content that is not among the loaded files."""

    kind: str  # "scheme" | "template" | "life_domain_set" | "regime"
    id: str
    version: int | None  # None: any version would do


@dataclass(frozen=True, slots=True)
class FieldProblem:
    """Say what is wrong at one place of a referral file."""

    path: str  # "$.heeftBetrekkingOp[0].naam.geslachtsnaam"
    reason: str  # a key of zvdesk.texts.referrals.REFUSAL_SENTENCES
    limit: str = ""  # the limit that was passed or the values that are allowed, where there is one


@dataclass(eq=False)
class ReferralRefused(ExplainedError):
    """A referral file is refused as a whole; nothing of it was kept."""

    problems: tuple[FieldProblem, ...]


@dataclass(eq=False)
class OutcomeRefused(ExplainedError):
    """The data inside a signed list are not what zvdesk writes; nothing of them was given."""

    problems: tuple[FieldProblem, ...]


class NoOutcome(ExplainedError):
    """The document is genuine, but it carries no data to take over."""


@dataclass(eq=False)
class SeveralCases(ExplainedError):
    """The meeting adopted lists on more than one case, and none was chosen."""

    numbers: tuple[str, ...]


@dataclass(eq=False)
class AddressesRefused(ExplainedError):
    """An address book (vCard or CSV) is refused as a whole; nothing of it was kept."""

    reason: str  # a key of zvdesk.texts.imports.REASONS
    line: int = 0  # where in the file, from 1; 0: the file as a whole
    limit: str = ""


@dataclass(eq=False)
class InvitationRefused(ExplainedError):
    """An invitation (iCalendar) is refused as a whole; nothing of it was kept."""

    reason: str  # a key of zvdesk.texts.imports.REASONS
    line: int = 0
    limit: str = ""


# --- acts ------------------------------------------------------------------------------------------------


@dataclass(eq=False)
class NotAllowed(ExplainedError):
    """The role of who acts does not allow this."""

    act: str  # value of domain.roles.Act
    role: str  # value of domain.people.Role


@dataclass(eq=False)
class PersonEnded(ExplainedError):
    """The person whose passphrase this is no longer holds a role, or not yet."""

    name: str


class LastAdmin(ExplainedError):
    """Without this person nobody could manage people."""


class NoSigningKey(ExplainedError):
    """Who acts has no signing key: with the recovery key nobody can sign."""


@dataclass(eq=False)
class NotFound(ExplainedError):
    """There is no such case, meeting, person, organisation or record (any more)."""

    kind: str
    key: str


@dataclass(eq=False)
class InvalidField(ExplainedError):
    """A field cannot hold this; nothing was changed."""

    field: str
    reason: str  # "empty", "too_long", "bad_bsn", "bad_postcode", "not_in_list", "order", "past"


class ReadOnly(ExplainedError):
    """What a meeting adopted is read-only; a correction makes a new version."""


@dataclass(eq=False)
class AlreadyImported(ExplainedError):
    """This referral was read in before."""

    case_number: str


class FileUnreadable(ExplainedError):
    """The file is not there or cannot be read."""


class NotACertificate(ExplainedError):
    """The file holds no X.509 certificate that can be trusted."""


@dataclass(eq=False)
class LogTooLong(ExplainedError):
    """So many lines of the log do not go on paper; nothing was made."""

    lines: int
    most: int


class Cancelled(ExplainedError):
    """The person stopped a long job; what was finished stays."""


@dataclass(eq=False)
class CannotCountersign(ExplainedError):
    """This document cannot be signed a second time; it stays as it was."""

    reason: str  # see ``texts.messages``


class WrongKeyFilePassphrase(ExplainedError):
    """The passphrase does not open this file with a signing key."""


@dataclass(eq=False)
class KeyFileUnusable(ExplainedError):
    """This file holds no key that zvdesk can sign with."""

    reason: str  # see ``texts.messages``


class WrongPin(ExplainedError):
    """The token refuses this PIN; it was tried once."""


@dataclass(eq=False)
class TokenUnusable(ExplainedError):
    """There is no token here that zvdesk can sign with."""

    reason: str  # see ``texts.messages``


@dataclass(eq=False)
class SealFailed(ExplainedError):
    """No timestamp or revocation data could be added; the document stays as it was."""

    reason: str  # see ``texts.messages``
    fingerprint: str = ""  # of the time authority that is not known


@dataclass(eq=False)
class NotOurList(ExplainedError):
    """A signed list was not made in this vault, so the text behind it is not here."""


# --- keeping and destroying ------------------------------------------------------------------------------


@dataclass(eq=False)
class ExtensionRefused(ExplainedError):
    """A case may not be kept longer in this way."""

    reason: (
        str  # "unset", "too_long", "consent", or the value of the domain.keeping.ExtensionBasis that fails
    )


class NotClosed(ExplainedError):
    """Only a closed case can be shielded."""


@dataclass(eq=False)
class NoKeyHolder(ExplainedError):
    """Nobody holds a function that must be able to open a shielded case."""

    role: str  # value of domain.people.Role


class NotSealedToYou(ExplainedError):
    """The case was shielded before this person held the function, or with other keys."""


class CaseAtTable(ExplainedError):
    """A meeting that is going on has this case on its agenda."""


@dataclass(eq=False)
class NotYetDue(ExplainedError):
    """The ground for destroying does not fit the case."""

    ground: str  # value of domain.keeping.DestructionGround


# --- handing over ----------------------------------------------------------------------------------------


@dataclass(eq=False)
class PackageRefused(ExplainedError):
    """A sealed package is refused; nothing in the vault changed."""

    fault: str  # value of domain.handovers.PackageFault
    who: str = ""  # the sender as the package or the list of colleagues calls them
    case_number: str = ""


@dataclass(eq=False)
class PenElsewhere(ExplainedError):
    """A colleague may write in this case or meeting now; here it is to read."""

    holder: str  # name
    since: datetime | None = None


class ClockRunning(ExplainedError):
    """A meeting whose clock runs is led here: it is not handed over until the clock stands still."""


@dataclass(eq=False)
class NotGivenHere(ExplainedError):
    """The pen was given to its holder by another colleague: only that colleague can take it over."""

    holder: str  # name; empty when the pen is here


@dataclass(eq=False)
class CardRefused(ExplainedError):
    """The card of a colleague or the list of the house is refused; nothing was kept."""

    reason: str  # see ``texts.colleagues``
    name: str = ""  # whom it is about
