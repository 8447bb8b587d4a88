"""How log lines look, and what they never hold. Knows no Django: gunicorn uses it before there is any.

Whoever logs, and whatever: addresses of people and machines, what stands behind a question mark, and secrets in paths are
taken out of the finished line, tracebacks included.
"""

import logging
import os
import re
from collections.abc import Mapping
from ipaddress import ip_address
from typing import Any

from pythonjsonlogger.json import JsonFormatter as LibraryFormatter

HIDDEN = "[…]"
_MAIL = re.compile(r"[^\s@<>\"'`(),;:=\[\]/]+@[^\s@<>\"'`(),;:=\[\]/]+\.[^\W\d_]{2,}")
_MACHINE = re.compile(r"(?<![\w.:])(?:\d{1,3}(?:\.\d{1,3}){3}|(?:[0-9a-fA-F]{0,4}:){2,7}[0-9a-fA-F.]{0,15})(?!\.?\w)")
_QUESTION = re.compile(r"(?<=[^\s\"'<>(?])\?[^\s\"'<>)?][^\s\"'<>)]*")
# Invitations and password links: who has the path has the right.
_SECRET_PATH = re.compile(r"(/invitation/|/password_reset/confirm/)[^\s\"'<>]+")
_SECRET_PART = re.compile(r"(?<=/)(?=[^/\s]*\d)[\w=:.]{24,}(?=[/\s\"']|$)")


def scrubbed(text: str) -> str:
    """The text without what logs never hold.

    >>> scrubbed("Not Found: /en/find/?q=Amna from 203.0.113.9 for a@b.org")
    'Not Found: /en/find/?[…] from […] for […]'
    """
    text = _MAIL.sub(HIDDEN, text)
    text = _SECRET_PATH.sub(rf"\1{HIDDEN}", text)
    text = _SECRET_PART.sub(HIDDEN, text)
    text = _QUESTION.sub(f"?{HIDDEN}", text)
    return _MACHINE.sub(_unless_our_own, text)


def _unless_our_own(match: re.Match[str]) -> str:
    """This machine is nobody; what only looks like an address is something else."""
    try:
        address = ip_address(match[0].rstrip(".:") if "." in match[0] else match[0])
    except ValueError:
        return match[0]
    return match[0] if address.is_loopback or address.is_unspecified else HIDDEN


class LineFormatter(logging.Formatter):
    """One line for people, and the traceback below it."""

    def __init__(self) -> None:
        super().__init__("{asctime} {levelname} {name}: {message}", style="{")

    def format(self, record: logging.LogRecord) -> str:
        """The line without what logs never hold."""
        return scrubbed(super().format(record))


class JsonFormatter(LibraryFormatter):
    """One JSON object for machines. Of what a logger adds to its record, nothing is taken: it may be a whole request."""

    FIELDS = {"asctime": "at", "levelname": "level", "name": "logger"}

    def __init__(self) -> None:
        super().__init__(
            "{asctime}{levelname}{name}{message}", style="{", rename_fields=self.FIELDS, json_ensure_ascii=False
        )

    def add_fields(self, log_data: dict[str, Any], record: logging.LogRecord, message_dict: dict[str, Any]) -> None:
        """The named fields, and those of a request where the record is one of gunicorn's."""
        plain = logging.makeLogRecord({name: value for name, value in vars(record).items() if name in _KNOWN})
        super().add_fields(log_data, plain, message_dict)
        log_data |= _request(record)

    def process_log_record(self, log_data: dict[str, Any]) -> dict[str, Any]:
        """Without what logs never hold."""
        return {name: scrubbed(value) if isinstance(value, str) else value for name, value in log_data.items()}


_KNOWN = set(logging.makeLogRecord({}).__dict__) | {"message", "asctime"}

# gunicorn's names: method, path without what is behind the question mark, status, bytes, milliseconds.
ACCESS_FORMAT = "%(m)s %(U)s %(s)s %(B)s bytes %(M)s ms"
_ACCESS_FIELDS = {"m": "method", "U": "path", "s": "status", "B": "bytes", "M": "milliseconds"}


def _request(record: logging.LogRecord) -> dict[str, Any]:
    if record.name != "gunicorn.access" or not isinstance(record.args, Mapping):
        return {}
    return {name: record.args[atom] for atom, name in _ACCESS_FIELDS.items()}


def formatter(kind: str) -> logging.Formatter:
    """The one that LOG_FORMAT names."""
    return JsonFormatter() if kind == "json" else LineFormatter()


def gunicorn_logging(kind: str, *, access: bool) -> dict[str, Any]:
    """gunicorn's logs: errors always, requests where they are wanted. All to standard output."""
    both = {"handlers": ["console"], "propagate": False}
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"chosen": {"()": formatter, "kind": kind}},
        "handlers": {
            "console": {"class": "logging.StreamHandler", "formatter": "chosen", "stream": "ext://sys.stdout"}
        },
        "root": {"handlers": ["console"], "level": "INFO"},
        "loggers": {
            "gunicorn.error": {**both, "level": "INFO"},
            "gunicorn.access": {**both, "level": "INFO" if access else "CRITICAL"},
        },
    }


def said(sentence: str) -> str:
    """What a program says before logging is set up, as a line of the log."""
    record = logging.makeLogRecord({"name": "vigil", "levelname": "INFO", "levelno": logging.INFO, "msg": sentence})
    return formatter(os.environ.get("LOG_FORMAT", "line")).format(record)
