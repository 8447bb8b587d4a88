"""What templates of pages ask about the outputs."""

from django import template
from django.urls import reverse

from campaign_pages.reading import DocumentReading
from outputs.addresses import absolute
from outputs.letters.mail import mail_link
from outputs.letters.pdf import can_make_pdf
from outputs.letters.text import text_of

register = template.Library()

register.filter("as_text", text_of)


@register.filter
def mail_to_the_mission(reading: DocumentReading) -> str:
    """The letter that a reader has filled in as a link for her mail program."""
    return mail_link(reading.letter, reading.mission.email if reading.mission else "")


@register.simple_tag
def absolute_url(name: str, **parts: object) -> str:
    """The address of an output in the active language, with the site's host: to be copied into other programs."""
    return absolute(reverse(name, kwargs=parts))


@register.simple_tag
def pdf_is_made_here() -> bool:
    """Whether this machine can make PDFs."""
    return can_make_pdf()
