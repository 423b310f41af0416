"""Put a signed document whole inside an encrypted PDF: a passphrase outside, the signature untouched inside.

Encrypting a PDF writes it anew, and no signature outlives that. So the document goes along as a file in a
cover of one page, and the cover is encrypted: AES-256, revision 6 (ISO 32000-2, 7.6.4).
"""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pikepdf
from pikepdf import Encryption, Name, Pdf, Permissions

from zvdesk.documents import texts
from zvdesk.documents.attachments import Attachment, attach
from zvdesk.documents.finish import Parts, finish
from zvdesk.documents.flow import Flow, Paragraph, paragraph
from zvdesk.documents.fonts import check_all, printable
from zvdesk.documents.layout import Run
from zvdesk.documents.look import ACCENT, CONTENT_WIDTH, LEFT, Styles
from zvdesk.documents.page_parts import practice_band
from zvdesk.documents.pen import draw
from zvdesk.documents.structure import Tag
from zvdesk.documents.tagged import PAGE_HEIGHT, Rule
from zvdesk.documents.xmp import Metadata

if TYPE_CHECKING:
    from datetime import datetime

TITLE = "Versleutelde bijlage"
INSIDE = "In dit bestand zit de ondertekende lijst. Zo opent u die:"
STEPS = (
    "1. Klik op de paperclip, of kies Bijlagen. In Adobe Reader en Firefox staat die aan de linkerkant.",
    "2. Bewaar het bestand {name} op een veilige plaats van uw organisatie.",
    "3. Open dat bestand. De handtekening controleert u daarin, niet in deze bladzijde.",
)
NO_CLIP = "Ziet u geen paperclip? Open dit bestand dan in Adobe Reader of Firefox."
ALONE = "Bewaar de wachtzin niet bij dit bestand, en mail die niet."
_TOP, _BOTTOM = PAGE_HEIGHT - 60, 60.0


def cover(
    document: bytes, name: str, passphrase: str, *, house: str, made_at: datetime, is_practice: bool
) -> bytes:
    """Return an encrypted PDF of one page with a document inside, byte for byte as it was.

    ``name`` is the file name of the document. Who knows the passphrase may do all with it; a screen reader
    reads it too. Raises MissingGlyphs.
    """
    steps = tuple(step.format(name=name) for step in STEPS)
    check_all((house, TITLE, INSIDE, *steps, NO_CLIP, ALONE))
    flow = Flow(top=_TOP, bottom=_BOTTOM)
    flow.add(paragraph(house, Styles.house, after=4))
    flow.place(Rule(LEFT, flow.y, CONTENT_WIDTH, ACCENT, 1.4))
    flow.y -= 16
    flow.add(Paragraph((Run(TITLE, Styles.title),), Tag.H1, after=8))
    flow.add(paragraph(INSIDE, after=6))
    for step in steps:
        flow.add(paragraph(step, after=4))
    flow.space(8)
    for words in (NO_CLIP, ALONE):
        flow.add(paragraph(words, Styles.quiet, after=2))
    if is_practice:
        practice_band(flow.sheets[0], flow.root)
    metadata = Metadata(
        title=TITLE,
        subject=INSIDE,
        author=printable(house),
        creator=texts.CREATOR,
        producer=texts.CREATOR,
        created_at=made_at,
        document_id="urn:zvdesk:cover",
    )
    page = finish(draw(flow.sheets), Parts(metadata=metadata, root=flow.root, bookmarks=(), fields=()))
    return _sealed(
        page,
        Attachment(name=name, description=name, mime_type="application/pdf", data=document),
        passphrase,
        made_at,
    )


def _sealed(page: bytes, document: Attachment, passphrase: str, made_at: datetime) -> bytes:
    with Pdf.open(io.BytesIO(page)) as pdf:
        attach(pdf, (document,), made_at)
        pdf.Root.PageMode = Name.UseAttachments  # where a reader knows it, the list of files stands open
        target = io.BytesIO()
        pdf.save(
            target,
            encryption=Encryption(
                owner=passphrase, user=passphrase, R=6, aes=True, metadata=True, allow=Permissions()
            ),
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
            force_version=("1.7", 8),
        )
    return target.getvalue()
