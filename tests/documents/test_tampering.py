from __future__ import annotations

import io
import random
import re
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pikepdf
import pytest
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import SignatureCoverageLevel, validate_pdf_signature
from pyhanko_certvalidator import ValidationContext

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
from tests.documents.lists import SIGNED_AT, third_party
from tests.documents.pki import House, make_house
from zvdesk.documents.action_list import render
from zvdesk.documents.signing import sign
from zvdesk.documents.verifying import verify
from zvdesk.domain.signatures import VerdictKind

if TYPE_CHECKING:
    from collections.abc import Callable

    from zvdesk.documents.identities import SigningIdentity

K = VerdictKind
ACCEPTED = {K.VALID, K.UNKNOWN_SIGNER}
NOW = datetime.now(tz=UTC)
_HOLE = re.compile(rb"/Contents <([0-9a-fA-F]{2000,})>")


def flipped(pdf: bytes, offset: int, bit: int) -> bytes:
    changed = bytearray(pdf)
    changed[offset] ^= 1 << bit
    return bytes(changed)


def test_a_flipped_bit_is_always_seen(signed: bytes, house: House) -> None:
    chance = random.Random(1)  # noqa: S311 - the same bytes every time
    _, first, second, _ = ranges(signed)
    offsets = [chance.randrange(len(signed)) for _ in range(100)]
    offsets += [chance.randrange(first, second) for _ in range(100)]
    offsets += [0, first - 1, first, first + 1, second - 2, second - 1, second, len(signed) - 1]
    for offset in offsets:
        changed = flipped(signed, offset, chance.randrange(8))
        verdict = verify(changed, trusted=[house.certificate], at=SIGNED_AT)
        assert verdict.kind not in ACCEPTED, (offset, verdict.detail)


def test_a_flipped_digit_of_the_signature_is_always_seen(signed: bytes, house: House) -> None:
    chance = random.Random(2)  # noqa: S311 - the same bytes every time
    _, first, second, _ = ranges(signed)
    used = len(signed[first + 1 : second - 1].rstrip(b"0"))
    for place in sorted(chance.sample(range(used), 150)):
        offset = first + 1 + place
        changed = bytearray(signed)
        changed[offset] = ord(f"{int(chr(signed[offset]), 16) ^ 1 << chance.randrange(4):X}")
        verdict = verify(bytes(changed), trusted=[house.certificate], at=SIGNED_AT)
        assert verdict.kind not in ACCEPTED, (place, verdict.detail)


@pytest.mark.parametrize(
    "tail", [b"\n", b" ", b"\0", b"%", b"%%EOF\n", b"startxref\n0\n%%EOF\n", b"x" * 10_000]
)
def test_an_appended_tail_is_seen(tail: bytes, signed: bytes, house: House) -> None:
    verdict = verify(signed + tail, trusted=[house.certificate], at=SIGNED_AT)
    assert verdict.kind in {K.CHANGED, K.UNREADABLE}


