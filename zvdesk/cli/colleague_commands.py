"""Know colleagues from the command line: give a card, add one, end one, and the list of the house."""

from __future__ import annotations

import re
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

from zvdesk.cli import exits
from zvdesk.cli.outcome import Outcome
from zvdesk.cli.secrets_in import passphrase, words
from zvdesk.domain.colleagues import read_aloud
from zvdesk.domain.roles import Act, may
from zvdesk.domain.words import fold
from zvdesk.errors import NotFound
from zvdesk.services import cards, colleagues, vaults
from zvdesk.texts.colleagues import signs_under
from zvdesk.texts.days import day
from zvdesk.texts.labels import ACQUAINTANCES, ROLES

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator

    from zvdesk.domain.colleagues import Card, Colleague
    from zvdesk.services.desk import Desk

_FEWEST = 8  # digits of a fingerprint that choose somebody
_READ_IT = (
    "Laat uw collega de vingerafdruk voorlezen, aan tafel of aan de telefoon op een nummer dat u al kende."
)
_ASK = f"Nog niet toegevoegd. {_READ_IT} Geef wat u hoort op met --fingerprint."


@contextmanager
def opened(arguments: argparse.Namespace) -> Iterator[tuple[Desk, str]]:
    """Give the vault, and the passphrase that opened it: it also opens the keys of who typed it."""
    typed = passphrase(arguments.passphrase_fd, "Wachtzin")
    desk = vaults.unlock(arguments.vault, typed)
    try:
        yield desk, typed
    finally:
        vaults.lock(desk)


def colleague_card(arguments: argparse.Namespace) -> Outcome:
    """Write one's own card as a file and as a sheet, and show the fingerprint to read aloud."""
    with opened(arguments) as (desk, typed):
        made = cards.export_card(desk, typed, arguments.out)
    card = made.card
    return Outcome(
        {
            "ok": True,
            **_card(card),
            "fingerprint": card.fingerprint,
            "path": str(made.file),
            "sheet": str(made.sheet),
        },
        f"Uw kaart staat in {made.file}\nen als blad in {made.sheet}\n"
        f"Lees uw collega deze vingerafdruk voor:\n  {card.fingerprint}",
    )


def colleague_add(arguments: argparse.Namespace) -> Outcome:
    """Show whose card it is, and keep it when the fingerprint that was heard is the same.

    The fingerprint is not shown: who types it over from the screen has heard nothing.
    """
    card = cards.read_card(cards.read_file(arguments.file))
    who = f"{card.name}, {ROLES[card.role]}, {card.organisation or card.house}"
    if arguments.fingerprint is None and (arguments.json or not sys.stdin.isatty()):
        return Outcome({"ok": False, **_card(card), "message": _ASK}, f"{who}\n{_ASK}", exits.REFUSED)
    with opened(arguments) as (desk, _):
        heard = arguments.fingerprint
        if heard is None:
            print(f"{who}\n{_READ_IT}", file=sys.stderr)
            heard = words(None, "Wat hoort u?")
        met = colleagues.meet(desk, card, heard)
    takes = may(met.role, Act.HAND_OVER)
    more = (
        "U kunt elkaar nu een overleg of casus geven."
        if takes
        else "U kunt nu de lijst van het huis overnemen."
    )
    return Outcome({"ok": True, **_plain(met)}, f"Toegevoegd: {who}. {more}")


def colleague_list(arguments: argparse.Namespace) -> Outcome:
    """Show the colleagues that the vault knows."""
    with opened(arguments) as (desk, _):
        found = colleagues.colleagues(desk)
    lines = [_line(one) for one in found] or ["Deze kluis kent nog geen collega's."]
    return Outcome({"ok": True, "colleagues": [_plain(one) for one in found]}, "\n".join(lines))


def colleague_end(arguments: argparse.Namespace) -> Outcome:
    """End one colleague, at once or after a day."""
    with opened(arguments) as (desk, _):
        one = chosen(colleagues.colleagues(desk), arguments.who)
        colleagues.end_colleague(desk, one.id, arguments.on)
        (ended,) = (found for found in colleagues.colleagues(desk) if found.id == one.id)
    when = "Vanaf nu" if arguments.on is None else f"Na {day(arguments.on)}"
    return Outcome(
        {"ok": True, **_plain(ended)},
        f"{one.name} is beëindigd als collega. {when} gaat er niets meer heen of terug.",
    )


def colleague_house_list(arguments: argparse.Namespace) -> Outcome:
    """Write the signed list of the house."""
    with opened(arguments) as (desk, typed):
        path = colleagues.export_house_list(desk, typed, arguments.out)
    return Outcome(
        {"ok": True, "path": str(path)},
        f"De lijst staat in {path}\nGeef haar aan elke collega. Wie uw kaart heeft, kan haar overnemen.",
    )


def colleague_take_list(arguments: argparse.Namespace) -> Outcome:
    """Know everybody on a list, end who ended, and say under which house one signs from now on."""
    data = cards.read_file(arguments.file)
    with opened(arguments) as (desk, _):
        taken = colleagues.take_house_list(desk, data, joins=not arguments.own_house)
        own = desk.actor.person_id
    said = [f"Toegevoegd: {one.name}, {ROLES[one.role]}" for one in taken.added]
    said += [f"Gestopt: {one.name}" for one in taken.ended]
    said += [signs_under(one, is_self=one.person_id == own) for one in taken.moved]
    return Outcome(
        {
            "ok": True,
            "added": [_plain(one) for one in taken.added],
            "ended": [_plain(one) for one in taken.ended],
            "unchanged": taken.unchanged,
            "signing": [
                {"name": one.name, "house": one.house, "own_house": one.is_own} for one in taken.moved
            ],
        },
        "\n".join((*said, f"Ongewijzigd: {taken.unchanged}")),
    )


def chosen(found: tuple[Colleague, ...], who: str) -> Colleague:
    """Return the one colleague with this name, or whose fingerprint begins so; raise NotFound."""
    digits = re.sub(r"[\s:-]", "", who).lower()
    named = [one for one in found if fold(one.name) == fold(who)]
    named = [one for one in named if one.ended_on is None] or named
    matching = named or [one for one in found if len(digits) >= _FEWEST and one.id.startswith(digits)]
    if len(matching) != 1:
        raise NotFound("colleague", who)
    return matching[0]


def _card(card: Card) -> dict[str, object]:
    return {
        "name": card.name,
        "role": card.role.value,
        "organisation": card.organisation,
        "house": card.house,
        "valid_until": card.valid_until.isoformat(),
    }


def _plain(one: Colleague) -> dict[str, object]:
    return {
        "id": one.id,
        "name": one.name,
        "role": one.role.value,
        "organisation": one.organisation,
        "fingerprint": read_aloud(one.id),
        "met_on": one.met_on.isoformat(),
        "met_by": one.met_by.value,
        "ended_on": one.ended_on.isoformat() if one.ended_on else None,
    }


def _line(one: Colleague) -> str:
    facts = [ROLES[one.role], one.organisation, f"{ACQUAINTANCES[one.met_by]} op {day(one.met_on)}"]
    if one.ended_on:
        facts.append(f"gestopt na {day(one.ended_on)}")
    return f"{one.name}: {', '.join(fact for fact in facts if fact)}\n  {read_aloud(one.id)}"
