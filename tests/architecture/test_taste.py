"""The house's own rules of style, as far as no linter knows them."""

from __future__ import annotations

import ast
import re
import tomllib
from typing import TYPE_CHECKING

from tests.architecture.product import TOP, Source, sources

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

LONGEST = 500  # lines; 300 is a smell already
CLOCK = "zvdesk/services/clock.py"
SHORTCUTS = "zvdesk/ui/shortcuts.py"
SPEAKS = ("zvdesk/__main__.py", "zvdesk/selftest.py", "zvdesk/cli/", "zvdesk/log.py")


def nodes(kind: type[ast.AST], *, outside: tuple[str, ...] = ()) -> Iterator[tuple[Source, ast.AST]]:
    for source in sources():
        if not source.name.startswith(outside or ("\0",)):
            yield from ((source, node) for node in source.nodes if isinstance(node, kind))


def calls(name: Callable[[ast.Call], bool], *, outside: tuple[str, ...] = ()) -> list[str]:
    return [
        source.at(node.lineno)
        for source, node in nodes(ast.Call, outside=outside)
        if isinstance(node, ast.Call) and name(node)
    ]


def called(node: ast.Call) -> str:
    """Return the last name of what is called: ``now`` for ``datetime.now()``."""
    if isinstance(node.func, ast.Attribute):
        return node.func.attr
    return node.func.id if isinstance(node.func, ast.Name) else ""


def owner(node: ast.Call) -> str:
    """Return the name before it: ``datetime`` for ``datetime.now()``."""
    if isinstance(node.func, ast.Attribute):
        value = node.func.value
        return value.attr if isinstance(value, ast.Attribute) else getattr(value, "id", "")
    return ""


def own_tests() -> list[Path]:
    return sorted((TOP / "tests").rglob("*.py"))


def test_product_code_does_not_assert() -> None:
    assert not [source.at(node.lineno) for source, node in nodes(ast.Assert) if isinstance(node, ast.Assert)]


def test_only_the_clock_tells_the_time() -> None:
    ways = {
        ("datetime", "now"),
        ("datetime", "today"),
        ("datetime", "utcnow"),
        ("date", "today"),
        ("time", "time"),
    }
    assert not calls(lambda node: (owner(node), called(node)) in ways, outside=(CLOCK,))


def test_every_shortcut_is_in_the_one_list() -> None:
    names = {"setShortcut", "setShortcuts", "QShortcut", "grabShortcut"}
    assert not calls(lambda node: called(node) in names, outside=(SHORTCUTS,))


def test_translated_text_is_never_glued() -> None:
    def glued(node: ast.Call) -> bool:
        return called(node) == "tr" and any(isinstance(arg, ast.JoinedStr | ast.BinOp) for arg in node.args)

    assert not calls(glued)


def test_only_what_speaks_to_a_terminal_prints() -> None:
    assert not calls(lambda node: called(node) == "print" and not owner(node), outside=SPEAKS)


def test_nothing_is_run_through_a_shell() -> None:
    def runs(node: ast.Call) -> bool:
        if (owner(node), called(node)) in {("os", "system"), ("os", "popen")}:
            return True
        return any(word.arg == "shell" for word in node.keywords)

    assert not calls(runs)


def test_files_stay_small() -> None:
    long = {source.name: source.text.count("\n") for source in sources()}
    assert not {name: lines for name, lines in long.items() if lines > LONGEST}


def test_nobody_silences_the_type_checker() -> None:
    silenced = re.compile(r"#\s*(type:\s*ignore|mypy:|pyright:)")
    files = [*sources(), *(Source(str(p), p.read_text("utf-8"), ast.Module([], [])) for p in own_tests())]
    assert not [
        source.at(number)
        for source in files
        for number, line in enumerate(source.text.splitlines(), 1)
        if silenced.search(line)
    ]
    assert "overrides" not in tomllib.loads((TOP / "pyproject.toml").read_text("utf-8"))["tool"]["mypy"]


def test_nothing_is_left_for_later() -> None:
    later = re.compile(r"#.*\b(TODO|FIXME|XXX|HACK)\b")
    assert not [
        source.at(number)
        for source in sources()
        for number, line in enumerate(source.text.splitlines(), 1)
        if later.search(line)
    ]


def test_main_stays_under_ten_lines() -> None:
    assert (TOP / "main.py").read_text("utf-8").count("\n") < 10


def test_every_key_that_f1_lists_does_something() -> None:
    named = next(source for source in sources() if source.name == SHORTCUTS)
    keys = {
        target.id
        for node in ast.walk(named.tree)
        if isinstance(node, ast.ClassDef) and node.name == "Shortcut"
        for line in node.body
        if isinstance(line, ast.Assign)
        for target in line.targets
        if isinstance(target, ast.Name)
    }
    used = {
        node.attr
        for _, node in nodes(ast.Attribute)
        if isinstance(node, ast.Attribute)
        and isinstance(node.value, ast.Name)
        and node.value.id == "Shortcut"
    }
    assert keys - used == {"OPEN"}  # Enter in a table is Qt's own; F1 only tells of it
