"""Say which recipient may know who a case is about: one whose own ground is recorded, and never a derde.

Without that ground no list names the person concerned. A ground is the law under which the organisation
itself may have a BSN, such as article 10 Wabb or the law of its sector.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from zvdesk.domain.action_lists import ListSubject
from zvdesk.domain.blockers import Blocker, BlockerCode
from zvdesk.domain.organisations import Organisation, WgsPosition

if TYPE_CHECKING:
    from zvdesk.domain.case_files import CaseFile
    from zvdesk.domain.disclosure import Disclosure

_POSTCODE = re.compile(r"([0-9]{4})\s*([A-Z]{2})")


def subject_ground(file: CaseFile, organisation: Organisation | None) -> str:
    """Return the ground on which a recipient may know who it is, or an empty text; of a derde none counts."""
    if organisation is None or organisation.position is WgsPosition.THIRD:
        return ""
    mine = (g.ground for g in file.subject_grounds if g.organisation_id == organisation.id)
    return next(mine, "").strip()


def subject_for(file: CaseFile, organisation: Organisation | None) -> ListSubject | None:
    """Return the main subject as a recipient may have it on its list; None without a ground, or a subject."""
    ground, person = subject_ground(file, organisation), file.main_subject
    if not ground or person is None:
        return None
    shown = ListSubject(
        given_names=person.given_names,
        prefix=person.prefix,
        family_name=person.family_name,
        born_on=person.born_on,
        bsn=person.bsn,
        street=person.street,
        house_number=person.house_number,
        postcode=_POSTCODE.sub(r"\1 \2", person.postcode),
        town=person.town,
        ground=ground,
        id=person.id,
    )
    return None if shown.is_empty else shown


def made_without_ground(
    document: Disclosure | None, file: CaseFile, organisation: Organisation | None
) -> tuple[Blocker, ...]:
    """Return why a document that names the subject may not go: its recipient has no ground (any more)."""
    if document is None or not document.subject_ground or subject_ground(file, organisation):
        return ()
    return (Blocker(BlockerCode.SUBJECT_GROUND_GONE, (document.recipient,)),)
