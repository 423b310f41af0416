from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QWidget

from zvdesk.domain.people import Actor, Role
from zvdesk.errors import (
    FileUnreadable,
    FolderUnusable,
    TokenUnusable,
    VaultExists,
    WrongKeyFilePassphrase,
    WrongPassphrase,
    WrongPin,
)
from zvdesk.ui.widgets.layouts import column
from zvdesk.ui.widgets.signing_fields import SigningFields
from zvdesk.ui.widgets.signing_key import KeyKind, SigningKey

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


@pytest.fixture
def fields(qtbot: QtBot) -> SigningFields:
    form = QWidget()
    qtbot.addWidget(form)
    fields = SigningFields(form, Actor(person_id="p1", name="F. Voorbeeld", role=Role.CHAIR))
    outer = column()
    form.setLayout(outer)
    for part in (fields.folder_row, *fields.other_rows, fields.passphrase_row):
        outer.addWidget(part)
    return fields


def test_folder_and_passphrase_are_asked_and_the_passphrase_is_forgotten(
    fields: SigningFields, tmp_path: Path
) -> None:
    assert Path(fields.folder.text()).is_absolute()
    assert "F. Voorbeeld, voorzitter" in fields.passphrase.accessibleDescription()
    fields.folder.setText("geen map")
    assert fields.taken() is None
    assert "Kies een map" in fields.folder_row.error
    assert "Typ uw wachtzin" in fields.passphrase_row.error
    fields.folder.setText(f" {tmp_path} ")
    assert fields.taken() is None
    assert fields.folder_row.error == ""
    QTest.keyClicks(fields.passphrase.focusProxy() or fields.passphrase, "een lange wachtzin")
    assert fields.taken() == (tmp_path, "een lange wachtzin")
    assert fields.passphrase_row.error == ""
    assert fields.passphrase.text() == ""
    assert fields.taken(is_signed=False) == (tmp_path, "")


def test_a_refusal_is_said_at_the_field_that_it_is_about(fields: SigningFields) -> None:
    assert fields.refused(WrongPassphrase())
    assert "niet goed" in fields.passphrase_row.error
    assert fields.folder_row.error == ""
    assert fields.refused(FolderUnusable("map", "read_only"))
    assert fields.folder_row.error
    assert not fields.refused(VaultExists("kluis"))


def choose(fields: SigningFields, kind: KeyKind) -> None:
    fields.key.set_value(kind)
    fields.key.chosen.emit(kind)


def test_each_key_asks_what_it_needs_and_says_its_own_refusal(fields: SigningFields, tmp_path: Path) -> None:
    line = fields.passphrase.focusProxy() or fields.passphrase
    form = fields.folder_row.parentWidget()
    assert form is not None
    fields.folder.setText(str(tmp_path))
    choose(fields, KeyKind.PKCS11)
    assert fields.module_row.isVisibleTo(form)
    assert not fields.file_row.isVisibleTo(form)
    assert fields.passphrase.accessibleName() == "Pincode van de token"
    assert fields.taken_key() is None
    assert fields.module_row.error
    assert "pincode" in fields.passphrase_row.error
    module = tmp_path / "token.so"
    fields.module_row.line.setText(str(module))
    fields.label.setText(" kantoor ")
    QTest.keyClicks(line, "1234")
    taken = fields.taken_key()
    assert taken == (tmp_path, SigningKey("1234", KeyKind.PKCS11, module, "kantoor"))
    assert "1234" not in repr(taken)
    assert fields.refused(WrongPin())
    assert "weigert deze pincode" in fields.passphrase_row.error
    assert fields.refused(TokenUnusable("no_token"))
    assert fields.module_row.error
    fields.clear_errors()
    assert not fields.module_row.error + fields.passphrase_row.error

    choose(fields, KeyKind.FILE)
    file = tmp_path / "sleutel.p12"
    fields.file_row.line.setText(str(file))
    QTest.keyClicks(line, "een wachtzin")
    assert fields.taken_key() == (tmp_path, SigningKey("een wachtzin", KeyKind.FILE, file))
    assert fields.refused(WrongKeyFilePassphrase())
    assert fields.refused(FileUnreadable())
    assert fields.file_row.error
    choose(fields, KeyKind.OWN)
    assert fields.passphrase.accessibleName() == "Uw wachtzin"
    assert not fields.refused(FileUnreadable())


def test_a_folder_can_be_chosen_or_left(
    fields: SigningFields, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for chosen in (str(tmp_path), ""):
        monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_, found=chosen: found)
        fields.folder_row.browse.click()
        assert fields.folder.text() == str(tmp_path)
