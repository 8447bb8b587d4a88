"""What a fact rests on: articles, letters, newspapers and other documents."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.search import index

from library.choices import SourceKind, language_choices


class Source(index.Indexed, models.Model):
    """A document that a fact rests on. Its title stays in the language it was published in."""

    title = models.CharField(_("title"), max_length=300)
    publisher = models.CharField(_("publisher"), max_length=200, blank=True)
    url = models.URLField(_("address on the web"), max_length=500, blank=True)
    published = models.DateField(
        _("published on"), null=True, blank=True, help_text=_("Leave empty if the source bears no date.")
    )
    kind = models.CharField(_("kind"), max_length=20, choices=SourceKind.choices, default=SourceKind.ARTICLE)
    language = models.CharField(_("language"), max_length=12, choices=language_choices, blank=True)
    note = models.TextField(
        _("note"), blank=True, help_text=_("For colleagues: where it is kept, how far it can be trusted.")
    )

    search_fields: ClassVar[list[index.BaseField]] = [
        index.SearchField("title", boost=2),
        index.AutocompleteField("title"),
        index.SearchField("publisher"),
        index.AutocompleteField("publisher"),
        index.SearchField("note"),
        index.FilterField("kind"),
        index.FilterField("published"),
        index.FilterField("language"),
    ]

    class Meta:
        verbose_name = _("source")
        verbose_name_plural = _("sources")
        ordering = ["title", "id"]

    def __str__(self) -> str:
        return f"{self.title} ({self.publisher})" if self.publisher else self.title
