"""Look at a document page by page, nearer or further away."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from zvdesk.ui.theme import current_theme
from zvdesk.ui.tokens import Space
from zvdesk.ui.widgets.buttons import IconButton
from zvdesk.ui.widgets.labels import Style, Text
from zvdesk.ui.widgets.pdf_preview import DrawnPage, PdfPreview, draw_pages

if TYPE_CHECKING:
    from zvdesk.ui.jobs import Jobs

_ZOOMS = (0.5, 0.7, 0.85, 1.0, 1.5, 2.0)
_FIRST = 0.85  # a page fits beside the list of recipients


class ZoomPreview(PdfPreview):
    """Be a preview that zooms and goes to a page. Signal: ``moved()`` when page, pages or zoom changed."""

    moved = Signal()

    def __init__(self, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(jobs, parent)
        self._data = b""
        self._zoom = _ZOOMS.index(_FIRST)
        self.total = 0
        self.shown.connect(self._count)
        self.verticalScrollBar().valueChanged.connect(lambda _value: self.moved.emit())

    @property
    def page(self) -> int:
        """Return the page in sight, from 1; 0 when there is none."""
        middle = self.verticalScrollBar().value() + self.viewport().height() // 3
        tops = [label.y() for label in self._pages()]
        return sum(top <= middle for top in tops) or (1 if tops else 0)

    @property
    def percent(self) -> int:
        """Return how large the pages are drawn."""
        return round(_ZOOMS[self._zoom] * 100)

    def go_to(self, page: int) -> None:
        """Bring a page in sight."""
        pages = self._pages()
        if 1 <= page <= len(pages):
            self.verticalScrollBar().setValue(max(0, pages[page - 1].y() - Space.ONE))
            self.moved.emit()

    def zoom(self, offset: int) -> None:
        """Draw the pages one step larger or smaller."""
        wanted = max(0, min(self._zoom + offset, len(_ZOOMS) - 1))
        if wanted != self._zoom:
            self._zoom = wanted
            if self._data:
                self.show_pdf(self._data)
            self.moved.emit()

    def show_pdf(self, data: bytes) -> None:
        """Draw these bytes in the worker at the zoom of the moment."""
        self._data = data
        self._serial += 1
        serial = self._serial
        scale = current_theme().scale * self.devicePixelRatioF() * _ZOOMS[self._zoom]

        def show(pages: tuple[DrawnPage, ...]) -> None:
            if serial == self._serial:
                self._show(pages)

        self._jobs.run(lambda: draw_pages(data, scale), show, self.failed.emit, owner=self)

    def clear_pages(self, words: str = "") -> None:
        """Show no page, but these words."""
        super().clear_pages(words)
        self.total = 0
        self.moved.emit()

    def _pages(self) -> list[QLabel]:
        inner = self.widget()
        found = inner.findChildren(QLabel) if inner is not None else []
        return [label for label in found if not label.pixmap().isNull() and not label.isHidden()]

    def _count(self, total: int) -> None:
        self.total = total
        QTimer.singleShot(0, self, self.moved.emit)


class PageBar(QWidget):
    """Go to the previous or next page, and zoom."""

    def __init__(self, preview: ZoomPreview, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._preview = preview
        self.before = IconButton("chevron-up", self.tr("Vorige pagina"))
        self.after = IconButton("chevron-down", self.tr("Volgende pagina"))
        self.smaller = IconButton("minus", self.tr("Kleiner"))
        self.larger = IconButton("plus", self.tr("Groter"))
        self.where = Text("", Style.SMALL, wraps=False)
        self._size = Text("", Style.SMALL, wraps=False)
        self.before.clicked.connect(lambda: preview.go_to(preview.page - 1))
        self.after.clicked.connect(lambda: preview.go_to(preview.page + 1))
        self.smaller.clicked.connect(lambda: preview.zoom(-1))
        self.larger.clicked.connect(lambda: preview.zoom(1))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(Space.HALF)
        for part in (self.before, self.after, self.where):
            layout.addWidget(part)
        layout.addStretch(1)
        for part in (self.smaller, self._size, self.larger):
            layout.addWidget(part)
        for button in (self.before, self.after, self.smaller, self.larger):
            button.setAutoDefault(False)
        preview.moved.connect(self._show)
        self._show()

    def _show(self) -> None:
        page, total = self._preview.page, self._preview.total
        self.where.setText(
            self.tr("Pagina {page} van {total}").format(page=page, total=total) if total else ""
        )
        self._size.setText(self.tr("{percent} %").format(percent=self._preview.percent))
        self.before.setEnabled(page > 1)
        self.after.setEnabled(page < total)
