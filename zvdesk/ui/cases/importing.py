"""Read referral files in the worker and tell per file what became of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from zvdesk.domain.blockers import Blocked
from zvdesk.errors import ExplainedError, NotAllowed
from zvdesk.services import referrals
from zvdesk.texts.messages import message
from zvdesk.texts.referrals import NOTE_SENTENCES
from zvdesk.ui.tokens import Space, Token
from zvdesk.ui.widgets.accessible import announce
from zvdesk.ui.widgets.buttons import IconButton, LinkButton
from zvdesk.ui.widgets.cards import Card
from zvdesk.ui.widgets.labels import IconLabel, Style, Text, hairline
from zvdesk.ui.widgets.layouts import clear, column, row

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from zvdesk.services.desk import Desk

_MOST = 12  # sentences per file


@dataclass(frozen=True)
class FileOutcome:
    """Say what became of one file: a case, or the reasons why not."""

    name: str
    case_id: str = ""
    case_number: str = ""
    reasons: tuple[str, ...] = ()  # why it was refused, one sentence each
    notes: tuple[str, ...] = ()  # worth knowing of a file that was taken


@dataclass(frozen=True)
class ImportOutcome:
    """Hold what became of each file, in the shape that ``Jobs.changed`` passes on."""

    files: tuple[FileOutcome, ...]
    kinds: frozenset[str] = field(default=frozenset({"cases"}))

    @property
    def case_ids(self) -> frozenset[str]:
        """Return the cases that are new."""
        return frozenset(file.case_id for file in self.files if file.case_id)


def import_files(desk: Desk, paths: Sequence[Path], report: Callable[[int, int], None]) -> ImportOutcome:
    """Read each file into a new case or say why not; runs in the worker. Raises NotAllowed."""
    outcomes = []
    for number, path in enumerate(paths):
        report(number, len(paths))
        outcomes.append(_import_file(desk, path))
    return ImportOutcome(tuple(outcomes))


def _import_file(desk: Desk, path: Path) -> FileOutcome:
    try:
        found = referrals.import_referral(desk, path)
    except NotAllowed:
        raise
    except (ExplainedError, Blocked) as error:
        return FileOutcome(path.name, reasons=tuple(message(error).split("\n")))
    notes = tuple(NOTE_SENTENCES[note.kind].format(path=note.path) for note in found.notes)
    return FileOutcome(path.name, found.case.id, found.case.number, notes=notes)


class ImportReport(Card):
    """Show per file what became of it, until it is closed.

    Signal: ``opened(str)`` with the id of a case that was made.
    """

    opened = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.set_title(self.tr("Ingelezen aanmeldingen"))
        self._close = IconButton("x", self.tr("Sluit dit overzicht"))
        self._close.clicked.connect(self.dismiss)
        self.buttons.addWidget(self._close)
        self._rows = column(Space.ONE)
        self.add(self._rows)
        self.files: tuple[FileOutcome, ...] = ()
        self.hide()

    def show_outcome(self, outcome: ImportOutcome) -> None:
        """Add what became of these files on top of what was already told."""
        self.files = outcome.files + self.files
        clear(self._rows)
        for number, file in enumerate(self.files):
            if number:
                self._rows.addWidget(hairline())
            self._rows.addWidget(self._row(file))
        taken = sum(1 for file in outcome.files if file.case_id)
        refused = len(outcome.files) - taken
        self.show()
        announce(
            self, self.tr("%1 ingelezen, %2 geweigerd").replace("%1", str(taken)).replace("%2", str(refused))
        )

    def dismiss(self) -> None:
        """Close the report and forget it."""
        self.files = ()
        clear(self._rows)
        self.hide()

    def _row(self, file: FileOutcome) -> QWidget:
        whole = QWidget()
        lines = column(Space.HALF)
        icon = ("circle-check", Token.OK) if file.case_id else ("circle-alert", Token.DANGER)
        if file.case_id:
            words = self.tr("Ingelezen als casus %1.")
            head = Text(file.name, Style.STRONG)
            told = Text(words.replace("%1", file.case_number), Style.QUIET)
        else:
            head = Text(file.name, Style.STRONG)
            told = Text(
                self.tr("Niet ingelezen. Er is niets bewaard van dit bestand. Dit moet eerst anders:")
            )
        lines.addWidget(head)
        lines.addWidget(told)
        sentences = file.reasons or file.notes
        for sentence in sentences[:_MOST]:
            lines.addWidget(Text(f"–  {sentence}", Style.BODY if file.reasons else Style.QUIET))
        if len(sentences) > _MOST:
            more = self.tr("En nog %1 andere plaatsen in dit bestand.")
            lines.addWidget(Text(more.replace("%1", str(len(sentences) - _MOST)), Style.QUIET))
        outer = row(spacing=Space.HALF_MORE)
        outer.addWidget(IconLabel(icon[0], icon[1], 20), 0, Qt.AlignmentFlag.AlignTop)
        outer.addLayout(lines, 1)
        if file.case_id:
            button = LinkButton(self.tr("Open %1").replace("%1", file.case_number))
            button.clicked.connect(lambda _checked=False: self.opened.emit(file.case_id))
            outer.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        whole.setLayout(outer)
        return whole
