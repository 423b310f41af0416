"""A house may change the words of a mail; what would tell something of a case is refused."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from zvdesk.content.library import load_library
from zvdesk.domain.mail_texts import PLACEHOLDERS, filled
from zvdesk.errors import ContentInvalid
from zvdesk.services.mail_drafts import TEMPLATE, TEMPLATE_OF_NOTHING

if TYPE_CHECKING:
    from pathlib import Path

OWN = """
[mail]
id = "actielijst"
versie = 2
naam = "Van ons"
onderwerp = "{onderwerp}"
tekst = "{tekst}"
versleuteld = "{versleuteld}"
"""


def house(folder: Path, **changes: str) -> Path:
    values = {"onderwerp": "Lijst", "tekst": "Dag {organisatie}.", "versleuteld": "Wij bellen u."} | changes
    text = OWN
    for name, value in values.items():
        text = text.replace(f"{{{name}}}", value, 1)
    (folder / "mail").mkdir(parents=True)
    (folder / "mail" / "eigen.toml").write_text(text, encoding="utf-8")
    return folder


@pytest.mark.parametrize("template_id", [TEMPLATE, TEMPLATE_OF_NOTHING])
def test_the_shipped_words_are_whole_and_neutral(template_id: str) -> None:
    template = load_library().mail_template(template_id)
    text = filled(template.body, dict.fromkeys(PLACEHOLDERS, "ja"))
    assert "{" not in text
    assert "{" not in template.subject
    assert template.body.startswith("Beste collega,")
    assert "bellen u met de wachtzin" in template.sealed_note


def test_a_newer_file_of_the_house_is_in_force(tmp_path: Path) -> None:
    template = load_library(house(tmp_path)).mail_template(TEMPLATE)
    assert (template.version, template.subject, template.body) == (2, "Lijst", "Dag {organisatie}.")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("onderwerp", "Lijst van {organisatie}"),
        ("onderwerp", "Lijst\\nBcc: x"),
        ("tekst", "Over {casusnummer}"),
        ("tekst", "Los {"),
        ("versleuteld", "{betrokkene}"),
        ("versleuteld", "{versleuteld}"),
    ],
)
def test_a_place_that_is_not_on_the_list_is_refused(tmp_path: Path, name: str, value: str) -> None:
    with pytest.raises(ContentInvalid) as error:
        load_library(house(tmp_path, **{name: value}))
    assert (error.value.key, error.value.reason) == (f"mail.{name}", "not_in_list")
