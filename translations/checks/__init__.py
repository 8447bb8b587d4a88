"""Checks of texts and translations: pure functions with an id, a name and a why. They read and write no database.

    found = check_pair(Segment("Free Ehsan Ali!", "Freiheit für Eshan Ali!", "en", "de"), knowledge)

`findings` stores, shows and dismisses what they find; `glossary.knowledge` reads what they know from the records.
"""

from translations.checks.findings import Finding, Fix, Severity
from translations.checks.knowledge import Entry, EntryKind, FormStatus, Knowledge, KnownCount, KnownDate, WrittenForm
from translations.checks.registry import CHECKS, check_against_others, check_page, check_pair, check_source, sentence
from translations.checks.segments import Segment

__all__ = [
    "CHECKS",
    "Entry",
    "EntryKind",
    "Finding",
    "Fix",
    "FormStatus",
    "Knowledge",
    "KnownCount",
    "KnownDate",
    "Segment",
    "Severity",
    "WrittenForm",
    "check_against_others",
    "check_page",
    "check_pair",
    "check_source",
    "sentence",
]
