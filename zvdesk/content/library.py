"""Load every scheme, agenda, life domain set, organisation kind, regime and rule that the house can use.

A house adds a file of its own by putting it in a folder of the same shape, such as
``<extra>/escalation/regio.toml``. The same id with a higher version stands beside the older one, so that a
case keeps what it was decided under; the same id and version twice is an error.
"""

from __future__ import annotations

import functools
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol, TypeVar

from zvdesk.content import shapes
from zvdesk.content.audience_words import everyday_words, health_words
from zvdesk.content.mail_texts import mail_template
from zvdesk.content.reading import Cursor, read_toml
from zvdesk.content.stagnation import stagnation_rules
from zvdesk.errors import ContentInvalid, ContentMissing
from zvdesk.limits import lies_within
from zvdesk.resources import resources_folder

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from zvdesk.domain.agenda import AgendaTemplate, MeetingKind
    from zvdesk.domain.escalation import EscalationScheme
    from zvdesk.domain.life_domains import LifeDomainSet
    from zvdesk.domain.mail_texts import MailTemplate
    from zvdesk.domain.organisations import Organisation, OrganisationKind
    from zvdesk.domain.regimes import Regime
    from zvdesk.domain.stagnation import StagnationRule

MAXIMUM_FILES = 200


class _Versioned(Protocol):
    @property
    def id(self) -> str: ...

    @property
    def version(self) -> int: ...


Item = TypeVar("Item", bound=_Versioned)


@dataclass(frozen=True, slots=True, kw_only=True)
class Library:
    """Hold all content, in order of id and version.

    The lookups raise ContentMissing. Without a version they give the newest one; a case passes its own.
    """

    schemes: tuple[EscalationScheme, ...]
    agendas: tuple[AgendaTemplate, ...]
    life_domain_sets: tuple[LifeDomainSet, ...]
    organisation_kinds: tuple[OrganisationKind, ...]
    organisations: tuple[Organisation, ...]  # known everywhere, such as the Openbaar Ministerie; without ids
    regimes: tuple[Regime, ...]
    health_words: tuple[str, ...] = ()  # the chair decides before a beamer shows them
    everyday_words: tuple[str, ...] = ()  # may hold a short name; not masked on a beamer
    stagnation_rules: tuple[StagnationRule, ...] = ()
    mail_templates: tuple[MailTemplate, ...] = ()

    @property
    def wholes(self) -> dict[str, str]:
        """Return for a kind of organisation the kind that may sit at the table in its place."""
        return {kind.code: kind.part_of for kind in self.organisation_kinds if kind.part_of}

    def scheme(self, id_: str, version: int | None = None) -> EscalationScheme:
        """Return an AVE scheme."""
        return _found("scheme", self.schemes, id_, version)

    def template(self, id_: str, version: int | None = None) -> AgendaTemplate:
        """Return an agenda template."""
        return _found("template", self.agendas, id_, version)

    def templates_of(self, kind: MeetingKind) -> tuple[AgendaTemplate, ...]:
        """Return the newest version of each agenda template for a kind of meeting."""
        newest = {template.id: template for template in self.agendas}
        return tuple(template for template in newest.values() if template.kind is kind)

    def life_domain_set(self, id_: str, version: int | None = None) -> LifeDomainSet:
        """Return a set of life domains."""
        return _found("life_domain_set", self.life_domain_sets, id_, version)

    def regime(self, id_: str, version: int | None = None) -> Regime:
        """Return a legal regime."""
        return _found("regime", self.regimes, id_, version)

    def mail_template(self, id_: str, version: int | None = None) -> MailTemplate:
        """Return the words of a mail."""
        return _found("mail_template", self.mail_templates, id_, version)

    def kind(self, code: str) -> OrganisationKind | None:
        """Return a kind of organisation, or None."""
        return next((kind for kind in self.organisation_kinds if kind.code == code), None)

    def kind_label(self, code: str) -> str:
        """Return the Dutch name of a kind of organisation; an unknown code stands for itself."""
        kind = self.kind(code)
        return code if kind is None else kind.label


def load_library(extra_folder: Path | None = None) -> Library:
    """Return all content: what zvdesk ships and, when given, the files of the house in ``extra_folder``.

    Raises ContentInvalid for the first file that is not right.
    """
    if extra_folder is None:
        return _shipped()
    if not extra_folder.is_dir():
        raise ContentInvalid(extra_folder.name, "", "no_such_folder")
    return _read([resources_folder(), extra_folder])


