"""Write what repeats a signed list from the command line: tables, draft mail, calendars."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

from zvdesk.cli import sets
from zvdesk.cli.secrets_in import passphrase
from zvdesk.exchange.tables import TableForm
from zvdesk.services import calendars, mail_drafts, tables, vaults

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterable, Mapping

    from zvdesk.cli.outcome import Outcome


def export_table(arguments: argparse.Namespace) -> Outcome:
    """Write a table per recipient and form."""
    forms = [TableForm(name) for name in dict.fromkeys(arguments.forms or ("xlsx",))]
    desk = vaults.unlock(arguments.vault, passphrase(arguments.passphrase_fd, "Wachtzin"))
    try:
        meeting_id, names = sets.asked(desk, arguments, tables.KIND)
        done = tables.export_tables(
            desk, meeting_id, list(names), forms, arguments.out, sets.progress(arguments)
        )
    finally:
        vaults.lock(desk)
    return sets.outcome(done, names)


def export_calendar(arguments: argparse.Namespace) -> Outcome:
    """Write a calendar per recipient, or take back what went out before."""
    desk = vaults.unlock(arguments.vault, passphrase(arguments.passphrase_fd, "Wachtzin"))
    try:
        meeting_id, names = sets.asked(desk, arguments, calendars.KIND)
        done = calendars.export_calendars(
            desk, meeting_id, list(names), arguments.out, sets.progress(arguments), cancels=arguments.cancel
        )
    finally:
        vaults.lock(desk)
    return sets.outcome(done, names)


def export_mail(arguments: argparse.Namespace) -> Outcome:
    """Write a draft mail per organisation; a passphrase shows once, and never in the JSON."""
    desk = vaults.unlock(arguments.vault, passphrase(arguments.passphrase_fd, "Wachtzin"))
    try:
        meeting_id, names = sets.asked(desk, arguments, mail_drafts.KIND)
        organisations = [one for one in names if one.organisation_id is not None]
        done = mail_drafts.export_drafts(
            desk,
            meeting_id,
            organisations,
            arguments.lists or arguments.out,
            arguments.out,
            sets.progress(arguments),
            encrypts=arguments.encrypt,
        )
    finally:
        vaults.lock(desk)
    made = [
        sets.file(names[draft.recipient], draft.exported)
        | {"address": draft.address, "checked": draft.is_checked, "encrypted": arguments.encrypt}
        for draft in done.made
    ]
    spoken = [
        f"wachtzin voor {names[draft.recipient][1]}, casus {names[draft.recipient][0]}: {draft.passphrase}"
        for draft in done.made
        if draft.passphrase
    ]
    if spoken:
        spoken.insert(0, "Bel deze wachtzinnen door. U ziet ze één keer; zvdesk bewaart ze niet.")
    if arguments.json and spoken:
        print("\n".join(spoken), file=sys.stderr)
    return sets.told(made, sets.refusals(done.refused, names), [*_lacking(made), *spoken])


def _lacking(made: Iterable[Mapping[str, Any]]) -> list[str]:
    """Say what a person still has to do before a draft goes."""
    unaddressed = dict.fromkeys(one["recipient"] for one in made if not one["address"])
    unchecked = [one for one in made if not one["checked"]]
    return [
        *(f"Er is geen mailadres van {name}. Vul dat zelf in." for name in unaddressed),
        *(
            f"De lijst voor {one['recipient']}, casus {one['case']}, is nog niet nagelezen. Verstuur de mail "
            "pas daarna (BGS 1.8)."
            for one in unchecked
        ),
    ]
