"""Write the text that a meeting adopted in one fixed form, so that its hash says whether it is the same.

It holds what ``read_back.to_read`` has read aloud, from the snapshot that never changes. The random ids in it
keep anybody who has one organisation's list from guessing, by the hash, what stands on another's.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from zvdesk.domain.read_back import Outline, facts_of

if TYPE_CHECKING:
    from zvdesk.domain.adoption import AdoptedList

FORMAT = "zvdesk-vastgestelde-tekst/1"


def adopted_text(adopted: AdoptedList) -> str:
    """Return all that was adopted, a line per record: its kind, id and facts, with tabs between them."""
    content = adopted.content
    outline = Outline(
        id=adopted.case_id,
        case_number="",
        goal=content.goal,
        goal_on=content.goal_on,
        goal_indicator=content.goal_indicator,
        holders=content.holders,
        follow_up_on=content.follow_up_on,
        follow_up_note=content.follow_up_note,
    )
    retest = content.retest_on.isoformat() if content.retest_on else ""
    lines = [
        (FORMAT,),
        ("casus", outline.id, *facts_of(outline)),
        ("niveau", adopted.meeting_id, content.previous_level_code, content.level_code, retest),
        *(("besluit", d.id, *facts_of(d)) for d in content.decisions),
        *(("actie", a.id, *facts_of(a)) for a in content.actions),
        *(("als-dan", c.id, *facts_of(c)) for c in content.conditionals),
        *(("voorbehoud", r.id, r.about_id, *facts_of(r)) for r in content.reservations),
    ]
    return "".join("\t".join(map(_escaped, line)) + "\n" for line in lines)


def _escaped(fact: str) -> str:
    return fact.replace("\\", "\\\\").replace("\t", "\\t").replace("\n", "\\n")
