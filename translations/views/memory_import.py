"""A TMX file is sent, what it would add is shown, and it is stored when that was confirmed. The server keeps nothing between."""

from __future__ import annotations

import base64
import binascii
import zlib
from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from sections.roles import Action
from translations.memory.exchange import Plan, PlanOutdatedError, preview, take_in
from translations.memory.fingerprints import plain
from translations.memory.tmx import FILE_LIMIT, MEGABYTE, FileRefusedError
from translations.views.memory_screen import LIST, TITLE, languages_in_which

#: How much of a long file is shown for each pair of languages; the rest is counted.
SHOWN = 50
#: How large a packed file may be: it comes back in a form.
PACKED_LIMIT = 4 * MEGABYTE
NOT_WHOLE = gettext_lazy("The file was not sent whole. Choose it again.")


class UploadForm(forms.Form):
    """A file to look at."""

    file = forms.FileField(
        label=gettext_lazy("File"),
        help_text=gettext_lazy("TMX, up to 10 MB. Nothing is changed yet."),
        widget=forms.FileInput(attrs={"accept": ".tmx,application/x-tmx+xml,text/xml"}),
        error_messages={"empty": gettext_lazy("The file is empty.")},
    )

    def clean_file(self) -> bytes:
        file: UploadedFile = self.cleaned_data["file"]
        if file.size is None or file.size > FILE_LIMIT:
            raise ValidationError(_("The file is larger than 10 MB. Part it into several files."))
        content = file.read()
        if len(packed(content)) > PACKED_LIMIT:
            raise ValidationError(_("The file is larger than 10 MB. Part it into several files."))
        return content


class ConfirmForm(forms.Form):
    """The file as it was looked at, packed into the page, and the digest of what was seen."""

    content = forms.CharField(widget=forms.HiddenInput, strip=False)
    digest = forms.CharField(widget=forms.HiddenInput, max_length=64)

    def clean_content(self) -> bytes:
        try:
            unpacking = zlib.decompressobj()
            content = unpacking.decompress(
                base64.b64decode(self.cleaned_data["content"], validate=True), FILE_LIMIT + 1
            )
        except (binascii.Error, zlib.error) as error:
            raise ValidationError(NOT_WHOLE) from error
        if len(content) > FILE_LIMIT or not unpacking.eof:
            raise ValidationError(NOT_WHOLE)
        return content


def packed(content: bytes) -> str:
    """The bytes as text, small enough for a form."""
    return base64.b64encode(zlib.compress(content)).decode()


class ImportView(WagtailAdminTemplateMixin, TemplateView):
    """For those who translate, into their own languages."""

    template_name = "translations/memory/import.html"
    page_title = gettext_lazy("Import")
    header_icon = "upload"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        self.targets = languages_in_which(request.user, Action.TRANSLATE)
        if not self.targets:
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def post(self, request: HttpRequest) -> HttpResponse:
        return self.confirm(request) if "content" in request.POST else self.look(request)

    def look(self, request: HttpRequest) -> HttpResponse:
        """Show what the file would add."""
        form = UploadForm(request.POST, request.FILES)
        if not form.is_valid():
            return self.answer(form)
        content = form.cleaned_data["file"]
        try:
            return self.show(content, preview(content, self.targets))
        except FileRefusedError as refused:
            form.add_error("file", str(refused))
            return self.answer(form)

    def confirm(self, request: HttpRequest) -> HttpResponse:
        """Store the file that was looked at."""
        form = ConfirmForm(request.POST)
        if not form.is_valid():
            messages.error(request, str(NOT_WHOLE))
            return self.answer(UploadForm())
        content = form.cleaned_data["content"]
        try:
            plan = take_in(content, form.cleaned_data["digest"], self.targets, request.user)
        except FileRefusedError as refused:
            messages.error(request, str(refused))
            return self.answer(UploadForm())
        except PlanOutdatedError as outdated:
            sentence = _(
                "The memory has been changed since you looked. Nothing was stored. This is what would happen now."
            )
            messages.warning(request, sentence)
            return self.show(content, outdated.plan)
        sentence = ngettext(
            "%(number)s translation was added to the memory.",
            "%(number)s translations were added to the memory.",
            plan.number,
        )
        messages.success(request, sentence % {"number": plan.number})
        return redirect(LIST)

    def show(self, content: bytes, plan: Plan) -> HttpResponse:
        confirm = ConfirmForm(initial={"content": packed(content), "digest": plan.digest})
        return self.answer(UploadForm(), plan=plan, confirm=confirm)

    def answer(self, form: UploadForm, **context: Any) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=form, **context))

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [
            *super().get_breadcrumbs_items(),
            {"url": reverse(LIST), "label": TITLE},
            {"url": "", "label": _("Import")},
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**{"form": UploadForm(), **kwargs})
        plan: Plan | None = context.get("plan")
        if plan is not None:
            context["groups"] = [
                {
                    "source": source,
                    "target": target,
                    "pairs": [{"source": plain(each.source), "target": plain(each.target)} for each in pairs[:SHOWN]],
                    "number": len(pairs),
                }
                for (source, target), pairs in plan.new.items()
            ]
            context["foreign"] = ", ".join(sorted(code or "?" for code in plan.foreign))
        return context
