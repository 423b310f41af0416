"""The signed lists: who gets one, what stands on it, and what is left when a disk fails."""

from __future__ import annotations

import hashlib
import os
import re
import subprocess
import sys
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from tests.factories import NOW, TODAY
from tests.services.world import (
    NAMES,
    PASSPHRASES,
    World,
    accepted_case,
    lead_case,
    log,
    open_meeting,
    sign_document,
)
from zvdesk.documents.log_head import head_in
from zvdesk.domain.blockers import Blocked, Blocker, BlockerCode
from zvdesk.domain.disclosure import Disclosure, ThirdPartyGround
from zvdesk.domain.meetings import MeetingEvent
from zvdesk.domain.people import Role
from zvdesk.domain.signatures import Verdict, VerdictKind
from zvdesk.errors import FileUnreadable, FolderUnusable, MissingGlyphs, NotACertificate, NotFound
from zvdesk.services import cases, exports, house, meetings, vaults, verification
from zvdesk.services.sources import Sources, contact
from zvdesk.storage import audit

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from zvdesk.services.desk import Desk
    from zvdesk.services.handing_out import Exported

C = BlockerCode
CHAIR = PASSPHRASES[Role.CHAIR]


def documents(desk: Desk, case_id: str) -> tuple[Disclosure, ...]:
    """Return the disclosures of documents; who heard the case at the table is recorded beside them."""
    return tuple(d for d in exports.disclosures(desk, case_id) if d.kind == exports.KIND)


def text_of(path: Path, requires: Callable[[str], Path]) -> str:
    done = subprocess.run(
        [requires("pdftotext"), "-layout", path, "-"], capture_output=True, check=True, timeout=30
    )
    return " ".join(done.stdout.decode("utf-8").split())


def export(desk: Desk, world: World, organisation: str | None, folder: Path) -> Exported:
    organisation_id = world.organisations[organisation] if organisation else None
    with exports.signing(desk, CHAIR) as signer:
        return sign_document(desk, signer, world.meeting_id, world.case_id, organisation_id, folder)


def ground(world: World, **changes: str) -> ThirdPartyGround:
    given = {"ground": "Wgs 1.7, tweede lid", "legal_test": "RAC akkoord", "supplier_consent": "Politie"}
    words = given | changes
    return ThirdPartyGround(
        case_id=world.case_id,
        organisation_id=world.organisations["corporatie"],
        recorded_on=TODAY,
        ground=words["ground"],
        legal_test=words["legal_test"],
        supplier_consent=words["supplier_consent"],
    )


def test_a_list_is_signed_registered_and_valid(
    after: Desk, closed: World, tmp_path: Path, requires: Callable[[str], Path]
) -> None:
    made = export(after, closed, None, tmp_path / "uit")
    assert re.fullmatch(rf"{closed.number}-actielijst-\d{{8}}-volledig-v1\.pdf", made.path.name)
    assert hashlib.sha256(made.path.read_bytes()).hexdigest() == made.sha256
    assert made.path.stat().st_mode & 0o077 == 0
    (kept,) = documents(after, closed.case_id)
    assert (kept.document_id, kept.sha256, kept.recipient_id) == (made.document_id, made.sha256, "")
    assert (kept.version, kept.kind, kept.made_at) == (1, "actielijst", NOW)
    assert kept.destroy_before == TODAY.replace(year=2031)
    verified = verification.verify_file(made.path, desk=after, at=NOW)
    assert (verified.verdict.kind, verified.is_registered) == (VerdictKind.VALID, True)
    assert [signer.name for signer in verified.verdict.signers] == [NAMES[Role.CHAIR]]
    line = next(line for line in log(after) if line.action == "exporteren")
    assert (line.object_id, line.case_number) == (made.document_id, closed.number)
    head = head_in(made.path.read_bytes())
    assert head is not None
    assert (head.vault_id, head.sequence) == (after.vault.vault_id, line.sequence - 1)
    with after.vault.read() as connection:
        assert audit.mac_at(connection, head.sequence) == bytes.fromhex(head.mac)
    assert head.mark.replace(" ", "") in text_of(made.path, requires).replace(" ", "")


