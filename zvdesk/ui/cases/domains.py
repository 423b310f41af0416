"""Score the life domains: a line per domain with its history in words, and all of them as one picture."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from zvdesk.domain.life_domains import DomainScore
from zvdesk.domain.roles import Act
from zvdesk.domain.typed_days import typed_day
from zvdesk.texts.chart_views import DomainSeries, DomainTrendView
from zvdesk.texts.days import day
from zvdesk.ui.cases.section import CaseCard, Section
from zvdesk.ui.cases.specs import choice
from zvdesk.ui.theme import current_theme
from zvdesk.ui.tokens import Space
from zvdesk.ui.widgets.cards import Card
from zvdesk.ui.widgets.charts.domain_trend import DomainTrend
from zvdesk.ui.widgets.choices import ChoiceField
from zvdesk.ui.widgets.date_field import DateField
from zvdesk.ui.widgets.fields import FieldRow
from zvdesk.ui.widgets.labels import Style, Text, hairline, show_when
from zvdesk.ui.widgets.layouts import clear, column

if TYPE_CHECKING:
    from zvdesk.domain.life_domains import LifeDomain, LifeDomainSet
    from zvdesk.ui.cases.model import CaseModel

_CHOICE = 300  # width of the choice of a score, in pixels at 100 %


class _DomainLine(QWidget):
    """Show one domain with its latest score. Signal: ``scored(object)``, None to take the score back."""

    scored = Signal(object)

    def __init__(self, domain: LifeDomain, domains: LifeDomainSet, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        options = [(label.score, f"{label.score} · {label.label}") for label in domains.scale]
        self.choice = ChoiceField(options, empty=self.tr("nog niet gescoord"), name=domain.label)
        self.choice.setFixedWidth(current_theme().scaled(_CHOICE))
        self.choice.chosen.connect(self.scored)
        self._history = Text("", Style.SMALL)
        words = column(2)
        words.addWidget(Text(domain.label, Style.STRONG))
        words.addWidget(self._history)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, Space.HALF, 0, Space.HALF)
        line.setSpacing(Space.TWO)
        line.addLayout(words, 1)
        line.addWidget(self.choice, 0, Qt.AlignmentFlag.AlignVCenter)

    def show_scores(self, scores: list[DomainScore], *, may_edit: bool) -> None:
        """Show the scores of this domain, the oldest first."""
        latest = scores[-1] if scores else None
        self.choice.set_value(latest.score if latest else None)
        self.choice.setEnabled(may_edit)
        told = [
            f"{day(s.scored_on)}: {s.score}" + (f" ({s.scorer})" if s.scorer else "")
            for s in reversed(scores)
        ]
        self._history.setText(" · ".join(told))
        show_when(self._history, bool(told))


class ScoresCard(Card):
    """Score each domain of the chosen set for one day, by one scorer."""

    def __init__(self, model: CaseModel, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.set_title(self.tr("Scores"))
        self._model = model
        self._shown = ""
        self.lines: dict[str, _DomainLine] = {}
        self.day = DateField(
            model.today, parse=lambda text: typed_day(text, model.today, is_past=True), show=day
        )
        self.scorer = ChoiceField((), name=self.tr("Door wie"))
        self._source = Text("", Style.SMALL)
        self.trend = DomainTrend()
        head = QHBoxLayout()
        head.setSpacing(Space.THREE)
        head.addWidget(FieldRow(self.tr("Gescoord op"), self.day), 1)
        head.addWidget(FieldRow(self.tr("Door wie"), self.scorer), 1)
        self._rows = column(0)
        self.add(head)
        self.add(self.trend)
        self.add(self._rows)
        self.add(self._source)

    def refresh(self) -> None:
        """Show the case as it is now."""
        model = self._model
        self._offer_scorers()
        domains = model.life_domains
        if self._shown != domains.id:
            self._build(domains)
        scores = sorted(
            (s for s in model.file.scores if s.set_id == domains.id), key=lambda s: (s.scored_on, s.id)
        )
        for code, line in self.lines.items():
            mine = [s for s in scores if s.domain == code]
            line.show_scores(mine, may_edit=model.may(Act.EDIT_CASE))
        self._draw_trend(scores)

    def _draw_trend(self, scores: list[DomainScore]) -> None:
        """Show how the domains moved, as soon as one of them was scored on two days."""
        domains = self._model.life_domains
        ends = sorted((label.score, label.label) for label in domains.scale)
        series = tuple(
            DomainSeries(
                label=domain.label,
                points=tuple((s.scored_on, s.score) for s in scores if s.domain == domain.code),
            )
            for domain in domains.domains
        )
        self.trend.show_view(DomainTrendView(domains=series, lowest=ends[0], highest=ends[-1]))
        show_when(self.trend, any(len({on for on, _score in each.points}) > 1 for each in series))

    def _offer_scorers(self) -> None:
        model = self._model
        names = [model.organisation_name(p.organisation_id) for p in model.file.participations]
        table = self.tr("de tafel samen")
        offered = [table, model.context.desk.actor.name, *names]
        self.scorer.set_options([(name, name) for name in dict.fromkeys(filter(None, offered))])

    def _build(self, domains: LifeDomainSet) -> None:
        self._shown = domains.id
        clear(self._rows)
        self.lines = {}
        for domain in domains.domains:
            line = _DomainLine(domain, domains)
            line.scored.connect(lambda value, code=domain.code: self._score(code, value))
            self.lines[domain.code] = line
            self._rows.addWidget(hairline())
            self._rows.addWidget(line)
        self._source.setText(domains.source)

    def _score(self, code: str, value: object) -> None:
        model, on = self._model, self.day.day or self._model.today
        mine = [s for s in model.file.scores if s.domain == code and s.set_id == model.life_domains.id]
        same_day = next((s for s in mine if s.scored_on == on), None)
        if not isinstance(value, int):
            last = max(mine, key=lambda s: (s.scored_on, s.id), default=None)
            if last is not None:
                words = self.tr("Score van %1 gewist.").replace("%1", day(last.scored_on))
                model.erase(last, lambda: model.context.notices.undo(words, lambda: model.keep(last)))
            return
        scorer = str(self.scorer.value or "")
        if same_day is not None:
            model.keep(replace(same_day, score=value, scorer=scorer))
            return
        model.keep(
            DomainScore(
                case_id=model.case_id,
                set_id=model.life_domains.id,
                domain=code,
                score=value,
                scored_on=on,
                scorer=scorer,
            )
        )


class DomainsSection(Section):
    """Choose the set of life domains and score it."""

    def __init__(self, model: CaseModel, parent: QWidget | None = None) -> None:
        super().__init__(model, parent)
        sets = tuple((s.id, s.name) for s in model.context.desk.library.life_domain_sets)
        self.scores = ScoresCard(model)
        self.place(
            CaseCard(
                model,
                self.tr("Leefgebieden"),
                (choice("life_domain_set_id", self.tr("Welke set gebruikt u?"), sets),),
                self.tr("Scoor hoe het nu gaat. Niet gescoord is iets anders dan de laagste score."),
            )
        )
        self.place(self.scores)
