"""What wagtail-localize lets anybody do in every language, asked for over HTTP by somebody who may not: one hole after the other."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client, override_settings
from django.urls import reverse
from wagtail.models import Locale, Page, WorkflowPage, WorkflowState
from wagtail_localize.models import (
    OverridableSegment,
    SegmentOverride,
    StringSegment,
    StringTranslation,
    Translation,
    TranslationSource,
)

from sections.models import NationalSection, User
from sections.provisioning import sync_all
from tests.factories.exchange import confirm
from tests.factories.library import PersonFactory
from tests.factories.pages import make_appeal, make_home, make_locale, make_standard_page
from tests.factories.sections import make_section, make_user
from tests.factories.translations import pretended
from tests.integration.conftest import unindexed
from tests.integration.translations.conftest import drop_string
from translations.guard.checks import translatable_records
from translations.publication.publishing import publish
from translations.submission import submit

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

LIBRETRANSLATE = {
    "CLASS": "translations.machine.service.MaskingTranslator",
    "OPTIONS": {"SERVICE": "libretranslate", "URL": "http://127.0.0.1:9", "KEY": "", "OWN": True, "TIMEOUT": 1},
}
FIRST = "First paragraph."


def as_user(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture(scope="module", autouse=True)
def _sections(kept: None) -> None:
    """Austria and Germany share German, which Germany leads; Italy leads Italian."""
    with unindexed():
        for language in ("de", "it"):
            make_home(language)
        make_section("austria", "AT", de="contributor")
        make_section("germany", "DE", de="lead")
        make_section("italy", "IT", it="lead")


@pytest.fixture
def sections() -> dict[str, NationalSection]:
    return {section.slug: section for section in NationalSection.objects.all()}


@pytest.fixture
def lead(sections: dict[str, NationalSection]) -> Client:
    """Germany's lead, who publishes in German."""
    return as_user(make_user("lead", sections["germany"], email="lead@example.org"))


@pytest.fixture
def translator(sections: dict[str, NationalSection]) -> Client:
    """Austria's translator, who contributes in German."""
    return as_user(make_user("translator", sections["austria"], email="translator@example.org"))


@pytest.fixture
def stranger(sections: dict[str, NationalSection]) -> Client:
    """Italy's lead, who may everything in Italian and nothing in German."""
    return as_user(make_user("lead", sections["italy"], email="stranger@example.org"))


@pytest.fixture
def secret(german: Locale) -> Page:
    """An English page that was never published."""
    home = make_home()
    page = type(make_standard_page())(title="Secret", slug="secret", locale=home.locale, live=False)
    home.add_child(instance=page)
    page.save_revision()
    return Page.objects.get(pk=page.pk)


def begin(client: Client, page: Page, *locales: Locale, **data: Any) -> Any:
    url = reverse("wagtail_localize:submit_page_translation", args=[page.pk])
    return client.post(url, {"locales": [locale.pk for locale in locales], **data}, follow=True)


def messages_of(response: Any) -> str:
    return " ".join(str(message) for message in response.context["messages"])


def string_url(translation: Translation, text: str = FIRST) -> str:
    segment = StringSegment.objects.get(source=translation.source, string__data=text)
    return reverse("wagtail_localize:edit_string_translation", args=[translation.pk, segment.pk])


def put(client: Client, url: str, value: str = "Neu.") -> Any:
    return client.put(url, f"value={value}", content_type="application/x-www-form-urlencoded")


def texts(translation: Translation) -> set[str]:
    return set(StringTranslation.objects.filter(locale=translation.target_locale).values_list("data", flat=True))


def po_file(translation: Translation, text: str = "Aus der Datei.") -> SimpleUploadedFile:
    po = translation.export_po()
    for entry in po:
        entry.msgstr = text
    return SimpleUploadedFile("strings.po", str(po).encode(), content_type="text/x-gettext-translation")


