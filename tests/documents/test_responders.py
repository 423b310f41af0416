"""Answers of responders count when the issuer stands behind them, and never make more valid than they say."""

from __future__ import annotations

import io
import subprocess
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509 import ocsp
from cryptography.x509.oid import ExtendedKeyUsageOID
from pyhanko.pdf_utils.reader import PdfFileReader

from tests.documents.judging import ASKS, NOT_ASKS, PERSON, POINTS, SIGNS, K, judged, outcome
from tests.documents.key_file import rsa_key
from tests.documents.lists import SIGNED_AT
from tests.documents.pki import YEAR, House, make_house, odd_person
from tests.documents.responder import (
    ANSWERS,
    GOOD,
    NO_CHECK,
    REVOKED,
    UNKNOWN,
    delegate,
    house_responder,
)
from tests.documents.time_service import LIST, TimeService, known, make_time_service
from zvdesk.documents.evidence import inside
from zvdesk.documents.gathering import Sources
from zvdesk.documents.responders import question, read_answer, responder_addresses, words_about
from zvdesk.documents.sealing import seal
from zvdesk.documents.signing import sign
from zvdesk.documents.verifying import verify
from zvdesk.domain.signatures import Looked, RevocationSource, Seal
from zvdesk.errors import SealFailed

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from zvdesk.documents.identities import SigningIdentity, SigningKey

OPEN = (K.UNKNOWN_SIGNER, "revocation_unknown")
GONE = (K.REVOKED, "certificate_revoked")
DAY = timedelta(days=1)
NOW = datetime.now(UTC)


@pytest.fixture(scope="module")
def asking(house: House) -> SigningIdentity:
    """Give a person whose certificate names a responder and no list."""
    return odd_person(house, [PERSON, SIGNS, ASKS])


def test_good_makes_valid_and_says_from_when(bare: bytes, house: House, asking: SigningIdentity) -> None:
    assert outcome(judged(bare, asking, house.certificate)) == OPEN
    for responder in (house_responder(house), delegate(house)):
        answer = responder.answer(asking.certificate, at=SIGNED_AT - DAY)
        for trusted in (house.certificate, asking.certificate):
            verdict = judged(bare, asking, trusted, answers=[b"0\x03\n\x01\x01", answer])
            assert outcome(verdict) == (K.VALID, "")
            assert verdict.signers[0].revocation == Looked(RevocationSource.RESPONDER, SIGNED_AT - DAY)
        wide = responder.answer(asking.certificate, digest=SHA256())
        assert judged(bare, asking, house.certificate, answers=[wide]).kind is K.VALID


def test_what_was_looked_at_is_told(bare: bytes, house: House, asking: SigningIdentity) -> None:
    plain = house.person()
    assert judged(bare, plain, house.certificate).signers[0].revocation == Looked(RevocationSource.NOT_NAMED)
    missing = judged(bare, asking, house.certificate).signers[0].revocation
    assert missing == Looked(RevocationSource.MISSING)
    listed = judged(bare, plain, house.certificate, lists=[house.revoke()]).signers[0].revocation
    assert listed == Looked(RevocationSource.LIST, SIGNED_AT)
    answer = house_responder(house).answer(asking.certificate, at=SIGNED_AT - DAY)
    both = judged(bare, asking, house.certificate, lists=[house.revoke()], answers=[answer])
    assert both.signers[0].revocation == Looked(RevocationSource.LIST, SIGNED_AT)


def test_revoked_is_revoked_however_old_and_whatever_a_list_says(
    bare: bytes, house: House, asking: SigningIdentity
) -> None:
    gone = delegate(house).answer(asking.certificate, REVOKED)
    good = house_responder(house).answer(asking.certificate)
    for identity, lists in ((asking, []), (asking, [house.revoke()])):
        assert outcome(judged(bare, identity, house.certificate, lists=lists, answers=[good, gone])) == GONE
    assert outcome(judged(bare, asking, house.certificate, answers=[gone], at=SIGNED_AT + YEAR / 2)) == GONE
    plain = house.person()  # names nothing, and was withdrawn all the same
    said = house_responder(house).answer(plain.certificate, REVOKED)
    assert outcome(judged(bare, plain, house.certificate, answers=[said])) == GONE
    assert judged(bare, house.person(), house.certificate, answers=[said]).kind is K.VALID


