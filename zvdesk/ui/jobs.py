"""Keep all thread code: one worker that does one job after another, and results that come back by signal.

A widget says what to run and what to do then. What runs (``op``) is a plain function over a service and the
vault; it never touches a widget. What is done then always happens on the thread of the window.
"""

from __future__ import annotations

import gc
import queue
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Protocol, TypeVar, runtime_checkable

import shiboken6
from PySide6.QtCore import QObject, Qt, QThread, QTimer, Signal

from zvdesk.errors import Cancelled

if TYPE_CHECKING:
    from collections.abc import Callable

T = TypeVar("T")

_REPORT_EVERY = 0.05  # seconds between two signs of progress
_COLLECT_EVERY = 1000  # milliseconds between two collections of garbage
_FULL_COLLECTION = 15  # one in so many collections is a full one


@runtime_checkable
class ReportsChanges(Protocol):
    """Describe what a changing service returns: ``zvdesk.services.changes.Changes`` or its like."""

    @property
    def kinds(self) -> frozenset[str]:
        """Return the kinds of things that changed."""
        ...

    @property
    def case_ids(self) -> frozenset[str]:
        """Return the cases that changed."""
        ...


@dataclass(eq=False)
class Job:
    """Stand for one piece of work that was handed over; ``cancel`` stops it as soon as it can."""

    op: Callable[[Callable[[int, int], None]], Any]
    then: Callable[[Any], None] | None
    failed: Callable[[Exception], None] | None
    stopped: Callable[[], None] | None
    on_progress: Callable[[int, int], None] | None
    owner: QObject | None
    changes: ReportsChanges | None = None
    is_cancelled: bool = False
    result: Any = None
    error: Exception | None = None
    reported_at: float = field(default=0.0)

    def cancel(self) -> None:
        """Stop the work: before it begins, or at its next report. A plain ``run`` that began is finished."""
        self.is_cancelled = True

    @property
    def is_owned(self) -> bool:
        """Tell whether the widget that asked is still there."""
        return self.owner is None or shiboken6.isValid(self.owner)


class _Worker(QThread):
    """Take numbers from the queue and do their jobs, one at a time, until None comes.

    While it signals, the worker holds nothing but a number: what an op or a result refers to is let go on the
    thread of the window, never here, because a widget must not be deleted from another thread.
    """

    done = Signal(int)
    progressed = Signal(int, int, int)

    def __init__(self, jobs: dict[int, Job]) -> None:
        super().__init__()
        self.waiting: queue.SimpleQueue[int | None] = queue.SimpleQueue()
        self._jobs = jobs

    def _do(self, number: int) -> None:
        job = self._jobs[number]

        def report(done: int, total: int) -> None:
            if job.is_cancelled:
                raise Cancelled
            now = time.monotonic()
            if done >= total or now - job.reported_at >= _REPORT_EVERY:
                job.reported_at = now
                self.progressed.emit(number, done, total)

        if job.is_cancelled:
            job.error = Cancelled()
            return
        try:
            job.result = job.op(report)
        except Exception as error:
            job.error = error

    def run(self) -> None:
        """Do the jobs."""
        while (number := self.waiting.get()) is not None:
            self._do(number)
            self.done.emit(number)


