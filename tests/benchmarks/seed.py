"""A large campaign for measurements: pages in many languages with their strings, and sections. Not for looking at.

Written in bulk, past everything that Wagtail does when somebody saves a page.
"""

from __future__ import annotations

from uuid import UUID, uuid4

from django.contrib.contenttypes.models import ContentType
from django.utils import timezone
from wagtail.models import Locale, Page
from wagtail_localize.models import (
    String,
    StringSegment,
    StringTranslation,
    TranslatableObject,
    Translation,
    TranslationContext,
    TranslationSource,
)
from wagtail_localize.strings import StringValue

from home.models import HomePage, StandardPage
from sections.choices import Standing
from sections.models import NationalSection, SectionLocale
from sections.provisioning import sync_all

LANGUAGES = (
    *("en", "de", "fr", "it", "es", "pt-br", "nl", "da", "el", "ur", "ar", "fa", "tr", "ru", "pl"),
    *("cs", "sv", "fi", "no", "uk", "hu", "ro", "bg", "hr", "sr", "ja", "ko", "zh-hans", "hi", "bn"),
)
COUNTRIES = (
    *("GB", "DE", "FR", "IT", "ES", "BR", "NL", "DK", "GR", "PK"),
    *("AT", "BE", "CH", "IE", "CA", "US", "ZA", "VE", "MX", "AR"),
)
STRINGS = 8
_BATCH = 500


def seed(pages: int = 300, languages: int = 30, sections: int = 20) -> None:
    """Fill an empty, migrated database: `pages` originals in English, each in all `languages`, and `sections`."""
    locales, homes, keys = _located(pages, languages)
    for locale in locales:
        _pages(homes[locale.pk], locale, keys)
        _bodies(homes[locale.pk])
    _translations(locales, keys)
    for number in range(sections):
        section = NationalSection.objects.create(
            slug=f"section-{number}", country=COUNTRIES[number % len(COUNTRIES)], public_name=f"Section {number}"
        )
        standing = Standing.LEAD if number < languages else Standing.CONTRIBUTOR
        SectionLocale.objects.create(section=section, locale=locales[number % languages], standing=standing)
    sync_all()


def seed_addresses(pages: int = 300, languages: int = 30) -> None:
    """The pages alone, without texts and strings: enough for what asks for no more than their addresses."""
    locales, homes, keys = _located(pages, languages)
    for locale in locales:
        _pages(homes[locale.pk], locale, keys)


def _located(pages: int, languages: int) -> tuple[list[Locale], dict[int, HomePage], list[UUID]]:
    locales = [Locale.objects.get_or_create(language_code=code)[0] for code in LANGUAGES[:languages]]
    return locales, _homes(locales), [uuid4() for _number in range(pages)]


def _homes(locales: list[Locale]) -> dict[int, HomePage]:
    first = HomePage.objects.get()
    homes = {first.locale_id: first}
    for locale in locales:
        if locale.pk not in homes:
            home = HomePage(
                title=locale.language_code,
                slug=f"home-{locale.language_code}",
                lead_text="Free them.",
                locale=locale,
                translation_key=first.translation_key,
            )
            first.get_parent().add_child(instance=home)
            homes[locale.pk] = home
    return homes


def _pages(home: HomePage, locale: Locale, keys: list) -> None:  # type: ignore[type-arg]
    now = timezone.now()
    kind = ContentType.objects.get_for_model(StandardPage)
    rows = [
        Page(
            title=f"Page {number}",
            draft_title=f"Page {number}",
            slug=f"page-{number}",
            path=Page._get_path(home.path, home.depth + 1, number + 1),
            depth=home.depth + 1,
            numchild=0,
            url_path=f"{home.url_path}page-{number}/",
            content_type=kind,
            locale=locale,
            translation_key=key,
            live=True,
            first_published_at=now,
            last_published_at=now,
            latest_revision_created_at=now,
        )
        for number, key in enumerate(keys)
    ]
    Page.objects.bulk_create(rows, batch_size=_BATCH)
    Page.objects.filter(pk=home.pk).update(numchild=len(rows))


def _bodies(home: HomePage) -> None:
    kind = ContentType.objects.get_for_model(StandardPage)
    for row in Page.objects.child_of(home).filter(content_type=kind).order_by("path"):
        StandardPage(page_ptr_id=row.pk, body="[]").save_base(raw=True)


def _translations(locales: list[Locale], keys: list) -> None:  # type: ignore[type-arg]
    source_locale, *others = locales
    now = timezone.now()
    kind = ContentType.objects.get_for_model(StandardPage)
    TranslatableObject.objects.bulk_create(
        [TranslatableObject(translation_key=key, content_type=kind) for key in keys], batch_size=_BATCH
    )
    TranslationSource.objects.bulk_create(
        [
            TranslationSource(
                object_id=key,
                specific_content_type=kind,
                locale=source_locale,
                object_repr="Page",
                content_json="{}",
                created_at=now,
                last_updated_at=now,
            )
            for key in keys
        ],
        batch_size=_BATCH,
    )
    sources = list(TranslationSource.objects.order_by("pk"))
    Translation.objects.bulk_create(
        [Translation(source=source, target_locale=locale) for source in sources for locale in others],
        batch_size=_BATCH,
    )
    # The first string of every page is its own, the others stand on two pages each.
    texts = {
        (place, number): f"Sentence {number} of {place if number == 0 else place // 2}."
        for place in range(len(sources))
        for number in range(STRINGS)
    }
    values = {text: StringValue.from_plaintext(text) for text in dict.fromkeys(texts.values())}
    String.objects.bulk_create(
        [
            String(locale=source_locale, data=value.data, data_hash=String._get_data_hash(value.data))
            for value in values.values()
        ],
        batch_size=_BATCH,
    )
    by_data = {string.data: string for string in String.objects.all()}
    strings = {key: by_data[values[text].data] for key, text in texts.items()}
    contexts = [
        TranslationContext(
            object_id=source.object_id,
            path=f"field-{number}",
            path_id=TranslationContext._get_path_id(f"field-{number}"),
        )
        for source in sources
        for number in range(STRINGS)
    ]
    TranslationContext.objects.bulk_create(contexts, batch_size=_BATCH)
    stored = {(context.object_id, context.path): context.pk for context in TranslationContext.objects.all()}
    StringSegment.objects.bulk_create(
        [
            StringSegment(
                source=source,
                string=strings[place, number],
                context_id=stored[source.object_id, f"field-{number}"],
                order=number,
            )
            for place, source in enumerate(sources)
            for number in range(STRINGS)
        ],
        batch_size=_BATCH,
    )
    # Every fifth page lacks a string in every third language, so that all states are there.
    StringTranslation.objects.bulk_create(
        (
            StringTranslation(
                translation_of=strings[place, number],
                locale=locale,
                context_id=stored[source.object_id, f"field-{number}"],
                data="text",
                created_at=now,
                updated_at=now,
            )
            for place, source in enumerate(sources)
            for language, locale in enumerate(others)
            for number in range(STRINGS)
            if not (place % 5 == 0 and language % 3 == 0 and number == 0)
        ),
        batch_size=_BATCH,
    )
