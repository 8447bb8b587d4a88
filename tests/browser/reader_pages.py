"""Which addresses stand for which page type in the tests of the reader's site. Holds no test and opens nothing."""

from __future__ import annotations

from dataclasses import dataclass

#: Where extra_pages.py puts what the demo content lacks.
ONLY_IN_FRENCH = "only-in-french"
WITH_VIDEO = "what-the-committee-says"


@dataclass(frozen=True)
class Address:
    """One page of the reader's site in every language: `path` below the language, and the status it is answered with."""

    name: str
    path: str
    status: int = 200

    def __str__(self) -> str:
        return self.name

    def in_language(self, language: str) -> str:
        """The path of the page in a language."""
        return f"/{language}/{self.path}"


HOME = Address("home", "")
STANDARD = Address("standard", "about/")
STANDARD_WITH_PICTURES = Address("standard-with-pictures", "how-you-can-help/")
APPEALS = Address("appeals", "appeals/")
APPEAL = Address("appeal", "appeals/free-ehsan-ali/")
APPEAL_BORN_IN_URDU = Address("appeal-born-in-urdu", "appeals/where-is-bilawal-baloch/")
PEOPLE = Address("people", "people/")
PROFILE = Address("profile", "people/ehsan-ali/")
DOCUMENTS = Address("documents", "documents/")
LETTER = Address("letter", "documents/letter-gilgit-baltistan/")
MOTION = Address("motion", "documents/motion-gilgit-baltistan/")
UPDATES = Address("updates", "updates/")
UPDATE = Address("update", "updates/ehsan-ali-arrested-again/")
VIDEO = Address("video", f"updates/{WITH_VIDEO}/")
SEARCH = Address("search", "search/?q=ehsan")
NOT_TRANSLATED = Address("translation-missing", f"{ONLY_IN_FRENCH}/", status=404)
NOT_FOUND = Address("not-found", "appeals/nobody-by-this-name/", status=404)

#: Every page type, and what a reader meets where there is no page; all exist in English, German and Urdu.
EVERY_PAGE = (
    HOME,
    STANDARD,
    STANDARD_WITH_PICTURES,
    APPEALS,
    APPEAL,
    APPEAL_BORN_IN_URDU,
    PEOPLE,
    PROFILE,
    DOCUMENTS,
    LETTER,
    MOTION,
    UPDATES,
    UPDATE,
    VIDEO,
    SEARCH,
    NOT_TRANSLATED,
    NOT_FOUND,
)
#: Of the others, the demo content has nothing in Greek; the page that says so is one of these.
IN_GREEK = tuple(address for address in EVERY_PAGE if address not in (APPEAL_BORN_IN_URDU, PROFILE, UPDATE, VIDEO))
LANGUAGES = ("en", "de", "ur")
#: Pages in every language they are tested in, for `pytest.mark.parametrize("address, language", …)`.
EVERY_PAGE_AND_LANGUAGE = [(address, language) for address in EVERY_PAGE for language in LANGUAGES]


def named(value: object) -> str:
    """How a parameter is called in the names of tests."""
    return str(value)
