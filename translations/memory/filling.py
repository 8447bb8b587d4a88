"""Takes the strings of published translations up into the memory, after the commit. Never reads a draft.

Only what a person has confirmed and readers see now is remembered. A page that is published again gives up its old uses,
so that a corrected mistake is not offered any more.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django_tasks import task
from wagtail.models import Page
from wagtail_localize.models import Translation

from translations.inline_html import plain
from translations.memory.fingerprints import digest, masked, tokens
from translations.memory.imprints import store_imprints
from translations.memory.notes import is_confirmed
from translations.models import MemorySource, MemoryToken, MemoryUnit, MemoryUse
from translations.publication.comparison import live_texts
from translations.publication.completeness import strings_of

#: Rows of the index that are stored in one go.
BATCH = 2_000


@dataclass(frozen=True)
class Pair:
    """A sentence and its translation, both as stored, and the place where they stand, if it is one on a page."""

    source: str
    target: str
    path_id: UUID | None = None
    field_path: str = ""
    #: Since when it holds, where that is known and not now.
    approved_at: datetime | None = None


def note_translation(sender: type[Page], instance: Page, **kwargs: Any) -> None:
    """Receiver of page_published: asks for a translation's strings to be remembered after the commit."""
    keys = {"source__object_id": instance.translation_key, "target_locale_id": instance.locale_id, "enabled": True}
    translation_id = Translation.objects.filter(**keys).values_list("pk", flat=True).first()
    if translation_id is not None:
        transaction.on_commit(partial(remember_translation.enqueue, translation_id))


@task()
def remember_translation(translation_id: int) -> None:
    """Take up what readers see of a translation. May be repeated."""
    found = Translation.objects.filter(pk=translation_id, enabled=True)
    translation = found.select_related("source__locale", "source__specific_content_type", "target_locale").first()
    if translation is not None:
        remember(translation)


@transaction.atomic
def remember(translation: Translation) -> int:
    """Store the published strings of a translation; returns how many. As many queries for any number of strings."""
    keys = {"translation_key": translation.source.object_id, "locale_id": translation.target_locale_id}
    page = Page.objects.live().filter(**keys, alias_of=None).first()
    if page is None:
        return 0
    seen = set(live_texts(page).values())
    pairs = [
        Pair(segment.string.data, string.data, segment.context.path_id, segment.context.field_path)
        for segment, string in strings_of(translation)
        if string and not string.has_error and is_confirmed(string) and plain(string.data) in seen
    ]
    source_language = translation.source.locale.language_code
    target_language = translation.target_locale.language_code
    units = store(pairs, source_language, target_language, by=page.live_revision and page.live_revision.user_id)
    MemoryUse.objects.filter(page_key=page.translation_key, unit__target_language=target_language).delete()
    places = {(units[pair.source, pair.target].pk, pair.path_id): pair for pair in pairs}
    uses = [
        MemoryUse(unit_id=unit, page_key=page.translation_key, path_id=path, field_path=pair.field_path[:255])
        for (unit, path), pair in places.items()
        if path is not None
    ]
    MemoryUse.objects.bulk_create(uses, ignore_conflicts=True)  # where the same page is published twice at once
    return len(pairs)


def store(
    pairs: Iterable[Pair],
    source_language: str,
    target_language: str,
    *,
    by: Any = None,
    origin: MemoryUnit.Origin = MemoryUnit.Origin.PAGE,
) -> dict[tuple[str, str], MemoryUnit]:
    """Make or refresh the unit of every pair; returns them by source and target. To be called in a transaction.

    `by` is the id of a user. What a page says counts for more than what came with a file.
    """
    pairs = list(pairs)
    sources = sources_of({pair.source for pair in pairs}, source_language)
    wanted = {(sources[pair.source].pk, digest(pair.target)): pair for pair in pairs}
    now = timezone.now()
    MemoryUnit.objects.bulk_create(
        (
            MemoryUnit(
                source_id=source_id,
                target_language=target_language,
                digest=target_digest,
                text=pair.target,
                plain=plain(pair.target),
                origin=origin,
                approved_by_id=by,
                approved_at=pair.approved_at or now,
            )
            for (source_id, target_digest), pair in wanted.items()
        ),
        update_conflicts=True,
        unique_fields=["source", "target_language", "digest"],
        update_fields=["origin", "approved_by", "approved_at"],
        batch_size=BATCH,
    )
    texts = {source.pk: text for text, source in sources.items()}
    units = MemoryUnit.objects.filter(source__in=texts, target_language=target_language)
    found = {(texts[unit.source_id], unit.text): unit for unit in units}
    store_imprints(found[pair.source, pair.target] for pair in wanted.values())
    return found


def sources_of(texts: set[str], language: str) -> dict[str, MemorySource]:
    """The rows of sentences by their text; those that are missing are made, with their entries in the index."""
    known = MemorySource.objects.filter(language=language, digest__in={digest(text) for text in texts})
    present = {source.text: source for source in known}
    new = [
        MemorySource(language=language, digest=digest(text), text=text, plain=plain(text))
        for text in sorted(texts - present.keys())
    ]
    if not new:
        return present
    # Two pages may be published with the same sentence at the same moment: the second waits here, and finds it.
    MemorySource.objects.bulk_create(new, ignore_conflicts=True, batch_size=BATCH)
    made = list(known.filter(digest__in=[source.digest for source in new]))
    MemoryToken.objects.bulk_create(
        (
            MemoryToken(token=token, length=len(text), source_id=source.pk)
            for source in made
            for text in [masked(source.plain)]
            for token in tokens(language, text)
        ),
        ignore_conflicts=True,
        batch_size=BATCH,
    )
    return present | {source.text: source for source in made}
