"""What translations has to remember beyond wagtail-localize. The strings themselves live in wagtail-localize's tables."""

from translations.models.freshness import SourceChange
from translations.models.revisions import TranslatedRevision

__all__ = ["SourceChange", "TranslatedRevision"]
