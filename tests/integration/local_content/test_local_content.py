"""What a section adds to an appeal: seen by the readers of its languages, changed by the section alone, over in time."""

from __future__ import annotations

import datetime
import zoneinfo
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core import mail
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.log_actions import log

from campaign_pages.models import AppealPage
from home.models import SectionPage
from local_content.choices import ActionKind, Kind
from local_content.models import LocalContent
from local_content.reading import slots_beside
from local_content.viewsets import LocalContentPolicy
from sections.choices import Role
from sections.models import NationalSection, User
from tests.factories.pages import make_appeal, make_home
from tests.factories.sections import join, make_section, make_user
from tests.integration.conftest import unindexed

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

VIENNA = zoneinfo.ZoneInfo("Europe/Vienna")


def in_days(days: int, hour: int = 15) -> datetime.datetime:
    """A moment in Vienna, days from now."""
    return (timezone.now().astimezone(VIENNA) + datetime.timedelta(days=days)).replace(
        hour=hour, minute=0, second=0, microsecond=0
    )


def add_action(section: NationalSection, page: AppealPage, **values: Any) -> LocalContent:
    """A published demonstration beside a page."""
    row = LocalContent(
        **{
            "section": section,
            "page_key": page.translation_key,
            "kind": Kind.ACTION,
            "action": ActionKind.DEMONSTRATION,
            "title": "Kundgebung vor der Botschaft",
            "place": "Hofzeile 13, Wien",
            "starts_at": in_days(3),
            "time_zone": "Europe/Vienna",
            **values,
        }
    )
    row.full_clean()
    row.save()
    return row


@pytest.fixture(scope="module", autouse=True)
def _sections_and_appeal(kept: None) -> None:
    with unindexed():
        make_home("de")
        make_section(de="contributor")
        make_section("germany", "DE", de="lead")
        make_appeal("de")


@pytest.fixture
def austria() -> NationalSection:
    return NationalSection.objects.get(slug="austria")


@pytest.fixture
def germany() -> NationalSection:
    return NationalSection.objects.get(slug="germany")


@pytest.fixture
def appeal() -> AppealPage:
    return AppealPage.objects.get()


def text_of(page: Any) -> str:
    return Client().get(page.url).content.decode()


# --- What readers see ---


def test_readers_see_what_the_sections_of_their_language_add(
    austria: NationalSection, germany: NationalSection, appeal: AppealPage
) -> None:
    add_action(austria, appeal)
    add_action(germany, appeal, title="Mahnwache", kind=Kind.NOTE, text="Treffpunkt wie immer.", action="")
    html = text_of(appeal)
    assert "Kundgebung vor der Botschaft" in html
    assert "Hofzeile 13, Wien" in html
    assert "Treffpunkt wie immer." in html
    assert html.index('data-section="austria"') < html.index('data-section="germany"')
    english = make_appeal("en", translation_key=appeal.translation_key, reference=appeal.reference)
    assert "Kundgebung" not in text_of(english)


def test_a_time_is_told_by_the_clocks_of_the_place(austria: NationalSection, appeal: AppealPage) -> None:
    start = datetime.datetime(2099, 7, 4, 15, 0, tzinfo=VIENNA)
    add_action(austria, appeal, starts_at=start, ends_at=start + datetime.timedelta(hours=2))
    html = text_of(appeal)
    assert "Samstag, 4. Juli 2099, 15:00–17:00, Mitteleuropäische Sommerzeit" in html
    assert 'datetime="2099-07-04T15:00:00+02:00"' in html


@pytest.mark.parametrize(
    "change",
    [
        {"live": False},
        {"starts_at": in_days(-1)},
        {"starts_at": in_days(-2), "ends_at": in_days(-1)},
    ],
    ids=["draft", "over", "ended"],
)
def test_drafts_and_what_is_over_are_not_shown(
    austria: NationalSection, appeal: AppealPage, change: dict[str, Any]
) -> None:
    add_action(austria, appeal, **change)
    assert "Kundgebung" not in text_of(appeal)


@pytest.mark.parametrize("state", ["paused", "closed"])
def test_nothing_of_a_section_that_does_not_work_is_shown(
    austria: NationalSection, appeal: AppealPage, state: str
) -> None:
    add_action(austria, appeal)
    austria.state = state
    austria.save()
    assert "Kundgebung" not in text_of(appeal)


def test_words_are_read_in_the_language_in_which_they_are_written(appeal: AppealPage) -> None:
    make_home("fr")
    belgium = make_section("belgium", "BE", fr="lead", de="contributor")
    with pytest.raises(ValidationError, match="Say in which one this is written"):
        add_action(belgium, appeal)
    languages = {row.locale.language_code: row.locale for row in belgium.section_locales.all()}
    row = add_action(belgium, appeal, locale=languages["fr"])
    assert slots_beside(appeal) == []
    row.locale = languages["de"]
    row.save()
    assert [slots.section for slots in slots_beside(appeal)] == [belgium]
    contact = add_action(belgium, appeal, kind=Kind.CONTACT, title="", place="", email="belgium@campaign.example")
    assert contact.locale is None
    assert slots_beside(appeal)[0].contacts == [contact]


