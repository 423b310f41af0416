"""Picture the secretary's hour after a meeting: what goes out, the second signature, and what comes back."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from picture_papers import with_phones

from zvdesk.domain.actions import ActionAnswer
from zvdesk.domain.disclosure import HandOverWay, ThirdPartyGround
from zvdesk.domain.distribution import LIST, Stage
from zvdesk.domain.people import Role
from zvdesk.services import cases, distribution, exports, house, practice, vaults
from zvdesk.services.clock import Clock
from zvdesk.services.export_sets import Recipient
from zvdesk.services.signed_sets import sign_set
from zvdesk.settings import Settings, save_settings

if TYPE_CHECKING:
    from make_images import Studio
    from picture_table import StagedClock

    from zvdesk.services.desk import Desk
    from zvdesk.services.practice import Practice
    from zvdesk.ui.distribution.page import DistributionPage
    from zvdesk.ui.making_dialog import MakingDialog

PLACE = "/home/voorbeeld/Documenten/zvdesk"  # shown in a picture, never written to
GROUND = "Het college moet weten wanneer de leerling weer naar school kan (artikel 1.7, tweede lid, Wgs)."
TEST = "Akkoord van de commissie, deze week."
CONSENT = "De leerplichtambtenaar, aan tafel."
WHY = "Het platform reageerde nog niet."
SERVICE = "https://tijd.voorbeeld.nl/tsa"
TALL = (1366, 960)  # where the list and what is chosen have to be in sight at once
CONTACTS = ("A. Voorbeeldsma", "M. Testdijk", "S. Oefenaar", "D. Proefstra", "K. Verzonnen")


def picture_secretary(studio: Studio, place: Path, clock: StagedClock) -> None:
    """Let the secretary of a house hand out what a meeting agreed."""
    made, meeting_id = studio.do(lambda: _closed_meeting(place / "verstrekken.zvkluis", clock))
    lists = place / "ondertekend"
    lists.mkdir()
    studio.do(lambda: _sign_all(made, meeting_id, lists))
    desk = studio.do(lambda: _as_secretary(made))
    clock.pass_by(hours=1)
    studio.desktop.lock()
    studio.settle()
    studio.desktop.gate.opened.emit(desk)
    studio.desktop.gate.entered.emit()
    studio.settle()
    _picture_board(studio, desk, meeting_id)
    _picture_making(studio, lists, place)
    _picture_third(studio, desk)
    _picture_signing(studio, lists)
    clock.pass_by(days=16)
    _picture_answers(studio)


def _closed_meeting(folder: Path, clock: StagedClock) -> tuple[Practice, str]:
    """Lead a whole meeting, with somebody to ring at each organisation."""
    made = with_phones(practice.create_practice(folder, clock=Clock(clock)))
    for number, found in enumerate(house.organisations(made.desk)):
        named = replace(
            found,
            contact_person=CONTACTS[number % len(CONTACTS)],
            phone=f"010 000 00 {number + 10}",
            email=f"overleg@organisatie{number + 1}.voorbeeld",
        )
        house.save_organisation(made.desk, named)
    return made, practice.run_table(made, lambda _number: clock.pass_by(minutes=25))


def _sign_all(made: Practice, meeting_id: str, lists: Path) -> None:
    rows = distribution.board(made.desk, meeting_id).rows
    wanted = [Recipient(row.case_id, row.recipient_id or None) for row in rows if row.kind == LIST]
    with exports.signing(made.desk, made.passphrase) as signer:
        sign_set(made.desk, signer, meeting_id, wanted, lists)


def _as_secretary(made: Practice) -> Desk:
    folder, clock = made.desk.vault.folder, made.desk.clock
    secretary = next(person for person in made.people if person.role is Role.SECRETARY)
    vaults.lock(made.desk)
    return vaults.unlock(folder, secretary.passphrase, clock=clock)


def _board_page(studio: Studio) -> DistributionPage:
    from zvdesk.ui.distribution.page import DistributionPage

    studio.desktop.go("distribution", "")
    page = studio.desktop.holders["distribution"].room
    if not isinstance(page, DistributionPage):
        raise TypeError(type(page).__name__)
    return page


def _picture_board(studio: Studio, desk: Desk, meeting_id: str) -> None:
    """Show a board on which some is read through, some handed over and some received."""
    page = _board_page(studio)
    page.open_board(meeting_id)
    studio.settle()
    ids = [
        row.document.id
        for row in studio.do(lambda: distribution.board(desk, meeting_id)).rows
        if row.document
    ]
    studio.do(lambda: distribution.mark_checked(desk, ids[:7]))
    studio.do(lambda: distribution.mark_handed_over(desk, ids[1:4], HandOverWay.SECURE_MAIL))
    studio.do(lambda: distribution.mark_received(desk, ids[1:2]))
    page.which.set_value(False)
    page.activated()
    studio.settle()
    stages = [(row.stage, bool(row.recipient_id)) for row in page.table.rows_model.rows]
    page.table.choose(stages.index((Stage.CHECKED, True)))
    studio.shoot("verstrekken-bord", size=TALL)
    page.make.open_menu()
    studio.wait(60)
    studio.shoot("verstrekken-maken", page.make.menu_below)
    page.make.menu_below.close()


def _picture_making(studio: Studio, lists: Path, place: Path) -> None:
    from zvdesk.ui.distribution.making import MailDialog

    page = _board_page(studio)
    _choose_making(page, "Conceptmails")
    dialog = page.dialog
    if isinstance(dialog, MailDialog):
        mails = place / "mails"
        mails.mkdir()
        dialog.lists.line.setText(str(lists))
        dialog.fields.folder.setText(str(mails))
        dialog.encrypts.setChecked(True)
        dialog.who.set_value(False)
        dialog.button.click()
        studio.settle()
        if dialog.outcome_shown is not None:
            dialog.tell(replace(dialog.outcome_shown, folder=Path(PLACE)))
        _shoot_dialog(studio, dialog, "verstrekken-mails")
    _choose_making(page, "Agendabestanden")
    if page.dialog is not None:
        page.dialog.fields.folder.setText(PLACE)
        _shoot_dialog(studio, page.dialog, "verstrekken-agenda")


def _choose_making(page: DistributionPage, words: str) -> None:
    next(one for one in page.make.menu_below.actions() if one.text().startswith(words)).trigger()


def _shoot_dialog(studio: Studio, dialog: MakingDialog, name: str) -> None:
    studio.wait(60)
    studio.shoot(name, dialog)
    dialog.reject()
    studio.settle()


def _picture_third(studio: Studio, desk: Desk) -> None:
    """Show what a derde waits for, and where that is put down."""
    from zvdesk.ui.cases.page import CasesPage
    from zvdesk.ui.cases.parts import PARTS
    from zvdesk.ui.cases.thirds import ThirdsSection

    page = _board_page(studio)
    rows = page.table.rows_model.rows
    third = next(row for row in rows if row.is_third and row.blockers)
    page.table.choose(rows.index(third))
    studio.shoot("verstrekken-derde", size=TALL)
    ground = ThirdPartyGround(
        case_id=third.case_id,
        organisation_id=third.recipient_id,
        recorded_on=desk.clock.today(),
        ground=GROUND,
        legal_test=TEST,
        supplier_consent=CONSENT,
    )
    studio.do(lambda: cases.save(desk, ground))
    studio.desktop.go("case", third.case_id)
    studio.settle()
    room = studio.desktop.holders["cases"].room
    if not isinstance(room, CasesPage):
        raise TypeError(type(room).__name__)
    view = room.view
    view.show_part(next(number for number, part in enumerate(PARTS) if part.words == "Derden"))
    studio.wait(120)
    section = next(part for part in view.sections.values() if isinstance(part, ThirdsSection))
    section.grounds.open_record(next(iter(section.grounds.lines)))
    studio.shoot("casus-derden")


def _picture_signing(studio: Studio, lists: Path) -> None:
    """Check a list, sign it second and ask for its seal."""
    from zvdesk.ui.verify.page import VerifyPage

    studio.desktop.go("verify", "")
    page = studio.desktop.holders["verify"].room
    if not isinstance(page, VerifyPage) or page.further is None:
        return
    chosen = next(path for path in sorted(lists.glob("*.pdf")) if "voor-ggz" in path.name)
    page.check((chosen,))
    studio.settle()
    page.further.sign.click()
    dialog = page.further.dialog
    if dialog is not None:
        dialog.fields.folder.setText(PLACE)
        dialog.resize(1180, 720)
        _shoot_dialog(studio, dialog, "mede-ondertekenen")
    save_settings(Settings(timestamp_service=SERVICE))
    page.check((chosen,))
    studio.settle()
    page.further.seal.click()
    if page.further.dialog is not None:
        _shoot_dialog(studio, page.further.dialog, "verzegelen")
    save_settings(Settings())


def _picture_answers(studio: Studio) -> None:
    """Take an answer on an action, and show who is late."""
    from zvdesk.ui.actions_room.page import ActionsPage, Shown

    studio.desktop.go("actions", "")
    page = studio.desktop.holders["actions"].room
    if not isinstance(page, ActionsPage):
        return
    page.filters.set_value(Shown.LATE)
    page.filters.chosen.emit(Shown.LATE)
    studio.settle()
    page.table.choose(0)
    studio.settle()
    page.progress.answer.set_value(ActionAnswer.NOT_DONE)
    page.progress.answer.chosen.emit(ActionAnswer.NOT_DONE)
    page.progress.reason.setText(WHY)
    studio.shoot("acties-antwoord", size=TALL)
    page.filters.set_value(Shown.BY_ORGANISATION)
    page.filters.chosen.emit(Shown.BY_ORGANISATION)
    studio.settle()
    page.late_table.choose(0)
    studio.shoot("acties-te-laat", size=TALL)
