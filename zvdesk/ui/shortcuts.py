"""Hold every key of the window in one enum; the page under F1 is made from it, no key is set elsewhere."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget


def QT_TRANSLATE_NOOP(_context: str, text: str) -> str:
    """Return the text and mark it for lupdate; Qt's own function of this name has no type."""
    return text


class Group(Enum):
    """Name the groups of the page under F1."""

    WINDOW = QT_TRANSLATE_NOOP("shortcuts", "Overal")
    ROOMS = QT_TRANSLATE_NOOP("shortcuts", "Naar een pagina")
    LISTS = QT_TRANSLATE_NOOP("shortcuts", "In een lijst of dossier")
    MEETING = QT_TRANSLATE_NOOP("shortcuts", "Tijdens het overleg")

    @property
    def title(self) -> str:
        """Return the heading in the language of the screen."""
        return QCoreApplication.translate("shortcuts", self.value)


@dataclass(frozen=True)
class Key:
    """Hold one key: how Qt writes it, its group and what it does."""

    keys: str
    group: Group
    words: str


def _key(keys: str, group: Group, words: str) -> Key:
    return Key(keys, group, words)


class Shortcut(Enum):
    """Name every key of the window."""

    FIND = _key("Ctrl+K", Group.WINDOW, QT_TRANSLATE_NOOP("shortcuts", "Zoek of doe iets"))
    LOCK = _key("Ctrl+L", Group.WINDOW, QT_TRANSLATE_NOOP("shortcuts", "Vergrendel de kluis"))
    NEW = _key("Ctrl+N", Group.WINDOW, QT_TRANSLATE_NOOP("shortcuts", "Maak iets nieuws op deze pagina"))
    KEYS = _key("F1", Group.WINDOW, QT_TRANSLATE_NOOP("shortcuts", "Laat alle toetsen zien"))
    TAKE_BACK = _key("Ctrl+Z", Group.WINDOW, QT_TRANSLATE_NOOP("shortcuts", "Maak het laatste ongedaan"))
    LARGER = _key("Ctrl++", Group.WINDOW, QT_TRANSLATE_NOOP("shortcuts", "Maak de tekst groter"))
    LARGER_TOO = _key("Ctrl+=", Group.WINDOW, QT_TRANSLATE_NOOP("shortcuts", "Maak de tekst groter"))
    SMALLER = _key("Ctrl+-", Group.WINDOW, QT_TRANSLATE_NOOP("shortcuts", "Maak de tekst kleiner"))
    NORMAL_SIZE = _key(
        "Ctrl+Shift+0", Group.WINDOW, QT_TRANSLATE_NOOP("shortcuts", "Maak de tekst weer gewoon")
    )
    FULL_SCREEN = _key("F11", Group.WINDOW, QT_TRANSLATE_NOOP("shortcuts", "Volledig scherm aan of uit"))
    DISMISS = _key(
        "Ctrl+Shift+M", Group.WINDOW, QT_TRANSLATE_NOOP("shortcuts", "Sluit de mededeling onderaan")
    )
    BACK = _key("Alt+Left", Group.WINDOW, QT_TRANSLATE_NOOP("shortcuts", "Ga terug"))

    ROOM_1 = _key("Ctrl+1", Group.ROOMS, QT_TRANSLATE_NOOP("shortcuts", "Eerste pagina in de balk"))
    ROOM_2 = _key("Ctrl+2", Group.ROOMS, QT_TRANSLATE_NOOP("shortcuts", "Tweede pagina in de balk"))
    ROOM_3 = _key("Ctrl+3", Group.ROOMS, QT_TRANSLATE_NOOP("shortcuts", "Derde pagina in de balk"))
    ROOM_4 = _key("Ctrl+4", Group.ROOMS, QT_TRANSLATE_NOOP("shortcuts", "Vierde pagina in de balk"))
    ROOM_5 = _key("Ctrl+5", Group.ROOMS, QT_TRANSLATE_NOOP("shortcuts", "Vijfde pagina in de balk"))
    ROOM_6 = _key("Ctrl+6", Group.ROOMS, QT_TRANSLATE_NOOP("shortcuts", "Zesde pagina in de balk"))
    ROOM_7 = _key("Ctrl+7", Group.ROOMS, QT_TRANSLATE_NOOP("shortcuts", "Zevende pagina in de balk"))
    ROOM_8 = _key("Ctrl+8", Group.ROOMS, QT_TRANSLATE_NOOP("shortcuts", "Achtste pagina in de balk"))
    ROOM_9 = _key("Ctrl+9", Group.ROOMS, QT_TRANSLATE_NOOP("shortcuts", "Negende pagina in de balk"))
    ROOM_10 = _key("Ctrl+0", Group.ROOMS, QT_TRANSLATE_NOOP("shortcuts", "Tiende pagina in de balk"))
    SETTINGS = _key("Ctrl+,", Group.ROOMS, QT_TRANSLATE_NOOP("shortcuts", "Instellingen"))

    SEARCH_HERE = _key("Ctrl+F", Group.LISTS, QT_TRANSLATE_NOOP("shortcuts", "Zoek op deze pagina"))
    RELOAD = _key("F5", Group.LISTS, QT_TRANSLATE_NOOP("shortcuts", "Lees deze pagina opnieuw"))
    OPEN = _key("Return", Group.LISTS, QT_TRANSLATE_NOOP("shortcuts", "Open de gekozen regel"))
    NEXT_PART = _key(
        "Ctrl+PgDown", Group.LISTS, QT_TRANSLATE_NOOP("shortcuts", "Volgend onderdeel van het dossier")
    )
    PREVIOUS_PART = _key(
        "Ctrl+PgUp", Group.LISTS, QT_TRANSLATE_NOOP("shortcuts", "Vorig onderdeel van het dossier")
    )

    TO_CAPTURE = _key("F2", Group.MEETING, QT_TRANSLATE_NOOP("shortcuts", "Naar de vastlegregel"))
    FIELDS = _key("Shift+F2", Group.MEETING, QT_TRANSLATE_NOOP("shortcuts", "Naar de velden van de stap"))
    ATTENDANCE = _key("F3", Group.MEETING, QT_TRANSLATE_NOOP("shortcuts", "Wie is er aan tafel"))
    CONVERT = _key("F4", Group.MEETING, QT_TRANSLATE_NOOP("shortcuts", "Maak van de regel iets anders"))
    ROUND = _key("F5", Group.MEETING, QT_TRANSLATE_NOOP("shortcuts", "Ronde langs de tafel"))
    PREVIOUS_STEP = _key("F6", Group.MEETING, QT_TRANSLATE_NOOP("shortcuts", "Vorige stap"))
    STEPS = _key("Shift+F6", Group.MEETING, QT_TRANSLATE_NOOP("shortcuts", "Naar de lijst van stappen"))
    PREVIOUS_CASE = _key("Ctrl+F6", Group.MEETING, QT_TRANSLATE_NOOP("shortcuts", "Vorige casus"))
    NEXT_STEP = _key("F7", Group.MEETING, QT_TRANSLATE_NOOP("shortcuts", "Volgende stap, of wat er nog mist"))
    SKIP_STEP = _key("Shift+F7", Group.MEETING, QT_TRANSLATE_NOOP("shortcuts", "Sla deze stap over"))
    NEXT_CASE = _key("Ctrl+F7", Group.MEETING, QT_TRANSLATE_NOOP("shortcuts", "Volgende casus"))
    POSTPONE = _key("Ctrl+Shift+F7", Group.MEETING, QT_TRANSLATE_NOOP("shortcuts", "Schuif deze casus door"))
    REGIE = _key("F8", Group.MEETING, QT_TRANSLATE_NOOP("shortcuts", "Naar de stap Regie"))
    AUDIENCE_BLACK = _key(
        "F9", Group.MEETING, QT_TRANSLATE_NOOP("shortcuts", "Scherm voor de tafel zwart, of terug")
    )
    AUDIENCE = _key(
        "Ctrl+F9", Group.MEETING, QT_TRANSLATE_NOOP("shortcuts", "Scherm voor de tafel aan of uit")
    )
    AUDIENCE_MIRRORED = _key(
        "Shift+F9", Group.MEETING, QT_TRANSLATE_NOOP("shortcuts", "De beamer toont mijn eigen scherm")
    )
    AUDIENCE_TURN = _key(
        "Ctrl+Shift+F9", Group.MEETING, QT_TRANSLATE_NOOP("shortcuts", "Volgende regels op het scherm")
    )
    AUDIENCE_ALLOW = _key(
        "Ctrl+Shift+F12",
        Group.MEETING,
        QT_TRANSLATE_NOOP("shortcuts", "Laat de gevraagde regel op het scherm zien"),
    )
    READ_BACK = _key("F10", Group.MEETING, QT_TRANSLATE_NOOP("shortcuts", "Voorlezen wat is afgesproken"))
    EVALUATION = _key("Shift+F10", Group.MEETING, QT_TRANSLATE_NOOP("shortcuts", "Eindevaluatie"))
    POLL = _key("F12", Group.MEETING, QT_TRANSLATE_NOOP("shortcuts", "Peiling: norm of veiligheid"))
    QUESTIONS = _key("Ctrl+F1", Group.MEETING, QT_TRANSLATE_NOOP("shortcuts", "Alle vragen van de stap"))
    LINE_UP = _key("Ctrl+Up", Group.MEETING, QT_TRANSLATE_NOOP("shortcuts", "Vorige vastgelegde regel"))
    LINE_DOWN = _key("Ctrl+Down", Group.MEETING, QT_TRANSLATE_NOOP("shortcuts", "Volgende vastgelegde regel"))
    CHANGE_LINE = _key("Ctrl+E", Group.MEETING, QT_TRANSLATE_NOOP("shortcuts", "Wijzig de gekozen regel"))
    ERASE_LINE = _key("Ctrl+Del", Group.MEETING, QT_TRANSLATE_NOOP("shortcuts", "Wis de gekozen regel"))
    REDO = _key("Ctrl+Y", Group.MEETING, QT_TRANSLATE_NOOP("shortcuts", "Doe het in dit veld toch weer"))
    PAUSE = _key("Ctrl+P", Group.MEETING, QT_TRANSLATE_NOOP("shortcuts", "Zet de klok stil, of weer aan"))
    ONE_MORE = _key("Ctrl+Shift+1", Group.MEETING, QT_TRANSLATE_NOOP("shortcuts", "Een minuut erbij"))
    FIVE_MORE = _key("Ctrl+Shift+5", Group.MEETING, QT_TRANSLATE_NOOP("shortcuts", "Vijf minuten erbij"))

    @property
    def group(self) -> Group:
        """Return the group under which F1 lists the key."""
        return self.value.group

    @property
    def description(self) -> str:
        """Return what the key does, in the language of the screen."""
        return QCoreApplication.translate("shortcuts", self.value.words)

    @property
    def sequence(self) -> QKeySequence:
        """Return the key as Qt wants it."""
        return QKeySequence(self.value.keys, QKeySequence.SequenceFormat.PortableText)

    @property
    def label(self) -> str:
        """Return the key as it is printed on a keycap, such as "Ctrl K"."""
        parts = self.value.keys.replace("++", "+Plus").split("+")
        return " ".join(_CAPS.get(part, part) for part in parts)


