"""Drafts and publication of translated pages. Refuses to publish a page in which a string is missing or in error.

A draft is a page revision built in memory; the live row is written by publication alone. `PublishingGate` on the page
class holds for every way of publishing: editor, bulk action, workflow, schedule and code.
"""

import logging
from collections.abc import Callable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.text import capfirst
from django.utils.translation import gettext, ngettext
from wagtail.models import Page, Revision
from wagtail_localize.models import Translation, TranslationLog

from sections.trail import note_emergency
from translations.findings.obstacles import obstacles
from translations.freshness.sources import ensure_current
from translations.freshness.urgent_core import core_fields_of, core_is_ready, cut_to_core, missing_in_core, shows_core
from translations.models import TranslatedRevision
from translations.publication.building import built_page
from translations.publication.completeness import MissingString, Problem, missing_strings, strings_of

__all__ = [
    "IncompleteTranslation",
    "InvalidTranslation",
    "MissingString",
    "PublishingGate",
    "missing_strings",
    "publish",
    "publish_core",
    "save_core_draft",
    "save_draft",
    "translation_of",
]

logger = logging.getLogger(__name__)

SCHEDULED = "wagtail.publish.scheduled"

#: Each says why a page may not be published at present, as a sentence; "" when it knows of nothing.
Obstacle = Callable[[Page], str]
_OBSTACLES: list[Obstacle] = []


def add_obstacle(obstacle: Obstacle) -> None:
    """Let another app hold pages back, whoever publishes them and how."""
    if obstacle not in _OBSTACLES:
        _OBSTACLES.append(obstacle)


class IncompleteTranslation(Exception):  # noqa: N818  (said of the page, not of the program)
    """Raised instead of publishing. `missing` lists what is to be done; nothing was changed."""

    def __init__(self, page: Page, missing: list[MissingString]) -> None:
        self.page = page
        self.missing = missing
        super().__init__(str(self))

    def __str__(self) -> str:
        return ngettext(
            "“%(title)s” in %(language)s was not published: %(count)d string is missing or has an error. What readers "
            "see has not changed.",
            "“%(title)s” in %(language)s was not published: %(count)d strings are missing or have errors. What readers "
            "see has not changed.",
            len(self.missing),
        ) % {
            "title": self.page.get_admin_display_title(),
            "language": self.page.locale.get_display_name(),
            "count": len(self.missing),
        }


class InvalidTranslation(Exception):  # noqa: N818  (said of the page, not of the program)
    """Raised when the page breaks a rule of its fields, such as a length, or is held back. Nothing was changed."""

    def __init__(self, page: Page, error: ValidationError) -> None:
        self.page = page
        self.sentences = _sentences(page, error)
        super().__init__(" ".join(self.sentences))


class NoCore(InvalidTranslation):
    """Raised when the urgent core of a page cannot be published by itself. Nothing was changed."""

    def __init__(self, page: Page) -> None:
        super().__init__(
            page,
            ValidationError(
                gettext(
                    "The urgent core is published only while the rest of a page is missing and no more than it is live."
                )
            ),
        )


def _sentences(page: Page, error: ValidationError) -> list[str]:
    if not hasattr(error, "error_dict"):
        return list(error.messages)
    sentences = []
    for name, messages in error.message_dict.items():
        fields = {field.name: field for field in page._meta.get_fields()}
        label = capfirst(str(getattr(fields.get(name), "verbose_name", "")))
        sentences += [
            gettext("%(field)s: %(message)s") % {"field": label, "message": message} if label else message
            for message in messages
        ]
    return sentences


def require_no_obstacle(page: Page) -> None:
    """Raises InvalidTranslation when somebody holds the page back."""
    for obstacle in _OBSTACLES:
        if sentence := obstacle(page):
            raise InvalidTranslation(page, ValidationError(sentence))


def translation_of(page: Page) -> Translation | None:
    """The translation that `page` is the target of, if it is one and has not been detached."""
    found: Translation | None = (
        Translation.objects.filter(
            source__object_id=page.translation_key, target_locale_id=page.locale_id, enabled=True
        )
        .select_related("source__locale", "source__specific_content_type", "target_locale")
        .first()
    )
    return found


@transaction.atomic
def save_draft(translation: Translation, user: Any = None, missing: list[MissingString] | None = None) -> Revision:
    """Save the current strings as a revision of the target page, with the original's text where one is missing.

    The live page stays as it is. `missing` spares checking the page when it is known. Raises InvalidTranslation when the
    page's fields refuse the text.
    """
    missing = obstacles(translation) if missing is None else missing
    return _save(built_page(translation), translation, user, missing=len(missing))


@transaction.atomic
def save_core_draft(translation: Translation, user: Any = None) -> Revision:
    """Save the urgent core as a revision of the target page, with nothing of the original in the place of the rest.

    Raises what `require_core` raises, and InvalidTranslation as save_draft.
    """
    missing = obstacles(translation)
    require_core(translation, missing)
    page = cut_to_core(built_page(translation), translation, missing)
    return _save(page, translation, user, is_core=True)


