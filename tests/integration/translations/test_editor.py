"""What editors meet in the admin: drafts, previews, refusals, states and links, in their own language."""

from collections.abc import Callable

import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from django.urls import reverse
from wagtail.models import GroupApprovalTask, Locale, Page, Workflow, WorkflowPage, WorkflowTask
from wagtail_localize.models import StringTranslation, Translation

from tests.factories.pages import make_home, make_locale
from tests.factories.sections import make_section, make_user
from tests.integration.translations.conftest import body_text, drop_string, edit_original
from translations.models import TranslatedRevision
from translations.publication.publishing import publish, save_draft
from translations.states import State, states_of
from translations.submission import submit

pytestmark = [pytest.mark.django_db, pytest.mark.one_database, pytest.mark.usefixtures("begun_once")]

SECOND = "Second paragraph."


@pytest.fixture
def admin(client: Client, db: None) -> Client:
    user = get_user_model().objects.create_superuser(email="admin@example.org", password="correct horse")
    client.force_login(user)
    return client


@pytest.fixture
def german_editor(german: Locale) -> Client:
    """Somebody who may edit German pages and publish none."""
    client = Client()
    client.force_login(make_user("editor", make_section(de="contributor"), email="editor@example.org"))
    return client


def edit_url(translation: Translation) -> str:
    return reverse("wagtailadmin_pages:edit", args=[translation.get_target_instance().pk])


def act(client: Client, translation: Translation, action: str) -> tuple[str, str]:
    """Press a button of the translation editor; the messages, and the page that follows."""
    response = client.post(edit_url(translation), {"action": action}, follow=True)
    assert response.status_code == 200
    return " ".join(str(message) for message in response.context["messages"]), response.content.decode()


def preview_url(translation: Translation) -> str:
    return reverse("wagtail_localize:preview_translation", args=[translation.pk])


# --- Publishing ---


def test_publishing_an_incomplete_page_is_refused_with_the_list_of_what_is_missing(
    complete: Translation, admin: Client
) -> None:
    page = publish(complete)
    drop_string(complete, SECOND)
    before = admin.get(page.get_url()).content
    message, html = act(admin, complete, "publish")
    assert "1 string is missing or has an error" in message
    segment = complete.source.stringsegment_set.get(string__data=SECOND)
    assert f'<a href="#segment-{segment.pk}">Text › Text</a>' in html
    assert f'<q lang="en" dir="ltr">{SECOND}</q>' in html
    assert 'class="translations-missing" open' in html
    assert admin.get(page.get_url()).content == before
    page.refresh_from_db()
    assert not page.has_unpublished_changes


def test_the_refusal_speaks_the_editors_language(translation: Translation, admin: Client) -> None:
    from wagtail.users.models import UserProfile

    user = get_user_model().objects.get()
    profile = UserProfile.get_for_user(user)
    profile.preferred_language = "de"
    profile.save()
    message, html = act(admin, translation, "publish")
    assert "Titel</a>" in html
    assert message


def test_errored_strings_are_listed_with_their_reason(complete: Translation, admin: Client) -> None:
    string = StringTranslation.objects.get(translation_of__data=SECOND)
    string.data = "<script>x</script>"
    string.save()
    message, html = act(admin, complete, "publish")
    assert "1 string is missing" in message
    assert "&lt;script&gt;" in html
    assert not complete.get_target_instance().live


def test_a_complete_translation_is_published_from_the_editor(complete: Translation, admin: Client) -> None:
    message, html = act(admin, complete, "publish")
    assert "“nicht [About us]” was published in Deutsch." in message
    assert "translations-state--complete" in html
    page = complete.get_target_instance()
    assert page.live
    assert page.live_revision.user.email == "admin@example.org"


def test_who_may_not_publish_is_refused_and_may_save_a_draft(complete: Translation, german_editor: Client) -> None:
    Page.objects.get(pk=complete.get_target_instance().pk)
    response = german_editor.post(edit_url(complete), {"action": "publish"})
    assert response.status_code in {302, 403}
    assert not complete.get_target_instance().live
    message, _html = act(german_editor, complete, "save-draft")
    assert "The draft was saved" in message


def test_a_page_locked_by_somebody_else_is_left_alone(
    complete: Translation, admin: Client, german_editor: Client
) -> None:
    page = complete.get_target_instance()
    page.locked, page.locked_by = True, get_user_model().objects.get(email="admin@example.org")
    page.save()
    revision = page.latest_revision_id
    message, _html = act(german_editor, complete, "save-draft")
    assert "locked" in message
    page.refresh_from_db()
    assert page.latest_revision_id == revision


