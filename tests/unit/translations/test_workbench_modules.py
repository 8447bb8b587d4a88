"""The translation editor's script is made of modules, each of which browsers may keep under its hashed name."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from translations.templatetags import translations_admin
from translations.templatetags.translations_admin import MODULES, workbench_modules

FOLDER = Path(__file__).resolve().parents[3] / "site" / "static" / "js" / "workbench"


def test_the_map_names_every_module_that_is_imported() -> None:
    imported = {name for path in FOLDER.glob("*.js") for name in re.findall(r'from "\./(\w+)\.js"', path.read_text())}
    assert imported == set(MODULES)
    assert {path.stem for path in FOLDER.glob("*.js")} == {"main", *MODULES}


def test_it_leads_from_the_plain_to_the_hashed_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(translations_admin, "static", lambda name: f"/static/{name[:-3]}.0123abcd.js")
    places = json.loads(workbench_modules())["imports"]
    assert places["/static/js/workbench/dom.js"] == "/static/js/workbench/dom.0123abcd.js"
