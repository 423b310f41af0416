"""The shipped content is what field.md says, and a house's own file is added without touching code."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from zvdesk import errors
from zvdesk.content import library as library_module
from zvdesk.content.colours import contrast_with_white
from zvdesk.content.library import Library, load_library
from zvdesk.domain.agenda import MeetingKind, Step
from zvdesk.domain.escalation import Responsibility
from zvdesk.domain.organisations import WgsPosition
from zvdesk.resources import resources_folder

if TYPE_CHECKING:
    from pathlib import Path

SHIPPED = {
    "escalation": "ave-standaard-1.toml",
    "agenda": "tafel-1.toml",
    "life_domains": "levensgebieden-8-1.toml",
    "organisations": "landelijk-1.toml",
    "regimes": "lokaal-1.toml",
}


@pytest.fixture(scope="module")
def library() -> Library:
    return load_library()


@pytest.fixture
def extra(tmp_path: Path) -> Path:
    folder = tmp_path / "eigen"
    for kind in SHIPPED:
        (folder / kind).mkdir(parents=True)
    return folder


def changed(extra: Path, kind: str, *changes: tuple[str, str], name: str = "regio.toml") -> Path:
    """Put a changed copy of a shipped file in the house's folder."""
    text = (resources_folder() / kind / SHIPPED[kind]).read_text(encoding="utf-8")
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new, 1)
    path = extra / kind / name
    path.write_text(text, encoding="utf-8")
    return path


def refusal(extra: Path) -> tuple[str, str, str]:
    with pytest.raises(errors.ContentInvalid) as caught:
        load_library(extra)
    return caught.value.file, caught.value.key, caught.value.reason


def test_the_default_scheme_has_four_levels_and_its_banner(library: Library) -> None:
    scheme = library.scheme("ave-standaard")
    assert [level.code for level in scheme.levels] == ["AVE 1", "AVE 2", "AVE 3", "AVE 4"]
    assert [level.retest_weeks for level in scheme.levels] == [0, 12, 6, 1]
    assert not scheme.is_adopted
    assert scheme.banner == "Concept-indeling. Laat vaststellen door uw regio."
    for level in scheme.levels:
        assert level.questions
        assert level.stuck
        assert {rule.responsibility for rule in level.holders} == set(Responsibility)
        assert {rule.source for rule in level.holders} <= {"S", "M", "J"}
        assert len(level.sources) == 10
        contrast = contrast_with_white(level.colour)
        assert contrast is not None
        assert contrast >= 4.5
    first = scheme.levels[0]
    assert not first.holder(Responsibility.PROCESS_LEAD).is_required


def test_agendas_have_the_five_steps_and_the_promised_minutes(library: Library) -> None:
    minutes = {template.kind: template.minutes for template in library.agendas}
    assert minutes == {
        MeetingKind.TABLE: 25,
        MeetingKind.ICO: 60,
        MeetingKind.RETURN: 15,
        MeetingKind.URGENT: 10,
    }
    for template in library.agendas:
        assert tuple(step.step for step in template.steps) == tuple(Step)
        assert all(step.questions and step.records for step in template.steps)
    assert "acties van de vorige keer" in library.template("terugkomoverleg").steps[0].questions[0]
    assert sum(len(step.questions) for step in library.template("ico").steps) == 44
    assert [template.id for template in library.templates_of(MeetingKind.ICO)] == ["ico"]


def test_life_domain_sets(library: Library) -> None:
    sizes = {found.id: len(found.domains) for found in library.life_domain_sets}
    assert sizes == {"levensgebieden-8": 8, "zrm-2017": 13, "zrm-2013": 11, "basisvoorwaarden-5": 5}
    zrm = library.life_domain_set("zrm-2017")
    assert "GGD Amsterdam" in zrm.source
    assert zrm.label_of(1) == "acute problematiek"
    assert "(J)" in library.life_domain_set("levensgebieden-8").source


def test_kinds_have_their_place_in_the_law(library: Library) -> None:
    places = {
        kind.code: (kind.position, kind.letter)
        for kind in library.organisation_kinds
        if kind.source.startswith("L")
    }
    assert places["rvdk"] == (WgsPosition.PUBLIC, "a")
    assert places["college"] == (WgsPosition.PUBLIC, "f")
    assert places["veilig_thuis"] == (WgsPosition.PRIVATE, "b")
    assert places["woningcorporatie"] == (WgsPosition.THIRD, "")
    assert library.kind_label("om") == "Openbaar Ministerie"
    assert library.kind_label("iets_anders") == "iets_anders"
    assert {organisation.name for organisation in library.organisations} >= {"Politie", "Openbaar Ministerie"}


def test_only_the_wgs_regime_speaks_of_the_wgs(library: Library) -> None:
    by_id = {regime.id: regime for regime in library.regimes}
    assert set(by_id) == {"wgs_zvh", "lokaal", "toestemming", "mda"}
    assert "Wgs art. 2.25" in by_id["wgs_zvh"].purpose
    assert by_id["wgs_zvh"].retention_months == 60
    for id_, regime in by_id.items():
        assert regime.is_confirmed == (id_ == "wgs_zvh")
        if id_ != "wgs_zvh":
            assert regime.retention_months is None
            for name in regime.__dataclass_fields__:
                assert "wgs" not in str(getattr(regime, name)).lower()


