"""Stores what a person typed for one string. Never overwrites what somebody else stored meanwhile unasked."""

from __future__ import annotations

from typing import Any

from django.db import IntegrityError, transaction
from wagtail_localize.models import StringSegment, StringTranslation, Translation


class ChangedMeanwhile(Exception):  # noqa: N818 - a state of affairs, not a fault
    """Raised instead of storing. `string` is what stands there now; None where it was taken away."""

    def __init__(self, string: StringTranslation | None) -> None:
        super().__init__("changed meanwhile")
        self.string = string


@transaction.atomic
def save_string(translation: Translation, segment: StringSegment, value: str, *, base: str, user: Any) -> None:
    """Store `value`, or forget the string where it is empty. `base` is the text that the person began with.

    Raises ChangedMeanwhile where another text than these two is stored by now. Nothing was stored then.
    """
    place = {
        "translation_of_id": segment.string_id,
        "context_id": segment.context_id,
        "locale_id": translation.target_locale_id,
    }
    string = StringTranslation.objects.select_for_update(of=("self",)).filter(**place).first()
    stored = string.data if string else ""
    if stored not in (base, value):
        raise ChangedMeanwhile(string)
    if not value:
        if string:
            string.delete()
        return
    values = {
        "data": value,
        "translation_type": StringTranslation.TRANSLATION_TYPE_MANUAL,
        "tool_name": "",
        "last_translated_by": user,
        "has_error": False,
        "field_error": "",
    }
    if string is None:
        _create(place, values)
        return
    for name, content in values.items():
        setattr(string, name, content)
    string.save()


def _create(place: dict[str, Any], values: dict[str, Any]) -> None:
    try:
        with transaction.atomic():
            StringTranslation.objects.create(**place, **values)
    except IntegrityError:
        # Somebody else was faster by a moment: there was no row to lock.
        string = StringTranslation.objects.filter(**place).first()
        if string is None or string.data != values["data"]:
            raise ChangedMeanwhile(string) from None
