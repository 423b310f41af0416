"""Lists are signed with a token through the window: the PIN is asked once, and stays nowhere."""

from __future__ import annotations

import gc
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from tests.accessibility.walker import missing_names, mouse_only
from tests.services.test_tokens import PIN, Tokens, tokens
from tests.services.world import log
from tests.ui.export.signing import Signing, open_signing, passphrase_line
from zvdesk import system
from zvdesk.documents.tokens import opened_token
from zvdesk.domain.signatures import VerdictKind
from zvdesk.services import exports, signers, trust
from zvdesk.ui.widgets.signing_key import KeyKind, SigningKey

if TYPE_CHECKING:
    from collections.abc import Iterator
    from contextlib import AbstractContextManager
    from datetime import datetime
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from zvdesk.documents.tokens import TokenIdentity
    from zvdesk.domain.signatures import Verdict
    from zvdesk.ui.export.dialog import SignDialog
    from zvdesk.ui.jobs import Jobs

__all__ = ["tokens"]


@pytest.fixture
def signing(tmp_path: Path, jobs: Jobs, qtbot: QtBot) -> Iterator[Signing]:
    yield from open_signing(tmp_path, jobs, qtbot)


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Note how often the token itself is asked for its PIN."""
    labels: list[str] = []

    def note(module: Path, label: str, pin: str, *, at: datetime) -> AbstractContextManager[TokenIdentity]:
        labels.append(label)
        return opened_token(module, label, pin, at=at)

    monkeypatch.setattr(signers, "opened_token", note)
    return labels


def dialog_with_token(signing: Signing, tokens: Tokens, label: str) -> SignDialog:
    dialog = signing.dialog()
    fields = dialog.fields
    fields.key.set_value(KeyKind.PKCS11)
    fields.key.chosen.emit(KeyKind.PKCS11)
    fields.module_row.line.setText(str(tokens.library))
    fields.label.setText(label)
    wanted = dialog.offers.chosen[:2]
    for key, box in dialog.offers.boxes.items():
        box.setChecked(key in {offer.key for offer in wanted})
    dialog.offers.ticked.emit()
    return dialog


def type_pin(signing: Signing, dialog: SignDialog, pin: str) -> None:
    QTest.keyClicks(passphrase_line(dialog), pin)
    QTest.keyClick(passphrase_line(dialog), Qt.Key.Key_Return)
    signing.settle()


def verdicts(signing: Signing, dialog: SignDialog) -> list[Verdict]:
    with signing.qtbot.waitSignal(dialog.made, timeout=60_000) as made:
        QTest.keyClicks(passphrase_line(dialog), PIN)
        QTest.keyClick(passphrase_line(dialog), Qt.Key.Key_Return)
    assert made.args is not None
    return [one.verdict for one in made.args[0]]


def shown_texts(widget: QWidget) -> list[str]:
    """Return all that stands in the fields of a form, also what undoing would bring back."""
    found = []
    for line in widget.findChildren(QLineEdit):
        line.setEchoMode(QLineEdit.EchoMode.Normal)
        found.append(line.text())
        line.undo()
        found.append(line.text())
    return [*found, *(box.toPlainText() for box in widget.findChildren(QPlainTextEdit))]


def test_a_list_is_signed_with_a_token_and_the_pin_is_asked_once(
    signing: Signing, tokens: Tokens, opened: list[str], tmp_path: Path
) -> None:
    dialog = dialog_with_token(signing, tokens, "zvdesk-ec")
    assert not missing_names(dialog) + mouse_only(dialog)
    type_pin(signing, dialog, "000000")
    assert "weigert deze pincode" in dialog.fields.passphrase_row.error
    assert not signing.folder.exists() or not list(signing.folder.iterdir())
    assert opened == ["zvdesk-ec"]

    unknown = verdicts(signing, dialog)
    assert opened == ["zvdesk-ec"] * 2, "once for both lists"
    assert [one.kind for one in unknown] == [VerdictKind.UNKNOWN_SIGNER] * 2
    assert {signer.issuer for one in unknown for signer in one.signers} == {"Ander Gezag"}
    assert dialog.results.lines == ["Nagekeken: geldig, onbekende ondertekenaar"] * 2
    made = signing.do(lambda: exports.disclosures(signing.practice.desk, signing.case_ids[0]))
    assert made

    kept = trust.trust_certificate(tokens.house.certificate)
    try:
        known = verdicts(signing, dialog_with_token(signing, tokens, "zvdesk-rsa"))
    finally:
        trust.forget_certificate(kept.fingerprint)
    assert [one.kind for one in known] == [VerdictKind.VALID] * 2

    assert not any(PIN in text for text in shown_texts(dialog))
    gc.collect()
    assert not [key for key in gc.get_objects() if isinstance(key, SigningKey) and key.secret == PIN]
    assert PIN not in repr(signing.do(lambda: log(signing.practice.desk)))
    places = (tmp_path, system.profile_folder(), system.state_folder())
    files = [path for place in places if place.exists() for path in place.rglob("*") if path.is_file()]
    assert any(path.suffix == ".pdf" for path in files)
    assert not [path.name for path in files if PIN.encode() in path.read_bytes()]


def test_a_token_that_is_not_there_says_so_at_its_field(signing: Signing, tokens: Tokens) -> None:
    dialog = dialog_with_token(signing, tokens, "weg")
    type_pin(signing, dialog, PIN)
    assert dialog.fields.module_row.error
    assert dialog.fields.passphrase.text() == ""
    assert dialog.sign.isEnabled()
