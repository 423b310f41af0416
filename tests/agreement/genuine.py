"""Make the files that nobody changed: genuine ones, and those of the wrong key, person or day."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING

from cryptography import x509

from tests.agreement.files import INVALID, UNKNOWN, VALID, K, Made, Reader
from tests.agreement.world import NOW, YEAR, saved_again
from tests.documents.increments import countersigned, timestamped
from tests.documents.judging import ASKS, ONLY_AUTHORITIES, PERSON, POINTS, SIGNS
from tests.documents.pki import make_house_without_lists, odd_certificate, odd_person, usage
from tests.documents.responder import GOOD, REVOKED, house_responder
from tests.documents.responder import UNKNOWN as SAID_UNKNOWN
from zvdesk.documents.identities import SigningIdentity, new_signing_key, revocation_list
from zvdesk.documents.signing import countersign, sign
from zvdesk.domain.signatures import Seal

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import datetime

    from tests.agreement.world import World
    from tests.documents.pki import House

_DAY = timedelta(days=1)


def reader_of(world: World) -> Reader:
    """Give the reader that knows the house, the authority and the time service."""
    return Reader(
        (world.house.certificate, world.authority.certificate), (world.clock.root,), (world.time_list,)
    )


def valid(world: World) -> Iterator[Made]:
    """Yield what is genuine."""
    reader = reader_of(world)

    def made(name: str, make: Callable[[], bytes]) -> Made:
        return Made("echt", name, make, reader, VALID)

    for name, paper in world.papers().items():
        yield made(f"{name}, B-B", partial(_signed, world, paper))
    yield made("lijst, B-B", lambda: world.signed)
    yield made("andere lijst, B-B", lambda: world.other)
    yield made("sleutelbestand EC", partial(world.from_file, rsa=False))
    yield made("sleutelbestand RSA", partial(world.from_file, rsa=True))
    yield made("mede ondertekend", lambda: world.twice)
    yield made(
        "mede ondertekend, sleutelbestand eerst",
        lambda: countersign(world.from_file(rsa=True), world.secretary, at=NOW),
    )
    yield made("B-T", lambda: world.stamped)
    yield made("B-T, sleutelbestand RSA", lambda: world.sealed(world.from_file(rsa=True), Seal.T))
    yield made("B-LT", lambda: world.lasting)
    yield made("B-LT, mede ondertekend", lambda: world.sealed(world.twice, Seal.LT))
    yield made("B-T, mede ondertekend", lambda: world.sealed(world.twice, Seal.T))
    yield made("B-LTA, vernieuwd", lambda: world.sealed(world.lasting, Seal.LTA))
    yield made("eerste deel van mede ondertekend", lambda: world.twice[: len(world.signed)])
    yield made("eerste deel van B-LT", lambda: world.lasting[: len(world.stamped)])
    direct = replace(reader, trusted=(world.chair.certificate,))
    yield replace(made("ondertekenaar zelf vertrouwd", lambda: world.signed), reader=direct)
    for name, address in (("lijst", POINTS), ("dienst", ASKS)):
        person = odd_person(world.house, [PERSON, SIGNS, address], since=NOW - YEAR / 2)
        says = {
            "lijst": replace(reader, lists=(*reader.lists, withdrawal(world.house))),
            "dienst": replace(
                reader,
                answers=(
                    house_responder(world.house).answer(
                        person.certificate, GOOD, at=NOW - _DAY, until=NOW + _DAY
                    ),
                ),
            ),
        }
        yield replace(
            made(f"intrekking nagegaan bij {name}", partial(sign, world.bare, person, at=NOW)),
            reader=says[name],
        )


def wrong(world: World) -> Iterator[Made]:
    """Yield what is whole, but of the wrong key, person or day; and what nobody signed."""
    reader, house = reader_of(world), world.house
    yield from _unsigned(world, reader)
    yield from _days(world, reader)
    yield from _withdrawn(world, reader)
    stranger = world.stranger
    chainless = stranger.person()
    for name, identity in (
        ("naamgenoot van een naamgenoot-huis", stranger.person()),
        ("alleen zichzelf", _self_made()),
        (
            "huis reist niet mee",
            SigningIdentity(private_key=chainless.private_key, certificate=chainless.certificate),
        ),
    ):
        yield Made("onbekend", name, partial(sign, world.bare, identity, at=NOW), reader, UNKNOWN)
    nobody = replace(reader, trusted=())
    yield Made("onbekend", "lezer kent niemand", lambda: world.signed, nobody, UNKNOWN)
    yield Made(
        "onbekend",
        "lezer kent alleen naamgenoot",
        lambda: world.signed,
        replace(reader, trusted=(stranger.certificate,)),
        UNKNOWN,
    )
    yield Made(
        "onbekend",
        "lezer kent huis alleen voor de tijd",
        lambda: world.signed,
        replace(reader, trusted=(), time=(house.certificate,)),
        UNKNOWN,
    )
    yield Made(
        "onbekend",
        "tweede is onbekend",
        lambda: countersign(world.signed, stranger.person(), at=NOW),
        reader,
        UNKNOWN,
    )
    yield Made(
        "onbekend",
        "eerste is onbekend",
        lambda: countersign(sign(world.bare, stranger.person(), at=NOW), world.secretary, at=NOW),
        reader,
        UNKNOWN,
    )
    yield Made(
        "onbekend", "tijdstempel van een onbekende", lambda: timestamped(world.signed), reader, UNKNOWN
    )
    no_time = replace(reader, time=())
    for name, pdf in (("B-T", lambda: world.stamped), ("B-LT", lambda: world.lasting)):
        yield Made("onbekend", f"{name}, lezer kent de tijddienst niet", pdf, no_time, UNKNOWN)
    yield Made(
        "onbekend",
        "B-T, lijst van de tijddienst ontbreekt",
        lambda: world.stamped,
        replace(reader, lists=()),
        UNKNOWN,
    )
    for name, identity in (
        ("sleutel van het huis zelf", house.identity),
        ("uitgegeven door een persoon", _issued_by_person(world)),
        (
            "sleutel voor versleutelen",
            odd_person(house, [PERSON, (usage("key_encipherment"), True)], since=NOW - YEAR / 2),
        ),
        (
            "vreemd certificaat reist mee",
            replace(world.chair, chain=(*world.chair.chain, stranger.certificate)),
        ),
    ):
        yield Made("verkeerde persoon", name, partial(sign, world.bare, identity, at=NOW), reader, INVALID)
    borrowed = replace(stranger.person(), certificate=world.chair.certificate, chain=world.chair.chain)
    yield Made(
        "verkeerde persoon",
        "certificaat van een ander geleend",
        partial(sign, world.bare, borrowed, at=NOW),
        reader,
        INVALID,
    )
    yield Made("zwak", "sha1", lambda: countersigned(world.bare, world.chair, digest="sha1"), reader, INVALID)


def _unsigned(world: World, reader: Reader) -> Iterator[Made]:
    for name, paper in world.papers().items():
        yield Made("niet ondertekend", name, paper, reader, frozenset({K.UNSIGNED}))
    yield Made("niet ondertekend", "lijst", lambda: world.bare, reader, frozenset({K.UNSIGNED}))
    yield Made(
        "niet ondertekend",
        "alleen een tijdstempel",
        lambda: timestamped(world.bare),
        reader,
        frozenset({K.UNSIGNED, K.CHANGED}),
    )
    yield Made(
        "niet ondertekend",
        "opnieuw opgeslagen zonder handtekening",
        lambda: saved_again(world.bare),
        reader,
        frozenset({K.UNSIGNED}),
    )


def _days(world: World, reader: Reader) -> Iterator[Made]:
    short = world.house.person("K. Kort", until=NOW + _DAY)
    expired, early = frozenset({K.EXPIRED}), INVALID
    late = replace(reader, at=NOW + 2 * _DAY)
    yield Made("verlopen", "persoon", lambda: sign(world.bare, short, at=NOW), late, expired)
    yield Made("verlopen", "huis", lambda: world.signed, replace(reader, at=NOW + 30 * YEAR), expired)
    yield Made("verlopen", "tweede", lambda: countersign(world.signed, short, at=NOW), late, expired)
    yield Made(
        "verlopen",
        "tijdstempel van een onbekende erover",
        lambda: timestamped(sign(world.bare, short, at=NOW)),
        late,
        frozenset({K.EXPIRED}),
    )
    yield Made(
        "verlopen",
        "tijd bewezen, daarna verlopen",
        lambda: world.sealed(sign(world.bare, short, at=NOW), Seal.LT),
        late,
        VALID,
    )
    yield Made("verlopen", "nog niet geldig", lambda: world.signed, replace(reader, at=NOW - 2 * YEAR), early)


def _withdrawn(world: World, reader: Reader) -> Iterator[Made]:
    house, gone = world.house, frozenset({K.REVOKED})
    person = house.person("I. Ingetrokken")
    pdf = partial(sign, world.bare, person, at=NOW)
    withdrawn = withdrawal(house, person.certificate)
    said = house_responder(house).answer(person.certificate, REVOKED, at=NOW - _DAY, until=NOW + _DAY)
    listed = replace(reader, lists=(*reader.lists, withdrawn))
    yield Made("ingetrokken", "op de lijst", pdf, listed, gone)
    yield Made("ingetrokken", "volgens de dienst", pdf, replace(reader, answers=(said,)), gone)
    yield Made(
        "ingetrokken", "tweede op de lijst", lambda: countersign(world.signed, person, at=NOW), listed, gone
    )
    yield Made(
        "ingetrokken", "eerste op de lijst", lambda: countersign(pdf(), world.secretary, at=NOW), listed, gone
    )
    yield Made(
        "ingetrokken",
        "oude lijst",
        pdf,
        replace(listed, lists=(withdrawal(house, person.certificate, until=NOW - _DAY / 2),)),
        gone,
    )
    yield Made(
        "ingetrokken",
        "sleutel gestolen, ook al is de tijd bewezen",
        lambda: world.sealed(pdf(), Seal.LT),
        replace(reader, lists=(*reader.lists, house.report_stolen(person.certificate, NOW + _DAY))),
        gone,
    )
    for name, address in (("lijst", POINTS), ("dienst", ASKS)):
        asking = odd_person(house, [PERSON, SIGNS, address], since=NOW - YEAR / 2)
        make = partial(sign, world.bare, asking, at=NOW)
        yield Made("ingetrokken?", f"niemand heeft de {name}", make, reader, UNKNOWN)
        yield Made(
            "ingetrokken?",
            f"{name} van een naamgenoot",
            make,
            replace(reader, lists=(*reader.lists, withdrawal(world.stranger))),
            UNKNOWN,
        )
    answer = house_responder(house).answer(asking.certificate, SAID_UNKNOWN, at=NOW - _DAY, until=NOW + _DAY)
    yield Made(
        "ingetrokken?", "dienst kent het certificaat niet", make, replace(reader, answers=(answer,)), UNKNOWN
    )
    stale = house_responder(house).answer(asking.certificate, GOOD, at=NOW - 9 * _DAY, until=NOW - _DAY)
    yield Made(
        "ingetrokken?", "antwoord van de dienst is te oud", make, replace(reader, answers=(stale,)), UNKNOWN
    )
    yield from _odd_lists(world, reader)


def _odd_lists(world: World, reader: Reader) -> Iterator[Made]:
    """Yield signatures of people for whom the list that is at hand does not vouch."""
    house, apart = world.house, make_house_without_lists(NOW - YEAR / 2)

    def made(
        name: str, identity: SigningIdentity, trusted: bytes, found: bytes, kind: K = K.UNKNOWN_SIGNER
    ) -> Made:
        knows = replace(reader, trusted=(trusted,), lists=(*reader.lists, found))
        make = partial(sign, world.bare, identity, at=NOW)
        return Made("intrekkingslijst", name, make, knows, frozenset({kind}), is_refused=True)

    asking = odd_person(house, [PERSON, SIGNS, POINTS], since=NOW - YEAR / 2)
    for name, critical in (("kritiek", True), ("niet kritiek", False)):
        part = house.odd_list((ONLY_AUTHORITIES, critical), at=NOW - _DAY)
        yield made(f"alleen van huizen, {name}", asking, house.certificate, part)
        since = house.odd_list((x509.DeltaCRLIndicator(1), critical), at=NOW - _DAY)
        delta = made(f"alleen het verschil, {name}", asking, house.certificate, since)
        yield replace(delta, is_refused=False)  # openssl takes it for the whole
    other = odd_person(apart, [PERSON, SIGNS, POINTS], since=NOW - YEAR / 2)
    yield made("huis mag geen lijst maken", other, apart.certificate, withdrawal(apart))
    yield made(
        "huis mag geen lijst maken, en trekt in",
        other,
        apart.certificate,
        withdrawal(apart, other.certificate),
        K.REVOKED,
    )
    alone = replace(world.chair, chain=())
    gone = withdrawal(house, alone.certificate)
    yield made("persoon zelf vertrouwd, huis onbekend", alone, alone.certificate, gone)
    both = made("persoon zelf vertrouwd, huis ook", alone, alone.certificate, gone, K.REVOKED)
    yield replace(both, reader=replace(both.reader, trusted=(alone.certificate, house.certificate)))
    stale = withdrawal(house, until=NOW - _DAY / 2)
    yield made("lijst is te oud", asking, house.certificate, stale)
    early = house.odd_list(at=NOW + _DAY)
    yield made("lijst is van later", asking, house.certificate, early)


def _signed(world: World, paper: Callable[[], bytes]) -> bytes:
    return sign(paper(), world.chair, at=NOW)


def withdrawal(house: House, *certificates: bytes, until: datetime = NOW + YEAR) -> bytes:
    """Let a house withdraw certificates, or nobody, as of yesterday."""
    since = NOW - _DAY
    gone = [(certificate, since) for certificate in certificates]
    return revocation_list(house.key, house.certificate, gone, now=since, until=until)


def _self_made() -> SigningIdentity:
    key = new_signing_key()
    issuer = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "F. Voorbeeld")])
    own = odd_certificate(
        "F. Voorbeeld", key.public_key(), issuer, key, [PERSON, SIGNS], since=NOW - YEAR / 2
    )
    return SigningIdentity(private_key=key, certificate=own)


def _issued_by_person(world: World) -> SigningIdentity:
    key, middle = new_signing_key(), world.chair
    issuer = x509.load_der_x509_certificate(middle.certificate).subject
    own = odd_certificate(
        "M. Ander", key.public_key(), issuer, middle.private_key, [PERSON, SIGNS], since=NOW - YEAR / 2
    )
    return SigningIdentity(
        private_key=key, certificate=own, chain=(middle.certificate, world.house.certificate)
    )
