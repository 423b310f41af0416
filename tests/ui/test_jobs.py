from __future__ import annotations

import gc
import threading
import time
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

import pytest
import shiboken6
from PySide6.QtCore import QObject, QThread

from zvdesk.ui.jobs import Jobs

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot


@dataclass(frozen=True)
class SomeChanges:
    kinds: frozenset[str]
    case_ids: frozenset[str]


class Listener(QObject):
    def __init__(self) -> None:
        super().__init__()
        self.heard: list[object] = []

    def hear(self, result: object) -> None:
        self.heard.append(result)


def test_jobs_run_in_order_off_the_thread_of_the_window(qtbot: QtBot, jobs: Jobs) -> None:
    ran: list[int] = []
    back: list[tuple[int, bool]] = []
    ours = threading.get_ident()
    workers: set[int] = set()

    def make(number: int) -> Callable[[], int]:
        def op() -> int:
            workers.add(threading.get_ident())
            time.sleep(0.002 * (5 - number))
            ran.append(number)
            return number

        return op

    for number in range(5):
        jobs.run(make(number), lambda got: back.append((got, threading.get_ident() == ours)))
    qtbot.waitUntil(lambda: len(back) == 5)
    assert ran == [0, 1, 2, 3, 4]
    assert back == [(number, True) for number in range(5)]
    assert len(workers) == 1
    assert ours not in workers


def test_a_failure_comes_back_to_who_asked(qtbot: QtBot, jobs: Jobs) -> None:
    failures: list[Exception] = []

    def fail() -> None:
        raise ValueError("bug")

    jobs.run(fail, lambda _nothing: None, failures.append)
    qtbot.waitUntil(lambda: bool(failures))
    assert isinstance(failures[0], ValueError)


def test_a_failure_that_nobody_hears_is_unexpected(qtbot: QtBot, jobs: Jobs) -> None:
    def fail() -> None:
        raise ValueError("bug")

    with qtbot.waitSignal(jobs.unexpected) as heard:
        jobs.run(fail)
    assert isinstance(heard.args[0], ValueError)


def test_a_job_runs_but_calls_nobody_when_its_owner_is_gone(qtbot: QtBot, jobs: Jobs) -> None:
    gate, ran = threading.Event(), threading.Event()
    listener = Listener()
    jobs.run(lambda: gate.wait(5))
    jobs.run(ran.set, listener.hear)
    shiboken6.delete(listener)
    gate.set()
    qtbot.waitUntil(lambda: not jobs.is_busy)
    assert ran.is_set()
    assert listener.heard == []


def test_a_failure_whose_owner_is_gone_is_still_told(qtbot: QtBot, jobs: Jobs) -> None:
    gate = threading.Event()
    listener = Listener()

    def fail() -> None:
        gate.wait(5)
        raise ValueError("bug")

    jobs.run(fail, failed=listener.hear)
    shiboken6.delete(listener)
    with qtbot.waitSignal(jobs.unexpected):
        gate.set()
    assert listener.heard == []


def test_changes_are_told_to_all_also_when_the_owner_is_gone(qtbot: QtBot, jobs: Jobs) -> None:
    changes = SomeChanges(frozenset({"action"}), frozenset({"c1"}))
    listener = Listener()
    gate = threading.Event()
    jobs.run(lambda: (gate.wait(5), changes)[1], listener.hear)
    shiboken6.delete(listener)
    with qtbot.waitSignal(jobs.changed) as heard:
        gate.set()
    assert heard.args == [changes]


def test_an_op_that_returns_something_else_can_say_what_it_changes(qtbot: QtBot, jobs: Jobs) -> None:
    changes = SomeChanges(frozenset({"meeting"}), frozenset())
    got: list[str] = []
    with qtbot.waitSignal(jobs.changed) as heard:
        jobs.run(lambda: "the meeting", got.append, changes=changes)
    assert (got, heard.args) == (["the meeting"], [changes])


