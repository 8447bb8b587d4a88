"""The corpus of planted errors itself: well-formed, spread over languages, and its rules plant what they say."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from tests.benchmarks.planted_errors import report
from tests.benchmarks.planted_errors.asking import Checks, points_at
from tests.benchmarks.planted_errors.corpus import FIELDWORK, clean_pairs
from tests.benchmarks.planted_errors.measuring import measure, sample
from tests.benchmarks.planted_errors.pairs import MalformedCorpusError, Pair, pages, read_pairs
from tests.benchmarks.planted_errors.planting import ErrorClass, Kind, Planted, World
from tests.benchmarks.planted_errors.reading import dates, numbers, western
from tests.benchmarks.planted_errors.records import demo_knowledge
from tests.benchmarks.planted_errors.rules import RULES
from tests.benchmarks.planted_errors.rules.number_words import numbers_in_words
from translations.checks import EntryKind, Finding, FormStatus, Knowledge, Segment, Severity
from translations.tokens import token_differences, token_keys
from vigil.settings.languages import ALL_LANGUAGE_CODES

BY_ID = {rule.id: rule for rule in RULES}


@cache
def corpus() -> tuple[Pair, ...]:
    return tuple(clean_pairs())


@cache
def fieldwork() -> World:
    return World(read_pairs(FIELDWORK), demo_knowledge())


def pair(source: str, target: str, language: str = "de", **more: Any) -> Pair:
    return Pair("1", source, target, more.pop("source_language", "en"), language, **more)


def planted(rule: str, *page: Pair) -> list[Planted]:
    return list(BY_ID[rule].planted(page, World(page, demo_knowledge())))


def test_the_corpus_is_large_and_in_many_languages() -> None:
    by_language = Counter(pair.target_language for pair in corpus())
    assert len(corpus()) >= 1500
    assert len(by_language) >= 8
    assert min(by_language[code] for code in ("de", "fr", "it", "es", "pt-br", "nl", "da", "el", "ur")) >= 150
    assert len(fieldwork().pairs) >= 300


def test_every_pair_is_whole_known_and_there_once() -> None:
    names = Counter(pair.id for pair in corpus())
    assert [name for name, times in names.items() if times > 1] == []
    languages = {pair.source_language for pair in corpus()} | {pair.target_language for pair in corpus()}
    assert languages <= set(ALL_LANGUAGE_CODES)
    assert [pair.id for pair in corpus() if not pair.source.strip() or not pair.target.strip()] == []
    assert [pair.id for pair in corpus() if pair.source == pair.target] == []


def test_no_text_of_the_field_stands_twice() -> None:
    texts = Counter((pair.source, pair.target_language) for pair in fieldwork().pairs)
    assert [text for text, times in texts.items() if times > 1] == []


def test_tokens_and_tags_are_the_same_on_both_sides() -> None:
    for one in corpus():
        assert set(token_keys(one.source)) == set(token_keys(one.target)), one.id
        tags = [
            sorted(text.count(f"<{tag}") for tag in ("a ", "b>", "i>", "br/>")) for text in (one.source, one.target)
        ]
        assert tags[0] == tags[1], one.id


def test_pairs_without_a_page_are_checked_alone_and_others_with_their_page() -> None:
    found = list(pages([pair("a", "b"), replace(pair("c", "d"), id="2"), replace(pair("e", "f", page="x"), id="3")]))
    assert [len(page) for page in found] == [1, 1, 1]
    together = list(pages([replace(pair("a", "b", page="x"), id=str(number)) for number in range(3)]))
    assert [len(page) for page in together] == [3]


def test_every_class_of_error_has_a_rule_and_ids_are_unique() -> None:
    assert {rule.error for rule in RULES} == set(ErrorClass)
    assert len(BY_ID) == len(RULES)


@pytest.mark.parametrize("language", ["de", "el", "ur"])
def test_errors_of_every_class_are_planted_in_three_scripts(language: str) -> None:
    world = World([one for one in corpus() if one.target_language == language], demo_knowledge())
    found = {error.error for error in sample(world, most=1) if error.kind != Kind.SOURCE}
    # Only one spelling of each name may be written in Greek, and other languages are not in this part of the corpus.
    assert set(ErrorClass) - found <= {ErrorClass.LANGUAGE}


def test_the_same_errors_are_planted_in_every_run() -> None:
    rules = [BY_ID[name] for name in ("token-misspelt", "date-day", "homoglyph", "two-spellings", "source-zero-width")]
    once, again = (list(sample(fieldwork(), rules, most=2)) for _run in range(2))
    assert once == again
    assert len(once) > 50


def test_faulty_texts_differ_from_clean_ones_at_the_place_that_is_told() -> None:
    for error in sample(fieldwork(), most=2):
        assert error.faulty != error.clean, error.rule
        assert error.at <= {one.id for one in error.faulty}, error.rule
        target = error.faulty[0].target
        if error.span is not None:
            assert 0 <= error.span[0] <= error.span[1] <= len(target) + 1, (error.rule, target)


FREE = pair("Free Ehsan Ali by 17 June 2025!", "Freiheit für Ehsan Ali bis zum 17. Juni 2025!")
LETTER = pair("Dear {{ head }}, call {{ office }} soon.", "{{ head }}, rufen Sie bald {{ office }} an.")


@pytest.mark.parametrize(
    ("rule", "clean", "expected"),
    [
        ("name-forbidden", FREE, "Freiheit für Eshan Ali bis zum 17. Juni 2025!"),
        ("end-mark-lost", FREE, "Freiheit für Ehsan Ali bis zum 17. Juni 2025"),
        ("name-lost", FREE, "Freiheit für bis zum 17. Juni 2025!"),
        ("untranslated", FREE, FREE.source),
        ("number-lost", pair("We are 40 people", "Wir sind 40 Leute"), "Wir sind Leute"),
        ("digits-transposed", pair("40 and 11", "40 und 14", "de"), None),
        ("digits-transposed", pair("31 people", "31 Leute"), "13 Leute"),
        ("digits-transposed", pair("31 people", "۳۱ افراد", "ur"), "۱۳ افراد"),
        ("email-lost", pair("Write to a@example.org now", "Schreibt an a@example.org"), "Schreibt an"),
        ("phone-cut", pair("Call +44 20 7946 0958", "Ruft +44 20 7946 0958 an"), "Ruft +44 20 7946 an"),
        ("link-renamed", pair('A <a id="a1">b</a>', 'Ein <a id="a1">B</a>'), 'Ein <a id="a2">B</a>'),
        ("mojibake", pair("A heart", "Ein Hërz"), "Ein HÃ«rz"),
        ("name-latin", pair("Ehsan Ali is free", "احسان علی آزاد ہیں", "ur"), "Ehsan Ali آزاد ہیں"),
        ("link-lost", pair('A <a id="a1">letter</a>', 'Ein <a id="a1">Brief</a>'), "Ein Brief"),
        ("tag-lost", pair("A <b>letter</b>", "Ein <b>Brief</b>"), "Ein Brief"),
        ("tag-doubled", pair("A <b>letter</b>", "Ein <b>Brief</b>"), "Ein <b><b>Brief</b></b>"),
        ("quotes-foreign", pair("Say “no” to them", "Sagt „nein“ dazu"), "Sagt “nein” dazu"),
        ("quotes-foreign", pair("Say “no” to them", "Ζητήστε «όχι» εδώ", "el"), "Ζητήστε „όχι“ εδώ"),
        ("end-mark-foreign", pair("Where is he now?", "Πού είναι αυτός τώρα;", "el"), "Πού είναι αυτός τώρα?"),
        ("end-mark-foreign", pair("Where is he now?", "وہ اب کہاں ہیں؟", "ur"), "وہ اب کہاں ہیں?"),
        ("foreign-script", pair("a", "το το το το το το", "el"), "to to to to to to"),
        ("foreign-script", pair("a", "да да да да да да", "ru"), "da da da da da da"),
        ("end-mark-foreign", pair("Where is he now?", "أين هو الآن؟", "ar"), "أين هو الآن?"),
        ("doubled-escape", pair("A &amp; B", "A &amp; B"), "A &amp;amp; B"),
    ],
)
def test_a_rule_plants_its_error(rule: str, clean: Pair, expected: str | None) -> None:
    assert [error.faulty[0].target for error in planted(rule, clean)] == ([] if expected is None else [expected])


@pytest.mark.parametrize(
    ("rule", "clean"),
    [
        ("end-mark-lost", pair("A heading without an end", "Eine Überschrift ohne Ende")),
        ("end-mark-lost", pair("Is it so? Yes it is", "Ist es so? Ja so ist es.")),
        ("token-lost", FREE),
        ("number-changed", pair("On 17 June 2025", "Am 17. Juni 2025")),
        ("number-changed", pair("A4 paper, 10:00, 1.5 cm", "A4-Papier, 10:00 Uhr, 1,5 cm")),
        ("date-day", pair("40 people", "40 Leute")),
        ("term-forbidden", FREE),
        ("quote-unpaired", FREE),
        ("sentence-lost", FREE),
        ("word-doubled", pair("One two", "Eins zwei")),
        ("too-long", pair("A long text here", "Kurz")),
        ("untranslated", pair("Two words", "Zwei Wörter")),
        ("link-lost", FREE),
        ("homoglyph", pair("11, 12", "11, 12")),
    ],
)
def test_a_rule_leaves_alone_what_would_be_no_error(rule: str, clean: Pair) -> None:
    assert planted(rule, clean) == []


def test_a_token_is_lost_misspelt_and_invented() -> None:
    for rule in ("token-lost", "token-malformed", "token-misspelt", "token-invented"):
        (error,) = planted(rule, LETTER)
        assert token_differences(error.faulty[0].source, error.faulty[0].target), rule


@pytest.mark.parametrize(("rule", "part"), [("date-day", "day"), ("date-month", "month"), ("date-year", "year")])
@pytest.mark.parametrize(
    ("language", "text"), [("de", "am 17. Juni 2025"), ("el", "στις 17 Ιουνίου 2025"), ("ur", "۱۷ جون ۲۰۲۵ کو")]
)
def test_one_part_of_a_date_is_changed_in_the_digits_of_the_text(
    rule: str, part: str, language: str, text: str
) -> None:
    (error,) = planted(rule, pair("on 17 June 2025", text, language))
    (date,) = dates(error.faulty[0].target, language)
    changed = [name for name, was in (("day", 17), ("month", 6), ("year", 2025)) if getattr(date, name) != was]
    assert changed == [part]
    assert ("۰" <= error.faulty[0].target[date.year_span[0]] <= "۹") == (language == "ur")


@pytest.mark.parametrize(
    ("language", "text", "form"),
    [
        ("de", "am 17. Juni 2025", r"am (1[3-9]|2\d)\.06\.2025"),
        ("nl", "op 17 juni 2025", r"op (1[3-9]|2\d)-06-2025"),
        ("ur", "۱۷ جون ۲۰۲۵ کو", "(۱[۳-۹]|۲[۰-۹])/۰۶/۲۰۲۵ کو"),
    ],
)
def test_a_wrong_date_in_figures_is_written_as_the_language_does(language: str, text: str, form: str) -> None:
    (error,) = planted("date-numeric", pair("on 17 June 2025", text, language))
    assert re.fullmatch(form, error.faulty[0].target)
    assert "17" not in western(error.faulty[0].target)


def test_a_name_is_misspelt_in_a_way_that_the_records_do_not_know() -> None:
    known = {form.text for entry in demo_knowledge().entries for form in entry.forms}
    (error,) = planted("name-misspelt", FREE)
    assert error.faulty[0].target[slice(*error.span)] not in known
    assert error.faulty[0].target.endswith("bis zum 17. Juni 2025!")


def test_another_persons_name_is_put_in_the_place_of_the_right_one() -> None:
    (error,) = planted("name-exchanged", FREE)
    assert "Ehsan Ali" not in error.faulty[0].target
    wrong = error.faulty[0].target[slice(*error.span)]
    assert wrong in {form.text for entry in demo_knowledge().entries for form in entry.forms}


def test_a_number_in_words_becomes_another_in_the_language_of_the_text() -> None:
    (error,) = planted("number-word-changed", pair("They gave three dates", "انھوں نے تین تاریخیں بتائیں", "ur"))
    (before,) = numbers_in_words("انھوں نے تین تاریخیں بتائیں", "ur")
    (after,) = numbers_in_words(error.faulty[0].target, "ur")
    assert before[0] == 3
    assert after[0] != 3


def test_source_and_translation_may_agree_on_a_wrong_count() -> None:
    (error,) = planted("count-against-records", pair("11 people are in custody", "11 Menschen sind in Haft"))
    (wrong,) = {error.faulty[0].source.split()[0], error.faulty[0].target.split()[0]}
    assert int(wrong) not in {2, 5, 11}


def test_errors_between_strings_name_the_strings() -> None:
    page = (
        pair("Waheed Hassan was arrested then.", "Waheed Hassan wurde damals verhaftet.", page="p"),
        replace(pair("The letter names Waheed Hassan, too.", "Auch der Brief nennt Waheed Hassan.", page="p"), id="2"),
    )
    (spellings,) = planted("two-spellings", *page)
    assert spellings.at == {"1", "2"}
    assert "Waheed Hasan." in spellings.faulty[1].target
    (same,) = planted("same-target", *page)
    assert same.faulty[0].target == same.faulty[1].target


def test_two_dates_are_planted_in_source_and_translation() -> None:
    page = (
        pair("Ehsan Ali, arrested on 15 May 2025.", "Ehsan Ali, verhaftet am 15. Mai 2025.", page="p"),
        replace(pair("On 15 May 2025 Ehsan Ali was held.", "Am 15. Mai 2025 kam Ehsan Ali in Haft.", page="p"), id="2"),
    )
    (error,) = planted("two-dates", *page)
    assert [one.source for one in error.faulty] != [one.source for one in page]
    assert "2. Mai 2025" in error.faulty[0].target
    assert "2 May 2025" in error.faulty[0].source


def test_records_become_knowledge_without_a_database() -> None:
    known = demo_knowledge()
    ehsan = next(entry for entry in known.entries if entry.key == "person:ehsan-ali")
    forms = {(form.text, form.status) for form in ehsan.forms}
    assert {("Ehsan Ali", FormStatus.PREFERRED), ("Eshan Ali", FormStatus.FORBIDDEN)} <= forms
    assert {entry.kind for entry in known.entries} == set(EntryKind)
    assert next(count.numbers for count in known.counts if count.subject == "in_custody") == (2, 5, 11)
    arrest = next(date for date in known.dates if date.person == "Ehsan Ali" and date.disputed)
    assert [day.day for day in (arrest.day, *arrest.disputed)] == [15, 16, 14]


def test_numbers_are_found_that_stand_alone() -> None:
    text = "40 Leute, 5.200 Zeichen, A4, {{ t_1 }}, am 17. Juni 2025, https://example.org/9 und 2024."
    assert [text[slice(*span)] for span in numbers(text, "de")] == ["40", "2024"]


def only_tokens() -> Checks:
    """Checks that know one thing, and say it only of what is wrong."""

    def check(segment: Segment, knowledge: Knowledge) -> list[Finding]:
        differ = token_differences(segment.source, segment.target)
        return [Finding("tokens", Severity.ERROR, segment.key)] if differ else []

    def page(segments: Sequence[Segment], knowledge: Knowledge) -> list[Finding]:
        return [finding for segment in segments for finding in check(segment, knowledge)]

    return Checks(check, page, lambda *asked: [], lambda *asked: [])


def test_what_is_found_and_missed_is_told_by_language_and_class() -> None:
    rules = [BY_ID["token-lost"], BY_ID["number-lost"]]
    figures = measure(only_tokens(), fieldwork(), rules=rules, most=3)
    assert {told.false_alarms for told in figures.values()} == {0.0}
    assert {error.rule for told in figures.values() for error in told.missed} == {"number-lost"}
    assert figures["ur"].found == 50.0
    assert "| tokens " in report.by_class(figures)
    assert next(iter(report.misses(figures))).startswith("da  number-lost")
    assert report.by_language(figures).count("\n") == 11


@pytest.mark.parametrize(
    ("finding", "found"),
    [
        (Finding("x", Severity.ERROR, "1", target_span=(13, 22)), True),
        (Finding("x", Severity.ERROR, "1", target_span=(0, 8)), False),
        (Finding("x", Severity.ERROR, "1"), True),
    ],
)
def test_a_finding_counts_where_it_points_at_the_error(finding: Finding, *, found: bool) -> None:
    (error,) = planted("name-forbidden", FREE)
    assert points_at(finding, error) is found


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("{", "line 2: this is not JSON."),
        ("[]", "line 2: this is not an object."),
        (
            json.dumps({"id": "2", "source": "a", "target": " "}),
            "line 2: target, source_language, target_language must",
        ),
        (
            json.dumps(
                dict(zip(("id", "source", "target"), "1ab", strict=True))
                | {"source_language": "en", "target_language": "de"}
            ),
            "stand twice: 1.",
        ),
    ],
)
def test_a_malformed_corpus_is_refused_with_its_line(tmp_path: Path, line: str, sentence: str) -> None:
    good = {"id": "1", "source": "a", "target": "b", "source_language": "en", "target_language": "de"}
    file = tmp_path / "corpus.jsonl"
    file.write_text(f"{json.dumps(good)}\n{line}\n", encoding="utf-8")
    with pytest.raises(MalformedCorpusError, match=sentence):
        read_pairs(file)
