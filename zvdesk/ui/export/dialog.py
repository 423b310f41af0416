"""Look at the lists as they will be printed, and sign them with a passphrase."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from zvdesk.domain.roles import Act, may
from zvdesk.errors import ExplainedError
from zvdesk.services.changes import Changes
from zvdesk.texts.labels import ROLES
from zvdesk.texts.messages import message
from zvdesk.ui.case_parts import CasePart, at_part
from zvdesk.ui.export.offer_list import OfferList
from zvdesk.ui.export.results import Results
from zvdesk.ui.export.work import Made, Offer, load_offers, preview, sign_all
from zvdesk.ui.tokens import Space, Tone
from zvdesk.ui.widgets.busy import BusyLine
from zvdesk.ui.widgets.buttons import PrimaryButton, SecondaryButton
from zvdesk.ui.widgets.cards import Callout
from zvdesk.ui.widgets.labels import Heading, Style, Text
from zvdesk.ui.widgets.layouts import column
from zvdesk.ui.widgets.signing_fields import SigningFields
from zvdesk.ui.widgets.zoom_preview import PageBar, ZoomPreview

if TYPE_CHECKING:
    from pathlib import Path

    from zvdesk.ui.context import RoomContext
    from zvdesk.ui.jobs import Job


class SignDialog(QDialog):
    """Choose lists, look at them, sign and keep them; each file is verified before it is shown as done.

    Signal: ``made(tuple)`` with what became of each list.
    """

    made = Signal(object)

    def __init__(
        self,
        context: RoomContext,
        meeting_id: str,
        case_ids: tuple[str, ...],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._context, self._meeting_id, self._case_ids = context, meeting_id, case_ids
        self._job: Job | None = None
        self._serial = 0
        self.setWindowTitle(self.tr("Lijsten bekijken en ondertekenen"))
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.resize(1180, 720)
        self.offers = OfferList()
        self.offers.previewAsked.connect(self._look)
        self.offers.ticked.connect(self._count)
        self.offers.caseAsked.connect(self._to_case)
        self.preview = ZoomPreview(context.jobs)
        self.preview.failed.connect(context.failed)
        self._shown = Text("", Style.CAPTION)
        self.busy = BusyLine()
        self.busy.stopped.connect(self._stop)
        self.results = Results()
        self.pages = QStackedWidget()
        self.pages.addWidget(self._choosing())
        self.pages.addWidget(self.results)
        self.close_button = SecondaryButton(self.tr("Sluiten"))
        self.close_button.clicked.connect(self.reject)
        self.close_button.setAutoDefault(False)
        foot = QHBoxLayout()
        foot.addWidget(self.busy, 1)
        foot.addStretch(1)
        foot.addWidget(self.close_button)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(Space.THREE, Space.THREE, Space.THREE, Space.TWO)
        outer.setSpacing(Space.TWO)
        outer.addWidget(Heading(self.windowTitle()))
        outer.addWidget(self.pages, 1)
        outer.addLayout(foot)
        self._load()

    # --- parts -------------------------------------------------------------------------------------------

    def _choosing(self) -> QWidget:
        left = QWidget()
        words = column(Space.ONE)
        left.setLayout(words)
        words.addWidget(Text(self.tr("Welke lijsten maakt u?"), Style.CAPTION))
        words.addWidget(self.offers, 1)
        middle = QWidget()
        seen = column(Space.HALF)
        middle.setLayout(seen)
        seen.addWidget(self._shown)
        seen.addWidget(PageBar(self.preview))
        seen.addWidget(self.preview, 1)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.addWidget(left)
        split.addWidget(middle)
        split.setSizes([420, 760])
        split.setChildrenCollapsible(False)
        whole = QWidget()
        outer = column(Space.TWO)
        whole.setLayout(outer)
        outer.addWidget(split, 1)
        outer.addWidget(self._signing())
        return whole

    def _signing(self) -> QWidget:
        self.fields = SigningFields(
            self, self._context.desk.actor, self.tr("Kies een map om de lijsten in te bewaren.")
        )
        self.fields.passphrase.submitted.connect(self._sign)
        self.sign = PrimaryButton(self.tr("Onderteken en bewaar"), "signature")
        self.sign.setAutoDefault(False)
        self.sign.clicked.connect(self._sign)
        whole = QWidget()
        where, how = QHBoxLayout(), QHBoxLayout()
        for line in (where, how):
            line.setSpacing(Space.THREE)
        top = Qt.AlignmentFlag.AlignTop
        where.addWidget(self.fields.folder_row, 3, top)
        where.addWidget(self.fields.key_row, 2, top)
        for part in self.fields.other_rows[1:]:
            how.addWidget(part, 3, top)
        how.addWidget(self.fields.passphrase_row, 3, top)
        how.addWidget(self.sign, 0, Qt.AlignmentFlag.AlignVCenter)
        self.refusal = Callout("", Tone.DANGER)
        self.refusal.hide()
        outer = column(Space.ONE)
        whole.setLayout(outer)
        outer.addWidget(self.refusal)
        outer.addLayout(where)
        outer.addLayout(how)
        return whole

    # --- loading and looking -----------------------------------------------------------------------------

    def _load(self) -> None:
        role = self._context.desk.actor.role
        if not may(role, Act.SIGN_LIST):
            words = self.tr(
                "Uw rol ({role}) mag geen lijsten ondertekenen. De voorzitter doet dat met de eigen wachtzin."
            ).format(role=ROLES[role])
            self.refusal.set_text(words)
            self.sign.set_reason(words)
            self.fields.passphrase.setEnabled(False)
        desk, meeting_id, case_ids = self._context.desk, self._meeting_id, self._case_ids
        self._context.jobs.run(
            lambda: load_offers(desk, meeting_id, case_ids), self._show, self._context.failed, owner=self
        )

    def _show(self, offers: tuple[Offer, ...]) -> None:
        self.offers.show_offers(offers)
        self._count()
        first = next((offer for offer in offers if offer.is_possible), None)
        if first is not None and may(self._context.desk.actor.role, Act.SIGN_LIST):
            self._look(first)
        else:
            self.preview.clear_pages(self.tr("Er is nog geen lijst om te bekijken."))
        self.fields.passphrase.setFocus()

    def _look(self, offer: Offer) -> None:
        self._serial += 1
        serial, desk, meeting_id = self._serial, self._context.desk, self._meeting_id
        name = offer.recipient or self.tr("Volledige lijst")
        if offer.is_card:
            name = self.tr("Crisiskaart: {name}").format(name=offer.recipient or self.tr("Alle afspraken"))
        self._shown.setText(self.tr("Voorbeeld: {case}, {name}").format(case=offer.case_name, name=name))
        self.preview.clear_pages(self.tr("Het voorbeeld wordt gemaakt."))

        def show(data: bytes) -> None:
            if serial == self._serial:
                self.preview.show_pdf(data)

        def refuse(error: Exception) -> None:
            if serial == self._serial and isinstance(error, ExplainedError):
                self.preview.clear_pages(message(error))
            else:
                self._context.failed(error)

        self._context.jobs.run(partial(preview, desk, meeting_id, offer), show, refuse, owner=self)

    def _count(self) -> None:
        if not may(self._context.desk.actor.role, Act.SIGN_LIST):
            return
        chosen = self.offers.chosen
        self.sign.set_reason("" if chosen else self.tr("Kies ten minste een lijst."))
        one, more = self.tr("Onderteken 1 lijst"), self.tr("Onderteken {count} lijsten")
        if any(offer.is_card for offer in chosen):
            one, more = self.tr("Onderteken 1 document"), self.tr("Onderteken {count} documenten")
        self.sign.set_label(one if len(chosen) == 1 else more.format(count=len(chosen)))

    def _to_case(self, case_id: str) -> None:
        self.reject()
        self._context.go("case", at_part(case_id, CasePart.THIRDS))

    # --- signing -----------------------------------------------------------------------------------------

    def _sign(self) -> None:
        offers = self.offers.chosen
        if not offers or self._job is not None or not self.sign.isEnabled():
            return
        self.refusal.set_text("")
        taken = self.fields.taken_key()
        if taken is None:
            return
        folder, key = taken
        desk, meeting_id = self._context.desk, self._meeting_id
        self.sign.setEnabled(False)
        self.busy.begin(self.tr("Ondertekenen en nakijken"))
        self._job = self._context.jobs.progress(
            lambda report: sign_all(desk, meeting_id, offers, folder, key, report),
            self.busy.show_progress,
            lambda made: self._done(made, folder),
            self._refuse,
            stopped=self._stopped,
            owner=self,
            changes=Changes(frozenset({"disclosures"}), frozenset(self._case_ids)),
        )

    def _done(self, made: tuple[Made, ...], folder: Path) -> None:
        self._end()
        self.results.show_made(made, folder)
        self.pages.setCurrentWidget(self.results)
        self.close_button.set_label(self.tr("Klaar"))
        self.close_button.setAutoDefault(True)
        self.close_button.setFocus()
        self.made.emit(made)

    def _refuse(self, error: Exception) -> None:
        self._end()
        if self.fields.refused(error):
            return
        if isinstance(error, ExplainedError):
            self.refusal.set_text(message(error))
        else:
            self._context.failed(error)

    def _stopped(self) -> None:
        self._end()
        self.refusal.set_text(self.tr("Gestopt. Er is niets ondertekend en niets in de map gezet."))

    def _stop(self) -> None:
        if self._job is not None:
            self._job.cancel()

    def _end(self) -> None:
        self._job = None
        self.busy.end()
        self.sign.setEnabled(True)
        self._count()
