from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.ui import conftest as window
from tests.ui.export.signing import Signing, open_signing, passphrase_line
from tests.visual.screens import shoot

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from zvdesk.ui.jobs import Jobs
    from zvdesk.ui.theme import ThemeKeeper

keeper, theme, jobs = window.keeper, window.theme, window.jobs  # the fixtures of the window


@pytest.fixture
def signing(tmp_path: Path, jobs: Jobs, qtbot: QtBot) -> Iterator[Signing]:
    yield from open_signing(tmp_path, jobs, qtbot)


def test_the_sign_dialog(signing: Signing, keeper: ThemeKeeper) -> None:
    dialog = signing.dialog()
    shoot(keeper, dialog, "export-dialog", signing.settle, (1180, 720))
    dialog.fields.folder.setText(str(signing.folder))
    passphrase_line(dialog).setText("verkeerde wachtzin")
    dialog.sign.click()
    shoot(keeper, dialog, "export-wrong", signing.settle, (1180, 720), looks=1)
    passphrase_line(dialog).setText(signing.passphrase)
    dialog.sign.click()
    shoot(keeper, dialog, "export-done", signing.settle, (1180, 720), looks=1)
