"""The one place that says which public addresses a change touches.

The pages that a change names come first, then the lists in which they stand, then what is linked with them; last come all
pages of the language (or of the site, for records that all share), so that a link nobody thought of is never stale for long.
Whether an address is still public is not asked here: who writes it finds out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db.models import Exists, OuterRef, Q
from wagtail.models import Locale, Page, ReferenceIndex

from library.models import Case, Country, DiplomaticMission, Person
from outputs.addresses import public_pages
from published.addresses import addresses_of, documents, standing_addresses
from published.models import Change, Kind, PublishedFile, Rank

#: How far references between shared records are followed on the way to a page: source, event, case, page.
STEPS = 4
#: Shared records by which pages are linked with each other. Others, such as countries, would link all with all.
LINKING = (Person, Case)
#: Records that letters look up for their reader's country, without a reference to them.
OF_LETTERS = (DiplomaticMission, Country)


@dataclass
class Touched:
    """Addresses with the page and the rank of each, and the languages (or all) of which the rest follows."""

    ranks: dict[str, tuple[int | None, Rank]] = field(default_factory=dict)
    rest_of: set[str] = field(default_factory=set)
    rest_of_all: bool = False

    def add(self, pages: Any, rank: Rank) -> None:
        """Add the addresses of pages, at this rank or the more urgent one that they have."""
        for address, pk in addresses_of(pages).items():
            self.add_address(address, pk, rank)

    def add_address(self, address: str, pk: int | None, rank: Rank) -> None:
        """Add one address."""
        _pk, before = self.ranks.get(address, (None, rank))
        self.ranks[address] = (pk, min(rank, before))


def touched_by(changes: Iterable[Change]) -> Touched:
    """What these changes touch, all together."""
    touched = Touched()
    for change in changes:
        _EXPANSIONS[Kind(change.kind)](change.key, touched)
    _add_lost(touched)
    # Every sitemap names the other languages of its pages.
    for address in standing_addresses():
        touched.add_address(address, None, Rank.LISTING)
    return touched


# --- One page ---


def _page(key: str, touched: Touched, *, with_branch: bool = False) -> None:
    translation_key, _colon, locale = key.partition(":")
    group = Page.objects.filter(translation_key=translation_key, alias_of__isnull=True)
    own = list((group.filter(locale_id=locale) if locale else group).select_related("locale"))
    ids = [page.pk for page in own]
    touched.add(public_pages().filter(pk__in=ids), Rank.CHANGED)
    if with_branch:
        below = Q(pk__in=[])
        for page in own:
            below |= Q(path__startswith=page.path)
        touched.add(public_pages().filter(below), Rank.CHANGED)
    languages = {page.locale_id for page in own} or ({int(locale)} if locale else set())
    touched.add(_lists_above(page.path for page in own), Rank.LISTING)
    # The other languages list it among those in which it can be read.
    touched.add(public_pages().filter(pk__in=group.values("pk")), Rank.LISTING)
    touched.add(public_pages().filter(pk__in=_linked(ids), locale_id__in=languages), Rank.RELATED)
    codes = Locale.objects.filter(pk__in=languages)
    touched.rest_of.update(codes.values_list("language_code", flat=True))


def _lists_above(paths: Iterable[str]) -> Any:
    """The pages above these in all languages: lists name what can be read in other languages alone."""
    above = {path[:end] for path in paths for end in range(Page.steplen, len(path), Page.steplen)}
    keys = Page.objects.filter(path__in=above).values("translation_key")
    return public_pages().filter(translation_key__in=keys)


def _branch(key: str, touched: Touched) -> None:
    _page(key, touched, with_branch=True)


def _linked(ids: list[int]) -> set[int]:
    """Pages that refer to one of these in any language, to which one refers, and that share a person or a case with one."""
    page_type = ContentType.objects.get_for_model(Page).pk
    linking = [ContentType.objects.get_for_model(model).pk for model in LINKING]
    texts = [str(pk) for pk in ids]
    keys = Page.objects.filter(pk__in=ids).values("translation_key")
    group = [str(pk) for pk in Page.objects.filter(translation_key__in=keys).values_list("pk", flat=True)]
    references = ReferenceIndex.objects.filter(base_content_type=page_type)
    to = references.filter(object_id__in=texts).values_list("to_content_type_id", "to_object_id")
    named = [(kind, pk) for kind, pk in to if kind in linking]
    linked_to = {pk for kind, pk in to if kind == page_type}
    condition = Q(to_content_type=page_type, to_object_id__in=group)
    for kind, pk in named:
        condition |= Q(to_content_type=kind, to_object_id=pk)
    found = {int(pk) for pk in (*linked_to, *references.filter(condition).values_list("object_id", flat=True))}
    # Of pages that stand in another language, the translations count.
    keys_found = Page.objects.filter(pk__in=found).values("translation_key")
    return set(Page.objects.filter(translation_key__in=keys_found).values_list("pk", flat=True))


# --- Shared records ---


def _record(key: str, touched: Touched) -> None:
    label, _colon, pk = key.partition(":")
    model = apps.get_model(label)
    pages = set(_pages_with(model, pk))
    shown = public_pages().filter(pk__in=pages)
    touched.add(shown, Rank.CHANGED)
    if issubclass(model, OF_LETTERS):
        touched.add(documents(), Rank.RELATED)
    touched.add(_lists_above(shown.values_list("path", flat=True)), Rank.LISTING)
    touched.rest_of_all = True


def _pages_with(model: Any, pk: str) -> Iterator[int]:
    """The pages that show a record, or a record that shows it."""
    page_type = ContentType.objects.get_for_model(Page).pk
    seen: set[tuple[int, str]] = set()
    front = {(ContentType.objects.get_for_model(model).pk, str(pk))}
    for _step in range(STEPS):
        condition = Q(pk__in=[])
        for kind, object_id in front:
            condition |= Q(to_content_type=kind, to_object_id=object_id)
        seen |= front
        rows = ReferenceIndex.objects.filter(condition).values_list("base_content_type_id", "object_id").distinct()
        front = set(rows) - seen
        yield from (int(object_id) for kind, object_id in front if kind == page_type)
        front = {each for each in front if each[0] != page_type}
        if not front:
            return


# --- Whole languages ---


def _language(key: str, touched: Touched) -> None:
    touched.add(public_pages().filter(locale__language_code=key), Rank.RELATED)
    touched.rest_of.add(key)


def _site(_key: str, touched: Touched) -> None:
    touched.add(public_pages(), Rank.REST)
    touched.rest_of_all = True


_EXPANSIONS = {
    Kind.PAGE: _page,
    Kind.BRANCH: _branch,
    Kind.RECORD: _record,
    Kind.LANGUAGE: _language,
    Kind.SITE: _site,
}


def _add_lost(touched: Touched) -> None:
    """Addresses that were written and belong to no public page any more, whatever made it so."""
    public = public_pages().filter(pk=OuterRef("page_id"))
    for address, pk in (
        PublishedFile.objects.exclude(page_id=None).filter(~Exists(public)).values_list("address", "page_id")
    ):
        touched.ranks[address] = (pk, Rank.GONE)
    pages = {pk for pk, _rank in touched.ranks.values() if pk}
    for address, pk in PublishedFile.objects.filter(page_id__in=pages).values_list("address", "page_id"):
        # A page has moved away from it.
        touched.add_address(address, pk, Rank.GONE if address not in touched.ranks else Rank.REST)
