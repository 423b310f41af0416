"""Say which words can name a day, as people here type them; the patterns read folded text."""

from __future__ import annotations

import re


def words_of(text: str) -> frozenset[str]:
    """Return the words of a list that is written as one text."""
    return frozenset(text.split())


WEEKDAYS = ("ma", "di", "wo", "do", "vr", "za", "zo")
MONTHS = ("jan", "feb", "mrt", "apr", "mei", "jun", "jul", "aug", "sep", "okt", "nov", "dec")
_COUNTED = "een twee drie vier vijf zes zeven acht negen tien elf twaalf dertien veertien"
COUNTS = {name: number for number, name in enumerate(_COUNTED.split(" "), 1)}

_WD = (
    r"(?:ma(?:andag)?|di(?:nsdag)?|wo(?:ensdag)?|do(?:nderdag)?|vr(?:ijdag)?|za(?:terdag)?|zo(?:ndag)?)\b\.?"
)
_MONTH = (
    r"(?:jan(?:uari)?|febr?(?:uari)?|mrt|maart|apr(?:il)?|mei|juni?|juli?|aug(?:ustus)?|sept?(?:ember)?"
    r"|okt(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b\.?"
)
_COUNT = rf"(?:[0-9]{{1,3}}|{'|'.join(sorted(COUNTS, key=len, reverse=True))})"
_UNIT = r"(?:dagen|dag|dgn|d|werkdagen|werkdag|weken|week|wkn|wk|w|maanden|maand|mnd|jaar|uren|uur|u)"
_YEAR = r"(?:20[0-9]{2}|'[0-9]{2})"
_NEXT = r"(?:volgende|komende|aankomende)"
_SOON = r"(?:aanstaande|a\.s\.|as|komende|aankomende|eerstkomende|eerstvolgende|deze)"

_NUMERIC = (
    r"(?:(?:19|20)[0-9]{2}-[0-9]{1,2}-[0-9]{1,2}"
    r"|[0-9]{1,2}\.[0-9]{1,2}\.(?:19|20)[0-9]{2}"
    r"|[0-9]{1,2}(?P<sign>[-/])[0-9]{1,2}(?P=sign)(?:(?:19|20)[0-9]{2}|'?[0-9]{2})"
    r"|[0-9]{1,2}[-/][0-9]{1,2})"
)
_WORDED = rf"[0-9]{{1,2}}(?:e|de|ste)?[ -]?{_MONTH}(?:[ -]{_YEAR})?"

#: Tried in this order at the beginning of a word; ``day`` gives the one that fits its group.
_FORMS = {
    "vague": (
        r"(?:(?:voor|na|met|rond|tot|tegen|in|vanaf|uiterlijk|tijdens)(?: de| het)? )?"
        r"(?:(?:eerste |tweede )?kerst(?:dag|dagen|mis|vakantie)?|oud en nieuw|nieuwjaar|pasen|pinksteren"
        r"|hemelvaart|sinterklaas|koningsdag|carnaval|ramadan|suikerfeest)\b"
        r"|(?:voor|na|tot|tegen|in|vanaf|tijdens|rond)(?: de| het)? (?:[a-z]+vakantie|vakantie|zomer|winter"
        r"|herfst|lente|voorjaar|najaar|weekend|weekeinde|feestdagen|bouwvak|jaarwisseling)\b"
        r"|(?:dit|komend|volgend|aanstaand) (?:weekend|weekeinde|voorjaar|najaar)\b"
        r"|(?:zo )?(?:snel|spoedig|vlug|gauw) mogelijk\b|zsm\b|z\.s\.m\.?|asap\b|a\.s\.a\.p\.?"
        r"|(?:op |de )?(?:volgende|eerstvolgende) (?:keer|maal|overleg|vergadering|bijeenkomst"
        r"|zitting|afspraak)\b"
        r"|(?:voor |in |bij )?(?:het )?(?:volgend|volgende|eerstvolgende) overleg\b"
        r"|op (?:korte |lange )?termijn\b|te zijner tijd\b|t\.z\.t\.?|tzt\b"
        r"|per (?:direct|omgaande|ommegaande)\b"
        r"|(?:snel|spoedig|binnenkort|gauw|straks|eerdaags|ooit|binnen afzienbare tijd|vandaag of morgen)\b"
        r"|van(?:avond|middag|ochtend|morgen|nacht)\b|morgen(?:ochtend|vroeg|middag|avond)\b"
        r"|(?:maan|dins|woens|donder|vrij|zater|zon)dag(?:ochtend|morgen|middag|avond|nacht)\b"
        rf"|(?:voor|uiterlijk|in|per|vanaf|na|rond|tot|tegen|volgend jaar) {_MONTH}(?! [0-9]{{1,2}}\b)"
        r"|(?:eind|begin|half|medio|voor|in) 20[0-9]{2}\b"
        r"|(?:deze|volgende|komende|aankomende) (?:zomer|winter|herfst|lente|vakantie)\b"
        r"|over een (?:dag|week|maand) of [a-z]+|over een (?:tijdje|poos|poosje)\b"
        r"|(?:over|binnen) (?:een paar|enkele|enige|wat) (?:dagen|weken|maanden)\b"
        r"|een dezer dagen\b|nader te bepalen\b|n\.t\.b\.?|ntb\b"
    ),
    "unsure": (
        rf"{_WD} ?(?:-|t/m|tot en met|tot|of|en) ?{_WD}"
        rf"|volgende {_WD}"
        rf"|in (?!een\b){_COUNT} {_UNIT}"
    ),
    "past": rf"(?:afgelopen|vorige) (?:week {_WD}|{_WD}|week\b|maand\b)|gisteren\b|eergisteren\b",
    "dated": rf"(?:(?:{_SOON} )?{_WD},? )?(?:{_NUMERIC}|{_WORDED})",
    "ofweek": rf"(?:{_NEXT}|deze) week(?: op)? {_WD}|{_WD}(?: in| van)? (?:{_NEXT}|deze) week\b",
    "later": rf"{_WD} over {_COUNT} (?:week|weken|wk)\b",
    "weekday": rf"(?:{_SOON} )?{_WD}(?: (?:a\.s\.?|as\b|aanstaande\b))?",
    "after": rf"(?:over|binnen) (?:{_COUNT} ?{_UNIT}|(?:een )?half jaar|een kwartaal)\b",
    "part": (
        r"(?!half jaar)(?:het )?(?:eind|einde|begin|half|medio|midden)(?: van)?(?: de| het)? ?(?:vd )?"
        rf"(?:(?:deze |{_NEXT} )?week\b|(?:deze |{_NEXT} )?maand\b|(?:dit )?jaar\b|{_MONTH}(?: {_YEAR})?)"
    ),
    "period": rf"(?:{_NEXT}|deze) (?:week|maand)\b",
    "weeknumber": r"(?:week|wk) [0-9]{1,2}\b(?! van\b)",
    "near": r"vandaag\b(?! de dag)|overmorgen\b|morgen\b",
}