#: In the order of the rail; a page that a role does not have gives its key to the next one.
ROOM_KEYS = (
    Shortcut.ROOM_1,
    Shortcut.ROOM_2,
    Shortcut.ROOM_3,
    Shortcut.ROOM_4,
    Shortcut.ROOM_5,
    Shortcut.ROOM_6,
    Shortcut.ROOM_7,
    Shortcut.ROOM_8,
    Shortcut.ROOM_9,
    Shortcut.ROOM_10,
)

_CAPS = {
    "Return": "Enter",
    "Plus": "+",
    "Left": "Pijl links",
    "PgDown": "Page Down",
    "PgUp": "Page Up",
    "Up": "Pijl op",
    "Down": "Pijl neer",
    "Del": "Delete",
}


def on_key(
    widget: QWidget,
    shortcut: Shortcut,
    slot: Callable[[], object],
    context: Qt.ShortcutContext = Qt.ShortcutContext.WidgetWithChildrenShortcut,
) -> QAction:
    """Let a key call ``slot`` while the widget or something in it has the focus, and return the action.

    Pass ``Qt.ShortcutContext.WindowShortcut`` for a key of the whole window.
    """
    action = QAction(shortcut.description, widget)
    action.setShortcut(shortcut.sequence)
    action.setShortcutContext(context)
    action.triggered.connect(lambda _checked=False: slot())
    widget.addAction(action)
    return action


def claims(event: QEvent, *shortcuts: Shortcut) -> bool:
    """Take a key for a part of a page before the window answers it; the key press itself then comes along."""
    if event.type() is not QEvent.Type.ShortcutOverride or not isinstance(event, QKeyEvent):
        return False
    if QKeySequence(event.keyCombination()) not in [shortcut.sequence for shortcut in shortcuts]:
        return False
    event.accept()
    return True


def keys_by_group() -> tuple[tuple[str, tuple[tuple[str, str], ...]], ...]:
    """Return what F1 shows: per group its title and, per key, keycap and description."""
    shown = [shortcut for shortcut in Shortcut if shortcut is not Shortcut.LARGER_TOO]
    return tuple(
        (group.title, tuple((key.label, key.description) for key in shown if key.group is group))
        for group in Group
    )
