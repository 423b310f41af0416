"""Read the screen and press keys through AT-SPI, as a screen reader does; runs in the system's Python.

Reads one JSON order per line and answers each with one JSON line. It knows accessible names and roles only:
no widget, no coordinate and no mouse.
"""

from __future__ import annotations

import importlib
import json
import re
import sys
import time
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

_gi: Any = importlib.import_module("gi")
_gi.require_version("Atspi", "2.0")
atspi: Any = importlib.import_module("gi.repository.Atspi")

_POLL = 0.05
_ITEMS = {"list item", "table cell", "tree item"}
_MODIFIERS = {"Ctrl": 4, "Shift": 1, "Alt": 8}
_KEYS = {
    "Enter": 0xFF0D,
    "Tab": 0xFF09,
    "Esc": 0xFF1B,
    "Space": 0x20,
    "Del": 0xFFFF,
    "Up": 0xFF52,
    "Down": 0xFF54,
    "Left": 0xFF51,
    "Right": 0xFF53,
    "Home": 0xFF50,
    "End": 0xFF57,
    **{f"F{number}": 0xFFBD + number for number in range(1, 13)},
}


def shown() -> Iterator[Any]:
    """Give every accessible that is showing, parents first, in the order of the tree."""
    desktop = atspi.get_desktop(0)
    waiting = [desktop.get_child_at_index(n) for n in range(desktop.get_child_count())]
    waiting.reverse()
    while waiting:
        node = waiting.pop()
        if node is None:
            continue
        try:
            if node.get_role_name() != "application" and not has(node, "SHOWING"):
                continue
            yield node
            children = [node.get_child_at_index(n) for n in range(node.get_child_count())]
        except _gi.repository.GLib.Error:  # it went away while we looked
            continue
        waiting.extend(reversed(children))


def has(node: Any, state: str) -> bool:  # noqa: ANN401
    """Tell whether an accessible is in a state."""
    return bool(node.get_state_set().contains(getattr(atspi.StateType, state)))


def told(node: Any) -> dict[str, Any]:  # noqa: ANN401
    """Return what a screen reader would say of it."""
    holds_text = node.get_text_iface() is not None
    return {
        "name": node.get_name(),
        "role": node.get_role_name(),
        "description": node.get_description(),
        "text": atspi.Text.get_text(node, 0, -1) if holds_text else "",
        "states": [s for s in ("FOCUSED", "FOCUSABLE", "CHECKED", "SELECTED", "SENSITIVE") if has(node, s)],
    }


def fits(node: Any, order: dict[str, Any]) -> bool:  # noqa: ANN401
    """Tell whether it is what the order asks for."""
    name = node.get_name()
    if "name" in order and name != order["name"]:
        return False
    if "starts" in order and not name.startswith(order["starts"]):
        return False
    if "holds" in order and order["holds"] not in name:
        return False
    if "role" in order and node.get_role_name() != order["role"]:
        return False
    if "like" in order and re.match(order["like"], name) is None:
        return False
    return not order.get("enabled", False) or has(node, "SENSITIVE")


def find(order: dict[str, Any]) -> dict[str, Any] | None:
    """Return what is told of the first accessible that fits, after doing to it what is asked.

    None when it does not come in time.
    """
    end = time.monotonic() + float(order.get("seconds", 20))
    while True:
        for node in shown():
            try:
                if not fits(node, order):
                    continue
                found = told(node)
                act_on(node, order["do"])
            except _gi.repository.GLib.Error:  # it went away while we looked
                continue
            return found
        if time.monotonic() > end:
            return None
        time.sleep(_POLL)


def every(order: dict[str, Any]) -> list[dict[str, Any]]:
    """Return what is told of all that has a name and fits."""
    found = []
    for node in shown():
        try:
            if node.get_name() and fits(node, order):
                found.append(told(node))
        except _gi.repository.GLib.Error:  # it went away while we looked
            continue
    return found


def act_on(node: Any, what: str) -> None:  # noqa: ANN401
    """Put the focus on it, or do what a button does."""
    if what == "focus":
        atspi.Component.grab_focus(node)
    elif what == "press":
        atspi.Action.do_action(node, 0)


def focused() -> dict[str, Any] | None:
    """Return what is told of the innermost accessible that has the focus, ``within`` its list; or None.

    Qt calls the current item of every list focused; it is so only where the list has the focus itself.
    """
    found = None
    for node in shown():
        try:
            if not has(node, "FOCUSED") or not has(node, "FOCUSABLE"):
                continue
            if node.get_role_name() not in _ITEMS:
                found = told(node) | {"within": ""}
            elif has(node.get_parent(), "FOCUSED"):
                return told(node) | {"within": node.get_parent().get_name()}
        except _gi.repository.GLib.Error:  # it went away while we looked
            continue
    return found


def press_key(keys: str) -> None:
    """Press one key with its modifiers, such as ``Ctrl+F7``."""
    *modifiers, key = keys.split("+")
    mask = sum(_MODIFIERS[name] for name in modifiers)
    if mask:
        atspi.generate_keyboard_event(mask, None, atspi.KeySynthType.LOCKMODIFIERS)
    atspi.generate_keyboard_event(_KEYS.get(key) or ord(key), None, atspi.KeySynthType.SYM)
    if mask:
        atspi.generate_keyboard_event(mask, None, atspi.KeySynthType.UNLOCKMODIFIERS)


def obey(order: dict[str, Any]) -> dict[str, Any] | None:
    """Do what one order says; None when there is no such thing on the screen."""
    what = order["do"]
    if what == "key":
        press_key(order["keys"])
        return {}
    if what == "type":
        for letter in order["text"]:  # one by one: a letter outside the layout borrows a key
            atspi.generate_keyboard_event(0, letter, atspi.KeySynthType.STRING)
            time.sleep(0.004 if letter.isascii() else 0.1)
        return {}
    if what == "all":
        return {"found": every(order)}
    if what == "focused":
        return focused()
    return find(order)


def main() -> int:
    """Answer orders until the input ends."""
    atspi.init()
    for line in sys.stdin:
        answer = obey(json.loads(line))
        print(json.dumps(answer), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
