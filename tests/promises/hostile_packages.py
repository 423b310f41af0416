"""Make packages that mean harm: each with the reasons for which it may be refused, and from one stage."""

from __future__ import annotations

import json
import random
import secrets
from dataclasses import replace
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING, Any

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec, ed25519
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding

from tests.factories import NOW
from tests.promises.hostile_ways import Hostile, by_way_of_the_secretary, hostile_ways, taken_over
from tests.promises.package_stage import (
    HEAD,
    SLOT,
    SMALLEST,
    Stage,
    body_of,
    container,
    mended,
    text_of,
    to_sign,
)
from zvdesk.domain.handover_scope import cut, goes_along
from zvdesk.domain.handovers import LeftOut, PackageFault
from zvdesk.storage import package_content, package_file

if TYPE_CHECKING:
    from collections.abc import Callable

Json = dict[str, Any]
_F = PackageFault
_BY_SLOT = (_F.NOT_FOR_YOU, _F.DAMAGED)  # by which of the slots it is
ID = "00000000-0000-4000-8000-000000000000"
UP = "../../../../../../tmp/zvdesk-out"


def hostile() -> tuple[Hostile, ...]:
    """Return every made package."""
    return (
        *_flipped(),
        *_cut(),
        *_huge(),
        *_swapped(),
        *_signed_wrong(),
        *_manifests(),
        *_rows(),
        *_json(),
        *_moved(),
        *hostile_ways(),
    )


def controls() -> tuple[Hostile, ...]:
    """Return packages that are right, made by the same hands: they must come in."""
    return (
        Hostile("as the service made it", lambda s: s.good, ()),
        Hostile("sealed again", lambda s: _again(s, s.good), ()),
        Hostile("made here", lambda s: s.forged(), ()),
        Hostile("from a secretary", _as_a_secretary_may, ()),
        Hostile(
            "back where it is expected", lambda s: s.forged(content="terug", chain=s.chains["terug"]), ()
        ),
        Hostile("given again by who took it over", lambda s: taken_over(s, "coordinator"), ()),
        Hostile("back by way of another", by_way_of_the_secretary, ()),
    )


def by_chance(seed: int) -> Hostile:
    """Return one of the list, or after it one that chance spoilt; what makes sense may come in."""
    every = hostile()
    if seed < len(every):
        return every[seed]
    chance = random.Random(seed)  # noqa: S311 - a round can be done again
    if chance.random() < 0.3:
        return Hostile(
            f"chance {seed}",
            lambda s: _flip(s.good, chance.randrange(len(s.good) - 4), chance.randrange(1, 256)),
            (_F.NOT_A_PACKAGE, _F.TOO_NEW, _F.DAMAGED, _F.NOT_FOR_YOU),
        )
    return Hostile(f"chance {seed}", lambda s: s.forged(lambda p: _stirred(p, chance)), tuple(_F))


def _stirred(plain: Json, chance: random.Random) -> None:
    """Change some values of a content, wherever they stand."""
    odd: tuple[Any, ...] = (
        None,
        True,
        -1,
        2**63,
        0.5,
        "",
        "x",
        UP,
        ID,
        [],
        {},
        [[]],
        "2026-02-30",
        "\ud800",
        "x" * 100_001,
    )
    for _ in range(chance.randrange(1, 4)):
        at: Any = plain
        while True:
            key = chance.choice(list(at) if isinstance(at, dict) else range(len(at)))
            if not isinstance(at[key], dict | list) or not at[key] or chance.random() < 0.1:
                break
            at = at[key]
        if chance.random() < 0.8:
            at[key] = chance.choice(odd)
        else:
            del at[key]


def _flip(data: bytes, at: int, bits: int = 1) -> bytes:
    """Return a package with bits changed at one place, and a sum that fits."""
    spoilt = bytearray(data[:-4])
    spoilt[at] ^= bits
    return mended(bytes(spoilt))


def _spoilt(s: Stage, at: int, bits: int = 1) -> bytes:
    return _flip(s.good, at % len(s.good), bits)


