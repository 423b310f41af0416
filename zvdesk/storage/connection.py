"""Name the type of what a vault's transactions give, for those who pass it on without knowing the engine."""

from sqlalchemy import Connection

__all__ = ["Connection"]
