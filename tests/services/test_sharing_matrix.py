"""Deel-schild, whole: every condition x recipient x paper and screen, each record with a word of its own.

A new condition, kind of record or kind of document fails here until somebody says what holds for it.
"""

from __future__ import annotations

import importlib
import io
import pkgutil
import re
import subprocess
from collections import Counter
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pikepdf
import pytest

from tests.factories import make_contribution
from tests.services import world as tests_world
from tests.services.conftest import copied
from tests.services.sharing_table import (
    BEAMER,
    BSN,
    CANARIES,
    CONTRIBUTION,
    COPIES,
    EXPECTED,
    HOLD_NOTHING,
    NAMED,
    NOBODY,
    STANDS,
    STREET,
    C,
    Place,
    Record,
    Who,
    canary,
    copies,
)
from tests.services.world import lead_and_close, log
from zvdesk import documents
from zvdesk.documents import blank_form, house_certificate
from zvdesk.documents.outcome import outcome_data
from zvdesk.domain.actions import ActionItem, ConditionalAgreement, Informing
from zvdesk.domain.audience import audience_view
from zvdesk.domain.cases import Participation, SubjectKind
from zvdesk.domain.contributions import SharingCondition
from zvdesk.domain.decisions import Decision, Reservation
from zvdesk.domain.disclosure import SubjectGround, ThirdPartyGround
from zvdesk.domain.numbering import numbered_actions, numbered_conditionals
from zvdesk.domain.organisations import Organisation, WgsPosition
from zvdesk.domain.people import Role
from zvdesk.domain.roles import Act, may
from zvdesk.domain.sharing import may_get
from zvdesk.errors import NothingInTable, NothingOnCard
from zvdesk.exchange.tables import TableForm
from zvdesk.services import (
    access_packages,
    audience,
    calendars,
    case_overviews,
    cases,
    exports,
    house,
    house_papers,
    meetings,
    papers,
    reminders,
    tables,
    vaults,
)
from zvdesk.services.export_sets import Recipient as SetRecipient
from zvdesk.services.sources import Sources
from zvdesk.storage.records import insert_record
from zvdesk.texts.audience import MASK_WORDS
from zvdesk.texts.labels import WITHHELD

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from tests.services.world import World
    from zvdesk.services.desk import Desk


@dataclass(frozen=True)
class Shared:
    """Hold a desk in a house whose meeting has closed, and whom each kind of recipient is."""

    desk: Desk
    world: World
    ids: dict[Who, str]
    folder: Path
    words: Callable[[bytes], str]


@pytest.fixture(scope="module")
def shared(
    tmp_path_factory: pytest.TempPathFactory, world_once: World, tool_of_words: Callable[[bytes], str]
) -> Iterator[Shared]:
    folder = tmp_path_factory.mktemp("deelschild")
    with pytest.MonkeyPatch.context() as patch:
        for kind in ("STATE", "CONFIG"):
            patch.setenv(f"XDG_{kind}_HOME", str(folder / "profiel" / kind.lower()))
        world = copied(world_once, folder)
        desk = world.desk()
        school = house.save_organisation(
            desk, Organisation(name="School", kind="wijkteam", position=WgsPosition.PUBLIC)
        )
        cases.save(
            desk, Participation(case_id=world.case_id, organisation_id=school.id, person="", reason="Kent.")
        )
        cases.save(
            desk,
            ThirdPartyGround(
                case_id=world.case_id,
                organisation_id=world.organisations["corporatie"],
                ground="artikel 1.7 Wgs",
                legal_test="akkoord van de jurist",
                needs_supplier_consent=False,
                recorded_on=desk.clock.today(),
            ),
        )
        fill(desk, world)
        copy_into_agreements(desk, world)
        name_the_subject(desk, world)
        read_as_it_was = tests_world.read_aloud

        def read_aloud(desk: Desk, meeting_id: str, item_id: str) -> None:
            copy_into_outline(desk, world)
            read_as_it_was(desk, meeting_id, item_id)

        patch.setattr(tests_world, "read_aloud", read_aloud)
        lead_and_close(desk, world)
        ids = {
            Who.HOUSE: "",
            Who.SUPPLIER: world.organisations["ggz"],
            Who.NAMED: world.organisations["politie"],
            Who.OTHER: world.organisations["gemeente"],
            Who.THIRD: world.organisations["corporatie"],
            Who.ABSENT: school.id,
        }
        yield Shared(desk, world, ids, folder, tool_of_words)
        vaults.lock(desk)


