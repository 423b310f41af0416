"""Picture the papers: a signed list and a crisis card of one whole practice meeting."""

from __future__ import annotations

import io
from dataclasses import replace
from typing import TYPE_CHECKING

from picture_table import LED, StagedClock

if TYPE_CHECKING:
    from pathlib import Path

    from zvdesk.services.practice import Practice

LISTED = 1  # which case of the practice script has its list and its page in the pictures
PHONES = ("Crisisdienst GGZ 06-12345633", "Zus van meneer 06-12345650", "Procesregie 06-12345611")
DOTS = 110  # per inch
COLOURS = 96
LARGEST = 200_000  # bytes


def picture_papers(place: Path, folder: Path) -> Path:
    """Lead a whole practice meeting, sign a list and a crisis card, draw them and return the list."""
    from zvdesk.services import exports, papers, practice, vaults, verification
    from zvdesk.services.clock import Clock
    from zvdesk.services.export_sets import Recipient
    from zvdesk.services.signed_sets import sign_set

    clock = StagedClock()
    made = with_phones(practice.create_practice(place / "lijsten.zvkluis", clock=Clock(clock)))
    meeting_id = practice.run_table(made, lambda _number: clock.pass_by(minutes=25))
    case_id = made.ids[made.table.scripts[LISTED].case_id]
    target = next(
        t
        for t in exports.targets(made.desk, meeting_id, case_id)
        if t.organisation is not None and t.organisation.kind == "politie"
    )
    organisation_id = target.organisation.id if target.organisation else ""
    with exports.signing(made.desk, made.passphrase) as signer:
        carded = made.ids[made.table.scripts[LED].case_id]
        wanted = [Recipient(case_id, organisation_id or None), Recipient(carded, None, papers.CARD)]
        made_set = sign_set(made.desk, signer, meeting_id, wanted, place)
    (_, exported), (_, card) = made_set.made
    verification.trust_certificate(made.desk.house.certificate)
    vaults.lock(made.desk)
    draw_page(exported.path, folder / "lijst.png")
    draw_page(card.path, folder / "crisiskaart.png")
    return exported.path


def with_phones(made: Practice) -> Practice:
    """Return the practice table with whom to ring at each als-dan agreement."""
    scripts = tuple(
        replace(script, conditionals=tuple(replace(c, phones=PHONES) for c in script.conditionals))
        for script in made.table.scripts
    )
    return replace(made, table=replace(made.table, scripts=scripts))


def draw_page(document: Path, picture: Path) -> None:
    """Draw the first page of a PDF."""
    import pypdfium2
    from PIL import Image

    with pypdfium2.PdfDocument(document) as opened:
        drawn = opened[0].render(scale=DOTS / 72, prefer_bgrx=True)
        size = (drawn.width, drawn.height)
        page = Image.frombytes("RGB", size, bytes(drawn.buffer), "raw", "BGRX", drawn.stride)
    data = io.BytesIO()
    page.save(data, "PNG")
    keep(data.getvalue(), picture)


def keep(png: bytes, path: Path) -> None:
    """Write a picture with as few colours as it needs to stay small; say how large it became."""
    from PIL import Image

    with Image.open(io.BytesIO(png)) as image:
        few = image.convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE)
        few.save(path, optimize=True)
    size = path.stat().st_size
    print(f"{path.name:28} {size:7}" + ("  TOO LARGE" if size > LARGEST else ""))
