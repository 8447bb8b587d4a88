"""Saving, publishing and previewing in the translation editor. Stands before wagtail-localize's own POST handling,
which writes to the live page and publishes with strings missing."""

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import translation as language
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST
from wagtail.admin import messages
from wagtail.models import Page
from wagtail.utils.decorators import xframe_options_sameorigin_override
from wagtail_localize.models import Translation

from sections.pages import may_with_page
from sections.roles import Action
from translations.findings.obstacles import examine
from translations.guard.rights import lock_sentence
from translations.publication.approval import NobodyApproves, NotDecided, decide, submit_for_approval
from translations.publication.building import built_page
from translations.publication.preview import mark_response
from translations.publication.publishing import (
    IncompleteTranslation,
    InvalidTranslation,
    publish,
    publish_core,
    save_draft,
    translation_of,
)
from translations.views.asking import ask

#: What the buttons of the translation editor need.
ACTIONS = {
    "save-draft": Action.TRANSLATE,
    "submit": Action.SUBMIT_PAGE,
    "submit-core": Action.SUBMIT_PAGE,
    "publish": Action.PUBLISH_PAGE,
    "publish-core": Action.PUBLISH_PAGE,
    "approve": Action.PUBLISH_PAGE,
    "send-back": Action.PUBLISH_PAGE,
}

# The query that opens the list of what is missing. No fragment: it would scroll the message out of sight.
MISSING_LIST = "?missing"


def handle_edit(request: HttpRequest, page: Page) -> HttpResponse | None:
    """The answer to a POST from the translation editor of `page`; None for everything else."""
    if request.method != "POST":
        return None
    if "localize-restart-translation" in request.POST:
        return _guard_restart(request, page)
    needed = ACTIONS.get(request.POST.get("action", ""))
    translation = translation_of(page) if needed else None
    if needed is None or translation is None:
        return None
    permissions = page.permissions_for_user(request.user)
    if not permissions.can_edit() or not may_with_page(request.user, needed, page):
        raise PermissionDenied
    if request.POST["action"] in {"approve", "send-back"}:
        if request.POST["action"] == "approve" and (asked := ask(request, page, translation)):
            return asked
        return _decide(request, page, translation)
    if locked := lock_sentence(request.user, page):
        messages.error(request, locked)
        return redirect(request.path)
    if request.POST["action"] == "save-draft":
        return _save_draft(request, translation)
    if request.POST["action"] not in {"submit", "submit-core"} and not permissions.can_publish():
        raise PermissionDenied
    if asked := ask(request, page, translation):
        return asked
    if request.POST["action"] in {"submit", "submit-core"}:
        return _submit(request, page, translation)
    return _publish(request, translation)


def _guard_restart(request: HttpRequest, page: Page) -> HttpResponse | None:
    """The strings would overwrite what stands on the page now: not without the right, and not on a locked page."""
    if not may_with_page(request.user, Action.TAKE_OVER, page):
        raise PermissionDenied
    if locked := lock_sentence(request.user, page):
        messages.error(request, locked)
        return redirect(request.path)
    return None


def _submit(request: HttpRequest, page: Page, translation: Translation) -> HttpResponse:
    try:
        submit_for_approval(page, translation, request.user, core=request.POST["action"] == "submit-core")
    except IncompleteTranslation as refused:
        text = _("Nothing was submitted: strings are missing or have errors. The list stands above the strings.")
        messages.error(request, text if refused.missing else str(refused))
        return redirect(request.path + MISSING_LIST)
    except InvalidTranslation as refused:
        messages.error(request, " ".join([_("Nothing was submitted."), *refused.sentences]))
        return redirect(request.path)
    except NobodyApproves as refused:
        messages.error(request, str(refused))
        return redirect(request.path)
    messages.success(
        request,
        _("“%(title)s” was submitted for approval. Until it is decided, its strings stay as they are.")
        % {"title": Page.objects.get(pk=page.pk).get_latest_revision_as_object().title},
    )
    return redirect(request.path)


