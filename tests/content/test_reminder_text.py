"""The words of a reminder are a house's to change, but what is filled in is not."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from zvdesk.content.library import load_library
from zvdesk.domain.mail_texts import OF_REMINDER, PLACEHOLDERS, REMINDER, strange_places
from zvdesk.errors import ContentInvalid

if TYPE_CHECKING:
    from pathlib import Path

OWN = """
[mail]
id = "herinnering"
versie = 2
naam = "Kort"
onderwerp = "Acties"
tekst = "Hoe staat het met {acties}? Bel %s."
"""


def own(folder: Path, place: str) -> Path:
    (folder / "mail").mkdir(parents=True)
    (folder / "mail" / "eigen.toml").write_text(OWN % place, encoding="utf-8")
    return folder


def test_the_newest_text_of_a_house_counts(tmp_path: Path) -> None:
    assert load_library().mail_template(REMINDER).version == 1
    found = load_library(own(tmp_path, "{contact}")).mail_template(REMINDER)
    assert (found.version, found.sealed_note) == (2, "")


@pytest.mark.parametrize("place", ["{bestand}", "{wat}", "{", "{acties"])
def test_a_reminder_asks_for_nothing_else(tmp_path: Path, place: str) -> None:
    with pytest.raises(ContentInvalid) as caught:
        load_library(own(tmp_path, place))
    assert (caught.value.key, caught.value.reason) == ("mail.tekst", "not_in_list")


def test_each_mail_has_its_own_places() -> None:
    assert strange_places("{acties}") == ("{acties}",)
    assert strange_places("{acties}", REMINDER) == ()
    assert {"acties"} == OF_REMINDER - PLACEHOLDERS
