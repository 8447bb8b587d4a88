"""What an intervention touches: pages in all languages, what is below them, letters, local content. Changes nothing."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db.models import CharField, Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Cast
from wagtail.models import Page, Revision, WorkflowState

from interventions.places import kind_of, kinds
from local_content.models import LocalContent
from sections.languages import own_name


@dataclass(frozen=True)
class Line:
    """One page in one language."""

    pk: int
    title: str
    locale: str
    live: bool
    scheduled: bool = False
    submitted: bool = False

    @property
    def language(self) -> str:
        """Its language in its own name."""
        return own_name(self.locale)

    @property
    def is_underway(self) -> bool:
        """Whether readers see it, or will without anybody doing more than approve it."""
        return self.live or self.scheduled or self.submitted


@dataclass(frozen=True)
class Beside:
    """What a section has put beside a page."""

    pk: int
    title: str
    section: str


@dataclass(frozen=True)
class Touched:
    """What would be touched: the page in all its languages, pages below, its documents, and what stands beside it."""

    pages: list[Line]
    below: list[Line] = field(default_factory=list)
    documents: list[Line] = field(default_factory=list)
    local: list[Beside] = field(default_factory=list)

    @property
    def live(self) -> int:
        """In how many languages readers see the page."""
        return len({line.locale for line in self.pages if line.live})

    @property
    def digest(self) -> str:
        """The same for what is the same to the person who agrees to it."""
        return digest_of([self.pages, self.below, self.documents, self.local])


def digest_of(parts: Iterable[Any]) -> str:
    """A short mark of what was previewed; parts have to print the same whenever they are the same."""
    return hashlib.sha256(repr(list(parts)).encode()).hexdigest()[:20]


def in_all_languages(page: Page) -> QuerySet[Page]:
    """A page in all its languages, aliases left out."""
    found: QuerySet[Page] = Page.objects.filter(translation_key=page.translation_key, alias_of=None)
    return found


def in_order(page: Page) -> list[Page]:
    """The page itself, then its other languages, with their locales."""
    pages = in_all_languages(page).select_related("locale")
    return sorted(pages, key=lambda each: (each.pk != page.pk, each.pk))


def lines(pages: QuerySet[Page]) -> list[Line]:
    """Pages as a preview shows them, in the order of the tree. One query."""
    content_type = ContentType.objects.get_for_model(Page)
    scheduled = Revision.objects.filter(
        base_content_type=content_type, approved_go_live_at__isnull=False, object_id=_as_text(OuterRef("pk"))
    )
    submitted = WorkflowState.objects.active().filter(
        base_content_type=content_type, object_id=_as_text(OuterRef("pk"))
    )
    rows = (
        Page.objects.filter(pk__in=pages.order_by().values("pk"))
        .annotate(is_scheduled=Exists(scheduled), is_submitted=Exists(submitted))
        .order_by("path")
        .values_list("pk", "title", "draft_title", "locale__language_code", "live", "is_scheduled", "is_submitted")
    )
    return [
        Line(pk, title if live else draft or title, code, live, scheduled, submitted)
        for pk, title, draft, code, live, scheduled, submitted in rows
    ]


def beside(page: Page) -> list[Beside]:
    """What readers see of sections beside a page, in any language. One query."""
    rows = LocalContent.objects.public().filter(page_key=page.translation_key).select_related("section")
    return [Beside(row.pk, str(row), str(row.section)) for row in rows.order_by("section__slug", "pk")]


def touched_by_stop(page: Page) -> Touched:
    """What readers see differently once an appeal is stopped, or no longer is."""
    withdrawn = kind_of(page).withdrawn_with
    documents = lines(withdrawn([page.translation_key]).live()) if withdrawn else []
    return Touched(lines(in_all_languages(page)), documents=documents, local=beside(page))


def touched_by_take_down(page: Page) -> Touched:
    """What readers lose when a page is taken down in all languages."""
    pages = lines(in_all_languages(page))
    own = {line.pk for line in pages}
    documents = documents_with(page)
    with_it = {line.pk for line in documents}
    below = [line for line in lines(covered(page)) if line.pk not in own | with_it and line.is_underway]
    return Touched(pages, below, [line for line in documents if line.is_underway], beside(page))


def covered(page: Page) -> QuerySet[Page]:
    """A page in all languages with everything below it, the documents that go with it, and aliases of all of these."""
    documents = Q(pk__in=[line.pk for line in documents_with(page)])
    inside = Page.objects.filter(_tree(page) | documents).order_by().values("pk")
    return Page.objects.filter(Q(pk__in=inside) | Q(alias_of__in=inside))


def documents_with(page: Page) -> list[Line]:
    """The documents, in all languages, that belong to a page or to one below it and are withdrawn with it."""
    tree, found = _tree(page), set()
    for kind in kinds():
        if kind.withdrawn_with:
            pages: Any = apps.get_model(kind.model).objects.filter(tree)
            keys = set(pages.values_list("translation_key", flat=True))
            found |= set(kind.withdrawn_with(keys).values_list("pk", flat=True)) if keys else set()
    return lines(Page.objects.filter(pk__in=found, alias_of=None)) if found else []


def _tree(page: Page) -> Q:
    """A condition: the page in any of its languages, or below it."""
    tree = Q(pk=page.pk)
    for path in in_all_languages(page).values_list("path", flat=True):
        tree |= Q(path__startswith=path)
    return tree


def _as_text(reference: OuterRef) -> Any:
    """An id as revisions and workflows store it."""
    return Cast(reference, CharField())
