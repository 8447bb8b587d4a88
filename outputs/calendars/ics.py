"""Writes calendars as iCalendar (RFC 5545, 7986). Knows no page and no section."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from icalendar import Calendar, Event, Timezone
from icalendar.enums import STATUS, TRANSP

MEDIA_TYPE = "text/calendar"
PRODUCT = "-//Vigil//Calendar//EN"
#: How often programs should look for changes: a stop has to arrive before the day itself.
LOOK_AGAIN = datetime.timedelta(hours=3)
#: Counts the changes of an event; its highest number is far away.
_BEGINNING = datetime.datetime(2020, 1, 1, tzinfo=datetime.UTC)


@dataclass(frozen=True)
class Entry:
    """A day, or a time by the clocks of a place. `changed` is when its words were last published.

    Of what is cancelled only that much is said as readers may still be told.
    """

    uid: UUID
    start: datetime.date | datetime.datetime
    summary: str
    changed: datetime.datetime
    end: datetime.datetime | None = None
    description: str = ""
    place: str = ""
    url: str = ""
    category: str = ""
    is_cancelled: bool = False

    @property
    def has_time(self) -> bool:
        return isinstance(self.start, datetime.datetime)


def written(entries: Sequence[Entry], *, name: str, language: str, url: str = "") -> bytes:
    """A calendar; the same for the same entries. `url` is where programs find it anew; none for a single event."""
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    for field in ("name", "x-wr-calname"):
        calendar.add(field, _plain(name), parameters={"LANGUAGE": language} if field == "name" else {})
    if url:
        calendar.add("source", url, parameters={"VALUE": "URI"})
        calendar.add("refresh-interval", LOOK_AGAIN, parameters={"VALUE": "DURATION"})
        calendar.add("x-published-ttl", "PT3H")
    for entry in entries:
        calendar.add_component(_event(entry, language))
    if any(entry.has_time for entry in entries):
        years = [entry.start.year for entry in entries]
        calendar.add_missing_timezones(datetime.date(min(years) - 1, 1, 1), datetime.date(max(years) + 2, 1, 1))
    elif not entries:
        # A calendar without any component is none.
        calendar.add_component(Timezone.from_tzid("UTC"))
    content: bytes = calendar.to_ical()
    return content


def _event(entry: Entry, language: str) -> Event:
    event = Event()
    changed = entry.changed.astimezone(datetime.UTC).replace(microsecond=0)
    event.add("uid", str(entry.uid))
    event.add("dtstamp", changed)
    event.add("last-modified", changed)
    event.add("sequence", 2 * int((changed - _BEGINNING).total_seconds()) + entry.is_cancelled)
    event.add("dtstart", entry.start)
    if entry.end:
        event.add("dtend", entry.end)
    elif not entry.has_time:
        event.add("dtend", entry.start + datetime.timedelta(days=1))
    for field, text in (("summary", entry.summary), ("description", entry.description), ("location", entry.place)):
        if text:
            event.add(field, _plain(text), parameters={"LANGUAGE": language})
    if entry.category:
        event.add("categories", [_plain(entry.category)])
    if entry.url:
        event.add("url", entry.url)
    event.add("status", STATUS.CANCELLED if entry.is_cancelled else STATUS.CONFIRMED)
    is_free = entry.is_cancelled or not entry.has_time
    event.add("transp", TRANSP.TRANSPARENT if is_free else TRANSP.OPAQUE)
    return event


def _plain(text: str) -> str:
    """The text without control characters, which no calendar may hold; lines stay lines."""
    lines = text.encode("utf-8", "ignore").decode().splitlines()
    return "\n".join("".join(sign for sign in line if sign >= " " and not "\x7f" <= sign <= "\x9f") for line in lines)
