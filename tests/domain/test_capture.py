from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from tests.domain.capture_table import TABLE
from zvdesk.domain.capture import Capture, CaptureKind, CaptureTable, ChipKind, ChipValue, MarkReason, Seat
from zvdesk.domain.capture_completion import Completion, completions
from zvdesk.domain.capture_reading import read_line
from zvdesk.domain.capture_writing import as_kind, to_line

LINE = "Bakker belt huisarts @GGZ vr !"
DECEMBER = date(2026, 12, 4)


def chips(capture: Capture) -> list[tuple[ChipKind, str, ChipValue]]:
    return [(chip.kind, capture.line[chip.start : chip.end], chip.value) for chip in capture.chips]


def reasons(capture: Capture) -> list[MarkReason]:
    return [mark.reason for mark in capture.marks]


class TestChips:
    def test_each_says_what_was_understood_and_from_which_words(self) -> None:
        assert chips(read_line(LINE, TABLE)) == [
            (ChipKind.KIND, "", CaptureKind.ACTION),
            (ChipKind.ORGANISATION, "@GGZ", "ggz"),
            (ChipKind.DAY, "vr", date(2026, 11, 27)),
            (ChipKind.URGENT, "!", 1),
        ]

    def test_a_person_alone_brings_the_organisation_along(self) -> None:
        capture = read_line("@Oefenaar belt", TABLE)
        assert chips(capture)[1:] == [
            (ChipKind.PERSON, "@Oefenaar", "S. Oefenaar"),
            (ChipKind.ORGANISATION, "", "wtn"),
        ]
        assert capture.chips[2].text == "Wijkteam Noord"

    def test_an_als_dan_shows_where_it_was_parted(self) -> None:
        capture = read_line("/als hij belt, dan rijdt @Politie langs binnen 4 uur", TABLE)
        assert chips(capture) == [
            (ChipKind.KIND, "/als", CaptureKind.CONDITIONAL),
            (ChipKind.RESPONSE, "dan", "rijdt langs"),
            (ChipKind.ORGANISATION, "@Politie", "politie"),
            (ChipKind.WITHIN, "binnen 4 uur", 4),
        ]
        assert (capture.trigger, capture.response) == ("hij belt", "rijdt langs")


class TestSlash:
    SHORT = Seat(organisation_id="short", name="Zorg", abbreviation="GGZ", persons=("B. Denkbeeld",))
    LONG = Seat(organisation_id="long", name="GGZ Denkbeeld")

    def read(self, line: str, *seats: Seat) -> Capture:
        return read_line(line, CaptureTable(seats=seats, today=TABLE.today))

    def test_a_slash_parts_organisation_and_person_when_that_organisation_is_here(self) -> None:
        capture = self.read("@GGZ/Denkbeeld belt", self.SHORT, self.LONG)
        assert (capture.organisation_id, capture.person) == ("short", "B. Denkbeeld")
        stranger = self.read("@GGZ/Denkbeeld belt", replace(self.SHORT, persons=()), self.LONG)
        assert (stranger.organisation_id, stranger.person) == ("short", "")
        assert reasons(stranger) == [MarkReason.UNKNOWN_PERSON]
        assert self.read("@GGZ Denkbeeld belt", self.SHORT, self.LONG).organisation_id == "long"

    def test_otherwise_it_is_the_name_with_both_words(self) -> None:
        away = replace(self.SHORT, is_present=False)
        for seats in ((self.LONG,), (away, self.LONG)):
            assert self.read("@GGZ/Denkbeeld belt", *seats).organisation_id == "long"


