"""Make the laptops of a coordinator, a chair and a secretary, and packages as a hostile hand would make them.

The container is written here a second time, part by part, so that each part can be wrong by itself.
"""

from __future__ import annotations

import copy
import hashlib
import json
import secrets
import zlib
from base64 import b64encode
from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from tests.factories import NOW, TODAY, clock
from tests.services import laptops
from tests.services.world import build
from zvdesk.documents.identities import house_certificate, new_signing_key, person_certificate
from zvdesk.domain.ids import uuid8
from zvdesk.domain.keeping import DestructionGround, ShieldedCase
from zvdesk.domain.people import Role
from zvdesk.exchange import cards as card_files
from zvdesk.services import cards, cases, colleagues, destruction, handovers, receiving, vaults
from zvdesk.services.taking_over import take_over
from zvdesk.storage import keys, package_file, sealing
from zvdesk.storage.records import insert_record
from zvdesk.texts.labels import ROLES

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.services.laptops import Laptop, Laptops
    from zvdesk.services.desk import Desk

Json = dict[str, Any]
SLOT, SLOTS, HEAD = 80, 8, 8 + 1 + 16 + 8 * 80
SMALLEST = 1 << 16


@dataclass(frozen=True, slots=True)
class Signer:
    """Hold a key and the certificate that goes with it."""

    key: ec.EllipticCurvePrivateKey
    certificate: bytes
    vault: ec.EllipticCurvePrivateKey  # the key of the vault in which it is

    @property
    def id(self) -> str:
        """Return how colleagues know this key."""
        return package_file.key_id(self.certificate)

    def sign(self, signed: bytes) -> bytes:
        """Return a signature."""
        return self.key.sign(signed, ec.ECDSA(SHA256()))


@dataclass(slots=True)
class Stage:
    """Hold the vault of the chair, closed, and what a hostile hand has."""

    laptops: Laptops
    good: bytes  # a case that the chair does not know
    other: bytes  # another one
    to_secretary: bytes
    replayed: bytes  # it came in, and went back
    own_case_id: str  # of a case that the chair made
    chains: dict[str, tuple[str, ...]]  # of cases that travelled, by what became of them at the chair's
    shielded_id: str = ""
    contents: dict[str, Json] = field(default_factory=dict)  # of what travelled, and "" of the good one
    people: dict[str, Signer] = field(default_factory=dict)
    private: X25519PrivateKey = field(default_factory=X25519PrivateKey.generate)  # of the chair
    public: bytes = b""

    def content_of(self, data: bytes) -> Json:
        """Return the content of a package for the chair."""
        found: Json = json.loads(self.parts_of(data)[3])
        return found

    def forged(
        self,
        change: Callable[[Json], object] = lambda _: None,
        *,
        signer: str = "coordinator",
        content: str = "",
        chain: tuple[str, ...] = (),
    ) -> bytes:
        """Return a package with a changed content, signed and sealed as it should be, under an id of its own.

        ``chain`` is where its pen comes from.
        """
        plain = copy.deepcopy(self.contents[content])
        package_id = secrets.token_hex(16)
        plain["manifest"]["package_id"] = package_id
        for one in plain["manifest"]["chains"]:
            one["chain"] = [*chain, package_id]
            one["links"] = [self.link(signer, one["id"], one["chain"])]
        change(plain)
        return self.sealed(json.dumps(plain).encode(), package_id, signer=signer)

    def link(
        self, signer: str, subject_id: str, chain: list[str], *, holder: str = "", to: str = "chair"
    ) -> Json:
        """Return the link of the last package in a chain, as the vault of who signs makes it.

        ``holder`` got the pen before: the same one, unless somebody else of that vault did.
        """
        who, receiver = self.people[signer], self.people[to]
        previous_id, held = (chain[-2], self.people[holder or signer]) if len(chain) > 1 else ("", None)
        ids = (held.id if held else "", who.id, receiver.id)
        moved = "\0".join(("zvdesk/1/pen", subject_id, previous_id, chain[-1], *ids)).encode()
        vault_key = spki(who.vault)
        vouched = b"zvdesk/1/kluis\0" + hashlib.sha256(vault_key).digest()
        return {
            "holder_id": ids[0],
            "holder_key": text_of(spki(held.key)) if held else "",
            "holder_signature": text_of(held.sign(vouched)) if held else "",
            "sender_id": ids[1],
            "receiver_id": ids[2],
            "vault_key": text_of(vault_key),
            "vault_signature": text_of(who.vault.sign(moved, ec.ECDSA(SHA256()))),
        }

    def sealed(self, content: bytes, package_id: str = "", *, signer: str = "coordinator") -> bytes:
        """Return a container of any content, signed by somebody and sealed to the chair."""
        package_id = package_id or secrets.token_hex(16)
        who = self.people[signer]
        signature = who.sign(to_sign(package_id, content))
        return container(body_of(who.certificate, signature, content), package_id, [self.public])

    def parts_of(self, data: bytes) -> tuple[str, bytes, bytes, bytes]:
        """Return id, certificate, signature and content of a package for the chair."""
        package_id = data[9:25].hex()
        for at in range(25, HEAD, SLOT):
            key = sealing.unseal(data[at : at + SLOT], self.private, f"ZVPAKKET/1/{package_id}")
            if key is not None:
                body = AESGCM(key).decrypt(data[HEAD : HEAD + 12], data[HEAD + 12 : -4], data[:HEAD])
                return package_id, *_taken_apart(body)
        raise AssertionError("not for the chair")


