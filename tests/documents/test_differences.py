"""What a second signature of the house covers may not be anything but that signature."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest

from tests.documents.increments import Writer, generic, with_revision
from tests.documents.judging import K, outcome
from tests.documents.lists import SIGNED_AT
from zvdesk.documents.containers import end_of
from zvdesk.documents.signing import countersign, sign
from zvdesk.documents.verifying import verify
from zvdesk.domain.signatures import VerdictKind

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.documents.pki import House
    from zvdesk.documents.identities import SigningIdentity

NOW = datetime.now(UTC)
REFUSED = (K.CHANGED, "change_not_permitted")
_XMP = (
    b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
    b'<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title><rdf:Alt>'
    b'<rdf:li xml:lang="x-default">Een andere titel</rdf:li></rdf:Alt></dc:title></rdf:Description></rdf:RDF>'
    b"</x:xmpmeta>"
)


def _info(**entries: object) -> Callable[[Writer], None]:
    def change(writer: Writer) -> None:
        made = {generic.pdf_name(f"/{key}"): value for key, value in entries.items()}
        writer.set_info(writer.add_object(generic.DictionaryObject(made)))

    return change


def _metadata(data: bytes | None) -> Callable[[Writer], None]:
    def change(writer: Writer) -> None:
        kinds = {"/Type": "/Metadata", "/Subtype": "/XML"}
        entries = {generic.pdf_name(key): generic.pdf_name(value) for key, value in kinds.items()}
        made = generic.NullObject() if data is None else generic.StreamObject(entries, stream_data=data)
        writer.root[generic.pdf_name("/Metadata")] = writer.add_object(made)
        writer.update_root()

    return change


def _no_metadata(writer: Writer) -> None:
    del writer.root["/Metadata"]
    writer.update_root()


@pytest.fixture(autouse=True)
def quiet_writer(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let pyHanko write what it is told and nothing of its own."""
    monkeypatch.setattr("tests.documents.increments.IncrementalPdfFileWriter._update_meta", lambda _: None)


@pytest.mark.parametrize(
    "change",
    [
        _info(Title=generic.pdf_string("Anders")),
        _info(Producer=generic.pdf_string("x")),  # all the rest is gone
        _metadata(_XMP),
        _metadata(b"<!DOCTYPE x>" + _XMP),
        _metadata(b"geen xml"),
        _metadata(None),
        _no_metadata,
    ],
    ids=["title", "no_title", "xmp_title", "declaration", "no_xml", "no_stream", "no_xmp"],
)
def test_what_describes_a_document_stays_as_it_was_signed(
    change: Callable[[Writer], None], signed: bytes, house: House
) -> None:
    covered = countersign(with_revision(signed, change), house.person("S. Schrijver"), at=SIGNED_AT)
    verdict = verify(covered, trusted=[house.certificate], at=SIGNED_AT)
    assert outcome(verdict) == REFUSED


def _field(writer: Writer) -> None:
    form: Any = writer.root["/AcroForm"]
    entries = {
        "/FT": generic.pdf_name("/Tx"),
        "/T": generic.pdf_string("Bedrag"),
        "/V": generic.pdf_string("1"),
    }
    made = generic.DictionaryObject({generic.pdf_name(key): value for key, value in entries.items()})
    form["/Fields"].append(writer.add_object(made))
    writer.update_container(form["/Fields"])


def _filled(writer: Writer) -> None:
    form: Any = writer.root["/AcroForm"]
    field = form["/Fields"][-1].get_object()
    field[generic.pdf_name("/V")] = generic.pdf_string("1.000.000")
    writer.update_container(field)


def test_a_field_is_not_filled_in_between_two_signatures(
    bare: bytes, house: House, signer: SigningIdentity
) -> None:
    form = sign(with_revision(bare, _field), signer, at=SIGNED_AT)
    second = house.person("S. Schrijver")
    for pdf, expected in ((form, (VerdictKind.VALID, "")), (with_revision(form, _filled), REFUSED)):
        covered = countersign(pdf, second, at=SIGNED_AT)
        assert outcome(verify(covered, trusted=[house.certificate], at=SIGNED_AT)) == expected


@pytest.mark.parametrize(
    "words", [b"0 9", b"", b"0 1 2 3 4 5", b"(0) 1 2 3", b"0 1 /Naam 3", b"null null 1 2"]
)
def test_ranges_of_another_shape_are_no_reason_to_fall_over(
    words: bytes, signed: bytes, house: House
) -> None:
    found = re.search(rb"/ByteRange ?\[([^\]]*)\]", signed)
    assert found is not None
    start, end = found.span(1)
    changed = signed[:start] + words.ljust(end - start) + signed[end:]
    verdict = verify(changed, trusted=[house.certificate], at=SIGNED_AT)
    assert verdict.kind in {K.CHANGED, K.INVALID, K.UNREADABLE}
    assert end_of([0, 1]) == -1
