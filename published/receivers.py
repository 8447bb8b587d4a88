"""Which signals mean that something readers see has changed. Decides no address (touched.py)."""

from __future__ import annotations

from typing import Any

from django.db.models.signals import post_delete, post_save, pre_delete
from wagtail.models import Locale, Page, PageViewRestriction, Site
from wagtail.signals import page_published, page_slug_changed, page_unpublished, post_page_move

from campaign_pages.models import CampaignPage
from interventions.models import Redaction, Stop, TakeDown
from library.models import (
    Authority,
    CampaignImage,
    Case,
    CaseCount,
    Country,
    DetentionEpisode,
    DiplomaticMission,
    LegalProvision,
    Organisation,
    Person,
    PersonName,
    PersonRole,
    Place,
    Source,
    StatusEvent,
)
from local_content.models import LocalContent
from published import changes
from published.models import Kind
from sections.models import NationalSection, SectionLocale
from translations.models import SourceChange

#: Shared records, and the attribute that leads from a part of one to what it is a part of.
RECORDS: dict[type[Any], str] = {
    Person: "",
    PersonName: "person",
    PersonRole: "person",
    DetentionEpisode: "person",
    StatusEvent: "episode.person",
    Case: "",
    CaseCount: "case",
    Country: "",
    Place: "",
    Organisation: "",
    Authority: "",
    LegalProvision: "",
    Source: "",
    DiplomaticMission: "",
    CampaignImage: "",
}
#: What stands on every page, or on pages that cannot be told beforehand.
EVERYWHERE = (Locale, Site, NationalSection, SectionLocale, Redaction)
#: What names a page in all its languages by its translation key.
IN_ALL_LANGUAGES: dict[type[Any], str] = {Stop: "page_key", TakeDown: "page_key", LocalContent: "page_key"}
#: Where pages stand that the menu of every page names.
MENU_DEPTH = 3


def connect() -> None:
    """Connect all of them."""
    page_published.connect(_published, dispatch_uid="published.page")
    page_unpublished.connect(_lost, dispatch_uid="published.unpublished")
    pre_delete.connect(_deleted, dispatch_uid="published.deleted")
    page_slug_changed.connect(_moved, dispatch_uid="published.slug")
    post_page_move.connect(_moved, dispatch_uid="published.moved")
    for signal in (post_save, post_delete):
        name = "saved" if signal is post_save else "gone"
        signal.connect(_restricted, PageViewRestriction, dispatch_uid=f"published.restriction.{name}")
        signal.connect(_source_changed, SourceChange, dispatch_uid=f"published.source.{name}")
        for model in RECORDS:
            signal.connect(_record, model, dispatch_uid=f"published.{model.__name__}.{name}")
        for model in EVERYWHERE:
            signal.connect(_everywhere, model, dispatch_uid=f"published.{model.__name__}.{name}")
        for model in IN_ALL_LANGUAGES:
            signal.connect(_by_key, model, dispatch_uid=f"published.{model.__name__}.{name}")


def _published(sender: Any, instance: Page, **kwargs: Any) -> None:
    changes.note_page(instance)
    if isinstance(instance, CampaignPage) and instance.depth == MENU_DEPTH and instance.show_in_menus:
        changes.note(Kind.LANGUAGE, instance.locale.language_code)


def _lost(sender: Any, instance: Page, **kwargs: Any) -> None:
    changes.note_page(instance, with_branch=True)
    changes.remove_after_commit([instance.pk])


def _deleted(sender: Any, instance: Any, **kwargs: Any) -> None:
    if isinstance(instance, Page):
        _lost(sender, instance)


def _moved(sender: Any, instance: Page, **kwargs: Any) -> None:
    changes.note_page(instance, with_branch=True)


def _restricted(sender: Any, instance: PageViewRestriction, **kwargs: Any) -> None:
    below = Page.objects.filter(path__startswith=instance.page.path)
    changes.note_page(instance.page, with_branch=True)
    changes.remove_after_commit(below.values_list("pk", flat=True))


def _source_changed(sender: Any, instance: SourceChange, **kwargs: Any) -> None:
    # Readers of its translations are told.
    changes.note(Kind.PAGE, f"{instance.source.object_id}:")


def _record(sender: type[Any], instance: Any, **kwargs: Any) -> None:
    record = instance
    for name in filter(None, RECORDS[sender].split(".")):
        record = getattr(record, name)
    changes.note_record(record)


def _everywhere(sender: Any, instance: Any, **kwargs: Any) -> None:
    changes.note(Kind.SITE)


def _by_key(sender: type[Any], instance: Any, **kwargs: Any) -> None:
    key = getattr(instance, IN_ALL_LANGUAGES[sender])
    changes.note(Kind.BRANCH, f"{key}:")
    if sender is TakeDown:
        pages = Page.objects.filter(translation_key=key)
        changes.remove_after_commit(pages.values_list("pk", flat=True))
