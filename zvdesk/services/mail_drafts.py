"""Draft a mail per recipient, with the signed list and crisis card made for that recipient and no other.

zvdesk sends nothing: a person opens the draft in the mail program of the house, looks, and sends. What goes
along is recognised by its SHA-256 in the register: a list never goes to another organisation, nor an old one.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from zvdesk.documents.covers import cover
from zvdesk.documents.texts import PRACTICE, plain_day
from zvdesk.domain.keeping import KeptCopy
from zvdesk.domain.mail_texts import filled
from zvdesk.domain.roles import Act
from zvdesk.errors import ListNotThere
from zvdesk.exchange.mail import AttachedFile, DraftMail, usable_address, write_mail
from zvdesk.services import exports
from zvdesk.services.desk import Desk, Trail
from zvdesk.services.export_sets import Piece, Recipient, Refusal, Wanted, make_set
from zvdesk.services.handing_out import Exported, paper_name
from zvdesk.services.papers import CARD
from zvdesk.services.signed_lists import signed_papers
from zvdesk.services.sources import Sources
from zvdesk.services.spoken import spoken_passphrase
from zvdesk.texts.labels import ROLES

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from zvdesk.domain.action_lists import ActionList
    from zvdesk.domain.mail_texts import MailTemplate
    from zvdesk.services.export_sets import Progress
    from zvdesk.services.signed_lists import SignedPaper
    from zvdesk.services.sources import Source

KIND = "conceptmail"
TEMPLATE, TEMPLATE_OF_NOTHING = "actielijst", "actielijst_zonder_acties"
_KEPT = timedelta(days=1)  # once it was sent, a draft has no more use


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """Hold one draft that was made; its passphrase is kept nowhere else, and shown once."""

    recipient: Recipient
    exported: Exported
    address: str  # "": the house knows no usable address, so that a person fills it in
    is_checked: bool  # somebody read the list through; what is not, does not go yet (BGS 1.8(1))
    passphrase: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Drafts:
    """Hold the drafts that were made, and what was refused."""

    made: tuple[Draft, ...]
    refused: tuple[Refusal, ...] = ()


def export_drafts(
    desk: Desk,
    meeting_id: str,
    recipients: Sequence[Recipient],
    lists: Path,
    folder: Path,
    progress: Progress | None = None,
    *,
    encrypts: bool = False,
) -> Drafts:
    """Write a draft per organisation, with its newest signed list and card out of the folder ``lists``.

    A card goes along when there is one. With ``encrypts`` each paper goes along inside an encrypted PDF, with
    one passphrase per draft, to be told by telephone. All that may be made appear together or not at all; the
    rest says why not. Raises NotAllowed, NotFound, FolderUnusable, Cancelled.
    """
    desk.require(Act.HAND_OUT, Trail("exporteren", KIND, meeting_id))
    case_ids = dict.fromkeys(one.case_id for one in recipients)
    signed = {case_id: signed_papers(desk, meeting_id, case_id, lists) for case_id in case_ids}
    sources = Sources(desk, meeting_id, desk.actor.name)
    begun: list[Callable[..., Draft]] = []  # each lacks its place

    def make(one: Recipient) -> Piece:
        source = sources.of(one.case_id, one.organisation_id)
        passphrase = spoken_passphrase() if encrypts else ""
        address = usable_address(source.organisation.email) if source.organisation else ""
        content, organisation = exports.list_of(source), source.organisation
        wanted_one = (organisation.id if organisation else "", source.adopted.version)
        found, card = signed[one.case_id].list_of(*wanted_one), signed[one.case_id].card_of(*wanted_one)
        if organisation is None or found is None:
            raise ListNotThere(content.recipient)
        along = {exports.file_name(content, organisation): found}
        if card is not None:
            along[paper_name(CARD, content, organisation)] = card
        piece = _piece(desk, source, content, along, address, passphrase)
        is_checked = all(paper.is_checked for paper in along.values())
        begun.append(partial(Draft, address=address, is_checked=is_checked, passphrase=passphrase))
        return piece

    wanted = [Wanted(one, partial(make, one)) for one in recipients]
    done = make_set(desk, Act.HAND_OUT, wanted, folder, progress)
    drafts = (
        finish(recipient=recipient, exported=exported)
        for (recipient, exported), finish in zip(done.made, begun, strict=True)
    )
    return Drafts(tuple(drafts), done.refused)


def _piece(
    desk: Desk,
    source: Source,
    content: ActionList,
    along: Mapping[str, SignedPaper],
    address: str,
    passphrase: str,
) -> Piece:
    files = tuple(_attached(content, name, paper.data, passphrase) for name, paper in along.items())
    names = ", ".join(one.name for one in files)
    has_something = bool(content.actions or content.conditionals)
    template = desk.library.mail_template(TEMPLATE if has_something else TEMPLATE_OF_NOTHING)
    mail = write_mail(
        DraftMail(
            address=address,
            subject=f"{PRACTICE}: {template.subject}" if content.is_practice else template.subject,
            body=_body(desk, source, content, template, names, is_sealed=bool(passphrase)),
            files=files,
        )
    )
    entry = KeptCopy(
        id=desk.clock.new_id(),
        document_id=content.document_id,
        case_number=content.case_number,
        kind=KIND,
        recipient=content.recipient,
        version=content.version,
        sha256=hashlib.sha256(mail).hexdigest(),
        made_at=desk.clock.now(),
        destroy_before=desk.clock.today() + _KEPT,
    )
    file = Path(paper_name(KIND, content, source.organisation)).with_suffix(".eml").name
    inside = tuple(paper.later for paper in along.values() if paper.later is not None)
    return Piece(name=file, data=mail, entry=entry, case_id=source.file.case.id, inside=inside)


def _attached(content: ActionList, name: str, data: bytes, passphrase: str) -> AttachedFile:
    """Return a paper as it goes along, inside an encrypted PDF when there is a passphrase."""
    if passphrase:
        data = cover(
            data,
            name,
            passphrase,
            house=content.house,
            made_at=content.signed_at,
            is_practice=content.is_practice,
        )
        name = f"{Path(name).stem}-versleuteld.pdf"
    return AttachedFile(name=name, mime_type="application/pdf", data=data)


def _body(
    desk: Desk, source: Source, content: ActionList, template: MailTemplate, name: str, *, is_sealed: bool
) -> str:
    values = {
        "organisatie": content.recipient,
        "dag_overleg": plain_day(content.meeting_at),
        "bestand": name,
        "contact": content.contact or source.head.house,
        "vernietigen_voor": plain_day(content.destroy_before) if content.destroy_before else "",
        "afzender": desk.actor.name,
        "functie": ROLES[desk.actor.role],
        "huis": content.house,
        "versleuteld": "",
    }
    if is_sealed:
        values["versleuteld"] = filled(template.sealed_note, values)
    return filled(template.body, values)
