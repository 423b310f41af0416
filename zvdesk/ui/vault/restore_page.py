"""Put a copy back as a new vault beside the one that is damaged or gone."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFileDialog, QLineEdit, QListWidget, QListWidgetItem, QWidget

from zvdesk.errors import ExplainedError
from zvdesk.ui.tokens import Tone
from zvdesk.ui.vault.stage import WIDE, Stage
from zvdesk.ui.widgets.busy import BusyLine
from zvdesk.ui.widgets.buttons import LinkButton, PrimaryButton
from zvdesk.ui.widgets.cards import Callout, Card
from zvdesk.ui.widgets.fields import FieldRow, PassphraseField
from zvdesk.ui.widgets.labels import Style, Text, show_when
from zvdesk.ui.widgets.layouts import FlowLayout

if TYPE_CHECKING:
    from zvdesk.services.backups import Backup
    from zvdesk.services.restoring import Restored
    from zvdesk.ui.jobs import Jobs

_SUFFIX = ".zvkluis"
_SHOWN = 5  # copies without scrolling


class RestorePage(Stage):
    """Show the copies, the newest chosen; one button puts it back. The vault that was there stays as it is.

    Signals: ``restored(Restored)``; ``cancelled()``; ``failed(Exception)`` for what nobody foresaw.
    """

    restored = Signal(object)
    cancelled = Signal()
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
        self._is_recovery = False
        self.copies = QListWidget()
        self.copies.setAccessibleName(self.tr("Reservekopieën, de nieuwste bovenaan"))
        self.copies.currentItemChanged.connect(lambda *_: self._tell_place())
        self.none = Callout("", Tone.WARN)
        self.elsewhere = LinkButton(self.tr("Zoek op een stick of andere schijf"), "folder-open")
        self.elsewhere.clicked.connect(self._look_elsewhere)
        self.passphrase = PassphraseField()
        self.passphrase.submitted.connect(self.submit)
        self.passphrase_row = FieldRow(
            self.tr("Wachtzin"),
            self.passphrase,
            self.tr("Die van toen de kopie werd gemaakt. Meestal is dat uw wachtzin van nu."),
        )
        self.recovery, self.name = QLineEdit(), QLineEdit()
        self.recovery_row = FieldRow(self.tr("Herstelsleutel"), self.recovery)
        self.name_row = FieldRow(
            self.tr("Uw naam"),
            self.name,
            self.tr("In het logboek komt dat u met de herstelsleutel binnenkwam."),
        )
        self.switch = LinkButton("", "key-round")
        self.switch.clicked.connect(lambda: self._show_recovery(not self._is_recovery))
        self.wrong = Callout("", Tone.DANGER)
        self.busy = BusyLine()
        self.place = Text("", Style.SMALL)
        self.put_back = PrimaryButton(self.tr("Zet terug"), "history")
        self.put_back.clicked.connect(self.submit)
        self.back = LinkButton(self.tr("Annuleer"), "arrow-left")
        self.back.clicked.connect(self.cancelled)
        card = Card()
        for part in (
            FieldRow(self.tr("Reservekopie"), self.copies),
            self.none,
            self.elsewhere,
            self.passphrase_row,
            self.recovery_row,
            self.name_row,
            self.switch,
            self.wrong,
            self.busy,
            self.place,
        ):
            card.add(part)
        buttons = QWidget()
        FlowLayout(buttons).fill((self.put_back, self.back))
        card.add(buttons)
        self.body.addWidget(card)
        self.none.set_text("")
        self.wrong.set_text("")
        self._show_recovery(False)
        self._show([])

    def activated(self) -> None:
        """Look which copies there are."""
        folder, elsewhere = self._folder, self._elsewhere

        def look() -> list[Backup]:
            from zvdesk.services import backups

            return list(backups.backups_beside(folder, elsewhere))

        self._jobs.run(look, self._show, self._refused, owner=self)
        self.passphrase.setFocus()

    def submit(self) -> None:
        """Put the chosen copy back and open it."""
        item = self.copies.currentItem()
        if item is None or not self.put_back.isEnabled():
            return
        backup, folder = Path(item.data(Qt.ItemDataRole.UserRole)), self._target()
        words = None if self._is_recovery else self.passphrase.text()
        recovery = self.recovery.text() if self._is_recovery else None
        name, damaged = self.name.text(), self._folder

        def restore() -> Restored:
            from zvdesk.services import restoring

            return restoring.restore(
                backup, folder, passphrase=words, recovery_key=recovery, name=name, vault=damaged
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
        lines = max(2, min(len(found), _SHOWN))
        self.copies.setFixedHeight(int(self.copies.fontMetrics().height() * 1.8 * lines) + 8)
        checked = next((row for row, copy in enumerate(found) if copy.is_checked), 0)
        self.copies.setCurrentRow(checked if found else -1)
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
        self.place.setText(self.tr("Nieuwe kluis: {folder}").format(folder=self._target()))

    def _show_recovery(self, is_recovery: bool) -> None:
        self._is_recovery = is_recovery
        show_when(self.passphrase_row, not is_recovery)
        show_when(self.recovery_row, is_recovery)
        show_when(self.name_row, is_recovery)
        self.switch.set_label(
            self.tr("Toch met mijn wachtzin") if is_recovery else self.tr("Ik heb alleen de herstelsleutel")
        )

    def _set_busy(self, is_busy: bool) -> None:
        for part in (self.put_back, self.back, self.switch, self.elsewhere, self.copies):
            part.setEnabled(not is_busy)
        if is_busy:
            self.busy.begin(self.tr("De kopie wordt teruggezet en nagekeken."), can_stop=False)
        else:
            self.busy.end()

    def _done(self, restored: Restored) -> None:
        self._set_busy(False)
        self.passphrase.clear()
        self.recovery.clear()
        self.restored.emit(restored)

    def _refused(self, error: Exception) -> None:
        self._set_busy(False)
        if not isinstance(error, ExplainedError):
            self.failed.emit(error)
            return
        from zvdesk.texts.messages import message

        self.wrong.set_text(message(error))
