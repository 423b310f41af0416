"""A partner reads the actions out of a list without retyping; the house writes the outcome by itself."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

from tests.cli.conftest import CHAIR, outside, run
from tests.cli.test_lists import export, know_house
from tests.documents.schemas import faults, outcome_schema
from tests.services.world import PASSPHRASES, World
from zvdesk.cli import exits
from zvdesk.domain.people import Role
from zvdesk.domain.signatures import VerdictKind
from zvdesk.services import cases, vaults, verification


def a_list(closed: World, out: Path, *whom: str) -> str:
    made = export(closed, out, "--json", *(whom or ("--full",)))
    (document,) = made.json["documents"]
    return str(document["path"])


def test_a_list_is_read_without_retyping(closed: World, tmp_path: Path) -> None:
    path = a_list(closed, tmp_path / "uit")
    certificate = tmp_path / "huis.pem"
    desk = closed.desk()
    certificate.write_bytes(verification.house_certificate_pem(desk))
    vaults.lock(desk)
    read = outside("list", "read", path, "--trust", certificate, "--json")
    assert read.code == exits.OK, read.err
    found = read.json
    assert (found["ok"], found["verdict"], found["in_register"]) == (True, "geldig", None)
    assert faults(found["outcome"], outcome_schema()) == []
    assert [(a["number"], a["what"], a["organisation"]) for a in found["actions"]] == [
        (1, "Elke week langsgaan", "Gemeente Oefenstad"),
        (2, "Zorg afstemmen", "GGZ Verzonnen"),
    ]
    assert not [a for a in found["actions"] if None in a.values()]
    assert found["actions"][0]["due_on"] == found["outcome"]["zvdesk"]["acties"][0]["voor"]
    assert [d["text"] for d in found["decisions"]] == ["Eén plan."]
    with_vault = run("list", "read", path, "--vault", closed.folder, words=CHAIR)
    assert with_vault.code == exits.OK
    for words in (
        "bekend in het register van deze kluis",
        f"Volledige actielijst, casus {closed.number}, versie 1",
        "Doel: Geen nieuwe meldingen voor de zomer.",
        "1. Eén plan.",
        "1. Elke week langsgaan",
        "D. Gemeente, Gemeente Oefenstad; uiterlijk ",
        "betrokkene: nog niet verteld",
        "3. Als: Overlast in de nacht",
        "Dan: Politie rijdt langs (Politie Oefenstad; binnen 2 uur)",
        "Vervolg: ",
        "GGZ Verzonnen: Alleen met toestemming.",
    ):
        assert words in with_vault.out, words


def test_nothing_is_read_that_is_not_valid_and_known(closed: World, tmp_path: Path) -> None:
    path = a_list(closed, tmp_path / "uit", "--for", "ggz")
    unknown = run("list", "read", path, "--json")
    assert (unknown.code, unknown.json["ok"]) == (3, False)
    assert not {"actions", "decisions", "outcome"} & set(unknown.json)
    told = run("list", "read", path)
    assert "Er is niets gelezen" in told.out
    assert "Zorg afstemmen" not in told.out
    know_house(closed)
    assert run("list", "read", path).code == exits.OK
    changed = tmp_path / "gewijzigd.pdf"
    changed.write_bytes(Path(path).read_bytes() + b"%")
    assert run("list", "read", changed).code == 1
    assert run("list", "read", tmp_path / "weg.pdf").code == 4
    assert run("list", "read", path, "--trust", tmp_path / "weg.pem").code == exits.USAGE
    card = run(
        "card",
        "export",
        "--case",
        closed.number,
        "--full",
        "--out",
        tmp_path,
        "--vault",
        closed.folder,
        "--json",
        words=CHAIR,
    )
    bare = run("list", "read", card.json["documents"][0]["path"], "--json")
    assert (bare.code, bare.json["error"]) == (exits.REFUSED, "NoOutcome")


def test_the_outcome_is_written_by_itself(closed: World, tmp_path: Path) -> None:
    out = tmp_path / "uit" / "uitkomst.json"
    asked = ("--vault", closed.folder, "--out", out)
    for number, chosen in enumerate(
        (
            ("--meeting", closed.meeting_id),
            ("--case", closed.number),
            ("--meeting", closed.meeting_id, "--case", closed.number, "--organisation", "ggz"),
            (),
        ),
        1,
    ):
        made = run("outcome", "export", *asked, *chosen, "--json", words=CHAIR)
        assert made.code == exits.OK, made.err
        assert made.json["path"].endswith("uitkomst.json" if number == 1 else f"uitkomst-{number}.json")
        record = json.loads(Path(made.json["path"]).read_bytes())
        assert faults(record, outcome_schema()) == []
        assert len(record["betreft"]["heeftActie"]) == (1 if "ggz" in chosen else 2)
        assert made.json["recipient"] == ("GGZ Verzonnen" if "ggz" in chosen else "")
    told = run("outcome", "export", *asked, words=CHAIR)
    assert "niet ondertekend" in told.out


def test_an_outcome_that_may_not_be_is_refused(closed: World, tmp_path: Path) -> None:
    out = tmp_path / "u.json"
    asked = ("outcome", "export", "--vault", closed.folder, "--json")
    third = run(*asked, "--out", out, "--organisation", "WiF", words=CHAIR)
    assert (third.code, third.json["error"]) == (exits.REFUSED, "Blocked")
    nobody = run(*asked, "--out", out, "--organisation", "niemand", words=CHAIR)
    assert (nobody.code, nobody.json["error"]) == (exits.REFUSED, "NotFound")
    secretary = run(*asked, "--out", out, words=PASSPHRASES[Role.SECRETARY])
    assert (secretary.code, secretary.json["error"]) == (exits.REFUSED, "NotAllowed")
    pdf = run(*asked, "--out", tmp_path / "u.pdf", words=CHAIR)
    assert (pdf.code, pdf.json["error"]) == (exits.USAGE, "Usage")
    desk = closed.desk()
    number = cases.open_case(desk).number
    vaults.lock(desk)
    never = run(*asked, "--out", out, "--case", number, words=CHAIR)
    assert (never.code, never.json["error"]) == (exits.REFUSED, "Blocked")
    assert not out.exists()


def test_the_hash_on_a_list_is_computed_again_by_the_house(closed: World, tmp_path: Path) -> None:
    path = a_list(closed, tmp_path / "uit", "--for", "ggz")
    asked = ("list", "text", path, "--vault", closed.folder)
    found = run(*asked, "--json", words=CHAIR)
    assert found.code == exits.OK, found.err
    told = found.json
    assert hashlib.sha256(told["text"].encode()).hexdigest() == told["sha256"] == told["printed_sha256"]
    assert told["same"] is True
    said = run(*asked, words=CHAIR)
    assert said.code == exits.OK
    assert "Het kenmerk op de lijst hoort bij deze tekst." in said.out
    assert "Elke week langsgaan" in said.out
    Path(path).write_bytes(Path(path).read_bytes() + b"%")
    changed = run(*asked, words=CHAIR)
    assert changed.code == exits.OF_VERDICT[VerdictKind.CHANGED]
    assert "Er is niets getoond" in changed.out
    assert "Elke week langsgaan" not in changed.out


def test_what_verifying_found_is_kept_as_a_report(closed: World, tmp_path: Path) -> None:
    path = a_list(closed, tmp_path / "uit")
    report = tmp_path / "verslag.pdf"
    found = run("verify", path, tmp_path / "weg.pdf", "--report", report, "--json")
    assert (found.code, found.json["report"]) == (4, str(report))
    assert report.read_bytes().startswith(b"%PDF-")
    assert found.json["files"][1]["reason"] == "Het bestand is er niet, of is niet te lezen."
    again = run("verify", path, "--report", report, "--vault", closed.folder, words=CHAIR)
    assert "Verslag: " in again.out
    assert "verslag-2.pdf" in again.out
    assert "intrekking: niet nagegaan" in again.out
    assert run("verify", path, "--report", tmp_path / "verslag.txt").code == exits.USAGE
    assert "Verslag" not in run("verify", path).out