def test_a_cut_document_is_seen(signed: bytes, house: House) -> None:
    for length in [*range(1, len(signed), len(signed) // 40), len(signed) - 1]:
        verdict = verify(signed[:length], trusted=[house.certificate], at=SIGNED_AT)
        assert verdict.kind not in ACCEPTED, (length, verdict.detail)


def test_cutting_the_signature_off_leaves_an_unsigned_list(bare: bytes, signed: bytes, house: House) -> None:
    assert verify(signed[: len(bare)], trusted=[house.certificate], at=SIGNED_AT).kind is K.UNSIGNED


def test_a_signature_of_another_document_is_seen(
    bare: bytes, signed: bytes, house: House, signer: SigningIdentity
) -> None:
    other = sign(render(third_party()), signer, at=SIGNED_AT)
    _, first, second, _ = ranges(signed)
    _, other_first, other_second, _ = ranges(other)
    digits = other[other_first + 1 : other_second - 1].ljust(second - first - 2, b"0")[: second - first - 2]
    swapped = signed[:first] + b"<" + digits + b">" + signed[second:]
    verdict = verify(swapped, trusted=[house.certificate], at=SIGNED_AT)
    assert (verdict.kind, verdict.detail) == (K.CHANGED, "bytes_changed")
    assert bare != signed


@pytest.mark.parametrize("words", [b"Urgent", b"x", b""])
def test_an_overlay_in_a_new_revision_is_seen(words: bytes, signed: bytes, house: House) -> None:
    changed = with_revision(signed, overlay(words))
    verdict = verify(changed, trusted=[house.certificate], at=SIGNED_AT)
    assert verdict.kind is K.CHANGED
    assert verdict.signers[0].name == "F. Voorbeeld"


def _new_title(writer: Writer) -> None:
    writer.set_info(
        writer.add_object(
            generic.DictionaryObject({generic.pdf_name("/Title"): generic.pdf_string("Anders")})
        )
    )


def _no_form(writer: Writer) -> None:
    del writer.root["/AcroForm"]
    writer.update_root()


def _script(writer: Writer) -> None:
    action = generic.DictionaryObject(
        {
            generic.pdf_name("/S"): generic.pdf_name("/JavaScript"),
            generic.pdf_name("/JS"): generic.pdf_string("app.alert(1)"),
        }
    )
    writer.root["/OpenAction"] = writer.add_object(action)
    writer.update_root()


def _note(writer: Writer) -> None:
    page, _ = writer.find_page_for_modification(0)
    note = generic.DictionaryObject(
        {
            generic.pdf_name("/Type"): generic.pdf_name("/Annot"),
            generic.pdf_name("/Subtype"): generic.pdf_name("/FreeText"),
            generic.pdf_name("/Rect"): generic.ArrayObject(
                [generic.NumberObject(n) for n in (50, 50, 500, 700)]
            ),
            generic.pdf_name("/Contents"): generic.pdf_string("Niet meer nodig"),
        }
    )
    annotations = page.get_object()["/Annots"]
    annotations.append(writer.add_object(note))
    writer.update_container(annotations)


def _only_touched(writer: Writer) -> None:
    writer.update_root()


@pytest.mark.parametrize("change", [_new_title, _no_form, _script, _note, _only_touched])
def test_any_other_new_revision_is_seen(
    change: Callable[[Writer], None], signed: bytes, house: House
) -> None:
    assert verify(with_revision(signed, change), trusted=[house.certificate], at=SIGNED_AT).kind is K.CHANGED


def test_a_list_that_was_saved_again_is_not_accepted(signed: bytes, house: House) -> None:
    target = io.BytesIO()
    with pikepdf.open(io.BytesIO(signed)) as pdf:
        pdf.save(target)
    verdict = verify(target.getvalue(), trusted=[house.certificate], at=SIGNED_AT)
    assert verdict.kind not in ACCEPTED


@pytest.mark.parametrize("shift", [1, 2, 100])
def test_a_wider_hole_is_seen(shift: int, signed: bytes, house: House) -> None:
    start, first, second, last = ranges(signed)
    before = f"{start} {first} {second} {last}".encode()
    after = f"{start} {first} {second + shift} {last - shift}".encode().ljust(len(before))[: len(before)]
    verdict = verify(signed.replace(before, after, 1), trusted=[house.certificate], at=SIGNED_AT)
    assert verdict.kind not in ACCEPTED


def test_bytes_hidden_behind_a_padded_signature_are_seen(signed: bytes, house: House) -> None:
    changed = hidden_in_a_literal_string(signed)
    (found,) = PdfFileReader(io.BytesIO(changed)).embedded_signatures
    context = ValidationContext(trust_roots=[found.signer_cert], allow_fetching=False)
    status = validate_pdf_signature(found, signer_validation_context=context)
    assert status.intact
    assert status.coverage is SignatureCoverageLevel.ENTIRE_FILE  # pyHanko 0.38 alone is taken in
    verdict = verify(changed, trusted=[house.certificate], at=SIGNED_AT)
    assert (verdict.kind, verdict.detail) == (K.CHANGED, "signature_container")


def test_a_second_signature_may_follow(signed: bytes, house: House) -> None:
    twice = countersigned(signed, house.person("T. Tweede"))
    verdict = verify(twice, trusted=[house.certificate], at=NOW)
    assert (verdict.kind, verdict.detail) == (K.VALID, "")
    assert [facts.name for facts in verdict.signers] == ["F. Voorbeeld", "T. Tweede"]
    stranger = countersigned(signed, make_house("Vreemd").person("V. Vreemd"))
    assert verify(stranger, trusted=[house.certificate], at=NOW).kind is K.UNKNOWN_SIGNER


def test_a_second_signature_that_covers_the_page_is_seen(signed: bytes, house: House) -> None:
    verdict = verify(countersigned(signed, house.person(), box=True), trusted=[house.certificate], at=NOW)
    assert (verdict.kind, verdict.detail) == (K.CHANGED, "change_not_permitted")


def test_a_second_signature_does_not_bless_an_overlay(signed: bytes, house: House) -> None:
    resigned = countersigned(with_revision(signed, overlay(b"Erbij")), house.person("T. Tweede"))
    assert verify(resigned, trusted=[house.certificate], at=NOW).kind is K.CHANGED
    tailed = with_revision(countersigned(signed, house.person()), overlay(b"Erbij"))
    assert verify(tailed, trusted=[house.certificate], at=NOW).kind is K.CHANGED


def test_a_weak_digest_is_refused(bare: bytes, house: House) -> None:
    weak = countersigned(bare, house.person(), digest="sha1")
    verdict = verify(weak, trusted=[house.certificate], at=NOW)
    assert (verdict.kind, verdict.detail) == (K.INVALID, "weak_algorithm")


def test_nobody_vouches_for_a_timestamp(bare: bytes, signed: bytes, house: House) -> None:
    stamped = timestamped(signed)
    verdict = verify(stamped, trusted=[house.certificate], at=NOW)
    assert (verdict.kind, verdict.detail) == (K.UNKNOWN_SIGNER, "timestamp_unknown")
    assert [facts.name for facts in verdict.signers] == ["F. Voorbeeld"]
    assert verify(stamped + b"\n", trusted=[house.certificate], at=NOW).kind is K.CHANGED
    only = timestamped(bare)
    assert verify(only, trusted=[house.certificate], at=NOW).kind is not K.VALID
    overlaid = with_revision(stamped, overlay(b"Erbij"))
    assert verify(overlaid, trusted=[house.certificate], at=NOW).kind is K.CHANGED
    late = timestamped(with_revision(signed, overlay(b"Erbij")))
    assert verify(late, trusted=[house.certificate], at=NOW).kind is K.CHANGED


def test_a_broken_timestamp_is_seen(signed: bytes, house: House) -> None:
    chance = random.Random(3)  # noqa: S311 - the same bytes every time
    stamped = timestamped(signed)
    start = stamped.index(b"/ByteRange", len(signed))
    for _ in range(40):
        changed = flipped(stamped, chance.randrange(len(signed), start), chance.randrange(8))
        assert verify(changed, trusted=[house.certificate], at=NOW).kind is not K.VALID
    (digits,) = _HOLE.findall(stamped, len(signed))
    at = stamped.index(digits, len(signed)) + len(digits.rstrip(b"0")) - 40
    broken = stamped[:at] + (b"0" if stamped[at : at + 1] != b"0" else b"1") + stamped[at + 1 :]
    verdict = verify(broken, trusted=[house.certificate], at=NOW)
    assert verdict.kind is K.INVALID
