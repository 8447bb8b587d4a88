"""How names are written for readers, and by what spellings they are found. Tables, no database."""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest
from django.conf import settings
from django.utils.translation import get_language_info

from library.choices import Script
from library.names import betrays, display_name, fold, initials, latin_name, preferred_form, script_of


@dataclass
class Form:
    """A written form of a name."""

    text: str
    language: str = ""
    script: str = Script.LATIN
    kind: str = "preferred"


@dataclass
class Someone:
    """A person as the functions see one."""

    name: str = "Ehsan Ali"
    native_name: str = "احسان علی"
    native_language: str = "ur"
    publish_level: str = "full"
    forms: list[Form] = field(default_factory=list)

    def shown(self, language: str) -> str:
        return display_name(self, self.forms, language)


ARABIC_FORM = Form("إحسان علي", "ar", Script.ARABIC)
GREEK_FORM = Form("Εχσάν Αλί", "", Script.GREEK)
GERMAN_FORM = Form("Ehsan Ali (DE)", "de")

SHOWN = {
    "the canonical name in Latin languages": (Someone(), "de", "Ehsan Ali"),
    "the native name in its own language": (Someone(), "ur", "احسان علی"),
    "the native name in other languages of its script": (Someone(), "sd", "احسان علی"),
    "the canonical name in other scripts": (Someone(), "el", "Ehsan Ali"),
    "a form preferred in the language": (Someone(forms=[GERMAN_FORM]), "de", "Ehsan Ali (DE)"),
    "no form preferred in another language": (Someone(forms=[GERMAN_FORM]), "fr", "Ehsan Ali"),
    "a form preferred in a script, for its languages": (Someone(forms=[GREEK_FORM]), "el", "Εχσάν Αλί"),
    "a form of the language before the native name": (Someone(forms=[ARABIC_FORM]), "ar", "إحسان علي"),
    "the canonical name if no native one is known": (Someone(native_name="", native_language=""), "ur", "Ehsan Ali"),
    "never an accepted form": (Someone(forms=[Form("Ihsan Ali", "de", kind="accepted")]), "de", "Ehsan Ali"),
    "never a misspelling": (Someone(forms=[Form("Eshan Ali", "en", kind="forbidden")]), "en", "Ehsan Ali"),
    "initials in Latin letters": (Someone(publish_level="initials"), "de", "E. A."),
    "initials in the native script": (Someone(publish_level="initials"), "ur", "ا\u06d4 ع\u06d4"),
    "initials of a preferred form": (Someone(publish_level="initials", forms=[GREEK_FORM]), "el", "Ε. Α."),
    "Latin initials where a script has none": (
        Someone(publish_level="initials", forms=[Form("埃赫桑·阿里", "zh-hans", Script.HAN_SIMPLIFIED)]),
        "zh-hans",
        "E. A.",
    ),
    "nothing of a withheld name": (Someone(publish_level="withheld"), "en", "Name withheld"),
}


@pytest.mark.parametrize(("person", "language", "expected"), SHOWN.values(), ids=SHOWN.keys())
def test_readers_see(person: Someone, language: str, expected: str) -> None:
    assert person.shown(language) == expected


@pytest.mark.parametrize("language", [code for code, _name in settings.LANGUAGES])
def test_a_withheld_name_shows_nothing_in_any_language(language: str) -> None:
    person = Someone(publish_level="withheld", forms=[GERMAN_FORM, GREEK_FORM, ARABIC_FORM])
    shown = person.shown(language)
    assert not {"ehsan", "ali"} & set(fold(shown).split())
    assert "احسان" not in shown


@pytest.mark.parametrize("language", [code for code, _name in settings.LANGUAGES])
def test_every_language_written_from_right_to_left_has_the_arabic_script_here(language: str) -> None:
    assert get_language_info(language)["bidi"] == (script_of(language) == Script.ARABIC)


def test_a_form_says_in_which_language_it_is_written() -> None:
    assert preferred_form(Someone(), [], "sd") == ("احسان علی", "ur")
    assert preferred_form(Someone(), [], "el") == ("Ehsan Ali", "en")


@pytest.mark.parametrize(("level", "expected"), [("full", "Ehsan Ali"), ("initials", "E. A."), ("withheld", "")])
def test_the_latin_form_follows_the_publish_level(level: str, expected: str) -> None:
    assert latin_name(Someone(publish_level=level)) == expected


@pytest.mark.parametrize(
    ("name", "language", "expected"),
    [
        ("Masood-ur-Rehman", "en", "M. U. R."),
        ("  Ehsan   Ali ", "de", "E. A."),
        ("Øyvind Åse", "nb", "Ø. Å."),
        ("'Abd al-Rahman", "en", "A. A. R."),
        ("مسعود الرحمان", "ur", "م\u06d4 ا\u06d4"),
        ("مسعود الرحمان", "fa", "م. ا."),
        ("बिलावल बलोच", "hi", "बि. ब."),
        ("…", "en", ""),
    ],
)
def test_initials(name: str, language: str, expected: str) -> None:
    assert initials(name, language) == expected


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Masood Ur Rehman", "masood-ur-rehman"),
        ("Ferat Koçak", "FERAT KOCAK"),
        ("علي", "علی"),
        ("احسان  علی", "احسان\u200c علی"),
        ("کریم", "كريم"),
        ("Straße", "strasse"),
        ("مُحَمَّد", "محمد"),
    ],
)
def test_spellings_that_are_compared_as_one(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@pytest.mark.parametrize(
    ("one", "other"), [("Ehsan", "Eshan"), ("Hassan", "Hasan"), ("बिलावल", "बलावल"), ("علی", "ولی")]
)
def test_spellings_that_stay_different(one: str, other: str) -> None:
    assert fold(one) != fold(other)


@pytest.mark.parametrize(
    ("text", "name", "expected"),
    [
        ("ehsan-ali", "Ehsan Ali", True),
        ("a-teacher-ali", "Ehsan Ali", True),
        ("prisoner-7", "Ehsan Ali", False),
        ("ur-case", "Masood Ur Rehman", False),
    ],
)
def test_whether_an_address_betrays_a_name(text: str, name: str, expected: bool) -> None:
    assert betrays(text, name) is expected
