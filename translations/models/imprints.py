"""The index by which paragraphs are found that almost repeat one of another page."""

from __future__ import annotations

from django.db import models

from translations.models.memory import MemoryUnit


class MemoryImprint(models.Model):
    """One of the few rows of words that stand for a longer translation; `token` is a hash of language and words
    (translations/memory/imprints.py). Nearly the same texts have most of them in common."""

    pk = models.CompositePrimaryKey("token", "unit_id")
    token = models.BigIntegerField()
    unit = models.ForeignKey(MemoryUnit, on_delete=models.CASCADE, related_name="+")

    def __str__(self) -> str:
        return f"Imprint {self.token} of translation {self.unit_id}"
