"""The demo content in the database: planned states, computed counts, and what happens the second time or half-way."""

import datetime
import time
from collections.abc import Iterator
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.models import Locale, Page, ReferenceIndex, Site
from wagtail.search.backends import get_search_backend
from wagtail_localize.models import StringTranslation, Translation, TranslationSource

from campaign_pages.models import AppealPage, DetaineeProfilePage, ModelDocumentPage, UpdatePage
from home.demo import loading
from home.demo.checks import read_content
from home.demo.files import DemoContent
from home.demo.loading import is_empty, load
from home.management.commands.load_demo import DEMO_FOLDER
from home.models import HomePage
from interventions.names_everywhere import finder_for, name_places
from interventions.redacting import redact
from library.choices import Custody, Proceedings, PublishLevel, Restriction, Status
from library.models import CampaignImage, Case, Country, Person
from tests.factories.sections import make_user
from translations.publication.publishing import missing_strings
from translations.states import TranslationStates

pytestmark = [pytest.mark.indexed, pytest.mark.one_database]

LEAD_DAY = datetime.date(2025, 6, 17)


def pictures_on_disk() -> set[str]:
    return {path.name for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file()}


@pytest.fixture(scope="module")
def content() -> DemoContent:
    return read_content(DEMO_FOLDER)


@pytest.fixture
def empty_site(db: None) -> None:
    """The site as the migrations leave it."""
    assert is_empty()


@pytest.fixture(scope="class")
def loaded(django_db_setup: None, django_db_blocker: Any, content: DemoContent) -> Iterator[None]:
    """The whole demo content, loaded once for a class and undone after it."""
    with django_db_blocker.unblock(), transaction.atomic():
        load(content)
        yield
        transaction.set_rollback(True)


