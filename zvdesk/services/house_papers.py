"""Make the papers of the house itself: the sheet with its certificate, and the blank form."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cryptography import x509

from zvdesk.documents import blank_form as blank_form_paper
from zvdesk.documents import house_certificate
from zvdesk.domain.agenda import MeetingKind
from zvdesk.domain.blank_forms import BlankForm, blank_levels, blank_steps
from zvdesk.domain.certificate_sheets import CertificateSheet
from zvdesk.services import house, meetings, shared_house
from zvdesk.services.desk import Desk, Trail
from zvdesk.services.handing_out import write_paper
from zvdesk.services.trust import describe_certificate
from zvdesk.services.verification import house_certificate_pem

if TYPE_CHECKING:
    from pathlib import Path

    from zvdesk.domain.agenda import AgendaTemplate

SHEET = "huiscertificaat"
FORM = "leeg formulier"


@dataclass(frozen=True, slots=True)
class PublishedSheet:
    """Hold the sheet that was written, and where it is."""

    sheet: CertificateSheet
    path: Path


def certificate_sheet(desk: Desk) -> CertificateSheet:
    """Return what the sheet says of the house under which who is at the desk signs; it is public."""
    name, der = shared_house.shown_house(desk)
    known, certificate = describe_certificate(der), x509.load_der_x509_certificate(der)
    return CertificateSheet(
        house=name,
        is_practice=desk.vault.practice,
        subject=known.name,
        fingerprint=known.fingerprint,
        valid_from=desk.clock.local(certificate.not_valid_before_utc).date(),
        valid_until=desk.clock.local(certificate.not_valid_after_utc).date(),
        pem=house_certificate_pem(desk),
        printed_at=desk.clock.local(desk.clock.now()),
        document_id=desk.clock.new_id(),
    )


def export_certificate_sheet(desk: Desk, folder: Path, name: str = "") -> PublishedSheet:
    """Write the sheet with the certificate of the house as a PDF, and return it with where it is.

    Without a name the file gets the usual one.
    Everybody of the house may, and it may go to everybody: it is no disclosure, but it leaves a line in the
    log. Raises MissingGlyphs and FolderUnusable.
    """
    sheet = certificate_sheet(desk)
    path = folder / (name or f"{'oefening-' if sheet.is_practice else ''}{SHEET}.pdf")
    return PublishedSheet(
        sheet, write_paper(desk, None, Trail("exporteren", SHEET), house_certificate.render(sheet), path)
    )


def blank_form(desk: Desk, template: AgendaTemplate) -> BlankForm:
    """Return the form of an agenda, for one case of which nothing is on it."""
    return BlankForm(
        house=desk.house.name,
        is_practice=desk.vault.practice,
        name=template.name,
        steps=blank_steps(template),
        levels=blank_levels(house.current_scheme(desk)),
        printed_at=desk.clock.local(desk.clock.now()),
        document_id=desk.clock.new_id(),
    )


def export_blank_form(
    desk: Desk,
    folder: Path,
    *,
    name: str = "",
    meeting_id: str = "",
    kind: MeetingKind = MeetingKind.TABLE,
) -> Path:
    """Write the form to fill in by pen, and return where it is; without a name it gets the usual one.

    It has the steps of a meeting's own agenda, or without a meeting those of the newest agenda of a kind. As
    nothing of any case is on it, everybody of the house may, and it is in no register; it leaves a line in
    the log. Raises NotFound for a meeting that is not there, MissingGlyphs and FolderUnusable.
    """
    if meeting_id:
        meeting = meetings.meeting(desk, meeting_id)
        template = desk.library.template(meeting.template_id, meeting.template_version)
    else:
        template = desk.library.templates_of(kind)[0]
    form = blank_form(desk, template)
    name = name or f"{'oefening-' if form.is_practice else ''}leeg-formulier-{template.kind.value}.pdf"
    return write_paper(desk, None, Trail("exporteren", FORM), blank_form_paper.render(form), folder / name)