def test_a_failed_op_changed_nothing(qtbot: QtBot, jobs: Jobs) -> None:
    told: list[object] = []
    failures: list[Exception] = []
    jobs.changed.connect(told.append)

    def fail() -> None:
        raise ValueError("bug")

    jobs.run(fail, failed=failures.append, changes=SomeChanges(frozenset({"case"}), frozenset()))
    qtbot.waitUntil(lambda: bool(failures))
    assert told == []


def test_what_is_no_change_is_not_told(qtbot: QtBot, jobs: Jobs) -> None:
    told: list[object] = []
    jobs.changed.connect(told.append)
    jobs.run(lambda: "no change")
    qtbot.waitUntil(lambda: not jobs.is_busy)
    assert told == []


def test_long_work_reports_and_can_be_stopped(qtbot: QtBot, jobs: Jobs) -> None:
    seen: list[tuple[int, int]] = []
    ended: list[str] = []
    reached: list[int] = []

    def work(report: Callable[[int, int], None]) -> int:
        for number in range(1, 1001):
            report(number, 1000)
            reached.append(number)
            time.sleep(0.005)
        return 1000

    job = jobs.progress(
        work,
        lambda done, total: seen.append((done, total)),
        lambda _all: ended.append("done"),
        stopped=lambda: ended.append("stopped"),
    )
    qtbot.waitUntil(lambda: len(seen) >= 2)
    job.cancel()
    qtbot.waitUntil(lambda: bool(ended))
    assert ended == ["stopped"]
    assert reached[-1] < 1000
    assert all(total == 1000 for _done, total in seen)


def test_the_last_report_is_always_shown(qtbot: QtBot, jobs: Jobs) -> None:
    seen: list[int] = []
    done: list[int] = []

    def work(report: Callable[[int, int], None]) -> int:
        for number in range(1, 101):
            report(number, 100)
        return 100

    jobs.progress(work, lambda at, _total: seen.append(at), done.append)
    qtbot.waitUntil(lambda: bool(done))
    assert seen[-1] == 100
    assert len(seen) < 10


def test_a_job_cancelled_before_it_begins_never_runs(qtbot: QtBot, jobs: Jobs) -> None:
    gate = threading.Event()
    ran: list[int] = []
    jobs.run(lambda: gate.wait(5))
    jobs.run(lambda: ran.append(1)).cancel()
    gate.set()
    qtbot.waitUntil(lambda: not jobs.is_busy)
    assert ran == []


def test_busy_is_told_once_at_the_start_and_once_at_the_end(qtbot: QtBot, jobs: Jobs) -> None:
    told: list[bool] = []
    jobs.busyChanged.connect(told.append)
    for _ in range(3):
        jobs.run(lambda: None)
    qtbot.waitUntil(lambda: told == [True, False])


def test_finish_does_all_that_is_queued(qapp: QApplication) -> None:
    jobs = Jobs(qapp)
    written: list[int] = []

    def write(number: int) -> None:
        time.sleep(0.001)
        written.append(number)

    for number in range(20):
        jobs.run(partial(write, number))
    assert jobs.finish()
    assert written == list(range(20))
    assert gc.isenabled()
    with pytest.raises(RuntimeError):
        jobs.run(lambda: None)


def test_finish_says_when_the_work_takes_too_long(qapp: QApplication) -> None:
    jobs = Jobs(qapp)
    gate = threading.Event()
    jobs.run(lambda: gate.wait(5))
    assert not jobs.finish(20)
    gate.set()
    assert jobs.finish()


def test_what_a_job_refers_to_is_let_go_on_the_thread_of_the_window(qtbot: QtBot, jobs: Jobs) -> None:
    deleted_on: list[bool] = []
    ours = QThread.currentThread()

    class Witness:
        def __del__(self) -> None:
            deleted_on.append(QThread.currentThread() == ours)

    def give_back(witness: Witness) -> Witness:
        return witness

    for _ in range(200):
        jobs.run(partial(give_back, Witness()), lambda _result: None)
    qtbot.waitUntil(lambda: len(deleted_on) == 200)
    assert all(deleted_on)
