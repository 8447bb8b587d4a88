"""The pages on which missions leave and come as files. Only for those who may change missions; new ones
are taken only from those who may add them. The work is done elsewhere."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy, ngettext
from django.views.generic import View
from wagtail.admin import messages
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin

from library.exchange.planning import Plan
from library.exchange.screens import ImportScreen
from library.exchange.storing import exported, preview, store
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


class ImportView(PermissionCheckedMixin, ImportScreen):
    """A file of missions."""

    permission_required = "change"
    template_name = "library/missions/import.html"
    plan_template = "library/missions/plan.html"
    page_title = gettext_lazy("Import missions")
    outdated = gettext_lazy(
        "The missions have been changed since you looked. Nothing was stored. This is what would happen now."
    )
    index_url_name = ""
    breadcrumbs_items: list[dict[str, Any]] = []

    def plan_of(self, content: bytes) -> Plan:
        return preview(content, may_add=self.user_has_permission("add"), reaches=reach_of(self.request.user))

    def store(self, content: bytes, digest: str) -> Plan:
        user = self.request.user
        return store(content, digest, user, may_add=self.user_has_permission("add"), reaches=reach_of(user))

    def done(self, plan: Plan) -> HttpResponse:
        messages.success(self.request, summary(plan))
        return redirect(self.index_url_name)

    def shown(self, plan: Plan) -> dict[str, Any]:
        return {
            "errors": plan.errors[:ERRORS_SHOWN],
            "more_errors": max(0, len(plan.errors) - ERRORS_SHOWN),
            "new": plan.new[:ROWS_SHOWN],
            "more_new": max(0, len(plan.new) - ROWS_SHOWN),
            "changed": plan.changed[:ROWS_SHOWN],
            "more_changed": max(0, len(plan.changed) - ROWS_SHOWN),
        }

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        listing = {"url": reverse(self.index_url_name), "label": gettext_lazy("Missions")}
        return [*self.breadcrumbs_items, listing, {"url": "", "label": self.page_title}]


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