def spki(key: ec.EllipticCurvePrivateKey) -> bytes:
    """Return the public half of a key."""
    return key.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)


def text_of(data: bytes) -> str:
    """Return bytes as they stand in JSON."""
    return b64encode(data).decode()


def to_sign(package_id: str, content: bytes, magic: bytes = b"ZVPAKKET") -> bytes:
    """Return what a sender signs."""
    digest = hashlib.sha512(content).digest()
    return b"\0".join((b"zvdesk/1/sender", magic, bytes.fromhex(package_id), digest))


def body_of(certificate: bytes, signature: bytes, content: bytes) -> bytes:
    """Return the plain body, without its filling."""
    return b"".join(
        (
            len(certificate).to_bytes(2, "big") + certificate,
            len(signature).to_bytes(2, "big") + signature,
            len(content).to_bytes(8, "big") + content,
        )
    )


def container(
    body: bytes, package_id: str, publics: list[bytes], *, magic: bytes = b"ZVPAKKET", length: int = 0
) -> bytes:
    """Return a container around any body, filled up with zeros to its class or to a length."""
    label = f"{magic.decode()}/1/{package_id}"
    key, nonce = secrets.token_bytes(32), secrets.token_bytes(12)
    nobody = [
        X25519PrivateKey.generate().public_key().public_bytes_raw() for _ in range(SLOTS - len(publics))
    ]
    slots = b"".join(sealing.seal(key, public, label) for public in (*publics, *nobody))
    head = magic + b"\x01" + bytes.fromhex(package_id) + slots
    filled = body.ljust(length or package_file.size_class(len(body)), b"\0")
    return mended(head + nonce + AESGCM(key).encrypt(nonce, filled, head))


def mended(data: bytes) -> bytes:
    """Return bytes with the sum that fits."""
    return data + zlib.crc32(data).to_bytes(4, "big")


