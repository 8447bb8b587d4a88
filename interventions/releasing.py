"""Publishes chosen languages of a page together, now or at a time: all of them or none. What is not ready stays out.

A time is Wagtail's own schedule, so that one run of `publish_scheduled` puts all of them live.
"""

from __future__ import annotations

import datetime
from collections.abc import Collection
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext
from wagtail.models import Page, Revision

from interventions.models import Release
from interventions.noting import note, require
from interventions.readiness import LanguageLine, readiness
from interventions.refusals import Refused
from interventions.touched import in_all_languages
from sections.languages import language_list
from sections.roles import Action
from sections.trail import Deed
from translations.findings.obstacles import examine, obstacles
from translations.freshness.sources import ensure_current
from translations.publication.publishing import IncompleteTranslation, InvalidTranslation, save_draft, translation_of


@transaction.atomic
def release(page: Page, codes: Collection[str], *, by: Any, why: str, at: datetime.datetime | None = None) -> Release:
    """Publish a page in these languages, or put it on the schedule for `at`. Raises Refused or PermissionDenied."""
    require(by, Action.RELEASE, why)
    if not codes:
        raise Refused(gettext("Choose at least one language."))
    if at and at <= timezone.now():
        raise Refused(gettext("Choose a time in the future, or none to publish now."))
    list(in_all_languages(page).select_for_update(of=("self",)))
    chosen = [line for line in readiness(page).lines if line.code in codes]
    ready = [(line, line.page) for line in chosen if line.page and line.is_ready]
    if late := sorted(set(codes) - {line.code for line, _page in ready}):
        sentence = gettext("Nothing was published: these languages are not ready: %(languages)s.")
        raise Refused(sentence % {"languages": language_list(late)})
    row = Release.objects.create(page_key=page.translation_key, go_live_at=at, by=by, why=why)
    for line, own in ready:
        row.revisions.add(_publish(line, own, by, at))
    pages = [own for _line, own in ready]
    note(Deed.RELEASED if at is None else Deed.SCHEDULED, row, pages, by=by, why=why)
    return row


@transaction.atomic
def cancel(page: Page, *, by: Any, why: str) -> None:
    """Take the languages that were to go live together off the schedule. Raises Refused or PermissionDenied."""
    require(by, Action.RELEASE, why)
    revisions = planned(page)
    if not revisions:
        raise Refused(gettext("Nothing is planned for this page."))
    ids = [revision.pk for revision in revisions]
    row = Release.objects.filter(revisions__in=ids).latest("at")
    Revision.objects.filter(pk__in=ids).update(approved_go_live_at=None)
    pages = in_all_languages(page).filter(pk__in=[int(revision.object_id) for revision in revisions])
    note(Deed.UNSCHEDULED, row, pages.select_related("locale"), by=by, why=why)


def planned(page: Page) -> list[Revision]:
    """The revisions of a page, in all languages, that wait for the time of a release."""
    releases = Release.objects.filter(page_key=page.translation_key)
    waiting = Revision.objects.filter(pk__in=releases.values("revisions"), approved_go_live_at__isnull=False)
    return list(waiting.order_by("approved_go_live_at", "pk"))


def stays_out(page: Page) -> str:
    """Why a language does not go live at the time of its release, as a sentence; "" when it does.

    What was complete when it was planned is published by itself alone (translations/publication/publishing.py); together with others
    it would tell readers something else than they do.
    """
    waiting = Revision.page_revisions.filter(object_id=str(page.pk), approved_go_live_at__lte=timezone.now())
    if not Release.objects.filter(revisions__in=waiting).exists():
        return ""
    translation = translation_of(page)
    if translation is None:
        return ""
    ensure_current(translation.source)
    return str(IncompleteTranslation(page, missing)) if (missing := examine(translation).missing) else ""


def _publish(line: LanguageLine, page: Page, by: Any, at: datetime.datetime | None) -> Revision:
    """Publish or plan one language; returns what goes live. Raises Refused, so that no other does either."""
    try:
        if line.translation:
            ensure_current(line.translation.source)
            if missing := obstacles(line.translation):
                raise IncompleteTranslation(line.translation.get_target_instance(), missing)
            revision = save_draft(line.translation, by, missing)
        else:
            revision = page.get_latest_revision_as_object().save_revision(user=by)
        # The draft may bear a day that somebody else has chosen for it.
        revision.content["go_live_at"] = at.isoformat() if at else None
        revision.save(update_fields=["content"])
        revision.publish(user=by)
        if at:
            # The day is the revision's. On the row it would put off whatever is published before then.
            Page.objects.filter(pk=revision.object_id).update(go_live_at=None)
        elif line.translation:
            source = line.translation.source
            source.sync_view_restrictions(source.get_source_instance(), line.translation.get_target_instance())
    except (IncompleteTranslation, InvalidTranslation) as refused:
        raise Refused(str(refused)) from refused
    except ValidationError as error:
        raise Refused(str(InvalidTranslation(page, error))) from error
    return revision
