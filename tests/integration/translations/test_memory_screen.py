"""The screen “Translation memory”: search, delete, files out and in; each with the rights of the language."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.models import Locale

from tests.factories.library import PersonFactory
from tests.factories.memory import make_unit
from tests.factories.pages import make_home
from tests.factories.sections import make_section, make_user
from tests.unit.translations.test_memory_tmx import TEXTS, file_of, tmx, unit
from translations.memory.exchange import exported, preview, take_in
from translations.models import MemorySource, MemoryToken, MemoryUnit
from translations.views.memory_screen import DELETE, EXPORT, IMPORT, LIST

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

OLD, NEW = (datetime.datetime(year, 1, 1, tzinfo=datetime.UTC) for year in (2020, 2026))


@pytest.fixture
def clients(german: Locale) -> dict[str, Client]:
    """A translator and an observer who work in German, and Italy's lead."""
    make_home("it")
    germany, italy = make_section("germany", "DE", de="lead"), make_section("italy", "IT", it="lead")
    found = {}
    for name, role, section in (
        ("translator", "translator", germany),
        ("observer", "observer", germany),
        ("stranger", "lead", italy),
    ):
        client = Client()
        client.force_login(make_user(role, section, email=f"{name}@example.org"))
        found[name] = client
    return found


@pytest.fixture
def translator(clients: dict[str, Client]) -> Client:
    return clients["translator"]


def texts() -> set[tuple[str, str, str]]:
    return set(MemoryUnit.objects.values_list("source__text", "target_language", "text"))


def send(client: Client, content: bytes) -> Any:
    return client.post(reverse(IMPORT), {"file": SimpleUploadedFile("memory.tmx", content)})


def agree(client: Client, response: Any) -> Any:
    return client.post(reverse(IMPORT), response.context["confirm"].initial)


def test_the_list_is_searched_in_both_languages(translator: Client) -> None:
    make_unit("Free them", "Gebt sie frei")
    make_unit("Write now", "Schreiben Sie jetzt")
    for words, count in (("", 2), ("WRITE", 1), ("gebt", 1), ("nowhere", 0)):
        html = translator.get(reverse(LIST), {"text": words}).content.decode()
        assert (html.count("Gebt sie frei") > 0) + (html.count("Schreiben Sie jetzt") > 0) == count
    assert 'lang="de" dir="ltr"' in translator.get(reverse(LIST)).content.decode()


def test_the_list_costs_the_same_for_any_number(translator: Client) -> None:
    make_unit("Free them", "Gebt sie frei")
    translator.get(reverse(LIST))
    with CaptureQueriesContext(connection) as one:
        translator.get(reverse(LIST))
    for number in range(20):
        make_unit(f"Free them {number}", f"Gebt sie frei {number}")
    with CaptureQueriesContext(connection) as many:
        assert translator.get(reverse(LIST)).content.decode().count("Gebt sie frei") == 21
    assert len(many) == len(one)


def test_what_is_withheld_is_marked_in_the_list_and_left_out_of_files(translator: Client) -> None:
    make_unit("Free them", "Gebt sie frei")
    make_unit("Free Ehsan Ali", "Gebt Ehsan Ali frei")
    assert "Held back" not in translator.get(reverse(LIST)).content.decode()
    PersonFactory.create(name="Ehsan Ali", publish_level="withheld")
    assert translator.get(reverse(LIST)).content.decode().count("Held back") == 1
    file = b"".join(translator.get(reverse(EXPORT), {"from": "en", "into": "de"}).streaming_content).decode()
    assert "Gebt sie frei" in file
    assert "Ehsan" not in file


def test_a_wrong_unit_is_deleted_with_all_that_the_index_knows_of_it(clients: dict[str, Client]) -> None:
    wrong, right = make_unit("Free them now", "Falsch"), make_unit("Free them now", "Richtig")
    other = make_unit("Write to them", "Schreibt")
    for name in ("observer", "stranger"):
        assert clients[name].post(reverse(DELETE, args=[wrong.pk])).status_code == 302
    assert MemoryUnit.objects.count() == 3
    url = reverse(DELETE, args=[wrong.pk])
    assert url in clients["translator"].get(reverse(LIST)).content.decode()
    assert url not in clients["observer"].get(reverse(LIST)).content.decode()
    assert "Falsch" in clients["translator"].get(url).content.decode()
    assert MemoryUnit.objects.count() == 3, "looking deletes nothing"
    clients["translator"].post(url)
    assert set(MemoryUnit.objects.values_list("text", flat=True)) == {"Richtig", "Schreibt"}
    clients["translator"].post(reverse(DELETE, args=[right.pk]))
    (left,) = MemorySource.objects.all()
    assert left.pk == other.source_id
    assert set(MemoryToken.objects.values_list("source_id", flat=True)) == {left.pk}


