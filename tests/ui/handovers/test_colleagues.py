from __future__ import annotations

from typing import TYPE_CHECKING

from tests.accessibility.walker import clipped, missing_names, mouse_only
from tests.ui.handovers.laptops import ADMIN, two_laptops
from zvdesk.exchange.code_pictures import code_in
from zvdesk.services import cards, colleagues, vaults
from zvdesk.ui.handovers.card_forms import AddForm, EndForm, MakeListForm, SaveForm, ShowForm, TakeListForm
from zvdesk.ui.handovers.code_view import CodeView
from zvdesk.ui.handovers.page import COLLEAGUES, HandoversPage
from zvdesk.ui.settings_room.certificate_card import CertificateCard

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from tests.ui.handovers.laptops import Meeting
    from zvdesk.ui.handovers.colleagues_tab import ColleaguesTab
    from zvdesk.ui.jobs import Jobs


def list_of_their_house(two: Meeting) -> bytes:
    """Let the functioneel beheerder of the other house be known here, and sign a list."""
    there = vaults.unlock(two.other.folder, ADMIN)
    try:
        card = cards.read_card(cards.my_card(there, ADMIN))
        colleagues.meet(two.room.desk, card, card.fingerprint)
        return colleagues.house_list(there, ADMIN)
    finally:
        vaults.lock(there)


def has_form(tab: ColleaguesTab) -> bool:
    return tab.form is not None


def test_colleagues_meet_by_a_card_and_what_is_read_aloud(qtbot: QtBot, jobs: Jobs, tmp_path: Path) -> None:
    with two_laptops(qtbot, jobs, tmp_path, is_known=False) as two:
        room, page = two.room, HandoversPage(two.room.context)
        qtbot.addWidget(page)
        page.show()
        tab = page.colleagues
        page.tabs.setCurrentIndex(COLLEAGUES)
        room.settle()
        assert tab.empty.isVisible()
        assert not tab.make_list.isVisible()
        data = room.do(lambda: two.other.card)
        fingerprint = room.do(lambda: cards.read_card(data)).fingerprint
        path = tmp_path / "c.zvkaart"
        path.write_bytes(data)
        page.open_file(path)
        room.settle()
        assert isinstance(tab.form, AddForm)
        assert "C. Verderop, coördinator" in tab.form.meaning.text()
        assert not any(group in tab.form.meaning.text() for group in fingerprint.split())
        tab.form.submit()
        assert tab.form.heard_row.error
        for heard in ("0000 0000 0000 0000 0000 0000 0000 0000", fingerprint[:-1]):
            tab.form.heard.setText(heard)
            tab.form.submit()
            room.settle()
            assert "vingerafdruk is niet dezelfde" in tab.form.heard_row.error
        assert room.do(lambda: colleagues.colleagues(room.desk)) == ()
        tab.form.heard.setText(fingerprint.lower().replace(" ", "-"))
        tab.form.submit()
        room.settle()
        assert not has_form(tab)
        assert [one.name for one in tab.table.rows_model.rows] == ["C. Verderop"]

        tab.table.choose(0)
        tab.end.click()
        assert isinstance(tab.form, EndForm)
        tab.form.submit()
        room.settle()
        assert not tab.end.isEnabled()

        page.open_file(path)
        room.settle()
        assert isinstance(tab.form, AddForm)
        tab.form.heard.setText(fingerprint)
        tab.form.submit()
        room.settle()
        assert "gestopt als collega" in tab.form._wrong.text.text()
        tab.form.cancel.click()
        path.write_bytes(b"{}")
        page.open_file(path)
        room.settle()
        assert "geen kaart van een collega" in tab.wrong.text.text()
        tab.drop.take(tmp_path / "x.txt")
        assert "Dit is geen kaart." in tab.wrong.text.text()


