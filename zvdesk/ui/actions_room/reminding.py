"""Draft mails that remind organisations of what is late; zvdesk sends nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from zvdesk.services import reminders
from zvdesk.services.changes import Changes
from zvdesk.ui.making_dialog import MakingDialog
from zvdesk.ui.widgets.choices import ChoiceRow
from zvdesk.ui.widgets.made_view import Outcome

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtWidgets import QWidget

    from zvdesk.domain.follow_up import OrganisationLate
    from zvdesk.ui.context import RoomContext
    from zvdesk.ui.making_dialog import Op
    from zvdesk.ui.widgets.signing_key import SigningKey


class RemindersDialog(MakingDialog):
    """Ask for whom and where; a reminder names numbers on the list that the organisation has, no content."""

    def __init__(
        self,
        context: RoomContext,
        late: tuple[OrganisationLate, ...],
        chosen: OrganisationLate | None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(context, parent)
        self._all = tuple(row for row in late if row.organisation is not None and row.to_remind)
        self._chosen = chosen if chosen in self._all else None
        self.say(
            self.tr("Herinneringen maken"),
            self.tr(
                "Per organisatie een conceptmail met de nummers van de acties die te laat zijn. De inhoud "
                "staat er niet in. U kijkt hem na en verstuurt hem zelf; zvdesk verstuurt niets."
            ),
            self.tr("Maak de herinneringen"),
        )
        options: list[tuple[object, str]] = [
            (True, self.tr("Alle {count} organisaties").format(count=len(self._all)))
        ]
        if self._chosen is not None and self._chosen.organisation is not None:
            options.append((False, self._chosen.organisation.name))
        self.who = ChoiceRow(self.tr("Voor wie"), options)
        self.who.set_value(self._chosen is None)
        self.lay_out(self.who)
        self.button.set_reason("" if self._all else self.tr("Er is niets om aan te herinneren."))

    def work(self, folder: Path | None, _key: SigningKey) -> Op | None:
        """Return what drafts the mails."""
        if folder is None:
            return None
        rows = self._all if self.who.value is True or self._chosen is None else (self._chosen,)
        ids = tuple(row.organisation.id for row in rows if row.organisation is not None)
        desk = self.context.desk
        return lambda report: reminders.export_reminders(desk, folder, ids, report)

    def outcome(self, result: Any, folder: Path | None) -> Outcome:  # noqa: ANN401 - pairs
        """Say how many there are, and what they leave to the telephone."""
        made = [reminder for reminder, _exported in result]
        one, more = self.tr("1 herinnering is gemaakt"), self.tr("{count} herinneringen zijn gemaakt")
        words = (one if len(made) == 1 else more).format(count=len(made))
        no_address = "; ".join(found.organisation.name for found in made if not found.address)
        notes = []
        if no_address:
            notes.append(self.tr("Vul zelf een mailadres in voor: {who}.").format(who=no_address))
        for found in made:
            if found.left_out:
                told = self.tr("{who}: {count} te late acties staan er niet in. Bel daarover.")
                notes.append(told.format(who=found.organisation.name, count=found.left_out))
        return Outcome(
            words if made else self.tr("Er is geen herinnering gemaakt"),
            folder if made else None,
            tuple(notes),
            files=tuple(exported.path for _reminder, exported in result),
        )

    def changes(self) -> Changes | None:
        """Return that the register of what went out changed."""
        return Changes(frozenset({"disclosures"}))
