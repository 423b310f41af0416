"""The log can be read, filtered and handed out by who may, and each of these stands in it."""

from __future__ import annotations

import csv
import hashlib
import io
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import page as validator
import pytest

from tests.factories import NOW
from tests.services.world import NAMES, PASSPHRASES, World, log, sign_document
from zvdesk.documents.log_head import head_in
from zvdesk.domain.log_standing import HeadAnswer, Standing, StandingKind
from zvdesk.domain.log_views import LogFilter
from zvdesk.domain.overviews import AuditLine
from zvdesk.domain.people import Role
from zvdesk.domain.retention import LOG_EXTRACT_MONTHS, add_months
from zvdesk.domain.signatures import VerdictKind
from zvdesk.errors import FolderUnusable, InvalidField, LogTooLong, NoSigningKey, NotAllowed, WrongPassphrase
from zvdesk.services import audit_log, cases, exports, log_exports, retention, vaults, verification
from zvdesk.storage import audit

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from zvdesk.services.desk import Desk

READERS = (Role.FUNCTIONAL_ADMIN, Role.PRIVACY_OFFICER)
UNKNOWN = Standing(kind=StandingKind.UNKNOWN, lines=1)


@pytest.fixture
def officer(closed: World) -> Iterator[Desk]:
    """Give the desk of who reads the log."""
    opened = closed.desk(Role.FUNCTIONAL_ADMIN)
    yield opened
    vaults.lock(opened)


def test_reading_the_log_is_logged(officer: Desk, closed: World) -> None:
    page = audit_log.log_page(officer, LogFilter())
    assert page.total > len(set(page.lines)) - 1 > 10
    line = log(officer)[0]
    assert (line.action, line.object, line.actor) == ("lezen", "logboek", NAMES[Role.FUNCTIONAL_ADMIN])
    audit_log.who_looked(officer, closed.number)
    line = log(officer)[0]
    assert (line.action, line.object, line.case_number) == ("lezen", "inzageoverzicht", closed.number)


@pytest.mark.parametrize("role", [role for role in NAMES if role not in READERS])
def test_who_may_not_read_the_log_is_refused_and_logged(closed: World, role: Role, tmp_path: Path) -> None:
    desk = closed.desk(role)
    for act in (
        lambda: audit_log.log_page(desk, LogFilter()),
        lambda: audit_log.who_looked(desk, closed.number),
        lambda: audit_log.standing(desk),
        lambda: audit_log.accept(desk, "omdat"),
        lambda: log_exports.export_csv(desk, LogFilter(), tmp_path),
    ):
        with pytest.raises(NotAllowed):
            act()
        assert log(desk)[0].result == "geweigerd"
    with pytest.raises(NotAllowed), log_exports.signing(desk, PASSPHRASES[role]):
        pass
    assert list(tmp_path.glob("*.csv")) == []
    vaults.lock(desk)


def test_lines_are_found_by_person_case_period_and_action(officer: Desk, closed: World) -> None:
    everything = audit_log.log_page(officer, LogFilter())
    by_case = audit_log.log_page(officer, LogFilter(case_number=closed.number))
    assert {line.case_number for line in by_case.lines} == {closed.number}
    assert 0 < by_case.total < everything.total
    actor = next(pair for pair in everything.choices.actors if pair[1] == NAMES[Role.CHAIR])
    by_person = audit_log.log_page(officer, LogFilter(actor_id=actor[0], actor=actor[1]))
    assert {line.actor for line in by_person.lines} == {NAMES[Role.CHAIR]}
    assert "lezen" in everything.choices.actions
    by_action = audit_log.log_page(officer, LogFilter(action="lezen"))
    assert {line.action for line in by_action.lines} == {"lezen"}
    later = LogFilter(since=NOW + timedelta(days=1))
    assert audit_log.log_page(officer, later).total == 0
    assert audit_log.log_page(officer, LogFilter(until=NOW)).total == 0
    assert audit_log.log_page(officer, LogFilter(since=NOW)).total > 0


