"""Make files in which something came in behind a signature that other rules overlook.

Somebody's word stands over it. A new field for a signature that draws, acts or is read otherwise; a table of
places that one reader takes and another repairs; a signature that was put in the place of another; and a
timestamp over less than it seems.
"""

from __future__ import annotations

import asyncio
import contextlib
import hashlib
import io
import re
from functools import partial
from typing import TYPE_CHECKING, Any, TypeAlias

import pikepdf
from pyhanko.pdf_utils.reader import PdfFileReader

from tests.agreement.files import BROKEN, CHANGED, VALID, Made
from tests.agreement.genuine import reader_of
from tests.agreement.world import NOW
from tests.documents.increments import Writer, generic, simple_signer, with_revision
from zvdesk.documents.sealing import _Clock
from zvdesk.documents.signing import countersign, sign
from zvdesk.domain.signatures import Seal

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.agreement.world import World

Untyped: TypeAlias = Any  # pyHanko's objects have no types
_name, _text, _number = generic.pdf_name, generic.pdf_string, generic.NumberObject
_DRAWN = b"1 1 1 rg 0 0 500 700 re f"
_HOLE = 12_000  # hexadecimal digits


def loose_ends(world: World) -> Iterator[Made]:
    """Yield each of them."""
    reader = reader_of(world)
    by_second = partial(countersign, identity=world.secretary, at=NOW)
    for name, change in _fields().items():
        for cover, done in (("tijdstempel", world.covered), ("tweede van het huis", by_second)):
            make = partial(_changed, world.signed, change, done)
            yield Made("los eind", f"{name}, {cover} erover", make, reader, CHANGED)
    for name, change in _whole().items():
        make = partial(_changed, world.signed, change, world.covered)
        yield Made("los eind", name, make, reader, CHANGED)
    for name, table in _tables().items():
        yield Made("los eind", f"tabel: {name}", partial(_tabled, world, table), reader, BROKEN)
    for name, (pdf, change) in _replaced(world).items():
        yield Made("los eind", name, partial(_changed, pdf, change, world.covered), reader, CHANGED)
    for name, pdf in _with_plain_table(world).items():
        yield Made("los eind", f"gewone tabel: {name}", partial(bytes, pdf), reader, VALID)
    yield Made("los eind", "tijdstempel over een deel", partial(_half_stamped, world), reader, BROKEN)


def _changed(pdf: bytes, change: Callable[[Writer], None], cover: Callable[[bytes], bytes]) -> bytes:
    return cover(with_revision(pdf, change))


def _dictionary(**entries: object) -> Untyped:
    return generic.DictionaryObject({_name(f"/{key}"): value for key, value in entries.items()})


def _numbers(*values: int) -> Untyped:
    return generic.ArrayObject([_number(value) for value in values])


def _fields() -> dict[str, Callable[[Writer], None]]:
    """Return new fields for a signature, and what is wrong with each."""
    script = _dictionary(S=_name("/JavaScript"), JS=_text("app.alert(1)"))
    lines = generic.ArrayObject([_numbers(40, 600, 500, 600)])
    quads = _numbers(40, 700, 500, 700, 40, 40, 500, 40)
    made: dict[str, dict[str, object]] = {
        "leeg veld": {},
        "veld met een hoek elders": {"Rect": _corner_elsewhere, "AP": _drawn},
        "veld met vijf hoeken": {"Rect": _numbers(60, 60, 540, 760, 0), "AP": _drawn},
        "veld als markering": {"Subtype": _name("/Highlight"), "QuadPoints": quads},
        "veld als inkt": {"Subtype": _name("/Ink"), "InkList": lines},
        "veld als lijn": {"Subtype": _name("/Line"), "L": _numbers(40, 600, 500, 600)},
        "veld als notitie": {"Subtype": _name("/Text"), "Contents": _text("Niets doen")},
        "veld als tekstvak": {"Subtype": _name("/FreeText"), "Contents": _text("Niets doen")},
        "veld met script": {"AA": _dictionary(PO=script)},
        "veld met koppeling": {"A": _dictionary(S=_name("/URI"), URI=_text("https://elders.example"))},
    }
    return {name: partial(_add_field, entries=entries) for name, entries in made.items()}


def _corner_elsewhere(writer: Writer) -> Untyped:
    return generic.ArrayObject([writer.add_object(_number(40)), *_numbers(60, 540, 760)])


def _drawn(writer: Writer) -> Untyped:
    form = {_name("/Type"): _name("/XObject"), _name("/Subtype"): _name("/Form")}
    form[_name("/BBox")] = _numbers(0, 0, 500, 700)
    return _dictionary(N=writer.add_object(generic.StreamObject(form, stream_data=_DRAWN)))


