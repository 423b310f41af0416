"""Turn reportlab's PDF into PDF/A-3a and PDF/UA-1: structure, metadata, colour, signature field, bookmarks.

One pass with pikepdf. The result depends on nothing but its input: no clock, no chance, no machine.
"""

from __future__ import annotations

import io
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pikepdf
from pikepdf import Array, Dictionary, Name, OutlineItem, Pdf, String

from zvdesk.documents.attachments import attach
from zvdesk.documents.saving import saved
from zvdesk.documents.structure import Element, Mark, Tag
from zvdesk.documents.xmp import Metadata, packet, pdf_date
from zvdesk.resources import resources_folder

if TYPE_CHECKING:
    from collections.abc import Sequence

    from zvdesk.documents.attachments import Attachment
    from zvdesk.documents.tagged import Bookmark, SignatureField

FIELD_NAME = "Ondertekening"
SECOND_FIELD_NAME = "Medeondertekening"  # the last one: who signs there closes the document

_PRINTED_AND_LOCKED = 4 | 128  # annotation flags, ISO 32000-1 table 165; PDF/A wants Print
_TYPES = {tag: Name("/" + tag.value) for tag in Tag}
_BFCHAR = re.compile(rb"<([0-9A-Fa-f]{2})> <([0-9A-Fa-f]{4,8})>")
_BLOCK = 100  # at most so many bfchar lines in one block (Adobe technical note 5411)


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """Hold what the pages themselves do not say."""

    metadata: Metadata
    root: Element
    bookmarks: Sequence[Bookmark]
    fields: Sequence[SignatureField]  # none: nobody signs it
    attachments: tuple[Attachment, ...] = ()


def finish(bare: bytes, parts: Parts) -> bytes:
    """Return the archival, accessible PDF; the same input gives the same bytes."""
    with Pdf.open(io.BytesIO(bare)) as pdf:
        _mend_character_maps(pdf)
        _describe(pdf, parts.metadata)
        _colours(pdf)
        _Tree(pdf, parts).write()
        _outline(pdf, parts.bookmarks)
        attach(pdf, parts.attachments, parts.metadata.created_at)
        return saved(pdf)


def _mend_character_maps(pdf: Pdf) -> None:
    """Drop the codes that no letter uses: reportlab maps them to U+0000, which PDF/A and PDF/UA forbid."""
    for obj in pdf.objects:
        if not isinstance(obj, Dictionary) or obj.get(Name.Type) != Name.Font or Name.ToUnicode not in obj:
            continue
        source = obj.ToUnicode.read_bytes()
        pairs = [(code, value) for code, value in _BFCHAR.findall(source) if int(value, 16)]
        blocks = [pairs[start : start + _BLOCK] for start in range(0, len(pairs), _BLOCK)]
        body = b"\n".join(
            b"%d beginbfchar\n%s\nendbfchar" % (len(block), b"\n".join(b"<%s> <%s>" % pair for pair in block))
            for block in blocks
        )
        head, tail = source.split(b"endcodespacerange\n")[0], source.rsplit(b"endbfchar\n")[-1]
        head = re.sub(rb"<00> <[0-9A-F]{2}>", b"<00> <FF>", head)
        obj.ToUnicode = pdf.make_stream(head + b"endcodespacerange\n" + body + b"\n" + tail)


def _describe(pdf: Pdf, metadata: Metadata) -> None:
    root = pdf.Root
    root.Lang = String("nl-NL")
    root.MarkInfo = Dictionary(Marked=True)
    root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
    stream = pdf.make_stream(packet(metadata))
    stream.Type, stream.Subtype = Name.Metadata, Name.XML
    root.Metadata = stream
    moment = pdf_date(metadata.created_at)
    pdf.trailer.Info = pdf.make_indirect(
        Dictionary(
            Title=String(metadata.title),
            Author=String(metadata.author),
            Subject=String(metadata.subject),
            Creator=String(metadata.creator),
            Producer=String(metadata.producer),
            CreationDate=String(moment),
            ModDate=String(moment),
        )
    )


def _colours(pdf: Pdf) -> None:
    profile = pdf.make_stream((resources_folder() / "colour" / "srgb.icc").read_bytes())
    profile.N = 3
    intent = Dictionary(
        Type=Name.OutputIntent,
        S=Name.GTS_PDFA1,
        OutputConditionIdentifier=String("sRGB IEC61966-2.1"),
        Info=String("sRGB IEC61966-2.1"),
        DestOutputProfile=profile,
    )
    pdf.Root.OutputIntents = Array([pdf.make_indirect(intent)])


