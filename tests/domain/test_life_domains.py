"""Life domains: never scored is not the same as 0."""

from __future__ import annotations

from tests.factories import library, make_file, make_subject


def test_domains_and_scores_have_their_words() -> None:
    domains = library().life_domain_set("levensgebieden-8")
    found = domains.domain("lichamelijke_gezondheid")
    assert found is not None
    assert domains.domain("weg") is None
    assert domains.label_of(domains.scale[0].score) == domains.scale[0].label
    assert domains.label_of(99) == ""


def test_a_domain_that_was_never_scored_has_no_score() -> None:
    scored = {score.domain for score in make_file().scores}
    every = {domain.code for domain in library().life_domain_set("levensgebieden-8").domains}
    assert scored < every


def test_a_name_is_put_together_from_what_is_known() -> None:
    assert make_subject().full_name == "Şükrü van Testhuizen"
    assert make_subject(given_names="", prefix="").full_name == "Testhuizen"
