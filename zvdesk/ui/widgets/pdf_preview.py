"""Show the pages of a PDF as they will be printed; they are drawn in the worker."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QWidget

from zvdesk.ui.theme import current_theme
from zvdesk.ui.tokens import Space
from zvdesk.ui.widgets.labels import Style, Text, show_when
from zvdesk.ui.widgets.layouts import clear, column

if TYPE_CHECKING:
    from zvdesk.ui.jobs import Jobs

_DPI, _POINT = 96, 72
_MOST = 40  # pages that are shown


@dataclass(frozen=True)
class DrawnPage:
    """Hold one page as 32-bit pixels, with its words for screen readers."""

    width: int
    height: int
    stride: int
    pixels: bytes
    words: str


def draw_pages(data: bytes, scale: float) -> tuple[DrawnPage, ...]:
    """Draw the first pages of a PDF; ``scale`` 1 is 96 dots per inch. Runs in the worker, without Qt.

    Raises ``pypdfium2.PdfiumError`` when the bytes are no PDF.
    """
    import pypdfium2

    pages = []
    with pypdfium2.PdfDocument(data) as document:
        for number in range(min(len(document), _MOST)):
            page = document[number]
            drawn = page.render(scale=scale * _DPI / _POINT, prefer_bgrx=True)
            words = page.get_textpage().get_text_bounded()
            pages.append(DrawnPage(drawn.width, drawn.height, drawn.stride, bytes(drawn.buffer), words))
    return tuple(pages)


class PdfPreview(QScrollArea):
    """Show a PDF page below page. Signals: ``shown(int)`` with the number of pages; ``failed(Exception)``."""

    shown = Signal(int)
    failed = Signal(object)

    def __init__(self, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._serial = 0
        self.setAccessibleName(self.tr("Voorbeeld van het document"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        inner = QWidget()
        inner.setProperty("kind", "page")
        self._column = column(Space.TWO, Space.TWO)
        inner.setLayout(self._column)
        self.setWidget(inner)
        self.clear_pages()

    def show_pdf(self, data: bytes) -> None:
        """Draw these bytes in the worker and show the pages; bytes that were shown before go."""
        self._serial += 1
        serial, scale = self._serial, current_theme().scale * self.devicePixelRatioF()

        def show(pages: tuple[DrawnPage, ...]) -> None:
            if serial == self._serial:
                self._show(pages)

        self._jobs.run(lambda: draw_pages(data, scale), show, self.failed.emit, owner=self)

    def clear_pages(self, words: str = "") -> None:
        """Show no page, but these words."""
        self._serial += 1
        clear(self._column)
        label = Text(words, Style.QUIET)
        show_when(label, bool(words))
        self._column.addWidget(label)
        self._column.addStretch(1)

    def _show(self, pages: tuple[DrawnPage, ...]) -> None:
        clear(self._column)
        for number, page in enumerate(pages, 1):
            image = QImage(page.pixels, page.width, page.height, page.stride, QImage.Format.Format_RGB32)
            picture = QPixmap.fromImage(image.copy())
            picture.setDevicePixelRatio(self.devicePixelRatioF())
            label = QLabel()
            label.setPixmap(picture)
            label.setAccessibleName(
                self.tr("Pagina {number} van {total}").format(number=number, total=len(pages))
            )
            label.setAccessibleDescription(page.words)
            self._column.addWidget(label, 0, Qt.AlignmentFlag.AlignHCenter)
        self._column.addStretch(1)
        self.shown.emit(len(pages))
