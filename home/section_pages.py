"""Makes the page of a section in each of its languages, and takes it down when the section closes. Writes no prose."""

from __future__ import annotations

from django.utils import translation
from wagtail.models import Locale

from home.models import HomePage, SectionPage
from sections.choices import SectionState
from sections.models import NationalSection


def own_pages(section: NationalSection) -> list[int]:
    """The ids of the pages that belong to a section alone."""
    return list(SectionPage.objects.filter(section=section).order_by("pk").values_list("pk", flat=True))


def ensure_pages(section: NationalSection) -> list[str]:
    """A published page in every language of the section that has a home page; what was changed."""
    changes = []
    pages = {page.locale_id: page for page in SectionPage.objects.filter(section=section).order_by("pk")}
    locales = {row.locale_id: row.locale for row in section.section_locales.all()}
    for locale_id, locale in locales.items():
        if locale_id not in pages:
            home = HomePage.objects.filter(locale=locale).first()
            if home is None:
                changes.append(
                    f"{section.slug} has no page in {locale.language_code}: there is no home page to put it under"
                )
                continue
            pages[locale_id] = _make(section, locale, home, next(iter(pages.values()), None))
            changes.append(f"made the page of {section.slug} in {locale.language_code}")
    for locale_id, page in pages.items():
        wanted = section.state != SectionState.CLOSED and locale_id in locales
        if page.live and not wanted:
            page.unpublish()
            changes.append(f"took down the page of {section.slug} in {page.locale.language_code}")
    return changes


def _make(section: NationalSection, locale: Locale, home: HomePage, sibling: SectionPage | None) -> SectionPage:
    with translation.override(locale.language_code):
        title = section.public_name
    page = SectionPage(title=title, slug=section.slug, section=section, locale=locale, live=False)
    if sibling:
        page.translation_key = sibling.translation_key
    home.add_child(instance=page)
    if home.live and section.state != SectionState.CLOSED:
        page.save_revision().publish()
    return page
