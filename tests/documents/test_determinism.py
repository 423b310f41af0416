"""The same content at the same time gives the same bytes before signing, whatever process makes them."""

from __future__ import annotations

import base64
import hashlib
import importlib
import json
import os
import pickle
import pkgutil
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from tests.documents.card_sheets import every_card_sheet
from tests.documents.cards import every_card
from tests.documents.dossiers import every_access, every_overview
from tests.documents.forms import every_form
from tests.documents.lists import every_list
from tests.documents.scripts import every_script
from tests.documents.sheets import every_sheet
from tests.documents.test_destruction_certificate import certificate
from tests.documents.test_paper import extract
from tests.documents.test_verification_report import checked, report_on
from zvdesk import documents
from zvdesk.documents.outcome import outcome_data
from zvdesk.domain.signatures import Verdict, VerdictKind

if TYPE_CHECKING:
    from pathlib import Path

#: Draws each paper again, the last one first, and prints what came of it.
_AGAIN = """
import base64, hashlib, importlib, json, pickle, sys
papers = pickle.loads(base64.b64decode(sys.stdin.read()))
made = {}
for name, (kind, content) in reversed(papers.items()):
    drawn = importlib.import_module(f"zvdesk.documents.{kind}").render(content)
    made[name] = hashlib.sha256(drawn).hexdigest()
print(json.dumps(made))
"""


def papers() -> dict[str, tuple[str, object]]:
    """Make the content of every kind of document, and name the module that draws it."""
    changed = Verdict(kind=VerdictKind.CHANGED, detail="bytes_changed", document_sha256="0f" * 32)
    found: dict[str, tuple[str, object]] = {
        "report": ("verification_report", report_on(checked("lijst.pdf", changed))),
        "certificate": ("destruction_certificate", certificate()),
        "extract": ("log_report", extract()),
    }
    kinds: dict[str, dict[str, object]] = {
        "action_list": dict(every_list()),
        "crisis_card": dict(every_card()),
        "chair_script": dict(every_script()),
        "house_certificate": dict(every_sheet()),
        "colleague_card": dict(every_card_sheet()),
        "blank_form": dict(every_form()),
        "case_overview": dict(every_overview()),
        "access_package": dict(every_access()),
    }
    for kind, contents in kinds.items():
        found |= {f"{kind}-{name}": (kind, content) for name, content in contents.items()}
    return found


def drawn(kind: str, content: object) -> str:
    render = importlib.import_module(f"zvdesk.documents.{kind}").render
    return hashlib.sha256(render(content)).hexdigest()


def test_every_kind_of_document_is_here() -> None:
    modules = (found.name for found in pkgutil.iter_modules(documents.__path__))
    kinds = {
        name for name in modules if hasattr(importlib.import_module(f"zvdesk.documents.{name}"), "render")
    }
    assert kinds == {kind for kind, _ in papers().values()}


@pytest.mark.skipif(sys.platform == "win32", reason="Windows takes no time zone from the environment")
def test_another_process_elsewhere_makes_the_same_bytes(tmp_path: Path) -> None:
    made = papers()
    here = {name: drawn(kind, content) for name, (kind, content) in made.items()}
    done = subprocess.run(
        [sys.executable, "-c", _AGAIN],
        input=base64.b64encode(pickle.dumps(made)).decode(),
        capture_output=True,
        text=True,
        check=True,
        cwd=tmp_path,
        env={
            **os.environ,
            "PYTHONPATH": os.pathsep.join(sys.path),
            "PYTHONHASHSEED": "7",
            "TZ": "Pacific/Auckland",
            "LC_ALL": "C",
            "HOME": str(tmp_path),
        },
    )
    assert json.loads(done.stdout) == here
    assert len(set(here.values())) == len(here)


def test_the_data_of_a_list_are_the_same_each_time() -> None:
    for content in every_list().values():
        assert outcome_data(content) == outcome_data(content)
