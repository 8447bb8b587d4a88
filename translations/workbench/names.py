"""Names and terms that stand in a source text, with what the other language calls them. Reads only; one query."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from translations.checks.compiled import Compiled, Lexicon, Match, compiled
from translations.checks.knowledge import EntryKind, FormStatus
from translations.checks.texts import Text
from translations.glossary.knowledge import knowledge_for


@dataclass(frozen=True)
class NameInText:
    """A name or term as it stands in a text, and its forms in the other language, the preferred one first."""

    key: str
    kind: EntryKind
    written: str
    preferred: str
    accepted: tuple[str, ...] = ()
    forbidden: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    do_not_translate: bool = False


def names_in(texts: Iterable[str], source_language: str, target_language: str) -> dict[str, tuple[NameInText, ...]]:
    """The names of each text, as stored, in the order in which they stand there; each once. Texts without any are left out."""
    known = compiled(knowledge_for(source_language, target_language))
    theirs = known.lexicon(target_language.lower())
    found = {}
    for text in set(texts):
        source = Text(text, source_language.lower(), is_source=True)
        once: dict[str, NameInText] = {}
        for match in _matches(source, known):
            key = match.form.entry.key
            if key not in once and (name := _name(match, source, theirs)):
                once[key] = name
        if once:
            found[text] = tuple(once.values())
    return found


def _matches(source: Text, known: Compiled) -> list[Match]:
    return known.lexicon(source.language).matches(source.said, source.folded)


def _name(match: Match, source: Text, theirs: Lexicon) -> NameInText | None:
    """None where nothing is on record for the other language."""
    entry = match.form.entry
    written = source.prose[match.start : match.end]
    forms = [form for form in theirs.forms if form.entry.key == entry.key and form.is_own]
    preferred = theirs.preferred.get(entry.key, match.form.text if entry.do_not_translate else "")

    def of(status: FormStatus) -> tuple[str, ...]:
        return tuple(dict.fromkeys(form.text for form in forms if form.status == status and form.text != preferred))

    # A second preferred form may be written, too.
    accepted, forbidden = (*of(FormStatus.PREFERRED), *of(FormStatus.ACCEPTED)), of(FormStatus.FORBIDDEN)
    if not preferred and not accepted and not forbidden:
        return None
    own = {form.text for form in forms}
    notes = tuple(dict.fromkeys(each.note for each in entry.forms if each.note and each.text in own))
    return NameInText(entry.key, entry.kind, written, preferred, accepted, forbidden, notes, entry.do_not_translate)