@functools.cache
def _shipped() -> Library:
    return _read([resources_folder()])


def _read(folders: list[Path]) -> Library:
    files = _files(folders)
    kinds, organisations = _organisations(files["organisations"])
    codes = {kind.code: kind for kind in kinds}
    return Library(
        schemes=_all(files["escalation"], lambda top: shapes.escalation_scheme(top, codes), "scheme"),
        agendas=_all(files["agenda"], shapes.agenda_template, "sjabloon"),
        life_domain_sets=_all(files["life_domains"], shapes.life_domain_set, "set"),
        organisation_kinds=kinds,
        organisations=organisations,
        regimes=_all(files["regimes"], shapes.regime, "regime"),
        health_words=health_words(files["audience"]),
        everyday_words=everyday_words(files["audience"]),
        stagnation_rules=stagnation_rules(files["stagnation"]),
        mail_templates=_all(files["mail"], mail_template, "mail"),
    )


def _files(folders: list[Path]) -> dict[str, tuple[Path, ...]]:
    """List the TOML files per kind of content, and count them before any is read."""
    files: dict[str, tuple[Path, ...]] = {}
    for kind in (
        "escalation",
        "agenda",
        "life_domains",
        "organisations",
        "regimes",
        "stagnation",
        "audience",
        "mail",
    ):
        files[kind] = tuple(path for folder in folders for path in _inside(folder, kind))
        if sum(len(paths) for paths in files.values()) > MAXIMUM_FILES:
            raise ContentInvalid(files[kind][-1].name, "", "too_many_files")
    return files


def _inside(folder: Path, kind: str) -> list[Path]:
    found = sorted((folder / kind).glob("*.toml"))
    for path in found:
        if not lies_within(path, folder):
            raise ContentInvalid(path.name, "", "outside_folder")
    return found


def _all(paths: Iterable[Path], build: Callable[[Cursor], Item], head: str) -> tuple[Item, ...]:
    found: dict[tuple[str, int], Item] = {}
    for path in paths:
        item = build(read_toml(path))
        if (item.id, item.version) in found:
            raise ContentInvalid(path.name, f"{head}.id", "duplicate")
        found[item.id, item.version] = item
    return tuple(found[key] for key in sorted(found))


def _organisations(
    paths: Iterable[Path],
) -> tuple[tuple[OrganisationKind, ...], tuple[Organisation, ...]]:
    """Read the lists of kinds and organisations; of each list only the newest version is in force.

    Kinds come first: an organisation of one file may be of a kind that another file adds.
    """
    newest: dict[str, tuple[int, Cursor]] = {}
    seen: set[tuple[str, int]] = set()
    for path in paths:
        top = read_toml(path)
        head = top.child("lijst")
        id_, version = head.code("id"), head.number("versie", 1, shapes.MAXIMUM_VERSION)
        head.text("naam")
        if (id_, version) in seen:
            raise top.invalid("lijst.id", "duplicate")
        seen.add((id_, version))
        if id_ not in newest or newest[id_][0] < version:
            newest[id_] = (version, top)
    kinds: dict[str, OrganisationKind] = {}
    places: dict[str, tuple[Cursor, int]] = {}
    for _, top in newest.values():
        for number, kind in enumerate(shapes.organisation_kinds(top), 1):
            if kind.code in kinds:
                raise top.invalid(f"soort[{number}].code", "duplicate")
            kinds[kind.code] = kind
            places[kind.code] = (top, number)
    for kind in kinds.values():
        if kind.part_of and kind.part_of not in kinds:
            top, number = places[kind.code]
            raise top.invalid(f"soort[{number}].onderdeel_van", "not_in_list")
    found: dict[str, Organisation] = {}
    for _, top in newest.values():
        for number, cursor in enumerate(top.children("organisatie", may_be_empty=True), 1):
            organisation = shapes.organisation(cursor, kinds)
            if organisation.name in found:
                raise top.invalid(f"organisatie[{number}].naam", "duplicate")
            found[organisation.name] = organisation
        top.finish()
    return tuple(kinds.values()), tuple(found.values())


def _found(kind: str, items: tuple[Item, ...], id_: str, version: int | None) -> Item:
    matches = [item for item in items if item.id == id_ and version in (None, item.version)]
    if not matches:
        raise ContentMissing(kind, id_, version)
    return matches[-1]
