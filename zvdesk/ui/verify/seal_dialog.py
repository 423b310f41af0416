"""Seal signed documents with the time service of the house, and say of each what it is now."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from zvdesk.domain.signatures import Seal
from zvdesk.errors import Cancelled, ExplainedError
from zvdesk.texts.messages import message
from zvdesk.texts.verdicts import proof_line
from zvdesk.ui.making_dialog import MakingDialog
from zvdesk.ui.widgets.choices import ChoiceRow
from zvdesk.ui.widgets.labels import Style, Text
from zvdesk.ui.widgets.made_view import Outcome

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from PySide6.QtWidgets import QWidget

    from zvdesk.services.desk import Desk
    from zvdesk.ui.context import RoomContext
    from zvdesk.ui.making_dialog import Op
    from zvdesk.ui.widgets.signing_key import SigningKey


@dataclass(frozen=True, slots=True)
class Attempt:
    """Hold what came of one file: what it says now, or why it is as it was."""

    path: Path
    words: str
    is_done: bool


class SealDialog(MakingDialog):
    """Choose how far to seal; each file stays in its place and only grows."""

    def __init__(self, context: RoomContext, paths: tuple[Path, ...], parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._paths = paths
        self.say(
            self.tr("Verzegelen"),
            self.tr(
                "Een tijdstempeldienst bevestigt wanneer het document er was. Zo blijft de handtekening te "
                "controleren als het certificaat verloopt. De dienst krijgt een vingerafdruk van het "
                "document, niet het document zelf. Het bestand blijft waar het staat."
            ),
            self.tr("Verzegel 1 document")
            if len(paths) == 1
            else self.tr("Verzegel {count} documenten").format(count=len(paths)),
        )
        self.level = ChoiceRow(
            self.tr("Hoe ver"),
            (
                (Seal.T, self.tr("Tijdstempel (B-T)")),
                (Seal.LT, self.tr("Ook bewijs dat niets is ingetrokken (B-LT, B-LTA)")),
            ),
        )
        self.level.set_value(Seal.LT)
        self.lay_out(Text("\n".join(path.name for path in paths), Style.QUIET), self.level, has_folder=False)

    def work(self, _folder: Path | None, _key: SigningKey) -> Op | None:
        """Return what seals the documents, one by one."""
        paths, desk = self._paths, self.context.desk
        level = Seal.T if self.level.value is Seal.T else Seal.LT
        return lambda report: seal_each(desk, paths, level, report)

    def outcome(self, result: Any, _folder: Path | None) -> Outcome:  # noqa: ANN401 - attempts
        """Say of each document what it is now."""
        done: list[Attempt] = [one for one in result if one.is_done]
        one, more = self.tr("1 document is verzegeld"), self.tr("{count} documenten zijn verzegeld")
        words = (one if len(done) == 1 else more).format(count=len(done))
        return Outcome(
            words if done else self.tr("Er is niets verzegeld"),
            done[0].path.parent if done else None,
            lines=tuple(f"{found.path.name}: {found.words}" for found in done),
            files=tuple(found.path for found in done),
            refused=tuple(f"{found.path.name}: {found.words}" for found in result if not found.is_done),
        )

    def busy_words(self) -> str:
        """Return what is said while it goes on."""
        return self.tr("De tijdstempeldienst wordt gevraagd")


def seal_each(
    desk: Desk, paths: tuple[Path, ...], level: Seal, report: Callable[[int, int], None]
) -> tuple[Attempt, ...]:
    """Seal file after file; one that fails leaves the others alone, and a stop keeps what is done."""
    from zvdesk.services import sealing  # brings the PDF libraries: late

    found: list[Attempt] = []
    for number, path in enumerate(paths):
        try:
            report(number, len(paths))
            done = sealing.seal_file(path, level=level, desk=desk)
        except Cancelled:
            break
        except ExplainedError as error:
            found.append(Attempt(path, message(error), is_done=False))
        else:
            proof = "; ".join(proof_line(signer) for signer in done.verdict.signers if signer.proven_at)
            found.append(Attempt(done.path, proof or level.value, is_done=True))
    return tuple(found)
