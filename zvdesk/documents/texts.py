"""Hold the Dutch words on paper: short sentences, B1, no locale."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zvdesk.domain.actions import Informing
from zvdesk.domain.log_standing import HASH_DIGITS, MARK_DIGITS

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date, datetime
    from typing import TypeAlias

    from zvdesk.domain.access_packages import AccessPackage
    from zvdesk.domain.action_lists import ActionList, ListAction
    from zvdesk.domain.case_overviews import CaseOverview
    from zvdesk.domain.crisis_cards import CrisisCard
    from zvdesk.domain.keeping import DestructionCertificate
    from zvdesk.domain.log_views import LogReport

    Signed: TypeAlias = (
        ActionList | CrisisCard | DestructionCertificate | LogReport | CaseOverview | AccessPackage
    )

_DAYS = ("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag")
_MONTHS = (
    *("januari", "februari", "maart", "april", "mei", "juni"),
    *("juli", "augustus", "september", "oktober", "november", "december"),
)
_MONTHS_SHORT = ("jan", "feb", "mrt", "apr", "mei", "jun", "jul", "aug", "sep", "okt", "nov", "dec")

PRACTICE = "OEFENING"
PRACTICE_SENTENCE = "Dit is een oefening met verzonnen mensen en organisaties."
CREATOR = "zvdesk"
GOAL, REGIE, DECISIONS = "Ons gezamenlijke doel", "Wie heeft de regie", "Besluiten"
CONDITIONALS, RESERVATIONS, FOLLOW_UP = "Als, dan", "Voorbehoud", "Vervolg"
CONTACT, ABOUT, EXPLAINED = "Lukt iets niet?", "Over deze lijst", "Toelichting"
LEVEL = "Niveau"
NO_LEVEL = "nog niet vastgesteld"
NO_GOAL = "Er is nog geen gezamenlijk doel afgesproken."
NO_DECISIONS = "Er zijn geen besluiten genomen."
NO_OWN_ACTIONS = "Er zijn geen acties voor uw organisatie."
NO_ACTIONS = "Er zijn geen acties afgesproken."
NO_FOLLOW_UP = "Er is geen volgend overleg gepland."
NO_CONTACT = "Bel de voorzitter van het overleg."
NOT_NAMED = "nog niet bekend"
NO_DAY = "geen datum"
URGENT = "Urgent."
CONDITION = "Als:"
STATUS = "Stand:"
INSIDE = "Dezelfde gegevens zitten als bestand in dit document."
OWN_ONLY = "Deze lijst bevat alleen acties van uw eigen organisatie."
CHECK = "Is dit echt? Kijk het na met zvdesk, bij Controleren."
SIGNATURE_FIELD = "Digitale ondertekening van deze actielijst"
SECOND = "Tweede handtekening (hoeft niet): hier, bijvoorbeeld van de secretaris."
SECOND_FIELD = "Digitale ondertekening door een tweede persoon"
ACTION_COLUMNS = ("Nr", "Wat", "Wie", "Uiterlijk", "Betrokkene weet dit")
ORGANISATION_COLUMN = "Organisatie"
CONDITIONAL_COLUMNS = ("Nr", "Als", "Dan", "Wie", "Binnen")
DECISION_COLUMNS = ("Nr", "Besluit")


def long_day(day: date) -> str:
    """Write ``dinsdag 24 november 2026``."""
    return f"{_DAYS[day.weekday()]} {plain_day(day)}"


def plain_day(day: date) -> str:
    """Write ``24 november 2026``."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def short_day(day: date) -> str:
    """Write ``di 24 nov 2026``."""
    return f"{_DAYS[day.weekday()][:2]} {brief_day(day)}"


def brief_day(day: date) -> str:
    """Write ``24 nov 2026``."""
    return f"{day.day} {_MONTHS_SHORT[day.month - 1]} {day.year}"


def time_of_day(moment: datetime) -> str:
    """Write ``11:04``."""
    return f"{moment.hour}:{moment.minute:02d}"


