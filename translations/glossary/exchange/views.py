"""The pages on which names and terms leave and come as files. What a sender may change is asked of the policy, row by row."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import View
from wagtail.admin import messages

from library.exchange.forms import UploadForm
from library.exchange.screens import ImportScreen
from translations.glossary.exchange.plans import Plan
from translations.glossary.exchange.storing import FORMATS, exported, preview, store
from translations.glossary.rights import may_change

#: How much of a long file is shown; the rest is counted.
ERRORS_SHOWN = 20
ROWS_SHOWN = 200


class NamesUploadForm(UploadForm):
    """A file to look at, TBX or CSV."""

    help_text = gettext_lazy("TBX, or CSV with commas, semicolons or tabs, up to 2 MB. Nothing is changed yet.")
    accept = ".tbx,.xml,.csv,text/csv,text/xml,application/xml"


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


class ImportView(ImportScreen):
    """A file of names and terms."""

    template_name = "translations/glossary/import.html"
    plan_template = "translations/glossary/plan.html"
    page_title = gettext_lazy("Import names and terms")
    upload_form = NamesUploadForm
    outdated = gettext_lazy("Something has changed since you looked. Nothing was done: please look again and confirm.")

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not may_change(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def plan_of(self, content: bytes) -> Plan:
        return preview(content, self.request.user)

    def store(self, content: bytes, digest: str) -> Plan:
        return store(content, digest, self.request.user)

    def done(self, plan: Plan) -> HttpResponse:
        sentence = _("Names and terms added: %(new)s. Changed: %(changed)s.")
        messages.success(self.request, sentence % {"new": len(plan.new), "changed": len(plan.changed)})
        return redirect("names:index")

    def shown(self, plan: Plan) -> dict[str, Any]:
        return {
            "errors": plan.errors[:ERRORS_SHOWN],
            "more_errors": max(0, len(plan.errors) - ERRORS_SHOWN),
            "groups": [
                (_("To be added: %(number)s") % {"number": len(plan.new)}, plan.new[:ROWS_SHOWN]),
                (_("To be changed: %(number)s") % {"number": len(plan.changed)}, plan.changed[:ROWS_SHOWN]),
            ],
            "more": max(0, len(plan.new) - ROWS_SHOWN) + max(0, len(plan.changed) - ROWS_SHOWN),
        }

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        listing = {"url": reverse("names:index"), "label": gettext_lazy("Names and terms")}
        return [*super().get_breadcrumbs_items(), listing, {"url": "", "label": self.page_title}]
