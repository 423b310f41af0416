"""Files are sealed over a network of the test's own, and stay as they were when that fails."""

from __future__ import annotations

import hashlib
import threading
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509 import ocsp
from cryptography.x509.oid import AuthorityInformationAccessOID

from tests.documents.judging import PERSON, SIGNS
from tests.documents.lists import one_organisation
from tests.documents.pki import House, make_house, odd_person
from tests.documents.responder import REVOKED, house_responder
from tests.documents.time_service import TimeService, make_time_service
from tests.factories import TODAY
from tests.services.world import World, log
from zvdesk.documents.action_list import render
from zvdesk.documents.signing import sign
from zvdesk.domain.disclosure import Disclosure
from zvdesk.domain.signatures import RevocationSource, Seal, VerdictKind
from zvdesk.errors import FileUnreadable, FolderUnusable, NotACertificate, SealFailed
from zvdesk.services import network, sealing, trust, verification
from zvdesk.settings import load_settings
from zvdesk.storage.records import find_records, insert_record

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from zvdesk.documents.identities import SigningIdentity
    from zvdesk.services.desk import Desk


class Net:
    """Serve a time service and its revocation list on loopback, and count what is asked."""

    def __init__(self, folder: Path) -> None:
        self.asked: list[str] = []
        self.bodies: list[bytes] = []
        self.respond: Callable[[bytes], bytes] = lambda _: b""
        net = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                net.answer(self, b"")

            def do_POST(self) -> None:
                net.answer(self, self.rfile.read(int(self.headers["Content-Length"])))

            def log_message(self, *_: object) -> None:
                """Say nothing."""

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.base = f"http://127.0.0.1:{self.server.server_port}"
        self.clock: TimeService = make_time_service(folder, list_at=f"{self.base}/tijd.crl")
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def answer(self, handler: BaseHTTPRequestHandler, body: bytes) -> None:
        self.asked.append(handler.path)
        self.bodies.append(body)
        if handler.path == "/elders":
            handler.send_response(302)
            handler.send_header("Location", f"{self.base}/tijd")
            handler.end_headers()
            return
        found: Callable[[], bytes] | None = {
            "/tijd": lambda: self.clock.answer(body),
            "/tijd.crl": self.clock.revocation_list,
            "/ocsp": lambda: self.respond(body),
            "/groot": lambda: b"x" * 10_000_000,
            "/pagina": lambda: b"<html>Inloggen</html>",
        }.get(handler.path)
        handler.send_response(200 if found else 404)
        handler.end_headers()
        if found:
            handler.wfile.write(found())


@pytest.fixture(scope="module")
def net(tmp_path_factory: pytest.TempPathFactory, requires: Callable[[str], Path]) -> Iterator[Net]:
    requires("openssl")
    made = Net(tmp_path_factory.mktemp("tijd"))
    yield made
    made.server.shutdown()
    made.server.server_close()


@pytest.fixture(scope="module")
def people() -> House:
    return make_house(since=datetime.now(UTC) - timedelta(days=30))


@pytest.fixture(scope="module")
def signed(people: House) -> bytes:
    return sign(render(one_organisation()), people.person(), at=datetime.now(UTC))


@pytest.fixture
def file(tmp_path: Path, signed: bytes, people: House) -> Path:
    trust.trust_certificate(people.certificate)
    path = tmp_path / "lijst.pdf"
    path.write_bytes(signed)
    return path


@pytest.fixture
def root(tmp_path: Path, net: Net) -> Path:
    path = tmp_path / "tijd.pem"
    path.write_bytes(x509.load_der_x509_certificate(net.clock.root).public_bytes(Encoding.PEM))
    return path


def test_a_file_is_sealed_in_its_place_and_needs_no_network_after_that(
    file: Path, root: Path, net: Net, signed: bytes
) -> None:
    net.bodies.clear()
    done = sealing.seal_file(file, service=f"{net.base}/tijd", trust_time=[root])
    assert (done.path, done.level, done.verdict.kind) == (file, Seal.LT, VerdictKind.VALID)
    assert len(file.read_bytes()) > len(signed)
    assert all(len(body) < 200 for body in net.bodies)  # a hash goes out, and no document
    count = len(net.asked)
    found = verification.verify_file(file, trust_time=[root])
    assert found.verdict.kind is VerdictKind.VALID
    assert found.verdict.signers[0].time_authority == "Tijddienst Oefening"
    assert verification.verify_file(file).verdict.detail == "timestamp_unknown"
    assert len(net.asked) == count
    assert list(file.parent.glob(".*")) == []


