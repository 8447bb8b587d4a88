"""A mission and a letter to it, for whichever tests fill letters in; saving without indexes."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest
from django.conf import settings
from django.db import transaction
from django.test import override_settings
from wagtail.signal_handlers import disable_reference_index_auto_update

from tests.factories.library import CountryFactory, DiplomaticMissionFactory
from tests.factories.pages import make_document

if TYPE_CHECKING:
    from pytest_django import DjangoDbBlocker

    from campaign_pages.models import ModelDocumentPage
    from library.models import DiplomaticMission


@contextmanager
def unindexed() -> Iterator[None]:
    """Nothing that is saved is indexed for search or for references, which takes a fifth of most tests."""
    backends = {name: {**options, "AUTO_UPDATE": False} for name, options in settings.WAGTAILSEARCH_BACKENDS.items()}
    with override_settings(WAGTAILSEARCH_BACKENDS=backends), disable_reference_index_auto_update():
        yield


@pytest.fixture(autouse=True)
def _no_indexes(request: pytest.FixtureRequest) -> Iterator[None]:
    """As `unindexed`; the mark `indexed` asks for indexes."""
    if request.node.get_closest_marker("indexed"):
        yield
        return
    with unindexed():
        yield


@pytest.fixture(scope="module")
def kept(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """What a module's own fixtures store before its tests is there for each of them; what a test changes is undone.

    Let such a fixture be `autouse`, so that all is the same whatever the order of the tests; let it store `unindexed`, and
    hand out rows that are read anew.
    """
    with django_db_blocker.unblock(), transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.fixture
def mission() -> DiplomaticMission:
    """The High Commission of Pakistan in London."""
    found: DiplomaticMission = DiplomaticMissionFactory(
        sending=CountryFactory(code="PK", commonwealth=True),
        host=CountryFactory(code="GB", commonwealth=True),
        kind="high_commission",
        address_lines="34-36 Lowndes Square\nLondon SW1X 9JN",
    )
    return found


@pytest.fixture
def letter(request: pytest.FixtureRequest, mission: DiplomaticMission) -> ModelDocumentPage:
    """A letter with the `FIELDS` and `CONTENT` of the test's module."""
    module = request.module
    return make_document(slug="letter", fields=module.FIELDS, content=module.CONTENT, missions_of=mission.sending)
