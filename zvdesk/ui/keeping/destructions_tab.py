"""List what was destroyed, and hand out the certificate of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zvdesk.domain.people import Role
from zvdesk.services import destruction, destruction_papers
from zvdesk.texts.days import day, moment
from zvdesk.texts.labels import DESTRUCTION_GROUNDS, ROLES
from zvdesk.ui.act_form import ActForm
from zvdesk.ui.keeping.details import Details
from zvdesk.ui.keeping.tab import KeepingTab
from zvdesk.ui.models.rows import Cell, Column
from zvdesk.ui.widgets.buttons import PrimaryButton, SecondaryButton
from zvdesk.ui.widgets.cards import EmptyState
from zvdesk.ui.widgets.signing_fields import SigningFields
from zvdesk.ui.widgets.table import RowsTable

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from PySide6.QtWidgets import QWidget

    from zvdesk.domain.blockers import Blocked
    from zvdesk.domain.keeping import Destruction
    from zvdesk.errors import ExplainedError
    from zvdesk.ui.context import RoomContext


class CertificateForm(ActForm):
    """Sign the certificate of one destruction and write it into a folder. Signals: as ActForm."""

    def __init__(self, context: RoomContext, row: Destruction, parent: QWidget | None = None) -> None:
        super().__init__(context, "", "", PrimaryButton("", "signature"), parent)
        self._row = row
        self.set_title(self.tr("Bewijs van vernietiging"))
        self.meaning.setText(
            self.tr(
                "Een ondertekende pdf over casus {number}, zonder persoonsgegevens uit de casus: de reden, "
                "de dagen, wie het deed, en de documenten die ontvangers nog moeten vernietigen."
            ).format(number=row.case_number)
        )
        self.button.setText(self.tr("Onderteken en bewaar"))
        self.button.setAccessibleName(self.button.text())
        self.signing = SigningFields(self, context.desk.actor)
        self.signing.passphrase.submitted.connect(self.submit)
        self.lay_out(self.signing.folder_row, self.signing.passphrase_row)

    def focus_first(self) -> None:
        """Put the focus on the passphrase: the folder is usually right."""
        self.signing.passphrase.setFocus()

    def submit(self) -> None:
        """Sign and write it."""
        taken = self.signing.taken()
        if taken is None:
            return
        folder, words = taken
        desk, key = self.context.desk, self._row.id

        def write() -> Path:
            with destruction_papers.signing(desk, words) as signer:
                return destruction_papers.export_certificate(desk, signer, key, folder)

        self.do(
            write,
            lambda path: self.done.emit(self.tr("Het bewijs staat in {name}.").format(name=path.name)),
            self.tr("Het bewijs wordt ondertekend."),
        )

    def refused(self, error: ExplainedError | Blocked) -> bool:
        """Say it at the field that it is about."""
        return self.signing.refused(error)


class DestructionsTab(KeepingTab["Destruction"]):
    """Show every destruction, the newest first."""

    def __init__(self, context: RoomContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.certificate = SecondaryButton(self.tr("Maak het bewijs"), "signature")
        self.facts = Details(self.certificate)
        empty = EmptyState(
            "file-check",
            self.tr("Er is nog niets vernietigd"),
            self.tr(
                "Vernietigt u een casus bij Termijnen, dan blijft hier het bewijs: wanneer, waarom en door "
                "wie, zonder iets over de personen. U kunt het als ondertekende pdf bewaren."
            ),
        )
        columns: tuple[Column[Destruction], ...] = (
            Column(self.tr("Casus"), lambda d: d.case_number, cell=Cell.STRONG, width=130),
            Column(self.tr("Vernietigd"), lambda d: moment(self._local(d)), width=220),
            Column(self.tr("Reden"), lambda d: DESTRUCTION_GROUNDS[d.ground], stretches=True),
            Column(self.tr("Door"), lambda d: d.destroyed_by, width=190),
        )
        table = RowsTable(self.tr("Vernietigingen"), columns, key=lambda d: d.id)
        self.lay_out(table, empty, self.facts)
        self.certificate.clicked.connect(self._begin)

    def reload(self) -> None:
        """Read the destructions again."""
        desk = self.context.desk
        self.context.jobs.run(
            lambda: destruction.certificates(desk), self.fill, self.context.failed, owner=self
        )

    def show_row(self, row: Destruction) -> None:
        """Show what a certificate says."""
        facts = (
            (self.tr("Soort casus"), self.context.desk.library.regime(row.regime_id).short_name),
            (self.tr("Reden"), DESTRUCTION_GROUNDS[row.ground]),
            (self.tr("Grondslag"), destruction_papers.article(row.regime_id, row.ground)),
            (self.tr("Eerste verwerking"), day(row.first_processed_on)),
            (self.tr("Vernietigd"), moment(self._local(row))),
            (self.tr("Door"), f"{row.destroyed_by}, {ROLES[Role(row.role)]}"),
            (self.tr("Gewiste gegevens"), str(row.records)),
        )
        self.facts.show_facts(self.tr("Casus {number}").format(number=row.case_number), facts)

    def _local(self, row: Destruction) -> datetime:
        return self.context.desk.clock.local(row.destroyed_at)

    def _begin(self) -> None:
        row = self.table.current_row()
        if row is not None:
            self.open_form(CertificateForm(self.context, row))