@pytest.mark.parametrize("recipient", [None, "gemeente", "politie", "ggz", "corporatie"])
def test_what_was_brought_in_stands_on_no_list(
    after: Desk, closed: World, tmp_path: Path, requires: Callable[[str], Path], recipient: str | None
) -> None:
    cases.save(after, ground(closed))
    text = text_of(export(after, closed, recipient, tmp_path).path, requires)
    assert "Is in zorg sinds 2025" not in text
    assert "Gaf zelf toestemming" not in text
    assert "Twee meldingen" not in text
    assert "Testhuizen" not in text
    assert "Geen nieuwe meldingen voor de zomer." in text
    assert "Wgs art. 1.11" in text
    mine: dict[str, set[str | None]] = {
        "Elke week langsgaan": {None, "gemeente"},
        "Zorg afstemmen": {None, "ggz"},
        "Overlast in de nacht": {None, "politie"},
        "Alleen met toestemming.": {None, "ggz"},
        "Eén plan.": {None},
    }
    for words, recipients in mine.items():
        assert (words in text) is (recipient in recipients), words
    assert "met een sleutel die Huis aan de Rand heeft uitgegeven" in text
    assert "gekwalificeerd" not in text.casefold()


def test_a_third_is_refused_until_ground_test_and_consent_are_there(
    after: Desk, closed: World, tmp_path: Path
) -> None:
    third = closed.organisations["corporatie"]

    def lacking() -> list[BlockerCode]:
        targets = exports.targets(after, closed.meeting_id, closed.case_id)
        (found,) = [t for t in targets if t.organisation and t.organisation.id == third]
        assert all(b.names == ("Wonen in Fictie",) for b in found.blockers)
        if found.blockers:
            with pytest.raises(Blocked) as error:
                export(after, closed, "corporatie", tmp_path)
            assert error.value.blockers == found.blockers
        return [b.code for b in found.blockers]

    assert lacking() == [C.THIRD_GROUND_MISSING, C.THIRD_TEST_MISSING]
    kept = cases.save(after, ground(closed, legal_test="", supplier_consent=""))
    assert lacking() == [C.THIRD_TEST_MISSING, C.SUPPLIER_CONSENT_MISSING]
    kept = cases.save(after, replace(kept, legal_test="RAC akkoord"))
    assert lacking() == [C.SUPPLIER_CONSENT_MISSING]
    assert not list(tmp_path.glob("*.pdf"))
    cases.save(after, replace(kept, supplier_consent="Politie, 12 maart"))
    assert lacking() == []
    made = export(after, closed, "corporatie", tmp_path)
    assert re.fullmatch(rf"{closed.number}-actielijst-\d{{8}}-voor-wif-v1\.pdf", made.path.name)
    (disclosure,) = documents(after, closed.case_id)
    assert (disclosure.recipient, disclosure.ground) == ("Wonen in Fictie", "Wgs 1.7, tweede lid")


def test_a_local_list_never_cites_the_wgs(
    after: Desk, closed: World, tmp_path: Path, requires: Callable[[str], Path]
) -> None:
    made = accepted_case(after, closed.organisations, alias="Lokaal", regime_id="lokaal")
    held = open_meeting(after, closed.people, closed.organisations, made)
    meetings.advance(after, held.id, MeetingEvent.BEGIN)
    lead_case(after, held.id, held.items[0].id, closed.organisations)
    meetings.advance(after, held.id, MeetingEvent.CLOSE)
    local = replace(closed, case_id=made.id, number=made.number, meeting_id=held.id)
    with pytest.raises(Blocked) as error:
        export(after, local, None, tmp_path)
    assert error.value.blockers == (Blocker(C.NO_RETENTION_TERM),)
    vaults.lock(after)
    admin = closed.desk(Role.FUNCTIONAL_ADMIN)
    house.set_retention(admin, "lokaal", 24, "Selectielijst")
    vaults.lock(admin)
    desk = closed.desk()
    found = export(desk, local, None, tmp_path)
    text = text_of(found.path, requires)
    assert "Wgs" not in text
    assert "BGS" not in text
    assert "lokale convenant" in text
    assert documents(desk, made.id)[0].destroy_before == TODAY.replace(year=2028)
    vaults.lock(desk)


def test_nothing_is_made_before_the_meeting_closed(desk: Desk, world: World, tmp_path: Path) -> None:
    targets = exports.targets(desk, world.meeting_id, world.case_id)
    assert len(targets) == 1 + len(world.organisations)
    assert {target.blockers[0].code for target in targets} == {C.NOT_ADOPTED}
    with pytest.raises(Blocked) as error:
        export(desk, world, None, tmp_path)
    assert error.value.blockers == (Blocker(C.NOT_ADOPTED),)


