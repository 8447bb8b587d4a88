"""A section's country has a record, so that letters can offer it."""

import pytest

from library.models import Country
from library.section_countries import ensure_country
from tests.factories.library import CountryFactory
from tests.factories.sections import make_section

pytestmark = pytest.mark.django_db


def test_the_record_is_made_with_the_section_and_only_once() -> None:
    section = make_section("germany", "DE")
    assert Country.objects.get(code="DE").name_en == "Germany"
    assert ensure_country(section) == []


def test_a_record_that_is_there_stays_as_it_is() -> None:
    CountryFactory(code="PK", name_en="Islamic Republic of Pakistan", commonwealth=True)
    make_section("pakistan", "PK")
    record = Country.objects.get(code="PK")
    assert (record.name_en, record.commonwealth) == ("Islamic Republic of Pakistan", True)