def test_the_normal_publish_button_of_wagtail_does_nothing_to_a_translation(
    translation: Translation, admin: Client
) -> None:
    admin.post(edit_url(translation), {"action-publish": "1", "title": "English", "slug": "x"})
    page = translation.get_target_instance()
    assert not page.live
    assert page.slug == "about-us"


def test_bulk_publication_is_refused_as_a_whole_and_opens_what_is_missing(
    translation: Translation, admin: Client
) -> None:
    page = translation.get_target_instance()
    url = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
    response = admin.post(f"{url}?id={page.pk}", follow=True)
    assert response.redirect_chain[-1][0] == edit_url(translation) + "?missing"
    assert "3 strings are missing" in " ".join(str(message) for message in response.context["messages"])
    page.refresh_from_db()
    assert not page.live


def test_bulk_publication_of_a_complete_translation_publishes_its_strings(complete: Translation, admin: Client) -> None:
    page = complete.get_target_instance()
    url = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
    admin.post(f"{url}?id={page.pk}")
    page.refresh_from_db()
    assert page.live
    assert page.title == "nicht [About us]"


def test_approval_of_an_incomplete_page_is_refused_and_the_workflow_stays_where_it_was(
    translation: Translation, admin: Client
) -> None:
    user = get_user_model().objects.get()
    task = GroupApprovalTask.objects.create(name="Approval")
    workflow = Workflow.objects.create(name="Workflow")
    WorkflowTask.objects.create(workflow=workflow, task=task)
    WorkflowPage.objects.create(workflow=workflow, page=make_home("de"))
    save_draft(translation)
    page = translation.get_target_instance()
    workflow.start(page, user)
    url = reverse("wagtailadmin_pages:workflow_action", args=[page.pk, "approve", page.current_workflow_task_state.pk])
    response = admin.post(url, follow=True)
    assert "3 strings are missing" in " ".join(str(message) for message in response.context["messages"])
    page = Page.objects.get(pk=page.pk)
    assert not page.live
    assert page.current_workflow_state.status == "in_progress"


# --- Drafts and previews ---


def test_saving_a_draft_from_the_editor_leaves_readers_alone(complete: Translation, admin: Client) -> None:
    page = publish(complete)
    before = admin.get(page.get_url()).content
    StringTranslation.objects.filter(translation_of__data=SECOND).update(data="Anders.")
    message, _html = act(admin, complete, "save-draft")
    assert "The draft was saved. What readers see has not changed." in message
    assert "missing" not in message
    assert admin.get(page.get_url()).content == before
    page.refresh_from_db()
    assert TranslatedRevision.objects.get(revision=page.latest_revision).missing == 0
    assert "Anders." in body_text(page.get_latest_revision_as_object())


def test_saving_an_incomplete_draft_says_how_much_is_missing(translation: Translation, admin: Client) -> None:
    message, _html = act(admin, translation, "save-draft")
    assert "3 strings are still missing." in message


def test_the_preview_of_a_new_translation_marks_what_is_not_translated(complete: Translation, admin: Client) -> None:
    drop_string(complete, SECOND)
    response = admin.get(preview_url(complete))
    html = response.content.decode()
    assert response.status_code == 200
    assert f'<mark lang="en" dir="ltr" title="Not translated yet: shown in English">{SECOND}</mark>' in html
    assert "nicht [First paragraph.]" in html
    assert html.count("<mark") == 1
    assert '<html lang="de"' in html
    assert not complete.get_target_instance().live


def test_the_preview_of_a_changed_translation_shows_the_draft_and_leaves_the_live_page(
    complete: Translation, admin: Client
) -> None:
    page = publish(complete)
    before = admin.get(page.get_url()).content
    StringTranslation.objects.filter(translation_of__data=SECOND).update(data="Anders.")
    assert "Anders." in admin.get(preview_url(complete)).content.decode()
    assert admin.get(page.get_url()).content == before


def test_marks_never_reach_a_saved_revision(translation: Translation, admin: Client) -> None:
    admin.get(preview_url(translation))
    revision = save_draft(translation)
    assert "\\ue0f0" not in str(revision.content)
    assert "\ue0f0" not in str(revision.content)


def test_previews_can_be_framed_by_the_admin_only(translation: Translation, admin: Client) -> None:
    response = admin.get(preview_url(translation))
    assert "frame-ancestors 'self'" in response.headers["Content-Security-Policy"]
    assert response.headers["X-Frame-Options"] == "SAMEORIGIN"


