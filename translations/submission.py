"""Starts translations of a page. Creates drafts only, from the original only, under parents that are translated too.

wagtail-localize would put live copies of untranslated parents, in the original's language, into the target's tree.
"""

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.utils.translation import gettext
from wagtail.models import Locale, Page
from wagtail_localize.models import Translation, TranslationSource

from translations import jobs
from translations.guard.rights import require_may_start
from translations.memory.prefill import fill_from_memory
from translations.models import Job, JobKind
from translations.originals import NotTheOriginal, NotTranslated, is_translated, original_of, require_original


def content_of(page: Page) -> Page:
    """What is to be translated: the published page, or the newest draft of a page that was never published."""
    specific: Page = page.specific if page.live else page.get_latest_revision_as_object()
    return specific


@transaction.atomic
def submit(
    page: Page, locales: Iterable[Locale], user: Any = None, *, include_subtree: bool = False
) -> list[Translation]:
    """Begin to translate `page` into `locales` and return its translations, one for each.

    Parents that a language lacks are begun as drafts as well. Pages that exist are left as they are. With
    `include_subtree`, pages below are begun too, except those that are translations of something else.
    Raises NotTheOriginal when `page` is itself a translation, MayNotStart when `user` is given and may not begin all
    of it; then nothing was begun.
    """
    require_original(page)
    targets = [locale for locale in locales if locale.pk != page.locale_id]
    if user is not None:
        require_may_start(user, page, targets, include_subtree=include_subtree)
    for ancestor in page.get_ancestors().filter(depth__gt=1):
        original = original_of(ancestor)
        _begin(original, [locale for locale in targets if locale.pk != original.locale_id], user, only_missing=True)
    translations = _begin(page, targets, user)
    if include_subtree:
        for descendant in page.get_descendants().filter(alias_of=None):
            if is_translated(descendant.specific_class or Page) and original_of(descendant).pk == descendant.pk:
                _begin(descendant, targets, user)
    return translations


def submit_in_background(page: Page, locales: Iterable[Locale], user: Any, *, include_subtree: bool = False) -> Job:
    """The same, begun after the commit, with a task for each language. Raises at once what `submit` raises.

    Rights are asked again when a language's turn comes: they are those of the person, not of the moment.
    """
    require_original(page)
    targets = [locale for locale in locales if locale.pk != page.locale_id]
    require_may_start(user, page, targets, include_subtree=include_subtree)
    codes = [locale.language_code for locale in targets]
    return jobs.order(JobKind.SUBMIT, page, codes, user, include_subtree=include_subtree)


@jobs.runner(JobKind.SUBMIT)
def _submit_part(job: Job, code: str) -> None:
    locale = Locale.objects.filter(language_code=code).first()
    if job.page is None or locale is None or job.user is None:
        raise jobs.Refused(gettext("The page, the language or the person is not there any more."))
    try:
        submit(job.page, [locale], job.user, include_subtree=job.options["include_subtree"])
    except (NotTheOriginal, NotTranslated) as refused:
        raise jobs.Refused(str(refused)) from refused


def _begin(page: Page, locales: list[Locale], user: Any, *, only_missing: bool = False) -> list[Translation]:
    present = dict(Page.objects.filter(translation_key=page.translation_key).values_list("locale_id", "alias_of_id"))
    wanted = [
        locale for locale in locales if not (only_missing and locale.pk in present and present[locale.pk] is None)
    ]
    if not wanted:
        return []
    source, _created = TranslationSource.get_or_create_from_instance(content_of(page))
    translations = []
    for locale in wanted:
        translation, _created = Translation.objects.update_or_create(
            source=source, target_locale=locale, defaults={"enabled": True}
        )
        if locale.pk not in present:
            translation.save_target(user=user, publish=False)
        elif present[locale.pk] is not None:
            _take_out_of_alias(translation)
        fill_from_memory(translation)
        translations.append(translation)
    return translations


def _take_out_of_alias(translation: Translation) -> None:
    # An alias shows the original's language under the target's address: it becomes an unpublished page.
    page = translation.get_target_instance()
    page.alias_of = None
    page.live = False
    page.has_unpublished_changes = True
    page.save(clean=False)
