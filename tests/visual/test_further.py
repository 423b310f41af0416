"""Picture what can be added to documents that were checked, and where the time service is set."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.ui.conftest import jobs, keeper, theme
from tests.ui.export.signing import Signing, open_signing
from tests.visual.screens import EVERY, LOOKS, Look, save
from zvdesk.domain.people import Role
from zvdesk.services import vaults
from zvdesk.settings import Settings, save_settings
from zvdesk.ui.settings_room.time_service_card import TimeServiceCard
from zvdesk.ui.verify.page import VerifyPage
from zvdesk.ui.widgets.signing_key import KeyKind

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from zvdesk.ui.jobs import Jobs
    from zvdesk.ui.theme import ThemeKeeper

__all__ = ["jobs", "keeper", "theme"]


@pytest.fixture
def signing(tmp_path: Path, jobs: Jobs, qtbot: QtBot) -> Iterator[Signing]:
    yield from open_signing(tmp_path, jobs, qtbot)


@pytest.mark.parametrize("look", LOOKS if EVERY else LOOKS[1:], ids=str)
def test_signing_second_and_sealing_are_pictured(signing: Signing, keeper: ThemeKeeper, look: Look) -> None:
    look.put_on(keeper)
    good = signing.signed_file()
    secretary = next(p for p in signing.practice.people if p.role is Role.SECRETARY)
    folder = signing.practice.desk.vault.folder
    signing.do(lambda: vaults.lock(signing.practice.desk))
    desk = signing.do(lambda: vaults.unlock(folder, secretary.passphrase))
    page = VerifyPage(signing.context_of(desk), signing.jobs)
    signing.qtbot.addWidget(page)
    page.resize(look.size[0] - 216, look.size[1] - 24)
    page.show()
    page.activated()
    page.check((good,))
    settle(signing)
    further = page.further
    assert further is not None
    page.ensureWidgetVisible(further)
    signing.qtbot.wait(60)
    save(page, f"further-{look}")
    save_settings(Settings(timestamp_service="https://tijd.voorbeeld.nl/tsa"))
    further.sign.click()
    assert further.dialog is not None
    further.dialog.resize(min(look.size[0], look.text_size * 84), look.size[1] - 60)
    further.dialog.fields.folder.setText("/home/voorbeeld/Documenten/zvdesk")
    settle(signing)
    save(further.dialog, f"further-countersign-{look}")
    further.dialog.fields.key.set_value(KeyKind.PKCS11)
    further.dialog.fields.key.chosen.emit(KeyKind.PKCS11)
    settle(signing)
    save(further.dialog, f"further-token-{look}")
    further.dialog.accept()
    further._seal()
    settle(signing)
    save(further.dialog, f"further-seal-{look}")
    further.dialog.accept()
    card = TimeServiceCard(signing.context_of(desk))
    signing.qtbot.addWidget(card)
    card.resize(look.text_size * 40, card.heightForWidth(look.text_size * 40))
    card.show()
    card.show_now()
    settle(signing)
    save(card, f"further-service-{look}")
    save_settings(Settings())
    signing.do(lambda: vaults.lock(desk))


def settle(signing: Signing) -> None:
    signing.settle()
    signing.settle()
    signing.qtbot.wait(60)