class TestChosen:
    def test_a_chosen_value_overrules_the_words(self) -> None:
        capture = read_line(LINE, TABLE, {ChipKind.ORGANISATION: "politie", ChipKind.DAY: DECEMBER})
        assert (capture.organisation_id, capture.due_on) == ("politie", DECEMBER)
        assert capture.text == "Bakker belt huisarts"

    def test_a_chosen_value_needs_no_words(self) -> None:
        chosen: dict[ChipKind, ChipValue] = {
            ChipKind.ORGANISATION: "ggz",
            ChipKind.PERSON: "N. Nieuw",
            ChipKind.DAY: DECEMBER,
            ChipKind.URGENT: 1,
        }
        capture = read_line("moeder bellen", TABLE, chosen)
        assert (capture.organisation_id, capture.person) == ("ggz", "N. Nieuw")
        assert (capture.due_on, capture.is_urgent) == (DECEMBER, True)
        assert all(chip.start == chip.end == 13 for chip in capture.chips[1:])

    def test_no_date_leaves_the_words_text(self) -> None:
        capture = read_line("@GGZ belt vr !", TABLE, {ChipKind.DAY: None, ChipKind.URGENT: None})
        assert (capture.text, capture.due_on, capture.is_urgent) == ("belt vr !", None, False)
        assert not capture.marks

    def test_nobody_writes_the_name_in_the_text(self) -> None:
        capture = read_line("@GGZ/Jansen belt", TABLE, {ChipKind.ORGANISATION: None})
        assert (capture.organisation_id, capture.person) == ("", "")
        assert capture.text == "P. Jansen (GGZ Noord) belt"

    def test_no_person_writes_the_person_in_the_text(self) -> None:
        capture = read_line("@GGZ/Jansen belt", TABLE, {ChipKind.PERSON: ""})
        assert (capture.organisation_id, capture.person, capture.text) == ("ggz", "", "P. Jansen belt")

    def test_a_chosen_organisation_that_left_the_table_stays_chosen(self) -> None:
        assert read_line(LINE, TABLE, {ChipKind.ORGANISATION: "weg"}).organisation_id == "weg"

    def test_a_chosen_term_overrules_the_words(self) -> None:
        line = "/als hij belt dan @GGZ bellen binnen 4 uur"
        assert read_line(line, TABLE, {ChipKind.WITHIN: 8}).within_hours == 8
        plain = read_line(line, TABLE, {ChipKind.WITHIN: None})
        assert (plain.within_hours, plain.response) == (None, "bellen binnen 4 uur")

    def test_a_chosen_kind_overrules_the_command(self) -> None:
        capture = read_line("/als hij belt dan bellen", TABLE, {ChipKind.KIND: CaptureKind.DECISION})
        assert (capture.kind, capture.text) == (CaptureKind.DECISION, "als hij belt dan bellen")
        capture = read_line("als hij belt", TABLE, {ChipKind.KIND: CaptureKind.CONDITIONAL})
        assert (capture.trigger, reasons(capture)) == ("hij belt", [MarkReason.NO_RESPONSE])

    def test_what_the_kind_has_no_room_for_goes_into_the_words(self) -> None:
        chosen: dict[ChipKind, ChipValue] = {
            ChipKind.ORGANISATION: "ggz",
            ChipKind.PERSON: "P. Jansen",
            ChipKind.DAY: DECEMBER,
            ChipKind.URGENT: 1,
            ChipKind.WITHIN: 24,
        }
        capture = read_line("/b bellen", TABLE, chosen)
        assert capture.text == "bellen GGZ Noord P. Jansen uiterlijk 4-12-2026 dringend binnen 24 uur"

    def test_an_unknown_organisation_has_no_words(self) -> None:
        assert read_line("/b bellen", TABLE, {ChipKind.ORGANISATION: "weg"}).text == "bellen"


