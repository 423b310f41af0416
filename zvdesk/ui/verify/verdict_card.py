"""Show the verdict on one document: an icon, a word and one clear sentence, then the details."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFormLayout, QHBoxLayout, QWidget

from zvdesk.domain.log_standing import HeadAnswer
from zvdesk.domain.signatures import VerdictKind
from zvdesk.texts.labels import HEAD_ANSWERS, VERDICTS
from zvdesk.texts.verdicts import signer_name, verdict_sentence
from zvdesk.texts.verification_reports import own_time, proven_time, reason, revocation
from zvdesk.ui.tokens import TONE_TOKENS, Space, Token, Tone
from zvdesk.ui.widgets.buttons import IconButton, LinkButton
from zvdesk.ui.widgets.cards import Card
from zvdesk.ui.widgets.chips import Chip
from zvdesk.ui.widgets.fingerprint_check import grouped
from zvdesk.ui.widgets.labels import ElidedLabel, IconLabel, Style, Text
from zvdesk.ui.widgets.layouts import column

if TYPE_CHECKING:
    from pathlib import Path

    from zvdesk.domain.signatures import SignerFacts
    from zvdesk.services.verification import Verified

_LOOKS = {
    VerdictKind.VALID: ("shield-check", Tone.OK),
    VerdictKind.UNKNOWN_SIGNER: ("circle-question-mark", Tone.WARN),
    VerdictKind.EXPIRED: ("clock", Tone.WARN),
    VerdictKind.UNSIGNED: ("signature", Tone.WARN),
    VerdictKind.UNREADABLE: ("file-text", Tone.WARN),
    VerdictKind.REVOKED: ("circle-alert", Tone.DANGER),
    VerdictKind.INVALID: ("circle-alert", Tone.DANGER),
    VerdictKind.CHANGED: ("triangle-alert", Tone.DANGER),
}


#: What must be seen at once: the vault does not hold any more what this document proves.
_MISSING = (HeadAnswer.GONE, HeadAnswer.REPLACED)


@dataclass(frozen=True)
class Checked:
    """Hold what was found of one file, or why it could not be read."""

    path: Path
    verified: Verified | None
    problem: str = ""


class VerdictCard(Card):
    """Show one file. Signal: ``gone()`` when the person takes it off the page."""

    gone = Signal()

    def __init__(self, checked: Checked, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.checked = checked
        self.checked = checked
        verdict = checked.verified.verdict if checked.verified is not None else None
        icon_name, tone = _LOOKS[verdict.kind] if verdict is not None else ("circle-alert", Tone.WARN)
        self.sentence = Text(
            verdict_sentence(verdict) if verdict is not None else checked.problem, Style.LEAD
        )
        word = VERDICTS[verdict.kind] if verdict is not None else self.tr("niet te lezen")
        name = ElidedLabel(checked.path.name, Style.QUIET)
        words = column(Space.HALF)
        words.addWidget(self.sentence)
        words.addWidget(name)
        head = QHBoxLayout()
        head.setSpacing(Space.TWO)
        top = Qt.AlignmentFlag.AlignTop
        head.addWidget(IconLabel(icon_name, TONE_TOKENS[tone], 32), 0, top)
        head.addLayout(words, 1)
        head.addWidget(Chip(word, tone), 0, top)
        close = IconButton("x", self.tr("Haal {name} van deze pagina").format(name=checked.path.name))
        close.clicked.connect(self.gone)
        head.addWidget(close, 0, top)
        self.add(head)
        if checked.verified is not None and checked.verified.head in _MISSING:
            alarm = QHBoxLayout()
            alarm.setSpacing(Space.TWO)
            alarm.addWidget(IconLabel("triangle-alert", Token.DANGER, 32), 0, top)
            alarm.addWidget(Text(HEAD_ANSWERS[checked.verified.head]), 1)
            self.add(alarm)
        if checked.verified is not None and verdict is not None:
            self._add_details(checked.verified)

    def _add_details(self, verified: Verified) -> None:
        self.details = QWidget()
        form = QFormLayout(self.details)
        form.setContentsMargins(Space.FOUR + Space.TWO, 0, 0, 0)
        form.setHorizontalSpacing(Space.TWO)
        form.setVerticalSpacing(Space.HALF)
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        why = Text(reason(verified.verdict), selectable=True)
        form.addRow(Text(self.tr("Waarom"), Style.SMALL, wraps=False), why)
        for signer in verified.verdict.signers:
            for label, value in self._rows(signer):
                form.addRow(Text(label, Style.SMALL, wraps=False), Text(value, selectable=True))
        if verified.is_registered is not None:
            known = (
                self.tr("ja, deze kluis heeft dit document gemaakt")
                if verified.is_registered
                else self.tr("nee, deze kluis kent dit document niet")
            )
            form.addRow(Text(self.tr("In het register"), Style.SMALL, wraps=False), Text(known))
        if verified.head is not None:
            form.addRow(
                Text(self.tr("In het logboek"), Style.SMALL, wraps=False), Text(HEAD_ANSWERS[verified.head])
            )
        form.addRow(
            Text(self.tr("Vingerafdruk document"), Style.SMALL, wraps=False),
            Text(grouped(verified.verdict.document_sha256), Style.SMALL, selectable=True),
        )
        self.more = LinkButton(self.tr("Details"), "chevron-down")
        self.more.setCheckable(True)
        self.more.toggled.connect(self.details.setVisible)
        self.add(self.more)
        self.add(self.details)
        self.details.hide()

    def _rows(self, signer: SignerFacts) -> tuple[tuple[str, str], ...]:
        return (
            (self.tr("Ondertekenaar"), signer_name(signer)),
            (self.tr("Rol"), signer.role or "-"),
            (self.tr("Organisatie"), signer.organisation or "-"),
            (self.tr("Sleutel uitgegeven door"), signer.issuer or "-"),
            (self.tr("Tijd volgens de ondertekenaar"), own_time(signer)),
            (self.tr("Tijd bevestigd"), proven_time(signer)),
            (self.tr("Intrekking"), revocation(signer)),
            (self.tr("Vingerafdruk ondertekenaar"), grouped(signer.fingerprint)),
            (self.tr("Vingerafdruk uitgever"), grouped(signer.issuer_fingerprint)),
        )
