"""How grave a change of an original is for those who read its translations. Pure functions on texts; reads no database.

What is proposed here an editor may overrule (views/changes.py); what became of it is stored as a SourceChange.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from translations.freshness.wording import canonical, facts, names

if TYPE_CHECKING:
    from translations.states import TranslationState


class Degree(models.IntegerChoices):
    """What readers of an old translation miss. The greater, the graver; the numbers are data and are never changed."""

    MINOR = 1, pgettext_lazy("degree", "Minor")
    SUBSTANCE = 2, pgettext_lazy("degree", "Wording")
    FACT = 3, pgettext_lazy("degree", "Facts")
    SAFETY = 4, pgettext_lazy("degree", "Safety")

    @property
    def explanation(self) -> str:
        """What it means and what follows from it, as a sentence in the active language."""
        return str(EXPLANATIONS[self])


EXPLANATIONS = {
    Degree.MINOR: _("Only typography, spacing or spelling changed. Translations can wait; readers are told nothing."),
    Degree.SUBSTANCE: _("The text says something else, but no fact changed. Readers are told nothing."),
    Degree.FACT: _("A number, date, name, place or address changed. Readers of older translations are told so."),
    Degree.SAFETY: _(
        "It matters for somebody’s safety. Readers of older translations are told so at the top of the page."
    ),
}

#: From this degree on readers are told that the text they read is behind.
TOLD_TO_READERS = Degree.FACT


@dataclass(frozen=True)
class TextChange:
    """A sentence of an original before and after; one of the two is empty where it was added or removed.

    `path` is wagtail-localize's content path. `has_other_links` says that links in it lead elsewhere than before.
    """

    path: str
    old: str
    new: str
    has_other_links: bool = False

    @property
    def field(self) -> str:
        """The name of the field it stands in."""
        return self.path.partition(".")[0]


def degree_of_text(change: TextChange, language: str, known_names: Collection[str] = ()) -> Degree:
    """How grave a change of one sentence is. `known_names` are words of names on record, folded by `wording.word_key`.

    >>> degree_of_text(TextChange("body", "He was arrested on 15 May", "He was arrested on 16 May"), "en").label
    'Facts'
    """
    if change.has_other_links or facts(change.old, language) != facts(change.new, language):
        return Degree.FACT
    if canonical(change.old, language) == canonical(change.new, language):
        return Degree.MINOR
    # Nearly every new sentence names somebody; only in a sentence that stays has a name changed.
    if (
        change.old
        and change.new
        and names(change.old, language, known_names) != names(change.new, language, known_names)
    ):
        return Degree.FACT
    return Degree.SUBSTANCE


def degree_of_texts(
    changes: Iterable[TextChange],
    language: str,
    *,
    known_names: Collection[str] = (),
    safety_fields: Collection[str] = (),
) -> Degree:
    """How grave changes of sentences are together: as the gravest of them; MINOR where there are none.

    Whatever is said otherwise in one of `safety_fields` is a matter of safety.
    """
    found = list(changes)
    whole = TextChange("", "\n".join(each.old for each in found), "\n".join(each.new for each in found))
    if degree_of_text(whole, language, known_names) == Degree.MINOR:
        found = [each for each in found if each.has_other_links]  # paragraphs were split or joined
    degrees = [Degree.MINOR]
    for each in found:
        degree = degree_of_text(each, language, known_names)
        is_grave = degree > Degree.MINOR and each.field in safety_fields
        degrees.append(Degree.SAFETY if is_grave else degree)
    return max(degrees)


def degrees_for(rows: Iterable[TranslationState]) -> dict[tuple[int, str], Degree]:
    """The degree of each translation that is behind its original, by page and language. No query: rows bring it along."""
    return {(row.page_id, row.locale): row.degree for row in rows if row.degree is not None}