def stage(place: Path) -> Stage:
    """Make everything once: some seconds when Argon2id is played."""
    made = laptops.build(place, build(place / "oefen.zvkluis", clock()))
    owner, desk, chair = made.coordinator, made.coordinator.desk(), made.chair.desk()
    ids = {
        name: cases.open_case(desk, alias=name).id
        for name in ("terug", "hier", "te_laat", "vernietigd", "ander", "notulist")
    }
    packages: dict[str, bytes] = {}
    chains: dict[str, tuple[str, ...]] = {}
    for name in ("terug", "hier", "te_laat", "vernietigd"):
        packages[name] = _given(desk, owner, ids[name], made.ids[Role.CHAIR], place)
        chains[name] = (packages[name][9:25].hex(),)
        receiving.receive(chair, receiving.preview(chair, packages[name], made.chair.passphrase))
    for name in ("terug", "te_laat"):
        back = _given(chair, made.chair, ids[name], made.ids[Role.COORDINATOR], place)
        chains[name] = (*chains[name], back[9:25].hex())
    take_over(chair, ids["te_laat"], "De laptop van de coördinator is weg.")
    found = Stage(
        laptops=made,
        good=_given(desk, owner, made.world.case_id, made.ids[Role.CHAIR], place),
        other=_given(desk, owner, ids["ander"], made.ids[Role.CHAIR], place),
        to_secretary=_given(desk, owner, ids["notulist"], made.ids[Role.SECRETARY], place),
        replayed=packages["terug"],
        own_case_id=cases.open_case(chair, alias="eigen").id,
        chains=chains,
    )
    found.private = keys.personal_sealing_key(made.chair.folder, chair.actor.person_id, made.chair.passphrase)
    found.public = found.private.public_key().public_bytes_raw()
    found.contents = {name: found.content_of(data) for name, data in packages.items()}
    found.contents |= {"": found.content_of(found.good)}
    found.people = {"coordinator": _own(desk, owner), "chair": _own(chair, made.chair)} | _met(chair)
    secretary = made.secretary.desk()
    found.people["secretary"] = _own(secretary, made.secretary)
    shielded = ShieldedCase(
        id=uuid8(b"afgeschermd-----"),
        number="2026-0999",
        regime_id="wgs_zvh",
        first_processed_on=TODAY,
        closed_on=TODAY,
        destroy_before=None,
        shielded_at=NOW,
        shielded_by="B. Beheerder",
    )
    with chair.vault.transaction() as connection:
        insert_record(connection, shielded)
    found.shielded_id = shielded.id
    for one in (desk, chair, secretary):
        vaults.lock(one)
    admin = made.chair.admin()
    destruction.destroy(admin, ids["vernietigd"], DestructionGround.RIGHTS)
    vaults.lock(admin)
    return found


def _own(desk: Desk, owner: Laptop) -> Signer:
    person, key = cards.own_key(desk, owner.passphrase)
    return Signer(key, person.certificate, desk.vault.house_signing_key)


def _met(chair: Desk) -> dict[str, Signer]:
    """Let the chair know one who ended and one who may not hand over; a stranger and a twin stay unknown."""
    authority_key, now = new_signing_key(), chair.clock.now()
    authority = house_certificate(authority_key, "Huis aan de Rand", practice=False, now=now)
    made = {}
    for short, name, role in (
        ("ended", "E. Einde", Role.COORDINATOR),
        ("officer", "P. Privé", Role.PRIVACY_OFFICER),
        ("twin", "C. Coördinator", Role.COORDINATOR),
        ("stranger", "V. Vreemd", Role.CHAIR),
    ):
        key = new_signing_key()
        certificate = person_certificate(
            authority_key,
            authority,
            key.public_key(),
            name=name,
            role=ROLES[role],
            organisation="Huis aan de Rand",
            practice=False,
            now=now,
            until=now + timedelta(days=365),
        )
        made[short] = Signer(key, certificate, authority_key)
        if short in ("ended", "officer"):
            parts = card_files.made(
                certificate, authority, X25519PrivateKey.generate().public_key().public_bytes_raw(), key
            )
            card = cards.read_card(card_files.to_file(parts))
            colleagues.meet(chair, card, card.fingerprint)
    colleagues.end_colleague(chair, made["ended"].id, chair.clock.today() - timedelta(days=1))
    return made


def _given(desk: Desk, owner: Laptop, case_id: str, to: str, folder: Path) -> bytes:
    given = handovers.give_case(desk, case_id, folder, [to], passphrase=owner.passphrase)
    return given.path.read_bytes()


def _taken_apart(body: bytes) -> tuple[bytes, bytes, bytes]:
    found, at = [], 0
    for size in (2, 2, 8):
        length = int.from_bytes(body[at : at + size], "big")
        found.append(body[at + size : at + size + length])
        at += size + length
    return found[0], found[1], found[2]
