"""All that a service reads or does leaves a line in the log, or stands here with the reason why not."""

from __future__ import annotations

import ast
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tests.architecture.product import sources

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

LINES = {"change", "reading", "listing", "note"}  # methods of the desk that write in the log
OPENS = {f"{vault}.{way}" for vault in ("desk.vault", "vault") for way in ("read", "transaction")}

NO_LINE: dict[str, set[str]] = {
    "it reads for an act that writes the line": {
        "audit_log.trail_of",
        "cards.own_key",
        "case_papers.load",
        "case_papers.require",
        "case_papers.signing",
        "destruction_papers.export_certificate",
        "destruction_papers.signing",
        "exports.signing",
        "leading.case_of",
        "log_exports.export_access_pdf",
        "log_exports.export_csv",
        "log_exports.export_pdf",
        "log_exports.signing",
        "made_files.earlier",
        "outcomes.export_outcome",
        "package_judging.refusals_explained",
        "papers.card_targets",
        "people.replace_person",
        "signed_lists.signed_papers",
        "sources.load_adopted",
        "signers.countersigning",
        "signers.signing_with_file",
        "signers.signing_with_token",
    },
    "it judges what was read before, with a line": {
        "capture.made_of",
        "handing_out.disclosure_of",
        "handover_register.copy_requests",
        "leading.table_context",
        "log_exports.span",
        "meetings.context",
        "receiving.register_entry",
        "retention.rows_of",
    },
    "it keeps what an act with a line of its own made, or the passing of time": {
        "clock_work.keep_clock",
        "histories.keep_history",
    },
    "it reads how the house, its keys or its copies stand, and nobody's data": {
        "audit_log.head_of",
        "backups.backups",
        "backups.due",
        "backups.is_whole",
        "backups.matching_keys",
        "backups.second",
        "checks.look_on",
        "distribution.has_papers",
        "handover_register.pen_of",
        "house.current_scheme",
        "house.retention_months",
        "house_papers.blank_form",
        "house_papers.certificate_sheet",
        "key_slots.keyring",
        "key_slots.old_backups",
        "key_slots.unfinished_rekey",
        "restoring.last_drill_on",
        "restoring.last_paper_drill_on",
        "retention.months_of",
        "shared_house.issuer_of",
        "shared_house.shown_house",
        "vaults.watch_generation",
        "waiting_packages.waiting",
        "whereabouts.elsewhere",
        "whereabouts.giver",
        "verification.answer",
        "verification.house_certificate_pem",
    },
    "it is what a term, a re-key or a destruction with a line entails": {
        "backups.replay_destroyed",
        "backups.reseal",
        "backups.rewrite",
        "backups.thin",
        "people.drop_ended",
    },
    "it shows a file of somebody else; taking it over has the line": {
        "address_book.read_book",
        "invitations.read_file",
    },
}


@dataclass(frozen=True)
class Service:
    """Hold one function: whether it opens the vault or writes a line, and what it hands the desk to."""

    takes_desk: bool
    is_inside: bool  # it gets the connection of an act that has its own line
    opens: bool
    writes: bool
    passes_on: frozenset[str]


def read_services(texts: Iterable[tuple[str, ast.Module]]) -> dict[str, Service]:
    """Return the functions of service modules by ``module.name``."""
    found = {}
    for module, tree in texts:
        homes = {
            alias.name: f"{node.module.rpartition('.')[2]}.{alias.name}"
            for node in tree.body
            if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("zvdesk.services.")
            for alias in node.names
        }
        for function in (node for node in tree.body if isinstance(node, ast.FunctionDef)):
            found[f"{module}.{function.name}"] = service(module, function, homes)
    return found


def service(module: str, function: ast.FunctionDef, homes: Mapping[str, str]) -> Service:
    kinds = {ast.unparse(a.annotation) for a in arguments(function) if a.annotation is not None}
    called, passes_on = set(), set()
    for call in (node for node in ast.walk(function) if isinstance(node, ast.Call)):
        name = ast.unparse(call.func)
        called.add(name)
        if any(isinstance(given, ast.Name) and given.id == "desk" for given in call.args):
            passes_on.add(name if "." in name else homes.get(name, f"{module}.{name}"))
    return Service(
        takes_desk="Desk" in kinds,
        is_inside="Connection" in kinds,
        opens=bool(called & OPENS),
        writes=bool(called & {f"desk.{line}" for line in LINES}),
        passes_on=frozenset(passes_on),
    )


def arguments(function: ast.FunctionDef) -> Iterator[ast.arg]:
    yield from (*function.args.posonlyargs, *function.args.args, *function.args.kwonlyargs)


def without_a_line(services: Mapping[str, Service]) -> set[str]:
    """Return the public functions with a desk that leave nothing in the log.

    What opens the vault writes the line itself; what does not may leave that to a service that it calls.
    """

    def writes(name: str, seen: frozenset[str]) -> bool:
        found = services.get(name)
        if found is None or name in seen:
            return False
        if found.writes or found.opens:
            return found.writes
        return any(writes(other, seen | {name}) for other in found.passes_on)

    return {
        name
        for name, found in services.items()
        if found.takes_desk
        and not found.is_inside
        and not name.partition(".")[2].startswith("_")
        and not writes(name, frozenset())
    }


def test_every_service_leaves_a_line_or_a_reason() -> None:
    start = "zvdesk/services/"
    found = read_services(
        (source.name.removeprefix(start).removesuffix(".py"), source.tree)
        for source in sources()
        if source.name.startswith(start)
    )
    assert sum(s.takes_desk for s in found.values()) > 150
    listed = [name for names in NO_LINE.values() for name in names]
    assert len(listed) == len(set(listed))
    assert without_a_line(found) == set(listed)


def test_a_read_that_is_not_logged_is_found() -> None:
    text = """
from zvdesk.services.house import rows

def unlogged(desk: Desk) -> list[str]:
    with desk.vault.read() as connection:
        return load(connection)

def hidden(desk: Desk) -> list[str]:
    with desk.vault.read() as connection:
        return load(connection) + logged(desk)

def handed_on(desk: Desk) -> list[str]:
    return _helper(desk)

def logged(desk: Desk) -> list[str]:
    with desk.listing(None, Trail("lezen", "namen")) as connection:
        return load(connection)

def fine(desk: Desk) -> list[str]:
    return rows(desk) + _helper(desk)

def inside(desk: Desk, connection: Connection) -> list[str]:
    return load(connection)

def _helper(desk: Desk) -> list[str]:
    with desk.vault.read() as connection:
        return load(connection)
"""
    house = "def rows(desk: Desk) -> None:\n    desk.note(Trail('lezen', 'namen'))"
    found = read_services((("new", ast.parse(text)), ("house", ast.parse(house))))
    assert without_a_line(found) == {"new.unlogged", "new.hidden", "new.handed_on"}


def test_only_services_open_a_vault() -> None:
    below = ("zvdesk/services/", "zvdesk/storage/")
    ways = {way.partition(".")[2] for way in OPENS if way.startswith("vault.")}
    assert not [
        source.at(node.lineno)
        for source in sources()
        if not source.name.startswith(below)
        for node in source.nodes
        if isinstance(node, ast.Attribute) and node.attr in ways
        if "vault" in ast.unparse(node.value)
    ]