def test_a_document_of_the_register_gets_an_entry_for_the_sealed_file(
    file: Path, root: Path, net: Net, desk: Desk, world: World
) -> None:
    known = Disclosure(
        id=desk.clock.new_id(),
        case_id=world.case_id,
        meeting_id=world.meeting_id,
        document_id="d",
        kind="actielijst",
        recipient_id="ggz",
        recipient="GGZ",
        purpose="p",
        ground="g",
        version=1,
        sha256=hashlib.sha256(file.read_bytes()).hexdigest(),
        made_at=desk.clock.now(),
        destroy_before=TODAY,
        checked_on=TODAY,
    )
    with desk.vault.transaction() as connection:
        insert_record(connection, known)
    sealing.seal_file(file, service=f"{net.base}/tijd", trust_time=[root], desk=desk)
    with desk.vault.read() as connection:
        old, new = find_records(connection, Disclosure, document_id="d")
    assert (old.gone_on, new.gone_on, new.checked_on) == (TODAY, None, TODAY)
    assert new.sha256 == hashlib.sha256(file.read_bytes()).hexdigest()
    line = log(desk)[0]
    assert (line.action, line.object_id, line.case_number) == ("verzegelen", new.sha256, world.number)


def asking(people: House, address: str) -> SigningIdentity:
    """Give a person whose certificate names a responder and no list."""
    place = x509.AccessDescription(
        AuthorityInformationAccessOID.OCSP, x509.UniformResourceIdentifier(address)
    )
    names = (x509.AuthorityInformationAccess([place]), False)
    return odd_person(people, [PERSON, SIGNS, names], since=datetime.now(UTC) - timedelta(days=1))


def test_sealing_asks_the_responder_that_a_certificate_names(
    file: Path, root: Path, net: Net, people: House
) -> None:
    person = asking(people, f"{net.base}/ocsp")
    now = datetime.now(UTC)
    file.write_bytes(sign(render(one_organisation()), person, at=now))
    assert verification.verify_file(file).verdict.detail == "revocation_unknown"
    service = f"{net.base}/tijd"
    with pytest.raises(SealFailed) as failed:
        sealing.seal_file(file, service=service, trust_time=[root])
    assert failed.value.reason == "revocation"  # it answered, but with nothing
    told: list[int] = []

    def respond(body: bytes) -> bytes:
        told.append(ocsp.load_der_ocsp_request(body).serial_number)
        return house_responder(people).answer(person.certificate, at=now, until=now + timedelta(days=1))

    net.respond = respond
    done = sealing.seal_file(file, service=service, trust_time=[root])
    assert done.verdict.kind is VerdictKind.VALID
    assert told == [x509.load_der_x509_certificate(person.certificate).serial_number]
    count = len(net.asked)
    (seen,) = verification.verify_file(file, trust_time=[root]).verdict.signers
    assert seen.revocation is not None
    assert seen.revocation.source is RevocationSource.RESPONDER
    assert len(net.asked) == count
    far = asking(people, "http://dienst.invalid/ocsp")
    file.write_bytes(sign(render(one_organisation()), far, at=now))
    with pytest.raises(SealFailed) as refused:
        sealing.seal_file(file, service=service, trust_time=[root])
    assert refused.value.reason == "address"


def test_an_answer_in_the_trust_folder_counts(file: Path, people: House) -> None:
    person = asking(people, "http://dienst.invalid/ocsp")
    now = datetime.now(UTC)
    file.write_bytes(sign(render(one_organisation()), person, at=now))
    folder = trust.trust_folder()
    answer = house_responder(people).answer(person.certificate, at=now, until=now + timedelta(days=1))
    (folder / "antwoord.ors").write_bytes(answer)
    (folder / "rommel.ocsp").write_bytes(b"geen antwoord")
    try:
        assert verification.verify_file(file).verdict.kind is VerdictKind.VALID
        gone = house_responder(people).answer(person.certificate, REVOKED, at=now)
        (folder / "antwoord.ocsp").write_bytes(gone)
        assert verification.verify_file(file).verdict.kind is VerdictKind.REVOKED
    finally:
        for path in (*folder.glob("*.ors"), *folder.glob("*.ocsp")):
            path.unlink()


