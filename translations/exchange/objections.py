"""What is to be said against a translation before it is stored: the one place where a file's strings meet the checks."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from wagtail_localize.strings import StringValue, validate_translation_links

from translations import checks, token_guard
from translations.checks import Knowledge, Segment, Severity
from translations.exchange import inline
from translations.exchange.entries import Entry
from translations.tokens import token_differences


def objections(entry: Entry, target: str) -> list[str]:
    """Why the text would be stored as an error, each a sentence; empty when nothing is known against it."""
    return [*_markup(entry.source, target), *_length(entry.limit, target), *_findings(entry, target)]


def _markup(source: str, target: str) -> list[str]:
    try:
        StringValue.from_translated_html(target)
        validate_translation_links(source, target)
    except ValueError as error:
        return [str(error)]
    differing = token_differences(source, target)
    return [token_guard.sentence(differing)] if differing else []


def _length(limit: int | None, target: str) -> list[str]:
    length = len(inline.plain(target))
    if limit is None or length <= limit:
        return []
    sentence = _("The translation has %(length)d characters, %(limit)d are allowed.")
    return [sentence % {"length": length, "limit": limit}]


def _findings(entry: Entry, target: str) -> list[str]:
    check_pair: Any = getattr(checks, "check_pair", None)
    sentence_of: Any = getattr(checks, "sentence", None)
    if check_pair is None or sentence_of is None:
        return []
    languages = (entry.translation.source.locale.language_code, entry.translation.target_locale.language_code)
    segment = Segment(entry.source, target, *languages, key=entry.id, limit=entry.limit)
    return [sentence_of(finding) for finding in check_pair(segment, Knowledge()) if finding.severity == Severity.ERROR]
