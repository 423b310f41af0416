"""A draft mail: no header that nobody meant, nothing that tells of this computer, the same bytes again."""

from __future__ import annotations

import email
import email.policy
import platform
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zvdesk.exchange.mail import AttachedFile, DraftMail, usable_address, write_mail

HEADERS = ["Subject", "X-Unsent", "MIME-Version", "Content-Type"]
FILE = AttachedFile(
    name="2026-0014-actielijst.pdf", mime_type="application/pdf", data=b"%PDF-1.7\r\n\x00\xff"
)
INJECTIONS = (
    "a@b.nl\r\nBcc: x@y.nl",
    "a@b.nl\nBcc: x@y.nl",
    "a@b.nl, x@y.nl",
    "a@b.nl; x@y.nl",
    "a <a@b.nl>",
    "a@b.nl (x)",
    '"a\r\nBcc: x"@b.nl',
    "a@b",
    "a@b..nl",
    "@b.nl",
    "a\x00@b.nl",
    "a@b.nl\u2028Bcc: x@y.nl",
    "é@b.nl",
    "a@" + "b" * 300 + ".nl",
    "a@-b.nl",
)


def draft(
    address: str = "",
    subject: str = "Actielijst",
    body: str = "Beste collega,",
    files: tuple[AttachedFile, ...] = (FILE,),
) -> DraftMail:
    return DraftMail(address=address, subject=subject, body=body, files=files)


def read(data: bytes) -> email.message.EmailMessage:
    found = email.message_from_bytes(data, policy=email.policy.default)
    assert isinstance(found, email.message.EmailMessage)
    return found


@pytest.mark.parametrize("address", INJECTIONS)
def test_an_address_that_is_more_than_that_is_left_out(address: str) -> None:
    assert usable_address(address) == ""
    assert list(read(write_mail(draft(address=address)))) == HEADERS


def test_a_plain_address_stands_in_the_header() -> None:
    data = write_mail(draft(address=" post.bus+zvh@ggz-noord.voorbeeld.nl "))
    assert read(data)["To"] == "post.bus+zvh@ggz-noord.voorbeeld.nl"


@given(st.text(), st.text(), st.text(min_size=1))
def test_no_word_makes_a_header_and_the_file_comes_back(subject: str, body: str, name: str) -> None:
    file = AttachedFile(name=name, mime_type="application/pdf", data=FILE.data)
    data = write_mail(draft(subject=subject, body=body, files=(file,)))
    message = read(data)
    assert list(message) == HEADERS
    (part,) = message.iter_attachments()
    assert part.get_payload(decode=True) == FILE.data
    assert sorted(part) == [
        "Content-Disposition",
        "Content-Transfer-Encoding",
        "Content-Type",
        "MIME-Version",
    ]
    assert b"\n" not in data.replace(b"\r\n", b"")
    assert max(len(line) for line in data.split(b"\r\n")) <= 998
    assert data.isascii()


def test_what_was_written_is_what_is_read() -> None:
    body = "Beste collega,\n\n.\nFrom hier: é ł Ş\n" + "een lange regel " * 80 + "\n--\nÉén"
    data = write_mail(draft(subject="Actielijst van het overleg, één", body=body))
    message = read(data)
    assert message["Subject"] == "Actielijst van het overleg, één"
    part = message.get_body()
    assert part is not None
    assert part.get_content().replace("\r\n", "\n") == "\n".join(x.rstrip() for x in body.split("\n")) + "\n"
    assert data == write_mail(draft(subject="Actielijst van het overleg, één", body=body))


def test_nothing_tells_of_this_computer() -> None:
    data = write_mail(draft(address="a@b.nl"))
    assert not re.search(rb"(?i)^(date|message-id|from|sender|user-agent|received|x-mailer):", data, re.M)
    assert (platform.node() or "?").encode() not in data.replace(b"b.nl", b"")


def test_without_a_file_it_is_one_part() -> None:
    message = read(write_mail(draft(files=())))
    assert message.get_content_type() == "text/plain"
    assert message["X-Unsent"] == "1"
