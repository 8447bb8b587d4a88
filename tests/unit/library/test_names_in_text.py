"""How a name is found in a text: tables of what is found and what is left alone, in every script. No database."""

from __future__ import annotations

import pytest

from library.names_in_text import NameFinder

EHSAN = [
    "Ehsan Ali",
    "احسان علی",
    "إحسان علي",
    "Εχσάν Αλί",
    "Эхсан Али",
    "एहसान अली",
    "埃赫桑·阿里",
    "에흐산 알리",
    "Eshan Ali",
]
MASOOD = ["Masood Ur Rehman", "مسعود الرحمان"]
OTHERS = [["Asghar Shah", "اصغر شاہ"], MASOOD, ["Shabbir Ali", "شبیر علی"]]


def found(text: str, forms: list[str] = EHSAN, others: list[list[str]] = OTHERS) -> list[str]:
    """What is found, with a question mark after what is doubtful."""
    return [
        text[each.start : each.end] + ("" if each.certain else "?") for each in NameFinder(forms, others).find(text)
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Free Ehsan Ali now.", ["Ehsan Ali"]),
        ("EHSAN ALI is ill.", ["EHSAN ALI"]),
        ("Ehsan Ali’s lawyer", ["Ehsan Ali"]),
        ("Ehsan Alis Anwältin wartet.", ["Ehsan Alis"]),
        ("Ehsans Anwältin wartet.", ["Ehsans"]),
        ("Ali, Ehsan (advocate)", ["Ali, Ehsan"]),
        ("E. Ali was arrested.", ["Ali"]),
        ("Ehsán Alì, avvocato", ["Ehsán Alì"]),
        ("Ehsan\u00a0Ali and Eh\u00adsan Ali", ["Ehsan\u00a0Ali", "Eh\u00adsan Ali"]),
        ("The misspelling Eshan Ali", ["Eshan Ali"]),
        ("/en/people/ehsan-ali/", ["ehsan-ali"]),
        ("#FreeEhsanAli #freeehsanali #FreeEhsan", ["EhsanAli", "ehsanali", "Ehsan"]),
        ("ehsan.ali@example.org", ["ehsan.ali"]),
        ("احسان علی کو رہا کرو", ["احسان علی"]),
        ("اِحسان\u200cعلى", ["اِحسان\u200cعلى"]),
        ("احـسان علی", ["احـسان علی"]),
        ("الحرية لإحسان علي", ["لإحسان علي"]),
        ("Η υπόθεση του Εχσάν Αλή", ["Εχσάν Αλή"]),
        ("ΕΧΣΑΝ ΑΛΙ", ["ΕΧΣΑΝ ΑΛΙ"]),
        ("Свободу Эхсану Али!", ["Эхсану Али"]),
        ("एहसान अली को रिहा करो", ["एहसान अली"]),
        ("释放埃赫桑·阿里！", ["埃赫桑·阿里"]),
        ("律师埃赫桑已被捕", ["埃赫桑"]),
        ("에흐산 알리를 석방하라", ["에흐산 알리를"]),
    ],
)
def test_the_name_is_found(text: str, expected: list[str]) -> None:
    assert found(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "",
        "They were arrested in May 2025.",
        "Asghar Shah is in custody.",
        "Shabbir Ali was released.",
        "شبیر علی رہا ہو گئے",
        "An alias; Alison; realign; Somalia; Italia",
        "Rehman is somebody else.",
        "مسعود الرحمان",
        "阿富汗",
    ],
)
def test_what_is_somebody_elses_or_no_name_is_left_alone(text: str) -> None:
    assert found(text) == []


def test_a_part_that_somebody_else_has_too_is_doubtful() -> None:
    assert found("Ali was beaten.") == ["Ali?"]
    assert found("Ehsan was beaten.") == ["Ehsan"]


def test_a_part_in_small_letters_is_doubtful_in_a_sentence_and_certain_in_an_address() -> None:
    hope = ["Hope Miller"]
    assert found("We hope for freedom.", hope, []) == ["hope?"]
    assert found("hope-7", hope, []) == ["hope"]


def test_two_letters_and_titles_say_nothing() -> None:
    assert found("Ur and Wu; Advocate; the Doctor", ["Dr. Masood Ur Rehman", "Advocate Masood", "Wu Xi"], []) == []
    assert found("Wu Xi was arrested.", ["Wu Xi"], []) == ["Wu Xi"]


@pytest.mark.parametrize("text", ["Masood Ur Rehman", "Masood-ur-Rehman", "Masoodur Rehman", "MASOOD-UR-REHMAN"])
def test_a_name_is_found_however_it_is_spaced(text: str) -> None:
    assert found(f"Free {text}!", MASOOD, [EHSAN]) == [text]


def test_a_longer_name_that_holds_this_one_is_somebody_elses() -> None:
    assert found("Ehsan Ali Khan and Ehsan Ali", ["Ehsan Ali"], [["Ehsan Ali Khan"]]) == ["Ehsan Ali"]


def test_two_people_with_one_name_are_both_found() -> None:
    assert found("Ehsan Ali", ["Ehsan Ali"], [["Ehsan Ali"]]) == ["Ehsan Ali"]
