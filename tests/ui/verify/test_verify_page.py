from __future__ import annotations

import hashlib
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.accessibility.walker import missing_names, mouse_only
from tests.ui.export.signing import Signing, open_signing
from zvdesk.domain.log_standing import HeadAnswer
from zvdesk.domain.signatures import Verdict, VerdictKind
from zvdesk.services import house_papers, verification
from zvdesk.services.verification import Verified
from zvdesk.texts.labels import HEAD_ANSWERS
from zvdesk.ui.verify.page import VerifyPage
from zvdesk.ui.verify.verdict_card import _LOOKS, Checked, VerdictCard
from zvdesk.ui.widgets.labels import Text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytestqt.qtbot import QtBot

    from zvdesk.ui.jobs import Jobs


@pytest.fixture
def signing(tmp_path: Path, jobs: Jobs, qtbot: QtBot) -> Iterator[Signing]:
    yield from open_signing(tmp_path, jobs, qtbot)


def shown(page: VerifyPage) -> list[str]:
    return [card.sentence.text() for card in page.cards]


def test_each_file_gets_one_clear_sentence(signing: Signing) -> None:
    page = VerifyPage(signing.context, signing.jobs)
    signing.qtbot.addWidget(page)
    page.show()
    page.activated()
    good = signing.signed_file()
    changed = good.with_name("gewijzigd.pdf")
    data = bytearray(good.read_bytes())
    data[len(data) // 3] ^= 1
    changed.write_bytes(data)
    no_pdf = good.with_name("geen.pdf")
    no_pdf.write_bytes(b"hallo")
    page.drop.take((good, changed, no_pdf, good.with_name("er-niet.pdf")))
    signing.settle()
    said = shown(page)
    assert said[0].startswith("Geldig")
    assert "vertrouw dit document niet" in said[1].casefold()
    assert "geen leesbare pdf" in said[2]
    assert "niet" in said[3] or "geen" in said[3]
    assert not missing_names(page)
    assert not mouse_only(page)
    page.cards[0].gone.emit()
    assert len(page.cards) == 3


def test_without_a_vault_a_signer_is_known_after_the_fingerprint_was_compared(signing: Signing) -> None:
    good = signing.signed_file()
    earlier = {one.fingerprint for one in verification.known_certificates()}
    page = VerifyPage(None, signing.jobs)
    signing.qtbot.addWidget(page)
    page.show()
    page.activated()
    page.check((good,))
    signing.settle()
    assert "niet bekend" in shown(page)[0]

    certificate = good.with_name("huis.pem")
    certificate.write_bytes(signing.house_certificate())
    page.known.take(certificate)
    signing.settle()
    assert page.known.compare.isVisible()
    assert len(page.known.compare.fingerprint.text().replace(" ", "")) == 64
    assert not page.known.compare.trust.isEnabled()
    page.known.compare.same.setChecked(True)
    page.known.compare.trust.click()
    signing.settle()
    signing.settle()
    assert shown(page)[0].startswith("Geldig")
    (added,) = {one.fingerprint for one in verification.known_certificates()} - earlier
    page.known._forget(added)
    signing.settle()
    assert {one.fingerprint for one in verification.known_certificates()} == earlier


def test_the_sheet_of_a_house_is_read_as_its_certificate(signing: Signing, tmp_path: Path) -> None:
    page = VerifyPage(None, signing.jobs)
    signing.qtbot.addWidget(page)
    page.show()
    desk = signing.context.desk
    made = signing.do(lambda: house_papers.export_certificate_sheet(desk, tmp_path))
    page.known.take(made.path)
    signing.settle()
    digest = hashlib.sha256(desk.house.certificate).hexdigest()
    assert page.known.compare.fingerprint.text().replace(" ", "").lower() == digest


@pytest.mark.parametrize("with_vault", [True, False])
def test_what_was_found_is_kept_as_a_report(signing: Signing, tmp_path: Path, *, with_vault: bool) -> None:
    page = VerifyPage(signing.context if with_vault else None, signing.jobs)
    signing.qtbot.addWidget(page)
    page.show()
    page.activated()
    assert not page.report.isVisible()
    good = signing.signed_file()
    page.check((good, good.with_name("er-niet.pdf")))
    signing.settle()
    assert page.report.isVisible()
    rows = [text.text() for text in page.cards[0].details.findChildren(Text)]
    assert "door niemand: alleen de eigen klok van de ondertekenaar" in rows
    assert "niet nagegaan: het certificaat noemt geen intrekkingslijst" in rows
    place = tmp_path / "verslag.pdf"
    place.write_bytes(b"van een ander")
    for replaces, name in ((False, "verslag-2.pdf"), (True, "verslag.pdf")):
        page.report.save_to(place, replaces=replaces)
        signing.settle()
        assert page.report.said.text() == f"Het verslag staat in {name}. Het is niet ondertekend."
        assert place.with_name(name).read_bytes().startswith(b"%PDF-")
    page.report.save_to(place / "x.pdf")
    signing.settle()
    assert page.report.problem.isVisible()
    for card in list(page.cards):
        card.gone.emit()
    assert not page.report.isVisible()


def test_a_file_that_is_no_certificate_is_refused_in_words(signing: Signing, tmp_path: Path) -> None:
    page = VerifyPage(None, signing.jobs)
    signing.qtbot.addWidget(page)
    page.show()
    wrong = tmp_path / "wrong.pem"
    wrong.write_text("geen certificaat")
    page.known.take(wrong)
    signing.settle()
    assert "geen certificaat" in page.known.problem.text.text()
    assert not page.known.compare.isVisible()


@pytest.mark.parametrize("head", list(HeadAnswer))
def test_a_log_that_lost_what_a_document_proves_is_seen_at_once(qtbot: QtBot, head: HeadAnswer) -> None:
    verdict = Verdict(kind=VerdictKind.VALID, document_sha256="00ff")
    verified = Verified(Path("lijst.pdf"), verdict, datetime.now(UTC), True, head)
    card = VerdictCard(Checked(Path("lijst.pdf"), verified))
    qtbot.addWidget(card)
    card.show()
    said = [text for text in card.findChildren(Text) if text.text() == HEAD_ANSWERS[head]]
    assert any(text.isVisible() for text in said) is (head in (HeadAnswer.GONE, HeadAnswer.REPLACED))
    card.more.click()
    assert any(text.isVisible() for text in said)


def test_every_verdict_has_a_look() -> None:
    assert set(_LOOKS) == set(VerdictKind)
