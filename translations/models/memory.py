"""The translation memory: sentences, what they were translated as, and where readers find that. Holds no drafts."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class MemorySource(models.Model):
    """A sentence that was translated at least once, as wagtail-localize stores it: inline HTML with entities.

    `digest` is `String.data_hash` of the same text, so that both can be compared without reading it. Languages are
    Wagtail's codes: the memory outlives a locale that is removed.
    """

    language = models.CharField(max_length=12)
    digest = models.UUIDField()
    text = models.TextField()
    plain = models.TextField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["language", "digest"], name="memory_source_once")]

    def __str__(self) -> str:
        return self.plain


class MemoryUnit(models.Model):
    """One translation of a sentence. A sentence may have several in one language, each once."""

    class Origin(models.TextChoices):
        """Where a unit comes from."""

        PAGE = "page", _("Published page")
        FILE = "file", pgettext_lazy("origin", "File")

    source = models.ForeignKey(MemorySource, on_delete=models.CASCADE, related_name="units")
    target_language = models.CharField(max_length=12)
    digest = models.UUIDField()
    text = models.TextField()
    plain = models.TextField()
    origin = models.CharField(max_length=8, choices=Origin.choices, default=Origin.PAGE)
    # Who published it last, or brought it in with a file.
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    approved_at = models.DateTimeField(db_index=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["source", "target_language", "digest"], name="memory_unit_once"),
        ]

    def __str__(self) -> str:
        return self.plain


class MemoryUse(models.Model):
    """A place in which a unit stood when its page was published last: `page_key` is the page's translation key,
    `path_id` wagtail-localize's TranslationContext.path_id, `field_path` the same without the ids of blocks."""

    unit = models.ForeignKey(MemoryUnit, on_delete=models.CASCADE, related_name="uses")
    page_key = models.UUIDField(db_index=True)
    path_id = models.UUIDField()
    field_path = models.CharField(max_length=255)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["unit", "page_key", "path_id"], name="memory_use_once")]

    def __str__(self) -> str:
        return f"Unit {self.unit_id} on page {self.page_key}, {self.field_path}"


class MemoryToken(models.Model):
    """An entry of the index for similar sentences: a word or a pair of words, the length of the sentence, the sentence.

    `token` is a hash of the language and the words (translations/memory/fingerprints.py).
    """

    pk = models.CompositePrimaryKey("token", "length", "source_id")
    token = models.BigIntegerField()
    length = models.PositiveIntegerField()
    source = models.ForeignKey(MemorySource, on_delete=models.CASCADE, related_name="+")

    def __str__(self) -> str:
        return f"Token {self.token} of sentence {self.source_id}"
