"""Write what a package and an envelope hold, and read it as if a stranger had made it.

The content is JSON: the manifest, the records by table, and the envelopes that go along. A colleague whom we
know has signed it, and still every field is held to its type and every record to its case: a signature says
who, not that the laptop was theirs alone.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from operator import attrgetter
from typing import TYPE_CHECKING

from zvdesk.domain.adoption import AdoptedList
from zvdesk.domain.cases import Case
from zvdesk.domain.disclosure import Disclosure
from zvdesk.domain.evaluations import Evaluation
from zvdesk.domain.handover_scope import goes_along
from zvdesk.domain.handovers import MOST_MOVES, Envelope, Manifest, PackageFault, Reach
from zvdesk.domain.meetings import AgendaItem, Meeting
from zvdesk.domain.organisations import Organisation
from zvdesk.domain.words import one_line
from zvdesk.errors import PackageRefused
from zvdesk.limits import MOST_VALUES, check_json_shape
from zvdesk.storage import codec, json_rows, strict_codec, strict_json
from zvdesk.storage.cases import PARTS
from zvdesk.storage.json_rows import to_json
from zvdesk.storage.tables import RECORDS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from zvdesk.domain.handovers import PenChain

SCHEMA = "0007"  # the tables that a package speaks of
#: What travels of a case, in the order in which it can be inserted.
OF_A_CASE: tuple[type, ...] = (Case, *PARTS.values(), AgendaItem, AdoptedList, Disclosure)
KINDS: Mapping[str, type] = {
    RECORDS[cls].name: cls for cls in (Organisation, Case, Meeting, *OF_A_CASE[1:], Evaluation)
}
MOST_CASES = 100
_UUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_UUID_LENGTH = 36
_UUIDS = re.compile(f"(?:{_UUID.pattern})*")
_NUMBER = re.compile(r"[0-9]{4}-[0-9]{4,9}(?:-[0-9]{1,4}){0,9}")  # it stands in the names of files
_RANDOM = re.compile(r"[0-9a-f]{32}")
_KEY_ID = re.compile(r"[0-9a-f]{64}")
_MOST_PEOPLE, _LONGEST_NAME = 8, 2_000
_MOST_LINKS, _LONGEST_KEY = 5_000, 200  # a hundred cases that moved fifty times; bytes
_FIELDS: dict[type, dict[str, codec.Hint]] = {
    cls: {column.name: codec.hints(cls)[column.name] for column in RECORDS[cls].columns}
    for cls in KINDS.values()
}


@dataclass(frozen=True, slots=True)
class Content:
    """Hold what a package brings, every field of the type that it should be."""

    manifest: Manifest
    records: tuple[object, ...] = field(repr=False)
    envelopes: tuple[Envelope, ...] = ()


@dataclass(frozen=True, slots=True)
class EnvelopeContent:
    """Hold what was left out of one case in one package: whole rows, and originals of rows that were cut."""

    case_id: str
    package_id: str
    is_whole: bool  # its maker could read all that there was, so what is missing was erased
    records: tuple[object, ...] = field(repr=False)


def write(content: Content) -> bytes:
    """Return the bytes of a package's content; raise PackageRefused when it holds too much to be read."""
    manifest = content.manifest
    if _links_in(manifest) > _MOST_LINKS or max(map(_moves_in, manifest.chains), default=0) > MOST_MOVES:
        raise PackageRefused(PackageFault.TOO_LARGE.value)
    return _encoded(
        manifest=_json(codec.to_plain(manifest)),
        records=_rows(content.records),
        envelopes=_json([codec.to_plain(envelope) for envelope in content.envelopes]),
    )


def read(data: bytes, package_id: str) -> Content:
    """Return the content of the package with this id. Raises PackageRefused."""
    try:
        whole = strict_json.load(data)
        _refuse_newer(whole)
        strict_json.mapping(whole, "manifest records envelopes")
        manifest = _manifest(whole["manifest"], package_id)
        envelopes = tuple(
            _envelope(one, manifest) for one in strict_json.items(whole["envelopes"], at_most=MOST_CASES * 10)
        )
        records = _records(whole["records"], manifest.case_ids)
        _check_whole(records, manifest)
        _check_once([one.id for one in envelopes])
    except (ValueError, RecursionError):
        raise PackageRefused(PackageFault.HOSTILE.value) from None
    return Content(manifest, records, envelopes)


