"""Ask two other programs about the bytes of a signature: pdfsig (poppler) and openssl.

What is asked of openssl is cut out of the file by its ByteRange and nothing else, without any reader of PDF:
every ByteRange that stands in the open is looked at.
"""

from __future__ import annotations

import re
import subprocess
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from asn1crypto import cms as _cms
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding

if TYPE_CHECKING:
    from pathlib import Path

    from tests.agreement.files import Reader

cms: Any = _cms  # it has no types of its own
GOOD, BAD, NONE = "goed", "fout", "geen"
_RANGE = re.compile(rb"/ByteRange\s*\[\s*(\d+)\s+(\d+)\s+(\d+)\s+(\d+)\s*\]")
_SAID = re.compile(r"Signature Validation: (.*)")


@dataclass(frozen=True, slots=True)
class Opinion:
    """Hold what another program says of all signatures in a file: good, bad, or that there is none."""

    word: str
    why: str = ""


def pdfsig(path: Path) -> Opinion:
    """Ask poppler whether the bytes of each signature are whole; it is not asked about certificates."""
    done = _run("pdfsig", "-nocert", str(path))
    said = _SAID.findall(done.stdout.decode("utf-8", "replace"))
    if not said:
        return Opinion(NONE, " ".join(done.stderr.decode("utf-8", "replace").split())[:80])
    # Timestamps of a document are not looked at by poppler; openssl looks at those.
    said = [word for word in said if word != "Signature has not yet been verified."]
    wrong = [word for word in said if word != "Signature is Valid."]
    if not said:
        return Opinion(NONE)
    return Opinion(BAD, wrong[0]) if wrong else Opinion(GOOD)


def openssl(path: Path, reader: Reader, *, with_chain: bool = False) -> Opinion:
    """Ask openssl about the bytes of each ByteRange; with the chain also about certificates, at that moment.

    Revocation is asked when the reader has a list of the house, or of the issuer of a person who is trusted
    directly: openssl takes a missing list for a failure.
    """
    pdf = path.read_bytes()
    found = [tuple(int(number) for number in match) for match in _RANGE.findall(pdf)]
    if not found:
        return Opinion(NONE)
    for number, byte_range in enumerate(found):
        opinion = _one(pdf, byte_range, path.with_suffix(f".{number}"), reader, with_chain=with_chain)
        if opinion.word != GOOD:
            return opinion
    return Opinion(GOOD)


def _one(
    pdf: bytes, byte_range: tuple[int, ...], place: Path, reader: Reader, *, with_chain: bool
) -> Opinion:
    start, first, second, last = byte_range
    content, signature = place.with_suffix(".bytes"), place.with_suffix(".der")
    content.write_bytes(pdf[start : start + first] + pdf[second : second + last])
    try:
        der = bytes.fromhex(pdf[start + first : second].strip().strip(b"<>").decode("ascii"))
        kind = cms.ContentInfo.load(der)["content"]["encap_content_info"]["content_type"].native
    except (ValueError, TypeError, KeyError) as error:
        return Opinion(BAD, type(error).__name__)
    signature.write_bytes(der)
    if kind == "tst_info":
        roots = _file(place, reader.time or reader.trusted)
        command = ["openssl", "ts", "-verify", "-data", str(content), "-in", str(signature), "-token_in"]
        command += ["-CAfile", roots, "-attime", str(int(reader.at.timestamp()))]
        # A timestamp of an unknown authority is whole as well: openssl has no other way to ask than this.
        return _word(command, fine=() if with_chain else ("verify error", "certificate verify"))
    command = ["openssl", "cms", "-verify", "-inform", "DER", "-binary", "-in", str(signature)]
    command += ["-content", str(content), "-out", "/dev/null"]
    if not with_chain:
        return _word([*command, "-noverify"])
    command += ["-CAfile", _file(place, reader.trusted, reader.lists), "-purpose", "any", "-partial_chain"]
    command += ["-attime", str(int(reader.at.timestamp()))]
    known = [x509.load_der_x509_certificate(der) for der in reader.trusted]
    houses = {name for one in known for name in (one.subject, one.issuer)}
    if any(x509.load_der_x509_crl(der).issuer in houses for der in reader.lists):
        command.append("-crl_check")
    return _word(command)


def _word(command: list[str], *, fine: tuple[str, ...] = ()) -> Opinion:
    done = _run(*command)
    said = done.stderr.decode("utf-8", "replace")
    if done.returncode == 0 or any(words in said for words in fine):
        return Opinion(GOOD)
    lines = [line.split(":")[-1].strip() or line for line in said.splitlines() if "rror" in line]
    return Opinion(BAD, lines[-1][:80] if lines else "")


def _file(place: Path, certificates: tuple[bytes, ...], lists: tuple[bytes, ...] = ()) -> str:
    made = place.with_suffix(".pem")
    parts = [x509.load_der_x509_certificate(der).public_bytes(Encoding.PEM) for der in certificates]
    parts += [x509.load_der_x509_crl(der).public_bytes(Encoding.PEM) for der in lists]
    made.write_bytes(b"".join(parts))
    return str(made)


def _run(*command: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(command, capture_output=True, timeout=60, check=False)
