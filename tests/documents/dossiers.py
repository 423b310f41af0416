"""Make case overviews and inzage-pakketten for the tests; everybody in them is invented."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from tests.documents.lists import SIGNED_AT
from zvdesk.domain.access_packages import (
    AccessEntry,
    AccessKind,
    AccessNote,
    AccessPackage,
    AccessRecipient,
)
from zvdesk.domain.case_overviews import (
    CaseOverview,
    OverviewAgreement,
    OverviewContent,
    OverviewContribution,
    OverviewSeat,
)
from zvdesk.domain.cases import Subject, SubjectKind
from zvdesk.domain.contributions import ContributionKind, DataCategory
from zvdesk.domain.log_standing import LogHead
from zvdesk.domain.sharing import Withheld

HEAD = LogHead(vault_id="8f14e45fceea167a", sequence=1482, mac="4f2a91c07d3e55b8" * 4)
GROUND = "artikel 2.26 Wet gegevensverwerking door samenwerkingsverbanden"
PURPOSE = "Veilig thuis voor moeder en twee kinderen, rust in de straat"
SECRECY = "Vertrouwelijk. U hebt een geheimhoudingsplicht (artikel 1.11 Wgs)."


def content() -> OverviewContent:
    """Make what a recipient may have of a case that was on the table."""
    return OverviewContent(
        occasion="Twee meldingen van geluid en ruzie in één week. De kinderen misten drie dagen school.",
        goal="Geen meldingen in zes weken, en de kinderen elke dag op school",
        goal_on=date(2027, 3, 1),
        resident_view="Moeder wil rust en één persoon die zij kan bellen.",
        seats=(
            OverviewSeat(organisation="Wijkteam Noord", reason="Heeft de casusregie."),
            OverviewSeat(organisation="GGZ Noord", reason="Behandelt moeder."),
            OverviewSeat(organisation="Woonstichting De Linde", reason="Verhuurt de woning."),
        ),
        contributions=(
            OverviewContribution(
                organisation="Wijkteam Noord",
                kind=ContributionKind.FACT,
                category=DataCategory.SUPPORT,
                observed_on=date(2026, 11, 3),
                text="Er is sinds maart wekelijks een huisbezoek. Moeder doet open en praat mee.",
            ),
            OverviewContribution(
                organisation="GGZ Noord",
                kind=ContributionKind.OBSERVATION,
                category=DataCategory.HEALTH,
                observed_on=date(2026, 11, 10),
                text="Moeder komt op haar afspraken, en slaapt slecht.",
            ),
            OverviewContribution(
                organisation="Woonstichting De Linde",
                kind=ContributionKind.ESTIMATE,
                category=DataCategory.FINANCE,
                observed_on=None,
                text="De huur komt steeds later.",
            ),
        ),
        decisions=(
            OverviewAgreement(text="Eén plan voor het hele gezin.", who="", on=date(2026, 11, 24)),
            OverviewAgreement(text="De ontruiming wacht zes weken.", who="", on=date(2026, 11, 24)),
        ),
        actions=(
            OverviewAgreement(
                text="Huisarts bellen over medicatie en de uitkomst melden aan de casusregisseur",
                who="GGZ Noord",
                on=date(2026, 12, 1),
            ),
            OverviewAgreement(
                text="Er komt een nieuwe melding: samen op huisbezoek", who="GGZ Noord", on=None
            ),
        ),
        withheld=(Withheld.CONDITION, Withheld.PRESENCE),
    )


def case_overview() -> CaseOverview:
    """Make the overview of one organisation."""
    return CaseOverview(
        house="Zorg- en Veiligheidshuis Oefenregio",
        is_practice=True,
        case_number="2026-0014",
        recipient="GGZ Noord",
        is_wgs=True,
        version=1,
        purpose=PURPOSE,
        ground=GROUND,
        level_code="AVE 3",
        level_colour_name="rood",
        level_colour="#C62828",
        content=content(),
        confidentiality=SECRECY,
        destroy_before=date(2031, 11, 3),
        signer_name="F. Voorbeeld",
        signer_role="voorzitter",
        signed_at=SIGNED_AT,
        audit_mark=HEAD.mark,
        document_id="0192f0c4-7d1e-7c11-8a3b-1f2e3d4c5b6e",
        log_head=HEAD,
    )


def empty_overview() -> CaseOverview:
    """Make the house's overview of a case of which nothing is known yet."""
    nothing = OverviewContent(
        occasion="",
        goal="",
        goal_on=None,
        resident_view="",
        seats=(),
        contributions=(),
        decisions=(),
        actions=(),
        withheld=(),
    )
    return replace(
        case_overview(),
        is_practice=False,
        is_wgs=False,
        recipient="",
        level_code="",
        level_colour="",
        level_colour_name="",
        destroy_before=None,
        content=nothing,
    )


