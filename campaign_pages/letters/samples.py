"""Answers with which an editor sees a document filled in. Every value says that it is a sample; nobody is invented."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import QueryDict
from django.utils import timezone, translation
from django.utils.translation import pgettext

from campaign_pages.choices import FieldKind
from campaign_pages.letters.filling import TEXT_LIMIT, mission_value
from campaign_pages.letters.form import MISSION, FillIn
from library.protocol import mission_words

if TYPE_CHECKING:
    from campaign_pages.letters.letter import Field

#: Nobody can have this address: the domain is kept for examples.
EMAIL = "sample@example.org"


def sample_answers(form: FillIn) -> QueryDict:
    """What a reader would post who fills in everything, leaves nothing out, and takes the first mission offered.

    In the letter's language. What the mission's record does not say of a needed field is a sample too; an optional one
    goes, as it will for readers.
    """
    language = form.letter.language
    answers = QueryDict(mutable=True)
    words = None
    for choice in form.missions:
        if choice.mission:
            words = mission_words(choice.mission, language, choice.country_code)
            answers[MISSION] = choice.value
            break
    with translation.override(language):
        for field in form.letter.fields:
            given = words is not None and (field.optional or bool(mission_value(field, words)))
            if field.is_asked and not (field.is_of_mission and given):
                answers[f"f-{field.key}"] = sample_value(field)
    for clause in form.clauses:
        if clause.is_local:
            answers[f"own-{clause.id}"] = clause.own
    return answers


def sample_value(field: Field) -> str:
    """The answer to one question, in the active language; empty where a choice has nothing to choose from."""
    if field.kind == FieldKind.CHOICE:
        return next((key for key, _wording in field.options), "")
    if field.kind == FieldKind.DATE:
        return timezone.localdate().isoformat()
    if field.kind == FieldKind.EMAIL:
        return EMAIL
    # Room for the words around a label, so that a long one makes no answer that is refused.
    label = (field.label or field.key)[: TEXT_LIMIT // 2]
    if field.has_lines:
        # Translators: two lines that stand for a reader's answer of several lines, for example “Your address (sample, first line)”.
        first = pgettext("sample value", "%(label)s (sample, first line)")
        second = pgettext("sample value", "%(label)s (sample, second line)")
        return f"{first}\n{second}" % {"label": label}
    # Translators: stands for a reader's answer in the preview of a letter, for example “Your name (sample)”.
    return pgettext("sample value", "%(label)s (sample)") % {"label": label}