def name_the_subject(desk: Desk, world: World) -> None:
    """Give the main subject a BSN and an address, and two organisations a ground, one of them a derde."""
    person = cases.case_file(desk, world.case_id).main_subject
    assert person is not None
    cases.save(desk, replace(person, bsn=BSN, street=STREET, postcode="9876 XY", town="Elders"))
    with desk.vault.transaction() as connection:
        for number, short in enumerate(("ggz", "corporatie")):
            ground = SubjectGround(
                id=f"s{number}",
                case_id=world.case_id,
                organisation_id=world.organisations[short],
                ground="artikel 10 Wabb",
                recorded_by="C. Coördinator",
                recorded_on=desk.clock.today(),
            )
            insert_record(connection, ground)


def fill(desk: Desk, world: World) -> None:
    """Put one record of each kind under each condition, all of the GGZ and naming the police."""
    ggz, named = world.organisations["ggz"], (world.organisations["politie"],)
    today = desk.clock.today()
    with desk.vault.transaction() as connection:
        for n, condition in enumerate(C):
            word = {record: canary(record, condition) for record in Record}
            for made in (
                make_contribution(
                    id=f"c{n}",
                    case_id=world.case_id,
                    organisation_id=ggz,
                    text=f"{word[Record.CONTRIBUTION]} is gezien.",
                    sharing_condition=condition,
                    named_organisation_ids=named,
                ),
                Decision(
                    id=f"d{n}",
                    case_id=world.case_id,
                    meeting_id=world.meeting_id,
                    text=f"{word[Record.DECISION]} gaat door.",
                    decided_on=today,
                    sharing_condition=condition,
                    named_organisation_ids=named,
                ),
                ActionItem(
                    id=f"a{n}",
                    case_id=world.case_id,
                    meeting_id=world.meeting_id,
                    what=f"{word[Record.ACTION]} bellen.",
                    organisation_id=ggz,
                    person="D. Ggz",
                    due_on=today - timedelta(days=3),
                    sharing_condition=condition,
                    named_organisation_ids=named,
                ),
                ConditionalAgreement(
                    id=f"g{n}",
                    case_id=world.case_id,
                    meeting_id=world.meeting_id,
                    trigger=f"{word[Record.CONDITIONAL]} blaft",
                    response="Langsgaan",
                    organisation_id=ggz,
                    sharing_condition=condition,
                    named_organisation_ids=named,
                ),
            ):
                insert_record(connection, made)


def copy_into_agreements(desk: Desk, world: World) -> None:
    """Bring in one text per place and condition, and repeat it in what the table agrees, for all to have."""
    ggz, today = world.organisations["ggz"], desk.clock.today()
    case_id, meeting_id = world.case_id, world.meeting_id
    brought_in = [
        make_contribution(
            id=f"k{n:02}",
            case_id=world.case_id,
            organisation_id=ggz,
            text=words,
            sharing_condition=condition,
            named_organisation_ids=(world.organisations["politie"],),
        )
        for n, (words, (_, condition)) in enumerate(COPIES.items())
    ]
    agreed = (
        Decision(
            id="kd",
            text=f"{copies(Place.DECISION)}.",
            decided_on=today,
            case_id=case_id,
            meeting_id=meeting_id,
        ),
        ActionItem(
            id="ka",
            what=f"{copies(Place.ACTION)} bellen.",
            organisation_id=ggz,
            person="D. Ggz",
            due_on=today - timedelta(days=3),
            condition=copies(Place.CONDITION),
            informing=Informing.DONE,
            informing_note=copies(Place.INFORMING),
            case_id=case_id,
            meeting_id=meeting_id,
        ),
        ConditionalAgreement(
            id="kg",
            trigger=copies(Place.TRIGGER),
            response=copies(Place.RESPONSE),
            organisation_id=ggz,
            case_id=case_id,
            meeting_id=meeting_id,
        ),
        Reservation(
            id="kr",
            organisation_id=ggz,
            text=copies(Place.RESERVATION),
            about_id="ka",
            case_id=case_id,
            meeting_id=meeting_id,
        ),
    )
    with desk.vault.transaction() as connection:
        for made in (*brought_in, *agreed):
            insert_record(connection, made)


