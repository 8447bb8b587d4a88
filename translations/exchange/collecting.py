"""Makes the documents of a file from the strings of translations. Asks nobody's rights: the caller has done so."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from django.utils import timezone
from django.utils.translation import ngettext
from wagtail_localize.models import Translation

from translations.exchange.entries import Entry, entries_of
from translations.exchange.units import Document, Unit

#: Tells translators the names and terms of a string: its original and the codes of both languages give sentences.
TermNotes = Callable[[str, str, str], list[str]]


def collected(
    translations: Iterable[Translation], *, only_left: bool = False, terms: TermNotes | None = None
) -> list[Document]:
    """A document for each translation that has strings: all of them, or those that are still to be done.

    Translations come with their sources (`entries.with_sources`). Notes are in the active language.
    """
    exported = timezone.now().replace(microsecond=0).isoformat()
    chosen = list(translations)
    entries = entries_of(chosen)
    documents = []
    for translation in chosen:
        units = tuple(_unit(entry, terms) for entry in entries[translation.pk] if entry.is_left or not only_left)
        if units:
            documents.append(
                Document(
                    translation=translation.pk,
                    title=translation.source.object_repr,
                    source_language=translation.source.locale.language_code,
                    target_language=translation.target_locale.language_code,
                    exported=exported,
                    units=units,
                )
            )
    return documents


def _unit(entry: Entry, terms: TermNotes | None) -> Unit:
    return Unit(
        source=entry.source,
        target=entry.target,
        key=entry.key,
        path=entry.path,
        note="\n".join(_notes(entry, terms)),
        in_doubt=entry.in_doubt,
    )


def _notes(entry: Entry, terms: TermNotes | None) -> Iterable[str]:
    yield entry.label
    if entry.limit is not None:
        sentence = ngettext("At most %(limit)d character.", "At most %(limit)d characters.", entry.limit)
        yield sentence % {"limit": entry.limit}
    if entry.translated and (error := entry.translated.get_error()):
        yield error
    if terms:
        translation = entry.translation
        yield from terms(entry.source, translation.source.locale.language_code, translation.target_locale.language_code)
