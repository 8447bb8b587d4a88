"""The index of one language as one object: what is searched on the site is found in it, by whoever reads it as it says."""

from __future__ import annotations

import json
from itertools import accumulate

import pytest
from wagtail.models import Page, PageViewRestriction

from library.choices import PublishLevel
from search.export import index_for
from search.indexing import rebuild
from search.words import words
from tests.factories.library import PersonFactory, PersonNameFactory
from tests.factories.pages import make_profile, make_standard_page

pytestmark = pytest.mark.django_db


def looked_up(word: str, language: str = "en") -> dict[str, bool]:
    """Where a word stands, by title, and whether the page is called so: read from the object alone, as a browser would."""
    index = json.loads(json.dumps(index_for(language)))
    before, all_words = "", []
    for each in index["words"]:
        before = before[: int(each[0], 36)] + each[1:]
        all_words.append(before)
    if word not in all_words:
        return {}
    places = index["places"][all_words.index(word)].split()
    numbers = accumulate(int(place.rstrip("!"), 36) for place in places)
    return {index["pages"][number][1]: place.endswith("!") for number, place in zip(numbers, places, strict=True)}


def test_words_and_spellings_are_found_as_on_the_site() -> None:
    person = PersonFactory(name="Ehsan Ali", slug="ehsan")
    PersonNameFactory(person=person, text="Eshan")
    make_profile(person, summary="A lawyer in Müllers house.")
    make_standard_page(title="Lawyers", body=[("text", "<p>The lawyer Ehsan.</p>")])
    make_standard_page("de", title="Anwalt")
    rebuild()
    assert looked_up("ehsan") == {"Ehsan Ali": True, "Lawyers": False}
    assert looked_up("eshan") == {"Ehsan Ali": True}
    assert looked_up("mullers") == looked_up("muellers") == {"Ehsan Ali": False}
    assert looked_up("anwalt") == looked_up("lawyer", "de") == looked_up("lawyer", "fr") == {}
    page = next(page for page in index_for("en")["pages"] if page[1] == "Ehsan Ali")
    assert page == ["people/ehsan/", "Ehsan Ali", "A lawyer in Müllers house."]


def test_what_nobody_may_read_and_names_that_are_withheld_are_not_shipped() -> None:
    person = PersonFactory(name="Ehsan Ali", slug="somebody", publish_level=PublishLevel.WITHHELD)
    make_profile(person)
    hidden = make_standard_page(title="Zebra")
    make_standard_page(title="About Ehsan", body=[("text", "<p>Giraffe</p>")])
    rebuild()
    PageViewRestriction.objects.create(page=Page.objects.get(pk=hidden.pk), restriction_type="login")
    shipped = json.dumps(index_for("en"), ensure_ascii=False).lower()
    assert "ehsan" not in shipped
    assert "zebra" not in shipped
    assert "giraffe" not in shipped


def test_letters_are_told_that_unicode_does_not_take_apart() -> None:
    index = index_for("en")
    assert index["letters"]["ي"] == "ی"
    assert index["letters"]["ے"] == "ی"
    assert index["letters"]["ß"] == "ss"
    assert index["spelled"]["ü"] == "ue"
    assert words("Große") == ["grosse"]
