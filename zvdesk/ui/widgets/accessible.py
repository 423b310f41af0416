"""Speak to screen readers: announcements, and headings that are headings."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QAccessibleInterface
from PySide6.QtWidgets import QAccessibleWidget, QLabel, QWidget

if TYPE_CHECKING:
    from PySide6.QtCore import QObject


class HeadingLabel(QLabel):
    """Stand for a text with the role of a heading, by which a screen reader jumps."""


class _HeadingInterface(QAccessibleWidget):
    """Give a HeadingLabel its role and its text of the moment."""

    def __init__(self, label: HeadingLabel) -> None:
        super().__init__(label, QAccessible.Role.Heading)
        self._label = label

    def text(self, kind: QAccessible.Text) -> str:
        """Return what is spoken."""
        if kind is QAccessible.Text.Name:
            return self._label.accessibleName() or self._label.text()
        return super().text(kind)


def install_roles() -> None:
    """Let Qt ask us for the role of a heading; call it once, after the application is made."""
    QAccessible.installFactory(_make)


def announce(widget: QWidget, text: str, *, urgent: bool = False) -> None:
    """Let a screen reader say the text; the focus stays where it is. ``urgent`` breaks in."""
    event = QAccessibleAnnouncementEvent(widget, text)
    politeness = QAccessible.AnnouncementPoliteness
    event.setPoliteness(politeness.Assertive if urgent else politeness.Polite)
    QAccessible.updateAccessibility(event)


def plain_tip(text: str) -> str:
    """Return the text as a tooltip that wraps and shows what was typed, never as mark-up."""
    return f"<qt>{escape(text)}</qt>" if text else ""


def _make(_class_name: str, owner: QObject) -> QAccessibleInterface | None:
    return _HeadingInterface(owner) if isinstance(owner, HeadingLabel) else None
