"""Which pages follow their original when it is taken down. Only an original is followed, never a translation."""

from collections.abc import Iterable

from wagtail.models import Page

from translations.originals import original_of


def followers(pages: Iterable[Page], action: str) -> dict[Page, list[Page]]:
    """The translations that are unpublished or deleted with each of `pages`.

    An editor who takes one language down leaves the original and the other languages alone. Moving is not followed:
    the new place need not exist in every language.
    """
    if action not in {"unpublish", "delete"}:
        return {}
    return {
        page: list(Page.objects.translation_of(page, inclusive=False))
        for page in pages
        if original_of(page).pk == page.pk
    }