def write_envelope(content: EnvelopeContent) -> bytes:
    """Return the bytes of what an envelope seals; raise PackageRefused when it holds too much to be read."""
    return _encoded(
        case_id=_json(content.case_id),
        package_id=_json(content.package_id),
        is_whole=_json(content.is_whole),
        records=_rows(content.records),
    )


def read_envelope(data: bytes, case_id: str) -> EnvelopeContent:
    """Return what an envelope of this case sealed. Raises PackageRefused."""
    try:
        whole = strict_json.mapping(strict_json.load(data), "case_id package_id is_whole records")
        package_id = _shaped(_RANDOM, whole["package_id"])
        if whole["case_id"] != case_id:
            raise ValueError("an envelope of another case")
        records = _records(whole["records"], (case_id,))
        return EnvelopeContent(case_id, package_id, strict_json.truth(whole["is_whole"]), records)
    except (ValueError, RecursionError):
        raise PackageRefused(PackageFault.HOSTILE.value) from None


def belongs_to(record: object) -> str:
    """Return the id of the case of a record, or an empty text for what is of no case."""
    return record.id if isinstance(record, Case) else str(getattr(record, "case_id", ""))


def id_of(record: object) -> str:
    """Return the id of a record."""
    return str(getattr(record, "id", ""))


def _json(value: codec.Value) -> tuple[bytes]:
    return (to_json(value).encode(),)


def _encoded(**parts: Iterable[bytes]) -> bytes:
    data = b"".join(json_rows.whole(parts))
    if sum(map(data.count, (b",", b"[", b"{"))) <= MOST_VALUES:  # in texts too: it cannot be too much
        return data
    try:
        check_json_shape(data)
    except ValueError:
        raise PackageRefused(PackageFault.TOO_LARGE.value) from None
    return data


def _rows(records: Iterable[object]) -> Iterable[bytes]:
    """Return an object with a list of rows by table."""
    found: dict[type, list[object]] = {}
    for record in records:
        found.setdefault(type(record), []).append(record)
    return json_rows.whole(
        {RECORDS[cls].name: json_rows.rows(rows, cls, tuple(_FIELDS[cls])) for cls, rows in found.items()}
    )


def _refuse_newer(whole: Mapping[str, object]) -> None:
    manifest = whole.get("manifest")
    schema = manifest.get("schema") if isinstance(manifest, dict) else None
    if isinstance(schema, str) and re.fullmatch(r"[0-9]{4}", schema) and schema > SCHEMA:
        raise PackageRefused(PackageFault.TOO_NEW.value)


def _manifest(value: object, package_id: str) -> Manifest:
    found = strict_codec.record(value, Manifest, codec.hints(Manifest))
    if not isinstance(found, Manifest) or found.package_id != package_id or found.schema != SCHEMA:
        raise ValueError("a manifest of another package")
    for people, names in (
        ((found.sender_id,), (found.sender,)),
        (found.receiver_ids, found.receivers),
    ):
        if not 1 <= len(people) == len(names) <= _MOST_PEOPLE:
            raise ValueError("not people")
        _check_once(people)
        for person in people:
            _shaped(_KEY_ID, person)
    subjects = (*found.case_ids, *((found.meeting_id,) if found.reach is Reach.MEETING else ()))
    _check_once(subjects)
    for subject in subjects:
        _shaped(_UUID, subject)
    is_one_case = found.reach is Reach.CASE and not found.meeting_id and len(found.case_ids) == 1
    if not (is_one_case or (found.reach is Reach.MEETING and len(found.case_ids) <= MOST_CASES)):
        raise ValueError("neither a meeting nor one case")
    _check_chains(found, subjects)
    _shaped(_KEY_ID, found.log_mac)
    lengths = (len(text) for text in (found.purpose, found.vault_id, found.sender, *found.receivers))
    if found.sequence < 1 or found.log_sequence < 0 or max(lengths) > _LONGEST_NAME:
        raise ValueError("not a manifest of ours")
    if any(
        one_line(text) != text for text in (found.purpose, found.vault_id, found.sender, *found.receivers)
    ):
        raise ValueError("more than one line, or letters that nobody sees")
    return found


