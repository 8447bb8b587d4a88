"""What the search knows of each page that is live: one row, which can be thrown away and made again (`rebuild_search`).

Whether readers may see a page is asked of the page at every search, never of this table.
"""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import CharField, Exists, ExpressionWrapper, F, OuterRef
from wagtail.models import Page, PageViewRestriction

from library.models import Person
from search.fields import Fit, WordsField
from search.words import Question


class EntryQuerySet(models.QuerySet["Entry"]):
    """Questions to the index."""

    def public(self) -> EntryQuerySet:
        """The entries of pages that everybody may read, at this moment."""
        above = PageViewRestriction.objects.alias(
            visited=ExpressionWrapper(OuterRef("page__path"), output_field=CharField())
        ).filter(visited__startswith=F("page__path"))
        return self.filter(~Exists(above), page__live=True, page__alias_of__isnull=True)

    def holding(self, asked: Question) -> EntryQuerySet:
        """The entries that hold the words of a question; none for a question without words."""
        return self.filter(words__holds=asked) if asked.words else self.none()

    def best_first(self, asked: Question) -> EntryQuerySet:
        """Those that fit a question best first, then what was published last."""
        return self.annotate(fit=Fit("words", asked)).order_by("-fit", "place", "-page__last_published_at", "page_id")


class Entry(models.Model):
    """A live page as the search finds and shows it. No name that readers may not see in full stands in any column."""

    page = models.OneToOneField(Page, on_delete=models.CASCADE, primary_key=True, related_name="+")
    language = models.CharField(max_length=12, db_index=True)
    #: What readers see as its name.
    title = models.CharField(max_length=255)
    #: Names in all spellings, references: never shown.
    found_by = models.TextField(blank=True)
    #: Its paragraphs, one on each line.
    text = models.TextField(blank=True)
    #: Of pages that fit a question as well as one another: a person's own first, then appeals.
    place = models.PositiveSmallIntegerField()
    words = WordsField(editable=False)
    people = models.ManyToManyField(Person, related_name="+")
    #: Whether sentences were left out because a name stands in them that readers may not see.
    is_cut = models.BooleanField(default=False)
    #: The version of `search.words` by which it was made.
    version = models.PositiveSmallIntegerField()
    written_at = models.DateTimeField()

    objects = EntryQuerySet.as_manager()

    #: It follows the pages; a page that is found is not used anywhere for that.
    wagtail_reference_index_ignore = True

    def __str__(self) -> str:
        return self.title

    @classmethod
    def columns(cls) -> list[str]:
        """Everything that is written anew with an entry."""
        fields: list[Any] = [field for field in cls._meta.concrete_fields if not field.primary_key]
        return [field.name for field in fields]
