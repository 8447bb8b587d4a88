"""The demo content itself: every language has the form of its source, and nothing in it breaks our own rules."""

import re
from pathlib import Path
from typing import Any

import pytest
from babel import Locale
from PIL import Image

from home.demo.checks import read_content
from home.demo.files import DemoContent, texts_of
from home.demo.mirroring import differences, untranslated

FOLDER = Path(__file__).resolve().parents[3] / "site" / "demo"
TRANSLATED = ["de", "fr", "it", "es", "pt-br", "nl", "da", "el", "ur"]
CLDR = {"en": "en_GB", "pt-br": "pt_BR"}
LARGEST_PICTURE = 120 * 1024


@pytest.fixture(scope="module")
def content() -> DemoContent:
    return read_content(FOLDER)


def sentences(content: DemoContent, language: str) -> list[str]:
    return list(texts_of(content.texts[language]))


def pages_of(content: DemoContent, language: str) -> dict[str, tuple[Any, Any]]:
    """Source and translation of every page that exists in a language, by key."""
    return {
        key: (content.source_texts(plan), content.texts[language][key])
        for key, plan in content.plans.items()
        if language in plan.states
    }


@pytest.mark.parametrize("language", TRANSLATED)
def test_every_translated_page_mirrors_its_source(content: DemoContent, language: str) -> None:
    for key, (source, translated) in pages_of(content, language).items():
        partial = {name: source[name] for name in source if name in translated}
        assert list(differences(partial, translated)) == [], key


@pytest.mark.parametrize("language", [*TRANSLATED, "en"])
def test_no_sentence_is_left_in_the_language_of_its_source(content: DemoContent, language: str) -> None:
    for key, (source, translated) in pages_of(content, language).items():
        assert list(untranslated(source, translated)) == [], key


def test_the_languages_promised_for_each_campaign_are_there(content: DemoContent) -> None:
    states = {key: plan.states for key, plan in content.plans.items()}
    people = ["ehsan-ali", "waheed-hassan", "mehboob-wali", "asghar-shah", "masood-ur-rehman"]
    for key in ["appeal-gb", "letter-gb", "motion-gb", *people]:
        assert {language for language, state in states[key].items() if state == "complete"} >= {
            "de",
            "fr",
            "it",
            "es",
            "ur",
        }
    for language in ("pt-br", "nl", "da", "el"):
        assert states["appeal-gb"][language] == "core"
        assert set(content.texts[language]["appeal-gb"]) == {"title", "search_description", "summary", "demands"}
        assert states["letter-gb"][language] == states["motion-gb"][language] == "complete"
    for key in ("appeal-bilawal", "letter-bilawal", "bilawal-baloch"):
        assert content.plans[key].source == "ur"
        assert states[key] == {"en": "complete", "de": "complete"}


@pytest.mark.parametrize("language", ["en", *TRANSLATED])
def test_no_text_has_a_misspelling_that_the_records_forbid(content: DemoContent, language: str) -> None:
    forbidden = [
        name["text"]
        for person in content.records["people"].values()
        for name in person["names"]
        if name["kind"] == "forbidden"
    ]
    assert forbidden == ["Eshan Ali"]
    text = " ".join(sentences(content, language))
    assert [name for name in [*forbidden, "Aawami", "Aawaami"] if name in text] == []


def test_urdu_has_urdu_punctuation(content: DemoContent) -> None:
    latin = re.compile(r"[\u0600-\u06ff][,;?.](?:\s|<|$)")
    assert [text for text in sentences(content, "ur") if latin.search(text)] == []


def test_names_in_urdu_and_greek_texts_are_those_of_the_records(content: DemoContent) -> None:
    for language in ("ur", "el"):
        text = " ".join(sentences(content, language))
        for key in ("ehsan-ali", "waheed-hassan", "mehboob-wali", "asghar-shah", "masood-ur-rehman"):
            names = [n["text"] for n in content.records["people"][key]["names"] if n.get("language") == language]
            assert len(names) == 1
            assert language == "el" or names[0] in text


def test_the_motion_names_four_people_and_the_letter_five(content: DemoContent) -> None:
    letter = next(b for b in content.plans["letter-gb"].blocks("content") if b.name == "people_list")
    assert len(letter.data["people"]) == 5
    motion = " ".join(texts_of(content.texts["en"]["motion-gb"]))
    named = [p["name"] for p in content.records["people"].values() if p["name"] in motion]
    assert sorted(named) == ["Asghar Shah", "Ehsan Ali", "Mehboob Wali", "Waheed Hassan"]


def test_the_three_dates_of_the_arrests_are_kept_as_a_dispute(content: DemoContent) -> None:
    events = [e for episode in content.records["people"]["ehsan-ali"]["episodes"] for e in episode["events"]]
    arrests = {e["key"]: e for e in events if e["key"].startswith("arrest-2025")}
    assert sorted(str(e["date"]) for e in arrests.values()) == ["2025-05-14", "2025-05-15", "2025-05-16"]
    assert [e["disputes"] for e in arrests.values() if "disputes" in e] == ["arrest-2025", "arrest-2025"]


def test_spellings_in_other_scripts_are_marked_as_unreviewed(content: DemoContent) -> None:
    for person in content.records["people"].values():
        assert all(not name["reviewed"] for name in person["names"] if name["script"] != "Latn")


@pytest.mark.parametrize("language", ["en", *TRANSLATED])
def test_countries_have_the_names_of_cldr(content: DemoContent, language: str) -> None:
    territories = Locale.parse(CLDR.get(language, language)).territories
    names = {code: entry["name"][language] for code, entry in content.records["countries"].items()}
    assert names == {code: territories[code] for code in names}


def test_every_picture_has_its_source_and_an_alternative_text_in_every_language(content: DemoContent) -> None:
    images = content.records["images"]
    assert 6 <= len(images) <= 8
    for entry in images.values():
        path = FOLDER / "pictures" / entry["file"]
        assert path.stat().st_size <= LARGEST_PICTURE
        with Image.open(path) as picture:
            assert (picture.format, picture.size) == ("PNG", (1600, 900))
        assert (FOLDER / "pictures" / "source" / f"{path.stem}.svg").is_file()
        assert set(entry["alt_text"]) == {"en", *TRANSLATED}
        assert all(len(text) <= 300 for text in entry["alt_text"].values())


def test_every_picture_is_used(content: DemoContent) -> None:
    used = {plan.data.get("picture") for plan in content.plans.values()}
    used |= {block.data.get("image") for plan in content.plans.values() for block in plan.blocks("body")}
    assert used - {None} == set(content.records["images"])


def test_the_letter_is_about_five_thousand_characters_long(content: DemoContent) -> None:
    texts = texts_of(content.texts["en"]["letter-gb"]["content"])
    assert 4500 <= sum(len(re.sub(r"<[^>]*>", "", text)) for text in texts) <= 5500
