"""What the translation editor asks by script about the findings of its strings, and what it tells of them. JSON."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST
from wagtail_localize.models import StringSegment, StringTranslation, Translation

from sections.pages import may_with_page
from sections.roles import Action
from translations.checks.check import quoted
from translations.checks.registry import BY_ID
from translations.findings.computing import findings_of
from translations.findings.dismissing import dismiss, restore
from translations.findings.judged import Judged, PageFindings
from translations.findings.marking import remark, store_marks
from translations.findings.obstacles import open_errors
from translations.guard.localize import translated_page
from translations.guard.rights import lock_sentence
from translations.models import Dismissal

LIST, DISMISS, RESTORE = "translations_findings", "translations_findings_dismiss", "translations_findings_restore"
#: A fix that puts in more says nothing on a button.
_SHORT = 40


class Refused(Exception):  # noqa: N818  (it is an answer, not a fault)
    """Nothing was done; the text is the sentence for the person."""

    def __init__(self, sentence: str, status: int) -> None:
        self.status = status
        super().__init__(sentence)

    @property
    def response(self) -> JsonResponse:
        return JsonResponse({"error": str(self)}, status=self.status)


@require_GET
def findings(request: HttpRequest, translation_id: int) -> HttpResponse:
    """All findings, or with `?segment=` those of one string. For those who may read the translation."""
    if not may_with_page(request.user, Action.READ_DRAFT, translated_page(translation_id)):
        return Refused(_("You may not read this page."), 403).response
    translation = _translation(translation_id)
    number = request.GET.get("segment")
    try:
        segment = _segment(translation, number) if number is not None else None
    except Refused as refused:
        return refused.response
    return JsonResponse(told(findings_of(translation, segment)))


@require_POST
def dismiss_finding(request: HttpRequest, translation_id: int) -> HttpResponseBase:
    """`segment`, `fingerprint` and `reason`; answers with the findings of the string."""
    try:
        return _deed(request, translation_id, reason=request.POST.get("reason", "").strip())
    except Refused as refused:
        return refused.response


@require_POST
def restore_finding(request: HttpRequest, translation_id: int) -> HttpResponseBase:
    """`segment` and `fingerprint`; answers with the findings of the string."""
    try:
        return _deed(request, translation_id)
    except Refused as refused:
        return refused.response


@transaction.atomic
def _deed(request: HttpRequest, translation_id: int, reason: str | None = None) -> JsonResponse:
    page = translated_page(translation_id)
    if not may_with_page(request.user, Action.TRANSLATE, page):
        raise Refused(_("You may not change this page."), 403)
    if locked := lock_sentence(request.user, page):
        raise Refused(locked, 409)
    translation = _translation(translation_id)
    segment = _segment(translation, request.POST.get("segment"))
    string = _string(translation, segment)
    found = findings_of(translation, segment).segments.get(segment.pk, [])
    fingerprint = request.POST.get("fingerprint", "")
    if string is None or fingerprint not in {each.finding.fingerprint for each in found}:
        raise Refused(_("Somebody has changed this text meanwhile. Look at it again."), 409)
    if reason is None:
        restore(translation, segment, string.data, fingerprint)
    elif not reason:
        raise Refused(_("Say why the text is right as it is."), 400)
    elif len(reason) > _longest_reason():
        raise Refused(
            _("The reason is too long: %(limit)d characters are allowed.") % {"limit": _longest_reason()}, 400
        )
    else:
        dismiss(translation, segment, string.data, fingerprint, reason, request.user)
    found = findings_of(translation, segment).segments.get(segment.pk, [])
    if remark(string, open_errors(found)):
        store_marks([string])
    return JsonResponse({"findings": _told(found)})


def _longest_reason() -> int:
    return int(Dismissal._meta.get_field("reason").max_length or 0)


def _translation(translation_id: int) -> Translation:
    found = Translation.objects.select_related("source__locale", "source__specific_content_type", "target_locale")
    return get_object_or_404(found, pk=translation_id)


def _segment(translation: Translation, number: str | None) -> StringSegment:
    segments = StringSegment.objects.filter(source_id=translation.source_id).select_related("string", "context")
    found = segments.filter(pk=int(number)).first() if number and number.isdecimal() else None
    if found is None:
        # Not 404: Django's own middleware would lead to the same address below a language.
        raise Refused(_("This text is not there any more. Load the page again."), 409)
    return found


def _string(translation: Translation, segment: StringSegment) -> StringTranslation | None:
    strings = StringTranslation.objects.select_for_update(of=("self",)).filter(
        translation_of_id=segment.string_id, context_id=segment.context_id, locale_id=translation.target_locale_id
    )
    found: StringTranslation | None = strings.first()
    return found


def told(found: PageFindings) -> dict[str, Any]:
    """What is found, in the form in which the editor's script reads it."""
    return {"segments": {str(pk): _told(each) for pk, each in found.segments.items()}, "page": _told(found.page)}


def _told(found: Iterable[Judged]) -> list[dict[str, Any]]:
    return [_one(each) for each in found]


def _one(judged: Judged) -> dict[str, Any]:
    finding, check = judged.finding, BY_ID[judged.finding.check]
    fix = None
    if finding.fix is not None:
        fix = {"label": fix_label(finding.fix.text), "text": judged.fixed}
    return {
        "fingerprint": finding.fingerprint,
        "check": finding.check,
        "label": str(check.name),
        "severity": finding.severity.value,
        "severity_label": str(finding.severity.label),
        "sentence": judged.sentence,
        "why": str(check.why),
        "target_span": finding.target_span,
        "fix": fix,
        "dismissed": _dismissed(judged.dismissal) if judged.dismissal else None,
    }


def fix_label(text: str) -> str:
    """What stands on the button that puts `text` in."""
    if text.strip() and len(text) <= _SHORT:
        return _("Write %(text)s") % {"text": quoted(text)}
    return _("Mend it")


def _dismissed(dismissal: Dismissal) -> dict[str, str]:
    return {
        "reason": dismissal.reason,
        "by": str(dismissal.by or _("Somebody without a name")),
        "at": date_format(localtime(dismissal.at), "DATETIME_FORMAT"),
    }


PATTERNS: list[URLPattern] = [
    path("<int:translation_id>/findings/", findings, name=LIST),
    path("<int:translation_id>/findings/dismiss/", dismiss_finding, name=DISMISS),
    path("<int:translation_id>/findings/restore/", restore_finding, name=RESTORE),
]