def upload(client: Client, translation: Translation, **files: Any) -> Any:
    edit = reverse("wagtailadmin_pages:edit", args=[translation.get_target_instance().pk])
    return client.post(
        reverse("wagtail_localize:upload_pofile", args=[translation.pk]), {"next": edit, **files}, follow=True
    )


def act(client: Client, translation: Translation, action: str) -> Any:
    url = reverse("wagtailadmin_pages:edit", args=[translation.get_target_instance().pk])
    return client.post(url, {"action": action}, follow=True)


def lock(translation: Translation, user: User) -> None:
    page = translation.get_target_instance()
    page.locked, page.locked_by = True, user
    page.save()


# --- 1: beginning translations of any page, into any language ---


def test_nobody_begins_a_translation_into_a_language_of_others(original: Page, stranger: Client) -> None:
    response = begin(stranger, original, make_locale("de"))
    assert response.status_code == 200
    assert not Page.objects.filter(locale__language_code="de", slug="about-us").exists()
    assert not Translation.objects.exists()


def test_the_form_offers_the_languages_of_the_section(original: Page, translator: Client) -> None:
    response = translator.get(reverse("wagtail_localize:submit_page_translation", args=[original.pk]))
    offered = response.context["form"].fields["locales"].queryset
    assert [locale.language_code for locale in offered] == ["de"]


def test_where_nothing_is_left_to_begin_a_sentence_says_so(translation: Translation, translator: Client) -> None:
    page = translation.source.get_source_instance()
    response = translator.get(reverse("wagtail_localize:submit_page_translation", args=[page.pk]), follow=True)
    assert "no further language" in messages_of(response)


def test_a_draft_of_another_language_is_neither_begun_nor_read(secret: Page, translator: Client) -> None:
    url = reverse("wagtail_localize:submit_page_translation", args=[secret.pk])
    assert "Secret" not in translator.get(url, follow=True).content.decode()
    begin(translator, secret, make_locale("de"))
    assert not TranslationSource.objects.exists()


def test_a_translation_that_may_be_begun_is_a_draft(original: Page, translator: Client) -> None:
    begin(translator, original, make_locale("de"))
    page = Page.objects.get(locale__language_code="de", slug="about-us")
    assert not page.live


def test_pages_below_are_begun_only_when_all_of_them_may_be_read(original: Page, translator: Client) -> None:
    home = original.get_parent().specific
    child = type(original.specific)(title="Hidden", slug="hidden", locale=original.locale, live=False)
    original.add_child(instance=child)
    url = reverse("wagtail_localize:submit_page_translation", args=[original.pk])
    assert translator.get(url).context["form"].fields["include_subtree"].disabled
    begin(translator, original, make_locale("de"), include_subtree="on")
    assert Page.objects.filter(locale__language_code="de", slug="about-us").exists()
    assert not Page.objects.filter(locale__language_code="de", slug="hidden").exists()
    assert home.live


# --- 2: publishing all languages at once ---


def test_taking_over_publishes_only_where_one_may(
    complete: Translation, translator: Client, lead: Client, stranger: Client
) -> None:
    url = reverse("wagtail_localize:update_translations", args=[complete.source_id])
    for client in (stranger, translator):
        client.post(url, {"publish_translations": "on"})
        assert not complete.get_target_instance().live
    lead.post(url, {"publish_translations": "on"})
    assert complete.get_target_instance().live


def test_taking_over_is_for_those_who_work_in_one_of_the_languages(complete: Translation, stranger: Client) -> None:
    before = complete.source.last_updated_at
    stranger.post(reverse("wagtail_localize:update_translations", args=[complete.source_id]))
    complete.source.refresh_from_db()
    assert complete.source.last_updated_at == before


# --- 3: a live page turned into a copy in another language, stopped or tied again ---


@pytest.mark.parametrize("who", ["stranger", "translator", "lead"])
def test_nobody_turns_a_live_page_into_an_alias(
    who: str, complete: Translation, request: pytest.FixtureRequest
) -> None:
    page = publish(complete)
    request.getfixturevalue(who).post(reverse("wagtail_localize:convert_to_alias", args=[page.pk]))
    page = Page.objects.get(pk=page.pk)
    assert page.alias_of_id is None
    assert page.title == "nicht [About us]"


