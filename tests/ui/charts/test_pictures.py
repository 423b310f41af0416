from __future__ import annotations

from itertools import combinations
from time import thread_time
from typing import TYPE_CHECKING, Protocol, TypeVar

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF
from PySide6.QtGui import QAccessible, QHelpEvent
from PySide6.QtWidgets import QApplication, QToolTip

from tests.ui.charts.views import (
    ACTION_BARS,
    DOMAIN_TRENDS,
    EVALUATIONS,
    LEVEL_PATHS,
    LEVELS,
    SPREADS,
    TODAY,
    bars,
    domains,
    level_path,
    pictures,
    spread,
)
from zvdesk.texts.chart_views import EvaluationRow, EvaluationView, MeetingShare, SpreadView, Voter
from zvdesk.texts.charts import (
    action_bars_words,
    domain_trend_words,
    evaluation_words,
    level_path_words,
    spread_words,
)
from zvdesk.ui.theme import Mode, ThemeKeeper, current_theme
from zvdesk.ui.tokens import Token
from zvdesk.ui.widgets.charts.action_bars import ActionBars
from zvdesk.ui.widgets.charts.domain_trend import DomainTrend
from zvdesk.ui.widgets.charts.evaluation_grid import EvaluationGrid
from zvdesk.ui.widgets.charts.level_path import LevelPath
from zvdesk.ui.widgets.charts.picture import Picture
from zvdesk.ui.widgets.charts.sheet import Bar, Dot, Fill, Line, Shape, Sheet, wrapped
from zvdesk.ui.widgets.charts.spread import Spread

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from pytestqt.qtbot import QtBot

V = TypeVar("V")
V_contra = TypeVar("V_contra", contravariant=True)


class Shows(Protocol[V_contra]):
    def show_view(self, view: V_contra, /) -> None: ...


EVERY_WEEK = tuple(range(420, 0, -7))
CROWDED = (593, 590, 588, 545, 537, 520, 504, 476, 413, 390, 380, 371, 349, 347, 315, 258, 257, 252, 172, 81)


def written(picture: Picture, width: int = 880) -> list[str]:
    return [label.text for label in picture.sheet(width).labels]


def dots(picture: Picture, width: int = 880) -> list[Dot]:
    return [mark for mark in picture.sheet(width).marks if isinstance(mark, Dot)]


def filled(picture: Picture, width: int = 880) -> list[Fill]:
    return [mark.fill for mark in picture.sheet(width).marks if isinstance(mark, Bar)]


def overlapping(sheet: Sheet) -> list[tuple[str, str]]:
    """Return the pairs of labels whose letters lie over each other; a pixel of line spacing may be shared."""
    tight = [(label.text, label.box.adjusted(0, 1, 0, -1)) for label in sheet.labels]
    return [(one, other) for (one, a), (other, b) in combinations(tight, 2) if a.intersects(b)]


@pytest.mark.parametrize("text_size", [12, 14, 28])
@pytest.mark.parametrize("width", [320, 412, 560, 700, 1100, 1800])
def test_no_label_lies_over_another_or_outside(
    qtbot: QtBot, keeper: ThemeKeeper, width: int, text_size: int
) -> None:
    keeper.set_text_size(text_size)
    wrong: list[tuple[str, object]] = []
    for name, picture in pictures():
        qtbot.addWidget(picture)
        sheet = picture.sheet(width)
        wrong += [(name, pair) for pair in overlapping(sheet)]
        page = QRectF(-1, -1, width + 2, sheet.height + 2)
        wrong += [(name, label.text) for label in sheet.labels if not page.contains(label.box)]
        assert picture.heightForWidth(width) >= max(label.box.bottom() for label in sheet.labels)
    assert wrong == []


def test_every_picture_is_a_picture_with_a_name_and_the_same_words(qtbot: QtBot) -> None:
    for name, picture in pictures():
        qtbot.addWidget(picture)
        interface = QAccessible.queryAccessibleInterface(picture)
        assert interface.role() == QAccessible.Role.Graphic, name
        assert interface.text(QAccessible.Text.Name) == picture.accessibleName() != ""
        assert interface.text(QAccessible.Text.Description).endswith("."), name


def shown_with_words() -> Iterator[tuple[Picture, tuple[str, ...]]]:
    yield from told(LevelPath, LEVEL_PATHS, level_path_words)
    yield from told(DomainTrend, DOMAIN_TRENDS, domain_trend_words)
    yield from told(ActionBars, ACTION_BARS, action_bars_words)
    yield from told(Spread, SPREADS, spread_words)
    yield from told(EvaluationGrid, EVALUATIONS, evaluation_words)