def _add_field(writer: Writer, entries: dict[str, object]) -> None:
    reference, _ = writer.find_page_for_modification(0)
    field = _dictionary(
        Type=_name("/Annot"),
        Subtype=_name("/Widget"),
        FT=_name("/Sig"),
        T=_text("Veld"),
        F=_number(4),
        Rect=_numbers(0, 0, 0, 0),
        P=reference,
    )
    for key, value in entries.items():
        field[_name(f"/{key}")] = value(writer) if callable(value) else value
    added = writer.add_object(field)
    for place in (reference.get_object()["/Annots"], writer.root["/AcroForm"]["/Fields"]):
        place.append(added)
        writer.update_container(place)


def _whole() -> dict[str, Callable[[Writer], None]]:
    """Return changes of what holds for the whole document."""
    return {
        "formulier: ander lettertype": partial(_set, at="/AcroForm", DA=_text("/Helv 0 Tf")),
        "niet toegankelijk": partial(_set, at="/MarkInfo", Marked=generic.BooleanObject(False)),
        "oudere versie": partial(_set, at="", Version=_name("/1.0")),
        "een los voorwerp": _add_loose,
    }


def _add_loose(writer: Writer) -> None:
    writer.add_object(_dictionary(Los=_number(1)))


def _set(writer: Writer, at: str, **entries: object) -> None:
    target: Untyped = writer.root[at] if at else writer.root
    for key, value in entries.items():
        target[_name(f"/{key}")] = value
    writer.update_root()
    if at:
        writer.update_container(target)


def _tables() -> dict[str, dict[str, Any]]:
    """Return ways to write a table of places that one reader takes and another repairs."""
    return {
        "met een voorwerp dat er niet in staat": {},
        "begint in de spaties ervoor": {"gap": b"  \n", "start": -3},
        "begint in een commentaar": {"gap": b"%abc\n", "start": -5},
        "woord met spaties": {"word": b"xref  "},
        "woord met commentaar": {"word": b"xref %x"},
        "regels van 19 tekens": {"line": b"%010d 00000 n\n"},
        "regels van 21 tekens": {"line": b"%010d 00000 n  \n"},
        "regel met een plus": {"line": b"+%09d 00000 n \n"},
        "kop met commentaar": {"head": b"%d 1 %%c\n"},
        "een voorwerp twee keer": {"line": b"%010d 00000 n \n", "twice": True},
        "te groot": {"size": 99_999_999},
        "veel te groot": {"size": 2**31 + 5},
        "tweede slot ervoor": {"before": b"trailer\n<< /Root 1 0 R >>\n"},
        "met een verborgen tweede tabel": {"trailer": b"/XRefStm 5 "},
    }


def _tabled(world: World, way: dict[str, Any]) -> bytes:
    """Hide an object that replaces the page in a revision whose table does not name it, and stamp it."""
    pdf = world.signed
    reader: Untyped = PdfFileReader(io.BytesIO(pdf))
    content = reader.root["/Pages"]["/Kids"][0].raw_get("/Contents").idnum
    number, root = int(reader.trailer["/Size"]), reader.trailer.raw_get("/Root").idnum
    previous = int(pdf[pdf.rindex(b"startxref") + 9 :].split()[0])
    out = pdf + way.get("before", b"")
    place = len(out)
    out += b"%d 0 obj\n<< /Los 1 >>\nendobj\n" % number
    out += b"%d 0 obj\n<< /Length %d >>\nstream\n%s\nendstream\nendobj\n" % (content, len(_DRAWN), _DRAWN)
    out += way.get("gap", b"")
    table = len(out) + way.get("start", 0)
    out += way.get("word", b"xref") + b"\n" + way.get("head", b"%d 1\n") % number
    line = way.get("line", b"%010d 00000 n \n") % place
    out += line + ((b"%d 1\n" % number) + line if "twice" in way else b"")
    out += b"trailer\n<< /Size %d /Root %d 0 R /Prev %d " % (way.get("size", number + 1), root, previous)
    out += way.get("trailer", b"") + b">>\nstartxref\n%d\n%%%%EOF\n" % table
    with contextlib.suppress(Exception):  # what no program stamps, is judged as it is
        out = world.covered(out)
    return bytes(out)


