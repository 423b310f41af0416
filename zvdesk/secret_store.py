"""Keep short secrets in the keyring of the operating system, where there is one that can be trusted.

Backends are chosen from a fixed list per system. The configuration file, the environment and the plug-ins of
the package ``keyring`` choose nothing: a plaintext file (``keyrings.alt``) never gets a secret. A store may
ask the person something and may never answer, so every call has a time limit and belongs in the worker.
Whatever a store does, a vault opens without it.
"""

from __future__ import annotations

import importlib
import re
import sys
import threading
from typing import TYPE_CHECKING, Protocol, TypeVar

from keyring.errors import KeyringLocked, PasswordDeleteError, PasswordSetError

from zvdesk.errors import SecretStoreUnavailable

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

Result = TypeVar("Result")

LONGEST = 64  # characters; what every store of the list takes whole
SECONDS = 20.0  # that a call may take, unless it says otherwise

_BACKENDS = {
    "linux": (
        ("keyring.backends.SecretService", "Keyring"),
        ("keyring.backends.libsecret", "Keyring"),
        ("keyring.backends.kwallet", "DBusKeyring"),
    ),
    "darwin": (("keyring.backends.macOS", "Keyring"),),
    "win32": (("keyring.backends.Windows", "WinVaultKeyring"),),
}
_USER = "zvdesk"
_NAME = re.compile(r"[a-z]+-[0-9A-Za-z-]{1,80}")
_VALUE = re.compile(r"[\x21-\x7e]+")


class Store(Protocol):
    """Say what zvdesk asks of a backend of the package ``keyring``."""

    def get_password(self, service: str, username: str) -> object:
        """Return what is kept, or None."""

    def set_password(self, service: str, username: str, password: str) -> object:
        """Keep a value in the place of any older one."""

    def delete_password(self, service: str, username: str) -> object:
        """Forget what is kept."""


def available(*, seconds: float | None = None) -> bool:
    """Tell whether there is a store of the list; it may still be locked."""
    try:
        _timed(lambda _: None, seconds)
    except SecretStoreUnavailable:
        return False
    return True


def read(name: str, *, seconds: float | None = None) -> str | None:
    """Return what is kept under a name; None means that it is not known here, never "the first start".

    Raises SecretStoreUnavailable.
    """
    service = _service(name)
    return _timed(lambda store: _value(store, service), seconds)


def keep(name: str, value: str, *, seconds: float | None = None) -> None:
    """Keep a value of at most LONGEST visible ASCII characters under a neutral name, and read it back.

    Raises SecretStoreUnavailable; ValueError for another name ("vault-<id>", "head-<id>") or value.
    """
    service = _service(name)
    if len(value) > LONGEST or not _VALUE.fullmatch(value):
        raise ValueError("not a value for the store")

    def work(store: Store) -> None:
        store.set_password(service, _USER, value)
        if _value(store, service) != value:
            raise SecretStoreUnavailable("not_kept")

    _timed(work, seconds)


def forget(name: str, *, seconds: float | None = None) -> None:
    """Remove what is kept under a name, if anything. Raises SecretStoreUnavailable when it stays."""
    service = _service(name)

    def work(store: Store) -> None:
        if _value(store, service) is None:
            return
        store.delete_password(service, _USER)
        if _value(store, service) is not None:
            raise SecretStoreUnavailable("not_kept")

    _timed(work, seconds)


def _service(name: str) -> str:
    """Return a service name of its own per secret: Windows moves secrets that share one."""
    if not _NAME.fullmatch(name):
        raise ValueError("not a name for the store")
    return f"zvdesk/{name}"


def _value(store: Store, service: str) -> str | None:
    found = store.get_password(service, _USER)
    if found is None or isinstance(found, str):
        return found
    raise SecretStoreUnavailable("failed")


def _timed(work: Callable[[Store], Result], seconds: float | None) -> Result:
    """Do the work on a thread of its own; one that never answers is left behind."""
    results: list[Result] = []
    failures: list[SecretStoreUnavailable] = []

    def run() -> None:
        try:
            results.append(work(_store()))
        except Exception as error:  # a store raises what its system raises
            failures.append(SecretStoreUnavailable(_reason(error)))

    thread = threading.Thread(target=run, name="secret store", daemon=True)
    thread.start()
    thread.join(SECONDS if seconds is None else seconds)
    if results:
        return results[0]
    raise failures[0] if failures else SecretStoreUnavailable("too_slow")


def _reason(error: Exception) -> str:
    if isinstance(error, SecretStoreUnavailable):
        return error.reason
    if isinstance(error, KeyringLocked) or type(error).__name__ in {
        "LockedException",
        "PromptDismissedException",
    }:
        return "locked"
    return "refused" if isinstance(error, PasswordSetError | PasswordDeleteError) else "failed"


def _store() -> Store:
    """Return the best store of the list that works here; raise SecretStoreUnavailable."""
    viable = [found for place in _places() if (found := _viable(*place)) is not None]
    if not viable:
        raise SecretStoreUnavailable("none")
    return max(viable, key=lambda pair: pair[0])[1]()


def _places() -> Sequence[tuple[str, str]]:
    return _BACKENDS.get(sys.platform, ())


def _viable(module: str, name: str) -> tuple[float, Callable[[], Store]] | None:
    try:
        backend = getattr(importlib.import_module(module), name)
        return float(backend.priority), backend
    except Exception:  # a backend that is not for this computer says so in its own way
        return None
