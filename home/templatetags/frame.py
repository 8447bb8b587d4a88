"""Gives templates the frame of the page they render. Computes nothing itself; home/frame.py does."""

from __future__ import annotations

from django import template
from django.template.context import Context
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from campaign_pages.reading import ProfileReading
from home.frame import Frame, frame_for
from library.dates import list_separator

register = template.Library()


@register.filter
def names_in_line(names: list[str], language: str) -> SafeString:
    """Names as a list in a language, each in the direction of its own script."""
    return format_html_join(list_separator(language), "<bdi>{}</bdi>", ((name,) for name in names))


@register.simple_tag(takes_context=True)
def page_frame(context: Context) -> Frame | None:
    """The frame of the context's page; without a page the one that a view has made, None on error pages."""
    page = context.get("page")
    if page is None:
        return context.get("frame")
    reading = context.get("reading")
    # A profile's title is a note for editors: what readers may see of a name is decided by the person's record.
    title = reading.card.name if isinstance(reading, ProfileReading) else ""
    return frame_for(page, title)
