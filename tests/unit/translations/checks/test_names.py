"""What is offered in the place of a wrong name, and what counts as a name that has been lost."""

from __future__ import annotations

import pytest

from translations.checks import Entry, EntryKind, FormStatus, Knowledge, Segment, WrittenForm, check_pair

FORBIDDEN, ACCEPTED = FormStatus.FORBIDDEN, FormStatus.ACCEPTED
KNOWN = Knowledge(
    (
        Entry(
            "person:1",
            EntryKind.PERSON,
            (WrittenForm("Waheed Hasan", status=ACCEPTED), WrittenForm("Waheed Hassan")),
        ),
        Entry(
            "term:1",
            EntryKind.ORGANISATION,
            (
                WrittenForm("Awami Action Committee", status=ACCEPTED),
                WrittenForm("Aawaami", status=FORBIDDEN),
                WrittenForm("Aawami Action Committee", status=FORBIDDEN),
                WrittenForm("عوامی ایکشن کمیٹی", "ur", "Arab"),
                WrittenForm("Awami Action Committee Gilgit-Baltistan"),
            ),
            do_not_translate=True,
        ),
        Entry(
            "term:2",
            EntryKind.TERM,
            (
                WrittenForm("draft", "en"),
                WrittenForm("Mustertext", "de"),
                WrittenForm("Muster", "de", status=FORBIDDEN),
            ),
        ),
    )
)


def found(source: str, target: str, of: str, to: str) -> list[tuple[str, str]]:
    """The checks of names that say something, each with the text as its fix makes it."""
    every = check_pair(Segment(source, target, of, to), KNOWN)
    return [
        (each.check, each.fix.applied_to(target) if each.fix else "")
        for each in every
        if each.check in ("forbidden-form", "misspelt-name", "missing-name")
    ]


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        ("Waheed Hassn", "Waheed Hassan"),  # a letter from both forms: the preferred one
        ("Waheed Hazan", "Waheed Hasan"),  # a letter from the accepted form, two from the other
    ],
)
def test_the_preferred_form_is_offered_unless_another_is_nearer(wrong: str, right: str) -> None:
    assert found("Waheed Hassan is ill.", f"{wrong} ist krank.", "en", "de") == [
        ("misspelt-name", f"{right} ist krank.")
    ]


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        ("Aawaami", "Awami"),
        ("Aawami Action Committee", "Awami Action Committee"),
        ("Aawami Action Committee Gilgit-Baltistan", "Awami Action Committee Gilgit-Baltistan"),
        ("Awami Acton Committee Gilgit-Baltistan", "Awami Action Committee Gilgit-Baltistan"),
    ],
)
def test_only_what_is_wrong_of_a_name_is_replaced(wrong: str, right: str) -> None:
    source = "The Awami Action Committee Gilgit-Baltistan meets."
    assert [text for _check, text in found(source, f"Es tagt: {wrong}.", "en", "de")] == [f"Es tagt: {right}."]


def test_a_term_is_replaced_whole() -> None:
    assert found("Send the draft.", "Senden Sie das Muster.", "en", "de") == [
        ("forbidden-form", "Senden Sie das Mustertext.")
    ]


def test_a_name_that_is_not_translated_is_missed_only_where_it_is_missing() -> None:
    source = "عوامی ایکشن کمیٹی کا اجلاس ہے۔"
    assert found(source, "Das Awami Action Committee tagt.", "ur", "de") == []
    assert found(source, "Das Komitee tagt.", "ur", "de") == [("missing-name", "")]
    assert found(source, "Συνεδριάζει το Awami Action Committee.", "ur", "el") == []
    assert found(source, "Συνεδριάζει η επιτροπή.", "ur", "el") == [("missing-name", "")]
