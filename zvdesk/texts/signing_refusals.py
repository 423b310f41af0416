"""Say in Dutch why nothing was signed: by a token or a key file, as the second person, or with a seal."""

from __future__ import annotations

TOKENS = {
    "no_module": "Dit bestand is geen PKCS#11-bibliotheek die zvdesk kan laden. Vraag de leverancier van de token.",
    "no_token": "Er is geen token met deze naam. Zit hij erin?",
    "several": "Er zijn meer tokens. Noem de naam van de token die u bedoelt (op de opdrachtregel: --token).",
    "locked": "De token zit op slot na te veel foute pincodes. Vraag uw beheerder.",
    "gone": "De token antwoordt niet (meer).",
    "no_key": "Op deze token staat geen sleutel met een certificaat.",
    "no_name": "In het certificaat op deze token staat geen naam. Dan kan op papier niet staan wie ondertekende.",
    "expired": "Het certificaat op deze token is niet meer geldig.",
    "not_for_signing": "Met het certificaat op deze token mag u geen documenten ondertekenen.",
}
KEY_FILES = {
    "too_large": "Dit bestand is te groot voor een sleutelbestand.",
    "not_a_key_file": "Dit is geen sleutelbestand (PKCS#12: .p12 of .pfx) dat zvdesk kan lezen.",
    "too_costly": "Dit sleutelbestand vraagt te veel rekenwerk om te openen.",
    "no_key": "In dit bestand zit geen sleutel met een certificaat.",
    "unknown_kind": "In dit bestand zit een sleutel van een soort die zvdesk niet kent. RSA en EC kunnen wel.",
    "expired": "Het certificaat in dit bestand is niet meer geldig.",
    "no_name": "In het certificaat in dit bestand staat geen naam. Dan kan op papier niet staan wie ondertekende.",
    "not_for_signing": "Met het certificaat in dit bestand mag u geen documenten ondertekenen.",
}
SEALS = {
    "already": "Dit document heeft al een tijdstempel. Kies b-lt om er bewijs over intrekking bij te zetten.",
    "no_service": "Er is geen tijddienst ingesteld. Vul hem in bij Instellingen, of geef het adres op met --tsa.",
    "address": "Dit adres mag niet: gebruik een adres dat met https:// begint.",
    "unreachable": "De dienst is niet bereikbaar. Controleer het netwerk en het adres, en probeer het opnieuw.",
    "refused": "De tijddienst weigert een tijdstempel te geven.",
    "bad_answer": "Het antwoord van de tijddienst klopt niet.",
    "unknown_authority": (
        "Deze tijddienst is hier niet bekend. Vingerafdruk van het hoogste certificaat: {}. Klopt die met wat de "
        "dienst zelf opgeeft? Voeg dat certificaat dan toe bij Instellingen, of geef het op met --tsa-cert."
    ),
    "revocation": (
        "De intrekkingslijst die een certificaat noemt, is niet te krijgen of niet geldig. Haal die lijst zelf op "
        "en zet haar als .crl in de map vertrouwd, of kies b-t."
    ),
    "revoked": "Een certificaat onder dit document is ingetrokken.",
    "not_whole": "Dit document is niet geldig ondertekend. Controleer het eerst.",
}
SECOND_SIGNATURES = {
    "unreadable": "Dit bestand is geen leesbare pdf.",
    "unsigned": "Dit document is nog niet ondertekend. De voorzitter tekent eerst.",
    "full": "Dit document heeft al twee handtekeningen. Een derde kan niet.",
    "no_place": "Dit document heeft geen plaats voor een tweede handtekening. Maak het opnieuw.",
    "changed": "De eerste handtekening is niet geldig. Controleer het document met zvdesk verify.",
    "stranger": (
        "Wie het eerst tekende, is hier niet bekend: het is niemand van dit huis of van uw bekende ondertekenaars, en "
        "deze kluis heeft het document niet gemaakt."
    ),
    "timestamp_unknown": (
        "In dit document staat een tijdstempel waarvoor hier niemand instaat: de tijddienst is hier niet bekend, of "
        "haar intrekkingslijst ontbreekt. Voeg het certificaat van de dienst toe bij Instellingen, of geef het op met "
        "--tsa-cert."
    ),
    "revocation_unknown": (
        "Of een certificaat van de eerste handtekening is ingetrokken, is hier niet na te gaan. Zet de "
        "intrekkingslijst (.crl) of het antwoord (.ors) van de uitgever in de map vertrouwd."
    ),
    "same_person": "U tekende dit document zelf al. Laat iemand anders mede ondertekenen.",
}
