"""The layout of the project: names of folders, first lines and sizes of modules, files that belong together."""

import ast
import json
import re
import subprocess
import sys
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.checks import run_checks
from pytest_django import Settings

from vigil.checks import app_order_findings, folder_findings, language_findings

ROOT = Path(__file__).resolve().parents[2]
CODE_FOLDERS = (
    "site/vigil",
    "search",
    "home",
    "outputs",
    "campaign_pages",
    "interventions",
    "translations",
    "local_content",
    "library",
    "sections",
    "tools",
    "ops",
)
VAGUE_NAMES = {"utils", "util", "helpers", "helper", "core", "common", "misc", "base_utils"}
LONGEST_MODULE = 400
LONGEST_TEMPLATE = 160


def tracked() -> list[Path]:
    """The files that git knows or would take up."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard"]
    listing = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if listing.returncode:
        pytest.skip("needs a git checkout")
    return [ROOT / line for line in listing.stdout.splitlines() if (ROOT / line).is_file()]


def modules() -> Iterator[Path]:
    for folder in CODE_FOLDERS:
        yield from (path for path in (ROOT / folder).rglob("*.py") if "migrations" not in path.parts)


def test_no_folder_hides_a_module_of_the_standard_library() -> None:
    assert list(folder_findings(ROOT)) == []


def test_a_folder_that_hides_a_module_is_found(tmp_path: Path) -> None:
    (tmp_path / "email").mkdir()
    (tmp_path / "library").mkdir()
    (tmp_path / "site" / "vigil").mkdir(parents=True)
    (tmp_path / "site" / "__init__.py").touch()
    (tmp_path / "locale" / "de").mkdir(parents=True)
    (tmp_path / "locale" / "de" / "formats.py").touch()

    assert [sentence.split()[0] for sentence in folder_findings(tmp_path)] == [
        "the",
        "site/__init__.py",
        "locale/de/formats.py",
    ]


def test_importing_site_and_locale_gives_the_standard_library() -> None:
    program = "import site, locale; print(site.__file__, locale.__file__)"
    printed = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True)

    assert str(ROOT / "site") not in printed.stdout
    assert str(ROOT / "locale") not in printed.stdout


@pytest.mark.django_db
def test_the_project_has_no_system_check_findings() -> None:
    assert run_checks() == []


def test_the_order_of_apps_is_checked() -> None:
    wrong = ["wagtail.admin", "modeltranslation", "wagtail_localize", "home", "wagtail.locales"]

    assert [sentence.split()[0] for sentence in app_order_findings(wrong)] == [
        "“home”",
        "“modeltranslation”",
        "“wagtail.locales”",
    ]


def test_languages_that_do_not_fit_together_are_found(settings: Settings) -> None:
    assert list(language_findings()) == []

    settings.LANGUAGES = [("en", "English"), ("tlh", "tlhIngan Hol")]
    settings.INTERFACE_LANGUAGES = ("en", "de")
    assert list(language_findings()) == [
        "the interface language “de” is not in LANGUAGES.",
        "the language “tlh” has no column; add it to the end of ALL_LANGUAGES and make a migration.",
        "WAGTAIL_CONTENT_LANGUAGES and LANGUAGES have to be the same.",
    ]


def test_every_module_begins_with_a_sentence_about_itself() -> None:
    silent = []
    for path in modules():
        text = path.read_text(encoding="utf-8")
        if not text.strip():
            continue
        docstring = ast.get_docstring(ast.parse(text)) or ""
        if not re.match(r"\S.{15,}[.:]", docstring.partition("\n")[0]):
            silent.append(path.relative_to(ROOT).as_posix())

    assert silent == []


def test_no_module_has_a_name_that_says_nothing() -> None:
    names = {path.relative_to(ROOT).as_posix() for path in modules() if path.stem in VAGUE_NAMES}
    names |= {path.name for path in ROOT.iterdir() if path.is_dir() and path.name in VAGUE_NAMES}

    assert names == set()


@pytest.mark.parametrize(
    ("kind", "paths", "limit"),
    [
        ("module", lambda: modules(), LONGEST_MODULE),
        ("template", lambda: (path for path in tracked() if path.suffix == ".html"), LONGEST_TEMPLATE),
    ],
)
def test_nothing_has_outgrown_its_size(kind: str, paths: Callable[[], Iterator[Path]], limit: int) -> None:
    sizes = {path.relative_to(ROOT).as_posix(): len(path.read_text(encoding="utf-8").splitlines()) for path in paths()}

    assert sizes, f"no {kind} was found"
    assert {name: size for name, size in sizes.items() if size > limit} == {}


def test_nothing_generated_is_tracked() -> None:
    patterns = re.compile(r"(^|/)(var|\.venv|node_modules|__pycache__)/|\.(mo|pyc|sqlite3|log)$|(^|/)\.demo-accounts$")
    names = [path.relative_to(ROOT).as_posix() for path in tracked()]

    assert [name for name in names if patterns.search(name)] == []


def test_requirements_are_pinned_with_hashes_and_name_no_index() -> None:
    for name in ("requirements.txt", "requirements-dev.txt"):
        text = (ROOT / name).read_text()
        pins = re.findall(r"^[a-zA-Z0-9][^\n]*", text, re.MULTILINE)

        assert pins
        assert all("==" in pin for pin in pins)
        assert "://" not in text
        assert not re.search(r"^\s*-(-index|-extra|-find|i|f)", text, re.MULTILINE)
        assert all(block.count("--hash=sha256:") for block in re.split(r"\n(?=[a-zA-Z0-9])", text.strip()))


def test_both_sets_of_requirements_agree_on_every_version() -> None:
    pin = re.compile(r"^([a-zA-Z0-9][\w.-]*)(?:\[[^\]]*\])?==(\S+)", re.MULTILINE)
    production = dict(pin.findall((ROOT / "requirements.txt").read_text()))
    development = dict(pin.findall((ROOT / "requirements-dev.txt").read_text()))

    assert {name for name in production.keys() & development.keys() if production[name] != development[name]} == set()


def test_every_direct_requirement_is_pinned() -> None:
    for name in ("requirements", "requirements-dev"):
        wanted = re.findall(r"^([A-Za-z0-9][\w-]*)", (ROOT / f"{name}.in").read_text(), re.MULTILINE)
        pinned = (ROOT / f"{name}.txt").read_text()

        assert wanted
        for requirement in wanted:
            assert re.search(rf"^{re.escape(requirement.lower())}(\[[^\]]*\])?==", pinned, re.MULTILINE), requirement


def test_the_lock_of_the_validators_names_no_registry() -> None:
    lock = json.loads((ROOT / "tests" / "browser" / "package-lock.json").read_text())

    assert lock["packages"]
    for name, package in lock["packages"].items():
        assert "resolved" not in package, name
        assert not name or "integrity" in package, name


def test_the_import_contract_names_every_app() -> None:
    configuration: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]
    layers = {name.strip() for layer in configuration["contracts"][0]["layers"] for name in layer.split("|")}
    apps = {path.parent.name for path in ROOT.glob("*/apps.py")}

    assert layers == set(configuration["root_packages"]) == apps | {"vigil"}


def test_the_makefile_explains_every_command() -> None:
    text = (ROOT / "Makefile").read_text()
    phony = set(re.findall(r"^\.PHONY: (\S+)$", text, re.MULTILINE))
    explained = set(re.findall(r"^([a-z-]+):.*## ", text, re.MULTILINE))

    assert phony == explained
    assert {"run", "reset", "test", "lint", "types", "messages", "compile", "requirements", "help"} <= phony