def test_unknown_previews_are_not_found(translation: Translation, admin: Client) -> None:
    assert admin.get(f"{preview_url(translation)}nonsense/", follow=True).status_code == 404
    unknown = reverse("wagtail_localize:preview_translation", args=[10**6])
    assert admin.get(unknown, follow=True).status_code == 404


def test_a_stranger_sees_no_preview(translation: Translation, german_editor: Client, original: Page) -> None:
    make_home("fr")
    (french,) = submit(original, [make_locale("fr")])
    assert german_editor.get(preview_url(translation)).status_code == 200
    assert german_editor.get(preview_url(french)).status_code in {302, 403}


# --- The editor ---


def test_the_editor_knows_the_language_and_direction_of_both_sides(original: Page, admin: Client) -> None:
    make_home("ur")
    (translation,) = submit(original, [make_locale("ur")])
    html = admin.get(edit_url(translation)).content.decode()
    for attribute in (
        'data-source-lang="en"',
        'data-source-dir="ltr"',
        'data-target-lang="ur"',
        'data-target-dir="rtl"',
        "js/workbench/main.js",
        'value="save-draft"',
    ):
        assert attribute in html


def test_stopping_a_translation_is_refused(translation: Translation, admin: Client) -> None:
    response = admin.post(reverse("wagtail_localize:stop_translation", args=[translation.pk]), follow=True)
    assert "stays tied to its original" in str(next(iter(response.context["messages"])))
    translation.refresh_from_db()
    assert translation.enabled


def test_turning_a_page_into_a_copy_in_another_language_is_refused(complete: Translation, admin: Client) -> None:
    page = publish(complete)
    url = reverse("wagtail_localize:convert_to_alias", args=[page.pk])
    response = admin.post(url, follow=True)
    assert "wrong language" in str(next(iter(response.context["messages"])))
    page = Page.objects.get(pk=page.pk)
    assert page.alias_of_id is None
    assert page.title == "nicht [About us]"


# --- The original's editor ---


def publish_in_the_admin(client: Client, page: Page, **values: str) -> str:
    url = reverse("wagtailadmin_pages:edit", args=[page.pk])
    form = client.get(url).context["form"]
    data = {
        "title": page.title,
        "slug": page.slug,
        "seo_title": "",
        "search_description": "",
        "summary": "",
        "body-count": "0",
        "comments-TOTAL_FORMS": "0",
        "comments-INITIAL_FORMS": "0",
        "action-publish": "1",
        **values,
    }
    assert form.instance.pk == page.pk
    response = client.post(url, data, follow=True)
    return " ".join(str(message) for message in response.context["messages"])


def test_after_publishing_the_original_the_editor_sees_what_is_out_of_date(
    complete: Translation, original: Page, admin: Client
) -> None:
    german_page = publish(complete)
    message = publish_in_the_admin(admin, original, title="About this campaign")
    assert "has been published" in message
    assert "1 translation is out of date now" in message
    assert f'href="/admin/pages/{german_page.pk}/edit/"' in message
    assert ">Deutsch</a>" in message


def test_nothing_is_said_when_no_live_translation_is_behind(
    translation: Translation, original: Page, admin: Client
) -> None:
    assert "out of date" not in publish_in_the_admin(admin, original, title="Other")


def test_the_page_editor_lists_the_languages_with_state_and_link(
    translation: Translation, original: Page, admin: Client
) -> None:
    make_locale("ur")
    html = admin.get(reverse("wagtailadmin_pages:edit", args=[original.pk])).content.decode()
    assert f'<a href="{edit_url(translation)}"><bdi>Deutsch</bdi></a>' in html
    assert "translations-state--partial" in html
    assert f"/admin/localize/submit/page/{original.pk}/?select_locale=ur" in html


def test_a_new_page_has_no_line_of_languages_yet(german: Locale, admin: Client) -> None:
    url = reverse("wagtailadmin_pages:add", args=["home", "standardpage", make_home().pk])
    assert "translations-list" not in admin.get(url).content.decode()


def test_taking_the_original_down_takes_all_languages_down(
    complete: Translation, original: Page, admin: Client
) -> None:
    german_page = publish(complete)
    admin.post(reverse("wagtailadmin_pages:unpublish", args=[original.pk]))
    assert not Page.objects.get(pk=original.pk).live
    assert not Page.objects.get(pk=german_page.pk).live


