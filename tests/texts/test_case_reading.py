"""Whoever opens a shielded case reads all of it: every word that people wrote is in its passages."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import TYPE_CHECKING

from tests.houses import practice_in
from zvdesk.services import cases, house, vaults
from zvdesk.texts.case_reading import passages

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from zvdesk.domain.case_files import CaseFile

#: What nobody wrote: keys, codes, and what only the program reads.
NOT_WRITTEN = {
    "number",
    "domain",
    "set_id",
    "scheme_id",
    "life_domain_set_id",
    "gender",
    "national_kind",
    "step",
}


def written(file: CaseFile) -> Iterator[tuple[str, str]]:
    """Yield each text that somebody wrote, with the record and field that it stands in."""
    records = [file.case]
    for part in fields(file):
        value = getattr(file, part.name)
        records += value if isinstance(value, tuple) else ()
    for record in records:
        for part in fields(record):
            value = getattr(record, part.name)
            if part.name in NOT_WRITTEN or part.name == "id" or part.name.endswith(("_id", "_code", "code")):
                continue
            if isinstance(value, str) and value.strip():
                yield f"{type(record).__name__}.{part.name}", value


def test_every_word_of_every_practice_case_is_read(tmp_path: Path) -> None:
    made = practice_in(tmp_path / "oefen.zvkluis")
    desk = made.desk
    names = {key: known.name for key, known in house.organisations_by_id(desk).items()}
    files = [cases.case_file(desk, row.id) for row in cases.case_rows(desk)]
    vaults.lock(desk)
    missing = set()
    count = 0
    for file in files:
        read = "\n".join(
            f"{passage.title}\n{caption}\n{words}"
            for passage in passages(file, names)
            for caption, words in passage.lines
        )
        for place, text in written(file):
            count += 1
            if text not in read:
                missing.add(place)
    assert count > 500
    assert missing == set()


def test_an_organisation_that_is_gone_is_told_by_its_key_and_empty_parts_are_left_out(tmp_path: Path) -> None:
    made = practice_in(tmp_path / "oefen.zvkluis")
    files = (cases.case_file(made.desk, row.id) for row in cases.case_rows(made.desk))
    file = next(found for found in files if found.participations)
    vaults.lock(made.desk)
    bare = replace(file, questions=(), polls=())
    found = passages(bare, {})
    assert "Vragen" not in [passage.title for passage in found]
    table = next(passage for passage in found if passage.title == "Aan tafel")
    assert table.lines[0][0] == file.participations[0].organisation_id
