"""Take packages in: from the folder that is watched, dropped, or chosen; looked at before anything enters."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from zvdesk.domain.roles import Act, may
from zvdesk.ui.handovers.folder_card import FolderCard
from zvdesk.ui.handovers.folder_watch import FolderWatch
from zvdesk.ui.handovers.look_form import Looked, LookForm
from zvdesk.ui.handovers.preview_card import PreviewCard, RefusedCard
from zvdesk.ui.tokens import Space, Tone
from zvdesk.ui.widgets.accessible import announce
from zvdesk.ui.widgets.cards import Callout
from zvdesk.ui.widgets.file_drop import FileDrop
from zvdesk.ui.widgets.labels import show_when
from zvdesk.ui.widgets.layouts import column, into_sight

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtGui import QHideEvent, QShowEvent

    from zvdesk.ui.context import RoomContext

PACKAGE = ".zvpakket"


class InTab(QWidget):
    """Show what waits, ask the passphrase once, show what is in it, and take it in.

    Signal: ``cardGiven(Path)`` for a card or list that was dropped here.
    """

    cardGiven = Signal(object)  # noqa: N815

    def __init__(self, context: RoomContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self.cards: list[PreviewCard | RefusedCard] = []
        self._asked: tuple[Path, ...] = ()
        may_take = may(context.desk.actor.role, Act.HAND_OVER)
        self.no_role = Callout(self.tr("Uw rol neemt geen pakketten op."), Tone.NEUTRAL)
        show_when(self.no_role, not may_take)
        self.drop = FileDrop(
            self.tr("Sleep een pakket (.zvpakket) van een collega hierheen."),
            (PACKAGE, ".zvkaart", ".zvlijst"),
        )
        self.drop.button.set_label(self.tr("Pakket openen"))
        self.drop.fileChosen.connect(self._dropped)
        self.drop.refused.connect(self._other_kind)
        self.form = LookForm(context)
        self.form.looked.connect(self._show)
        self.form.cancelled.connect(self._put_off)
        self.form.hide()
        self.folder = FolderCard(context)
        self.folder.chosen.connect(self._look_at)
        self.watch = FolderWatch(context, self)
        self.watch.looked.connect(self.folder.show_found)
        self.folder.turned.connect(self.watch.look)
        self._results = column(Space.TWO)
        outer = column(Space.THREE)
        self.setLayout(outer)
        outer.addWidget(self.no_role)
        outer.addWidget(self.form)
        outer.addLayout(self._results)
        for part in (self.folder, self.drop):
            outer.addWidget(part)
            part.setEnabled(may_take)

    def reload(self) -> None:
        """Look in the folder again."""
        self.watch.look()

    def open_file(self, path: Path) -> None:
        """Ask for the passphrase that opens this package, and others that were asked for."""
        known = self._asked if self.form.isVisibleTo(self) else ()
        self._look_at((*(other for other in known if other != path), path))

    def _look_at(self, paths: tuple[Path, ...]) -> None:
        if not self.drop.isEnabled():
            return
        self._asked = paths
        self._clear()
        self.form.ask(paths)
        show_when(self.form, True)
        self.form.focus_first()

    def _dropped(self, path: Path) -> None:
        if path.suffix.lower() == PACKAGE:
            self.open_file(path)
        else:
            self.cardGiven.emit(path)

    def _other_kind(self, _name: str) -> None:
        self._context.notices.warn(self.tr("Dit is geen bestand van een collega. Kies een .zvpakket."))

    def _put_off(self) -> None:
        self._asked = ()
        show_when(self.form, False)
        self.drop.button.setFocus()

    def _show(self, found: tuple[Looked, ...]) -> None:
        self._asked = ()
        show_when(self.form, False)
        self._clear()
        for looked in found:
            card: PreviewCard | RefusedCard
            if looked.preview is None:
                card = RefusedCard(looked.path, looked.refusal)
            else:
                card = PreviewCard(self._context, looked.path, looked.preview)
            card.gone.connect(lambda one=card: self._remove(one))
            self.cards.append(card)
            self._results.addWidget(card)
        if self.cards:
            announce(self, self.cards[0].said)
            self.cards[0].take_focus()
            into_sight(self.cards[0])

    def _clear(self) -> None:
        for card in list(self.cards):
            self._remove(card)

    def _remove(self, card: PreviewCard | RefusedCard) -> None:
        if card in self.cards:
            self.cards.remove(card)
            self._results.removeWidget(card)
            card.hide()
            card.deleteLater()

    def showEvent(self, event: QShowEvent) -> None:
        """Watch the folder while the tab is in sight."""
        super().showEvent(event)
        self.watch.start()

    def hideEvent(self, event: QHideEvent) -> None:
        """Watch no longer."""
        self.watch.stop()
        super().hideEvent(event)