def told(
    kind: Callable[[], Shows[V]], views: Mapping[str, V], words: Callable[[V], tuple[str, ...]]
) -> Iterator[tuple[Picture, tuple[str, ...]]]:
    """Show each view in a picture of its own; give the picture with its words."""
    for view in views.values():
        shown = kind()
        shown.show_view(view)
        assert isinstance(shown, Picture)
        yield shown, words(view)


def test_the_description_is_what_the_texts_say(qtbot: QtBot) -> None:
    for picture, words in shown_with_words():
        qtbot.addWidget(picture)
        assert picture.accessibleDescription() == " ".join(words)


@pytest.mark.parametrize("kind", [LevelPath, DomainTrend, ActionBars, Spread, EvaluationGrid])
def test_before_its_first_view_a_picture_is_empty(qtbot: QtBot, kind: type[Picture]) -> None:
    picture = kind()
    qtbot.addWidget(picture)
    assert (written(picture), picture.heightForWidth(300)) == ([], 1)
    with pytest.raises(NotImplementedError):
        Picture().sheet()


def test_an_empty_view_says_so_in_words(qtbot: QtBot) -> None:
    for name, picture in pictures():
        qtbot.addWidget(picture)
        if name.endswith("-none"):
            assert " ".join(written(picture)) == picture.accessibleDescription()
            assert picture.sheet(880).marks == []


def test_a_picture_follows_the_theme_and_the_size_of_text(qtbot: QtBot, keeper: ThemeKeeper) -> None:
    picture = ActionBars()
    picture.show_view(bars((1, 2, 3)))
    qtbot.addWidget(picture)
    picture.resize(600, 300)
    picture.show()
    before, high = picture.sheet().labels[0].colour, picture.heightForWidth(600)
    keeper.set_mode(Mode.DARK)
    assert picture.sheet().labels[0].colour != before
    assert picture.sheet().labels[0].colour == current_theme().colour(Token.INK_2)
    keeper.set_text_size(28)
    assert picture.heightForWidth(600) > high
    assert picture.sizeHint().height() == picture.heightForWidth(picture.sizeHint().width())
    assert picture.minimumSizeHint().height() == picture.heightForWidth(600)


def test_it_paints_its_marks_in_their_place(qtbot: QtBot) -> None:
    picture = ActionBars()
    picture.show_view(bars((3, 0, 0)))
    qtbot.addWidget(picture)
    picture.resize(600, picture.heightForWidth(600))
    part = next(mark for mark in picture.sheet().marks if isinstance(mark, Bar) and mark.box.height() > 8)
    image = picture.grab().toImage()
    assert image.pixelColor(part.box.center().toPoint()) == current_theme().colour(Token.DANGER)


def test_under_the_pointer_a_mark_tells_its_words(qtbot: QtBot) -> None:
    picture = LevelPath()
    picture.show_view(level_path((60, 2), (30, 3)))
    qtbot.addWidget(picture)
    picture.resize(600, picture.heightForWidth(600))
    picture.show()
    for dot, words in zip(
        dots(picture, 600)[-2:], ("Het eerste niveau", "omhoog naar AVE 3, rood"), strict=True
    ):
        place = dot.centre.toPoint()
        QApplication.sendEvent(picture, QHelpEvent(QEvent.Type.ToolTip, place, picture.mapToGlobal(place)))
        assert words in QToolTip.text()
    assert picture.sheet().tip_at(QPointF(0, 0)) == ""
    QApplication.sendEvent(picture, QHelpEvent(QEvent.Type.ToolTip, QPoint(0, 0), QPoint(0, 0)))
    qtbot.waitUntil(lambda: not QToolTip.isVisible())


# --- the AVE path --------------------------------------------------------------------------------


def test_the_path_names_every_level_with_its_colour_and_every_day(qtbot: QtBot) -> None:
    picture = LevelPath()
    picture.show_view(LEVEL_PATHS["few"])
    qtbot.addWidget(picture)
    words = written(picture)
    assert [level.code in words and level.colour_name in words for level in LEVELS] == [True] * 4
    assert {"27 jun 2026", "5 sep 2026", "31 okt 2026", "vandaag", "hertoets 5 jan 2027"} <= set(words)


@pytest.mark.parametrize("width", [320, 412, 880])
@pytest.mark.parametrize("name", ["few", "late", "many"])
def test_each_change_stands_with_its_day_also_where_there_is_no_room(
    qtbot: QtBot, name: str, width: int
) -> None:
    view = LEVEL_PATHS[name]
    picture = LevelPath()
    picture.show_view(view)
    qtbot.addWidget(picture)
    told = " ".join(written(picture, width))
    for point in view.points:
        assert f"{point.on.day} " in told
    assert "hertoets" in told


