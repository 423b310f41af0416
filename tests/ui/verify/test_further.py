"""From the page that checks documents, a secretary signs second and seals; what she sees comes first."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding
from PySide6.QtWidgets import QLabel, QLineEdit

from tests.accessibility.walker import clipped, missing_names, mouse_only
from tests.documents.key_file import PASSPHRASE, key_file
from tests.documents.pki import make_house
from tests.services.test_sealing import Net
from tests.services.world import sign_document
from tests.ui.export.signing import Signing, open_signing
from zvdesk.domain.people import Role
from zvdesk.domain.signatures import Seal, VerdictKind
from zvdesk.services import signers, vaults, verification
from zvdesk.settings import load_settings
from zvdesk.ui.settings_room.time_service_card import TimeServiceCard
from zvdesk.ui.verify.countersign_dialog import CountersignDialog
from zvdesk.ui.verify.page import VerifyPage
from zvdesk.ui.verify.seal_dialog import SealDialog
from zvdesk.ui.widgets.signing_key import KeyKind

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from zvdesk.services.desk import Desk
    from zvdesk.ui.jobs import Jobs


@pytest.fixture
def signing(tmp_path: Path, jobs: Jobs, qtbot: QtBot) -> Iterator[Signing]:
    yield from open_signing(tmp_path, jobs, qtbot)


@pytest.fixture
def net(tmp_path: Path, requires: Callable[[str], Path], monkeypatch: pytest.MonkeyPatch) -> Iterator[Net]:
    requires("openssl")
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "profiel"))
    made = Net(tmp_path / "tijd")
    yield made
    made.server.shutdown()
    made.server.server_close()


def page_of(signing: Signing, desk: Desk | None = None) -> VerifyPage:
    context = signing.context if desk is None else signing.context_of(desk)
    page = VerifyPage(context, signing.jobs)
    signing.qtbot.addWidget(page)
    page.resize(1100, 720)
    page.show()
    page.activated()
    return page


def looked_at(page: VerifyPage, signing: Signing, *paths: Path) -> None:
    page.drop.take(paths)
    signing.settle()
    signing.settle()


def secretary(signing: Signing) -> tuple[Desk, str]:
    person = next(p for p in signing.practice.people if p.role is Role.SECRETARY)
    folder = signing.practice.desk.vault.folder
    signing.do(lambda: vaults.lock(signing.practice.desk))
    return signing.do(lambda: vaults.unlock(folder, person.passphrase)), person.passphrase


def countersigning(page: VerifyPage, signing: Signing, folder: Path) -> CountersignDialog:
    assert page.further is not None
    page.further.sign.click()
    dialog = page.further.dialog
    assert isinstance(dialog, CountersignDialog)
    dialog.fields.folder.setText(str(folder))
    signing.settle()
    signing.qtbot.wait(40)
    assert not missing_names(dialog) + mouse_only(dialog) + clipped(dialog)
    return dialog


def line(dialog: CountersignDialog) -> QLineEdit:
    found = dialog.fields.passphrase.findChild(QLineEdit)
    assert found is not None
    return found


def test_what_the_chair_signed_with_another_key_is_offered_because_the_register_knows_it(
    signing: Signing, tmp_path: Path
) -> None:
    chair, since = signing.practice.desk, datetime.now(UTC) - timedelta(days=1)
    file = tmp_path / "sleutel.p12"
    file.write_bytes(key_file(make_house("Ander Gezag", since=since), since=since))

    def made_with_it() -> Path:
        with signers.signing_with_file(chair, file, PASSPHRASE) as first:
            where = (signing.meeting_id, signing.case_ids[0], None, tmp_path / "uit")
            return sign_document(chair, first, *where).path

    path = signing.do(made_with_it)
    desk, words = secretary(signing)
    page = page_of(signing, desk)
    looked_at(page, signing, path)
    dialog = countersigning(page, signing, tmp_path / "mede")
    assert "V. Oorbeeld, met een sleutel die Ander Gezag heeft uitgegeven" in dialog.verdict.text.text()
    assert dialog.verdict.text.text().endswith("Deze kluis heeft dit document zelf gemaakt.")
    line(dialog).setText(words)
    dialog.button.click()
    signing.settle()
    assert "1 document is mede ondertekend" in dialog.result_view.title.text()
    signing.do(lambda: vaults.lock(desk))


def test_the_secretary_sees_the_verdict_and_signs_a_new_file(signing: Signing, tmp_path: Path) -> None:
    good = signing.signed_file()
    changed = good.with_name("gewijzigd.pdf")
    changed.write_bytes(good.read_bytes().replace(b"%PDF-1", b"%PDF-2", 1))
    before = good.read_bytes()
    desk, words = secretary(signing)
    page = page_of(signing, desk)
    looked_at(page, signing, good, changed)
    further = page.further
    assert further is not None
    assert further.isVisibleTo(page)
    dialog = countersigning(page, signing, tmp_path / "mede")
    assert "Geldig" in dialog.verdict.text.text()
    pages = [label.accessibleName() for label in dialog.preview.findChildren(QLabel)]
    assert pages[0].startswith("Pagina 1 van")
    dialog.button.click()
    assert "wachtzin" in dialog.fields.passphrase_row.error
    line(dialog).setText("niet de goede")
    dialog.button.click()
    signing.settle()
    assert "niet goed" in dialog.fields.passphrase_row.error
    assert not (tmp_path / "mede").exists()
    line(dialog).setText(words)
    dialog.button.click()
    signing.settle()
    (made,) = (tmp_path / "mede").iterdir()
    assert good.read_bytes() == before
    verdict = signing.do(lambda: verification.verify_file(made, desk=desk)).verdict
    assert (verdict.kind, len(verdict.signers)) == (VerdictKind.VALID, 2)
    assert "1 document is mede ondertekend" in dialog.result_view.title.text()
    assert "geldig" in dialog.result_view.lines[0].casefold()
    dialog.close_button.click()
    signing.settle()
    assert [card.checked.path for card in page.cards] == [made], "the new file is looked at by itself"
    assert not further.sign.isEnabled()
    signing.do(lambda: vaults.lock(desk))


def test_a_key_file_signs_too_and_a_file_that_moved_is_refused(signing: Signing, tmp_path: Path) -> None:
    good = signing.signed_file()
    desk, _words = secretary(signing)
    since = signing.do(desk.clock.now)
    other = make_house("Ander Gezag", since=since)
    file = tmp_path / "sleutel.p12"
    file.write_bytes(key_file(other, since=since))
    page = page_of(signing, desk)
    looked_at(page, signing, good)
    dialog = countersigning(page, signing, tmp_path / "mede")
    dialog.fields.key.set_value(KeyKind.FILE)
    dialog.fields.key.chosen.emit(KeyKind.FILE)
    assert dialog.fields.file_row.isVisibleTo(dialog)
    line(dialog).setText("een andere wachtzin")
    dialog.button.click()
    assert dialog.fields.file_row.error
    dialog.fields.file_row.line.setText(str(file))
    dialog.button.click()
    signing.settle()
    assert "opent het sleutelbestand niet" in dialog.fields.passphrase_row.error
    good.write_bytes(good.read_bytes() + b"\n%")
    line(dialog).setText(PASSPHRASE)
    dialog.button.click()
    signing.settle()
    outcome = dialog.outcome_shown
    assert outcome is not None
    assert not outcome.is_good
    assert "veranderd sinds u het bekeek" in outcome.refused[0]
    assert not list((tmp_path / "mede").glob("*"))
    signing.do(lambda: vaults.lock(desk))


def test_who_may_not_sign_second_sees_why(signing: Signing) -> None:
    page = page_of(signing)
    further = page.further
    assert further is not None
    assert not further.isVisibleTo(page)
    looked_at(page, signing, signing.signed_file())
    assert not further.sign.isEnabled()
    assert "secretaris" in further.sign.accessibleDescription()
    page.cards[0].gone.emit()
    assert not further.isVisibleTo(page)


def test_without_a_service_the_page_leads_to_the_settings_and_with_one_it_seals(
    signing: Signing, net: Net
) -> None:
    good = signing.signed_file()
    page = page_of(signing)
    looked_at(page, signing, good)
    further = page.further
    assert further is not None
    assert not further.seal.isEnabled()
    further.to_settings.click()
    assert signing.went == [("settings", "")]
    card = TimeServiceCard(signing.context)
    signing.qtbot.addWidget(card)
    card.show()
    for text, wrong in (("http://elders.invalid", True), (f"{net.base}/tijd", False)):
        card.address.setText(text)
        card.address.edited.emit(text)
        signing.settle()
        assert bool(card.address_row.error) is wrong
    assert load_settings().timestamp_service == f"{net.base}/tijd"
    assert not missing_names(card) + mouse_only(card)

    looked_at(page, signing, good)
    assert further.seal.isEnabled()
    before = good.read_bytes()
    dialog = sealing(page, signing)
    dialog.button.click()
    signing.settle()
    outcome = dialog.outcome_shown
    assert outcome is not None
    assert not outcome.is_good, "the authority is not known here yet"
    assert good.read_bytes() == before
    dialog.close_button.click()
    root = good.with_name("dienst.pem")
    root.write_bytes(x509.load_der_x509_certificate(net.clock.root).public_bytes(Encoding.PEM))
    no_certificate = good.with_name("tekst.pem")
    no_certificate.write_bytes(b"geen certificaat")
    card.take(no_certificate)
    signing.settle()
    assert card.problem.isVisibleTo(card)
    card.take(root)
    signing.settle()
    assert not card.compare.trust.isEnabled()
    card.compare.same.setChecked(True)
    card.compare.trust.click()
    signing.settle()
    signing.settle()
    assert "Tijdwortel" in card.known.text()
    dialog = sealing(page, signing)
    dialog.button.click()
    signing.settle()
    assert "1 document is verzegeld" in dialog.result_view.title.text()
    assert len(good.read_bytes()) > len(before)
    dialog.close_button.click()
    signing.settle()
    found = page.cards[0].checked.verified
    assert found is not None
    assert found.verdict.signers[0].proven_at is not None
    card.address.edited.emit("")
    signing.settle()
    assert load_settings().timestamp_service == ""


def sealing(page: VerifyPage, signing: Signing) -> SealDialog:
    assert page.further is not None
    page.further.seal.click()
    dialog = page.further.dialog
    assert isinstance(dialog, SealDialog)
    assert dialog.level.value is Seal.LT
    signing.qtbot.wait(30)
    assert not missing_names(dialog) + clipped(dialog)
    return dialog
