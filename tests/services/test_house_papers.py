"""The papers of the house itself through the services: public, logged, and of use to who receives them."""

from __future__ import annotations

import hashlib
import subprocess
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from cryptography import x509

from tests.services.world import PASSPHRASES, log, sign_document
from zvdesk.documents.certificate_file import certificate_in
from zvdesk.documents.house_certificate import render
from zvdesk.domain.agenda import MeetingKind
from zvdesk.domain.people import Role
from zvdesk.domain.signatures import VerdictKind
from zvdesk.errors import FolderUnusable, NotACertificate, NotFound
from zvdesk.services import cases, exports, house_papers, meetings, verification

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.services.world import World
    from zvdesk.services.desk import Desk


def test_the_sheet_makes_lists_of_the_house_known_to_others(
    after: Desk, closed: World, tmp_path: Path
) -> None:
    with exports.signing(after, PASSPHRASES[Role.CHAIR]) as signer:
        listed = sign_document(after, signer, closed.meeting_id, closed.case_id, None, tmp_path)
    made = house_papers.export_certificate_sheet(after, tmp_path)
    assert made.path.name == "huiscertificaat.pdf"
    assert verification.verify_file(listed.path).verdict.kind is VerdictKind.UNKNOWN_SIGNER
    assert verification.verify_file(listed.path, trust=[made.path]).verdict.kind is VerdictKind.VALID
    der = verification.read_certificate(made.path)
    assert der == after.house.certificate
    offered = verification.describe_certificate(der)
    assert offered.fingerprint == made.sheet.fingerprint == hashlib.sha256(der).hexdigest()
    verification.trust_certificate(der)
    assert verification.verify_file(listed.path).verdict.kind is VerdictKind.VALID


def test_it_says_until_when_and_leaves_its_line_in_the_log(after: Desk, tmp_path: Path) -> None:
    made = house_papers.export_certificate_sheet(after, tmp_path)
    data = made.path.read_bytes()
    certificate = x509.load_der_x509_certificate(after.house.certificate)
    assert made.sheet.valid_until == after.clock.local(certificate.not_valid_after_utc).date()
    assert made.sheet.house == after.house.name
    line = log(after)[0]
    assert (line.action, line.object, line.result) == ("exporteren", house_papers.SHEET, "gelukt")
    assert line.object_id == hashlib.sha256(data).hexdigest()
    assert line.case_number == ""
    assert house_papers.export_certificate_sheet(after, tmp_path).path.name == "huiscertificaat-2.pdf"


def test_everybody_of_the_house_may_publish_it(closed: World, tmp_path: Path) -> None:
    desk = closed.desk(Role.SECRETARY)
    assert house_papers.export_certificate_sheet(desk, tmp_path).path.is_file()
    with pytest.raises(FolderUnusable):
        house_papers.export_certificate_sheet(desk, tmp_path / "huiscertificaat.pdf")
    line = log(desk)[0]
    assert (line.object, line.result) == (house_papers.SHEET, "mislukt")
    desk.vault.close()


def test_a_pdf_without_a_certificate_or_with_a_bad_one_is_no_certificate(after: Desk, tmp_path: Path) -> None:
    sheet = house_papers.certificate_sheet(after)
    for number, pem in enumerate((b"", b"-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n")):
        path = tmp_path / f"{number}.pdf"
        path.write_bytes(render(replace(sheet, pem=pem)))
        assert certificate_in(path.read_bytes()) == pem
        with pytest.raises(NotACertificate):
            verification.read_certificate(path)
    other = tmp_path / "ander.pdf"
    other.write_bytes(b"%PDF-1.7\nniets\n%%EOF")
    with pytest.raises(NotACertificate):
        verification.read_certificate(other)


@pytest.mark.parametrize("kind", list(MeetingKind))
def test_a_blank_form_needs_no_meeting(kind: MeetingKind, world: World, tmp_path: Path) -> None:
    desk = world.desk(Role.PRIVACY_OFFICER)
    path = house_papers.export_blank_form(desk, tmp_path, kind=kind)
    assert path.name == f"leeg-formulier-{kind.value}.pdf"
    line = log(desk)[0]
    assert (line.action, line.object, line.case_number) == ("exporteren", house_papers.FORM, "")
    assert line.object_id == hashlib.sha256(path.read_bytes()).hexdigest()
    desk.vault.close()


def test_a_blank_form_of_a_meeting_has_its_agenda_and_nothing_of_its_cases(
    desk: Desk, world: World, tmp_path: Path, requires: Callable[[str], Path]
) -> None:
    path = house_papers.export_blank_form(desk, tmp_path, meeting_id=world.meeting_id)
    shown = subprocess.run(
        [str(requires("pdftotext")), str(path), "-"], capture_output=True, check=True
    ).stdout.decode()
    meeting = meetings.meeting(desk, world.meeting_id)
    template = desk.library.template(meeting.template_id, meeting.template_version)
    assert all(step.title in shown for step in template.steps)
    assert world.number not in shown
    assert cases.case_file(desk, world.case_id).case.alias not in shown
    with pytest.raises(NotFound):
        house_papers.export_blank_form(desk, tmp_path, meeting_id="weg")
    assert len(list(tmp_path.glob("*.pdf"))) == 1
