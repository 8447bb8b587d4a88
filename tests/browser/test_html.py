"""Every page type is valid HTML, by the validator that the W3C uses."""

from __future__ import annotations

import json
import subprocess
import urllib.error
import urllib.request
from pathlib import Path

import pytest

from tests.browser.reader_pages import EVERY_PAGE_AND_LANGUAGE
from tests.running_site import RunningSite

pytestmark = pytest.mark.validators

VALIDATOR = Path(__file__).parent / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"


def html_of(url: str) -> bytes:
    """What the server sends, whatever the status."""
    try:
        with urllib.request.urlopen(url, timeout=60) as response:
            body: bytes = response.read()
    except urllib.error.HTTPError as error:
        body = error.read()
    return body


def messages_on(files: list[Path]) -> list[str]:
    """What the validator says, one sentence for each place; warnings included."""
    command = ["java", "-jar", str(VALIDATOR), "--format", "json", "--exit-zero-always", *map(str, files)]
    result = subprocess.run(command, capture_output=True, text=True, timeout=300, check=True)
    return [
        f"{Path(each['url']).name}:{each.get('lastLine')} {each['type']} {each['message']} {each.get('extract', '')}"
        for each in json.loads(result.stderr)["messages"]
    ]


def test_the_validator_finds_nothing_on_any_page(reader_site: RunningSite, tmp_path: Path) -> None:
    files = []
    for address, language in EVERY_PAGE_AND_LANGUAGE:
        file = tmp_path / f"{address}-{language}.html"
        file.write_bytes(html_of(reader_site.url + address.in_language(language)))
        files.append(file)
    assert "\n".join(messages_on(files)) == ""


def test_the_validator_would_find_something(tmp_path: Path) -> None:
    file = tmp_path / "wrong.html"
    file.write_text('<!doctype html><html lang="en"><title>Wrong</title><p><div></p>', encoding="utf-8")
    assert messages_on([file])