def test_lookups_name_what_is_missing(library: Library) -> None:
    with pytest.raises(errors.ContentMissing) as caught:
        library.scheme("ave-standaard", 7)
    assert (caught.value.kind, caught.value.id, caught.value.version) == ("scheme", "ave-standaard", 7)
    for lookup in (library.template, library.life_domain_set, library.regime):
        with pytest.raises(errors.ContentMissing):
            lookup("onbekend")


def test_a_higher_version_stands_beside_the_older_one(extra: Path) -> None:
    changed(extra, "escalation", ("versie = 1", "versie = 2"), ("vastgesteld = false", "vastgesteld = true"))
    changed(extra, "agenda", ("versie = 1", "versie = 2"), ("minuten = 8", "minuten = 9"))
    found = load_library(extra)
    assert [scheme.version for scheme in found.schemes] == [1, 2]
    assert found.scheme("ave-standaard").version == 2
    assert found.scheme("ave-standaard").banner == ""
    assert found.scheme("ave-standaard", 1).banner
    assert [template.minutes for template in found.templates_of(MeetingKind.TABLE)] == [26]


def test_the_same_version_twice_is_refused(extra: Path) -> None:
    changed(extra, "escalation")
    assert refusal(extra) == ("regio.toml", "scheme.id", "duplicate")


def test_a_house_adds_kinds_and_organisations(extra: Path) -> None:
    (extra / "organisations" / "huis.toml").write_text(
        '[lijst]\nid = "huis"\nversie = 1\nnaam = "Ons huis"\n'
        '[[soort]]\ncode = "buurtvaders"\nlabel = "Buurtvaders"\npositie = "derde"\nbron = "J"\n'
        '[[organisatie]]\nnaam = "Buurtvaders Fictiva"\nsoort = "buurtvaders"\n',
        encoding="utf-8",
    )
    found = load_library(extra)
    assert found.organisations[-1].position is WgsPosition.THIRD
    assert found.kind_label("buurtvaders") == "Buurtvaders"


def test_only_the_newest_list_of_organisations_is_in_force(extra: Path) -> None:
    for version in (3, 2):  # read in the order of their names: 3 first
        changed(
            extra,
            "organisations",
            ("versie = 1", f"versie = {version}"),
            ('naam = "Politie"', f'naam = "Politie {version}"'),
            name=f"lijst-{9 - version}.toml",
        )
    assert "Politie 3" in {organisation.name for organisation in load_library(extra).organisations}


