"""What templates of pages ask about the outputs."""

from django import template

from outputs.letters.pdf import can_make_pdf

register = template.Library()


@register.simple_tag
def pdf_is_made_here() -> bool:
    """Whether this machine can make PDFs."""
    return can_make_pdf()
