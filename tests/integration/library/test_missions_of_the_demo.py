"""The missions of the demo content: one for every country with a section, each with its source, none taken for verified."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest
import yaml
from django.utils import timezone

from home.demo.checks import read_content
from home.demo.files import DemoContent, DemoContentError
from home.demo.missions import load_missions, read_missions
from home.demo.records import columns, store
from home.demo.references import References
from home.management.commands.load_demo import DEMO_FOLDER
from library.choices import SourceKind
from library.missions import missions_for_readers
from library.models import Country, DiplomaticMission, Source
from library.protocol import mission_words

pytestmark = pytest.mark.django_db

#: Countries of the national sections in which Pakistan's mission is known. No source names the one for Venezuela.
COUNTRIES = {"AT", "BE", "BR", "CA", "CH", "DE", "DK", "FR", "GB", "GR", "IE", "IT", "US", "ZA"}
COMMONWEALTH = {"CA", "GB", "ZA"}


@pytest.fixture(scope="module")
def content() -> DemoContent:
    return read_content(DEMO_FOLDER)


def references_to_countries(content: DemoContent) -> References:
    references = References()
    for code, entry in content.records["countries"].items():
        record = store(Country(code=code, **columns(entry, references)), f"countries.{code}")
        references.records["countries", code] = record
    return references


@pytest.fixture
def loaded(content: DemoContent) -> None:
    load_missions(content, references_to_countries(content))


@pytest.mark.usefixtures("loaded")
def test_there_is_a_mission_for_every_section_and_for_the_cities_of_protest() -> None:
    missions = list(DiplomaticMission.objects.for_listing())
    mains = {mission.host.code: mission.kind for mission in missions if mission.is_main}
    assert mains == {code: "high_commission" if code in COMMONWEALTH else "embassy" for code in COUNTRIES}
    others = {(mission.host.code, mission.city_en, mission.kind) for mission in missions if not mission.is_main}
    assert others == {("CA", "Toronto", "consulate_general"), ("US", "New York", "consulate_general")}


@pytest.mark.usefixtures("loaded")
def test_none_is_verified_or_names_anybody_and_each_has_a_source_of_its_own() -> None:
    missions = DiplomaticMission.objects.select_related("source")
    assert missions.unverified_for_a_year(timezone.localdate()).count() == len(missions) == 16
    assert {(mission.head_name, mission.head_gender, mission.verified_by) for mission in missions} == {
        ("", "unknown", None)
    }
    assert len({mission.source_id for mission in missions}) == 16
    assert set(Source.objects.values_list("kind", flat=True)) == {SourceKind.OFFICIAL}
    assert all(mission.address_list for mission in missions)


@pytest.mark.usefixtures("loaded")
@pytest.mark.parametrize("language", ["en", "de", "fr", "it", "es", "pt-br", "nl", "da", "el", "ur"])
def test_readers_of_every_language_choose_among_them(language: str) -> None:
    choices = missions_for_readers("PK", language)
    assert len(choices) == 17
    assert [choice.country_code for choice in choices if choice.mission is None] == ["VE"]
    (london,) = [choice for choice in choices if choice.country_code == "GB"]
    assert london.mission
    words = mission_words(london.mission, language, london.country_code)
    assert words.address == "34–36 Lowndes Square\nLondon SW1X 9JN"
    assert (words.title, words.head) == ("", "")
    assert words.office
    assert words.salutation


@pytest.mark.parametrize(
    ("path", "value", "sentence"),
    [
        (("sending",), "XX", "“XX” is not among the countries."),
        (("missions", "berlin", "host"), "XX", "“XX” is not among the countries."),
        (("missions", "berlin", "kind"), None, "the key “kind” is missing."),
        (("missions", "berlin", "fax"), "1", "the key “fax” is not known here."),
        (("missions", "berlin", "city"), {"en": "Berlin"}, "there is no name in de,"),
        (("missions", "berlin", "source"), {"publisher": "x"}, "the key “title” is missing."),
    ],
)
def test_a_malformed_file_is_refused_with_a_sentence(
    content: DemoContent, tmp_path: Path, path: tuple[str, ...], value: Any, sentence: str
) -> None:
    data = yaml.safe_load((DEMO_FOLDER / "missions.yaml").read_text(encoding="utf-8"))
    target = data
    for key in path[:-1]:
        target = target[key]
    target[path[-1]] = value
    (tmp_path / "missions.yaml").write_text(yaml.safe_dump(data, allow_unicode=True), encoding="utf-8")
    changed = DemoContent(tmp_path, content.languages, content.plans, content.records, content.texts, content.earlier)
    with pytest.raises(DemoContentError, match=r"^missions\.yaml, ") as caught:
        read_missions(changed)
    assert sentence in str(caught.value)


def test_a_mission_that_cannot_be_stops_the_load_and_says_where(content: DemoContent, tmp_path: Path) -> None:
    shutil.copy(DEMO_FOLDER / "missions.yaml", tmp_path)
    file = tmp_path / "missions.yaml"
    file.write_text(
        file.read_text(encoding="utf-8").replace("kind: high_commission", "kind: embassy"), encoding="utf-8"
    )
    changed = DemoContent(tmp_path, content.languages, content.plans, content.records, content.texts, content.earlier)
    with pytest.raises(DemoContentError, match=r"missions\.ottawa: Both countries are members of the Commonwealth"):
        load_missions(changed, references_to_countries(content))
