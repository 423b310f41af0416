"""Put a copy back as a new vault beside the one that is damaged or gone."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFileDialog, QListWidget, QListWidgetItem, QWidget

from zvdesk.errors import ExplainedError
from zvdesk.ui.tokens import Space, Tone
from zvdesk.ui.vault.secret_fields import SecretFields
from zvdesk.ui.vault.stage import WIDE, Stage
from zvdesk.ui.widgets.busy import BusyLine
from zvdesk.ui.widgets.buttons import LinkButton, PrimaryButton
from zvdesk.ui.widgets.cards import Callout, Card
from zvdesk.ui.widgets.fields import FieldRow
from zvdesk.ui.widgets.labels import Text, show_when
from zvdesk.ui.widgets.layouts import FlowLayout

if TYPE_CHECKING:
    from zvdesk.services.backups import Backup
    from zvdesk.services.restoring import Restored
    from zvdesk.ui.jobs import Jobs

_SUFFIX = ".zvkluis"
_SHOWN = 5  # copies without scrolling


class RestorePage(Stage):
    """Show the copies, the newest chosen; one button puts it back. The vault that was there stays as it is.

    Signals: ``restored(Restored)``; ``cancelled()``; ``rescueRequested()`` where no copy helps;
    ``failed(Exception)`` for what nobody foresaw.
    """

    restored = Signal(object)
    cancelled = Signal()
    rescueRequested = Signal()  # noqa: N815
    failed = Signal(object)

    def __init__(self, jobs: Jobs, folder: Path, parent: QWidget | None = None) -> None:
        super().__init__("history", "", width=WIDE, parent=parent)
        self.set_title(
            self.tr("Zet een reservekopie terug"),
            self.tr("De kluis '{name}' blijft zoals die is. De kopie wordt een nieuwe kluis ernaast.").format(
                name=folder.stem
            ),
        )
        self._jobs, self._folder = jobs, folder
        self._elsewhere: Path | None = None
        self.copies = QListWidget()
        self.copies.setAccessibleName(self.tr("Reservekopieën, de nieuwste bovenaan"))
        self.copies.currentItemChanged.connect(lambda *_: self._tell_place())
        self.copies_row = FieldRow(self.tr("Reservekopie"), self.copies)
        self.none = Callout("", Tone.WARN)
        self.elsewhere = LinkButton(self.tr("Zoek op een stick of andere schijf"), "folder-open")
        self.elsewhere.clicked.connect(self._look_elsewhere)
        self.secret = SecretFields(
            self.tr("Wachtzin"),
            self.tr("Die van toen de kopie werd gemaakt. Meestal is dat uw wachtzin van nu."),
            asks_name=True,
        )
        self.secret.submitted.connect(self.submit)
        self.wrong = Callout("", Tone.DANGER)
        self.busy = BusyLine()
        self.place = Text("", selectable=True)
        self.place_row = FieldRow(self.tr("De nieuwe kluis komt hier"), self.place)
        self.put_back = PrimaryButton(self.tr("Zet terug"), "history")
        self.put_back.clicked.connect(self.submit)
        self.back = LinkButton(self.tr("Annuleer"), "arrow-left")
        self.back.clicked.connect(self.cancelled)
        self.rescue = LinkButton(self.tr("Geen goede kopie? Red wat er nog is"), "package-open")
        self.rescue.clicked.connect(self.rescueRequested)
        card = Card()
        card.body.setSpacing(Space.TWO)
        for part in (
            self.copies_row,
            self.none,
            self.elsewhere,
            self.secret,
            self.secret.switch,
            self.place_row,
            self.wrong,
            self.busy,
        ):
            card.add(part)
        buttons = QWidget()
        FlowLayout(buttons).fill((self.put_back, self.back))
        card.add(buttons)
        self.body.addWidget(card)
        self.body.addWidget(self.rescue)
        self.none.set_text("")
        self.wrong.set_text("")
        self._show([])

    def activated(self) -> None:
        """Look which copies there are."""
        folder, elsewhere = self._folder, self._elsewhere

        def look() -> list[Backup]:
            from zvdesk.services import backups

            return list(backups.backups_beside(folder, elsewhere))

        def show(found: list[Backup]) -> None:
            self._show(found)
            if found:
                self.secret.focus_first()
            else:
                self.elsewhere.setFocus()

        self._jobs.run(look, show, self._refused, owner=self)

    def submit(self) -> None:
        """Put the chosen copy back and open it."""
        item = self.copies.currentItem()
        if item is None or not self.put_back.isEnabled() or not self.secret.is_filled():
            return
        backup, folder = Path(item.data(Qt.ItemDataRole.UserRole)), self._target()
        given, damaged = self.secret.given, self._folder

        def restore() -> Restored:
            from zvdesk.services import restoring

            return restoring.restore(
                backup,
                folder,
                passphrase=given.passphrase,
                recovery_key=given.recovery_key,
                name=given.name,
                vault=damaged,
            )

        self.wrong.set_text("")
        self._set_busy(True)
        self._jobs.run(restore, self._done, self._refused, owner=self)

    def _show(self, found: list[Backup]) -> None:
        from zvdesk.texts.days import moment

        self.copies.clear()
        for copy in found:
            place = self.tr("tweede plek") if copy.is_second else self.tr("in de map van de kluis")
            state = self.tr("nagekeken") if copy.is_checked else self.tr("nog niet nagekeken")
            item = QListWidgetItem(f"{moment(copy.made_at.astimezone())} · {place} · {state}")
            item.setData(Qt.ItemDataRole.UserRole, str(copy.place))
            self.copies.addItem(item)
        lines = max(1, min(len(found), _SHOWN))
        self.copies.setFixedHeight(int(self.copies.fontMetrics().height() * 1.8 * lines) + 8)
        checked = next((row for row, copy in enumerate(found) if copy.is_checked), 0)
        self.copies.setCurrentRow(checked if found else -1)
        for part in (self.copies_row, self.secret, self.secret.switch, self.place_row, self.put_back):
            show_when(part, bool(found))
        self.none.set_text(
            "" if found else self.tr("Hier is geen reservekopie. Zoek op een stick of andere schijf.")
        )
        self.put_back.setEnabled(bool(found))
        self._tell_place()

    def _look_elsewhere(self) -> None:
        name = QFileDialog.getExistingDirectory(self, self.tr("Kies de map met de reservekopieën"))
        if name:
            self._elsewhere = Path(name)
            self.activated()

    def _target(self) -> Path:
        stem = self._folder.stem
        number = 1
        while True:
            end = "" if number == 1 else f"-{number}"
            place = self._folder.with_name(f"{stem}-hersteld{end}{_SUFFIX}")
            if not place.exists():
                return place
            number += 1

    def _tell_place(self) -> None:
        self.place.setText(str(self._target()))

    def _set_busy(self, is_busy: bool) -> None:
        for part in (
            self.put_back,
            self.back,
            self.rescue,
            self.secret,
            self.secret.switch,
            self.elsewhere,
            self.copies,
        ):
            part.setEnabled(not is_busy)
        if is_busy:
            self.busy.begin(self.tr("De kopie wordt teruggezet en nagekeken."), can_stop=False)
        else:
            self.busy.end()

    def _done(self, restored: Restored) -> None:
        self._set_busy(False)
        self.secret.forget()
        self.restored.emit(restored)

    def _refused(self, error: Exception) -> None:
        self._set_busy(False)
        if not isinstance(error, ExplainedError):
            self.failed.emit(error)
            return
        if self.secret.refuse(error):
            return
        from zvdesk.texts.messages import message

        self.wrong.set_text(message(error))
