"""The admin screen on which brackets become fields. Only for those who may edit the page; looking changes nothing."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods
from wagtail.admin import messages

from campaign_pages.models import ModelDocumentPage
from campaign_pages.placeholders.forms import MappingForm
from campaign_pages.placeholders.mapping import groups_of, put_fields
from campaign_pages.placeholders.texts import stream_texts
from translations.originals import original_of
from translations.tokens import malformed


@require_http_methods(["GET", "HEAD", "POST"])
def placeholders(request: HttpRequest, page_id: int) -> HttpResponse:
    """The brackets of the newest draft, and a new draft with fields in their place."""
    page = get_object_or_404(ModelDocumentPage, pk=page_id)
    permissions = page.permissions_for_user(request.user)
    if not permissions.can_edit() or page.alias_of_id:
        raise PermissionDenied
    original = original_of(page)
    if original.pk != page.pk:
        messages.warning(request, _("Placeholders are set in the original; its translations follow."))
        return redirect("wagtailadmin_pages:edit", page.pk)
    draft: ModelDocumentPage = page.get_latest_revision_as_object()
    revision = str(page.latest_revision_id or "")
    if request.method == "POST":
        if permissions.page_locked():
            messages.error(request, _("This page is locked. Nothing was saved."))
            return redirect(request.path)
        if request.POST.get("revision") != revision:
            messages.error(request, _("The page was changed meanwhile. Please look again; nothing was saved."))
            return redirect(request.path)
    groups = groups_of(draft)
    fields = {str(block.value["key"]): str(block.value["label"]) for block in draft.fields}
    form = MappingForm(groups, fields, request.POST if request.method == "POST" else None)
    if request.method == "POST":
        if form.is_valid():
            return _save(request, draft, form)
        messages.error(request, _("Nothing was saved. Please correct what is marked below."))
    context: dict[str, Any] = {
        "page": draft,
        "form": form,
        "revision": revision,
        "split": [use for group in groups for use in group.uses if use.bracket.is_split],
        "malformed": list(
            dict.fromkeys(
                written for text in stream_texts(draft.content, "content") for written in malformed(text.value)
            )
        ),
        "language": draft.locale.language_code,
        "edit_url": reverse("wagtailadmin_pages:edit", args=[page.pk]),
    }
    return TemplateResponse(request, "campaign_pages/admin/placeholders.html", context)


def _save(request: HttpRequest, draft: ModelDocumentPage, form: MappingForm) -> HttpResponse:
    keys, new_fields = form.keys(), form.new_fields()
    if not keys:
        messages.info(request, _("Every bracket was left as it is, so nothing was changed."))
        return redirect(request.path)
    replaced = put_fields(draft, keys, new_fields)
    # A draft may lack what publishing requires; the new keys were checked by the form.
    draft.save_revision(user=request.user, log_action=True, clean=False)
    sentences = [
        ngettext(
            "%(count)d bracket was replaced by a placeholder.",
            "%(count)d brackets were replaced by placeholders.",
            replaced,
        )
        % {"count": replaced}
    ]
    if new_fields:
        added = ", ".join(new.key for new in new_fields)
        sentences.append(
            ngettext("This field was added: %(keys)s.", "These fields were added: %(keys)s.", len(new_fields))
            % {"keys": added}
        )
    sentences.append(_("The draft was saved. What readers see has not changed."))
    messages.success(request, " ".join(sentences))
    return redirect("wagtailadmin_pages:edit", draft.pk)