def _outline(pdf: Pdf, bookmarks: Sequence[Bookmark]) -> None:
    with pdf.open_outline() as outline:
        trail: list[OutlineItem] = []
        for mark in bookmarks:
            item = OutlineItem(mark.title, mark.page, "XYZ", left=0, top=round(mark.top), zoom=0)
            del trail[mark.level :]
            (trail[-1].children if trail else outline.root).append(item)
            trail.append(item)


class _Tree:
    """Write the structure tree, the parent tree and the signature fields."""

    def __init__(self, pdf: Pdf, parts: Parts) -> None:
        self._pdf = pdf
        self._parts = parts
        self._pages = [page.obj for page in pdf.pages]
        self._parents: list[dict[int, pikepdf.Object]] = [{} for _ in self._pages]

    def write(self) -> None:
        """Write all of it."""
        pdf = self._pdf
        root = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
        elements: dict[int, pikepdf.Object] = {}
        root.K = self._element(self._parts.root, root, elements)
        numbers: list[object] = []
        for number, page in enumerate(self._pages):
            page.StructParents = number
            page.Tabs = Name.S
            marks = self._parents[number]
            numbers += [number, pdf.make_indirect(Array([marks[mark] for mark in sorted(marks)]))]
        key = len(self._pages)
        for field in self._parts.fields:
            numbers += [key, self._field(field, elements, key)]
            key += 1
        root.ParentTree = pdf.make_indirect(Dictionary(Nums=Array(numbers)))
        root.ParentTreeNextKey = key
        pdf.Root.StructTreeRoot = root

    def _element(
        self, element: Element, parent: pikepdf.Object, elements: dict[int, pikepdf.Object]
    ) -> pikepdf.Object:
        obj = self._pdf.make_indirect(Dictionary(Type=Name.StructElem, S=_TYPES[element.tag], P=parent))
        if element.tag is Tag.FORM:
            elements[id(element)] = obj
        if element.scope:
            obj.A = Dictionary(O=Name.Table, Scope=Name("/" + element.scope))
        if element.alt:
            obj.Alt = String(element.alt)
        if element.box is not None:
            obj.A = Dictionary(O=Name.Layout, BBox=Array([round(v, 2) for v in element.box]))
        first = next((kid for kid in element.kids if isinstance(kid, Mark)), None)
        if first is not None:
            obj.Pg = self._pages[first.page]
        kids: list[object] = []
        for kid in element.kids:
            if isinstance(kid, Element):
                kids.append(self._element(kid, obj, elements))
                continue
            self._parents[kid.page][kid.number] = obj
            if first is not None and kid.page == first.page:
                kids.append(kid.number)
            else:
                kids.append(Dictionary(Type=Name.MCR, Pg=self._pages[kid.page], MCID=kid.number))
        if kids:
            obj.K = kids[0] if len(kids) == 1 else Array(kids)
        return obj

    def _field(self, field: SignatureField, elements: dict[int, pikepdf.Object], key: int) -> pikepdf.Object:
        """Add an empty signature field with an empty appearance; the words on the page say what it is."""
        pdf, page = self._pdf, self._pages[field.page]
        empty = pdf.make_stream(b"")
        empty.Type, empty.Subtype = Name.XObject, Name.Form
        empty.BBox = Array([0, 0, round(field.right - field.left, 2), round(field.top - field.bottom, 2)])
        empty.Resources = Dictionary()
        widget = pdf.make_indirect(
            Dictionary(
                Type=Name.Annot,
                Subtype=Name.Widget,
                FT=Name.Sig,
                T=String(field.name),
                TU=String(field.label),
                Contents=String(field.label),
                Rect=Array([round(v, 2) for v in (field.left, field.bottom, field.right, field.top)]),
                F=_PRINTED_AND_LOCKED,
                P=page,
                StructParent=key,
                AP=Dictionary(N=empty),
            )
        )
        if field.name == SECOND_FIELD_NAME:
            widget.Lock = pdf.make_indirect(Dictionary(Type=Name.SigFieldLock, Action=Name.All, P=1))
        if Name.AcroForm not in pdf.Root:
            pdf.Root.AcroForm = pdf.make_indirect(Dictionary(Fields=Array(), SigFlags=1))
        if Name.Annots not in page:
            page.Annots = Array()
        page.Annots.append(widget)
        pdf.Root.AcroForm.Fields.append(widget)
        element = elements[id(field.element)]
        element.Pg = page
        element.K = Dictionary(Type=Name.OBJR, Obj=widget, Pg=page)
        return element
