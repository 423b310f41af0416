"""Make packages that bring a case back past whoever has it: the way of the pen is forged."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from cryptography.hazmat.primitives.asymmetric import ec

from tests.promises.package_stage import Stage, spki, text_of
from zvdesk.domain.handovers import LeftOut, PackageFault

if TYPE_CHECKING:
    from collections.abc import Callable

Json = dict[str, Any]
_F = PackageFault


@dataclass(frozen=True, slots=True)
class Hostile:
    """Hold one package: how it is made, and why it is refused."""

    name: str
    make: Callable[[Stage], bytes]
    faults: tuple[PackageFault, ...]
    length: int = 0  # of the file, when it goes on with nothing


def hostile_ways() -> list[Hostile]:
    """Return packages whose links do not lead from the coordinator, who has the case as the chair knows."""
    return [
        Hostile(f"way: {name}", make, (_F.UNPROVEN,))
        for name, make in (_brought() | _changed() | _new()).items()
    ]


def taken_over(s: Stage, signer: str) -> bytes:
    """Return a case that somebody gives, who says to have taken it over before it went to the chair."""

    def change(plain: Json) -> None:
        for way in plain["manifest"]["chains"]:
            way["void"] = [s.chains["terug"][0]]

    return _back(s, lambda _, plain: change(plain), signer=signer, chain=())


def by_way_of_the_secretary(s: Stage) -> bytes:
    """Return a case that the coordinator gave the secretary, and that the secretary brings back."""
    return _back(s, lambda _, plain: _gone_round(s, plain, "coordinator"), signer="secretary")


def _gone_round(s: Stage, plain: Json, giver: str, holder: str = "") -> None:
    """Let one more package move the pen from somebody to the secretary before this one."""
    for way in plain["manifest"]["chains"]:
        *before, last = way["chain"]
        between = [*before, secrets.token_hex(16)]
        way["chain"] = [*between, last]
        way["links"] = [
            s.link(giver, way["id"], between, holder=holder, to="secretary"),
            s.link("secretary", way["id"], way["chain"]),
        ]


def _back(
    s: Stage,
    change: Callable[[Stage, Json], object],
    *,
    signer: str = "coordinator",
    chain: tuple[str, ...] | None = None,
) -> bytes:
    """Return the case that the chair gave the coordinator, coming back with a changed way."""

    def changed(plain: Json) -> None:
        if signer == "secretary":
            said = {"sender_id": s.people[signer].id, "sender": "N. Notulist"}
            plain["manifest"] |= said | {"leaves_out": [one.value for one in LeftOut]}
            _without_contributions(plain)
        change(s, plain)

    known = s.chains["terug"] if chain is None else chain
    return s.forged(changed, signer=signer, content="terug", chain=known)


def _without_contributions(plain: Json) -> None:
    """Leave out what a secretary may not send; nothing but its criteria was ever filled in."""
    for row in plain["records"].get("intake_criteria", ()):
        row["evidence"] = ""


def _links(s: Stage, make: Callable[[Stage, Json], list[Json]], *, signer: str = "coordinator") -> bytes:
    """Return a package that comes back with other links."""

    def change(_: Stage, plain: Json) -> None:
        (way,) = plain["manifest"]["chains"]
        way["links"] = make(s, way)

    return _back(s, change, signer=signer)


def _brought() -> dict[str, Callable[[Stage], bytes]]:
    """Return what the secretary brings, whom the chair knows and the coordinator gave nothing."""

    def by_secretary(holder: str = "", **said: Callable[[Stage], str]) -> Callable[[Stage], bytes]:
        def made(s: Stage, way: Json) -> list[Json]:
            link = s.link("secretary", way["id"], way["chain"], holder=holder)
            return [link | {name: value(s) for name, value in said.items()}]

        return lambda s: _links(s, made, signer="secretary")

    def holder(s: Stage) -> str:
        return s.people["coordinator"].id

    return {
        "past the holder": by_secretary(),
        "past the holder, in the holder's name": by_secretary(holder_id=holder),
        "past the holder, with the holder's key": by_secretary(
            holder_id=holder, holder_key=lambda s: text_of(spki(s.people["coordinator"].key))
        ),
        "sent by another than who gave it": lambda s: _links(
            s, lambda s, way: [s.link("coordinator", way["id"], way["chain"])], signer="secretary"
        ),
        "in the name of the vault of the holder": by_secretary(
            "coordinator", vault_key=lambda s: text_of(spki(s.people["coordinator"].vault))
        ),
        "given by a stranger": lambda s: _back(
            s, lambda s, p: _gone_round(s, p, "stranger"), signer="secretary"
        ),
        "given by a twin of the holder": lambda s: _back(
            s, lambda s, p: _gone_round(s, p, "twin"), signer="secretary"
        ),
        "given by who gets it": lambda s: _back(
            s, lambda s, p: _gone_round(s, p, "chair"), signer="secretary"
        ),
        "the first move cut off": lambda s: _back(s, _cut, signer="secretary"),
        "the moves exchanged": lambda s: _back(s, _exchanged, signer="secretary"),
        "taken over by another than who gave it": lambda s: taken_over(s, "secretary"),
        "taken over by another, with the link of who gave it": _taken_with_its_link,
    }


def _cut(s: Stage, plain: Json) -> None:
    _gone_round(s, plain, "coordinator")
    for way in plain["manifest"]["chains"]:
        del way["links"][0]


def _exchanged(s: Stage, plain: Json) -> None:
    _gone_round(s, plain, "coordinator")
    for way in plain["manifest"]["chains"]:
        way["links"].reverse()


def _taken_with_its_link(s: Stage) -> bytes:
    """Put the coordinator's true link of another package before a move of the secretary."""
    real = s.contents["terug"]["manifest"]["chains"][0]["links"][0]

    def change(_: Stage, plain: Json) -> None:
        for way in plain["manifest"]["chains"]:
            way["void"] = [s.chains["terug"][0]]
            way["chain"] = [secrets.token_hex(16), *way["chain"]]
            way["links"] = [real, s.link("secretary", way["id"], way["chain"])]

    return _back(s, change, signer="secretary", chain=())


