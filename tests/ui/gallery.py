"""Set up every shared part with fictional words, for the tests that look at all of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QWidget

from zvdesk.ui.models.rows import Align, Cell, Column
from zvdesk.ui.tokens import Size, Space, Tone
from zvdesk.ui.widgets.autosave import AutosaveLineEdit, AutosaveTextEdit
from zvdesk.ui.widgets.busy import BusyLine
from zvdesk.ui.widgets.buttons import DangerButton, IconButton, LinkButton, PrimaryButton, SecondaryButton
from zvdesk.ui.widgets.cards import Callout, Card, EmptyState, Page
from zvdesk.ui.widgets.chips import Chip, LevelTag
from zvdesk.ui.widgets.choices import CheckBox, Checklist, ChoiceField, ChoiceRow
from zvdesk.ui.widgets.clock import Clock
from zvdesk.ui.widgets.date_field import DateField
from zvdesk.ui.widgets.fields import FieldRow, PassphraseField
from zvdesk.ui.widgets.file_drop import FileDrop
from zvdesk.ui.widgets.labels import ElidedLabel, Heading, Style, Text
from zvdesk.ui.widgets.layouts import FlowLayout, Scrolling, column
from zvdesk.ui.widgets.pdf_preview import PdfPreview
from zvdesk.ui.widgets.regie_card import HolderView, RegieCard, RegieView
from zvdesk.ui.widgets.steps import Progress, StepList, StepView
from zvdesk.ui.widgets.table import RowsTable
from zvdesk.ui.window import MainWindow

if TYPE_CHECKING:
    from zvdesk.ui.jobs import Jobs

REGIE = RegieView(
    level_code="AVE 3",
    level_colour="#C62828",
    level_name="rood",
    holders=(
        HolderView("Casusregie", "S. Oefenaar", "Wijkteam Noord"),
        HolderView("Procesregie", "", missing="nog niemand"),
        HolderView("Operationeel verantwoordelijk", "T. Proefstra", "gemeente"),
        HolderView("Bestuurlijk verantwoordelijk", "Wethouder sociaal domein"),
    ),
    up=("Naar AVE 4 als", "acute onveiligheid of onrust in de wijk"),
    down=("Terug naar AVE 2 als", "zes weken zonder melding en plan loopt"),
    stuck="Directeur sociaal domein",
    stuck_detail="binnen 24 uur",
)
STEPS = (
    StepView("signaal", "Signaal", "compleet", Progress.DONE),
    StepView("analyse", "Analyse", "1 verschil van inzicht", Progress.DONE),
    StepView("plan", "Plan", "5 acties, 1 als-dan", Progress.DONE),
    StepView("regie", "Regie", "nog 2: procesregisseur, hertoetsdatum", Progress.CURRENT, Tone.DANGER),
    StepView("vervolg", "Vervolg", "nog niet begonnen", Progress.OPEN),
)


@dataclass(frozen=True)
class Row:
    number: str
    alias: str
    level: str
    state: str
    actions: int


ROWS = (
    Row("2026-0014", "Havenzicht", "AVE 3", "5 dagen te laat", 12),
    Row("2026-0009", "Molenwijk", "AVE 2", "loopt", 4),
    Row("2026-0017", "Stationsplein", "AVE 1", "gepland", 1),
)
COLUMNS: tuple[Column[Row], ...] = (
    Column("Nummer", lambda row: row.number, cell=Cell.STRONG, key="number"),
    Column("Alias", lambda row: row.alias, stretches=True),
    Column("Niveau", lambda row: row.level, cell=Cell.LEVEL),
    Column(
        "Stand",
        lambda row: row.state,
        cell=Cell.CHIP,
        tone=lambda row: Tone.DANGER if "laat" in row.state else Tone.NEUTRAL,
    ),
    Column("Acties", lambda row: str(row.actions), align=Align.RIGHT),
)


def table() -> RowsTable[Row]:
    made = RowsTable("Casussen", COLUMNS, ROWS, key=lambda row: row.number)
    made.setMinimumHeight(230)
    return made


def forms_page(jobs: Jobs) -> Page:
    page = Page("Goedemorgen", "dinsdag 24 november", PrimaryButton("Nieuwe casus", "plus"))
    left, right = column(20), column(20)
    cases = Card("Casussen")
    cases.add(table())
    form = Card("Aanmelding")
    form.add(FieldRow("Alias", AutosaveLineEdit("Havenzicht"), "Een neutrale naam, geen naam van een mens."))
    form.add(FieldRow("Waarom nu?", AutosaveTextEdit("De samenwerking stokt."), is_optional=True))
    ground = FieldRow("Grondslag", ChoiceField([(1, "Wgs, casusoverleg ZVH")], empty="Kies een grondslag"))
    ground.set_error("Kies eerst een grondslag.")
    form.add(ground)
    form.add(FieldRow("Hertoets op", DateField(date(2026, 11, 27)), is_optional=True))
    form.add(FieldRow("Wachtzin", PassphraseField(lambda _text: "Sterk genoeg.")))
    left.addWidget(cases)
    left.addWidget(form)
    left.addStretch(1)
    right.addWidget(_states())
    right.addWidget(_choices())
    right.addWidget(_work(jobs))
    right.addStretch(1)
    both = QHBoxLayout()
    both.setSpacing(20)
    both.addLayout(left, 3)
    both.addLayout(right, 2)
    page.body.addLayout(both)
    page.body.addStretch(1)
    return page


def _states() -> Card:
    card = Card("Vraagt aandacht")
    chips, tags, buttons = FlowLayout(), FlowLayout(), FlowLayout()
    chips.fill(
        [
            Chip("5 dagen te laat", Tone.DANGER),
            Chip("vandaag", Tone.WARN),
            Chip("over 6 weken"),
            Chip("Wgs, casusoverleg ZVH", Tone.ACCENT, "scale"),
            Chip("klaar", Tone.OK),
        ]
    )
    tags.fill(
        [
            LevelTag("AVE 1", name="groen"),
            LevelTag("AVE 2", "#B45309", "oranje"),
            LevelTag("AVE 3", name="rood", with_name=True),
            LevelTag("AVE 4", outline=True),
            LevelTag("AVE 3", size=Size.HEADING),
        ]
    )
    off = PrimaryButton("Vervolg: nog 2 dingen")
    off.set_reason("Er ontbreken nog 2 dingen.")
    buttons.fill(
        [
            PrimaryButton("Begin het overleg"),
            SecondaryButton("Verder"),
            LinkButton("Herinner"),
            DangerButton("Vernietig", "trash-2"),
            off,
            IconButton("x", "Sluit dit blok"),
        ]
    )
    card.add(chips)
    card.add(tags)
    card.add(Callout("AVE 3 vraagt ook: een procesregisseur van gemeente of ZVH.", Tone.WARN))
    card.add(buttons)
    return card


def _choices() -> Card:
    card = Card("Kiezen")
    card.add(ChoiceRow("Niveau", [(number, f"AVE {number}") for number in range(1, 5)]))
    several = Checklist("Aan tafel", [("politie", "Politie"), ("ggz", "GGZ Noord"), ("vt", "Veilig Thuis")])
    several.set_chosen(["politie"])
    card.add(several)
    card.add(CheckBox("De betrokkene weet dit"))
    return card


def _work(jobs: Jobs) -> Card:
    card = Card("Werk")
    busy = BusyLine()
    busy.begin("De kopie wordt gemaakt")
    busy.show_progress(3, 8)
    card.add(busy)
    card.add(FileDrop("Sleep een ondertekende lijst hierheen.", (".pdf",)))
    card.add(
        ElidedLabel("Een lange regel die niet past en daarom eindigt met puntjes en een tip", Style.SMALL)
    )
    preview = PdfPreview(jobs)
    preview.clear_pages("Nog geen document.")
    card.add(preview)
    return card


def meeting_page() -> QWidget:
    page = QWidget()
    page.setProperty("kind", "page")
    steps = StepList(STEPS)
    clock = Clock()
    clock.show_time(300, 250, "Regie, 5 min · casus nog 9 min · klaar om 10:52")
    regie = RegieCard()
    regie.show_view(REGIE)
    beside = QWidget()
    right = column(20)
    beside.setLayout(right)
    right.addWidget(clock)
    right.addWidget(regie)
    middle = column(20)
    middle.addWidget(Heading("Wie heeft welke regie?"))
    middle.addWidget(Text("Op welk AVE-niveau staat de casus nu, en waarom?", Style.LEAD))
    middle.addStretch(1)
    outer = QHBoxLayout(page)
    outer.setContentsMargins(Space.TWO, Space.THREE, Space.TWO, Space.THREE)
    outer.setSpacing(Space.THREE)
    outer.addWidget(Scrolling(steps), 2)
    outer.addLayout(middle, 5)
    outer.addWidget(Scrolling(beside), 3)
    return page


def filled_window(jobs: Jobs) -> MainWindow:
    window = MainWindow()
    rooms = (
        ("today", "Vandaag", "house"),
        ("cases", "Casussen", "folder-open"),
        ("meetings", "Overleggen", "users"),
        ("actions", "Acties", "list-checks"),
        ("disclosures", "Verstrekkingen", "send"),
        ("log", "Logboek", "book-lock"),
    )
    words = "Hier komen de casussen die u op tafel legt. Begin met een casus, of kijk eerst rond."
    for key, title, icon_name in rooms:
        empty = EmptyState(icon_name, "Nog niets hier", words, "Begin met een casus")
        window.add_page(key, title, icon_name, forms_page(jobs) if key == "today" else empty)
    window.add_page("settings", "Instellingen", "settings", QWidget(), at_foot=True)
    window.add_page("meeting", "Overleg", "users", meeting_page(), in_rail=False, is_full=True)
    window.set_badge("cases", "48")
    window.set_badge("actions", "7 te laat", is_alert=True)
    window.set_badge("disclosures", "3")
    window.set_unlocked("F. Voorbeeld", "voorzitter")
    window.set_practice(True)
    window.show_page("today")
    return window
