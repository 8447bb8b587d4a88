"""Bad settings stop at start with one sentence that names the variable. Starts real processes; needs no database."""

import datetime
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.conf.locale import LANG_INFO
from django.core.exceptions import ImproperlyConfigured
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import check_for_language, get_language_info

from library.dates import format_date
from vigil.settings import environment
from vigil.settings.languages import ADDED_LANGUAGES, ALL_LANGUAGE_CODES, INTERFACE_LANGUAGES

ROOT = Path(__file__).resolve().parents[2]
KEPT = {"PATH", "HOME", "LANG", "LC_ALL", "TMPDIR", "VIRTUAL_ENV"}
STRONG_KEY = "k3y-" + "".join(chr(97 + number % 26) for number in range(60))
GOOD_PRODUCTION = {
    "DJANGO_SETTINGS_MODULE": "vigil.settings.production",
    "SECRET_KEY": STRONG_KEY,
    "BASE_URL": "https://example.org",
    "DATABASE_URL": "postgres://vigil:hidden-password@localhost/vigil",
}


def start(command: list[str], variables: dict[str, str]) -> subprocess.CompletedProcess[str]:
    """Run a start command of the project with these variables and nothing else of ours in the environment."""
    clean = {name: value for name, value in os.environ.items() if name in KEPT}
    return subprocess.run(
        [sys.executable, *command], cwd=ROOT, env=clean | variables, capture_output=True, text=True, check=False
    )


def assert_one_sentence(result: subprocess.CompletedProcess[str], name: str) -> None:
    lines = result.stderr.strip().splitlines()
    assert result.returncode == 78, result.stderr
    assert len(lines) == 1
    assert lines[0].startswith("Vigil cannot start: ")
    assert name in lines[0]
    assert "Traceback" not in result.stderr + result.stdout


@pytest.mark.parametrize(
    ("variables", "name"),
    [
        ({"SECRET_KEY": ""}, "SECRET_KEY"),
        ({"SECRET_KEY": "short"}, "SECRET_KEY"),
        ({"SECRET_KEY": "a" * 80}, "SECRET_KEY"),
        ({"BASE_URL": ""}, "BASE_URL"),
        ({"BASE_URL": "example.org"}, "BASE_URL"),
        ({"BASE_URL": "http://example.org"}, "BASE_URL"),
        ({"BASE_URL": "https://example.org:port"}, "BASE_URL"),
        ({"DATABASE_URL": ""}, "DATABASE_URL"),
        ({"DATABASE_URL": "localhost"}, "DATABASE_URL"),
        ({"DATABASE_URL": "mysql://u:hidden-password@h/n"}, "DATABASE_URL"),
        ({"DATABASE_URL": "postgres://u:hidden-password@h:54x2/n"}, "DATABASE_URL"),
        ({"DATABASE_URL": "postgres://u:hidden-password@h/"}, "DATABASE_URL"),
        ({"DATABASE_POOL_SIZE": "many"}, "DATABASE_POOL_SIZE"),
        ({"ALLOWED_HOSTS": "*"}, "ALLOWED_HOSTS"),
        ({"REDIS_URL": "localhost:6379"}, "REDIS_URL"),
        ({"EMAIL_URL": "smtp://"}, "EMAIL_URL"),
        ({"EMAIL_URL": "mail.example.org"}, "EMAIL_URL"),
        ({"HSTS_SECONDS": "-1"}, "HSTS_SECONDS"),
        ({"MEDIA_ROOT": "media"}, "MEDIA_ROOT"),
        ({"MACHINE_TRANSLATOR": "deepl"}, "MACHINE_TRANSLATOR_KEY"),
        ({"MACHINE_TRANSLATOR": "libretranslate"}, "MACHINE_TRANSLATOR_URL"),
        ({"REQUEST_BODY_LIMIT_MB": "0"}, "REQUEST_BODY_LIMIT_MB"),
        ({"LOG_LEVEL": "LOUD"}, "LOG_LEVEL"),
        ({"TIME_ZONE": "Europe/Atlantis"}, "TIME_ZONE"),
        ({"S3_BUCKET": "pictures"}, "S3_PUBLIC_DOMAIN"),
        ({"S3_BUCKET": "pictures", "S3_PUBLIC_DOMAIN": "media.example.org"}, "S3_ACCESS_KEY"),
        ({"DJANGO_SETTINGS_MODULE": "vigil.settings.nowhere"}, "DJANGO_SETTINGS_MODULE"),
    ],
)
def test_a_bad_production_setting_stops_the_start_with_a_sentence(variables: dict[str, str], name: str) -> None:
    result = start(["manage.py", "version"], GOOD_PRODUCTION | variables)

    assert_one_sentence(result, name)
    assert "hidden-password" not in result.stderr


