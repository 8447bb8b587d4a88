"""What the translation editor's script asks and tells, in JSON. Refuses with a sentence under `detail`.

Texts of strings are stored inline HTML, everything else is plain text; the script puts all of it in as text.
"""

from __future__ import annotations

import re
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path
from django.utils import formats, timezone
from django.utils import translation as language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST
from wagtail.models import Page
from wagtail.utils.decorators import xframe_options_sameorigin_override
from wagtail_localize.models import StringSegment, StringTranslation, Translation

from sections.languages import isolated
from sections.pages import may_with_page
from sections.roles import Action
from translations.guard.localize import LOCKED, translated_page
from translations.guard.rights import lock_sentence
from translations.models import StringComment
from translations.models.glossary import TermKind
from translations.views import memory
from translations.workbench.names import NameInText
from translations.workbench.saving import ChangedMeanwhile, save_string
from translations.workbench.strings import EditorString, Remark, editor_strings

SCRIPT = re.compile(r"<script\b.*?</script\s*>", re.DOTALL | re.IGNORECASE)
STRINGS, SAVE = "translations_workbench", "translations_save_string"
COMMENT, ORIGINAL = "translations_comment", "translations_original"


@require_GET
def strings(request: HttpRequest, translation_id: int) -> HttpResponse:
    """Every string of the page with all that stands beside it, or `?segment=` alone. For those who may read the translation."""
    page = translated_page(translation_id)
    if not may_with_page(request.user, Action.READ_DRAFT, page):
        return JsonResponse({"detail": _("You may not read this page.")}, status=403)
    translation, number = _translation(translation_id), request.GET.get("segment")
    segment = memory.segment_of(translation, number)
    if number and segment is None:
        return memory.gone()
    return JsonResponse(all_strings(translation, page, request.user, segment))


def all_strings(
    translation: Translation, page: Page, user: Any, segment: StringSegment | None = None
) -> dict[str, Any]:
    """What the script begins with; `page` is what the translation makes, which somebody may read."""
    may_change = may_with_page(user, Action.TRANSLATE, page) and not lock_sentence(user, page)
    found = editor_strings(translation, user, segment)
    return {"may_change": may_change, "segments": {str(each.pk): as_data(each) for each in found}}


@require_POST
def save(request: HttpRequest, translation_id: int) -> HttpResponseBase:
    """`segment`, `value` and `base`, the text that stood there when the person began."""
    translation, segment, refusal = _asked(request, translation_id)
    if refusal is not None:
        return refusal
    try:
        save_string(
            translation,
            segment,
            request.POST.get("value", "").strip(),
            base=request.POST.get("base", ""),
            user=request.user,
        )
    except ChangedMeanwhile as refused:
        return JsonResponse(_conflict(refused.string), status=409)
    return _one(translation, segment, request.user)


def _conflict(string: StringTranslation | None) -> dict[str, str]:
    author = str(string.last_translated_by or "") if string else ""
    sentence = (
        _("%(person)s has saved another text here meanwhile. Both stand below: nothing is lost.")
        % {"person": isolated(author)}
        if author
        else _("Somebody has saved another text here meanwhile. Both stand below: nothing is lost.")
    )
    return {"detail": sentence, "value": string.data if string else ""}


@require_POST
def comment(request: HttpRequest, translation_id: int) -> HttpResponseBase:
    """`segment` and `text`: a remark on a string; or `remove`, the number of one's own remark that is to go."""
    translation, segment, refusal = _asked(request, translation_id)
    if refusal is not None:
        return refusal
    place = {
        "string_id": segment.string_id,
        "context_id": segment.context_id,
        "locale_id": translation.target_locale_id,
    }
    text, remove = request.POST.get("text", "").strip(), request.POST.get("remove", "")
    if remove.isascii() and remove.isdecimal():
        StringComment.objects.filter(pk=int(remove), author_id=request.user.pk, **place).delete()
    elif text:
        limit = StringComment._meta.get_field("text").max_length or 0
        StringComment.objects.create(text=text[:limit], author_id=request.user.pk, **place)
    return _one(translation, segment, request.user)


@xframe_options_sameorigin_override
@require_GET
def original(request: HttpRequest, translation_id: int) -> HttpResponse:
    """The original as its readers see it, in the state that is being translated; without scripts, as its frame runs none."""
    if not may_with_page(request.user, Action.READ_DRAFT, translated_page(translation_id)):
        return HttpResponse(status=403)
    page = _translation(translation_id).source.as_instance()
    if not isinstance(page, Page):
        return HttpResponse(status=404)
    with language.override(language.get_language()):
        # Rendering leaves the page's language active.
        response: HttpResponse = page.make_preview_request(request, page.default_preview_mode)
    response.content = SCRIPT.sub("", response.content.decode(response.charset)).encode(response.charset)
    if response.has_header("Content-Length"):
        response.headers["Content-Length"] = str(len(response.content))
    return response


def _translation(translation_id: int) -> Translation:
    found = Translation.objects.select_related("source__locale", "source__specific_content_type", "target_locale")
    return get_object_or_404(found, pk=translation_id)


def _asked(request: HttpRequest, translation_id: int) -> tuple[Translation, Any, JsonResponse | None]:
    """The translation, the string, and why it may not be changed, if so."""
    page, translation = translated_page(translation_id), _translation(translation_id)
    refusal = None
    if not may_with_page(request.user, Action.TRANSLATE, page):
        refusal = JsonResponse({"detail": _("You may not change this page.")}, status=403)
    elif locked := lock_sentence(request.user, page):
        refusal = JsonResponse({"detail": locked}, status=LOCKED)
    segment = memory.segment_of(translation, request.POST.get("segment"))
    return translation, segment, refusal or (memory.gone() if segment is None else None)


def _one(translation: Translation, segment: StringSegment, user: Any) -> JsonResponse:
    (found,) = editor_strings(translation, user, segment)
    return JsonResponse({"segment": as_data(found)})


# --- As the script reads it ---


def as_data(string: EditorString) -> dict[str, Any]:
    """One string for the script."""
    return {
        "id": string.pk,
        "source": string.source,
        "target": string.target,
        "words": string.words,
        "state": string.state,
        "reason": string.reason,
        "history": string.history,
        "author": string.author,
        "origin": string.origin,
        "confirmed": string.is_confirmed,
        "needs_review": string.needs_review,
        "names": [_name(each) for each in string.names],
        "comments": [_remark(each) for each in string.comments],
        "previous": memory.previous_as_data(string.previous),
    }


def _name(name: NameInText) -> dict[str, Any]:
    kinds = dict(TermKind.choices)
    return {
        "kind": str(kinds.get(name.kind, _("Person"))),
        "written": name.written,
        "preferred": name.preferred,
        "accepted": name.accepted,
        "forbidden": name.forbidden,
        "notes": name.notes,
    }


def _remark(remark: Remark) -> dict[str, Any]:
    day = formats.date_format(timezone.localtime(remark.at), "SHORT_DATETIME_FORMAT")
    return {"id": remark.pk, "text": remark.text, "author": remark.author, "at": day, "own": remark.is_own}


PATTERNS: list[URLPattern] = [
    path("<int:translation_id>/workbench/", strings, name=STRINGS),
    path("<int:translation_id>/string/", save, name=SAVE),
    path("<int:translation_id>/comment/", comment, name=COMMENT),
    path("<int:translation_id>/original/", original, name=ORIGINAL),
]
