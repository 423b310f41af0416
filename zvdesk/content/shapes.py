"""Turn one checked TOML file into the domain object it describes; one function per kind of file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zvdesk.content.colours import MINIMUM_CONTRAST, contrast_with_white
from zvdesk.domain.agenda import AgendaTemplate, MeetingKind, Step, StepTemplate
from zvdesk.domain.escalation import EscalationScheme, HolderRule, Level, Responsibility, Trigger
from zvdesk.domain.life_domains import LifeDomain, LifeDomainSet, ScoreLabel
from zvdesk.domain.organisations import Organisation, OrganisationKind, WgsPosition
from zvdesk.domain.regimes import Regime

if TYPE_CHECKING:
    from collections.abc import Collection

    from zvdesk.content.reading import Cursor

SOURCES = ("L", "S", "M", "J", "S/J", "L/J")  # law, source, memory, proposal (field.md)
LETTERS = tuple("abcdefg")  # of art. 2.27(1) and (2) Wgs
CELLS = (
    "kleur_naam",
    "uitgangssituatie",
    "regievermogen",
    "opschalen",
    "afschalen",
    "partners",
    "protocollen",
    "vragen",
    "als_het_stokt",
    "hertoets_weken",
)
MAXIMUM_VERSION = 9_999


def escalation_scheme(top: Cursor, kinds: Collection[str]) -> EscalationScheme:
    """Return the AVE scheme of a file; partners must be known kinds of organisation."""
    head = top.child("scheme")
    if len(head.choices("verantwoordelijkheden", Responsibility)) < len(Responsibility):
        raise head.invalid("verantwoordelijkheden", "missing")
    head.choices("aanleidingen", Trigger)
    is_adopted = head.flag("vastgesteld")
    head.text("geldig_vanaf", "")
    banner = head.text("banner", "" if is_adopted else None)
    levels = top.children("niveau")
    scheme = EscalationScheme(
        id=head.code("id"),
        version=head.number("versie", 1, MAXIMUM_VERSION),
        name=head.text("naam"),
        is_adopted=is_adopted,
        banner="" if is_adopted else banner,
        levels=tuple(_level(cursor, kinds) for cursor in levels),
    )
    top.finish()
    top.distinct("niveau", (level.code for level in scheme.levels), "code")
    orders = [level.order for level in scheme.levels]
    top.distinct("niveau", orders, "volgorde")
    for number, (order, expected) in enumerate(zip(orders, sorted(orders), strict=True), 1):
        if order != expected:
            raise top.invalid(f"niveau[{number}].volgorde", "wrong_order")
    return scheme


def _level(cursor: Cursor, kinds: Collection[str]) -> Level:
    colour = cursor.text("kleur")
    contrast = contrast_with_white(colour)
    if contrast is None or contrast < MINIMUM_CONTRAST:
        raise cursor.invalid("kleur", "bad_colour")
    sources = cursor.child("bron")
    return Level(
        code=cursor.text("code"),
        order=cursor.number("volgorde", 0, 99),
        colour_name=cursor.text("kleur_naam"),
        colour=colour,
        situation=cursor.text("uitgangssituatie"),
        self_direction=cursor.text("regievermogen", ""),
        holders=tuple(_holder(cursor.child(r.value), r) for r in Responsibility),
        scale_up=cursor.texts("opschalen", may_be_empty=True),
        scale_down=cursor.texts("afschalen", may_be_empty=True),
        partners=cursor.all_listed("partners", kinds, may_be_empty=True),
        protocols=cursor.texts("protocollen", may_be_empty=True),
        questions=cursor.texts("vragen", may_be_empty=True),
        stuck=cursor.text("als_het_stokt", ""),
        retest_weeks=cursor.number("hertoets_weken", 0, 104),
        sources=tuple((cell, sources.listed(cell, SOURCES)) for cell in CELLS if cursor.has(cell)),
    )


def _holder(cursor: Cursor, responsibility: Responsibility) -> HolderRule:
    return HolderRule(
        responsibility=responsibility,
        role=cursor.code("rol", ""),
        label=cursor.text("label"),
        source=cursor.listed("bron", SOURCES),
    )


def agenda_template(top: Cursor) -> AgendaTemplate:
    """Return the agenda template of a file: the five steps, each once and in order."""
    head = top.child("sjabloon")
    steps = tuple(_step(cursor) for cursor in top.children("stap"))
    template = AgendaTemplate(
        id=head.code("id"),
        version=head.number("versie", 1, MAXIMUM_VERSION),
        name=head.text("naam"),
        kind=head.choice("soort", MeetingKind),
        steps=steps,
    )
    head.listed("bron", SOURCES)
    top.finish()
    top.distinct("stap", (step.step for step in steps), "id")
    if len(steps) < len(Step):
        raise top.invalid("stap", "missing")
    for number, (step, expected) in enumerate(zip(steps, Step, strict=True), 1):
        if step.step is not expected:
            raise top.invalid(f"stap[{number}].id", "wrong_order")
    return template


def _step(cursor: Cursor) -> StepTemplate:
    return StepTemplate(
        step=cursor.choice("id", Step),
        title=cursor.text("titel"),
        minutes=cursor.number("minuten", 1, 240),
        questions=cursor.texts("vragen", may_be_empty=True),
        records=cursor.texts("vastleggen", may_be_empty=True),
    )


def life_domain_set(top: Cursor) -> LifeDomainSet:
    """Return the set of life domains of a file, with its scale from low to high."""
    head = top.child("set")
    found = LifeDomainSet(
        id=head.code("id"),
        version=head.number("versie", 1, MAXIMUM_VERSION),
        name=head.text("naam"),
        domains=tuple(
            LifeDomain(code=cursor.code("code"), label=cursor.text("label"))
            for cursor in top.children("gebied")
        ),
        scale=tuple(
            ScoreLabel(score=cursor.number("score", 0, 10), label=cursor.text("label"))
            for cursor in top.children("score")
        ),
        source=head.text("bron"),
    )
    top.finish()
    top.distinct("gebied", (domain.code for domain in found.domains), "code")
    scores = [label.score for label in found.scale]
    top.distinct("score", scores, "score")
    if scores != sorted(scores):
        raise top.invalid("score", "wrong_order")
    return found


def organisation_kinds(top: Cursor) -> tuple[OrganisationKind, ...]:
    """Return the kinds of organisation of a file; it may have none."""
    return tuple(
        OrganisationKind(
            code=cursor.code("code"),
            label=cursor.text("label"),
            position=cursor.choice("positie", WgsPosition),
            letter=cursor.listed("letter", LETTERS, ""),
            has_professional_secrecy=cursor.flag("beroepsgeheim", default=False),
            part_of=cursor.code("onderdeel_van", ""),
            source=cursor.listed("bron", SOURCES),
        )
        for cursor in top.children("soort", may_be_empty=True)
    )


def organisation(cursor: Cursor, kinds: dict[str, OrganisationKind], *, has_id: bool = False) -> Organisation:
    """Return an organisation; position and secrecy are those of its kind unless the file says otherwise."""
    kind = kinds[cursor.listed("soort", kinds)]
    return Organisation(
        id=cursor.code("id") if has_id else "",
        name=cursor.text("naam"),
        abbreviation=cursor.text("afkorting", ""),
        kind=kind.code,
        position=cursor.choice("positie", WgsPosition, kind.position),
        has_professional_secrecy=cursor.flag("beroepsgeheim", default=kind.has_professional_secrecy),
        phone=cursor.text("telefoon", ""),
        email=cursor.text("email", ""),
        contact_person=cursor.text("contactpersoon", ""),
    )


def regime(top: Cursor) -> Regime:
    """Return the legal regime of a file."""
    head = top.child("regime")
    found = Regime(
        id=head.code("id"),
        version=head.number("versie", 1, MAXIMUM_VERSION),
        name=head.text("naam"),
        short_name=head.text("korte_naam"),
        purpose=head.text("doel"),
        ground=head.text("grondslag"),
        confidentiality=head.text("geheimhouding"),
        closing_sentence=head.text("slotzin"),
        third_ground_hint=head.text("derden_vastleggen"),
        third_test_name=head.text("derden_toets"),
        needs_criteria=head.flag("criteria_nodig"),
        only_public_decide=head.flag("alleen_publiek_beslist"),
        retention_months=head.optional_number("bewaarmaanden", 1, 1_200),
        source=head.text("bron"),
        is_confirmed=head.flag("bevestigd"),
    )
    top.finish()
    return found
