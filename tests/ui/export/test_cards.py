"""Crisis cards in the sign dialog: offered beside the lists, looked at, signed and verified."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.accessibility.walker import missing_names, mouse_only
from tests.ui.export.signing import Signing, open_signing, passphrase_line
from zvdesk.domain.actions import ConditionalAgreement
from zvdesk.domain.signatures import VerdictKind
from zvdesk.services import cases, exports, meetings

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from zvdesk.services.desk import Desk
    from zvdesk.ui.jobs import Jobs


@pytest.fixture
def signing(tmp_path: Path, jobs: Jobs, qtbot: QtBot) -> Iterator[Signing]:
    yield from open_signing(tmp_path, jobs, qtbot)


def agree(desk: Desk, meeting_id: str, case_id: str, number: int) -> None:
    """Put so many als-dan-afspraken in the list of a closed case, by a correction."""
    meetings.begin_correction(desk, meeting_id, case_id, "Als-dan vergeten")
    organisation_id = cases.case_file(desk, case_id).participations[0].organisation_id
    for count in range(number):
        cases.save(
            desk,
            ConditionalAgreement(
                case_id=case_id,
                meeting_id=meeting_id,
                trigger=f"het {count + 1} keer misgaat",
                response="bellen",
                organisation_id=organisation_id,
                within_hours=2,
                phones=("Crisisdienst 088-0001234",),
            ),
        )
    meetings.adopt_correction(desk, meeting_id, case_id)


def test_a_card_is_offered_looked_at_signed_and_registered(signing: Signing) -> None:
    desk, case_id = signing.practice.desk, signing.case_ids[0]
    signing.do(lambda: agree(desk, signing.meeting_id, case_id, 2))
    dialog = signing.dialog()
    assert not missing_names(dialog) + mouse_only(dialog)
    mine = [o for o in dialog.offers._offers if o.is_card and o.case_id == case_id]
    assert mine
    assert mine[0].recipient == ""
    assert not any(offer.is_card for offer in dialog.offers.chosen)
    for box in dialog.offers.boxes.values():
        box.setChecked(False)
    dialog.offers.previews[mine[0].key].click()
    signing.settle()
    assert dialog.preview.total == 1
    for offer in mine[:2]:
        dialog.offers.boxes[offer.key].click()
    assert dialog.sign.text() == "Onderteken 2 documenten"
    passphrase_line(dialog).setText(signing.passphrase)
    with signing.qtbot.waitSignal(dialog.made, timeout=20_000) as made:
        dialog.sign.click()
    assert made.args is not None
    assert [one.verdict.kind for one in made.args[0]] == [VerdictKind.VALID] * 2
    assert len(list(signing.folder.glob("oefening-*-crisiskaart-*.pdf"))) == 2
    kinds = [d.kind for d in signing.do(lambda: exports.disclosures(desk, case_id))]
    assert kinds.count("crisiskaart") == 2


def test_a_card_that_is_too_full_says_how_many_fit(signing: Signing) -> None:
    desk, case_id = signing.practice.desk, signing.case_ids[0]
    signing.do(lambda: agree(desk, signing.meeting_id, case_id, 40))
    dialog = signing.dialog()
    card = next(o for o in dialog.offers._offers if o.is_card and o.case_id == case_id)
    for box in dialog.offers.boxes.values():
        box.setChecked(False)
    dialog.offers.boxes[card.key].click()
    assert dialog.sign.text() == "Onderteken 1 document"
    passphrase_line(dialog).setText(signing.passphrase)
    with signing.qtbot.waitSignal(dialog.made, timeout=20_000):
        dialog.sign.click()
    (line,) = dialog.results.lines
    assert "één bladzijde" in line
    assert "van de" in line
    assert not list(signing.folder.glob("*.pdf")) if signing.folder.exists() else True
