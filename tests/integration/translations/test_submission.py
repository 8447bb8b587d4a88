"""Beginning a translation makes drafts only, where readers cannot meet the wrong language."""

import pytest
from django.core.exceptions import ValidationError
from wagtail.models import Locale, Page
from wagtail_localize.models import LocaleSynchronization, Translation

from tests.factories.pages import make_appeal, make_home, make_locale, make_standard_page
from translations.submission import submit

pytestmark = pytest.mark.django_db


def test_targets_are_drafts_and_no_aliases_even_where_parents_are_missing(german: Locale) -> None:
    appeal = make_appeal()
    italian = make_locale("it")
    submit(appeal, [german, italian])
    begun = Page.objects.filter(locale__in=[german, italian]).exclude(pk=make_home("de").pk)
    assert {(page.locale.language_code, page.slug) for page in begun.filter(depth__gt=2)} == {
        ("de", "appeals"),
        ("de", appeal.slug),
        ("it", "appeals"),
        ("it", appeal.slug),
    }
    assert not begun.filter(live=True).exists()
    assert not Page.objects.filter(alias_of__isnull=False).exists()


def test_every_begun_parent_has_a_translation_of_its_own(german: Locale) -> None:
    appeal = make_appeal()
    (translation,) = submit(appeal, [make_locale("it")])
    parent = translation.get_target_instance().get_parent()
    assert Translation.objects.filter(source__object_id=parent.translation_key, enabled=True).exists()


def test_beginning_twice_changes_nothing(original: Page, german: Locale) -> None:
    (first,) = submit(original, [german])
    page = first.get_target_instance()
    (second,) = submit(original, [german])
    assert first == second
    assert second.get_target_instance().latest_revision_id == page.latest_revision_id


def test_the_pages_own_language_is_left_out(original: Page) -> None:
    assert submit(original, [original.locale]) == []


def test_a_page_that_was_never_published_is_translated_from_its_newest_draft(german: Locale) -> None:
    home = make_home()
    page = type(make_standard_page())(title="Old", slug="new-page", locale=home.locale, live=False)
    home.add_child(instance=page)
    page.title = "Newest"
    page.save_revision()
    (translation,) = submit(Page.objects.get(pk=page.pk), [german])
    assert translation.source.stringsegment_set.get(context__path="title").string.data == "Newest"


def test_an_alias_in_the_target_language_is_taken_off_line(original: Page, german: Locale) -> None:
    alias = original.copy_for_translation(german, alias=True)
    assert alias.live
    submit(original, [german])
    alias = Page.objects.get(pk=alias.pk)
    assert alias.alias_of_id is None
    assert not alias.live


def test_with_subtree_pages_below_are_begun_too(german: Locale) -> None:
    parent = make_standard_page(title="Parent", slug="parent")
    child = type(parent)(title="Child", slug="child", locale=parent.locale)
    parent.add_child(instance=child)
    submit(Page.objects.get(pk=parent.pk), [german], include_subtree=True)
    assert Page.objects.filter(locale=german, slug="child", live=False).exists()


def test_the_form_of_a_locale_offers_no_synchronised_tree(admin_client: object) -> None:
    from wagtail_localize.locales.components import get_locale_components

    assert LocaleSynchronization not in [entry["model"] for entry in get_locale_components()]


def test_a_locale_with_pages_cannot_be_deleted_and_its_strings_stay(complete: Translation, german: Locale) -> None:
    from django.db.models import ProtectedError
    from wagtail_localize.models import StringTranslation

    with pytest.raises((ProtectedError, ValidationError)):
        german.delete()
    assert StringTranslation.objects.filter(locale=german).count() == 3