def _until(s: Stage, at: int, *, is_mended: bool = False) -> bytes:
    return mended(s.good[:at]) if is_mended else s.good[:at]


def _longer(s: Stage, tail: Callable[[Stage], bytes], *, is_mended: bool = False) -> bytes:
    return mended(s.good[:-4] + tail(s)) if is_mended else s.good + tail(s)


def _with_table(tables: Json, _: Stage, name: str) -> None:
    tables[name] = []


def _flipped() -> list[Hostile]:
    found = [
        Hostile(f"magic {at}", partial(_spoilt, at=at, bits=32), (_F.NOT_A_PACKAGE,)) for at in (0, 3, 7)
    ]
    found += [
        Hostile("version 2", lambda s: _flip(s.good, 8, 3), (_F.TOO_NEW,)),
        Hostile("version 255", lambda s: _flip(s.good, 8, 254), (_F.TOO_NEW,)),
        Hostile("version 0", lambda s: _flip(s.good, 8), (_F.DAMAGED,)),
        Hostile("sum", lambda s: s.good[:-1] + bytes([s.good[-1] ^ 1]), (_F.DAMAGED,)),
        Hostile("sum not mended", lambda s: s.good[:40_000] + b"\0\0" + s.good[40_002:], (_F.DAMAGED,)),
    ]
    places: dict[str, tuple[int, tuple[PackageFault, ...]]] = {
        f"id {at}": (at, (_F.NOT_FOR_YOU,)) for at in (9, 16, 24)
    }
    places |= {
        f"slot {slot}, byte {at}": (25 + slot * SLOT + at, _BY_SLOT)
        for slot, at in (
            (0, 0),
            (0, 79),
            (1, 31),
            (2, 32),
            (3, 63),
            (4, 64),
            (5, 5),
            (6, 40),
            (7, 0),
            (7, 79),
        )
    }
    places |= {f"nonce {at}": (HEAD + at, (_F.DAMAGED,)) for at in (0, 6, 11)}
    places |= {
        f"body {at}": (HEAD + 12 + at, (_F.DAMAGED,)) for at in (0, 1, 4, 700, 9_999, 40_000, SMALLEST - 1)
    }
    places |= {f"tag {at}": (-5 - at, (_F.DAMAGED,)) for at in (0, 7, 15)}
    found += [Hostile(name, partial(_spoilt, at=at), faults) for name, (at, faults) in places.items()]
    return found


def _cut() -> list[Hostile]:
    short = [(n, (_F.NOT_A_PACKAGE,)) for n in (0, 1, 7)]
    short += [(n, (_F.DAMAGED,)) for n in (8, 9, 24, 25, 104, HEAD - 1, HEAD, HEAD + 12, 20_000, -5, -4, -1)]
    found = [Hostile(f"cut at {n}", partial(_until, at=n), faults) for n, faults in short]
    found += [
        Hostile(f"cut at {n}, mended", partial(_until, at=n, is_mended=True), (_F.DAMAGED,))
        for n in (9, 25, HEAD + 12, HEAD + 28, 50_000, -5)
    ]
    tails: dict[str, Callable[[Stage], bytes]] = {
        "a byte": lambda _: b"\0",
        "an archive": lambda _: b"PK\x05\x06" + bytes(18),
        "another package": lambda s: s.other,
        "zeros up to a class": lambda s: bytes(len(s.good) - HEAD - 32),
    }
    for name, tail in tails.items():
        found.append(Hostile(f"and {name}", partial(_longer, tail=tail), (_F.DAMAGED,)))
        found.append(
            Hostile(f"and {name}, mended", partial(_longer, tail=tail, is_mended=True), (_F.DAMAGED,))
        )
    return found


def _huge() -> list[Hostile]:
    return [
        Hostile("4 GB", lambda s: s.good, (_F.TOO_LARGE,), 1 << 32),
        Hostile("4 GB of nothing", lambda _: b"", (_F.NOT_A_PACKAGE,), 1 << 32),
        Hostile("a byte too much", lambda s: s.good, (_F.TOO_LARGE,), package_file.MOST_BYTES + 1),
        Hostile("as much as there may be", lambda s: s.good, (_F.DAMAGED,), package_file.MOST_BYTES),
    ]