def test_a_remembered_service_is_asked_by_itself(file: Path, root: Path, net: Net) -> None:
    sealing.remember_service(f"{net.base}/tijd", [root])
    assert load_settings().timestamp_service == f"{net.base}/tijd"
    assert trust.time_authorities() == (net.clock.root,)
    assert net.clock.root not in [known.der for known in trust.known_certificates()]
    out = file.with_name("verzegeld.pdf")
    before = file.read_bytes()
    assert sealing.seal_file(file, level=Seal.T, out=out).path == out
    assert file.read_bytes() == before
    assert verification.verify_file(out).verdict.detail == "timestamp_unknown"  # nobody has its list
    assert sealing.seal_file(out).verdict.kind is VerdictKind.VALID
    (trust.trust_folder() / "tijd" / "rommel.pem").write_text("geen certificaat")
    assert verification.verify_file(out).verdict.kind is VerdictKind.VALID


@pytest.mark.parametrize(
    ("where", "reason"),
    [
        ("", "no_service"),
        ("http://tijd.invalid/", "address"),
        ("ftp://127.0.0.1/", "address"),
        ("file:///etc/passwd", "address"),
        ("https://naam:geheim@127.0.0.1/", "address"),
        ("https://[", "address"),
        ("http://127.0.0.1:99999/", "address"),
        ("http://127.0.0.1:1/", "unreachable"),
        ("/weg", "unreachable"),
        ("/elders", "unreachable"),
        ("/groot", "unreachable"),
        ("/pagina", "bad_answer"),
        ("/tijd.crl", "bad_answer"),
    ],
)
def test_a_seal_that_fails_leaves_the_file_as_it_was(
    where: str, reason: str, file: Path, root: Path, net: Net
) -> None:
    before = file.read_bytes()
    address = net.base + where if where.startswith("/") else where
    for level in (Seal.T, Seal.LT):
        with pytest.raises(SealFailed) as failed:
            sealing.seal_file(file, service=address, level=level, trust_time=[root])
        assert failed.value.reason == reason
    assert file.read_bytes() == before
    assert sorted(path.name for path in file.parent.iterdir() if path.is_file()) == ["lijst.pdf", "tijd.pem"]


def test_only_a_whole_signed_file_is_sealed(file: Path, root: Path, net: Net, tmp_path: Path) -> None:
    service = f"{net.base}/tijd"
    for data in (b"geen pdf", render(one_organisation()), file.read_bytes() + b"%"):
        file.write_bytes(data)
        with pytest.raises(SealFailed) as failed:
            sealing.seal_file(file, service=service, trust_time=[root])
        assert failed.value.reason == "not_whole"
    with pytest.raises(FileUnreadable):
        sealing.seal_file(tmp_path / "weg.pdf", service=service)
    with pytest.raises(NotACertificate):
        sealing.seal_file(file, service=service, trust_time=[file])
    with pytest.raises(SealFailed):
        sealing.remember_service("http://tijd.invalid/")


def test_an_unknown_authority_is_named_by_its_fingerprint(file: Path, net: Net) -> None:
    with pytest.raises(SealFailed) as failed:
        sealing.seal_file(file, service=f"{net.base}/tijd")
    assert failed.value.reason == "unknown_authority"
    assert len(failed.value.fingerprint) == 64


def test_a_folder_that_refuses_leaves_the_file_as_it_was(file: Path, root: Path, net: Net) -> None:
    before = file.read_bytes()
    with pytest.raises(FolderUnusable):
        sealing.seal_file(file, service=f"{net.base}/tijd", trust_time=[root], out=root / "x.pdf")
    assert file.read_bytes() == before


def test_a_list_of_nobody_that_is_known_can_be_sealed_but_stays_unknown(
    tmp_path: Path, signed: bytes, root: Path, net: Net
) -> None:
    path = tmp_path / "vreemd.pdf"
    path.write_bytes(signed)
    done = sealing.seal_file(path, service=f"{net.base}/tijd", trust_time=[root])
    assert (done.verdict.kind, done.verdict.detail) == (VerdictKind.UNKNOWN_SIGNER, "unknown_signer")


def test_a_service_that_never_ends_is_left(net: Net, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(network, "_LONGEST", -1.0)
    with pytest.raises(SealFailed):
        network.fetch_list(f"{net.base}/tijd.crl")
    assert network.is_allowed("http://localhost:8080/tsa")
    assert network.is_allowed("http://[::1]/tsa")
    assert network.is_allowed("https://tijd.invalid/tsa")
    assert not network.is_allowed("https://tijd.invalid/\r\nX: y")
