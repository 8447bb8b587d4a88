"""Asks before anything is sent to a service that translates: what it would be sent, what stays, and what it costs."""

from __future__ import annotations

from typing import Any

from babel.numbers import format_currency
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.models import Page
from wagtail_localize.models import Translation

from library.dates import babel_locale
from sections.languages import isolated
from sections.roles import Action
from translations.guard.localize import by_form, translated_page
from translations.machine import work
from translations.machine.service import MaskingTranslator, current_service
from translations.views.jobs import URL_NAME as JOB_URL_NAME

#: How many strings are shown; the rest is counted.
SHOWN = 200


class MachineView(WagtailAdminTemplateMixin, TemplateView):
    """Stands at the address of wagtail-localize's own button, whose POST brings the question and not the answer."""

    template_name = "translations/machine.html"
    header_icon = "resubmit"
    page_title = gettext_lazy("Translate by machine")

    @cached_property
    def page(self) -> Page:
        return translated_page(self.kwargs["translation_id"])

    @cached_property
    def translation(self) -> Translation:
        found = Translation.objects.select_related("source__locale", "source__specific_content_type", "target_locale")
        return found.get(pk=self.kwargs["translation_id"])

    @cached_property
    def service(self) -> MaskingTranslator:
        service = current_service()
        if service is None or not service.can_translate(self.translation.source.locale, self.translation.target_locale):
            raise Http404
        return service

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if job := work.at_work(self.page):
            return redirect(JOB_URL_NAME, job.pk)
        return super().dispatch(request, *args, **kwargs)

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Order it, if what would be sent is what the person has seen."""
        digest = request.POST.get("digest")
        if digest is None:
            return redirect(request.path)
        found = work.estimate(self.translation, self.service)
        if digest != found.digest:
            messages.warning(
                request,
                _("The strings have changed since you looked. Nothing was sent. This is what would be sent now."),
            )
            return redirect(request.path)
        if found.refusal or not found.sent:
            return redirect(request.path)
        return redirect(JOB_URL_NAME, work.order(self.translation, found, request.user).pk)

    def get_page_subtitle(self) -> str:
        return str(self.page.get_admin_display_title())

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        above = {"url": reverse("wagtailadmin_pages:edit", args=[self.page.pk]), "label": self.get_page_subtitle()}
        return [*super().get_breadcrumbs_items(), above, {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        found = work.estimate(self.translation, self.service)
        leaving = [each for each in found.sent if each.masked.says_something]
        return super().get_context_data(
            estimate=found,
            leaving=leaving[:SHOWN],
            more=max(0, len(leaving) - SHOWN),
            number=len(leaving),
            source=self.translation.source.locale.language_code,
            target=self.translation.target_locale.language_code,
            cost=self._cost(found),
            back=reverse("wagtailadmin_pages:edit", args=[self.page.pk]),
            **kwargs,
        )

    def _cost(self, found: work.Estimate) -> str:
        """What it costs, as a sentence."""
        if self.service.is_own and not found.cost:
            return _("It is free of charge: the service runs on your own server.")
        if found.cost is None:
            return _("Nobody has set a price, so its cost is not known here.")
        locale = babel_locale(get_language() or settings.LANGUAGE_CODE)
        written = format_currency(found.cost, settings.MACHINE_TRANSLATOR_CURRENCY, locale=locale)
        return _("It costs about %(cost)s.") % {"cost": isolated(written)}


machine_translate = by_form(Action.TRANSLATE)(MachineView.as_view())
