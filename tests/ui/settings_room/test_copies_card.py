"""The settings tell which copies there are, where the second ones go, and when putting back was practised."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.ui.frame.desktops import ADMIN_WORDS, desktop, settle, unlock
from zvdesk.storage.recovery import random_recovery_key, recovery_text
from zvdesk.ui.settings_room.page import SettingsPage

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from zvdesk.ui.theme import ThemeKeeper

OTHER = recovery_text(random_recovery_key())  # of some other vault


def test_a_second_place_is_chosen_and_a_restore_is_practised(
    qtbot: QtBot, keeper: ThemeKeeper, vault: Path, paper: str, tmp_path: Path
) -> None:
    stick = tmp_path / "stick"
    with desktop(qtbot, keeper, vault) as made:
        unlock(qtbot, made, ADMIN_WORDS)
        made.go("settings", "")
        settle(qtbot, made)
        page = made.holders["settings"].room
        assert isinstance(page, SettingsPage)
        card = page.copies
        assert "Nog geen" in card.list.text()
        assert "Nog nooit" in card.drill_on.text()
        made.copies.look_back()
        settle(qtbot, made)
        card._second(stick)
        settle(qtbot, made)
        assert str(stick) in card.place.text()
        assert card.list.text().count("nagekeken") == 2
        card.drill.click()
        form = card.form
        assert form is not None
        assert form.paper_row.isHidden()
        form.submit()
        settle(qtbot, made)
        settle(qtbot, made)
        assert "De proef is gelukt: de kopie is heel" in card.good.text.text()
        assert "Nog nooit" not in card.drill_on.text()
        assert "papier: nog niet" in card.drill_on.text()
        card.drill.click()
        form = card.form
        assert form is not None
        form.how.set_value("paper")
        form.how.chosen.emit("paper")
        form.submit()
        assert "Typ de herstelsleutel" in form.paper_row.error
        for typed, words in ((paper[:-1], "groep 10"), (OTHER, "nieuwste kopie niet"), (paper, "")):
            form.paper.setPlainText(typed)
            form.submit()
            settle(qtbot, made)
            assert words in form.paper_row.error
        settle(qtbot, made)
        assert "het papier opent de kopie" in card.good.text.text()
        assert "nog niet" not in card.drill_on.text()

        card.copy.click()
        card.stop()
        settle(qtbot, made)
        assert "geen halve kopie" in card.stopped.text.text()
        before = {path.name for path in (vault / "backups").iterdir()}
        assert not {name for name in before if name.endswith(".part")}
        qtbot.wait(1_000)  # a copy is named after its second
        card.copy.click()
        assert not card.choose.isEnabled()
        settle(qtbot, made)
        settle(qtbot, made)
        assert "De reservekopie is gemaakt" in card.good.text.text()
        assert len({path.name for path in (vault / "backups").iterdir()} - before) == 1
        stick.rename(tmp_path / "weg")
        card.show_now()
        settle(qtbot, made)
        assert "is er nu niet" in card.place.text()
        made.copies.look()
        settle(qtbot, made)
        card.forget.click()
        settle(qtbot, made)
        assert "Nog geen" in card.place.text()
