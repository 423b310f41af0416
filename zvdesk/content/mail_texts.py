"""Read the words of the mails that zvdesk drafts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zvdesk.content.shapes import MAXIMUM_VERSION
from zvdesk.domain.mail_texts import REMINDER, MailTemplate, strange_places

if TYPE_CHECKING:
    from zvdesk.content.reading import Cursor


def mail_template(top: Cursor) -> MailTemplate:
    """Return the mail of a file. Raises ContentInvalid, also for a place that nothing fills.

    The subject is one line without a place: who may not read a mail can often read its subject.
    """
    head = top.child("mail")
    subject, body = head.text("onderwerp"), head.text("tekst")
    code = head.code("id")
    sealed_note = head.text("versleuteld", "" if code == REMINDER else None)
    if "\n" in subject or "{" in subject or "}" in subject:
        raise head.invalid("onderwerp", "not_in_list")
    for name, text in (("tekst", body), ("versleuteld", sealed_note)):
        if strange_places(text, code):
            raise head.invalid(name, "not_in_list")
    if "{versleuteld}" in sealed_note:
        raise head.invalid("versleuteld", "not_in_list")
    template = MailTemplate(
        id=code,
        version=head.number("versie", 1, MAXIMUM_VERSION),
        name=head.text("naam"),
        subject=subject,
        body=body,
        sealed_note=sealed_note,
    )
    top.finish()
    return template
