"""Say every value of the domain in Dutch."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from zvdesk.domain.access_packages import AccessKind
from zvdesk.domain.actions import ActionAnswer, ActionStatus, Informing
from zvdesk.domain.agenda import MeetingKind, Step
from zvdesk.domain.cases import CaseState, FactorKind, SubjectKind, Verdict
from zvdesk.domain.colleagues import Acquaintance
from zvdesk.domain.contributions import ContributionKind, DataCategory, SecrecyGround, SharingCondition
from zvdesk.domain.disclosure import HandOverWay
from zvdesk.domain.distribution import Stage
from zvdesk.domain.escalation import Responsibility, Trigger
from zvdesk.domain.evaluations import Tap
from zvdesk.domain.handovers import Direction, LeftOut, PackageFault, Reach, Standing
from zvdesk.domain.keeping import DestructionGround, ExtensionBasis
from zvdesk.domain.log_standing import HeadAnswer, StandingKind, Witness
from zvdesk.domain.meetings import ItemEvent, MeetingEvent, MeetingState, Phase, StepStatus
from zvdesk.domain.organisations import WgsPosition
from zvdesk.domain.people import Role
from zvdesk.domain.poll_line import PollMarkReason
from zvdesk.domain.polls import PollKind
from zvdesk.domain.retention import TermState
from zvdesk.domain.roles import Act
from zvdesk.domain.sharing import Withheld
from zvdesk.domain.signatures import VerdictKind
from zvdesk.domain.stagnation import StagnationKind
from zvdesk.texts.access_labels import ACCESS_NOTES
from zvdesk.texts.capture import CAPTURE_KINDS, CHIP_KINDS, MARK_REASONS
from zvdesk.texts.seals import REVOCATION_SOURCES, SEALS

if TYPE_CHECKING:
    from collections.abc import Mapping

ROLES: Mapping[Role, str] = {
    Role.CHAIR: "voorzitter",
    Role.COORDINATOR: "coördinator",
    Role.SECRETARY: "secretaris",
    Role.FUNCTIONAL_ADMIN: "functioneel beheerder",
    Role.PRIVACY_OFFICER: "privacyfunctionaris",
    Role.EMERGENCY: "noodtoegang",
}

ACQUAINTANCES: Mapping[Acquaintance, str] = {
    Acquaintance.READ_ALOUD: "vingerafdruk voorgelezen",
    Acquaintance.HOUSE_LIST: "lijst van het huis",
}

ACTS: Mapping[Act, str] = {
    Act.MANAGE_PEOPLE: "mensen beheren",
    Act.MANAGE_HOUSE: "het huis inrichten",
    Act.MANAGE_ORGANISATIONS: "organisaties beheren",
    Act.BACK_UP: "een reservekopie maken",
    Act.IMPORT_REFERRAL: "een aanmelding inlezen",
    Act.READ_CASE: "een casus lezen",
    Act.READ_CONTRIBUTIONS: "de inbreng van organisaties lezen",
    Act.EDIT_CASE: "een casus bewerken",
    Act.PREPARE_MEETING: "een overleg voorbereiden",
    Act.LEAD_MEETING: "een overleg leiden",
    Act.ADOPT_LIST: "een lijst vaststellen",
    Act.UPDATE_ACTION: "een actie bijwerken",
    Act.SIGN_LIST: "een lijst ondertekenen",
    Act.COUNTERSIGN: "een lijst mede ondertekenen",
    Act.RECORD_GROUND: "een grondslag vastleggen",
    Act.HAND_OUT: "documenten verstrekken",
    Act.READ_AUDIT_LOG: "het logboek lezen",
    Act.KEEP_CLOCK: "bewaartermijnen bewaken",
    Act.OPEN_SHIELDED: "een afgeschermde casus openen",
    Act.CHECK_VAULT: "de kluis controleren",
    Act.HAND_OVER: "een casus of overleg overdragen",
    Act.TAKE_OVER: "de pen overnemen",
    Act.MEET_COLLEAGUE: "een collega leren kennen",
}

POSITIONS: Mapping[WgsPosition, str] = {
    WgsPosition.PUBLIC: "publiek",
    WgsPosition.PRIVATE: "privaat",
    WgsPosition.THIRD: "derde",
}

CASE_STATES: Mapping[CaseState, str] = {
    CaseState.REGISTERED: "aangemeld",
    CaseState.TRIAGE: "in triage",
    CaseState.ACCEPTED: "geaccepteerd",
    CaseState.REJECTED: "afgewezen",
    CaseState.ENRICHMENT: "verrijken",
    CaseState.PLANNED: "gepland",
    CaseState.IN_MEETING: "in overleg",
    CaseState.ADOPTED: "vastgesteld",
    CaseState.IN_EXECUTION: "in uitvoering",
    CaseState.AFTERCARE: "nazorg",
    CaseState.CLOSED: "afgesloten",
}

SUBJECT_KINDS: Mapping[SubjectKind, str] = {
    SubjectKind.MAIN: "hoofdbetrokkene",
    SubjectKind.RELATED: "nevenbetrokkene",
}

VERDICTS_ON_CRITERIA: Mapping[Verdict, str] = {
    Verdict.OPEN: "nog niet beoordeeld",
    Verdict.YES: "ja",
    Verdict.NO: "nee",
}

FACTOR_KINDS: Mapping[FactorKind, str] = {
    FactorKind.RISK: "risicofactor",
    FactorKind.PROTECTIVE: "beschermende factor",
}

CONTRIBUTION_KINDS: Mapping[ContributionKind, str] = {
    ContributionKind.FACT: "feit",
    ContributionKind.OBSERVATION: "waarneming",
    ContributionKind.ESTIMATE: "inschatting",
}

CATEGORIES: Mapping[DataCategory, str] = {
    DataCategory.IDENTITY: "identificerende en contactgegevens",
    DataCategory.BSN: "burgerservicenummer",
    DataCategory.HOUSING: "woonsituatie",
    DataCategory.FINANCE: "financiële gegevens",
    DataCategory.INCOME: "inkomensgegevens",
    DataCategory.HEALTH: "gezondheid",
    DataCategory.POLICE: "politiegegevens",
    DataCategory.JUSTICE: "justitiële, strafvorderlijke en tenuitvoerleggingsgegevens",
    DataCategory.RELATIONS: "relaties met gezinsleden en directe sociale contacten",
    DataCategory.SUPERVISION: "toezicht, handhaving en bestuurlijke maatregelen",
    DataCategory.PROVISIONS: "geïndiceerde of toegekende zorg of voorzieningen",
    DataCategory.SUPPORT: "begeleiding, zorg en hulpverlening",
}

SHARING: Mapping[SharingCondition, str] = {
    SharingCondition.ALL: "met alle deelnemers",
    SharingCondition.NAMED: "alleen met genoemde organisaties",
    SharingCondition.NOT_IN_REPORT: "niet in het verslag",
    SharingCondition.NOT_TO_THIRD: "niet met derden",
}

SECRECY_GROUNDS: Mapping[SecrecyGround, str] = {
    SecrecyGround.NONE: "niet van toepassing",
    SecrecyGround.CONSENT: "toestemming",
    SecrecyGround.STATUTORY: "wettelijke plicht of bevoegdheid",
    SecrecyGround.GOOD_CARE: "goed hulpverlenerschap",
}

WITHHELD: Mapping[Withheld, str] = {
    Withheld.CONDITION: "Een deel van wat is ingebracht of besloten. Wie het gaf, stelde een voorwaarde",
    Withheld.PRESENCE: "Een deel van wat is besproken. Uw organisatie was toen niet aan tafel",
    Withheld.NOT_TOLD: "Een deel van de afspraken. Daarover kunnen wij u nu nog niets vertellen",
    Withheld.OTHERS: "Gegevens van andere mensen",
}

ACCESS_KINDS: Mapping[AccessKind, str] = {
    AccessKind.REFERRAL: "Hoe de casus begon",
    AccessKind.CONTRIBUTION: "Wat organisaties over u vertelden",
    AccessKind.PICTURE: "Hoe het volgens het overleg gaat",
    AccessKind.AGREED: "Wat is afgesproken",
}

RESPONSIBILITIES: Mapping[Responsibility, str] = {
    Responsibility.CASE_LEAD: "Casusregie",
    Responsibility.PROCESS_LEAD: "Procesregie",
    Responsibility.OPERATIONAL: "Operationeel verantwoordelijk",
    Responsibility.ADMINISTRATIVE: "Bestuurlijk verantwoordelijk",
}

POLLS: Mapping[PollKind, str] = {
    PollKind.NORM: "normpeiling",
    PollKind.SAFETY: "veiligheidscijfer",
}

POLL_MARKS: Mapping[PollMarkReason, str] = {
    PollMarkReason.UNKNOWN: "deze naam zit niet aan tafel",
    PollMarkReason.AMBIGUOUS: "deze naam past op meer dan één; typ iets meer",
    PollMarkReason.NOT_PRESENT: "zit nu niet aan tafel",
    PollMarkReason.NO_NAME: "van wie is dit cijfer? Zet de naam ervoor",
    PollMarkReason.NO_NUMBER: "hier hoort een cijfer van 0 tot 10 achter",
    PollMarkReason.NOT_WHOLE: "alleen hele cijfers, van 0 tot 10",
    PollMarkReason.TOO_HIGH: "hoger dan 10 kan niet",
    PollMarkReason.REPLACED: "dit cijfer komt in plaats van het eerste",
}

STAGNATION_KINDS: Mapping[StagnationKind, str] = {
    StagnationKind.OVERDUE: "acties te laat",
    StagnationKind.POSTPONED: "acties steeds verschoven",
    StagnationKind.GOAL_UNMET: "doel niet gehaald",
    StagnationKind.NO_HOLDER: "regie niet belegd",
    StagnationKind.PARTNER_ABSENT: "partner niet aan tafel",
}

TAPS: Mapping[Tap, str] = {Tap.YES: "ja", Tap.PARTLY: "deels", Tap.NO: "nee"}

TRIGGERS: Mapping[Trigger, str] = {
    Trigger.STAGNATION: "samenwerking stagneert",
    Trigger.COMPLEXITY: "hoge complexiteit",
    Trigger.SAFETY: "veiligheid in het geding",
}

STEPS: Mapping[Step, str] = {
    Step.SIGNAL: "Signaal",
    Step.ANALYSIS: "Analyse",
    Step.PLAN: "Plan",
    Step.LEAD: "Regie",
    Step.FOLLOW_UP: "Vervolg",
}

MEETING_KINDS: Mapping[MeetingKind, str] = {
    MeetingKind.TABLE: "tafel-overleg",
    MeetingKind.ICO: "individueel casusoverleg (ICO)",
    MeetingKind.RETURN: "terugkomoverleg",
    MeetingKind.URGENT: "spoedoverleg",
}

MEETING_STATES: Mapping[MeetingState, str] = {
    MeetingState.DRAFT: "concept",
    MeetingState.OPEN: "open",
    MeetingState.IN_PROGRESS: "lopend",
    MeetingState.CLOSED: "gesloten",
}

MEETING_EVENTS: Mapping[MeetingEvent, str] = {
    MeetingEvent.CONVENE: "Uitnodigen",
    MeetingEvent.WITHDRAW: "Terug naar concept",
    MeetingEvent.BEGIN: "Begin het overleg",
    MeetingEvent.CLOSE: "Sluit het overleg en stel vast",
}

PHASES: Mapping[Phase, str] = {
    Phase.WAITING: "nog niet begonnen",
    Phase.SIGNAL: "Signaal",
    Phase.ANALYSIS: "Analyse",
    Phase.PLAN: "Plan",
    Phase.LEAD: "Regie",
    Phase.FOLLOW_UP: "Vervolg",
    Phase.FINISHED: "klaar",
    Phase.POSTPONED: "doorgeschoven",
}

ITEM_EVENTS: Mapping[ItemEvent, str] = {
    ItemEvent.START: "Begin deze casus",
    ItemEvent.NEXT: "Volgende stap",
    ItemEvent.BACK: "Vorige stap",
    ItemEvent.SKIP: "Sla deze stap over",
    ItemEvent.POSTPONE: "Schuif deze casus door",
    ItemEvent.REOPEN: "Open deze casus weer",
}

STEP_STATUSES: Mapping[StepStatus, str] = {
    StepStatus.TODO: "nog te doen",
    StepStatus.DONE: "gedaan",
    StepStatus.SKIPPED: "overgeslagen",
}

ACTION_STATUSES: Mapping[ActionStatus, str] = {
    ActionStatus.OPEN: "open",
    ActionStatus.RUNNING: "loopt",
    ActionStatus.WAITING: "wacht op voorwaarde",
    ActionStatus.DONE: "uitgevoerd",
    ActionStatus.DROPPED: "vervallen",
}

ACTION_ANSWERS: Mapping[ActionAnswer, str] = {
    ActionAnswer.DONE: "gedaan",
    ActionAnswer.NOT_DONE: "niet gedaan",
    ActionAnswer.NEW_DAY: "nieuwe dag",
}

HAND_OVER_WAYS: Mapping[HandOverWay, str] = {
    HandOverWay.SECURE_MAIL: "beveiligde mail",
    HandOverWay.ON_PAPER_AT_TABLE: "op papier aan tafel",
    HandOverWay.ON_PAPER_IN_PERSON: "op papier, persoonlijk gegeven",
    HandOverWay.REGISTERED_POST: "aangetekende post",
    HandOverWay.SECURE_TRANSFER: "beveiligde bestandsoverdracht",
}

STAGES: Mapping[Stage, str] = {
    Stage.TO_MAKE: "te maken",
    Stage.MADE: "gemaakt",
    Stage.CHECKED: "nagelezen",
    Stage.HANDED_OVER: "verstrekt",
    Stage.RECEIVED: "ontvangen",
}

INFORMING: Mapping[Informing, str] = {
    Informing.NOT_YET: "nog niet verteld",
    Informing.DONE: "verteld",
    Informing.EXCEPTION: "niet verteld, met reden",
}

VERDICTS: Mapping[VerdictKind, str] = {
    VerdictKind.VALID: "geldig",
    VerdictKind.UNKNOWN_SIGNER: "geldig, onbekende ondertekenaar",
    VerdictKind.CHANGED: "gewijzigd na ondertekening",
    VerdictKind.INVALID: "ongeldig",
    VerdictKind.EXPIRED: "verlopen",
    VerdictKind.REVOKED: "ingetrokken",
    VerdictKind.UNSIGNED: "niet ondertekend",
    VerdictKind.UNREADABLE: "geen leesbare pdf",
}

GENDERS: Mapping[str, str] = {
    "": "",
    "0": "onbekend",
    "1": "man",
    "2": "vrouw",
    "9": "niet gespecificeerd",
}

#: Kinds of records, by table name, for search results.
RECORD_KINDS: Mapping[str, str] = {
    "cases": "casus",
    "referrals": "aanmelding",
    "referral_questions": "vraag bij aanmelding",
    "subjects": "betrokkene",
    "intake_criteria": "criterium",
    "intake_decisions": "besluit over opname",
    "participations": "deelname",
    "contributions": "inbreng",
    "domain_scores": "score",
    "factors": "factor",
    "decisions": "besluit",
    "reservations": "voorbehoud",
    "action_items": "actie",
    "action_updates": "vervolg op actie",
    "conditional_agreements": "als-dan-afspraak",
    "lead_holders": "regiehouder",
    "level_changes": "niveaubesluit",
    "third_party_grounds": "grondslag derde",
    "subject_grounds": "grondslag BSN en adres",
    "information": "informatie aan tafel",
    "parked_points": "geparkeerd punt",
    "retention_extensions": "langer bewaren",
    "polls": "peiling",
    "agenda_items": "notitie bij overleg",
}

EXTENSION_BASES: Mapping[ExtensionBasis, str] = {
    ExtensionBasis.STILL_OPEN: "de casus is nog open en voldoet nog aan de criteria",
    ExtensionBasis.RELAPSE: "korter dan een jaar gesloten, en de kans op terugval is groot",
}

TERM_STATES: Mapping[TermState, str] = {
    TermState.UNSET: "nog geen termijn ingesteld",
    TermState.RUNNING: "loopt",
    TermState.WARNED: "bijna om",
    TermState.URGENT: "binnen twee maanden om",
    TermState.DUE: "moet weg",
}

DESTRUCTION_GROUNDS: Mapping[DestructionGround, str] = {
    DestructionGround.REJECTED: "de aanmelding is afgewezen",
    DestructionGround.NOTHING_FURTHER: "de analyse gaf geen reden om door te gaan",
    DestructionGround.TERM: "de bewaartermijn is om",
    DestructionGround.NO_LONGER_NEEDED: "de gegevens zijn niet meer nodig",
    DestructionGround.RIGHTS: "de betrokkene heeft recht op wissing",
}

DESTRUCTION_ARTICLES: Mapping[DestructionGround, str] = {  # under the Wgs
    DestructionGround.REJECTED: "artikel 1.16, eerste lid, onder b, BGS",
    DestructionGround.NOTHING_FURTHER: "artikel 1.16, eerste lid, onder a, BGS",
    DestructionGround.TERM: "artikel 1.8, zevende lid, Wgs",
    DestructionGround.NO_LONGER_NEEDED: "artikel 1.8, zevende lid, Wgs",
    DestructionGround.RIGHTS: "artikel 17 AVG",
}

WITNESSES: Mapping[Witness, str] = {
    Witness.SIDE_FILE: "uw profiel op deze computer",
    Witness.KEYRING: "de sleutelbos van deze computer",
    Witness.PAPER: "een ondertekende lijst",
}

STANDINGS: Mapping[StandingKind, str] = {
    StandingKind.IN_ORDER: "in orde",
    StandingKind.ROLLED_BACK: "teruggezet",
    StandingKind.EDITED: "gewijzigd",
    StandingKind.UNKNOWN: "niet vast te stellen",
}

HEAD_ANSWERS: Mapping[HeadAnswer, str] = {
    HeadAnswer.CONTAINED: "Het logboek van deze kluis bevat het kenmerk van dit document nog, ongewijzigd.",
    HeadAnswer.GONE: (
        "Het logboek van deze kluis komt niet (meer) tot het kenmerk van dit document: er is een oudere kluis "
        "teruggezet, of er zijn regels weggehaald."
    ),
    HeadAnswer.REPLACED: (
        "In het logboek van deze kluis staat op de plaats van het kenmerk iets anders: regels zijn gewijzigd, of "
        "er is een oudere kluis teruggezet en daarna gebruikt."
    ),
    HeadAnswer.OTHER_VAULT: "Dit document komt uit een andere kluis.",
    HeadAnswer.NO_HEAD: "Dit document draagt geen kenmerk van het logboek.",
}

REACHES: Mapping[Reach, str] = {
    Reach.MEETING: "overleg met casussen",
    Reach.CASE: "casus",
}

DIRECTIONS: Mapping[Direction, str] = {
    Direction.SENT: "gegeven",
    Direction.RECEIVED: "gekregen",
}

PEN_STANDINGS: Mapping[Standing, str] = {
    Standing.NEW: "nieuw in deze kluis",
    Standing.EXPECTED: "komt terug",
    Standing.LATE: "te laat: de pen ging verder",
    Standing.OLDER: "ouder dan wat hier staat",
    Standing.HERE: "de pen is hier",
}

LEFT_OUT: Mapping[LeftOut, str] = {
    LeftOut.CONTRIBUTIONS: "inbreng van organisaties",
    LeftOut.SCORES: "leefgebieden en factoren",
    LeftOut.REFERRAL: "de aanmelding",
    LeftOut.TABLE_NOTES: "aantekeningen en peilingen",
    LeftOut.NOT_IN_REPORT: "afspraken die niet in het verslag mogen",
}

PACKAGE_FAULTS: Mapping[PackageFault, str] = {
    PackageFault.NOT_A_PACKAGE: "Dit bestand is geen pakket van zvdesk.",
    PackageFault.DAMAGED: "Dit pakket is beschadigd of veranderd.",
    PackageFault.TOO_LARGE: "Dit bestand is te groot voor een pakket.",
    PackageFault.TOO_NEW: "Dit pakket is gemaakt met een nieuwere versie van zvdesk.",
    PackageFault.NOT_FOR_YOU: "Dit pakket is niet aan u gericht.",
    PackageFault.UNKNOWN_SENDER: "De afzender van dit pakket staat niet bij uw collega's.",
    PackageFault.ENDED_SENDER: "De afzender van dit pakket werkt hier niet meer.",
    PackageFault.OUTDATED_SENDER: "Het certificaat van de afzender is verlopen.",
    PackageFault.BAD_SIGNATURE: "De handtekening onder dit pakket klopt niet.",
    PackageFault.EXPIRED: "Dit pakket is verlopen.",
    PackageFault.FROM_THE_FUTURE: "Dit pakket is volgens zijn datum nog niet gemaakt.",
    PackageFault.ALREADY_ENTERED: "Dit pakket is al opgenomen.",
    PackageFault.OLDER: "Dit pakket is ouder dan wat hier staat.",
    PackageFault.LATE: "Dit pakket komt te laat terug: de pen ging intussen verder.",
    PackageFault.PEN_NOT_OUT: "Deze casus ligt niet bij de afzender: de pen is hier.",
    PackageFault.UNPROVEN: "Dit pakket bewijst niet dat de pen bij de afzender lag.",
    PackageFault.DESTROYED: "In dit pakket zit een casus die hier is vernietigd.",
    PackageFault.SHIELDED: "In dit pakket zit een casus die hier is afgeschermd.",
    PackageFault.OTHER_CASE: "In dit pakket staat iets dat hier bij een andere casus hoort.",
    PackageFault.PRACTICE: "Een oefenpakket hoort in een oefenkluis, en een echt pakket nooit.",
    PackageFault.HOSTILE: "De inhoud van dit pakket is niet wat zvdesk maakt.",
}

ALL: tuple[Mapping[Any, str], ...] = (  # a test holds each against its enum
    EXTENSION_BASES,
    DESTRUCTION_GROUNDS,
    TERM_STATES,
    ROLES,
    ACQUAINTANCES,
    ACTS,
    POSITIONS,
    CASE_STATES,
    SUBJECT_KINDS,
    VERDICTS_ON_CRITERIA,
    FACTOR_KINDS,
    CONTRIBUTION_KINDS,
    CATEGORIES,
    SHARING,
    SECRECY_GROUNDS,
    WITHHELD,
    ACCESS_KINDS,
    ACCESS_NOTES,
    RESPONSIBILITIES,
    POLLS,
    POLL_MARKS,
    STAGNATION_KINDS,
    TAPS,
    TRIGGERS,
    STEPS,
    MEETING_KINDS,
    MEETING_STATES,
    MEETING_EVENTS,
    PHASES,
    ITEM_EVENTS,
    STEP_STATUSES,
    ACTION_STATUSES,
    ACTION_ANSWERS,
    HAND_OVER_WAYS,
    STAGES,
    INFORMING,
    VERDICTS,
    SEALS,
    REVOCATION_SOURCES,
    CAPTURE_KINDS,
    CHIP_KINDS,
    MARK_REASONS,
    WITNESSES,
    STANDINGS,
    HEAD_ANSWERS,
    REACHES,
    DIRECTIONS,
    PEN_STANDINGS,
    LEFT_OUT,
    PACKAGE_FAULTS,
)
