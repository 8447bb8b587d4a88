"""The query that asks how far every page is translated (states.py), in the words that each database answers quickly."""

from __future__ import annotations

from typing import NamedTuple

from django.db import connection
from wagtail.models import Locale, Page
from wagtail_localize.models import String, StringSegment, StringTranslation, Translation, TranslationSource

from translations.freshness.degrees import Degree
from translations.models import SourceChange, StringNote, TranslatedRevision

TABLES = {
    "page": Page._meta.db_table,
    "locale": Locale._meta.db_table,
    "source": TranslationSource._meta.db_table,
    "translation": Translation._meta.db_table,
    "segment": StringSegment._meta.db_table,
    "string": StringTranslation._meta.db_table,
    "text": String._meta.db_table,
    "built": TranslatedRevision._meta.db_table,
    "change": SourceChange._meta.db_table,
    "note": StringNote._meta.db_table,
}

#: What a change counts that nobody wrote down, such as a string whose translation was dropped.
UNKNOWN_DEGREE = Degree.SUBSTANCE

# An original is the page its group is translated from, or the oldest page of a group never submitted for translation.
ORIGINALS = """
    SELECT p.id, CASE WHEN p.live THEN p.title ELSE p.draft_title END AS title, p.translation_key,
        p.locale_id, p.content_type_id, p.live, p.path, p.first_published_at
    FROM {page} p
    WHERE p.depth > 1 AND p.alias_of_id IS NULL
      AND NOT EXISTS (
        SELECT 1 FROM {source} other
        JOIN {page} first ON first.translation_key = other.object_id AND first.locale_id = other.locale_id
        WHERE other.object_id = p.translation_key AND other.locale_id <> p.locale_id)
      AND (
        EXISTS (SELECT 1 FROM {source} own WHERE own.object_id = p.translation_key AND own.locale_id = p.locale_id)
        OR p.id IN (SELECT MIN(older.id) FROM {page} older WHERE older.alias_of_id IS NULL GROUP BY older.translation_key))
"""

