"""Find what the words of the quick find mean: a page, a command, a case or what is written in one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from zvdesk.domain.words import fold
from zvdesk.ui.widgets.quick_find import Found

if TYPE_CHECKING:
    from collections.abc import Sequence

    from zvdesk.services.desk import Desk

_SHORTEST = 2  # letters before the cases are searched
_MOST = 30


@dataclass(frozen=True, slots=True)
class Command:
    """Hold one page or command: its words, where it leads and other words by which people look for it."""

    title: str
    kind: str
    icon_name: str
    other_words: str = ""


class Finder:
    """Answer the quick find; an instance is called in the worker with the words."""

    def __init__(self, desk: Desk, commands: Sequence[Command]) -> None:
        self._desk = desk
        self._commands = tuple(commands)

    def __call__(self, words: str) -> tuple[Found, ...]:
        """Return the pages and commands that match, and after them the cases."""
        wanted = fold(words)
        found = [
            Found(command.title, (command.kind, ""), icon_name=command.icon_name)
            for command in self._commands
            if wanted in fold(f"{command.title} {command.other_words}")
        ]
        return (*found, *self._cases(words)) if len(wanted) >= _SHORTEST else tuple(found)

    def _cases(self, words: str) -> tuple[Found, ...]:
        from zvdesk.domain.roles import Act
        from zvdesk.services import cases
        from zvdesk.texts.labels import RECORD_KINDS

        if not self._desk.may(Act.READ_CASE):
            return ()
        found: list[Found] = []
        for hit in cases.search_cases(self._desk, words)[:_MOST]:
            title = " · ".join(part for part in (hit.case_number, hit.alias) if part)
            kind = RECORD_KINDS.get(hit.kind, "")
            detail = kind if hit.kind == "cases" else f"{kind}: {_one_line(hit.snippet)}"
            found.append(Found(title, ("case", hit.case_id), detail, "folder"))
        return tuple(found)


def _one_line(text: str) -> str:
    return " ".join(text.split())
