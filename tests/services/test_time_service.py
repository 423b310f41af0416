"""Which time service is asked stands in the settings of this computer, whoever writes them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zvdesk import app
from zvdesk.services import sealing
from zvdesk.settings import Settings, load_settings, save_settings

if TYPE_CHECKING:
    from pathlib import Path

    import pytest


def test_the_window_never_writes_over_the_time_service(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    save_settings(Settings(text_size=14))
    sealing.remember_service("https://tijd.invalid/tsa")
    app.keep_settings(Settings(text_size=20))
    assert (load_settings().timestamp_service, load_settings().text_size) == ("https://tijd.invalid/tsa", 20)
    sealing.forget_service()
    assert (load_settings().timestamp_service, load_settings().text_size) == ("", 20)
