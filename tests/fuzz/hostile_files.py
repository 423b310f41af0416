"""Make files that mean harm, or were only damaged: the same ones for the same number."""

from __future__ import annotations

import hashlib
import json
import random
import zlib
from typing import TYPE_CHECKING

from tests.exchange.referral_files import referral
from zvdesk.resources import resources_folder

if TYPE_CHECKING:
    from collections.abc import Callable

    Make = Callable[[random.Random], bytes]

UP = "../../../../../../tmp/zvdesk-out"
CARD = (
    b"BEGIN:VCARD\r\nVERSION:4.0\r\nFN:A. Voorbeeld\r\nORG:Wonen Zuid;Team\r\nTEL;TYPE=work:020 111\r\n"
    b"EMAIL:a@voorbeeld.example\r\nEND:VCARD\r\n"
)
CSV = b"Naam;Telefoon;Contactpersoon;Soort\r\nWonen Zuid;020 111;A. Voorbeeld;Woningcorporatie\r\n"
ICS = (
    b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VEVENT\r\nSUMMARY:Tafel\r\nLOCATION:Zaal 2\r\n"
    b"DTSTART;TZID=Europe/Amsterdam:20261201T100000\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
)
ENDLESS_ZONE = b"BEGIN:VTIMEZONE\r\nRRULE:FREQ=SECONDLY\r\nEND:VTIMEZONE\r\n"
MELDING = json.dumps(referral()).encode()
TOML = (resources_folder() / "regimes" / "lokaal-1.toml").read_bytes()


def _checked(body: dict[str, object]) -> bytes:
    whole = json.dumps(body, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()
    return json.dumps(body | {"checksum": hashlib.sha256(whole).hexdigest()}).encode()


KEYS = _checked(
    {"format": 1, "generation": 1, "mac": "00" * 32, "practice": True, "slots": [], "vault_id": "a" * 32}
)
ESCAPING_KEYS = _checked(
    {"format": 1, "generation": 1, "mac": "00" * 32, "practice": True, "slots": [], "vault_id": UP}
)


def pdf(*objects: bytes, root: int = 1) -> bytes:
    """Return a PDF of some objects, numbered from 1, with a table that fits."""
    out, places = bytearray(b"%PDF-1.7\n"), []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer\n<</Size %d/Root %d 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, root, table)
    return bytes(out)


_CATALOG, _PAGES = b"<</Type/Catalog/Pages 2 0 R%s>>", b"<</Type/Pages/Kids[]/Count 1>>"
PDF = pdf(_CATALOG % b"", _PAGES)


def _bomb(kind: bytes) -> bytes:
    """Return a PDF whose table, or whose objects, unpack to 200 MB."""
    packed = zlib.compress(bytes(200_000_000), 9)
    body = b"<</Type/%s/Size 3/W[1 2 1]/Root 1 0 R/N 9/First 9/Filter/FlateDecode/Length %d>>\nstream\n" % (
        kind,
        len(packed),
    )
    body += packed + b"\nendstream"
    if kind == b"ObjStm":
        return pdf(_CATALOG % b"/AcroForm 3 0 R", _PAGES, body)
    head = b"%PDF-1.7\n"
    return head + b"1 0 obj\n" + body + b"\nendobj\nstartxref\n%d\n%%%%EOF\n" % len(head)


def _loop(rng: random.Random) -> bytes:
    data = PDF.replace(b"/Root", b"/Prev %d/Root" % PDF.index(b"xref"))
    return data + b" " * rng.randrange(9)