def _slots(s: Stage, order: list[int]) -> bytes:
    slots = [s.good[at : at + SLOT] for at in range(25, HEAD, SLOT)]
    return mended(s.good[:25] + b"".join(slots[n] for n in order) + s.good[HEAD:-4])


def _envelope(s: Stage) -> bytes:
    """Return a real envelope for the chair, which is no package."""
    who = s.people["coordinator"]
    return package_file.seal(
        b"{}",
        package_id=bytes(16),
        receivers=[s.public],
        signing_key=who.key,
        certificate=who.certificate,
        magic=package_file.ENVELOPE,
    )


def _again(
    s: Stage, data: bytes, *, certificate: bytes | None = None, signature: bytes | None = None
) -> bytes:
    """Return a package with the same content, sealed again, with another certificate or signature."""
    package_id, first, second, content = s.parts_of(data)
    body = body_of(
        first if certificate is None else certificate, second if signature is None else signature, content
    )
    return container(body, package_id, [s.public])


def _forwarded(s: Stage) -> bytes:
    """Return what the coordinator signed for the secretary, sealed by whoever opened it to the chair."""
    plain = json.loads(json.dumps(s.contents[""]))
    secretary = s.people["secretary"]
    plain["manifest"] |= {"receiver_ids": [secretary.id], "receivers": ["N. Notulist"]}
    return s.sealed(json.dumps(plain).encode(), plain["manifest"]["package_id"])


def _swapped() -> list[Hostile]:
    return [
        Hostile("slots the other way round", lambda s: _slots(s, [7, 6, 5, 4, 3, 2, 1, 0]), (_F.DAMAGED,)),
        Hostile("slots exchanged", lambda s: _slots(s, [1, 0, 2, 3, 4, 5, 6, 7]), (_F.DAMAGED,)),
        Hostile("one slot eight times", lambda s: _slots(s, [0] * 8), _BY_SLOT),
        Hostile(
            "the body of one in the frame of another",
            lambda s: mended(s.good[: HEAD + 12] + s.other[HEAD + 12 : -4]),
            (_F.DAMAGED,),
        ),
        Hostile(
            "the head of one on another", lambda s: mended(s.other[:HEAD] + s.good[HEAD:-4]), (_F.DAMAGED,)
        ),
        Hostile(
            "the id of another",
            lambda s: mended(s.good[:9] + s.other[9:25] + s.good[25:-4]),
            (_F.NOT_FOR_YOU,),
        ),
        Hostile("an envelope", _envelope, (_F.NOT_A_PACKAGE,)),
        Hostile(
            "an envelope dressed as a package",
            lambda s: mended(b"ZVPAKKET" + _envelope(s)[8:-4]),
            (_F.NOT_FOR_YOU,),
        ),
        Hostile("for the secretary", lambda s: s.to_secretary, (_F.NOT_FOR_YOU,)),
        Hostile("forwarded to a third", _forwarded, (_F.NOT_FOR_YOU,)),
        Hostile(
            "zeros",
            lambda _: mended(b"ZVPAKKET\x01" + bytes(HEAD - 9 + 12 + SMALLEST + 16)),
            (_F.NOT_FOR_YOU,),
        ),
        Hostile(
            "chance",
            lambda _: mended(b"ZVPAKKET\x01" + secrets.token_bytes(HEAD - 9 + 28 + SMALLEST)),
            (_F.NOT_FOR_YOU,),
        ),
    ]


def _other_key(s: Stage, key: ec.EllipticCurvePrivateKey | ed25519.Ed25519PrivateKey) -> bytes:
    """Return a package of somebody whose key is of another kind."""
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "C. Coördinator")])
    builder = x509.CertificateBuilder(name, name, key.public_key(), 1, NOW, NOW + timedelta(days=9))
    made = builder.sign(key, None if isinstance(key, ed25519.Ed25519PrivateKey) else SHA256())
    return _again(s, s.good, certificate=made.public_bytes(Encoding.DER))