@pytest.mark.parametrize("who", ["stranger", "translator", "lead"])
def test_nobody_stops_a_translation(who: str, complete: Translation, request: pytest.FixtureRequest) -> None:
    request.getfixturevalue(who).post(reverse("wagtail_localize:stop_translation", args=[complete.pk]))
    complete.refresh_from_db()
    assert complete.enabled


def test_a_page_on_its_own_is_tied_again_only_by_those_who_work_in_its_language(
    complete: Translation, stranger: Client, translator: Client, lead: Client
) -> None:
    Translation.objects.update(enabled=False)
    url = reverse("wagtailadmin_pages:edit", args=[complete.get_target_instance().pk])
    stranger.post(url, {"localize-restart-translation": "1"})
    lock(complete, User.objects.get(email="lead@example.org"))
    assert "locked" in messages_of(translator.post(url, {"localize-restart-translation": "1"}, follow=True))
    assert not Translation.objects.get().enabled
    lead.post(url, {"localize-restart-translation": "1"})
    assert Translation.objects.get().enabled


# --- 4: records and strings of other languages ---


def test_records_are_not_translated_as_pages_are(stranger: Client) -> None:
    person = PersonFactory()
    url = reverse("wagtail_localize:submit_snippet_translation", args=["library", "person", person.pk])
    assert stranger.get(url, follow=True).status_code == 404
    assert stranger.post(url, {"locales": [make_locale("de").pk]}, follow=True).status_code == 404


def test_no_record_is_of_a_kind_that_wagtail_localize_would_translate() -> None:
    assert translatable_records() == []


def test_strings_are_changed_in_ones_own_language_only(
    complete: Translation, stranger: Client, translator: Client
) -> None:
    refused = put(stranger, string_url(complete))
    assert (refused.status_code, refused.json()) == (403, {"detail": "You may not change this page."})
    assert stranger.delete(string_url(complete)).status_code == 403
    assert pretended(FIRST) in texts(complete)
    assert put(translator, string_url(complete)).status_code == 200
    assert "Neu." in texts(complete)


def test_overrides_are_changed_in_ones_own_language_only(stranger: Client, translator: Client) -> None:
    appeal = make_appeal(body=[("text", '<p>See <a href="https://example.org/">this</a>.</p>')])
    (translation,) = submit(appeal, [make_locale("de")])
    segment = OverridableSegment.objects.filter(source=translation.source).first()
    assert segment is not None
    url = reverse("wagtail_localize:edit_override", args=[translation.pk, segment.pk])
    assert put(stranger, url, "1").status_code == 403
    assert not SegmentOverride.objects.exists()
    assert put(translator, url, "1").status_code == 201


def test_strings_leave_as_a_file_only_for_those_who_translate_them(
    complete: Translation, stranger: Client, translator: Client
) -> None:
    url = reverse("wagtail_localize:download_pofile", args=[complete.pk])
    assert stranger.get(url).status_code == 302
    assert FIRST in translator.get(url).content.decode()


def test_strings_come_as_a_file_only_from_those_who_translate_them(
    complete: Translation, stranger: Client, translator: Client
) -> None:
    upload(stranger, complete, file=po_file(complete))
    assert "Aus der Datei." not in texts(complete)
    confirm(translator, upload(translator, complete, file=po_file(complete)), take=True)
    assert texts(complete) == {"Aus der Datei."}


def test_a_file_that_is_missing_or_belongs_nowhere_is_refused_with_a_sentence(
    complete: Translation, translator: Client
) -> None:
    assert "This field is required." in messages_of(upload(translator, complete))
    foreign = SimpleUploadedFile("x.po", b'msgid "a"\nmsgstr "b"\n')
    assert "This text does not stand on the page." in upload(translator, complete, file=foreign).content.decode()
    assert pretended(FIRST) in texts(complete)


