"""Every word that people write is found, folded, and forgotten with its record."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.factories import CASE, make_action, make_case, make_file, make_item, make_meeting
from tests.storage.conftest import PASSPHRASE
from tests.storage.test_records import EXTRA
from zvdesk.domain.agenda import Step
from zvdesk.domain.cases import Case, Factor, FactorKind
from zvdesk.domain.meetings import StepRecord
from zvdesk.domain.words import fold
from zvdesk.storage import search
from zvdesk.storage.meetings import save_meeting
from zvdesk.storage.records import erase_record, insert_record, save_record
from zvdesk.storage.vault import Vault
from zvdesk.storage.wrapping import FLOOR
from zvdesk.texts.labels import RECORD_KINDS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zvdesk.services.records import Record

#: Texts that nobody searches for: codes, numbers, contact details and names of what is chosen from a list.
NOT_WORDS = {
    *("id", "case_id", "meeting_id", "regime_id", "scheme_id", "level_code", "life_domain_set_id"),
    *("organisation_id", "action_id", "set_id", "domain", "code", "from_code", "to_code", "updated_by"),
    *("referrer_email", "referrer_phone", "quality_checked_by", "national_id", "national_kind"),
    *("source_sha256", "gender", "bsn", "house_number", "postcode", "phone"),
    *("postponed_reason", "correction_reason", "level_before", "about_id", "escalation_discussed"),
}


@pytest.fixture(scope="module")
def vault(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Vault]:
    """Give a vault with the released schema and one case."""
    folder = tmp_path_factory.mktemp("search") / "echt.zvkluis"
    made, _ = Vault.create(folder, person_id="p1", passphrase=PASSPHRASE, cost=FLOOR, practice=False)
    with made.transaction() as connection:
        insert_record(connection, make_case())
        save_meeting(connection, make_meeting(items=()))
    yield made
    made.close()


def kinds(vault: Vault, query: str, *, without: tuple[str, ...] = ()) -> list[str]:
    with vault.read() as connection:
        return [hit.kind for hit in search.find(connection, query, without=without)]


def samples() -> list[Record]:
    file = make_file()
    found = {type(r): r for part in fields(file) if part.name != "case" for r in getattr(file, part.name)}
    return [*found.values(), *EXTRA[:3], file.case]


@pytest.mark.parametrize("record", samples(), ids=lambda record: type(record).__name__)
def test_every_text_of_a_case_is_found(vault: Vault, record: Record) -> None:
    """Put a word of its own in each text field; whatever is no code or contact detail must be found."""
    texts = [f.name for f in fields(record) if f.type == "str" and f.name not in NOT_WORDS]
    texts = [name for name in texts if (type(record), name) != (Case, "number")]
    kind = type(record).__name__.lower()
    words: dict[str, Any] = {name: f"w{n}{kind}{name.replace('_', '')}" for n, name in enumerate(texts)}
    with vault.transaction() as connection:
        save_record(connection, replace(record, **words))
    for name, word in words.items():
        with vault.read() as connection:
            hits = search.find(connection, word)
        assert [hit.case_id for hit in hits] == [CASE], (type(record).__name__, name)
        assert hits[0].kind in RECORD_KINDS
        assert word in hits[0].snippet


def test_notes_of_a_meeting_are_found(vault: Vault) -> None:
    noted = make_item(steps=(StepRecord(step=Step.PLAN, note="Vogelbekdier", skip_reason="Onweer"),))
    with vault.transaction() as connection:
        save_meeting(connection, make_meeting(items=(noted,)))
    assert kinds(vault, "vogelbek") == kinds(vault, "onweer") == ["agenda_items"]
    with vault.transaction() as connection:
        save_meeting(connection, make_meeting(items=()))
    assert kinds(vault, "vogelbek") == []


@pytest.mark.parametrize("written", ["Şahin", "Dvořák", "Erdős", "Petrović", "Łukasz", "Yıldız", "Ĳsbrand"])
def test_diacritics_do_not_matter(vault: Vault, written: str) -> None:
    factor = Factor(id="f1", case_id=CASE, kind=FactorKind.RISK, text=f"Oom {written} helpt")
    with vault.transaction() as connection:
        save_record(connection, factor)
    for query in (written, written.upper(), fold(written), fold(written)[:4]):
        assert kinds(vault, query) == ["factors"], query


def test_every_word_must_occur_and_the_last_may_be_a_beginning(vault: Vault) -> None:
    factor = Factor(id="f2", case_id=CASE, kind=FactorKind.RISK, text="Zwarte zwanen zwemmen zelden")
    with vault.transaction() as connection:
        save_record(connection, factor)
    assert kinds(vault, "zwanen zwem") == ["factors"]
    assert kinds(vault, "zwa zwemmen") == []
    assert kinds(vault, "zwanen vliegen") == []
    assert kinds(vault, "zwanen", without=("factors",)) == []
    with vault.transaction() as connection:
        save_record(connection, replace(factor, text="Witte zwanen"))
    assert kinds(vault, "zwarte") == []
    with vault.transaction() as connection:
        erase_record(connection, Factor, "f2")
    assert kinds(vault, "zwanen") == []


@pytest.mark.parametrize("query", ["", "  ", "***", '"', "-", "\x00"])
def test_a_query_without_words_finds_nothing(vault: Vault, query: str) -> None:
    assert kinds(vault, query) == []


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=200)
@given(st.text(max_size=40))
def test_no_query_breaks_the_search(vault: Vault, query: str) -> None:
    kinds(vault, query)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(st.text(st.characters(categories=("Ll", "Lu", "Nd")), min_size=1, max_size=12))
def test_a_written_word_is_found(vault: Vault, word: str) -> None:
    factor = Factor(id="f3", case_id=CASE, kind=FactorKind.RISK, text=f"Zus {word} helpt")
    with vault.transaction() as connection:
        save_record(connection, factor)
    assert "factors" in kinds(vault, word)


def test_a_snippet_shows_the_words_around_the_first_hit(vault: Vault) -> None:
    text = "begin " * 60 + "Kraanvogel\nvliegt " + "einde " * 60
    with vault.transaction() as connection:
        save_record(connection, make_action(id="a-long", what=text))
    with vault.read() as connection:
        (hit,) = search.find(connection, "kraanvogel")
    assert "Kraanvogel vliegt" in hit.snippet
    assert hit.snippet.startswith("… ")
    assert hit.snippet.endswith(" …")
    assert (hit.case_number, hit.item_id) == ("2026-0001", "a-long")


def test_at_most_so_many_hits_come_back(vault: Vault) -> None:
    with vault.transaction() as connection:
        for n in range(5):
            save_record(connection, Factor(id=f"m{n}", case_id=CASE, kind=FactorKind.RISK, text="Ooievaar"))
    with vault.read() as connection:
        assert len(search.find(connection, "ooievaar", limit=3)) == 3