def test_pages_follow_on_each_other(officer: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(audit_log, "PAGE", 5)
    first = audit_log.log_page(officer, LogFilter())
    second = audit_log.log_page(officer, LogFilter(), before=first.lines[-1].sequence)
    numbers = [line.sequence for line in (*first.lines, *second.lines)]
    assert numbers == list(range(numbers[0], numbers[0] - 10, -1))
    assert second.total == first.total - 5


def test_who_looked_is_in_order_of_time_and_joins_a_day(closed: World) -> None:
    closed.clock.source = lambda: NOW + timedelta(days=3)
    desk = closed.desk(Role.CHAIR)
    for _ in range(4):
        cases.case_file(desk, closed.case_id)
    vaults.lock(desk)
    desk = closed.desk(Role.PRIVACY_OFFICER)
    view = audit_log.who_looked(desk, closed.number)
    vaults.lock(desk)
    assert [row.first_at for row in view.rows] == sorted(row.first_at for row in view.rows)
    assert sum(row.times for row in view.rows) == view.lines
    last = view.rows[-1]
    assert (last.who, last.action, last.object, last.times) == (NAMES[Role.CHAIR], "lezen", "casus", 4)
    assert {row.first_at.date() for row in view.rows} == {NOW.date(), (NOW + timedelta(days=3)).date()}


@pytest.mark.parametrize("role", READERS)
def test_an_extract_is_signed_valid_accessible_and_a_witness(
    closed: World, role: Role, tmp_path: Path
) -> None:
    desk = closed.desk(role)
    with log_exports.signing(desk, PASSPHRASES[role]) as signer:
        standing = audit_log.standing(desk)
        whole = log_exports.export_pdf(desk, signer, LogFilter(), standing, tmp_path / "uit")
        access = log_exports.export_access_pdf(desk, signer, closed.number, standing, tmp_path / "uit")
    assert whole.name.startswith("logboek-")
    assert access.name.startswith(f"{closed.number}-inzageoverzicht-")
    for path, thing in ((whole, "logboek"), (access, "inzageoverzicht")):
        data = path.read_bytes()
        assert path.stat().st_mode & 0o077 == 0
        for profile in ("ua1", "3a"):
            assert validator.validate_pdf_bytes(data, profile=profile).is_compliant
        found = verification.verify_file(path, desk=desk, at=NOW)
        assert found.verdict.kind is VerdictKind.VALID
        assert found.head is HeadAnswer.CONTAINED
        head = head_in(data)
        assert head is not None
        line = next(line for line in log(desk) if line.object == thing and line.action == "exporteren")
        assert head.sequence < line.sequence
    copies = {copy.kind: copy for copy in retention.copies(desk)}
    assert set(copies) == {"logboek", "inzageoverzicht"}
    for path, kind, number, recipient in (
        (whole, "logboek", "", ""),
        (access, "inzageoverzicht", closed.number, "betrokkene"),
    ):
        copy = copies[kind]
        assert copy.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()
        assert (copy.case_number, copy.recipient, copy.gone_on) == (number, recipient, None)
    (row,) = (row for row in retention.overview(desk) if row.number == closed.number)
    assert copies["inzageoverzicht"].destroy_before == row.term.destroy_before
    assert row.copies_out == 1
    assert copies["logboek"].destroy_before == add_months(desk.clock.today(), LOG_EXTRACT_MONTHS)
    retention.mark_gone(desk, copies["inzageoverzicht"].id, desk.clock.today())
    assert {c.kind for c in retention.copies(desk) if c.gone_on is None} == {"logboek"}
    vaults.lock(desk)


def test_a_csv_holds_every_line_and_no_formula(officer: Desk, tmp_path: Path) -> None:
    hostile = AuditLine(
        sequence=0,
        at=NOW,
        utc_offset=60,
        actor_id="p9",
        actor='=HYPERLINK("https://voorbeeld.test")',
        role="voorzitter",
        action="lezen",
        object="casus",
        object_id="x",
        case_number="",
        result="gelukt",
        device="@pc",
        ground="-1",
        is_emergency=False,
    )
    with officer.vault.transaction() as connection:
        audit.append(connection, officer.vault.audit_key, hostile)
        lines, _ = audit.head(connection)
    path = log_exports.export_csv(officer, LogFilter(), tmp_path / "uit")
    assert path.stat().st_mode & 0o077 == 0
    rows = list(csv.reader(io.StringIO(path.read_text("utf-8-sig"), newline=""), delimiter=";"))
    assert [row[0] for row in rows] == ["nummer", *(str(n + 1) for n in range(lines))]
    assert not any(cell[:1] in {*"=+-@"} for row in rows for cell in row if cell)
    line = log(officer)[0]
    assert (line.action, line.object, line.object_id) == ("exporteren", "logboek", "csv")
    again = log_exports.export_csv(officer, LogFilter(), tmp_path / "uit")
    assert again != path
    digests = {hashlib.sha256(made.read_bytes()).hexdigest() for made in (path, again)}
    assert {copy.sha256 for copy in retention.copies(officer)} == digests


def test_a_log_that_is_too_long_for_paper_is_said_so(
    officer: Desk, closed: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(log_exports, "MOST_PRINTED", 2)
    with log_exports.signing(officer, PASSPHRASES[Role.FUNCTIONAL_ADMIN]) as signer:
        with pytest.raises(LogTooLong):
            log_exports.export_pdf(officer, signer, LogFilter(), UNKNOWN, tmp_path)
        with pytest.raises(LogTooLong):
            log_exports.export_access_pdf(officer, signer, closed.number, UNKNOWN, tmp_path)
    (tmp_path / "bestand").touch()
    with pytest.raises(FolderUnusable):
        log_exports.export_csv(officer, LogFilter(), tmp_path / "bestand")


def test_a_case_that_is_gone_still_has_its_view(officer: Desk) -> None:
    view = audit_log.who_looked(officer, "1999-0001")
    assert view.rows == ()
    assert log(officer)[0].object_id == "1999-0001"


def test_nobody_signs_in_noodtoegang_or_with_a_wrong_passphrase(closed: World) -> None:
    desk = closed.emergency()
    with pytest.raises(NoSigningKey), log_exports.signing(desk, "x" * 20):
        pass
    vaults.lock(desk)
    desk = closed.desk(Role.CHAIR)
    with pytest.raises(WrongPassphrase), exports.signing(desk, "x" * 20):
        pass
    line = log(desk)[0]
    assert (line.action, line.object, line.result) == ("ondertekenen", "actielijst", "mislukt")
    vaults.lock(desk)


def test_a_deviation_is_accepted_with_a_reason_only(officer: Desk) -> None:
    with pytest.raises(InvalidField):
        audit_log.accept(officer, "  ")
    audit_log.accept(officer, "Reservekopie van het systeem teruggezet")
    line = next(line for line in log(officer) if line.action == "afwijking aanvaarden")
    assert line.ground == "Reservekopie van het systeem teruggezet"


def test_a_list_is_a_witness_against_a_vault_that_was_put_back(closed: World, tmp_path: Path) -> None:
    before = (closed.folder / "vault.db").read_bytes()
    desk = closed.desk(Role.CHAIR)
    for _ in range(10):
        cases.case_rows(desk)
    with exports.signing(desk, PASSPHRASES[Role.CHAIR]) as signer:
        made = sign_document(desk, signer, closed.meeting_id, closed.case_id, None, tmp_path)
    assert verification.verify_file(made.path, desk=desk, at=NOW).head is HeadAnswer.CONTAINED
    head = head_in(made.path.read_bytes())
    assert head is not None
    assert verification.mark_answer(desk, head.mark) is HeadAnswer.CONTAINED
    assert verification.mark_answer(desk, head.mark.replace("·", " ").upper()) is HeadAnswer.CONTAINED
    foot = f"Logboek {head.mark} (20 van 64 tekens)"
    assert verification.mark_answer(desk, foot) is HeadAnswer.CONTAINED
    groups = " ".join(head.mac[n : n + 4] for n in range(0, 64, 4))
    whole = f"Logboek, regel {head.sequence}: {groups}"
    assert verification.mark_answer(desk, whole) is HeadAnswer.CONTAINED
    assert (
        verification.mark_answer(desk, f"{head.sequence} · 0000 0000 0000 0000 0000") is HeadAnswer.REPLACED
    )
    assert verification.mark_answer(desk, "999999 · 0000 0000 0000 0000 0000") is HeadAnswer.GONE
    for unclear in ("", "12", "12 · 0000", "abc", head.mark + "zz"):
        assert verification.mark_answer(desk, unclear) is HeadAnswer.NO_HEAD
    vaults.lock(desk)
    (closed.folder / "vault.db").write_bytes(before)
    closed.clock.source = lambda: NOW + timedelta(hours=1)
    desk = closed.desk(Role.CHAIR)
    assert verification.verify_file(made.path, desk=desk, at=NOW).head is HeadAnswer.GONE
    for _ in range(30):
        cases.case_rows(desk)
    assert verification.verify_file(made.path, desk=desk, at=NOW).head is HeadAnswer.REPLACED
    vaults.lock(desk)
    assert hashlib.sha256(made.path.read_bytes()).hexdigest() == made.sha256


def test_only_a_document_that_is_whole_is_a_witness(after: Desk, closed: World, tmp_path: Path) -> None:
    with exports.signing(after, PASSPHRASES[Role.CHAIR]) as signer:
        made = sign_document(after, signer, closed.meeting_id, closed.case_id, None, tmp_path)
    data = bytearray(made.path.read_bytes())
    data[len(data) // 2] ^= 1
    made.path.write_bytes(bytes(data))
    found = verification.verify_file(made.path, desk=after, at=NOW)
    assert found.verdict.kind is not VerdictKind.VALID
    assert found.head is None
    other = replace(audit_log.head_of(after), vault_id="eenandere")
    assert verification.answer(after, other) is HeadAnswer.OTHER_VAULT
