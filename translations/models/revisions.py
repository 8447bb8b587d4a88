"""Which page revisions were built from the strings of a translation, and from how many of them."""

from django.db import models
from wagtail.models import Revision
from wagtail_localize.models import Translation


class TranslatedRevision(models.Model):
    """A page revision that was built from the strings of a translation.

    It tells a complete draft from one that falls back to the original's language, and how old the text is that a live
    page shows. A revision without such a row was not built here, and says nothing about completeness.
    """

    revision = models.OneToOneField(Revision, on_delete=models.CASCADE, primary_key=True, related_name="+")
    translation = models.ForeignKey(Translation, on_delete=models.CASCADE, related_name="built_revisions")
    # TranslationSource.last_updated_at at the moment of building.
    source_updated_at = models.DateTimeField()
    # Strings that stand in the original's language in this revision.
    missing = models.PositiveIntegerField()
    # Whether it holds only the urgent core (urgent_core.py): what is missing was left out, not filled in.
    is_core = models.BooleanField(default=False)

    def __str__(self) -> str:
        return f"Revision {self.revision_id} of translation {self.translation_id}, {self.missing} strings missing"