def test_what_is_not_there_is_said(after: Desk, closed: World, tmp_path: Path) -> None:
    with pytest.raises(NotFound):
        exports.targets(after, closed.meeting_id, "weg")
    with pytest.raises(NotFound):
        exports.targets(after, "weg", closed.case_id)
    stranger = house.organisations(after)[0].id
    assert stranger not in closed.organisations.values()
    for organisation_id in (stranger, "weg"):
        with pytest.raises(NotFound), exports.signing(after, CHAIR) as signer:
            sign_document(after, signer, closed.meeting_id, closed.case_id, organisation_id, tmp_path)


def test_a_correction_is_a_new_file_that_says_what_it_replaces(
    after: Desk, closed: World, tmp_path: Path, requires: Callable[[str], Path]
) -> None:
    first = export(after, closed, "ggz", tmp_path)
    meetings.begin_correction(after, closed.meeting_id, closed.case_id, "De datum was fout")
    meetings.adopt_correction(after, closed.meeting_id, closed.case_id)
    second = export(after, closed, "ggz", tmp_path)
    assert (first.path.name[-6:], second.path.name[-6:]) == ("v1.pdf", "v2.pdf")
    text = text_of(second.path, requires)
    assert "vervangt versie 1" in text.casefold()
    assert "De datum was fout" in text


def test_a_preview_is_what_would_be_signed_and_is_not_signed(after: Desk, closed: World) -> None:
    shown = exports.preview(after, closed.meeting_id, closed.case_id, None)
    assert shown.startswith(b"%PDF")
    assert b"/ByteRange" not in shown
    assert log(after)[0].action == "bekijken"
    assert documents(after, closed.case_id) == ()


def test_a_list_names_the_contact_of_the_house_when_nobody_leads(after: Desk, closed: World) -> None:
    (adopted,) = meetings.adopted_versions(after, closed.meeting_id, closed.case_id)
    bare = replace(adopted.content, holders=())
    assert contact(bare, "Bureau") == "Bureau"
    assert contact(adopted.content, "Bureau") == "H. Procesregie, 010 111 11 11"


@pytest.mark.parametrize(
    ("name", "abbreviation", "slug"),
    [
        ("GGZ Verzonnen", "GGZ", "ggz"),
        ("Jeugdbescherming Ĳsselmond & Łódź", "", "jeugdbescherming-ijsselmond-lodz"),
        ("../../etc/passwd", "", "etc-passwd"),
        ("東京", "", "organisatie"),
        ("x" * 99, "", "x" * 40),
    ],
)
def test_a_file_name_has_a_number_and_no_persons(
    after: Desk, closed: World, name: str, abbreviation: str, slug: str
) -> None:
    organisation = replace(house.organisations(after)[0], name=name, abbreviation=abbreviation)
    source = Sources(after, closed.meeting_id, "X").of(closed.case_id, None)
    content = exports.list_of(source)
    day = f"{content.meeting_at:%Y%m%d}"
    assert exports.file_name(content, organisation) == f"{closed.number}-actielijst-{day}-voor-{slug}-v1.pdf"


# --- failing disks ---------------------------------------------------------------------------------------


def test_a_folder_that_is_there_keeps_its_rights(after: Desk, closed: World, tmp_path: Path) -> None:
    shared = tmp_path / "gedeeld"
    shared.mkdir()
    shared.chmod(0o755)
    export(after, closed, None, shared)
    assert shared.stat().st_mode & 0o777 == 0o755


def test_a_place_that_cannot_be_written_leaves_no_trace(after: Desk, closed: World, tmp_path: Path) -> None:
    (tmp_path / "bestand").write_text("x")
    earlier = len(log(after))
    for place in (tmp_path / "bestand" / "uit", tmp_path / "bestand"):
        with pytest.raises(FolderUnusable):
            export(after, closed, None, place)
    lines = log(after)[: len(log(after)) - earlier]
    assert [(line.action, line.result) for line in lines] == [("exporteren", "mislukt")] * 2
    assert documents(after, closed.case_id) == ()


