"""The screen on which the secretariat answers a request."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views import View
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.models import Page

from interventions.asking import NEEDED, answer
from interventions.choices import Outcome, RequestKind
from interventions.forms import AnswerForm
from interventions.models import Request
from interventions.refusals import Refused
from interventions.rights import may_do

DEED_URLS = {RequestKind.STOP: "interventions:stop", RequestKind.TAKE_DOWN: "interventions:take_down"}


def deed_url(request: Request) -> str:
    """Where what is asked for is done; "" when its page is gone."""
    if request.page_key:
        page = Page.objects.filter(translation_key=request.page_key, alias_of=None).order_by("-live", "pk").first()
        return reverse(DEED_URLS[RequestKind(request.kind)], args=[page.pk]) if page else ""
    return reverse("interventions:redact", args=[request.person_id])


class RequestView(WagtailAdminTemplateMixin, View):
    """What was asked, by whom and why; where it is done; and the answer."""

    template_name = "interventions/admin/request.html"
    header_icon = "mail"
    page_title = _("Request to the secretariat")
    asked: Request

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        self.asked = get_object_or_404(
            Request.objects.select_related("by", "answered_by", "person"), pk=kwargs["request_id"]
        )
        if not may_do(request.user, NEEDED[RequestKind(self.asked.kind)]):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_page_subtitle(self) -> str:
        return self.asked.title

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*super().get_breadcrumbs_items(), {"url": "", "label": str(self.page_title)}]

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self.show(AnswerForm())

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        form = AnswerForm(request.POST)
        if not form.is_valid():
            return self.show(form)
        try:
            answer(self.asked, Outcome(form.cleaned_data["outcome"]), by=request.user, words=form.cleaned_data["words"])
        except Refused as refused:
            messages.error(request, str(refused))
        else:
            messages.success(request, gettext("Whoever asked is told by mail."))
        return redirect("wagtailadmin_home")

    def show(self, form: forms.Form) -> HttpResponse:
        """The request and the form."""
        context = {"form": form, "asked": self.asked, "deed_url": deed_url(self.asked)}
        return self.render_to_response(self.get_context_data(**context))
