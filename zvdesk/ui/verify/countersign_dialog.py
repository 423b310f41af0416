"""Sign as the second person: see the verdict and the pages first, then sign with a key of one's own."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget

from zvdesk.domain.roles import Act
from zvdesk.domain.signatures import VerdictKind
from zvdesk.errors import Cancelled, ExplainedError, FolderUnusable
from zvdesk.services.changes import Changes
from zvdesk.texts.labels import VERDICTS
from zvdesk.texts.messages import message
from zvdesk.texts.verdicts import verdict_sentence
from zvdesk.ui.making_dialog import MakingDialog
from zvdesk.ui.tokens import Space, Tone
from zvdesk.ui.verify.seal_dialog import Attempt
from zvdesk.ui.widgets.cards import Callout
from zvdesk.ui.widgets.choices import ChoiceField
from zvdesk.ui.widgets.fields import FieldRow
from zvdesk.ui.widgets.labels import Style, Text, show_when
from zvdesk.ui.widgets.layouts import column
from zvdesk.ui.widgets.made_view import Outcome
from zvdesk.ui.widgets.signing_key import COUNTERSIGNED, opened
from zvdesk.ui.widgets.zoom_preview import PageBar, ZoomPreview

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from zvdesk.services.desk import Desk
    from zvdesk.services.verification import Verified
    from zvdesk.ui.context import RoomContext
    from zvdesk.ui.making_dialog import Op
    from zvdesk.ui.widgets.signing_key import SigningKey


class CountersignDialog(MakingDialog):
    """Show what is signed, the verdict first; the result is a new file beside or elsewhere."""

    def __init__(
        self, context: RoomContext, documents: tuple[Verified, ...], parent: QWidget | None = None
    ) -> None:
        super().__init__(context, parent, is_signed=True)
        self._documents = documents
        self.say(
            self.tr("Mede ondertekenen"),
            self.tr(
                "U ondertekent naast wie het document maakte. Daarna kan niemand er nog iets aan veranderen. "
                "Het document dat u hebt, blijft zoals het is; u krijgt een nieuw bestand."
            ),
            self.tr("Onderteken 1 document")
            if len(documents) == 1
            else self.tr("Onderteken {count} documenten").format(count=len(documents)),
        )
        self.which = ChoiceField((number, one.path.name) for number, one in enumerate(documents))
        self.which.set_value(0)
        self.which.chosen.connect(lambda _number: self._look())
        self.which_row = FieldRow(self.tr("Bekijk"), self.which)
        show_when(self.which_row, len(documents) > 1)
        self.verdict = Callout("", Tone.OK)
        self.preview = ZoomPreview(context.jobs)
        self.preview.failed.connect(context.failed)
        shown = QWidget()
        seen = column(Space.HALF)
        shown.setLayout(seen)
        self._name = Text("", Style.CAPTION)
        seen.addWidget(self._name)
        seen.addWidget(PageBar(self.preview))
        seen.addWidget(self.preview, 1)
        self.lay_out(self.which_row, *self.fields.other_rows, first=self.verdict, beside=shown)
        self._look()

    def work(self, folder: Path | None, key: SigningKey) -> Op | None:
        """Return what signs the documents, one by one."""
        if folder is None:
            return None
        desk, documents = self.context.desk, self._documents
        return lambda report: countersign_each(desk, key, documents, folder, report)

    def outcome(self, result: Any, folder: Path | None) -> Outcome:  # noqa: ANN401 - attempts
        """Say how each new file verifies."""
        done = [one for one in result if one.is_done]
        one, more = (
            self.tr("1 document is mede ondertekend"),
            self.tr("{count} documenten zijn mede ondertekend"),
        )
        words = (one if len(done) == 1 else more).format(count=len(done))
        return Outcome(
            words if done else self.tr("Er is niets ondertekend"),
            folder if done else None,
            lines=tuple(
                self.tr("{name}, nagekeken: {verdict}").format(name=found.path.name, verdict=found.words)
                for found in done
            ),
            files=tuple(found.path for found in done),
            refused=tuple(self._refused(found) for found in result if not found.is_done),
        )

    def busy_words(self) -> str:
        """Return what is said while it goes on."""
        return self.tr("Ondertekenen en nakijken")

    def changes(self) -> Changes | None:
        """Return that the log grew."""
        return Changes(frozenset({"log"}))

    def _refused(self, found: Attempt) -> str:
        moved = self.tr("Het bestand is veranderd sinds u het bekeek. Er is niets ondertekend.")
        return f"{found.path.name}: {found.words or moved}"

    def _look(self) -> None:
        number = self.which.value
        one = self._documents[number if isinstance(number, int) else 0]
        words = verdict_sentence(one.verdict)
        if one.verdict.kind is not VerdictKind.VALID:  # then only the register vouches for it
            words += " " + self.tr("Deze kluis heeft dit document zelf gemaakt.")
        self.verdict.set_text(words)
        self._name.setText(one.path.name)
        self.preview.clear_pages(self.tr("Het document wordt gelezen."))
        path = one.path
        self.context.jobs.run(path.read_bytes, self.preview.show_pdf, self._unreadable, owner=self)

    def _unreadable(self, error: Exception) -> None:
        if not isinstance(error, OSError):
            raise error
        self.preview.clear_pages(self.tr("Het bestand is niet te lezen."))


def countersign_each(
    desk: Desk,
    key: SigningKey,
    documents: tuple[Verified, ...],
    folder: Path,
    report: Callable[[int, int], None],
) -> tuple[Attempt, ...]:
    """Sign file after file into a folder, each only when it still is what was looked at; a stop keeps them.

    Raises what opening the key raises, and FolderUnusable.
    """
    from zvdesk.services import signers, verification  # they bring the PDF libraries: late

    found: list[Attempt] = []
    with opened(desk, key, Act.COUNTERSIGN, COUNTERSIGNED) as signer:
        for number, one in enumerate(documents):
            try:
                report(number, len(documents))
                if hashlib.sha256(one.path.read_bytes()).hexdigest() != one.verdict.document_sha256:
                    found.append(Attempt(one.path, "", is_done=False))
                    continue
                place = signers.countersign_file(desk, signer, one.path, folder)
            except Cancelled:
                break
            except FolderUnusable:
                raise
            except OSError:
                found.append(Attempt(one.path, "", is_done=False))
            except ExplainedError as error:
                found.append(Attempt(one.path, message(error), is_done=False))
            else:
                verdict = verification.verify_file(place, desk=desk).verdict
                found.append(Attempt(place, VERDICTS[verdict.kind], is_done=True))
    return tuple(found)
