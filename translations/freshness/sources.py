"""Brings a translation's source up to date with its published original. Never publishes, never overwrites a translated string.

When an original is published with other content, its source is marked as changed at once, in the same transaction, so
that live translations count as out of date from then on, and what was changed is written down with the degree that is
proposed for it. Storing the strings is slower and runs as a task.
"""

import contextlib
import json
import logging
import re
from functools import partial
from typing import Any

from django.db import models, transaction
from django.utils import timezone
from django_tasks import task
from wagtail.models import Page
from wagtail_localize.models import TranslationSource

from translations.freshness.carrying import extract
from translations.freshness.changes import changes_between
from translations.freshness.degrees import TextChange
from translations.memory.prefill import fill_from_memory
from translations.models import SourceChange

logger = logging.getLogger(__name__)

# The rich text editor's mark on a paragraph, set when a text that came from elsewhere is first saved in it.
_PARAGRAPH_MARK = re.compile(r' data-block-key="[^"]*"')

# Fields of a serialised page that change without any change of what readers see.
BOOKKEEPING = frozenset(
    {
        "pk",
        "path",
        "depth",
        "numchild",
        "url_path",
        "draft_title",
        "live",
        "expired",
        "go_live_at",
        "expire_at",
        "has_unpublished_changes",
        "first_published_at",
        "last_published_at",
        "latest_revision",
        "latest_revision_created_at",
        "live_revision",
        "locked",
        "locked_at",
        "locked_by",
        "owner",
        "content_type",
        "alias_of",
        "wagtail_admin_comments",
    }
)


def significant_content(content: dict[str, Any]) -> dict[str, Any]:
    """A serialised page without bookkeeping, at every level: equal means that readers see the same."""
    return {name: _without_keys(value) for name, value in content.items() if name not in BOOKKEEPING}


def _without_keys(value: Any) -> Any:
    if isinstance(value, str) and value.startswith("[{"):
        # A stream, in whose blocks PostgreSQL puts the keys in an order of its own.
        with contextlib.suppress(ValueError):
            value = json.loads(value)
    if isinstance(value, str):
        return _PARAGRAPH_MARK.sub("", value)
    if isinstance(value, dict):
        # Rows come in their order; forms number them from one, code from nought.
        return {name: _without_keys(inner) for name, inner in value.items() if name not in {"pk", "sort_order"}}
    if isinstance(value, list):
        return [_without_keys(inner) for inner in value]
    return value


def content_differs(source: TranslationSource, page: Page) -> bool:
    """Whether `page`, the specific page of the original, says something other than the frozen source."""
    before, after = _contents(source, page)
    return before != after


def _contents(source: TranslationSource, page: Page) -> tuple[dict[str, Any], dict[str, Any]]:
    return significant_content(json.loads(source.content_json)), significant_content(json.loads(page.to_json()))


def note_publication(sender: type[Page], instance: Page, **kwargs: Any) -> None:
    """Receiver of page_published: marks the source as changed, writes down how, and asks for its extraction after commit."""
    source = TranslationSource.objects.filter(object_id=instance.translation_key, locale_id=instance.locale_id).first()
    if source is None:
        return
    before, after = _contents(source, instance)
    if before == after:
        return
    now = timezone.now()
    changes = changes_between(source, instance, before, after)
    SourceChange.objects.create(
        source=source,
        at=now,
        degree=changes.proposed,
        proposed=changes.proposed,
        texts=[_stored(change) for change in changes.texts],
        fields=list(changes.fields),
    )
    TranslationSource.objects.filter(pk=source.pk).update(last_updated_at=now)
    transaction.on_commit(partial(refresh_source.enqueue, source.pk))


def _stored(change: TextChange) -> dict[str, Any]:
    stored: dict[str, Any] = {"path": change.path, "old": change.old, "new": change.new}
    return stored | {"links": True} if change.has_other_links else stored


@task()
def refresh_source(source_id: int) -> None:
    """Extract the strings of the published original, unless a publication has done so meanwhile. May be repeated."""
    source = TranslationSource.objects.filter(pk=source_id).first()
    if source is None:
        return
    try:
        if content_differs(source, source.get_source_instance()):
            extract(source)
        # Also where a publication has extracted them: it fills in nothing.
        for translation in source.translations.filter(enabled=True).select_related("source", "target_locale"):
            fill_from_memory(translation)
    except models.ObjectDoesNotExist:
        logger.info("The original of translation source %s is gone; its strings stay as they are.", source_id)


def ensure_current(source: TranslationSource) -> None:
    """Extract at once if the published original says something else than the source, for callers about to publish."""
    try:
        page = source.get_source_instance()
    except models.ObjectDoesNotExist:
        return
    if page.live and content_differs(source, page):
        extract(source)
