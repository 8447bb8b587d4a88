"""Square brackets in documents: found everywhere, made into fields by the editor, kept from readers."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from wagtail.models import GroupPagePermission, Page, Revision
from wagtail.test.utils.form_data import nested_form_data, rich_text, streamfield
from wagtail_localize.models import StringSegment

from campaign_pages.models import ModelDocumentPage
from campaign_pages.placeholders.brackets import brackets
from campaign_pages.placeholders.mapping import groups_of, suggested_key
from campaign_pages.placeholders.texts import stream_texts
from tests.factories.pages import make_document, make_home, make_locale
from tests.factories.sections import make_user
from tests.factories.translations import fill, pretended
from translations.publication.publishing import InvalidTranslation, publish
from translations.submission import submit

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

NBSP = "\u00a0"

CONTENT: list[tuple[str, Any]] = [
    ("addressee", f"His Excellency [Name]\n[Ambassador{NBSP}of{NBSP}Pakistan]"),
    ("salutation", "Your Excellency,"),
    (
        "section",
        {
            "heading": "",
            "body": "<p>I write for <b>[your organisation]</b> &amp; all.</p><p>As they said, it is “over [sic]” […] [1].</p>",
        },
    ),
    ("requests", {"heading": "", "intro": "", "items": ["Answer [Your organisation]."]}),
    ("copies_to", {"intro": "", "items": [{"text": "[members of parliament]", "optional": True}]}),
    ("clause", {"sort": "notes", "requirement": "required", "text": "that [Name] is informed;"}),
    ("movers", "Proposed by: [Name]"),
]


def make_draft(content: list[tuple[str, Any]] | None = None, **values: Any) -> ModelDocumentPage:
    """A letter that was live once, with a newer draft that holds brackets."""
    page = make_document(**values)
    page.content = [*CONTENT] if content is None else content
    page.save_revision()
    return ModelDocumentPage.objects.get(pk=page.pk)


def draft_of(page: ModelDocumentPage) -> ModelDocumentPage:
    page.refresh_from_db()
    draft: ModelDocumentPage = page.get_latest_revision_as_object()
    return draft


def texts(page: ModelDocumentPage) -> list[str]:
    return [text.value for text in stream_texts(page.content, "content")]


# --- Finding ---


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        ("Dear [Name] of [your organisation],", ["Name", "your organisation"]),
        (f"[your{NBSP}organisation] [ padded  label ]", ["your organisation", "padded label"]),
        ("[تنظیم کا نام] [Όνομα]", ["تنظیم کا نام", "Όνομα"]),
        ("it is over [sic], […], [1], [ ], [], [SIC]", []),
        ("[two\nlines] [" + "x" * 61 + "] [" + "x" * 60 + "]", ["x" * 60]),
        ("[[Name]] [open", ["Name"]),
    ],
)
def test_brackets_with_a_word_in_them_are_found_in_plain_text(text: str, labels: list[str]) -> None:
    assert [found.label for found in brackets(text, is_html=False)] == labels


@pytest.mark.parametrize(
    ("html", "found"),
    [
        ("<p>Dear [Name]</p>", [("Name", "[Name]", False)]),
        ("<p>[your&nbsp;name] &amp; co</p>", [("your name", "[your&nbsp;name]", False)]),
        ("<p>[R&amp;D]</p>", [("R&D", "[R&amp;D]", False)]),
        ("<p>[your <b>name</b>]</p>", [("your name", "[your <b>name</b>]", True)]),
        ("<p>[<i>Name]</i></p>", [("Name", "[<i>Name]", True)]),
        ("<p><b>[Name]</b></p>", [("Name", "[Name]", False)]),
        ("<p>[two</p><p>paragraphs]</p><p>[two<br/>lines]</p><ul><li>[a</li><li>b]</li></ul>", []),
        ('<p><a href="https://example.org/[Name]">x</a> [Name]</p>', [("Name", "[Name]", False)]),
    ],
)
def test_brackets_are_found_in_rich_text_as_it_is_shown(html: str, found: list[tuple[str, str, bool]]) -> None:
    assert [(b.label, html[b.start : b.end], b.is_split) for b in brackets(html, is_html=True)] == found


def test_brackets_are_found_at_any_depth_and_grouped_whatever_their_capitals() -> None:
    groups = groups_of(draft_of(make_draft()))
    assert [(group.label, len(group.uses)) for group in groups] == [
        ("Name", 3),
        ("Ambassador of Pakistan", 1),
        ("your organisation", 2),
        ("members of parliament", 1),
    ]
    use = groups[0].uses[1]
    assert (use.place, use.bracket.before, use.bracket.after) == (
        "Document › Clause › Clause",
        "that ",
        " is informed;",
    )


@pytest.mark.parametrize(
    ("label", "taken", "key"),
    [
        ("Your organisation", set(), "your_organisation"),
        ("Nom de l’organisation – à remplir", set(), "nom_de_l_organisation_a_remplir"),
        ("High Commissioner/Ambassador", set(), "high_commissioner_ambassador"),
        ("x" * 60, set(), "x" * 40),
        ("Name", {"name", "name_2"}, "name_3"),
        ("2nd name", set(), "field_2nd_name"),
        ("نام", {"field"}, "field_2"),
    ],
)
def test_a_key_is_suggested_from_the_label(label: str, taken: set[str], key: str) -> None:
    assert suggested_key(label, taken) == key


# --- The screen ---


@pytest.fixture
def admin(client: Client) -> Client:
    client.force_login(make_user("administrator"))
    return client


def url_of(page: ModelDocumentPage) -> str:
    return reverse("model_document_placeholders", args=[page.pk])


def shown(client: Client, page: ModelDocumentPage) -> Any:
    """The form as it is shown."""
    response = client.get(url_of(page))
    assert response.status_code == 200
    return response.context["form"]


def filled(form: Any) -> dict[str, str]:
    """What the browser sends when nothing is changed."""
    return {
        bound.html_name: str(bound.value() or "") for group in form.groups for one in group.forms() for bound in one
    }


def send(client: Client, page: ModelDocumentPage, changes: dict[str, str]) -> Any:
    page.refresh_from_db()
    data = {**filled(shown(client, page)), "revision": str(page.latest_revision_id), **changes}
    return client.post(url_of(page), data, follow=True)


def message_of(response: Any) -> str:
    return " ".join(str(message) for message in response.context["messages"])


def test_looking_changes_nothing(admin: Client) -> None:
    page = make_draft()
    before = Revision.objects.count()
    html = admin.get(url_of(page)).content.decode()
    assert "<mark>[Ambassador of Pakistan]</mark>" in html
    assert "that <mark>[Name]</mark> is informed;" in html
    assert Revision.objects.count() == before


def test_each_label_becomes_a_field_of_a_new_draft_and_readers_see_no_change(admin: Client) -> None:
    page = make_draft()
    live = ModelDocumentPage.objects.get(pk=page.pk).content.get_prep_value()
    response = send(admin, page, {})
    assert "7 brackets were replaced by placeholders." in message_of(response)
    assert "name, ambassador_of_pakistan, your_organisation, members_of_parliament" in message_of(response)
    assert response.redirect_chain[-1][0] == reverse("wagtailadmin_pages:edit", args=[page.pk])
    draft = draft_of(page)
    assert texts(draft)[0] == "His Excellency {{ name }}\n{{ ambassador_of_pakistan }}"
    body = next(text for text in texts(draft) if text.startswith("<p>I write"))
    assert body == (
        "<p>I write for <b>{{ your_organisation }}</b> &amp; all.</p><p>As they said, it is “over [sic]” […] [1].</p>"
    )
    assert "Answer {{ your_organisation }}." in texts(draft)
    assert [(str(f.value["key"]), str(f.value["label"])) for f in draft.fields] == [
        ("writer_name", "Your name"),
        ("name", "Name"),
        ("ambassador_of_pakistan", "Ambassador of Pakistan"),
        ("your_organisation", "your organisation"),
        ("members_of_parliament", "members of parliament"),
    ]
    page.refresh_from_db()
    assert page.content.get_prep_value() == live
    assert page.has_unpublished_changes
    draft.get_latest_revision().publish()


def test_the_same_label_can_mean_different_things(admin: Client) -> None:
    page = make_draft()
    head, clause, mover = groups_of(draft_of(page))[0].uses
    send(
        admin,
        page,
        {
            "group-0-target": "field:writer_name",
            f"use-{head.number}-target": "new",
            f"use-{head.number}-key": "head_of_mission",
            f"use-{head.number}-label": "Ambassador",
            f"use-{head.number}-kind": "mission.head",
            f"use-{clause.number}-target": "leave",
            f"use-{mover.number}-target": "same",
        },
    )
    draft = draft_of(page)
    assert texts(draft)[0].startswith("His Excellency {{ head_of_mission }}")
    assert "that [Name] is informed;" in texts(draft)
    assert "Proposed by: {{ writer_name }}" in texts(draft)
    kinds = {str(f.value["key"]): f.value["kind"] for f in draft.fields}
    assert kinds["head_of_mission"] == "mission.head"
    assert "name" not in kinds


def test_a_bracket_named_like_a_field_is_offered_that_field(admin: Client) -> None:
    page = make_draft([("closing", "[your name]\n[Writer name]")])
    form = shown(admin, page)
    assert [group.form["target"].value() for group in form.groups] == ["field:writer_name", "field:writer_name"]


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"group-0-key": ""}, "Give the new field a key."),
        ({"group-0-key": "Not A Key"}, "Use small Latin letters"),
        ({"group-0-key": "writer_name"}, "already has a field with this key"),
        ({"group-0-label": " "}, "Say what the reader is asked for."),
        ({"group-0-key": "your_organisation"}, "Another new field has this key"),
        ({"group-0-target": "field:nothing"}, "Select a valid choice"),
        ({"group-0-kind": "nothing"}, "Select a valid choice"),
    ],
)
def test_what_is_incomplete_is_said_and_nothing_is_saved(admin: Client, changes: dict[str, str], error: str) -> None:
    page = make_draft()
    before = Revision.objects.count()
    response = send(admin, page, changes)
    assert error in response.content.decode()
    assert "Nothing was saved" in message_of(response)
    assert Revision.objects.count() == before


def test_leaving_everything_as_it_is_saves_no_draft(admin: Client) -> None:
    page = make_draft([("closing", "[Name]")])
    before = Revision.objects.count()
    assert "nothing was changed" in message_of(send(admin, page, {"group-0-target": "leave"}))
    assert Revision.objects.count() == before


def test_a_bracket_with_formatting_inside_is_reported_and_left(admin: Client) -> None:
    page = make_draft([("section", {"heading": "", "body": "<p>[your <b>name</b>] and [Name]</p>"})])
    html = admin.get(url_of(page)).content.decode()
    assert "begin or end in the middle" in html
    send(admin, page, {})
    assert texts(draft_of(page))[-1] == "<p>[your <b>name</b>] and {{ name }}</p>"


def test_a_draft_that_changed_meanwhile_is_not_overwritten(admin: Client) -> None:
    page = make_draft()
    data = {**filled(shown(admin, page)), "revision": str(page.latest_revision_id)}
    draft_of(page).save_revision()
    before = Revision.objects.count()
    response = admin.post(url_of(page), data, follow=True)
    assert "changed meanwhile" in message_of(response)
    assert Revision.objects.count() == before


def test_what_looks_like_a_placeholder_and_is_none_is_named(admin: Client) -> None:
    page = make_draft([("closing", "{{ Your Name }}")])
    assert '<code dir="ltr">{{ Your Name }}</code>' in admin.get(url_of(page)).content.decode()


def test_only_who_may_edit_the_page_gets_there(client: Client) -> None:
    page = make_draft()
    group = Group.objects.create(name="Editors elsewhere")
    GroupPagePermission.objects.create(group=group, page=make_home("de"), permission_type="change")
    user = make_user("secretariat")
    user.groups.set([group])
    group.permissions.set(Group.objects.get(name="Editors").permissions.all())
    client.force_login(user)
    for response in (client.get(url_of(page)), client.post(url_of(page))):
        assert response.status_code in {302, 403}
        assert "placeholders-group" not in response.content.decode()
    assert not client.get(url_of(page), follow=True).request["PATH_INFO"].startswith("/admin/placeholders/")


def test_other_pages_have_no_placeholders(admin: Client) -> None:
    assert admin.get(reverse("model_document_placeholders", args=[make_home().pk]), follow=True).status_code == 404


def test_a_translation_leads_to_its_original(admin: Client) -> None:
    make_home("de")
    page = make_document()
    (translation,) = submit(page, [make_locale("de")])
    german = translation.get_target_instance()
    assert "set in the original" in message_of(admin.get(url_of(german), follow=True))


def test_the_form_of_a_document_leads_to_its_placeholders(admin: Client) -> None:
    page = make_document()
    html = admin.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode()
    assert html.count(url_of(page)) == 2, "in the menu of the page and in its form"
    assert "placeholders/" not in admin.get(reverse("wagtailadmin_pages:edit", args=[make_home().pk])).content.decode()


# --- Publishing ---


def test_a_document_with_brackets_can_be_a_draft_and_cannot_be_published() -> None:
    page = make_draft()
    with pytest.raises(InvalidTranslation) as refused:
        page.get_latest_revision().publish()
    assert "[Name], [Ambassador of Pakistan], [your organisation]" in str(refused.value)
    live = ModelDocumentPage.objects.get(pk=page.pk)
    assert live.content.get_prep_value()[0]["value"] == "Your Excellency,"
    assert live.has_unpublished_changes


def test_a_broken_placeholder_cannot_be_published() -> None:
    page = make_draft([("closing", "{{ Writer_Name }}")])
    with pytest.raises(InvalidTranslation, match=r"These are not placeholders: \{\{ Writer_Name \}\}"):
        page.get_latest_revision().publish()


def test_a_live_page_cannot_be_overwritten_with_brackets() -> None:
    page = make_document()
    page.content = [("closing", "[Name]")]
    with pytest.raises(ValidationError, match="Name"):
        page.save()


@pytest.mark.parametrize("text", ["it is over [sic]", "and […] so on", "[1]", "(Name)", "{Who?}"])
def test_what_belongs_to_the_text_is_published(text: str) -> None:
    page = make_draft([("closing", text)])
    page.get_latest_revision().publish()
    page.refresh_from_db()
    assert page.content[0].value == text


def test_bulk_publication_says_why_it_was_refused(admin: Client) -> None:
    page = make_draft()
    url = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
    response = admin.post(f"{url}?id={page.pk}", {"include_descendants": ""}, follow=True)
    assert "[Ambassador of Pakistan]" in message_of(response)
    page.refresh_from_db()
    assert page.has_unpublished_changes


def test_a_schedule_does_not_stop_at_such_a_page(caplog: pytest.LogCaptureFixture) -> None:
    page = make_draft()
    page.get_latest_revision().publish(log_action="wagtail.publish.scheduled")
    assert "off the schedule" in caplog.text


def test_a_translation_with_a_bracket_of_its_own_is_not_published() -> None:
    make_home("de")
    page = make_document()
    (translation,) = submit(page, [make_locale("de")])
    sources = StringSegment.objects.filter(source_id=translation.source_id).values_list("string__data", flat=True)
    fill(
        translation,
        {text: "[Name], guten Tag" if "Excellency" in text else pretended(text, in_brackets=False) for text in sources},
    )
    with pytest.raises(InvalidTranslation, match="Name"):
        publish(translation)
    assert not Page.objects.get(pk=translation.get_target_instance().pk).live


@pytest.fixture
def form_data(admin: Client) -> Callable[..., dict[str, Any]]:
    """What the edit form sends."""

    def make(page: ModelDocumentPage, text: str) -> dict[str, Any]:
        return nested_form_data(
            {
                "title": page.title,
                "slug": page.slug,
                "summary": page.summary,
                "kind": page.kind,
                "version": page.version,
                "facts_as_of": "2025-06-17",
                "fields": streamfield([]),
                "content": streamfield([("section", {"heading": "", "body": rich_text(f"<p>{text}</p>")})]),
            }
        )

    return make


@pytest.mark.parametrize("live", [True, False])
def test_the_form_saves_a_draft_with_brackets_and_refuses_to_publish_it(
    admin: Client, form_data: Callable[..., dict[str, Any]], live: bool
) -> None:
    page = make_document()
    if not live:
        page.unpublish()
    url = reverse("wagtailadmin_pages:edit", args=[page.pk])
    data = form_data(page, "Dear [Name]")

    refused = admin.post(url, {**data, "action-publish": "1"})
    assert refused.status_code == 200
    assert "These square brackets are still in the text: [Name]." in refused.content.decode()

    response = admin.post(url, data)
    assert response.status_code == 302, response.context["form"].errors
    assert "Dear [Name]" in texts(draft_of(page))[-1]


def test_a_new_document_may_begin_as_a_draft_with_brackets(
    admin: Client, form_data: Callable[..., dict[str, Any]]
) -> None:
    page = make_document()
    url = reverse("wagtailadmin_pages:add", args=["campaign_pages", "modeldocumentpage", page.get_parent().pk])
    data = {**form_data(page, "Dear [Name]"), "slug": "another"}
    refused = admin.post(url, {**data, "action-publish": "1"})
    assert "These square brackets are still in the text: [Name]." in refused.content.decode()
    assert admin.post(url, data).status_code == 302
    assert not ModelDocumentPage.objects.get(slug="another").live
