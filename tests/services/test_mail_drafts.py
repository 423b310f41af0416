"""Draft mails: each with the list of that organisation and no other, neutral, and encrypted when asked."""

from __future__ import annotations

import email
import email.policy
import hashlib
import subprocess
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from tests.services.conftest import copied
from tests.services.test_exports import CHAIR, export
from tests.services.world import PASSPHRASES, World, log, sign_document
from zvdesk.domain.blockers import Blocked
from zvdesk.domain.disclosure import Disclosure
from zvdesk.domain.keeping import KeptCopy
from zvdesk.domain.people import Role
from zvdesk.domain.signatures import VerdictKind
from zvdesk.errors import ListNotThere, NotAllowed
from zvdesk.services import (
    cases,
    distribution,
    exports,
    house,
    mail_drafts,
    meetings,
    papers,
    signers,
    spoken,
    vaults,
    verification,
)
from zvdesk.services.export_sets import Recipient
from zvdesk.services.signed_sets import sign_set
from zvdesk.storage.records import find_records

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from email.message import EmailMessage, Message
    from pathlib import Path

    from zvdesk.services.desk import Desk
    from zvdesk.services.mail_drafts import Drafts


def sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


@pytest.fixture
def lists(closed: World, tmp_path: Path) -> Path:
    """Give the folder in which the chair made the lists."""
    desk = closed.desk()
    with exports.signing(desk, CHAIR) as signer:
        for short in ("gemeente", "politie", "ggz"):
            sign_document(
                desk,
                signer,
                closed.meeting_id,
                closed.case_id,
                closed.organisations[short],
                tmp_path / "lijsten",
            )
    vaults.lock(desk)
    return tmp_path / "lijsten"


@pytest.fixture
def secretary(closed: World, lists: Path) -> Iterator[Desk]:
    """Give the secretary's desk, once the chair has left hers."""
    assert lists.is_dir()
    desk = closed.desk(Role.SECRETARY)
    yield desk
    vaults.lock(desk)


def draft(desk: Desk, world: World, lists: Path, *shorts: str, encrypts: bool = False) -> Drafts:
    wanted = [Recipient(world.case_id, world.organisations[short]) for short in shorts]
    out = lists.parent / "uit"
    return mail_drafts.export_drafts(desk, world.meeting_id, wanted, lists, out, encrypts=encrypts)


def opened(path: Path) -> EmailMessage:
    return email.message_from_bytes(path.read_bytes(), policy=email.policy.default)


def the_file(message: EmailMessage) -> tuple[str, bytes]:
    (part,) = message.iter_attachments()
    return part.get_filename() or "", bytes_of(part)


def bytes_of(part: Message) -> bytes:
    data = part.get_payload(decode=True)
    assert isinstance(data, bytes)
    return data


def test_a_draft_holds_the_signed_list_of_that_organisation(
    secretary: Desk, closed: World, lists: Path
) -> None:
    organisation = house.organisations_by_id(secretary)[closed.organisations["ggz"]]
    house.save_organisation(secretary, replace(organisation, email="postbus@ggz.voorbeeld.nl"))
    done = draft(secretary, closed, lists, "ggz", "politie")
    ggz, politie = done.made
    message = opened(ggz.exported.path)
    assert (message["To"], message["X-Unsent"]) == ("postbus@ggz.voorbeeld.nl", "1")
    assert {name.lower() for name in message} == {"to", "subject", "x-unsent", "mime-version", "content-type"}
    assert message["Subject"] == "Actielijst van het overleg"
    name, data = the_file(message)
    assert data == (lists / name).read_bytes()
    assert name.startswith(f"{closed.number}-actielijst-")
    assert "voor-ggz" in name
    body = message.get_body()
    assert body is not None
    words = body.get_content()
    for said in ("GGZ Verzonnen", "S. Schrijver", "secretaris", "Huis aan de Rand", "010 111 11 11"):
        assert said in words
    for secret in ("{", "Valk", "Zorg afstemmen", closed.number, "versleuteld", "wachtzin"):
        assert secret not in words
    assert "To" not in opened(politie.exported.path)
    assert (ggz.address, politie.address, ggz.passphrase) == ("postbus@ggz.voorbeeld.nl", "", "")


def test_who_has_nothing_to_do_is_not_told_to_look_for_it(closed: World, tmp_path: Path) -> None:
    desk = closed.desk()
    meetings.begin_correction(desk, closed.meeting_id, closed.case_id, "Was al gedaan")
    (action,) = [a for a in cases.case_file(desk, closed.case_id).actions if a.what == "Zorg afstemmen"]
    cases.erase(desk, action)
    meetings.adopt_correction(desk, closed.meeting_id, closed.case_id)
    folder = tmp_path / "lijsten"
    for short in ("ggz", "politie"):
        export(desk, closed, short, folder)
    ggz, politie = (opened(made.exported.path) for made in draft(desk, closed, folder, "ggz", "politie").made)
    said = [part.get_content() for mail in (ggz, politie) if (part := mail.get_body()) is not None]
    assert ["geen acties voor uw organisatie" in words for words in said] == [True, False]
    assert ["Kijk wat uw organisatie doet" in words for words in said] == [False, True], "it has an agreement"
    assert ggz["Subject"] == politie["Subject"]
    vaults.lock(desk)


