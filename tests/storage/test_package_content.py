"""What a colleague signed is still held to its shape: 60 made contents, each refused with its reason."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest

from tests.factories import CASE, MEETING, NOW, ORGANISATIONS, TODAY
from tests.storage.travelling import CASE_ID, MEETING_ID, SECRETS, uuid_of, world
from zvdesk.documents.identities import new_signing_key
from zvdesk.domain.evaluations import Evaluation
from zvdesk.domain.handover_scope import cut, goes_along, hidden_ids
from zvdesk.domain.handovers import Envelope, LeftOut, Manifest, PackageFault, PenChain, Reach
from zvdesk.errors import PackageRefused
from zvdesk.storage import migrations
from zvdesk.storage.package_content import (
    KINDS,
    OF_A_CASE,
    SCHEMA,
    Content,
    EnvelopeContent,
    id_of,
    read,
    read_envelope,
    write,
    write_envelope,
)
from zvdesk.storage.pen_links import linked, vouched
from zvdesk.storage.tables import RECORDS

if TYPE_CHECKING:
    from collections.abc import Callable

ID = "ab" * 16
PERSON = "cd" * 32
Whole = dict[str, Any]
CHAIN = ("01" * 16, ID)
VAULT = new_signing_key()
LINK = linked(
    VAULT,
    PenChain(id=CASE_ID, chain=CHAIN[:1]),
    ID,
    vouched(new_signing_key(), VAULT),
    (PERSON, "ef" * 32),
)
MANIFEST = Manifest(
    package_id=ID,
    sender_id=PERSON,
    sender="F. Voorbeeld",
    receiver_ids=("ef" * 32,),
    receivers=("S. Oefenaar",),
    reach=Reach.MEETING,
    meeting_id=MEETING_ID,
    case_ids=(CASE_ID,),
    chains=(
        PenChain(id=CASE_ID, chain=CHAIN, links=(LINK,)),
        PenChain(id=MEETING_ID, chain=(ID,), void=("02" * 16,)),
    ),
    purpose="De volgende stap",
    made_at=NOW,
    expires_on=TODAY + timedelta(days=14),
    sequence=3,
    vault_id="v",
    log_sequence=12,
    log_mac="00" * 32,
    schema=SCHEMA,
)
ENVELOPE = Envelope(
    id="03" * 16,
    case_id=CASE_ID,
    sealed=b"\x00\xff",
    reader_ids=(PERSON,),
    readers=("F. Voorbeeld",),
    made_by="F. Voorbeeld",
    made_at=NOW,
)
RECORDS_OF_ALL = tuple(world())
CONTENT = Content(MANIFEST, RECORDS_OF_ALL, (ENVELOPE,))
DATA = write(CONTENT)


def fault(data: bytes) -> PackageFault:
    with pytest.raises(PackageRefused) as caught:
        read(data, ID)
    return PackageFault(caught.value.fault)


def changed(change: Callable[[Whole], object]) -> bytes:
    whole: Whole = json.loads(DATA)
    change(whole)
    return json.dumps(whole).encode()


def first(whole: Whole, table: str = "subjects") -> Whole:
    row: Whole = whole["records"][table][0]
    return row


def links(whole: Whole) -> list[Whole]:
    found: list[Whole] = whole["manifest"]["chains"][0]["links"]
    return found


def move_often(whole: Whole, *, cases: int) -> None:
    """Make it a meeting with so many cases, which all moved a thousand times."""
    one, case = links(whole)[0], first(whole, "cases")
    more = [uuid_of(f"case {n}") for n in range(cases - 1)]
    whole["records"]["cases"] += [case | {"id": case_id} for case_id in more]
    chain = [*(f"{n:032x}" for n in range(999)), ID]
    whole["manifest"] |= {
        "case_ids": [CASE_ID, *more],
        "chains": [
            {"id": subject, "chain": chain, "void": [], "links": [one] * 1_000}
            for subject in (CASE_ID, *more)
        ]
        + [{"id": MEETING_ID, "chain": [ID], "void": [], "links": [one]}],
    }


def test_as_many_links_are_read_as_somebody_verifies() -> None:
    found = read(changed(lambda w: move_often(w, cases=4)), ID)
    assert sum(len(way.links) for way in found.manifest.chains) == 4_001
    refuses_to_write(replace(found.manifest.chains[0], links=(LINK,) * 1_000), found.manifest.chains)


def refuses_to_write(way: PenChain, chains: tuple[PenChain, ...] = ()) -> None:
    """Make no package that nobody could read."""
    with pytest.raises(PackageRefused) as caught:
        write(replace(CONTENT, manifest=replace(MANIFEST, chains=(*chains, way))))
    assert caught.value.fault == PackageFault.TOO_LARGE.value


def test_a_way_is_not_written_longer_than_it_is_read() -> None:
    full = PenChain(id=CASE_ID, chain=CHAIN * 300, void=CHAIN * 200)
    assert write(replace(CONTENT, manifest=replace(MANIFEST, chains=(full,))))
    refuses_to_write(replace(full, chain=(*full.chain, ID)))
    refuses_to_write(replace(full, void=(*full.void, ID)))


def test_everything_comes_back_as_it_went_in() -> None:
    found = read(DATA, ID)
    assert found.manifest == MANIFEST
    assert found.envelopes == (ENVELOPE,)
    assert {id_of(r): r for r in found.records} == {id_of(r): r for r in RECORDS_OF_ALL}
    assert SECRETS[0].text not in repr(found)


def test_the_schema_is_the_newest_and_every_kind_of_a_case_travels() -> None:
    assert migrations.known_revisions()[-1] == SCHEMA
    stays = {"edit_histories", "envelopes"}
    of_a_case = {table.name for cls, table in RECORDS.items() if "case_id" in table.c}
    assert {RECORDS[cls].name for cls in OF_A_CASE} == (of_a_case - stays) | {"cases"}
    assert set(KINDS) - {RECORDS[cls].name for cls in OF_A_CASE} == {
        "organisations",
        "meetings",
        "evaluations",
    }


HOSTILE: dict[str, Callable[[Whole], object]] = {
    "nothing": lambda w: w.clear(),
    "no manifest": lambda w: w.pop("manifest"),
    "one part more": lambda w: w.update(extra=1),
    "a manifest of text": lambda w: w.update(manifest="x"),
    "a table more": lambda w: w["records"].update(people=[]),
    "the log": lambda w: w["records"].update(audit=[]),
    "pens": lambda w: w["records"].update(pens=[]),
    "records in a list": lambda w: w.update(records=[]),
    "rows in an object": lambda w: w["records"].update(subjects={}),
    "another package": lambda w: w["manifest"].update(package_id="ff" * 16),
    "an older schema": lambda w: w["manifest"].update(schema="0005"),
    "a schema of words": lambda w: w["manifest"].update(schema="nieuw"),
    "a schema of nothing": lambda w: w["manifest"].update(schema=None),
    "a field more": lambda w: first(w).update(admin=True),
    "a field less": lambda w: first(w).pop("bsn"),
    "a number for text": lambda w: first(w).update(family_name=3),
    "a list for text": lambda w: first(w).update(family_name=["x"]),
    "nothing for text": lambda w: first(w).update(family_name=None),
    "a kind that is none": lambda w: first(w).update(kind="burgemeester"),
    "a day that is none": lambda w: first(w).update(born_on="2026-02-30"),
    "a day long ago": lambda w: first(w).update(born_on="0001-01-01"),
    "a time without a zone": lambda w: first(w, "cases").update(created_at="2026-03-12T09:00:00"),
    "a time that is none": lambda w: first(w, "cases").update(created_at="gisteren"),
    "a truth of one": lambda w: first(w, "action_items").update(is_urgent=1),
    "a number of truth": lambda w: first(w, "cases").update(scheme_version=True),
    "a number of text": lambda w: first(w, "cases").update(scheme_version="1"),
    "a huge number": lambda w: first(w, "cases").update(scheme_version=10**400),
    "too large a number": lambda w: first(w, "cases").update(scheme_version=2**63),
    "a fraction": lambda w: first(w, "cases").update(scheme_version=1.5),
    "half a pair": lambda w: first(w).update(family_name="\ud800"),
    "a zero byte": lambda w: first(w).update(family_name="a\0b"),
    "a text of a megabyte": lambda w: first(w).update(family_name="x" * 1_000_000),
    "many in a list": lambda w: first(w, "agenda_items").update(invited_ids=["x"] * 10_001),
    "a step more": lambda w: first(w, "agenda_items")["steps"][0].update(extra=1),
    "a text for steps": lambda w: first(w, "agenda_items").update(steps="[]"),
    "an id of one letter": lambda w: first(w).update(id="x"),
    "an id that leads out": lambda w: first(w).update(id="../../../../../../etc/passwd/........."),
    "an id in capitals": lambda w: first(w).update(id=uuid_of("x").upper()),
    "an id twice": lambda w: w["records"]["subjects"].append(first(w)),
    "an id in two kinds": lambda w: first(w, "factors").update(id=first(w)["id"]),
    "another case": lambda w: first(w).update(case_id=uuid_of("weg")),
    "no case": lambda w: first(w).update(case_id=""),
    "a case more": lambda w: w["records"]["cases"].append(
        first(w, "cases") | {"id": uuid_of("x"), "number": "2026-0009"}
    ),
    "a case less": lambda w: w["records"].pop("cases"),
    "a number that leads out": lambda w: first(w, "cases").update(number="../../x"),
    "a number with a line": lambda w: first(w, "cases").update(number="2026-0001\n"),
    "other digits": lambda w: first(w, "cases").update(number="２０２６-0001"),
    "a meeting less": lambda w: w["records"].pop("meetings"),
    "a meeting more": lambda w: w["records"]["meetings"].append(first(w, "meetings") | {"id": uuid_of("x")}),
    "an agenda elsewhere": lambda w: first(w, "agenda_items").update(meeting_id=uuid_of("x")),
    "an evaluation elsewhere": lambda w: first(w, "evaluations").update(meeting_id=uuid_of("x")),
    "no receivers": lambda w: w["manifest"].update(receiver_ids=[], receivers=[]),
    "nine receivers": lambda w: w["manifest"].update(
        receiver_ids=[f"{n:064x}" for n in range(9)], receivers=["x"] * 9
    ),
    "a receiver twice": lambda w: w["manifest"].update(receiver_ids=[PERSON] * 2, receivers=["x"] * 2),
    "a receiver without a name": lambda w: w["manifest"].update(receivers=[]),
    "a sender of words": lambda w: w["manifest"].update(sender_id="de baas"),
    "a case in two places": lambda w: w["manifest"].update(case_ids=[CASE_ID, CASE_ID]),
    "a meeting that is a case": lambda w: w["manifest"].update(meeting_id=CASE_ID),
    "one case with a meeting": lambda w: w["manifest"].update(reach="casus"),
    "no pen": lambda w: w["manifest"].update(chains=[]),
    "a pen of something else": lambda w: w["manifest"]["chains"][0].update(id=uuid_of("x")),
    "a pen twice": lambda w: w["manifest"]["chains"].append(w["manifest"]["chains"][0]),
    "a chain that ends elsewhere": lambda w: w["manifest"]["chains"][0].update(chain=[ID, "01" * 16]),
    "a chain in a circle": lambda w: w["manifest"]["chains"][0].update(chain=[ID, ID]),
    "an empty chain": lambda w: w["manifest"]["chains"][0].update(chain=[]),
    "a chain without end": lambda w: w["manifest"]["chains"][0].update(
        chain=[*(f"{n:032x}" for n in range(1_001)), ID]
    ),
    "a chain of words": lambda w: w["manifest"]["chains"][0].update(chain=["x", ID]),
    "a void of words": lambda w: w["manifest"]["chains"][0].update(void=["x"]),
    "more links than moves": lambda w: w["manifest"]["chains"][0].update(links=links(w) * 3),
    "a link of nothing": lambda w: w["manifest"]["chains"][0].update(links=[None]),
    "a link without a key": lambda w: links(w)[0].pop("vault_key"),
    "a link of a sender in words": lambda w: links(w)[0].update(sender_id="C. Coördinator"),
    "a link of a holder in words": lambda w: links(w)[0].update(holder_id="x"),
    "a link to a receiver in words": lambda w: links(w)[0].update(receiver_id="x"),
    "a link with a book as key": lambda w: links(w)[0].update(holder_key="QUJD" * 67),
    "a link with a book as signature": lambda w: links(w)[0].update(vault_signature="QUJD" * 67),
    "more links than anybody verifies": lambda w: move_often(w, cases=5),
    "a sequence of nothing": lambda w: w["manifest"].update(sequence=0),
    "a log before the first line": lambda w: w["manifest"].update(log_sequence=-1),
    "a head of words": lambda w: w["manifest"].update(log_mac="x"),
    "a purpose without end": lambda w: w["manifest"].update(purpose="x" * 2_001),
    "more than it says": lambda w: w["manifest"].update(leaves_out=[LeftOut.CONTRIBUTIONS.value]),
    "an envelope of another case": lambda w: w["envelopes"][0].update(case_id=uuid_of("x")),
    "an envelope without an id": lambda w: w["envelopes"][0].update(id="x"),
    "an envelope twice": lambda w: w["envelopes"].append(w["envelopes"][0]),
    "an envelope of no bytes": lambda w: w["envelopes"][0].update(sealed="é"),
    "an envelope of a number": lambda w: w["envelopes"][0].update(sealed=5),
    "a kind in a list": lambda w: first(w).update(kind=["hoofdbetrokkene"]),
    "an envelope without names": lambda w: w["envelopes"][0].update(readers=[]),
    "a thousand envelopes": lambda w: w.update(envelopes=w["envelopes"] * 1_001),
}


@pytest.mark.parametrize("change", HOSTILE.values(), ids=HOSTILE)
def test_what_zvdesk_does_not_write_is_refused(change: Callable[[Whole], object]) -> None:
    assert fault(changed(change)) is PackageFault.HOSTILE


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\xff\xfe",
        b"null",
        b"[]",
        b"NaN",
        b"[" * 100_000,
        b'{"manifest":' * 40,
        b'{"a":1,"a":2}',
        b"[" + b"1," * 300_000 + b"1]",
        DATA[:-1],
        DATA + b" {}",
        DATA.replace(b'"manifest"', b'"manifest":1,"manifest"', 1),
        b"1" * 5_000,
    ],
    ids=range(13),
)
def test_what_is_no_json_of_ours_is_refused(data: bytes) -> None:
    assert fault(data) is PackageFault.HOSTILE


def test_a_newer_schema_is_told_apart_whatever_else_it_holds() -> None:
    newer = changed(lambda w: (w["manifest"].update(schema="0008", unknown=1), w.update(more=1)))
    assert fault(newer) is PackageFault.TOO_NEW


def test_what_cannot_be_read_is_not_made() -> None:
    many = (replace(SECRETS[0], named_organisation_ids=("x",) * 200_001),)
    with pytest.raises(PackageRefused) as caught:
        write(Content(MANIFEST, many))
    assert caught.value.fault == PackageFault.TOO_LARGE.value
    with pytest.raises(PackageRefused):
        write_envelope(EnvelopeContent(CASE_ID, ID, True, many))


def test_one_case_travels_without_a_meeting_of_its_own() -> None:
    manifest = replace(
        MANIFEST,
        reach=Reach.CASE,
        meeting_id="",
        chains=MANIFEST.chains[:1],
        leaves_out=tuple(LeftOut),
    )
    hidden = hidden_ids(RECORDS_OF_ALL)
    records = tuple(
        cut(r, hidden) for r in RECORDS_OF_ALL if goes_along(r, hidden) and not isinstance(r, Evaluation)
    )
    made = Content(manifest, records)
    found = read(write(made), ID)
    assert (found.manifest, len(found.records)) == (manifest, len(records))


# --- envelopes -------------------------------------------------------------------------------------------

LEFT = EnvelopeContent(CASE_ID, ID, True, SECRETS)
SEALED = write_envelope(LEFT)


def test_an_envelope_comes_back_as_it_went_in() -> None:
    found = read_envelope(SEALED, CASE_ID)
    assert (found.case_id, found.package_id, found.is_whole) == (CASE_ID, ID, True)
    assert set(found.records) == set(SECRETS)


@pytest.mark.parametrize(
    "data",
    [
        b"{}",
        SEALED.replace(ID.encode(), b"x"),
        SEALED.replace(b"true", b"1"),
        SEALED.replace(CASE_ID.encode(), uuid_of("x").encode(), 1),
        SEALED.replace(b'"case_id":"%s","meeting' % CASE_ID.encode(), b'"case_id":"x","meeting', 1),
        b"[" * 50_000,
    ],
    ids=range(6),
)
def test_an_envelope_of_another_shape_is_refused(data: bytes) -> None:
    assert data != SEALED
    with pytest.raises(PackageRefused) as caught:
        read_envelope(data, CASE_ID)
    assert caught.value.fault == PackageFault.HOSTILE.value


def test_the_world_that_travels_holds_every_kind() -> None:
    assert {type(record) for record in RECORDS_OF_ALL} == set(KINDS.values())
    assert {uuid_of(name) for name in (*ORGANISATIONS, CASE, MEETING)} <= {
        getattr(r, "id", "") for r in RECORDS_OF_ALL
    }
