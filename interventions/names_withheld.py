"""Keeps names that readers may not see out of the translation memory, and in the house, in every script. Reads only."""

from __future__ import annotations

from collections.abc import Callable

from interventions.names_everywhere import finders_for
from library.choices import PublishLevel
from library.models import Person
from library.names_in_text import NameFinder


def names_withheld() -> Callable[[str], bool]:
    """A test whether a text holds the name of anybody whose name is not shown in full. Reads the records once."""
    finders = _finders()
    return lambda text: any(found.certain for finder in finders for found in finder.find(text))


def names_perhaps_withheld() -> Callable[[str], bool]:
    """The same where it may also be somebody else's name: for text that would be sent to others."""
    finders = _finders()
    return lambda text: any(finder.find(text) for finder in finders)


def _finders() -> list[NameFinder]:
    return list(finders_for(Person.objects.exclude(publish_level=PublishLevel.FULL)))