def require_core(translation: Translation, missing: list[MissingString]) -> None:
    """Raises IncompleteTranslation with what the core lacks, or NoCore where it may not be published by itself."""
    page = translation.get_target_instance()
    if core_fields_of(translation) and (lacking := missing_in_core(missing, translation)):
        raise IncompleteTranslation(page, lacking)
    if not core_is_ready(page, translation, missing):
        raise NoCore(page)


def _save(page: Page, translation: Translation, user: Any, *, missing: int = 0, is_core: bool = False) -> Revision:
    try:
        revision: Revision = page.save_revision(user=user, log_action=True)
    except ValidationError as error:
        raise InvalidTranslation(page, error) from error
    TranslatedRevision.objects.create(
        revision=revision,
        translation=translation,
        source_updated_at=translation.source.last_updated_at,
        missing=missing,
        is_core=is_core,
    )
    TranslationLog.objects.create(source=translation.source, locale=translation.target_locale, revision=revision)
    return revision


@transaction.atomic
def publish(translation: Translation, user: Any = None) -> Page:
    """Publish the current strings and return the page as it is now live.

    The original's published changes are taken in first. Raises IncompleteTranslation or InvalidTranslation, or
    PermissionDenied when `user` may not publish the page; then nothing has changed.
    """
    ensure_current(translation.source)
    missing = obstacles(translation)
    if missing:
        raise IncompleteTranslation(translation.get_target_instance(), missing)
    return _publish(save_draft(translation, user, missing), translation, user)


@transaction.atomic
def publish_core(translation: Translation, user: Any = None) -> Page:
    """Publish the urgent core ahead of the rest and return the page as it is now live.

    Raises what `publish` raises, and NoCore where the page has no core or more than that could be or is published; then
    nothing has changed.
    """
    ensure_current(translation.source)
    return _publish(save_core_draft(translation, user=user), translation, user)


def _publish(revision: Revision, translation: Translation, user: Any) -> Page:
    revision.publish(user=user)
    page: Page = translation.get_target_instance()
    source = translation.source
    source.sync_view_restrictions(source.get_source_instance(), page)
    return page


class PublishingGate:
    """Page mixin, placed before Page: lets no revision of a translated page go live with missing strings.

    A revision that was not built from complete strings is replaced by one that is, if the strings are complete now.
    """

    def publish(
        self,
        revision: Revision,
        user: Any = None,
        changed: bool = True,
        log_action: bool | str = True,
        previous_revision: Revision | None = None,
        skip_permission_checks: bool = False,
    ) -> None:
        """As Page.publish; raises IncompleteTranslation, or InvalidTranslation where a rule of the page's fields is
        broken. A scheduled revision is taken off the schedule instead."""
        try:
            require_no_obstacle(self)
            with transaction.atomic():
                super().publish(  # type: ignore[misc]
                    publishable_revision(self, revision, user),
                    user=user,
                    changed=changed,
                    log_action=log_action,
                    previous_revision=previous_revision,
                    skip_permission_checks=skip_permission_checks,
                )
                # Once more: what was decided while this waited for the page's row holds, too.
                require_no_obstacle(self)
                if user is not None:
                    note_emergency(self, user)
        except ValidationError as error:
            self._refuse(InvalidTranslation(self, error), revision, log_action)
        except (IncompleteTranslation, InvalidTranslation) as refused:
            self._refuse(refused, revision, log_action)

    @staticmethod
    def _refuse(refused: Exception, revision: Revision, log_action: bool | str) -> None:
        if log_action != SCHEDULED:
            raise refused
        # The command publishes many pages in one loop; one refusal must not keep the others from going live.
        Revision.objects.filter(pk=revision.pk).update(approved_go_live_at=None)
        logger.error("%s It was taken off the schedule.", refused)


def publishable_revision(page: Page, revision: Revision, user: Any = None) -> Revision:
    """The revision that may be published for `revision`: itself, or one built anew. Raises IncompleteTranslation."""
    translation = translation_of(page)
    if translation is None:
        return revision
    built = TranslatedRevision.objects.filter(revision=revision).first()
    # The core of a page that has gone live whole meanwhile would take the rest away from its readers.
    is_overtaken = built is not None and built.is_core and page.live and not shows_core(page)
    if built is not None and not built.missing and not is_overtaken:
        # Complete when it was saved. Strings that the original gained since make it out of date, not half translated.
        _require_still_sound(page, revision, translation, is_core=built.is_core)
        return revision
    missing = obstacles(translation)
    if missing:
        raise IncompleteTranslation(page, missing)
    return save_draft(translation, user, missing)


def _require_still_sound(page: Page, revision: Revision, translation: Translation, *, is_core: bool) -> None:
    """Raises IncompleteTranslation where the checks find errors by now in the strings that the revision was made of.

    A name may have become forbidden since. Strings that somebody has changed since are not what the revision says.
    """
    errors = [each for each in obstacles(translation) if each.problem is Problem.ERRORED]
    if is_core:
        errors = missing_in_core(errors, translation)
    if not errors:
        return
    made = revision.created_at
    newer = {segment.pk for segment, string in strings_of(translation) if string and string.updated_at > made}
    if errors := [each for each in errors if each.segment_id not in newer]:
        raise IncompleteTranslation(page, errors)
