"""The hash that a list prints is computed again, from the text that the vault keeps."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from tests.documents.lists import one_organisation
from tests.factories import NOW
from tests.services.test_exports import export
from tests.services.world import PASSPHRASES, World, log
from zvdesk.documents.action_list import render
from zvdesk.documents.outcome import outcome_in
from zvdesk.documents.signing import sign
from zvdesk.domain.people import Role
from zvdesk.domain.signatures import VerdictKind
from zvdesk.errors import NoOutcome, NotOurList
from zvdesk.exchange.outcome import read_outcome
from zvdesk.services import exports
from zvdesk.services.adopted_texts import text_behind

if TYPE_CHECKING:
    from pathlib import Path


def test_each_list_of_a_version_prints_the_hash_of_the_same_text(closed: World, tmp_path: Path) -> None:
    desk = closed.desk()
    texts = []
    for organisation in (None, "ggz"):
        made = export(desk, closed, organisation, tmp_path)
        found = text_behind(desk, made.path, at=NOW)
        assert found.is_same
        assert found.version == 1
        data = outcome_in(made.path.read_bytes())
        assert data is not None
        printed = read_outcome(data).text_sha256
        assert printed == found.printed == hashlib.sha256(found.text.encode()).hexdigest()
        texts.append(found.text)
    assert len(set(texts)) == 1
    assert "Elke week langsgaan" in texts[0]
    read = [line for line in log(desk) if (line.action, line.object) == ("lezen", "vastgestelde tekst")]
    assert [line.object_id for line in read] == [closed.meeting_id] * 2


def test_nothing_is_told_of_a_list_that_is_not_good_or_not_ours(closed: World, tmp_path: Path) -> None:
    desk = closed.desk()
    made = export(desk, closed, None, tmp_path)
    changed = tmp_path / "gewijzigd.pdf"
    changed.write_bytes(made.path.read_bytes() + b"%")
    found = text_behind(desk, changed, at=NOW)
    assert (found.text, found.sha256, found.is_same) == ("", "", False)
    assert found.verified.verdict.kind is VerdictKind.CHANGED
    foreign = tmp_path / "vreemd.pdf"
    for content, error in (
        (one_organisation(), NotOurList),
        (replace(one_organisation(), text_sha256=""), NoOutcome),
    ):
        with exports.signing(desk, PASSPHRASES[Role.CHAIR]) as signer:
            foreign.write_bytes(sign(render(content), signer.identity, at=NOW))
        with pytest.raises(error):
            text_behind(desk, foreign, at=NOW)
