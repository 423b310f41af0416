from __future__ import annotations

from typing import TYPE_CHECKING

from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding
from PySide6.QtWidgets import QAbstractButton

from tests.ui.frame.desktops import ADMIN_WORDS, CHAIR_WORDS, desktop, settle, type_in, unlock
from zvdesk.services import checks, house, trust, vaults
from zvdesk.ui.settings_room.page import SettingsPage
from zvdesk.ui.theme import Mode, ThemeKeeper, current_theme

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from zvdesk.ui.desktop import Desktop


def settings_page(qtbot: QtBot, made: Desktop, words: str = ADMIN_WORDS) -> SettingsPage:
    unlock(qtbot, made, words)
    made.go("settings", "")
    settle(qtbot, made)
    page = made.holders["settings"].room
    assert isinstance(page, SettingsPage)
    return page


def test_colours_and_text_size_show_at_once_and_are_kept(
    qtbot: QtBot, keeper: ThemeKeeper, vault: Path
) -> None:
    with desktop(qtbot, keeper, vault) as made:
        page = settings_page(qtbot, made)
        contrast = [
            b for b in page.look.theme.findChildren(QAbstractButton) if "contrast" in b.text().lower()
        ]
        contrast[0].click()
        page.look.larger.click()
        assert (keeper.mode, current_theme().text_size) == (Mode.CONTRAST, 16)
        assert page.look.percent.text() == "114 %"
        assert (made.settings.theme, made.settings.text_size) == ("contrast", 16)


def test_the_house_keeps_itself(qtbot: QtBot, keeper: ThemeKeeper, vault: Path) -> None:
    with desktop(qtbot, keeper, vault) as made:
        page = settings_page(qtbot, made)
        type_in(page.house.contact, "secretariaat, 000 000 00 00")
        page.house.contact.flush()
        page.house.regime.set_value("lokaal")
        page.house.regime.chosen.emit("lokaal")
        settle(qtbot, made)
    desk = vaults.unlock(vault, ADMIN_WORDS)
    assert (desk.house.contact, desk.house.regime_id) == ("secretariaat, 000 000 00 00", "lokaal")
    vaults.lock(desk)


def test_a_term_needs_its_basis(qtbot: QtBot, keeper: ThemeKeeper, vault: Path) -> None:
    with desktop(qtbot, keeper, vault) as made:
        page = settings_page(qtbot, made)
        term = next(t for t in page.retention.terms if t._regime.id == "lokaal")
        assert "Nog niet vastgesteld" in term._state.text()
        term.months.setValue(18)
        term.button.click()
        settle(qtbot, made)
        assert "grondslag" in term.basis_row.error
        type_in(term.basis, "privacyprotocol, versie 3")
        term.button.click()
        settle(qtbot, made)
        settle(qtbot, made)
        assert "18 maanden" in term._state.text()
    desk = vaults.unlock(vault, ADMIN_WORDS)
    assert house.retention_months(desk, desk.library.regime("lokaal")) == 18
    vaults.lock(desk)


def test_the_vault_is_checked(qtbot: QtBot, keeper: ThemeKeeper, vault: Path) -> None:
    with desktop(qtbot, keeper, vault) as made:
        page = settings_page(qtbot, made)
        assert page.vault.folder.text() == str(vault)
        page.vault.check.click()
        assert not page.vault.check.isEnabled()
        settle(qtbot, made)
        assert "De kluis is heel" in page.vault.good.text.text()
        assert not page.vault.bad.isVisible()


def test_what_is_wrong_with_the_vault_is_told_in_words(
    qtbot: QtBot, keeper: ThemeKeeper, vault: Path
) -> None:
    with desktop(qtbot, keeper, vault) as made:
        card = settings_page(qtbot, made).vault
        card._checked(checks.CheckReport(("page 3",), 12, 7, True))
        words = card.bad.text.text()
        assert "1 beschadigde" in words
        assert "vanaf regel 7" in words
        assert "ouder dan de laatste keer" in words
        assert not card.good.isVisible()


def test_the_certificate_is_handed_out(
    qtbot: QtBot, keeper: ThemeKeeper, vault: Path, tmp_path: Path
) -> None:
    with desktop(qtbot, keeper, vault) as made:
        card = settings_page(qtbot, made).certificate
        card.save_to(tmp_path / "huis.pem")
        settle(qtbot, made)
        certificate = x509.load_pem_x509_certificate((tmp_path / "huis.pem").read_bytes())
        from cryptography.hazmat.primitives.hashes import SHA256

        digest = certificate.fingerprint(SHA256()).hex().upper()
        assert card.fingerprint.text().replace(" ", "") == digest
        card.save_to(tmp_path / "nergens" / "huis.pem")
        settle(qtbot, made)
        assert "kon niet worden bewaard" in made.window.notices.notices[-1].text
        card.sheet.click()
        assert card.dialog is not None
        card.dialog.fields.folder.setText(str(tmp_path / "blad"))
        card.dialog.button.click()
        settle(qtbot, made)
        (sheet,) = (tmp_path / "blad").glob("*huiscertificaat.pdf")
        assert trust.read_certificate(sheet) == certificate.public_bytes(Encoding.DER)
        said = card.dialog.result_view.lines[1].replace(" ", "")
        assert said.endswith(digest)


def test_a_chair_reads_but_does_not_set_up_the_house(qtbot: QtBot, keeper: ThemeKeeper, vault: Path) -> None:
    with desktop(qtbot, keeper, vault) as made:
        page = settings_page(qtbot, made, CHAIR_WORDS)
        assert page.house.contact.isReadOnly()
        assert not page.house.regime.isEnabled()
        assert not any(term.button.isEnabled() for term in page.retention.terms)
        assert page.copies.copy.isEnabled()
        assert "Concept" in page.scheme.banner.text.text()
