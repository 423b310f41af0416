"""Know colleagues: people with a vault of their own, to whom a table may be handed over.

People know each other first: by a fingerprint that was read aloud once, or by the list of people that their
functioneel beheerder signed. Who ended stays ended; the list carries that along too.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from zvdesk.domain.colleagues import Acquaintance, Card, Colleague
from zvdesk.domain.roles import Act
from zvdesk.errors import CardRefused, InvalidField, NotFound
from zvdesk.services.acquaintance import check_usable, colleague_of, known, look_alike, own_ids
from zvdesk.services.cards import export_card, my_card, read_card
from zvdesk.services.changes import Changes, changed
from zvdesk.services.colleague_lists import ListTaken, export_house_list, house_list, take_house_list
from zvdesk.services.desk import Desk, Trail
from zvdesk.storage.records import get_record, save_record

if TYPE_CHECKING:
    from datetime import date

__all__ = [
    "ListTaken",
    "colleagues",
    "end_colleague",
    "export_card",
    "export_house_list",
    "house_list",
    "meet",
    "my_card",
    "read_card",
    "take_house_list",
]

_ONE = "collega"


def colleagues(desk: Desk) -> tuple[Colleague, ...]:
    """Return the colleagues that this vault knows, those who ended too, by name; reading is logged."""
    with desk.listing(None, Trail("lezen", "collega's")) as connection:
        return known(connection)


def meet(desk: Desk, card: Card, read_back: str) -> Colleague:
    """Keep whose card this is, with the fingerprint that the owner read aloud.

    Spaces, dashes and capitals do not matter in it. Raises CardRefused: other_fingerprint, practice, expired,
    not_yet, own, ended, look_alike. Then nothing is kept, and the log says that it was tried.
    """
    with desk.change(Act.MEET_COLLEAGUE, Trail("toevoegen", _ONE, card.id)) as connection:
        if re.sub(r"[\s:-]", "", read_back).upper() != card.fingerprint.replace(" ", ""):
            raise CardRefused("other_fingerprint", card.name)
        check_usable(card, desk.clock.now(), practice=desk.vault.practice)
        if card.id in own_ids(connection):
            raise CardRefused("own", card.name)
        stored = get_record(connection, Colleague, card.id)
        if stored is not None and stored.ended_on is not None:
            raise CardRefused("ended", card.name)
        if look_alike(card, known(connection), desk.clock.today()) is not None:
            raise CardRefused("look_alike", card.name)
        met = colleague_of(card, desk.clock.today(), Acquaintance.READ_ALOUD)
        save_record(connection, met)
    return met


def end_colleague(desk: Desk, colleague_id: str, on: date | None = None) -> Changes:
    """End a colleague at once, or after a last day: nothing is handed over to them then, and nothing taken.

    Raises NotFound, and InvalidField for a day before they were known or after the one that was set.
    """
    with desk.change(Act.MEET_COLLEAGUE, Trail("beëindigen", _ONE, colleague_id)) as connection:
        stored = get_record(connection, Colleague, colleague_id)
        if stored is None:
            raise NotFound("colleague", colleague_id)
        if on is None:
            on = desk.clock.today() - timedelta(days=1)
        if on < stored.met_on - timedelta(days=1) or (stored.ended_on and on > stored.ended_on):
            raise InvalidField("ended_on", "order")
        save_record(connection, replace(stored, ended_on=on))
    return changed("colleagues")
