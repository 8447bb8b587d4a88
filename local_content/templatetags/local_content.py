"""When a local action is, in the words of the page's language and by the clocks of the place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from babel.dates import format_date, format_datetime, format_time
from django import template

from library.dates import babel_locale, list_separator

if TYPE_CHECKING:
    from local_content.models import LocalContent

register = template.Library()


@register.filter
def when(row: LocalContent, language: str) -> str:
    """Day, hours and time zone of an action, because sections of one language may live in several zones.

    In English: “Saturday, 4 July 2099, 15:00–17:00, Central European Summer Time”.
    """
    locale = babel_locale(language)
    start, end = row.local_start, row.local_end
    if start is None:
        return ""
    hours = format_time(start, "HH:mm", tzinfo=start.tzinfo, locale=locale)
    if end and end.date() == start.date():
        hours += "–" + format_time(end, "HH:mm", tzinfo=start.tzinfo, locale=locale)
    elif end:
        until = format_time(end, "HH:mm", tzinfo=end.tzinfo, locale=locale)
        hours += f" – {format_date(end, 'full', locale=locale)}, {until}"
    zone = format_datetime(start, "zzzz", tzinfo=start.tzinfo, locale=locale)
    return list_separator(language).join([format_date(start, "full", locale=locale), hours, zone])
