"""Read a referral in the national model into a new case: whole, or not at all."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from zvdesk.domain.cases import Case
from zvdesk.domain.referrals import Referral
from zvdesk.domain.roles import Act
from zvdesk.errors import AlreadyImported, FileUnreadable
from zvdesk.exchange.careful_json import MAXIMUM_BYTES
from zvdesk.exchange.melding import read_referral
from zvdesk.limits import read_plain_file
from zvdesk.services.cases import insert_case
from zvdesk.services.desk import Desk, Trail
from zvdesk.storage.records import find_records, get_record, insert_record

if TYPE_CHECKING:
    from pathlib import Path

    from zvdesk.exchange.fields import ImportNote


@dataclass(frozen=True, slots=True)
class Imported:
    """Hold the case that a referral became, and what is worth knowing of the file."""

    case: Case
    notes: tuple[ImportNote, ...]


def import_referral(desk: Desk, path: Path) -> Imported:
    """Read one file into a new case, in one transaction.

    Raises ReferralRefused with every problem, AlreadyImported with the case number, FileUnreadable,
    NotAllowed.
    """
    trail = Trail("inlezen", "aanmelding")
    desk.require(Act.IMPORT_REFERRAL, trail)
    read = read_referral(_bytes(path))
    with desk.change(Act.IMPORT_REFERRAL, trail) as connection:
        for known in find_records(connection, Referral, national_id=read.referral.national_id):
            earlier = get_record(connection, Case, known.case_id)
            raise AlreadyImported(earlier.number if earlier else "")
        case = insert_case(desk, connection, alias="")
        trail.object_id = trail.case_id = case.id
        new_id = desk.clock.new_id
        insert_record(connection, replace(read.referral, id=new_id(), case_id=case.id))
        for subject in read.subjects:
            insert_record(connection, replace(subject, id=new_id(), case_id=case.id))
        for question in read.questions:
            insert_record(connection, replace(question, id=new_id(), case_id=case.id))
    return Imported(case, read.notes)


def _bytes(path: Path) -> bytes:
    """Return the bytes of a file, at most one more than the limit: the reader refuses what is longer."""
    try:
        return read_plain_file(path, MAXIMUM_BYTES)
    except OSError as error:
        raise FileUnreadable from error
