"""Put forty canaries in two cases: names, aliases, addresses, BSN and contributions that nobody may see."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from tests.factories import (
    CASE,
    MEETING,
    ORGANISATIONS,
    TODAY,
    library,
    make_action,
    make_case,
    make_conditional,
    make_context,
    make_contribution,
    make_file,
    make_holder,
    make_item,
    make_participation,
    make_referral,
    make_subject,
)
from zvdesk.domain.audience import AudienceSources, AudienceView, audience_view
from zvdesk.domain.cases import SubjectKind
from zvdesk.domain.decisions import Decision, Reservation
from zvdesk.domain.escalation import Responsibility
from zvdesk.domain.masking import terms_of
from zvdesk.domain.meetings import Phase
from zvdesk.texts.audience import MASK_WORDS

if TYPE_CHECKING:
    from zvdesk.domain.case_files import CaseFile

TOLD = (
    "Zij verstopt sleutels achter de kachel",
    "Gooide zondag de kom met vijgen door het raam",
    "De neef slaapt al maanden op de bank bij oma",
    "Kanariehok",
)
CANARIES = (
    # names of the persons of the cases, each word apart
    *("Şahbaz", "Çiğdem", "Ørnulf", "Łucja", "Müjgan", "Zebedeus", "Wiborada", "Quirinius", "Ğazel"),
    *("Testhuizenaar", "Vögelmann", "Kwastenburg", "Ijzerenbroek", "Dvořákova", "Puntkroos", "Zwaluwstaart"),
    # aliases of persons and of the cases
    *("Prikkebeen", "Rode Pimpernel", "Kraaiennest", "Vuurtorenplan"),
    # addresses, numbers and days
    *("Verzonnenplantsoen", "Gele Zwaanstraat", "9876 ZX", "4321 QW", "999990007", "012345672"),
    *("0612345650", "0687654321", "12-03-1980", "7 mei 1999"),
    # professionals, by name
    *("Oefenmanszoon", "Naamloosma", "Voorbeeldstra", "Fictiefsema", "Denkbeeldinga", "Proefstrater"),
    *TOLD,
)
_BEHIND = ("Kwastenburg", "Puntkroos")  # stand in the file only


def canary_views() -> tuple[AudienceView, AudienceView]:
    """Return what the audience may see of the two cases, made from files that are full of canaries."""
    files = (_first(), _second())
    return _view(files[0], files[1]), _view(files[1], files[0])


def texts_with_canaries() -> str:
    """Return the goals, decisions, actions and als-dan-afspraken as they are in the files."""
    found = []
    for file in (_first(), _second()):
        found += [file.case.shared_goal, *(decision.text for decision in file.decisions)]
        found += [action.what for action in file.actions]
        found += [f"{one.trigger} {one.response}" for one in file.conditionals]
    return "\n".join(found)


def _view(file: CaseFile, other: CaseFile) -> AudienceView:
    item = make_item(phase=Phase.LEAD, present_ids=("gemeente", "politie", "ggz"), case_id=file.case.id)
    terms = terms_of(file, ORGANISATIONS.values(), words=MASK_WORDS, others=(other,))
    sources = AudienceSources(
        table=make_context(file=file, item=item),
        template=library().template("tafel"),
        terms=terms,
        health_words=library().health_words,
    )
    return audience_view(sources, minutes_left=7)


def _decisions(*texts: str) -> tuple[Decision, ...]:
    made = Decision(case_id=CASE, meeting_id=MEETING, text="", decided_on=TODAY)
    return tuple(replace(made, id=f"decision-{n}", text=text) for n, text in enumerate(texts))


def _first() -> CaseFile:
    main = make_subject(
        given_names="Şahbaz Ørnulf",
        prefix="van der",
        family_name="Testhuizenaar",
        also_known_as="Prikkebeen, Rode Pimpernel",
        bsn="999990007",
        street="Verzonnenplantsoen",
        house_number="204",
        postcode="9876 ZX",
        town="Fictiva",
        phone="06-12345650",
        born_on=date(1980, 3, 12),
    )
    partner = make_subject(
        id="subject-2",
        kind=SubjectKind.RELATED,
        given_names="Çiğdem",
        prefix="",
        family_name="Vögelmann-Kwastenburg",
    )
    child = make_subject(
        id="subject-3", kind=SubjectKind.RELATED, given_names="Łucja", prefix="", family_name="Dvořákova"
    )
    return make_file(
        case=make_case(
            alias="Kraaiennest",
            shared_goal="ŞAHBAZ en Cigdem wonen weer rustig in de verzonnenplantsoen-buurt.",
        ),
        subjects=(main, partner, child),
        referrals=(make_referral(referrer_name="T. Oefenmanszoon", referrer_phone="06 87654321"),),
        participations=(make_participation("ggz", person="Dr. N. Denkbeeldinga"),),
        contributions=tuple(make_contribution(id=f"told-{n}", text=text) for n, text in enumerate(TOLD)),
        decisions=_decisions(
            "Testhuizenaars kinderen eerst: Ornulf-zaak naar AVE 3",
            "Prikkebeens gezin en de RODE\u00a0PIMPERNEL krijgen één plan, kraaiennest heet het",
            "Wij weten: zij verstopt SLEUTELS achter de kachel",
        ),
        actions=(
            make_action(
                what="Test-\nhuizenaar, Sahbaz bellen op 06 1234 5650 of 06-8765.4321", person="B. Naamloosma"
            ),
            make_action(
                id="action-2",
                what="Brief naar Verzonnenplantsoen 204, 9876zx Fictiva; BSN 9999.90.007",
                organisation_id="",
                person="A. Voorbeeldstra",
            ),
            make_action(
                id="action-3", what="Oefenmanszoons lijst en VOORBEELDSTRA's brief naar LUCJA Dvorakova"
            ),
            make_action(
                id="action-4", what="Kamer voor Vogelmann's dochter; geboren 12 MRT '80 of 12/3/1980"
            ),
        ),
        conditionals=(
            make_conditional(
                trigger="cigdems buren bellen over de vo\u0308gel\u00admanns",
                response="Naamloosma en denkbeeldinga gaan langs met ＬＵＣＪＡ",
                person="P. Fictiefsema",
            ),
        ),
        reservations=(Reservation(case_id=CASE, organisation_id="ggz", text="Ğazel twijfelt"),),
        holders=(
            make_holder(Responsibility.CASE_LEAD, person="S. Proefstrater"),
            make_holder(Responsibility.PROCESS_LEAD, person="P. Fictiefsema", organisation_id=""),
        ),
    )


def _second() -> CaseFile:
    main = make_subject(
        given_names="Zebedeus",
        prefix="'t",
        family_name="IJzerenbroek",
        bsn="012345672",
        street="Gele Zwaanstraat",
        postcode="4321 QW",
        born_on=date(1999, 5, 7),
    )
    others = (
        make_subject(id="s-2", given_names="Müjgan Ğazel", prefix="", family_name="Zwaluwstaart"),
        make_subject(id="s-3", given_names="Wiborada Quirinius", prefix="", family_name="Puntkroos"),
    )
    return make_file(
        case=make_case(
            id="case-2",
            number="2026-0002",
            alias="Vuurtorenplan",
            shared_goal="wiborada's huis aan de GELE ZWAANSTR. 12 is van haar; MUJGAN helpt, zebedeüs ook",
        ),
        subjects=(main, *others),
        contributions=tuple(make_contribution(id=f"told-{n}", text=text) for n, text in enumerate(TOLD)),
        decisions=_decisions(
            "Vuurtorenplannen gaan door voor IJZERENBROEKJE",
            "Mueller hoort erbij, Muejgan ook; gooide zondag de kom, zegt men",
        ),
        actions=(
            make_action(what="Zwaluwstaarts en quirinius' post naar 4321-qw; bsn 12345672"),
            make_action(id="action-2", what="Gazels kanariehok ophalen, 7 MEI 1999 geboren"),
        ),
        conditionals=(
            make_conditional(
                trigger="Als proefstraters collega belt", response="de neef slaapt al maanden, dus: bank"
            ),
        ),
        holders=(make_holder(Responsibility.CASE_LEAD, person="S. Proefstrater"),),
    )
