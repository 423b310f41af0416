"""Lists are exported and verified from outside, and each verdict has its exit code."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from tests.cli.conftest import CHAIR, Run, outside, run
from tests.services.world import HOUSE, World
from zvdesk.cli import exits
from zvdesk.documents import identities
from zvdesk.documents.signing import sign
from zvdesk.domain.people import Role
from zvdesk.services import cases, exports, house, people, trust, vaults

if TYPE_CHECKING:
    from pathlib import Path


def export(closed: World, out: Path, *more: str) -> Run:
    asked: list[str | Path] = ["--case", closed.number, "--out", out, "--vault", closed.folder, *more]
    return run("list", "export", *asked, words=CHAIR)


def know_house(closed: World) -> None:
    """Let this profile trust the house, as a person does after comparing the fingerprint."""
    desk = closed.desk()
    trust.trust_certificate(desk.house.certificate)
    vaults.lock(desk)


def test_lists_are_exported_and_verified(closed: World, tmp_path: Path) -> None:
    out = tmp_path / "lijsten van Zoë"
    made = outside(
        *("list", "export", "--case", closed.number, "--out", out, "--vault", closed.folder, "--json"),
        words=CHAIR,
    )
    assert made.code == 0
    documents = made.json["documents"]
    refused = [document for document in documents if "refused" in document]
    assert [document["recipient"] for document in refused] == ["Wonen in Fictie"]
    assert "grondslag" in refused[0]["refused"][0]
    paths = [document["path"] for document in documents if "path" in document]
    assert len(paths) == 4
    assert run("verify", *paths).code == 3  # a vault that was only opened here does not speak for itself
    know_house(closed)
    valid = run("verify", *paths, "--json")
    assert (valid.code, valid.json["verdict"]) == (0, "geldig")
    assert all(v["sentence"].startswith("Geldig:") for v in valid.json["files"])
    assert all(v["in_register"] is None for v in valid.json["files"])
    elsewhere = str(tmp_path / "elders")
    unknown = run("verify", *paths, "--json", XDG_CONFIG_HOME=elsewhere)
    assert unknown.code == 3
    with_vault = run("verify", paths[0], "--vault", closed.folder, words=CHAIR, XDG_CONFIG_HOME=elsewhere)
    assert with_vault.code == 0, with_vault.err
    assert "bekend in het register van deze kluis" in with_vault.out
    changed = tmp_path / "gewijzigd.pdf"
    changed.write_bytes(next(out.glob("*.pdf")).read_bytes() + b"%")
    worst = run("verify", paths[0], changed, tmp_path / "weg.pdf", "--json")
    assert worst.code == 1
    assert [v["verdict"] for v in worst.json["files"]] == [
        "geldig",
        "gewijzigd na ondertekening",
        "geen leesbare pdf",
    ]
    registered = run("verify", changed, "--vault", closed.folder, words=CHAIR)
    assert "niet bekend in het register" in registered.out


def test_a_list_is_for_whom_it_was_asked(closed: World, tmp_path: Path) -> None:
    named = export(closed, tmp_path / "a", "--json", "--for", "ggz", "--for", "gemeente oefenstad")
    assert [document["recipient"] for document in named.json["documents"]] == [
        "GGZ Verzonnen",
        "Gemeente Oefenstad",
    ]
    full = export(closed, tmp_path / "b", "--full")
    assert "gemaakt voor volledige lijst" in full.out
    third = export(closed, tmp_path / "c", "--for", "WiF")
    assert third.code == exits.REFUSED
    assert f"geweigerd voor Wonen in Fictie, casus {closed.number}:" in third.out
    nobody = export(closed, tmp_path / "d", "--json", "--for", "niemand")
    assert (nobody.code, nobody.json["error"]) == (exits.REFUSED, "NotFound")
    meeting = export(closed, tmp_path / "e", "--json", "--full", "--meeting", closed.meeting_id)
    assert meeting.code == 0
    other = export(closed, tmp_path / "e", "--json", "--meeting", "weg")
    assert (other.code, other.json["error"]) == (exits.REFUSED, "NotFound")


def test_a_letter_that_the_font_lacks_refuses_only_the_lists_with_it(closed: World, tmp_path: Path) -> None:
    desk = closed.desk()
    known = house.organisations_by_id(desk)[closed.organisations["ggz"]]
    house.save_organisation(desk, replace(known, name="GGZ 東京"))
    vaults.lock(desk)
    documents = export(closed, tmp_path / "uit", "--json").json["documents"]
    refused = {d["recipient"]: d["refused"][0] for d in documents if "refused" in d}
    assert set(refused) == {"volledige lijst", "GGZ 東京", "Wonen in Fictie"}
    assert "東, 京" in refused["volledige lijst"]
    assert {d["recipient"] for d in documents if "path" in d} == {"Politie Oefenstad", "Gemeente Oefenstad"}


def test_a_case_that_was_never_discussed_has_no_list(closed: World, tmp_path: Path) -> None:
    desk = closed.desk()
    number = cases.open_case(desk).number
    vaults.lock(desk)
    refused = export(replace(closed, number=number), tmp_path, "--json")
    assert refused.code == exits.REFUSED
    assert refused.json["ok"] is False


def test_what_is_no_signed_pdf_is_code_4(tmp_path: Path) -> None:
    text = tmp_path / "tekst.pdf"
    text.write_text("geen pdf")
    missing = run("verify", tmp_path / "weg.pdf")
    assert missing.code == 4
    assert "is er niet" in missing.out
    assert run("verify", text).code == 4
    assert run("verify", tmp_path).code == 4


def test_a_certificate_that_is_none_is_wrong_use(tmp_path: Path) -> None:
    (tmp_path / "x.pem").write_text("rommel")
    for name in ("x.pem", "weg.pem"):
        refused = run("verify", tmp_path / "x.pem", "--json", "--trust", tmp_path / name)
        assert (refused.code, refused.json["ok"]) == (exits.USAGE, False)


def test_expired_and_revoked_have_their_codes(closed: World, tmp_path: Path) -> None:
    """Sign with a certificate of the house that is over; then let the house withdraw the chair's own."""
    now, day = datetime.now(UTC), timedelta(days=1)
    desk = closed.desk()
    house, house_key = desk.house.certificate, desk.vault.house_signing_key
    chair = next(person for person in people.people(desk) if person.role is Role.CHAIR)
    unsigned = exports.preview(desk, closed.meeting_id, closed.case_id, None)
    vaults.lock(desk)
    know_house(closed)
    key = identities.new_signing_key()
    over = identities.person_certificate(
        house_key,
        house,
        key.public_key(),
        name="V. Verlopen",
        role="voorzitter",
        organisation=HOUSE,
        practice=False,
        now=now - 3 * day,
        until=now - day,
    )
    identity = identities.SigningIdentity(private_key=key, certificate=over, chain=(house,))
    (tmp_path / "verlopen.pdf").write_bytes(sign(unsigned, identity, at=now - 2 * day))
    assert run("verify", tmp_path / "verlopen.pdf").code == 10
    made = export(closed, tmp_path, "--json", "--full")
    (path,) = (document["path"] for document in made.json["documents"])
    assert run("verify", path).code == 0
    withdrawn = identities.revocation_list(
        house_key, house, [(chair.certificate, now)], now=now, until=now + 30 * day
    )
    (trust.trust_folder() / "huis.crl").write_bytes(withdrawn)
    assert run("verify", path).code == 11
    worst = run("verify", path, tmp_path / "verlopen.pdf", "--json")
    assert (worst.code, worst.json["verdict"]) == (11, "ingetrokken")
