from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from zvdesk.ui.jobs import Jobs
from zvdesk.ui.theme import Mode, ThemeKeeper
from zvdesk.ui.widgets.accessible import install_roles

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtWidgets import QApplication


@pytest.fixture(scope="session")
def keeper(qapp: QApplication) -> ThemeKeeper:
    install_roles()
    return ThemeKeeper(qapp, Mode.LIGHT)


@pytest.fixture(autouse=True)
def theme(keeper: ThemeKeeper) -> Iterator[ThemeKeeper]:
    yield keeper
    if keeper.mode is not Mode.LIGHT:  # dressing the whole program again costs as much as a small test
        keeper.set_mode(Mode.LIGHT)
    keeper.reset_text_size()


@pytest.fixture
def jobs(qapp: QApplication) -> Iterator[Jobs]:
    made = Jobs(qapp)
    yield made
    assert made.finish()
