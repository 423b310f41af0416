"""Run every figure, or those of the parts that are named, print the table and write build/bench.json."""

from __future__ import annotations

import importlib
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

PARTS = ("window_figures", "cockpit_figures", "storage_figures", "document_figures", "handover_figures")


def main() -> int:
    """Run the parts one after another; a goal that is missed is told, not hidden, and is no failure."""
    from bench.figures import Figure, table, write

    found: list[Figure] = []
    with tempfile.TemporaryDirectory() as folder:
        for name in sys.argv[1:] or PARTS:
            print(f"{name} ...", file=sys.stderr, flush=True)
            found += importlib.import_module(f"bench.{name}").figures(Path(folder))
    print(table(found))
    write(found, ROOT / "build" / "bench.json")
    return 0


if __name__ == "__main__":
    sys.exit(main())
