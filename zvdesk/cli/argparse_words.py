"""Hold what argparse says, in Dutch."""

from __future__ import annotations

WORDS = {
    "usage: ": "gebruik: ",
    "options": "opties",
    "positional arguments": "wat u opgeeft",
    "show this help message and exit": "toon deze hulp en stop",
    "show program's version number and exit": "toon het versienummer en stop",
    "the following arguments are required: %s": "dit ontbreekt: %s",
    "unrecognized arguments: %s": "onbekend: %s",
    "invalid choice: %(value)r (choose from %(choices)s)": "%(value)r bestaat niet; kies uit %(choices)s",
    "expected one argument": "hier hoort één waarde achter",
    "expected at least one argument": "hier hoort ten minste één waarde achter",
    "invalid %(type)s value: %(value)r": "%(value)r is geen geldige waarde",
    "argument %(argument_name)s: %(message)s": "%(argument_name)s: %(message)s",
    "not allowed with argument %s": "gaat niet samen met %s",
    "one of the arguments %s is required": "geef een van deze op: %s",
    "ambiguous option: %(option)s could match %(matches)s": "%(option)s is niet duidelijk: %(matches)s",
    "ignored explicit argument %r": "hier hoort geen waarde achter: %r",
}
