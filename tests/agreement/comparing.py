"""Hold what zvdesk says of each file against pdfsig (poppler) and openssl.

The rule of agreement:

1. zvdesk says of each file what the set expects.
2. When either program finds the bytes of a signature broken, zvdesk never says "geldig", not even "geldig,
   onbekende ondertekenaar".
3. When zvdesk says "geldig", both find the bytes of each signature whole, and openssl also accepts the
   certificates, at the moment that was proven or else at that of reading.
4. Of a file that says so, openssl does not accept the certificates either.
5. Where both find the bytes whole and zvdesk does not say "geldig", a reason of ``STRICTER`` says why.

pdfsig looks at no timestamp over a whole file; openssl does. Neither knows whether what came after a
signature was allowed, which is why most of the fifth kind are there.
"""

from __future__ import annotations

from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, replace
from itertools import chain
from typing import TYPE_CHECKING

from tests.agreement import genuine, loose_ends, shadows, tampered
from tests.agreement.files import K, Made
from tests.agreement.judges import BAD, GOOD, Opinion, openssl, pdfsig
from zvdesk.documents.verifying import verify
from zvdesk.texts.labels import VERDICTS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from tests.agreement.world import World
    from zvdesk.domain.signatures import Verdict

WHOLE = frozenset({K.VALID, K.UNKNOWN_SIGNER})
_PROGRAMS = 4  # that run at once
_QUICK = frozenset({"afgekapt", "bereik", "handtekening", "staart"})

#: Why zvdesk does not say "geldig" of bytes that others find whole.
STRICTER = {
    "bytes_after_signature": "er staat iets achter dat niemand ondertekende",
    "certificate_expired": "het certificaat is verlopen",
    "certificate_not_yet_valid": "het certificaat is nog niet geldig",
    "certificate_revoked": "het certificaat is ingetrokken",
    "change_not_permitted": "na de handtekening is iets gewijzigd dat niet mag",
    "issuer_is_no_authority": "een persoon geeft geen certificaten uit",
    "key_usage": "het certificaat is niet voor documenten",
    "malformed_signature": "de handtekening is niet te lezen zoals de norm zegt",
    "no_signature": "er is geen handtekening van een mens",
    "not_a_pdf": "het bestand is geen hele pdf",
    "revocation_unknown": "of het certificaat is ingetrokken, is niet na te gaan",
    "signature_container": "de plaats van de handtekening bevat nog iets anders",
    "signature_removed": "een handtekening staat los in het bestand",
    "signature_value": "de handtekening past niet bij het certificaat",
    "signer_is_authority": "de sleutel van het huis ondertekent niets",
    "stray_certificate": "er reist een certificaat mee dat er niet bij hoort",
    "third_signature": "er is een derde handtekening",
    "timestamp_broken": "een tijdstempel klopt niet",
    "timestamp_unknown": "de dienst van een tijdstempel is niet bekend",
    "unknown_signer": "de ondertekenaar is niet bekend",
    "unusual_container": "de handtekening is anders geschreven dan kan",
    "weak_algorithm": "de handtekening gebruikt een zwakke methode",
}


@dataclass(frozen=True)
class Compared:
    """Hold what three programs say of one file."""

    made: Made
    verdict: Verdict
    pdfsig: Opinion
    openssl: Opinion
    chain: Opinion | None  # openssl on the certificates too; None: it was not asked

    @property
    def is_stricter(self) -> bool:
        """Tell whether others find the bytes whole and zvdesk is not content."""
        return self.verdict.kind is not K.VALID and (self.pdfsig.word, self.openssl.word) == (GOOD, GOOD)

    @property
    def faults(self) -> tuple[str, ...]:
        """Return which rules of agreement it breaks."""
        kind, others = self.verdict.kind, (self.pdfsig.word, self.openssl.word)
        found = []
        if kind not in self.made.expected:
            found.append("1: niet wat verwacht was")
        if kind in WHOLE and BAD in others:
            found.append("2: een ander noemt de bytes stuk")
        if kind in WHOLE and others != (GOOD, GOOD):
            found.append("3: een ander noemt de bytes niet heel")
        if kind is K.VALID and (self.chain is None or self.chain.word != GOOD):
            found.append("3: openssl aanvaardt de certificaten niet")
        if self.made.is_refused and (self.chain is None or self.chain.word != BAD):
            found.append("4: openssl weigert de certificaten niet")
        if self.is_stricter and self.verdict.detail not in STRICTER:
            found.append("5: geen reden")
        return tuple(found)

    @property
    def row(self) -> tuple[str, ...]:
        """Return it as a row of a table."""
        why = STRICTER.get(self.verdict.detail, "") if self.is_stricter else ""
        certificates = self.chain.word if self.chain else "-"
        words = (VERDICTS[self.verdict.kind], self.pdfsig.word, self.openssl.word, certificates, why)
        return (self.made.group, self.made.name, *words, "; ".join(self.faults))


def every_file(world: World) -> Iterator[Made]:
    """Yield the whole set."""
    return chain(
        genuine.valid(world),
        genuine.wrong(world),
        tampered.flips(world),
        tampered.tails(world),
        tampered.revisions(world),
        tampered.containers(world),
        shadows.shadows(world),
        loose_ends.loose_ends(world),
    )


def spread(files: Iterable[Made], every: int) -> list[Made]:
    """Return one in so many files, half of what is judged in a moment, and the first of each group."""
    seen: set[str] = set()
    chosen = []
    for number, made in enumerate(files):
        step = 2 if made.group in _QUICK else every
        if number % step == 0 or made.group not in seen:
            chosen.append(made)
        seen.add(made.group)
    return chosen


def compare(files: Iterable[Made], folder: Path) -> list[Compared]:
    """Judge each file with zvdesk, while the other programs judge it beside."""
    waiting: list[tuple[Made, Verdict, Future[tuple[Opinion, Opinion, Opinion | None]]]] = []
    with ThreadPoolExecutor(_PROGRAMS) as pool:
        for number, made in enumerate(files):
            path, reader = folder / f"{number}.pdf", made.reader
            path.write_bytes(pdf := made.make())
            verdict = verify(
                pdf,
                trusted=reader.trusted,
                time_authorities=reader.time,
                revocation_lists=reader.lists,
                revocation_answers=reader.answers,
                at=reader.at,
            )
            waiting.append((made, verdict, pool.submit(_others, path, made, verdict)))
        return [Compared(made, verdict, *answer.result()) for made, verdict, answer in waiting]


def _others(path: Path, made: Made, verdict: Verdict) -> tuple[Opinion, Opinion, Opinion | None]:
    accepted = None
    if verdict.kind is K.VALID or made.is_refused:
        proven = [signer.proven_at for signer in verdict.signers if signer.proven_at]
        reader = replace(made.reader, at=max(proven)) if proven else made.reader
        accepted = openssl(path, reader, with_chain=True)
    return pdfsig(path), openssl(path, made.reader), accepted
