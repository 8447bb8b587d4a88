"""The pages on which strings come as a file: it is sent, what it would change is shown, and it is stored when that is confirmed."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail_localize.models import Translation

from sections.actors import actor_of
from sections.policy import may_somewhere
from sections.roles import Action
from translations.exchange.forms import UploadForm
from translations.exchange.planning import Kind, PagePlan, Plan, make_plan
from translations.exchange.staging import documents_of, stage
from translations.exchange.storing import PlanOutdatedError, store
from translations.exchange.units import FileRefusedError
from translations.guard.localize import by_form, translated_page
from translations.models import StagedImport

URL_NAME = "translations_import"
PREVIEW_URL_NAME = "translations_import_preview"

#: How many strings of each sort are shown of one page; the rest is counted.
SHOWN = 200


@by_form(Action.TRANSLATE)
@require_POST
def upload(request: HttpRequest, translation_id: int) -> HttpResponse:
    """A file sent from the translation editor: what wagtail-localize's own button does."""
    page = translated_page(translation_id)
    form = UploadForm(request.POST, request.FILES)
    try:
        if not form.is_valid():
            raise FileRefusedError(form.refusal)
        translation = Translation.objects.get(pk=translation_id)
        staged = stage(form.cleaned_data["file"], form.file_name, request.user, translation)
    except FileRefusedError as refused:
        messages.error(request, str(refused))
        return redirect("wagtailadmin_pages:edit", page.pk)
    return redirect(PREVIEW_URL_NAME, staged.pk)


class Screen(WagtailAdminTemplateMixin, TemplateView):
    """For those who translate into any language at all."""

    header_icon = "upload"
    page_title = gettext_lazy("Import strings")

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not may_somewhere(actor_of(request.user), Action.TRANSLATE):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        report = {"url": reverse("wagtail_localize:translations_report"), "label": _("Translations")}
        return [*super().get_breadcrumbs_items(), report, {"url": "", "label": self.page_title}]


class ImportView(Screen):
    """A file is sent."""

    template_name = "translations/import.html"

    def post(self, request: HttpRequest) -> HttpResponse:
        form = UploadForm(request.POST, request.FILES)
        if form.is_valid():
            try:
                staged = stage(form.cleaned_data["file"], form.file_name, request.user)
            except FileRefusedError as refused:
                form.add_error("file", str(refused))
            else:
                return redirect(PREVIEW_URL_NAME, staged.pk)
        return self.render_to_response(self.get_context_data(form=form))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**{"form": UploadForm(), **kwargs})


class PreviewView(Screen):
    """What a file would change, and the button that does it. Its sender alone sees it."""

    template_name = "translations/import_preview.html"

    @cached_property
    def staged(self) -> StagedImport:
        waiting = StagedImport.objects.waiting_for(self.request.user).select_related("translation")
        return get_object_or_404(waiting, pk=self.kwargs["pk"])

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        if request.POST.get("action") == "discard":
            self.staged.delete()
            messages.success(request, _("The file was forgotten. Nothing was changed."))
            return redirect(URL_NAME)
        try:
            number = store(
                documents_of(self.staged),
                request.POST.get("digest", ""),
                request.user,
                ticked=set(request.POST.getlist("take")),
                only=self.staged.translation,
                tool=self.staged.format,
            )
        except PlanOutdatedError as outdated:
            messages.warning(
                request,
                _("The strings have been changed since you looked. Nothing was stored. This is what would happen now."),
            )
            return self.render_to_response(self.get_context_data(plan=outdated.plan))
        text = ngettext("%(number)s translation was taken over.", "%(number)s translations were taken over.", number)
        messages.success(request, text % {"number": number})
        translation = self.staged.translation
        self.staged.delete()
        if translation:
            return redirect("wagtailadmin_pages:edit", translated_page(translation.pk).pk)
        return redirect(URL_NAME)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        plan: Plan = kwargs.pop("plan", None) or make_plan(
            documents_of(self.staged), self.request.user, self.staged.translation
        )
        return super().get_context_data(
            **{
                "staged": self.staged,
                "plan": plan,
                "pages": [_shown(page) for page in plan.pages],
                "same": plan.numbers[Kind.SAME],
                **kwargs,
            }
        )


def _shown(page: PagePlan) -> dict[str, Any]:
    """A page with its groups of strings in the order in which they matter."""
    groups = [
        (kind, page.of(kind)[:SHOWN], max(0, page.numbers[kind] - SHOWN))
        for kind in (Kind.ASKED, Kind.REFUSED, Kind.CHANGED, Kind.NEW)
        if page.numbers[kind]
    ]
    return {"plan": page, "groups": groups}
