"""What log lines look like, and what is never in them, whoever logs."""

import json
import logging
import sys

import pytest

from vigil.logs import JsonFormatter, LineFormatter, scrubbed


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Not Found: /en/find/?q=Amna+Khan", "Not Found: /en/find/?[…]"),
        ("refused: {'a.b+c@example.org': (550, b'no')}", "refused: {'[…]': (550, b'no')}"),
        ("Key (email)=(editor@example.org) exists", "Key (email)=([…]) exists"),
        ("Invalid request from ip=203.0.113.9: bad", "Invalid request from ip=[…]: bad"),
        ("It was 203.0.113.9.", "It was […]."),
        ("from 2001:db8::17 and [2001:db8:1:2:3:4:5:6]:443", "from […] and [[…]]:443"),
        ("postgres://vigil:secret@db.example.org:5432/x", "postgres://vigil:[…]:5432/x"),
        ("Gone: /admin/invitation/MTI:1abc:xyz/", "Gone: /admin/invitation/[…]"),
        ("/admin/password_reset/confirm/MQ/c1x2y3-0123456789abcdef/ 200", "/admin/password_reset/confirm/[…] 200"),
        ("Not Found: /en/4f3a9b8c7d6e5f4a3b2c1d0e9f8a/", "Not Found: /en/[…]/"),
    ],
)
def test_what_is_nobodys_business_is_taken_out(text: str, left: str) -> None:
    assert scrubbed(text) == left


@pytest.mark.parametrize(
    "text",
    [
        "Listening at: http://127.0.0.1:8000 (1)",
        "2026-11-22 21:18:27,803 INFO vigil: began at 12:30:05",
        "Not Found: /en/appeals/free-the-11-detained-members-of-the-alliance/",
        "Is anybody there? Nobody is.",
        'File "/app/site/vigil/logs.py", line 12, in scrubbed',
        "psycopg 3.3.9 and Django 5.2.19",
    ],
)
def test_everything_else_is_left(text: str) -> None:
    assert scrubbed(text) == text


def record_of_a_failure() -> logging.LogRecord:
    try:
        raise ValueError("the letter to embassy@example.org")
    except ValueError:
        record = logging.LogRecord(
            "vigil", logging.ERROR, "file.py", 1, "Failed for %s", ("me@example.org",), sys.exc_info()
        )
    record.request = "<WSGIRequest: POST '/en/letters/motion/?name=Amna'>"
    return record


def test_a_json_line_has_named_fields_only_and_its_traceback_is_scrubbed_too() -> None:
    record = record_of_a_failure()

    line = JsonFormatter().format(record)

    assert "\n" not in line
    told = json.loads(line)
    assert set(told) == {"at", "level", "logger", "message", "exc_info"}
    assert told["message"] == "Failed for […]"
    assert told["level"] == "ERROR"
    assert "ValueError: the letter to […]" in told["exc_info"]
    assert hasattr(record, "request"), "other handlers get the record as it was"


def test_a_line_for_people_is_scrubbed_with_its_traceback() -> None:
    line = LineFormatter().format(record_of_a_failure())

    assert "ERROR vigil: Failed for […]\nTraceback" in line
    assert "example.org" not in line


def test_a_request_is_told_in_fields_without_who_has_asked_and_for_what() -> None:
    atoms = {
        "h": "203.0.113.9",
        "m": "GET",
        "U": "/en/find/",
        "q": "q=Amna",
        "s": "200",
        "B": 512,
        "M": 12,
        "a": "Firefox",
    }
    record = logging.LogRecord("gunicorn.access", logging.INFO, "", 1, "%(m)s %(U)s %(s)s", (atoms,), None)

    told = json.loads(JsonFormatter().format(record))

    assert told.pop("at")
    assert told == {
        "level": "INFO",
        "logger": "gunicorn.access",
        "message": "GET /en/find/ 200",
        "method": "GET",
        "path": "/en/find/",
        "status": "200",
        "bytes": 512,
        "milliseconds": 12,
    }
