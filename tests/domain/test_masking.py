"""Names, numbers, addresses and copied contributions leave free text however they are written there."""

from __future__ import annotations

import unicodedata
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from tests.factories import (
    ORGANISATIONS,
    library,
    make_action,
    make_case,
    make_conditional,
    make_contribution,
    make_file,
    make_holder,
    make_participation,
    make_referral,
    make_subject,
)
from zvdesk.domain.cases import SubjectKind
from zvdesk.domain.escalation import Responsibility
from zvdesk.domain.masking import MaskTerms, mask, terms_of
from zvdesk.domain.masking_fold import FoldedText, letters_of
from zvdesk.domain.masking_people import PARTICLES, initials, is_function
from zvdesk.domain.people import Person, Role
from zvdesk.texts.audience import MASK_WORDS

if TYPE_CHECKING:
    from collections.abc import Callable

    from zvdesk.domain.case_files import CaseFile

PIET = make_subject(
    given_names="Piet Karel",
    prefix="van der",
    family_name="Bergmans",
    born_on=date(1980, 3, 12),
    bsn="012345672",
    street="Vincent van Goghstraat",
    house_number="12",
    postcode="9876 ZX",
    town="Fictiva",
    phone="06-12345650",
    also_known_as="Rooie, Pietje Puk",
)
SUKRU = make_subject(
    id="subject-2", kind=SubjectKind.RELATED, given_names="Şükrü", prefix="", family_name="Bergmans"
)
JAN = make_subject(
    id="subject-3", kind=SubjectKind.RELATED, given_names="Jan", prefix="de", family_name="Jong"
)
MUELLER = make_subject(
    id="subject-4", kind=SubjectKind.RELATED, given_names="Bo", prefix="", family_name="Müller-Ørsted"
)
CONTRIBUTION = make_contribution(text="Hij slaapt al weken in de schuur van buurman Oefenmans.")
FILE = make_file(
    case=make_case(alias="Havenzicht"),
    subjects=(PIET, SUKRU, JAN, MUELLER),
    contributions=(
        CONTRIBUTION,
        make_contribution(text="Kraakt zelf"),
        make_contribution(text="Nee"),
        make_contribution(text="Bij Piet thuis"),
    ),
    referrals=(make_referral(referrer_name="Oefenaar, Sanne", referrer_phone="+31 10 1234567"),),
    participations=(make_participation("ggz", person="Dr. N. Denkbeeld-Şimşen (psychiater)"),),
    actions=(make_action(person="huisarts verzonneman"),),
    conditionals=(make_conditional(person="Dienstdoende chef", phones=("Crisisdienst 088-0001234",)),),
    holders=(make_holder(Responsibility.CASE_LEAD, person="T. Proefstra", phone="06-98765432"),),
)
CHAIR = Person(name="Voorbeeld", role=Role.CHAIR, from_on=date(2026, 1, 1), phone="")


def terms(file: CaseFile = FILE) -> MaskTerms:
    return terms_of(
        file,
        ORGANISATIONS.values(),
        (CHAIR,),
        words=MASK_WORDS,
        typed=("G. Gastman",),
        everyday=library().everyday_words,
    )


