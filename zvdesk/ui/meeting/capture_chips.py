"""Show what a line was understood as: one chip per fact, and what is still open or was not understood."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QDate, QLocale, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetricsF, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from zvdesk.domain.capture import HOLDS, CaptureKind, ChipKind
from zvdesk.texts.capture import CAPTURE_KINDS, CHIP_KINDS, MARK_REASONS, NO_DAY, NO_ONE, hint
from zvdesk.texts.days import day
from zvdesk.ui.icons import paint_icon
from zvdesk.ui.theme import current_theme
from zvdesk.ui.tokens import FOCUS_WIDTH, TONE_GROUNDS, TONE_TOKENS, Size, Space, Token, Tone
from zvdesk.ui.widgets.accessible import plain_tip
from zvdesk.ui.widgets.labels import show_when
from zvdesk.ui.widgets.layouts import FlowLayout

if TYPE_CHECKING:
    from zvdesk.domain.capture import Capture, Chip, Mark

MOST = 6  # chips at a time: with the line itself seven controls
_HEIGHT, _ARROW = 32, 14  # in pixels at 100 %
_ORDER = (
    ChipKind.KIND,
    ChipKind.ORGANISATION,
    ChipKind.PERSON,
    ChipKind.DAY,
    ChipKind.WITHIN,
    ChipKind.URGENT,
)


def _tr(text: str) -> str:
    return QCoreApplication.translate("capture", text)


@dataclass(frozen=True)
class Face:
    """Hold what one chip shows; ``kind`` is None for the chip of what was not understood."""

    kind: ChipKind | None
    label: str
    tone: Tone
    name: str  # for screen readers
    description: str = ""


def faces_of(capture: Capture) -> tuple[Face, ...]:
    """Return the chips of a line in a fixed order: the facts, also open ones, and what was not understood."""
    last: dict[ChipKind, Chip] = {chip.kind: chip for chip in capture.chips}
    faces = [_fact(last[kind], capture) for kind in _ORDER if kind in last]
    present = {face.kind for face in faces}
    lacks = ((ChipKind.ORGANISATION, NO_ONE), (ChipKind.DAY, NO_DAY))
    for kind, words in lacks:
        if capture.kind in _OWNED and kind in HOLDS[capture.kind] and kind not in present:
            faces.append(Face(kind, words, Tone.NEUTRAL, f"{CHIP_KINDS[kind]}: {words}"))
    faces.sort(key=lambda face: _ORDER.index(face.kind) if face.kind is not None else len(_ORDER))
    return (
        (*faces[:MOST], *_unread(capture)) if len(faces) < MOST else (*faces[: MOST - 1], *_unread(capture))
    )


_OWNED = (CaptureKind.ACTION, CaptureKind.CONDITIONAL)


def understood(capture: Capture) -> str:
    """Return for the ear what was understood, such as "actie, GGZ Noord, vrijdag 27 november, spoed"."""
    last = {chip.kind: chip for chip in capture.chips}
    facts = [_words(last[kind], capture, aloud=True) for kind in _ORDER if kind in last]
    hints = [hint(mark, capture) for mark in capture.marks]
    said = ", ".join(filter(None, facts))
    return " ".join([f"{said}.", *hints]) if hints else said


def _fact(chip: Chip, capture: Capture) -> Face:
    words = _words(chip, capture)
    tone = Tone.WARN if chip.kind is ChipKind.URGENT else Tone.ACCENT
    name = words if chip.kind in (ChipKind.URGENT, ChipKind.WITHIN) else f"{CHIP_KINDS[chip.kind]}: {words}"
    return Face(chip.kind, words, tone, name, _tr("Enter toont wat het nog kan zijn."))


def _words(chip: Chip, capture: Capture, *, aloud: bool = False) -> str:
    value = chip.value
    if isinstance(value, CaptureKind):
        return CAPTURE_KINDS[value]
    if isinstance(value, date):
        return _day(value, capture.table.today, aloud=aloud)
    if chip.kind is ChipKind.ORGANISATION:
        seat = capture.table.seat(str(value))
        return seat.name if seat is not None else str(value)
    if chip.kind is ChipKind.WITHIN:
        return _tr("binnen {hours} uur").format(hours=value)
    return _tr("spoed") if chip.kind is ChipKind.URGENT else str(value)


def _day(on: date, today: date, *, aloud: bool) -> str:
    if aloud:
        pattern = "dddd d MMMM" if on.year == today.year else "dddd d MMMM yyyy"
        return QLocale(QLocale.Language.Dutch).toString(QDate(on.year, on.month, on.day), pattern)
    return day(on).rsplit(" ", 1)[0] if on.year == today.year else day(on)


def _unread(capture: Capture) -> tuple[Face, ...]:
    if not capture.marks:
        return ()
    hints = " ".join(hint(mark, capture) for mark in capture.marks)
    label = _label(capture.marks[0], capture)
    if len(capture.marks) > 1:
        label = _tr("{first}, en nog {count}").format(first=label, count=len(capture.marks) - 1)
    return (Face(None, label, Tone.WARN, _tr("Let op: {label}").format(label=label), hints),)


def _label(mark: Mark, capture: Capture) -> str:
    words = " ".join(capture.line[mark.start : mark.end].split())
    reason = MARK_REASONS[mark.reason]
    return f"{words}: {reason}" if words else reason


class ChipButton(QAbstractButton):
    """Be a chip that opens with Enter, Space or a click. Signal: ``clicked``."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.face = Face(None, "", Tone.NEUTRAL, "")
        self.setAccessibleName(_tr("Nog niets begrepen"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)

    def show_face(self, face: Face) -> None:
        """Show another fact."""
        if face == self.face:
            return
        self.face = face
        self.setText(face.label)
        self.setAccessibleName(face.name)
        self.setAccessibleDescription(face.description)
        self.setToolTip(plain_tip(face.description))
        self.updateGeometry()
        self.update()

    def _font(self) -> QFont:
        return current_theme().font(Size.BODY, QFont.Weight.DemiBold)

    def sizeHint(self) -> QSize:
        """Return the size it likes."""
        theme = current_theme()
        width = QFontMetricsF(self._font()).horizontalAdvance(self.face.label) + theme.scaled(_ARROW)
        return QSize(round(width) + 2 * Space.HALF_MORE + Space.HALF, theme.scaled(_HEIGHT))

    def minimumSizeHint(self) -> QSize:
        """Return the size below which it cannot be read."""
        return QSize(current_theme().scaled(64), current_theme().scaled(_HEIGHT))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open with Enter too."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.isAutoRepeat():
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint it in the theme of the moment."""
        theme, face = current_theme(), self.face
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        painter.setBrush(theme.colour(TONE_GROUNDS[face.tone]))
        is_ringed = self.hasFocus()
        painter.setPen(QPen(theme.colour(Token.ACCENT), FOCUS_WIDTH) if is_ringed else Qt.PenStyle.NoPen)
        painter.drawRoundedRect(box, Space.HALF, Space.HALF)
        painter.setPen(theme.colour(TONE_TOKENS[face.tone]))
        painter.setFont(self._font())
        side = theme.scaled(_ARROW)
        room = box.adjusted(Space.HALF_MORE, 0, -side - Space.HALF - Space.ONE, 0)
        words = painter.fontMetrics().elidedText(
            face.label, Qt.TextElideMode.ElideRight, round(room.width()) + 1
        )
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, words)
        arrow = QRectF(box.right() - side - Space.ONE, box.center().y() - side / 2, side, side)
        paint_icon(painter, arrow, "chevron-down", TONE_TOKENS[face.tone])
        painter.end()


class ChipRow(QWidget):
    """Hold the chips of a line, made once so that the order of the focus never changes.

    Signal: ``opened(ChipButton)``.
    """

    opened = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.chips = tuple(ChipButton() for _ in range(MOST))
        flow = FlowLayout(self)
        for chip in self.chips:
            flow.addWidget(chip)
            chip.hide()
            chip.clicked.connect(lambda _checked=False, chip=chip: self.opened.emit(chip))

    def show_faces(self, faces: tuple[Face, ...]) -> None:
        """Show these facts."""
        for number, chip in enumerate(self.chips):
            if number < len(faces):
                chip.show_face(faces[number])
            show_when(chip, number < len(faces))
