"""What the site logs while a reader writes a letter, when all goes well and when nothing does: never what was typed, or by whom."""

import io
import json
import logging
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client

from campaign_pages.models import ModelDocumentPage
from outputs.letters import limits
from vigil.logs import JsonFormatter, LineFormatter

pytestmark = pytest.mark.django_db

FIELDS: list[Any] = [("field", {"key": "writer_name", "kind": "text", "label": "Your name"})]
CONTENT: list[Any] = [("signature", "{{ writer_name }}")]
TYPED = "Zarmina Unmistakable"
ADDRESS = "203.0.113.77"
SECRET = (TYPED, "Unmistakable", ADDRESS, "zarmina@example.org", "campaign=leaflet")


@pytest.fixture(params=[JsonFormatter, LineFormatter])
def log(request: pytest.FixtureRequest) -> Iterator[io.StringIO]:
    """All that is logged, every level of it, by whichever logger."""
    written = io.StringIO()
    handler = logging.StreamHandler(written)
    handler.setFormatter(request.param())
    loggers = [logging.getLogger(name) for name in ("", "django", "django_tasks")]
    before = [each.level for each in loggers]
    for each in loggers:
        each.addHandler(handler)
        each.setLevel(logging.INFO)
    yield written
    for each, level in zip(loggers, before, strict=True):
        each.removeHandler(handler)
        each.setLevel(level)


def write(path: str = "/en/letters/letter/?campaign=leaflet", name: str = TYPED) -> int:
    cache.clear()
    reader = Client(REMOTE_ADDR=ADDRESS, raise_request_exception=False)
    return int(reader.post(path, {"f-writer_name": name}).status_code)


def test_a_letter_leaves_nothing_of_its_writer_in_the_log(
    letter: ModelDocumentPage, log: io.StringIO, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert write() == 200
    assert write("/en/letters/gone/?campaign=leaflet") == 404
    assert write(name="x" * limits.LARGEST_POST + TYPED) == 413

    def broken(*_arguments: Any, **_named: Any) -> bool:
        raise ValueError(f"no cache for {ADDRESS}, zarmina@example.org, /en/?campaign=leaflet")

    monkeypatch.setattr(limits, "is_ratelimited", broken)
    assert write() == 200
    monkeypatch.setattr("outputs.letters.views.refusal_for", broken)
    assert write() == 500

    said = log.getvalue()
    for secret in SECRET:
        assert secret not in said, secret
    assert "Not Found: /en/letters/gone/" in said
    assert "The cache that counts posts does not answer" in said
    assert "Internal Server Error: /en/letters/letter/" in said


def test_every_json_line_is_one_object_with_the_same_fields(letter: ModelDocumentPage, log: io.StringIO) -> None:
    write("/en/letters/gone/")

    lines = log.getvalue().splitlines()
    if lines[0].startswith("{"):
        for line in lines:
            assert {"at", "level", "logger", "message"} <= set(json.loads(line))
    else:
        assert "WARNING django.request: Not Found: /en/letters/gone/" in lines[0]
