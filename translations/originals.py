"""Which page of a group of translations is the original. One per group, in any language; a second one is refused.

With two sources for one target, wagtail-localize can no longer open the target in the editor.
"""

from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.utils.translation import gettext
from wagtail.models import Page, get_page_models
from wagtail_localize.models import TranslationSource


class NotTheOriginal(Exception):  # noqa: N818  (said of the page, not of the program)
    """Raised when a translation is asked of a page that is itself a translation of `original`."""

    def __init__(self, original: Page) -> None:
        self.original = original
        super().__init__(str(self))

    def __str__(self) -> str:
        return gettext(
            "Translations of this page start from its original, “%(title)s” in %(language)s. Open the original and "
            "submit it from there."
        ) % {
            "title": self.original.get_admin_display_title(),
            "language": self.original.locale.get_display_name(),
        }


class NotTranslated(Exception):  # noqa: N818  (said of the page, not of the program)
    """Raised when a translation is asked of a page that is written anew in each language."""

    def __str__(self) -> str:
        return gettext("This page is not translated: its section writes it in each of its languages.")


def is_translated(model: type[Page]) -> bool:
    """Whether pages of a type are translated; a type that is not says `is_translated = False`."""
    return bool(getattr(model, "is_translated", True))


def types_without_translations() -> list[int]:
    """The content types of pages that are not translated, by id. No query once Django knows the types."""
    models = [model for model in get_page_models() if not is_translated(model)]
    return sorted(content_type.pk for content_type in ContentType.objects.get_for_models(*models).values())


def source_of(page: Page) -> TranslationSource | None:
    """The source that the group of `page` is translated from, if any member was ever submitted for translation.

    A source whose page has been deleted counts only while no other is there.
    """
    sources = list(TranslationSource.objects.filter(object_id=page.translation_key).select_related("locale"))
    if len(sources) < 2:
        return sources[0] if sources else None
    present = set(Page.objects.filter(translation_key=page.translation_key).values_list("locale_id", flat=True))
    return min(sources, key=lambda source: (source.locale_id not in present, source.pk))


def original_of(page: Page) -> Page:
    """The page that translations of this group are made from: `page` itself when nothing says otherwise."""
    source = source_of(page)
    if source is None or source.locale_id == page.locale_id:
        return page
    original: Page | None = (
        Page.objects.filter(translation_key=page.translation_key, locale_id=source.locale_id)
        .select_related("locale")
        .first()
    )
    return original or page


def require_original(page: Page) -> None:
    """Raises NotTheOriginal when `page` is a translation, NotTranslated when its type is not translated."""
    if not is_translated(page.specific_class or Page):
        raise NotTranslated
    original = original_of(page)
    if original.pk != page.pk:
        raise NotTheOriginal(original)


def refuse_second_source(sender: type[TranslationSource], instance: TranslationSource, **kwargs: Any) -> None:
    """Receiver of pre_save: keeps the rule for every way in, also for code that calls wagtail-localize directly."""
    if not instance._state.adding:
        return
    other = TranslationSource.objects.filter(object_id=instance.object_id).exclude(locale_id=instance.locale_id).first()
    if other is None:
        return
    original = Page.objects.filter(translation_key=instance.object_id, locale_id=other.locale_id).first()
    if original is not None:
        raise NotTheOriginal(original)
