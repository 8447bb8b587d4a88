"""What of a page is searched and shown in results: its paragraphs, its title for readers, whom it is about. Reads only."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from wagtail.fields import StreamField
from wagtail.models import Page
from wagtail_localize.segments import StringSegmentValue
from wagtail_localize.segments.extract import extract_segments

from campaign_pages.models import AppealPage, DetaineeProfilePage, ModelDocumentPage
from campaign_pages.models.appeals import AppealPerson
from campaign_pages.models.updates import UpdateAppeal
from library.choices import PublishLevel
from library.models import Person
from search.fields import PageWords
from search.words import words
from translations.inline_html import plain
from translations.tokens import TOKEN

#: Fields that are not read on the page, or not before a day comes, and the form beside a letter. The title has a place of its own.
LEFT_OUT = frozenset({"title", "seo_title", "search_description", "after_expiry", "fields"})
#: More than this of a page is not searched.
LONGEST_TEXT = 60_000


def paragraphs(page: Page) -> list[str]:
    """What somebody has written on a page, in order, as it is read; placeholders as dots."""
    left_out = LEFT_OUT | getattr(page, "not_shown", frozenset())
    found, length = [], 0
    for value in extract_segments(page):
        if not isinstance(value, StringSegmentValue) or value.path.partition(".")[0] in left_out:
            continue
        text = " ".join(TOKEN.sub("…", plain(value.string.data)).split())
        length += len(text) + 1
        if length > LONGEST_TEXT:
            break
        if any(letter.isalnum() for letter in text):
            found.append(text)
    return found


def title_of(page: Page, people: dict[int, Person]) -> str:
    """What readers see as the name of a page; a profile's is on the person's record."""
    if isinstance(page, DetaineeProfilePage):
        person, language = people[page.person_id], page.locale.language_code
        return " · ".join(filter(None, (person.display_name(language), person.second_name(language))))
    return str(page.title)


def found_by(page: Page, people: Iterable[Person]) -> str:
    """What a page is found by though it may not stand there: its reference, the names of its people in all spellings.

    Misspellings find, too. A person whose name is not public in full is found by none of them.
    """
    public = (person for person in people if person.publish_level == PublishLevel.FULL)
    forms = dict.fromkeys(form for person in public for form in forms_of(person))
    return "\n".join(filter(None, [getattr(page, "reference", ""), *forms]))


def place_of(page: Page) -> int:
    """Where a page stands among those that fit a question as well."""
    return next((place for place, kind in enumerate((DetaineeProfilePage, AppealPage)) if isinstance(page, kind)), 2)


def words_of(page: Page, title: str, also: str, text: str) -> PageWords:
    """The words of a page by how much they say about it: a name most on the person's own page, then on an appeal."""
    if isinstance(page, DetaineeProfilePage):
        return PageWords(words(f"{title}\n{also}"), (), words(text))
    if isinstance(page, AppealPage):
        return PageWords(words(title), words(also), words(text))
    return PageWords(words(title), (), words(f"{text}\n{also}"))


def forms_of(person: Person) -> list[str]:
    """All spellings of a name that are on record."""
    return [form for form in (person.name, person.native_name, *(name.text for name in person.names.all())) if form]


def people_of(pages: Iterable[Page]) -> dict[int, set[int]]:
    """The ids of the people that pages are about, by the id of the page. Four queries for any number of pages.

    A document is about the people of its appeal, an update about those of its appeals.
    """
    pages = list(pages)
    ids = [page.pk for page in pages]
    rows = [
        DetaineeProfilePage.objects.filter(pk__in=ids).values_list("pk", "person_id"),
        AppealPerson.objects.filter(page__in=ids).values_list("page_id", "person_id"),
        ModelDocumentPage.objects.filter(pk__in=ids).values_list("pk", "appeal__people__person_id"),
        UpdateAppeal.objects.filter(page__in=ids).values_list("page_id", "appeal__people__person_id"),
    ]
    found: dict[int, set[int]] = defaultdict(set)
    for page_id, person_id in (row for each in rows for row in each):
        if person_id:
            found[page_id].add(person_id)
    for page in pages:
        found[page.pk].update(_in_boxes(page))
    return found


def _in_boxes(page: Page) -> Iterator[int]:
    """The people in fact boxes and lists of a page's streams, without looking them up."""
    for field in page._meta.concrete_fields:
        if isinstance(field, StreamField):
            for row in getattr(page, field.name).raw_data:
                value: Any = row.get("value")
                if row["type"] == "fact_box" and value.get("person"):
                    yield value["person"]
                elif row["type"] == "people_list":
                    yield from (item["value"] for item in value.get("people") or () if item.get("value"))
