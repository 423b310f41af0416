"""Make the files that somebody changed after signing, byte by byte or with the tools of the trade."""

from __future__ import annotations

import random
import re
from functools import partial
from typing import TYPE_CHECKING, Any

from tests.agreement.files import BROKEN, CHANGED, NOT_VALID, UNKNOWN, VALID, K, Made
from tests.agreement.genuine import reader_of
from tests.agreement.world import saved_again
from tests.documents.increments import (
    Writer,
    countersigned,
    generic,
    hidden_in_a_literal_string,
    overlay,
    ranges,
    timestamped,
    with_revision,
)
from zvdesk.documents.signing import countersign

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    import pikepdf

    from tests.agreement.world import World

_HOLE = re.compile(rb"/ByteRange ?\[ ?(\d+) (\d+) (\d+) (\d+) ?\]")
_TAILS = {
    "regeleinde": b"\n",
    "spatie": b" ",
    "nul": b"\0",
    "commentaar": b"% erbij\n",
    "nog een einde": b"%%EOF\n",
    "verwijzing naar nul": b"startxref\n0\n%%EOF\n",
    "veel letters": b"x" * 10_000,
    "een hele pdf": b"",
}


def flips(world: World) -> Iterator[Made]:
    """Yield files with one bit changed, at places spread over the whole file and over the signature."""
    reader, chance = reader_of(world), random.Random(5)  # noqa: S311 - the same places every time
    for base, pdf, count in (
        ("lijst", world.signed, 40),
        ("mede ondertekend", world.twice, 16),
        ("B-LT", world.lasting, 16),
    ):
        for step in range(count):
            place = min(len(pdf) - 1, step * len(pdf) // (count - 1))
            # The hole of a timestamp is signed by nobody: there another authority may seem to speak.
            expected = NOT_VALID if base == "B-LT" else BROKEN
            yield Made(
                "bit om",
                f"{base}, byte {place}",
                partial(_flipped, pdf, place, chance.randrange(8)),
                reader,
                expected,
            )
    _, first, second, _ = ranges(world.signed)
    used = len(world.signed[first + 1 : second - 1].rstrip(b"0"))
    for step in range(20):
        place = first + 1 + step * used // 20
        digit = int(chr(world.signed[place]), 16) ^ 1 << chance.randrange(4)
        yield Made(
            "handtekening",
            f"cijfer {place - first - 1}",
            partial(_with, world.signed, place, b"%X" % digit if digit > 9 else b"%d" % digit),
            reader,
            BROKEN,
        )


def tails(world: World) -> Iterator[Made]:
    """Yield files with bytes behind or before them, and files that are cut."""
    reader = reader_of(world)
    for name, tail in _TAILS.items():
        yield Made("staart", name, partial(_joined, world.signed, tail or world.other), reader, BROKEN)
    for name, pdf in (("mede ondertekend", world.twice), ("B-T", world.stamped), ("B-LT", world.lasting)):
        yield Made("staart", f"{name}, regeleinde", partial(_joined, pdf, b"\n"), reader, CHANGED)
    yield Made("staart", "ervoor", partial(_joined, b"erbij\n", world.signed), reader, BROKEN)
    yield Made("staart", "hele pdf ervoor", partial(_joined, world.other, world.signed), reader, BROKEN)
    for base, pdf in (("lijst", world.signed), ("mede ondertekend", world.twice)):
        for step in range(1, 8):
            length = step * len(pdf) // 8
            yield Made("afgekapt", f"{base}, {step}/8", partial(_cut, pdf, length), reader, BROKEN)
        yield Made("afgekapt", f"{base}, laatste byte", partial(_cut, pdf, len(pdf) - 1), reader, BROKEN)
    yield Made(
        "afgekapt",
        "handtekening eraf",
        lambda: world.signed[: len(world.bare)],
        reader,
        frozenset({K.UNSIGNED}),
    )


def revisions(world: World) -> Iterator[Made]:
    """Yield files to which somebody added a part with something to see, or something that acts."""
    reader = reader_of(world)
    covers: dict[str, Callable[[bytes], bytes]] = {
        "": lambda pdf: pdf,
        ", tijdstempel van een onbekende erover": timestamped,
        ", tijdstempel van een bekende erover": world.covered,
        ", tweede van het huis erover": lambda pdf: countersign(pdf, world.secretary, at=reader.at),
    }
    changes: dict[str, Callable[[Writer], None]] = {
        "tekst erbij": overlay(b"Erbij"),
        "leeg vlak erbij": overlay(b""),
        "bladzijde vervangen": _other_page,
        "bladzijde leeg": _empty_page,
        "bladzijde weg": _no_page,
        "opmerking": _note,
        "stempel over de tekst": partial(_note, kind="/Stamp"),
        "formulierveld": _field,
        "formulier weg": _no_form,
        "script": _script,
        "titel": _title,
        "bijlage vervangen": _other_attachment,
    }
    for name, change in changes.items():
        for cover, done in covers.items():
            if change is _no_form and "tweede" in cover:
                continue  # without a form there is no place for a second signature
            yield Made(
                "deel erbij",
                name + cover,
                partial(changed, world.signed, change, done),
                reader,
                CHANGED,
            )
    # The same words written once more change nothing; only what nobody covers is a tail.
    for (cover, done), expected in zip(covers.items(), (CHANGED, UNKNOWN, VALID, VALID), strict=True):
        yield Made(
            "niets nieuws",
            f"catalogus{cover}",
            partial(changed, world.signed, _nothing, done),
            reader,
            expected,
        )
    for base, pdf in (("mede ondertekend", world.twice), ("B-T", world.stamped), ("B-LT", world.lasting)):
        yield Made(
            "deel erbij",
            f"tekst erbij na {base}",
            partial(with_revision, pdf, overlay(b"Erbij")),
            reader,
            CHANGED,
        )
    yield Made(
        "deel erbij",
        "tweede handtekening over de bladzijde",
        lambda: countersigned(world.signed, world.secretary, box=True),
        reader,
        CHANGED,
    )
    yield Made(
        "deel erbij",
        "derde handtekening",
        lambda: countersigned(world.twice, world.house.person("D. Derde"), field="Derde"),
        reader,
        CHANGED,
    )
    yield Made("deel erbij", "opnieuw opgeslagen", lambda: saved_again(world.signed), reader, BROKEN)
    yield Made(
        "deel erbij",
        "opnieuw opgeslagen, bladzijde weg",
        lambda: saved_again(world.signed, _drop_page),
        reader,
        BROKEN,
    )


def containers(world: World) -> Iterator[Made]:
    """Yield files with a signature of another document, or whose ranges do not fit."""
    reader = reader_of(world)
    signed = world.signed
    _, first, second, last = ranges(signed)

    def made(name: str, pdf: bytes, expected: frozenset[K] = BROKEN) -> Made:
        return Made("bereik", name, lambda: pdf, reader, expected)

    for name, donor in (
        ("andere lijst", world.other),
        ("mede ondertekend", world.twice),
        ("B-T", world.stamped),
    ):
        _, from_, until, _ = ranges(donor)
        if name == "mede ondertekend":
            (_, _, _, _), (_, from_, until, _) = (tuple(map(int, m)) for m in _HOLE.findall(donor))
        digits = donor[from_ + 1 : until - 1][: second - first - 2].ljust(second - first - 2, b"0")
        expected = VALID if name == "B-T" else BROKEN  # that one is of this very document
        yield Made(
            "verwisseld",
            f"handtekening van {name}",
            partial(_with, signed, first + 1, digits),
            reader,
            expected,
        )
    yield Made(
        "verwisseld",
        "handtekening leeg",
        lambda: signed[: first + 1] + b"0" * (second - first - 2) + signed[second - 1 :],
        reader,
        BROKEN,
    )
    yield Made(
        "verwisseld",
        "handtekening zonder haken",
        lambda: signed[:first] + b" " + signed[first + 1 : second - 1] + b" " + signed[second:],
        reader,
        BROKEN,
    )
    yield Made(
        "verwisseld",
        "bytes verstopt naast de handtekening",
        lambda: hidden_in_a_literal_string(signed),
        reader,
        CHANGED,
    )
    found = _HOLE.search(signed)
    assert found is not None
    for name, words in {
        "gat 1 byte breder": f"0 {first} {second + 1} {last - 1}",
        "gat 100 bytes breder": f"0 {first} {second + 100} {last - 100}",
        "gat begint eerder": f"0 {first - 1} {second} {last}",
        "gat smaller": f"0 {first + 1} {second - 1} {last + 1}",
        "geen gat": f"0 {len(signed)} {len(signed)} 0",
        "begint niet bij nul": f"1 {first - 1} {second} {last}",
        "overlap": f"0 {second} {first} {last}",
        "voorbij het einde": f"0 {first} {second} {last + 9}",
        "alleen het eerste deel": f"0 {first} {second} 0",
        "negatief": f"0 {first} -{second} {last}",
        "twee getallen": f"0 {first}",
        "zes getallen": f"0 {first} {second} {last} 0 0",
        "leeg": "",
        "tekst": f"(0) {first} {second} {last}",
        "nullen": "0 0 0 0",
    }.items():
        yield made(name, _ranged(signed, found.span(), words))
    room = b"/ByteRange [0 1 2 3]"
    dictionary = signed.rindex(b"<<", 0, found.start())
    for name, extra in (("tweede bereik ervoor", room), ("tweede inhoud ervoor", b"/Contents <00>")):
        yield made(name, signed[: dictionary + 2] + extra + signed[dictionary + 2 + len(extra) :])
        yield made(f"{name}, ertussen geschoven", signed[: dictionary + 2] + extra + signed[dictionary + 2 :])
    yield made(
        "soort handtekening anders", signed.replace(b"/ETSI.CAdES.detached", b"/adbe.x509.rsa_sha1 ", 1)
    )
    yield made("geen filter", signed.replace(b"/Adobe.PPKLite", b"/Adobe.PPKLitf", 1))
    yield made("soort object anders", signed.replace(b"/DocMDP", b"/DocMDQ", 1))


def changed(pdf: bytes, change: Callable[[Writer], None], cover: Callable[[bytes], bytes]) -> bytes:
    """Change a signed document, and let somebody put a word over it."""
    return cover(with_revision(pdf, change))


# --- how -------------------------------------------------------------------------------------------------


def _flipped(pdf: bytes, place: int, bit: int) -> bytes:
    return _with(pdf, place, bytes([pdf[place] ^ 1 << bit]))


def _with(pdf: bytes, place: int, part: bytes) -> bytes:
    return pdf[:place] + part + pdf[place + len(part) :]


def _joined(head: bytes, tail: bytes) -> bytes:
    return head + tail


def _cut(pdf: bytes, length: int) -> bytes:
    return pdf[:length]


def _ranged(pdf: bytes, span: tuple[int, int], words: str) -> bytes:
    """Write other numbers in the place of the ranges, as long as before when they fit."""
    start, end = span
    room = end - start - len(b"/ByteRange []")
    return pdf[:start] + b"/ByteRange [" + words.encode().ljust(room) + b"]" + pdf[end:]


def _page(writer: Writer) -> Any:  # noqa: ANN401 - pyHanko's objects have no types
    return writer.find_page_for_modification(0)[0].get_object()


def _nothing(writer: Writer) -> None:
    writer.update_root()


def _other_page(writer: Writer) -> None:
    page = _page(writer)
    stream = generic.StreamObject(stream_data=b"BT /F1 30 Tf 60 500 Td (Een andere afspraak) Tj ET")
    page[generic.pdf_name("/Contents")] = writer.add_object(stream)
    writer.update_container(page)


def _empty_page(writer: Writer) -> None:
    page = _page(writer)
    del page["/Contents"]
    writer.update_container(page)


def _no_page(writer: Writer) -> None:
    pages: Any = writer.root["/Pages"]
    first = pages["/Kids"].raw_get(0)
    blank = generic.DictionaryObject(
        {generic.pdf_name(key): pages["/Kids"][0].raw_get(key) for key in ("/Type", "/Parent", "/MediaBox")}
    )
    pages[generic.pdf_name("/Kids")] = generic.ArrayObject([writer.add_object(blank)])
    pages[generic.pdf_name("/Oud")] = first
    writer.update_container(pages)


def _note(writer: Writer, kind: str = "/FreeText") -> None:
    page = _page(writer)
    box = generic.ArrayObject([generic.NumberObject(n) for n in (50, 50, 500, 700)])
    note = generic.DictionaryObject(
        {
            generic.pdf_name("/Type"): generic.pdf_name("/Annot"),
            generic.pdf_name("/Subtype"): generic.pdf_name(kind),
            generic.pdf_name("/Rect"): box,
            generic.pdf_name("/Contents"): generic.pdf_string("Niet meer nodig"),
        }
    )
    annotations = page["/Annots"]
    annotations.append(writer.add_object(note))
    writer.update_container(annotations)


def _field(writer: Writer) -> None:
    form: Any = writer.root["/AcroForm"]
    field = generic.DictionaryObject(
        {
            generic.pdf_name("/FT"): generic.pdf_name("/Tx"),
            generic.pdf_name("/T"): generic.pdf_string("Bedrag"),
            generic.pdf_name("/V"): generic.pdf_string("1000"),
        }
    )
    form["/Fields"].append(writer.add_object(field))
    writer.update_container(form["/Fields"])


def _no_form(writer: Writer) -> None:
    writer.root[generic.pdf_name("/AcroForm")] = generic.DictionaryObject(
        {generic.pdf_name("/Fields"): generic.ArrayObject()}
    )
    writer.update_root()


def _script(writer: Writer) -> None:
    action = generic.DictionaryObject(
        {
            generic.pdf_name("/S"): generic.pdf_name("/JavaScript"),
            generic.pdf_name("/JS"): generic.pdf_string("app.alert(1)"),
        }
    )
    writer.root[generic.pdf_name("/OpenAction")] = writer.add_object(action)
    writer.update_root()


def _title(writer: Writer) -> None:
    info = {generic.pdf_name("/Title"): generic.pdf_string("Anders")}
    writer.set_info(writer.add_object(generic.DictionaryObject(info)))


def _other_attachment(writer: Writer) -> None:
    files: Any = writer.root["/AF"]
    embedded = files[0]["/EF"]
    embedded[generic.pdf_name("/F")] = writer.add_object(generic.StreamObject(stream_data=b"{}"))
    writer.update_container(embedded)


def _drop_page(pdf: pikepdf.Pdf) -> None:
    pdf.add_blank_page()
    del pdf.pages[0]
