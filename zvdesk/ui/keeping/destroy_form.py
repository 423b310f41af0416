"""Tell what a destruction takes and leaves, and ask for its ground and for the number of the case."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLineEdit

from zvdesk.domain.keeping import DestructionGround
from zvdesk.domain.retention import grounds
from zvdesk.errors import FolderUnusable
from zvdesk.services import destruction
from zvdesk.texts.days import day
from zvdesk.texts.labels import DESTRUCTION_GROUNDS
from zvdesk.texts.messages import message
from zvdesk.ui.act_form import ActForm
from zvdesk.ui.tokens import Tone
from zvdesk.ui.widgets.buttons import DangerButton
from zvdesk.ui.widgets.cards import Callout
from zvdesk.ui.widgets.choices import ChoiceField
from zvdesk.ui.widgets.fields import FieldRow
from zvdesk.ui.widgets.labels import Style, Text, show_when

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from zvdesk.domain.blockers import Blocked
    from zvdesk.domain.keeping import KeptCopy
    from zvdesk.errors import ExplainedError
    from zvdesk.services.destruction import Destroyed
    from zvdesk.services.retention import KeepRow
    from zvdesk.ui.context import RoomContext

_MOST_NAMED = 6  # documents in the form; the tab Documenten has them all


class DestroyForm(ActForm):
    """Destroy one case. ``out`` are its documents that recipients still have. Signals: as ActForm."""

    def __init__(
        self,
        context: RoomContext,
        row: KeepRow,
        out: tuple[KeptCopy, ...],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(context, "", "", DangerButton("", "trash-2"), parent)
        self._row = row
        self.set_title(self.tr("Casus {number} vernietigen").format(number=row.number))
        self.meaning.setText(
            self.tr(
                "De casus gaat weg uit de kluis, uit het zoeken en uit alle reservekopieën waar zvdesk nu "
                "bij kan. Een kopie op een stick of map die er nu niet is, verliest de casus zodra zij "
                "terug is. Het logboek en een bewijs zonder persoonsgegevens blijven."
            )
        )
        self.button.setText(self.tr("Vernietig voorgoed"))
        self.button.setAccessibleName(self.button.text())
        offered = grounds(row.state, row.term.state)
        self.ground = ChoiceField([(ground, DESTRUCTION_GROUNDS[ground]) for ground in offered])
        if DestructionGround.TERM in offered:
            self.ground.set_value(DestructionGround.TERM)
        self.number = QLineEdit()
        self.number_row = FieldRow(
            self.tr("Typ het casusnummer over"),
            self.number,
            self.tr("Ter controle: {number}. Dit is niet terug te draaien.").format(number=row.number),
        )
        self.number.textChanged.connect(self._check)
        self.out = Text(self._out_words(out), Style.QUIET)
        show_when(self.out, bool(out))
        self.lay_out(
            Callout(
                self.tr("Wat vernietigd is, komt nooit terug, ook niet uit een reservekopie."), Tone.DANGER
            ),
            self.out,
            FieldRow(self.tr("Waarom"), self.ground),
            self.number_row,
        )
        self._check("")

    def focus_first(self) -> None:
        """Put the focus on the ground."""
        self.ground.setFocus()

    def submit(self) -> None:
        """Destroy it."""
        ground, desk, case_id = self.ground.value, self.context.desk, self._row.case_id
        if self.number.text().strip() != self._row.number or not isinstance(ground, DestructionGround):
            self.number_row.set_error(self.tr("Dit is niet het nummer van deze casus."))
            self.number.setFocus()
            return
        self.do_long(
            lambda report: destruction.destroy(desk, case_id, ground, report),
            self._destroyed,
            self.tr("De casus wordt vernietigd, ook in de reservekopieën."),
            can_stop=False,
        )

    def refused(self, error: ExplainedError | Blocked) -> bool:
        """Say of a copy that could not be rewritten that the case itself is gone."""
        if not isinstance(error, FolderUnusable):
            return False
        gone = self.tr(
            "Casus {number} is vernietigd in de kluis. Een reservekopie kon nu niet worden herschreven; dat "
            "gebeurt bij het volgende ontgrendelen."
        )
        self.done.emit(f"{gone.format(number=self._row.number)} {message(error)}")
        return True

    # --- inside ------------------------------------------------------------------------------------------

    def _check(self, text: str) -> None:
        self.number_row.set_error("")
        is_same = text.strip() == self._row.number
        if isinstance(self.button, DangerButton):
            self.button.set_reason("" if is_same else self.tr("Typ eerst het casusnummer over."))

    def _out_words(self, out: tuple[KeptCopy, ...]) -> str:
        named = [self._copy_words(copy) for copy in out[:_MOST_NAMED]]
        if len(out) > len(named):
            named.append(self.tr("en nog {count}").format(count=len(out) - len(named)))
        lead = self.tr("Deze documenten zijn nog bij ontvangers. Zij moeten ze zelf vernietigen:")
        return "\n".join((lead, *named))

    def _copy_words(self, copy: KeptCopy) -> str:
        who = copy.recipient or self.tr("eigen huis")
        words = self.tr("{kind} versie {version}, {who}, vóór {day}")
        return words.format(kind=copy.kind, version=copy.version, who=who, day=day(copy.destroy_before))

    def _destroyed(self, made: Destroyed) -> None:
        words = [
            self.tr("Casus {number} is vernietigd. Gewiste gegevens: {records}.").format(
                number=made.certificate.case_number, records=made.certificate.records
            )
        ]
        if made.copies_out:
            said = self.tr("Documenten die ontvangers nog moeten vernietigen: {count}. Zie Documenten.")
            words.append(said.format(count=len(made.copies_out)))
        if made.second_away is not None:
            words.append(
                self.tr(
                    "De tweede plek voor reservekopieën is er nu niet. Daar gaat de casus weg zodra zij "
                    "terug is."
                )
            )
        if made.lost:
            said = self.tr("Beschadigde reservekopieën die daarom zijn weggegooid: {count}.")
            words.append(said.format(count=len(made.lost)))
        words.append(self.tr("Het bewijs maakt u bij Vernietigingen."))
        self.done.emit(" ".join(words))