@pytest.mark.parametrize(("days", "width"), [(EVERY_WEEK, 600), (CROWDED, 1200)])
def test_a_case_with_very_many_changes_is_drawn_at_once(
    qtbot: QtBot, days: tuple[int, ...], width: int
) -> None:
    picture = LevelPath()
    picture.show_view(level_path(*((ago, 1 + number % 4) for number, ago in enumerate(days))))
    qtbot.addWidget(picture)
    began = thread_time()
    sheet = picture.sheet(width)
    assert thread_time() - began < 0.25  # five times the goal
    assert overlapping(sheet) == []
    assert "hertoets 5 jan 2027" in written(picture, width)
    assert len(dots(picture, width)) == len(days) + 1


def test_a_retest_ahead_is_hollow_and_a_late_one_says_was(qtbot: QtBot) -> None:
    picture = LevelPath()
    qtbot.addWidget(picture)
    picture.show_view(LEVEL_PATHS["few"])
    ahead = [dot for dot in dots(picture) if dot.fill is Fill.HOLLOW]
    assert len(ahead) == 1
    assert ahead[0].centre.x() == max(dot.centre.x() for dot in dots(picture))
    picture.show_view(LEVEL_PATHS["late"])
    late = [dot for dot in dots(picture) if dot.fill is Fill.HOLLOW]
    assert late[0].colour == current_theme().colour(Token.DANGER)
    assert "hertoets was 12 nov" in written(picture)


def test_only_the_steps_wear_the_colours_of_the_levels(qtbot: QtBot) -> None:
    picture = LevelPath()
    picture.show_view(LEVEL_PATHS["few"])
    qtbot.addWidget(picture)
    theme = current_theme()
    ave = {theme.colour_on(level.colour, Token.SURFACE).name() for level in LEVELS}
    thick = [m for m in picture.sheet(880).marks if isinstance(m, Line) and m.width >= 3]
    assert len(thick) == 3
    assert {line.colour.name() for line in thick} <= ave
    assert not {label.colour.name() for label in picture.sheet(880).labels} & ave


# --- life domains --------------------------------------------------------------------------------


@pytest.mark.parametrize(("width", "columns"), [(330, 2), (560, 3), (880, 4), (1800, 4)])
def test_the_multiples_fill_two_to_four_columns(qtbot: QtBot, width: int, columns: int) -> None:
    picture = DomainTrend()
    picture.show_view(DOMAIN_TRENDS["many"])
    qtbot.addWidget(picture)
    assert len({box.left() for box, _words in picture.sheet(width).tips}) == columns


def test_each_domain_tells_its_last_score_and_where_it_goes(qtbot: QtBot) -> None:
    picture = DomainTrend()
    picture.show_view(domains((2, 4), (4, 4), (3, 1), (), (5,)))
    qtbot.addWidget(picture)
    words = written(picture)
    assert [words.count(word) for word in ("beter", "gelijk", "slechter", "nog niet gescoord")] == [1] * 4
    assert words[0].startswith("Van 1 (gaat heel slecht, nu iets doen) tot 5 (gaat goed, geen steun nodig).")


def test_the_same_score_is_as_high_in_every_multiple(qtbot: QtBot) -> None:
    picture = DomainTrend()
    picture.show_view(domains((2, 4), (4, 2)))
    qtbot.addWidget(picture)
    first, second, third, fourth = (dot.centre.y() for dot in dots(picture))
    assert (first, second) == (fourth, third)


# --- actions -------------------------------------------------------------------------------------


def test_late_comes_first_and_the_rest_stands_in_one_line(qtbot: QtBot) -> None:
    picture = ActionBars()
    picture.show_view(bars((0, 9, 0), (1, 0, 0), (3, 0, 0), (0, 1, 0), (0, 0, 1), most_rows=3))
    qtbot.addWidget(picture)
    words = [word for word in written(picture) if not word.isdigit()]
    assert words == ["te laat", "open", "klaar", "Wijkteam Noord", "GGZ", "Politie", "en nog 2 organisaties"]
    assert "Veilig Thuis: 0 te laat, 1 open, 0 klaar." in picture.accessibleDescription()


def test_each_part_of_a_bar_has_a_fill_of_its_own(qtbot: QtBot) -> None:
    picture = ActionBars()
    picture.show_view(bars((1, 1, 1)))
    qtbot.addWidget(picture)
    assert filled(picture)[3:] == [Fill.SOLID, Fill.HATCHED, Fill.HOLLOW]


def test_in_a_narrow_place_the_counts_stand_in_words(qtbot: QtBot) -> None:
    picture = ActionBars()
    picture.show_view(bars((2, 4, 6), (0, 3, 1), (1, 0, 0), most_rows=2))
    qtbot.addWidget(picture)
    words = written(picture, 240)
    assert {"2 te laat", "4 open, 6 klaar", "1 te laat", "0 open, 0 klaar"} <= set(words)
    assert " ".join(words).endswith("en nog 1 organisatie: 0 te laat, 3 open, 1 klaar")
    assert "4 open, 6 klaar" in " ".join(written(picture, 100))


