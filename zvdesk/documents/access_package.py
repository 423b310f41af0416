"""Turn an inzage-pakket into a PDF: a letter to the person concerned with what a case holds on them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zvdesk.documents import texts
from zvdesk.documents.flow import columns, heading, height, pairs, paragraph
from zvdesk.documents.layout import Run
from zvdesk.documents.look import Styles
from zvdesk.documents.page_parts import SignedPanel
from zvdesk.documents.paper import GAP, Paper
from zvdesk.documents.withheld import left_out
from zvdesk.domain.access_packages import AccessKind, AccessNote
from zvdesk.domain.cases import SubjectKind
from zvdesk.texts.access_labels import ACCESS_NOTES
from zvdesk.texts.audience import MASK_WORDS
from zvdesk.texts.labels import ACCESS_KINDS, CATEGORIES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zvdesk.documents.flow import Flow, Paragraph
    from zvdesk.domain.access_packages import AccessEntry, AccessPackage
    from zvdesk.domain.cases import Subject

TITLE = "Wat wij over u hebben vastgelegd"
ASKED = (
    "U wilt weten welke gegevens wij over u hebben. Dat is uw recht (artikel 15 AVG). In dit pakket leest u "
    "wat er over u in de casus staat, waarom, en wie het kreeg. Een casus is wat organisaties samen over een "
    "situatie bespreken en afspreken."
)
PERSON, WHY, RECIPIENTS, RIGHTS = "Uw gegevens", "Waarom wij ze hebben", "Wie gegevens kreeg", "Uw rechten"
RECIPIENT_COLUMNS = ("Organisatie", "Hoe", "Wanneer")
ENTRY_COLUMNS, AGREED_COLUMNS = ("Wanneer", "Wat", "Van wie"), ("Afgesproken op", "Wat", "Wie doet het")
NOBODY, NOTHING = "Niemand kreeg gegevens over u.", "Hierover staat niets in dit pakket."
OWN_VIEW = "Wat u ervan vindt"
THE_TABLE, TOGETHER, UNDATED = "het overleg", "samen", "niet genoteerd"
NOTES = (
    "Aantekeningen en peilingen van het overleg zelf staan hier niet in. Namen van andere mensen hebben wij "
    "vervangen."
)
SIGNS = "Staat er iets tussen rechte haken? Dat hebben wij vervangen:"
REPLACED = {
    MASK_WORDS.name: "de naam van iemand anders",
    MASK_WORDS.address: "een adres of plaats van iemand anders",
    MASK_WORDS.bsn: "het burgerservicenummer van iemand anders",
    MASK_WORDS.phone: "het telefoonnummer van iemand anders",
    MASK_WORDS.birth_date: "de geboortedag van iemand anders",
    MASK_WORDS.case: "de naam waaronder wij de casus kennen",
    MASK_WORDS.contribution: "iets wat een organisatie vertelde, en wat wij u nu niet mogen geven",
}
MORE_CATEGORIES = "In de teksten hieronder kan meer staan."
MEANINGS = {
    AccessNote.SCORE: "Een cijfer gaat over hoe het op die dag ging. Wat het betekent, staat erachter.",
    AccessNote.LEVEL: "Het niveau zegt hoe zwaar de aanpak is.",
}
NO_COMPUTER = "Nee. Mensen besluiten, geen computer."
NO_TERM = "De termijn is nog niet vastgesteld. Vraag het ons."
RIGHTS_WORDS = (
    "U mag vragen om gegevens te verbeteren, aan te vullen of te wissen.",
    "U mag vragen om gegevens een tijd niet te gebruiken, en u mag bezwaar maken.",
    "Bent u het niet met ons eens? U mag een klacht indienen bij de Autoriteit Persoonsgegevens.",
)
QUESTIONS = "Wilt u iets vragen of laten wijzigen?"
FOR_YOU = "Dit pakket is alleen voor u."
SIGNATURE_FIELD = "Digitale ondertekening van dit inzage-pakket"
_LABEL = 130.0
_OPENINGS = {AccessNote.ACTION: "Alleen als: ", AccessNote.CONDITIONAL: "Dan: "}


def render(package: AccessPackage) -> bytes:
    """Return the package as a tagged PDF (PDF/UA-1, PDF/A-3a) with empty signature fields.

    Raises MissingGlyphs before anything is drawn when the fonts lack a letter.
    """
    name = f"Inzage in casus {package.case_number}"
    facts = (f"{name} · versie {package.version}", texts.log_mark(package), f"Document {package.document_id}")
    paper = Paper(package, FOR_YOU, facts)
    flow = paper.flow
    paper.open(TITLE)
    flow.add(paragraph(ASKED, after=10))
    _person(package, flow)
    _why(package, flow)
    _recipients(package, flow)
    for kind in AccessKind:
        _entries(package, kind, flow)
    flow.space(GAP)
    missing = (*left_out(package.withheld, NOTES, is_wgs=package.is_wgs), *_signs(package))
    flow.ensure(height(missing))
    for block in missing:
        flow.add(block)
    contact = f"{QUESTIONS} Bel {texts.sentence(package.contact)}" if package.contact.strip() else ""
    rights = (paragraph(f"• {words}", after=2) for words in (*RIGHTS_WORDS, contact) if words)
    paper.sign(SignedPanel(package, SIGNATURE_FIELD), (heading(RIGHTS), *rights))
    return paper.pdf(f"{name}, versie {package.version}", FOR_YOU, name)


def _person(package: AccessPackage, flow: Flow) -> None:
    person = package.person
    street = " ".join(part for part in (person.street, person.house_number) if part)
    address = ", ".join(part for part in (street, f"{person.postcode} {person.town}".strip()) if part)
    rows = (
        ("Naam", person.full_name),
        ("Ook bekend als", person.also_known_as),
        ("Geboren", texts.plain_day(person.born_on) if person.born_on else ""),
        ("Burgerservicenummer", person.bsn),
        ("Adres", address),
        ("Telefoon", person.phone),
        ("Rol in de casus", person.relation),
    )
    flow.add(heading(PERSON))
    flow.add(pairs(((label, value) for label, value in rows if value.strip()), _LABEL))


def _why(package: AccessPackage, flow: Flow) -> None:
    flow.space(GAP)
    flow.add(heading(WHY), keep_with=60)
    categories = "; ".join(CATEGORIES[category] for category in package.categories)
    until = package.destroy_before
    rows = (
        ("Waarvoor", texts.sentence(package.purpose)),
        ("Soort overleg", package.regime),
        ("Grondslag", texts.sentence(package.ground)),
        ("Soorten gegevens", f"{texts.sentence(categories)} {MORE_CATEGORIES}"),
        ("Wij vernietigen dit", f"Vóór {texts.plain_day(until)}." if until else NO_TERM),
        ("Besluit een computer?", NO_COMPUTER),
    )
    flow.add(pairs(((label, value) for label, value in rows if value.strip()), _LABEL))


def _recipients(package: AccessPackage, flow: Flow) -> None:
    flow.space(GAP)
    flow.add(heading(RECIPIENTS), keep_with=60)
    if not package.recipients:
        flow.add(paragraph(NOBODY))
        return
    rows = []
    for one in package.recipients:
        days = texts.brief_day(one.first_on)
        if one.last_on != one.first_on:
            days += f" tot {texts.brief_day(one.last_on)}"
        rows.append(tuple((Run(cell, Styles.body),) for cell in (one.organisation, one.kind, days)))
    flow.table(columns(RECIPIENT_COLUMNS, (0, 170, 150)), rows)


def _entries(package: AccessPackage, kind: AccessKind, flow: Flow) -> None:
    flow.space(GAP)
    flow.add(heading(ACCESS_KINDS[kind]), keep_with=60)
    found = [entry for entry in package.entries if entry.kind is kind]
    if not found:
        flow.add(paragraph(NOTHING))
        return
    titles, nobody = (AGREED_COLUMNS, TOGETHER) if kind is AccessKind.AGREED else (ENTRY_COLUMNS, THE_TABLE)
    rows = [
        tuple(
            (Run(cell, Styles.body),)
            for cell in (
                texts.brief_day(entry.on) if entry.on else UNDATED,
                _words(entry, package.person),
                entry.source or nobody,
            )
        )
        for entry in found
    ]
    flow.table(columns(titles, (84, 0, 120)), rows)
    told = [words for note, words in MEANINGS.items() if any(entry.note is note for entry in found)]
    if told:
        flow.space(4)
        flow.add(paragraph(" ".join(told), Styles.quiet))


def _words(entry: AccessEntry, person: Subject) -> str:
    """Return an entry as sentences: what it is, what was written, and what belongs to it."""
    text, more = texts.sentence(entry.text), texts.sentence(entry.more)
    if entry.note is AccessNote.CONDITIONAL:
        text = texts.sentence(texts.without(entry.text, "als "))
        more = texts.sentence(texts.without(entry.more, "dan "))
    is_own_view = entry.note is AccessNote.VIEW and person.kind is SubjectKind.MAIN
    parts = [f"{OWN_VIEW if is_own_view else ACCESS_NOTES[entry.note]}: {text}"]
    if more:
        parts.append(f"{_OPENINGS.get(entry.note, '')}{more}")
    if entry.within_hours is not None:
        parts.append(f"Binnen {texts.within(entry.within_hours)}.")
    if entry.before is not None:
        is_goal = entry.note is AccessNote.GOAL
        opening, end = ("Dit willen wij", "bereiken") if is_goal else ("Dit moet", "klaar zijn")
        parts.append(f"{opening} uiterlijk {texts.plain_day(entry.before)} {end}.")
    return " ".join(parts)


def _signs(package: AccessPackage) -> Iterator[Paragraph]:
    """Explain each word in brackets that stands in this package."""
    said = " ".join((package.purpose, *(part for e in package.entries for part in (e.text, e.more))))
    found = [f"• {word}: {meaning}." for word, meaning in REPLACED.items() if word in said]
    if found:
        yield paragraph(SIGNS, after=2)
    for line in found:
        yield paragraph(line, after=2)
