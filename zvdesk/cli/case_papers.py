"""Write the papers that hold contributions from the command line: the case overview and the inzage-pakket."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zvdesk.cli import sets
from zvdesk.cli.outcome import Outcome
from zvdesk.cli.secrets_in import passphrase
from zvdesk.domain.cases import SubjectKind
from zvdesk.errors import NotFound
from zvdesk.services import access_packages, case_overviews, case_papers, cases, vaults
from zvdesk.services.export_sets import Recipient

if TYPE_CHECKING:
    import argparse

    from zvdesk.domain.cases import Subject


def case_overview(arguments: argparse.Namespace) -> Outcome:
    """Write the signed case overviews that may be made, and say of each other one why not."""
    words = passphrase(arguments.passphrase_fd, "Wachtzin")
    desk = vaults.unlock(arguments.vault, words)
    try:
        case = cases.case_by_its_number(desk, arguments.number)
        offered = {case.id: case_overviews.overview_targets(desk, case.id)}
        organisations = [one.organisation for one in sets.chosen_targets(offered, arguments)[case.id]]
        names = {
            Recipient(case.id, one.id if one else None, case_papers.OVERVIEW): (
                case.number,
                one.name if one else "het dossier van het huis",
            )
            for one in organisations
        }
        with case_papers.signing(desk, words, case_papers.OVERVIEW) as signer:
            done = case_overviews.export_overviews(
                desk,
                signer,
                case.id,
                [one.organisation_id for one in names],
                arguments.out,
                sets.progress(arguments),
            )
    finally:
        vaults.lock(desk)
    return sets.outcome(done, names)


def case_access(arguments: argparse.Namespace) -> Outcome:
    """Write the signed inzage-pakket of one person; a person goes by place, never by name."""
    words = passphrase(arguments.passphrase_fd, "Wachtzin")
    desk = vaults.unlock(arguments.vault, words)
    try:
        case = cases.case_by_its_number(desk, arguments.number)
        person = _person(cases.case_file(desk, case.id).subjects, arguments.person)
        with case_papers.signing(desk, words, case_papers.ACCESS) as signer:
            exported = access_packages.export_access(desk, signer, case.id, person.id, arguments.out)
    finally:
        vaults.lock(desk)
    return Outcome(
        {
            "ok": True,
            "kind": case_papers.ACCESS,
            "case": case.number,
            "path": str(exported.path),
            "sha256": exported.sha256,
        },
        f"Het inzage-pakket staat in {exported.path}\nLees het na voordat u het geeft.",
    )


def _person(subjects: tuple[Subject, ...], place: int | None) -> Subject:
    """Return the person at a place in the order of the case, from 1; without one the main subject."""
    if place is None:
        found = [one for one in subjects if one.kind is SubjectKind.MAIN]
    else:
        found = list(subjects[place - 1 : place]) if place > 0 else []
    if not found:
        raise NotFound("subject", str(place or 1))
    return found[0]
