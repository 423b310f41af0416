"""Hand out extracts of the log: a signed PDF and a CSV in which nothing is a formula.

Each is in the register of what went out, with the day before which it must be destroyed.
"""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING

from zvdesk.documents.log_report import render
from zvdesk.documents.signing import sign
from zvdesk.domain.keeping import KeptCopy
from zvdesk.domain.log_views import LogFilter, LogReport
from zvdesk.domain.roles import Act
from zvdesk.errors import LogTooLong
from zvdesk.exchange.csv_out import write_csv
from zvdesk.services import anchors, exports, retention
from zvdesk.services.audit_log import ACCESS, LOG, access_view, head_of, trail_of
from zvdesk.services.handing_out import write_paper
from zvdesk.storage.audit_search import count_lines, find_lines
from zvdesk.texts.days import day, moment
from zvdesk.texts.log_words import action_word, standing_sentence, what, who

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from contextlib import AbstractContextManager
    from datetime import datetime
    from pathlib import Path

    from zvdesk.domain.log_standing import Standing
    from zvdesk.domain.log_views import AccessRow
    from zvdesk.domain.overviews import AuditLine
    from zvdesk.services.desk import Desk

MOST_PRINTED = 3_000  # lines on paper: some sixty pages
_CSV_COLUMNS = (
    *("nummer", "tijd", "wie", "persoon-id", "rol", "actie", "object", "object-id", "casus", "resultaat"),
    *("apparaat", "grondslag of reden", "noodtoegang"),
)
_COLUMNS, _WIDTHS = ("Nr", "Tijd", "Wie", "Wat", "Casus", "Uitkomst"), (38, 96, 118, 0, 64, 58)
_ACCESS_COLUMNS, _ACCESS_WIDTHS = ("Dag", "Wie", "Wat", "Hoe vaak", "Uitkomst"), (86, 140, 0, 58, 70)
_EXPLAINED = (
    "Dit overzicht komt uit het logboek van het huis. Het logboek legt vast wie wat deed, ook lezen, zoeken "
    "en afdrukken (BIO2 8.15.01, NEN 7513). De inhoud van het dossier staat er niet in."
)
_ACCESS_EXPLAINED = (
    "Dit overzicht laat zien wie van het huis iets met dit dossier deed, en wanneer. Wat iemand op één dag "
    "vaker deed, staat in één regel. 'Geweigerd' betekent dat het programma het niet toestond. Wie aan tafel "
    "hoorde wat er is besproken, staat in het register van verstrekkingen."
)


def signing(desk: Desk, passphrase: str) -> AbstractContextManager[exports.Signer]:
    """Open the signing key of who may read the log; see ``exports.signing``."""
    return exports.signing(desk, passphrase, Act.READ_AUDIT_LOG, LOG)


def export_pdf(
    desk: Desk, signer: exports.Signer, wanted: LogFilter, standing: Standing, folder: Path
) -> Path:
    """Write the lines that fit as a signed PDF, the oldest first, and return where it is.

    Raises LogTooLong, NotAllowed, MissingGlyphs, FolderUnusable.
    """
    desk.require(Act.READ_AUDIT_LOG, trail_of(desk, "exporteren", LOG, wanted.case_number))
    with desk.vault.read() as connection:
        number = count_lines(connection, wanted)
        if number > MOST_PRINTED:
            raise LogTooLong(number, MOST_PRINTED)
        lines = tuple(find_lines(connection, wanted, newest_first=False))
    rows = tuple(
        (
            str(line.sequence),
            moment(desk.clock.local(line.at)),
            who(line.actor, line.role),
            what(line.action, line.object),
            line.case_number,
            line.result,
        )
        for line in lines
    )
    title = f"Logboek, casus {wanted.case_number}" if wanted.case_number else "Logboek"
    report = _report(desk, signer, title, standing, _COLUMNS, _WIDTHS, rows, _chosen(desk, wanted, number))
    return _hand_out(desk, signer, report, LOG, wanted.case_number, folder)


def export_access_pdf(
    desk: Desk, signer: exports.Signer, case_number: str, standing: Standing, folder: Path
) -> Path:
    """Write for the person concerned who did what with a case, as a signed PDF; see ``export_pdf``."""
    desk.require(Act.READ_AUDIT_LOG, trail_of(desk, "exporteren", ACCESS, case_number))
    with desk.vault.read() as connection:
        view = access_view(desk, connection, case_number)
    if len(view.rows) > MOST_PRINTED:
        raise LogTooLong(len(view.rows), MOST_PRINTED)
    rows = tuple(
        (
            span(desk, row),
            who(row.who, row.role),
            what(row.action, row.object),
            times(row),
            row.result,
        )
        for row in view.rows
    )
    chosen = (("Casus", case_number), ("Regels", f"{len(rows)}, uit {view.lines} regels van het logboek"))
    report = _report(
        desk,
        signer,
        f"Wie heeft gekeken, casus {case_number}",
        standing,
        _ACCESS_COLUMNS,
        _ACCESS_WIDTHS,
        rows,
        chosen,
        explanation=_ACCESS_EXPLAINED,
    )
    return _hand_out(desk, signer, report, ACCESS, case_number, folder)


