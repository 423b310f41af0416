"""Make blank forms for the tests, from the agenda that is shipped."""

from __future__ import annotations

from dataclasses import replace

from tests.documents.lists import SIGNED_AT
from zvdesk.content.library import load_library
from zvdesk.domain.agenda import MeetingKind
from zvdesk.domain.blank_forms import BlankForm, blank_levels, blank_steps


def blank_form(kind: MeetingKind = MeetingKind.TABLE) -> BlankForm:
    """Make the form of a house that practises."""
    library = load_library()
    template = library.templates_of(kind)[0]
    return BlankForm(
        house="Zorg- en Veiligheidshuis Oefenregio",
        is_practice=True,
        name=template.name,
        steps=blank_steps(template),
        levels=blank_levels(library.scheme("ave-standaard")),
        printed_at=SIGNED_AT,
        document_id="0192f0c4-7d1e-7c11-8a3b-1f2e3d4c5b6d",
    )


def every_form() -> dict[str, BlankForm]:
    """Make one form of each kind."""
    plain = replace(blank_form(MeetingKind.URGENT), is_practice=False, levels=())
    return {"form": blank_form(), "form_urgent": plain}