def test_a_language_that_is_not_the_section_s_is_refused(austria: NationalSection, appeal: AppealPage) -> None:
    french = make_home("fr").locale
    with pytest.raises(ValidationError, match="does not work in this language"):
        add_action(austria, appeal, locale=french)
    assert add_action(austria, appeal).locale.language_code == "de"


def test_all_slots_of_a_page_cost_one_query(
    austria: NationalSection, germany: NationalSection, appeal: AppealPage, django_assert_num_queries: Any
) -> None:
    for section in (austria, germany):
        for kind in (Kind.NOTE, Kind.COPIES):
            add_action(section, appeal, kind=kind, text="Eine Zeile")
        add_action(section, appeal)
    with django_assert_num_queries(1):
        slots = slots_beside(appeal)
        assert [(len(each.actions), len(each.notes), len(each.copies)) for each in slots] == [(1, 1, 1), (1, 1, 1)]
        assert [str(each.section.public_name) for each in slots] == ["Austria", "Germany"]


def test_the_section_s_page_shows_its_actions(austria: NationalSection, appeal: AppealPage) -> None:
    add_action(austria, appeal)
    assert "Kundgebung vor der Botschaft" in text_of(SectionPage.objects.get(section=austria))


# --- Who changes it ---


def form_data(section: NationalSection, page: AppealPage, **values: Any) -> dict[str, Any]:
    return {
        "section": section.pk,
        "kind": "action",
        "page_key": str(page.translation_key),
        "title": "Kundgebung",
        "action": "demonstration",
        "starts_at": "2099-07-04 15:00",
        "time_zone": "Europe/Vienna",
        "place": "Wien",
        **values,
    }


def client_of(role: str, section: NationalSection) -> Client:
    client = Client()
    client.force_login(make_user(role, section))
    return client


def address(name: str, *args: Any) -> str:
    return reverse(f"wagtailsnippets_local_content_localcontent:{name}", args=args)


def test_an_editor_writes_a_draft_and_her_lead_publishes_it(
    austria: NationalSection, appeal: AppealPage, django_capture_on_commit_callbacks: Any
) -> None:
    lead, editor = client_of("lead", austria), client_of("editor", austria)
    answer = editor.post(address("add"), form_data(austria, appeal))
    assert answer.status_code == 302, answer.content.decode()
    row = LocalContent.objects.get()
    assert not row.live
    assert row.get_latest_revision_as_object().starts_at == datetime.datetime(2099, 7, 4, 15, 0, tzinfo=VIENNA)

    editor.post(address("edit", row.pk), form_data(austria, appeal, **{"action-publish": "1"}))
    assert not LocalContent.objects.get().live
    with django_capture_on_commit_callbacks(execute=True):
        editor.post(address("edit", row.pk), form_data(austria, appeal, **{"action-submit": "1"}))
    row = LocalContent.objects.get()
    assert row.current_workflow_task.specific.groups.get().name == "austria: lead"

    approve = address("workflow_action", row.pk, "approve", row.current_workflow_task_state.pk)
    with django_capture_on_commit_callbacks(execute=True):
        assert lead.post(approve, {"comment": ""}).status_code == 302
    told = User.objects.filter(memberships__section=austria).order_by("pk").values_list("email", flat=True)
    assert [message.to[0] for message in mail.outbox] == list(told), "first the lead, then the editor"
    assert all(f"http://testserver{address('edit', row.pk)}" in message.body for message in mail.outbox)
    assert LocalContent.objects.get().live
    assert "4. Juli 2099, 15:00, Mitteleuropäische Sommerzeit" in text_of(appeal)


@pytest.mark.parametrize("role", ["lead", "editor"])
def test_another_section_neither_sees_nor_changes_it(
    austria: NationalSection, germany: NationalSection, appeal: AppealPage, role: str
) -> None:
    row = add_action(austria, appeal)
    client = client_of(role, germany)
    assert "Kundgebung" not in client.get(address("list")).content.decode()
    for name in ("edit", "delete", "unpublish", "lock", "history"):
        assert client.get(address(name, row.pk)).status_code in (302, 403, 404, 405), name
        client.post(address(name, row.pk), form_data(germany, appeal))
    row.refresh_from_db()
    assert (row.title, row.live, row.locked, row.section) == ("Kundgebung vor der Botschaft", True, False, austria)
    answer = client.post(address("add"), form_data(austria, appeal))
    assert answer.status_code == 200
    assert LocalContent.objects.count() == 1


