"""Make the sign dialog on a practice vault with adopted lists."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from PySide6.QtWidgets import QLineEdit

from tests.houses import practice_in
from tests.services.world import sign_document
from tests.ui.export.worker import done_in, settled
from zvdesk.domain.meetings import MeetingState
from zvdesk.services import exports, meetings, vaults, verification
from zvdesk.settings import Settings
from zvdesk.ui.context import RoomContext
from zvdesk.ui.export.dialog import SignDialog
from zvdesk.ui.widgets.notices import NoticeBar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from zvdesk.services.desk import Desk
    from zvdesk.services.practice import Practice
    from zvdesk.ui.jobs import Jobs

T = TypeVar("T")


class Signing:
    def __init__(self, made: Practice, jobs: Jobs, qtbot: QtBot, folder: Path) -> None:
        self.practice, self.jobs, self.qtbot, self.folder = made, jobs, qtbot, folder
        self.errors: list[Exception] = []
        self.went: list[tuple[str, str]] = []
        self.notices = NoticeBar()
        qtbot.addWidget(self.notices)
        self.context = self.context_of(made.desk)
        rows = self.do(lambda: meetings.meeting_rows(made.desk))
        # the meeting with most cases: it has a derde without a ground
        self.meeting_id = max(
            (r for r in rows if r.state is MeetingState.CLOSED), key=lambda r: len(r.case_numbers)
        ).id
        items = self.do(lambda: meetings.meeting(made.desk, self.meeting_id)).items
        self.case_ids = tuple(item.case_id for item in items)

    @property
    def passphrase(self) -> str:
        return self.practice.passphrase

    def context_of(self, desk: Desk) -> RoomContext:
        return RoomContext(
            desk=desk,
            jobs=self.jobs,
            notices=self.notices,
            settings=Settings(),
            go=lambda room, key: self.went.append((room, key)),
            lock=lambda: None,
            failed=self.errors.append,
        )

    def do(self, op: Callable[[], T]) -> T:
        """Run a service in the worker and wait for what it returns."""
        return done_in(self.jobs, self.qtbot, op)

    def settle(self) -> None:
        """Wait until the worker is done and the page is drawn."""
        settled(self.jobs, self.qtbot)

    def dialog(self, desk: Desk | None = None) -> SignDialog:
        """Open the dialog for all cases of the meeting."""
        context = self.context if desk is None else self.context_of(desk)
        dialog = SignDialog(context, self.meeting_id, self.case_ids)
        self.qtbot.addWidget(dialog)
        dialog.fields.folder.setText(str(self.folder))
        dialog.show()
        self.settle()
        return dialog

    def signed_file(self) -> Path:
        """Sign one full list and return its file."""
        desk = self.practice.desk

        def sign() -> Path:
            with exports.signing(desk, self.passphrase) as signer:
                return sign_document(desk, signer, self.meeting_id, self.case_ids[0], None, self.folder).path

        return self.do(sign)

    def house_certificate(self) -> bytes:
        """Return the certificate of the house as a file holds it."""
        return self.do(lambda: verification.house_certificate_pem(self.practice.desk))


def passphrase_line(dialog: SignDialog) -> QLineEdit:
    """Return the line in which the passphrase is typed."""
    line = dialog.fields.passphrase.findChild(QLineEdit)
    assert line is not None
    return line


def open_signing(tmp_path: Path, jobs: Jobs, qtbot: QtBot) -> Iterator[Signing]:
    made = done_in(jobs, qtbot, lambda: practice_in(tmp_path / "oefen.zvkluis"))
    signing = Signing(made, jobs, qtbot, tmp_path / "lijsten")
    yield signing
    signing.settle()
    done_in(jobs, qtbot, lambda: vaults.lock(made.desk))
    assert not signing.errors, signing.errors
