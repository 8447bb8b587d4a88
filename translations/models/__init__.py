"""What translations has to remember beyond wagtail-localize. The strings themselves live in wagtail-localize's tables."""

from translations.models.freshness import SourceChange
from translations.models.glossary import KnowledgeStamp, Term, TermForm
from translations.models.revisions import TranslatedRevision
from translations.models.staged import StagedImport

__all__ = ["KnowledgeStamp", "SourceChange", "StagedImport", "Term", "TermForm", "TranslatedRevision"]
