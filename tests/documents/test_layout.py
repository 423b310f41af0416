from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from zvdesk.documents.flow import Column, Flow, Pairs, heading, pairs, paragraph
from zvdesk.documents.fonts import width
from zvdesk.documents.layout import Line, Run, Style, wrap
from zvdesk.documents.look import CONTENT_WIDTH, LEFT, white_reads_on
from zvdesk.documents.structure import Mark, Tag
from zvdesk.documents.tagged import Text

PLAIN = Style()
TAG = Style(colour="#FFFFFF", fill="#C62828")
LETTERS = st.text(alphabet="abcdeé XY0123456789\n-.", max_size=200)


def text_of(lines: tuple[Line, ...]) -> str:
    return "".join(piece.text for line in lines for piece in line.pieces)


def reach(line: Line) -> float:
    return max(
        (p.offset + width(p.text.rstrip(), p.style.weight, p.style.size) for p in line.pieces), default=0
    )


@given(LETTERS, LETTERS, st.floats(min_value=30, max_value=400))
def test_no_letter_is_lost_and_no_line_is_too_wide(first: str, second: str, available: float) -> None:
    lines = wrap((Run(first, PLAIN), Run(second, PLAIN.bold())), available)
    assert text_of(lines).replace(" ", "") == (first + second).replace(" ", "").replace("\n", "")
    assert all(reach(line) <= available + 0.01 for line in lines)


def test_lines_that_are_broken_end_in_a_space() -> None:
    lines = wrap((Run("een twee drie vier vijf", PLAIN),), 50)
    assert len(lines) > 1
    assert text_of(lines) == "een twee drie vier vijf"


def test_a_long_word_is_cut_between_letters() -> None:
    word = "Hottentottententententoonstelling" * 20
    lines = wrap((Run(word, PLAIN),), 120)
    assert text_of(lines) == word
    assert len(lines) > 10


def test_a_telephone_number_stays_on_one_line() -> None:
    lines = wrap((Run("Bel de procesregisseur op 010 000 00 00.", PLAIN),), 130)
    assert any("010 000 00 00" in piece.text for line in lines for piece in line.pieces)


def test_a_number_stays_with_its_unit() -> None:
    for words in ("binnen 48 uur", "Binnen 1 uur,", "14 dagen.", "3 weken"):
        for room in range(80, 200, 3):
            lines = wrap((Run(f"De crisisdienst komt langs {words} en belt terug", PLAIN),), room)
            assert any(words in piece.text for line in lines for piece in line.pieces), (words, room)


def test_what_stays_together_is_cut_at_a_space_when_it_fits_nowhere() -> None:
    lines = wrap((Run("binnen 48 uur", PLAIN),), 45)
    assert [line.pieces[0].text for line in lines] == ["binnen ", "48 uur"]


def test_a_reader_that_joins_lines_hears_a_space_at_a_line_break_too() -> None:
    lines = wrap((Run("de school belt\n", PLAIN), Run("Als: het kan\n\nEn dan", PLAIN.bold())), 300)
    assert text_of(lines) == "de school belt Als: het kan En dan"


def test_a_filled_tag_keeps_its_words_and_gets_room_on_both_sides() -> None:
    (line,) = wrap((Run("AVE 3", TAG), Run(" (rood)", PLAIN)), 300)
    tag, rest = line.pieces
    assert (tag.text, rest.text) == ("AVE 3", " (rood)")
    assert tag.offset == 4
    assert rest.offset >= tag.offset + width("AVE 3", TAG.weight, TAG.size) + 4


def test_white_letters_only_stand_on_colours_that_carry_them() -> None:
    assert white_reads_on("#C62828")
    assert white_reads_on("#2E7D32")
    assert not white_reads_on("#FFD500")
    assert not white_reads_on("")
    assert not white_reads_on("rood")