class TestLoadedContent:
    """All tests of the class look at one load, which is undone after the last of them."""

    @pytest.fixture(autouse=True)
    def _demo(self, loaded: None, db: None) -> None:
        """Each test's own transaction lies within that of the load."""

    def test_every_translation_is_in_the_state_that_was_planned(self, content: DemoContent) -> None:
        planned = {
            (plan.key, language): plan.states.get(language, "missing")
            for plan in content.plans.values()
            for language in content.languages
            if language != plan.source
        }
        keys = {}
        for plan in content.plans.values():
            page = Page.objects.get(slug=plan.data["slug"], locale__language_code=plan.source)
            keys[page.pk] = plan.key
        found = {(keys[row.page_id], row.locale): row.state.value for row in TranslationStates()}
        assert found == planned

    def test_nobody_reads_a_withheld_name_anywhere_else_than_the_list_says(self) -> None:
        person = Person.objects.get(slug="waheed-hassan")
        going = [named.page for named in name_places(person).pages if named.should_go]
        assert len(going) == 16
        finder = finder_for(person)
        redact(person, PublishLevel.WITHHELD, by=make_user("secretariat"), why="The family asks for it.", pages=going)
        client = Client()
        read, found = 0, {}
        # One language for each script, and the one whose endings change names most.
        for page in (
            Page.objects.live().filter(depth__gt=1, locale__language_code__in=["en", "de", "el", "ur"]).specific()
        ):
            text = client.get(page.url).content.decode()
            read += 1
            if named := [text[each.start : each.end] for each in finder.find(text) if each.certain]:
                found[page.url] = named
        assert read > 50
        assert found == {}

    def test_strings_are_translated_by_hand_and_by_an_account_that_cannot_log_in(self) -> None:
        strings = StringTranslation.objects.select_related("last_translated_by")
        assert {string.translation_type for string in strings} == {StringTranslation.TRANSLATION_TYPE_MANUAL}
        accounts = {string.last_translated_by for string in strings}
        assert [(a.name, a.is_active, a.has_usable_password()) for a in accounts] == [("Demo translator", False, False)]

    def test_every_group_of_pages_has_one_source(self, content: DemoContent) -> None:
        sources = TranslationSource.objects.values_list("object_id", "locale__language_code")
        assert len(sources) == len({key for key, _language in sources}) == len(content.plans)
        written_in_urdu = Page.objects.filter(
            translation_key__in=[key for key, language in sources if language == "ur"], locale__language_code="ur"
        )
        assert {page.slug for page in written_in_urdu} == {
            "bilawal-baloch",
            "letter-bilawal-baloch",
            "where-is-bilawal-baloch",
        }

    def test_complete_translations_lack_nothing(self) -> None:
        complete = {row.translation_id for row in TranslationStates(state="complete")}
        for translation in Translation.objects.filter(pk__in=complete).select_related(
            "source__locale", "target_locale"
        ):
            assert missing_strings(translation) == [], translation

    def test_a_page_has_the_same_slug_in_every_language(self) -> None:
        pages = Page.objects.filter(depth__gt=2).values_list("translation_key", "slug")
        assert len(set(pages)) == len({key for key, _slug in pages})

    def test_there_is_a_home_page_in_each_of_the_ten_languages(self, content: DemoContent) -> None:
        homes = HomePage.objects.filter(live=True).values_list("locale__language_code", flat=True)
        assert sorted(homes) == sorted(content.languages)
        assert Locale.objects.count() == 10
        assert Site.objects.get().root_page.locale.language_code == "en"

    @pytest.mark.parametrize(
        ("language", "title", "demand"),
        [
            ("en", "Free Ehsan Ali and the leaders of the Awami Action Committee", "Quash the case against them."),
            ("de", None, None),
            ("ur", None, None),
        ],
    )
    def test_the_appeal_says_what_the_files_say(
        self, content: DemoContent, language: str, title: str | None, demand: str | None
    ) -> None:
        texts = content.texts[language]["appeal-gb"]
        page = AppealPage.objects.get(slug="free-ehsan-ali", locale__language_code=language)
        assert page.title == texts["title"] == (title or texts["title"])
        demands = [str(block.value.source) for block in page.demands]
        assert demands == [f"<p>{text}</p>" for text in texts["demands"]]
        assert demand is None or f"<p>{demand}</p>" in demands
        assert [step.value["title"] for step in page.steps] == [
            next(iter(step.values()))["title"] for step in texts["steps"]
        ]
        assert [row.person.slug for row in page.people.all()] == [
            "ehsan-ali",
            "waheed-hassan",
            "mehboob-wali",
            "asghar-shah",
            "masood-ur-rehman",
        ]

    def test_the_parts_of_the_letter_pair_with_their_translation(self, content: DemoContent) -> None:
        page = ModelDocumentPage.objects.get(slug="letter-gilgit-baltistan", locale__language_code="el")
        texts = content.texts["el"]["letter-gb"]
        parts = {block.block_type: block.value for block in page.content}
        entries = {next(iter(entry)): next(iter(entry.values())) for entry in texts["content"]}
        assert parts["subject"] == entries["subject"]
        assert [str(item) for item in parts["requests"]["items"]] == entries["requests"]["items"]
        assert [item["text"] for item in parts["copies_to"]["items"]] == entries["copies_to"]["items"]
        assert [field.value["label"] for field in page.fields] == [field["label"] for field in texts["fields"]]
        assert [field.value["key"] for field in page.fields][:2] == ["letter_date", "mission_title"]

    def test_counts_and_states_are_computed_from_the_records(self) -> None:
        case = Case.objects.get(name_en="Arrests in Gilgit-Baltistan, May 2025")
        reported = case.reported_in_custody(LEAD_DAY)
        assert reported is not None
        assert (reported.number, case.named_in_custody(LEAD_DAY)) == (11, 5)
        later = case.reported_in_custody(datetime.date(2025, 8, 1))
        assert later is not None
        assert later.number == 2

    def test_the_state_of_ehsan_ali_goes_back_and_forth(self) -> None:
        person = Person.objects.get(slug="ehsan-ali")
        history = [
            (datetime.date(2019, 1, 1), Custody.BAILED),
            (LEAD_DAY, Custody.IN_CUSTODY),
            (datetime.date(2025, 8, 1), Custody.BAILED),
            (datetime.date(2026, 3, 12), Custody.IN_CUSTODY),
        ]
        assert [(day, person.state_at(day).custody) for day, _custody in history] == history
        state = person.state_at(LEAD_DAY)
        assert state.restrictions == (Restriction.LISTED,)
        assert state.proceedings == Proceedings.CHARGED
        assert (state.since.value, state.disputed) == (datetime.date(2025, 5, 15), True)

    def test_disputed_dates_are_kept_with_their_sources(self) -> None:
        arrests = [
            event
            for event in Person.objects.get(slug="ehsan-ali").events()
            if event.status == Status.ARRESTED and event.date and event.date.year == 2025
        ]
        assert {(event.date.day, event.disputes_id is None, event.sources.get().kind) for event in arrests} == {
            (15, True, "article"),
            (16, False, "letter"),
            (14, False, "newspaper"),
        }

    def test_events_of_the_second_campaign_have_no_date(self) -> None:
        events = Person.objects.get(slug="bilawal-baloch").events()
        assert [(event.status, event.date) for event in events] == [("missing", None), ("feared_abducted", None)]

    def test_labels_stand_in_the_columns_of_their_languages(self) -> None:
        country = Country.objects.get(code="GB")
        assert (country.name_en, country.name_de, country.name_pt_br) == (
            "United Kingdom",
            "Vereinigtes Königreich",
            "Reino Unido",
        )
        assert country.commonwealth is True
        assert Person.objects.get(slug="ehsan-ali").display_name("ur") == "احسان علی"

    def test_pictures_are_stored_with_an_alternative_text_in_every_language(self, content: DemoContent) -> None:
        for image in CampaignImage.objects.all():
            assert image.credit == "Vigil"
            assert all(image.alt_text_in(language) for language in content.languages)
            assert Path(image.file.path).is_file()

    def test_references_are_indexed(self) -> None:
        person = Person.objects.get(slug="ehsan-ali")
        assert DetaineeProfilePage.objects.filter(person=person).count() == 6
        assert ReferenceIndex.get_references_to(person).count() > 6

    def test_pages_and_people_are_found_by_search(self) -> None:
        backend = get_search_backend()
        assert [person.slug for person in backend.search("Bilawal", Person)] == ["bilawal-baloch"]
        german = AppealPage.objects.filter(locale=Locale.objects.get(language_code="de"))
        assert [page.slug for page in backend.search("Skardu", german)] == ["free-ehsan-ali"]

    def test_a_second_load_does_nothing_and_is_quick(self) -> None:
        update = UpdatePage.objects.get(slug="leaders-arrested", locale__language_code="en")
        update.summary = "An editor wrote this."
        update.save_revision().publish()
        before = Page.objects.count()
        output = StringIO()
        start = time.monotonic()
        with CaptureQueriesContext(
            connection,
        ) as queries:
            call_command("load_demo", stdout=output)
        assert time.monotonic() - start < 1
        assert len(queries) <= 5
        assert (output.getvalue(), Page.objects.count()) == ("", before)
        update.refresh_from_db()
        assert update.summary == "An editor wrote this."


