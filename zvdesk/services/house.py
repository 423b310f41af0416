"""Look after what the house has: its name, organisations, AVE scheme and retention terms."""

from __future__ import annotations

from base64 import b64decode, b64encode
from dataclasses import replace
from typing import TYPE_CHECKING

from zvdesk.domain.organisations import Organisation
from zvdesk.domain.roles import Act
from zvdesk.domain.words import tidy
from zvdesk.errors import InvalidField
from zvdesk.services.changes import Changes, changed
from zvdesk.services.desk import Desk, House, Trail
from zvdesk.storage.house import get_fact, set_fact
from zvdesk.storage.records import find_records, insert_record, save_record

if TYPE_CHECKING:
    from zvdesk.domain.escalation import EscalationScheme
    from zvdesk.domain.regimes import Regime
    from zvdesk.services.clock import Clock
    from zvdesk.storage.connection import Connection

DEFAULT_LIFE_DOMAINS = "levensgebieden-8"
DEFAULT_SCHEME = "ave-standaard"
LONGEST_TERM = 60  # months: Wgs 1.8(7)


def set_up_house(
    connection: Connection, house: House, organisations: tuple[Organisation, ...], clock: Clock
) -> None:
    """Keep the facts of a new house and the organisations that it knows from the start."""
    set_fact(connection, "name", house.name)
    set_fact(connection, "certificate", b64encode(house.certificate).decode("ascii"))
    set_fact(connection, "contact", house.contact)
    set_fact(connection, "regime", house.regime_id)
    for organisation in organisations:
        insert_record(connection, replace(organisation, id=clock.new_id()))


def load_house(connection: Connection) -> House:
    """Return the facts of the house."""
    return House(
        name=get_fact(connection, "name") or "",
        certificate=b64decode(get_fact(connection, "certificate") or ""),
        contact=get_fact(connection, "contact") or "",
        regime_id=get_fact(connection, "regime") or "wgs_zvh",
    )


def revise_house(desk: Desk, *, contact: str, regime_id: str) -> Changes:
    """Change whom to call and the usual regime; the name is fixed in the house's certificate."""
    regime = desk.library.regime(regime_id)
    with desk.change(Act.MANAGE_HOUSE, Trail("wijzigen", "huis")) as connection:
        set_fact(connection, "contact", tidy(contact))
        set_fact(connection, "regime", regime.id)
    desk.house = replace(desk.house, contact=tidy(contact), regime_id=regime.id)
    return changed("house")


def organisations(desk: Desk) -> tuple[Organisation, ...]:
    """Return the organisations that the house knows, with whom to call there, by name; reading is logged."""
    with desk.listing(None, Trail("lezen", "organisaties")) as connection:
        return tuple(known(connection).values())


def organisations_by_id(desk: Desk) -> dict[str, Organisation]:
    """Return the organisations that the house knows, by id; reading is logged."""
    return {organisation.id: organisation for organisation in organisations(desk)}


def known(connection: Connection) -> dict[str, Organisation]:
    """Return the organisations by id, in the order of their names, inside an act that has its own line."""
    found = find_records(connection, Organisation)
    return {o.id: o for o in sorted(found, key=lambda o: o.name.casefold())}


def save_organisation(desk: Desk, organisation: Organisation) -> Organisation:
    """Keep an organisation, new or changed; raise InvalidField without a name or for an unknown kind."""
    organisation = replace(
        organisation,
        name=tidy(organisation.name),
        contact_person=tidy(organisation.contact_person),
        id=organisation.id or desk.clock.new_id(),
    )
    if not organisation.name:
        raise InvalidField("name", "empty")
    if desk.library.kind(organisation.kind) is None:
        raise InvalidField("kind", "not_in_list")
    with desk.change(
        Act.MANAGE_ORGANISATIONS, Trail("bewaren", "organisatie", organisation.id)
    ) as connection:
        save_record(connection, organisation)
    return organisation


def current_scheme(desk: Desk) -> EscalationScheme:
    """Return the AVE scheme of new cases: the house's own, or else the shipped concept."""
    own = [s for s in desk.library.schemes if s.id != DEFAULT_SCHEME]
    return own[-1] if own else desk.library.scheme(DEFAULT_SCHEME)


def retention_months(desk: Desk, regime: Regime) -> int | None:
    """Return the retention term of a regime: the law's, or else what the house set; None when unset."""
    with desk.vault.read() as connection:
        return months_in(connection, regime)


def months_in(connection: Connection, regime: Regime) -> int | None:
    """Return the same inside a transaction."""
    if regime.retention_months is not None:
        return regime.retention_months
    value = get_fact(connection, f"retention:{regime.id}")
    return int(value) if value else None


def set_retention(desk: Desk, regime_id: str, months: int, basis: str) -> Changes:
    """Set the term of a regime that has none by law, with its basis (field.md 4.4, rule 6).

    Raises InvalidField for a term outside 1 to 60 months, without a basis, or where the law sets the term.
    """
    regime = desk.library.regime(regime_id)
    if regime.retention_months is not None:
        raise InvalidField("months", "read_only")
    if not 1 <= months <= LONGEST_TERM:
        raise InvalidField("months", "out_of_range")
    if not tidy(basis):
        raise InvalidField("basis", "empty")
    with desk.change(Act.MANAGE_HOUSE, Trail("wijzigen", "bewaartermijn", regime_id)) as connection:
        set_fact(connection, f"retention:{regime.id}", str(months))
        set_fact(connection, f"retention_basis:{regime.id}", tidy(basis))
    return changed("house")
