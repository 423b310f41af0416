"""Be the room of the settings: the look, the house, its terms, the vault, the scheme and the certificate."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zvdesk.ui.jobs import ReportsChanges
from zvdesk.ui.settings_room.certificate_card import CertificateCard
from zvdesk.ui.settings_room.copies_card import CopiesCard
from zvdesk.ui.settings_room.house_card import HouseCard, RetentionCard
from zvdesk.ui.settings_room.keys_card import KeysCard
from zvdesk.ui.settings_room.lock_card import LockCard
from zvdesk.ui.settings_room.look_card import LookCard
from zvdesk.ui.settings_room.scheme_card import SchemeCard
from zvdesk.ui.settings_room.time_service_card import TimeServiceCard
from zvdesk.ui.settings_room.vault_card import VaultCard
from zvdesk.ui.widgets.buttons import LinkButton
from zvdesk.ui.widgets.cards import Page
from zvdesk.ui.widgets.two_columns import TwoColumns, stacked

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from zvdesk.ui.context import RoomContext
    from zvdesk.ui.theme import ThemeKeeper


_BESIDE = 980  # from this width at 100 % the cards stand in two columns


class SettingsPage(Page):
    """Show one card per subject; everything keeps itself."""

    def __init__(self, context: RoomContext, keeper: ThemeKeeper, parent: QWidget | None = None) -> None:
        super().__init__("", parent=parent)
        self.header.set_title(self.tr("Instellingen"), self.tr("Wat u wijzigt, wordt meteen bewaard."))
        self.look = LookCard(keeper)
        self.lock = LockCard(context.idle)
        self.house = HouseCard(context)
        self.retention = RetentionCard(context)
        self.vault = VaultCard(context)
        self.copies = CopiesCard(context)
        self.keys = KeysCard(context)
        self.scheme = SchemeCard(context)
        self.certificate = CertificateCard(context)
        self.time_service = TimeServiceCard(context)
        keys = LinkButton(self.tr("Alle toetsen"), "keyboard")
        keys.clicked.connect(lambda: context.go("keys", ""))
        about = LinkButton(self.tr("Over zvdesk"), "info")
        about.clicked.connect(lambda: context.go("about", ""))
        self.header.buttons.addWidget(keys)
        self.header.buttons.addWidget(about)
        self._arrange()
        context.jobs.changed.connect(self._changed)

    def _arrange(self) -> None:
        left = stacked(self.look, self.lock, self.house, self.retention)
        right = stacked(self.vault, self.copies, self.keys, self.certificate, self.time_service, self.scheme)
        self.body.addWidget(TwoColumns(left, right, _BESIDE))
        self.body.addStretch(1)

    def activated(self) -> None:
        """Read what is shown."""
        self.house.show_now()
        self.retention.show_now()
        self.vault.show_now()
        self.copies.show_now()
        self.keys.show_now()
        self.scheme.show_now()
        self.certificate.show_now()
        self.time_service.show_now()

    def _changed(self, changes: object) -> None:
        if isinstance(changes, ReportsChanges) and "house" in changes.kinds and self.isVisible():
            self.house.show_now()
            self.retention.show_now()
            self.certificate.show_now()
