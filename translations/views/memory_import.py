"""A TMX file is sent, what it would add is shown, and it is stored when that was confirmed. The server keeps nothing between."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy, ngettext
from wagtail.admin import messages

from library.exchange.forms import ConfirmForm, UploadForm, packed
from library.exchange.screens import ImportScreen
from sections.roles import Action
from translations.inline_html import plain
from translations.memory.exchange import Plan, preview, take_in
from translations.memory.tmx import FILE_LIMIT, MEGABYTE
from translations.views.memory_screen import LIST, TITLE, languages_in_which

#: How much of a long file is shown for each pair of languages; the rest is counted.
SHOWN = 50
#: How large a packed file may be: it comes back in a form.
PACKED_LIMIT = 4 * MEGABYTE


class TmxUploadForm(UploadForm):
    """A file to look at."""

    limit = FILE_LIMIT
    too_large = gettext_lazy("The file is larger than 10 MB. Part it into several files.")
    help_text = gettext_lazy("TMX, up to 10 MB. Nothing is changed yet.")
    accept = ".tmx,application/x-tmx+xml,text/xml"

    def clean_file(self) -> bytes:
        content = super().clean_file()
        if len(packed(content)) > PACKED_LIMIT:
            raise ValidationError(self.too_large)
        return content


class TmxConfirmForm(ConfirmForm):
    """The file as it was looked at."""

    limit = FILE_LIMIT


class ImportView(ImportScreen):
    """For those who translate, into their own languages."""

    template_name = "translations/memory/import.html"
    plan_template = "translations/memory/plan.html"
    page_title = gettext_lazy("Import")
    upload_form = TmxUploadForm
    confirm_form = TmxConfirmForm
    outdated = gettext_lazy(
        "The memory has been changed since you looked. Nothing was stored. This is what would happen now."
    )

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        self.targets = languages_in_which(request.user, Action.TRANSLATE)
        if not self.targets:
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def plan_of(self, content: bytes) -> Plan:
        return preview(content, self.targets)

    def store(self, content: bytes, digest: str) -> Plan:
        return take_in(content, digest, self.targets, self.request.user)

    def done(self, plan: Plan) -> HttpResponse:
        sentence = ngettext(
            "%(number)s translation was added to the memory.",
            "%(number)s translations were added to the memory.",
            plan.number,
        )
        messages.success(self.request, sentence % {"number": plan.number})
        return redirect(LIST)

    def shown(self, plan: Plan) -> dict[str, Any]:
        groups = [
            {
                "source": source,
                "target": target,
                "pairs": [{"source": plain(each.source), "target": plain(each.target)} for each in pairs[:SHOWN]],
                "number": len(pairs),
            }
            for (source, target), pairs in plan.new.items()
        ]
        return {"groups": groups, "foreign": ", ".join(sorted(code or "?" for code in plan.foreign))}

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [
            *super().get_breadcrumbs_items(),
            {"url": reverse(LIST), "label": TITLE},
            {"url": "", "label": self.page_title},
        ]
