"""What the translation editor shows of every string of a page, as plain data. Reads only; a fixed number of queries."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from wagtail_localize.models import StringSegment, StringTranslation, Translation

from library.choices import Precision
from library.dates import format_date
from sections.languages import isolated
from translations.inline_html import plain
from translations.memory.previous import Previous, previous_versions
from translations.models import StringComment, StringNote
from translations.publication.completeness import MissingString, missing_strings, strings_of
from translations.workbench.names import NameInText, names_in

DONE = "done"

Place = tuple[int, int | None]


@dataclass(frozen=True)
class Remark:
    """What somebody said about a string. `is_own` where it is her own, whom the editor is for."""

    pk: int
    text: str
    author: str
    at: datetime.datetime
    is_own: bool


@dataclass(frozen=True)
class EditorString:
    """One string with all that stands beside it. `state` is a value of completeness.Problem, or DONE; `reason` says why."""

    pk: int
    source: str
    target: str
    words: int
    state: str = DONE
    reason: str = ""
    history: str = ""
    author: str = ""
    origin: str = ""
    is_confirmed: bool = True
    needs_review: bool = False
    names: tuple[NameInText, ...] = ()
    comments: tuple[Remark, ...] = ()
    previous: Previous | None = None


@dataclass
class _Beside:
    """What is read for all strings at once."""

    missing: Mapping[int, MissingString]
    comments: Mapping[Place, list[Remark]]
    previous: Mapping[int, Previous]
    authors: Mapping[int, str]
    languages: tuple[str, str]


def editor_strings(translation: Translation, user: Any, segment: StringSegment | None = None) -> list[EditorString]:
    """Every string of a translation in the order of the page, or one alone; `translation` with source and locales."""
    rows = strings_of(translation)
    missing = {each.segment_id: each for each in missing_strings(translation, rows)}
    pairs = [(each, string) for each, string in rows if segment is None or each.pk == segment.pk]
    unfinished = [each for each, _string in pairs if each.pk in missing]
    beside = _Beside(
        missing=missing,
        comments=_comments(translation, user, segment),
        previous=previous_versions(translation, unfinished) if unfinished else {},
        authors=_authors(string for _segment, string in pairs if string),
        languages=(translation.source.locale.language_code, translation.target_locale.language_code),
    )
    names = names_in([each.string.data for each, _string in pairs], *beside.languages)
    return [_drawn(each, string, beside, names) for each, string in pairs]


def _drawn(
    segment: StringSegment,
    string: StringTranslation | None,
    beside: _Beside,
    names: Mapping[str, tuple[NameInText, ...]],
) -> EditorString:
    lack = beside.missing.get(segment.pk)
    note: StringNote | None = getattr(string, "note", None)
    source = segment.string.data
    return EditorString(
        pk=segment.pk,
        source=source,
        target=string.data if string else "",
        words=len(plain(source).split()),
        state=lack.problem.value if lack else DONE,
        reason=lack.reason if lack else "",
        history=_history(string) if string else "",
        author=beside.authors.get(string.last_translated_by_id or 0, "") if string else "",
        origin=note.origin if note else "",
        is_confirmed=note.is_confirmed if note else True,
        needs_review=note.needs_review if note else False,
        names=names.get(source, ()),
        comments=tuple(beside.comments.get((segment.string_id, segment.context_id), ())),
        previous=beside.previous.get(segment.pk),
    )


def _history(string: StringTranslation) -> str:
    """When it was saved, and out of which program's file; upstream's sentence for it is not in all our languages."""
    day = format_date(timezone.localdate(string.updated_at), Precision.DAY, get_language() or settings.LANGUAGE_CODE)
    saved = _("Saved on %(day)s") % {"day": day}
    return f"{isolated(string.tool_name)} · {saved}" if string.tool_name else saved


def _authors(strings: Iterable[StringTranslation]) -> dict[int, str]:
    people = {string.last_translated_by_id for string in strings if string.last_translated_by_id}
    return {pk: str(person) for pk, person in get_user_model().objects.in_bulk(people).items()} if people else {}


def _comments(translation: Translation, user: Any, segment: StringSegment | None) -> dict[Place, list[Remark]]:
    rows = StringComment.objects.filter(
        locale_id=translation.target_locale_id, context__object_id=translation.source.object_id
    ).select_related("author")
    if segment is not None:
        rows = rows.filter(string_id=segment.string_id, context_id=segment.context_id)
    found: dict[Place, list[Remark]] = defaultdict(list)
    for row in rows:
        remark = Remark(row.pk, row.text, str(row.author or ""), row.created_at, row.author_id == user.pk)
        found[row.string_id, row.context_id].append(remark)
    return found