@pytest.mark.parametrize(
    ("variables", "name"),
    [
        ({"PORT": "eighty"}, "PORT"),
        ({"PORT": "70000"}, "PORT"),
        ({"DATABASE_URL": "sqlite://"}, "DATABASE_URL"),
        ({"DEBUG": "perhaps"}, "DEBUG"),
        ({"BASE_URL": "/relative"}, "BASE_URL"),
    ],
)
def test_a_bad_local_setting_stops_make_run_with_a_sentence(variables: dict[str, str], name: str) -> None:
    assert_one_sentence(start(["tools/serve.py"], variables), name)


def test_the_web_server_refuses_to_load_an_application_with_bad_settings() -> None:
    load = ["-c", "import sys; sys.path.append('site'); import vigil.wsgi"]

    assert_one_sentence(start(load, GOOD_PRODUCTION | {"SECRET_KEY": ""}), "SECRET_KEY")


def test_good_production_settings_start() -> None:
    result = start(["manage.py", "version"], GOOD_PRODUCTION)

    assert result.returncode == 0, result.stderr
    assert result.stderr == ""


def test_a_database_that_does_not_answer_stops_make_run_with_a_sentence(tmp_path: Path) -> None:
    variables = {"DATABASE_URL": f"postgres://vigil@/{tmp_path}/vigil", "VAR_DIR": str(tmp_path)}

    assert_one_sentence(start(["tools/serve.py", "prepare"], variables), "DATABASE_URL")


@pytest.mark.parametrize(
    ("value", "expected"),
    [("1", True), ("TRUE", True), (" yes ", True), ("off", False), ("0", False), ("", None)],
)
def test_truth_is_read_in_the_usual_spellings(
    value: str, expected: bool | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VIGIL_EXAMPLE", value)

    for default in (True, False):
        assert environment.boolean("VIGIL_EXAMPLE", default) is (default if expected is None else expected)


@pytest.mark.parametrize("value", ["-1", "1.5", "٣", "11", "0x5"])
def test_numbers_outside_their_range_are_refused(value: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VIGIL_EXAMPLE", value)

    with pytest.raises(ImproperlyConfigured, match="VIGIL_EXAMPLE has to be a whole number from 1 to 10"):
        environment.integer("VIGIL_EXAMPLE", 5, low=1, high=10)


@pytest.mark.parametrize(
    "value",
    ["https://example.org/path", "ftp://example.org", "https://user@example.org", "https://", "https://a b.org"],
)
def test_addresses_that_are_more_than_an_origin_are_refused(value: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VIGIL_EXAMPLE", value)

    with pytest.raises(ImproperlyConfigured, match="VIGIL_EXAMPLE has to be an address"):
        environment.web_address("VIGIL_EXAMPLE")


@pytest.mark.parametrize("value", ["-1", "20 EUR", "1,5", "٣"])
def test_what_is_no_amount_is_refused(value: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VIGIL_EXAMPLE", value)

    with pytest.raises(ImproperlyConfigured, match="VIGIL_EXAMPLE has to be an amount"):
        environment.amount("VIGIL_EXAMPLE")


@pytest.mark.parametrize(
    ("host", "inside"),
    [
        ("libretranslate", True),
        ("localhost", True),
        ("192.168.1.7", True),
        ("[::1]", True),
        ("8.8.8.8", False),
        ("translate.example.org", False),
    ],
)
def test_only_names_of_our_own_network_count_as_our_own_machines(host: str, *, inside: bool) -> None:
    assert environment.is_inside(f"http://{host}:5000") is inside


def test_every_added_language_is_known_to_django_and_written_from_right_to_left() -> None:
    for code in ADDED_LANGUAGES:
        assert get_language_info(code)["bidi"] is True
        assert code in settings.LANGUAGES_BIDI
        assert check_for_language(code), f"{code} has no compiled catalogue"


def test_every_language_has_a_name_and_a_column() -> None:
    assert len(set(ALL_LANGUAGE_CODES)) == len(ALL_LANGUAGE_CODES)
    assert set(INTERFACE_LANGUAGES) <= set(ALL_LANGUAGE_CODES)
    assert settings.MODELTRANSLATION_LANGUAGES == ALL_LANGUAGE_CODES
    assert [code for code, _name in settings.WAGTAIL_CONTENT_LANGUAGES] == list(ALL_LANGUAGE_CODES)
    assert all(code in LANG_INFO for code in ALL_LANGUAGE_CODES)


def test_the_administration_writes_urdu_days_as_readers_find_them() -> None:
    moment = datetime.datetime(2025, 6, 17, 15, 30, tzinfo=datetime.UTC)
    with translation.override("ur"):
        assert date_format(moment, "DATE_FORMAT") == format_date(moment.date(), "day", "ur") == "17 جون، 2025"
        assert date_format(moment, "DATETIME_FORMAT") == "17 جون، 2025، 15:30"
