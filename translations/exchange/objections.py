"""What is to be said against a translation before it is stored: the one place where a file's strings meet the checks."""

from __future__ import annotations

from wagtail_localize.strings import StringValue, validate_translation_links

from translations.checks import sentence
from translations.exchange.entries import Entry
from translations.findings.marking import current_inspector


def objections(entry: Entry, target: str) -> list[str]:
    """Why the text would be stored as an error, each a sentence; empty when nothing is known against it."""
    languages = (entry.translation.source.locale.language_code, entry.translation.target_locale.language_code)
    found = current_inspector().errors(entry.source, target, languages, entry.limit)
    return [sentence(each) for each in found] or _not_storable(entry.source, target)


def _not_storable(source: str, target: str) -> list[str]:
    # What wagtail-localize refuses and the checks let pass.
    try:
        StringValue.from_translated_html(target)
        validate_translation_links(source, target)
    except ValueError as error:
        return [str(error)]
    return []
