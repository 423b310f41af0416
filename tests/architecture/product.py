"""Read the product's own source as trees, for the rules of the house."""

from __future__ import annotations

import ast
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

TOP = Path(__file__).resolve().parent.parent.parent


@dataclass(frozen=True)
class Source:
    name: str  # "zvdesk/services/clock.py"
    text: str
    tree: ast.Module

    @cached_property
    def nodes(self) -> tuple[ast.AST, ...]:
        """Return every node of the tree: many rules look at them all."""
        return tuple(ast.walk(self.tree))

    def imported(self) -> Iterator[tuple[str, int]]:
        """Yield every imported module, wherever the import stands, with its line."""
        for node in self.nodes:
            if isinstance(node, ast.Import):
                yield from ((alias.name, node.lineno) for alias in node.names)
            elif isinstance(node, ast.ImportFrom) and node.module:
                yield node.module, node.lineno

    def at(self, line: int) -> str:
        return f"{self.name}:{line}"


@cache
def sources() -> tuple[Source, ...]:
    paths = [TOP / "main.py", *sorted((TOP / "zvdesk").rglob("*.py"))]
    texts = [(path.relative_to(TOP).as_posix(), path.read_text(encoding="utf-8")) for path in paths]
    return tuple(Source(name, text, ast.parse(text)) for name, text in texts)


def importers(module: str) -> list[str]:
    """Return where a module, or a part of it, is imported."""
    return [
        source.at(line)
        for source in sources()
        for name, line in source.imported()
        if name == module or name.startswith(f"{module}.")
    ]
