"""People as the templates and the admin ask for them: names, state, search, and what it costs."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from library.choices import Custody, NameKind, Script, Status
from library.models import Person, StatusEvent
from tests.factories.library import (
    CampaignImageFactory,
    CaseCountFactory,
    CaseFactory,
    DetentionEpisodeFactory,
    OrganisationFactory,
    PersonFactory,
    PersonNameFactory,
    PersonRoleFactory,
    PlaceFactory,
    SourceFactory,
    StatusEventFactory,
)

pytestmark = pytest.mark.django_db


def make_ehsan_ali(**fields: Any) -> Person:
    person = PersonFactory(name="Ehsan Ali", slug="ehsan-ali", native_name="احسان علی", native_language="ur", **fields)
    PersonNameFactory(person=person, text="Eshan Ali", kind=NameKind.FORBIDDEN)
    PersonNameFactory(person=person, text="Εχσάν Αλί", kind=NameKind.PREFERRED, language="el", script=Script.GREEK)
    return person


@pytest.mark.parametrize(
    "query",
    ["Ehsan Ali", "ehsan", "EHSAN", "Eshan", "eshan ali", "احسان", "احسان علی", "علي", "Εχσάν", "εχσαν αλι", "ali ehs"],
)
def test_a_person_is_found_by_every_spelling_misspellings_included(query: str) -> None:
    person = make_ehsan_ali()
    PersonFactory(name="Asghar Shah", native_name="اصغر شاہ", native_language="ur")
    assert list(Person.objects.find(query)) == [person]


@pytest.mark.parametrize("query", ["", "  ", "Imran", "ehsan khan", "%", "_"])
def test_nobody_is_found_by_what_is_not_a_name(query: str) -> None:
    make_ehsan_ali()
    assert not Person.objects.find(query).exists()


def test_a_corrected_spelling_is_found_and_the_old_one_is_not() -> None:
    person = PersonFactory(name="Waheed Hasan")
    person.name = "Waheed Hassan"
    person.save(update_fields=["name"])
    assert list(Person.objects.find("hassan")) == [person]
    assert not Person.objects.find("hasan").exists()


def test_names_follow_the_language_of_the_reader_and_not_the_active_one() -> None:
    person = make_ehsan_ali()
    with translation.override("ur"):
        assert person.display_name("de") == "Ehsan Ali"
        assert person.display_name("el") == "Εχσάν Αλί"
    assert person.display_name("ur") == "احسان علی"
    assert (person.second_name("de"), person.second_name("ur")) == ("", "Ehsan Ali")


def test_a_withheld_name_withholds_the_portrait_too() -> None:
    person = make_ehsan_ali(portrait=CampaignImageFactory())
    assert person.public_portrait == person.portrait
    for level in ("initials", "withheld"):
        person.publish_level = level
        assert person.public_portrait is None
    assert person.second_name("ur") == ""


def test_an_address_that_betrays_a_withheld_name_is_refused() -> None:
    person = make_ehsan_ali(publish_level="initials")
    with pytest.raises(ValidationError) as refusal:
        person.full_clean()
    assert set(refusal.value.message_dict) == {"slug"}
    person.slug = "prisoner-1"
    person.full_clean()


def test_only_one_preferred_form_per_language_and_script() -> None:
    person = make_ehsan_ali()
    with pytest.raises(IntegrityError), transaction.atomic():
        PersonNameFactory(person=person, text="Άλλο", kind=NameKind.PREFERRED, language="el", script=Script.GREEK)
    PersonNameFactory(person=person, text="Άλλο", kind=NameKind.ACCEPTED, language="el", script=Script.GREEK)


def test_the_preferred_form_of_a_language_is_in_its_script() -> None:
    form = PersonNameFactory.build(
        person=PersonFactory(), text="Ehsan Ali", kind=NameKind.PREFERRED, language="ur", script=Script.LATIN
    )
    with pytest.raises(ValidationError, match="script"):
        form.full_clean()


def test_state_spans_all_episodes_of_a_person() -> None:
    person = make_ehsan_ali()
    first, second = DetentionEpisodeFactory(person=person), DetentionEpisodeFactory(person=person)
    StatusEventFactory(episode=second, status=Status.REARRESTED, date=datetime.date(2026, 3, 11))
    StatusEventFactory(episode=first, status=Status.ARRESTED, date=datetime.date(2025, 5, 16))
    StatusEventFactory(episode=first, status=Status.BAILED, date=datetime.date(2025, 7, 31))
    assert person.state_at(datetime.date(2025, 6, 17)).custody == Custody.IN_CUSTODY
    assert person.state_at(datetime.date(2025, 8, 1)).custody == Custody.BAILED
    assert person.state_at().since.iso == "2026-03-11"
    assert [event.status for event in person.events()] == ["arrested", "bailed", "rearrested"]


def test_state_is_known_before_anything_is_stored() -> None:
    person = PersonFactory.build()
    episode = DetentionEpisodeFactory.build(person=person)
    person.episodes.add(episode)
    episode.events.add(
        StatusEventFactory.build(episode=episode), StatusEventFactory.build(episode=episode, status="bailed")
    )
    assert person.state_at().custody == Custody.BAILED
    person.save()
    assert Person.objects.get().state_at().custody == Custody.BAILED


def test_of_an_imprecise_date_the_first_day_is_stored() -> None:
    event = StatusEventFactory(date=datetime.date(2025, 5, 16), precision="month")
    assert event.date == datetime.date(2025, 5, 1)
    assert StatusEventFactory(date=None, precision="day").precision == "unknown"


@pytest.mark.parametrize(("date", "precision"), [(None, "month"), (datetime.date(2025, 5, 16), "unknown")])
def test_a_date_and_what_is_known_of_it_have_to_agree(date: datetime.date | None, precision: str) -> None:
    event = StatusEventFactory()
    event.date, event.precision = date, precision
    with pytest.raises(ValidationError) as refusal:
        event.full_clean()
    assert "date" in refusal.value.message_dict
    with pytest.raises(IntegrityError), transaction.atomic():
        StatusEvent.objects.filter(pk=event.pk).update(date=date, precision=precision)


def test_an_event_contradicts_only_events_of_the_same_person() -> None:
    own, other = StatusEventFactory(), StatusEventFactory()
    own.disputes = other
    with pytest.raises(ValidationError) as refusal:
        own.full_clean()
    assert set(refusal.value.message_dict) == {"disputes"}
    own.disputes = StatusEventFactory(episode=own.episode)
    own.full_clean()


def test_roles_are_those_of_the_day() -> None:
    person = PersonFactory()
    PersonRoleFactory(person=person, title_en="chairman", since=datetime.date(2014, 1, 1), since_precision="year")
    PersonRoleFactory(
        person=person, title_en="student", until=datetime.date(2013, 6, 1), until_precision="year", sort_order=1
    )
    assert [role.title for role in person.current_roles()] == ["chairman"]
    assert [role.title for role in person.current_roles(datetime.date(2012, 1, 1))] == ["student"]


def test_reported_and_named_people_are_counted_apart() -> None:
    case = CaseFactory()
    CaseCountFactory(case=case, number=11)
    for _number in range(5):
        StatusEventFactory(episode=DetentionEpisodeFactory(case=case))
    StatusEventFactory(episode=DetentionEpisodeFactory(case=case), status=Status.LISTED)
    StatusEventFactory()
    on = datetime.date(2025, 6, 17)
    reported = case.reported_in_custody(on)
    assert reported is not None
    assert (reported.number, case.named_in_custody(on)) == (11, 5)
    assert (case.reported_in_custody(datetime.date(2025, 5, 1)), case.named_in_custody(datetime.date(2025, 5, 1))) == (
        None,
        0,
    )


def make_full_people(number: int) -> None:
    """People with a portrait, another spelling, a role and two episodes of two sourced events each."""
    case, place, sources = CaseFactory(), PlaceFactory(), [SourceFactory(), SourceFactory()]
    organisation, portrait = OrganisationFactory(), CampaignImageFactory()
    for _number in range(number):
        person = PersonFactory(native_name="احسان علی", native_language="ur", portrait=portrait)
        PersonNameFactory(person=person)
        PersonRoleFactory(person=person, organisation=organisation)
        for _episode in range(2):
            episode = DetentionEpisodeFactory(person=person, case=case)
            for status in (Status.ARRESTED, Status.BAILED):
                StatusEventFactory(episode=episode, status=status, place=place).sources.set(sources)


def show_cards(language: str) -> list[tuple[str, str, str, list[str]]]:
    return [
        (
            person.display_name(language),
            person.second_name(language),
            person.state_at().custody,
            [f"{role.title} {role.organisation}" for role in person.current_roles()],
        )
        for person in Person.objects.for_cards()
    ]


def show_timelines() -> list[list[Any]]:
    return [
        [
            (event.get_status_display(), event.place, event.authority, event.provision, list(event.sources.all()))
            for event in person.events()
        ]
        + [episode.case for episode in person.episodes.all()]
        for person in Person.objects.for_timeline()
    ]


@pytest.mark.parametrize("show", [lambda: show_cards("de"), lambda: show_cards("ur"), show_timelines])
def test_a_listing_costs_the_same_for_one_person_and_for_twenty(show: Callable[[], list[Any]]) -> None:
    make_full_people(1)
    with CaptureQueriesContext(connection) as one:
        show()
    make_full_people(19)
    with CaptureQueriesContext(connection) as twenty:
        assert len(show()) == 20
    assert len(twenty) == len(one)
    assert len(one) <= 7
