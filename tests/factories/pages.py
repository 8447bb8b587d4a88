"""Builds the smallest valid page tree, in any language, through the public page API. Makes no records by itself."""

from __future__ import annotations

import datetime
import itertools
from typing import Any

from django.utils import timezone
from wagtail.models import Locale, Page, Site

from campaign_pages.models import (
    AppealIndexPage,
    AppealPage,
    DetaineeProfilePage,
    DocumentIndexPage,
    ModelDocumentPage,
    PeopleIndexPage,
    UpdateIndexPage,
    UpdatePage,
)
from home.models import HomePage, StandardPage
from library.models import Person

_numbers = itertools.count(1)

INDEXES: dict[type[Page], tuple[str, str]] = {
    AppealIndexPage: ("Appeals", "appeals"),
    PeopleIndexPage: ("People", "people"),
    DocumentIndexPage: ("Letters and motions", "documents"),
    UpdateIndexPage: ("Updates", "updates"),
}


def make_locale(language: str) -> Locale:
    """The locale of a language, made when it is missing."""
    locale, _made = Locale.objects.get_or_create(language_code=language)
    return locale


def make_home(language: str = "en", **values: Any) -> HomePage:
    """The home page of a language; all languages are translations of the English one, which is the site's root."""
    existing = HomePage.objects.filter(locale__language_code=language).first()
    if existing is not None:
        if not existing.lead_text:  # the one that migrations leave behind
            existing.lead_text = "Free them."
            existing.save()
        return existing
    locale = make_locale(language)
    if language != "en":
        return _live(make_home().copy_for_translation(locale))
    root = Page.get_first_root_node()
    if root is None:
        root = Page.add_root(title="Root", slug="root", locale=locale)
    page = HomePage(title="Vigil", slug="home", lead_text="Free them.", locale=locale, **values)
    root.add_child(instance=page)
    Site.objects.update_or_create(
        is_default_site=True, defaults={"hostname": "testserver", "port": 80, "root_page": page, "site_name": "Vigil"}
    )
    return page


def make_index(model: type[Page], language: str = "en") -> Any:
    """The index page of a type in a language."""
    home = make_home(language)
    existing = model.objects.child_of(home).first()
    if existing is not None:
        return existing
    title, slug = INDEXES[model]
    source = model.objects.filter(locale__language_code="en").first() if language != "en" else None
    if source is not None:
        return _live(source.copy_for_translation(home.locale))
    page = model(title=title, slug=slug, show_in_menus=True, locale=home.locale)
    home.add_child(instance=page)
    return page


def _live(copied: Page) -> Any:
    """A copy as it would be after publication, with the one revision that it was born with."""
    page = type(copied).objects.get(pk=copied.pk)
    page.live, page.has_unpublished_changes, page.live_revision = True, False, page.latest_revision
    page.first_published_at = page.last_published_at = timezone.now()
    page.save(clean=False)
    return page


def _under(parent: Page, page: Any) -> Any:
    """A live page without history: publishing a revision of it would take three times as long."""
    page.locale = parent.locale
    page.first_published_at = page.last_published_at = timezone.now()
    parent.add_child(instance=page)
    return type(page).objects.get(pk=page.pk)


def make_appeal(language: str = "en", people: list[Person] | None = None, **values: Any) -> AppealPage:
    """A live appeal about the people given."""
    number = next(_numbers)
    defaults: dict[str, Any] = {
        "title": f"Free them {number}",
        "slug": f"free-them-{number}",
        "reference": f"GB-2025-{number % 1000:03}",
        "issued": datetime.date(2025, 6, 17),
        "facts_as_of": datetime.date(2025, 6, 17),
        "summary": "They were arrested in May 2025.",
        "demands": [("demand", "<p>Release them.</p>")],
        "body": [("text", "<p>They were arrested.</p>")],
    }
    page = AppealPage(**{**defaults, **values})
    for person in people or []:
        page.people.create(person=person)
    return _under(make_index(AppealIndexPage, language), page)


def make_profile(person: Person, language: str = "en", **values: Any) -> DetaineeProfilePage:
    """A live profile of a person."""
    defaults = {"title": person.name, "slug": person.slug, "summary": "One of those who were arrested."}
    return _under(make_index(PeopleIndexPage, language), DetaineeProfilePage(person=person, **{**defaults, **values}))


def make_document(language: str = "en", **values: Any) -> ModelDocumentPage:
    """A live letter with one field."""
    number = next(_numbers)
    defaults: dict[str, Any] = {
        "title": f"Model letter {number}",
        "slug": f"model-letter-{number}",
        "facts_as_of": datetime.date(2025, 6, 17),
        "summary": "Send it to the embassy.",
        "fields": [("field", {"key": "writer_name", "kind": "text", "label": "Your name"})],
        "content": [("salutation", "Your Excellency,"), ("signature", "{{ writer_name }}")],
    }
    return _under(make_index(DocumentIndexPage, language), ModelDocumentPage(**{**defaults, **values}))


def make_update(language: str = "en", appeals: list[AppealPage] | None = None, **values: Any) -> UpdatePage:
    """A live update of the appeals given."""
    number = next(_numbers)
    defaults: dict[str, Any] = {
        "title": f"News {number}",
        "slug": f"news-{number}",
        "date": datetime.date(2025, 7, 31),
        "summary": "Some are out on bail.",
    }
    page = UpdatePage(**{**defaults, **values})
    for appeal in appeals or []:
        page.appeals.create(appeal=appeal)
    return _under(make_index(UpdateIndexPage, language), page)


def make_standard_page(language: str = "en", *, below: Page | None = None, **values: Any) -> StandardPage:
    """A live page of text, below the home page or another one."""
    number = next(_numbers)
    defaults: dict[str, Any] = {
        "title": f"About {number}",
        "slug": f"about-{number}",
        "body": [("text", "<p>Who we are.</p>")],
    }
    return _under(below or make_home(language), StandardPage(**{**defaults, **values}))
