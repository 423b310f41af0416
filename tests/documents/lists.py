"""Make action lists for the tests; everybody in them is invented."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta, timezone

from zvdesk.domain.action_lists import (
    ActionList,
    ListAction,
    ListConditional,
    ListDecision,
    ListReservation,
    ListSubject,
    RegieLine,
)
from zvdesk.domain.actions import Informing
from zvdesk.domain.log_standing import LogHead

LOCAL = timezone(timedelta(hours=1))
SIGNED_AT = datetime(2026, 11, 24, 11, 4, tzinfo=LOCAL)

_WHAT = (
    "Huisarts bellen over medicatie en de uitkomst melden aan de casusregisseur",
    "Vast aanspreekpunt noemen voor het gezin",
    "Huisbezoek doen, samen met het wijkteam, en afspreken wie de school belt",
    "Betalingsregeling voorstellen en de ontruiming zes weken stilzetten",
    "Met Łukasz en Çiğdem bespreken wat zij zelf willen",
)
_ORGANISATIONS = (
    "GGZ Noord",
    "Wijkteam Noord",
    "Politie",
    "Woonstichting De Linde",
    "Reclassering",
    "Gemeente",
)
_PERSONS = ("M. Bakker", "S. Oefenaar", "J. Yılmaz", "P. de Voorbeeldenaar", "T. Dvořák", "")


def action(number: int, organisation: str = "GGZ Noord") -> ListAction:
    """Make one action."""
    return ListAction(
        number=number,
        what=_WHAT[(number - 1) % len(_WHAT)],
        organisation=organisation,
        person=_PERSONS[(number - 1) % len(_PERSONS)],
        due_on=None if number % 9 == 0 else date(2026, 11, 27) + timedelta(days=3 * (number % 40)),
        is_urgent=number % 5 == 1,
        condition="de huisarts geen bezwaar heeft" if number % 4 == 3 else "",
        informing=(Informing.DONE, Informing.NOT_YET, Informing.EXCEPTION)[(number - 1) % 3],
        informing_note=("verteld op 24 november", "", "anders loopt een kind gevaar")[(number - 1) % 3],
        informing_recheck_on=date(2026, 12, 1) if number % 3 == 2 else None,
    )


def one_organisation() -> ActionList:
    """Make the list of one organisation."""
    return ActionList(
        house="Zorg- en Veiligheidshuis Oefenregio",
        is_practice=True,
        title="Tafel Noord",
        meeting_at=datetime(2026, 11, 24, 10, 0, tzinfo=LOCAL),
        ended_at=datetime(2026, 11, 24, 11, 2, tzinfo=LOCAL),
        case_number="2026-0014",
        version=1,
        replaces=None,
        correction_reason="",
        recipient="GGZ Noord",
        goal="Veilig thuis voor het gezin, en rust in de straat",
        goal_on=date(2027, 3, 1),
        goal_indicator="geen meldingen in zes weken en kinderen elke dag op school",
        level_code="AVE 3",
        level_colour_name="rood",
        level_colour="#C62828",
        previous_level_code="AVE 2",
        scheme_banner="",
        regie=(
            RegieLine(label="Casusregie", value="S. Oefenaar, Wijkteam Noord"),
            RegieLine(label="Procesregie", value="R. de Tester, gemeente"),
            RegieLine(label="Als het stokt", value="directeur sociaal domein, binnen 24 uur"),
        ),
        decisions=(),
        actions=(action(1), action(2)),
        conditionals=(
            ListConditional(
                number=1,
                trigger="er een nieuwe melding van geweld komt",
                response="samen met het wijkteam op huisbezoek",
                who="crisisdienst",
                within_hours=24,
            ),
        ),
        reservations=(
            ListReservation(
                organisation="GGZ Noord",
                text="wij horen eerst de crisisdienst en bespreken dan een opname",
                about="Wij kiezen voor gedwongen zorg als het weer misgaat",
            ),
        ),
        follow_up_on=date(2027, 1, 12),
        follow_up_note="",
        retest_on=date(2027, 1, 5),
        contact="de procesregisseur, R. de Tester, 010 000 00 00",
        ground="artikel 2.26 Wet gegevensverwerking door samenwerkingsverbanden",
        confidentiality="Vertrouwelijk. U heeft een geheimhoudingsplicht (artikel 1.11 Wgs). Niet doorgeven.",
        closing_sentence="De namen van de bronnen staan niet op deze lijst (artikel 1.8 BGS).",
        destroy_before=date(2031, 9, 3),
        reviewed_by="A. Lezer",
        agreed=4,
        signer_name="F. Voorbeeld",
        signer_role="voorzitter",
        signed_at=SIGNED_AT,
        audit_mark="1482 · 4f2a 91c0 7d3e 55b8 4f2a",
        log_head=LogHead(vault_id="8f14e45fceea167a", sequence=1482, mac="4f2a91c07d3e55b8" * 4),
        document_id="0192f0c4-7d1e-7c11-8a3b-1f2e3d4c5b6a",
        text_sha256="9c1185a5c5e9fc54612808977ee8f548b2258d3199c1185a5c5e9fc546128089",
    )


def full_list(actions: int = 14) -> ActionList:
    """Make the list of all organisations, corrected once."""
    return replace(
        one_organisation(),
        recipient="",
        version=2,
        replaces=1,
        correction_reason="de datum van actie 3 klopte niet",
        scheme_banner="Concept-indeling. Laat vaststellen door uw regio.",
        decisions=(
            ListDecision(number=1, text="Wij schalen op naar AVE 3: twee partners lopen vast op elkaar."),
            ListDecision(number=2, text="De procesregie gaat naar de gemeente, vanaf vandaag."),
        ),
        actions=tuple(action(n, _ORGANISATIONS[n % len(_ORGANISATIONS)]) for n in range(1, actions + 1)),
    )


def third_party() -> ActionList:
    """Make the list of a derde: one action, no reservations."""
    return replace(
        one_organisation(),
        recipient="Woonstichting De Linde",
        actions=(replace(action(4, "Woonstichting De Linde"), number=1),),
        conditionals=(),
        reservations=(),
        ground="artikel 1.7, tweede lid, Wgs: u krijgt alleen wat u voor uw eigen taak nodig heeft",
        closing_sentence="U heeft op 24 november 2026 een geheimhoudingsverklaring getekend.",
    )


def local_regime() -> ActionList:
    """Make a real-looking list under the regime lokaal, with hardly anything filled in."""
    return replace(
        one_organisation(),
        house="Gemeente Voorbeeldstad",
        is_practice=False,
        title="Wijkoverleg Zuid",
        ended_at=None,
        recipient="Wijkteam Zuid",
        goal="",
        goal_on=None,
        goal_indicator="",
        level_code="",
        level_colour_name="",
        level_colour="",
        previous_level_code="",
        regie=(),
        actions=(),
        conditionals=(),
        reservations=(),
        follow_up_on=None,
        retest_on=None,
        follow_up_note="De casusregisseur belt iedereen in week 50",
        contact="",
        ground="AVG en het convenant Wijkoverleg Voorbeeldstad",
        confidentiality="Vertrouwelijk: geheimhouding volgens het convenant.",
        closing_sentence="",
        destroy_before=None,
        reviewed_by="",
        agreed=0,
    )


def far_letters() -> ActionList:
    """Make a list with names and signs that the first font lacks, in its weights and across its lines."""
    base = full_list(2)
    return replace(
        base,
        title="Tafel Đông",
        goal="Rust voor Nguyễn Thị Ōkawa: thuis → school",
        decisions=(ListDecision(number=1, text="Отец Иван en Σωκράτης praten ☐ wel ☑ niet en dan ✓"),),
        actions=(
            replace(base.actions[0], what="Brief № 2 sturen → WiF, 5 µg ✔", person="Ŝulc-Nguyễn"),
            replace(base.actions[1], condition=f"{'ễ→' * 60} klaar"),
        ),
        signer_name="Nguyễn Văn Tester",
    )


def subject() -> ListSubject:
    """Make somebody who does not exist; the BSN is one that is never given out."""
    return ListSubject(
        given_names="Jolanda Çiğdem",
        prefix="van der",
        family_name="Verzonnen-Łukasz",
        born_on=date(1984, 2, 29),
        bsn="111222333",
        street="Bedachte Laan",
        house_number="12",
        postcode="1234 AB",
        town="Fictiva",
        ground="artikel 10 van de Wet algemene bepalingen burgerservicenummer",
        id="0192f0c4-bbbb-7c11-8a3b-1f2e3d4c5b6a",
    )


def with_subject() -> ActionList:
    """Make the list of an organisation that may know who it is about."""
    return replace(one_organisation(), subject=subject())


def every_list() -> dict[str, ActionList]:
    """Make one list of each kind."""
    return {
        "one_organisation": one_organisation(),
        "full_list": full_list(),
        "many_pages": full_list(60),
        "third_party": third_party(),
        "with_subject": with_subject(),
        "local_regime": local_regime(),
        "far_letters": far_letters(),
    }
