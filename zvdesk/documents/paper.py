"""Make the shell of every document; a kind of document only gives its content.

The shell is: metadata, language, bookmarks, foot, running head, practice band, panel of who signed, and the
head of the log as an attachment.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from zvdesk.documents import texts
from zvdesk.documents.finish import Parts, finish
from zvdesk.documents.flow import Flow, Paragraph, heading, height, paragraph
from zvdesk.documents.fonts import check_all, printable
from zvdesk.documents.layout import Run
from zvdesk.documents.log_head import head_attachment
from zvdesk.documents.look import ACCENT, CONTENT_WIDTH, LEFT, Styles
from zvdesk.documents.page_parts import Footer, practice_band, running_head
from zvdesk.documents.pen import draw
from zvdesk.documents.strings import strings
from zvdesk.documents.structure import Tag
from zvdesk.documents.tagged import PAGE_HEIGHT, Rule
from zvdesk.documents.xmp import Metadata
from zvdesk.domain.blank_forms import BlankForm
from zvdesk.domain.certificate_sheets import CertificateSheet
from zvdesk.domain.chair_scripts import ChairScript
from zvdesk.domain.colleagues import CardSheet
from zvdesk.domain.verification_reports import VerificationReport

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from zvdesk.documents.attachments import Attachment
    from zvdesk.documents.flow import Block
    from zvdesk.documents.page_parts import SignedPanel
    from zvdesk.documents.tagged import SignatureField
    from zvdesk.documents.texts import Signed

#: It agrees nothing with anybody.
Unsigned: TypeAlias = ChairScript | CertificateSheet | BlankForm | CardSheet | VerificationReport

GAP = 13.0  # between sections of a paper that opens and explains itself

_TOP = PAGE_HEIGHT - 60


def explained(words: str) -> tuple[Block, ...]:
    """Return the section that helps to read a paper."""
    return heading(texts.EXPLAINED), paragraph(words, Styles.quiet)


class Paper:
    """Hold the flow that a kind of document fills, and return it as a tagged PDF (PDF/UA-1, PDF/A-3a).

    Raises MissingGlyphs before anything is drawn when the fonts lack a letter.
    """

    def __init__(
        self,
        content: Signed | Unsigned,
        secrecy: str,
        facts: Iterable[str],
        *,
        top: float = _TOP,
        above_foot: float = 16.0,
    ) -> None:
        check_all(strings(content))
        self._content = content
        self._footer = Footer(secrecy, facts)
        self._fields: tuple[SignatureField, ...] = ()
        self.flow = Flow(top=top, bottom=self._footer.height + above_foot)

    def open(self, title: str) -> None:
        """Put the house and the title at the top."""
        flow = self.flow
        flow.add(paragraph(self._content.house, Styles.house, after=4))
        flow.place(Rule(LEFT, flow.y, CONTENT_WIDTH, ACCENT, 1.4))
        flow.y -= 16
        flow.add(Paragraph((Run(title, Styles.title),), Tag.H1, after=8))

    def sign(self, panel: SignedPanel, last: Sequence[Block] = ()) -> None:
        """Put who signed where the flow is, whole on one page; without it nobody signs the paper.

        The last section goes along, so that nobody signs an empty page.
        """
        if last:
            self.flow.space(GAP)
            self.flow.ensure(height(last) + GAP + panel.height)
            for block in last:
                self.flow.add(block)
            self.flow.space(GAP)
        self.flow.ensure(panel.height)
        self._fields = panel.put(self.flow)

    def pdf(
        self, title: str, subject: str, head: str = "", attachments: tuple[Attachment, ...] = ()
    ) -> bytes:
        """Close the paper, with files in it beside the head of the log.

        ``head`` stands behind the house on page 2 and later, unless it is empty.
        """
        content, flow = self._content, self.flow
        for number, sheet in enumerate(flow.sheets, 1):
            if content.is_practice:
                practice_band(sheet, flow.root if number == 1 else None)
            if head and number > 1:
                running_head(sheet, content.house, head)
            self._footer.put(sheet, number, len(flow.sheets))
        head_of_log = None if isinstance(content, Unsigned) else content.log_head
        parts = Parts(
            metadata=self._metadata(title, subject),
            root=flow.root,
            bookmarks=flow.bookmarks,
            fields=self._fields,
            attachments=(*head_attachment(head_of_log, content.document_id), *attachments),
        )
        return finish(draw(flow.sheets), parts)

    def _metadata(self, title: str, subject: str) -> Metadata:
        content = self._content
        mark = f" ({texts.PRACTICE})" if content.is_practice else ""
        return Metadata(
            title=printable(title + mark),
            subject=printable(subject),
            author=printable(content.house + mark),
            creator=texts.CREATOR,
            producer=texts.CREATOR,
            created_at=content.printed_at if isinstance(content, Unsigned) else content.signed_at,
            document_id=f"urn:zvdesk:{printable(content.document_id)}",
        )
