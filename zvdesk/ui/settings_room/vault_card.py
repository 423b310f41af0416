"""Show where the vault is, and check that it is whole."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from zvdesk.ui.tokens import Space, Tone
from zvdesk.ui.widgets.busy import BusyLine
from zvdesk.ui.widgets.buttons import SecondaryButton
from zvdesk.ui.widgets.cards import Callout, Card
from zvdesk.ui.widgets.fields import FieldRow
from zvdesk.ui.widgets.labels import Text
from zvdesk.ui.widgets.layouts import FlowLayout

if TYPE_CHECKING:
    from pathlib import Path

    from zvdesk.services.checks import CheckReport
    from zvdesk.ui.context import RoomContext


class VaultCard(Card):
    """Look after the files of the vault; the check runs in the worker and reports in words."""

    def __init__(self, context: RoomContext, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.set_title(self.tr("De kluis"))
        self._context = context
        self.folder = Text("", selectable=True)
        self.check = SecondaryButton(self.tr("Controleer de kluis"), "shield-check")
        self.check.clicked.connect(self.check_now)
        self.busy = BusyLine()
        self.good, self.bad = Callout("", Tone.OK), Callout("", Tone.DANGER)
        self._say("", "")
        buttons = QWidget()
        FlowLayout(buttons).fill((self.check,))
        self.body.setSpacing(Space.TWO)
        for part in (
            FieldRow(
                self.tr("Map"),
                self.folder,
                self.tr("Alles in deze map is versleuteld. De reservekopieën staan in 'backups' daarin."),
            ),
            buttons,
            self.busy,
            self.good,
            self.bad,
        ):
            self.add(part)

    def show_now(self) -> None:
        """Read where the vault is."""
        desk = self._context.desk
        self._context.jobs.run(lambda: desk.vault.folder, self._show_folder, self._context.failed)

    def _show_folder(self, folder: Path) -> None:
        self.folder.setText(str(folder))

    def check_now(self) -> None:
        """Check the vault now."""
        desk = self._context.desk

        def check() -> CheckReport:
            from zvdesk.services import checks

            return checks.check(desk)

        self._begin(self.tr("De hele kluis wordt nagekeken."))
        self._context.jobs.run(check, self._checked, self._failed)

    def _checked(self, report: CheckReport) -> None:
        self._end()
        good, bad = self._report(report)
        self._say("\n".join(good) if not bad else "", "\n".join(bad))

    def _report(self, report: CheckReport) -> tuple[list[str], list[str]]:
        bad = []
        if report.problems:
            from zvdesk.texts.damage import damage_sentence

            bad.append(
                self.tr("Er zijn {count} beschadigde delen gevonden.").format(count=len(report.problems))
            )
            bad.append(damage_sentence(report.problems))
        if report.first_broken_line is not None:
            bad.append(
                self.tr("Het logboek klopt niet vanaf regel {line}.").format(line=report.first_broken_line)
            )
        if report.is_rolled_back:
            bad.append(self.tr("De kluis is ouder dan de laatste keer op deze computer."))
        if bad:
            bad.append(
                self.tr(
                    "Kopieer eerst de hele map. Vergrendel daarna en kies 'Kluis herstellen'. Dan zet u een "
                    "reservekopie terug, of redt u wat er nog is."
                )
            )
        good = [
            self.tr("De kluis is heel."),
            self.tr("Het logboek klopt: {count} regels.").format(count=report.audit_lines),
            self.tr("Deze computer zag nog geen latere stand.")
            if report.is_rolled_back is not None
            else self.tr("Of dit de laatste stand is, weet deze computer nog niet."),
        ]
        return good, bad

    def _begin(self, words: str) -> None:
        self._say("", "")
        self.check.setEnabled(False)
        self.busy.begin(words, can_stop=False)

    def _end(self) -> None:
        self.busy.end()
        self.check.setEnabled(True)

    def _failed(self, error: Exception) -> None:
        self._end()
        self._context.failed(error)

    def _say(self, good: str, bad: str) -> None:
        self.good.set_text(good)
        self.bad.set_text(bad)
