from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.ui import conftest as window
from tests.ui.export.signing import Signing, open_signing
from tests.visual.screens import shoot
from zvdesk.ui.verify.page import VerifyPage

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


def test_the_verify_page(signing: Signing, keeper: ThemeKeeper) -> None:
    page = VerifyPage(signing.context, signing.jobs)
    signing.qtbot.addWidget(page)
    page.activated()
    shoot(keeper, page, "verify-empty", signing.settle, looks=1)
    good = signing.signed_file()
    changed = good.with_name("gewijzigd.pdf")
    data = bytearray(good.read_bytes())
    data[len(data) // 3] ^= 1
    changed.write_bytes(data)
    page.check((good, changed, good.with_name("er-niet.pdf")))
    signing.settle()
    page.cards[0].more.click()
    shoot(keeper, page, "verify-verdicts", signing.settle)
    certificate = good.with_name("huis.pem")
    certificate.write_bytes(signing.house_certificate())
    page.known.take(certificate)
    shoot(keeper, page, "verify-trust", signing.settle, looks=1)
