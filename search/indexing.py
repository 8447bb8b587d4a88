"""Writes the entries of pages, and throws away those of pages that are gone. May be repeated at any time."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable

from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone
from django_tasks import task
from wagtail.models import Page

from campaign_pages.models import AppealPage, ModelDocumentPage
from campaign_pages.models.updates import UpdateAppeal
from interventions.names_withheld import names_perhaps_withheld
from library.choices import PublishLevel
from library.models import Person
from search.models import Entry
from search.page_texts import forms_of, found_by, paragraphs, people_of, place_of, title_of, words_of
from search.words import VERSION, Question, Wanted, words

#: Pages whose entries are made in one go.
BATCH = 100
#: Shorter parts of a name say nothing about whose it is.
SHORTEST_PART = 3

Report = Callable[[int, int], None]


def indexable() -> list[int]:
    """The ids of the pages that have an entry: all that are live, whoever may read them, but for aliases and the root."""
    return list(Page.objects.live().filter(alias_of=None, depth__gt=1).order_by("path").values_list("pk", flat=True))


def rebuild(report: Report = lambda _done, _all: None) -> int:
    """Write every entry anew; returns how many there are. Readers find what they found until an entry is replaced."""
    ids = indexable()
    Entry.objects.exclude(pk__in=Page.objects.live().filter(alias_of=None).values("pk")).delete()
    return _write_all(ids, report)


def mend(report: Report = lambda _done, _all: None) -> int:
    """Write the entries that are missing, older than their page or of another version; returns how many."""
    fresh = Entry.objects.filter(version=VERSION, page__live=True).exclude(written_at__lt=F("page__last_published_at"))
    known = set(fresh.values_list("pk", flat=True))
    Entry.objects.filter(page__live=False).delete()
    return _write_all([pk for pk in indexable() if pk not in known], report)


def _write_all(ids: list[int], report: Report) -> int:
    for start in range(0, len(ids), BATCH):
        write(ids[start : start + BATCH])
        report(min(start + BATCH, len(ids)), len(ids))
    return len(ids)


@task()
def refresh(page_ids: list[int]) -> None:
    """Write the entries of these pages and of those that take names from them. May be repeated."""
    ids = sorted({*page_ids, *_following(page_ids)})
    _write_all(ids, lambda _done, _all: None)


def _following(page_ids: Collection[int]) -> set[int]:
    """Documents and updates of appeals: they are about the same people."""
    keys = AppealPage.objects.filter(pk__in=page_ids).values("translation_key")
    documents = ModelDocumentPage.objects.filter(appeal__translation_key__in=keys).values_list("pk", flat=True)
    updates = UpdateAppeal.objects.filter(appeal__translation_key__in=keys).values_list("page_id", flat=True)
    return {*documents, *updates}


@transaction.atomic
def write(page_ids: Collection[int]) -> None:
    """Write the entries of some pages, few enough to be held in memory. As many queries for any number of one type."""
    live = Page.objects.live().filter(pk__in=page_ids, alias_of=None, depth__gt=1)
    pages = list(live.select_related("locale").specific())
    about = people_of(pages)
    people = Person.objects.filter(pk__in=set().union(*about.values())).prefetch_related("names").in_bulk()
    is_withheld = names_perhaps_withheld()
    entries = [_entry(page, [people[pk] for pk in sorted(about[page.pk])], is_withheld) for page in pages]
    Entry.objects.filter(pk__in=set(page_ids) - {page.pk for page in pages}).delete()
    Entry.objects.bulk_create(
        entries, update_conflicts=True, unique_fields=["page"], update_fields=Entry.columns(), batch_size=BATCH
    )
    links = Entry.people.through
    links._default_manager.filter(entry__in=page_ids).delete()
    links._default_manager.bulk_create(
        links(entry_id=page.pk, person_id=person) for page in pages for person in sorted(about[page.pk])
    )


def _entry(page: Page, people: list[Person], is_withheld: Callable[[str], bool]) -> Entry:
    """The entry of a page without any sentence in which a withheld name stands; empty where its title holds one.

    What may be somebody else's name counts as withheld: a sentence that is not searched costs less than a name that is told.
    """
    title = title_of(page, {person.pk: person for person in people})
    texts = paragraphs(page)
    kept = [text for text in texts if not is_withheld(text)]
    names = found_by(page, people)
    if is_silent := is_withheld(title):
        title, kept, names = "", [], ""
    return Entry(
        page_id=page.pk,
        language=page.locale.language_code,
        title=title[:255],
        found_by=names,
        text="\n".join(kept),
        place=place_of(page),
        words=words_of(page, title, names, "\n".join(kept)),
        is_cut=is_silent or len(kept) < len(texts),
        version=VERSION,
        written_at=timezone.now(),
    )


def entries_about(people: Iterable[int]) -> Iterable[int]:
    """The ids of pages whose entries may change with what is known of these people's names."""
    return Entry.objects.filter(Q(people__in=list(people)) | Q(is_cut=True)).values_list("pk", flat=True).distinct()


def forget_name(person: Person) -> list[int]:
    """Throw away, at once, every entry in which the name of a person stands that readers may not see in full.

    Returns the ids of the pages, whose entries have to be written again: a part of the name may have been somebody else's.
    """
    if person.publish_level == PublishLevel.FULL:
        return []
    found = {word for form in forms_of(person) for word in words(form) if len(word) >= SHORTEST_PART}
    parts = Question(tuple(Wanted((word,), (word,)) for word in sorted(found)), is_any=True)
    ids = list(Entry.objects.filter(people=person).values_list("pk", flat=True))
    ids += Entry.objects.holding(parts).values_list("pk", flat=True)
    Entry.objects.filter(pk__in=ids).delete()
    return ids
