"""Nothing leaves by a printer, a list of recent files or the title of a window."""

from __future__ import annotations

import re
from pathlib import Path

import zvdesk

SOURCES = sorted(Path(zvdesk.__file__).parent.rglob("*.py"))
FORBIDDEN = re.compile(
    r"QtPrintSupport|QPrinter|recently-used\.xbel'|RecentManager|SHAddToRecentDocs|setWindowFilePath|print_\("
)
TITLE = re.compile(r"setWindowTitle\((.*)\)")
TITLES = {'"zvdesk"', 'f"{place.title} - zvdesk"', "title"}  # of the program, of a room, of a form


def test_no_code_prints_or_adds_to_a_list_of_recent_files() -> None:
    assert len(SOURCES) > 100
    assert [path.name for path in SOURCES if FORBIDDEN.search(path.read_text("utf-8"))] == []


def test_a_window_is_titled_by_the_program_alone() -> None:
    titles = {title for path in SOURCES for title in TITLE.findall(path.read_text("utf-8"))}
    assert titles
    assert {title for title in titles - TITLES if not re.fullmatch(r'self\.tr\("[^"{]*"\)', title)} == set()