_FULL_DISK = """
import resource, signal, sys
from pathlib import Path
from tests.factories import clock
from tests.services.world import sign_document
from zvdesk.errors import FolderUnusable
from zvdesk.services import exports, vaults
folder, out, meeting, case, words = sys.argv[1:]
desk = vaults.unlock(Path(folder), words, clock=clock())
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
with exports.signing(desk, words) as signer:
    resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))
    try:
        sign_document(desk, signer, meeting, case, None, Path(out))
    except FolderUnusable as error:
        print(error.reason)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no limit on the size of a file")
def test_a_full_disk_leaves_no_half_file(closed: World, tmp_path: Path) -> None:
    desk = closed.desk()
    earlier = len(log(desk))
    vaults.lock(desk)
    out = tmp_path / "uit"
    done = subprocess.run(
        [sys.executable, "-c", _FULL_DISK, closed.folder, out, closed.meeting_id, closed.case_id, CHAIR],
        capture_output=True,
        text=True,
        env=dict(os.environ),
        timeout=60,
        check=False,
    )
    assert (done.stdout.strip(), done.returncode) == ("no_space", 0), done.stderr
    assert list(out.iterdir()) == []
    desk = closed.desk()
    assert [line.action for line in log(desk)[:3]] == ["ontgrendelen", "ontgrendelen", "vergrendelen"]
    assert len(log(desk)) == earlier + 3  # a full disk has no room for the line of the other's lock
    assert documents(desk, closed.case_id) == ()
    vaults.lock(desk)


def test_a_letter_that_the_font_lacks_is_named(after: Desk, closed: World, tmp_path: Path) -> None:
    known = house.organisations_by_id(after)[closed.organisations["ggz"]]
    house.save_organisation(after, replace(known, name="GGZ 東京"))
    with pytest.raises(MissingGlyphs) as error:
        export(after, closed, None, tmp_path)
    assert error.value.letters == "東京"
    assert not list(tmp_path.glob("*.pdf"))
    assert documents(after, closed.case_id) == ()


# --- verifying -------------------------------------------------------------------------------------------


def test_a_list_verifies_by_certificate_or_by_the_profile(after: Desk, closed: World, tmp_path: Path) -> None:
    made = export(after, closed, "ggz", tmp_path)
    certificate = tmp_path / "huis.pem"
    certificate.write_bytes(verification.house_certificate_pem(after))
    known = verification.known_certificates()
    for entry in known:
        verification.forget_certificate(entry.fingerprint)
    assert verification.known_certificates() == ()
    unknown = verification.verify_file(made.path, at=NOW)
    assert unknown.verdict.kind is VerdictKind.UNKNOWN_SIGNER
    assert unknown.is_registered is None
    trusting = verification.verify_file(made.path, trust=[certificate], at=NOW)
    assert trusting.verdict.kind is VerdictKind.VALID
    kept = verification.trust_certificate(after.house.certificate)
    assert (kept.name, kept.organisation) == ("Huis aan de Rand", "Huis aan de Rand")
    assert kept in verification.known_certificates()
    assert verification.verify_file(made.path, at=NOW).verdict.kind is VerdictKind.VALID


def test_a_changed_copy_is_not_in_the_register(after: Desk, closed: World, tmp_path: Path) -> None:
    made = export(after, closed, "ggz", tmp_path)
    copy = tmp_path / "kopie.pdf"
    copy.write_bytes(made.path.read_bytes() + b"\n% erbij")
    found = verification.verify_file(copy, desk=after, at=NOW)
    assert (found.verdict.kind, found.is_registered) == (VerdictKind.CHANGED, False)
    assert log(after)[0].action == "verifiëren"


def test_a_trust_folder_with_rubbish_in_it_still_works(own_home: Path, tmp_path: Path) -> None:
    assert own_home
    folder = verification.trust_folder()
    folder.mkdir(parents=True, exist_ok=True)
    rubbish = [folder / name for name in ("x.pem", "y.der", "z.crl", "a.txt")]
    for path in rubbish:
        path.write_bytes(b"-----BEGIN rommel")
    (folder / "map.crl").mkdir()
    plain = tmp_path / "leeg.pdf"
    plain.write_bytes(b"geen pdf")
    try:
        verification.known_certificates()
        verification.forget_certificate("weg")
        assert verification.verify_file(plain, at=NOW).verdict.kind is VerdictKind.UNREADABLE
    finally:
        for path in rubbish:
            path.unlink()
        (folder / "map.crl").rmdir()
    with pytest.raises(NotACertificate):
        verification.trust_certificate(b"rommel")
    for bad in (plain, tmp_path / "weg.pem"):
        with pytest.raises((NotACertificate, FileUnreadable)):
            verification.read_certificate(bad)


def test_the_worst_verdict_decides() -> None:
    for n, kind in enumerate(verification.ORDER):
        verdicts = [Verdict(kind=k) for k in verification.ORDER[: n + 1]]
        assert verification.worst(verdicts) is kind
    assert set(verification.ORDER) == set(VerdictKind)