def test_others_see_and_take_nothing_of_a_language(clients: dict[str, Client]) -> None:
    make_unit("Free them", "Gebt sie frei")
    stranger = clients["stranger"]
    assert "Gebt sie frei" not in stranger.get(reverse(LIST)).content.decode()
    assert "into=de" not in stranger.get(reverse(EXPORT)).content.decode()
    assert stranger.get(reverse(EXPORT), {"from": "en", "into": "de"}).status_code == 302
    assert clients["observer"].get(reverse(IMPORT)).status_code == 302
    plan = send(stranger, file_of(TEXTS)).context["plan"]
    assert (plan.number, dict(plan.foreign)) == (0, {"de": len(TEXTS)})


def test_a_file_goes_out_and_comes_in_again_whole(translator: Client) -> None:
    for source, target in TEXTS:
        make_unit(source, target, at=NEW)
    before = texts()
    content = b"".join(translator.get(reverse(EXPORT), {"from": "en", "into": "de"}).streaming_content)
    plan = send(translator, content).context["plan"]
    assert (plan.number, plan.present) == (0, len(TEXTS))
    MemorySource.objects.all().delete()
    response = send(translator, content)
    assert not MemoryUnit.objects.exists(), "looking stores nothing"
    assert agree(translator, response).status_code == 302
    assert texts() == before
    assert set(MemoryUnit.objects.values_list("approved_at", "origin")) == {(NEW, "file")}
    assert sorted("".join(exported("en", "de")).encode().splitlines()) == sorted(content.splitlines())


def test_a_newer_translation_is_never_displaced(translator: Client) -> None:
    make_unit("Free them", "Lasst sie frei", at=NEW)
    dated = unit("Gebt sie frei").replace("<tu>", '<tu changedate="20210101T000000Z">')
    for content in (tmx(unit("Gebt sie frei")), tmx(dated)):
        plan = send(translator, content).context["plan"]
        assert (plan.number, plan.kept) == (0, 1)
    MemoryUnit.objects.update(approved_at=OLD)
    response = send(translator, tmx(dated))
    assert response.context["plan"].number == 1
    agree(translator, response)
    assert {text for _source, _language, text in texts()} == {"Lasst sie frei", "Gebt sie frei"}


def test_what_cannot_be_used_is_counted_and_left_out(translator: Client) -> None:
    foreign = unit("Libre").replace('"de"', '"xx"')
    broken = [
        unit(""),
        unit("&lt;script&gt;x&lt;/script&gt;"),
        unit("Gebt {{ name }} frei"),
        unit("x" * 20_001),
        unit('&lt;a id="a7"&gt;sie&lt;/a&gt;'),
    ]
    content = tmx("".join([unit("Gut"), unit("Gut"), foreign, *broken]))
    response = send(translator, content)
    plan = response.context["plan"]
    assert (plan.number, plan.repeated, plan.unusable, dict(plan.foreign)) == (1, 1, len(broken), {"xx": 1})
    html = response.content.decode()
    assert "1 translation stands in the file more than once and counts once." in html
    assert "or you do not translate into them: xx." in html


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "The file is empty."),
        (file_of(TEXTS)[:-40], "The file is damaged or was cut off"),
        (b" " * (10 * 1024 * 1024 + 1), "The file is larger than 10 MB."),
        (b'<!DOCTYPE tmx [<!ENTITY a "x">]><tmx/>', "This file defines entities"),
    ],
)
def test_a_bad_file_is_answered_with_a_sentence(translator: Client, content: bytes, sentence: str) -> None:
    assert sentence in send(translator, content).content.decode()
    assert not MemoryUnit.objects.exists()


def test_what_changed_since_the_preview_is_shown_anew(translator: Client) -> None:
    response = send(translator, tmx(unit("Gebt sie frei")))
    make_unit("Free them", "Lasst sie frei")
    again = agree(translator, response)
    assert "The memory has been changed since you looked." in again.content.decode()
    assert {text for _source, _language, text in texts()} == {"Lasst sie frei"}
    broken = translator.post(reverse(IMPORT), {"content": "AAAA", "digest": "0" * 64})
    assert "The file was not sent whole." in broken.content.decode()


def test_languages_of_other_tools_are_understood(german: Locale, django_user_model: Any) -> None:
    content = tmx(
        unit("Gebt sie frei").replace('"de"', '"DE-AT"').replace('"en"', '"EN-US"'), '<header srclang="*all*"/>'
    )
    user = django_user_model.objects.create_user(email="t@example.org", password="correct horse")
    take_in(content, preview(content, {"de"}).digest, {"de"}, user)
    (found,) = MemoryUnit.objects.select_related("source")
    assert (found.source.language, found.target_language, found.approved_by) == ("en", "de", user)