@pytest.mark.parametrize(
    ("kind", "changes", "key", "reason"),
    [
        (
            "escalation",
            [('label = "Teamleider of coördinator wijkteam"', "label = 3")],
            "niveau[2].procesregie.label",
            "wrong_type",
        ),
        (
            "escalation",
            [('rol = "teamleider_wijkteam"', 'rol = "team leider"')],
            "niveau[2].procesregie.rol",
            "bad_code",
        ),
        (
            "escalation",
            [('label = "Inwoner zelf", bron = "M"', 'label = "Inwoner zelf", bron = "X"')],
            "niveau[1].casusregie.bron",
            "not_in_list",
        ),
        ("escalation", [("#B45309", "#FFA500")], "niveau[2].kleur", "bad_colour"),
        ("escalation", [("#B45309", "oranje")], "niveau[2].kleur", "bad_colour"),
        ("escalation", [('"huisarts"', '"tandarts"')], "niveau[1].partners[2]", "not_in_list"),
        ("escalation", [('"huisarts"', '"school"')], "niveau[1].partners[2]", "duplicate"),
        ("escalation", [('code = "AVE 2"', 'code = "AVE 1"')], "niveau[2].code", "duplicate"),
        ("escalation", [("volgorde = 2", "volgorde = 1")], "niveau[2].volgorde", "duplicate"),
        ("escalation", [("volgorde = 2", "volgorde = 9")], "niveau[2].volgorde", "wrong_order"),
        ("escalation", [("banner =", "baner =")], "scheme.banner", "missing"),
        ("escalation", [("geldig_vanaf", "geldig_vana")], "scheme.geldig_vana", "unknown_key"),
        ("escalation", [(', "bestuurlijk"]', "]")], "scheme.verantwoordelijkheden", "missing"),
        ("escalation", [('"stagnatie", ', '"pech", ')], "scheme.aanleidingen[1]", "not_in_list"),
        (
            "escalation",
            [('bestuurlijk = { rol = "burgemeester"', 'bestuur = { rol = "burgemeester"')],
            "niveau[4].bestuurlijk",
            "missing",
        ),
        ("escalation", [('uitgangssituatie = "S"\n', "")], "niveau[1].bron.uitgangssituatie", "missing"),
        ("escalation", [("versie = 1", "versie = 0")], "scheme.versie", "out_of_range"),
        (
            "escalation",
            [("hertoets_weken = 12", "hertoets_weken = true")],
            "niveau[2].hertoets_weken",
            "wrong_type",
        ),
        ("agenda", [('id = "plan"', 'id = "analyse"')], "stap[3].id", "duplicate"),
        ("agenda", [('id = "plan"', 'id = "pauze"')], "stap[3].id", "not_in_list"),
        (
            "agenda",
            [('id = "plan"', 'id = "x"'), ('id = "regie"', 'id = "plan"'), ('id = "x"', 'id = "regie"')],
            "stap[3].id",
            "wrong_order",
        ),
        ("agenda", [("minuten = 8", "minuten = 0")], "stap[1].minuten", "out_of_range"),
        ("agenda", [('soort = "tafel"', 'soort = "feest"')], "sjabloon.soort", "not_in_list"),
        ("life_domains", [('code = "wonen"', 'code = "werk"')], "gebied[4].code", "duplicate"),
        ("life_domains", [("score = 2", "score = 1")], "score[2].score", "duplicate"),
        ("life_domains", [("score = 2", "score = 9")], "score", "wrong_order"),
        ("life_domains", [("score = 2", "score = 11")], "score[2].score", "out_of_range"),
        ("organisations", [], "lijst.id", "duplicate"),
        ("organisations", [('"landelijk"', '"b"')], "organisatie[1].naam", "duplicate"),
        (
            "organisations",
            [('"landelijk"', '"b"'), ('soort = "rvdk"', 'soort = "raad"')],
            "organisatie[1].soort",
            "not_in_list",
        ),
        ("regimes", [("bevestigd = false", 'bevestigd = "nee"')], "regime.bevestigd", "wrong_type"),
        (
            "regimes",
            [("bevestigd = false", "bevestigd = false\nbewaarmaanden = 0")],
            "regime.bewaarmaanden",
            "out_of_range",
        ),
        ("regimes", [('slotzin = "', 'slotzin = ""\nnaam2 = "')], "regime.slotzin", "empty"),
    ],
)
def test_a_fault_is_named_by_file_and_key(
    extra: Path, kind: str, changes: list[tuple[str, str]], key: str, reason: str
) -> None:
    changed(extra, kind, *changes)
    assert refusal(extra) == ("regio.toml", key, reason)


def test_an_agenda_without_a_step_is_refused(extra: Path) -> None:
    path = changed(extra, "agenda")
    text = path.read_text(encoding="utf-8")
    path.write_text(text[: text.rindex("[[stap]]")], encoding="utf-8")
    assert refusal(extra) == ("regio.toml", "stap", "missing")


def test_a_kind_that_stands_in_two_lists_is_refused(extra: Path) -> None:
    (extra / "organisations" / "huis.toml").write_text(
        '[lijst]\nid = "huis"\nversie = 1\nnaam = "Ons huis"\n'
        '[[soort]]\ncode = "politie"\nlabel = "Politie"\npositie = "publiek"\nletter = "c"\nbron = "L"\n',
        encoding="utf-8",
    )
    assert refusal(extra) == ("huis.toml", "soort[1].code", "duplicate")


def test_the_folder_of_the_house_must_be_there(tmp_path: Path) -> None:
    assert refusal(tmp_path / "weg") == ("weg", "", "no_such_folder")


def test_too_many_files_are_refused_before_any_is_read(extra: Path) -> None:
    for number in range(library_module.MAXIMUM_FILES):
        (extra / "agenda" / f"{number:03}.toml").write_bytes(b"\xff")
    assert refusal(extra) == ("199.toml", "", "too_many_files")


def test_shipped_files_are_named_after_id_and_version() -> None:
    names = {path.stem for path in resources_folder().glob("*/*-1.toml")}
    found = load_library()
    items = [(item.id, item.version) for item in found.schemes]
    items += [(item.id, item.version) for item in found.agendas]
    items += [(item.id, item.version) for item in found.life_domain_sets]
    items += [(item.id, item.version) for item in found.regimes]
    assert {f"{id_}-{version}" for id_, version in items} <= names


def test_an_empty_house_folder_adds_nothing(extra: Path) -> None:
    shutil.rmtree(extra / "agenda")
    assert load_library(extra) == load_library()


def test_a_part_names_the_whole_that_may_sit_for_it(library: Library, extra: Path) -> None:
    assert library.wholes == {"wijkagent": "politie", "jeugdgezondheidszorg": "ggd"}
    (extra / "organisations" / "eigen.toml").write_text(
        '[lijst]\nid = "eigen"\nversie = 1\nnaam = "Eigen"\n[[soort]]\ncode = "boa"\nlabel = "Boa"\n'
        'positie = "publiek"\nbron = "J"\nonderdeel_van = "weg"\n',
        encoding="utf-8",
    )
    assert refusal(extra) == ("eigen.toml", "soort[1].onderdeel_van", "not_in_list")
