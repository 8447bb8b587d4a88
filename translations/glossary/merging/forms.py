"""What becomes of the forms of two records that are one. Pure: knows forms by language, script, text and status only."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from translations.checks import FormStatus


class Fate(StrEnum):
    """What becomes of a form of the record that goes."""

    STAYS = "stays"
    ACCEPTED = "accepted"
    KNOWN = "known"


@dataclass(frozen=True)
class Kept:
    """A form of the record that goes. `row` is its stored row; None for a canonical name, which becomes a new one."""

    language: str
    script: str
    text: str
    status: FormStatus
    fate: Fate
    row: Any = None


def fates(
    forms: Iterable[tuple[str, str, str, FormStatus, Any]],
    canonical: Iterable[tuple[str, str, str]],
    theirs: Iterable[tuple[str, str, str, FormStatus]],
) -> list[Kept]:
    """What becomes of the forms and the canonical names of the record that goes, beside the forms of the one that stays.

    Nothing is lost: what is written the same stands there already, what is preferred in a place that is taken becomes
    accepted, as do the canonical names. What the record that stays forbids remains forbidden.

    >>> fates([], [("", "Latn", "Eshan Ali")], [("", "Latn", "Ehsan Ali", FormStatus.PREFERRED)])[0].fate.value
    'accepted'
    """
    known = {(language, script, text) for language, script, text, _status in theirs}
    taken = {(language, script) for language, script, _text, status in theirs if status == FormStatus.PREFERRED}
    kept = []
    for language, script, text, status, row in forms:
        fate = Fate.STAYS
        if (language, script, text) in known:
            fate = Fate.KNOWN
        elif status == FormStatus.PREFERRED and (language, script) in taken:
            status, fate = FormStatus.ACCEPTED, Fate.ACCEPTED
        known.add((language, script, text))
        kept.append(Kept(language, script, text, status, fate, row))
    for language, script, text in canonical:
        fate = Fate.KNOWN if (language, script, text) in known else Fate.ACCEPTED
        known.add((language, script, text))
        kept.append(Kept(language, script, text, FormStatus.ACCEPTED, fate))
    return kept
