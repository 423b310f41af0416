"""Show which folder is watched, and the packages that wait in it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QWidget

from zvdesk.services import waiting_packages
from zvdesk.texts.days import moment
from zvdesk.ui.tokens import Space
from zvdesk.ui.widgets.buttons import LinkButton, SecondaryButton
from zvdesk.ui.widgets.cards import Card
from zvdesk.ui.widgets.labels import ElidedLabel, IconLabel, Style, Text, hairline, show_when
from zvdesk.ui.widgets.layouts import clear, column, row

if TYPE_CHECKING:
    from zvdesk.services.waiting_packages import Waiting
    from zvdesk.ui.context import RoomContext

_KIB = 1024


class FolderCard(Card):
    """Show the folder and what waits.

    Signals: ``chosen(tuple)`` with the paths that are to be looked at; ``turned()`` when another folder, or
    none, is watched from now on.
    """

    chosen = Signal(object)
    turned = Signal()

    def __init__(self, context: RoomContext, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.set_title(self.tr("Ligt klaar in de map"))
        self._context = context
        self._folder: Path | None = None
        self._shown: tuple[Waiting, ...] | None = None
        self.lines: list[SecondaryButton] = []
        self.all_button = SecondaryButton(self.tr("Bekijk alle"), "eye")
        self.all_button.clicked.connect(self._look_at_all)
        self.buttons.addWidget(self.all_button)
        self._words = Text("", Style.QUIET)
        self.place = ElidedLabel("", Style.SMALL)
        self._lines = column(Space.ONE)
        self.pick = LinkButton(self.tr("Kies een map"), "folder-open")
        self.pick.clicked.connect(self._choose)
        self.stop = LinkButton(self.tr("Kijk niet meer in deze map"), "x")
        self.stop.clicked.connect(lambda _checked=False: self.watch(None))
        for part in (self._words, self._lines, self.place, row(self.pick, self.stop, stretch=1)):
            self.add(part)
        self.show_found(None, None)

    def watch(self, folder: Path | None) -> None:
        """Watch another folder from now on, or none."""
        self._context.jobs.run(
            lambda: waiting_packages.watch(folder),
            lambda _none: self.turned.emit(),
            self._context.failed,
            owner=self,
        )

    def show_found(self, folder: Path | None, found: tuple[Waiting, ...] | None) -> None:
        """Show the packages of a folder; None for a folder that is not there."""
        is_same = (folder, found) == (self._folder, self._shown) and bool(self.lines)
        self._folder, self._shown = folder, found
        self.place.set_full_text(str(folder or ""))
        show_when(self.place, folder is not None)
        show_when(self.stop, folder is not None)
        show_when(self.all_button, len(found or ()) > 1)
        self.pick.set_label(self.tr("Kies een andere map") if folder else self.tr("Kies een map"))
        self._words.setText(self._told(folder, found))
        show_when(self._words, bool(self._words.text()))
        if is_same:
            return  # a line that has the focus keeps it
        clear(self._lines)
        self.lines = []
        for number, one in enumerate(found or ()):
            if number:
                self._lines.addWidget(hairline())
            self._lines.addWidget(self._line(one))

    def _told(self, folder: Path | None, found: tuple[Waiting, ...] | None) -> str:
        if folder is None:
            return self.tr(
                "Legt u pakketten op een gedeelde map of stick? Kies die map, dan verschijnt een nieuw "
                "pakket "
                "hier vanzelf."
            )
        if found is None:
            return self.tr("Deze map is er nu niet. Zit de stick erin, of is de gedeelde map bereikbaar?")
        return "" if found else self.tr("Er ligt niets nieuws.")

    def _line(self, one: Waiting) -> QWidget:
        whole = QWidget()
        line = QHBoxLayout(whole)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(Space.TWO)
        line.addWidget(IconLabel("package-open"))
        when = moment(self._context.desk.clock.local(one.at))
        words = column(0)
        words.addWidget(Text(self.tr("Pakket van {when}").format(when=when), Style.STRONG))
        size = self.tr("{name}, {size} kB").format(name=one.path.name, size=max(1, one.size // _KIB))
        words.addWidget(Text(size, Style.SMALL))
        line.addLayout(words, 1)
        look = SecondaryButton(self.tr("Bekijk"))
        look.setAccessibleName(self.tr("Bekijk het pakket van {when}").format(when=when))
        look.clicked.connect(lambda _checked=False: self.chosen.emit((one.path,)))
        self.lines.append(look)
        line.addWidget(look)
        return whole

    def _look_at_all(self) -> None:
        self.chosen.emit(tuple(one.path for one in self._shown or ()))

    def _choose(self) -> None:
        name = QFileDialog.getExistingDirectory(self.window(), self.pick.accessibleName())
        if name:
            self.watch(Path(name))