def about_what(title: str) -> str:
    """Return which agreement a voorbehoud is about."""
    return f"Dit gaat over: {sentence(title)}"


def sentence(text: str) -> str:
    """Return the text with a full stop when it has no ending of its own."""
    tidy = text.strip()
    ending = tidy.rstrip("\"'”’»)]")[-1:]
    return tidy if not tidy or ending in (".", "!", "?", "…") else tidy + "."


def without(text: str, opening: str) -> str:
    """Return the text without a word that someone typed as well, such as ``als``."""
    tidy = text.strip()
    return tidy[len(opening) :].lstrip() if tidy.casefold().startswith(opening) else tidy


def count(number: int, one: str, many: str) -> str:
    """Write ``geen acties``, ``1 actie`` or ``2 acties``."""
    return f"{number or 'geen'} {one if number == 1 else many}"


def meeting_line(content: ActionList) -> str:
    """Say which meeting and when."""
    times = time_of_day(content.meeting_at)
    if content.ended_at is not None:
        times += f" tot {time_of_day(content.ended_at)}"
    return f"{content.title} · {long_day(content.meeting_at)}, {times}"


def audience(content: ActionList | CrisisCard | CaseOverview) -> str:
    """Say for whom the paper is, in a word beside ``Voor``."""
    return content.recipient or "het dossier van het huis"


def heading(content: ActionList) -> str:
    """Name the list."""
    return f"Actielijst {content.recipient}" if content.recipient else "Volledige actielijst"


def subtitle(content: ActionList) -> str:
    """Say which case, how many actions and which version."""
    number = count(len(content.actions), "actie", "acties")
    if content.recipient:
        number += " voor uw organisatie"
    else:
        organisations = len({a.organisation for a in content.actions if a.organisation})
        number += f" voor {count(organisations, 'organisatie', 'organisaties')}" if organisations else ""
    return f"Casus {content.case_number} · {number} · {version(content)}"


def version(content: ActionList) -> str:
    """Say which version this is and which it replaces."""
    replaced = "" if content.replaces is None else f", vervangt versie {content.replaces}"
    return f"versie {content.version}{replaced}"


def correction(content: ActionList) -> str:
    """Say why an earlier version was replaced, or nothing."""
    if content.replaces is None:
        return ""
    reason = f" Reden: {sentence(content.correction_reason)}" if content.correction_reason.strip() else ""
    return f"Deze lijst vervangt versie {content.replaces}. Gebruik de oude lijst niet meer.{reason}"


def goal(content: ActionList) -> str:
    """State the goal, its day and how it shows."""
    if not content.goal.strip():
        return NO_GOAL
    parts = [sentence(content.goal)]
    if content.goal_on is not None:
        parts.append(f"Dit willen wij uiterlijk {plain_day(content.goal_on)} bereiken.")
    if content.goal_indicator.strip():
        parts.append(f"Wij merken dat aan: {sentence(content.goal_indicator)}")
    return " ".join(parts)


def level_note(content: ActionList) -> str:
    """Say the colour's name and which level it was."""
    parts = [f"({content.level_colour_name})"] if content.level_colour_name else []
    if content.previous_level_code and content.previous_level_code != content.level_code:
        parts.append(f"was {content.previous_level_code}")
    return ", ".join(parts)


def actions_heading(content: ActionList) -> str:
    """Name the table of actions."""
    return "Uw acties" if content.recipient else "Acties"


def no_actions(content: ActionList) -> str:
    """Say that there is nothing to do."""
    return (
        "Er zijn geen acties voor uw organisatie."
        if content.recipient
        else "Er zijn geen acties afgesproken."
    )


def informing(action: ListAction) -> str:
    """Say whether the person concerned knows of the action."""
    note = action.informing_note.strip()
    words = {Informing.DONE: "ja", Informing.NOT_YET: "nog niet", Informing.EXCEPTION: "nee, uitzondering"}
    text = words[action.informing]
    if note:
        text += f": {note}" if action.informing is Informing.EXCEPTION else f", {note}"
    if action.informing_recheck_on is not None:
        text += f"; opnieuw bekijken op {brief_day(action.informing_recheck_on)}"
    return text


