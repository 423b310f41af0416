"""Prove that an installed zvdesk is whole: every bundled file and every library does its work once.

A checkout, a wheel and a frozen program run the same test. It works in a folder of its own that it removes,
reads no settings and leaves nothing behind.
"""

from __future__ import annotations

import os
import secrets
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from zvdesk.resources import resources_folder

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from zvdesk.domain.action_lists import ActionList
    from zvdesk.services.desk import Desk

_NAME = "Proef Persoon"
_HOUSE = "Proefhuis"
_TONES = 8  # an empty window has two or three values in its bytes; letters have smooth edges


@dataclass(frozen=True, slots=True)
class _Step:
    what: str
    prove: Callable[[Path], str]  # raises when it is not so; returns what to add in brackets


class NotWhole(Exception):
    """Something that belongs to the program is not there or does not work."""


def run() -> int:
    """Run every step, print one line each, and return 0 when all of them hold, else 1."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    failed = 0
    with tempfile.TemporaryDirectory(prefix="zvdesk-proef-") as folder:
        for step in _STEPS:
            failed += not _holds(step, Path(folder))
    return 1 if failed else 0


def _holds(step: _Step, folder: Path) -> bool:
    try:
        extra = step.prove(folder)
    except Exception as error:
        print(f"FOUT  {step.what}: {type(error).__name__} {error.args}")
        return False
    print(f"goed  {step.what} ({extra})")
    return True


def _resources(_folder: Path) -> str:
    from zvdesk.content.library import load_library

    library = load_library(None)
    found = {
        "lettertypen": len(list((resources_folder() / "fonts").glob("*.ttf"))),
        "pictogrammen": len(list((resources_folder() / "icons").glob("*.svg"))),
        "regelingen": len(library.regimes),
    }
    if not all(found.values()):
        raise NotWhole(resources_folder())
    return ", ".join(f"{count} {name}" for name, count in found.items())


def _vault(folder: Path) -> str:
    from zvdesk.storage import keys
    from zvdesk.storage.vault import Vault

    path, passphrase = folder / "openen.zvkluis", secrets.token_urlsafe(24)
    _open_desk(path, passphrase).vault.close()
    again = Vault.open(path, keys.unlock(path, passphrase))
    try:
        problems = again.check()
    finally:
        again.close()
    if problems:
        raise NotWhole(*problems)
    return "SQLCipher, Argon2id"


def _document(folder: Path) -> str:
    from zvdesk.documents.action_list import render
    from zvdesk.documents.signing import sign
    from zvdesk.domain.signatures import VerdictKind
    from zvdesk.services import exports, verification

    passphrase = secrets.token_urlsafe(24)
    desk = _open_desk(folder / "tekenen.zvkluis", passphrase)
    try:
        now = desk.clock.local(desk.clock.now())
        with exports.signing(desk, passphrase) as signer:
            signed = sign(render(_list(now)), signer.identity, at=now)
        path = folder / "lijst.pdf"
        path.write_bytes(signed)
        genuine = verification.verify_file(path, desk=desk).verdict
        path.write_bytes(signed.replace(b"/Type", b"/Tipe", 1))
        forged = verification.verify_file(path, desk=desk).verdict
    finally:
        desk.vault.close()
    if genuine.kind is not VerdictKind.VALID or forged.kind is VerdictKind.VALID:
        raise NotWhole(genuine.kind.value, forged.kind.value)
    return f"{len(signed) // 1000} kB, een wijziging wordt gezien"


def _card(folder: Path) -> str:
    """Read a card back from a picture of its code, and load the library that speaks to tokens."""
    from importlib import import_module

    from PIL import Image

    from zvdesk.services import cards

    passphrase = secrets.token_urlsafe(24)
    desk = _open_desk(folder / "kaart.zvkluis", passphrase)
    try:
        shown = cards.shown_card(desk, passphrase)
    finally:
        desk.vault.close()
    rows = [bytes(0 if dark else 255 for dark in row) for row in shown.squares]
    photo = Image.new("L", (len(rows) + 8, len(rows) + 8), 255)
    photo.paste(Image.frombytes("L", (len(rows), len(rows)), b"".join(rows)), (4, 4))
    path = folder / "kaart.png"
    photo.resize((photo.width * 6, photo.height * 6)).save(path)
    if cards.read_card(cards.read_file(path)).id != shown.card.id:
        raise NotWhole(path.name)
    return f"{len(rows)} bij {len(rows)} vakjes, {import_module('pkcs11').__name__}"


def _window(_folder: Path) -> str:
    from PySide6.QtWidgets import QApplication, QPushButton

    from zvdesk.ui.icons import icon
    from zvdesk.ui.theme import ThemeKeeper
    from zvdesk.ui.window import MainWindow

    app = QApplication.instance() or QApplication(["zvdesk"])
    if not isinstance(app, QApplication):
        raise NotWhole("QApplication")
    ThemeKeeper(app)
    window = MainWindow()
    window.add_page("proef", "Proef", "lock", QPushButton(icon("lock"), "Zó ziet een knop eruit"))
    window.show_page("proef")
    window.resize(1366, 768)
    window.show()
    app.processEvents()
    picture = window.grab().toImage()
    window.close()
    if picture.isNull() or len(set(bytes(picture.constBits()))) < _TONES:
        raise NotWhole("empty window")
    return f"{picture.width()} x {picture.height()}"


def _dutch(_folder: Path) -> str:
    from PySide6.QtWidgets import QApplication, QDialogButtonBox

    from zvdesk.ui.window import load_dutch_qt_texts

    app = QApplication.instance()
    if not isinstance(app, QApplication) or not load_dutch_qt_texts(app):
        raise NotWhole("qtbase_nl.qm")
    buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
    word = buttons.button(QDialogButtonBox.StandardButton.Cancel).text().replace("&", "")
    if word != "Annuleren":
        raise NotWhole(word)
    return word


def _open_desk(path: Path, passphrase: str) -> Desk:
    from zvdesk.domain.people import Role
    from zvdesk.services.vaults import create_vault
    from zvdesk.storage.wrapping import FLOOR

    made = create_vault(
        path,
        house_name=_HOUSE,
        passphrase=passphrase,
        name=_NAME,
        role=Role.CHAIR,
        practice=True,
        cost=FLOOR,
    )
    return made.desk


def _list(at: datetime) -> ActionList:
    from zvdesk.domain.action_lists import ActionList

    return ActionList(
        house=_HOUSE,
        is_practice=True,
        title="Proef",
        meeting_at=at,
        ended_at=at,
        case_number="2026-0001",
        version=1,
        replaces=None,
        correction_reason="",
        recipient="",
        goal="Aantonen dat het programma heel is",
        goal_on=None,
        goal_indicator="",
        level_code="AVE 2",
        level_colour_name="oranje",
        level_colour="#E67700",
        previous_level_code="",
        scheme_banner="",
        regie=(),
        decisions=(),
        actions=(),
        conditionals=(),
        reservations=(),
        follow_up_on=None,
        follow_up_note="",
        retest_on=None,
        contact="",
        ground="",
        confidentiality="",
        closing_sentence="",
        destroy_before=at.date(),
        reviewed_by="",
        agreed=0,
        signer_name=_NAME,
        signer_role="voorzitter",
        signed_at=at,
        audit_mark="",
        document_id="00000000-0000-7000-8000-000000000000",
    )


_STEPS: tuple[_Step, ...] = (
    _Step("lettertypen, pictogrammen en inhoud gevonden", _resources),
    _Step("kluis gemaakt, gesloten en weer geopend", _vault),
    _Step("pdf gemaakt, ondertekend en gecontroleerd", _document),
    _Step("kaart gemaakt en van een foto gelezen", _card),
    _Step("venster getekend", _window),
    _Step("Nederlandse teksten van Qt geladen", _dutch),
)
