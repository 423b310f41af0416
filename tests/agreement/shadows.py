"""Make shadow attacks: documents that were prepared before signing, and changed by little after it.

After Mainka, Mladenov, Rohlmann, "Shadow Attacks: Hiding and Replacing Content in Signed PDFs" (NDSS 2021):
what hides is taken away, what shows is replaced by its definition, or the other half of a document that was
there all the time comes to the front. The last hands write a timestamp or a second signature over it.
"""

from __future__ import annotations

from functools import cache, partial
from typing import TYPE_CHECKING, Any, TypeAlias

from tests.agreement.files import CHANGED, Made
from tests.agreement.genuine import reader_of
from tests.agreement.tampered import changed
from tests.agreement.world import NOW
from tests.documents.increments import Writer, generic, timestamped, with_revision
from zvdesk.documents.signing import countersign, sign

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.agreement.world import World

Untyped: TypeAlias = Any  # pyHanko's objects have no types
_name, _text = generic.pdf_name, generic.pdf_string
_WHITE = b"1 1 1 rg 40 40 500 700 re f"


def shadows(world: World) -> Iterator[Made]:
    """Yield each attack, and each again with somebody's word over it."""
    covers: dict[str, Callable[[bytes], bytes]] = {
        "": lambda pdf: pdf,
        ", tijdstempel van een onbekende erover": timestamped,
        ", tijdstempel van een bekende erover": world.covered,
        ", tweede van het huis erover": lambda pdf: countersign(pdf, world.secretary, at=NOW),
    }
    attacks = {
        "verbergen: vlak over de tekst wordt leeg": (_cover, _uncover),
        "verbergen: plaatje verdwijnt": (_stamp, _unstamp),
        "vervangen: lettertype wordt een ander": (_nothing, _other_font),
        "vervangen: ingevuld veld": (_form, _filled),
        "vervangen: uiterlijk van een veld": (_form, _dressed),
        "verbergen en vervangen: andere bladzijden": (_spare_pages, _use_spare_pages),
        "verbergen en vervangen: andere inhoud": (_spare_content, _use_spare_content),
    }
    for name, (before, after) in attacks.items():
        prepared = cache(partial(_prepared, world, before))
        for cover, done in covers.items():
            yield Made(
                "schaduw",
                name + cover,
                partial(_attacked, prepared, after, done),
                reader_of(world),
                CHANGED,
            )


def _prepared(world: World, change: Callable[[Writer], None]) -> bytes:
    return sign(with_revision(world.bare, change), world.chair, at=NOW)


def _attacked(
    prepared: Callable[[], bytes], change: Callable[[Writer], None], cover: Callable[[bytes], bytes]
) -> bytes:
    return changed(prepared(), change, cover)


def _page(writer: Writer) -> Untyped:
    return writer.find_page_for_modification(0)[0].get_object()


def _dictionary(**entries: object) -> Untyped:
    return generic.DictionaryObject({_name(f"/{key}"): value for key, value in entries.items()})


def _stream(data: bytes, **entries: object) -> Untyped:
    return generic.StreamObject({_name(f"/{key}"): value for key, value in entries.items()}, stream_data=data)


def _box(*numbers: int) -> Untyped:
    return generic.ArrayObject([generic.NumberObject(number) for number in numbers])


def _drawn(writer: Writer, data: bytes) -> Untyped:
    return writer.add_object(
        _stream(data, Type=_name("/XObject"), Subtype=_name("/Form"), BBox=_box(0, 0, 600, 850))
    )


def _nothing(writer: Writer) -> None:
    writer.update_root()


def _cover(writer: Writer) -> None:
    page = _page(writer)
    page["/Resources"][_name("/XObject")] = _dictionary(Vlak=_drawn(writer, _WHITE))
    contents = page.raw_get("/Contents")
    page[_name("/Contents")] = generic.ArrayObject([contents, writer.add_object(_stream(b"/Vlak Do"))])
    writer.update_container(page)
    writer.update_container(page["/Resources"])


def _uncover(writer: Writer) -> None:
    page = _page(writer)
    drawn = page["/Resources"]["/XObject"]["/Vlak"]
    drawn._data, drawn._encoded_data = b"", None
    writer.update_container(drawn)


def _stamp(writer: Writer) -> None:
    annotations = _page(writer)["/Annots"]
    looks = _dictionary(N=_drawn(writer, _WHITE))
    note = _dictionary(Type=_name("/Annot"), Subtype=_name("/Stamp"), Rect=_box(40, 40, 540, 740), AP=looks)
    annotations.append(writer.add_object(note))
    writer.update_container(annotations)


def _unstamp(writer: Writer) -> None:
    annotations = _page(writer)["/Annots"]
    del annotations[-1]
    writer.update_container(annotations)


def _other_font(writer: Writer) -> None:
    fonts = _page(writer)["/Resources"]["/Font"]
    first = next(iter(fonts))
    fonts[first] = writer.add_object(
        _dictionary(Type=_name("/Font"), Subtype=_name("/Type1"), BaseFont=_name("/ZapfDingbats"))
    )
    writer.update_container(fonts)


def _form(writer: Writer) -> None:
    page, form = _page(writer), writer.root["/AcroForm"]
    field = _dictionary(
        Type=_name("/Annot"),
        Subtype=_name("/Widget"),
        FT=_name("/Tx"),
        T=_text("Bedrag"),
        V=_text("100"),
        F=generic.NumberObject(4),
        Rect=_box(60, 400, 400, 440),
        AP=_dictionary(N=_drawn(writer, b"BT /F1 12 Tf (100) Tj ET")),
    )
    reference = writer.add_object(field)
    for place in (page["/Annots"], form["/Fields"]):
        place.append(reference)
        writer.update_container(place)


def _the_field(writer: Writer) -> Untyped:
    form: Untyped = writer.root["/AcroForm"]
    return next(field for field in form["/Fields"] if field.get_object()["/T"] == "Bedrag").get_object()


def _filled(writer: Writer) -> None:
    field = _the_field(writer)
    field[_name("/V")] = _text("1.000.000")
    field[_name("/AP")] = _dictionary(N=_drawn(writer, b"BT /F1 12 Tf (1.000.000) Tj ET"))
    writer.update_container(field)


def _dressed(writer: Writer) -> None:
    field = _the_field(writer)
    field[_name("/AP")] = _dictionary(N=_drawn(writer, b"BT /F1 12 Tf (1.000.000) Tj ET"))
    writer.update_container(field)


def _spare_pages(writer: Writer) -> None:
    spare = _dictionary(Type=_name("/Pages"), Count=generic.NumberObject(1), Kids=generic.ArrayObject())
    reference = writer.add_object(spare)
    page = _dictionary(
        Type=_name("/Page"),
        Parent=reference,
        MediaBox=_box(0, 0, 595, 842),
        Resources=_dictionary(),
        Contents=writer.add_object(_stream(_WHITE)),
    )
    spare["/Kids"].append(writer.add_object(page))
    writer.root[_name("/Reserve")] = reference
    writer.update_root()


def _use_spare_pages(writer: Writer) -> None:
    root: Untyped = writer.root
    root[_name("/Pages")] = root.raw_get("/Reserve")
    writer.update_root()


def _spare_content(writer: Writer) -> None:
    page = _page(writer)
    page[_name("/Reserve")] = writer.add_object(_stream(_WHITE))
    writer.update_container(page)


def _use_spare_content(writer: Writer) -> None:
    page = _page(writer)
    page[_name("/Contents")] = page.raw_get("/Reserve")
    writer.update_container(page)
