"""What is taken out of a string before a machine sees it, and what comes back."""

import pytest

from translations.checks import Entry, EntryKind, Knowledge, WrittenForm
from translations.checks.compiled import Compiled, compiled
from translations.machine.masks import masked, restored

EHSAN = Entry(
    "person:1", EntryKind.PERSON, (WrittenForm("Ehsan Ali"), WrittenForm("احسان علی", language="ur", script="Arab"))
)
PLACE = Entry("term:1", EntryKind.PLACE, (WrittenForm("Geneva", "en"), WrittenForm("Genf", "de")))
TERM = Entry("term:2", EntryKind.TERM, (WrittenForm("motion", "en"), WrittenForm("Antrag", "de")))
ACRONYM = Entry("term:3", EntryKind.TERM, (WrittenForm("AAC", "en"),), do_not_translate=True)
FULL = (
    'Ehsan Ali’s motion in Geneva: AAC &amp; <b>friends</b>, <a id="a1">info@example.org</a>,<br/>+92 300 1234567, '
    "{{ branch_name }}"
)


@pytest.fixture
def known() -> Compiled:
    return compiled(Knowledge(entries=(EHSAN, PLACE, TERM, ACRONYM)))


def test_names_addresses_and_tokens_do_not_leave_and_come_back_as_the_target_writes_them(known: Compiled) -> None:
    found = masked(FULL, "en", "de", known)
    assert found.values == ("Ehsan Ali", "Genf", "AAC", "info@example.org", "+92 300 1234567", "{{ branch_name }}")
    assert found.shown == "[…]’s motion in […]: […] & friends, […],\n[…], […]"
    assert restored(found, found.text) == FULL.replace("Geneva", "Genf")


def test_a_name_comes_back_in_the_script_of_the_target(known: Compiled) -> None:
    found = masked("Free Ehsan Ali!", "en", "ur", known)
    assert restored(found, found.text.replace("Free ", "").replace("!", " کو رہا کرو!")) == "احسان علی کو رہا کرو!"


def test_a_name_that_is_not_translated_stays_in_its_script_and_is_known_in_another(known: Compiled) -> None:
    forms = (WrittenForm("Awami Committee"), WrittenForm("Awami"), WrittenForm("عوامی کمیٹی", "ur", "Arab"))
    world = compiled(Knowledge(entries=(Entry("term:4", EntryKind.ORGANISATION, forms, do_not_translate=True),)))
    assert masked("Awami meets", "en", "de", world).values == ("Awami",)
    assert masked("Awami meets", "en", "ur", world).values == ("عوامی کمیٹی",)
    assert masked("عوامی کمیٹی کا اجلاس", "ur", "de", world).values == ("Awami Committee",)


def test_a_name_without_a_form_in_the_target_comes_back_as_it_was_written(known: Compiled) -> None:
    found = masked("In Geneva", "en", "ur", known)
    assert found.values == ("Geneva",)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('<x id="2" translate="no">X2</x>', ""),
        ('<x id="2" translate="no">X2</x>', '<x id="1"/>'),
        ('id="2"', 'id="9"'),
        ("<b>friends</b>", "friends"),
        ("</b>", ""),
        ('<a id="a1">', '<a id="a2">'),
        ("motion", "<script>x</script>"),
    ],
)
def test_what_comes_back_damaged_is_left_out(known: Compiled, before: str, after: str) -> None:
    found = masked(FULL, "en", "de", known)
    assert before in found.text
    assert restored(found, found.text.replace(before, after)) is None


@pytest.mark.parametrize(
    "answer",
    [
        'Frei<x id="1" translate="no">X1</x>sofort',
        'Frei <X ID="1"/> sofort',
        "Frei <x id='1'></x> sofort",
        'Frei <x translate="no" id="1">x1</x> sofort',
    ],
)
def test_marks_are_known_however_a_service_writes_them_and_get_their_spaces_back(known: Compiled, answer: str) -> None:
    assert restored(masked("Free Ehsan Ali now", "en", "de", known), answer) == "Frei Ehsan Ali sofort"


@pytest.mark.parametrize(("text", "is_sent"), [("Ehsan Ali", False), ("{{ name }}, 12.", False), ("Free them", True)])
def test_what_says_nothing_more_is_not_sent(known: Compiled, text: str, *, is_sent: bool) -> None:
    assert masked(text, "en", "de", known).says_something is is_sent
