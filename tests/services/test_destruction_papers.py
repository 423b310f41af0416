"""The certificate through the services: signed, logged, neutral; lists of what is gone stay registered."""

from __future__ import annotations

import subprocess
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from tests.services.world import PASSPHRASES, log, sign_document
from zvdesk.domain.cases import Case, CaseState
from zvdesk.domain.keeping import DestructionGround
from zvdesk.domain.people import Role
from zvdesk.domain.signatures import VerdictKind
from zvdesk.errors import NotAllowed, NotFound, WrongPassphrase
from zvdesk.services import (
    backups,
    destruction,
    destruction_papers,
    exports,
    retention,
    shielding,
    vaults,
    verification,
)
from zvdesk.storage.records import get_record, save_record

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.services.world import World

ADMIN = Role.FUNCTIONAL_ADMIN
G = DestructionGround


def test_it_is_signed_and_names_nobody_of_the_case(
    closed: World, tmp_path: Path, requires: Callable[[str], Path]
) -> None:
    chair = closed.desk()
    with exports.signing(chair, PASSPHRASES[Role.CHAIR]) as signer:
        listed = sign_document(chair, signer, closed.meeting_id, closed.case_id, None, tmp_path / "uit")
        sign_document(
            chair, signer, closed.meeting_id, closed.case_id, closed.organisations["ggz"], tmp_path / "uit"
        )
    with chair.vault.transaction() as connection:
        case = get_record(connection, Case, closed.case_id)
        assert case is not None
        save_record(connection, replace(case, state=CaseState.CLOSED, closed_on=closed.clock.today()))
    backups.back_up(chair)
    with pytest.raises(NotAllowed), destruction_papers.signing(chair, PASSPHRASES[Role.CHAIR]):
        pass
    vaults.lock(chair)

    desk = closed.desk(ADMIN)
    shielding.shield(desk, closed.case_id)
    assert verification.verify_file(listed.path, desk=desk).is_registered is True
    seen: list[tuple[int, int]] = []
    done = destruction.destroy(
        desk, closed.case_id, G.NO_LONGER_NEEDED, lambda at, total: seen.append((at, total))
    )
    assert seen == [(0, 1)]
    assert verification.verify_file(listed.path, desk=desk).is_registered is True
    full = next(copy for copy in retention.copies(desk) if not copy.recipient)
    retention.mark_gone(desk, full.id, closed.clock.today())

    with pytest.raises(WrongPassphrase), destruction_papers.signing(desk, "dit is hem echt niet vandaag"):
        pass
    with destruction_papers.signing(desk, PASSPHRASES[ADMIN]) as signer:
        with pytest.raises(NotFound):
            destruction_papers.export_certificate(desk, signer, "weg", tmp_path / "uit")
        path = destruction_papers.export_certificate(desk, signer, done.certificate.id, tmp_path / "uit")
    assert path.name == f"{closed.number}-vernietigingsbewijs-{closed.clock.today():%Y%m%d}.pdf"
    (line,) = (
        line for line in log(desk) if line.object == destruction_papers.KIND and line.result == "gelukt"
    )
    assert (line.action, line.case_number) == ("exporteren", closed.number)
    found = verification.verify_file(path, desk=desk)
    assert (found.verdict.kind, found.is_registered) == (VerdictKind.VALID, True)
    vaults.lock(desk)
    shown = subprocess.run([requires("pdftotext"), path, "-"], capture_output=True, check=True, timeout=30)
    text = " ".join(shown.stdout.decode().split())
    for words in (closed.number, "artikel 1.8, zevende lid, Wgs", "B. Beheerder", "GGZ Verzonnen"):
        assert words in text
    for words in ("Valk", "Łucja", "langsgaan", "eigen huis"):
        assert words not in text


@pytest.mark.parametrize(
    ("regime", "ground", "words"),
    [
        ("wgs_zvh", G.REJECTED, "1.16, eerste lid, onder b"),
        ("wgs_zvh", G.NOTHING_FURTHER, "1.16, eerste lid, onder a"),
        ("lokaal", G.TERM, "artikel 5, eerste lid, onder e, AVG"),
        ("lokaal", G.RIGHTS, "artikel 17 AVG"),
    ],
)
def test_the_article_is_that_of_the_regime(regime: str, ground: G, words: str) -> None:
    assert words in destruction_papers.article(regime, ground)
