"""Put results on the terminal in plain Dutch."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from zvdesk.domain.words import tidy
from zvdesk.texts import labels
from zvdesk.texts.damage import damage_sentence
from zvdesk.texts.days import day, moment
from zvdesk.texts.verdicts import proof_line, signer_line, verdict_sentence
from zvdesk.texts.verification_reports import reason, revocation

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from zvdesk.domain.case_files import CaseFile
    from zvdesk.domain.overviews import CaseRow
    from zvdesk.services.checks import CheckReport
    from zvdesk.services.verification import Verified


def check_report(report: CheckReport) -> str:
    """Return what a check found."""
    if report.problems:
        return f"De kluis is beschadigd. {damage_sentence(report.problems)}"
    if report.first_broken_line is not None:
        return f"Het logboek klopt niet vanaf regel {report.first_broken_line}."
    if report.is_rolled_back:
        return "De kluis is ouder dan de laatste keer op deze computer: er is iets teruggedraaid."
    seen = (
        "Of de kluis is teruggedraaid, is hier niet vast te stellen."
        if report.is_rolled_back is None
        else "Uw profiel op deze computer ziet niets dat is teruggezet; een bewijs is dat niet."
    )
    return f"De kluis is heel. Het logboek van {report.audit_lines} regels klopt. {seen}"


def imports(results: Iterable[Mapping[str, Any]]) -> str:
    """Return per file what became of it."""
    lines = []
    for result in results:
        if result["imported"]:
            lines.append(f"{result['file']}: ingelezen als casus {result['case']}")
            lines += [f"  let op: {text}" for text in result["notes"]]
        else:
            lines.append(f"{result['file']}: geweigerd")
            lines += [f"  {reason}" for reason in result["reasons"]]
    return "\n".join(lines)


def case_rows(rows: Sequence[CaseRow]) -> str:
    """Return one line per case."""
    if not rows:
        return "Er zijn nog geen casussen."
    return "\n".join(
        f"{row.number}  {row.alias or '-':24}  {row.level_code or '-':6}  "
        f"{labels.CASE_STATES[row.state]:14}  open acties: {row.open_actions}, te laat: {row.late_actions}"
        for row in rows
    )


def case_file(file: CaseFile, organisations: Mapping[str, str]) -> str:
    """Return one case, part by part."""
    case = file.case
    lines = [
        f"{case.number} · {case.alias}" if case.alias else case.number,
        f"Status: {labels.CASE_STATES[case.state]}   AVE: {case.level_code or 'nog niet gekozen'}",
        f"Doel: {case.purpose}",
    ]

    def part(title: str, rows: Iterable[str]) -> None:
        listed = list(rows)
        if listed:
            lines.extend(["", title, *(f"  - {row}" for row in listed)])

    def who(person: str, organisation_id: str) -> str:
        return ", ".join(p for p in (person, organisations.get(organisation_id, "")) if p) or "nog niemand"

    part("Aanmelding", (f"{r.referrer_name}: {r.request}" for r in file.referrals))
    part(
        "Betrokkenen", (f"{labels.SUBJECT_KINDS[s.kind]}: {s.full_name} {s.relation}" for s in file.subjects)
    )
    part(
        "Criteria (BGS 2.20)",
        (f"{c.code}: {labels.VERDICTS_ON_CRITERIA[c.verdict]} {c.evidence}" for c in file.criteria),
    )
    part("Deelnemers", (f"{who(p.person, p.organisation_id)}: {p.reason}" for p in file.participations))
    part(
        "Inbreng",
        (
            f"{organisations.get(c.organisation_id, '')} ({labels.CONTRIBUTION_KINDS[c.kind]}, "
            f"{labels.SHARING[c.sharing_condition]}): {c.text}"
            for c in file.contributions
        ),
    )
    part("Gezamenlijk doel", [case.shared_goal] if case.shared_goal else [])
    part("Besluiten", (d.text for d in file.decisions))
    part(
        "Acties",
        (
            f"{a.what} ({who(a.person, a.organisation_id)}; {day(a.due_on) or 'geen datum'}; "
            f"{labels.ACTION_STATUSES[a.status]})"
            for a in file.actions
        ),
    )
    part(
        "Regie",
        (
            f"{labels.RESPONSIBILITIES[h.responsibility]}: {who(h.person, h.organisation_id)} "
            f"sinds {day(h.from_on)}"
            for h in file.holders
        ),
    )
    part("Vervolg", [day(case.follow_up_on)] if case.follow_up_on else [])
    return "\n".join(lines)


def verified(found: Verified) -> str:
    """Return the verdict in one sentence, and the details below it."""
    name = " ".join(tidy(found.path.name).split())  # a file name must not write on the terminal by itself
    lines = [f"{name}: {verdict_sentence(found.verdict)}"]
    if found.verdict.detail:
        lines.append(f"  {reason(found.verdict)}")
    for signer in found.verdict.signers:
        lines.append(f"  ondertekend: {signer_line(signer)}")
        if signer.signed_at:
            lines.append(f"  op: {moment(signer.signed_at.astimezone())}")
        if signer.proven_at:
            lines.append(f"  {proof_line(signer)}")
        lines.append(f"  vingerafdruk ondertekenaar: {signer.fingerprint}")
        if signer.revocation is not None:
            lines.append(f"  intrekking: {revocation(signer)}")
        if signer.issuer_fingerprint:
            lines.append(f"  vingerafdruk uitgever: {signer.issuer_fingerprint}")
    if found.is_registered is not None:
        lines.append(
            "  bekend in het register van deze kluis"
            if found.is_registered
            else "  niet bekend in het register van deze kluis"
        )
    if found.head is not None:
        lines.append(f"  {labels.HEAD_ANSWERS[found.head]}")
    return "\n".join(lines)
