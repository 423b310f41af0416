"""Turn the tokens into one palette and one stylesheet, and follow the system's light, dark and contrast."""

from __future__ import annotations

import gc
from dataclasses import dataclass, replace
from enum import Enum
from functools import cache
from string import Template
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette

from zvdesk.resources import resources_folder
from zvdesk.ui import tokens
from zvdesk.ui.immortals import keep_singletons
from zvdesk.ui.tokens import Radius, Size, Token

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

_ROLES: dict[QPalette.ColorRole, Token] = {
    QPalette.ColorRole.Window: Token.PAPER,
    QPalette.ColorRole.WindowText: Token.INK,
    QPalette.ColorRole.Base: Token.SURFACE,
    QPalette.ColorRole.AlternateBase: Token.SUNKEN,
    QPalette.ColorRole.Text: Token.INK,
    QPalette.ColorRole.PlaceholderText: Token.INK_2,
    QPalette.ColorRole.Button: Token.SURFACE,
    QPalette.ColorRole.ButtonText: Token.INK,
    QPalette.ColorRole.BrightText: Token.DANGER,
    QPalette.ColorRole.Highlight: Token.ACCENT,
    QPalette.ColorRole.HighlightedText: Token.ON_ACCENT,
    QPalette.ColorRole.Accent: Token.ACCENT,
    QPalette.ColorRole.Link: Token.ACCENT,
    QPalette.ColorRole.LinkVisited: Token.ACCENT,
    QPalette.ColorRole.ToolTipBase: Token.INK,
    QPalette.ColorRole.ToolTipText: Token.PAPER,
    QPalette.ColorRole.Light: Token.SURFACE,
    QPalette.ColorRole.Midlight: Token.SUNKEN,
    QPalette.ColorRole.Mid: Token.LINE,
    QPalette.ColorRole.Dark: Token.CONTROL,
    QPalette.ColorRole.Shadow: Token.CONTROL,
}
_FONTS = ("Regular", "SemiBold", "Bold")


