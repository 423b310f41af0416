"""Make the papers beside the lists: the signed crisis card, and the chair's own regieboek."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from zvdesk.documents import chair_script, crisis_card
from zvdesk.documents.signing import sign
from zvdesk.domain.chair_scripts import ChairScript, ScriptCase, ScriptSources, script_case
from zvdesk.domain.crisis_cards import CrisisCard, card_agreements, card_for
from zvdesk.domain.keeping import KeptCopy
from zvdesk.domain.masking import terms_of_copies
from zvdesk.domain.roles import Act
from zvdesk.domain.sharing import held_back
from zvdesk.errors import NothingOnCard
from zvdesk.services import cases, exports, house, meetings, shared_house, stagnation
from zvdesk.services.desk import Desk, Trail
from zvdesk.services.handing_out import paper_name, write_paper
from zvdesk.services.sources import Source, Sources, load_adopted
from zvdesk.services.table_people import name_of
from zvdesk.texts.audience import MASK_WORDS

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from zvdesk.domain.meetings import AgendaItem, Meeting
    from zvdesk.domain.organisations import Organisation

CARD = "crisiskaart"
SCRIPT = "regieboek"


# --- the crisis card -------------------------------------------------------------------------------------


def card_targets(desk: Desk, meeting_id: str, case_id: str) -> tuple[exports.Target, ...]:
    """Return the card of the house and one per organisation that has something on it, like ``targets``."""
    found = exports.targets(desk, meeting_id, case_id)
    _, _, adopted = load_adopted(desk, meeting_id, case_id)
    if adopted is None:
        return found
    with desk.vault.read() as connection:
        known = house.known(connection)
    content = adopted.content
    return tuple(t for t in found if card_agreements(content, t.organisation, known))


def preview_card(desk: Desk, meeting_id: str, case_id: str, organisation_id: str | None) -> bytes:
    """Return the unsigned card as it would be signed now; looking is logged.

    Raises Blocked with what holds it up, NothingOnCard, CardTooFull, MissingGlyphs and NotAllowed.
    """
    trail = Trail("bekijken", CARD, meeting_id, case_id)
    desk.require(Act.SIGN_LIST, trail)
    source = Sources(desk, meeting_id, desk.actor.name).of(case_id, organisation_id)
    shown = crisis_card.render(replace(_card(source), key_issuer=shared_house.issuer_of(desk)))
    desk.note(trail)
    return shown


def signed_card(source: Source, signer: exports.Signer) -> tuple[str, bytes]:
    """Return the name of the file of a card, and the signed PDF; raise NothingOnCard, CardTooFull."""
    card = replace(_card(source), key_issuer=signer.issuer)
    signed = sign(crisis_card.render(card), signer.identity, at=card.signed_at)
    return paper_name(CARD, card, source.organisation), signed


def _card(source: Source) -> CrisisCard:
    source.require_contributions()
    card = card_for(
        source.adopted,
        source.organisation,
        head=source.head,
        level=source.level,
        regime=source.regime,
        organisations=source.organisations,
    )
    if not card.agreements:
        raise NothingOnCard
    return card


# --- the regieboek ---------------------------------------------------------------------------------------


def preview_script(desk: Desk, meeting_id: str) -> bytes:
    """Return the regieboek of a meeting as a PDF, to look at; looking is logged. Only the chair may."""
    trail = Trail("bekijken", SCRIPT, meeting_id)
    desk.require(Act.LEAD_MEETING, trail)
    shown = chair_script.render(_script(desk, meetings.meeting(desk, meeting_id)))
    desk.note(trail)
    return shown


def export_script(desk: Desk, meeting_id: str, folder: Path) -> Path:
    """Write the regieboek of a meeting, unsigned and for nobody else, and return where it is.

    The log line is kept before the file gets its name. It is no disclosure, because it goes to nobody; but
    it is a copy outside the vault, to be destroyed after the meeting, and each of its cases lists it. Raises
    NotAllowed for every role but the chair's, NotFound, MissingGlyphs, FolderUnusable.
    """
    trail = Trail("afdrukken", SCRIPT, meeting_id)
    desk.require(Act.LEAD_MEETING, trail)
    script = _script(desk, meetings.meeting(desk, meeting_id))
    drawn = chair_script.render(script)
    last = max((script.starts_at or script.printed_at).date(), desk.clock.today())
    copies = tuple(
        KeptCopy(
            id=desk.clock.new_id(),
            document_id=script.document_id,
            case_number=part.number,
            kind=SCRIPT,
            recipient="",
            version=1,
            sha256=hashlib.sha256(drawn).hexdigest(),
            made_at=desk.clock.now(),
            destroy_before=last + timedelta(days=1),
        )
        for part in script.cases
    )
    return write_paper(desk, Act.LEAD_MEETING, trail, drawn, folder / script_name(script), copies)


def script_name(script: ChairScript) -> str:
    """Return a file name with the day of the meeting and nothing else."""
    practice = "oefening-" if script.is_practice else ""
    return f"{practice}{SCRIPT}-{script.starts_at or script.printed_at:%Y%m%d}.pdf"


def _script(desk: Desk, meeting: Meeting) -> ChairScript:
    with desk.vault.read() as connection:
        chair = name_of(connection, meeting.chair_id)
        organisations = house.known(connection)
    return ChairScript(
        house=desk.house.name,
        is_practice=desk.vault.practice,
        title=meeting.title,
        starts_at=desk.clock.local(meeting.starts_at) if meeting.starts_at else None,
        place=meeting.place,
        chair=chair,
        printed_at=desk.clock.local(desk.clock.now()),
        document_id=desk.clock.new_id(),
        cases=tuple(_script_case(desk, meeting, item, organisations) for item in meeting.items),
    )


def _script_case(
    desk: Desk, meeting: Meeting, item: AgendaItem, organisations: Mapping[str, Organisation]
) -> ScriptCase:
    file = cases.case_file(desk, item.case_id)
    case = file.case
    sources = ScriptSources(
        template=desk.library.template(meeting.template_id, meeting.template_version),
        regime=desk.library.regime(case.regime_id),
        scheme=desk.library.scheme(case.scheme_id, case.scheme_version),
        domains=desk.library.life_domain_set(case.life_domain_set_id),
        organisations=organisations,
        on=desk.clock.today(),
        terms=terms_of_copies(held_back(file, None, ()), organisations.values(), words=MASK_WORDS),
    )
    signs = tuple(finding.words for finding in stagnation.findings(desk, meeting.id, item.id, on_paper=True))
    return script_case(file, item, sources, signs)
