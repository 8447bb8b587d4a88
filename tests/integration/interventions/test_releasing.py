"""Languages that go live together: all of the chosen or none, now or at a time; what is not ready stays out."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import PermissionDenied
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import ModelLogEntry, Page, PageLogEntry, Revision
from wagtail_localize.models import StringSegment, Translation

from home.models import StandardPage
from interventions.models import Release
from interventions.readiness import readiness
from interventions.refusals import Refused
from interventions.releasing import cancel, planned, release
from interventions.taking_down import take_down
from sections.models import User
from sections.trail import Deed
from tests.factories.pages import make_home, make_locale, make_standard_page
from tests.factories.sections import make_section, make_user
from tests.factories.translations import fill, pretended
from tests.integration.conftest import unindexed
from tests.integration.sections.screens import client_of, text_of
from translations.submission import submit

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]
SOON = datetime.timedelta(hours=1)


@pytest.fixture
def secretariat() -> User:
    return make_user("secretariat")


@pytest.fixture(scope="module", autouse=True)
def _news(kept: None) -> None:
    """An English draft, translated into German and Urdu; French has begun."""
    with unindexed():
        for code in ("de", "ur", "fr"):
            make_home(code)
        original = make_standard_page(title="News", slug="news", summary="They are free.")
        original.unpublish()
        for translation in submit(original, [make_locale(code) for code in ("de", "ur", "fr")]):
            if translation.target_locale.language_code != "fr":
                translate(translation)


@pytest.fixture
def page() -> StandardPage:
    return StandardPage.objects.get(slug="news", locale__language_code="en")


def translate(translation: Translation) -> None:
    texts = StringSegment.objects.filter(source=translation.source).values_list("string__data", flat=True)
    language = translation.target_locale.language_code
    fill(translation, {text: pretended(text, language) for text in texts})


def live(page: Page) -> set[str]:
    pages = Page.objects.filter(translation_key=page.translation_key, live=True)
    return set(pages.values_list("locale__language_code", flat=True))


def in_language(page: Page, code: str) -> Page:
    found: Page = Page.objects.get(translation_key=page.translation_key, locale__language_code=code)
    return found.specific


def url_of(page: Page) -> str:
    return reverse("interventions:release", args=[page.pk])


def posted(client: Client, page: Page, *languages: str, at: str = "", why: str = "The trial begins.") -> Any:
    """Post the form as it was shown."""
    shown = BeautifulSoup(client.get(url_of(page)).content, "html.parser")
    digest = shown.find("input", {"name": "previewed"})["value"]  # type: ignore[index]
    data = {"languages": languages, "at": at, "why": why, "previewed": digest}
    return client.post(url_of(page), data, follow=True)


def pass_the_time() -> None:
    """Let the time of every schedule come."""
    past = timezone.now() - datetime.timedelta(minutes=1)
    for revision in Revision.objects.filter(approved_go_live_at__isnull=False):
        revision.content["go_live_at"] = past.isoformat()
        revision.approved_go_live_at = past
        revision.save(update_fields=["content", "approved_go_live_at"])


def test_what_is_ready_can_be_ticked_and_what_is_not_says_why(secretariat: User, page: StandardPage) -> None:
    take_down(in_language(page, "ur"), by=secretariat, why="Wait.", locale=make_locale("ur"))
    make_home("it")

    shown = BeautifulSoup(client_of(secretariat).get(url_of(page)).content, "html.parser")

    boxes = shown.find_all("input", {"name": "languages"})
    assert {box["value"] for box in boxes if box.has_attr("checked")} == {"en", "de"}
    lacks = {line.code: line.lacks for line in readiness(page).waiting}
    assert lacks["fr"].endswith("strings are missing or have errors.")
    assert "Ask the secretariat" in lacks["ur"]
    assert lacks["it"] == "The page does not exist in this language."


def test_the_time_can_be_chosen_from_a_calendar(secretariat: User, page: StandardPage) -> None:
    shown = BeautifulSoup(client_of(secretariat).get(url_of(page)).content, "html.parser")
    assert any("date-time-chooser" in script["src"] for script in shown.find_all("script", src=True))


def test_each_language_says_of_how_much_the_checks_warn_and_other_warnings_ask_anew(
    secretariat: User, page: StandardPage
) -> None:
    page.summary = "Ehsan Ali is free. Eshan Ali is free, too."
    page.save_revision()
    german = Translation.objects.get(source__object_id=page.translation_key, target_locale__language_code="de")
    fill(german, {"They are free.": "Sie sind frei, alle 17."})
    client = client_of(secretariat)

    shown = BeautifulSoup(client.get(url_of(page)).content, "html.parser")

    links = {link["href"]: link.get_text() for link in shown.select(".interventions-choice a.interventions-warned")}
    edit = reverse("wagtailadmin_pages:edit", args=[in_language(page, "de").pk])
    own = reverse("wagtailadmin_pages:edit", args=[page.pk])
    assert links[f"{own}#translations-source-findings"] == "The checks warn of 1 thing."
    assert links[f"{edit}#translations-findings"] == "The checks warn of 1 thing."
    fill(german, {"They are free.": "Sie sind frei, alle 18."})
    digest = shown.find("input", {"name": "previewed"})["value"]  # type: ignore[index]
    data = {"languages": ["de"], "at": "", "why": "The trial begins.", "previewed": digest}
    assert "Something has changed since you looked." in text_of(client.post(url_of(page), data))
    assert live(page) == set()


def test_the_chosen_languages_go_live_together(secretariat: User, page: StandardPage) -> None:
    answer = posted(client_of(secretariat), page, "en", "ur")

    assert live(page) == {"en", "ur"}
    assert "The page is live in these languages: English, اردو." in text_of(answer)
    assert "[They are free.]" in Client().get("/ur/news/").content.decode()
    assert [line.code for line in readiness(page).ready] == ["de"]


def test_an_original_that_goes_live_alone_says_which_languages_it_leaves_behind(
    secretariat: User, page: StandardPage
) -> None:
    client = client_of(secretariat)
    posted(client, page, "en", "de", "ur")
    page = StandardPage.objects.get(pk=page.pk)
    page.summary = "They are free since 3 May."
    page.save_revision()
    told = text_of(posted(client, page, "en"))
    assert "2 translations are out of date now" in told
    assert "The change is taken as: Facts." in told


def test_it_works_from_a_translation_too(secretariat: User, page: StandardPage) -> None:
    posted(client_of(secretariat), in_language(page, "de"), "en", "de")

    assert live(page) == {"en", "de"}


def test_one_that_is_not_ready_keeps_all_of_them_back(secretariat: User, page: StandardPage) -> None:
    answer = posted(client_of(secretariat), page, "en", "de", "fr")

    assert live(page) == set()
    assert "these languages are not ready: Français" in text_of(answer)
    assert not Release.objects.exists()


def test_one_that_fails_half_way_keeps_all_of_them_back(secretariat: User, page: StandardPage) -> None:
    # Nobody has submitted this newer draft: when it is live, the German and Urdu texts lack a sentence.
    draft = page.specific
    draft.summary = "They are free. All of them."
    draft.save_revision()

    with pytest.raises(Refused, match="was not published"):
        release(page, {"en", "de"}, by=secretariat, why="The trial begins.")

    assert live(page) == set()


def test_they_go_live_in_one_run_at_the_time(secretariat: User, page: StandardPage) -> None:
    at = timezone.now() + SOON
    make_section("germany", "DE", de="lead")
    posted(client_of(secretariat), page, "en", "de", at=timezone.localtime(at).strftime("%Y-%m-%d %H:%M"))
    call_command("publish_scheduled")
    assert live(page) == set()
    assert len(planned(page)) == 2
    assert "The page goes live at" in text_of(client_of(secretariat).get(reverse("interventions:page", args=[page.pk])))

    pass_the_time()
    call_command("publish_scheduled")

    assert live(page) == {"en", "de"}
    assert planned(page) == []


def test_one_that_becomes_incomplete_before_the_time_stays_out(
    secretariat: User, page: StandardPage, caplog: pytest.LogCaptureFixture
) -> None:
    release(page, {"en"}, by=secretariat, why="First.")
    release(page, {"de", "ur"}, by=secretariat, why="Then.", at=timezone.now() + SOON)
    changed = StandardPage.objects.get(pk=page.pk)
    changed.summary = "All of them are free."
    changed.save_revision().publish()
    urdu = Translation.objects.get(target_locale__language_code="ur", source__object_id=page.translation_key)
    urdu.source.update_from_db()
    translate(urdu)

    pass_the_time()
    call_command("publish_scheduled")

    assert live(page) == {"en", "ur"}
    assert "off the schedule" in caplog.text


def test_a_draft_that_was_to_wait_for_another_day_goes_live_now(secretariat: User, page: StandardPage) -> None:
    draft = page.specific
    draft.go_live_at = timezone.now() + SOON
    draft.save_revision().publish()

    release(page, {"en"}, by=secretariat, why="The trial begins.")

    assert live(page) == {"en"}


def test_a_lead_can_publish_before_the_time(secretariat: User, page: StandardPage) -> None:
    release(page, {"de"}, by=secretariat, why="Later.", at=timezone.now() + SOON)
    german = in_language(page, "de")

    german.save_revision().publish()

    assert live(page) == {"de"}
    assert planned(page) == []


def test_a_plan_can_be_called_off(secretariat: User, page: StandardPage) -> None:
    release(page, {"en", "de"}, by=secretariat, why="Later.", at=timezone.now() + SOON)
    client, url = client_of(secretariat), reverse("interventions:cancel_release", args=[page.pk])
    digest = BeautifulSoup(client.get(url).content, "html.parser").find("input", {"name": "previewed"})["value"]  # type: ignore[index]

    client.post(url, {"why": "The trial is put off.", "previewed": digest})

    assert planned(page) == []
    pass_the_time()
    call_command("publish_scheduled")
    assert live(page) == set()
    assert ModelLogEntry.objects.filter(action=Deed.UNSCHEDULED).exists()
    assert "Nothing is planned" in text_of(client.get(url))
    with pytest.raises(Refused, match="Nothing is planned"):
        cancel(page, by=secretariat, why="Again.")


def test_it_is_written_into_the_trail(secretariat: User, page: StandardPage) -> None:
    germany = make_section("germany", "DE", de="lead")

    release(page, {"en", "de"}, by=secretariat, why="The trial begins.")

    (entry,) = ModelLogEntry.objects.filter(action=Deed.RELEASED, label=str(germany))
    assert (entry.user, entry.data["reason"], entry.data["languages"]) == (
        secretariat,
        "The trial begins.",
        ["en", "de"],
    )
    assert PageLogEntry.objects.filter(action=Deed.RELEASED).count() == 2


@pytest.mark.parametrize("role", ["lead", "editor", "translator", "observer"])
def test_nobody_but_the_secretariat_may(page: StandardPage, role: str) -> None:
    user = make_user(role, make_section("germany", "DE", de="lead"))
    client = client_of(user)

    assert client.get(url_of(page)).status_code in (302, 403)
    client.post(url_of(page), {"languages": ["de"], "why": "I want it.", "previewed": ""})

    assert live(page) == set()
    with pytest.raises(PermissionDenied):
        release(page, {"de"}, by=user, why="I want it.")


@pytest.mark.parametrize(
    ("languages", "at", "why", "sentence"),
    [
        ((), "", "The trial begins.", "Choose at least one language."),
        (("en",), "2020-01-01 10:00", "The trial begins.", "Choose a time in the future"),
        (("en",), "tomorrow", "The trial begins.", "Enter a valid date/time."),
        (("en",), "", "", "Say in a sentence why."),
        (("tlh",), "", "The trial begins.", "these languages are not ready"),
    ],
)
def test_bad_input_is_told(
    secretariat: User, page: StandardPage, languages: tuple[str, ...], at: str, why: str, sentence: str
) -> None:
    answer = posted(client_of(secretariat), page, *languages, at=at, why=why)

    assert sentence in text_of(answer)
    assert live(page) == set()


def test_a_page_with_nothing_new_offers_no_form(secretariat: User) -> None:
    page = make_standard_page()

    answer = client_of(secretariat).get(url_of(page))

    assert "No language has anything new that is ready." in text_of(answer)
    assert b'name="why"' not in answer.content