@override_settings(WAGTAILLOCALIZE_MACHINE_TRANSLATOR=LIBRETRANSLATE)
def test_machines_translate_only_for_those_who_translate(
    translation: Translation, stranger: Client, translator: Client
) -> None:
    url = reverse("wagtail_localize:machine_translate", args=[translation.pk])
    assert stranger.get(url)["Location"] == reverse("wagtailadmin_home")
    assert stranger.post(url, {"digest": "x"})["Location"] == reverse("wagtailadmin_home")
    assert translator.get(url).status_code == 200


# --- 5: locks, and pages in moderation ---


@override_settings(WAGTAILLOCALIZE_MACHINE_TRANSLATOR=LIBRETRANSLATE)
def test_nothing_of_a_page_locked_by_somebody_else_is_changed(
    complete: Translation, translator: Client, lead: Client
) -> None:
    drop_string(complete, "Second paragraph.")
    before = texts(complete)
    lock(complete, User.objects.get(email="lead@example.org"))
    answer = put(translator, string_url(complete))
    assert (answer.status_code, answer.json()) == (423, {"detail": "This page is locked. Nothing was saved."})
    assert translator.delete(string_url(complete)).status_code == 423
    assert "locked" in messages_of(upload(translator, complete, file=po_file(complete)))
    translator.post(reverse("wagtail_localize:machine_translate", args=[complete.pk]), {"digest": "x"})
    assert texts(complete) == before
    assert put(lead, string_url(complete)).status_code == 200


def test_a_page_locked_by_somebody_else_is_not_published(complete: Translation, lead: Client) -> None:
    lock(complete, User.objects.create(email="other@example.org"))
    assert "locked" in messages_of(act(lead, complete, "publish"))
    lead.post(
        reverse("wagtail_localize:update_translations", args=[complete.source_id]), {"publish_translations": "on"}
    )
    assert not complete.get_target_instance().live


# --- 6: lists ---


def test_the_report_lists_no_drafts_of_other_languages(
    original: Page, secret: Page, translator: Client, sections: dict[str, NationalSection]
) -> None:
    english = as_user(make_user("observer", make_section("uk", "GB", en="lead")))
    url = reverse("wagtail_localize:translations_report")
    assert "About us" in translator.get(url).content.decode()
    assert "Secret" not in translator.get(url).content.decode()
    assert "Secret" in english.get(url).content.decode()


def test_the_report_shows_the_published_title_of_a_page_with_a_newer_draft(original: Page, translator: Client) -> None:
    page = original.specific
    page.title = "Not yet"
    page.save_revision()
    html = translator.get(reverse("wagtail_localize:translations_report")).content.decode()
    assert "About us" in html
    assert "Not yet" not in html


def test_records_are_listed_for_those_who_may_see_them(stranger: Client) -> None:
    person = PersonFactory()
    listing = reverse("wagtail_localize:snippets_api_listing", args=["library", "person"])
    detail = reverse("wagtail_localize:snippets_api_detail", args=["library", "person", person.pk])
    assert stranger.get(listing).status_code == stranger.get(detail).status_code == 200
    user = User.objects.get(email="stranger@example.org")
    user.groups.first().permissions.remove(*user.groups.first().permissions.filter(codename__contains="_person"))
    assert stranger.get(listing).status_code == stranger.get(detail).status_code == 403
    sync_all()
    assert stranger.get(listing).status_code == 200


def test_a_translation_is_previewed_by_those_who_read_drafts_in_its_language(
    complete: Translation, stranger: Client, sections: dict[str, NationalSection]
) -> None:
    url = reverse("wagtail_localize:preview_translation", args=[complete.pk])
    observer = as_user(make_user("observer", sections["austria"]))
    assert stranger.get(url).status_code == 302
    assert observer.get(url).status_code == 200


# --- 7: parents in trees of others ---