def test_what_is_not_good_does_not_vouch(bare: bytes, house: House, asking: SigningIdentity) -> None:
    own, other = house_responder(house), make_house()
    stranger = make_house("Vreemd")
    server = (x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), False)
    odd = (x509.UnrecognizedExtension(x509.ObjectIdentifier("1.2.3.4"), b"\x05\x00"), True)
    certificate = asking.certificate
    answers = {
        "unknown": own.answer(certificate, UNKNOWN),
        "another": own.answer(house.person().certificate),
        "namesake": house_responder(other).answer(certificate),
        "claims": house_responder(other).answer(certificate, issuer=house.certificate),
        "stranger": delegate(house, issuer=stranger).answer(certificate),
        "no_purpose": delegate(house, extensions=[NO_CHECK]).answer(certificate),
        "other_purpose": delegate(house, extensions=[server, NO_CHECK]).answer(certificate),
        "over": delegate(house, since=NOW - 2 * YEAR).answer(certificate),
        "critical": own.answer(certificate, extensions=[odd]),
        "a_person": delegate(house, extensions=[]).answer(certificate),
    }
    for name, answer in answers.items():
        assert outcome(judged(bare, asking, house.certificate, answers=[answer])) == OPEN, name


def test_an_answer_has_its_time(bare: bytes, house: House, asking: SigningIdentity) -> None:
    own = house_responder(house)

    def of(answer: bytes, at: datetime = SIGNED_AT) -> tuple[object, str]:
        return outcome(judged(bare, asking, house.certificate, answers=[answer], at=at))

    short = own.answer(asking.certificate, until=SIGNED_AT + DAY)
    assert of(short, SIGNED_AT + DAY / 2) == (K.VALID, "")
    assert of(short, SIGNED_AT + 2 * DAY) == OPEN
    assert of(own.answer(asking.certificate, at=SIGNED_AT + DAY)) == OPEN  # from the future
    endless = own.answer(asking.certificate, until=None)  # openssl without -ndays
    assert of(endless, SIGNED_AT + DAY / 2) == (K.VALID, "")
    assert of(endless, SIGNED_AT + 2 * DAY) == OPEN


def test_a_responder_that_was_withdrawn_or_may_be_does_not_vouch(
    bare: bytes, house: House, asking: SigningIdentity
) -> None:
    exempt = delegate(house)
    withdrawn = house.revoke(exempt.certificate, at=NOW - DAY)
    said = exempt.answer(asking.certificate)
    assert judged(bare, asking, house.certificate, answers=[said]).kind is K.VALID
    plain = odd_person(house, [PERSON, SIGNS, ASKS])
    late = house.revoke(exempt.certificate, until=SIGNED_AT + DAY)
    stale = judged(
        bare,
        plain,
        house.certificate,
        answers=[exempt.answer(plain.certificate)],
        lists=[late],
        at=SIGNED_AT + 2 * DAY,
    )
    assert outcome(stale) == OPEN  # the list itself is too old to vouch, and names the responder
    gone = exempt.answer(house.person().certificate, REVOKED)
    assert judged(bare, house.person(), house.certificate, answers=[gone], lists=[withdrawn]).kind is K.VALID
    unchecked = delegate(house, extensions=[ANSWERS, POINTS]).answer(asking.certificate)
    assert outcome(judged(bare, asking, house.certificate, answers=[unchecked])) == OPEN
    nothing_named = delegate(house, extensions=[ANSWERS]).answer(asking.certificate)
    assert judged(bare, asking, house.certificate, answers=[nothing_named]).kind is K.VALID


def test_a_flipped_bit_of_an_answer_never_makes_it_vouch(
    bare: bytes, house: House, asking: SigningIdentity
) -> None:
    pdf = sign(bare, asking, at=SIGNED_AT)
    answer = delegate(house).answer(asking.certificate, UNKNOWN)
    for place in range(0, len(answer), 40):
        changed = bytearray(answer)
        changed[place] ^= 0x20
        try:
            verdict = verify(
                pdf, trusted=[house.certificate], revocation_answers=[bytes(changed)], at=SIGNED_AT
            )
        except ValueError:  # no answer at all: it is refused at the door
            continue
        assert outcome(verdict) == OPEN


