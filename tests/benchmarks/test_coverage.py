"""What the coverage board costs in a large campaign, and what it costs to begin a long page in all its languages."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pytest_django import Settings
from wagtail.models import Locale

from sections.choices import Role
from sections.models import User
from tests.benchmarks.seed import LANGUAGES, seed
from tests.benchmarks.tables import table
from tests.factories.pages import make_standard_page
from tests.factories.sections import join
from tests.running_site import ROOT
from translations.board.coverage import board
from translations.jobs import run_part
from translations.models import Job, JobPart, PartState

pytestmark = [pytest.mark.benchmark, pytest.mark.django_db]

REPORT = ROOT / "var" / "reports" / "benchmark-coverage.md"
ROUNDS = 5
MOST_QUERIES = 10
PARAGRAPHS = 149  # with the title, 150 strings


def know_sizes() -> None:
    """Let the database count its rows, as PostgreSQL does by itself a minute after so many new ones."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def secretariat() -> User:
    return join(User.objects.create_user("secretariat@example.org"), Role.SECRETARIAT)


def test_the_board_of_a_large_campaign(report: list[str]) -> None:
    seed()
    know_sizes()
    client = Client()
    client.force_login(secretariat())
    codes = list(Locale.objects.values_list("language_code", flat=True))
    rows: list[list[Any]] = []
    for name, work in (
        ("the rows and cells", lambda: board(codes, None)),
        ("the screen, with Wagtail’s frame", lambda: client.get(reverse("translations_board"))),
    ):
        work()  # what a process does once is none of it
        with CaptureQueriesContext(connection) as queries:
            work()
        number = len(queries)  # a request that is not counted forgets them
        seconds, processor = [], []
        for _round in range(ROUNDS):
            start, used = time.perf_counter(), time.process_time()
            work()
            seconds.append(time.perf_counter() - start)
            processor.append(time.process_time() - used)
        rows.append([name, number, round(min(seconds) * 1000), round(min(processor) * 1000)])
    report.append("# The coverage board: 300 pages, 30 languages")
    report.append(table(["what", "queries", "ms, best of 5", "of the processor"], rows))
    assert rows[0][1] <= MOST_QUERIES


def test_a_long_page_into_all_languages(
    report: list[str], settings: Settings, django_capture_on_commit_callbacks: Callable[..., Any]
) -> None:
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default"]}}
    seed(pages=1, sections=1)
    text = "".join(f"<p>Paragraph {number} says what happened on that day.</p>" for number in range(PARAGRAPHS))
    page = make_standard_page(body=[("text", text)])
    client = Client()
    client.force_login(secretariat())
    url = reverse("wagtail_localize:submit_page_translation", args=[page.pk])
    others = [locale.pk for locale in Locale.objects.exclude(pk=page.locale_id)]
    client.get(url)  # what a process does once is none of it
    start = time.perf_counter()
    with CaptureQueriesContext(connection) as queries, django_capture_on_commit_callbacks(execute=True):
        client.post(url, {"locales": others})
    request = time.perf_counter() - start
    seconds = []
    for part in Job.objects.get().parts.all():
        start = time.perf_counter()
        run_part.call(part.pk, part.attempt)
        seconds.append(time.perf_counter() - start)
    rows = [
        ["the request", len(queries), round(request * 1000)],
        ["the first language, in the background", "", round(seconds[0] * 1000)],
        ["each further language", "", round(sum(seconds[1:]) / len(seconds[1:]) * 1000)],
        ["all of it", "", round(sum(seconds) * 1000)],
    ]
    report.append(f"# {PARAGRAPHS + 1} strings into {len(LANGUAGES) - 1} languages")
    report.append(table(["what", "queries", "ms"], rows))
    assert set(JobPart.objects.values_list("state", flat=True)) == {PartState.DONE}
    assert len(seconds) == len(LANGUAGES) - 1
