"""Keep the few facts about the house itself, by name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import insert, select, update

from zvdesk.storage.tables import house

if TYPE_CHECKING:
    from sqlalchemy import Connection


RESTORED_FROM = "restored_from"  # the moment of the last line in the copy that this vault was made from


def get_fact(connection: Connection, key: str) -> str | None:
    """Return a fact about the house, or None when it was never set."""
    return connection.execute(select(house.c.value).where(house.c.key == key)).scalar()


def facts(connection: Connection, prefix: str) -> dict[str, str]:
    """Return the facts whose names begin so."""
    begins = house.c.key.startswith(prefix, autoescape=True)
    found = connection.execute(select(house.c.key, house.c.value).where(begins))
    return {str(key): str(value) for key, value in found}


def set_fact(connection: Connection, key: str, value: str) -> None:
    """Keep a fact about the house."""
    if not connection.execute(update(house).where(house.c.key == key).values(value=value)).rowcount:
        connection.execute(insert(house).values(key=key, value=value))
