"""Hold how a table travels between the vaults of colleagues: who has the pen, and which packages went by."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date, datetime


MOST_MOVES = 1_000  # packages that the way of a pen names, taken over ones among them
MOST_VOID = 200  # packages that a pen remembers as taken over: what others say of it must not fill it up


class Reach(Enum):
    """Say what a package holds: a meeting with its cases, or one case."""

    MEETING = "overleg"
    CASE = "casus"


class Direction(Enum):
    """Tell a package that was made here from one that came in."""

    SENT = "verstuurd"
    RECEIVED = "ontvangen"


class Standing(Enum):
    """Say how a case or meeting in a package stands to the pen in this vault."""

    NEW = "nieuw"  # it is not known here
    EXPECTED = "verwacht"  # the pen is out, and comes back with this package
    LATE = "te_laat"  # the pen was taken over since: only its differences can still be adopted
    OLDER = "ouder"  # this vault has gone past it
    HERE = "pen_is_hier"  # the pen was never given to who sends this


class PackageFault(Enum):
    """Say why a package is refused; a refused package changes nothing."""

    NOT_A_PACKAGE = "geen_pakket"
    DAMAGED = "beschadigd"  # or changed on the way: the two cannot be told apart
    TOO_LARGE = "te_groot"
    TOO_NEW = "te_nieuw"
    NOT_FOR_YOU = "niet_voor_u"
    UNKNOWN_SENDER = "onbekende_afzender"
    ENDED_SENDER = "afzender_gestopt"
    OUTDATED_SENDER = "certificaat_verlopen"  # of the sender
    BAD_SIGNATURE = "handtekening_ongeldig"
    EXPIRED = "verlopen"
    FROM_THE_FUTURE = "uit_de_toekomst"
    ALREADY_ENTERED = "al_opgenomen"
    OLDER = "ouder_dan_hier"
    LATE = "te_laat"  # only its differences can still be taken over
    PEN_NOT_OUT = "pen_is_hier"
    UNPROVEN = "pen_niet_bewezen"  # nothing proves that the pen came to the sender
    DESTROYED = "vernietigd"
    SHIELDED = "afgeschermd"
    OTHER_CASE = "van_een_andere_casus"  # an id in it belongs to another case here
    PRACTICE = "oefenen_en_echt"
    HOSTILE = "vreemde_inhoud"  # signed by a colleague, and still nothing that zvdesk writes


class LeftOut(Enum):
    """Name what a package leaves out for who may not read contributions."""

    CONTRIBUTIONS = "inbreng"
    SCORES = "leefgebieden_en_factoren"
    REFERRAL = "aanmelding"
    TABLE_NOTES = "aantekeningen"  # information, parked points, notes of the steps, polls
    NOT_IN_REPORT = "niet_in_verslag"  # what was agreed under that condition


@dataclass(frozen=True, slots=True, kw_only=True)
class PenLink:
    """Prove one move of a pen: the vault that had it signed who gave it to whom, with which package.

    A vault has the pen, and the people in it and their keys change. So whoever got it said with the own key
    in which vault that is, and the key of that vault signs the next move.
    """

    holder_id: str  # colleague who got it in the move before; "" when there was none
    holder_key: bytes  # SubjectPublicKeyInfo, DER
    holder_signature: bytes  # over the key of the vault
    sender_id: str  # colleague
    receiver_id: str  # colleague: the first receiver
    vault_key: bytes  # SubjectPublicKeyInfo, DER
    vault_signature: bytes  # over the rest and the packages: zvdesk.storage.pen_links


@dataclass(frozen=True, slots=True, kw_only=True)
class PenChain:
    """Say by which packages the pen of one case or meeting moved, the first one first."""

    id: str  # of the case or the meeting
    chain: tuple[str, ...]
    void: tuple[str, ...] = ()  # packages whose pen was taken over since
    links: tuple[PenLink, ...] = ()  # of the last packages; moves of before they were signed have none

    def link_of(self, place: int) -> PenLink | None:
        """Return what proves the move with the package at a place in the chain, or None."""
        at = place - len(self.chain) + len(self.links)
        return self.links[at] if 0 <= at < len(self.links) else None

    def links_from(self, place: int) -> tuple[PenLink, ...]:
        """Return the links of the packages from a place in the chain on, as far as there are any."""
        return self.links[max(place - len(self.chain) + len(self.links), 0) :]


@dataclass(frozen=True, slots=True, kw_only=True)
class Pen:
    """Say who may write in one case or meeting that ever travelled; what has no pen never left."""

    id: str  # of the case or the meeting
    chain: tuple[str, ...] = ()
    holder_id: str = ""  # colleague; "" when the pen is here
    holder: str = ""  # name
    since: datetime | None = None
    void: tuple[str, ...] = ()
    links: tuple[PenLink, ...] = ()

    @property
    def way(self) -> PenChain:
        """Return how it moved, as a package tells it."""
        return PenChain(id=self.id, chain=self.chain, void=self.void, links=self.links)

    @property
    def is_here(self) -> bool:
        """Tell whether this vault may write in it."""
        return not self.holder_id


@dataclass(frozen=True, slots=True, kw_only=True)
class Handover:
    """Register one package that was sent or received, so that none enters twice."""

    id: str  # of the package: 32 hexadecimal digits
    direction: Direction
    at: datetime
    colleague_ids: tuple[str, ...]  # the receivers, or the one sender
    names: tuple[str, ...]
    reach: Reach
    case_ids: tuple[str, ...]
    meeting_id: str = ""
    purpose: str = ""
    expires_on: date
    sequence: int  # of the packages that the sender's vault made, from 1
    sha256: str  # of the file
    vault_id: str  # of the sender
    log_sequence: int  # head of the sender's log when it was made
    log_mac: str  # hexadecimal
    is_return: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Envelope:
    """Hold what its carrier may not read and passes on: sealed to the colleagues who may."""

    id: str  # 32 hexadecimal digits
    case_id: str
    sealed: bytes = field(repr=False)
    reader_ids: tuple[str, ...]  # colleagues
    readers: tuple[str, ...]  # their names
    made_by: str
    made_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """Say what a package is, for whom and until when: the first part of what its sender signs."""

    package_id: str
    sender_id: str
    sender: str
    receiver_ids: tuple[str, ...]  # who gets the pen first
    receivers: tuple[str, ...]
    reach: Reach
    meeting_id: str = ""
    case_ids: tuple[str, ...]
    chains: tuple[PenChain, ...]  # of each case, and of the meeting
    purpose: str
    made_at: datetime
    expires_on: date  # the last day on which it may enter
    sequence: int
    vault_id: str
    log_sequence: int
    log_mac: str
    schema: str
    leaves_out: tuple[LeftOut, ...] = ()
    is_return: bool = False
    is_practice: bool = False

    def chain_of(self, subject_id: str) -> PenChain:
        """Return how the pen of a case or meeting moved; an empty chain when it does not move."""
        return next((c for c in self.chains if c.id == subject_id), PenChain(id=subject_id, chain=()))


def standing(pen: Pen | None, theirs: PenChain) -> Standing:
    """Return how a case or meeting in a package stands to the pen here.

    None stands for a case that is not known here; a known case that never travelled is a Pen with an empty
    chain. A pen that was taken over leaves the chain and becomes void (``taken_over``), so what was built on
    it parts from the chain at that package. Who was overtaken and gave the case back since, gets it again.
    """
    if pen is None:
        return Standing.NEW
    ours, chain = pen.chain, theirs.chain
    same = parting(ours, chain)
    if same in (len(ours), len(chain)):  # one goes on where the other ends
        if len(chain) <= len(ours):
            return Standing.OLDER
        if chain[len(ours)] in pen.void:
            return Standing.LATE
        return Standing.HERE if pen.is_here else Standing.EXPECTED
    if chain[same] in pen.void:
        return Standing.LATE
    if pen.is_here:
        return Standing.HERE
    return Standing.EXPECTED if ours[same] in theirs.void else Standing.OLDER


def parting(ours: tuple[str, ...], theirs: tuple[str, ...]) -> int:
    """Return the place from which two chains are not the same."""
    pairs = enumerate(zip(ours, theirs, strict=False))
    return next((n for n, (a, b) in pairs if a != b), min(len(ours), len(theirs)))


def registered(manifest: Manifest, direction: Direction, at: datetime, sha256: str) -> Handover:
    """Return what the register of a vault keeps of a package that it made or took in."""
    is_sent = direction is Direction.SENT
    return Handover(
        id=manifest.package_id,
        direction=direction,
        at=at,
        colleague_ids=manifest.receiver_ids if is_sent else (manifest.sender_id,),
        names=manifest.receivers if is_sent else (manifest.sender,),
        reach=manifest.reach,
        case_ids=manifest.case_ids,
        meeting_id=manifest.meeting_id,
        purpose=manifest.purpose,
        expires_on=manifest.expires_on,
        sequence=manifest.sequence,
        sha256=sha256,
        vault_id=manifest.vault_id,
        log_sequence=manifest.log_sequence,
        log_mac=manifest.log_mac,
        is_return=manifest.is_return,
    )


def given(pen: Pen, package_id: str, holder_id: str, holder: str, at: datetime, *, link: PenLink) -> Pen:
    """Return the pen after it was given to a colleague with a package."""
    return Pen(
        id=pen.id,
        chain=(*pen.chain, package_id),
        holder_id=holder_id,
        holder=holder,
        since=at,
        void=pen.void,
        links=(*pen.links, link),
    )


def entered(pen: Pen | None, theirs: PenChain, at: datetime) -> Pen:
    """Return the pen after a package brought it here; what was proven here before stays as it was."""
    ours = pen.way if pen is not None else PenChain(id=theirs.id, chain=())
    same = parting(ours.chain, theirs.chain)
    known = ours.links[: len(ours.links) - len(ours.links_from(same))]
    return Pen(
        id=theirs.id,
        chain=theirs.chain,
        since=at,
        void=tuple(dict.fromkeys((*ours.void, *theirs.void)))[:MOST_VOID],
        links=(*known, *theirs.links_from(same)),
    )


def taken_over(pen: Pen, package_id: str, at: datetime) -> Pen:
    """Return the pen after it was taken over from who has it: the package that it left with is void."""
    place = pen.chain.index(package_id)
    return Pen(
        id=pen.id,
        chain=pen.chain[:place],
        since=at,
        void=(*pen.void, package_id)[-MOST_VOID:],
        links=pen.links[: len(pen.links) - len(pen.way.links_from(place))],
    )
