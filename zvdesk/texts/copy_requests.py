"""Ask in Dutch to destroy the copy of a case that went to a colleague; a person sends it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zvdesk.texts.days import day

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

SUBJECT = "Verzoek: vernietig uw kopie"


def copy_line(case_number: str, given_on: date, *, is_destroyed: bool) -> str:
    """Return which case somebody got, when, and why it must go."""
    why = "de casus is hier vernietigd" if is_destroyed else "de bewaartermijn is om"
    return f"- casus {case_number}, gekregen op {day(given_on)}: {why}"


def request_body(recipient: str, lines: Iterable[str], sender: str, house: str) -> str:
    """Return the whole text, ready to send."""
    return "\n".join(
        (
            f"Beste {recipient},",
            "",
            "U kreeg van ons met zvdesk:",
            *lines,
            "",
            "Wilt u uw kopie vernietigen? Uw functioneel beheerder doet dat in zvdesk bij Bewaren. Gooi ook het "
            "pakket (.zvpakket) weg, op elke stick en in elke map, en wat u hebt geprint.",
            "",
            "Laat u mij weten op welke dag dat is gebeurd? Dan leggen wij het vast.",
            "",
            "Met vriendelijke groet,",
            sender,
            house,
        )
    )