TERMS = terms()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # a whole name, and its parts
        ("Piet van der Bergmans belt", "P.B. belt"),
        ("P.K. van der Bergmans komt.", "P.B. komt."),
        ("Bergmans, Piet komt", "P.B. komt"),
        ("Bergmans, P.K. komt", "P.B. komt"),
        ("Bergmans P komt", "P.B. komt"),
        ("Bel Piet.", "Bel P.B."),
        ("Bel Piet.\nDan verder", "Bel P.B.\nDan verder"),
        ("Jan en Piet", "J.J. en P.B."),
        ("Jan, Piet", "J.J., P.B."),
        ("aan Bergmans denken", "aan [naam] denken"),
        ("vd Bergmans", "P.B."),
        ("plan van Piet", "plan van P.B."),
        # case, diacritics, other letters
        ("PIET VAN DER BERGMANS", "P.B."),
        ("sukru, Sükrü, SU\u0308KRU\u0308", "Ş.B."),
        ("Pıet en Ｐｉｅｔ", "P.B. en P.B."),
        ("Рiet", "P.B."),  # a Cyrillic letter
        ("Muller, Mueller", "B.M."),
        ("Oersted", "B.M."),
        # inflection and compounds
        ("Piets huis, Şükrü's fiets", "P.B. huis, Ş.B.'s fiets"),
        ("Jongeren en Jongen", "Jongeren en J.J."),  # a capital inside a sentence
        ("Ber gmans, Ber- gmans", "[naam]"),
        ("Pietʼs huis", "P.B.ʼs huis"),
        ("Bergmansgezin", "[naam]"),
        ("de familie Bergmansen", "de familie [naam]"),
        ("huis-Bergmans en Bergmans-huis", "huis-[naam] en [naam]-huis"),
        ("jans huis, Jannetje, jangezin", "J.J. huis, J.J."),
        ("Bo's kamer, het bos", "B.M.'s kamer, het bos"),
        ("gezinbergmans", "[naam]"),
        ("pbergmans@voorbeeld.example", "[naam]@V.example"),
        ("huisJong", "J.J."),
        # broken, glued, spaced
        ("PIETVANDERBERGMANS", "[naam]"),
        ("Piet_van_der_Bergmans", "P.B."),
        ("van\u00a0der \u2009Bergmans", "P.B."),
        ("Berg\u00admans, Berg-\nmans, Berg\nmans, Ber\u200bg-mans", "[naam]"),
        ("B e r g m a n s, J a n", "[naam], J.J."),
        ("B.e.r.g.m.a.n.s", "[naam]"),
        # aliases
        ("de rooie wagen van Pietje Puk", "de P.B. wagen van P.B."),
        ("havenzicht bespreken", "[casus] bespreken"),
        # professionals
        ("Sanne Oefenaar belt", "S.O. belt"),
        ("N. Denkbeeld-Simsen, Simsen", "N.D."),
        ("Verzonneman", "V."),
        ("T Proefstra", "T.P."),
        ("Voorbeeld zit voor, Gastman kijkt", "V. zit voor, G.G. kijkt"),
        # numbers
        ("bsn 012345672, 12345672 en 012.345.672", "bsn [bsn] en [bsn]"),
        ("0 1 2 3 4 5 6 7 2", "[bsn]"),
        ("06-12345650 of +31 6 1234 5650 of (0031) 6 12345650", "[telefoon] of [telefoon] of [telefoon]"),
        ("٠٦١٢٣٤٥٦٥٠", "[telefoon]"),
        ("010-1234567; 088-0001234", "[telefoon]"),
        ("12-3-1980 of 12/03/80", "[geboortedatum] of [geboortedatum]"),
        ("12 maart 1980, 12 mrt '80", "[geboortedatum]"),
        ("1980-03-12 of 12031980", "[geboortedatum] of [geboortedatum]"),
        # addresses
        ("Vincent van Goghstraat 12b, 9876zx te Fictiva", "[adres]"),
        ("Goghstraat 12-2 hoek", "[adres] hoek"),
        ("vincentvangoghstr. nr 5 c", "[adres]"),
        ("9876-ZX Fictiva en dan", "[adres] en dan"),
        ("Goghstraat in Ficticia", "[adres] in Ficticia"),
        ("verhuizen uit FICTIVA", "verhuizen uit [adres]"),
        ("Goghstraat in Fictiva", "[adres]"),
        # contributions
        ("hij SLAAPT al wéken in een tent", "[inbreng] een tent"),
        ("kijken van buurman Oefenmans, morgen", "kijken [inbreng], morgen"),
        ("buur-\nman Oefen-mans.", "buur-\nman Oefen-mans."),
        ("schuurvanbuur\u00admanoefenmans", "[inbreng]"),
        ("Hij kraakt zelf!", "Hij [inbreng]!"),
        ("Is hij bij PIET thuis?", "Is hij [inbreng]?"),
    ],
)
def test_what_is_known_is_replaced(text: str, expected: str) -> None:
    assert mask(text, TERMS) == expected


