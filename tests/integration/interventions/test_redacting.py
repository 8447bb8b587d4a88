"""A person's name withheld: what vanishes by itself, what is listed for a human, which pages go, and who may do it."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import PermissionDenied
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import ModelLogEntry, Page, PageLogEntry

from home.models import StandardPage
from interventions.models import Redaction, Request
from interventions.names_everywhere import NamePlaces, name_places
from interventions.redacting import allow_mended, held_pages, mended, redact
from interventions.refusals import Refused
from interventions.taking_down import take_down
from library.models import Person
from library.panels import PERSON_PANELS
from local_content.models import LocalContent
from sections.models import User
from sections.trail import Deed
from tests.factories.library import CampaignImageFactory, PersonFactory, PersonNameFactory, SourceFactory
from tests.factories.pages import make_appeal, make_document, make_home, make_profile, make_standard_page, make_update
from tests.factories.sections import make_section, make_user
from tests.factories.translations import fill
from tests.integration.sections.screens import client_of, text_of
from translations.publication.publishing import InvalidTranslation
from translations.submission import submit

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


@pytest.fixture
def secretariat() -> User:
    return make_user("secretariat")


@pytest.fixture
def ehsan() -> Person:
    person = PersonFactory(name="Ehsan Ali", slug="prisoner-7", native_name="احسان علی", native_language="ur")
    PersonNameFactory(person=person, text="Εχσάν Αλί", script="Grek", kind="preferred")
    PersonNameFactory(person=person, text="Eshan Ali", kind="forbidden")
    PersonFactory(name="Asghar Ali")
    return person


def sentences(places: NamePlaces) -> set[str]:
    named = [*places.pages, *places.records]
    return {str(finding.sentence) for each in named for finding in each.findings}


def url_of(person: Person) -> str:
    return reverse("interventions:redact", args=[person.pk])


def posted(client: Client, person: Person, level: str, *pages: Page, why: str = "They threaten his family.") -> Any:
    """Post the form as it was shown."""
    shown = BeautifulSoup(client.get(url_of(person)).content, "html.parser")
    digest = shown.find("input", {"name": "previewed"})["value"]  # type: ignore[index]
    data = {"level": level, "why": why, "previewed": digest, "pages": [page.pk for page in pages]}
    return client.post(url_of(person), data, follow=True)


def test_every_place_with_the_name_is_listed(ehsan: Person) -> None:
    make_appeal(title="Free Ehsan Ali", slug="free-them-all", search_description="Ehsan Ali is ill.")
    make_standard_page(
        "el", summary="Ο Εχσάν Αλή περιμένει.", body=[("text", "<p>Ο δικηγόρος του <b>Εχσάν</b> Αλί.</p>")]
    )
    make_document(content=[("salutation", "احسان علی کے لیے")], slug="letter-ehsan-ali")
    draft = make_update(summary="Nothing new.")
    draft.summary = "Eshan Ali is free."
    draft.save_revision()
    CampaignImageFactory(title="Street", alt_text_de="Ehsan Alis Haus", credit="E. Ali")
    SourceFactory(title="Letter from Ehsan Ali")
    austria = make_section("austria", "AT", de="lead")
    LocalContent.objects.create(
        section=austria, page_key=draft.translation_key, kind="note", text="Vigil for Ehsan Ali"
    )
    make_standard_page(summary="Asghar Ali and others wait.")

    assert sentences(name_places(ehsan)) == {
        "Free Ehsan Ali",
        "Ehsan Ali is ill.",
        "Ο Εχσάν Αλή περιμένει.",
        "Ο δικηγόρος του Εχσάν Αλί.",
        "احسان علی کے لیے",
        "letter-ehsan-ali",
        "Eshan Ali is free.",
        "Ehsan Alis Haus",
        "E. Ali",
        "Letter from Ehsan Ali",
        "Vigil for Ehsan Ali",
    }


def test_a_translation_that_waits_is_listed(ehsan: Person) -> None:
    make_home("de")
    page = make_standard_page(title="About him", body=[("text", "<p>He waits.</p>")])
    (translation,) = submit(page, [make_home("de").locale])
    fill(translation, {"He waits.": "Ehsan Ali wartet."})

    places = name_places(ehsan)

    assert sentences(places) == {"Ehsan Ali wartet."}
    assert [(named.language, named.can_go) for named in places.pages] == [("de", True)]


def test_a_home_page_is_listed_and_cannot_be_taken_down(ehsan: Person) -> None:
    home = make_home()
    home.lead_text = "Free Ehsan Ali."
    home.save()

    (named,) = name_places(ehsan).pages

    assert (named.page.pk, named.can_go, named.should_go) == (home.pk, False, False)


def test_the_list_costs_the_same_for_more_pages(ehsan: Person, django_assert_max_num_queries: Any) -> None:
    for number in range(6):
        make_standard_page(title=f"Ehsan Ali {number}", slug=f"page-{number}")

    with django_assert_max_num_queries(60):
        assert len(name_places(ehsan).pages) == 6


@pytest.mark.indexed
def test_another_page_that_shows_the_portrait_is_listed(ehsan: Person) -> None:
    ehsan.portrait = CampaignImageFactory()
    ehsan.save()
    page = make_update(picture=ehsan.portrait)
    make_profile(ehsan, slug="prisoner-7", title="Prisoner 7")

    (use,) = name_places(ehsan).portraits

    assert use.edit_url == reverse("wagtailadmin_pages:edit", args=[page.pk])


def test_the_name_vanishes_and_the_pages_that_are_ticked_go(secretariat: User, ehsan: Person) -> None:
    profile = make_profile(ehsan, slug="prisoner-7", title="Ehsan Ali", summary="One of them.")
    appeal = make_appeal(people=[ehsan])
    spoken = make_standard_page(title="What happened", summary="Ehsan Ali is ill.")
    left = make_standard_page(title="More", summary="Ehsan Ali is free.")
    for page in (profile, appeal):
        assert "Ehsan Ali" in Client().get(page.url).content.decode()

    answer = posted(client_of(secretariat), ehsan, "withheld", spoken)

    for page in (profile, appeal):
        readers = Client().get(page.url)
        assert readers.status_code == 200
        assert "Ehsan" not in readers.content.decode()
    assert Client().get(spoken.url).status_code == 410
    assert Client().get(left.url).status_code == 200
    assert "Readers now see of this name: Name withheld. 1 page was taken down or held back." in text_of(answer)
    assert "Ehsan Ali is free." in text_of(answer)


def planned(page: Any, summary: str) -> None:
    """A draft whose day has come since it was planned."""
    if page.live:
        page.save_revision().publish()
        page = Page.objects.get(pk=page.pk).specific
    page.summary, page.go_live_at = summary, timezone.now() + timedelta(days=9)
    revision = page.save_revision()
    revision.publish()
    revision.approved_go_live_at = timezone.now()
    revision.content["go_live_at"] = revision.approved_go_live_at.isoformat()
    revision.save()


def test_drafts_with_the_name_are_held_back(secretariat: User, ehsan: Person) -> None:
    due = make_standard_page("el", title="Νέα", live=False)
    draft = make_standard_page(title="Ehsan Ali at last", live=False)
    taken = make_standard_page(summary="Ehsan Ali is ill.")
    planned(due, "Ο Εχσάν Αλή περιμένει.")
    take_down(taken, by=secretariat, why="It was wrong.")
    client = client_of(secretariat)
    ticked = BeautifulSoup(client.get(url_of(ehsan)).content, "html.parser").select("input[name=pages][checked]")
    assert {each["value"] for each in ticked} == {str(due.pk), str(draft.pk)}

    answer = posted(client, ehsan, "withheld", due, draft, taken)
    call_command("publish_scheduled")

    assert "2 pages were taken down or held back." in text_of(answer)
    assert not Page.objects.live().filter(pk__in=[due.pk, draft.pk]).exists()
    with pytest.raises(InvalidTranslation, match="Ask the secretariat"):
        draft.save_revision().publish()


def test_drafts_of_live_pages_lose_their_day_and_their_approval(secretariat: User, ehsan: Person) -> None:
    make_section("germany", "DE", de="lead")
    named, other, submitted = (make_standard_page("de", title=title, summary="Neues.") for title in ("A", "B", "C"))
    planned(named, "Ehsan Ali ist krank.")
    planned(other, "Asghar Ali ist krank.")
    submitted.summary = "Ehsan Ali ist frei."
    submitted.save_revision()
    submitted.get_workflow().start(submitted, secretariat)

    redact(ehsan, "initials", by=secretariat, why="They ask for it.")
    call_command("publish_scheduled")

    summaries = {page.pk: page.summary for page in StandardPage.objects.live()}
    assert [summaries[page.pk] for page in (named, other)] == ["Neues.", "Asghar Ali ist krank."]
    assert not submitted.workflow_states.active().exists()


@pytest.mark.indexed
def test_files_of_a_letter_that_names_the_person_are_made_anew(
    secretariat: User, ehsan: Person, django_capture_on_commit_callbacks: Any
) -> None:
    people = {"heading": "", "intro": "", "people": [ehsan]}
    with django_capture_on_commit_callbacks(execute=True):
        letter = make_document(
            content=[("salutation", "Sir,"), ("people_list", people), ("signature", "{{ writer_name }}")]
        )
    url = reverse("letter_blank", args=[letter.slug, "txt"])
    assert "Ehsan Ali" in b"".join(Client().get(url)).decode()
    before = set(default_storage.listdir(f"letters/{letter.pk}")[0])

    with django_capture_on_commit_callbacks(execute=True):
        redact(ehsan, "initials", by=secretariat, why="They ask for it.")

    assert before.isdisjoint(default_storage.listdir(f"letters/{letter.pk}")[0])
    text = b"".join(Client().get(url)).decode()
    assert "E. A." in text
    assert "Ehsan" not in text


def test_the_portraits_sizes_are_deleted(
    secretariat: User, ehsan: Person, django_capture_on_commit_callbacks: Any
) -> None:
    ehsan.portrait = CampaignImageFactory()
    ehsan.save()
    shown = ehsan.portrait.get_rendition("max-4x4").file.name

    with django_capture_on_commit_callbacks(execute=True):
        redact(ehsan, "withheld", by=secretariat, why="They ask for it.")

    assert not default_storage.exists(shown)


def test_a_page_waits_until_it_is_mended_and_allowed(secretariat: User, ehsan: Person) -> None:
    germany = make_section("germany", "DE", de="lead")
    page = make_standard_page("de", title="Neues", summary="Ehsan Ali ist krank.")
    redact(ehsan, "withheld", by=secretariat, why="They ask for it.", pages=[page])
    assert [each.pk for each in held_pages(ehsan)] == [page.pk]
    assert mended(name_places(ehsan)) == []
    hub = client_of(secretariat).get(reverse("interventions:page", args=[page.pk]))
    assert "taken down in these languages: Deutsch." in re.sub("[\u2066-\u2069]", "", text_of(hub))

    draft = Page.objects.get(pk=page.pk).specific
    draft.summary = "Er ist krank."
    revision = draft.save_revision(user=make_user("lead", germany))
    with pytest.raises(InvalidTranslation, match="Ask the secretariat"):
        revision.publish()
    client = client_of(secretariat)
    url = reverse("interventions:allow_mended", args=[ehsan.pk])
    digest = BeautifulSoup(client.get(url).content, "html.parser").find("input", {"name": "previewed"})["value"]  # type: ignore[index]
    client.post(url, {"why": "It is mended.", "previewed": digest})

    assert held_pages(ehsan) == []
    revision.publish()
    assert Client().get(page.url).status_code == 200


@pytest.mark.indexed
def test_it_is_written_into_the_trail_and_answers_the_request(secretariat: User, ehsan: Person) -> None:
    germany = make_section("germany", "DE", de="lead")
    profile = make_profile(ehsan, "de", slug="prisoner-7")
    client_of(make_user("translator", germany)).post(url_of(ehsan), {"why": "His family asks for it."})
    request = Request.objects.get()

    redact(ehsan, "initials", by=secretariat, why="They ask for it.")

    request.refresh_from_db()
    assert (request.outcome, request.answered_by) == ("done", secretariat)
    row = Redaction.objects.get()
    assert (row.before, row.after, row.why, row.by) == ("full", "initials", "They ask for it.", secretariat)
    (entry,) = ModelLogEntry.objects.filter(action=Deed.REDACTED, object_id=str(germany.pk), label=str(germany))
    assert (entry.user, entry.data["reason"]) == (secretariat, "They ask for it.")
    assert PageLogEntry.objects.get(action=Deed.REDACTED).page_id == profile.pk


def test_the_level_can_be_raised_again(secretariat: User, ehsan: Person) -> None:
    redact(ehsan, "withheld", by=secretariat, why="They ask for it.")

    posted(client_of(secretariat), ehsan, "full", why="They agree now.")

    ehsan.refresh_from_db()
    assert ehsan.publish_level == "full"
    assert ModelLogEntry.objects.filter(action=Deed.NAMED_AGAIN).exists()


@pytest.mark.parametrize("role", ["lead", "editor", "translator", "observer"])
def test_others_can_only_ask(ehsan: Person, role: str) -> None:
    user = make_user(role, make_section("germany", "DE", de="lead"))
    page = make_standard_page(summary="Ehsan Ali is ill.")
    client = client_of(user)

    assert "Ask the secretariat" in text_of(client.get(url_of(ehsan)))
    client.post(url_of(ehsan), {"level": "withheld", "why": "His family asks.", "pages": [page.pk]})

    ehsan.refresh_from_db()
    assert (ehsan.publish_level, Request.objects.get().by) == ("full", user)
    assert Client().get(page.url).status_code == 200
    with pytest.raises(PermissionDenied):
        redact(ehsan, "withheld", by=user, why="I want it.")
    assert client.get(reverse("interventions:allow_mended", args=[ehsan.pk])).status_code in (302, 403)


def test_nothing_is_done_without_a_reason_or_without_a_change(secretariat: User, ehsan: Person) -> None:
    client = client_of(secretariat)

    assert "Say in a sentence why" in text_of(posted(client, ehsan, "withheld", why=" "))
    assert "Nothing was changed" in text_of(posted(client, ehsan, "full"))
    with pytest.raises(Refused, match="Say in a sentence why"):
        redact(ehsan, "withheld", by=secretariat, why="")
    ehsan.refresh_from_db()
    assert ehsan.publish_level == "full"
    assert not Redaction.objects.exists()


def test_what_was_agreed_to_is_what_is_done(secretariat: User, ehsan: Person) -> None:
    client = client_of(secretariat)
    digest = BeautifulSoup(client.get(url_of(ehsan)).content, "html.parser").find("input", {"name": "previewed"})[
        "value"
    ]  # type: ignore[index]
    make_standard_page(summary="Ehsan Ali is ill.")

    answer = client.post(url_of(ehsan), {"level": "withheld", "why": "They ask.", "previewed": digest})

    assert "Something has changed since you looked" in text_of(answer)
    assert "Ehsan Ali is ill." in text_of(answer)
    ehsan.refresh_from_db()
    assert ehsan.publish_level == "full"


def test_a_person_who_is_gone_and_a_page_that_somebody_else_took_down(secretariat: User, ehsan: Person) -> None:
    page = make_standard_page(summary="Ehsan Ali is ill.")
    redact(ehsan, "initials", by=secretariat, why="They ask for it.", pages=[page])
    with pytest.raises(Refused, match="Nothing was changed"):
        redact(ehsan, "initials", by=secretariat, why="They ask for it.", pages=[page])
    with pytest.raises(Refused, match="not taken down"):
        allow_mended([make_home("de")], by=secretariat, why="It is mended.")

    url = url_of(ehsan)
    ehsan.delete()

    assert "does not exist any more" in text_of(client_of(secretariat).get(url, follow=True))


def test_the_people_of_a_page_are_offered(secretariat: User, ehsan: Person) -> None:
    waheed = PersonFactory(name="Waheed Hassan")
    alone, both = make_appeal(people=[ehsan]), make_appeal(people=[ehsan, waheed])
    client = client_of(secretariat)

    direct = client.get(reverse("interventions:page", args=[alone.pk])).content.decode()
    chooser = reverse("interventions:people", args=[both.pk])

    assert url_of(ehsan) in direct
    assert chooser in client.get(reverse("interventions:page", args=[both.pk])).content.decode()
    assert all(url_of(person) in client.get(chooser).content.decode() for person in (ehsan, waheed))
    record = reverse("wagtailsnippets_library_person:edit", args=[ehsan.pk])
    assert url_of(ehsan) in client.get(record).content.decode()


@pytest.mark.parametrize(("posted_level", "is_refused"), [("full", True), ("initials", False), ("withheld", False)])
def test_a_form_of_the_record_that_was_opened_before_shows_no_more_again(
    secretariat: User, ehsan: Person, posted_level: str, is_refused: bool
) -> None:
    redact(ehsan, "initials", by=secretariat, why="They ask for it.")
    form_class = PERSON_PANELS.bind_to_model(Person).get_form_class()

    form = form_class({"publish_level": posted_level}, instance=Person.objects.get(pk=ehsan.pk), for_user=secretariat)

    assert ("publish_level" in form.errors) == is_refused
