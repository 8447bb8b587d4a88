"""A filled letter as a `mailto:` link, for readers without JavaScript. Says the same as the one that site/static/js/letter.js makes."""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import quote

from django.utils.translation import gettext

from campaign_pages.choices import FieldKind
from campaign_pages.letters import Letter, Part
from campaign_pages.letters.copies import COPY
from campaign_pages.letters.filling import is_email
from library.contact_details import emails_of
from outputs.letters.directions import ADDRESS
from outputs.letters.text import text_of

#: Mail programs and browsers lose what is longer. The browser's script holds the same number.
LONGEST_LINK = 1900
_NOT_IN_BODY = ("date", "addressee", "subject")


def mail_link(letter: Letter, recipients: str) -> str:
    """The link: to the recipients, with copies to whom the letter names by e-mail, its subject and its text.

    Past LONGEST_LINK the text is a request to paste it, in the active language, and the subject loses its last words.
    """
    addresses = ",".join(_quoted(address) for address in emails_of(recipients))
    copies = ",".join(_quoted(address) for address in _copies(letter))
    head = f"mailto:{addresses}?{f'cc={copies}&' if copies else ''}subject="

    def link(subject: str, body: str) -> str:
        return f"{head}{_quoted(subject)}&body={_quoted(body)}"

    subject = " ".join((_text(letter, "subject") or letter.subject).split())
    body = text_of(replace(letter, parts=tuple(part for part in letter.parts if part.kind not in _NOT_IN_BODY))).strip()
    whole = link(subject, body)
    if len(whole) <= LONGEST_LINK:
        return whole
    paste = gettext("Please paste the copied text here.")
    if len(link(subject, paste)) <= LONGEST_LINK:
        return link(subject, paste)
    kept: list[str] = []
    for word in subject.split(" "):
        if len(link(f"{' '.join([*kept, word])} …", paste)) > LONGEST_LINK:
            break
        kept.append(word)
    return link(f"{' '.join(kept)} …", paste)


def _text(letter: Letter, kind: str) -> str:
    parts: tuple[Part, ...] = tuple(part for part in letter.parts if part.kind == kind)
    return text_of(replace(letter, parts=parts)).strip()


def _copies(letter: Letter) -> list[str]:
    emails = {field.key for field in letter.fields if field.kind == FieldKind.EMAIL}
    runs = (
        run
        for part in letter.parts
        if part.kind == "copies_to"
        for paragraph in part.paragraphs
        for run in paragraph.runs
    )
    found: list[str] = []
    for run in runs:
        found += ADDRESS.findall(run.value) if run.key == COPY else [run.value] if run.key in emails else []
    return list(dict.fromkeys(address for address in found if is_email(address)))


def _quoted(text: str) -> str:
    """As the browser's encodeURIComponent, with lines as mail has them; the sign of an address stays."""
    return quote(text.replace("\n", "\r\n"), safe="!~*'()@")