def _changed() -> dict[str, Callable[[Stage], bytes]]:
    """Return what the coordinator brings, who has the case, with a link that was made for something else."""

    def said(**values: Callable[[Stage], str]) -> Callable[[Stage], bytes]:
        def made(s: Stage, way: Json) -> list[Json]:
            link = s.link("coordinator", way["id"], way["chain"])
            return [link | {name: value(s) for name, value in values.items()}]

        return partial(_links, make=made)

    def made_for(subject_id: str = "", **parts: Any) -> Callable[[Stage], bytes]:  # noqa: ANN401 - of a link
        def made(s: Stage, way: Json) -> list[Json]:
            chain = [*parts.get("before", way["chain"][:-1]), *parts.get("last", way["chain"][-1:])]
            return [s.link("coordinator", subject_id or way["id"], chain, to=parts.get("to", "chair"))]

        return partial(_links, make=made)

    other, twin = "ab" * 16, "twin"
    return {
        "without links": partial(_links, make=lambda _, __: []),
        "of another case": made_for("00000000-0000-4000-8000-000000000000"),
        "after another package": made_for(before=["cd" * 16, other]),
        "from the beginning": made_for(before=[]),
        "of another package": made_for(last=[other]),
        "to another": made_for(to="secretary"),
        "to another, changed since": said(receiver_id=lambda s: s.people["secretary"].id),
        "by another, changed since": said(sender_id=lambda s: s.people["secretary"].id),
        "held by nobody": said(holder_id=lambda _: ""),
        "another key of the vault": said(vault_key=lambda s: text_of(spki(s.people[twin].vault))),
        "another key of the holder": said(holder_key=lambda s: text_of(spki(s.people[twin].key))),
        "a key of another curve": said(
            vault_key=lambda _: text_of(spki(ec.generate_private_key(ec.SECP384R1())))
        ),
        "no key": said(vault_key=lambda _: ""),
        "no signature": said(vault_signature=lambda _: ""),
        "a signature of zeros": said(vault_signature=lambda _: text_of(bytes(70))),
        "nobody vouches": said(holder_signature=lambda _: ""),
        "a stranger vouches": said(
            holder_signature=lambda s: text_of(s.people["stranger"].sign(b"zvdesk/1/kluis\0" + bytes(32)))
        ),
        "the link with which it went": partial(
            _links, make=lambda s, _: s.contents["terug"]["manifest"]["chains"][0]["links"]
        ),
    }


def _new() -> dict[str, Callable[[Stage], bytes]]:
    """Return a case that the chair does not know, with links that do not hold together."""

    def made(change: Callable[[Stage, Json], object]) -> Callable[[Stage], bytes]:
        return lambda s: s.forged(lambda plain: change(s, plain["manifest"]["chains"][0]))

    def apart(s: Stage, way: Json) -> None:
        way["chain"] = ["ab" * 16, *way["chain"]]
        way["links"] = [
            s.link("stranger", way["id"], way["chain"][:1], to="secretary"),
            s.link("coordinator", way["id"], way["chain"]),
        ]

    return {
        "new, without links": made(lambda _, way: way.update(links=[])),
        "new, and given by another": made(
            lambda s, way: way.update(links=[s.link("stranger", way["id"], way["chain"])])
        ),
        "new, and given to another": made(
            lambda s, way: way.update(links=[s.link("coordinator", way["id"], way["chain"], to="secretary")])
        ),
        "new, and the moves hang apart": made(apart),
    }
