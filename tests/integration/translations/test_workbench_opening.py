"""The translation editor of a long page opens with few queries, and shows all that it showed before."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.models import Locale
from wagtail_localize.models import Translation

from tests.factories.pages import make_standard_page
from tests.factories.translations import fill
from translations.submission import submit

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

#: wagtail-localize alone needs 888.
MOST = 100


@pytest.fixture
def admin(client: Client, db: None) -> Client:
    client.force_login(get_user_model().objects.create_superuser(email="admin@example.org", password="correct horse"))
    return client


def make_translation(german: Locale, paragraphs: int) -> Translation:
    text = "".join(f"<p>Paragraph {number} of a long page.</p>" for number in range(paragraphs))
    page = make_standard_page(title=f"{paragraphs} paragraphs", slug=f"p{paragraphs}", body=[("text", text)])
    return submit(page, [german])[0]


def open_editor(client: Client, translation: Translation) -> tuple[int, dict[str, Any]]:
    """How many queries the editor needs, and what it gives to its script."""
    url = reverse("wagtailadmin_pages:edit", args=[translation.get_target_instance().pk])
    client.get(url)
    with CaptureQueriesContext(connection) as queries:
        response = client.get(url)
    props = re.search(r'data-props="([^"]*)"', response.content.decode())
    assert props
    return len(queries), json.loads(html.unescape(props.group(1)))


def test_a_long_translated_page_opens_with_as_few_queries_as_a_short_one(
    german: Locale, admin: Client, translate_all: Callable[[Translation], None]
) -> None:
    short, long = make_translation(german, 3), make_translation(german, 150)
    translate_all(short)
    translate_all(long)
    few, _props = open_editor(admin, short)
    many, props = open_editor(admin, long)
    assert len(props["initialStringTranslations"]) == 151
    assert many == few <= MOST


def test_every_string_keeps_its_number_its_text_and_its_author(complete: Translation, admin: Client) -> None:
    author = get_user_model().objects.get()
    author.name = "Rosa"
    author.save()
    fill(complete, {"About us": "Über uns"}, user=author)
    fill(complete, {"Second paragraph.": "Zweiter Absatz."})
    _queries, props = open_editor(admin, complete)
    numbers = {segment["id"]: segment["source"] for segment in props["segments"] if segment["type"] == "string"}
    texts = {numbers[each["segment_id"]]: each["data"] for each in props["initialStringTranslations"]}
    assert texts["About us"] == "Über uns"
    assert texts["Second paragraph."] == "Zweiter Absatz."
    authors = {each["data"]: each["last_translated_by"] for each in props["initialStringTranslations"]}
    assert authors["Über uns"]["full_name"] == "Rosa"
    assert authors["Zweiter Absatz."] is None