_SPECIAL: dict[str, tuple[Make, ...]] = {
    "melding": (
        lambda _: b'{"a":' * 100_000,
        lambda _: b"[" + b"0," * 1_000_000 + b"0]",
        lambda _: MELDING.replace(b"Fictiva", UP.encode()),
        lambda _: MELDING[:-1] + b',"x":' + b"9" * 1_000_000 + b"}",
        lambda _: MELDING[:-1] + b',"x":"\\ud800"}',
        lambda _: b'{"id":"' + b"\\" * 4_999_000,
    ),
    "vcf": (
        lambda _: b"BEGIN:VCARD\r\n" * 100_000,
        lambda _: CARD * 501,
        lambda _: CARD.replace(b"FN:", b"PHOTO:data:image/png;base64," + b"A" * 3_000_000 + b"\r\nFN:"),
        lambda _: CARD.replace(b"FN:", b"PHOTO;VALUE=uri:http://127.0.0.1:9/x\r\nFN:"),
        lambda _: CARD.replace(b"Wonen Zuid", UP.encode()),
        lambda _: CARD.replace(b"TEL", b'TEL;X="' + b'\\"' * 1_900 + b"\r\n " * 50_000),
        lambda _: CARD.replace(b"VERSION:4.0", b"VERSION:2.1"),
        lambda _: CARD.replace(b"FN:", b"FN:" + b"a" * 3_000 + b"\r\n "),
        lambda _: b"A" * 4_999_999,
    ),
    "csv": (
        lambda _: CSV + b'"' + b"x" * 900_000,
        lambda _: b";".join([b"naam"] * 100_000) + b"\n",
        lambda _: CSV + b"x;1;;\n" * 501,
        lambda _: CSV + b"a" * 500_000 + b";;;\n",
        lambda _: CSV + b"=cmd|' /C calc'!A0;;;\n" + UP.encode() + b";;;\n",
        lambda _: b"\n" * 999_999,
        lambda _: CSV + b'"a"b"c;;\n',
    ),
    "ics": (
        lambda _: b"BEGIN:VCALENDAR\r\n" * 100_000,
        lambda _: ICS.replace(
            b"BEGIN:VEVENT", b"BEGIN:VTIMEZONE\r\nRRULE:FREQ=SECONDLY\r\nEND:VTIMEZONE\r\nBEGIN:VEVENT"
        ),
        lambda _: ICS.replace(b"SUMMARY", b"RRULE:FREQ=SECONDLY;COUNT=999999999\r\nSUMMARY"),
        lambda _: ICS.replace(b"20261201T100000", b"99991231T235959"),
        lambda _: ICS.replace(b"Europe/Amsterdam", UP.encode()),
        lambda _: ICS.replace(b"Europe/Amsterdam", b"/etc/passwd"),
        lambda _: ICS.replace(b"SUMMARY", b"ATTACH:file:///etc/passwd\r\nSUMMARY"),
        lambda _: ICS + ICS,
        lambda _: ICS.replace(b"Zaal 2", b"Zaal\r\n  2" * 100_000),
    ),
    "toml": (
        lambda _: b"a." * 400_000 + b"a = 1",
        lambda _: b"a = " + b"[" * 500_000,
        lambda _: b"a = " + b"{b = " * 100_000,
        lambda _: b"[[a]]\n" * 160_000,
        lambda _: b"a = " + b"9" * 900_000,
        lambda _: TOML + b'\n[x]\npath = "' + UP.encode() + b'"\n',
    ),
    "keys": (
        lambda _: b"[" * 1_000_000,
        lambda _: b'{"format": ' + b"9" * 100_000 + b"}",
        lambda _: ESCAPING_KEYS,
        lambda _: b"[" + b"[]," * 300_000 + b"[]]",
    ),
    "pdf": (
        lambda _: _bomb(b"XRef"),
        lambda _: _bomb(b"ObjStm"),
        _loop,
        lambda _: pdf(b"[" * 100_000, _PAGES),
        lambda _: pdf(_CATALOG % b"/AcroForm 3 0 R", _PAGES, b"<</Fields[3 0 R 3 0 R]/Kids[3 0 R 3 0 R]>>"),
        lambda _: pdf(_CATALOG % b"/AcroForm<</XFA(<!DOCTYPE x SYSTEM 'http://127.0.0.1:9/x'>)>>", _PAGES),
        lambda _: b"%PDF-1.7\n" + b"1 0 obj\n" * 500_000 + b"startxref\n9\n%%EOF\n",
        lambda _: pdf(*[_CATALOG % b"", _PAGES, *[b"null"] * 20_000]),
    ),
}
_OWN = ("attempts", "settings", "second", "side", "place", "destroyed")
_GOOD = {"melding": MELDING, "vcf": CARD, "csv": CSV, "ics": ICS, "toml": TOML, "keys": KEYS, "pdf": PDF}
_LIMITS = {"melding": 5, "vcf": 5, "csv": 1, "ics": 5, "toml": 1, "keys": 2, "pdf": 50}  # MB
_ODD: tuple[Make, ...] = (
    lambda _: b"",
    lambda rng: rng.randbytes(5_000),
    lambda _: bytes(10_000),
    lambda _: b'{"' + UP.encode() + b'": ' + b"[" * 50_000,
    lambda _: b'{"count": 1e999, "aaaa": "\\ud800", "kind": [], "theme": {}}',
)


def cases() -> list[tuple[str, Make]]:
    """Return every made file: its format and how it is made, the formats by turns."""
    found = [(kind, make) for kind, makers in _SPECIAL.items() for make in makers]
    for kind, good in _GOOD.items():
        size = _LIMITS[kind] * 1_050_000
        found += [(kind, make) for make in _spoilt(good, size)]
    return found + [(kind, make) for kind in _OWN for make in _ODD[: 5 if kind == "attempts" else 4]]


def _spoilt(good: bytes, size: int) -> tuple[Make, ...]:
    """Return how a good file is cut, damaged, replayed and made too large."""
    return (
        lambda rng: good[: rng.randrange(len(good))],
        lambda rng: _flipped(good, rng),
        lambda _: good * 2,
        lambda _: good + b" " * size,
    )


def _flipped(good: bytes, rng: random.Random) -> bytes:
    data = bytearray(good)
    for _ in range(rng.randrange(1, 12)):
        data[rng.randrange(len(data))] = rng.randrange(256)
    return bytes(data)


def made(seed: int) -> tuple[str, bytes]:
    """Return format and bytes of one file: the made ones in turn, then spoilt ones without end."""
    rng = random.Random(seed)  # noqa: S311 - the same files each time
    every = cases()
    if seed < len(every):
        kind, make = every[seed]
        return kind, make(rng)
    kind = rng.choice(list(_GOOD))
    return kind, _flipped(_GOOD[kind], rng)