# --- the spread ----------------------------------------------------------------------------------


def test_every_voice_is_named_and_who_stands_out_is_a_diamond(qtbot: QtBot) -> None:
    picture = Spread()
    picture.show_view(SPREADS["few"])
    qtbot.addWidget(picture)
    words = written(picture)
    assert {"Politie 7", "GGZ 3, wijkt af", "midden 6, van 3 tot 9"} <= set(words)
    assert [dot.shape for dot in dots(picture)].count(Shape.DIAMOND) == 2
    assert "nog niet gestemd: Woningcorporatie De Samenwerking" in words


@pytest.mark.parametrize("width", [300, 880])
def test_a_hidden_poll_shows_no_score_anywhere(qtbot: QtBot, width: int) -> None:
    picture = Spread()
    picture.show_view(SPREADS["hidden"])
    qtbot.addWidget(picture)
    sheet = picture.sheet(width)
    told = [picture.accessibleDescription(), *written(picture, width), *(tip for _box, tip in sheet.tips)]
    digits = {letter for line in told for letter in line if letter.isdigit()}
    assert digits == {"4", "6"}  # 4 van 6 gestemd
    assert [dot.fill for dot in dots(picture, width)] == [Fill.SOLID] * 4 + [Fill.HOLLOW] * 2
    other = Spread()
    other.show_view(spread(0, 1, None, 2, None, 10, hidden=True))
    qtbot.addWidget(other)
    assert other.grab().toImage() == picture.grab().toImage()


def test_a_change_joins_the_earlier_mark_with_the_new_one(qtbot: QtBot) -> None:
    picture = Spread()
    picture.show_view(spread(7, 3, earlier=(4, 3)))
    qtbot.addWidget(picture)
    hollow = [dot for dot in dots(picture) if dot.fill is Fill.HOLLOW]
    assert len(hollow) == 2  # one in the key, one of Politie; GGZ did not move
    assert {"Analyse", "Vervolg", "midden 5 (Analyse: 3,5), van 3 tot 7"} <= set(written(picture))


def test_marks_of_the_same_score_are_stacked(qtbot: QtBot) -> None:
    picture = Spread()
    picture.show_view(spread(5, 5, 5, 5))
    qtbot.addWidget(picture)
    assert len({dot.centre.y() for dot in dots(picture)}) == 4
    assert len({dot.centre.x() for dot in dots(picture)}) == 1
    assert "midden 5" in written(picture)


def test_a_poll_without_words_for_its_ends_still_has_its_scale(qtbot: QtBot) -> None:
    picture = Spread()
    picture.show_view(SpreadView(name="Veiligheid", voters=(Voter(name="Politie", score=10),)))
    qtbot.addWidget(picture)
    assert [str(score) for score in range(11)] == [w for w in written(picture) if w.isdigit()]
    assert picture.accessibleName() == "Veiligheid"


# --- the evaluation ------------------------------------------------------------------------------


def test_the_last_meeting_is_told_in_numbers(qtbot: QtBot) -> None:
    picture = EvaluationGrid()
    picture.show_view(EVALUATIONS["few"])
    qtbot.addWidget(picture)
    words = written(picture)
    assert {"1 deels", "5 nee", "geen antwoord", "6 ja", "24 nov", "7 jul"} <= set(words)
    assert {Fill.SOLID, Fill.HATCHED, Fill.HOLLOW} == set(filled(picture))


def test_more_meetings_than_fit_are_cut_at_the_old_end(qtbot: QtBot) -> None:
    picture = EvaluationGrid()
    picture.show_view(EVALUATIONS["many"])
    qtbot.addWidget(picture)
    words = written(picture, 400)
    assert words[-1].startswith("De laatste ")
    assert "24 nov 2026" in words
    assert picture.accessibleDescription().count("Op ") == 180


def test_a_row_without_an_answer_on_a_day_leaves_that_place_empty(qtbot: QtBot) -> None:
    share = MeetingShare(on=TODAY, yes=1, partly=0, no=0)
    rows = (EvaluationRow(label="Politie", meetings=(share,)), EvaluationRow(label="GGZ"))
    picture = EvaluationGrid()
    picture.show_view(EvaluationView(rows=rows))
    qtbot.addWidget(picture)
    assert len(filled(picture)) == 1
    assert "geen antwoord" in " ".join(written(picture))


def test_a_word_wider_than_its_room_is_broken() -> None:
    font = current_theme().font()
    lines = wrapped("Geheimhoudingsverklaringsformulier", font, 60)
    assert len(lines) > 2
    assert "".join(lines) == "Geheimhoudingsverklaringsformulier"