@pytest.mark.parametrize(
    "text",
    [
        "",
        "De jongeren doen mee in januari; de jongen ook.",
        "Bel de dienstdoende chef, het bos en de valkuil van de markt.",
        "Janken en jongeren; Jongeren en jongen",
        "Zeg nee tegen 112 en 112345672.",
        "Wijkteam: één keer per week, 's avonds.",
        "Politie Oefenstad en GGZ Verzonnen",
        "Op 12 maart bellen; 3-12-1980 telt niet.",
        "Pi et en Be rg ma ns",
        "\u200b \u00ad ﬁets ĳs",
    ],
)
def test_what_is_not_known_stays_byte_for_byte(text: str) -> None:
    assert mask(text, TERMS) == text


def test_a_name_of_an_organisation_is_not_copied_from_a_contribution() -> None:
    told = "Volgens Wonen in Fictie is het goed, volgens GGZ Verzonnen en Politie Oefenstad niet."
    known = terms(replace(FILE, contributions=(make_contribution(text=told),)))
    assert mask("Wonen in Fictie belt", known) == "Wonen in Fictie belt"
    assert mask("volgens Wonen in Fictie", known) == "[inbreng]"


def test_persons_of_other_cases_are_masked_as_well() -> None:
    other = make_file(case=make_case(alias="Duinpad"), subjects=(make_subject(family_name="Anderling"),))
    known = terms_of(FILE, words=MASK_WORDS, others=(other,))
    assert mask("Anderling, Duinpad", known) == "Ş.A., [casus]"


@pytest.mark.parametrize(("family", "label"), [("Naam", "[…]"), ("Inbreng", "[…]")])
def test_a_word_in_brackets_never_gives_a_name_away(family: str, label: str) -> None:
    namesakes = (
        make_subject(given_names="A", prefix="", family_name=family),
        make_subject(given_names="B", prefix="", family_name=family),
    )
    known = terms(replace(FILE, subjects=namesakes))
    assert mask(f"Bel {family}.", known) == ("Bel […]." if family == "Naam" else "Bel [naam].")
    assert mask("Hij kraakt zelf", known) == ("Hij [inbreng]" if family == "Naam" else f"Hij {label}")


def test_a_person_without_a_name_or_an_address_adds_nothing() -> None:
    nobody = make_subject(given_names="", prefix="", family_name="", also_known_as="", town="", phone="112")
    by_alias = replace(nobody, id="subject-9", also_known_as="Kaptein,")
    known = terms_of(make_file(subjects=(nobody, by_alias), case=make_case(alias=" ")), words=MASK_WORDS)
    assert mask("Kaptein belt 112", known) == "K. belt 112"


def test_common_words_are_masked_only_as_part_of_a_whole_name() -> None:
    known = terms(replace(FILE, subjects=(make_subject(given_names="Al", prefix="", family_name="In"),)))
    assert mask("zij is al binnen", known) == "zij is al binnen"
    assert mask("In, Al komt", known) == "A.I. komt"


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("S. van Oefenaar", "S.O."),
        ("Oefenaar, Sanne", "S.O."),
        ("Oefenaar, wijkagent", "O."),
        ("Dr. N. Denkbeeld-Şimşen", "N.D."),
        ("B. Testerink (wijkagent)", "B.T."),
        ("sanne oefenaar", "S.O."),
        ("42", "4."),
        ("Dienstdoende chef", "D.C."),
        ("", ""),
    ],
)
def test_initials_are_those_of_the_name(name: str, expected: str) -> None:
    assert initials(name) == expected


@pytest.mark.parametrize("text", ["Dienstdoende chef", "Wethouder sociaal domein", "Mevrouw zelf", "", "A."])
def test_a_function_is_nobodys_name(text: str) -> None:
    assert is_function(text)
    assert not is_function(f"{text} Verzonneman")