class TestAnotherKind:
    def test_the_same_kind_is_the_same_line(self) -> None:
        capture = read_line(LINE, TABLE)
        assert as_kind(capture, CaptureKind.ACTION) is capture

    @pytest.mark.parametrize(
        ("line", "kind", "wanted", "text"),
        [
            (LINE, CaptureKind.DECISION, f"/b {LINE}", "Bakker belt huisarts GGZ Noord vr !"),
            (LINE, CaptureKind.PARKED, f"/p {LINE}", "Bakker belt huisarts GGZ Noord vr !"),
            (LINE, CaptureKind.RESERVATION, f"/v {LINE}", "Bakker belt huisarts vr !"),
            (LINE, CaptureKind.CONDITIONAL, f"/als dan {LINE}", "dan Bakker belt huisarts vr !"),
            ("/b bellen vr", CaptureKind.ACTION, "/a bellen vr", "bellen"),
            ("/x bellen", CaptureKind.DECISION, "/b /x bellen", "/x bellen"),
            ("//b bellen", CaptureKind.DECISION, "/b /b bellen", "/b bellen"),
            ("/als x dan y", CaptureKind.DECISION, "/b als x dan y", "als x dan y"),
            ("als x dan y", CaptureKind.ACTION, "/a als x dan y", "als x dan y"),
            ("/b als x dan y", CaptureKind.CONDITIONAL, "/als x dan y", "als x dan y"),
            ("/als dan bellen", CaptureKind.ACTION, "/a bellen", "bellen"),
            ("/als", CaptureKind.ACTION, "/a", ""),
            ("Als het kan bellen", CaptureKind.CONDITIONAL, "/als het kan bellen", "als het kan bellen"),
            ("", CaptureKind.DECISION, "/b", ""),
        ],
    )
    def test_the_words_stay(self, line: str, kind: CaptureKind, wanted: str, text: str) -> None:
        capture = as_kind(read_line(line, TABLE), kind)
        assert (capture.kind, capture.line, capture.text) == (kind, wanted, text)

    def test_what_was_chosen_stays_chosen(self) -> None:
        capture = read_line("bellen", TABLE, {ChipKind.DAY: DECEMBER, ChipKind.KIND: CaptureKind.ACTION})
        decision = as_kind(capture, CaptureKind.DECISION)
        assert decision.text == "bellen uiterlijk 4-12-2026"
        assert as_kind(decision, CaptureKind.ACTION).due_on == DECEMBER


class TestWriting:
    def test_an_action_is_written_as_a_chair_would_type_it(self) -> None:
        line = to_line(
            CaptureKind.ACTION,
            "Moeder bellen",
            organisation_id="wtn",
            person="S. Oefenaar",
            due_on=DECEMBER,
            is_urgent=True,
            table=TABLE,
        )
        assert line == "/a Moeder bellen @Wijkteam Noord/S. Oefenaar uiterlijk 4-12-2026 !"

    def test_an_als_dan_too(self) -> None:
        line = to_line(
            CaptureKind.CONDITIONAL,
            "",
            organisation_id="ggz",
            trigger="hij niet meer belt",
            response="bellen",
            within_hours=24,
            table=TABLE,
        )
        assert line == "/als hij niet meer belt, dan bellen @GGZ Noord binnen 24 uur"

    def test_words_that_would_be_read_are_kept_as_they_are(self) -> None:
        text = "@GGZ vr bellen \\x @@y over 2 wk !"
        line = to_line(CaptureKind.ACTION, text, due_on=DECEMBER, table=TABLE)
        assert line == "/a \\@GGZ \\vr bellen \\\\x \\@@y \\over \\2 \\wk \\! uiterlijk 4-12-2026"
        assert read_line(line, TABLE).text == text

    def test_an_action_that_becomes_a_decision_keeps_its_facts_in_words(self) -> None:
        line = to_line(
            CaptureKind.DECISION,
            "bellen",
            organisation_id="ggz",
            due_on=DECEMBER,
            is_urgent=True,
            table=TABLE,
        )
        assert line == "/b bellen GGZ Noord uiterlijk 4-12-2026 dringend"

    def test_a_past_day_becomes_words(self) -> None:
        line = to_line(CaptureKind.ACTION, "bellen", due_on=date(2026, 11, 1), table=TABLE)
        assert read_line(line, TABLE).text == "bellen uiterlijk 1-11-2026"

    def test_an_als_dan_becomes_an_action(self) -> None:
        line = to_line(
            CaptureKind.ACTION, "", trigger="hij belt", response="bellen", within_hours=24, table=TABLE
        )
        capture = read_line(line, TABLE)
        assert (capture.text, capture.due_on) == ("als hij belt dan bellen binnen 24 uur", None)

    def test_a_sentence_becomes_an_als_dan(self) -> None:
        assert to_line(CaptureKind.CONDITIONAL, "als x dan y", table=TABLE) == "/als x, dan y"
        assert to_line(CaptureKind.CONDITIONAL, "bellen", table=TABLE) == "/als dan bellen"

    def test_an_unknown_person_becomes_words(self) -> None:
        line = to_line(CaptureKind.ACTION, "bellen", organisation_id="ggz", person="N. Nieuw", table=TABLE)
        assert line == "/a bellen N. Nieuw @GGZ Noord"
        assert to_line(CaptureKind.ACTION, "bellen", person="N. Nieuw", table=TABLE) == "/a bellen N. Nieuw"

    def test_an_organisation_that_cannot_be_told_from_another_becomes_words(self) -> None:
        twins = tuple(Seat(organisation_id=key, name="Tweeling") for key in "ab")
        table = CaptureTable(seats=twins, today=TABLE.today)
        line = to_line(CaptureKind.ACTION, "bellen", organisation_id="a", table=table)
        assert line == "/a bellen Tweeling"

    def test_an_organisation_outside_the_table_is_left_out(self) -> None:
        assert to_line(CaptureKind.ACTION, "bellen", organisation_id="weg", table=TABLE) == "/a bellen"


