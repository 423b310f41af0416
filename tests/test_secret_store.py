"""The keyring of the system: what goes in comes out, whatever goes wrong is one explained error."""

from __future__ import annotations

import subprocess
import sys
import time
from typing import TYPE_CHECKING

import keyring.backend
import pytest

from tests.stores import ScriptedStore, gnome_keyring
from zvdesk import secret_store
from zvdesk.errors import SecretStoreUnavailable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

NAME = "vault-5f0e9c0b7e2e4f0d8f7e6d5c4b3a2910"
VALUE = "x" * 64


@pytest.fixture
def store(monkeypatch: pytest.MonkeyPatch) -> ScriptedStore:
    return ScriptedStore().put_in(monkeypatch)


@pytest.fixture
def bus(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, requires: Callable[[str], Path]) -> Iterator[None]:
    requires("dbus-daemon")
    requires("gnome-keyring-daemon")
    with gnome_keyring(tmp_path / "bus") as environment:
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", environment["DBUS_SESSION_BUS_ADDRESS"])
        deadline = time.monotonic() + 10
        while not secret_store.available():
            assert time.monotonic() < deadline
            time.sleep(0.05)
        yield


def test_a_value_comes_back_until_it_is_forgotten(store: ScriptedStore) -> None:
    assert secret_store.available()
    assert secret_store.read(NAME) is None
    secret_store.keep(NAME, VALUE)
    assert secret_store.read(NAME) == VALUE
    secret_store.keep(NAME, "other")
    assert secret_store.read(NAME) == "other"
    secret_store.forget(NAME)
    secret_store.forget(NAME)
    assert not store.kept


@pytest.mark.usefixtures("bus")
def test_a_real_gnome_keyring_keeps_and_forgets() -> None:
    test_a_value_comes_back_until_it_is_forgotten(ScriptedStore())


def test_a_gnome_keyring_that_stays_locked_is_said_to_be(
    tmp_path: Path, requires: Callable[[str], Path]
) -> None:
    """In a process of its own: the package leaves the connection of a refused unlocking open."""
    requires("dbus-daemon")
    requires("gnome-keyring-daemon")
    script = (
        "from zvdesk import secret_store as s\n"
        "from zvdesk.errors import SecretStoreUnavailable\n"
        "try:\n"
        f"    s.keep({NAME!r}, {VALUE!r}, seconds=5)\n"
        "except SecretStoreUnavailable as error:\n"
        "    print(error.reason)\n"
    )
    with gnome_keyring(tmp_path / "bus", is_unlocked=False) as environment:
        done = subprocess.run(
            [sys.executable, "-c", script], env=environment, capture_output=True, text=True, timeout=60
        )
    assert done.stdout.strip() in {"locked", "too_slow", "failed"}, done.stderr
    assert VALUE not in done.stdout + done.stderr


@pytest.mark.parametrize(
    ("mode", "act", "reason"),
    [
        ("no backend", "read", "failed"),
        ("no service", "read", "failed"),
        ("locked when read", "read", "locked"),
        ("locked when kept", "keep", "locked"),
        ("refuses to keep", "keep", "refused"),
        ("refuses to forget", "forget", "refused"),
        ("error of Windows", "read", "failed"),
        ("lost its content", "keep", "not_kept"),
        ("gives another value", "keep", "not_kept"),
        ("keeps nothing and says nothing", "keep", "not_kept"),
        ("keeps nothing and says nothing", "forget", "not_kept"),
        ("never answers", "read", "too_slow"),
        ("gives bytes", "read", "failed"),
    ],
)
def test_every_way_of_failing_is_one_explained_error(
    store: ScriptedStore, mode: str, act: str, reason: str
) -> None:
    secret_store.keep(NAME, VALUE)
    store.fail(mode)
    acts: dict[str, Callable[[], object]] = {
        "read": lambda: secret_store.read(NAME, seconds=0.2),
        "keep": lambda: secret_store.keep(NAME, "new", seconds=0.2),
        "forget": lambda: secret_store.forget(NAME, seconds=0.2),
    }
    with pytest.raises(SecretStoreUnavailable) as caught:
        acts[act]()
    assert caught.value.reason == reason


@pytest.mark.parametrize("value", ["", "x" * 65, "met spatie", "é", "regel\n"])
def test_only_short_plain_values_are_kept(store: ScriptedStore, value: str) -> None:
    with pytest.raises(ValueError, match="not a value"):
        secret_store.keep(NAME, value)
    assert not store.kept


@pytest.mark.parametrize("name", ["", "vault", "Jan Jansen", "vault-../x", "head-" + "a" * 81])
def test_only_neutral_names_are_used(store: ScriptedStore, name: str) -> None:
    with pytest.raises(ValueError, match="not a name"):
        secret_store.read(name)
    assert not store.kept


def test_a_plaintext_backend_that_is_asked_for_gets_nothing(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """keyrings.alt comes in by the environment, by the configuration file or as a plug-in."""
    written: list[str] = []

    class PlaintextKeyring(keyring.backend.KeyringBackend):
        priority = 99

        def get_password(self, service: str, username: str) -> str | None:
            return f"{service} {username}" if written else None

        def set_password(self, service: str, username: str, password: str) -> None:
            written.extend((service, username, password))

    module = sys.modules[__name__]
    monkeypatch.setattr(module, "PlaintextKeyring", PlaintextKeyring, raising=False)
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", f"{__name__}.PlaintextKeyring")
    config = tmp_path / "python_keyring"
    config.mkdir()
    (config / "keyringrc.cfg").write_text(f"[backend]\ndefault-keyring={__name__}.PlaintextKeyring\n")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", f"unix:path={tmp_path}/nothing")
    assert isinstance(keyring.get_keyring(), PlaintextKeyring), "the trap is not set"
    assert not secret_store.available()
    with pytest.raises(SecretStoreUnavailable) as caught:
        secret_store.keep(NAME, VALUE)
    assert caught.value.reason == "none"
    assert not written


@pytest.mark.parametrize("system", ["linux", "darwin", "win32", "freebsd14"])
def test_each_system_has_its_own_short_list(monkeypatch: pytest.MonkeyPatch, system: str) -> None:
    monkeypatch.setattr(sys, "platform", system)
    names = {f"{module}.{name}" for module, name in secret_store._places()}
    assert names <= {
        "keyring.backends.SecretService.Keyring",
        "keyring.backends.libsecret.Keyring",
        "keyring.backends.kwallet.DBusKeyring",
        "keyring.backends.macOS.Keyring",
        "keyring.backends.Windows.WinVaultKeyring",
    }
    assert bool(names) == (system != "freebsd14")