class Mode(Enum):
    """Name what a person may choose; SYSTEM follows the desktop."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"
    CONTRAST = "contrast"


@dataclass(frozen=True)
class Theme:
    """Stand for one look: a set of colours and a text size (12 to 28; 14 is 100 %)."""

    colours: tokens.Colours
    text_size: int = tokens.DEFAULT_TEXT_SIZE

    @property
    def scale(self) -> float:
        """Return how much larger than drawn the text is: 1.0 at 100 %."""
        return self.text_size / tokens.DEFAULT_TEXT_SIZE

    def px(self, size: Size) -> int:
        """Return a step of the type scale in pixels."""
        return round(size.value * self.scale)

    def scaled(self, pixels: float) -> int:
        """Return a length that has to grow with the text, such as an icon or a column."""
        return round(pixels * self.scale)

    def colour(self, token: Token) -> QColor:
        """Return the colour of a token."""
        return QColor(self.colours[token])

    def colour_on(self, colour: str, ground: Token) -> QColor:
        """Return a colour from data (an AVE level) so that it can be read on a token."""
        return QColor(tokens.readable(colour, self.colours[ground]))

    def font(self, size: Size = Size.BODY, weight: QFont.Weight = QFont.Weight.Normal) -> QFont:
        """Return the font of a step of the scale, with figures that align."""
        return QFont(_font(self.px(size), weight))

    def palette(self) -> QPalette:
        """Return the palette for what the stylesheet leaves to Qt."""
        palette = QPalette()
        for role, token in _ROLES.items():
            palette.setColor(role, self.colour(token))
        for role in (QPalette.ColorRole.Text, QPalette.ColorRole.WindowText, QPalette.ColorRole.ButtonText):
            palette.setColor(QPalette.ColorGroup.Disabled, role, self.colour(Token.INK_2))
        return palette

    def stylesheet(self) -> str:
        """Return ``resources/theme.qss`` with the tokens filled in."""
        template = Template((resources_folder() / "theme.qss").read_text(encoding="utf-8"))
        return template.substitute(
            {token.value: colour for token, colour in self.colours.items()},
            **{size.name.lower(): str(self.px(size)) for size in Size},
            radius=str(int(Radius.CONTROL)),
            radius_card=str(int(Radius.CARD)),
        )


_DEFAULT = Theme(tokens.LIGHT)


@cache
def _font(pixels: int, weight: QFont.Weight) -> QFont:
    font = QFont(tokens.FONT_FAMILY)
    font.setPixelSize(pixels)
    font.setWeight(weight)
    font.setFeature(QFont.Tag("tnum"), 1)
    return font


class ThemeKeeper(QObject):
    """Apply the chosen look to the application and keep following the system.

    Signals: ``changed(Theme)`` after every new look; ``textSizeChanged(int)`` when a key changed the size.
    """

    changed = Signal(object)
    textSizeChanged = Signal(int)  # noqa: N815
    worn = _DEFAULT  # by the application, which there is one of

    def __init__(self, app: QApplication, mode: Mode = Mode.SYSTEM, text_size: int | None = None) -> None:
        keep_singletons()
        super().__init__(app)
        self._app = app
        self._mode = mode
        self._text_size = tokens.DEFAULT_TEXT_SIZE if text_size is None else _nearest(text_size)
        load_fonts()
        app.setStyle("Fusion")
        hints = app.styleHints()
        hints.colorSchemeChanged.connect(self._follow)
        hints.accessibility().contrastPreferenceChanged.connect(self._follow)
        self._apply()

    @property
    def mode(self) -> Mode:
        """Return what the person chose."""
        return self._mode

    def set_mode(self, mode: Mode) -> None:
        """Show another look from now on."""
        self._mode = mode
        self._apply()

    def set_text_size(self, text_size: int) -> None:
        """Show the text in another size; the nearest of the sizes is taken."""
        nearest = _nearest(text_size)
        if nearest != self._text_size:
            self._text_size = nearest
            self._apply()
            self.textSizeChanged.emit(nearest)

    def enlarge(self) -> None:
        """Show the text one step larger."""
        self._step(1)

    def shrink(self) -> None:
        """Show the text one step smaller."""
        self._step(-1)

    def reset_text_size(self) -> None:
        """Show the text at 100 %."""
        self.set_text_size(tokens.DEFAULT_TEXT_SIZE)

    def _step(self, offset: int) -> None:
        index = tokens.TEXT_SIZES.index(self._text_size) + offset
        self.set_text_size(tokens.TEXT_SIZES[max(0, min(index, len(tokens.TEXT_SIZES) - 1))])

    def _follow(self) -> None:
        if self._mode in (Mode.SYSTEM, Mode.CONTRAST):
            self._apply()

    def _colours(self) -> tokens.Colours:
        hints = self._app.styleHints()
        dark = hints.colorScheme() is Qt.ColorScheme.Dark
        high = hints.accessibility().contrastPreference() is Qt.ContrastPreference.HighContrast
        if self._mode is Mode.CONTRAST or (self._mode is Mode.SYSTEM and high):
            return tokens.CONTRAST_DARK if dark else tokens.CONTRAST_LIGHT
        if self._mode is Mode.SYSTEM:
            return tokens.DARK if dark else tokens.LIGHT
        return tokens.DARK if self._mode is Mode.DARK else tokens.LIGHT

    def _apply(self) -> None:
        theme = replace(_DEFAULT, colours=self._colours(), text_size=self._text_size)
        ThemeKeeper.worn = theme
        collects = gc.isenabled()
        gc.disable()  # Qt walks over every widget there is; none may go meanwhile
        try:
            self._app.setPalette(theme.palette())
            self._app.setFont(theme.font())
            self._app.setStyleSheet(theme.stylesheet())
        finally:
            if collects:
                gc.enable()
        self.changed.emit(theme)


def current_theme() -> Theme:
    """Return the look that the application wears now; painted widgets ask it each time they paint."""
    return ThemeKeeper.worn


def load_fonts() -> None:
    """Make the bundled family known to Qt; raises FileNotFoundError when a font is missing."""
    folder = resources_folder() / "fonts"
    known = QFontDatabase.families()
    if tokens.FONT_FAMILY in known:
        return
    for weight in _FONTS:
        path = folder / f"AtkinsonHyperlegibleNext-{weight}.ttf"
        if QFontDatabase.addApplicationFont(str(path)) < 0:
            raise FileNotFoundError(path)


def _nearest(text_size: int) -> int:
    return min(tokens.TEXT_SIZES, key=lambda size: abs(size - text_size))