def copy_into_outline(desk: Desk, world: World) -> None:
    """Repeat what was brought in in what stands on every list."""
    case = cases.case_file(desk, world.case_id).case
    changed = replace(
        case,
        shared_goal=f"{copies(Place.GOAL)}; dat stopt.",
        goal_indicator=copies(Place.INDICATOR),
        follow_up_note=copies(Place.FOLLOW_UP),
    )
    cases.save(desk, changed)


@pytest.fixture(scope="module")
def tool_of_words(
    requires: Callable[[str], Path], tmp_path_factory: pytest.TempPathFactory
) -> Callable[[bytes], str]:
    """Give a function that reads every word of a PDF: on its pages, in its files and in its tags."""
    file = tmp_path_factory.mktemp("woorden") / "document.pdf"

    def read(pdf: bytes) -> str:
        file.write_bytes(pdf)
        command = [str(requires("pdftotext")), "-raw", str(file), "-"]
        pages = subprocess.run(command, capture_output=True, check=True).stdout.decode()
        with pikepdf.open(io.BytesIO(pdf)) as opened:
            inside = [opened.attachments[name].get_file().read_bytes() for name in opened.attachments]
            rest = [
                str(opened.docinfo),
                str(opened.open_metadata()),
                *(str(i) for i in opened.open_outline().root),
            ]
        return " ".join((pages, *rest, *(data.decode() for data in inside)))

    return read


def _list(shared: Shared, organisation: str | None) -> str:
    pdf = exports.preview(shared.desk, shared.world.meeting_id, shared.world.case_id, organisation)
    return shared.words(pdf)


def _card(shared: Shared, organisation: str | None) -> str:
    try:
        pdf = papers.preview_card(shared.desk, shared.world.meeting_id, shared.world.case_id, organisation)
    except NothingOnCard:
        return ""
    return shared.words(pdf)


def _overview(shared: Shared, organisation: str | None) -> str:
    return shared.words(case_overviews.preview_overview(shared.desk, shared.world.case_id, organisation))


def _outcome(shared: Shared, organisation: str | None) -> str:
    world = shared.world
    source = Sources(shared.desk, world.meeting_id, "").of(world.case_id, organisation)
    return outcome_data(exports.list_of(source)).decode()


def _table(shared: Shared, organisation: str | None) -> str:
    wanted = [SetRecipient(shared.world.case_id, organisation)]
    done = tables.export_tables(
        shared.desk, shared.world.meeting_id, wanted, [TableForm.CSV], shared.folder / "tabel"
    )
    assert all(isinstance(refusal.error, NothingInTable) for refusal in done.refused)
    return "".join(made.path.read_text(encoding="utf-8-sig") for _, made in done.made)


def _calendar(shared: Shared, organisation: str | None) -> str:
    wanted = [SetRecipient(shared.world.case_id, organisation)]
    done = calendars.export_calendars(shared.desk, shared.world.meeting_id, wanted, shared.folder / "agenda")
    return "".join(made.path.read_text(encoding="utf-8").replace("\r\n ", "") for _, made in done.made)


def _reminder(shared: Shared, organisation: str | None) -> str:
    found = [one.body for one in reminders.reminders(shared.desk) if one.organisation.id == organisation]
    return "".join(found)


