"""Who stands for a translated string. A machine or the memory may fill it in; only a person confirms it.

A person confirms a string by saving it in the editor, by sending it in a file of her own, or with `confirm`.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.utils import timezone
from wagtail_localize.models import StringTranslation

from translations.models import StringNote

Origin = StringNote.Origin


def is_confirmed(string: StringTranslation) -> bool:
    """Whether a person stands for the text. Without a query where `note` was selected with the string."""
    note: StringNote | None = getattr(string, "note", None)
    return note is None or note.is_confirmed


def needs_review(string: StringTranslation) -> bool:
    """Whether somebody has asked for another look. Without a query where `note` was selected with the string."""
    note: StringNote | None = getattr(string, "note", None)
    return note is not None and note.needs_review


def doubt(string: StringTranslation, user: Any, origin: StringNote.Origin) -> None:
    """Let a text wait for somebody to confirm it, because whoever wrote it was not sure. After it is saved."""
    found = {"is_confirmed": False, "confirmed_by": None, "confirmed_at": None, "origin": origin}
    StringNote.objects.update_or_create(string=string, defaults=found)
    ask_for_review(string, user, wanted=True)


def confirm(strings: Iterable[StringTranslation], user: Any) -> int:
    """Let a person stand for texts that she has checked and left as they are; returns how many that were."""
    unconfirmed = StringNote.objects.filter(string__in=[string.pk for string in strings], is_confirmed=False)
    return unconfirmed.update(is_confirmed=True, confirmed_by=user, confirmed_at=timezone.now())


def ask_for_review(string: StringTranslation, user: Any, *, wanted: bool) -> None:
    """Mark that somebody else should look at a string, or that this is done. It stops nothing."""
    found = {
        "needs_review": wanted,
        "review_by": user if wanted else None,
        "review_at": timezone.now() if wanted else None,
    }
    StringNote.objects.update_or_create(string=string, defaults=found)


def note_unconfirmed(strings: Iterable[StringTranslation], origin: StringNote.Origin) -> None:
    """Mark new rows, of which nothing is known yet, as filled in by no person. For bulk_create, which sends no signal."""
    StringNote.objects.bulk_create(StringNote(string=string, origin=origin, is_confirmed=False) for string in strings)


def note_origin(sender: type[StringTranslation], instance: StringTranslation, created: bool, **kwargs: Any) -> None:
    """Receiver of post_save: a machine's text is unconfirmed, a person's is confirmed."""
    updated = kwargs.get("update_fields")
    if kwargs.get("raw") or (updated is not None and "data" not in updated):
        return
    if instance.translation_type == StringTranslation.TRANSLATION_TYPE_MACHINE:
        StringNote.objects.update_or_create(
            string=instance,
            defaults={"origin": Origin.MACHINE, "is_confirmed": False, "confirmed_by": None, "confirmed_at": None},
        )
    elif created and instance.tool_name:
        StringNote.objects.create(string=instance, origin=Origin.FILE, confirmed_by=instance.last_translated_by)
    elif not created:
        # Texts that somebody typed need no row; one that is there is brought up to date.
        origin = Origin.FILE if instance.tool_name else Origin.HUMAN
        StringNote.objects.filter(string=instance).update(
            origin=origin,
            is_confirmed=True,
            confirmed_by=instance.last_translated_by,
            confirmed_at=timezone.now(),
        )
