"""Lead one whole practice meeting, from the loaded cases to the verified lists."""

from __future__ import annotations

import sys
import time
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from zvdesk.cli import exits, sets
from zvdesk.cli.outcome import Outcome
from zvdesk.domain.signatures import VerdictKind
from zvdesk.errors import VaultExists
from zvdesk.services import cases, exports, meetings, practice, vaults, verification
from zvdesk.services.clock import Clock
from zvdesk.services.signed_sets import sign_set
from zvdesk.system import make_ready, write_atomically
from zvdesk.texts.labels import ROLES, VERDICTS
from zvdesk.texts.verdicts import verdict_sentence

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator

    from zvdesk.services.export_sets import Recipient

_VAULT = "oefenkluis.zvkluis"
_LISTS = "lijsten"
_CERTIFICATE = "huiscertificaat.pem"


@dataclass(slots=True)
class _Stages:
    """Say where the demo is, and how long each stage took."""

    is_quiet: bool
    seconds: dict[str, float] = field(default_factory=dict)

    @contextmanager
    def stage(self, name: str, title: str) -> Iterator[None]:
        self.say(title)
        began = time.perf_counter()
        yield
        self.seconds[name] = round(time.perf_counter() - began, 3)

    def say(self, text: str) -> None:
        if not self.is_quiet:
            print(text, file=sys.stderr, flush=True)


def demo(arguments: argparse.Namespace) -> Outcome:
    """Make a practice vault, lead its table, sign and verify the lists; nothing existing is touched."""
    out: Path = arguments.out or Path.cwd() / f"zvdesk-demo-{Clock().now().astimezone():%Y%m%d-%H%M%S}"
    stages = _Stages(is_quiet=False)
    make_ready(out)
    if any((out / name).exists() for name in (_VAULT, _LISTS, _CERTIFICATE)):
        raise VaultExists(str(out))
    with stages.stage("vault", "1/4  Oefenkluis maken en vullen"):
        made = practice.create_practice(out / _VAULT, report=lambda text: stages.say(f"     {text}"))
    try:
        desk = made.desk
        with stages.stage("meeting", "2/4  Het overleg leiden: Signaal, Analyse, Plan, Regie, Vervolg"):
            meeting_id = practice.run_table(made, report=lambda text: stages.say(f"     casus {text}"))
        write_atomically(out / _CERTIFICATE, verification.house_certificate_pem(desk))
        with stages.stage("lists", "3/4  Lijsten maken en ondertekenen"):
            documents = _lists(made, meeting_id, out / _LISTS)
        with stages.stage("verify", "4/4  Elke lijst controleren"):
            for document in documents:
                _verify(document, made)
        rows = {row.id: row for row in cases.case_rows(desk)}
        led = meetings.meeting(desk, meeting_id)
        data: dict[str, Any] = {
            "ok": all(d.get("verdict", "geldig") == "geldig" for d in documents),
            "vault": str(out / _VAULT),
            "practice_passphrase": made.passphrase,
            "people": [
                {"name": p.name, "role": ROLES[p.role], "passphrase": p.passphrase} for p in made.people
            ],
            "house_certificate": str(out / _CERTIFICATE),
            "documents": documents,
            "cases": [
                {"number": rows[i.case_id].number, "alias": rows[i.case_id].alias, "phase": i.phase.value}
                for i in led.items
            ],
            "cases_in_vault": len(rows),
            "meetings": [
                {"id": row.id, "title": row.title, "state": row.state.value, "cases": list(row.case_numbers)}
                for row in meetings.meeting_rows(desk)
            ],
            "action_items": _action_items(made, meeting_id),
            "seconds": stages.seconds,
        }
    finally:
        vaults.lock(made.desk)
    return Outcome(data, _told(data), exits.OK if data["ok"] else exits.REFUSED)


def _lists(made: practice.Practice, meeting_id: str, folder: Path) -> list[dict[str, Any]]:
    desk = made.desk
    names: dict[Recipient, tuple[str, str]] = {}
    for item in meetings.meeting(desk, meeting_id).items:
        number = cases.case_file(desk, item.case_id).case.number
        names |= sets.recipients(item.case_id, number, exports.targets(desk, meeting_id, item.case_id))
    with exports.signing(desk, made.passphrase) as signer:
        done = sign_set(desk, signer, meeting_id, list(names), folder)
    documents: list[dict[str, Any]] = sets.outcome(done, names).data["documents"]
    return documents


def _verify(document: dict[str, Any], made: practice.Practice) -> None:
    if "path" not in document:
        return
    verified = verification.verify_file(Path(document["path"]), desk=made.desk)
    document["verdict"] = VERDICTS[verified.verdict.kind]
    document["sentence"] = verdict_sentence(verified.verdict)
    document["in_register"] = verified.is_registered
    document["signed"] = verified.verdict.kind is VerdictKind.VALID


def _action_items(made: practice.Practice, meeting_id: str) -> list[dict[str, Any]]:
    found = []
    for item in meetings.meeting(made.desk, meeting_id).items:
        file = cases.case_file(made.desk, item.case_id)
        for action in file.actions:
            if action.meeting_id == meeting_id:
                found.append(
                    {
                        "case": file.case.number,
                        "what": action.what,
                        "person": action.person,
                        "due_on": action.due_on.isoformat() if action.due_on else None,
                    }
                )
    return found


def _told(data: dict[str, Any]) -> str:
    made = [d for d in data["documents"] if "path" in d]
    refused = [d for d in data["documents"] if "refused" in d]
    lines = [
        "",
        f"Kluis:      {data['vault']}",
        f"Wachtzin:   {data['practice_passphrase']}  (voorzitter; alleen voor deze oefenkluis)",
        f"Besproken:  {', '.join(c['number'] + ' ' + c['alias'] for c in data['cases'])}",
        f"Afgesproken: {len(data['action_items'])} nieuwe acties",
        f"Lijsten:    {len(made)} gemaakt en gecontroleerd, {len(refused)} geweigerd",
    ]
    lines += [f"  {d['verdict']:8} {d['path']}" for d in made]
    for document in refused:
        lines.append(f"  geweigerd voor {document['recipient']} ({document['case']}):")
        lines += [f"      {reason}" for reason in document["refused"]]
    lines += [
        "",
        f"Controleren zonder kluis: zvdesk verify BESTAND --trust {data['house_certificate']}",
        "Alle mensen en casussen zijn verzonnen. OEFENING.",
    ]
    return "\n".join(lines)
