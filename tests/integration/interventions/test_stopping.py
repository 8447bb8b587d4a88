"""An appeal stopped in all languages: what readers see at once, who may do it, and the way back."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone, translation
from wagtail.models import Page, PageLogEntry

from campaign_pages.choices import AppealKind
from campaign_pages.models import AppealPage, ModelDocumentPage
from home.models import SectionPage
from interventions.choices import StopReason
from interventions.models import Stop
from interventions.refusals import Refused
from interventions.stopping import lift_stop, stop
from local_content.choices import ActionKind, Kind
from local_content.models import LocalContent
from sections.models import User
from sections.trail import Deed, entries, sentence
from tests.factories.pages import make_appeal, make_document, make_home, make_index, make_locale
from tests.factories.sections import make_section, make_user

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

OVER = "Please send nothing more."


@pytest.fixture
def secretariat() -> User:
    return make_user("secretariat")


@pytest.fixture
def letter() -> ModelDocumentPage:
    return make_document(
        title="Letter to the embassy", slug="to-the-embassy", content=[("salutation", "Your Excellency,")]
    )


@pytest.fixture
def appeal(letter: ModelDocumentPage) -> AppealPage:
    """An appeal with a letter among its steps and its documents."""
    step = ("write_letter", {"title": "Write a letter", "text": "<p>Be polite.</p>", "document": letter})
    page = make_appeal(title="Free them now", slug="free-them-now", steps=[step])
    letter.appeal = page
    letter.save_revision().publish()
    return page


def in_language(page: Any, language: str, **values: Any) -> Any:
    """A live translation of a page."""
    make_index(page.get_parent().specific_class, language)
    copy = page.copy_for_translation(make_locale(language))
    for name, value in values.items():
        setattr(copy, name, value)
    copy.save_revision().publish()
    return type(page).objects.get(pk=copy.pk)


def read(page: Page | str) -> str:
    url = page if isinstance(page, str) else page.url
    response = Client().get(url)
    assert response.status_code == 200, url
    return response.content.decode()


def test_the_page_says_so_in_every_language_and_asks_for_nothing(appeal: AppealPage, secretariat: User) -> None:
    pages = {"en": appeal}
    pages |= {code: in_language(appeal, code) for code in settings.INTERFACE_LANGUAGES if code != "en"}
    pages["de"].unpublish()
    assert 'id="act"' in read(pages["ur"])

    stop(pages["ur"], StopReason.AIM, by=secretariat, why="All are free.")
    pages["de"].save_revision().publish()  # a draft that is published later is stopped, too

    assert OVER in read(appeal)
    assert len(pages) == 10
    for code, page in pages.items():
        with translation.override(code):
            words = translation.gettext("Its aim has been reached. Thank you to everybody who wrote.")
        shown = read(page)
        assert words in shown, code
        assert 'id="act"' not in shown, code
        assert "All are free." not in shown, code


def test_where_the_page_is_not_translated_readers_are_told_in_their_language(
    appeal: AppealPage, secretariat: User
) -> None:
    make_home("el")
    missing = Client().get("/el/appeals/free-them-now/")
    assert missing.status_code == 404
    with translation.override("el"):
        over = translation.gettext("This appeal has been stopped. Please send nothing more.")
        words = translation.gettext("Its aim has been reached. Thank you to everybody who wrote.")
    assert words not in missing.content.decode()
    stop(appeal, StopReason.AIM, by=secretariat, why="All are free.")
    response = Client().get("/el/appeals/free-them-now/")
    assert response.status_code == 404
    assert words in response.content.decode()
    assert over.split(".")[-2].strip() in response.content.decode()  # the day stands in the first sentence


def test_no_reason_is_given_where_none_was_chosen(appeal: AppealPage, secretariat: User) -> None:
    stop(appeal, StopReason.NONE, by=secretariat, why="Their family asks us not to say.")
    shown = read(appeal)
    assert OVER in shown
    assert "family" not in shown


def test_lists_call_it_stopped_and_put_it_last(appeal: AppealPage, secretariat: User) -> None:
    make_appeal(title="An older one", issued=datetime.date(2024, 1, 1))
    assert read("/en/").index("Free them now") < read("/en/").index("An older one")

    stop(appeal, StopReason.OVERTAKEN, by=secretariat, why="Things have changed.")

    for address in ("/en/", "/en/appeals/"):
        shown = read(address)
        assert shown.index("An older one") < shown.index("Free them now")
        assert shown.count("Appeal stopped") == 1


def test_the_first_page_leads_with_nothing_that_is_over(appeal: AppealPage, secretariat: User) -> None:
    assert "Act now" in read("/en/")
    stop(appeal, StopReason.OVERTAKEN, by=secretariat, why="Things have changed.")
    assert "Act now" not in read("/en/")
    assert "Free them now" in read("/en/")


def test_letters_stay_at_their_address_without_form_and_paper(
    appeal: AppealPage, letter: ModelDocumentPage, secretariat: User
) -> None:
    other = make_appeal(
        steps=[("write_letter", {"title": "Write here, too", "text": "<p>Do.</p>", "document": letter})],
        body=[("document_link", {"document": letter, "text": "A letter"})],
    )
    assert "Your Excellency" in read(letter)
    assert letter.url in read(other)

    stop(appeal, StopReason.PEOPLE, by=secretariat, why="They ask for it.")

    shown = read(letter)
    assert "This document has been withdrawn" in shown
    assert "Your Excellency" not in shown
    assert '<form class="letter"' not in shown
    assert letter.url not in read(other)
    assert letter.title not in read("/en/documents/")


@pytest.mark.parametrize("address", ["data.json", "docx", "txt"])
def test_what_leaves_as_a_file_is_gone_and_says_so(
    appeal: AppealPage, letter: ModelDocumentPage, secretariat: User, address: str
) -> None:
    names = {"data.json": ("letter_data", [letter.slug])}
    name, arguments = names.get(address, ("letter_blank", [letter.slug, address]))
    with translation.override("en"):
        url = reverse(name, args=arguments)
    assert Client().get(url).status_code == 200

    stop(appeal, StopReason.PEOPLE, by=secretariat, why="They ask for it.")

    response = Client().get(url)
    assert response.status_code == 410
    assert "This document has been withdrawn" in response.content.decode()


def test_local_content_goes_with_it(appeal: AppealPage, secretariat: User) -> None:
    make_home("de")
    austria = make_section("austria", "AT", de="lead")
    german = in_language(appeal, "de")
    LocalContent.objects.create(
        section=austria,
        page_key=appeal.translation_key,
        kind=Kind.ACTION,
        locale=german.locale,
        title="Mahnwache",
        action=ActionKind.VIGIL,
        starts_at=timezone.now() + datetime.timedelta(days=3),
        time_zone="Europe/Vienna",
        place="Stephansplatz",
    )
    own = SectionPage.objects.get(section=austria)
    assert "Mahnwache" in read(german)
    assert "Mahnwache" in read(own)

    stop(appeal, StopReason.AIM, by=secretariat, why="All are free.")

    assert "Mahnwache" not in read(german)
    assert "Mahnwache" not in read(own)


def test_an_appeal_of_the_kind_stop_does_the_same_to_its_parents(appeal: AppealPage, letter: ModelDocumentPage) -> None:
    later = make_appeal(title="Stop writing", kind=AppealKind.STOP, issued=datetime.date(2025, 9, 1))
    later.parents.create(parent=appeal)
    later.save_revision().publish()

    assert OVER in read(appeal)
    assert "This document has been withdrawn" in read(letter)


def test_it_can_be_lifted_and_done_again(appeal: AppealPage, letter: ModelDocumentPage, secretariat: User) -> None:
    stop(appeal, StopReason.AIM, by=secretariat, why="All are free.")
    with pytest.raises(Refused, match="already"):
        stop(appeal, StopReason.AIM, by=secretariat, why="All are free.")

    lift_stop(appeal, by=secretariat, why="They were arrested again.")

    assert "Write a letter" in read(appeal)
    assert "Your Excellency" in read(letter)
    with pytest.raises(Refused, match="not stopped"):
        lift_stop(appeal, by=secretariat, why="Again.")
    stop(appeal, StopReason.ERROR, by=secretariat, why="It was wrong.")
    assert Stop.objects.count() == 2


def test_two_at_once_make_one_stop(appeal: AppealPage, secretariat: User, monkeypatch: pytest.MonkeyPatch) -> None:
    stop(appeal, StopReason.AIM, by=secretariat, why="All are free.")
    # The other one had asked before this was stored.
    monkeypatch.setattr("interventions.stopping.why_not_stop", lambda page: "")
    with pytest.raises(Refused, match="already"):
        stop(appeal, StopReason.AIM, by=secretariat, why="All are free.")
    assert Stop.objects.count() == 1


@pytest.mark.parametrize("role", ["lead", "editor", "translator", "observer"])
def test_a_section_may_not(role: str) -> None:
    appeal = make_appeal("de")
    with pytest.raises(PermissionDenied):
        stop(appeal, StopReason.AIM, by=make_user(role, make_section(de="lead")), why="Because.")
    assert not Stop.objects.exists()


def test_only_appeals_can_be_stopped_and_never_without_a_reason(letter: ModelDocumentPage, secretariat: User) -> None:
    with pytest.raises(Refused, match="Only appeals"):
        stop(letter, StopReason.AIM, by=secretariat, why="Because.")
    with pytest.raises(Refused, match="why"):
        stop(make_appeal(), StopReason.AIM, by=secretariat, why=" ")


def test_the_trail_says_who_when_and_why(appeal: AppealPage, secretariat: User) -> None:
    austria = make_section("austria", "AT", de="contributor")
    france = make_section("france", "FR", fr="lead")
    german = in_language(appeal, "de")

    stop(appeal, StopReason.AIM, by=secretariat, why="All are free.")

    [entry] = entries({austria.pk}, with_secretariat=False).filter(action=Deed.STOPPED)
    assert (entry.user, entry.data["reason"]) == (secretariat, "All are free.")
    assert "Free them now" in sentence(entry)
    assert "Deutsch" in sentence(entry)
    assert not entries({france.pk}, with_secretariat=False).filter(action=Deed.STOPPED).exists()
    assert entries(set(), with_secretariat=True).filter(action=Deed.STOPPED).count() == 1
    on_pages = PageLogEntry.objects.filter(action=Deed.STOPPED)
    assert {entry.page_id for entry in on_pages} == {appeal.pk, german.pk}


@pytest.fixture
def costs(appeal: AppealPage, letter: ModelDocumentPage) -> Iterator[Any]:
    def count(page: Page) -> int:
        Client().get(page.url)
        with CaptureQueriesContext(connection) as queries:
            Client().get(page.url)
        return len(queries)

    return count


def test_readers_pages_cost_no_query_for_it(
    appeal: AppealPage, letter: ModelDocumentPage, secretariat: User, costs: Any
) -> None:
    before = [costs(page) for page in (appeal, letter)]
    stop(appeal, StopReason.AIM, by=secretariat, why="All are free.")
    after = [costs(page) for page in (appeal, letter)]
    assert all(later <= earlier for earlier, later in zip(before, after, strict=True)), (before, after)


# --- The screens ---


def test_the_secretariat_looks_confirms_and_lifts(client: Client, appeal: AppealPage, secretariat: User) -> None:
    client.force_login(secretariat)
    hub = reverse("interventions:page", args=[appeal.pk])
    url = reverse("interventions:stop", args=[appeal.pk])
    assert url in client.get(hub).content.decode()
    shown = client.get(url)
    for words in ("Free them now", "Letter to the embassy"):
        assert words in shown.content.decode()
    data = {"reason": "aim", "why": "All are free.", "previewed": shown.context["digest"]}

    client.post(url, {**data, "why": ""})
    client.post(url, {**data, "reason": ""})
    assert not Stop.objects.exists()
    assert "is stopped" in client.post(url, data, follow=True).content.decode()
    assert Stop.in_force().get().by == secretariat

    state = client.get(hub).content.decode()
    assert "All are free." in state
    lift = reverse("interventions:lift_stop", args=[appeal.pk])
    client.post(lift, {"why": "Not so.", "previewed": client.get(lift).context["digest"]})
    assert not Stop.in_force().exists()


def test_the_second_of_two_people_is_told(client: Client, appeal: AppealPage, secretariat: User) -> None:
    client.force_login(secretariat)
    url = reverse("interventions:stop", args=[appeal.pk])
    digest = client.get(url).context["digest"]
    stop(appeal, StopReason.AIM, by=make_user("secretariat"), why="I was faster.")

    response = client.post(url, {"reason": "aim", "why": "All are free.", "previewed": digest})

    assert "stopped already" in response.content.decode()
    assert Stop.objects.count() == 1


def test_the_entry_stands_in_the_menu_of_the_page(client: Client, appeal: AppealPage, secretariat: User) -> None:
    client.force_login(secretariat)
    edit = client.get(reverse("wagtailadmin_pages:edit", args=[appeal.pk])).content.decode()
    assert reverse("interventions:page", args=[appeal.pk]) in edit