def test_parents_are_begun_only_in_languages_of_the_section(translator: Client, stranger: Client) -> None:
    appeal = make_appeal()
    begin(stranger, appeal, make_locale("de"))
    assert not Page.objects.filter(locale__language_code="de", depth__gt=2, slug="appeals").exists()
    begin(translator, appeal, make_locale("de"))
    begun = Page.objects.filter(slug__in=["appeals", appeal.slug]).exclude(locale__language_code="en")
    assert {page.locale.language_code for page in begun} == {"de"}
    assert not begun.filter(live=True).exists()


def test_a_parent_that_is_a_draft_of_others_is_not_begun(secret: Page, translator: Client) -> None:
    child = type(secret.specific)(title="Child", slug="child", locale=secret.locale)
    secret.add_child(instance=child)
    child.save_revision().publish()
    response = begin(translator, child, make_locale("de"))
    assert "some of it is a draft in another language" in messages_of(response)
    assert not Translation.objects.exists()


# --- 8: handing in for approval ---


def editor_of(client: Client, translation: Translation) -> str:
    page = translation.get_target_instance()
    html: str = client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode()
    return html


def test_who_may_not_publish_hands_in_and_the_lead_approves(
    complete: Translation, translator: Client, lead: Client, sections: dict[str, NationalSection]
) -> None:
    sync_all()
    assert 'value="submit"' in editor_of(translator, complete)
    assert 'value="submit"' not in editor_of(lead, complete)
    act(translator, complete, "publish")
    assert not complete.get_target_instance().live
    assert "was submitted for approval" in messages_of(act(translator, complete, "submit"))
    page = complete.get_target_instance()
    assert page.current_workflow_state.status == WorkflowState.STATUS_IN_PROGRESS

    answer = put(translator, string_url(complete))
    assert (answer.status_code, "waits for approval" in answer.json()["detail"]) == (423, True)
    assert 'value="submit"' not in editor_of(translator, complete)
    assert 'value="save-draft"' not in editor_of(translator, complete)
    assert "waits for approval" in messages_of(act(translator, complete, "submit"))
    assert put(lead, string_url(complete), "Besser.").status_code == 200

    state = page.current_workflow_task_state
    lead.post(reverse("wagtailadmin_pages:workflow_action", args=[page.pk, "approve", state.pk]))
    assert complete.get_target_instance().live


def test_what_was_sent_back_is_handed_in_again(
    complete: Translation, translator: Client, lead: Client, sections: dict[str, NationalSection]
) -> None:
    sync_all()
    act(translator, complete, "submit")
    page = complete.get_target_instance()
    url = reverse("wagtailadmin_pages:workflow_action", args=[page.pk, "reject", page.current_workflow_task_state.pk])
    lead.post(url, {"comment": "Once more."})
    assert put(translator, string_url(complete)).status_code == 200
    act(translator, complete, "submit")
    page = Page.objects.get(pk=page.pk)
    assert page.current_workflow_state.status == WorkflowState.STATUS_IN_PROGRESS
    assert WorkflowState.objects.count() == 1
    assert "Neu." in str(page.current_workflow_task_state.revision.content)


def test_an_incomplete_page_is_not_handed_in(complete: Translation, translator: Client) -> None:
    sync_all()
    drop_string(complete, FIRST)
    response = act(translator, complete, "submit")
    assert "Nothing was submitted" in messages_of(response)
    assert 'class="translations-missing" open' in response.content.decode()
    assert not WorkflowState.objects.exists()


def test_where_nobody_approves_a_sentence_says_so(complete: Translation, translator: Client) -> None:
    WorkflowPage.objects.all().delete()
    response = act(translator, complete, "submit")
    assert "nobody is named who approves pages in Deutsch" in messages_of(response)
    assert not WorkflowState.objects.exists()


def test_the_refusals_take_the_translation_that_is_meant(complete: Translation, stranger: Client) -> None:
    unknown = complete.pk + 1000
    for name in ("download_pofile", "preview_translation"):
        assert stranger.get(reverse(f"wagtail_localize:{name}", args=[unknown]), follow=True).status_code == 404
