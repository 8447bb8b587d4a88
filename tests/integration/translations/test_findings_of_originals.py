"""A finding of an original is dismissed with a reason by who may edit the page, and is back when the text changes."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from wagtail.models import Locale, Page

from sections.models import User
from tests.factories.pages import make_standard_page
from tests.factories.sections import make_section, make_user
from tests.integration.sections.screens import client_of, text_of
from tests.integration.translations.conftest import edit_original
from tests.integration.translations.test_editor import publish_in_the_admin
from translations.findings.originals import findings_of_original
from translations.models import Dismissal
from translations.submission import submit

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

SUMMARY = "They arrested Ehsan Ali. Eshan Ali waits."
REASON = "Two brothers."


@pytest.fixture
def page() -> Page:
    """An English original, not yet submitted for translation, with a name in two spellings."""
    return make_standard_page(title="Arrested", slug="arrested", summary=SUMMARY)


@pytest.fixture
def editor(page: Page) -> User:
    return make_user("editor", make_section("britain", "GB", en="lead"))


def edit_url(page: Page) -> str:
    return reverse("wagtailadmin_pages:edit", args=[page.pk])


def screen(page: Page) -> str:
    (line,) = findings_of_original(page)
    return reverse("translations_original_finding", args=[page.pk, line.key])


def dismiss(client: Client, page: Page, reason: str = REASON) -> HttpResponse:
    answer: HttpResponse = client.post(screen(page), {"reason": reason}, follow=True)
    return answer


def panel(client: Client, page: Page) -> BeautifulSoup:
    found = BeautifulSoup(client.get(edit_url(page)).content, "html.parser").select_one("#translations-source-findings")
    assert found is not None
    return found


def states(page: Page) -> list[bool]:
    """Whether each finding is open."""
    return [line.is_open for line in findings_of_original(Page.objects.get(pk=page.pk).specific)]


def test_it_is_dismissed_from_the_page_editor_and_restored(editor: User, page: Page) -> None:
    client = client_of(editor)
    (link,) = panel(client, page).select(".translations-finding a")
    assert (link.get_text(), link["href"]) == ("Dismiss", screen(page))
    assert "One name in two spellings" in text_of(client.get(link["href"]))

    answer = client.post(link["href"], {"reason": REASON})

    assert answer["Location"].startswith(edit_url(page))
    shown = panel(client, page)
    assert not shown.select(".translations-source-findings")
    (line,) = shown.select("details li")
    assert REASON in line.get_text()
    assert editor.name in line.get_text()
    client.post(line.a["href"], {"restore": "1"})
    assert states(page) == [True]
    assert not panel(client, page).select("details")


def test_a_reason_is_needed(editor: User, page: Page) -> None:
    assert "Say why the text is right as it is." in text_of(dismiss(client_of(editor), page, reason=" "))
    assert states(page) == [True]


def test_what_was_dismissed_is_not_told_at_publication(editor: User, page: Page) -> None:
    dismiss(client_of(editor), page)
    said = publish_in_the_admin(client_of(make_user("administrator")), page, title="Two arrested", summary=SUMMARY)
    assert Page.objects.get(pk=page.pk).title == "Two arrested"
    assert "The checks found" not in said


def test_it_is_back_when_the_text_changes_and_dismissed_again_with_the_old_text(editor: User, page: Page) -> None:
    dismiss(client_of(editor), page)
    edit_original(page, summary=f"{SUMMARY} So do others.")
    assert states(page) == [True]
    edit_original(page, summary=SUMMARY)
    assert states(page) == [False]


def test_it_outlives_the_first_translation_and_says_nothing_of_it(editor: User, page: Page, german: Locale) -> None:
    dismiss(client_of(editor), page)
    submit(page, [german])
    edit_original(page, title="Two arrested")
    assert states(page) == [False]
    assert list(Dismissal.objects.values_list("locale__language_code", flat=True)) == ["en"]


def test_a_text_that_has_changed_meanwhile_is_not_dismissed(editor: User, page: Page) -> None:
    url = screen(page)
    edit_original(page, summary=f"{SUMMARY} So do others.")
    answer = client_of(editor).post(url, {"reason": REASON}, follow=True)
    assert "Somebody has changed this text meanwhile. Look at it again." in text_of(answer)
    assert not Dismissal.objects.exists()


def test_who_may_not_edit_the_page_dismisses_nothing(page: Page, german: Locale) -> None:
    stranger = make_user("editor", make_section("germany", "DE", de="lead"), email="other@example.org")
    answer = client_of(stranger).post(screen(page), {"reason": REASON}, follow=True)
    assert "do not have permission" in text_of(answer)
    assert not Dismissal.objects.exists()


def test_a_locked_page_stays_as_it_is(editor: User, page: Page) -> None:
    Page.objects.filter(pk=page.pk).update(locked=True, locked_by=make_user("administrator"))
    assert "This page is locked. Nothing was saved." in text_of(dismiss(client_of(editor), page))
    assert not Dismissal.objects.exists()