def long_overview() -> CaseOverview:
    """Make the overview of a case in which much was brought in."""
    full = content()
    return replace(case_overview(), content=replace(full, contributions=full.contributions * 20))


def access_package() -> AccessPackage:
    """Make the package of a main subject."""
    on = date(2026, 11, 24)
    return AccessPackage(
        house="Zorg- en Veiligheidshuis Oefenregio",
        is_practice=True,
        case_number="2026-0014",
        person=Subject(
            id="s1",
            case_id="c1",
            kind=SubjectKind.MAIN,
            given_names="Sanne",
            prefix="van",
            family_name="Oefenaar",
            born_on=date(1988, 4, 2),
            bsn="111222333",
            street="Verzonnenlaan",
            house_number="12",
            postcode="1234 AB",
            town="Oefenstad",
            phone="06 00 00 12 34",
        ),
        is_wgs=True,
        version=1,
        purpose=PURPOSE,
        regime="Wgs, casusoverleg van een Zorg- en Veiligheidshuis",
        ground=GROUND,
        categories=(DataCategory.IDENTITY, DataCategory.HEALTH, DataCategory.SUPPORT),
        recipients=(
            AccessRecipient(
                organisation="GGZ Noord", kind="kreeg een actielijst", first_on=date(2026, 6, 8), last_on=on
            ),
            AccessRecipient(
                organisation="Wijkteam Noord", kind="was bij het overleg", first_on=on, last_on=on
            ),
        ),
        entries=(
            AccessEntry(
                kind=AccessKind.REFERRAL,
                note=AccessNote.INCIDENTS,
                on=date(2026, 10, 30),
                text="Twee meldingen van geluid en ruzie in één week.",
                source="Politie",
            ),
            AccessEntry(
                kind=AccessKind.CONTRIBUTION,
                note=AccessNote.OBSERVATION,
                on=date(2026, 11, 3),
                text="Er is sinds maart wekelijks een huisbezoek. Sanne doet open en [naam] praat mee.",
                source="Wijkteam Noord",
            ),
            AccessEntry(kind=AccessKind.PICTURE, note=AccessNote.VIEW, text="Sanne wil rust."),
            AccessEntry(
                kind=AccessKind.PICTURE,
                note=AccessNote.SCORE,
                on=on,
                text="Geestelijke gezondheid: 2 (gaat slecht, hulp is nodig)",
                category=DataCategory.HEALTH,
            ),
            AccessEntry(
                kind=AccessKind.AGREED,
                note=AccessNote.GOAL,
                text="Veilig thuis, en rust in de straat",
                before=date(2027, 3, 1),
            ),
            AccessEntry(
                kind=AccessKind.AGREED, note=AccessNote.DECISION, on=on, text="Eén plan voor het gezin."
            ),
            AccessEntry(
                kind=AccessKind.AGREED,
                note=AccessNote.ACTION,
                on=on,
                text="Met Sanne bespreken of [inbreng] loopt.",
                more="de huisarts geen bezwaar heeft",
                before=date(2026, 12, 1),
                source="GGZ Noord",
            ),
            AccessEntry(
                kind=AccessKind.AGREED,
                note=AccessNote.CONDITIONAL,
                on=on,
                text="Als zij belt, ook 's nachts?",
                more="dan komt de crisisdienst",
                within_hours=24,
                source="GGZ Noord",
            ),
        ),
        withheld=(Withheld.CONDITION, Withheld.NOT_TOLD, Withheld.OTHERS),
        destroy_before=date(2031, 11, 3),
        contact="Bureau, 010 000 00 00",
        signer_name="P. Oefenprivacy",
        signer_role="privacyfunctionaris",
        signed_at=SIGNED_AT,
        audit_mark=HEAD.mark,
        document_id="0192f0c4-7d1e-7c11-8a3b-1f2e3d4c5b6f",
        log_head=HEAD,
    )


def bare_access() -> AccessPackage:
    """Make the package of somebody of whom a case holds hardly anything."""
    return replace(
        access_package(),
        is_practice=False,
        is_wgs=False,
        person=Subject(case_id="c1", kind=SubjectKind.RELATED, given_names="Łucja", relation="zus"),
        recipients=(),
        entries=(),
        withheld=(),
        destroy_before=None,
        contact="",
    )


def every_overview() -> dict[str, CaseOverview]:
    """Make one overview of each kind."""
    return {"overview": case_overview(), "overview_empty": empty_overview(), "overview_long": long_overview()}


def every_access() -> dict[str, AccessPackage]:
    """Make one package of each kind."""
    return {"access": access_package(), "access_bare": bare_access()}
