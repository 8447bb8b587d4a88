"""Keeps names that readers may not see out of the translation memory, in every script. Reads only."""

from __future__ import annotations

from collections.abc import Callable

from interventions.names_everywhere import finders_for
from library.choices import PublishLevel
from library.models import Person


def names_withheld() -> Callable[[str], bool]:
    """A test whether a text holds the name of anybody whose name is not shown in full. Reads the records once."""
    finders = finders_for(Person.objects.exclude(publish_level=PublishLevel.FULL))
    return lambda text: any(found.certain for finder in finders for found in finder.find(text))
