"""Sign a few documents in each way, once; the files of the set are these, or are cheaply made from them."""

from __future__ import annotations

import io
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cached_property
from typing import TYPE_CHECKING

import pikepdf

from tests.documents.cards import crisis_card as a_card
from tests.documents.dossiers import access_package, case_overview
from tests.documents.key_file import PASSPHRASE, key_file, rsa_key
from tests.documents.lists import full_list, local_regime, one_organisation, third_party
from tests.documents.pki import House, make_house
from tests.documents.time_service import TimeService, known, make_time_service
from zvdesk.documents import crisis_card
from zvdesk.documents.access_package import render as render_access
from zvdesk.documents.action_list import render
from zvdesk.documents.case_overview import render as render_overview
from zvdesk.documents.key_files import load_key_file
from zvdesk.documents.sealing import _Clock, _stamped_behind, seal
from zvdesk.documents.signing import countersign, sign
from zvdesk.domain.signatures import Seal

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from zvdesk.documents.gathering import Known
    from zvdesk.documents.identities import SigningIdentity

NOW = datetime.now(UTC).replace(microsecond=0)
YEAR = timedelta(days=365)


@dataclass
class World:
    """Hold a house with its people, a time service, and documents that they signed."""

    house: House
    clock: TimeService

    @cached_property
    def chair(self) -> SigningIdentity:
        """Give who signs first."""
        return self.house.person()

    @cached_property
    def secretary(self) -> SigningIdentity:
        """Give who signs second."""
        return self.house.person("S. Schrijver")

    @cached_property
    def authority(self) -> House:
        """Give the authority that hands out keys in files."""
        return make_house("Ander Gezag", since=NOW - YEAR)

    @cached_property
    def stranger(self) -> House:
        """Give a house that nobody knows, with the name of the one that everybody knows."""
        return make_house(since=NOW - YEAR)

    @cached_property
    def known(self) -> Known:
        """Hold what who seals has at hand."""
        return known(
            self.house.certificate,
            self.authority.certificate,
            time=(self.clock.root,),
            lists=(self.time_list,),
        )

    @cached_property
    def time_list(self) -> bytes:
        """Give the revocation list of the time service."""
        return self.clock.revocation_list()

    @cached_property
    def bare(self) -> bytes:
        """Give a list that nobody signed."""
        return render(one_organisation())

    @cached_property
    def signed(self) -> bytes:
        """Give it signed (B-B)."""
        return sign(self.bare, self.chair, at=NOW)

    @cached_property
    def other(self) -> bytes:
        """Give another list of the same signer."""
        return sign(render(third_party()), self.chair, at=NOW)

    @cached_property
    def twice(self) -> bytes:
        """Give the list with a second signature."""
        return countersign(self.signed, self.secretary, at=NOW)

    @cached_property
    def stamped(self) -> bytes:
        """Give the list with a timestamp (B-T)."""
        return self.sealed(self.signed, Seal.T)

    @cached_property
    def lasting(self) -> bytes:
        """Give the list with what outlives its certificates (B-LT)."""
        return self.sealed(self.signed, Seal.LT)

    def sealed(self, pdf: bytes, level: Seal) -> bytes:
        """Seal a document."""
        return seal(pdf, level, self.known, self.clock.sources())

    def covered(self, pdf: bytes) -> bytes:
        """Let the trusted time service cover whatever a file became; it stamps anything for anybody."""
        return _stamped_behind(pdf, _Clock(self.clock.answer), 7)

    def from_file(self, *, rsa: bool) -> bytes:
        """Sign with a key from a PKCS#12 file."""
        data = key_file(self.authority, rsa_key() if rsa else None, days=700, since=NOW - YEAR / 2)
        return sign(self.bare, load_key_file(data, PASSPHRASE, at=NOW), at=NOW)

    def papers(self) -> dict[str, Callable[[], bytes]]:
        """Make each kind of paper, unsigned."""
        return {
            "volledige lijst": lambda: render(full_list()),
            "lijst voor derde": lambda: render(third_party()),
            "lijst, ander regime": lambda: render(local_regime()),
            "crisiskaart": lambda: crisis_card.render(a_card()),
            "casusoverzicht": lambda: render_overview(case_overview()),
            "inzage-pakket": lambda: render_access(access_package()),
        }


def make_world(folder: Path) -> World:
    """Found the house and its time service."""
    return World(make_house(since=NOW - YEAR), make_time_service(folder))


def saved_again(pdf: bytes, change: Callable[[pikepdf.Pdf], None] = lambda _: None) -> bytes:
    """Write a document anew, as an editor does."""
    target = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        change(opened)
        opened.save(target)
    return target.getvalue()