def test_a_home_page_that_somebody_has_edited_is_left_alone(empty_site: None) -> None:
    home = HomePage.objects.get()
    home.lead_text = "Our own campaign."
    home.save_revision().publish()
    call_command("load_demo")
    assert (HomePage.objects.get().lead_text, Person.objects.count()) == ("Our own campaign.", 0)


def test_a_site_with_a_person_on_record_is_left_alone(empty_site: None) -> None:
    Person.objects.create(name="Ehsan Ali", slug="ehsan-ali")
    call_command("load_demo")
    assert (Person.objects.count(), HomePage.objects.get().lead_text) == (1, "")


@pytest.mark.parametrize("stop", [RuntimeError("the disk is full"), KeyboardInterrupt()], ids=["error", "interrupt"])
def test_a_load_that_stops_half_way_leaves_nothing(
    empty_site: None, content: DemoContent, monkeypatch: pytest.MonkeyPatch, stop: BaseException
) -> None:
    translated: list[str] = []
    files = pictures_on_disk()

    def stopping(content: DemoContent, plan: Any, references: Any, user: Any) -> None:
        translated.append(plan.key)
        assert len(pictures_on_disk() - files) == len(content.records["images"])
        raise stop

    monkeypatch.setattr(loading, "translate_page", stopping)
    with pytest.raises(type(stop)):
        load(content)
    assert translated == ["home"]
    assert is_empty()
    assert (Country.objects.count(), CampaignImage.objects.count(), Locale.objects.count()) == (0, 0, 1)
    assert pictures_on_disk() == files


def test_malformed_content_is_refused_with_a_sentence_and_nothing_is_stored(empty_site: None, tmp_path: Path) -> None:
    with pytest.raises(CommandError, match=r"The demo content was not loaded\. structure\.yaml: there is no such file"):
        call_command("load_demo", folder=tmp_path)
    assert is_empty()
