"""Each page has one original, in any language. No way in leads to two sources for one target."""

from collections.abc import Callable

import pytest
from django.contrib.auth import get_user_model
from django.test import Client, TestCase
from django.urls import reverse
from wagtail.models import Locale, Page
from wagtail_localize.models import Translation, TranslationSource
from wagtail_localize.operations import translate_object

from tests.factories.pages import make_home, make_locale, make_standard_page
from translations.originals import NotTheOriginal, original_of
from translations.publication.publishing import publish
from translations.submission import submit

pytestmark = [pytest.mark.django_db, pytest.mark.one_database, pytest.mark.usefixtures("complete_once")]


@pytest.fixture
def french(german: Locale) -> Locale:
    make_home("fr")
    return make_locale("fr")


@pytest.fixture
def admin(client: Client, db: None) -> Client:
    user = get_user_model().objects.create_superuser(email="admin@example.org", password="correct horse")
    client.force_login(user)
    return client


def submit_through_the_admin(client: Client, page: Page, *locales: Locale, **data: object) -> object:
    url = reverse("wagtail_localize:submit_page_translation", args=[page.pk])
    return client.post(url, {"locales": [locale.pk for locale in locales], **data}, follow=True)


def test_a_page_may_be_born_in_any_language(french: Locale, german: Locale) -> None:
    page = make_standard_page("fr", title="À propos")
    (translation,) = submit(page, [german])
    assert original_of(translation.get_target_instance()).pk == page.pk
    assert translation.source.locale == french


def test_submitting_a_translation_is_refused_with_a_sentence(
    complete: Translation, french: Locale, admin: Client, original: Page
) -> None:
    german_page = publish(complete)
    response = submit_through_the_admin(admin, german_page, french)
    (message,) = [str(entry) for entry in response.context["messages"]]
    assert "start from its original, “About us” in English" in message
    assert response.redirect_chain[0][0] == reverse("wagtailadmin_pages:edit", args=[original.pk])
    assert TranslationSource.objects.count() == 1
    assert not Page.objects.filter(translation_key=original.translation_key, locale=french).exists()


def test_the_form_itself_is_refused_too(complete: Translation, french: Locale, admin: Client) -> None:
    german_page = publish(complete)
    response = admin.get(reverse("wagtail_localize:submit_page_translation", args=[german_page.pk]))
    assert response.status_code == 302


def test_a_subtree_leaves_out_pages_that_are_translations(complete: Translation, german: Locale, admin: Client) -> None:
    publish(complete)
    own = make_standard_page("de", title="Eigenes", slug="eigenes")
    # The German home page was made without wagtail-localize, so it may be submitted; below it stand both kinds.
    with TestCase.captureOnCommitCallbacks(execute=True):
        response = submit_through_the_admin(admin, make_home("de"), make_locale("it"), include_subtree="on")
    assert response.status_code == 200
    sources = set(TranslationSource.objects.values_list("object_id", "locale__language_code"))
    assert (own.translation_key, "de") in sources
    assert (complete.source.object_id, "de") not in sources


def test_a_second_source_is_refused_for_code_that_calls_wagtail_localize(complete: Translation, french: Locale) -> None:
    german_page = publish(complete)
    with pytest.raises(NotTheOriginal):
        translate_object(german_page, [french])
    assert TranslationSource.objects.count() == 1


def test_the_editor_of_every_translation_opens_after_every_attempt(
    complete: Translation, french: Locale, original: Page, admin: Client
) -> None:
    german_page = publish(complete)
    submit_through_the_admin(admin, german_page, french)
    submit_through_the_admin(admin, original, french)
    submit_through_the_admin(admin, german_page, french)
    for page in Page.objects.filter(translation_key=original.translation_key):
        assert admin.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).status_code == 200


def test_a_group_whose_original_was_deleted_can_begin_anew(
    complete: Translation, french: Locale, original: Page
) -> None:
    german_page = publish(complete)
    Page.objects.get(pk=original.pk).delete()
    assert original_of(german_page).pk == german_page.pk
    (translation,) = submit(german_page, [french])
    assert original_of(translation.get_target_instance()).pk == german_page.pk
    assert submit(german_page, [french]) == [translation]


def test_a_deleted_translation_keeps_its_strings_and_can_be_begun_again(
    complete: Translation, german: Locale, original: Page, django_assert_num_queries: Callable[..., object]
) -> None:
    complete.get_target_instance().delete()
    complete.refresh_from_db()
    assert not complete.enabled
    (again,) = submit(original, [german])
    assert again.pk == complete.pk
    assert again.get_progress() == (3, 3)
    assert publish(again).title == "nicht [About us]"
