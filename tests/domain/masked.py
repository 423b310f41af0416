"""Know of a case only what a test of the masking gives."""

from __future__ import annotations

from tests.factories import (
    ORGANISATIONS,
    library,
    make_action,
    make_case,
    make_contribution,
    make_file,
    make_subject,
)
from zvdesk.domain.masking import MaskTerms, terms_of
from zvdesk.texts.audience import MASK_WORDS

NOBODY = {"referrals": (), "participations": (), "holders": (), "conditionals": (), "information": ()}
PERSON = {"given_names": "Q", "prefix": "", "family_name": "Zzquist"}


def known(
    *, person: str = "", alias: str = "", contributions: tuple[str, ...] = (), **subject: object
) -> MaskTerms:
    file = make_file(
        case=make_case(alias=alias),
        subjects=(make_subject(**{**PERSON, **subject}),),
        actions=(make_action(person=person),),
        contributions=tuple(make_contribution(text=text) for text in contributions),
        **NOBODY,
    )
    everyday = library().everyday_words
    return terms_of(file, ORGANISATIONS.values(), words=MASK_WORDS, everyday=everyday)
