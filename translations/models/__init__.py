"""What translations has to remember beyond wagtail-localize. The strings themselves live in wagtail-localize's tables."""

from translations.models.comments import StringComment
from translations.models.dismissals import Dismissal
from translations.models.freshness import SourceChange
from translations.models.glossary import KnowledgeStamp, Term, TermForm
from translations.models.imprints import MemoryImprint
from translations.models.jobs import Job, JobKind, JobPart, PartState
from translations.models.memory import MemorySource, MemoryToken, MemoryUnit, MemoryUse
from translations.models.revisions import TranslatedRevision
from translations.models.staged import StagedImport
from translations.models.strings import StringNote
from translations.models.told import ToldWaiting

__all__ = [
    "Dismissal",
    "Job",
    "JobKind",
    "JobPart",
    "KnowledgeStamp",
    "MemoryImprint",
    "MemorySource",
    "MemoryToken",
    "MemoryUnit",
    "MemoryUse",
    "PartState",
    "SourceChange",
    "StagedImport",
    "StringComment",
    "StringNote",
    "Term",
    "TermForm",
    "ToldWaiting",
    "TranslatedRevision",
]
