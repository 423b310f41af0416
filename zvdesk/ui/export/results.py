"""Show what became of each list: where the file is, and that it verifies."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QWidget

from zvdesk.domain.signatures import VerdictKind
from zvdesk.texts.labels import VERDICTS
from zvdesk.ui.tokens import TONE_TOKENS, Space, Tone
from zvdesk.ui.widgets.buttons import SecondaryButton
from zvdesk.ui.widgets.labels import ElidedLabel, Heading, IconLabel, Style, Text, hairline
from zvdesk.ui.widgets.layouts import clear, column

if TYPE_CHECKING:
    from pathlib import Path

    from zvdesk.ui.export.work import Made

_BAD = ("circle-alert", Tone.DANGER)
_LOOKS = {
    VerdictKind.VALID: ("shield-check", Tone.OK),
    VerdictKind.UNKNOWN_SIGNER: ("circle-question-mark", Tone.WARN),  # signed with a key of another authority
}


class Results(QScrollArea):
    """Show the documents that were made and what was refused, with the reason."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        inner = QWidget()
        inner.setProperty("kind", "flow")
        self._column = column(Space.ONE)
        inner.setLayout(self._column)
        self.setWidget(inner)
        self.lines: list[str] = []

    def show_made(self, made: tuple[Made, ...], folder: Path) -> None:
        """Show these."""
        clear(self._column)
        self.lines = []
        written = [one for one in made if one.path is not None]
        title = (
            self.tr("1 document is ondertekend en bewaard")
            if len(written) == 1
            else self.tr("{count} documenten zijn ondertekend en bewaard").format(count=len(written))
        )
        self._column.addWidget(Heading(title))
        place = ElidedLabel(str(folder), Style.QUIET)
        self._column.addWidget(place)
        show = SecondaryButton(self.tr("Open de map"), "folder-open")
        show.clicked.connect(lambda: QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder))))
        self._column.addWidget(show)
        self._column.addWidget(hairline())
        for one in made:
            self._add(one)
        self._column.addStretch(1)

    def _add(self, one: Made) -> None:
        recipient = one.offer.recipient or self.tr("Volledige lijst")
        if one.offer.is_card:
            whole = one.offer.recipient or self.tr("Alle afspraken")
            recipient = self.tr("Crisiskaart: {name}").format(name=whole)
        icon_name, tone = _LOOKS.get(one.verdict.kind, _BAD) if one.verdict else _BAD
        line = QHBoxLayout()
        line.setSpacing(Space.HALF_MORE)
        line.addWidget(IconLabel(icon_name, TONE_TOKENS[tone], 20), 0, Qt.AlignmentFlag.AlignTop)
        words = column(0)
        words.addWidget(
            Text(
                self.tr("{case}, {name}").format(case=one.offer.case_name, name=recipient),
                Style.STRONG,
            )
        )
        if one.path is not None and one.verdict is not None:
            said = self.tr("Nagekeken: {verdict}").format(verdict=VERDICTS[one.verdict.kind])
            words.addWidget(Text(said, tone=tone))
            if one.verdict.kind is VerdictKind.UNKNOWN_SIGNER:
                words.addWidget(Text(self.tr("Wie het krijgt, moet de uitgever van uw sleutel kennen.")))
            words.addWidget(Text(one.path.name, Style.SMALL, selectable=True))
        else:
            said = self.tr("Niet gemaakt. {reason}").format(reason=one.refusal)
            words.addWidget(Text(said, tone=Tone.DANGER))
        self.lines.append(said)
        line.addLayout(words, 1)
        self._column.addLayout(line)
