"""Finds the pages that hold what a reader looks for: those of one language with excerpts, of all others how many. Reads only.

Five queries at most, whatever is asked for and however much is found.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Count, F
from wagtail.models.sites import SiteRootPath

from campaign_pages.models import AppealPage, ModelDocumentPage
from campaign_pages.stops import is_stopped
from home.navigation import Navigation
from search.excerpts import Marker, Piece
from search.models import Entry
from search.words import Question, any_of

PER_PAGE = 10
#: Nobody reads on; who asks for more is told to ask for something else.
MOST_PAGES = 30


@dataclass(frozen=True)
class Result:
    """A page as the list shows it. `place` is the part of the site where it stands."""

    url: str
    title: list[Piece]
    excerpt: list[Piece]
    place: str = ""
    #: Set where the page is an appeal that may be over.
    appeal: AppealPage | None = None
    #: Whether it is a document that readers are asked not to send any more, or not in this version.
    is_withdrawn: bool = False
    is_superseded: bool = False


@dataclass(frozen=True)
class Found:
    """What was found. `others` are languages with the number of pages there; `is_loose`: no page holds all of the words."""

    total: int = 0
    results: list[Result] = field(default_factory=list)
    others: dict[str, int] = field(default_factory=dict)
    page: int = 1
    is_loose: bool = False

    @property
    def pages(self) -> int:
        """How many pages of results there are to turn."""
        return min(-(-self.total // PER_PAGE), MOST_PAGES)

    @property
    def before(self) -> int:
        """The page before this one; 0 where there is none."""
        return self.page - 1

    @property
    def after(self) -> int:
        """The page after this one; 0 where there is none."""
        return self.page + 1 if self.page < self.pages else 0


def find(
    asked: Question, language: str, roots: Mapping[str, SiteRootPath], navigation: Navigation, number: int = 1
) -> Found:
    """The results on page `number` of those in a language; the last page where there are not so many."""
    if not asked.words:
        return Found()
    counts = _counts(asked)
    total, is_loose = counts.pop(language, 0), False
    if not total and len(asked.words) > 1:
        asked = any_of(asked)
        total = _counts(asked, language=language).get(language, 0)
        is_loose = bool(total)
    others = {code: counts[code] for code in roots if counts.get(code)}
    page = max(1, min(number, -(-total // PER_PAGE), MOST_PAGES))
    results = _results(asked, language, roots[language], navigation, page) if total else []
    return Found(total, results, others, page, is_loose)


def _counts(asked: Question, **only: str) -> dict[str, int]:
    rows = Entry.objects.public().holding(asked).filter(**only).order_by()
    return dict(rows.values_list("language").annotate(number=Count("pk")))


def _results(asked: Question, language: str, root: SiteRootPath, navigation: Navigation, page: int) -> list[Result]:
    start = (page - 1) * PER_PAGE
    best = Entry.objects.public().filter(language=language).holding(asked).best_first(asked)
    shown = best.values("pk", "title", "text", url_path=F("page__url_path"), kind=F("page__content_type"))
    rows = list(shown[start : start + PER_PAGE])
    appeals = (
        _of_kind(rows, AppealPage).only("title", "kind", "act_until", "reference").annotate(is_stopped=is_stopped())
    )
    documents = _of_kind(rows, ModelDocumentPage).annotate(is_stopped=is_stopped("appeal__translation_key"))
    over = {appeal.pk: appeal for appeal in appeals}
    known = {pk: marks for pk, *marks in documents.values_list("pk", "is_stopped", "superseded_by")}
    marker = Marker(asked)
    return [
        Result(
            url=(url := f"/{language}/{row['url_path'][len(root.root_path) :]}"),
            title=marker.title(row["title"]),
            excerpt=marker.excerpt(row["text"]),
            place=next((item.title for item in navigation.items if url.startswith(item.url) and url != item.url), ""),
            appeal=over.get(row["pk"]),
            is_withdrawn=bool(known.get(row["pk"], [None])[0]),
            is_superseded=bool(known.get(row["pk"], [None])[-1]),
        )
        for row in rows
    ]


def _of_kind(rows: Iterable[Any], model: Any) -> Any:
    """Those of the rows that are of a page type. No query where there are none."""
    kind = ContentType.objects.get_for_model(model).pk
    ids = [row["pk"] for row in rows if row["kind"] == kind]
    return model.objects.filter(pk__in=ids) if ids else model.objects.none()
