"""Give domain values as JSON-ready data."""

from zvdesk.storage.codec import to_plain as plain

__all__ = ["plain"]
