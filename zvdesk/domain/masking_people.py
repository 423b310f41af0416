"""Read a professional as someone typed one: which words are the name, and which are the function."""

from __future__ import annotations

import re

from zvdesk.domain.masking_fold import letters_of, words_of


def _set(words: str) -> frozenset[str]:
    return frozenset(re.findall(r"\w+", words))


PARTICLES = _set(
    "aan af al bij d da de del den der des di do dos du el en het in la las le les los of op over s t te ten "
    "ter tot uijt uit van vd vander vanden von zu zum zur"
)
#: Words too common to be masked when they stand alone, unless they are clearly used as a name.
COMMON = PARTICLES | _set("als dan dat die er is ik je ja ma na nu om vr we wo ze zo za")
TITLES = _set("dhr dr drs heer ing ir jr meneer mevr mevrouw mr mw mrs prof sr")
_PREFIXES = PARTICLES & _set("d da del di do dos du el ten ter uijt van vd vander vanden von zu zum zur")
_FUNCTIONS = _set(
    "afdeling aanbieder ambulant bestuur betrokkene bestuurlijk burgemeester chef coach college "
    "crisisdienst dienst dienstdoende directie directeur domein familie gemeente gezin ggd ggz griffier "
    "hulpverlener huis inwoner jeugd jeugdzorg jurist kernteam loco manager meldkamer mentor noord "
    "noordwest oost zuid west nacht officier om openbare operationeel orde partner piket politie proces "
    "regisseur school sociaal sociale specialist staf tafel team veilig veiligheid veiligheidshuis voogd "
    "voorzitter waarnemend wethouder wijk wijkteam zorg zvh bewoner broer buurman buurvrouw client "
    "dochter ex kind kinderen man moeder neef netwerk nicht oma oom opa ouder ouders pleegouders tante "
    "vader vriend vriendin vrouw zelf zoon zus aanspreekpunt alle allemaal allen ander anderen bepalen "
    "boven ieder iedereen iemand keten kinderbescherming niemand namens nb nnb nog ntb nvt onbekend "
    "onderdeel partijen partners raad samen thuis via volgt voor wie wijst zie basisschool beleid "
    "casemanager cjg corporatie drie dji ggze ggzs handhaving hovj hulp ib jb jongerenwerk justitie "
    "kernpartner kinderopvang leerplicht maatschappelijk meldpunt mt opvang ovd parket penitentiair pgb poh "
    "reclassering rechtbank rvdk schuldhulp spv toezicht verslavingszorg werk wlz wmo wonen zat "
)
_FUNCTION_ENDINGS = (
    *("adviseur", "agent", "ambtenaar", "arts", "assistent", "begeleider", "begeleiding", "beheerder"),
    *("behandelaar", "beschermer", "bewindvoerder", "burgemeester", "consulent", "coordinator", "curator"),
    *("deskundige", "dienst", "directeur", "docent", "hoofd", "houder", "hulpverlening", "inspecteur"),
    *("kundige", "leider", "manager", "medewerker", "mentor", "officier", "persoon", "professional"),
    *("psychiater", "psycholoog", "rechercheur", "regisseur", "secretaris", "team", "voogd", "voorzitter"),
    *("werker", "werkster", "zorg"),
)
#: Functions that are a family name as well: "Sanne West".
_ALSO_NAMES = _set("huis man nacht noord oost orde school staf voogd west wijk zorg zuid")
_INITIALS = re.compile(r"\w\.?|(?:\w{1,2}\.-?)+\w?")


def initials(name: str) -> str:
    """Return the initials of a name as typed: ``S.O.`` for ``S. van Oefenaar`` and ``Oefenaar, Sanne``."""
    words = [word for word in given_first(name).split() if letters_of(word)]
    names = names_in(name)
    kept = [word for word in words if word in names or (len(letters_of(word)) == 1 and word[0].isupper())]
    shown = [_first_letter(word) for word in kept or words]
    return "".join(f"{letter}." for letter in (*shown[:1], *shown[1:][-1:]))


def is_function(text: str) -> bool:
    """Tell whether a text names a function ("Dienstdoende chef") and nobody by name."""
    return not names_in(text)


def is_no_name(word: str) -> bool:
    """Tell whether a word by itself is a function, a title or a prefix, and no name."""
    letters = letters_of(word)
    if len(letters) < 2 or letters in TITLES or letters in COMMON or not letters.isalpha():
        return True
    return all(part in _FUNCTIONS or _ends_as_function(part) for part in words_of(word))


def given_first(text: str) -> str:
    """Return a name without what stands in brackets, and ``Oefenaar, Sanne`` the other way round."""
    before, _, after = re.sub(r"\(.*?\)", " ", text).partition(",")
    is_name = any(_is_initials(word) or _is_particle(word) or not is_no_name(word) for word in after.split())
    return f"{after if is_name else ''} {before}".strip()


def names_in(text: str) -> list[str]:
    """Return the words of a typed person that are names, such as ``["Rob", "Aarts"]``.

    A function word counts behind an initial, a title or a prefix ("J. van Wijk"), and behind a first name
    when it is a family name as well. A small letter among capitals counts only when it comes first.
    """
    words = given_first(text).split()
    is_lower = not any(c.isupper() for c in text)
    found: list[int] = []
    maybe: list[int] = []  # functions behind a title: names when there is no other
    led_by = ""  # what stands before and makes a name of the next word
    for place, word in enumerate(words):
        letters, is_capital = letters_of(word), word[:1].isupper()
        is_last_name = led_by == "initial" and place == len(words) - 1 and is_capital
        if _is_initials(word):
            led_by = "initial"
        elif letters in TITLES:
            led_by = "title"
        elif _is_particle(word) and not is_last_name:
            is_prefix = led_by or found or (letters in _PREFIXES and _leads_to(words, place, first=0))
            led_by = "prefix" if is_prefix else ""
        elif letters.isalpha():
            is_led = led_by == "initial" or (led_by == "prefix" and (is_capital or is_lower))
            is_second = is_capital and found == [place - 1] and letters in _ALSO_NAMES
            if is_led or is_second or not is_no_name(word):
                found.append(place)
            elif is_capital and led_by == "title":
                maybe.append(place)
            led_by = ""
    kept = found or maybe
    capitals = [place for place in kept if words[place][:1].isupper()]
    if capitals and kept[0] == 0 and _leads_to(words, capitals[0]):
        capitals = list(dict.fromkeys((0, *capitals)))
    return [words[place] for place in capitals or kept]


def _leads_to(words: list[str], place: int, first: int = 1) -> bool:
    """Tell whether nothing but prefixes stands between a word and a name: "jan de Boer"."""
    return all(_is_particle(word) for word in words[first:place])


def _first_letter(word: str) -> str:
    return next((c for c in word if c.isalnum()), letters_of(word)[0]).upper()


def _is_initials(word: str) -> bool:
    return bool(_INITIALS.fullmatch(word)) and letters_of(word).isalpha()


def _is_particle(word: str) -> bool:
    return letters_of(word) in PARTICLES


def _ends_as_function(part: str) -> bool:
    return part.endswith(_FUNCTION_ENDINGS) and not part.endswith("aarts")