def _script(shared: Shared, organisation: str | None) -> str:
    del organisation
    return shared.words(papers.preview_script(shared.desk, shared.world.meeting_id))


def _access(shared: Shared, organisation: str | None) -> str:
    del organisation
    subjects = cases.case_file(shared.desk, shared.world.case_id).subjects
    person = next(one.id for one in subjects if one.kind is SubjectKind.MAIN)
    return shared.words(access_packages.preview_access(shared.desk, shared.world.case_id, person))


PER_ORGANISATION: dict[str, Callable[[Shared, str | None], str]] = {
    "action_list": _list,
    "crisis_card": _card,
    "case_overview": _overview,
    "outcome": _outcome,
    "table": _table,
    "calendar": _calendar,
    "reminder": _reminder,
}
DRAWN: dict[tuple[str, Who], Callable[[Shared, str | None], str]] = {
    **{
        (kind, who): make
        for kind, make in PER_ORGANISATION.items()
        for who in Who
        if who is not Who.CONCERNED
    },
    ("chair_script", Who.HOUSE): _script,
    ("access_package", Who.CONCERNED): _access,
}


def test_every_condition_and_every_kind_of_document_is_here() -> None:
    for records in EXPECTED.values():
        assert set(records) == set(Record)
        assert all(set(conditions) == set(SharingCondition) for conditions in records.values())
    modules = (found.name for found in pkgutil.iter_modules(documents.__path__))
    kinds = {m for m in modules if hasattr(importlib.import_module(f"zvdesk.documents.{m}"), "render")}
    others = {"outcome", "table", "calendar", "reminder"}
    assert set(EXPECTED) == {kind for kind, _ in DRAWN} == (kinds - set(HOLD_NOTHING)) | others
    assert set(HOLD_NOTHING) < kinds
    assert len(CANARIES) == len(Record) * len(C)


@pytest.mark.parametrize(("kind", "who"), DRAWN, ids=lambda part: getattr(part, "name", part))
def test_a_paper_holds_just_what_its_recipient_may_have(kind: str, who: Who, shared: Shared) -> None:
    text = DRAWN[kind, who](shared, shared.ids.get(who) or None)
    found = {word for word in CANARIES if word in text}
    wanted = {
        word for word, (record, condition) in CANARIES.items() if who in EXPECTED[kind][record][condition]
    }
    assert {CANARIES[w] for w in found - wanted} == set()
    assert {CANARIES[w] for w in wanted - found} == set()
    says = {ground for ground, words in WITHHELD.items() if words in " ".join(text.split())}
    if kind in ("case_overview", "access_package"):
        assert says, "it leaves something out and does not say so"
    else:
        assert not says, "it tells that something is kept back"


@pytest.mark.parametrize(("kind", "who"), DRAWN, ids=lambda part: getattr(part, "name", part))
def test_a_copy_stands_where_what_was_copied_may_be_read(kind: str, who: Who, shared: Shared) -> None:
    text = " ".join(DRAWN[kind, who](shared, shared.ids.get(who) or None).split())
    words = Counter(re.findall(r"\w+", text))
    found = {copied: max(words[word] for word in phrase.split()) for phrase, copied in COPIES.items()}
    itself = int(EXPECTED[kind][Record.CONTRIBUTION] is not NOBODY)  # the contribution stands there, too
    for (place, condition), times in found.items():
        may_read = who in CONTRIBUTION[condition]
        stands = who in STANDS[kind].get(place, ())
        assert (times > itself) is (may_read and stands), (place, condition)
        assert bool(times) is (may_read and (stands or bool(itself))), (place, condition)
    is_masked = any(who in whom for whom in STANDS[kind].values())
    assert (MASK_WORDS.contribution in text) is is_masked


