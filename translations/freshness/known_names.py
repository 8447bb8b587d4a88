"""Names on record, as words to look for in texts: of people, organisations and places. Reads only."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from library.choices import PublishLevel
from library.models import Organisation, Person, Place
from library.names_in_text import NameFinder
from translations.freshness.wording import word_key
from translations.inline_html import plain

#: Shorter words, such as “de” or “bin”, stand in other sentences, too.
SHORTEST = 3


def name_words(language: str) -> frozenset[str]:
    """The words of all names that a text in `language` may hold, folded. Three queries."""
    return frozenset(
        key
        for name in _names(language)
        for word in name.split()
        if len(key := word_key(word.strip(".,()"))) >= SHORTEST
    )


def _names(language: str) -> Iterator[str]:
    for person in Person.objects.prefetch_related("names"):
        yield from forms_of(person)
    for model in (Organisation, Place):
        column = f"name_{language.replace('-', '_')}"
        known = {each.name for each in model._meta.get_fields()}
        wanted = [each for each in ("name_en", column) if each in known]
        for values in model.objects.values_list(*dict.fromkeys(wanted)):
            yield from (value for value in values if value)


def forms_of(person: Person) -> list[str]:
    """Every form of a person's name on record."""
    forms = [person.name, person.native_name, *(each.text for each in person.names.all())]
    return [form for form in forms if form]


def gone_from(old: Iterable[str], new: Iterable[str]) -> bool:
    """Whether a name that readers may not see, or not in full, stood in the old texts and does not in the new ones.

    Two queries; one where no name is withheld.
    """
    before, after = (" \n ".join(plain(text) for text in texts) for texts in (old, new))
    for person in Person.objects.exclude(publish_level=PublishLevel.FULL).prefetch_related("names"):
        finder = NameFinder(forms_of(person))
        found = sum(each.certain for each in finder.find(before))
        if found > sum(each.certain for each in finder.find(after)):
            return True
    return False
