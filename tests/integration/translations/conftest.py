"""Pages and translations that the tests of this folder share."""

import json
from collections.abc import Callable, Iterator

import pytest
from django.utils import translation as active_language
from wagtail.models import Locale, Page
from wagtail_localize.models import StringSegment, StringTranslation, Translation

from home.models import StandardPage
from tests.factories.pages import make_home, make_locale, make_standard_page
from tests.factories.translations import fill, pretended
from tests.integration.conftest import unindexed
from translations.submission import submit

PARAGRAPHS = "<p>First paragraph.</p><p>Second paragraph.</p>"


@pytest.fixture(autouse=True)
def _english_interface() -> Iterator[None]:
    # A request leaves its language active on the thread.
    with active_language.override("en"):
        yield


@pytest.fixture
def german(db: None) -> Locale:
    """The German locale, with a home page."""
    make_home("de")
    return make_locale("de")


@pytest.fixture(scope="module")
def begun_once(kept: None) -> None:
    """For `pytest.mark.usefixtures`: `german`, `original` and `translation` are made once for all tests of a module."""
    with unindexed():
        make_home("de")
        submit(_about_us(), [make_locale("de")])


@pytest.fixture(scope="module")
def complete_once(begun_once: None) -> None:
    """As `begun_once`, for modules in which no test asks for a translation that is empty: `complete` is made, too."""
    fill_all(Translation.objects.get())


@pytest.fixture
def original(german: Locale) -> Page:
    """A live English page with three strings: a title, and two paragraphs."""
    return _about_us()


def _about_us() -> Page:
    kept = StandardPage.objects.filter(slug="about-us", locale__language_code="en").first()
    return kept or make_standard_page(title="About us", slug="about-us", body=[("text", PARAGRAPHS)])


@pytest.fixture
def translation(original: Page, german: Locale) -> Translation:
    """Its German translation, begun and empty."""
    kept = Translation.objects.filter(source__object_id=original.translation_key, target_locale=german).first()
    return kept or submit(original, [german])[0]


@pytest.fixture
def translate_all() -> Callable[[Translation], None]:
    """The function `fill_all`."""
    return fill_all


@pytest.fixture
def complete(translation: Translation, translate_all: Callable[[Translation], None]) -> Translation:
    """The German translation with every string translated, not yet published."""
    translate_all(translation)
    return translation


def fill_all(translation: Translation) -> None:
    """Translate every string as its original in brackets, behind a word of the language; nothing is checked."""
    sources = StringSegment.objects.filter(source_id=translation.source_id).values_list("string__data", flat=True)
    language = translation.target_locale.language_code
    fill(translation, {text: pretended(text, language) for text in sources}, checked=False)


def body_text(page: Page) -> str:
    """The stored body of a page, as text to look into."""
    return json.dumps(page.body.get_prep_value(), ensure_ascii=False)


def drop_string(translation: Translation, text: str) -> None:
    """Forget the translation of one string."""
    deleted, _by_model = StringTranslation.objects.filter(
        translation_of__data=text, locale_id=translation.target_locale_id
    ).delete()
    assert deleted


def edit_original(page: Page, **values: object) -> Page:
    """Publish the original with other values, as an editor does."""
    page = page.specific_class.objects.get(pk=page.pk)
    for name, value in values.items():
        setattr(page, name, value)
    page.save_revision().publish()
    return page.specific_class.objects.get(pk=page.pk)