class TestCompletion:
    def offers(self, line: str, cursor: int | None = None) -> list[str]:
        return [each.insert for each in completions(line, len(line) if cursor is None else cursor, TABLE)]

    def test_who_is_present_goes_first_and_people_after_organisations(self) -> None:
        offers = completions("@", 1, TABLE)
        assert [each.text for each in offers] == [
            "Café Şirin",
            "GGZ Noord",
            "Politie",
            "Raad voor de Kinderbescherming",
            "Wijkteam Noord",
            "P. Jansen, GGZ Noord",
            "A. Bakker, Politie",
            "Mieke de Vries, Politie",
            "S. Oefenaar, Wijkteam Noord",
            "Veilig Thuis",
            "Wijkteam Zuid",
            "K. Jansen, Veilig Thuis",
        ]
        assert [each.is_present for each in offers] == [True] * 9 + [False] * 3

    def test_an_offer_says_what_goes_where(self) -> None:
        assert completions("bel @ggz", 8, TABLE) == (
            Completion(text="GGZ Noord", insert="@GGZ Noord ", start=4, organisation_id="ggz"),
        )
        assert completions("@oef", 4, TABLE) == (
            Completion(
                text="S. Oefenaar, Wijkteam Noord",
                insert="@Wijkteam Noord/S. Oefenaar ",
                start=0,
                organisation_id="wtn",
                person="S. Oefenaar",
            ),
        )

    @pytest.mark.parametrize(
        ("line", "offers"),
        [
            ("@wijk", ["@Wijkteam Noord ", "@Wijkteam Zuid "]),
            ("@Wijkteam Z", ["@Wijkteam Zuid "]),
            ('@"wijkteam z', ["@Wijkteam Zuid "]),
            ("(@wijkteamz", ["@Wijkteam Zuid "]),
            ("@WTN", ["@Wijkteam Noord "]),
            ("@sirin", ["@Café Şirin "]),
            ("@ŞIRIN", ["@Café Şirin "]),
            ("@noord", ["@GGZ Noord ", "@Wijkteam Noord "]),
            ("@GGZ/", ["@GGZ Noord/P. Jansen "]),
            ("@GGZ/J", ["@GGZ Noord/P. Jansen "]),
            ("@Politie mie", ["@Politie/Mieke de Vries "]),
            ("@GGZ belt", []),
            ("@GGZ ", []),
            ("@?", []),
            ("@niemand", []),
            ("info@ggz", []),
            ("bel @GGZ @pol", ["@Politie "]),
            ("@GGZ bel", []),
            ("x" * 90 + " @pol", ["@Politie "]),
            ("x" * 90 + "@pol", []),
            ("@" + "x" * 90, []),
            ("moeder bellen", []),
            ("", []),
            ("/", ["/a ", "/b ", "/i ", "/v ", "/p ", "/als "]),
            ("/A", ["/a ", "/als "]),
            ("/parkeer", ["/p "]),
            ("  /inf", ["/i "]),
            ("/x", []),
            ("/b ", []),
            ("bel /b", []),
            ("/" + "b" * 90, []),
        ],
    )
    def test_what_is_typed_is_completed(self, line: str, offers: list[str]) -> None:
        assert self.offers(line) == offers

    def test_only_what_stands_before_the_cursor_counts(self) -> None:
        assert self.offers("@polxyz belt", 4) == ["@Politie "]
        assert self.offers("@pol", -1) == []
        assert self.offers("@pol", 99) == ["@Politie "]

    def test_a_name_that_begins_a_longer_one_is_written_in_quotes(self) -> None:
        seats = (Seat(organisation_id="a", name="Huis"), Seat(organisation_id="b", name="Huis Noord"))
        table = CaptureTable(seats=seats, today=TABLE.today)
        assert [each.insert for each in completions("@huis", 5, table)] == ['@"Huis" ', "@Huis Noord "]

    def test_what_cannot_be_told_apart_is_not_offered(self) -> None:
        twins = tuple(Seat(organisation_id=key, name="Tweeling", persons=("X. Een",)) for key in "ab")
        assert completions("@twee", 5, CaptureTable(seats=twins, today=TABLE.today)) == ()


