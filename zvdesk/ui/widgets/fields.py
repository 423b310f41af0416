"""Put a label above a field, help below it, and what is wrong in plain words beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, SignalInstance
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from zvdesk.ui.tokens import Space, Token, Tone
from zvdesk.ui.widgets.accessible import announce
from zvdesk.ui.widgets.buttons import IconButton
from zvdesk.ui.widgets.labels import IconLabel, Style, Text, restyle, show_when
from zvdesk.ui.widgets.layouts import column

if TYPE_CHECKING:
    from collections.abc import Callable

_SHOWN = 2500  # milliseconds that "bewaard" stays


class FieldRow(QWidget):
    """Hold one field with its label; the label is its accessible name, help and error its description.

    A field with the signal ``savedChanged(bool)`` shows "bewaard" for a moment beside the label.
    """

    def __init__(
        self,
        label: str,
        field: QWidget,
        help_text: str = "",
        *,
        is_optional: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.field, self._help, self._error = field, help_text, ""
        self._label = Text(label, Style.CAPTION)
        self._label.setBuddy(field.focusProxy() or field)
        self.setFocusProxy(field)
        self._state = Text(self.tr("mag leeg blijven") if is_optional else "", Style.SMALL, wraps=False)
        self._optional = self._state.text()
        self._help_label = Text(help_text, Style.SMALL)
        show_when(self._help_label, bool(help_text))
        self._error_row = QWidget()
        self._error_label = Text("", tone=Tone.DANGER)
        below = QHBoxLayout(self._error_row)
        below.setContentsMargins(0, 0, 0, 0)
        below.setSpacing(Space.HALF)
        below.addWidget(IconLabel("circle-alert", Token.DANGER))
        below.addWidget(self._error_label, 1)
        self._error_row.hide()
        above = QHBoxLayout()
        above.setContentsMargins(0, 0, 0, 0)
        above.addWidget(self._label, 1)
        above.addWidget(self._state)
        outer = column(Space.HALF)
        self.setLayout(outer)
        outer.addLayout(above)
        outer.addWidget(field)
        outer.addWidget(self._help_label)
        outer.addWidget(self._error_row)
        self._fade = QTimer(self, singleShot=True, interval=_SHOWN)
        self._fade.timeout.connect(lambda: self._state.setText(self._optional))
        saved = getattr(field, "savedChanged", None)
        if isinstance(saved, SignalInstance):
            saved.connect(self._show_saved)
        field.setAccessibleName(label)
        self._describe()

    @property
    def error(self) -> str:
        """Return what is wrong now, or an empty text."""
        return self._error

    def set_error(self, text: str) -> None:
        """Say what is wrong with the field; an empty text takes it back."""
        if text and text != self._error:
            announce(self.field, text)
        self._error = text
        self._error_label.setText(text)
        show_when(self._error_row, bool(text))
        restyle(self.field, wrong="true" if text else "false")
        self._describe()

    def set_label(self, text: str) -> None:
        """Call the field something else."""
        self._label.setText(text)
        self.field.setAccessibleName(text)

    def set_help(self, text: str) -> None:
        """Say something else below the field."""
        self._help = text
        self._help_label.setText(text)
        show_when(self._help_label, bool(text))
        self._describe()

    def _describe(self) -> None:
        self.field.setAccessibleDescription(" ".join(part for part in (self._error, self._help) if part))

    def _show_saved(self, is_saved: bool) -> None:
        self._state.setText(self.tr("bewaard") if is_saved else self._optional)
        if is_saved:
            self._fade.start()


class PassphraseField(QWidget):
    """Take a passphrase; it can be shown, pasted, and gets a hint on its strength in words.

    ``hint`` is a plain function from the text to a sentence; without it there is no hint.

    Signals: ``textChanged(str)``; ``submitted()`` on Enter.
    """

    def __init__(self, hint: Callable[[str], str] | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._hint = hint
        self._line = QLineEdit()
        self._line.setEchoMode(QLineEdit.EchoMode.Password)
        self.textChanged = self._line.textChanged
        self.submitted = self._line.returnPressed
        self._eye = IconButton("eye", self.tr("Laat de wachtzin zien"))
        self._eye.clicked.connect(self._toggle)
        self._words = Text("", Style.SMALL)
        show_when(self._words, hint is not None)
        line = QHBoxLayout()
        line.setSpacing(Space.HALF)
        line.addWidget(self._line, 1)
        line.addWidget(self._eye)
        outer = column(Space.HALF)
        self.setLayout(outer)
        outer.addLayout(line)
        outer.addWidget(self._words)
        self.setFocusProxy(self._line)
        self._line.textChanged.connect(self._judge)

    def text(self) -> str:
        """Return the passphrase."""
        return self._line.text()

    def select_all(self) -> None:
        """Select what stands there, so that typing replaces it."""
        self._line.selectAll()

    def clear(self) -> None:
        """Forget the passphrase and hide it again."""
        self._line.setText("")  # clear() of Qt would let undoing bring it back
        self._line.setEchoMode(QLineEdit.EchoMode.Password)
        self._show_eye()

    def _toggle(self) -> None:
        is_hidden = self._line.echoMode() is QLineEdit.EchoMode.Password
        self._line.setEchoMode(QLineEdit.EchoMode.Normal if is_hidden else QLineEdit.EchoMode.Password)
        self._show_eye()

    def _show_eye(self) -> None:
        is_hidden = self._line.echoMode() is QLineEdit.EchoMode.Password
        words = self.tr("Laat de wachtzin zien") if is_hidden else self.tr("Verberg de wachtzin")
        self._eye.set_icon("eye" if is_hidden else "eye-off", words)

    def _judge(self, text: str) -> None:
        if self._hint is not None:
            self._words.setText(self._hint(text) if text else "")

    def setAccessibleName(self, name: str) -> None:
        """Name the line inside."""
        super().setAccessibleName(name)
        self._line.setAccessibleName(name)

    def setAccessibleDescription(self, description: str) -> None:
        """Describe the line inside."""
        super().setAccessibleDescription(description)
        self._line.setAccessibleDescription(description)
