"""The pages on which names and terms leave and come as files. What a sender may change is asked of the policy, row by row."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView, View
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from library.exchange.csv_files import FileRefusedError
from library.exchange.forms import ConfirmForm, UploadForm
from translations.glossary.exchange.plans import Plan
from translations.glossary.exchange.storing import FORMATS, PlanOutdatedError, exported, preview, store
from translations.glossary.rights import may_change

#: How much of a long file is shown; the rest is counted.
ERRORS_SHOWN = 20
ROWS_SHOWN = 200


class NamesUploadForm(UploadForm):
    """A file to look at, TBX or CSV."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["file"].help_text = _(
            "TBX, or CSV with commas, semicolons or tabs, up to 2 MB. Nothing is changed yet."
        )
        self.fields["file"].widget.attrs["accept"] = ".tbx,.xml,.csv,text/csv,text/xml,application/xml"


class ExportView(View):
    """All names and terms as a file."""

    def get(self, request: HttpRequest, form: str) -> HttpResponse:
        if form not in FORMATS:
            raise Http404
        if not may_change(request.user):
            raise PermissionDenied
        suffix, content_type = FORMATS[form]
        response = HttpResponse(exported(form), content_type=content_type)
        name = f"names-and-terms-{timezone.localdate().isoformat()}.{suffix}"
        response["Content-Disposition"] = f'attachment; filename="{name}"'
        response["Cache-Control"] = "no-store"
        return response


class ImportView(WagtailAdminTemplateMixin, TemplateView):
    """A file is sent, what it would change is shown, and it is stored when that was confirmed."""

    template_name = "translations/glossary/import.html"
    page_title = gettext_lazy("Import names and terms")
    header_icon = "upload"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not may_change(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def post(self, request: HttpRequest) -> HttpResponse:
        return self.confirm(request) if "content" in request.POST else self.look(request)

    def look(self, request: HttpRequest) -> HttpResponse:
        """Show what the file would change."""
        form = NamesUploadForm(request.POST, request.FILES)
        if not form.is_valid():
            return self.answer(form)
        content = form.cleaned_data["file"]
        try:
            return self.show(content, preview(content, request.user))
        except FileRefusedError as refused:
            form.add_error("file", str(refused))
            return self.answer(form)

    def confirm(self, request: HttpRequest) -> HttpResponse:
        """Store the file that was looked at."""
        form = ConfirmForm(request.POST)
        if not form.is_valid():
            messages.error(request, _("The file was not sent whole. Choose it again."))
            return self.answer(NamesUploadForm())
        content = form.cleaned_data["content"]
        try:
            plan = store(content, form.cleaned_data["digest"], request.user)
        except FileRefusedError as refused:
            messages.error(request, str(refused))
            return self.answer(NamesUploadForm())
        except PlanOutdatedError as outdated:
            messages.warning(
                request,
                _("Something has changed since you looked. Nothing was done: please look again and confirm."),
            )
            return self.show(content, outdated.plan)
        done = _("Names and terms added: %(new)s. Changed: %(changed)s.")
        messages.success(request, done % {"new": len(plan.new), "changed": len(plan.changed)})
        return HttpResponseRedirect(reverse("names:index"))

    def show(self, content: bytes, plan: Plan) -> HttpResponse:
        return self.answer(NamesUploadForm(), plan=plan, confirm=ConfirmForm.holding(content, plan.digest))

    def answer(self, form: UploadForm, **context: Any) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=form, **context))

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        listing = {"url": reverse("names:index"), "label": gettext_lazy("Names and terms")}
        return [*super().get_breadcrumbs_items(), listing, {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**{"form": NamesUploadForm(), **kwargs})
        plan: Plan | None = context.get("plan")
        if plan is not None:
            context |= {
                "errors": plan.errors[:ERRORS_SHOWN],
                "more_errors": max(0, len(plan.errors) - ERRORS_SHOWN),
                "groups": [
                    (_("To be added: %(number)s") % {"number": len(plan.new)}, plan.new[:ROWS_SHOWN]),
                    (_("To be changed: %(number)s") % {"number": len(plan.changed)}, plan.changed[:ROWS_SHOWN]),
                ],
                "more": max(0, len(plan.new) - ROWS_SHOWN) + max(0, len(plan.changed) - ROWS_SHOWN),
            }
        return context
