"""Media in a folder of the test's own, and clients who are logged in."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.test import Client, override_settings

from tests.factories.sections import make_user


@pytest.fixture
def media(tmp_path: Path) -> Iterator[Path]:
    """An empty folder in which uploads are stored."""
    folder = tmp_path / "media"
    folder.mkdir()
    with override_settings(MEDIA_ROOT=folder):
        yield folder


@pytest.fixture
def editor(db: None) -> Client:
    client = Client()
    client.force_login(make_user("secretariat"))
    return client


def stored_files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())
