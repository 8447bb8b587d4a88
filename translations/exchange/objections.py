"""What is to be said against a translation before it is stored: the one place where a file's strings meet the checks."""

from __future__ import annotations

from translations.checks import sentence
from translations.exchange.entries import Entry
from translations.findings.marking import current_inspector
from translations.storable import refusal


def objections(entry: Entry, target: str) -> list[str]:
    """Why the text would be stored as an error, each a sentence; empty when nothing is known against it."""
    languages = (entry.translation.source.locale.language_code, entry.translation.target_locale.language_code)
    found = current_inspector().errors(entry.source, target, languages, entry.limit)
    if found:
        return [sentence(each) for each in found]
    # What wagtail-localize refuses and the checks let pass.
    refused = refusal(entry.source, target)
    return [refused] if refused else []
