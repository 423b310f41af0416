from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from zvdesk.ui.immortals import keep_singletons


class Speaker(QObject):
    said = Signal(int)


def test_many_signals_and_missing_properties_do_not_use_up_true_and_none() -> None:
    keep_singletons()
    keep_singletons()
    speaker = Speaker()
    heard: list[int] = []
    speaker.said.connect(heard.append)
    for number in range(20_000):
        speaker.said.emit(number)
        assert not speaker.property("missing")
    assert len(heard) == 20_000