def export_csv(desk: Desk, wanted: LogFilter, folder: Path) -> Path:
    """Write the lines that fit as a CSV without formulas, the oldest first, and return where it is.

    It is not signed. Raises NotAllowed and FolderUnusable.
    """
    desk.require(Act.READ_AUDIT_LOG, trail_of(desk, "exporteren", LOG, wanted.case_number))
    with desk.vault.read() as connection:
        lines = find_lines(connection, wanted, newest_first=False)
        data = write_csv(_CSV_COLUMNS, (tuple(_cells(desk.clock.local, line)) for line in lines))
    name = _name(LOG, wanted.case_number, desk.clock.local(desk.clock.now()))
    path = folder / f"{_practice(desk)}{name}.csv"
    return _write(desk, data, LOG, wanted.case_number, path, desk.clock.new_id())


def span(desk: Desk, row: AccessRow) -> str:
    """Return on which day, from when until when somebody did something."""
    first, last = desk.clock.local(row.first_at), desk.clock.local(row.last_at)
    hours = (
        f"{first:%H:%M}"
        if row.times == 1 or f"{first:%H:%M}" == f"{last:%H:%M}"
        else f"{first:%H:%M}-{last:%H:%M}"
    )
    return f"{day(first.date())}, {hours}"


def times(row: AccessRow) -> str:
    """Return how often."""
    return f"{row.times} keer"


def _cells(local: Callable[[datetime], datetime], line: AuditLine) -> Iterator[str]:
    yield str(line.sequence)
    yield local(line.at).isoformat(timespec="seconds")
    yield from (line.actor, line.actor_id, line.role, line.action, line.object, line.object_id)
    yield from (line.case_number, line.result, line.device, line.ground)
    yield "ja" if line.is_emergency else "nee"


def _chosen(desk: Desk, wanted: LogFilter, number: int) -> tuple[tuple[str, str], ...]:
    since, until = (desk.clock.local(at) if at else None for at in (wanted.since, wanted.until))
    period = " ".join(
        part for part in (since and f"vanaf {moment(since)}", until and f"tot {moment(until)}") if part
    )
    return (
        ("Wie", wanted.actor or "iedereen"),
        ("Casus", wanted.case_number or "alle"),
        ("Actie", action_word(wanted.action) or "alle"),
        ("Periode", period or "alles"),
        ("Regels", str(number)),
    )


def _report(
    desk: Desk,
    signer: exports.Signer,
    title: str,
    standing: Standing,
    columns: tuple[str, ...],
    widths: tuple[int, ...],
    rows: tuple[tuple[str, ...], ...],
    chosen: tuple[tuple[str, str], ...],
    *,
    explanation: str = _EXPLAINED,
) -> LogReport:
    head = head_of(desk)
    return LogReport(
        house=desk.house.name,
        is_practice=desk.vault.practice,
        title=title,
        chosen=chosen,
        standing=standing_sentence(standing, desk.clock.local),
        columns=columns,
        widths=widths,
        rows=rows,
        explanation=explanation,
        signer_name=signer.name,
        signer_role=signer.role,
        signed_at=desk.clock.local(desk.clock.now()),
        audit_mark=head.mark,
        document_id=desk.clock.new_id(),
        log_head=head,
        key_issuer=signer.issuer,
    )


def _hand_out(
    desk: Desk, signer: exports.Signer, report: LogReport, kind: str, case_number: str, folder: Path
) -> Path:
    signed = sign(render(report), signer.identity, at=report.signed_at)
    name = f"{_practice(desk)}{_name(kind, case_number, report.signed_at)}.pdf"
    path = _write(desk, signed, kind, case_number, folder / name, report.document_id)
    anchors.keep_up(desk.vault, desk.opening)
    return path


def _write(desk: Desk, data: bytes, kind: str, case_number: str, path: Path, document_id: str) -> Path:
    trail = trail_of(desk, "exporteren", kind, case_number)
    digest = hashlib.sha256(data).hexdigest()
    trail.object_id = digest if path.suffix == ".pdf" else path.suffix.removeprefix(".")
    with desk.vault.read() as connection:
        last = retention.extract_goes_before(desk, connection, case_number)
    copy = KeptCopy(
        id=desk.clock.new_id(),
        document_id=document_id,
        case_number=case_number,
        kind=kind,
        recipient="betrokkene" if kind == ACCESS else "",
        version=1,
        sha256=digest,
        made_at=desk.clock.now(),
        destroy_before=last,
    )
    return write_paper(desk, Act.READ_AUDIT_LOG, trail, data, path, (copy,))


def _name(kind: str, case_number: str, at: datetime) -> str:
    number = re.sub(r"[^0-9A-Za-z-]", "", case_number)
    return f"{number}-{kind}-{at:%Y%m%d}" if number else f"{kind}-{at:%Y%m%d}"


def _practice(desk: Desk) -> str:
    return "oefening-" if desk.vault.practice else ""
