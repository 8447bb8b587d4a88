"""The urgent core of an appeal goes live ahead of the rest: in its own language alone, and marked as such."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client, TestCase
from django.urls import reverse
from wagtail.models import Locale, Page, Revision
from wagtail_localize.models import Translation

from campaign_pages.models import AppealIndexPage, AppealPage
from tests.factories.pages import make_appeal, make_document, make_home, make_index, make_locale, make_standard_page
from tests.factories.sections import make_section, make_user
from tests.factories.translations import fill
from tests.integration.conftest import unindexed
from tests.integration.sections.screens import client_of, text_of
from tests.integration.translations.conftest import edit_original
from translations.publication.approval import decide, submit_for_approval
from translations.publication.publishing import IncompleteTranslation, NoCore, publish, publish_core, save_core_draft
from translations.siblings import siblings
from translations.states import State, states_of
from translations.submission import submit

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

CORE = {"Free them": "Freiheit", "They are held.": "Sie sind in Haft.", "Release them.": "Lasst sie frei."}
ADDRESS = "/de/appeals/free-them/"
NOTICE = "Bisher steht nur das Wichtigste dieser Seite in Ihrer Sprache. Der Rest folgt."


@pytest.fixture(scope="module", autouse=True)
def _appeal(kept: None) -> None:
    """An English appeal with a letter to send, whose letter is live in German; of the appeal, the core is translated."""
    with unindexed():
        make_home("de")
        german = make_locale("de")
        letter = make_document(slug="letter", title="The letter")
        german_letter = submit(letter, [german])[0]
        fill(german_letter, {"The letter": "Der Brief", "Send it to the embassy.": "Schicken.", "Your name": "Ihr Name",
                             "Your Excellency,": "Exzellenz,", "{{ writer_name }}": "{{ writer_name }}"})  # fmt: skip
        publish(german_letter)
        appeal = make_appeal(
            slug="free-them",
            title="Free them",
            summary="They are held.",
            background="<p>Why it matters.</p>",
            steps=[("write_letter", {"title": "Write to them", "text": "<p>Be polite.</p>", "document": letter})],
            sender_safety="<p>Mind your name.</p>",
        )
        (begun,) = submit(appeal, [german])
        fill(begun, CORE)
        make_index(AppealIndexPage, "de")
        Page.objects.filter(locale=german).exclude(pk=begun.get_target_instance().pk).update(live=True)


@pytest.fixture
def appeal() -> AppealPage:
    return AppealPage.objects.get(slug="free-them", locale__language_code="en")


@pytest.fixture
def translation(appeal: AppealPage) -> Translation:
    """The German translation of the appeal, with the core translated and nothing else."""
    return Translation.objects.get(source__object_id=appeal.translation_key)


def german_row(page: Page) -> Any:
    return next(row for row in states_of(page) if row.locale == "de")


def read(url: str) -> BeautifulSoup:
    return BeautifulSoup(Client().get(url).content, "html.parser")


def test_the_core_is_read_in_its_language_and_nothing_in_another(translation: Translation, appeal: AppealPage) -> None:
    publish_core(translation)
    page = read(ADDRESS)
    text = page.main.get_text(" ") if page.main else ""
    for sentence in (*CORE.values(), NOTICE, "Brief schreiben", "Der Brief"):
        assert sentence in text
    for sentence in ("They were arrested", "Why it matters", "Write to them", "Be polite", "Mind your name"):
        assert sentence not in str(page)
    links = page.select("main > .aside-note a")
    assert [(link["lang"], link["href"]) for link in links] == [("en", "/en/appeals/free-them/")]
    row = german_row(appeal)
    assert (row.state, row.done, row.left, row.degree) == (State.CORE, 3, row.total - 3, None)


def test_what_goes_with_the_core_stands_there_once_it_is_complete(translation: Translation) -> None:
    fill(translation, {"Mind your name.": "Achten Sie auf Ihren Namen."})
    publish_core(translation)
    assert "Achten Sie auf Ihren Namen." in str(read(ADDRESS))


def test_the_rest_takes_the_place_of_the_core(
    translation: Translation, appeal: AppealPage, translate_all: Callable[[Translation], None]
) -> None:
    publish_core(translation)
    translate_all(translation)
    assert german_row(appeal).state is State.CORE
    publish(translation)
    page = read(ADDRESS)
    assert NOTICE not in str(page)
    assert "nicht [Why it matters.]" in str(page)
    assert german_row(appeal).state is State.COMPLETE


def test_an_incomplete_core_is_refused_with_what_it_lacks(translation: Translation) -> None:
    fill(translation, {"They are held.": " "})
    with pytest.raises(IncompleteTranslation) as refused:
        publish_core(translation)
    assert [entry.source for entry in refused.value.missing] == ["They are held."]
    assert not translation.get_target_instance().live


def test_the_core_never_takes_a_whole_page_away(
    translation: Translation, translate_all: Callable[[Translation], None], appeal: AppealPage
) -> None:
    draft = save_core_draft(translation)
    translate_all(translation)
    publish(translation)
    with TestCase.captureOnCommitCallbacks(execute=True):
        edit_original(appeal, background="<p>Why it matters now.</p>")
    with pytest.raises(NoCore):
        publish_core(translation)
    with pytest.raises(IncompleteTranslation):
        Revision.objects.get(pk=draft.pk).publish()
    assert "nicht [Why it matters.]" in str(read(ADDRESS))


def test_a_page_without_a_core_is_published_whole_or_not_at_all(german: Locale) -> None:
    (begun,) = submit(make_standard_page(), [german])
    with pytest.raises(NoCore):
        publish_core(begun)


def test_a_change_of_the_core_puts_it_behind(translation: Translation, appeal: AppealPage) -> None:
    publish_core(translation)
    with TestCase.captureOnCommitCallbacks(execute=True):
        edit_original(appeal, summary="Twelve are held.")
    row = german_row(appeal)
    assert (row.state, row.degree.name) == (State.CORE, "FACT")
    with pytest.raises(IncompleteTranslation):
        publish_core(translation)


def test_the_core_is_submitted_corrected_and_approved_as_such(translation: Translation) -> None:
    translator = make_user("translator", make_section(de="contributor"))
    lead = make_user("lead", make_section("germany", "DE", de="lead"))
    client = client_of(translator)
    url = reverse("wagtailadmin_pages:edit", args=[translation.get_target_instance().pk])
    assert 'value="submit-core"' in client.get(url).content.decode()
    assert 'value="publish-core"' not in client.get(url).content.decode()
    client.post(url, {"action": "publish-core"})
    assert not translation.get_target_instance().live, "who may not publish does not publish the core"
    client.post(url, {"action": "submit-core"})
    fill(translation, {"They are held.": "Sie sitzen in Haft."})
    decide(Page.objects.get(pk=translation.get_target_instance().pk), translation, lead, approve=True, comment="")
    page = str(read(ADDRESS))
    assert "Sie sitzen in Haft." in page
    assert "They were arrested" not in page


def test_a_lead_publishes_the_core_in_the_editor(translation: Translation) -> None:
    client = client_of(make_user("lead", make_section("germany", "DE", de="lead")))
    url = reverse("wagtailadmin_pages:edit", args=[translation.get_target_instance().pk])
    answer = client.post(url, {"action": "publish-core"}, follow=True)
    assert "The urgent core of “Freiheit” was published" in text_of(answer)
    assert german_row(translation.source.get_source_instance()).state is State.CORE


def test_other_languages_tell_it_apart(translation: Translation, appeal: AppealPage) -> None:
    publish_core(translation)
    assert [(each.language, each.exists, each.is_core) for each in siblings(appeal)] == [
        ("de", True, True),
        ("en", True, False),
    ]
    head = str(read("/en/appeals/free-them/").head)
    assert 'hreflang="de"' in head, "it is the page for readers of German"
    make_home("fr")
    make_locale("fr")
    missing = read("/fr/appeals/free-them/")
    assert [entry.get_text(" ", strip=True) for entry in missing.select("main ul li")] == [
        "English · Free them",
        "Deutsch · Freiheit (l’essentiel seulement)",
    ]


def test_handing_in_an_incomplete_core_changes_nothing(translation: Translation) -> None:
    make_section("germany", "DE", de="lead")
    translator = make_user("translator", make_section(de="contributor"))
    fill(translation, {"Release them.": " "})
    with pytest.raises(IncompleteTranslation):
        submit_for_approval(translation.get_target_instance(), translation, translator, core=True)
    assert translation.get_target_instance().current_workflow_state is None