def test_no_screen_shows_another_section_s_row(
    austria: NationalSection, germany: NationalSection, appeal: AppealPage
) -> None:
    row = add_action(austria, appeal, live=False)
    revision = row.save_revision()
    state = row.get_workflow().start(row, make_user("editor", austria))
    given = {
        "pk": row.pk,
        "revision_id": revision.pk,
        "revision_id_a": "earliest",
        "revision_id_b": "latest",
        "action_name": "approve",
        "task_state_id": state.current_task_state.pk,
        "workflow_state_id": state.pk,
    }
    patterns = LocalContent.snippet_viewset.get_urlpatterns()
    asked = {each.name: set(each.pattern.regex.groupindex) for each in patterns}
    of_a_row = {name: {key: given[key] for key in keys} for name, keys in asked.items() if keys}
    assert {"edit", "delete", "workflow_history", "workflow_history_detail", "confirm_workflow_cancellation"} < set(
        of_a_row
    )
    stranger = client_of("lead", germany)
    for name, arguments in of_a_row.items():
        url = reverse(f"wagtailsnippets_local_content_localcontent:{name}", kwargs=arguments)
        for answer in (stranger.get(url), stranger.post(url)):
            assert (answer.status_code, answer.headers.get("Location")) == (302, reverse("wagtailadmin_home")), name
    names = reverse("wagtail_localize:snippets_api_listing", args=["local_content", "localcontent"])
    name_of_row = reverse("wagtail_localize:snippets_api_detail", args=["local_content", "localcontent", row.pk])
    log(row, "wagtail.edit", title=row.title)
    reports = [f"/admin/reports/{name}/" for name in ("site-history", "workflow", "workflow_tasks")]
    for url in (address("list"), address("list_results"), names, name_of_row, *reports):
        assert row.title not in stranger.get(url).content.decode(), url
    chooser = f"/admin/snippets/choose/local_content/localcontent/chosen/{row.pk}/"
    assert stranger.get(chooser, follow=True).status_code == 404
    own = client_of("lead", austria)
    for url in (names, *reports):
        assert row.title in own.get(url).content.decode(), url
    assert own.get(address("workflow_history_detail", row.pk, state.pk)).status_code == 200
    assert row.title in own.get(address("workflow_history", row.pk)).content.decode()


def test_a_row_stays_with_its_section_and_its_rights(
    austria: NationalSection, germany: NationalSection, appeal: AppealPage
) -> None:
    user = make_user("editor", austria)
    join(user, Role.LEAD, germany)
    client = Client()
    client.force_login(user)
    row = add_action(germany, appeal, live=False)
    shown = client.get(address("edit", row.pk)).context["form"]
    assert list(shown.fields["section"].queryset) == [germany]
    client.post(address("edit", row.pk), form_data(austria, appeal, **{"action-publish": "1"}))
    row.refresh_from_db()
    assert (row.section, row.live, row.title) == (germany, False, "Kundgebung vor der Botschaft")
    client.post(address("edit", row.pk), form_data(germany, appeal, **{"action-publish": "1"}))
    row.refresh_from_db()
    assert (row.section, row.live, row.title) == (germany, True, "Kundgebung")


def test_a_row_is_saved_beside_a_page_that_is_down(austria: NationalSection, appeal: AppealPage) -> None:
    row = add_action(austria, appeal)
    appeal.unpublish()
    lead = client_of("lead", austria)
    shown = lead.get(address("edit", row.pk)).context["form"]
    assert (str(appeal.translation_key), appeal.title) in shown.fields["page_key"].choices
    assert (str(appeal.translation_key), appeal.title) not in lead.get(address("add")).context["form"].fields[
        "page_key"
    ].choices
    lead.post(address("edit", row.pk), form_data(austria, appeal, **{"action-publish": "1"}))
    row.refresh_from_db()
    assert row.title == "Kundgebung"


def test_several_rows_go_together_or_not_at_all(
    austria: NationalSection, germany: NationalSection, appeal: AppealPage
) -> None:
    own, others = add_action(germany, appeal, title="Mahnwache"), add_action(austria, appeal)
    url = reverse("wagtail_bulk_action", args=["local_content", "localcontent", "delete"])
    lead, editor = client_of("lead", germany), client_of("editor", germany)
    for client in (lead, editor):
        answer = client.get(f"{url}?id={own.pk}&id={others.pk}", follow=True)
        assert others.title not in answer.content.decode()
    lead.post(f"{url}?id={own.pk}&id={others.pk}")
    editor.post(f"{url}?id={own.pk}")
    assert LocalContent.objects.count() == 2
    assert own.title in lead.get(f"{url}?id=all").content.decode()
    lead.post(f"{url}?id=all")
    assert list(LocalContent.objects.all()) == [others]