def _signed_as(s: Stage, who: str, magic: bytes = b"ZVPAKKET") -> bytes:
    package_id, certificate, _, content = s.parts_of(s.good)
    signature = s.people[who].sign(to_sign(package_id, content, magic))
    return container(body_of(certificate, signature, content), package_id, [s.public])


def _declared(s: Stage, place: int, length: int) -> bytes:
    """Return a package in whose body one of the three lengths says something else."""
    package_id, certificate, signature, content = s.parts_of(s.good)
    body = bytearray(body_of(certificate, signature, content))
    at = (0, 2 + len(certificate), 4 + len(certificate) + len(signature))[place]
    size = (2, 2, 8)[place]
    body[at : at + size] = length.to_bytes(size, "big")
    return container(bytes(body), package_id, [s.public])


def _filled(s: Stage, filling: bytes, length: int = 0) -> bytes:
    package_id, certificate, signature, content = s.parts_of(s.good)
    return container(
        body_of(certificate, signature, content) + filling, package_id, [s.public], length=length
    )


def _signed_wrong() -> list[Hostile]:
    bad, hostile_body = (_F.BAD_SIGNATURE,), (_F.HOSTILE,)
    found = [
        Hostile("no signature", lambda s: _again(s, s.good, signature=b""), bad),
        Hostile("no certificate", lambda s: _again(s, s.good, certificate=b""), bad),
        Hostile("neither", lambda s: _again(s, s.good, certificate=b"", signature=b""), bad),
        Hostile("a signature of zeros", lambda s: _again(s, s.good, signature=bytes(72)), bad),
        Hostile(
            "r and s zero", lambda s: _again(s, s.good, signature=bytes.fromhex("3006020100020100")), bad
        ),
        Hostile(
            "the signature of another package",
            lambda s: _again(s, s.good, signature=s.parts_of(s.other)[2]),
            bad,
        ),
        Hostile("signed as an envelope", lambda s: _signed_as(s, "coordinator", b"ZVENVELO"), bad),
        Hostile("signed by the secretary", lambda s: _signed_as(s, "secretary"), bad),
        Hostile("signed by a twin", lambda s: _signed_as(s, "twin"), bad),
        Hostile(
            "the certificate of a twin",
            lambda s: _again(s, s.good, certificate=s.people["twin"].certificate),
            bad,
        ),
        Hostile(
            "the certificate of the secretary",
            lambda s: _again(s, s.good, certificate=s.people["secretary"].certificate),
            bad,
        ),
        Hostile(
            "a certificate of nothing", lambda s: _again(s, s.good, certificate=b"0\x82" + bytes(700)), bad
        ),
        Hostile(
            "too large a certificate",
            lambda s: _again(s, s.good, certificate=s.people["coordinator"].certificate.ljust(8_001, b"\0")),
            bad,
        ),
        Hostile(
            "a key of another curve", lambda s: _other_key(s, ec.generate_private_key(ec.SECP384R1())), bad
        ),
        Hostile("a key of another kind", lambda s: _other_key(s, ed25519.Ed25519PrivateKey.generate()), bad),
        Hostile("a twin with the same name", lambda s: s.forged(signer="twin"), (_F.UNKNOWN_SENDER,)),
        Hostile(
            "a twin who says to be the coordinator",
            lambda s: s.forged(
                lambda p: p["manifest"].update(sender_id=s.people["coordinator"].id), signer="twin"
            ),
            (_F.UNKNOWN_SENDER,),
        ),
        Hostile("a stranger", lambda s: s.forged(signer="stranger"), (_F.UNKNOWN_SENDER,)),
        Hostile("the chair alone", lambda s: s.forged(signer="chair"), (_F.UNKNOWN_SENDER,)),
        Hostile("who ended", lambda s: s.forged(signer="ended"), (_F.ENDED_SENDER,)),
        Hostile("who may not hand over", lambda s: s.forged(signer="officer"), (_F.HOSTILE,)),
        Hostile(
            "another colleague in the name of the coordinator",
            lambda s: s.forged(signer="secretary"),
            (_F.HOSTILE,),
        ),
        Hostile("filled with words", lambda s: _filled(s, b"x"), hostile_body),
        Hostile(
            "filled to twice the class",
            lambda s: _filled(s, b"", 2 * (len(s.good) - HEAD - 32)),
            hostile_body,
        ),
    ]
    found += [
        Hostile(f"content of {n} bytes", partial(_declared, place=2, length=n), hostile_body)
        for n in (2**64 - 1, 2**63, 2**32, 2**32 - 1, SMALLEST, 1 << 26)
    ]
    found += [
        Hostile(
            "certificate of 65,535 bytes", lambda s: _declared(s, 0, 65_535), (_F.HOSTILE, _F.BAD_SIGNATURE)
        ),
        Hostile(
            "signature of 65,535 bytes", lambda s: _declared(s, 1, 65_535), (_F.HOSTILE, _F.BAD_SIGNATURE)
        ),
        Hostile("content of none", lambda s: _declared(s, 2, 0), (_F.HOSTILE, _F.BAD_SIGNATURE)),
    ]
    return found