def test_taking_one_language_down_leaves_the_original_alone(
    complete: Translation, original: Page, admin: Client
) -> None:
    german_page = publish(complete)
    admin.post(reverse("wagtailadmin_pages:unpublish", args=[german_page.pk]))
    assert not Page.objects.get(pk=german_page.pk).live
    assert Page.objects.get(pk=original.pk).live


def test_deleting_the_original_deletes_its_translations(complete: Translation, original: Page, admin: Client) -> None:
    publish(complete)
    admin.post(reverse("wagtailadmin_pages:delete", args=[original.pk]))
    assert not Page.objects.filter(translation_key=original.translation_key).exists()


# --- Taking over, and the report ---


def update(client: Client, translation: Translation, **data: str) -> str:
    url = reverse("wagtail_localize:update_translations", args=[translation.source_id])
    response = client.post(url, data, follow=True)
    return " ".join(str(message) for message in response.context["messages"])


def test_the_form_for_taking_over_names_the_languages(translation: Translation, admin: Client) -> None:
    html = admin.get(reverse("wagtail_localize:update_translations", args=[translation.source_id])).content.decode()
    assert "Deutsch" in html
    assert "Publish complete translations" in html


def test_taking_over_the_original_publishes_nothing(complete: Translation, original: Page, admin: Client) -> None:
    message = update(admin, complete)
    assert "up to date in all its translations" in message
    assert not complete.get_target_instance().live


def test_publish_immediately_obeys_the_gate(
    complete: Translation, original: Page, admin: Client, german: Locale
) -> None:
    make_home("fr")
    (french,) = submit(original, [make_locale("fr")])
    message = update(admin, complete, publish_translations="on")
    assert "Published in Deutsch." in message
    assert "Not published in Français" in message
    assert complete.get_target_instance().live
    assert not french.get_target_instance().live


def test_publish_immediately_leaves_the_live_page_where_a_string_is_missing(
    complete: Translation, original: Page, admin: Client
) -> None:
    page = publish(complete)
    edit_original(original, title="About this campaign")
    before = admin.get(page.get_url()).content
    update(admin, complete, publish_translations="on")
    assert admin.get(page.get_url()).content == before


def test_publish_immediately_needs_the_right_to_publish(
    complete: Translation, original: Page, german_editor: Client
) -> None:
    update(german_editor, complete, publish_translations="on")
    assert not complete.get_target_instance().live


def test_the_report_lists_pages_and_languages_and_filters(
    translation: Translation, original: Page, admin: Client
) -> None:
    make_locale("ur")
    url = reverse("wagtail_localize:translations_report")
    html = admin.get(url).content.decode()
    assert "About us" in html
    assert f'href="{edit_url(translation)}"' in html
    assert f"/admin/localize/submit/page/{original.pk}/?select_locale=ur" in html
    rows = admin.get(url, {"state": "partial", "locale": "de"}).context["object_list"]
    assert [(row.page_id, row.locale, row.state) for row in rows] == [(original.pk, "de", State.PARTIAL)]
    assert list(admin.get(url, {"title": "nothing like it"}).context["object_list"]) == []
    results = admin.get(reverse("wagtail_localize:translations_report_results"), {"state": "missing"})
    assert results.status_code == 200
    assert "translations-state--missing" in results.content.decode()


@pytest.mark.parametrize("query", ["?state=nonsense", "?locale=xx", "?p=999", "?p=x", "?title=%25_!"])
def test_the_report_survives_odd_addresses(translation: Translation, admin: Client, query: str) -> None:
    assert admin.get(reverse("wagtail_localize:translations_report") + query).status_code == 200


def test_the_report_costs_the_same_with_1_and_20_pages(
    original: Page, german: Locale, admin: Client, django_assert_max_num_queries: Callable[..., object]
) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from tests.factories.pages import make_standard_page

    url = reverse("wagtail_localize:translations_report")
    admin.get(url)
    with CaptureQueriesContext(
        connection,
    ) as few:
        admin.get(url)
    for number in range(20):
        submit(make_standard_page(title=f"Page {number}"), [german])
    with CaptureQueriesContext(connection) as many:
        admin.get(url)
    assert len(many) == len(few)


def test_the_menu_has_one_report_of_translations_and_it_is_ours(admin: Client) -> None:
    # The home of the administration leads there a second time.
    html = admin.get(reverse("wagtailadmin_account")).content.decode()
    assert html.count(reverse("wagtail_localize:translations_report")) == 1


def test_the_states_of_a_page_take_one_query(
    translation: Translation, original: Page, django_assert_num_queries: Callable[..., object]
) -> None:
    with django_assert_num_queries(1):
        states_of(original)
