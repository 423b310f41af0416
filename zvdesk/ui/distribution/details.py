"""Show one document of the board, what holds it up, and the one next step."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog

from zvdesk.domain.disclosure import ACCESS, HandOverWay
from zvdesk.domain.distribution import Stage, giving_act
from zvdesk.domain.roles import Act, may
from zvdesk.errors import ExplainedError
from zvdesk.services import calendars, made_files, tables
from zvdesk.texts.blockers import sentences
from zvdesk.texts.days import day
from zvdesk.texts.labels import HAND_OVER_WAYS
from zvdesk.texts.messages import message
from zvdesk.ui.icons import icon
from zvdesk.ui.tokens import Space, Tone
from zvdesk.ui.widgets.buttons import LinkButton, PrimaryButton
from zvdesk.ui.widgets.cards import Callout, Card
from zvdesk.ui.widgets.choices import ChoiceField
from zvdesk.ui.widgets.fields import FieldRow
from zvdesk.ui.widgets.labels import Style, Text, hairline, show_when
from zvdesk.ui.widgets.layouts import clear, column
from zvdesk.ui.widgets.layouts import row as row_of
from zvdesk.ui.widgets.path_row import documents_folder

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from zvdesk.domain.distribution import BoardRow
    from zvdesk.ui.context import RoomContext


def waits_for_ground(row: BoardRow) -> bool:
    """Tell whether a derde can get nothing until its ground and test are in the case."""
    return row.is_third and bool(row.blockers)


class DocumentCard(Card):
    """Hold the facts of the chosen document and its next step.

    Signals: ``stepped()`` to do the next step; ``takenBack()`` to take the last one back.
    """

    stepped = Signal()
    takenBack = Signal()  # noqa: N815

    def __init__(self, context: RoomContext, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self._context = context
        self._row: BoardRow | None = None
        self._may_sign = may(context.desk.actor.role, Act.SIGN_LIST)
        self.body.setSpacing(Space.TWO)
        self._facts = column(Space.HALF_MORE)
        self.open = LinkButton(self.tr("Open de pdf"), "file-text")
        self.open.clicked.connect(lambda: self._open())
        self.gone = Callout("", Tone.WARN)
        self.elsewhere = LinkButton(self.tr("Kies de map waarin het staat"), "folder-open")
        self.elsewhere.clicked.connect(self._open_from)
        self.mind = Callout("", Tone.WARN)
        self.mind.set_text("")
        self.how = ChoiceField(tuple(HAND_OVER_WAYS.items()))
        self.how.set_value(HandOverWay.SECURE_MAIL)
        self.how_row = FieldRow(self.tr("Hoe is het verstrekt?"), self.how)
        self.step = PrimaryButton("", "check")
        self.step.clicked.connect(self.stepped)
        self.back = LinkButton(self.tr("Neem de laatste stap terug"), "undo-2")
        self.back.clicked.connect(self.takenBack)
        self.why = Text("", Style.SMALL)
        looking = row_of(self.open, stretch=0), self.gone, row_of(self.elsewhere, stretch=0)
        for part in (self._facts, *looking, self.mind):
            self.add(part)
        self.add(hairline())
        for below in (self.how_row, self.step, self.back, self.why):
            self.add(below)
        self._say_gone("")

    @property
    def way(self) -> HandOverWay:
        """Return how the document is handed over."""
        value = self.how.value
        return value if isinstance(value, HandOverWay) else HandOverWay.SECURE_MAIL

    def show_row(self, row: BoardRow) -> None:
        """Show a document, or the one that is still to be made."""
        self._row, role = row, self._context.desk.actor.role
        reason = "" if may(role, giving_act(row.kind)) else self._looks_only(row)
        self._say_gone("")
        self.open.set_label(self._to_open(row.kind))
        is_read = row.kind in made_files.SUFFIXES and may(role, made_files.opening_act(row.kind))
        show_when(self.open, row.document is not None and is_read)
        self.set_title(row.recipient or self.tr("Eigen huis"))
        clear(self._facts)
        for caption, value in self._told(row):
            if value:
                pair = column(2)
                pair.addWidget(Text(caption, Style.CAPTION))
                pair.addWidget(Text(value))
                self._facts.addLayout(pair)
        self.mind.set_text(sentences(row.blockers))
        is_last = row.stage is Stage.RECEIVED or (row.stage is Stage.CHECKED and not row.recipient_id)
        words = {
            Stage.TO_MAKE: self._to_make(row),
            Stage.MADE: self.tr("Ik heb het nagelezen"),
            Stage.CHECKED: self.tr("Het is verstrekt"),
            Stage.HANDED_OVER: self.tr("De ontvanger heeft het"),
        }
        self.step.set_label(words.get(row.stage, ""))
        self.step.setIcon(icon(self._step_icon(row), self.step.TOKEN))
        self.step.set_reason("" if row.stage is Stage.TO_MAKE else reason)
        self.back.set_reason(reason)
        show_when(self.step, not is_last)
        show_when(self.how_row, row.stage is Stage.CHECKED and not is_last and not reason)
        show_when(self.back, row.stage not in (Stage.TO_MAKE, Stage.MADE))
        to_sign = row.stage is Stage.TO_MAKE and not waits_for_ground(row) and not self._may_sign
        self.why.setText(self.tr("De voorzitter ondertekent deze lijst.") if to_sign else reason)
        show_when(self.why, bool(self.why.text()))

    def _open_from(self) -> None:
        name = self.elsewhere.accessibleName()
        chosen = QFileDialog.getExistingDirectory(self.window(), name, str(documents_folder()))
        if chosen:
            self._open(Path(chosen))

    def _open(self, folder: Path | None = None) -> None:
        """Let the program of this computer for such files show the document, when it is where it was made."""
        row, desk = self._row, self._context.desk
        if row is None or row.document is None:
            return
        key = row.document.id

        def show(path: Path) -> None:
            is_open = QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))
            words = self.tr("Op deze computer opent geen programma dit bestand: {path}.")
            if self._is_of(key):
                self._say_gone("" if is_open else words.format(path=path), is_lost=False)

        def refuse(error: Exception) -> None:
            if not isinstance(error, ExplainedError):
                self._context.failed(error)
            elif self._is_of(key):
                self._say_gone(message(error))

        self._context.jobs.run(lambda: made_files.made_file(desk, key, folder), show, refuse, owner=self)

    def _is_of(self, key: str) -> bool:
        """Tell whether a document is still the one in sight."""
        return self._row is not None and self._row.document is not None and self._row.document.id == key

    def _say_gone(self, words: str, *, is_lost: bool = True) -> None:
        """Say why the document did not open, and offer to look elsewhere for one that is lost."""
        self.gone.set_text(words)
        show_when(self.elsewhere, bool(words) and is_lost)

    def _to_open(self, kind: str) -> str:
        words = {tables.KIND: self.tr("Open de tabel"), calendars.KIND: self.tr("Open het agendabestand")}
        return words.get(kind, self.tr("Open de pdf"))

    def _looks_only(self, row: BoardRow) -> str:
        if row.kind == ACCESS:
            return self.tr("Wie inbreng mag lezen, legt dit vast.")
        return self.tr("Uw rol kijkt hier, en legt niets vast.")

    def _step_icon(self, row: BoardRow) -> str:
        """Return the icon of the next step: keeping it, signing, or going where that is seen to."""
        if row.stage is not Stage.TO_MAKE:
            return "check"
        return "signature" if self._may_sign and not waits_for_ground(row) else "arrow-right"

    def _to_make(self, row: BoardRow) -> str:
        if waits_for_ground(row):
            return self.tr("Open de casus, onderdeel Derden")
        return self.tr("Onderteken de lijst") if self._may_sign else self.tr("Open het overleg")

    def _told(self, row: BoardRow) -> tuple[tuple[str, str], ...]:
        found, third = row.document, row.third
        lacks = self.tr("nog niet vastgelegd")
        words = f"{row.kind}, casus {row.case_number}, versie {row.version}"
        if len(row.documents) > 1:
            words = self.tr("{what}, {count} bestanden").format(what=words, count=len(row.documents))
        told = [(self.tr("Document"), words)]
        if row.earlier_version is not None:
            told.append((self.tr("De ontvanger heeft nog"), self.tr("versie {}").format(row.earlier_version)))
        if row.earlier_on is not None:
            earlier = self.tr("een eerder bestand, verstrekt op {}").format(day(row.earlier_on))
            told.append((self.tr("De ontvanger heeft nog"), earlier))
        if row.is_third:
            told.append((self.tr("Grondslag"), (third.ground if third else "") or lacks))
            told.append((self.tr("Juridische toets"), (third.legal_test if third else "") or lacks))
        if found is None:
            return tuple(told)
        how = HAND_OVER_WAYS[found.handed_over_how] if found.handed_over_how else ""
        checked = (found.checked_by, day(found.checked_on))
        handed = (how, found.handed_over_by, day(found.handed_over_on))
        return (
            *told,
            (self.tr("Nagelezen door"), ", ".join(part for part in checked if part)),
            (self.tr("Verstrekt"), ", ".join(part for part in handed if part)),
            (self.tr("Ontvangen op"), day(found.received_on)),
            (self.tr("Vernietigen vóór"), day(found.destroy_before)),
            (self.tr("Documentnummer"), "\n".join(document.document_id for document in row.documents)),
        )