def _in_manifest(name: str, *faults: PackageFault, **values: object) -> Hostile:
    def change(plain: Json) -> None:
        for field, value in values.items():
            plain["manifest"][field] = value

    return Hostile(f"manifest: {name}", lambda s: s.forged(change), faults or (_F.HOSTILE,))


def _manifests() -> list[Hostile]:
    def chains(name: str, change: Callable[[Json], object]) -> Hostile:
        return Hostile(
            f"chain: {name}", lambda s: s.forged(lambda p: change(p["manifest"]["chains"][0])), (_F.HOSTILE,)
        )

    return [
        _in_manifest("another id", package_id="ab" * 16),
        _in_manifest("another sender", sender_id="ab" * 32),
        _in_manifest("a purpose that clears the screen", purpose="\x1b[2JGeldig"),
        _in_manifest("a purpose of two lines", purpose="leiden\nOpgenomen: 2026-0001."),
        _in_manifest("for nobody", receiver_ids=[], receivers=[]),
        _in_manifest("for another", _F.NOT_FOR_YOU, receiver_ids=["ab" * 32]),
        _in_manifest("for a crowd", receiver_ids=[f"{n:064x}" for n in range(9)], receivers=["x"] * 9),
        _in_manifest("more names", receivers=["x", "y"]),
        _in_manifest("no text", sender=None),
        _in_manifest("a newer schema", _F.TOO_NEW, schema="0099"),
        _in_manifest("an older schema", schema="0004"),
        _in_manifest("no schema", schema="../5"),
        _in_manifest("practice", _F.PRACTICE, is_practice=True),
        _in_manifest("a truth that is a number", is_practice=0),
        _in_manifest("from the future", _F.FROM_THE_FUTURE, made_at="2026-03-13T09:00:00+00:00"),
        _in_manifest("expired", _F.EXPIRED, expires_on="2026-03-11"),
        _in_manifest("no zone", made_at="2026-03-12T09:00:00"),
        _in_manifest("year 9999", expires_on="9999-12-31"),
        _in_manifest("no such day", expires_on="2026-02-30"),
        _in_manifest("an unknown reach", reach="huis"),
        _in_manifest("a meeting that is not there", reach="overleg", meeting_id=ID),
        _in_manifest("no case", case_ids=[]),
        _in_manifest("number 0", sequence=0),
        _in_manifest("number 2**64", sequence=2**64),
        _in_manifest("half a number", sequence=1.5),
        _in_manifest("a line below zero", log_sequence=-1),
        _in_manifest("no hash", log_mac="x" * 64),
        _in_manifest("a book as purpose", purpose="x" * 3_000),
        _in_manifest("a field more", bijlage="x"),
        _in_manifest("an unknown kind left out", leaves_out=["alles"]),
        _in_manifest("says that much is left out", leaves_out=[one.value for one in LeftOut]),
        Hostile(
            "manifest: a field less",
            lambda s: s.forged(lambda p: p["manifest"].pop("purpose")),
            (_F.HOSTILE,),
        ),
        chains("of nothing", lambda c: c.update(chain=[])),
        chains("of another package", lambda c: c.update(chain=["ab" * 16])),
        chains("without end", lambda c: c.update(chain=[f"{n:032x}" for n in range(2_000)] + c["chain"])),
        chains("round", lambda c: c.update(chain=[*c["chain"], *c["chain"]])),
        chains("of another case", lambda c: c.update(id=ID)),
        chains("with a way out", lambda c: c.update(void=[UP])),
    ]


