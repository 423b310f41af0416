"""Offer what can be done: one primary button per screen, quiet ones beside it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from zvdesk.ui.icons import icon
from zvdesk.ui.theme import current_theme
from zvdesk.ui.tokens import FOCUS_WIDTH, Radius, Token
from zvdesk.ui.widgets.accessible import plain_tip

_ICON, _GAP = 18, 4  # in pixels at 100 %; the gap comes on top of Qt's own


class _Button(QPushButton):
    """Give every button its look, its icon's size and its way to be pressed with Enter."""

    KIND = ""
    TOKEN = Token.INK

    def __init__(self, text: str, icon_name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text.replace("&", "&&"), parent)
        self.setProperty("kind", self.KIND)
        self.setAccessibleName(text)
        self.setAutoDefault(True)  # Enter presses the button that has the focus
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        if icon_name:
            self.setIcon(icon(icon_name, self.TOKEN))
        self._size_icon()

    def set_label(self, text: str) -> None:
        """Say something else on the button and to screen readers."""
        self.setText(text.replace("&", "&&"))
        self.setAccessibleName(text)

    def set_reason(self, reason: str) -> None:
        """Turn the button off and say why, or on again with an empty reason."""
        self.setEnabled(not reason)
        self.setToolTip(plain_tip(reason))
        self.setAccessibleDescription(reason)

    def _size_icon(self) -> None:
        theme = current_theme()
        side = theme.scaled(_ICON)
        wanted = QSize(side + (theme.scaled(_GAP) if self.text() else 0), side)
        if self.iconSize() != wanted:
            self.setIconSize(wanted)

    def changeEvent(self, event: QEvent) -> None:
        """Follow a new font or theme."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.FontChange:
            self._size_icon()


class PrimaryButton(_Button):
    """Offer the one thing to do here. Signal: ``clicked``."""

    KIND = "primary"
    TOKEN = Token.ON_ACCENT

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint it in the theme of the moment."""
        super().paintEvent(event)
        if self.hasFocus():  # a ring inside the fill, in the colour that contrasts with it
            inset = FOCUS_WIDTH * 1.5
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(current_theme().colour(Token.ON_ACCENT), FOCUS_WIDTH))
            box = QRectF(self.rect()).adjusted(inset, inset, -inset, -inset)
            painter.drawRoundedRect(box, Radius.CONTROL - inset / 2, Radius.CONTROL - inset / 2)
            painter.end()


class SecondaryButton(_Button):
    """Offer another thing to do. Signal: ``clicked``."""

    KIND = "secondary"


class DangerButton(_Button):
    """Offer what takes something away; the page names what goes. Signal: ``clicked``."""

    KIND = "danger"
    TOKEN = Token.DANGER


class LinkButton(_Button):
    """Offer a small thing inside a line or a card. Signal: ``clicked``."""

    KIND = "link"
    TOKEN = Token.ACCENT


class ChoiceButton(_Button):
    """Offer one of a few, such as an AVE level; the chosen one has a firm border. Signal: ``toggled``."""

    KIND = "choice"

    def __init__(self, text: str, icon_name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, icon_name, parent)
        self.setCheckable(True)


class IconButton(_Button):
    """Offer a thing by an icon alone; its words are spoken and shown as a tooltip. Signal: ``clicked``."""

    KIND = "icon"
    TOKEN = Token.INK_2

    def __init__(self, icon_name: str, words: str, parent: QWidget | None = None) -> None:
        super().__init__("", icon_name, parent)
        self.setAccessibleName(words)
        self.setToolTip(plain_tip(words))

    def set_icon(self, icon_name: str, words: str) -> None:
        """Show another icon with other words."""
        self.setIcon(icon(icon_name, self.TOKEN))
        self.setAccessibleName(words)
        self.setToolTip(plain_tip(words))