@pytest.mark.parametrize("role", ["translator", "observer"])
def test_those_who_do_not_write_do_not_meet_it(austria: NationalSection, role: str) -> None:
    client = client_of(role, austria)
    assert client.get(address("list")).status_code == 302
    assert client.get(address("add")).status_code == 302


def test_nobody_may_anything_and_the_secretariat_everything(austria: NationalSection, appeal: AppealPage) -> None:
    row = add_action(austria, appeal)
    policy = LocalContentPolicy(LocalContent)
    secretariat = make_user("secretariat")
    for action in ("add", "change", "delete", "publish", "lock"):
        assert policy.user_has_permission_for_instance(secretariat, action, row)
        assert not policy.user_has_permission_for_instance(AnonymousUser(), action, row)
    assert list(policy.instances_user_has_any_permission_for(secretariat, ["change"])) == [row]
    assert list(policy.instances_user_has_any_permission_for(AnonymousUser(), ["change"])) == []


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"place": ""}, "place"),
        ({"time_zone": ""}, "time_zone"),
        ({"kind": Kind.NOTE, "text": ""}, "text"),
        ({"kind": Kind.CONTACT}, "email"),
        ({"kind": Kind.PICTURE}, "picture"),
        ({"starts_at": in_days(2), "ends_at": in_days(1)}, "ends_at"),
    ],
)
def test_what_a_kind_needs_is_asked_for(
    austria: NationalSection, appeal: AppealPage, values: dict[str, Any], field: str
) -> None:
    with pytest.raises(ValidationError) as refused:
        add_action(austria, appeal, **values)
    assert list(refused.value.message_dict) == [field]


def test_times_stay_what_they_are_when_the_form_is_saved_again(austria: NationalSection, appeal: AppealPage) -> None:
    lead = client_of("lead", austria)
    row = add_action(austria, appeal, starts_at=datetime.datetime(2099, 7, 4, 15, 0, tzinfo=VIENNA))
    html = lead.get(address("edit", row.pk)).content.decode()
    assert 'value="2099-07-04 15:00"' in html
    lead.post(address("edit", row.pk), form_data(austria, appeal, **{"action-publish": "1"}))
    row.refresh_from_db()
    assert row.starts_at == datetime.datetime(2099, 7, 4, 15, 0, tzinfo=VIENNA)


def test_the_form_begins_where_the_editor_comes_from(austria: NationalSection, appeal: AppealPage) -> None:
    editor = client_of("editor", austria)
    in_list = editor.get(reverse("wagtailadmin_explore", args=[appeal.get_parent().pk])).content.decode()
    link = f"{address('add')}?page={appeal.pk}"
    assert f'href="{link}"' in in_list
    form = editor.get(link).context["form"]
    chosen = {name: form[name].value() for name in ("section", "page_key", "locale", "time_zone")}
    assert chosen == {
        "section": austria.pk,
        "page_key": appeal.translation_key,
        "locale": appeal.locale_id,
        "time_zone": "Europe/Vienna",
    }
    assert "selected" in str(form["page_key"])
    assert [locale.language_code for locale in form.fields["locale"].queryset] == ["de"]
    assert editor.get(f"{address('add')}?page=nonsense").context["form"]["page_key"].value() is None


def test_who_writes_no_local_content_is_not_led_there(austria: NationalSection, appeal: AppealPage) -> None:
    observer = client_of("observer", austria)
    html = observer.get(reverse("wagtailadmin_explore", args=[appeal.get_parent().pk])).content.decode()
    assert appeal.title in html
    assert address("add") not in html


def test_the_list_names_the_page_and_tells_the_time_of_the_place(austria: NationalSection, appeal: AppealPage) -> None:
    add_action(austria, appeal, starts_at=datetime.datetime(2099, 7, 4, 15, 0, tzinfo=VIENNA))
    html = client_of("lead", austria).get(address("list")).content.decode()
    assert appeal.title in html
    assert "July 4, 2099, 3 p.m." in html


def test_a_section_s_colour_is_an_edge(austria: NationalSection, appeal: AppealPage) -> None:
    NationalSection.objects.update(colour="#a3252c")
    add_action(austria, appeal)
    for page in (appeal, SectionPage.objects.get(section=austria)):
        assert '<rect width="100%" height="100%" fill="#a3252c"/>' in text_of(page)


def test_pages_without_local_content_load_nothing_for_it(
    austria: NationalSection, germany: NationalSection, appeal: AppealPage
) -> None:
    assert "nearby" not in text_of(appeal)
    add_action(austria, appeal)
    assert "nearby.css" in text_of(appeal)
    assert "nearby.js" not in text_of(appeal)
    add_action(germany, appeal)
    assert "nearby.js" in text_of(appeal)