def test_nobody_can_tell_from_a_number_that_something_is_kept_back(shared: Shared) -> None:
    """What may be on no paper is not counted, and what not everybody may have is counted last."""
    sources = Sources(shared.desk, shared.world.meeting_id, "")
    full = exports.list_of(sources.of(shared.world.case_id, None))
    standing = {a.id: a.number for a in full.actions} | {c.id: c.number for c in full.conditionals}
    assert sorted(standing.values()) == [*range(1, len(standing) + 1)]
    assert [decision.number for decision in full.decisions] == [*range(1, len(full.decisions) + 1)]
    hidden = {f"{record.value}{n}" for record in Record for n, c in enumerate(C) if c is C.NOT_IN_REPORT}
    limited = {f"{kind}{n}" for kind in "ag" for n, c in enumerate(C) if c is not C.ALL} - hidden
    assert not hidden & set(standing)
    last = sorted(standing, key=lambda record_id: standing[record_id])[-len(limited) :]
    assert set(last) == limited
    for who in (Who.OTHER, Who.ABSENT, Who.THIRD):
        source = sources.of(shared.world.case_id, shared.ids[who])
        content = source.adopted.content
        numbered: tuple[tuple[int, ActionItem | ConditionalAgreement], ...] = (
            *numbered_actions(content),
            *numbered_conditionals(content),
        )
        known = sorted(number for number, record in numbered if may_get(record, source.organisation))
        assert known == [*range(1, len(known) + 1)]


@pytest.mark.parametrize(("kind", "who"), DRAWN, ids=lambda part: getattr(part, "name", part))
def test_only_a_list_for_whom_a_ground_is_recorded_says_who_it_is(
    kind: str, who: Who, shared: Shared
) -> None:
    text = DRAWN[kind, who](shared, shared.ids.get(who) or None)
    is_named = (kind, who) in NAMED
    assert [word in text for word in (BSN, STREET, "9876 XY")] == [is_named] * 3


def test_papers_of_the_house_hold_nothing_of_a_case(shared: Shared) -> None:
    desk = shared.desk
    template = desk.library.agendas[0]
    for pdf in (
        blank_form.render(house_papers.blank_form(desk, template)),
        house_certificate.render(house_papers.certificate_sheet(desk)),
    ):
        text = shared.words(pdf)
        assert not [word for word in CANARIES if word in text]
    lines = " ".join(str(line) for line in log(desk))
    assert not [word for word in CANARIES if word in lines]


def test_the_beamer_shows_only_what_everybody_at_the_table_may_see(shared: Shared) -> None:
    desk, world = shared.desk, shared.world
    item = meetings.meeting(desk, world.meeting_id).item(world.item_id)
    table = meetings.context(desk, cases.case_file(desk, world.case_id), item)
    view = audience_view(audience.sources(desk, world.meeting_id, table))
    found = {CANARIES[word] for word in CANARIES if word in str(view)}
    assert found == {(record, condition) for record, shown in BEAMER.items() for condition in shown}
    shown_words = set(re.findall(r"\w+", str(view)))
    assert not [words for words in COPIES if set(words.split()) & shown_words]


@pytest.mark.parametrize("role", list(Role), ids=lambda role: role.name)
def test_only_who_may_read_contributions_sees_or_finds_them(role: Role, shared: Shared) -> None:
    desk, before = shared.desk, shared.desk.actor
    desk.actor = replace(before, role=role)
    try:
        file = cases.case_file(desk, shared.world.case_id)
        shown = {CANARIES[word] for word in CANARIES if word in str(file)}
        found = {
            CANARIES[word]
            for word in CANARIES
            if any(word in str(hit) for hit in cases.search_cases(desk, word))
        }
    finally:
        desk.actor = before
    wanted = {
        (record, condition)
        for record, condition in CANARIES.values()
        if record is not Record.CONTRIBUTION or may(role, Act.READ_CONTRIBUTIONS)
    }
    assert shown == wanted
    assert found <= wanted
    assert any(record is Record.CONTRIBUTION for record, _ in found) is may(role, Act.READ_CONTRIBUTIONS)