class Jobs(QObject):
    """Run work outside the window's thread, in the order it was handed over.

    The vault is opened, used and closed by ops only, so its one connection has one thread.

    Signals: ``changed(Changes)`` when an op changed something, also when nobody waits for it;
    ``unexpected(Exception)`` when an op failed and nobody was there to hear it; ``refused(Job)`` for each op
    that failed, heard or not; ``busyChanged(bool)``.
    """

    changed = Signal(object)
    unexpected = Signal(object)
    refused = Signal(object)
    busyChanged = Signal(bool)  # noqa: N815

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._jobs: dict[int, Job] = {}
        self._next = 0
        self._is_open = True
        self._worker = _Worker(self._jobs)
        self._worker.done.connect(self._deliver, Qt.ConnectionType.QueuedConnection)
        self._worker.progressed.connect(self._progress, Qt.ConnectionType.QueuedConnection)
        self._collections = 0
        self._collector = QTimer(self, interval=_COLLECT_EVERY)
        self._collector.timeout.connect(self._collect)
        gc.disable()  # Python may collect on any thread; widgets must go on this one
        self._collector.start()
        self._worker.start()

    def run(
        self,
        op: Callable[[], T],
        then: Callable[[T], None] | None = None,
        failed: Callable[[Exception], None] | None = None,
        *,
        owner: QObject | None = None,
        changes: ReportsChanges | None = None,
    ) -> Job:
        """Run ``op()`` in the worker; then ``then(result)`` or ``failed(exception)`` here.

        ``owner`` is the widget that asks; without it, the object whose method ``then`` or ``failed`` is. When
        it is gone by then, the op has still run - what was typed gets through - but nobody is called back.
        ``changes`` says what an op changes that returns something else; it is told when the op went well.
        """
        owner = owner or _owner_of(then, failed)
        return self._add(Job(lambda _report: op(), then, failed, None, None, owner, changes))

    def progress(
        self,
        op: Callable[[Callable[[int, int], None]], T],
        on_progress: Callable[[int, int], None],
        then: Callable[[T], None] | None = None,
        failed: Callable[[Exception], None] | None = None,
        *,
        stopped: Callable[[], None] | None = None,
        owner: QObject | None = None,
        changes: ReportsChanges | None = None,
    ) -> Job:
        """Run long work: ``op(report)`` calls ``report(done, total)``, which raises Cancelled once stopped.

        ``on_progress(done, total)`` is called here at most 20 times a second; ``stopped()`` after a cancel.
        """
        owner = owner or _owner_of(then, failed, on_progress)
        return self._add(Job(op, then, failed, stopped, on_progress, owner, changes))

    def run_again(self, job: Job) -> None:
        """Hand over once more what failed, at the end of the queue."""
        job.error, job.result = None, None
        self._add(job)

    def cancel_long(self) -> None:
        """Stop all long work that can be stopped; what was typed is no long work."""
        for job in self._jobs.values():
            if job.on_progress is not None:
                job.cancel()

    @property
    def is_busy(self) -> bool:
        """Tell whether a job waits or runs."""
        return bool(self._jobs)

    @property
    def is_open(self) -> bool:
        """Tell whether a job may still be handed over; not after finish()."""
        return self._is_open

    def finish(self, timeout: int = 10_000) -> bool:
        """Do what is queued, stop the worker and take nothing more; False when it took longer (milliseconds).

        Nobody is called back. Hand over the closing of the vault before this.
        """
        if self._is_open:
            self._is_open = False
            self._collector.stop()
            self._worker.waiting.put(None)
        is_done = self._worker.wait(timeout)
        if is_done:
            gc.enable()
        return is_done

    def _add(self, job: Job) -> Job:
        if not self._is_open:
            raise RuntimeError("a job was handed over after finish()")
        self._next += 1
        self._jobs[self._next] = job
        self._worker.waiting.put(self._next)
        if len(self._jobs) == 1:
            self.busyChanged.emit(True)
        return job

    def _progress(self, number: int, done: int, total: int) -> None:
        job = self._jobs.get(number)
        if job is not None and job.on_progress is not None and job.is_owned and not job.is_cancelled:
            job.on_progress(done, total)

    def _deliver(self, number: int) -> None:
        job = self._jobs.pop(number)
        try:
            self._call_back(job)
        finally:
            changes = job.result if isinstance(job.result, ReportsChanges) else job.changes
            if job.error is None and changes is not None:
                self.changed.emit(changes)
            if not self._jobs:
                self.busyChanged.emit(False)

    def _call_back(self, job: Job) -> None:
        if isinstance(job.error, Cancelled):
            if job.stopped is not None and job.is_owned:
                job.stopped()
        elif job.error is not None:
            self.refused.emit(job)
            if job.failed is not None and job.is_owned:
                job.failed(job.error)
            else:
                self.unexpected.emit(job.error)
        elif job.then is not None and job.is_owned:
            job.then(job.result)

    def _collect(self) -> None:
        self._collections += 1
        gc.collect(2 if self._collections % _FULL_COLLECTION == 0 else 1)


def _owner_of(*callbacks: Callable[..., None] | None) -> QObject | None:
    owners = (getattr(callback, "__self__", None) for callback in callbacks)
    return next((owner for owner in owners if isinstance(owner, QObject)), None)
