"""wagtail-localize's views that read or change strings, each behind a question to the policy. Changes nothing itself."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.core.exceptions import ObjectDoesNotExist, PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from rest_framework.authentication import SessionAuthentication
from rest_framework.permissions import IsAuthenticated
from wagtail.admin import messages
from wagtail.models import Page
from wagtail_localize.models import Translation
from wagtail_localize.views import edit_translation
from wagtail_localize.views.snippets_api import SnippetViewSet

from sections.pages import may_with_page
from sections.roles import Action
from translations.guard.rights import lock_sentence

LOCKED = 423

View = Callable[..., HttpResponseBase]


def translated_page(translation_id: int) -> Page:
    """The page that a translation makes; not found when there is none, or when it makes something else than a page."""
    translation = get_object_or_404(Translation.objects.select_related("source", "target_locale"), pk=translation_id)
    try:
        target = translation.get_target_instance()
    except ObjectDoesNotExist as error:
        raise Http404 from error
    if not isinstance(target, Page):
        raise Http404
    return target


def by_script(action: Action) -> Callable[[View], View]:
    """For what the translation editor's script sends: refuses with a status and a sentence in JSON."""

    def decorate(view: View) -> View:
        def guarded(request: HttpRequest, translation_id: int, **kwargs: Any) -> HttpResponseBase:
            page = translated_page(translation_id)
            if not may_with_page(request.user, action, page):
                return JsonResponse({"detail": _("You may not change this page.")}, status=403)
            if locked := lock_sentence(request.user, page):
                return JsonResponse({"detail": locked}, status=LOCKED)
            return view(request, translation_id=translation_id, **kwargs)

        # REST framework checks the token itself, behind this.
        return csrf_exempt(guarded)

    return decorate


def by_form(action: Action) -> Callable[[View], View]:
    """For what a person sends: without the right Wagtail's own refusal, on a locked page a sentence above it."""

    def decorate(view: View) -> View:
        def guarded(request: HttpRequest, translation_id: int, **kwargs: Any) -> HttpResponseBase:
            page = translated_page(translation_id)
            if not may_with_page(request.user, action, page):
                raise PermissionDenied
            if request.method == "POST" and (locked := lock_sentence(request.user, page)):
                messages.error(request, locked)
                return redirect("wagtailadmin_pages:edit", page.pk)
            return view(request, translation_id=translation_id, **kwargs)

        return guarded

    return decorate


edit_string = by_script(Action.TRANSLATE)(edit_translation.edit_string_translation)
edit_override = by_script(Action.TRANSLATE)(edit_translation.edit_override)


def refuse_record(request: HttpRequest, **kwargs: Any) -> HttpResponse:
    """Records have a column for each language and are never translated as pages are."""
    raise Http404


class Records(SnippetViewSet):
    """The names of records for the translation editor: what the list of these records shows, to those who may see it."""

    authentication_classes = [SessionAuthentication]
    permission_classes = [IsAuthenticated]

    def get_queryset(self) -> Any:
        viewset = self.get_model().snippet_viewset
        policy = viewset.permission_policy
        if not policy.user_has_any_permission(self.request.user, {"add", "change", "delete", "view"}):
            raise PermissionDenied
        listed = viewset.get_queryset(self.request)
        return (super().get_queryset() if listed is None else listed).order_by("pk")