_PREPOSITION = (
    r"(?:uiterlijk(?: op| voor| per| tot)?|voor|per|op|vanaf|tegen|tot en met|tot uiterlijk|tot|t/m"
    r"|aan(?= het )|in(?= (?:week|wk) ))"
)
_SURE = "|".join(f"(?P<{name}>{form})" for name, form in _FORMS.items() if name != "vague")

#: One phrase as whole words; ``ask`` is a question mark: whoever types "vr?" is not sure.
PHRASE = re.compile(
    r"(?:(?<= )|^)(?P<open>[(\[\"'])?"
    rf"(?:(?P<vague>{_FORMS['vague']})|(?:(?P<preposition>{_PREPOSITION}) )?(?:{_SURE}))(?: a\.s\.)?"
    r"(?(open)[)\]\"'.,;:]*|[.,;:]*)(?P<ask>\?*)(?=[)\]\"']*!*(?: |$))"
)

#: "binnen 24 uur" in an als-dan-afspraak.
WITHIN = re.compile(
    rf"(?:(?<= )|^)binnen (?P<count>[0-9]{{4,5}}|{_COUNT}|het) ?"
    r"(?P<unit>uur|uren|u|dagen|dag|dgn|d|weken|week|wkn|wk|w|etmalen|etmaal)[.,;:]*(?=!*(?: |$))"
)
HOURS = {"u": 1, "d": 24, "e": 24, "w": 168}

CONTEXT_UNSURE = words_of(
    "na sinds rond omstreeks ongeveer circa ca van tussen om vanuit elke iedere alle elk ieder een de die"
)
#: "mijn ma", "in de morgen", "een wo": the short word is no day there.
CONTEXT_NOUN = words_of("mijn zijn haar hun je jouw uw ons onze de een het die goede goeie elke iedere s 's")
#: "het is zo", "niet zo": before these a last "zo" is no Sunday.
CONTEXT_SO = words_of(
    "is was niet of en net ook blijft gaat al gewoon wel nog het dit dat tot echt even maar hoe doet doe zijn"
)
CONTEXT_NUMBERED = words_of(
    "nr nummer huisnummer kamer pagina blz bladzijde p artikel art lid afdeling verdieping bus lijn score"
    " versie v stand uitslag cel niveau fase groep geb geboren geboortedatum"
)
STREET = re.compile(
    r"[a-z'-]*(?:straat|str|laan|weg|plein|kade|gracht|singel|dijk|hof|pad|plantsoen|steeg|dreef|park|markt)$"
)
COUNTED = words_of(
    "keer keren maal x dag dagen week weken maand maanden jaar jr jaren uur uren u minuten min personen"
    " mensen kinderen euro procent % stuks meldingen gesprekken afspraken graden km meter m deel delen"
)
