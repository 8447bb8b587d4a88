"""What somebody may do with pages and their translations, asked of the policy in the words of this app. Changes nothing."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from wagtail.locks import WorkflowLock
from wagtail.models import Locale, Page

from sections.actors import actor_of, languages_for
from sections.pages import may_with_page
from sections.policy import Target, locales_for, may
from sections.roles import Action
from translations.originals import is_translated, original_of, types_without_translations


class MayNotStart(PermissionDenied):
    """Raised instead of beginning a translation that somebody may not begin. Nothing was changed."""


def may_in(user: Any, action: Action, locale: str) -> bool:
    """Whether somebody may do this with the pages that the sections of a language share."""
    return may(actor_of(user), action, Target(locale=locale))


def may_read(user: Any, page: Page) -> bool:
    """Whether somebody may read a page in the admin: what is published everybody, a draft by her role."""
    return may_with_page(user, Action.READ_PAGE if page.live else Action.READ_DRAFT, page)


def readable_locales(user: Any) -> frozenset[str]:
    """The languages whose drafts somebody may read."""
    return frozenset(locales_for(actor_of(user), Action.READ_DRAFT, languages_for(user).values()))


def readable(user: Any, pages: QuerySet[Page]) -> QuerySet[Page]:
    """Those of `pages` that somebody may read. One query more where drafts of a section's own pages are among them."""
    if may(actor_of(user), Action.READ_DRAFT):  # wherever they are
        return pages
    codes = readable_locales(user)
    locale_ids = [pk for pk, code in languages_for(user).items() if code in codes]
    own = Page.objects.filter(live=False, content_type_id__in=types_without_translations(), locale_id__in=locale_ids)
    hidden = [page.pk for page in own.specific() if not may_read(user, page)]
    return pages.filter(Q(live=True) | Q(locale_id__in=locale_ids)).exclude(pk__in=hidden)


def locales_to_start(user: Any) -> set[int]:
    """The locales, by id, into which somebody may begin a translation."""
    codes = locales_for(actor_of(user), Action.START_TRANSLATION, languages_for(user).values())
    return {pk for pk, code in languages_for(user).items() if code in codes}


def may_submit_tree(user: Any, page: Page) -> bool:
    """Whether everything below `page` that a translation would begin with it may be read."""
    below = Page.objects.descendant_of(page).filter(alias_of=None)
    # What a section writes alone is never begun.
    wanted = below.exclude(content_type_id__in=types_without_translations())
    return wanted.count() == readable(user, wanted).count()


def require_may_start(user: Any, page: Page, locales: list[Locale], *, include_subtree: bool = False) -> None:
    """Raises MayNotStart unless `user` may begin to translate `page` into all of `locales`, parents included."""
    allowed = locales_to_start(user)
    foreign = [locale for locale in locales if locale.pk not in allowed]
    if foreign:
        names = ", ".join(locale.get_display_name() for locale in foreign)
        raise MayNotStart(_("You may not begin translations into %(languages)s.") % {"languages": names})
    parents = [original_of(ancestor) for ancestor in page.get_ancestors().filter(depth__gt=1)]
    unread = [
        each for each in [page, *parents] if is_translated(each.specific_class or Page) and not may_read(user, each)
    ]
    if unread or (include_subtree and not may_submit_tree(user, page)):
        raise MayNotStart(
            _("You may not read all that would be translated: some of it is a draft in another language.")
        )


def may_take_over(user: Any, locales: list[str]) -> bool:
    """Whether somebody may take a changed original over: one who works in its language or in one of its translations."""
    return any(may_in(user, Action.TAKE_OVER, locale) for locale in locales)


def lock_sentence(user: Any, page: Page) -> str:
    """Why nobody but others may change a page at present; empty when it is open to `user`."""
    lock = page.get_lock()
    if lock is None or not lock.for_user(user):
        return ""
    if isinstance(lock, WorkflowLock):
        return _("This page waits for approval. Nothing was saved; it can be changed when that is decided.")
    return _("This page is locked. Nothing was saved.")