NAMES = st.text("abcdefghijklmnoprstuvwyzçéëıöøşüğł", min_size=3, max_size=10).map(str.capitalize)
NAMES = NAMES.filter(lambda name: letters_of(name) not in PARTICLES)
PREFIXES = st.sampled_from(["", "van", "van der", "de", "'t", "el"])
FILLING = st.text("xq ,.-'", max_size=12)


def without_marks(text: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))


DECORATIONS: tuple[Callable[[str], str], ...] = (
    str,
    str.upper,
    str.lower,
    str.swapcase,
    without_marks,
    lambda name: unicodedata.normalize("NFD", name),
    lambda name: name.replace("e", "é"),
    lambda name: name + "s",
    lambda name: name + "'s",
    lambda name: name + "-gezin",
    lambda name: "huis-" + name,
    lambda name: name[:2] + "\u00ad" + name[2:],
    lambda name: name[:2] + "\u200b" + name[2:],
    lambda name: "".join(chr(ord(c) + 0xFEE0) if "a" <= c.lower() <= "z" else c for c in name),
    lambda name: f"({name})",
    lambda name: f"_{name}_",
    lambda name: f"{name},",
    lambda name: name.replace(" ", "\u00a0\n"),
    lambda name: name.replace(" ", "_"),
    lambda name: name.replace(" ", ""),
)


@given(
    given_names=NAMES,
    prefix=PREFIXES,
    family=NAMES,
    form=st.sampled_from(["{g}", "{f}", "{g} {p} {f}", "{f}, {g}", "{i}. {p} {f}", "{p} {f}", "{f}-{g}"]),
    decorate=st.lists(st.sampled_from(DECORATIONS), min_size=1, max_size=3, unique=True),
    filling=st.tuples(FILLING, FILLING),
)
def test_no_decorated_name_is_left(
    given_names: str,
    prefix: str,
    family: str,
    form: str,
    decorate: list[Callable[[str], str]],
    filling: tuple[str, str],
) -> None:
    subject = make_subject(given_names=given_names, prefix=prefix, family_name=family)
    known = terms_of(make_file(subjects=(subject,), contributions=()), words=MASK_WORDS)
    name = " ".join(form.format(g=given_names, p=prefix, f=family, i=given_names[0]).split())
    for change in decorate:
        name = change(name)
    text = f"{filling[0]} {name} {filling[1]}"
    masked = mask(text, known)
    assert mask(masked, known) == masked
    left = masked.replace(MASK_WORDS.name, "").replace(initials(f"{given_names} {family}"), "")
    assert letters_of(given_names) not in letters_of(left)
    assert letters_of(family) not in letters_of(left)


@given(st.text(max_size=60))
def test_masking_again_changes_nothing(text: str) -> None:
    masked = mask(text, TERMS)
    assert mask(masked, TERMS) == masked


@given(st.text("bcdfgklq xz0189-.,\u00ad\u0301\n", max_size=60))
def test_text_without_terms_is_unchanged(text: str) -> None:
    assume(not any(term.letters in letters_of(text) for name in TERMS.names for term in name.terms))
    assume(not any(number.letters in letters_of(text) for number in TERMS.numbers))
    assert mask(text, TERMS) == text


def test_half_a_letter_stands_for_the_whole() -> None:
    assert FoldedText.of("ß x").outer(0, 1) == (0, 1)


def test_the_town_of_an_organisation_is_masked_only_in_an_address() -> None:
    known = terms(replace(FILE, subjects=(replace(PIET, town="Oefenstad"),)))
    assert mask("Gemeente Oefenstad schrijft naar Oefenstad", known).endswith("naar Oefenstad")
    assert mask("naar 9876 ZX Oefenstad", known) == "naar [adres]"


@given(st.text(max_size=40), st.data())
def test_a_span_of_the_folded_copy_is_one_of_the_original(text: str, data: st.DataObject) -> None:
    folded = FoldedText.of(text)
    assume(folded.text)
    start = data.draw(st.integers(0, len(folded.text) - 1))
    end = data.draw(st.integers(start + 1, len(folded.text)))
    first, last = folded.outer(start, end)
    assert 0 <= first < last <= len(text)
    assert folded.text[start:end] in FoldedText.of(text[first:last]).text