ROWS = """
WITH original AS ({originals}),
counted AS MATERIALIZED (
    SELECT segment.source_id, segment.context_id, segment.string_id,
        LENGTH(TRIM(text.data)) - LENGTH(REPLACE(TRIM(text.data), ' ', '')) + 1 AS words
    FROM {segment} segment JOIN {text} text ON text.id = segment.string_id {segment_limit}),
size AS (
    SELECT source_id, COUNT(*) AS total, SUM(words) AS words FROM counted GROUP BY source_id),
progress AS (
    SELECT segment.source_id, string.locale_id,
        SUM(CASE WHEN NOT string.has_error AND TRIM(string.data) <> '' AND note.is_confirmed IS NOT FALSE
            THEN 1 ELSE 0 END) AS done,
        SUM(CASE WHEN NOT string.has_error AND TRIM(string.data) <> '' AND note.is_confirmed IS NOT FALSE
            THEN segment.words ELSE 0 END) AS words,
        SUM(CASE WHEN string.has_error THEN 1 ELSE 0 END) AS errors,
        MAX(string.updated_at) AS changed_at
    FROM counted segment
    {join} {string} string ON string.context_id = segment.context_id AND {same_string}
    LEFT JOIN {note} note ON note.string_id = string.id
    {string_limit}
    GROUP BY segment.source_id, string.locale_id)
SELECT * FROM (
SELECT rows.*, CASE WHEN behind = 1 OR state = 'outdated' THEN COALESCE(gravest, {unknown}) END AS degree FROM (
    SELECT original.id AS page_id, original.title, original.content_type_id, original.path,
        source_locale.language_code AS source_locale, original.live,
        locale.language_code AS locale, target.id AS target_id, target.live AS target_live,
        translation.id AS translation_id,
        COALESCE(size.total, 0) AS total, COALESCE(progress.done, 0) AS done, COALESCE(progress.errors, 0) AS errors,
        target.last_published_at AS published_at,
        CASE WHEN target.live AND progress.changed_at > target.last_published_at THEN 1 ELSE 0 END AS newer,
        COALESCE(size.words, 0) - COALESCE(progress.words, 0) AS words_left,
        original.first_published_at AS original_at, source.last_updated_at AS source_at,
        COALESCE(progress.changed_at, translation.created_at) AS worked_at,
        CASE
            WHEN target.id IS NULL THEN 'missing'
            WHEN translation.id IS NULL THEN 'detached'
            WHEN COALESCE(progress.errors, 0) > 0 THEN 'errored'
            WHEN NOT target.live AND COALESCE(progress.done, 0) < COALESCE(size.total, 0) THEN 'partial'
            WHEN NOT target.live THEN 'draft'
            WHEN built.is_core THEN 'core'
            WHEN COALESCE(progress.done, 0) < COALESCE(size.total, 0) THEN 'outdated'
            WHEN COALESCE(built.source_updated_at, target.last_published_at) < source.last_updated_at THEN 'outdated'
            ELSE 'complete'
        END AS state,
        CASE WHEN target.live AND translation.id IS NOT NULL
            AND COALESCE(built.source_updated_at, target.last_published_at) < source.last_updated_at
            THEN 1 ELSE 0 END AS behind,
        -- A text that was built at the very moment of a change was built from the strings before it.
        (SELECT MAX(change.degree) FROM {change} change WHERE target.live AND change.source_id = source.id
            AND change.at >= COALESCE(built.source_updated_at, target.last_published_at)) AS gravest
    FROM original
    JOIN {locale} source_locale ON source_locale.id = original.locale_id
    JOIN {locale} locale ON locale.id <> original.locale_id
    LEFT JOIN {source} source
        ON source.object_id = original.translation_key AND source.locale_id = original.locale_id
    LEFT JOIN {page} target
        ON target.translation_key = original.translation_key AND target.locale_id = locale.id
        AND target.alias_of_id IS NULL
    LEFT JOIN {translation} translation
        ON translation.source_id = source.id AND translation.target_locale_id = locale.id AND translation.enabled
    LEFT JOIN {built} built ON built.revision_id = target.live_revision_id
    LEFT JOIN size ON size.source_id = source.id
    LEFT JOIN progress ON progress.source_id = source.id AND progress.locale_id = locale.id
) rows
) graded
"""

#: Since when a row is as it is.
SINCE = (
    "CASE state WHEN 'missing' THEN original_at WHEN 'outdated' THEN source_at "
    "WHEN 'complete' THEN published_at ELSE worked_at END"
)


class Dialect(NamedTuple):
    """What SQLite and PostgreSQL need told in different ways, so that both answer quickly."""

    #: How translated strings are found: by their context, which is one page's alone, while a string may stand on all.
    join: str
    same_string: str
    #: A moment as a column of the answer, which the driver is not to read: `_moment` does, in half the time.
    moment: str


DIALECTS = {
    # Taken in the order in which they stand, which SQLite would turn round: a tenth of the whole query.
    "sqlite": Dialect("CROSS JOIN", "string.translation_of_id = segment.string_id", "+{}"),
    # A plain equality would be taken for one that hardly any row fulfils; reading moments takes longer than finding them.
    "postgresql": Dialect(
        "JOIN",
        "COALESCE(string.translation_of_id = segment.string_id, FALSE)",
        "CAST(EXTRACT(EPOCH FROM {}) AS double precision)",
    ),
}


def columns() -> str:
    """The columns of an answer, as `_row` reads them."""
    moment = DIALECTS[connection.vendor].moment
    return (
        "page_id, title, content_type_id, source_locale, live, locale, target_id, target_live, translation_id, "
        f"total, done, errors, {moment.format('published_at')} AS published_at, newer, words_left, state, "
        f"{moment.format(SINCE)} AS since, degree"
    )