def test_the_own_card_is_shown_large_and_saved(qtbot: QtBot, jobs: Jobs, tmp_path: Path) -> None:
    with two_laptops(qtbot, jobs, tmp_path, is_known=False) as two:
        room, page = two.room, HandoversPage(two.room.context)
        qtbot.addWidget(page)
        page.show()
        tab = page.colleagues
        page.tabs.setCurrentIndex(COLLEAGUES)
        tab.show_card.click()
        form = tab.form
        assert isinstance(form, ShowForm)
        form.submit()
        form.passphrase._line.setText("verkeerd")
        form.submit()
        room.settle()
        assert form.passphrase_row.error.startswith("De wachtzin is niet goed.")
        form.passphrase._line.setText(two.words)
        form.submit()
        room.settle()
        assert tab.dialog is not None
        picture = tmp_path / "foto.png"
        assert tab.dialog.code.square >= 3
        assert [*missing_names(tab.dialog), *mouse_only(tab.dialog), *clipped(tab.dialog)] == []
        assert tab.dialog.grab().save(str(picture), "PNG")
        mine = room.do(lambda: cards.read_card(cards.my_card(room.desk, two.words)))
        assert cards.read_card(code_in(picture.read_bytes())).id == mine.id
        tab.dialog.accept()

        tab.save_card.click()
        assert isinstance(tab.form, SaveForm)
        tab.form.folder.line.setText(str(two.stick))
        tab.form.passphrase._line.setText(two.words)
        tab.form.submit()
        room.settle()
        assert not has_form(tab)
        assert sorted(path.suffix for path in two.stick.iterdir()) == [".pdf", ".zvkaart"]


def test_a_list_of_the_house_is_made_and_taken(qtbot: QtBot, jobs: Jobs, tmp_path: Path) -> None:
    with two_laptops(qtbot, jobs, tmp_path) as two:
        room, page = two.room, HandoversPage(two.room.context)
        qtbot.addWidget(page)
        page.show()
        tab = page.colleagues
        tab.open_form(MakeListForm(room.context))
        form = tab.form
        assert isinstance(form, MakeListForm)
        form.folder.line.setText(str(two.stick))
        form.passphrase._line.setText(two.words)
        form.submit()
        room.settle()
        assert "mag niet" in form._wrong.text.text()  # a chair
        path = tmp_path / "lijst.zvlijst"
        path.write_bytes(b"{}")
        page.open_file(path)
        assert isinstance(tab.form, TakeListForm)
        tab.form.submit()
        room.settle()
        assert "geen lijst van een huis" in tab.form._wrong.text.text()
        assert [*missing_names(tab.form), *mouse_only(tab.form), *clipped(tab.form)] == []

        path.write_bytes(room.do(lambda: list_of_their_house(two)))
        tab.form.submit()
        room.settle()
        assert not has_form(tab)
        words = "U ondertekent nu onder het huis Zorg- en Veiligheidshuis Elders."
        assert words in room.context.notices.notices[-1].text
        card = CertificateCard(room.context)
        qtbot.addWidget(card)
        card.show_now()
        room.settle()
        assert "Zorg- en Veiligheidshuis Elders" in card.house.text()
        page.open_file(path)
        assert isinstance(tab.form, TakeListForm)
        tab.form.joins.setChecked(False)
        tab.form.submit()
        room.settle()
        assert "weer onder het eigen huis" in room.context.notices.notices[-1].text


def test_a_code_has_its_white_edge_and_whole_squares(qtbot: QtBot) -> None:
    view = CodeView([[True] * 21] * 21, "code")
    qtbot.addWidget(view)
    view.resize(300, 200)
    image = view.grab().toImage()
    assert view.square == 200 // 29
    left, top = (300 - 6 * 29) // 2, (200 - 6 * 29) // 2
    ground, ink = image.pixelColor(left + 23, top + 23), image.pixelColor(left + 24, top + 24)
    assert (ground.lightness(), ink.lightness()) == (255, 0)
