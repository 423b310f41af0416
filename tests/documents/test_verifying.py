from __future__ import annotations

import hashlib
import io
from dataclasses import replace
from typing import TYPE_CHECKING

import pikepdf
import pytest
from cryptography import x509

from tests.documents.lists import SIGNED_AT
from tests.documents.pki import (
    NAME,
    House,
    make_house,
    name_of,
    odd_certificate,
    odd_person,
    usage,
)
from zvdesk.documents import verifying
from zvdesk.documents.containers import is_plain
from zvdesk.documents.identities import SigningIdentity, fingerprint, new_signing_key
from zvdesk.documents.verifying import verify

if TYPE_CHECKING:
    from zvdesk.domain.signatures import VerdictKind

    pass

from tests.documents.judging import PERSON, SIGNS, K, judged, outcome


def test_a_list_of_a_known_house_is_valid_and_says_who_signed(
    signed: bytes, house: House, signer: SigningIdentity
) -> None:
    verdict = verify(signed, trusted=[house.certificate], at=SIGNED_AT)
    assert outcome(verdict) == (K.VALID, "")
    assert verdict.document_sha256 == hashlib.sha256(signed).hexdigest()
    (facts,) = verdict.signers
    assert (facts.name, facts.role, facts.organisation, facts.issuer) == (
        "F. Voorbeeld",
        "voorzitter",
        NAME,
        NAME,
    )
    assert facts.signed_at == SIGNED_AT
    assert facts.fingerprint == fingerprint(signer.certificate)
    assert facts.issuer_fingerprint == fingerprint(house.certificate)
    assert not facts.is_practice


def test_practice_is_recognised(bare: bytes) -> None:
    practice = make_house(practice=True)
    verdict = judged(bare, practice.person(), practice.certificate)
    assert verdict.kind is K.VALID
    assert verdict.signers[0].is_practice


def test_a_person_may_be_trusted_without_the_house(signed: bytes, signer: SigningIdentity) -> None:
    assert outcome(verify(signed, trusted=[signer.certificate], at=SIGNED_AT)) == (K.VALID, "")


def test_a_person_may_have_made_a_certificate_at_home(bare: bytes) -> None:
    key = new_signing_key()
    own = odd_certificate("F. Voorbeeld", key.public_key(), name_of("F. Voorbeeld"), key, [PERSON, SIGNS])
    identity = SigningIdentity(private_key=key, certificate=own)
    assert outcome(judged(bare, identity, own)) == (K.VALID, "")
    assert outcome(judged(bare, identity)) == (K.UNKNOWN_SIGNER, "unknown_signer")


def test_an_unknown_house_is_unknown_even_with_the_same_name(signed: bytes, signer: SigningIdentity) -> None:
    look_alike = make_house()
    assert outcome(verify(signed, trusted=[], at=SIGNED_AT)) == (K.UNKNOWN_SIGNER, "unknown_signer")
    verdict = verify(signed, trusted=[look_alike.certificate], at=SIGNED_AT)
    assert outcome(verdict) == (K.UNKNOWN_SIGNER, "unknown_signer")
    assert verdict.signers[0].fingerprint == fingerprint(signer.certificate)


def test_a_signature_without_its_chain_is_enough_when_the_house_is_known(
    bare: bytes, house: House, signer: SigningIdentity
) -> None:
    alone = replace(signer, chain=())
    assert outcome(judged(bare, alone, house.certificate)) == (K.VALID, "")
    unknown = judged(bare, alone)
    assert outcome(unknown) == (K.UNKNOWN_SIGNER, "unknown_signer")
    assert unknown.signers[0].issuer == NAME
    assert unknown.signers[0].issuer_fingerprint == ""


def test_the_house_key_itself_signs_no_documents(bare: bytes, house: House) -> None:
    assert outcome(judged(bare, house.identity, house.certificate)) == (K.INVALID, "signer_is_authority")


