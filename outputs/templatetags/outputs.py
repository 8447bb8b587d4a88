"""What templates of pages ask about the outputs."""

from django import template

from outputs.letters.pdf import can_make_pdf
from outputs.letters.text import text_of

register = template.Library()

register.filter("as_text", text_of)


@register.simple_tag
def pdf_is_made_here() -> bool:
    """Whether this machine can make PDFs."""
    return can_make_pdf()
