"""Show above each part of a case: which one it is, why we may speak of it, and where it can go next."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from zvdesk.domain.blockers import BlockerCode
from zvdesk.domain.case_flow import MOVES, SET_BY_MEETING, missing_for
from zvdesk.domain.cases import CaseState
from zvdesk.domain.roles import Act
from zvdesk.texts.blockers import sentence
from zvdesk.texts.labels import CASE_STATES
from zvdesk.ui.cases.case_list import state_tone
from zvdesk.ui.tokens import Space, Tone
from zvdesk.ui.widgets.buttons import IconButton, SecondaryButton
from zvdesk.ui.widgets.chips import Chip, LevelTag
from zvdesk.ui.widgets.labels import ElidedLabel, Heading, Style, Text, show_when
from zvdesk.ui.widgets.layouts import FlowLayout, column
from zvdesk.ui.widgets.menu_button import MenuButton

if TYPE_CHECKING:
    from zvdesk.domain.blockers import Blocker
    from zvdesk.ui.cases.model import CaseModel

_S = CaseState
#: The decision went the other way: nothing lacks, this state is just not where the case goes.
_OTHER_WAY = (BlockerCode.INTAKE_SAYS_NO, BlockerCode.INTAKE_SAYS_YES)


class CaseHead(QWidget):
    """Show number, alias, ground, purpose, AVE level and state, and offer the next states.

    Signals: ``left()`` for back to the list; ``moveAsked(object)`` with a CaseState; ``overviewAsked()``,
    ``accessAsked()`` and ``formAsked()`` for the papers of the case; ``giveAsked()`` to hand it over.
    """

    left = Signal()
    moveAsked = Signal(object)  # noqa: N815
    overviewAsked = Signal()  # noqa: N815
    accessAsked = Signal()  # noqa: N815
    formAsked = Signal()  # noqa: N815
    giveAsked = Signal()  # noqa: N815

    def __init__(self, model: CaseModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self.back = IconButton("arrow-left", self.tr("Terug naar de lijst"))
        self.back.clicked.connect(self.left)
        self.papers = self._make_papers()
        self.give = SecondaryButton(self.tr("Geef aan …"), "package-open")
        self.give.clicked.connect(self.giveAsked)
        self.title = Heading("", Style.HEADING)
        self.level, self.state = LevelTag(), Chip("")
        self.ground = Chip("", Tone.ACCENT, "scale")
        self.purpose = ElidedLabel("", Style.QUIET)
        self.lacking = Text("", Style.SMALL, tone=Tone.WARN)
        self._buttons: list[SecondaryButton] = []
        self._moves = QWidget()
        self._flow = FlowLayout(self._moves)
        top = QHBoxLayout()
        top.setSpacing(Space.HALF_MORE)
        top.addWidget(self.back)
        top.addWidget(self.title, 1)
        tags = QWidget()
        tag_row = QHBoxLayout(tags)
        tag_row.setContentsMargins(0, 0, 0, 0)
        tag_row.setSpacing(Space.ONE)
        for part in (self.level, self.state, self.ground):
            tag_row.addWidget(part)
        top.addWidget(tags, 0, Qt.AlignmentFlag.AlignVCenter)
        top.addWidget(self.papers)
        top.addWidget(self.give)
        below = QHBoxLayout()
        below.setSpacing(Space.TWO)
        below.addWidget(self.purpose, 1)
        below.addWidget(self._moves, 0, Qt.AlignmentFlag.AlignTop)
        outer = column(Space.HALF)
        outer.setContentsMargins(Space.THREE, Space.TWO, Space.THREE, Space.HALF_MORE)
        outer.addLayout(top)
        outer.addLayout(below)
        outer.addWidget(self.lacking)
        self.setLayout(outer)
        model.changed.connect(self.refresh)

    def _make_papers(self) -> MenuButton:
        button = MenuButton(self.tr("Papieren"))
        may_read, may_give = self._model.may(Act.READ_CONTRIBUTIONS), self._model.may(Act.HAND_OUT)
        no_read = "" if may_read else self.tr("Hierin staat inbreng. Uw rol leest die niet.")
        no_give = "" if may_give else self.tr("Uw rol verstrekt geen documenten.")
        button.offer(self.tr("Casusoverzicht"), self.overviewAsked.emit, no_read or no_give)
        button.offer(self.tr("Inzage-pakket voor een persoon"), self.accessAsked.emit, no_read)
        button.offer(self.tr("Leeg formulier"), self.formAsked.emit)
        return button

    def refresh(self) -> None:
        """Show the case as it is now."""
        case, regime = self._model.case, self._model.regime
        self.title.setText(" · ".join(part for part in (case.number, case.alias) if part))
        found = self._model.scheme.level(case.level_code)
        self.level.set_level(
            case.level_code, found.colour if found else "", found.colour_name if found else ""
        )
        self.state.set_state(CASE_STATES[case.state], state_tone(case.state))
        self.ground.setText(regime.short_name)
        self.ground.setToolTip(regime.ground)
        self.purpose.set_full_text(self.tr("Doel: %1").replace("%1", case.purpose))
        show_when(self.purpose, bool(case.purpose))
        giver = self._model.loaded.giver
        back = self.tr("Terug naar %1").replace("%1", giver.name) if giver else ""
        self.give.set_label(back or self.tr("Geef aan …"))
        show_when(self.give, self._model.pen is None and self._model.may(Act.HAND_OVER))
        self._show_moves()

    @property
    def buttons(self) -> tuple[SecondaryButton, ...]:
        """Return the buttons to the next states, in order."""
        return tuple(self._buttons)

    def _show_moves(self) -> None:
        had_focus = self._moves.isAncestorOf(self.window().focusWidget() or self)
        buttons, told = [], []
        for target in MOVES[self._model.case.state]:
            if target in SET_BY_MEETING:
                continue
            lacking = self._lacking(target)
            button = SecondaryButton(self._move_words(target))
            if not self._model.may(Act.EDIT_CASE):
                with_colleague = self.tr("De casus ligt bij een collega.")
                no_role = self.tr("Uw rol mag de stand niet veranderen.")
                button.set_reason(with_colleague if self._model.pen else no_role)
            elif lacking:
                button.set_reason("\n".join(sentence(blocker) for blocker in lacking))
                if not any(blocker.code in _OTHER_WAY for blocker in lacking):
                    told.append((target, lacking))
            button.clicked.connect(lambda _checked=False, to=target: self.moveAsked.emit(to))
            buttons.append(button)
        self._buttons = buttons
        self._flow.fill(buttons)
        show_when(self._moves, bool(buttons))
        self.lacking.setText("\n".join(self._lacking_words(target, lacking) for target, lacking in told))
        show_when(self.lacking, bool(told))
        if had_focus and buttons:
            next((b for b in buttons if b.isEnabled()), self.back).setFocus()

    def _lacking(self, target: CaseState) -> tuple[Blocker, ...]:
        model = self._model
        return missing_for(model.file, target, model.regime, model.loaded.organisations)

    def _lacking_words(self, target: CaseState, lacking: tuple[Blocker, ...]) -> str:
        words = self.tr("Voor '%1' ontbreekt nog: %2").replace("%1", CASE_STATES[target])
        return words.replace("%2", " ".join(sentence(blocker) for blocker in lacking))

    def _move_words(self, target: CaseState) -> str:
        words = {
            _S.TRIAGE: self.tr("Naar triage"),
            _S.ACCEPTED: self.tr("Neem op"),
            _S.REJECTED: self.tr("Neem niet op"),
            _S.ENRICHMENT: self.tr("Naar verrijken"),
            _S.IN_EXECUTION: self.tr("In uitvoering"),
            _S.AFTERCARE: self.tr("Naar nazorg"),
            _S.CLOSED: self.tr("Sluit de casus af"),
        }
        return words[target]