def test_a_person_who_shares_a_name_stays_text() -> None:
    seat = Seat(organisation_id="ggz", name="GGZ", persons=("J. Visser", "M. Visser"))
    capture = read_line("@GGZ/Visser belt", CaptureTable(seats=(seat,), today=TABLE.today))
    assert (capture.organisation_id, capture.person, capture.text) == ("ggz", "", "/Visser belt")
    assert reasons(capture) == [MarkReason.AMBIGUOUS_ORGANISATION]


class TestOtherDays:
    @pytest.mark.parametrize(
        ("today", "line", "due_on"),
        [
            (date(2026, 11, 27), "vr", date(2026, 12, 4)),
            (date(2026, 11, 28), "binnen 1 werkdag", date(2026, 11, 30)),
            (date(2026, 11, 27), "over 6 werkdagen", date(2026, 12, 7)),
            (date(2026, 11, 28), "over 5 werkdagen", date(2026, 12, 7)),
            (date(2027, 1, 31), "over 1 maand", date(2027, 2, 28)),
            (date(2026, 11, 24), "over een kwartaal", date(2027, 2, 24)),
            (date(2026, 11, 24), "over 1 jaar", date(2027, 11, 24)),
            (date(2026, 12, 31), "week 2", date(2027, 1, 15)),
            (date(2026, 12, 30), "vr 1", date(2027, 1, 1)),
            (date(2028, 1, 3), "29-2", date(2028, 2, 29)),
            (date(2027, 12, 3), "29-2", date(2028, 2, 29)),
            (date(2026, 11, 24), "half volgende week", date(2026, 12, 2)),
            (date(2026, 11, 24), "half deze maand", None),
            (date(2026, 11, 24), "half volgende maand", date(2026, 12, 15)),
            (date(2026, 11, 28), "eind van de week", None),
            (date(2026, 11, 24), "begin van het jaar", None),
            (date(2026, 11, 24), "3-2-85", None),
            (date(2026, 11, 24), "32 december", None),
            (date(2026, 11, 24), "vr 32", None),
            (date(2026, 12, 29), "27-12", None),
            (date.max, "vr 1", None),
            (date.max, "morgen", None),
            (date(2026, 11, 24), "week 60", None),
        ],
    )
    def test_a_day_seen_from_another_day(self, today: date, line: str, due_on: date | None) -> None:
        assert read_line(line, replace(TABLE, today=today)).due_on == due_on
