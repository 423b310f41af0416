"""Hold the case on the screen: what the vault holds of it, and how what is typed gets there."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar

from PySide6.QtCore import QObject, Signal

from zvdesk.domain.actions import ActionItem, ActionUpdate, ConditionalAgreement
from zvdesk.domain.cases import (
    Case,
    Factor,
    IntakeCriterion,
    IntakeDecision,
    Participation,
    Question,
    Subject,
)
from zvdesk.domain.contributions import Contribution
from zvdesk.domain.decisions import Decision, Reservation
from zvdesk.domain.disclosure import SubjectGround, ThirdPartyGround
from zvdesk.domain.life_domains import DomainScore
from zvdesk.domain.referrals import Referral
from zvdesk.domain.regie import LeadHolder, LevelChange
from zvdesk.services import cases
from zvdesk.ui.cases.loading import Erased, Kept, Loaded, load
from zvdesk.ui.pen import may_now

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from zvdesk.domain.case_files import CaseFile
    from zvdesk.domain.escalation import EscalationScheme
    from zvdesk.domain.handovers import Pen
    from zvdesk.domain.life_domains import LifeDomainSet
    from zvdesk.domain.organisations import Organisation
    from zvdesk.domain.regimes import Regime
    from zvdesk.domain.roles import Act
    from zvdesk.services.changes import Changes
    from zvdesk.services.records import Record
    from zvdesk.ui.context import RoomContext

_R = TypeVar("_R", bound="Record")

#: Where a CaseFile keeps a kind of record, and how a change of it is called.
_PLACES: dict[type, tuple[str, str]] = {
    Referral: ("referrals", "referrals"),
    Question: ("questions", "referral_questions"),
    Subject: ("subjects", "subjects"),
    IntakeCriterion: ("criteria", "intake_criteria"),
    IntakeDecision: ("intake_decisions", "intake_decisions"),
    Participation: ("participations", "participations"),
    Contribution: ("contributions", "contributions"),
    DomainScore: ("scores", "domain_scores"),
    Factor: ("factors", "factors"),
    Decision: ("decisions", "decisions"),
    Reservation: ("reservations", "reservations"),
    ActionItem: ("actions", "action_items"),
    ActionUpdate: ("updates", "action_updates"),
    ConditionalAgreement: ("conditionals", "conditional_agreements"),
    LeadHolder: ("holders", "lead_holders"),
    LevelChange: ("level_changes", "level_changes"),
    ThirdPartyGround: ("grounds", "third_party_grounds"),
    SubjectGround: ("subject_grounds", "subject_grounds"),
}


class CaseModel(QObject):
    """Hold one case as the vault has it, and bring changes there.

    Signals: ``changed()`` after every load and every change; ``failed(Exception)`` when a load failed.
    """

    changed = Signal()
    failed = Signal(object)

    def __init__(self, context: RoomContext, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.context = context
        self.case_id = ""
        self._loaded: Loaded | None = None
        context.jobs.changed.connect(self._hear)

    # --- what is known ---------------------------------------------------------------------------

    @property
    def is_loaded(self) -> bool:
        """Tell whether there is a case to show."""
        return self._loaded is not None

    @property
    def loaded(self) -> Loaded:
        """Return all that was read; ask ``is_loaded`` first."""
        if self._loaded is None:
            raise LookupError(self.case_id)
        return self._loaded

    @property
    def file(self) -> CaseFile:
        """Return the case with all that hangs on it."""
        return self.loaded.file

    @property
    def case(self) -> Case:
        """Return the case itself."""
        return self.loaded.file.case

    @property
    def today(self) -> date:
        """Return the day of today, as the desk counts it."""
        return self.loaded.today

    @property
    def regime(self) -> Regime:
        """Return the legal regime of the case."""
        return self.context.desk.library.regime(self.case.regime_id)

    @property
    def scheme(self) -> EscalationScheme:
        """Return the AVE scheme under which the case is decided."""
        return self.context.desk.library.scheme(self.case.scheme_id, self.case.scheme_version)

    @property
    def life_domains(self) -> LifeDomainSet:
        """Return the set of life domains that the case uses."""
        return self.context.desk.library.life_domain_set(self.case.life_domain_set_id)

    def organisation_name(self, organisation_id: str) -> str:
        """Return the name of an organisation, or an empty text."""
        found = self.loaded.organisations.get(organisation_id)
        return found.name if found else ""

    def organisations(self, *keep: str) -> list[Organisation]:
        """Return the organisations to choose from, by name, and those in ``keep`` even when archived."""
        known = self.loaded.organisations.values()
        return sorted(
            (o for o in known if not o.is_archived or o.id in keep), key=lambda o: o.name.casefold()
        )

    def may(self, act: Act) -> bool:
        """Tell whether who is at the desk may do this now; nobody writes while a colleague has the pen."""
        return may_now(self.context.desk.actor.role, act, self.pen)

    @property
    def pen(self) -> Pen | None:
        """Return the pen when a colleague has it, or None when it is here."""
        return self._loaded.pen if self._loaded is not None else None

    def is_adopted(self, record: object) -> bool:
        """Tell whether a record stands in an adopted list, so that it is read-only."""
        return getattr(record, "meeting_id", "") in self.loaded.adopted_meetings

    # --- to and from the vault -------------------------------------------------------------------

    def open(self, case_id: str) -> None:
        """Read another case."""
        if case_id != self.case_id:
            self._loaded = None
        self.case_id = case_id
        self.reload()

    def reload(self) -> None:
        """Read the case again."""
        if not self.case_id:
            return
        desk, case_id = self.context.desk, self.case_id
        self.context.jobs.run(lambda: load(desk, case_id), self._take, self._fail)

    def keep(
        self,
        record: _R,
        then: Callable[[_R], None] | None = None,
        failed: Callable[[Exception], None] | None = None,
    ) -> None:
        """Bring a record to the vault; ``then`` gets it back with its id."""
        desk = self.context.desk
        kinds, case_ids = frozenset({_PLACES[type(record)][1]}), frozenset({self.case_id})

        def op() -> Kept[_R]:
            return Kept(cases.save(desk, record), kinds, case_ids, self)

        def done(kept: Kept[_R]) -> None:
            if then is not None:
                then(kept.record)  # before the lists look again: a new record must know its line
            self._put(kept.record)

        self.context.jobs.run(op, done, failed or self.context.failed, owner=self)

    def keep_case(
        self,
        then: Callable[[], None] | None = None,
        failed: Callable[[Exception], None] | None = None,
        **values: object,
    ) -> None:
        """Bring some fields of the case itself to the vault; the others stay as the vault has them now."""
        desk, number, case_ids = self.context.desk, self.case.number, frozenset({self.case_id})

        def op() -> Kept[Case]:
            fresh: Any = cases.case_by_its_number(desk, number)
            return Kept(cases.save(desk, replace(fresh, **values)), frozenset({"cases"}), case_ids, self)

        def done(kept: Kept[Case]) -> None:
            self._loaded = replace(self.loaded, file=replace(self.file, case=kept.record))
            self.changed.emit()
            if then is not None:
                then()

        self.context.jobs.run(op, done, failed or self.context.failed, owner=self)

    def erase(self, record: Record, then: Callable[[], None] | None = None) -> None:
        """Erase a record; ``keep`` with the same record takes it back."""
        desk = self.context.desk

        def op() -> Erased:
            changes: Changes = cases.erase(desk, record)
            return Erased(changes.kinds, changes.case_ids, self)

        def done(_erased: Erased) -> None:
            self._drop(record)
            if then is not None:
                then()

        self.context.jobs.run(op, done, self.context.failed, owner=self)

    def run(
        self,
        op: Callable[[], object],
        then: Callable[[], None] | None = None,
        failed: Callable[[Exception], None] | None = None,
    ) -> None:
        """Do something else with the case in the worker, and read it again."""

        def done(_result: object) -> None:
            self.reload()
            if then is not None:
                then()

        self.context.jobs.run(op, done, failed or self.context.failed, owner=self)

    def _take(self, loaded: Loaded) -> None:
        if loaded.file.case.id == self.case_id:
            self._loaded = loaded
            self.changed.emit()

    def _fail(self, error: Exception) -> None:
        self.failed.emit(error)

    def _put(self, record: Record) -> None:
        if isinstance(record, LevelChange):
            self.reload()  # the level of the case follows its latest decision
            return
        place = _PLACES[type(record)][0]
        before: tuple[Record, ...] = getattr(self.file, place)
        ids = [known.id for known in before]
        if record.id in ids:
            after = tuple(record if known.id == record.id else known for known in before)
        else:
            after = tuple(sorted((*before, record), key=lambda known: known.id))
        self._replace(place, after)

    def _drop(self, record: Record) -> None:
        if isinstance(record, LevelChange):
            self.reload()
            return
        place = _PLACES[type(record)][0]
        self._replace(place, tuple(known for known in getattr(self.file, place) if known.id != record.id))

    def _replace(self, place: str, records: tuple[Record, ...]) -> None:
        change: Any = partial(replace, self.file)
        self._loaded = replace(self.loaded, file=change(**{place: records}))
        self.changed.emit()

    def _hear(self, changes: object) -> None:
        """Read again what others changed; what this model did itself it already knows."""
        if getattr(changes, "by", None) is self or self._loaded is None:
            return
        case_ids: frozenset[str] = getattr(changes, "case_ids", frozenset())
        kinds: frozenset[str] = getattr(changes, "kinds", frozenset())
        if self.case_id in case_ids or (not case_ids and kinds & {"house", "organisations"}):
            self.reload()
