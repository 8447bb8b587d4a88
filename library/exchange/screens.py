"""The screen on which a file comes: it is sent, what it would change is shown, and it is stored when that was confirmed.

Knows no kind of file. The server keeps nothing between: the file comes back packed, with the digest of what was seen.
"""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from library.exchange.forms import ConfirmForm, UploadForm
from library.exchange.refusals import FileRefusedError, PlanOutdatedError


class ImportScreen(WagtailAdminTemplateMixin, TemplateView):
    """What subclasses say: the forms, the plan of a file, how it is stored, and what follows. Rights are theirs to ask.

    A plan has a `digest`; two with one digest are the same to the person who agrees.
    """

    header_icon = "upload"
    upload_form: type[UploadForm] = UploadForm
    confirm_form: type[ConfirmForm] = ConfirmForm
    #: What is shown of a plan.
    plan_template = ""
    #: Said where something has changed between looking and storing.
    outdated: Any = ""

    def plan_of(self, content: bytes) -> Any:
        """What the file would do. May raise FileRefusedError."""
        raise NotImplementedError

    def store(self, content: bytes, digest: str) -> Any:
        """Do what was agreed to; the plan that was done. May raise FileRefusedError and PlanOutdatedError."""
        raise NotImplementedError

    def done(self, plan: Any) -> HttpResponse:
        """Say what was done, and lead on."""
        raise NotImplementedError

    def shown(self, plan: Any) -> dict[str, Any]:
        """What the plan's template asks for beyond the plan."""
        return {}

    def post(self, request: HttpRequest) -> HttpResponse:
        return self._confirm(request) if "content" in request.POST else self._look(request)

    def _look(self, request: HttpRequest) -> HttpResponse:
        form = self.upload_form(request.POST, request.FILES)
        if not form.is_valid():
            return self._answer(form)
        content = form.cleaned_data["file"]
        try:
            return self._show(content, self.plan_of(content))
        except FileRefusedError as refused:
            form.add_error("file", str(refused))
            return self._answer(form)

    def _confirm(self, request: HttpRequest) -> HttpResponse:
        form = self.confirm_form(request.POST)
        if not form.is_valid():
            messages.error(request, _("The file was not sent whole. Choose it again."))
            return self._answer(self.upload_form())
        content = form.cleaned_data["content"]
        try:
            plan = self.store(content, form.cleaned_data["digest"])
        except FileRefusedError as refused:
            messages.error(request, str(refused))
            return self._answer(self.upload_form())
        except PlanOutdatedError as outdated:
            messages.warning(request, str(self.outdated))
            return self._show(content, outdated.plan)
        return self.done(plan)

    def _show(self, content: bytes, plan: Any) -> HttpResponse:
        confirm = self.confirm_form.holding(content, plan.digest)
        return self._answer(self.upload_form(), plan=plan, confirm=confirm, **self.shown(plan))

    def _answer(self, form: UploadForm, **context: Any) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=form, **context))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**{"form": self.upload_form(), "plan_template": self.plan_template, **kwargs})
