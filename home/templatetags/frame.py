"""Gives templates the frame of the page they render. Computes nothing itself; home/frame.py does."""

from __future__ import annotations

from django import template
from django.template.context import Context

from campaign_pages.reading import ProfileReading
from home.frame import Frame, frame_for

register = template.Library()


@register.simple_tag(takes_context=True)
def page_frame(context: Context) -> Frame | None:
    """The frame of the context's page; None where there is no page, as on error pages."""
    page = context.get("page")
    if page is None:
        return None
    reading = context.get("reading")
    # A profile's title is a note for editors: what readers may see of a name is decided by the person's record.
    title = reading.card.name if isinstance(reading, ProfileReading) else ""
    return frame_for(page, title)
