"""Say every explained failure in Dutch: what happened, what is safe, what to do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zvdesk import errors as e
from zvdesk.domain.blockers import Blocked
from zvdesk.domain.keeping import DestructionGround, ExtensionBasis
from zvdesk.domain.people import Role
from zvdesk.domain.roles import Act
from zvdesk.texts.blockers import sentences
from zvdesk.texts.colleagues import card_refused
from zvdesk.texts.damage import damage_sentence
from zvdesk.texts.handovers import not_given_here, package_refused, pen_elsewhere
from zvdesk.texts.imports import CONTENT_REASONS, addresses_refused, invitation_refused
from zvdesk.texts.labels import ACTS, DESTRUCTION_GROUNDS, ROLES
from zvdesk.texts.outcomes import document_not_there, outcome_refused
from zvdesk.texts.referrals import refusal_sentence
from zvdesk.texts.signing_refusals import KEY_FILES, SEALS, SECOND_SIGNATURES, TOKENS
from zvdesk.texts.signs import not_on_paper

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

_FOLDER_REASONS: Mapping[str, str] = {
    "network": "De map staat op een netwerkschijf. Daar is een kluis niet veilig. Kies een map op deze computer.",
    "read_only": "De map is alleen-lezen. Er is niets gewijzigd. Kies een andere map of vraag om schrijfrechten.",
    "no_space": "De schijf is vol. Wat bewaard was, is er nog. Maak ruimte vrij en probeer het opnieuw.",
    "away": (
        "Deze map is er nu niet. Er is niets gewijzigd. Verbind de schijf of de stick opnieuw, maak de map, of kies een "
        "andere."
    ),
    "in_vault": (
        "Deze map hoort bij de kluis. Wat u daar neerzet, vindt niemand terug. Er is niets gewijzigd. Kies een andere "
        "map."
    ),
    "other": "De map kan niet worden gebruikt. Er is niets gewijzigd. Kies een andere map.",
}

_VAULT_REASONS: Mapping[str, str] = {
    "network": (
        "Deze kluis staat op een netwerkschijf. Een storing of een tweede gebruiker kan hem daar beschadigen. "
        "Er is niets gewijzigd. Kopieer de hele map naar deze computer en open die kopie."
    ),
    "read_only": (
        "zvdesk mag niet schrijven in de map van deze kluis. Daarom gaat de kluis niet open, ook niet om te "
        "lezen: elk inzien komt in het logboek, en dat kan hier niet. Er is niets gewijzigd. Vraag om "
        "schrijfrechten, of kopieer de hele map naar een plaats waar u mag schrijven en open die kopie."
    ),
    "no_access": (
        "U mag de bestanden van deze kluis niet lezen. Er is niets gewijzigd. Vraag de beheerder van deze "
        "computer om rechten op de map."
    ),
    "no_space": (
        "De schijf is vol. Het openen komt in het logboek, en daar is geen plaats voor; de kluis blijft dicht. "
        "Wat bewaard was, is er nog. Maak ruimte vrij en probeer het opnieuw."
    ),
    "other": (
        "De schijf gaf een fout bij het openen van de kluis. Er is niets gewijzigd. Kijk of de schijf nog is "
        "aangesloten en probeer het opnieuw. Blijft het misgaan, kopieer dan de hele map naar een andere schijf."
    ),
}

_STORE_REASONS: Mapping[str, str] = {
    "none": "Deze computer heeft geen sleutelbos die zvdesk vertrouwt.",
    "locked": "De sleutelbos van deze computer is op slot gebleven.",
    "refused": "De sleutelbos van deze computer weigerde de opdracht.",
    "not_kept": "De sleutelbos van deze computer deed niet wat is gevraagd.",
    "too_slow": "De sleutelbos van deze computer gaf geen antwoord.",
    "failed": "De sleutelbos van deze computer werkt niet.",
}

_EXTENSION_REASONS: Mapping[str, str] = {
    "unset": "Voor dit regime is nog geen bewaartermijn ingesteld. Stel die eerst in bij Instellingen.",
    "too_long": "Een verlenging begint na de huidige termijn en duurt ten hoogste twee jaar. Kies een andere dag.",
    "consent": "Niet iedere organisatie die gegevens leverde, is akkoord. Leg van elk vast wie akkoord ging.",
    ExtensionBasis.STILL_OPEN.value: "Deze casus is niet meer open. Daarom kan de termijn zo niet langer worden.",
    ExtensionBasis.RELAPSE.value: (
        "Dit kan alleen bij een casus die korter dan een jaar voor het einde van de termijn is gesloten."
    ),
}

_PARTS: Mapping[str, str] = {
    "key_file": "Het sleutelbestand van de kluis is beschadigd.",
    "database": "De database van de kluis is beschadigd.",
    "backup": "De reservekopie is beschadigd. De kluis zelf is nog goed.",
}

_FIELDS: Mapping[str, str] = {
    "name": "naam",
    "title": "titel",
    "house": "naam van het huis",
    "family_name": "achternaam",
    "text": "tekst",
    "what": "wat er moet gebeuren",
    "trigger": "als",
    "response": "dan",
    "organisation_id": "organisatie",
    "decider_ids": "wie besluiten",
    "person": "naam",
    "also_known_as": "ook bekend als",
    "about_id": "waar het voorbehoud over gaat",
    "carried_reason": "waarom het punt blijft liggen",
    "common": "gezamenlijke norm",
    "bsn": "burgerservicenummer",
    "postcode": "postcode",
    "until_on": "einddatum",
    "from_on": "begindatum",
    "receiver_ids": "collega's",
    "days": "geldig in dagen",
    "difference": "verschillen",
    "score": "score",
    "domain": "leefgebied",
    "kind": "soort",
    "to_code": "AVE-niveau",
    "chair_id": "voorzitter",
    "secretary_id": "secretaris",
    "months": "bewaartermijn in maanden",
    "basis": "grondslag van de bewaartermijn",
    "role": "rol",
    "question": "vraag",
    "answer": "antwoord",
    "code": "criterium",
    "evidence": "waaruit dit blijkt",
    "verdict": "oordeel",
    "reason": "reden",
    "note": "notitie",
    "on": "dag",
    "action": "actie: met --id, of met --case en --number",
    "stage": "stap",
    "alias": "werknaam",
    "number": "casusnummer",
    "state": "status",
    "purpose": "doel",
    "necessity": "noodzaak",
    "occasion": "aanleiding",
    "resident_view": "stem van de betrokkene",
    "shared_goal": "gezamenlijk doel",
    "goal_indicator": "waaraan we het doel zien",
    "follow_up_note": "vervolg",
    "follow_up_guard": "wie de acties bewaakt",
    "closing_reason": "reden van afsluiten",
    "regime_id": "juridische basis",
    "scheme_id": "AVE-indeling",
    "scheme_version": "versie van de AVE-indeling",
    "level_code": "AVE-niveau",
    "life_domain_set_id": "leefgebieden",
    "first_processed_on": "begin van de bewaartermijn",
    "created_at": "datum van aanmaken",
    "referrer_name": "naam van de aanmelder",
    "referrer_organisation": "organisatie van de aanmelder",
    "referrer_email": "e-mailadres van de aanmelder",
    "referrer_phone": "telefoonnummer van de aanmelder",
    "request": "verzoek",
    "situation": "zorgelijke situatie",
    "incidents": "gebeurtenissen",
    "other": "overige informatie",
    "quality_checked_by": "wie de gegevens nakeek",
    "national_id": "nummer van de melding",
    "national_kind": "soort melding",
    "source_sha256": "kenmerk van het bestand",
    "given_names": "voornamen",
    "prefix": "voorvoegsel",
    "gender": "geslacht",
    "relation": "relatie met de hoofdbetrokkene",
    "street": "straat",
    "house_number": "huisnummer",
    "town": "plaats",
    "phone": "telefoonnummer",
    "named_organisation_ids": "genoemde organisaties",
    "secrecy_motivation": "motivering van de grond",
    "set_id": "leefgebieden",
    "scorer": "wie de score gaf",
    "source": "bron",
    "condition": "voorwaarde",
    "informing_note": "hoe het is verteld",
    "mandate": "mandaat",
    "from_code": "vorige AVE-niveau",
    "motivation": "motivering",
    "decided_by": "wie dit besloot",
    "told": "wie dit te horen krijgt",
    "returns_to": "waar de casus naartoe gaat",
    "ground": "grondslag",
    "legal_test": "juridische toets",
    "recorded_by": "vastgelegd door",
    "supplier_consent": "toestemming van wie de gegevens gaf",
    "action_id": "actie",
    "updated_by": "wie dit bijwerkte",
    "meeting_id": "overleg",
    "case_id": "casus",
    "id": "kenmerk",
    "place": "plaats",
    "contact": "contact",
    "organisation": "organisatie",
}

_FIELD_REASONS: Mapping[str, str] = {
    "empty": "Vul '{field}' in.",
    "too_long": "De tekst bij '{field}' is te lang. Maak die korter.",
    "bad_bsn": "Dit is geen geldig burgerservicenummer. Kijk de cijfers na, of laat het veld leeg.",
    "bad_postcode": "Dit is geen geldige postcode. Schrijf die zo: 1234 AB.",
    "not_in_list": "Deze keuze bij '{field}' bestaat niet (meer). Kies opnieuw.",
    "past": "Deze dag is al geweest. Kies een dag die nog komt.",
    "future": "Deze dag moet nog komen. Kies vandaag of een eerdere dag.",
    "too_early": "Op deze dag was het document er nog niet, of de vorige stap nog niet gedaan. Kies een latere dag.",
    "order": "De einddatum ligt voor de begindatum. Pas een van de twee aan.",
    "out_of_range": "Vul bij '{field}' een getal in van 1 tot en met 60.",
    "cannot_receive": (
        "Deze collega mag geen pakket opnemen. Dat mogen een voorzitter, een coördinator en een secretaris. Kies "
        "een ander."
    ),
    "ended": "Deze collega is gestopt. Kies een ander, of vraag uw functioneel beheerder wie het nu doet.",
    "too_many": "Een pakket kan naar ten hoogste acht collega's. Kies er minder.",
    "read_only": "'{field}' staat vast en is niet te wijzigen.",
    "second_main": "Er is al een hoofdbetrokkene. Kies 'nevenbetrokkene'.",
    "cases_first": (
        "Het overleg kan pas dicht als elke casus op de agenda klaar is. Neem eerst van elke casus het agendapunt "
        "en de vastgestelde lijst over."
    ),
    "second": "Dit staat er al bij '{field}'. Kies iets anders, of pas aan wat er staat.",
}

_KINDS: Mapping[str, str] = {
    "case": "Deze casus",
    "cases": "Deze casus",
    "meeting": "Dit overleg",
    "person": "Deze persoon",
    "agenda_item": "Dit agendapunt",
    "subject": "Deze betrokkene",
    "organisation": "Deze organisatie",
    "document": "Dit document",
    "action_items": "Deze actie",
    "destruction": "Een vernietiging van deze casus",
    "colleague": "Deze collega",
    "difference": "Dit verschil",
}


def field_name(name: str) -> str:
    """Return what people call a field of a record, or an empty text for one that they never fill in."""
    return _FIELDS.get(name, "")


def message(error: e.ExplainedError | Blocked) -> str:
    """Return the Dutch message of a failure; a test proves that each class has one."""
    for cls in type(error).__mro__:
        if cls in MESSAGES:
            return MESSAGES[cls](error)
    raise KeyError(type(error).__name__)


def _typo(error: e.RecoveryKeyTypo) -> str:
    if not error.group:
        return "De herstelsleutel heeft niet het goede aantal groepen. Kijk het papier na en typ alle groepen over."
    return f"In groep {error.group} van de herstelsleutel zit een typefout. Kijk die groep na."


def _too_new(_error: e.VaultTooNew) -> str:
    return (
        "Deze kluis is gemaakt met een nieuwere versie van zvdesk. Er is niets gewijzigd. "
        "Werk zvdesk bij op deze computer."
    )


def _field(error: e.InvalidField) -> str:
    sentence = _FIELD_REASONS.get(error.reason, "De inhoud van '{field}' is niet goed.")
    return sentence.format(field=_FIELDS.get(error.field, error.field)) + " Er is niets gewijzigd."


def _not_allowed(error: e.NotAllowed) -> str:
    return (
        f"Uw rol ({ROLES[Role(error.role)]}) mag niet: {ACTS[Act(error.act)]}. Er is niets gewijzigd. "
        "Vraag een collega met de juiste rol."
    )


def _not_found(error: e.NotFound) -> str:
    which = f": {error.key}" if error.key else ""
    return f"{_KINDS.get(error.kind, 'Dit')} is er niet (meer){which}."


def _content(error: e.ContentInvalid) -> str:
    place = f" bij '{error.key}'" if error.key else ""
    return (
        f"Het bestand {error.file} met instellingen van het huis klopt niet{place}: {CONTENT_REASONS.get(error.reason, error.reason)}. "
        "Uw casussen zijn veilig. Herstel het bestand of haal het weg."
    )


def _content_missing(error: e.ContentMissing) -> str:
    version = f", versie {error.version}" if error.version else ""
    return (
        f"Een indeling die deze casus gebruikt, ontbreekt: {error.id}{version}. Uw casussen zijn veilig. "
        "Zet het bestand van het huis terug."
    )


def _damaged(error: e.VaultDamaged) -> str:
    sentences = (
        _PARTS.get(error.part, "Een deel van de kluis is beschadigd."),
        damage_sentence(error.found),
        "Er is niets gewijzigd. Maak eerst een kopie van de map, en zet daarna een reservekopie terug.",
    )
    return " ".join(sentence for sentence in sentences if sentence)


def _in_use(error: e.VaultInUse) -> str:
    if error.is_this:
        where = "in dit venster"
    elif error.program:
        whose = ", van een andere gebruiker" if error.is_other_user else ""
        where = f"op deze computer, in een ander programma ({error.program}, proces {error.process}{whose})"
    else:
        where = "in een ander venster of programma"
    return f"Deze kluis is al open {where}. Er is niets gewijzigd. Sluit de kluis daar eerst."


def _blocked(error: Blocked) -> str:
    return sentences(error.blockers) or "Dat kan nu niet. Er is niets gewijzigd."


MESSAGES: Mapping[type, Callable[..., str]] = {
    e.WrongPassphrase: lambda _: "De wachtzin is niet goed. De kluis is nog dicht en er is niets gewijzigd.",
    e.LogTooLong: lambda x: (
        f"Dit zijn {x.lines} regels, en op papier gaan er ten hoogste {x.most}. Er is niets gemaakt. "
        "Kies een kortere periode of een casus, of maak alleen het CSV-bestand."
    ),
    e.UnlockDelayed: lambda x: (
        f"Er is te vaak een verkeerde wachtzin of sleutel ingevuld. Er is niets gewijzigd. "
        f"Probeer het over {x.seconds} {'seconde' if x.seconds == 1 else 'seconden'} opnieuw."
    ),
    e.WrongRecoveryKey: lambda _: "Deze herstelsleutel hoort niet bij deze kluis. Er is niets gewijzigd.",
    e.RecoveryKeyTypo: _typo,
    e.PassphraseTooWeak: lambda x: (
        f"De wachtzin is te kort. Neem ten minste {x.minimum} tekens, of vijf woorden."
    ),
    e.PassphraseInUse: lambda _: "Deze wachtzin kan niet. Kies een andere.",
    e.VaultDamaged: _damaged,
    e.VaultTooNew: _too_new,
    e.VaultInUse: _in_use,
    e.VaultUnusable: lambda x: _VAULT_REASONS.get(x.reason, _VAULT_REASONS["other"]),
    e.VaultRolledBack: lambda _: (
        "Deze kluis is ouder dan de laatste keer op deze computer. Iemand kan een oude kopie hebben teruggezet. "
        "Er is niets gewijzigd. Vraag uw functioneel beheerder."
    ),
    e.VaultMissing: lambda _: "In deze map staat geen kluis. Kies een map die eindigt op .zvkluis.",
    e.VaultExists: lambda _: "In deze map staat al iets. Er is niets gewijzigd. Kies een nieuwe map.",
    e.FolderUnusable: lambda x: _FOLDER_REASONS.get(x.reason, _FOLDER_REASONS["other"]),
    e.UnsafeCryptography: lambda _: (
        "De versleuteling op deze computer werkt niet zoals het hoort. zvdesk opent daarom niets. "
        "Installeer zvdesk opnieuw."
    ),
    e.WrongKeyringSecret: lambda _: (
        "De sleutelbos van deze computer heeft geen sleutel voor deze kluis. De kluis is veilig. "
        "Open de kluis met uw wachtzin. Zet daarna bij Instellingen, Sleutels de sleutelbos opnieuw aan."
    ),
    e.WrongEscrowKey: lambda _: (
        "Deze noodsleutel opent deze kluis niet. Er is niets gewijzigd. "
        "Vergelijk de vingerafdruk met die bij Instellingen, Sleutels in de kluis."
    ),
    e.NotAnEscrowKey: lambda _: (
        "Dit bestand is geen noodsleutel van zvdesk, of het is beschadigd. Er is niets gewijzigd. "
        "Kies het bestand dat 'zvdesk escrow make' maakte."
    ),
    e.SecretStoreUnavailable: lambda x: (
        f"{_STORE_REASONS.get(x.reason, _STORE_REASONS['failed'])} De kluis is veilig. "
        "Uw wachtzin opent de kluis altijd."
    ),
    e.PracticeMixing: lambda _: (
        "Oefencasussen horen alleen in een oefenkluis, en echte casussen nooit. Er is niets gewijzigd."
    ),
    e.MissingGlyphs: not_on_paper,
    e.CardTooFull: lambda x: (
        f"Een crisiskaart is één bladzijde. Daar passen {x.fitting} van de {x.total} als-dan-afspraken op. "
        "Er is geen kaart gemaakt. Maak de zinnen korter, of haal weg wat niet meer nodig is."
    ),
    e.NothingInCalendar: lambda _: (
        "Er is geen dag en geen overleg voor deze agenda, of er is niets om in te trekken. Er is niets gemaakt."
    ),
    e.NothingInTable: lambda _: (
        "Er zijn geen acties en geen als-dan-afspraken voor deze tabel. Er is geen tabel gemaakt."
    ),
    e.ListNotThere: lambda _: (
        "In deze map staat niet de nieuwste ondertekende lijst, zoals zvdesk die heeft gemaakt. Er is geen "
        "conceptmail gemaakt. Kies de map met de lijsten, of laat de voorzitter de lijst opnieuw maken."
    ),
    e.DocumentNotThere: document_not_there,
    e.NoComingMeeting: lambda _: "Er is geen overleg dat nog komt. Kies er een met --meeting.",
    e.NothingOnCard: lambda _: (
        "Er is geen als-dan-afspraak die op deze crisiskaart mag. Er is geen kaart gemaakt."
    ),
    e.ContentInvalid: _content,
    e.ContentMissing: _content_missing,
    e.ReferralRefused: lambda x: "\n".join(refusal_sentence(problem) for problem in x.problems),
    e.OutcomeRefused: outcome_refused,
    e.NoOutcome: lambda _: (
        "De handtekening is geldig, maar in dit document zitten geen gegevens om over te nemen. Dat is zo bij "
        "andere papieren dan een actielijst, en bij een lijst van een oudere zvdesk. Neem de acties van het "
        "papier over."
    ),
    e.SeveralCases: lambda x: (
        f"Dit overleg ging over meer casussen: {', '.join(x.numbers)}. Er is niets gemaakt. "
        "Kies er één; op de opdrachtregel met --case."
    ),
    e.AddressesRefused: addresses_refused,
    e.InvitationRefused: invitation_refused,
    e.NotAllowed: _not_allowed,
    e.PersonEnded: lambda x: (
        f"{x.name} heeft op dit moment geen rol in dit huis. De kluis blijft dicht. "
        "Vraag de functioneel beheerder."
    ),
    e.LastAdmin: lambda _: (
        "Dit is de laatste functioneel beheerder. Voeg eerst een ander toe. Er is niets gewijzigd."
    ),
    e.NoSigningKey: lambda _: (
        "Met de herstelsleutel kunt u niet ondertekenen en geen wachtzin wijzigen. "
        "Ontgrendel met uw eigen wachtzin. Deed u dat al? Laat dan uw sleutels vernieuwen."
    ),
    e.NotFound: _not_found,
    e.InvalidField: _field,
    e.ReadOnly: lambda _: (
        "Dit is al vastgesteld en staat vast. Er is niets gewijzigd. Maak een correctie: die wordt een nieuwe versie."
    ),
    e.AlreadyImported: lambda x: f"Deze aanmelding is al ingelezen als casus {x.case_number}.",
    e.FileUnreadable: lambda _: "Het bestand is er niet, of is niet te lezen.",
    e.CannotCountersign: lambda x: f"{SECOND_SIGNATURES[x.reason]} Het document is niet gewijzigd.",
    e.WrongKeyFilePassphrase: lambda _: (
        "Deze wachtzin opent het sleutelbestand niet. Er is niets ondertekend. Probeer het opnieuw."
    ),
    e.KeyFileUnusable: lambda x: f"{KEY_FILES[x.reason]} Er is niets ondertekend.",
    e.WrongPin: lambda _: (
        "De token weigert deze pincode. Er is niets ondertekend. Let op: na enkele foute pincodes gaat een token "
        "op slot."
    ),
    e.TokenUnusable: lambda x: f"{TOKENS[x.reason]} Er is niets ondertekend.",
    e.SealFailed: lambda x: f"{SEALS[x.reason].format(x.fingerprint)} Het document is niet gewijzigd.",
    e.NotOurList: lambda _: (
        "Deze kluis heeft deze lijst niet gemaakt, of kent haar niet meer. De vastgestelde tekst staat alleen in "
        "de kluis van het huis dat de lijst maakte. Vraag het daar."
    ),
    e.NotACertificate: lambda _: "Dit bestand is geen certificaat dat zvdesk kan vertrouwen.",
    e.Cancelled: lambda _: "Gestopt. Wat al klaar was, is bewaard.",
    e.ExtensionRefused: lambda x: _EXTENSION_REASONS[x.reason],
    e.NotClosed: lambda _: "Alleen een afgesloten casus kan worden afgeschermd. Sluit de casus eerst af.",
    e.NoKeyHolder: lambda x: (
        f"Er is geen {ROLES[Role(x.role)]} die de afgeschermde casus kan openen. "
        "Voeg die eerst toe bij Mensen. Er is niets gewijzigd."
    ),
    e.NotSealedToYou: lambda _: (
        "Deze casus is afgeschermd voordat u deze functie kreeg, of met een oudere sleutel van u. "
        "Vraag een collega die de casus kan openen om de toegang met u te delen."
    ),
    e.CaseAtTable: lambda _: (
        "Deze casus staat op de agenda van een overleg dat nu loopt. Sluit dat overleg eerst. "
        "Er is niets gewijzigd."
    ),
    e.NotYetDue: lambda x: (
        f'De reden "{DESTRUCTION_GROUNDS[DestructionGround(x.ground)]}" past niet bij deze casus. '
        "Er is niets vernietigd. Kies de reden die klopt."
    ),
    e.PackageRefused: package_refused,
    e.PenElsewhere: pen_elsewhere,
    e.NotGivenHere: not_given_here,
    e.ClockRunning: lambda _: (
        "Dit overleg loopt, en de klok loopt. Er is niets overgedragen. Zet de klok stil of sluit het overleg, en "
        "draag het dan over."
    ),
    e.CardRefused: card_refused,
    Blocked: _blocked,
}
