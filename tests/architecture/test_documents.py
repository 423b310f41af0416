"""The page for security officers and the decisions name what is there, and leave out nothing of it."""

from __future__ import annotations

import re

from tests.architecture.product import TOP
from zvdesk.domain.roles import ALLOWED, may
from zvdesk.texts.labels import ACTS, ROLES

DOCS = TOP / "docs"
PAGE = DOCS / "beveiliging.md"
_PROMISE = re.compile(r'^PROMISE = "(A\d+)"$', re.MULTILINE)
_TEST = re.compile(r"`(tests/[\w/]+\.py)`")
_ROW = re.compile(r"^\| (A\d+) .*$", re.MULTILINE)
_LINK = re.compile(r"\]\((?!https?:)([^)#]*)(?:#([^)]*))?\)")
_HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)
SOAKED = "docs/soak.md"


def page() -> str:
    return PAGE.read_text(encoding="utf-8")


def test_every_test_that_is_named_exists() -> None:
    named = set(_TEST.findall(page()))
    assert len(named) > 50
    assert sorted(name for name in named if not (TOP / name).is_file()) == []


def test_every_promise_that_is_proved_stands_in_its_own_row() -> None:
    rows = {match[1]: set(_TEST.findall(match[0])) for match in _ROW.finditer(page())}
    proved: dict[str, str] = {}
    for path in sorted((TOP / "tests" / "promises").glob("test_a*.py")):
        found = _PROMISE.search(path.read_text(encoding="utf-8"))
        assert found, f"{path.name} names no promise"
        proved[path.relative_to(TOP).as_posix()] = found[1]
    assert {name for name, promise in proved.items() if name not in rows.get(promise, set())} == set()
    named = {name for tests in rows.values() for name in tests if name.startswith("tests/promises/")}
    assert named == set(proved)


def test_the_soak_is_said_to_have_run_only_when_it_has() -> None:
    assert (TOP / SOAKED).is_file() is not ("nog niet gedraaid" in page())


def test_every_decision_is_listed_once() -> None:
    listed = re.findall(r"\]\((\d{4}-[\w-]+\.md)\)", (DOCS / "adr" / "README.md").read_text("utf-8"))
    assert listed == sorted(path.name for path in (DOCS / "adr").glob("0*.md"))


def test_the_manual_says_who_may_do_what() -> None:
    text = (DOCS / "handleiding" / "beheerder.md").read_text(encoding="utf-8")
    cells = [[cell.strip() for cell in line.split("|")[1:-1]] for line in text.splitlines() if "|" in line]
    titles = ["", *(ROLES[role] for role in ALLOWED)]
    (start,) = (number for number, row in enumerate(cells) if sorted(row) == sorted(titles))
    shown = {
        (row[0], title)
        for row in cells[start + 2 : start + 2 + len(ACTS)]
        for title, cell in zip(cells[start], row, strict=True)
        if cell == "ja"
    }
    assert shown == {(ACTS[act], ROLES[role]) for act in ACTS for role in ALLOWED if may(role, act)}


def anchors(text: str) -> set[str]:
    """Return what a link to a heading is called: lower case, no signs, a hyphen for each space."""
    return {
        re.sub(r"[^\w\- ]", "", heading.lower()).strip().replace(" ", "-")
        for heading in _HEADING.findall(text)
    }


def test_every_link_between_documents_leads_somewhere() -> None:
    papers = [*TOP.glob("*.md"), *DOCS.rglob("*.md")]
    links = [(paper, *link) for paper in papers for link in _LINK.findall(paper.read_text("utf-8"))]
    assert len(links) > 60
    lost = []
    for paper, name, anchor in links:
        goal = paper.parent / name if name else paper
        if not goal.exists() or (anchor and anchor not in anchors(goal.read_text("utf-8"))):
            lost.append((paper.name, name, anchor))
    assert lost == []