def _decide(request: HttpRequest, page: Page, translation: Translation) -> HttpResponse:
    approve, comment = request.POST["action"] == "approve", request.POST.get("comment", "").strip()
    try:
        decide(page, translation, request.user, approve=approve, comment=comment)
    except NotDecided as refused:
        messages.error(request, str(refused))
    except IncompleteTranslation as refused:
        messages.error(request, " ".join([str(refused), _("The list stands above the strings.")]))
        return redirect(request.path + MISSING_LIST)
    except InvalidTranslation as refused:
        messages.error(request, " ".join([_("Nothing was published."), *refused.sentences]))
    else:
        words = {"title": page.get_admin_display_title(), "language": translation.target_locale.get_display_name()}
        if approve:
            messages.success(request, _("“%(title)s” was published in %(language)s.") % words)
        else:
            messages.success(request, _("“%(title)s” was sent back with your comment.") % words)
    return redirect(request.path)


def _save_draft(request: HttpRequest, translation: Translation) -> HttpResponse:
    try:
        save_draft(translation, user=request.user)
    except InvalidTranslation as refused:
        messages.error(request, " ".join([_("The draft was not saved."), *refused.sentences]))
        return redirect(request.path)
    missing = len(examine(translation).missing)
    text = _("The draft was saved. What readers see has not changed.")
    if missing:
        text += " " + ngettext(
            "%(count)d string is still missing.", "%(count)d strings are still missing.", missing
        ) % {"count": missing}
    preview = messages.button(
        reverse("wagtail_localize:preview_translation", args=[translation.pk]), _("Preview"), new_window=True
    )
    messages.success(request, text, buttons=[preview])
    return redirect(request.path)


def _publish(request: HttpRequest, translation: Translation) -> HttpResponse:
    is_core = request.POST["action"] == "publish-core"
    try:
        page = (publish_core if is_core else publish)(translation, user=request.user)
    except IncompleteTranslation as refused:
        messages.error(request, " ".join([str(refused), _("The list stands above the strings.")]))
        return redirect(request.path + MISSING_LIST)
    except InvalidTranslation as refused:
        messages.error(request, " ".join([_("Nothing was published."), *refused.sentences]))
        return redirect(request.path)
    text = (
        _("The urgent core of “%(title)s” was published in %(language)s. Readers are told that the rest follows.")
        if is_core
        else _("“%(title)s” was published in %(language)s.")
    ) % {
        "title": page.title,
        "language": translation.target_locale.get_display_name(),
    }
    url = page.get_url(request)
    messages.success(request, text, buttons=[messages.button(url, _("View live"), new_window=True)] if url else [])
    return redirect(request.path)


@xframe_options_sameorigin_override
def preview(request: HttpRequest, translation_id: int, mode: str | None = None) -> HttpResponse:
    """The page as the current strings make it, with the original's text marked where one is missing."""
    translation = get_object_or_404(
        Translation.objects.select_related("source__locale", "source__specific_content_type", "target_locale"),
        pk=translation_id,
    )
    target = translation.get_target_instance()
    if not isinstance(target, Page):
        raise Http404
    if not may_with_page(request.user, Action.READ_DRAFT, target):
        raise PermissionDenied
    mode = target.default_preview_mode if mode is None else mode
    if mode not in dict(target.preview_modes):
        raise Http404
    page = built_page(translation, mark_fallbacks=True)
    with language.override(language.get_language()):
        # Rendering goes through the middleware, which leaves the page's language active.
        response = page.make_preview_request(request, mode)
    return mark_response(response, translation)


@require_POST
def refuse_stop(request: HttpRequest, translation_id: int) -> HttpResponse:
    """A translation stays tied to its original: edited by itself, it would be overwritten when it is tied again."""
    translation = get_object_or_404(Translation, pk=translation_id)
    messages.error(
        request,
        _("A translation stays tied to its original. To say something else in one language, write a page of its own."),
    )
    return redirect("wagtailadmin_pages:edit", translation.get_target_instance().pk)


def refuse_alias(request: HttpRequest, page_id: int) -> HttpResponse:
    """An alias would put the original's language under the address of another language."""
    page = get_object_or_404(Page, pk=page_id)
    messages.error(
        request,
        _("A page cannot be turned into a copy in another language: its readers would meet the wrong language."),
    )
    return redirect("wagtailadmin_pages:edit", page.pk)
