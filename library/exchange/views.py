"""The pages on which missions leave and come as files. Only for those who may change missions; new ones
are taken only from those who may add them. The work is done elsewhere."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.generic import TemplateView, View
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin

from library.exchange.csv_files import FileRefusedError
from library.exchange.forms import ConfirmForm, UploadForm
from library.exchange.planning import Plan
from library.exchange.storing import PlanOutdatedError, exported, preview, store
from library.mission_rights import reach_of

#: How much of a long file is shown; the rest is counted.
ERRORS_SHOWN = 20
ROWS_SHOWN = 200


class ExportView(PermissionCheckedMixin, View):
    """All missions as a CSV file."""

    permission_required = "change"

    def get(self, request: HttpRequest) -> HttpResponse:
        response = HttpResponse(exported(), content_type="text/csv; charset=utf-8")
        response["Content-Disposition"] = f'attachment; filename="missions-{timezone.localdate().isoformat()}.csv"'
        response["Cache-Control"] = "no-store"
        return response


class ImportView(PermissionCheckedMixin, WagtailAdminTemplateMixin, TemplateView):
    """A file is sent, what it would change is shown, and it is stored when that was confirmed."""

    permission_required = "change"
    template_name = "library/missions/import.html"
    page_title = gettext_lazy("Import missions")
    index_url_name = ""
    breadcrumbs_items: list[dict[str, Any]] = []

    def post(self, request: HttpRequest) -> HttpResponse:
        return self.confirm(request) if "content" in request.POST else self.look(request)

    def look(self, request: HttpRequest) -> HttpResponse:
        """Show what the file would change."""
        form = UploadForm(request.POST, request.FILES)
        if not form.is_valid():
            return self.answer(form)
        try:
            content = form.cleaned_data["file"]
            return self.show(
                content, preview(content, may_add=self.user_has_permission("add"), reaches=reach_of(request.user))
            )
        except FileRefusedError as refused:
            form.add_error("file", str(refused))
            return self.answer(form)

    def confirm(self, request: HttpRequest) -> HttpResponse:
        """Store the file that was looked at."""
        form = ConfirmForm(request.POST)
        if not form.is_valid():
            messages.error(request, _("The file was not sent whole. Choose it again."))
            return self.answer(UploadForm())
        content = form.cleaned_data["content"]
        try:
            may_add = self.user_has_permission("add")
            plan = store(
                content, form.cleaned_data["digest"], request.user, may_add=may_add, reaches=reach_of(request.user)
            )
        except FileRefusedError as refused:
            messages.error(request, str(refused))
            return self.answer(UploadForm())
        except PlanOutdatedError as outdated:
            messages.warning(
                request,
                _(
                    "The missions have been changed since you looked. Nothing was stored. This is what would happen now."
                ),
            )
            return self.show(content, outdated.plan)
        messages.success(request, summary(plan))
        return HttpResponseRedirect(reverse(self.index_url_name))

    def show(self, content: bytes, plan: Plan) -> HttpResponse:
        return self.answer(UploadForm(), plan=plan, confirm=ConfirmForm.holding(content, plan.digest))

    def answer(self, form: UploadForm, **context: Any) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=form, **context))

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        listing = {"url": reverse(self.index_url_name), "label": gettext_lazy("Missions")}
        return [*self.breadcrumbs_items, listing, {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**{"form": UploadForm(), **kwargs})
        plan: Plan | None = context.get("plan")
        if plan is not None:
            context |= {
                "errors": plan.errors[:ERRORS_SHOWN],
                "more_errors": max(0, len(plan.errors) - ERRORS_SHOWN),
                "new": plan.new[:ROWS_SHOWN],
                "more_new": max(0, len(plan.new) - ROWS_SHOWN),
                "changed": plan.changed[:ROWS_SHOWN],
                "more_changed": max(0, len(plan.changed) - ROWS_SHOWN),
            }
        return context


def summary(plan: Plan) -> str:
    """What was done, in two sentences."""
    new, changed = len(plan.new), len(plan.changed)
    return " ".join(
        [
            ngettext("%(number)s mission was added.", "%(number)s missions were added.", new) % {"number": new},
            ngettext("%(number)s mission was changed.", "%(number)s missions were changed.", changed)
            % {"number": changed},
        ]
    )
