"""The steps of an appeal as data for its template; documents and places are looked up together, not one by one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _
from wagtail.rich_text import RichText

from library.models import Place

if TYPE_CHECKING:
    from wagtail.blocks import StreamValue

    from campaign_pages.models import ModelDocumentPage
    from campaign_pages.reading.related import RelatedPages


@dataclass(frozen=True)
class Step:
    """One thing a reader can do. `kind` is the block's name; `document` is None where its language has none."""

    kind: str
    id: str
    title: str
    text: RichText
    url: str = ""
    document: ModelDocumentPage | None = None
    places: list[Place] = field(default_factory=list)

    @property
    def anchor(self) -> str:
        """Fragment under which the step stands on its page."""
        return f"step-{self.kind.replace('_', '-')}"


#: What a step is called where nobody has translated its title yet; other kinds say nothing without their text.
WORDS = {
    "write_letter": _("Write a letter"),
    "pass_motion": _("Pass a motion"),
    "protest": _("Protest"),
    "share": _("Share"),
}


def steps_without_words(stream: StreamValue) -> list[dict[str, Any]]:
    """The steps of a stream as they are stored, without the sentences that need a translator."""
    return [
        {"type": kind, "id": block_id, "value": {**value, "title": "", "text": ""}}
        for kind, block_id, value in raw_steps(stream)
        if kind in WORDS
    ]


def raw_steps(stream: StreamValue) -> list[tuple[str, str, dict[str, Any]]]:
    """Kind, id and stored value of each step, without looking up what the choosers in it refer to."""
    return [(row["type"], str(row.get("id") or ""), row.get("value") or {}) for row in stream.raw_data]


def document_ids(stream: StreamValue) -> set[int]:
    """Ids of the documents that the steps refer to."""
    return {value["document"] for _kind, _id, value in raw_steps(stream) if value.get("document")}


def steps_of(stream: StreamValue, related: RelatedPages) -> list[Step]:
    """The steps of a stream; `related` holds the documents that they refer to."""
    rows = raw_steps(stream)
    place_ids = {pk for _kind, _id, value in rows for pk in _chosen(value.get("places"))}
    places = Place.objects.in_bulk(place_ids) if place_ids else {}
    return [
        Step(
            kind=kind,
            id=block_id,
            title=value.get("title") or str(WORDS.get(kind, "")),
            text=RichText(value.get("text") or ""),
            url=value.get("url") or "",
            document=related.document(value.get("document")),
            places=[places[pk] for pk in _chosen(value.get("places")) if pk in places],
        )
        for kind, block_id, value in rows
    ]


def _chosen(items: list[Any] | None) -> Iterator[int]:
    for item in items or []:
        pk = item.get("value") if isinstance(item, dict) else item
        if pk:
            yield pk


def shows_video(stream: StreamValue) -> bool:
    """Whether a body holds a video block."""
    return any(row["type"] == "video" for row in stream.raw_data)
