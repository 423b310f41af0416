"""A field that may not be typed in looks it, on one line and on several."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from zvdesk.ui.cases.inputs import TextInput
from zvdesk.ui.widgets.autosave import AutosaveLineEdit, AutosaveTextEdit

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


@pytest.mark.parametrize("make", [AutosaveLineEdit, AutosaveTextEdit])
def test_a_locked_text_has_another_ground(
    make: type[AutosaveLineEdit | AutosaveTextEdit], qtbot: QtBot
) -> None:
    widget = make("")
    qtbot.addWidget(widget)
    field = TextInput(widget)
    widget.resize(300, 60)
    grounds = []
    for is_locked in (False, True, True, False):
        field.lock(is_locked)
        grounds.append(widget.grab().toImage().pixelColor(250, widget.height() - 12).name())
    free, locked, again, after = grounds
    assert locked == again != free == after
