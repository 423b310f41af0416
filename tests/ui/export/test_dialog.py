from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from tests.accessibility.walker import missing_names, mouse_only
from tests.ui.export.signing import Signing, open_signing, passphrase_line
from zvdesk.domain.people import Role
from zvdesk.domain.signatures import VerdictKind
from zvdesk.services import cases, vaults
from zvdesk.ui.case_parts import CasePart, at_part

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from zvdesk.domain.disclosure import ThirdPartyGround
    from zvdesk.ui.export.dialog import SignDialog
    from zvdesk.ui.jobs import Jobs


@pytest.fixture
def signing(tmp_path: Path, jobs: Jobs, qtbot: QtBot) -> Iterator[Signing]:
    yield from open_signing(tmp_path, jobs, qtbot)


def type_passphrase(dialog: SignDialog, text: str) -> None:
    passphrase_line(dialog).setText(text)


def test_a_wrong_passphrase_writes_nothing_and_a_right_one_signs_and_verifies(signing: Signing) -> None:
    dialog = signing.dialog()
    assert not missing_names(dialog)
    assert not mouse_only(dialog)
    assert dialog.preview.total >= 1
    type_passphrase(dialog, "niet de goede wachtzin")
    QTest.keyClick(passphrase_line(dialog), Qt.Key.Key_Return)
    signing.settle()
    assert "niet goed" in dialog.fields.passphrase_row.error
    assert not signing.folder.exists() or not list(signing.folder.iterdir())

    wanted = dialog.offers.chosen[:2]
    for key, box in dialog.offers.boxes.items():
        box.setChecked(key in {offer.key for offer in wanted})
    dialog.refusal.set_text("Gestopt.")
    type_passphrase(dialog, signing.passphrase)
    with signing.qtbot.waitSignal(dialog.made, timeout=20_000) as made:
        QTest.keyClick(passphrase_line(dialog), Qt.Key.Key_Return)
    assert made.args is not None
    assert dialog.refusal.text.text() == "", "an old refusal goes when somebody tries again"
    assert dialog.fields.passphrase_row.error == ""
    assert [one.verdict.kind for one in made.args[0]] == [VerdictKind.VALID] * 2
    assert len(list(signing.folder.glob("*.pdf"))) == 2
    assert dialog.pages.currentWidget() is dialog.results
    assert all("geldig" in line for line in dialog.results.lines)


def test_a_derde_without_a_ground_gets_no_list_but_a_reason_and_a_way(signing: Signing) -> None:
    desk = signing.practice.desk

    def erase_grounds() -> int:
        found: list[ThirdPartyGround] = []
        for case_id in signing.case_ids:
            found += cases.case_file(desk, case_id).grounds
        for ground in found:
            cases.erase(desk, ground)
        return len(found)

    assert signing.do(erase_grounds)
    dialog = signing.dialog()
    blocked = [offer for offer in dialog.offers._offers if not offer.is_possible]
    assert blocked
    assert blocked[0].key not in dialog.offers.boxes
    dialog.offers.caseAsked.emit(blocked[0].case_id)
    assert signing.went == [("case", at_part(blocked[0].case_id, CasePart.THIRDS))]


def test_pages_and_zoom(signing: Signing) -> None:
    dialog = signing.dialog()
    before = dialog.preview.percent
    dialog.preview.zoom(1)
    signing.settle()
    assert dialog.preview.percent > before
    if dialog.preview.total > 1:
        dialog.preview.go_to(2)
        assert dialog.preview.page == 2


def test_who_may_not_sign_sees_why(signing: Signing) -> None:
    secretary = next(p for p in signing.practice.people if p.role is Role.SECRETARY)
    folder = signing.practice.desk.vault.folder
    signing.do(lambda: vaults.lock(signing.practice.desk))
    desk = signing.do(lambda: vaults.unlock(folder, secretary.passphrase))
    dialog = signing.dialog(desk)
    assert not dialog.sign.isEnabled()
    assert "voorzitter" in dialog.refusal.text.text()
    signing.do(lambda: vaults.lock(desk))
