"""Declare what the step Signaal records: who is here, why, and whether there is danger now."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from zvdesk.domain.agenda import Step
from zvdesk.domain.blockers import BlockerCode as C
from zvdesk.texts.blockers import sentences
from zvdesk.ui.meeting.case_fields import case_text, note_field
from zvdesk.ui.meeting.choice_editors import ChoiceEditor, DoorEditor
from zvdesk.ui.meeting.field import Field, about
from zvdesk.ui.meeting.plan_step import earlier_field

if TYPE_CHECKING:
    from zvdesk.ui.meeting.table import Table
    from zvdesk.ui.meeting.views import TableView


def signal_fields(table: Table) -> tuple[Field, ...]:
    """Return the fields of the step."""
    return (
        earlier_field(table, is_shown=lambda view: view.opens_with_last_actions),
        Field(
            "present",
            _tr("Aan tafel"),
            _present,
            lambda: DoorEditor(
                lambda _view: _tr("Wie zit er nu aan tafel voor deze casus?"),
                _tr("Aanwezigheid (F3)"),
                lambda: table.paneAsked.emit("attendance"),
                "users",
            ),
            about(C.NOBODY_PRESENT, C.SECRECY_DECLARATION_MISSING),
        ),
        Field(
            "ground",
            _tr("Beroepsgeheim"),
            lambda _view: "",
            lambda: DoorEditor(
                lambda view: sentences(
                    b for b in view.lacks[Step.SIGNAL] if b.code is C.SECRECY_GROUND_MISSING
                ),
                _tr("Naar het dossier"),
                table.open_case_room,
                "folder-open",
            ),
            about(C.SECRECY_GROUND_MISSING),
            is_shown=lambda view: any(b.code is C.SECRECY_GROUND_MISSING for b in view.lacks[Step.SIGNAL]),
        ),
        case_text(table, "purpose", _tr("Doel van dit overleg"), C.NO_PURPOSE),
        case_text(
            table,
            "occasion",
            _tr("Aanleiding"),
            C.NO_OCCASION,
            help_text=_tr("In twee zinnen, alleen feiten."),
        ),
        Field(
            "danger",
            _tr("Nu direct gevaar?"),
            _danger,
            lambda: ChoiceEditor(
                _tr("Is er nu direct gevaar?"),
                ((False, _tr("Nee")), (True, _tr("Ja"))),
                read=lambda view: view.item.is_in_danger,
                keep=lambda value: table.set_danger(value is True),
            ),
            about(C.DANGER_NOT_ASKED),
        ),
        Field(
            "safety",
            _tr("Veiligheidsafspraak"),
            lambda _view: "",
            lambda: DoorEditor(
                lambda _view: _tr(
                    "Er is direct gevaar. Wie doet nu wat? Typ het in de vastlegregel, met ! voor spoed."
                ),
                _tr("Naar de vastlegregel (F2)"),
                table.captureAsked.emit,
                "shield-check",
            ),
            about(C.DANGER_WITHOUT_AGREEMENT),
            is_shown=lambda view: any(b.code is C.DANGER_WITHOUT_AGREEMENT for b in view.lacks[Step.SIGNAL]),
        ),
        note_field(table, Step.SIGNAL),
    )


def _present(view: TableView) -> str:
    here = len(view.item.present_ids)
    if not here:
        return ""
    invited = len({*view.item.invited_ids, *view.item.present_ids})
    return _tr("{here} van {invited} organisaties").format(here=here, invited=invited)


def _danger(view: TableView) -> str:
    return {True: _tr("ja"), False: _tr("nee"), None: ""}[view.item.is_in_danger]


def _tr(text: str) -> str:
    return QCoreApplication.translate("signal_step", text)