def _in_row(name: str, table: str, change: Callable[[Json], object], *faults: PackageFault) -> Hostile:
    def changed(plain: Json) -> None:
        change(plain["records"][table][0])

    return Hostile(f"row: {name}", lambda s: s.forged(changed), faults or (_F.HOSTILE,))


def _in_tables(name: str, change: Callable[[Json, Stage], object], *faults: PackageFault) -> Hostile:
    return Hostile(
        f"tables: {name}", lambda s: s.forged(lambda p: change(p["records"], s)), faults or (_F.HOSTILE,)
    )


def _rows() -> list[Hostile]:
    def twice(tables: Json, table: str) -> None:
        tables[table].append(tables[table][0] | {"id": ID})

    return [
        *(
            _in_tables(name, partial(_with_table, name=name))
            for name in ("people", "audit", "pens", "colleagues", "house", "x'; DROP TABLE cases;--")
        ),
        _in_tables("no case", lambda t, _: t.pop("cases")),
        _in_tables("the case twice", lambda t, _: twice(t, "cases")),
        _in_tables("one row twice", lambda t, _: t["contributions"].append(t["contributions"][0])),
        _in_tables("one organisation twice in the case", lambda t, _: twice(t, "participations")),
        _in_tables("a criterion twice", lambda t, _: twice(t, "intake_criteria")),
        _in_tables("no list", lambda t, _: t.update(cases={})),
        _in_tables("a row that is none", lambda t, _: t.update(cases=[None])),
        _in_tables("too many rows", lambda t, _: t.update(factors=[{}] * 10_001)),
        _in_tables(
            "a meeting that nothing speaks of",
            lambda t, _: t["meetings"].append(t["meetings"][0] | {"id": ID}),
        ),
        _in_tables("no meeting", lambda t, _: t.pop("meetings")),
        _in_row("of another case", "contributions", lambda r: r.update(case_id=ID)),
        _in_row("a column more", "cases", lambda r: r.update(is_admin=True)),
        _in_row("a column less", "cases", lambda r: r.pop("alias")),
        _in_row("a number as text", "cases", lambda r: r.update(alias=5)),
        _in_row("a list as text", "cases", lambda r: r.update(alias=["x"])),
        _in_row("nothing as text", "cases", lambda r: r.update(alias=None)),
        _in_row("a text as number", "agenda_items", lambda r: r.update(position="1")),
        _in_row("a truth as number", "agenda_items", lambda r: r.update(position=True)),
        _in_row("too large a number", "agenda_items", lambda r: r.update(position=2**63)),
        _in_row("an unknown state", "cases", lambda r: r.update(state="superuser")),
        _in_row("a list as state", "cases", lambda r: r.update(state=[])),
        _in_row("no day", "cases", lambda r: r.update(first_processed_on="gisteren")),
        _in_row("before all days", "cases", lambda r: r.update(first_processed_on="0001-01-01")),
        _in_row("a book", "contributions", lambda r: r.update(text="x" * 100_001)),
        _in_row("a zero byte", "contributions", lambda r: r.update(text="x\0y")),
        _in_row("half a character", "contributions", lambda r: r.update(text="\ud800")),
        _in_row("a path as id", "contributions", lambda r: r.update(id=UP)),
        _in_row("capitals in an id", "contributions", lambda r: r.update(id=ID.upper().replace("8", "A"))),
        _in_row("a path as number", "cases", lambda r: r.update(number=UP)),
        _in_row("a list in a tuple of texts", "agenda_items", lambda r: r.update(invited_ids=[["x"]])),
        _in_row("deeper than its type", "agenda_items", lambda r: r.update(steps=[{"step": {}}])),
        Hostile("row: the id of a case of ours", _of_ours, (_F.OTHER_CASE,)),
        Hostile("row: the id of a row in another case", _of_held, (_F.OTHER_CASE,)),
        Hostile("everything, from a secretary", _from_secretary, (_F.HOSTILE,)),
        Hostile(
            "contributions from a secretary",
            lambda s: _from_secretary(s, [one.value for one in LeftOut]),
            (_F.HOSTILE,),
        ),
    ]


