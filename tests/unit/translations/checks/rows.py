"""What the tests of the checks share: a small world of records, and ways to ask about one string."""

import datetime

from translations.checks import (
    Entry,
    EntryKind,
    Finding,
    FormStatus,
    Knowledge,
    KnownCount,
    KnownDate,
    Segment,
    Severity,
    WrittenForm,
    check_pair,
)

FORBIDDEN, ACCEPTED = FormStatus.FORBIDDEN, FormStatus.ACCEPTED
KNOWLEDGE = Knowledge(
    entries=(
        Entry(
            "person:1",
            EntryKind.PERSON,
            (
                WrittenForm("Ehsan Ali"),
                WrittenForm("احسان علی", "ur", "Arab"),
                WrittenForm("Εχσάν Αλί", "el", "Grek"),
                WrittenForm("Eshan Ali", status=FORBIDDEN),
            ),
        ),
        Entry(
            "person:2",
            EntryKind.PERSON,
            (WrittenForm("Waheed Hassan"), WrittenForm("Waheed Hasan", status=ACCEPTED)),
        ),
        Entry(
            "place:1",
            EntryKind.PLACE,
            (
                WrittenForm("Gilgit-Baltistan"),
                WrittenForm("Gilgit-Baltistão", "pt-br"),
                WrittenForm("گلگت بلتستان", "ur", "Arab"),
                WrittenForm("Giglit-Baltistan", status=FORBIDDEN),
            ),
        ),
        Entry(
            "term:1",
            EntryKind.TERM,
            (
                WrittenForm("model letter", "en"),
                WrittenForm("Musterbrief", "de"),
                WrittenForm("Briefvorlage", "de", status=FORBIDDEN),
                WrittenForm("نمونہ خط", "ur", "Arab"),
                WrittenForm("ماڈل لیٹر", "ur", "Arab", FORBIDDEN),
            ),
        ),
    ),
    counts=(KnownCount("in_custody", (11, 2)),),
    dates=(
        KnownDate(
            "Ehsan Ali",
            "arrested",
            datetime.date(2025, 5, 15),
            disputed=(datetime.date(2025, 5, 14), datetime.date(2025, 5, 16)),
        ),
    ),
)


def pair(source: str, target: str, to: str, of: str = "en", **values: int) -> Segment:
    """A segment whose key is its target."""
    return Segment(source, target, of, to, key=target, limit=values.get("limit"))


def findings(source: str, target: str, to: str, of: str = "en", **values: int) -> list[Finding]:
    return check_pair(pair(source, target, to, of, **values), KNOWLEDGE)


def alarms(source: str, target: str, to: str, of: str = "en", **values: int) -> set[str]:
    """The checks that ask for a decision about a translation."""
    return {each.check for each in findings(source, target, to, of, **values) if each.severity != Severity.HINT}


def mended(source: str, target: str, to: str, of: str = "en") -> str:
    """The translation after the first fix that is offered."""
    fix = next(each.fix for each in findings(source, target, to, of) if each.fix)
    return fix.applied_to(target)