def test_a_draft_says_whether_its_list_was_read_through(secretary: Desk, closed: World, lists: Path) -> None:
    (early,) = draft(secretary, closed, lists, "ggz").made
    of_ggz = [
        d.id
        for d in exports.disclosures(secretary, closed.case_id)
        if d.recipient == "GGZ Verzonnen" and d.kind == exports.KIND
    ]
    distribution.mark_checked(secretary, of_ggz)
    (later,) = draft(secretary, closed, lists, "ggz").made
    assert (early.is_checked, later.is_checked) == (False, True)


def test_a_draft_is_kept_track_of_until_the_day_after(secretary: Desk, closed: World, lists: Path) -> None:
    (made,) = draft(secretary, closed, lists, "ggz").made
    path = made.exported.path
    with secretary.vault.read() as connection:
        (kept,) = (c for c in find_records(connection, KeptCopy) if c.kind == mail_drafts.KIND)
    assert kept.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()
    assert (kept.recipient, kept.case_number) == ("GGZ Verzonnen", closed.number)
    assert kept.destroy_before == closed.clock.today() + timedelta(days=1)
    assert path.stat().st_mode & 0o077 == 0
    line = next(line for line in log(secretary) if line.object == mail_drafts.KIND)
    assert (line.action, line.object_id, line.case_number) == ("exporteren", kept.document_id, closed.number)


def test_only_the_newest_list_of_that_organisation_goes_along(closed: World, lists: Path) -> None:
    desk = closed.desk()
    for path in lists.glob("*voor-ggz*"):  # called like another one, and next to it one that is changed
        path.rename(lists / path.name.replace("voor-ggz", "voor-iemand"))
    (of_police,) = lists.glob("*voor-politie*")
    of_police.write_bytes(of_police.read_bytes() + b" ")
    done = draft(desk, closed, lists, "ggz", "politie", "gemeente")
    assert [one.recipient.organisation_id for one in done.made] == [
        closed.organisations["ggz"],
        closed.organisations["gemeente"],
    ]
    (refusal,) = done.refused
    assert isinstance(refusal.error, ListNotThere)
    assert refusal.error.organisation == "Politie Oefenstad"
    meetings.begin_correction(desk, closed.meeting_id, closed.case_id, "Beter gezegd")
    meetings.adopt_correction(desk, closed.meeting_id, closed.case_id)
    old = draft(desk, closed, lists, "ggz")
    assert (old.made, type(old.refused[0].error)) == ((), ListNotThere)
    new = export(desk, closed, "ggz", lists)
    (made,) = draft(desk, closed, lists, "ggz").made
    assert the_file(opened(made.exported.path))[1] == new.path.read_bytes()
    nowhere = draft(desk, closed, lists / "er-niet", "ggz")
    assert isinstance(nowhere.refused[0].error, ListNotThere)
    vaults.lock(desk)


def test_a_list_that_was_signed_a_second_time_goes_before_the_first(
    secretary: Desk, closed: World, lists: Path
) -> None:
    (path,) = lists.glob("*voor-ggz*")
    with signers.countersigning(secretary, PASSPHRASES[Role.SECRETARY]) as signer:
        both = signers.countersign_file(secretary, signer, path, lists)
    assert both != path
    (made,) = draft(secretary, closed, lists, "ggz").made
    assert the_file(opened(made.exported.path))[1] == both.read_bytes()


def test_the_draft_attaches_the_file_that_stands_on_the_board(
    closed: World, lists: Path, tmp_path: Path
) -> None:
    def on_board(desk: Desk) -> str:
        rows = distribution.board(desk, closed.meeting_id).rows
        row = next(row for row in rows if row.recipient_id == closed.organisations["ggz"])
        assert row.document is not None
        return row.document.sha256

    (path,) = lists.glob("*voor-ggz*")
    desk = closed.desk(Role.SECRETARY)
    with signers.countersigning(desk, PASSPHRASES[Role.SECRETARY]) as signer:
        signers.countersign_file(desk, signer, path)
    (made,) = draft(desk, closed, lists, "ggz").made
    assert sha256(the_file(opened(made.exported.path))[1]) == on_board(desk) == sha256(path.read_bytes())
    vaults.lock(desk)
    desk = closed.desk()
    again = export(desk, closed, "ggz", tmp_path / "opnieuw")
    refused = draft(desk, closed, lists, "ggz").refused
    assert isinstance(refused[0].error, ListNotThere), "the chair signed again: that one goes"
    (made,) = draft(desk, closed, again.path.parent, "ggz").made
    assert sha256(the_file(opened(made.exported.path))[1]) == on_board(desk) == again.sha256
    vaults.lock(desk)