def test_a_row_that_is_taller_than_a_page_runs_on() -> None:
    flow = Flow(top=300, bottom=100)
    flow.table(
        [Column("A", 100), Column("B", CONTENT_WIDTH - 100)],
        [[(Run("kort", PLAIN),), (Run("lang " * 900, PLAIN),)]],
    )
    assert len(flow.sheets) > 2
    table = flow.root.kids[0]
    assert not isinstance(table, Mark)
    assert table.tag is Tag.TABLE
    cells = [item for sheet in flow.sheets for item in sheet.items if isinstance(item, Text) and item.element]
    assert sum(len(item.lines) for item in cells if item.element and item.element.tag is Tag.CELL) > 40


def test_what_is_left_of_a_row_says_on_each_next_page_which_row_it_is() -> None:
    flow = Flow(top=300, bottom=100)
    rows = [[(Run(str(number), PLAIN),), (Run("lang " * 900, PLAIN),)] for number in (1, 2)]
    flow.table([Column("Nr", 24), Column("Wat", CONTENT_WIDTH - 24)], rows, ["1 (vervolg)", "2 (vervolg)"])
    for page in range(1, len(flow.sheets)):
        assert words_on(flow, page)[2] in ("1 (vervolg)", "2 (vervolg)", "2")
    repeated = [item for sheet in flow.sheets for item in sheet.items if isinstance(item, Text)]
    assert all(item.element is None for item in repeated if "vervolg" in text_of(item.lines))
    assert all(item.y <= 300 and item.y - sum(line.height for line in item.lines) > 99 for item in repeated)


def test_a_paragraph_that_is_longer_than_a_page_runs_on() -> None:
    flow = Flow(top=300, bottom=100)
    flow.add(paragraph("woord " * 2000))
    assert len(flow.sheets) > 2
    assert len(flow.root.kids) == 1


def test_columns_that_fit_no_page_are_put_below_each_other() -> None:
    flow = Flow(top=300, bottom=100)
    flow.side_by_side(
        [heading("Doel"), paragraph("woord " * 600)],
        [heading("Regie"), Pairs((("Wie", (Run("ik", PLAIN),)),))],
        250,
    )
    lefts = {item.x for sheet in flow.sheets for item in sheet.items if isinstance(item, Text)}
    assert LEFT + 250 not in lefts
    assert len(flow.sheets) > 1


def test_nothing_moves_when_there_is_room_and_white_is_not_left_at_the_top() -> None:
    flow = Flow(top=300, bottom=100)
    flow.space(20)
    assert flow.y == 300
    assert not flow.ensure(500)
    flow.add(paragraph("een"))
    assert flow.ensure(500)
    assert flow.page == 1


def words_on(flow: Flow, page: int) -> list[str]:
    texts = (item for item in flow.sheets[page].items if isinstance(item, Text))
    return ["".join(piece.text for line in text.lines for piece in line.pieces).strip() for text in texts]


def test_a_heading_goes_along_with_the_first_row_of_its_table() -> None:
    flow = Flow(top=300, bottom=100)
    flow.add(paragraph("boven\n" * 6))
    flow.add(heading("Acties"))
    flow.table([Column("Wat", CONTENT_WIDTH)], [[(Run("regel\n" * 6, PLAIN),)]])
    first, second = (words_on(flow, page) for page in (0, 1))
    assert "Acties" not in first
    assert second[:2] == ["Acties", "Wat"]
    assert [(mark.title, mark.page, mark.top) for mark in flow.bookmarks] == [("Acties", 1, 300)]


def test_the_last_row_of_a_table_is_not_alone_on_a_page() -> None:
    flow = Flow(top=300, bottom=100)
    flow.table([Column("Wat", CONTENT_WIDTH)], [[(Run(f"regel {number}", PLAIN),)] for number in range(8)])
    assert words_on(flow, 1) == ["Wat", "regel 6", "regel 7"]


def test_the_last_of_some_pairs_is_not_alone_on_a_page() -> None:
    flow = Flow(top=300, bottom=100)
    flow.add(pairs([(f"nummer {number}", "waarde") for number in range(13)]))
    assert words_on(flow, 1) == ["nummer 11", "waarde", "nummer 12", "waarde"]
