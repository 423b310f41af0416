"""Make the papers of a case: the overview, the inzage-pakket for a person in it, and the blank form."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget

from zvdesk.domain.agenda import MeetingKind
from zvdesk.domain.blockers import Blocked
from zvdesk.errors import ExplainedError
from zvdesk.services.changes import Changes
from zvdesk.texts.blockers import sentences
from zvdesk.texts.labels import MEETING_KINDS, SUBJECT_KINDS
from zvdesk.texts.messages import message
from zvdesk.ui.making_dialog import MakingDialog
from zvdesk.ui.tokens import Space, Tone
from zvdesk.ui.widgets.cards import Callout
from zvdesk.ui.widgets.choices import ChoiceField, ChoiceRow
from zvdesk.ui.widgets.fields import FieldRow
from zvdesk.ui.widgets.layouts import column
from zvdesk.ui.widgets.made_view import Outcome
from zvdesk.ui.widgets.zoom_preview import PageBar, ZoomPreview

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from zvdesk.domain.cases import Subject
    from zvdesk.services.desk import Desk
    from zvdesk.services.exports import Target
    from zvdesk.services.handing_out import Exported
    from zvdesk.ui.context import RoomContext
    from zvdesk.ui.making_dialog import Op
    from zvdesk.ui.widgets.signing_key import SigningKey


class PaperDialog(MakingDialog):
    """Choose for whom, look at the paper as it would be signed now, and sign it."""

    def __init__(self, context: RoomContext, case_id: str, parent: QWidget | None = None) -> None:
        super().__init__(context, parent, is_signed=True)
        self.case_id = case_id
        self._serial = 0
        self.whom = ChoiceField()
        self.whom.chosen.connect(lambda _one: self.look())
        self.whom_row = FieldRow(self.tr("Voor wie"), self.whom)
        self.lacking = Callout("", Tone.WARN)
        self.lacking.set_text("")
        self.preview = ZoomPreview(context.jobs)
        self.preview.failed.connect(context.failed)

    def lay_out_paper(self) -> None:
        """Set the choice beside the pages."""
        shown = QWidget()
        seen = column(Space.HALF)
        shown.setLayout(seen)
        seen.addWidget(PageBar(self.preview))
        seen.addWidget(self.preview, 1)
        self.lay_out(self.whom_row, self.lacking, beside=shown)

    def drawn(self, desk: Desk, whom: object) -> bytes:
        """Return the unsigned paper, in the worker."""
        raise NotImplementedError

    def look(self) -> None:
        """Show the paper for who is chosen."""
        self._serial += 1
        serial, desk, whom = self._serial, self.context.desk, self.whom.value
        self.preview.clear_pages(self.tr("Het voorbeeld wordt gemaakt."))

        def show(data: bytes) -> None:
            if serial == self._serial:
                self._say_lacking("")
                self.preview.show_pdf(data)

        def refuse(error: Exception) -> None:
            if serial != self._serial or not isinstance(error, (Blocked, ExplainedError)):
                self.context.failed(error)
                return
            self.preview.clear_pages("")
            self._say_lacking(sentences(error.blockers) if isinstance(error, Blocked) else message(error))

        self.context.jobs.run(lambda: self.drawn(desk, whom), show, refuse, owner=self)

    def outcome(self, result: Any, folder: Path | None) -> Outcome:  # noqa: ANN401 - an Exported
        """Say where the paper is, and what to do before it goes."""
        made: Exported = result
        return Outcome(
            self.tr("Het document is ondertekend en bewaard"),
            folder,
            (self.tr("Lees het na voordat u het geeft. Het staat in het register van deze casus."),),
            lines=(made.path.name,),
            files=(made.path,),
        )

    def busy_words(self) -> str:
        """Return what is said while it goes on."""
        return self.tr("Het document wordt gemaakt en ondertekend")

    def changes(self) -> Changes | None:
        """Return that the register of what went out changed."""
        return Changes(frozenset({"disclosures"}), frozenset({self.case_id}))

    def _say_lacking(self, words: str) -> None:
        self.lacking.set_text(words)
        self.button.set_reason(words)


class OverviewDialog(PaperDialog):
    """Make the overview of a case, for the house itself or for an organisation."""

    def __init__(self, context: RoomContext, case_id: str, parent: QWidget | None = None) -> None:
        super().__init__(context, case_id, parent)
        self.say(
            self.tr("Casusoverzicht maken"),
            self.tr(
                "Wat er nu over deze casus bekend is, voor één ontvanger. Wat die ontvanger niet mag weten, "
                "staat er niet in; het overzicht zegt dat dan, en waarom."
            ),
            self.tr("Onderteken en bewaar"),
        )
        self.lay_out_paper()
        desk = context.desk

        def load() -> tuple[Target, ...]:
            from zvdesk.services import case_overviews  # brings the PDF libraries: late

            return case_overviews.overview_targets(desk, case_id)

        context.jobs.run(load, self._offer, context.failed, owner=self)

    def drawn(self, desk: Desk, whom: object) -> bytes:
        """Return the unsigned overview."""
        from zvdesk.services import case_overviews

        return case_overviews.preview_overview(desk, self.case_id, str(whom) if whom else None)

    def work(self, folder: Path | None, key: SigningKey) -> Op | None:
        """Return what signs the overview."""
        if folder is None:
            return None
        desk, case_id, whom = self.context.desk, self.case_id, self.whom.value

        def op(_report: Callable[[int, int], None]) -> Exported:
            from zvdesk.services import case_overviews, case_papers

            with case_papers.signing(desk, key.secret, case_papers.OVERVIEW) as signer:
                return case_overviews.export_overview(
                    desk, signer, case_id, str(whom) if whom else None, folder
                )

        return op

    def _offer(self, targets: tuple[Target, ...]) -> None:
        self.whom.set_options(
            (one.organisation.id, one.organisation.name)
            if one.organisation
            else ("", self.tr("Het dossier van het huis"))
            for one in targets
        )
        self.whom.set_value("")
        self.look()


class AccessDialog(PaperDialog):
    """Make the inzage-pakket of one person in the case, chosen by the place in it."""

    def __init__(
        self,
        context: RoomContext,
        case_id: str,
        subjects: tuple[Subject, ...],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(context, case_id, parent)
        self.say(
            self.tr("Inzage-pakket maken"),
            self.tr(
                "Wat er over deze persoon is vastgelegd, om aan die persoon te geven (artikel 15 AVG). "
                "Wie er verder in voorkomt, is onleesbaar gemaakt. Lees het na voordat u het geeft."
            ),
            self.tr("Onderteken en bewaar"),
        )
        self.whom_row.set_label(self.tr("Voor welke persoon in de casus"))
        self.whom.set_options((one.id, self._place(n, one)) for n, one in enumerate(subjects, 1))
        self.lay_out_paper()
        if subjects:
            self.whom.set_value(subjects[0].id)
            self.look()
        else:
            self._say_lacking(self.tr("Er staat nog geen persoon in deze casus."))

    def drawn(self, desk: Desk, whom: object) -> bytes:
        """Return the unsigned package."""
        from zvdesk.services import access_packages

        return access_packages.preview_access(desk, self.case_id, str(whom))

    def work(self, folder: Path | None, key: SigningKey) -> Op | None:
        """Return what signs the package."""
        if folder is None:
            return None
        desk, case_id, whom = self.context.desk, self.case_id, str(self.whom.value)

        def op(_report: Callable[[int, int], None]) -> Exported:
            from zvdesk.services import access_packages, case_papers

            with case_papers.signing(desk, key.secret, case_papers.ACCESS) as signer:
                return access_packages.export_access(desk, signer, case_id, whom, folder)

        return op

    def _place(self, number: int, one: Subject) -> str:
        who = one.full_name or self.tr("zonder naam")
        return self.tr("{number}. {who}, {kind}").format(number=number, who=who, kind=SUBJECT_KINDS[one.kind])


class BlankFormDialog(MakingDialog):
    """Make the form to fill in by pen; nothing of any case is on it."""

    def __init__(self, context: RoomContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.say(
            self.tr("Leeg formulier maken"),
            self.tr(
                "De stappen en vragen van een overleg, met ruimte om te schrijven, voor als er geen computer "
                "is. Er staat niets van een casus op. Print één formulier per casus."
            ),
            self.tr("Maak het formulier"),
        )
        self.kind = ChoiceRow(self.tr("Soort overleg"), tuple(MEETING_KINDS.items()))
        self.kind.set_value(MeetingKind.TABLE)
        self.lay_out(self.kind)

    def work(self, folder: Path | None, _key: SigningKey) -> Op | None:
        """Return what writes the form."""
        kind = self.kind.value
        if folder is None or not isinstance(kind, MeetingKind):
            return None
        desk = self.context.desk

        def op(_report: Callable[[int, int], None]) -> Path:
            from zvdesk.services import house_papers

            return house_papers.export_blank_form(desk, folder, kind=kind)

        return op

    def outcome(self, result: Any, folder: Path | None) -> Outcome:  # noqa: ANN401 - a Path
        """Say where the form is."""
        return Outcome(self.tr("Het formulier is gemaakt"), folder, lines=(result.name,), files=(result,))