def _of_ours(s: Stage) -> bytes:
    return s.forged(lambda p: p["records"]["contributions"][0].update(id=s.own_case_id))


def _of_held(s: Stage) -> bytes:
    held = s.contents["hier"]["records"]["intake_criteria"][0]["id"]
    return s.forged(lambda p: p["records"]["intake_criteria"][0].update(id=held))


def _from_secretary(s: Stage, leaves_out: list[str] | None = None) -> bytes:
    secretary = s.people["secretary"]
    said = {"sender_id": secretary.id, "sender": "N. Notulist", "leaves_out": leaves_out or []}
    return s.forged(lambda p: p["manifest"].update(said), signer="secretary")


def _as_a_secretary_may(s: Stage) -> bytes:
    """Return the case as the domain lets it go from a secretary."""
    package_id = s.contents[""]["manifest"]["package_id"]
    content = package_content.read(json.dumps(s.contents[""]).encode(), package_id)
    kept = [cut(record, ()) for record in content.records if goes_along(record, ())]
    secretary = s.people["secretary"]
    manifest = replace(
        content.manifest, sender_id=secretary.id, sender="N. Notulist", leaves_out=tuple(LeftOut)
    )
    plain = json.loads(package_content.write(replace(content, manifest=manifest, records=tuple(kept))))
    for one in plain["manifest"]["chains"]:
        one["links"] = [s.link("secretary", one["id"], one["chain"])]
    return s.sealed(json.dumps(plain).encode(), package_id, signer="secretary")


def _as_text(s: Stage, change: Callable[[str], str | bytes]) -> bytes:
    """Return a package whose content was changed as text."""
    package_id = secrets.token_hex(16)
    plain = json.loads(json.dumps(s.contents[""]))
    plain["manifest"]["package_id"] = package_id
    for one in plain["manifest"]["chains"]:
        one["chain"] = [package_id]
        one["links"] = [s.link("coordinator", one["id"], [package_id])]
    made = change(json.dumps(plain))
    return s.sealed(made if isinstance(made, bytes) else made.encode(), package_id)


