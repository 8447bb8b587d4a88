"""What time alone changes on public pages is written again, however long nobody has looked."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest
from django.utils import timezone
from pytest_django import Settings

from local_content.models import LocalContent
from published.due import note_due, oldest_wait
from published.models import Change, Kind
from tests.factories.pages import make_standard_page
from tests.factories.sections import make_section

pytestmark = pytest.mark.django_db

NOON = datetime.datetime(2026, 3, 5, 12, tzinfo=datetime.UTC)
HOUR = datetime.timedelta(hours=1)


@pytest.fixture(autouse=True)
def _looked_at_noon(settings: Settings, tmp_path: Path) -> None:
    settings.PUBLISHED_ROOT = tmp_path
    note_due(NOON)
    Change.objects.all().delete()


def noted() -> list[tuple[str, str]]:
    """What is to be written."""
    return list(Change.objects.order_by("kind", "key").values_list("kind", "key"))


def test_within_a_day_nothing_is_due() -> None:
    note_due(NOON + HOUR)
    assert noted() == []


def test_on_a_new_day_everything_is_looked_at_again() -> None:
    note_due(NOON + 12 * HOUR)
    assert noted() == [(Kind.SITE, "")]


@pytest.mark.parametrize(
    ("begins", "ends", "is_due"),
    [(-2 * HOUR, HOUR / 2, True), (-2 * HOUR, 3 * HOUR, False), (-5.5 * HOUR, None, True), (-HOUR, None, False)],
)
def test_an_action_that_is_over_touches_its_page(
    begins: datetime.timedelta, ends: datetime.timedelta | None, is_due: bool
) -> None:
    page = make_standard_page()
    LocalContent.objects.create(
        section=make_section(en="contributor"),
        page_key=page.translation_key,
        kind="action",
        starts_at=NOON + begins,
        ends_at=None if ends is None else NOON + ends,
        live=True,
    )
    Change.objects.all().delete()
    note_due(NOON + HOUR)
    assert noted() == ([(Kind.PAGE, f"{page.translation_key}:")] if is_due else [])


def test_it_is_known_for_how_long_something_waits() -> None:
    now = timezone.now()
    assert oldest_wait(now) == 0
    Change.objects.create(kind=Kind.SITE, at=now - HOUR)
    assert oldest_wait(now) == 3600


def test_where_the_site_is_not_written_nothing_is_noted(settings: Settings) -> None:
    settings.PUBLISHED_ROOT = None
    note_due(NOON + 48 * HOUR)
    assert noted() == []
