"""Make crisis cards for the tests; everybody on them is invented."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from tests.documents.lists import SIGNED_AT, one_organisation
from zvdesk.domain.crisis_cards import CardAgreement, CardHolder, CrisisCard, PhoneLine
from zvdesk.domain.log_standing import LogHead

_AGREEMENTS = (
    CardAgreement(
        number=6,
        trigger="er een nieuwe melding van geweld komt",
        response="samen met het wijkteam op huisbezoek, en de kinderen apart spreken",
        who="M. Bakker, GGZ Noord",
        within_hours=2,
        phones=(
            PhoneLine(name="Crisisdienst GGZ, dag en nacht", number="088 000 12 34"),
            PhoneLine(name="M. Bakker", number="06 00 00 12 34"),
        ),
    ),
    CardAgreement(
        number=7,
        trigger="Als moeder belt dat zij het niet meer volhoudt",
        response="Dan neemt de casusregisseur dezelfde dag contact op en regelt logeren voor de kinderen",
        who="S. Oefenaar, Wijkteam Noord",
        within_hours=24,
        phones=(PhoneLine(name="Wijkteam Noord", number="010 000 45 67"),),
    ),
    CardAgreement(
        number=8,
        trigger="de huur twee maanden niet is betaald",
        response="de woningcorporatie belt eerst de casusregisseur, en zet niets in gang",
        who="Woonstichting De Linde",
        within_hours=None,
        phones=(),
    ),
)


def crisis_card() -> CrisisCard:
    """Make the card of one organisation, of the case that its list is of."""
    listed = one_organisation()
    return CrisisCard(
        house=listed.house,
        is_practice=listed.is_practice,
        title=listed.title,
        meeting_at=listed.meeting_at,
        case_number=listed.case_number,
        version=listed.version,
        replaces=listed.replaces,
        recipient=listed.recipient,
        level_code=listed.level_code,
        level_colour_name=listed.level_colour_name,
        level_colour=listed.level_colour,
        scheme_banner=listed.scheme_banner,
        holders=(
            CardHolder(label="Casusregie", person="S. Oefenaar, Wijkteam Noord", phone="010 000 45 67"),
            CardHolder(label="Procesregie", person="R. de Tester, gemeente", phone="06 00 00 98 76"),
            CardHolder(label="Operationeel", person="T. Proefstra, gemeente", phone=""),
            CardHolder(label="Bestuurlijk", person="W. Wethouder, gemeente", phone=""),
        ),
        stuck="directeur sociaal domein, binnen 24 uur",
        agreements=_AGREEMENTS,
        contact="R. de Tester, 06 00 00 98 76",
        valid_from=date(2026, 11, 24),
        retest_on=listed.retest_on,
        follow_up_on=listed.follow_up_on,
        confidentiality=listed.confidentiality,
        destroy_before=listed.destroy_before,
        signer_name=listed.signer_name,
        signer_role=listed.signer_role,
        signed_at=SIGNED_AT,
        audit_mark="1482 · 4f2a 91c0 7d3e 55b8 4f2a",
        log_head=LogHead(vault_id="8f14e45fceea167a", sequence=1482, mac="4f2a91c07d3e55b8" * 4),
        document_id="0192f0c4-7d1e-7c11-8a3b-1f2e3d4c5b6a",
    )


def many(number: int) -> CrisisCard:
    """Make the card of the house with so many agreements."""
    agreements = tuple(replace(_AGREEMENTS[n % len(_AGREEMENTS)], number=n + 1) for n in range(number))
    return replace(crisis_card(), recipient="", agreements=agreements)


def bare_card() -> CrisisCard:
    """Make a card with hardly anything filled in."""
    return replace(
        crisis_card(),
        is_practice=False,
        recipient="",
        level_code="",
        level_colour_name="",
        level_colour="",
        scheme_banner="Concept-indeling. Laat vaststellen door uw regio.",
        holders=(),
        stuck="",
        agreements=(replace(_AGREEMENTS[2], who=""),),
        contact="",
        retest_on=None,
        follow_up_on=None,
        destroy_before=None,
        version=2,
        replaces=1,
    )


def every_card() -> dict[str, CrisisCard]:
    """Make one card of each kind."""
    return {
        "card_one": replace(crisis_card(), agreements=_AGREEMENTS[:1]),
        "card_three": crisis_card(),
        "card_six": many(6),
        "card_bare": bare_card(),
    }
