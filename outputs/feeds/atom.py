"""Writes feeds as Atom (RFC 4287). Knows no page."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any

from django.utils.feedgenerator import Atom1Feed, rfc3339_date

MEDIA_TYPE = "application/atom+xml"


@dataclass(frozen=True)
class Entry:
    """One thing that a feed tells. `alternates` are its addresses in all languages, `categories` words with their labels."""

    id: str
    title: str
    url: str
    published: datetime.datetime
    updated: datetime.datetime
    summary: str = ""
    alternates: Mapping[str, str] = field(default_factory=dict)
    categories: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Feed:
    """A feed in one language. `alternates` are the same feed in other languages."""

    id: str
    title: str
    language: str
    url: str
    page_url: str
    author: str
    author_url: str
    updated: datetime.datetime
    entries: Sequence[Entry]
    alternates: Mapping[str, str] = field(default_factory=dict)


def written(feed: Feed) -> bytes:
    """The feed as XML; the same for the same feed."""
    atom = _Atom(
        title=_plain(feed.title),
        link=feed.page_url,
        description=None,
        language=feed.language,
        author_name=_plain(feed.author),
        author_link=feed.author_url,
        feed_url=feed.url,
        feed_guid=feed.id,
        ours=feed,
    )
    for entry in feed.entries:
        atom.add_item(entry.title, entry.url, entry.summary, ours=entry)
    text = BytesIO()
    atom.write(text, "utf-8")
    return text.getvalue()


class _Atom(Atom1Feed):
    """Django's, with languages, with summaries as plain text, and without the moment at which it is written."""

    def latest_post_date(self) -> datetime.datetime:
        updated: datetime.datetime = self.feed["ours"].updated
        return updated

    def add_root_elements(self, handler: Any) -> None:
        super().add_root_elements(handler)
        feed: Feed = self.feed["ours"]
        for language, url in feed.alternates.items():
            if language != feed.language:
                link = {"rel": "alternate", "type": MEDIA_TYPE, "hreflang": language, "href": url}
                handler.addQuickElement("link", "", link)

    def add_item_elements(self, handler: Any, item: dict[str, Any]) -> None:
        entry: Entry = item["ours"]
        language = self.feed["language"]
        handler.addQuickElement("title", _plain(entry.title))
        for code, url in {language: entry.url, **entry.alternates}.items():
            link = {"rel": "alternate", "type": "text/html", "hreflang": code, "href": url}
            handler.addQuickElement("link", "", link)
        handler.addQuickElement("id", entry.id)
        handler.addQuickElement("published", rfc3339_date(entry.published))
        handler.addQuickElement("updated", rfc3339_date(entry.updated))
        for term, label in entry.categories.items():
            handler.addQuickElement("category", "", {"term": term, "label": label})
        if entry.summary:
            handler.addQuickElement("summary", _plain(entry.summary))


def _plain(text: str) -> str:
    """The text in one line, without what XML cannot hold: half characters and control characters."""
    whole = text.encode("utf-8", "ignore").decode()
    return " ".join("".join(sign for sign in whole if sign.isprintable() or sign.isspace() or sign > "\x9f").split())
