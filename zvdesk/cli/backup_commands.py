"""Do the commands over the copies of a vault: make, put back, practise, and rescue what is left."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from zvdesk.cli.outcome import Outcome
from zvdesk.cli.secrets_in import passphrase
from zvdesk.errors import VaultExists
from zvdesk.services import backups, rescue, restoring, vaults
from zvdesk.texts.damage import damage_sentence
from zvdesk.texts.days import moment

if TYPE_CHECKING:
    import argparse

    from zvdesk.services.backups import Backup, SecondPlace


def vault_backup(arguments: argparse.Namespace) -> Outcome:
    """Make a copy now, set or forget the second place, or show the copies; then say what there is."""
    desk = vaults.unlock(arguments.folder, passphrase(arguments.passphrase_fd, "Wachtzin"))
    made = None
    try:
        if arguments.second is not None or arguments.no_second:
            backups.choose_second(desk, arguments.second.absolute() if arguments.second else None)
        if not arguments.list:
            made = backups.back_up(desk)
        found, second = backups.backups(desk), backups.second(desk)
    finally:
        vaults.lock(desk)
    lines = [] if made is None else [f"De reservekopie is gemaakt en nagekeken: {made}"]
    lines += [_line(copy) for copy in found]
    lines.append(_second_line(second))
    return Outcome(
        {
            "ok": True,
            "made": None if made is None else str(made),
            "backups": [_data(copy) for copy in found],
            "second": None if second is None else _second_data(second),
        },
        "\n".join(lines),
    )


def vault_restore(arguments: argparse.Namespace) -> Outcome:
    """Put a backup back into a new folder, with a passphrase of then or with the recovery key."""
    words, recovery = _secret(arguments, "Wachtzin van toen de reservekopie werd gemaakt")
    restored = restoring.restore(
        arguments.backup,
        arguments.folder,
        passphrase=words,
        recovery_key=recovery,
        name=arguments.name or "Opdrachtregel",
    )
    vaults.lock(restored.desk)
    lines = [f"De reservekopie staat nu als kluis in {arguments.folder}. De kopie zelf is er nog."]
    if restored.kept_away:
        lines.append(f"Vernietigde casussen die niet terugkomen: {restored.kept_away}.")
    if not restored.is_list_whole:
        lines.append("Let op: een lijst van vernietigde casussen is beschadigd. Meld dit uw beheerder.")
    return Outcome(
        {
            "ok": True,
            "vault": str(arguments.folder),
            "destroyed_kept_away": restored.kept_away,
            "destroyed_list_whole": restored.is_list_whole,
        },
        "\n".join(lines),
    )


def vault_drill(arguments: argparse.Namespace) -> Outcome:
    """Practise a restore in a temporary place; with the recovery key it also proves the paper in the safe."""
    words = passphrase(arguments.passphrase_fd, "Wachtzin")
    recovery = passphrase(arguments.passphrase_fd, "Herstelsleutel") if arguments.recovery_key else None
    desk = vaults.unlock(arguments.folder, words)
    try:
        found = restoring.drill(desk, recovery_key=recovery)
    finally:
        vaults.lock(desk)
    made_at = moment(desk.clock.local(found.backup.made_at))
    return Outcome(
        {
            "ok": True,
            "at": found.at.isoformat(),
            "backup": found.backup.name,
            "seconds": round(found.seconds, 2),
            "cases": found.cases,
            "with_recovery_key": found.with_recovery_key,
        },
        f"De proef is gelukt: de kopie van {made_at} gaat open en is heel. "
        f"Casussen: {found.cases}. Tijd: {found.seconds:.1f} seconden.",
    )


def vault_rescue(arguments: argparse.Namespace) -> Outcome:
    """Write what is left of a damaged vault as files that are not encrypted; the vault stays as it is."""
    words, recovery = _secret(arguments, "Wachtzin")
    try:
        found = rescue.rescue(arguments.folder, arguments.out, passphrase=words, recovery_key=recovery)
    except FileExistsError:
        raise VaultExists(str(arguments.out)) from None
    lines = [f"Gered: {found.cases} casussen in {arguments.out}. Deze bestanden zijn NIET versleuteld."]
    lost = damage_sentence(found.damage.codes())
    lines.append(lost or "Er is geen schade gevonden.")
    return Outcome(
        {
            "ok": True,
            "files": [str(path) for path in found.files],
            "cases": found.cases,
            "rows": found.rows,
            "damage": list(found.damage.codes()),
        },
        "\n".join(lines),
    )


def _secret(arguments: argparse.Namespace, question: str) -> tuple[str | None, str | None]:
    """Return the passphrase or the recovery key, whichever was asked for."""
    if arguments.recovery_key:
        return None, passphrase(arguments.passphrase_fd, "Herstelsleutel")
    return passphrase(arguments.passphrase_fd, question), None


def _line(copy: Backup) -> str:
    place = "tweede plek" if copy.is_second else "kluis"
    state = "nagekeken" if copy.is_checked else "nog niet nagekeken"
    return f"{moment(copy.made_at.astimezone())}  {place:11}  {copy.size // 1024:7} kB  {state}  {copy.place}"


def _data(copy: Backup) -> dict[str, Any]:
    return {
        "name": copy.name,
        "place": str(copy.place),
        "made_at": copy.made_at.isoformat(),
        "bytes": copy.size,
        "checked": copy.is_checked,
        "second": copy.is_second,
        "generation": copy.generation,
    }


def _second_line(second: SecondPlace | None) -> str:
    if second is None:
        return "Er is geen tweede plek. Kies er een met --second MAP."
    if not second.is_there:
        return f"De tweede plek is er nu niet: {second.folder}"
    last = moment(second.last_at.astimezone()) if second.last_at else "nog leeg"
    return f"De tweede plek is {second.folder}: {last}"


def _second_data(second: SecondPlace) -> dict[str, Any]:
    return {
        "folder": str(second.folder),
        "there": second.is_there,
        "last_at": second.last_at.isoformat() if second.last_at else None,
    }
