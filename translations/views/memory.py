"""What the translation editor asks and tells by script about one string: memory, previous version, confirmation, doubt.

Answers in JSON. Texts of units are stored inline HTML, everything in `differences` is plain text; a script puts both in as text.
"""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST
from wagtail_localize.models import StringSegment, StringTranslation, Translation

from sections.pages import may_with_page
from sections.roles import Action
from translations.guard.localize import LOCKED, translated_page
from translations.guard.rights import lock_sentence
from translations.memory.lookup import Asked, Difference, Match, exact_matches, similar_matches
from translations.memory.notes import ask_for_review, confirm, is_confirmed
from translations.memory.previous import Previous, previous_version
from translations.models import StringNote

LOOKUP, CONFIRM, REVIEW = "translations_memory_lookup", "translations_confirm", "translations_review"


def _translation(translation_id: int) -> Translation:
    found = Translation.objects.select_related("source__locale", "target_locale")
    return get_object_or_404(found, pk=translation_id)


def segment_of(translation: Translation, number: str | None) -> StringSegment | None:
    """The string of a translation with that number; None for anything else."""
    if not number or not number.isdecimal():
        return None
    segments = StringSegment.objects.filter(source_id=translation.source_id).select_related("string", "context")
    return segments.filter(pk=int(number)).first()


def gone() -> JsonResponse:
    """The answer where a string is no more."""
    # Not 404: Django's own middleware would lead to the same address below a language.
    return JsonResponse({"detail": _("This text is not there any more. Load the page again.")}, status=410)


@require_GET
def lookup(request: HttpRequest, translation_id: int) -> HttpResponse:
    """`?segment=`: the memory's matches and the previous version. For those who may read the translation."""
    if not may_with_page(request.user, Action.READ_DRAFT, translated_page(translation_id)):
        return JsonResponse({"detail": _("You may not read this page.")}, status=403)
    translation = _translation(translation_id)
    segment = segment_of(translation, request.GET.get("segment"))
    if segment is None:
        return gone()
    languages = (translation.source.locale.language_code, translation.target_locale.language_code)
    asked = Asked(segment.string.data, translation.source.object_id, segment.context.field_path[:255])
    answer = {
        "segment": segment.pk,
        "exact": [_match(each) for each in exact_matches([asked], *languages).get(asked, [])],
        "similar": [_match(each) for each in similar_matches(asked, *languages)],
        "previous": previous_as_data(previous_version(segment, translation.target_locale)),
    }
    return JsonResponse(answer)


def _match(match: Match) -> dict[str, Any]:
    return {
        "unit": match.unit.pk,
        "score": match.score,
        "source": match.unit.source.text,
        "target": match.unit.text,
        "approved_at": match.unit.approved_at.isoformat(),
        "uses": match.uses,
        "on_this_page": match.on_this_page,
        "only_values_differ": match.differs_in_values_only,
        "differences": [_difference(each) for each in match.differences],
    }


def _difference(each: Difference) -> dict[str, str]:
    return {"kind": each.kind, "text": each.text, "value": each.value}


def previous_as_data(previous: Previous | None) -> dict[str, Any] | None:
    """The previous version for the script."""
    if previous is None:
        return None
    return {
        "old_source": previous.old_source,
        "new_source": previous.new_source,
        "target": previous.translation.data,
        "translated_at": previous.translation.updated_at.isoformat(),
        "confirmed": is_confirmed(previous.translation),
        "differences": [_difference(each) for each in previous.differences],
    }


def _deed(request: HttpRequest, translation_id: int) -> StringTranslation | JsonResponse:
    """The string that something is to be done with; else the refusal."""
    page = translated_page(translation_id)
    if not may_with_page(request.user, Action.TRANSLATE, page):
        return JsonResponse({"detail": _("You may not change this page.")}, status=403)
    if locked := lock_sentence(request.user, page):
        return JsonResponse({"detail": locked}, status=LOCKED)
    translation = _translation(translation_id)
    segment = segment_of(translation, request.POST.get("segment"))
    if segment is None:
        return gone()
    strings = StringTranslation.objects.select_for_update(of=("self",)).filter(
        translation_of_id=segment.string_id, context_id=segment.context_id, locale_id=translation.target_locale_id
    )
    string: StringTranslation | None = strings.first()
    if string is None:
        return gone()
    if string.data != request.POST.get("value", string.data):
        return JsonResponse(
            {"detail": _("Somebody has changed this text meanwhile. Look at it again."), "value": string.data},
            status=409,
        )
    return string


@require_POST
@transaction.atomic
def confirm_string(request: HttpRequest, translation_id: int) -> HttpResponseBase:
    """`segment`, and `value`, the text that the person has before her: she stands for it as it is."""
    string = _deed(request, translation_id)
    if isinstance(string, JsonResponse):
        return string
    confirm([string], request.user)
    return _state(string)


@require_POST
@transaction.atomic
def review_string(request: HttpRequest, translation_id: int) -> HttpResponseBase:
    """`segment` and `wanted`, true or false: whether somebody else should look at the text."""
    string = _deed(request, translation_id)
    if isinstance(string, JsonResponse):
        return string
    ask_for_review(string, request.user, wanted=request.POST.get("wanted") == "true")
    return _state(string)


def _state(string: StringTranslation) -> JsonResponse:
    note = StringNote.objects.filter(string=string).first() or StringNote(string=string)
    return JsonResponse({"origin": note.origin, "confirmed": note.is_confirmed, "needs_review": note.needs_review})


PATTERNS: list[URLPattern] = [
    path("<int:translation_id>/memory/", lookup, name=LOOKUP),
    path("<int:translation_id>/confirm/", confirm_string, name=CONFIRM),
    path("<int:translation_id>/review/", review_string, name=REVIEW),
]