def _check_chains(manifest: Manifest, subjects: tuple[str, ...]) -> None:
    """Raise ValueError unless this package moves the pen of exactly what it holds."""
    if sorted(chain.id for chain in manifest.chains) != sorted(subjects):
        raise ValueError("a pen of something else")
    for chain in manifest.chains:
        if chain.chain[-1:] != (manifest.package_id,) or _moves_in(chain) > MOST_MOVES:
            raise ValueError("not the way of a pen")
        _check_once(chain.chain)
        for package_id in (*chain.chain, *chain.void):
            _shaped(_RANDOM, package_id)
        if len(chain.links) > len(chain.chain):
            raise ValueError("more moves than packages")
        for link in chain.links:
            for person in (link.holder_id or link.sender_id, link.sender_id, link.receiver_id):
                _shaped(_KEY_ID, person)
            signed = (link.holder_key, link.holder_signature, link.vault_key, link.vault_signature)
            if max(map(len, signed)) > _LONGEST_KEY:
                raise ValueError("larger than any key or signature of ours")
    if _links_in(manifest) > _MOST_LINKS:
        raise ValueError("longer to verify than anybody waits")


def _moves_in(way: PenChain) -> int:
    return len(way.chain) + len(way.void)


def _links_in(manifest: Manifest) -> int:
    return sum(len(way.links) for way in manifest.chains)


def _envelope(value: object, manifest: Manifest) -> Envelope:
    found = strict_codec.record(value, Envelope, codec.hints(Envelope))
    if not isinstance(found, Envelope) or found.case_id not in manifest.case_ids:
        raise ValueError("an envelope of another case")
    _shaped(_RANDOM, found.id)
    if not len(found.reader_ids) == len(found.readers) <= _MOST_PEOPLE:
        raise ValueError("not people")
    return found


def _records(value: object, case_ids: tuple[str, ...]) -> tuple[object, ...]:
    """Return the records by table, every one of these cases, and no id twice."""
    tables = strict_json.mapping(value)
    if not tables.keys() <= KINDS.keys():
        raise ValueError("a table that does not travel")
    found: list[object] = []
    ids: list[str] = []
    for name, cls in KINDS.items():
        rows = strict_json.items(tables.get(name, []), at_most=strict_codec.MOST_ITEMS)
        records = strict_codec.records(rows, cls, _FIELDS[cls])
        owner = "id" if cls is Case else "case_id"
        if owner in _FIELDS[cls] and not set(map(attrgetter(owner), records)) <= set(case_ids):
            raise ValueError("a record of another case")
        ids += map(attrgetter("id"), records)
        if cls is Case:
            for record in records:
                _shaped(_NUMBER, record.number)
        found += records
    if set(map(len, ids)) - {_UUID_LENGTH} or not _UUIDS.fullmatch("".join(ids)):
        raise ValueError("not an id of this program")
    _check_once(ids)
    return tuple(found)


def _check_whole(records: tuple[object, ...], manifest: Manifest) -> None:
    """Raise ValueError unless everything is there that the manifest and the records speak of, and no more."""
    if {r.id for r in records if isinstance(r, Case)} != set(manifest.case_ids):
        raise ValueError("not the cases of the manifest")
    meetings = {r.id for r in records if isinstance(r, Meeting)}
    wanted = {r.meeting_id for r in records if isinstance(r, AgendaItem)} | {manifest.meeting_id} - {""}
    if meetings != wanted:
        raise ValueError("not the meetings of the manifest")
    if any(r.meeting_id != manifest.meeting_id for r in records if isinstance(r, Evaluation)):
        raise ValueError("an evaluation of another meeting")
    if manifest.leaves_out and not all(goes_along(record, ()) for record in records):
        raise ValueError("more than it says")


def _check_once(ids: Iterable[str]) -> None:
    known = list(ids)
    if len(known) != len(set(known)):
        raise ValueError("an id is given twice")


def _shaped(shape: re.Pattern[str], value: object) -> str:
    if not isinstance(value, str) or not shape.fullmatch(value):
        raise ValueError("not an id of this program")
    return value