def continued(number: int) -> str:
    """Say above the rest of a row, on its next page, which row it is."""
    return f"{number} (vervolg)"


def within(hours: int | None) -> str:
    """Say within how long."""
    if hours is None:
        return "geen termijn"
    return f"{hours} uur" if hours % 24 or hours <= 48 else f"{hours // 24} dagen"


def follow_up(content: ActionList) -> str:
    """Say when the next meeting and the re-test are."""
    parts = (
        [f"Volgende overleg: {long_day(content.follow_up_on)}."]
        if content.follow_up_on is not None
        else [NO_FOLLOW_UP]
    )
    if content.follow_up_note.strip():
        parts.append(sentence(content.follow_up_note))
    if content.retest_on is not None:
        parts.append(f"Hertoets van het niveau: {plain_day(content.retest_on)}.")
    return " ".join(parts)


def contact(content: ActionList) -> str:
    """Say whom to call."""
    return (
        f"Bel {sentence(content.contact)} Wacht niet tot het volgende overleg."
        if content.contact.strip()
        else NO_CONTACT
    )


def about(content: ActionList) -> tuple[str, ...]:
    """Return the sentences that close the list."""
    parts = [OWN_ONLY if content.recipient else ""]
    parts.append(f"Grondslag: {sentence(content.ground)}" if content.ground.strip() else "")
    parts.append(sentence(content.closing_sentence))
    parts.append(INSIDE)
    return tuple(part for part in parts if part)


def marks(content: ActionList) -> tuple[str, ...]:
    """Return a line for each whole hash by which lists are compared: of the text read aloud, of the log."""
    head = content.log_head
    return (
        *((f"Vastgestelde tekst (SHA-256): {grouped(content.text_sha256)}",) if content.text_sha256 else ()),
        *((f"Logboek, regel {head.sequence}: {grouped(head.mac)}",) if head else ()),
    )


def grouped(digest: str) -> str:
    """Write a hash whole, in groups of four."""
    return " ".join(digest[n : n + 4] for n in range(0, len(digest), 4))


def log_mark(content: Signed) -> str:
    """Say how far the log had come, and that its hash is longer than what stands here; or nothing."""
    part = f"({MARK_DIGITS} van {HASH_DIGITS} tekens)"
    return f"Logboek {content.audit_mark} {part}" if content.audit_mark else ""


def signed_by(content: Signed) -> str:
    """Say who signed with whose key, the house's unless named; never more than that (eIDAS)."""
    who = ", ".join(part for part in (content.signer_name.strip(), content.signer_role.strip()) if part)
    return (
        f"Ondertekend door {who}, met een sleutel die {content.key_issuer or content.house} heeft uitgegeven."
    )


def signed_when(content: Signed, told: Iterable[str] = ()) -> str:
    """Say when, what else is told of the signing, and how to check."""
    at = content.signed_at
    return " ".join((f"Op {plain_day(at)} om {time_of_day(at)}.", *told, CHECK))


def consent(content: ActionList) -> tuple[str, ...]:
    """Say who read it over and how many agreed."""
    read = f"Nagelezen door {sentence(content.reviewed_by)}" if content.reviewed_by.strip() else ""
    number = count(content.agreed, "organisatie ging", "organisaties gingen")
    return tuple(part for part in (read, f"{number} aan tafel akkoord." if content.agreed else "") if part)


def page_number(number: int, total: int) -> str:
    """Write ``pagina 1 van 3``."""
    return f"pagina {number} van {total}"


def destroy(content: ActionList | CrisisCard | CaseOverview) -> str:
    """Say before which day the paper is to be destroyed, or nothing."""
    return "" if content.destroy_before is None else f"Vernietigen vóór {plain_day(content.destroy_before)}"
