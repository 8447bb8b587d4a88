"""The screen on which an editor dismisses a finding of an original with a reason, or takes that back."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext
from django.views.generic import FormView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.models import Page

from translations.findings.dismissing import dismiss_in_original
from translations.findings.originals import SourceLine, findings_of_original, is_original
from translations.guard.rights import lock_sentence
from translations.models import Dismissal

URL_NAME = "translations_original_finding"
#: Where the list stands in the page editor.
ANCHOR = "translations-source-findings"


class ReasonForm(forms.Form):
    """Why a text is right as it is."""

    reason = forms.CharField(
        label=gettext_lazy("Why the text is right as it is"),
        max_length=Dismissal._meta.get_field("reason").max_length,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": gettext_lazy("Say why the text is right as it is.")},
    )


class OriginalFindingView(WagtailAdminTemplateMixin, FormView):
    """One finding in the newest draft of an original. For those who may edit the page, while it is not locked."""

    template_name = "translations/original_finding.html"
    header_icon = "warning"
    form_class = ReasonForm
    page: Page
    line: SourceLine

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        page = get_object_or_404(Page.objects.select_related("locale"), pk=self.kwargs["page_id"]).specific
        if not may_dismiss(request.user, page):
            raise PermissionDenied
        self.page = page.get_latest_revision_as_object()
        if locked := lock_sentence(request.user, page):
            messages.error(request, locked)
            return self.back()
        lines = findings_of_original(self.page) if is_original(page) else []
        found = next((line for line in lines if line.key == self.kwargs["key"]), None)
        if found is None:
            messages.warning(request, _("Somebody has changed this text meanwhile. Look at it again."))
            return self.back()
        self.line = found
        return super().dispatch(request, *args, **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.line.dismissal and "restore" in request.POST:
            self.line.dismissal.delete()
            return self.back()
        answer: HttpResponse = super().post(request, *args, **kwargs)
        return answer

    def form_valid(self, form: ReasonForm) -> HttpResponse:
        line, reason = self.line, form.cleaned_data["reason"]
        dismiss_in_original(self.page, line.path, line.stored, line.finding.fingerprint, reason, self.request.user)
        return self.back()

    def back(self) -> HttpResponse:
        """The list in the page editor."""
        return redirect(list_url(self.page))

    def get_page_title(self) -> str:
        return pgettext("finding", "Restore") if self.line.dismissal else pgettext("finding", "Dismiss")

    def get_page_subtitle(self) -> str:
        return str(self.page.get_admin_display_title())

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        above = {"url": list_url(self.page), "label": self.get_page_subtitle()}
        return [*super().get_breadcrumbs_items(), above, {"url": "", "label": self.get_page_title()}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        language = self.page.locale.language_code
        return super().get_context_data(line=self.line, language=language, back=list_url(self.page), **kwargs)


def may_dismiss(user: Any, page: Page) -> bool:
    """Whether somebody may say of a text of the page that it is right: who may edit it."""
    return bool(page.permissions_for_user(user).can_edit())


def list_url(page: Page) -> str:
    """What was found, in the editor of the page."""
    return f"{reverse('wagtailadmin_pages:edit', args=[page.pk])}#{ANCHOR}"
