"""A changed original is graded as it is published: in the state of its translations, by editors, in their messages."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client, TestCase
from django.urls import reverse
from wagtail.models import Locale, Page
from wagtail_localize.models import Translation

from campaign_pages.choices import AppealKind
from campaign_pages.models import AppealPage
from home.desk import desk_for
from library.choices import PublishLevel
from sections.models import User
from tests.factories.library import PersonFactory
from tests.factories.pages import make_appeal, make_home, make_locale
from tests.factories.sections import make_section, make_user
from tests.integration.conftest import unindexed
from tests.integration.sections.screens import client_of, text_of
from tests.integration.translations.conftest import edit_original, fill_all
from translations.freshness.degrees import Degree, degrees_for
from translations.models import SourceChange
from translations.publication.publishing import publish, save_draft
from translations.states import State, TranslationStates, states_of
from translations.submission import submit

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module", autouse=True)
def _appeal(kept: None) -> None:
    """An English appeal whose German translation is live and current."""
    with unindexed():
        make_home("de")
        page = make_appeal(
            title="Free them", summary="Eleven people are held.", sender_safety="<p>Do not use your full name.</p>"
        )
        (translation,) = submit(page, [make_locale("de")])
        fill_all(translation)
        publish(translation)


@pytest.fixture
def appeal() -> AppealPage:
    return AppealPage.objects.get(title="Free them")


def german_translation(page: Page) -> Translation:
    return Translation.objects.get(source__object_id=page.translation_key)


def german_row(page: Page) -> Any:
    return next(row for row in states_of(page) if row.locale == "de")


def change(page: Page, **values: Any) -> Degree:
    """Publish the original with other values; the degree that its German translation is behind it."""
    with TestCase.captureOnCommitCallbacks(execute=True):
        edit_original(page, **values)
    row = german_row(page)
    assert row.state is State.OUTDATED
    assert row.degree is not None
    return Degree(row.degree)


@pytest.mark.parametrize(
    ("values", "degree"),
    [
        ({"summary": "Eleven  people are held!"}, Degree.MINOR),
        ({"summary": "Eleven people are in prison."}, Degree.SUBSTANCE),
        ({"summary": "Twelve people are held."}, Degree.FACT),
        ({"facts_as_of": datetime.date(2025, 7, 1)}, Degree.FACT),
        ({"demands": [("demand", "<p>Release them.</p>"), ("demand", "<p>Let them go home.</p>")]}, Degree.SUBSTANCE),
        ({"sender_safety": "<p>Do not use your full name!</p>"}, Degree.MINOR),
        ({"sender_safety": "<p>Do not use your name at all.</p>"}, Degree.SAFETY),
        ({"kind": AppealKind.STOP}, Degree.SAFETY),
    ],
    ids=["typing", "wording", "count", "date", "demand", "typing-for-safety", "safety", "stop"],
)
def test_a_change_is_graded_when_it_is_published(appeal: AppealPage, values: dict[str, Any], degree: Degree) -> None:
    assert change(appeal, **values) is degree
    stored = SourceChange.objects.get()
    assert (stored.degree, stored.proposed, stored.decided_by) == (degree, degree, None)


def test_the_sentences_that_changed_are_kept_with_their_places(appeal: AppealPage) -> None:
    change(appeal, summary="Twelve people are held.", facts_as_of=datetime.date(2025, 7, 1))
    stored = SourceChange.objects.get()
    assert stored.texts == [{"path": "summary", "old": "Eleven people are held.", "new": "Twelve people are held."}]
    assert stored.fields == ["facts_as_of"]


def test_the_marks_of_the_rich_text_editor_are_no_change(appeal: AppealPage) -> None:
    edit_original(appeal, sender_safety='<p data-block-key="k1x2y">Do not use your full name.</p>')
    assert german_row(appeal).state is State.COMPLETE
    assert not SourceChange.objects.exists()


def test_the_ends_of_lines_that_a_browser_sends_are_no_change(appeal: AppealPage) -> None:
    appeal.summary = "Eleven people are held.\r\nOne is ill."
    appeal.full_clean()
    assert appeal.summary == "Eleven people are held.\nOne is ill."


def test_a_name_that_readers_may_no_longer_see_is_a_matter_of_safety(appeal: AppealPage) -> None:
    PersonFactory(name="Bilal Khan", publish_level=PublishLevel.WITHHELD)
    assert change(appeal, summary="Eleven people are held, Bilal Khan among them.") is Degree.FACT
    assert change(appeal, summary="Eleven people are held, one of them ill.") is Degree.SAFETY


def test_the_gravest_change_since_the_live_text_counts_until_it_is_published_anew(
    appeal: AppealPage, translate_all: Callable[[Translation], None]
) -> None:
    assert change(appeal, summary="Twelve people are held.") is Degree.FACT
    assert change(appeal, summary="Twelve people are held!") is Degree.FACT
    translation = german_translation(appeal)
    translate_all(translation)
    save_draft(translation)
    assert german_row(appeal).degree is Degree.FACT, "a draft changes nothing for readers"
    publish(translation)
    row = german_row(appeal)
    assert (row.state, row.degree) == (State.COMPLETE, None)
    assert change(appeal, summary="Twelve people are held?") is Degree.MINOR


def test_a_draft_built_before_the_strings_were_taken_over_is_still_behind(appeal: AppealPage) -> None:
    with TestCase.captureOnCommitCallbacks(execute=True):  # the task runs at the end
        edit_original(appeal, summary="Twelve people are held.")
        save_draft(german_translation(appeal)).publish()
    assert german_row(appeal).degree is Degree.FACT


def test_an_original_that_is_published_as_it_was_leaves_no_change(appeal: AppealPage) -> None:
    with TestCase.captureOnCommitCallbacks(execute=True):
        edit_original(appeal)
    assert not SourceChange.objects.exists()
    assert german_row(appeal).degree is None


def test_rows_bring_their_degrees_along_and_the_gravest_stand_first(
    appeal: AppealPage, translate_all: Callable[[Translation], None], german: Locale
) -> None:
    other = make_appeal(title="Free her", summary="She is held since May.")
    (translation,) = submit(other, [german])
    translate_all(translation)
    publish(translation)
    change(appeal, summary="Eleven people are held!")
    change(other, summary="She is held since June.")
    rows = list(TranslationStates(locale="de", state=State.OUTDATED))
    assert [row.page_id for row in rows] == [other.pk, appeal.pk]
    assert degrees_for(rows) == {(other.pk, "de"): Degree.FACT, (appeal.pk, "de"): Degree.MINOR}
    count, shown = TranslationStates(locale="de").first_of_each_state(1)[State.OUTDATED]
    assert (count, [row.page_id for row in shown]) == (2, [other.pk])


def test_what_only_typing_put_out_of_date_stands_last_on_the_desk(appeal: AppealPage) -> None:
    lead = make_user("lead", make_section("germany", "DE", de="lead"))

    def headings() -> list[str]:
        return [str(each.heading) for each in desk_for(User.objects.get(pk=lead.pk)) if "ranslat" in str(each.heading)]

    change(appeal, summary="Eleven people are held!")
    assert headings()[-1] == "Translations out of date"
    change(appeal, summary="Twelve people are held!")
    assert headings()[0] == "Translations out of date"


# --- Editors ---


def changes_url(page: Page) -> str:
    return reverse("translations_changes", args=[page.pk])


def test_who_publishes_the_original_says_how_grave_it_was(appeal: AppealPage) -> None:
    change(appeal, summary="Twelve people are held.")
    lead = make_user("lead", make_section("britain", "GB", en="lead"), name="Lea")
    client = client_of(lead)
    stored = SourceChange.objects.get()
    answer = client.post(changes_url(appeal), {"change": stored.pk, "degree": Degree.SAFETY.value}, follow=True)
    assert "Lea decided this; the proposal was “Facts”." in text_of(answer)
    stored.refresh_from_db()
    assert (stored.degree, stored.proposed, stored.decided_by) == (Degree.SAFETY, Degree.FACT, lead)
    assert german_row(appeal).degree is Degree.SAFETY


@pytest.mark.parametrize("degree", ["", "9", "x"])
def test_no_other_degree_is_taken(appeal: AppealPage, degree: str) -> None:
    change(appeal, summary="Twelve people are held.")
    client_of(make_user("administrator")).post(
        changes_url(appeal), {"change": SourceChange.objects.get().pk, "degree": degree}
    )
    assert SourceChange.objects.get().degree == Degree.FACT


def test_once_every_translation_has_followed_nothing_is_decided_any_more(
    appeal: AppealPage, translate_all: Callable[[Translation], None]
) -> None:
    change(appeal, summary="Twelve people are held.")
    translation = german_translation(appeal)
    translate_all(translation)
    publish(translation)
    client = client_of(make_user("administrator"))
    answer = client.post(
        changes_url(appeal), {"change": SourceChange.objects.get().pk, "degree": Degree.MINOR.value}, follow=True
    )
    assert "every translation has followed this change by now" in text_of(answer)
    assert SourceChange.objects.get().degree == Degree.FACT


def test_a_translator_sees_what_changed_and_decides_nothing(appeal: AppealPage) -> None:
    change(appeal, summary="Twelve people are held.")
    client = client_of(make_user("translator", make_section(de="contributor")))
    target = german_translation(appeal).get_target_instance()
    screen = client.get(changes_url(target))
    assert "ElevenTwelve people are held." in text_of(screen).replace("Eleven Twelve", "ElevenTwelve")
    assert 'name="degree"' not in screen.content.decode()
    stored = SourceChange.objects.get()
    assert client.post(changes_url(target), {"change": stored.pk, "degree": "1"}).status_code == 302
    stored.refresh_from_db()
    assert stored.degree == Degree.FACT


def test_publishing_in_the_editor_says_how_grave_the_change_seems(appeal: AppealPage, rf: Any) -> None:
    from translations.notices import tell_what_is_out_of_date

    def told() -> str:
        request = rf.get("/")
        request.session, request._messages = {}, Collected()
        tell_what_is_out_of_date(request, appeal)
        return " ".join(request._messages.texts)

    change(appeal, summary="Eleven people are held!")
    assert told().startswith("Only typography, spacing or spelling changed.")
    change(appeal, summary="Twelve people are held.")
    assert "1 translation is out of date now" in told()
    assert "The change is taken as: Facts." in told()


class Collected:
    """Takes the place of the storage of messages."""

    def __init__(self) -> None:
        self.texts: list[str] = []

    def add(self, level: int, message: Any, extra_tags: str = "") -> None:
        self.texts.append(str(message))


def test_reports_name_the_degree(appeal: AppealPage) -> None:
    change(appeal, summary="Twelve people are held.")
    client: Client = client_of(make_user("administrator"))
    assert "translations-degree--fact" in client.get(reverse("wagtail_localize:translations_report")).content.decode()
