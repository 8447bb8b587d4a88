"""Turns refusals raised deep inside the admin into a message and a way on. Handles no other exception."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.models import Page

from translations.originals import NotTheOriginal
from translations.publication.publishing import IncompleteTranslation, InvalidTranslation
from translations.views.editor import MISSING_LIST


class TranslationRefusalMiddleware:
    """For bulk actions, workflows and other views that publish: what was refused opens with the reason.

    These views run in a transaction, which the exception has rolled back: nothing was changed.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """The answer to a refusal; None leaves every other exception to Django."""
        if isinstance(exception, NotTheOriginal):
            return self._redirect(request, exception.original, str(exception))
        if isinstance(exception, InvalidTranslation):
            return self._redirect(
                request, exception.page, " ".join([_("Nothing was published."), *exception.sentences])
            )
        if isinstance(exception, IncompleteTranslation):
            text = " ".join([str(exception), _("The list stands above the strings.")])
            return self._redirect(request, exception.page, text, suffix=MISSING_LIST)
        return None

    @staticmethod
    def _redirect(request: HttpRequest, page: Page, text: str, suffix: str = "") -> HttpResponse:
        messages.error(request, text)
        return redirect(reverse("wagtailadmin_pages:edit", args=[page.pk]) + suffix)
