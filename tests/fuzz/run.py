"""Fuzz one format with atheris: ``python -m tests.fuzz.run FORMAT CORPUS [libFuzzer's options]``.

libFuzzer keeps the file that was a find. ``make fuzz`` runs each format for some minutes.
"""

from __future__ import annotations

import sys
from importlib import import_module
from pathlib import Path


def main() -> None:
    """Fuzz the format that is named, from a corpus that begins with a good file."""
    kind, corpus = sys.argv[1], Path(sys.argv[2])
    atheris = import_module("atheris")  # it is there on Linux only, where somebody fuzzes
    followed = ["zvdesk.exchange", "zvdesk.content", "zvdesk.limits", "zvdesk.storage", "zvdesk.documents"]
    with atheris.instrument_imports(include=[*followed, "icalendar.parser", "tomllib", "pyhanko.pdf_utils"]):
        targets = import_module("tests.fuzz.targets")
    corpus.mkdir(parents=True, exist_ok=True)
    (corpus / "good").write_bytes(targets.TARGETS[kind][1])
    atheris.Setup([sys.argv[0], *sys.argv[2:]], lambda data: targets.try_one(kind, data))
    atheris.Fuzz()


if __name__ == "__main__":
    main()
