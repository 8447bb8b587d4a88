"""What feeds tell: appeals, updates, and what has happened since an appeal. Reads only; language is a parameter.

What is told of a page is what the page says: whether it is stopped, whether it is behind its original, until when to act.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from typing import Any
from uuid import UUID

from django.db.models import F, Q, QuerySet
from django.db.models.functions import Coalesce, Greatest
from django.utils import timezone
from django.utils.translation import gettext as _

from campaign_pages.models import AppealPage, CampaignPage, UpdatePage
from campaign_pages.querysets import unrestricted
from campaign_pages.reading.developments import Development, gathered
from campaign_pages.stops import Stopped, moments, stopped_in
from campaign_pages.templatetags.campaign import people_counted
from library.choices import Precision
from library.dates import format_date, list_separator
from library.models import CaseCount, StatusEvent
from outputs.addresses import absolute, public_addresses, stable_id
from outputs.feeds.atom import Entry
from translations.freshness.lag import lag_of

Pages = list[AppealPage | UpdatePage]


def newest(model: type[CampaignPage], language: str, limit: int | None, condition: Q | None = None) -> QuerySet[Any]:
    """The public pages of a type in a language, those first of which there is something new."""
    stops = moments() if model is AppealPage else {}
    pages = (
        model._default_manager.live()
        .filter(condition or Q(), unrestricted(), alias_of__isnull=True, locale__language_code=language)
        .filter(first_published_at__isnull=False, last_published_at__isnull=False)
        .select_related("locale")
        .annotate(**model.reader_columns(), **stops)
    )
    told = [Coalesce(F(name), F("last_published_at")) for name in (*stops, "lag_at")]
    found: QuerySet[Any] = pages.order_by(Greatest(F("last_published_at"), *told).desc(), "pk")[:limit]
    return found


def entries_of(pages: Pages) -> list[Entry]:
    """Pages as entries, the newest first, in the active language, which is theirs. One query for all addresses."""
    everywhere: dict[UUID, dict[str, str]] = {}
    for address in public_addresses(Q(translation_key__in=[page.translation_key for page in pages])):
        everywhere.setdefault(address.key, {})[address.language] = address.url
    entries = [_entry(page, everywhere.get(page.translation_key, {})) for page in pages]
    return sorted(entries, key=lambda entry: (entry.published, entry.id), reverse=True)


def _entry(page: AppealPage | UpdatePage, alternates: dict[str, str]) -> Entry:
    stopped = stopped_in(vars(page)) if isinstance(page, AppealPage) else None
    return Entry(
        id=stable_id(page.translation_key, page.language).urn,
        title=_("Appeal stopped: %(title)s") % {"title": page.title} if stopped else page.title,
        url=absolute(page.url or "/"),
        summary=" ".join(_sentences(page, stopped)),
        published=page.first_published_at,
        updated=changed_at(page),
        alternates=alternates,
        categories=_categories(page, stopped),
    )


def changed_at(page: CampaignPage) -> datetime.datetime:
    """When there was last something new to say of a page fetched by `newest`."""
    known = vars(page)
    names = ("last_published_at", "stop_moved_at", "stopping_appeal_at", "lag_at")
    moment: datetime.datetime = max(known[name] for name in names if known.get(name))
    return moment


def _categories(page: AppealPage | UpdatePage, stopped: Stopped | None) -> dict[str, str]:
    if isinstance(page, UpdatePage):
        return {"update": _("Update")}
    found = {"appeal": str(page._meta.verbose_name), page.reference: page.reference}
    return found | ({"stopped": _("Appeal stopped")} if stopped else {})


def _sentences(page: AppealPage | UpdatePage, stopped: Stopped | None) -> Iterator[str]:
    lag = lag_of(page)
    if stopped:
        yield from stop_sentences(stopped, page.language)
    elif lag:
        yield lag.sentence(page.language)
    yield page.summary
    if isinstance(page, AppealPage) and (until := last_day(page)) and not page.is_over():
        yield _("Act by %(until)s") % {"until": format_date(until, Precision.DAY, page.language)}


def last_day(page: AppealPage) -> datetime.date | None:
    """Until when to act: what the original says where the translation is behind it."""
    lag = lag_of(page)
    until: datetime.date | None = (lag.facts.get("act_until") if lag else None) or page.act_until
    return until


def stop_sentences(stopped: Stopped, language: str) -> Iterator[str]:
    """What readers are told of an appeal that is stopped."""
    if stopped.day:
        day = format_date(stopped.day, Precision.DAY, language)
        yield _("This appeal was stopped on %(date)s. Please send nothing more.") % {"date": day}
    else:
        yield _("This appeal has been stopped. Please send nothing more.")
    if stopped.sentence:
        yield stopped.sentence


def developments_of(page: AppealPage) -> list[Entry]:
    """What has happened to the people of an appeal since its day, as the page tells it; the newest first."""
    found: Iterable[Development] = gathered(page.reading.developments)
    return [_development(page, each) for each in reversed(list(found))]


def _development(page: AppealPage, told: Development) -> Entry:
    language = page.language
    day = told.when.in_language(language)
    record: StatusEvent | CaseCount
    if told.event:
        record, note = told.event, told.event.note or ""
        names = list_separator(language).join(card.name for card in told.cards)
        title = f"{day}: {names} – {told.event.get_status_display()}"
    else:
        assert told.count is not None
        record, note = told.count, ""
        title = f"{day}: {people_counted(told.count)}"
    since = told.when.earliest or timezone.localdate()
    moment = timezone.make_aware(datetime.datetime.combine(since, datetime.time()))
    return Entry(
        id=stable_id(page.translation_key, language, record._meta.model_name, record.pk).urn,
        title=title,
        url=absolute(f"{page.url}#since"),
        summary=note,
        published=moment,
        updated=moment,
    )
