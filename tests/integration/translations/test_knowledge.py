"""What the checks know, read from the records: whole, in few queries, and never stale."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from library.choices import PublishLevel, Status
from tests.factories.glossary import TermFactory, TermFormFactory
from tests.factories.library import (
    CaseCountFactory,
    CaseFactory,
    DetentionEpisodeFactory,
    PersonFactory,
    PersonNameFactory,
    StatusEventFactory,
)
from tests.factories.pages import make_appeal
from translations.checks import Entry, KnownCount, KnownDate
from translations.glossary.knowledge import knowledge_for
from translations.models import TermForm

pytestmark = pytest.mark.django_db

DAY = datetime.date(2025, 5, 15)


def texts(entries: tuple[Entry, ...]) -> dict[str, list[str]]:
    return {entry.key: sorted(form.text for form in entry.forms) for entry in entries}


def test_names_and_terms_come_with_the_forms_of_both_languages() -> None:
    person = PersonFactory(name="Ehsan Ali", native_name="احسان علی", native_language="ur")
    PersonNameFactory(person=person, text="Eshan Ali", kind="forbidden")
    term = TermFormFactory(term=TermFactory(name="motion"), text="Antrag").term
    TermFormFactory(term=term, language="fr", text="motion")
    assert texts(knowledge_for("en", "de").entries) == {
        f"person:{person.pk}": ["Ehsan Ali", "Eshan Ali"],
        f"term:{term.pk}": ["Antrag", "motion"],
    }
    assert "احسان علی" in texts(knowledge_for("en", "ur").entries)[f"person:{person.pk}"]


def test_nobody_is_asked_to_write_a_name_that_readers_may_not_see() -> None:
    PersonFactory(publish_level=PublishLevel.INITIALS)
    PersonFactory(publish_level=PublishLevel.WITHHELD)
    assert knowledge_for("en", "de").entries == ()


def test_reading_again_costs_one_query_until_a_record_changes() -> None:
    form: TermForm = TermFormFactory(text="Antrag")
    knowledge_for("en", "de")
    with CaptureQueriesContext(
        connection,
    ) as queries:
        knowledge_for("en", "de")
        assert len(queries) == 1
    form.text = "Resolution"
    form.save()
    assert "Resolution" in texts(knowledge_for("en", "de").entries)[f"term:{form.term_id}"]
    form.term.delete()
    assert knowledge_for("en", "de").entries == ()


def read_queries() -> int:
    PersonFactory()  # whatever was read before is stale
    with CaptureQueriesContext(connection) as queries:
        knowledge_for("en", "de")
    return len(queries)


def test_reading_costs_the_same_however_much_there_is() -> None:
    few = read_queries()
    for _ in range(10):
        StatusEventFactory(person=PersonNameFactory().person)
        CaseCountFactory()
        TermFormFactory()
    assert read_queries() == few == 7


def test_counts_and_dates_are_those_of_the_page_on_its_day() -> None:
    case, other = CaseFactory(), CaseFactory()
    person = PersonFactory(name="Ehsan Ali")
    episode = DetentionEpisodeFactory(person=person, case=case)
    arrest = StatusEventFactory(episode=episode, date=DAY)
    StatusEventFactory(episode=episode, date=datetime.date(2025, 5, 16), disputes=arrest)
    StatusEventFactory(episode=episode, status=Status.BAILED, date=None, precision="unknown")
    CaseCountFactory(case=case, number=11)
    CaseCountFactory(case=case, number=2, date=datetime.date(2025, 7, 31))
    CaseCountFactory(case=other, number=6)
    StatusEventFactory(person=PersonFactory(), date=DAY)
    appeal: Any = make_appeal("en", case=case, facts_as_of=datetime.date(2025, 6, 17))

    known = knowledge_for("en", "de", appeal)
    assert known.counts == (KnownCount("in_custody", (1, 11), datetime.date(2025, 6, 17)),)
    assert known.dates == (KnownDate("Ehsan Ali", "arrested", DAY, "day", (datetime.date(2025, 5, 16),)),)
    assert len(knowledge_for("en", "de").counts) == 2