@pytest.mark.parametrize("trust_the_person", [False, True])
@pytest.mark.parametrize("claims_authority", [False, True])
def test_a_person_issues_to_nobody(
    bare: bytes, house: House, *, trust_the_person: bool, claims_authority: bool
) -> None:
    middle = (
        odd_person(
            house, [(x509.BasicConstraints(ca=True, path_length=0), True), (usage("key_cert_sign"), True)]
        )
        if claims_authority
        else house.person()
    )
    key = new_signing_key()
    issuer = x509.load_der_x509_certificate(middle.certificate).subject
    below = odd_certificate("M. Ander", key.public_key(), issuer, middle.private_key, [PERSON, SIGNS])
    identity = SigningIdentity(
        private_key=key, certificate=below, chain=(middle.certificate, house.certificate)
    )
    trusted = middle.certificate if trust_the_person and not claims_authority else house.certificate
    detail = "path_too_long" if claims_authority else "issuer_is_no_authority"
    assert outcome(judged(bare, identity, trusted)) == (K.INVALID, detail)


def test_an_endless_path_is_not_followed(bare: bytes) -> None:
    keys = [new_signing_key() for _ in range(8)]
    authority = [(x509.BasicConstraints(ca=True, path_length=None), True), (usage("key_cert_sign"), True)]
    chain = [
        odd_certificate(f"T{n}", keys[n].public_key(), name_of(f"T{n + 1}"), keys[n + 1], authority)
        for n in range(1, 7)
    ]
    leaf = odd_certificate("T0", keys[0].public_key(), name_of("T1"), keys[1], [PERSON, SIGNS])
    identity = SigningIdentity(private_key=keys[0], certificate=leaf, chain=tuple(chain))
    assert outcome(judged(bare, identity)) == (K.INVALID, "path_too_long")


def test_a_certificate_from_nowhere_may_not_ride_along(
    bare: bytes, house: House, signer: SigningIdentity
) -> None:
    stray = replace(signer, chain=(*signer.chain, make_house("Vreemd").certificate))
    assert outcome(judged(bare, stray, house.certificate)) == (K.INVALID, "stray_certificate")


def test_what_is_no_pdf_is_unreadable(bare: bytes, house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    def of(pdf: bytes) -> tuple[VerdictKind, str]:
        return outcome(verify(pdf, trusted=[house.certificate], at=SIGNED_AT))

    for garbage in (
        b"",
        b"hallo",
        b"%PDF-1.7",
        b"%PDF-1.7\n%%EOF",
        b"\0" * 5000,
        bare[:2000],
        b"[" * 100_000,
    ):
        assert of(garbage) == (K.UNREADABLE, "not_a_pdf")
    monkeypatch.setattr(verifying, "LARGEST", 1000)
    assert of(bare) == (K.UNREADABLE, "too_large")


def test_an_encrypted_pdf_is_unreadable(bare: bytes, house: House) -> None:
    target = io.BytesIO()
    with pikepdf.open(io.BytesIO(bare)) as pdf:
        pdf.save(target, encryption=pikepdf.Encryption(owner="a", user="b"))
    verdict = verify(target.getvalue(), trusted=[house.certificate], at=SIGNED_AT)
    assert outcome(verdict) == (K.UNREADABLE, "encrypted")


def test_a_pdf_without_pages_is_unreadable(house: House) -> None:
    target = io.BytesIO()
    pikepdf.new().save(target)
    assert verify(target.getvalue(), trusted=[house.certificate], at=SIGNED_AT).kind is K.UNREADABLE


def test_a_list_that_nobody_signed_is_unsigned(bare: bytes, house: House) -> None:
    verdict = verify(bare, trusted=[house.certificate], at=SIGNED_AT)
    assert outcome(verdict) == (K.UNSIGNED, "no_signature")
    assert verdict.signers == ()


def test_a_byte_range_of_another_shape_is_not_plain() -> None:
    assert not is_plain(b"abc<00>def", [0, 3], b"\0")
    assert not is_plain(b"abc<00>def", [0, 3, 7, 4], b"\0")
    assert not is_plain(b"abc<00>def", [1, 3, 7, 3], b"\0")
    assert is_plain(b"abc<00>def", [0, 3, 7, 3], b"\0")