def _json() -> list[Hostile]:
    def text(name: str, change: Callable[[str], str | bytes]) -> Hostile:
        return Hostile(f"json: {name}", lambda s: _as_text(s, change), (_F.HOSTILE,))

    return [
        text("nothing", lambda _: ""),
        text("null", lambda _: "null"),
        text("a list", lambda t: f"[{t}]"),
        text("twice", lambda t: t + t),
        text("a tail", lambda t: t + " x"),
        text("a name twice", lambda t: t.replace('"manifest":', '"manifest": {}, "manifest":', 1)),
        text("a column twice", lambda t: t.replace('"alias":', '"alias": "x", "alias":', 1)),
        text("a part more", lambda t: t[:-1] + ', "x": 1}'),
        text("NaN", lambda t: t.replace('"sequence": ', '"sequence": NaN, "x": ', 1)),
        text("Infinity", lambda t: t.replace('"sequence": ', '"sequence": -Infinity, "x": ', 1)),
        text("1e999", lambda t: t[:-1] + ', "x": 1e999}'),
        text("a number of 50,000 digits", lambda t: t[:-1] + ', "x": ' + "9" * 50_000 + "}"),
        text("another alphabet", lambda t: t.encode("utf-16")),
        text("a mark first", lambda t: b"\xef\xbb\xbf" + t.encode()),
        text("no text", lambda _: secrets.token_bytes(500)),
        text("10,000 levels", lambda t: t[:-1] + ', "x": ' + "[" * 10_000 + "]" * 10_000 + "}"),
        text("10,000 names deep", lambda _: '{"a":' * 10_000 + "1" + "}" * 10_000),
        text("10 million values", lambda t: t[:-1] + ', "x": [' + "0," * 10_000_000 + "0]}"),
        text("30 MB of empty texts", lambda _: '"" ' * 10_000_000),
        text("a text of 31 MB", lambda t: t.replace('"alias": "', '"alias": "' + "x" * 31_000_000, 1)),
        text(
            "31 MB and one wide sign", lambda t: t.replace('"alias": "', '"alias": "🌲' + "x" * 31_000_000, 1)
        ),
        text(
            "a wide sign in each text",
            lambda t: t[:-1] + ', "x": [' + ('"🌲' + "y" * 300 + '",') * 100_000 + "0]}",
        ),
        text("a number of 5 million digits", lambda t: t[:-1] + ', "x": 0.' + "1" * 5_000_000 + "}"),
        text(
            "a million backslashes", lambda t: t.replace('"alias": "', '"alias": "' + "\\\\" * 1_000_000, 1)
        ),
        Hostile(
            "envelopes: a thousand and one",
            lambda s: s.forged(lambda p: p.update(envelopes=[{}] * 1_001)),
            (_F.HOSTILE,),
        ),
        Hostile("envelopes: of another case", lambda s: _with_envelope(s, case_id=ID), (_F.HOSTILE,)),
        Hostile("envelopes: under another id", lambda s: _with_envelope(s, id="cd" * 16), (_F.HOSTILE,)),
        Hostile("envelopes: of nothing", lambda s: _with_envelope(s, sealed="QUJD"), (_F.HOSTILE,)),
        Hostile(
            "envelopes: a package in it", lambda s: _with_envelope(s, sealed=text_of(s.good)), (_F.HOSTILE,)
        ),
        Hostile("envelopes: no content", _with_envelope, (_F.HOSTILE,)),
    ]


def _with_envelope(s: Stage, **values: object) -> bytes:
    said = {
        "id": "00" * 16,
        "case_id": s.contents[""]["manifest"]["case_ids"][0],
        "sealed": text_of(_envelope(s)),
        "reader_ids": [],
        "readers": [],
        "made_by": "C. Coördinator",
        "made_at": "2026-03-12T09:00:00+00:00",
    }
    return s.forged(lambda p: p.update(envelopes=[said | values]))


def _moved() -> list[Hostile]:
    def travelled(name: str, fault: PackageFault, state: str, upto: int) -> Hostile:
        return Hostile(name, lambda s: s.forged(content=state, chain=s.chains[state][:upto]), (fault,))

    def about(s: Stage, case_id: str) -> bytes:
        old = s.contents[""]["manifest"]["case_ids"][0]
        changed = json.loads(json.dumps(s.contents[""]).replace(old, case_id))
        s.contents["about"] = changed
        return s.forged(content="about")

    return [
        Hostile("the same once more", lambda s: s.replayed, (_F.ALREADY_ENTERED,)),
        Hostile("the same, sealed again", lambda s: _again(s, s.replayed), (_F.ALREADY_ENTERED,)),
        travelled("older than what went back", _F.OLDER, "terug", 1),
        travelled("as if it had never gone", _F.OLDER, "terug", 0),
        travelled("once more while the pen is here", _F.PEN_NOT_OUT, "hier", 1),
        travelled("from the beginning while the pen is here", _F.PEN_NOT_OUT, "hier", 0),
        travelled("back after it was taken over", _F.LATE, "te_laat", 2),
        travelled("destroyed here", _F.DESTROYED, "vernietigd", 1),
        Hostile("shielded here", lambda s: about(s, s.shielded_id), (_F.SHIELDED,)),
        Hostile("made here and never given", lambda s: about(s, s.own_case_id), (_F.PEN_NOT_OUT,)),
    ]
