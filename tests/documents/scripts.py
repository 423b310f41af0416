"""Make chair's scripts for the tests; everybody in them is invented."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

from tests.documents.lists import LOCAL
from zvdesk.domain.actions import ActionStatus
from zvdesk.domain.chair_scripts import (
    ChairScript,
    ScriptAction,
    ScriptCase,
    ScriptDomain,
    ScriptLevel,
    ScriptSeat,
    ScriptStep,
)

_COLOURS = (("groen", "#2E7D32"), ("oranje", "#B45309"), ("rood", "#C62828"), ("donkerrood", "#7F1D1D"))


def level(number: int, on: date | None = None) -> ScriptLevel:
    """Make one level of a scheme, or a decision on it."""
    name, colour = _COLOURS[number - 1]
    return ScriptLevel(on=on, code=f"AVE {number}", colour_name=name, colour=colour, order=number)


def script_case() -> ScriptCase:
    """Make a case that comes back to the table with everything there is to say."""
    scored = (date(2026, 3, 2), date(2026, 6, 8), date(2026, 11, 3))
    return ScriptCase(
        number="2026-0014",
        alias="Havenzicht",
        minutes=25,
        purpose="Veilig thuis voor moeder en twee kinderen, rust in de straat",
        ground="artikel 2.26 Wet gegevensverwerking door samenwerkingsverbanden",
        goal="Geen meldingen in zes weken en de kinderen elke dag op school",
        goal_on=date(2027, 3, 1),
        level_code="AVE 3",
        levels=tuple(level(number) for number in range(1, 5)),
        path=(level(2, date(2026, 3, 2)), level(1, date(2026, 6, 8)), level(3, date(2026, 11, 3))),
        retest_on=date(2026, 12, 15),
        domains=tuple(
            ScriptDomain(label=label, points=tuple(zip(scored, scores, strict=False)))
            for label, scores in (
                ("Lichamelijke gezondheid", (3, 3, 4)),
                ("Psychische gezondheid", (2, 3, 1)),
                ("Huiselijke relaties", (1, 2, 2)),
                ("Huisvesting", (4,)),
                ("Financiën", (2, 2, 2)),
                ("Verslaving", ()),
                ("Dagbesteding", ()),
            )
        ),
        lowest=(1, "acute problemen"),
        highest=(5, "volledig zelfredzaam"),
        seats=(
            ScriptSeat(
                organisation="Wijkteam Noord",
                person="S. Oefenaar",
                reason="Heeft de casusregie.",
                lacks_declaration=False,
            ),
            ScriptSeat(
                organisation="GGZ Noord",
                person="M. Bakker",
                reason="Behandelt moeder.",
                lacks_declaration=False,
            ),
            ScriptSeat(
                organisation="Woonstichting De Linde",
                person="",
                reason="Verhuurt de woning en overweegt ontruiming.",
                lacks_declaration=True,
            ),
        ),
        actions=(
            ScriptAction(
                what="Huisarts bellen over medicatie en de uitkomst melden aan de casusregisseur",
                who="M. Bakker, GGZ Noord",
                due_on=date(2026, 11, 10),
                status=ActionStatus.OPEN,
                is_late=True,
                told="wacht op terugbellen",
            ),
            ScriptAction(
                what="Betalingsregeling voorstellen",
                who="P. de Voorbeeldenaar, Woonstichting De Linde",
                due_on=date(2026, 11, 12),
                status=ActionStatus.DONE,
                is_late=False,
                told="",
            ),
            ScriptAction(
                what="Vast aanspreekpunt noemen",
                who="",
                due_on=None,
                status=ActionStatus.RUNNING,
                is_late=False,
                told="",
            ),
        ),
        signs=("Twee acties zijn al drie keer uitgesteld.", "Het doel is drie overleggen niet gehaald."),
        steps=tuple(
            ScriptStep(
                title=title,
                minutes=5,
                questions=("Wat is er gebeurd sinds de vorige keer?", "Is er nu direct gevaar?"),
                records=("aanleiding", "aanwezigen") if title == "Signaal" else (),
                note="Vraag GGZ eerst. Let op de tijd.\nNiet over de school beginnen."
                if title == "Analyse"
                else "",
            )
            for title in ("Signaal", "Analyse", "Plan", "Regie", "Vervolg")
        ),
    )


def new_case() -> ScriptCase:
    """Make a case that comes to the table for the first time, with hardly anything filled in."""
    return replace(
        script_case(),
        number="2026-0017",
        alias="",
        purpose="",
        goal="",
        goal_on=None,
        level_code="",
        path=(),
        retest_on=None,
        domains=tuple(ScriptDomain(label=d.label, points=()) for d in script_case().domains),
        seats=(),
        actions=(),
        signs=(),
    )


def chair_script() -> ChairScript:
    """Make the script of a practice table with two cases."""
    return ChairScript(
        house="Zorg- en Veiligheidshuis Oefenregio",
        is_practice=True,
        title="Tafel Noord",
        starts_at=datetime(2026, 11, 24, 10, 0, tzinfo=LOCAL),
        place="Stadhuis, kamer 2",
        chair="F. Voorbeeld",
        printed_at=datetime(2026, 11, 23, 16, 5, tzinfo=LOCAL),
        document_id="0192f0c4-7d1e-7c11-8a3b-1f2e3d4c5b6b",
        cases=(script_case(), new_case()),
    )


def empty_script() -> ChairScript:
    """Make the script of a meeting of which nothing is known yet."""
    return replace(chair_script(), is_practice=False, starts_at=None, place="", chair="", cases=())


def every_script() -> dict[str, ChairScript]:
    """Make one script of each kind."""
    undated = replace(chair_script(), starts_at=None)
    return {"script": chair_script(), "script_empty": empty_script(), "script_undated": undated}