def test_an_address_of_the_issuer_before_that_of_a_list_does_not_hide_it(bare: bytes, house: House) -> None:
    person = odd_person(house, [PERSON, SIGNS, NOT_ASKS, POINTS])
    assert outcome(judged(bare, person, house.certificate)) == OPEN
    assert judged(bare, person, house.certificate, lists=[house.revoke()]).kind is K.VALID


def ask_openssl(
    place: Path, house: House, certificate: bytes, status: str, key: SigningKey, signer: bytes, more: str = ""
) -> bytes:
    """Let openssl answer our question about a certificate, as its index has it, signed with a key."""
    own, issuer, by = (
        x509.load_der_x509_certificate(der) for der in (certificate, house.certificate, signer)
    )
    (place / "huis.pem").write_bytes(issuer.public_bytes(Encoding.PEM))
    (place / "dienst.pem").write_bytes(by.public_bytes(Encoding.PEM))
    (place / "dienst.key").write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    (place / "vraag.der").write_bytes(question(own, issuer))
    number = f"{own.serial_number:X}"
    number = number.zfill(len(number) + len(number) % 2)
    (place / "index.txt").write_text(f"{status}\t{number}\tunknown\t/CN=x\n" if status else "")
    command = "openssl ocsp -index index.txt -CA huis.pem -rsigner dienst.pem -rkey dienst.key -ndays 1"
    command += f" -reqin vraag.der -respout antwoord.ors {more}"
    subprocess.run(command.split(), cwd=place, check=True, capture_output=True, timeout=30)
    return (place / "antwoord.ors").read_bytes()


IN_USE, WITHDRAWN = "V\t350101000000Z\t", "R\t350101000000Z\t261101000000Z"


def test_openssl_answers_what_we_ask(bare: bytes, tmp_path: Path, requires: Callable[[str], Path]) -> None:
    requires("openssl")
    house = make_house(since=NOW - DAY)
    person = odd_person(house, [PERSON, SIGNS, ASKS], since=NOW - DAY)
    pdf = sign(bare, person, at=NOW)

    def said(status: str, key: SigningKey, signer: bytes, more: str = "") -> tuple[object, str]:
        answer = ask_openssl(tmp_path, house, person.certificate, status, key, signer, more)
        now = datetime.now(UTC)
        return outcome(verify(pdf, trusted=[house.certificate], revocation_answers=[answer], at=now))

    own = (house.key, house.certificate)
    found = [said(status, *own) for status in (IN_USE, WITHDRAWN, "")]
    assert found == [(K.VALID, ""), GONE, OPEN]

    by = delegate(house, key=rsa_key())
    pss = "-rsigopt rsa_padding_mode:pss -rsigopt rsa_pss_saltlen:-1"
    for way in ("", "-rmd sha384", pss, f"-rmd sha512 {pss}"):
        for status, wanted in ((IN_USE, (K.VALID, "")), (WITHDRAWN, GONE)):
            assert said(status, by.key, by.certificate, way) == wanted, way
    for weak in ("-rmd sha1", f"-rmd sha1 {pss}"):
        assert said(IN_USE, by.key, by.certificate, weak) == OPEN, weak
    small = rsa.generate_private_key(65537, 1024)  # noqa: S505 - that is the point
    short = delegate(house, key=small)
    for way in ("", pss):
        assert said(IN_USE, small, short.certificate, way) == OPEN, way


def test_an_rsa_answer_that_was_changed_or_that_another_signed_does_not_vouch(
    bare: bytes, house: House, asking: SigningIdentity, tmp_path: Path, requires: Callable[[str], Path]
) -> None:
    requires("openssl")
    by = delegate(house, key=rsa_key())
    good = by.answer(asking.certificate)
    assert outcome(judged(bare, asking, house.certificate, answers=[good])) == (K.VALID, "")
    pss = "-rsigopt rsa_padding_mode:pss -rsigopt rsa_pss_saltlen:-1"
    other = ask_openssl(tmp_path, house, asking.certificate, IN_USE, rsa_key(), by.certificate, pss)
    stranger = rsa.generate_private_key(65537, 2048)
    issuer, own = (x509.load_der_x509_certificate(der) for der in (house.certificate, asking.certificate))
    for answer in (good, other):
        read = read_answer(answer)
        flipped = read.signature[:-1] + bytes([read.signature[-1] ^ 1])
        foreign = stranger.sign(read.tbs_response_bytes, padding.PKCS1v15(), SHA256())
        assert list(words_about(own, issuer, [read]))
        for signature in (flipped, foreign):
            changed = read_answer(answer.replace(read.signature, signature))
            assert changed.signature == signature
            assert not list(words_about(own, issuer, [changed]))