def test_what_was_added_elsewhere_is_registered_when_it_goes_along(
    secretary: Desk, closed: World, lists: Path
) -> None:
    (path,) = lists.glob("*voor-ggz*")
    elsewhere = copied(closed, lists.parent / "elders")
    other = elsewhere.desk(Role.SECRETARY)
    with signers.countersigning(other, PASSPHRASES[Role.SECRETARY]) as signer:
        signers.countersign_file(other, signer, path)
    vaults.lock(other)
    digest = sha256(path.read_bytes())
    (made,) = draft(secretary, closed, lists, "ggz").made
    assert sha256(the_file(opened(made.exported.path))[1]) == digest
    with secretary.vault.read() as connection:
        (known,) = find_records(connection, Disclosure, sha256=digest)
    assert (known.kind, known.recipient_id) == ("actielijst", closed.organisations["ggz"])
    rows = distribution.board(secretary, closed.meeting_id).rows
    assert known in [row.document for row in rows]


def test_a_crisis_card_goes_along(closed: World, lists: Path) -> None:
    desk = closed.desk()
    with exports.signing(desk, CHAIR) as signer:
        wanted = [Recipient(closed.case_id, closed.organisations["ggz"], papers.CARD)]
        ((_, card),) = sign_set(desk, signer, closed.meeting_id, wanted, lists).made
    ggz, politie = draft(desk, closed, lists, "ggz", "politie").made
    files = {a.get_filename(): bytes_of(a) for a in opened(ggz.exported.path).iter_attachments()}
    assert len(files) == 2
    assert [name for name, data in files.items() if data == card.path.read_bytes()] == [card.path.name]
    assert len(list(opened(politie.exported.path).iter_attachments())) == 1
    (sealed,) = draft(desk, closed, lists, "ggz", encrypts=True).made
    names = [a.get_filename() or "" for a in opened(sealed.exported.path).iter_attachments()]
    assert [name.endswith("-versleuteld.pdf") for name in names] == [True, True]
    vaults.lock(desk)


def test_an_encrypted_list_is_still_valid_once_it_is_out(
    secretary: Desk, closed: World, lists: Path, tmp_path: Path, requires: Callable[[str], Path]
) -> None:
    ggz, politie = draft(secretary, closed, lists, "ggz", "politie", encrypts=True).made
    assert ggz.passphrase != politie.passphrase
    assert ggz.passphrase not in repr(ggz)
    message = opened(ggz.exported.path)
    name, sealed = the_file(message)
    assert name.endswith("-voor-ggz-v1-versleuteld.pdf")
    body = message.get_body()
    assert body is not None
    assert "Wij bellen u met de wachtzin" in body.get_content()
    assert ggz.passphrase.encode() not in ggz.exported.path.read_bytes()
    cover, inside = tmp_path / "cover.pdf", tmp_path / "lijst.pdf"
    cover.write_bytes(sealed)
    detach: list[str | Path] = [requires("pdfdetach"), "-save", "1", "-o", inside]
    wrong = subprocess.run([*detach, "-upw", politie.passphrase, cover], capture_output=True, check=False)
    assert (wrong.returncode != 0, inside.exists()) == (True, False)
    subprocess.run([*detach, "-upw", ggz.passphrase, cover], capture_output=True, check=True)
    (original,) = lists.glob("*voor-ggz*")
    assert inside.read_bytes() == original.read_bytes()
    verified = verification.verify_file(inside, desk=secretary, at=closed.clock.now())
    assert (verified.verdict.kind, verified.is_registered) == (VerdictKind.VALID, True)
    shown = subprocess.run(
        [requires("qpdf"), "--show-encryption", f"--password={ggz.passphrase}", cover],
        capture_output=True,
        check=True,
        text=True,
    ).stdout
    assert "R = 6" in shown
    assert "file encryption method: AESv3" in shown
    assert not any(
        ggz.passphrase.encode() in path.read_bytes() for path in closed.folder.rglob("*") if path.is_file()
    )


def test_a_spoken_passphrase_has_six_plain_words() -> None:
    drawn = {spoken.spoken_passphrase() for _ in range(50)}
    assert len(drawn) == 50
    for words in drawn:
        assert len(words.split(" ")) == spoken.WORDS
        assert words.replace(" ", "").isascii()
        assert len(words) <= spoken.LONGEST
        assert not any(sound in words for sound in ("ij", "ei", "au", "ou", "x", "q"))


def test_who_may_draft_and_for_whom(secretary: Desk, closed: World, lists: Path) -> None:
    (refusal,) = draft(secretary, closed, lists, "corporatie").refused
    assert isinstance(refusal.error, Blocked)
    vaults.lock(secretary)  # one desk at a time
    officer = closed.desk(Role.PRIVACY_OFFICER)
    with pytest.raises(NotAllowed):
        draft(officer, closed, lists, "ggz")
    vaults.lock(officer)
