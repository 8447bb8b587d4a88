"""Measures what it costs to make a section in ten languages, and prints it. The time is told, never judged."""

from __future__ import annotations

import sys
import time

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from home.models import SectionPage
from tests.factories.pages import make_home
from tests.factories.sections import make_user
from tests.integration.sections.screens import client_of, section_fields

pytestmark = [pytest.mark.benchmark, pytest.mark.django_db]

LANGUAGES = ("en", "de", "fr", "it", "es", "pt-br", "nl", "da", "el", "ur")


@pytest.mark.parametrize("number", [1, 10])
def test_a_section_is_made(number: int) -> None:
    for code in LANGUAGES:
        make_home(code)
    client = client_of(make_user("secretariat"))
    client.get(reverse("sections:add"))
    fields = section_fields(*((code, "lead") for code in LANGUAGES[:number]))
    start = time.perf_counter()
    with CaptureQueriesContext(connection) as queries:
        client.post(reverse("sections:add"), fields)
    seconds = time.perf_counter() - start
    assert SectionPage.objects.filter(live=True).count() == number
    sys.stdout.write(f"\nA section in {number} languages: {seconds:.2f} s, {len(queries)} queries (aim: under 5 s)\n")