def _with_plain_table(world: World) -> dict[str, bytes]:
    """Return documents whose tables of places are written in full, which is as good as packed."""
    target = io.BytesIO()
    with pikepdf.open(io.BytesIO(world.bare)) as pdf:
        pdf.save(target, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    once = sign(target.getvalue(), world.chair, at=NOW)
    twice = countersign(once, world.secretary, at=NOW)
    return {"een": once, "twee": twice, "twee, B-LT": world.sealed(twice, Seal.LT)}


def _replaced(world: World) -> dict[str, tuple[bytes, Callable[[Writer], None]]]:
    """Return signatures that take the place of another, or stand beside it unread."""
    return {
        "tweede vervangen door onzin": (world.twice, partial(_nonsense, kind="/x", field=1)),
        "eerste vervangen door onzin": (world.signed, partial(_nonsense, kind="/x", field=0)),
        "onzin in het tweede veld": (world.signed, partial(_nonsense, kind="/adbe.pkcs7.sha1", field=1)),
        "tweede veld van uiterlijk veranderd": (world.twice, partial(_dressed, field=1)),
    }


def _nonsense(writer: Writer, kind: str, field: int) -> None:
    signature = _dictionary(
        Type=_name("/Sig"),
        Filter=_name("/Adobe.PPKLite"),
        SubFilter=_name(kind),
        Name=_text("B. Burgemeester"),
        Contents=generic.ByteStringObject(b"\x30\x03\x02\x01\x01"),
        ByteRange=_numbers(0, 10, 20, 10),
    )
    target: Untyped = writer.root["/AcroForm"]["/Fields"][field].get_object()
    target[_name("/V")] = writer.add_object(signature)
    writer.update_container(target)


def _dressed(writer: Writer, field: int) -> None:
    target: Untyped = writer.root["/AcroForm"]["/Fields"][field].get_object()
    target[_name("/AP")] = _drawn(writer)
    writer.update_container(target)


def _half_stamped(world: World) -> bytes:
    """Sign later in the same revision than a timestamp that covers only the bytes before it."""
    pdf = world.bare
    reader: Untyped = PdfFileReader(io.BytesIO(pdf))
    number, form = int(reader.trailer["/Size"]), reader.root["/AcroForm"]
    first = form["/Fields"].raw_get(0)
    out, places = _with_hole(pdf, number, b"/DocTimeStamp", b"/ETSI.RFC3161")
    token = asyncio.run(
        _Clock(world.clock.answer).async_timestamp(hashlib.sha256(_outside(out)).digest(), "sha256")
    )
    out = _in_hole(out, token.dump())
    places[number + 1] = len(out)
    out += b"%d 0 obj\n<< /Type /Annot /Subtype /Widget /FT /Sig /T (Tijd) /F 4" % (number + 1)
    out += b" /Rect [0 0 0 0] /V %d 0 R >>\nendobj\n" % number
    field, fields = io.BytesIO(), io.BytesIO()
    filled = generic.DictionaryObject(first.get_object())
    filled[_name("/V")] = generic.IndirectObject(number + 2, 0, reader)
    filled.write_to_stream(field, None)
    longer = generic.DictionaryObject(form)
    longer[_name("/Fields")] = generic.ArrayObject(
        [
            *(form["/Fields"].raw_get(n) for n in range(len(form["/Fields"]))),
            generic.IndirectObject(number + 1, 0, reader),
        ]
    )
    longer.write_to_stream(fields, None)
    for key, body in ((first.idnum, field), (reader.root.raw_get("/AcroForm").idnum, fields)):
        places[key] = len(out)
        out += b"%d 0 obj\n%s\nendobj\n" % (key, body.getvalue())
    signed, more = _with_hole(out, number + 2, b"/Sig", b"/ETSI.CAdES.detached")
    places |= more
    table = len(signed)
    signed += b"xref\n" + b"".join(b"%d 1\n%010d 00000 n \n" % item for item in sorted(places.items()))
    signed += b"trailer\n<< /Size %d /Root %d 0 R /Prev %d >>\nstartxref\n%d\n%%%%EOF\n" % (
        number + 3,
        reader.trailer.raw_get("/Root").idnum,
        int(pdf[pdf.rindex(b"startxref") + 9 :].split()[0]),
        table,
    )
    signed = _with_range(signed)
    digest = hashlib.sha256(_outside(signed)).digest()
    signature = asyncio.run(simple_signer(world.chair).async_sign(digest, "sha256", use_pades=True))
    return _in_hole(signed, signature.dump())


def _with_hole(pdf: bytes, number: int, kind: bytes, way: bytes) -> tuple[bytes, dict[int, int]]:
    place = len(pdf)
    pdf += b"%d 0 obj\n<< /Type %s /Filter /Adobe.PPKLite /SubFilter %s" % (number, kind, way)
    pdf += b" /ByteRange [0 %010d %010d %010d] /Contents <%s> >>\nendobj\n" % (0, 0, 0, b"0" * _HOLE)
    return _with_range(pdf), {number: place}


def _last_hole(pdf: bytes) -> tuple[int, int]:
    *_, found = re.finditer(rb"/Contents (<[0-9a-f]{%d}>)" % _HOLE, pdf)
    return found.span(1)


def _with_range(pdf: bytes) -> bytes:
    first, second = _last_hole(pdf)
    *_, found = re.finditer(rb"\[0 \d{10} \d{10} \d{10}\]", pdf)
    made = b"[0 %010d %010d %010d]" % (first, second, len(pdf) - second)
    return pdf[: found.start()] + made + pdf[found.end() :]


def _outside(pdf: bytes) -> bytes:
    first, second = _last_hole(pdf)
    return pdf[:first] + pdf[second:]


def _in_hole(pdf: bytes, value: bytes) -> bytes:
    first, second = _last_hole(pdf)
    return pdf[:first] + b"<" + value.hex().encode().ljust(_HOLE, b"0") + b">" + pdf[second:]
