"""Say in Dutch why a referral file is refused, and what was noted while reading one.

``{path}`` is the place in the file, ``{limit}`` the limit or the allowed values. Keys are FieldProblem.reason
and ImportNote.kind.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from zvdesk.errors import FieldProblem

REFUSAL_SENTENCES: dict[str, str] = {
    # the file as a whole
    "too_large": "Het bestand is te groot. Een melding mag hooguit {limit} MB zijn.",
    "too_deep": "Het bestand is te diep genest: meer dan {limit} lagen. Dat is geen gewone melding.",
    "too_many_values": "Het bestand bevat te veel gegevens: meer dan {limit} waarden.",
    "not_utf8": "De tekens in het bestand zijn niet te lezen. Vraag de afzender om een bestand in UTF-8.",
    "not_json": "Het bestand is geen JSON, of het is beschadigd of niet compleet.",
    "trailing_data": "Na het einde van de melding staat nog iets in het bestand.",
    "not_an_object": "Het bestand bevat geen melding volgens het landelijke model.",
    # one place, before the model is looked at
    "duplicate_key": "{path}: dit veld staat er twee keer. Onduidelijk is welke waarde geldt.",
    "bad_number": "{path}: dit is geen bruikbaar getal.",
    "lone_surrogate": "{path}: hier staat een half teken. De tekst is beschadigd.",
    # one field of the model
    "missing": "{path}: dit verplichte veld ontbreekt.",
    "null": "{path}: dit verplichte veld is leeg (null).",
    "empty": "{path}: dit verplichte veld is leeg.",
    "wrong_type": "{path}: dit is niet de goede soort waarde. Verwacht wordt: {limit}.",
    "too_long": "{path}: deze tekst is te lang. Hooguit {limit} tekens.",
    "out_of_range": "{path}: dit getal valt buiten {limit}.",
    "not_in_list": "{path}: deze waarde mag hier niet. Wel toegestaan: {limit}.",
    "bad_bsn_shape": "{path}: een burgerservicenummer heeft negen cijfers en begint niet met een 0.",
    "bad_bsn_check": "{path}: dit burgerservicenummer klopt niet (elfproef).",
    "bad_postcode": "{path}: schrijf de postcode als 1234 AB.",
    "bad_email": "{path}: dit is geen e-mailadres.",
    "bad_uri": "{path}: dit is geen geldige verwijzing (URI).",
    "bad_date_time": "{path}: schrijf datum en tijd als 2026-03-12T14:30:00+01:00.",
    "bad_date": "{path}: schrijf de datum als 2026-03-12.",
    "no_time_zone": "{path}: bij deze tijd ontbreekt de tijdzone, zoals +01:00 of Z.",
    "no_such_date": "{path}: deze datum of tijd bestaat niet.",
}

EXPECTED: dict[str, str] = {  # what wrong_type and null give as their limit
    "text": "een tekst",
    "boolean": "true of false",
    "integer": "een heel getal",
    "object": "een object",
    "list": "een lijst",
}

NOTE_SENTENCES: dict[str, str] = {
    "unknown_field": "{path}: dit veld kent het landelijke model niet. Het is niet overgenomen.",
    "text_changed": "{path}: onzichtbare tekens zijn uit de tekst gehaald of gelijkgetrokken.",
    "period_reversed": "{path}: het einde ligt voor het begin. De tijden zijn overgenomen zoals ze er staan.",
}


def refusal_sentence(problem: FieldProblem) -> str:
    """Return the Dutch sentence for one problem."""
    limit = EXPECTED.get(problem.limit, problem.limit)
    return REFUSAL_SENTENCES[problem.reason].format(path=problem.path, limit=limit)


def note_sentence(kind: str, path: str) -> str:
    """Return the Dutch sentence for one note on a file that was read in."""
    return NOTE_SENTENCES[kind].format(path=path)
