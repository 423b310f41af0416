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
from zvdesk.domain.access_packages import AccessKind
from zvdesk.texts.labels import ACCESS_KINDS, CATEGORIES

if TYPE_CHECKING:
    from zvdesk.documents.flow import Flow
    from zvdesk.domain.access_packages import AccessPackage

TITLE = "Wat wij over u hebben vastgelegd"
ASKED = (
    "U wilt weten welke gegevens wij over u hebben. Dat is uw recht (artikel 15 AVG). In dit pakket leest u "
    "wat er over u in de casus staat, waarom, en wie het kreeg."
)
PERSON, WHY, RECIPIENTS, RIGHTS = "Uw gegevens", "Waarom wij ze hebben", "Wie gegevens kreeg", "Uw rechten"
RECIPIENT_COLUMNS, ENTRY_COLUMNS = ("Organisatie", "Hoe", "Wanneer"), ("Wanneer", "Wat", "Van wie")
NOBODY, NOTHING = "Niemand kreeg gegevens over u.", "Hierover staat niets in dit pakket."
THE_TABLE = "overleg"
NOTES = (
    "Aantekeningen en peilingen van het overleg zelf staan hier niet in. Namen van andere mensen hebben wij "
    "vervangen."
)
NO_COMPUTER = "Nee. Mensen besluiten, geen computer."
NO_TERM = "De termijn is nog niet vastgesteld. Vraag het ons."
RIGHTS_WORDS = (
    "U mag vragen om gegevens te verbeteren, aan te vullen of te wissen.",
    "U mag vragen om gegevens een tijd niet te gebruiken, en u mag bezwaar maken.",
    "Bent u het niet met ons eens? U mag een klacht indienen bij de Autoriteit Persoonsgegevens.",
)
FOR_YOU = "Dit pakket is alleen voor u."
SIGNATURE_FIELD = "Digitale ondertekening van dit inzage-pakket"
_LABEL = 130.0


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
    missing = tuple(left_out(package.withheld, NOTES, is_wgs=package.is_wgs))
    flow.ensure(height(missing))
    for block in missing:
        flow.add(block)
    contact = f"Bel {texts.sentence(package.contact)}" if package.contact.strip() else ""
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
    categories = ", ".join(CATEGORIES[category] for category in package.categories)
    until = package.destroy_before
    rows = (
        ("Doel", package.purpose),
        ("Soort overleg", package.regime),
        ("Grondslag", texts.sentence(package.ground)),
        ("Soorten gegevens", categories),
        ("Wij vernietigen dit", f"vóór {texts.plain_day(until)}" if until else NO_TERM),
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
    rows = [
        tuple(
            (Run(cell, Styles.body),)
            for cell in (texts.brief_day(e.on) if e.on else texts.NO_DAY, e.text, e.source or THE_TABLE)
        )
        for e in package.entries
        if e.kind is kind
    ]
    if rows:
        flow.table(columns(ENTRY_COLUMNS, (78, 0, 120)), rows)
    else:
        flow.add(paragraph(NOTHING))