# --- sealing ---------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def clock(tmp_path_factory: pytest.TempPathFactory, requires: Callable[[str], Path]) -> TimeService:
    requires("openssl")
    return make_time_service(tmp_path_factory.mktemp("tijd"))


def test_sealing_asks_the_responder_and_keeps_its_answer(bare: bytes, clock: TimeService) -> None:
    house = make_house(since=NOW - DAY)
    person = odd_person(house, [PERSON, SIGNS, ASKS], since=NOW - DAY)
    pdf = sign(bare, person, at=NOW)
    now = known(house.certificate, time=(clock.root,))
    asked: list[str] = []

    def sources(responder: Callable[[str, bytes], bytes]) -> Sources:
        return Sources(clock.answer, clock.sources().fetch, responder)

    def answering(status: ocsp.OCSPCertStatus) -> Sources:
        def respond(address: str, request: bytes) -> bytes:
            asked.append(address)
            (found,) = {ocsp.load_der_ocsp_request(request).serial_number}
            assert found == x509.load_der_x509_certificate(person.certificate).serial_number
            return delegate(house).answer(person.certificate, status, at=NOW, until=NOW + DAY)

        return sources(respond)

    full = seal(pdf, Seal.LT, now, answering(GOOD))
    assert asked == list(responder_addresses(x509.load_der_x509_certificate(person.certificate)))
    held = inside(PdfFileReader(io.BytesIO(full)))
    assert (len(held.lists), len(held.answers)) == (1, 1)
    found = verify(full, trusted=[house.certificate], time_authorities=[clock.root], at=datetime.now(UTC))
    assert outcome(found) == (K.VALID, "")
    assert found.signers[0].revocation is not None
    assert found.signers[0].revocation.source is RevocationSource.RESPONDER
    late = verify(full, trusted=[house.certificate], time_authorities=[clock.root], at=NOW + 3 * DAY)
    assert outcome(late) == (K.VALID, "")  # the answer vouches for the moment that was proven
    assert len(inside(PdfFileReader(io.BytesIO(seal(full, Seal.LTA, now, answering(GOOD))))).answers) == 1

    def nonsense(*_: object) -> bytes:
        return b"<html>"

    def busy(*_: object) -> bytes:
        made = ocsp.OCSPResponseBuilder.build_unsuccessful(ocsp.OCSPResponseStatus.TRY_LATER)
        return made.public_bytes(Encoding.DER)

    for way, reason in (
        (answering(REVOKED), "revoked"),
        (answering(UNKNOWN), "revocation"),
        (sources(nonsense), "revocation"),
        (sources(busy), "revocation"),
        (clock.sources(), "unreachable"),
    ):
        with pytest.raises(SealFailed) as failed:
            seal(pdf, Seal.LT, now, way)
        assert failed.value.reason == reason
    with pytest.raises(ValueError, match="no answer"):
        read_answer(busy())


def test_a_responder_helps_when_the_list_is_out_of_reach(bare: bytes, clock: TimeService) -> None:
    house = make_house(since=NOW - DAY)
    person = odd_person(house, [PERSON, SIGNS, POINTS, ASKS], since=NOW - DAY)
    pdf = sign(bare, person, at=NOW)
    now = known(house.certificate, time=(clock.root,))
    fetched: list[str] = []

    def fetch(address: str) -> bytes:
        fetched.append(address)
        if address == LIST:
            return clock.revocation_list()
        raise SealFailed("unreachable")

    def respond(*_: object) -> bytes:
        return house_responder(house).answer(person.certificate, at=NOW, until=NOW + DAY)

    full = seal(pdf, Seal.LT, now, Sources(clock.answer, fetch, respond))
    assert len(fetched) == 2
    found = verify(full, trusted=[house.certificate], time_authorities=[clock.root], at=datetime.now(UTC))
    assert outcome(found) == (K.VALID, "")
