"""A signed list is countersigned and sealed from the command line."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding

from tests.cli.conftest import CHAIR, run
from tests.documents.key_file import PASSPHRASE, key_file
from tests.documents.pki import make_house, name_of
from tests.services.test_sealing import Net, net
from tests.services.world import PASSPHRASES, World
from zvdesk.domain.people import Role
from zvdesk.services import trust, vaults

SECRETARY = PASSPHRASES[Role.SECRETARY]
__all__ = ["net"]


@pytest.fixture
def listed(closed: World, tmp_path: Path) -> Path:
    """Give a full list that the chair signed, of a house that this profile trusts."""
    out = tmp_path / "uit"
    made = run(
        *("list", "export", "--case", closed.number, "--full", "--out", out, "--vault", closed.folder),
        "--json",
        words=CHAIR,
    )
    assert made.code == 0, made.err
    desk = closed.desk()
    trust.trust_certificate(desk.house.certificate)
    vaults.lock(desk)
    (path,) = out.glob("*.pdf")
    return path


def test_the_secretary_signs_after_the_chair_and_nobody_after_that(
    closed: World, listed: Path, tmp_path: Path
) -> None:
    first = listed.read_bytes()
    vault = ("--vault", closed.folder)
    chair = run("list", "countersign", listed, *vault, words=CHAIR)
    assert chair.code == 1
    assert listed.read_bytes() == first
    copy = tmp_path / "kopie"
    done = run("list", "countersign", listed, "--out", copy, *vault, "--json", words=SECRETARY)
    assert done.code == 0, done.err
    assert listed.read_bytes() == first
    assert run("list", "countersign", listed, *vault, words=SECRETARY).code == 0
    assert listed.read_bytes().startswith(first)
    found = run("verify", listed, copy / listed.name, *vault, "--json", words=CHAIR)
    assert (found.code, found.json["verdict"]) == (0, "geldig")
    for file in found.json["files"]:
        assert [signer["name"] for signer in file["signers"]] == ["F. Voorbeeld", "S. Schrijver"]
        assert file["in_register"] is True
    third = run("list", "countersign", listed, *vault, "--json", words=SECRETARY)
    assert third.code == 1
    assert third.json["documents"][0]["error"] == "CannotCountersign"
    assert "Een derde kan niet" in third.json["documents"][0]["message"]
    said = run("list", "countersign", tmp_path / "weg.pdf", *vault, words=SECRETARY)
    assert said.code == 1
    assert "is er niet" in said.out


def test_only_what_another_of_the_house_signed_well_is_countersigned(
    closed: World, listed: Path, tmp_path: Path
) -> None:
    changed = tmp_path / "gewijzigd.pdf"
    changed.write_bytes(listed.read_bytes() + b"%")
    text = tmp_path / "tekst.pdf"
    text.write_text("geen pdf")
    run_of = ("list", "countersign", changed, text, "--vault", closed.folder, "--json")
    refused = run(*run_of, words=SECRETARY)
    assert refused.code == 1
    reasons = [document["message"] for document in refused.json["documents"]]
    assert "eerste handtekening is niet geldig" in reasons[0]
    assert "geen leesbare pdf" in reasons[1]


def test_a_list_is_sealed_and_stays_in_the_register(
    closed: World, listed: Path, net: Net, tmp_path: Path
) -> None:
    root = tmp_path / "tijd.pem"
    root.write_bytes(x509.load_der_x509_certificate(net.clock.root).public_bytes(Encoding.PEM))
    service = ("--tsa", f"{net.base}/tijd")
    before = listed.read_bytes()
    unknown = run("seal", listed, *service, "--json")
    assert (unknown.code, unknown.json["error"]) == (1, "SealFailed")
    assert "--tsa-cert" in unknown.json["message"]
    nowhere = run("seal", listed)
    assert nowhere.code == 1
    assert "geef het adres op met --tsa." in nowhere.err
    assert listed.read_bytes() == before
    stamped = tmp_path / "tijd.pdf"
    first = run("seal", listed, *service, "--tsa-cert", root, "--level", "b-t", "--out", stamped)
    assert first.code == 0, first.err
    assert "Verzegeld (b-t)" in first.out
    again = run("seal", stamped, *service, "--tsa-cert", root, "--level", "b-t")
    assert "heeft al een tijdstempel" in again.err
    done = run("seal", listed, *service, "--tsa-cert", root, "--remember", "--json")
    assert done.code == 0, done.err
    assert (done.json["level"], done.json["verdict"]) == ("b-lt", "geldig")
    assert run("seal", listed).code == 0  # renews, with the service that was remembered
    shutil.rmtree(trust.trust_folder() / "tijd")
    second = ("list", "countersign", listed, "--out", tmp_path / "mede", "--vault", closed.folder, "--json")
    unknown = run(*second, words=SECRETARY)
    assert unknown.code == 1
    assert "tijdstempel waarvoor hier niemand instaat" in unknown.json["documents"][0]["message"]
    signed = run(*second, "--tsa-cert", root, words=SECRETARY)
    assert signed.code == 0, signed.out
    assert signed.json["documents"][0]["first"].startswith("F. Voorbeeld, voorzitter, met een sleutel die")
    known = run("verify", listed, "--tsa-cert", root)
    assert known.code == 0
    assert "tijdstip bevestigd door Tijddienst Oefening" in known.out
    stranger = run("verify", listed, "--vault", closed.folder, words=CHAIR)
    assert stranger.code == 3
    assert "tijdstempel in van een dienst die hier niet bekend is" in stranger.out
    assert "  bekend in het register van deze kluis" in stranger.out
    assert run("seal", listed, "--level", "b-x").code == 2


def test_a_list_is_signed_with_a_key_from_a_file(closed: World, tmp_path: Path) -> None:
    house = make_house("Ander Gezag", since=datetime.now(UTC) - timedelta(days=400))
    file = tmp_path / "sleutel.p12"
    file.write_bytes(key_file(house, since=datetime.now(UTC) - timedelta(days=1)))
    root = tmp_path / "gezag.cer"
    root.write_bytes(house.certificate)
    asked = ("--case", closed.number, "--full", "--out", tmp_path, "--vault", closed.folder, "--json")
    made = run("list", "export", *asked, "--pkcs12", file, words=f"{CHAIR}\n{PASSPHRASE}")
    assert made.code == 0, made.err
    path = made.json["documents"][0]["path"]
    found = run("verify", path, "--trust", root, "--json")
    assert found.code == 0
    assert found.json["files"][0]["signers"][0]["issuer"] == "Ander Gezag"
    second = ("list", "countersign", path, "--out", tmp_path / "mede", "--vault", closed.folder)
    other = tmp_path / "schrijver.p12"
    other.write_bytes(
        key_file(house, since=datetime.now(UTC) - timedelta(days=1), name=name_of("S. Schrijver"))
    )
    twice = run(*second, "--pkcs12", other, words=f"{SECRETARY}\n{PASSPHRASE}")
    assert twice.code == 0, twice.err + twice.out
    assert "eerste handtekening: V. Oorbeeld, met een sleutel die Ander Gezag heeft uitgegeven" in twice.out
    assert "ondertekenaar zijn hier niet bekend. Deze kluis heeft het document zelf gemaakt." in twice.out
    found = run("verify", tmp_path / "mede" / Path(path).name, "--trust", root, "--json")
    assert (found.code, len(found.json["files"][0]["signers"])) == (0, 2)
    wrong = run("card", "export", *asked, "--pkcs12", file, words=f"{CHAIR}\nniet deze")
    assert (wrong.code, wrong.json["error"]) == (5, "WrongKeyFilePassphrase")
    none = run("list", "export", *asked, "--pkcs12", root, words=f"{CHAIR}\n{PASSPHRASE}")
    assert (none.code, none.json["error"]) == (1, "KeyFileUnusable")
