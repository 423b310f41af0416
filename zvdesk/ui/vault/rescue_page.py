"""Write out what can still be read of a damaged vault, and tell what that was."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QWidget

from zvdesk.errors import ExplainedError, UnlockDelayed
from zvdesk.ui.tokens import Space, Tone
from zvdesk.ui.vault.secret_fields import SecretFields
from zvdesk.ui.vault.stage import WIDE, Stage
from zvdesk.ui.vault.wait_line import WaitLine
from zvdesk.ui.widgets.accessible import announce
from zvdesk.ui.widgets.busy import BusyLine
from zvdesk.ui.widgets.buttons import LinkButton, PrimaryButton, SecondaryButton
from zvdesk.ui.widgets.cards import Callout, Card
from zvdesk.ui.widgets.fields import FieldRow
from zvdesk.ui.widgets.labels import Text, show_when
from zvdesk.ui.widgets.layouts import FlowLayout

if TYPE_CHECKING:
    from collections.abc import Callable

    from zvdesk.services.rescue import Rescued
    from zvdesk.ui.jobs import Job, Jobs


class RescuePage(Stage):
    """Ask where to and with which secret, show how far it is, and then what was saved and what was lost.

    Signals: ``cancelled()``; ``restoreRequested()``; ``failed(Exception)`` for what nobody foresaw.
    """

    cancelled = Signal()
    restoreRequested = Signal()  # noqa: N815
    failed = Signal(object)

    def __init__(self, jobs: Jobs, folder: Path, parent: QWidget | None = None) -> None:
        super().__init__("package-open", "", width=WIDE, parent=parent)
        self.set_title(
            self.tr("Redden wat er nog is"),
            self.tr(
                "zvdesk leest wat er van de kluis '{name}' nog te lezen is, en schrijft dat op in een nieuwe "
                "map. De kluis zelf verandert niet."
            ).format(name=folder.stem),
        )
        self._jobs, self._folder = jobs, folder
        self._out: Path | None = None
        self._job: Job | None = None
        self._is_busy = False
        self.place = Text(self.tr("Nog niet gekozen."), selectable=True)
        self.place_row = FieldRow(self.tr("Nieuwe map"), self.place)
        self.choose = SecondaryButton(self.tr("Kies een plek"), "folder-open")
        self.choose.clicked.connect(self._ask)
        self.secret = SecretFields(self.tr("Wachtzin"), asks_name=False)
        self.secret.submitted.connect(self.submit)
        self.wait = WaitLine(jobs)
        self.wait.changed.connect(self._allow)
        self.wrong, self.stopped = Callout("", Tone.DANGER), Callout("", Tone.NEUTRAL)
        self.busy = BusyLine()
        self.busy.stopped.connect(self.stop)
        self.rescue = PrimaryButton(self.tr("Red wat er nog is"), "package-open")
        self.rescue.clicked.connect(self.submit)
        self.back = LinkButton(self.tr("Annuleer"), "arrow-left")
        self.back.clicked.connect(self.cancelled)
        self.saved, self.lost, self.whole = (
            Callout("", Tone.OK),
            Callout("", Tone.WARN),
            Callout("", Tone.NEUTRAL),
        )
        self.where = Text("", selectable=True)
        self.show_folder = SecondaryButton(self.tr("Open de map"), "folder-open")
        self.show_folder.clicked.connect(self._show_folder)
        self.restore = SecondaryButton(self.tr("Zet een reservekopie terug"), "history")
        self.restore.clicked.connect(self.restoreRequested)
        self.leave = LinkButton(self.tr("Terug naar ontgrendelen"), "arrow-left")
        self.leave.clicked.connect(self.cancelled)
        self._form, self._report = Card(), Card()
        self._lay_out()
        self.body.addWidget(self._form)
        self.body.addWidget(self._report)
        show_when(self._report, False)
        self.wrong.set_text("")
        self.stopped.set_text("")

    def _lay_out(self) -> None:
        plain = self.tr(
            "Wat u redt, is niet versleuteld. Wie bij de map kan, kan alles lezen. Kies een plek waar alleen "
            "u bij kunt, en gooi de map weg als u haar niet meer nodig hebt."
        )
        self._fill(
            self._form,
            (
                Callout(plain, Tone.WARN),
                self.place_row,
                self.choose,
                self.secret,
                self.secret.switch,
                self.wait,
            ),
            (self.wrong, self.stopped, self.busy),
            (self.rescue, self.back),
        )
        self._fill(
            self._report,
            (self.saved, self.lost, self.whole),
            (
                FieldRow(
                    self.tr("Hier staat het, niet versleuteld"),
                    self.where,
                    self.tr("Elk bestand is gewone tekst (JSON). Bewaar het veilig, of gooi het weg."),
                ),
            ),
            (self.show_folder, self.restore, self.leave),
        )

    @staticmethod
    def _fill(
        card: Card, above: tuple[QWidget, ...], below: tuple[QWidget, ...], buttons: tuple[QWidget, ...]
    ) -> None:
        card.body.setSpacing(Space.TWO)
        line = QWidget()
        FlowLayout(line).fill(buttons)
        for part in (*above, *below, line):
            card.add(part)

    def activated(self) -> None:
        """Put the focus on what comes first."""
        self.choose.setFocus()
        self.wait.look(self._folder)

    def take(self, folder: Path) -> None:
        """Write into a new folder inside this one."""
        self._out = _free(folder, f"{self._folder.stem}-gered")
        self.place.setText(str(self._out))
        self.choose.set_label(self.tr("Kies een andere plek"))
        self.place_row.set_error("")
        self.secret.focus_first()

    def submit(self) -> None:
        """Write out what is left."""
        if self._is_busy or self.wait.seconds:
            return
        out = self._out
        if out is None:
            self.place_row.set_error(self.tr("Kies eerst waar het komt."))
            self.choose.setFocus()
            return
        if not self.secret.is_filled():
            return
        folder, given = self._folder, self.secret.given

        def rescue(report: Callable[[int, int], None]) -> Rescued:
            from zvdesk.services import rescue

            return rescue.rescue(
                folder, out, passphrase=given.passphrase, recovery_key=given.recovery_key, report=report
            )

        self._set_busy(True)
        self._job = self._jobs.progress(
            rescue, self.busy.show_progress, self._done, self._refused, stopped=self._stopped, owner=self
        )

    def stop(self) -> None:
        """Stop at the next part; nothing stays."""
        if self._job is not None:
            self._job.cancel()

    def _ask(self) -> None:
        name = QFileDialog.getExistingDirectory(self, self.tr("Kies waar de nieuwe map komt"))
        if name:
            self.take(Path(name))

    def _done(self, rescued: Rescued) -> None:
        from zvdesk.texts.damage import damage_sentence

        self._set_busy(False)
        self.secret.forget()
        self.set_title(
            self.tr("Dit is gered"),
            self.tr("De kluis '{name}' is niet gewijzigd.").format(name=self._folder.stem),
        )
        cases = {
            0: self.tr("Geen casussen."),
            1: self.tr("1 casus, in een eigen bestand."),
        }.get(rescued.cases, self.tr("{count} casussen, elk in een eigen bestand."))
        rest = self.tr("Ook het logboek en wat er verder in de kluis stond. Samen {rows} gegevens.")
        self.saved.set_text(f"{cases.format(count=rescued.cases)} {rest.format(rows=rescued.rows)}")
        damage, lost = rescued.damage, damage_sentence(rescued.damage.codes())
        all_read = self.tr("Toch kon elk gegeven worden gelezen: er is niets verloren.")
        self.lost.set_text(lost if not lost or damage.tables else f"{lost} {all_read}")
        none = self.tr("Er is geen schade gevonden. Alles uit de kluis is opgeschreven.")
        self.whole.set_text("" if lost else none)
        self.where.setText(str(self._out))
        show_when(self._form, False)
        show_when(self._report, True)
        self.show_folder.setFocus()
        announce(self, f"{self.title.text()}. {self.saved.text.text()} {lost or none}")

    def _stopped(self) -> None:
        self._set_busy(False)
        self.stopped.set_text(self.tr("Gestopt. Er is niets achtergebleven, en de kluis is niet gewijzigd."))
        self.rescue.setFocus()

    def _refused(self, error: Exception) -> None:
        self._set_busy(False)
        if isinstance(error, UnlockDelayed):
            self.wait.begin(error.seconds)
        elif isinstance(error, FileExistsError) and self._out is not None:
            self.take(self._out.parent)  # somebody made it meanwhile: another name is free
            self.submit()
        elif not isinstance(error, ExplainedError):
            self.failed.emit(error)
        elif self.secret.refuse(error):
            self.wait.look(self._folder)
        else:
            from zvdesk.texts.messages import message

            self.wrong.set_text(message(error))

    def _set_busy(self, is_busy: bool) -> None:
        self._is_busy = is_busy
        self.wrong.set_text("")
        self.stopped.set_text("")
        for part in (self.choose, self.secret, self.secret.switch, self.back):
            part.setEnabled(not is_busy)
        self._allow()
        if is_busy:
            self.busy.begin(self.tr("Wat er nog is, wordt gelezen en opgeschreven."))
        else:
            self.busy.end()

    def _allow(self) -> None:
        self.rescue.setEnabled(not self._is_busy and not self.wait.seconds)

    def _show_folder(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._out)))


def _free(folder: Path, name: str) -> Path:
    """Return a place with this name that is not taken."""
    number, place = 1, folder / name
    while place.exists():
        number += 1
        place = folder / f"{name}-{number}"
    return place
