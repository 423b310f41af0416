"""Sign with an identity and judge the result."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cryptography import x509
from cryptography.x509.oid import AuthorityInformationAccessOID

from tests.documents.lists import SIGNED_AT
from tests.documents.pki import (
    usage,
)
from zvdesk.documents.signing import sign
from zvdesk.documents.verifying import verify
from zvdesk.domain.signatures import Verdict, VerdictKind

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from zvdesk.documents.identities import SigningIdentity

K = VerdictKind
PERSON = (x509.BasicConstraints(ca=False, path_length=None), True)
SIGNS = (usage("digital_signature", "content_commitment"), True)
ADDRESS = [x509.UniformResourceIdentifier("http://huis.invalid/lijst.crl")]
POINTS = (x509.CRLDistributionPoints([x509.DistributionPoint(ADDRESS, None, None, None)]), False)
ASKS = (
    x509.AuthorityInformationAccess([x509.AccessDescription(AuthorityInformationAccessOID.OCSP, ADDRESS[0])]),
    False,
)
ONLY_AUTHORITIES = x509.IssuingDistributionPoint(
    full_name=None,
    relative_name=None,
    only_contains_user_certs=False,
    only_contains_ca_certs=True,
    only_some_reasons=None,
    indirect_crl=False,
    only_contains_attribute_certs=False,
)
NOT_ASKS = (
    x509.AuthorityInformationAccess(
        [x509.AccessDescription(AuthorityInformationAccessOID.CA_ISSUERS, ADDRESS[0])]
    ),
    False,
)


def judged(
    bare: bytes,
    identity: SigningIdentity,
    *trusted: bytes,
    lists: Sequence[bytes] = (),
    answers: Sequence[bytes] = (),
    at: datetime = SIGNED_AT,
) -> Verdict:
    return verify(
        sign(bare, identity, at=SIGNED_AT),
        trusted=trusted,
        revocation_lists=lists,
        revocation_answers=answers,
        at=at,
    )


def outcome(verdict: Verdict) -> tuple[VerdictKind, str]:
    return verdict.kind, verdict.detail
