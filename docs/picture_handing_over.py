"""Stage a hand-over between the practice house and a colleague on another laptop, and picture it."""

from __future__ import annotations

import shutil
from dataclasses import replace
from typing import TYPE_CHECKING

from zvdesk.domain.handovers import Reach
from zvdesk.domain.people import Person, Role
from zvdesk.services import cards, cases, colleagues, handovers, receiving, vaults, waiting_packages
from zvdesk.services.clock import Clock
from zvdesk.storage.wrapping import FLOOR

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from typing import TypeVar

    from make_images import Studio
    from picture_table import StagedClock

    from zvdesk.services.desk import Desk
    from zvdesk.ui.handovers.page import HandoversPage

    T = TypeVar("T")

PLACE = "/media/voorbeeld/STICK"  # shown in a picture, never written to
WORDS, ADMIN = "de wachtzin van een collega", "de wachtzin van een beheerder"
NAMES = {Role.COORDINATOR: "C. Voorbeeld-Ver", Role.SECRETARY: "N. Testnotulist"}
HOUSE = "Zorg- en Veiligheidshuis Oefenregio"


class Laptop:
    """Stand for the laptop of a colleague."""

    def __init__(self, folder: Path, role: Role, clock: StagedClock) -> None:
        self._folder, self._clock = folder, clock
        new = vaults.create_vault(
            folder,
            house_name=HOUSE,
            passphrase=ADMIN,
            name="B. Beheerstra",
            role=Role.FUNCTIONAL_ADMIN,
            cost=FLOOR,
            practice=True,
            clock=Clock(clock),
        )
        person = Person(name=NAMES[role], role=role, organisation=HOUSE, from_on=new.desk.clock.today())
        from zvdesk.services import people

        people.add_person(new.desk, person, WORDS, cost=FLOOR)
        vaults.lock(new.desk)

    def at(self, act: Callable[[Desk], T]) -> T:
        """Let the colleague unlock it and do one thing."""
        desk = vaults.unlock(self._folder, WORDS, clock=Clock(self._clock))
        try:
            return act(desk)
        finally:
            vaults.lock(desk)


def picture_handing_over(studio: Studio, place: Path, clock: StagedClock) -> None:
    """Give a case to a colleague, get it back, and picture the room, the dialog and the page of the case."""
    from zvdesk.ui.handovers.page import COLLEAGUES, IN, OUT, HandoversPage

    desk, words = studio.practice.desk, studio.practice.passphrase
    stick = place / "stick"
    stick.mkdir()
    laptops = {
        role: studio.do(lambda role=role: Laptop(place / f"{role.value}.zvkluis", role, clock))
        for role in NAMES
    }
    for laptop in laptops.values():
        studio.do(lambda laptop=laptop: _acquaint(desk, words, laptop))
    rows = studio.do(lambda: cases.case_rows(desk))
    case_id = rows[-1].id
    page = studio.desktop.holders["handovers"].build()
    if not isinstance(page, HandoversPage):
        raise TypeError(type(page).__name__)
    studio.desktop.go("handovers", "")
    page.tabs.setCurrentIndex(COLLEAGUES)
    studio.shoot("overdragen-collegas")
    _picture_card(studio, page, words)
    _picture_dialog(studio, case_id)
    sent = studio.do(lambda: _given(desk, words, case_id, stick, Role.COORDINATOR))
    clock.pass_by(days=2)
    studio.desktop.go("case", case_id)
    studio.shoot("casus-ligt-bij")
    studio.desktop.go("handovers", "")
    page.tabs.setCurrentIndex(OUT)
    studio.shoot("overdragen-bij-een-ander")
    back = studio.do(lambda: laptops[Role.COORDINATOR].at(lambda there: _back(there, sent, stick)))
    named = stick / "zvdesk-7c31e0b2.zvpakket"
    back.rename(named)
    studio.do(lambda: waiting_packages.watch(stick))
    page.tabs.setCurrentIndex(IN)
    studio.settle()
    page.inside.folder.place.set_full_text(PLACE)
    page.open_file(named)
    studio.front()
    page.inside.form.passphrase.setFocus()
    studio.write(words)
    page.inside.form.submit()
    studio.settle()
    page.inside.folder.place.set_full_text(PLACE)
    studio.shoot("overdragen-binnengekomen")
    page.inside.cards[0].gone.emit()
    studio.do(lambda: waiting_packages.watch(None))
    shutil.rmtree(stick)


def _picture_card(studio: Studio, page: HandoversPage, words: str) -> None:
    from zvdesk.ui.handovers.card_forms import ShowForm

    tab = page.colleagues
    tab.show_card.click()
    form = tab.form
    if isinstance(form, ShowForm):
        studio.front()
        form.passphrase.setFocus()
        studio.write(words)
        form.submit()
        studio.settle()
    if tab.dialog is not None:
        studio.shoot("overdragen-kaart", tab.dialog)
        tab.dialog.accept()


def _picture_dialog(studio: Studio, case_id: str) -> None:
    from zvdesk.settings import Settings
    from zvdesk.ui.context import RoomContext
    from zvdesk.ui.handovers.give_dialog import GiveDialog

    desktop = studio.desktop
    context = RoomContext(
        desk=studio.practice.desk,
        jobs=desktop.jobs,
        notices=desktop.window.notices,
        settings=Settings(),
        go=desktop.go,
        lock=lambda: None,
        failed=desktop.mishaps.tell,
    )
    dialog = GiveDialog(context, Reach.CASE, case_id, desktop.window)
    dialog.show()
    studio.settle()
    dialog.fields.folder.setText(PLACE)
    dialog.resize(dialog.width(), 760)
    studio.shoot("overdragen-geven", dialog)
    dialog.reject()


def _acquaint(desk: Desk, words: str, laptop: Laptop) -> None:
    theirs = cards.read_card(laptop.at(lambda there: cards.my_card(there, WORDS)))
    mine = cards.read_card(cards.my_card(desk, words))
    colleagues.meet(desk, theirs, theirs.fingerprint)
    laptop.at(lambda there: colleagues.meet(there, mine, mine.fingerprint))


def _given(desk: Desk, words: str, case_id: str, stick: Path, role: Role) -> Path:
    one = next(c for c in colleagues.colleagues(desk) if c.role is role)
    return handovers.give_case(desk, case_id, stick, (one.id,), passphrase=words).path


def _back(there: Desk, sent: Path, stick: Path) -> Path:
    received = receiving.receive(there, receiving.preview(there, sent, WORDS))
    case = cases.case_by_its_number(there, next(iter(received.numbers.values())))
    cases.save(there, replace(case, purpose="Veilig thuis, en elke week contact met het wijkteam."))
    (giver,) = colleagues.colleagues(there)
    return handovers.give_case(there, case.id, stick, (giver.id,), passphrase=WORDS).path
