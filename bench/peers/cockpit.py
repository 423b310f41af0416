"""Lead a table of twelve cases and four hundred actions in the real page, and print what it took as JSON."""

from __future__ import annotations

import importlib
import json
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QEventLoop, QObject, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from bench import data
from bench.figures import p95
from zvdesk.app import prepare
from zvdesk.domain.agenda import Step
from zvdesk.domain.meetings import ItemEvent
from zvdesk.domain.people import Role
from zvdesk.services import meetings, vaults
from zvdesk.settings import Settings
from zvdesk.storage.wrapping import FLOOR
from zvdesk.ui.context import RoomContext
from zvdesk.ui.jobs import Jobs
from zvdesk.ui.meeting.page import MeetingsPage
from zvdesk.ui.theme import Mode
from zvdesk.ui.warming import import_services, room_modules, settle
from zvdesk.ui.widgets.notices import NoticeBar

if TYPE_CHECKING:
    from collections.abc import Callable

    from zvdesk.domain.meetings import Meeting
    from zvdesk.services.desk import Desk
    from zvdesk.ui.meeting.views import TableView

CASES, ACTIONS = 12, 400
LED = 3  # cases gone through
LINES = (
    "Huisarts bellen @GGZ vr !",
    "Bezoek aan huis @wijkteam over 2 wk",
    "/b Wij houden het plan vol",
    "/i Er kwam gisteren een brief @politie",
    "/als er weer een melding is dan gaat @politie binnen 24 uur langs",
    "Schuld in kaart brengen @schuldhulp eind december",
)
TICK = 4  # milliseconds


class Paints(QObject):
    """Note when a widget was painted."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self.at = 0.0
        widget.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Remember the moment of the last paint."""
        if event.type() == QEvent.Type.Paint:
            self.at = time.perf_counter()
        return False


class Blocks(QObject):
    """Measure how long the event loop does nothing else."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.gaps: list[float] = []
        self._before = 0.0
        self._timer = QTimer(self, interval=TICK)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._tick)

    def start(self) -> None:
        """Begin to measure."""
        self._before = time.perf_counter()
        self._timer.start()

    def _tick(self) -> None:
        now = time.perf_counter()
        self.gaps.append(now - self._before)
        self._before = now


class Bench:
    """Hold the page and wait for it."""

    def __init__(self, folder: Path) -> None:
        made = vaults.create_vault(
            folder,
            house_name="Oefenregio",
            passphrase="vijf gewone woorden als voorbeeld",
            name="F. Voorbeeld",
            role=Role.CHAIR,
            practice=True,
            cost=FLOOR,
        )
        words = "vijf gewone woorden als voorbeeld"
        self.meeting_id = data.fill_table(made.desk, cases=CASES, actions=ACTIONS)
        vaults.lock(made.desk)
        self.jobs = Jobs(QApplication.instance())
        self.errors: list[Exception] = []
        self._waker = QTimer(interval=TICK)  # so that waiting looks again
        self._waker.start()
        self.desk = self.do(lambda: vaults.unlock(folder, words))
        self.page = MeetingsPage(
            RoomContext(
                desk=self.desk,
                jobs=self.jobs,
                notices=NoticeBar(),
                settings=Settings(),
                go=lambda _room, _key: None,
                lock=lambda: None,
                failed=self.errors.append,
            )
        )
        self.page.resize(1366, 768)
        self.page.show()
        self.page.open_meeting(self.meeting_id)
        self.settle()
        self.lead = self.page.lead

    def do(self, op: Callable[[], Desk]) -> Desk:
        """Run an op in the worker and return what it returns."""
        found: list[Desk] = []
        self.jobs.run(op, found.append, self.errors.append)
        self.until(lambda: bool(found or self.errors))
        if self.errors:
            raise self.errors[0]
        return found[0]

    def until(self, is_so: Callable[[], bool]) -> None:
        """Let the event loop run until something is so; it sleeps in between, for the sake of the worker."""
        end = time.perf_counter() + 30
        while not is_so():
            if time.perf_counter() > end:
                raise TimeoutError
            QApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)

    def settle(self) -> None:
        """Wait until the worker is done and the page stands still."""
        for _ in range(3):
            self.until(lambda: not self.jobs.is_busy)
            self._rest(0.03)

    def _rest(self, seconds: float) -> None:
        stop = time.perf_counter() + seconds
        self.until(lambda: time.perf_counter() > stop)


class Run:
    """Type through the cases and keep what each key and each line took, in seconds."""

    def __init__(self, bench: Bench) -> None:
        self._bench, self._table = bench, bench.lead.table
        self._field = bench.lead.capture.line.field
        self._rows = bench.lead.recording.recorded.rows
        self._painted = Paints(self._field.viewport())
        self._row_painted = Paints(self._rows.viewport())
        self.keys: list[float] = []
        self.lines: list[float] = []

    def case(self, number: int) -> None:
        """Lead one case through its steps, with the same lines in each."""
        view = self._view()
        self._table.show_case(view.cases[number].item_id)
        self._bench.settle()
        self._table.act(_seat)
        self._table.go(ItemEvent.START)
        self._bench.settle()
        for step in Step:
            self._table.jump(step)
            self._bench.settle()
            for line in LINES:
                self._field.setFocus()
                for letter in line:
                    self._key(letter)
                self._enter()
                self._bench.settle()

    def _view(self) -> TableView:
        if self._table.view is None:
            raise RuntimeError("no case is shown")
        return self._table.view

    def _key(self, letter: str) -> None:
        began = time.perf_counter()
        QTest.keyClicks(self._field, letter)
        self._bench.until(lambda: self._painted.at > began)
        self.keys.append(self._painted.at - began)

    def _enter(self) -> None:
        before = self._rows.model().rowCount()
        began = time.perf_counter()
        QTest.keyClick(self._field, Qt.Key.Key_Return)
        self._bench.until(lambda: self._rows.model().rowCount() > before)
        seen = time.perf_counter()
        self._bench.until(lambda: self._row_painted.at > began)
        self.lines.append(max(seen, self._row_painted.at) - began)


def _seat(desk: Desk, view: TableView) -> Meeting:
    return meetings.set_present(desk, view.meeting.id, view.item.id, view.item.invited_ids)


def lead(bench: Bench) -> dict[str, float]:
    """Type through some cases; return seconds."""
    run, blocks = Run(bench), Blocks(bench.page)
    blocks.start()
    for number in range(LED):
        run.case(number)
    return {
        "key_to_paint_p95": p95(run.keys),
        "capture_to_row_p95": p95(run.lines),
        "longest_block": max(blocks.gaps),
    }


def main() -> int:
    """Lead the table in a folder and print the figures."""
    app = QApplication(["cockpit"])
    prepare(app, Settings(theme=Mode.LIGHT.value))
    import_services()
    for name in room_modules():
        importlib.import_module(name)
    settle()
    bench = Bench(Path(sys.argv[1]) / "tafel.zvkluis")
    found = lead(bench)
    if bench.errors:
        raise bench.errors[0]
    bench.jobs.finish()
    print(json.dumps(found))
    return 0


if __name__ == "__main__":
    sys.exit(main())
