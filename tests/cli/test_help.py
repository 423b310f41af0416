"""Every command explains itself in Dutch, and the manual page knows each of them."""

from __future__ import annotations

import argparse
import ast
import inspect
import re
import subprocess
from typing import TYPE_CHECKING

import pytest

from tests.cli.conftest import TOP, outside, run
from zvdesk.cli import exits
from zvdesk.cli.argparse_words import WORDS
from zvdesk.cli.parser import UsageError, build, commands_of
from zvdesk.domain.people import ASSIGNABLE_ROLES, Role
from zvdesk.texts.labels import ROLES

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

COMMANDS = dict(commands_of(build()))
MANUAL = TOP / "installers" / "linux" / "zvdesk.1"
ENGLISH = re.compile(
    r"\b(usage|options|optional|positional|arguments?|required|error|show|exit|invalid|choices?|"
    r"expected|following|unrecognized|subcommands?|default|program)\b"
)
#: What argparse says to programmers, or what no command of zvdesk can make it say.
OUT_OF_REACH = re.compile(
    r"(?s).*(not defined|not callable|conflict|cannot |must |dest=|prefix_chars|merge|alias|"
    r"at most one|with mode|invalid argument for|can.t open|unexpected option|subcommands|"
    r"unknown parser|%\(prog\)s: |%\(heading\)s)"
)


def manual() -> str:
    return MANUAL.read_text(encoding="utf-8").replace("\\-", "-").replace("\\(aq", "'")


def test_there_are_the_commands_of_the_manual() -> None:
    assert set(COMMANDS) == {
        "vault create",
        "vault backup",
        "vault check",
        "vault drill",
        "vault escrow",
        "vault passphrase",
        "vault rekey",
        "vault rescue",
        "vault restore",
        "vault slots",
        "escrow make",
        "escrow open",
        "referral import",
        "actions answer",
        "actions overdue",
        "actions remind",
        "distribution list",
        "distribution mark",
        "case access",
        "case list",
        "case overview",
        "case show",
        "list countersign",
        "list export",
        "list read",
        "list text",
        "outcome export",
        "card export",
        "colleague add",
        "colleague card",
        "colleague end",
        "colleague house-list",
        "colleague list",
        "colleague take-list",
        "script export",
        "script form",
        "trust add",
        "export calendar",
        "export cards",
        "export lists",
        "export mail",
        "export table",
        "package adopt",
        "package differences",
        "package list",
        "package make",
        "package open",
        "package request",
        "package take-over",
        "house certificate",
        "log check",
        "log export",
        "log show",
        "retention certificate",
        "retention list",
        "seal",
        "verify",
        "demo",
    }


@pytest.mark.parametrize("command", list(COMMANDS))
def test_help_is_dutch_and_complete(command: str) -> None:
    parser = COMMANDS[command]
    shown = parser.format_help()
    bare = re.sub(r"--?[a-z-]+", "", shown.replace(f"zvdesk {command}", ""))
    assert not ENGLISH.search(bare), ENGLISH.search(bare)
    assert shown.startswith(f"gebruik: zvdesk {command} ")
    assert "opties:" in shown
    for action in vars(parser)["_actions"]:
        assert action.help or not action.option_strings, action.option_strings
    assert parser.description
    assert parser.description in shown.replace("\n", " ")


@pytest.mark.parametrize("command", list(COMMANDS))
def test_the_manual_page_knows_each_command_and_option(command: str) -> None:
    text = manual()
    _, _, part = text.partition(f".SS {command}\n")
    part = re.split(r"^\.S[SH] ", part, maxsplit=1, flags=re.MULTILINE)[0]
    assert part, f"{command} has no part in the manual page"
    for action in vars(COMMANDS[command])["_actions"]:
        for option in action.option_strings:
            if option.startswith("--") and option not in ("--help", "--json", "--passphrase-fd"):
                assert option in part, option
    for common in ("--help", "--json", "--passphrase-fd", "--version"):
        assert common in text


def test_the_manual_page_lists_every_exit_code() -> None:
    _, _, part = manual().partition(".SH UITGANGSCODES")
    codes = {int(found) for found in re.findall(r"^\.(?:B|BR) (\d+)", part, re.MULTILINE)}
    known = {value for name, value in vars(exits).items() if name.isupper() and isinstance(value, int)}
    assert known | set(exits.OF_VERDICT.values()) <= codes


def test_the_manual_page_has_no_faults(requires: Callable[[str], Path]) -> None:
    done = subprocess.run(
        [requires("groff"), "-man", "-K", "utf8", "-T", "utf8", "-ww", "-z", MANUAL],
        capture_output=True,
        text=True,
        timeout=30,
        check=False,
    )
    assert (done.stdout, done.stderr, done.returncode) == ("", "", 0)


def test_every_word_of_argparse_is_dutch() -> None:
    """Read argparse's own sentences from its source: a newer Python may have new ones."""
    found = set()
    for node in ast.walk(ast.parse(inspect.getsource(argparse))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "_":
            argument = node.args[0]
            if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
                found.add(argument.value)
    assert found
    assert {said for said in found if not OUT_OF_REACH.match(said)} <= set(WORDS)


WRONG = [
    [],
    ["weg"],
    ["vault"],
    ["vault", "weg"],
    ["vault", "create"],
    ["vault", "check", "x", "--weg"],
    ["vault", "check", "x", "--passphrase-fd"],
    ["vault", "check", "x", "--passphrase-fd", "een"],
    ["vault", "check", "x", "--json=ja"],
    ["vault", "create", "x", "--role", "burgemeester"],
    ["vault", "create", "x", "--role", "noodtoegang"],
    ["vault", "create", "x", "--na"],
    ["verify"],
    ["verify", "--trust"],
    ["case", "show", "--vault", "x"],
    ["list", "export", "--p", "1"],
]


@pytest.mark.parametrize("arguments", WRONG, ids=" ".join)
def test_wrong_use_is_said_in_dutch(arguments: list[str]) -> None:
    with pytest.raises(UsageError) as wrong:
        build().parse_args(arguments)
    said = re.sub(r"zvdesk [a-z ]+|--?[a-z-]+|'[^']*'", "", f"{wrong.value.usage} {wrong.value.message}")
    assert wrong.value.usage.startswith("gebruik: zvdesk")
    assert not ENGLISH.search(said), said


@pytest.mark.parametrize("role", ASSIGNABLE_ROLES)
def test_a_role_is_understood_with_and_without_diacritics(role: Role) -> None:
    for said in (ROLES[role], ROLES[role].upper(), role.value, role.value.replace("_", " ")):
        assert build().parse_args(["vault", "create", "x", "--role", said]).role is role


def test_help_and_version_from_outside() -> None:
    shown = outside("--help")
    assert (shown.code, shown.err) == (0, "")
    assert "gebruik: zvdesk" in shown.out
    assert "wachtzin niet goed" in shown.out
    assert run("vault", "create", "--help").code == 0
    version = outside("--version")
    assert version.out.startswith("zvdesk ")


@pytest.mark.parametrize("arguments", [["vault", "check", "--json"], ["weg", "--json"]])
def test_wrong_use_is_json_when_that_is_asked(arguments: list[str]) -> None:
    wrong = run(*arguments)
    assert wrong.code == exits.USAGE
    assert (wrong.json["ok"], wrong.json["error"]) == (False, "Usage")
    assert wrong.json["message"] in wrong.err
    assert "gebruik: " in wrong.err
