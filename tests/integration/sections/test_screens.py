"""The screens of sections: who sees the list, who makes a section, and what each person may change."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.models import Locale

from home.models import SectionPage
from sections.models import ManagedGroup, NationalSection, SectionLocale, User
from tests.factories.pages import make_home
from tests.factories.sections import join, make_section, make_user
from tests.integration.sections.screens import client_of, section_fields, text_of

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

#: What one section with one language may cost; measured, with a little air. Each further language adds its page.
QUERIES_TO_CREATE = 420


@pytest.fixture(autouse=True)
def _home_pages() -> None:
    for code in ("en", "de", "fr"):
        make_home(code)


def add(user: User, **fields: object) -> object:
    return client_of(user).post(reverse("sections:add"), fields, follow=True)


def test_one_form_makes_a_section_and_everything_it_needs() -> None:
    fields = section_fields(("de", "contributor"), ("fr", "lead"), public_name_de="Sektion Österreich")
    response = add(make_user("secretariat"), **fields)
    section = NationalSection.objects.get()
    assert section.public_name_de == "Sektion Österreich"
    assert section.collection is not None
    assert ManagedGroup.objects.filter(section=section).count() == 4
    pages = SectionPage.objects.filter(section=section)
    assert {page.locale.language_code for page in pages if page.live} == {"de", "fr"}
    said = text_of(response)
    assert "Austria section was created, with groups and a collection for its files." in said
    assert "Its page stands in: Deutsch, Français." in said


def test_a_language_without_a_home_page_is_named() -> None:
    said = text_of(add(make_user("secretariat"), **section_fields(("de", "lead"), ("el", "lead"))))
    assert "Its page stands in: Deutsch." in said
    assert "It has no page yet in: Ελληνικά." in said


def test_a_section_without_locales_is_refused_with_a_sentence() -> None:
    said = text_of(add(make_user("secretariat"), **section_fields()))
    assert "A section works in at least one language. Add its language." in said
    assert not NationalSection.objects.exists()


def test_the_same_language_twice_is_refused() -> None:
    said = text_of(add(make_user("secretariat"), **section_fields(("de", "lead"), ("de", "contributor"))))
    assert "The section has this language already." in said
    assert not NationalSection.objects.exists()


def test_a_second_lead_is_refused_with_the_name_of_the_first() -> None:
    make_section("germany", "DE", de="lead")
    said = text_of(add(make_user("secretariat"), **section_fields(("de", "lead"))))
    assert "Germany leads this language already. Make it a contributor there first." in said
    assert NationalSection.objects.count() == 1


def test_when_something_fails_nothing_is_left(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(section: NationalSection) -> list[str]:
        raise ValidationError("no")

    monkeypatch.setattr("sections.signals.provision", fail)
    with pytest.raises(ValidationError):
        add(make_user("secretariat"), **section_fields(("de", "lead")))
    assert not NationalSection.objects.exists()


def test_making_a_section_asks_the_database_so_often_and_no_more() -> None:
    client = client_of(make_user("secretariat"))
    client.get(reverse("sections:index"))
    with CaptureQueriesContext(
        connection,
    ) as queries:
        client.post(reverse("sections:add"), section_fields(("de", "lead")))
    assert NationalSection.objects.exists()
    assert len(queries) <= QUERIES_TO_CREATE


@pytest.mark.parametrize("role", ["lead", "editor", "translator", "observer"])
def test_only_the_secretariat_makes_sections(role: str) -> None:
    user = make_user(role, make_section("germany", "DE", de="lead"))
    add(user, **section_fields(("fr", "lead")))
    assert NationalSection.objects.count() == 1
    assert reverse("sections:add") not in client_of(user).get(reverse("sections:index")).content.decode()


def test_a_lead_changes_contacts_and_names_and_nothing_else() -> None:
    make_section("germany", "DE", de="contributor")
    section = make_section(de="lead")
    fields = section_fields(
        ("fr", "lead"), country="PK", slug="other", state="closed", reason="x", email="vienna@example.org"
    )
    response = client_of(make_user("lead", section)).post(
        reverse("sections:edit", args=[section.pk]), {**fields, "public_name_de": "Österreich"}
    )
    assert response.status_code == 302
    section.refresh_from_db()
    assert (section.email, section.public_name_de) == ("vienna@example.org", "Österreich")
    assert (section.slug, section.country, section.state) == ("austria", "AT", "active")
    assert [row.locale.language_code for row in section.section_locales.all()] == ["de"]


def test_her_form_does_not_even_ask_for_the_rest() -> None:
    section = make_section(de="lead")
    html = client_of(make_user("lead", section)).get(reverse("sections:edit", args=[section.pk])).content.decode()
    assert 'name="email"' in html
    for name in ("slug", "country", "state", "section_locales-TOTAL_FORMS"):
        assert f'name="{name}"' not in html


def test_the_names_stand_in_the_ten_languages_with_the_sections_own_first() -> None:
    Locale.objects.get_or_create(language_code="ur")
    section = make_section("pakistan", "PK", ur="lead")
    html = client_of(make_user("secretariat")).get(reverse("sections:edit", args=[section.pk])).content.decode()
    names = [part.split('"')[0] for part in html.split('name="public_name_')[1:]]
    assert names == ["ur", "en", "de", "fr", "it", "es", "pt_br", "nl", "da", "el"]
    assert 'dir="rtl"' in html


@pytest.mark.parametrize(("role", "own"), [("lead", False), ("editor", True), ("observer", True)])
def test_nobody_else_changes_a_section(role: str, own: bool) -> None:
    section, other = make_section(de="lead"), make_section("germany", "DE", de="contributor")
    user = make_user(role, section if own else other)
    url = reverse("sections:edit", args=[section.pk])
    assert client_of(user).get(url).status_code == 302
    client_of(user).post(url, {"public_name_en": "Taken over"})
    section.refresh_from_db()
    assert section.public_name == "Austria"


def test_everybody_who_works_here_sees_who_works_on_what() -> None:
    austria = make_section(de="contributor", fr="contributor")
    make_section("germany", "DE", de="lead")
    make_user("editor", austria)
    said = text_of(client_of(make_user("observer", austria)).get(reverse("sections:index")))
    assert "Deutsch (Germany leads) · Français (the secretariat leads)" in said
    assert "Deutsch (leads)" in said
    assert "Austria" in said


def test_a_language_whose_lead_is_paused_falls_to_the_secretariat() -> None:
    make_section("germany", "DE", de="lead", state="paused")
    section = make_section(de="contributor")
    said = text_of(client_of(make_user("editor", section)).get(reverse("sections:index")))
    assert said.count("Deutsch (the secretariat leads)") == 2


def test_the_list_asks_as_often_for_one_section_as_for_many() -> None:
    client = client_of(make_user("secretariat"))
    counts = []
    for round_ in range(2):
        for place in range(1 + round_ * 5):
            make_section(f"section-{round_}-{place}", "AT", de="contributor", fr="contributor")
        client.get(reverse("sections:index"))
        with CaptureQueriesContext(connection) as queries:
            client.get(reverse("sections:index"))
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_pausing_needs_a_reason_and_ends_every_right() -> None:
    section = make_section(de="lead")
    lead, secretariat = make_user("lead", section), client_of(make_user("secretariat"))
    url = reverse("sections:edit", args=[section.pk])
    row = SectionLocale.objects.get(section=section)
    fields = section_fields(("de", "lead"), state="paused") | {
        "section_locales-INITIAL_FORMS": 1,
        "section_locales-0-id": row.pk,
    }
    assert "Say why the section stops working" in text_of(secretariat.post(url, fields))
    assert secretariat.post(url, {**fields, "reason": "No one has time"}).status_code == 302
    section.refresh_from_db()
    assert section.state == "paused"
    assert not lead.groups.exists()
    assert client_of(lead).get(reverse("wagtailadmin_home")).status_code == 302


def test_a_save_after_the_section_was_closed_is_refused_and_loses_nothing() -> None:
    section = make_section(de="contributor")
    editor = make_user("editor", section)
    page = SectionPage.objects.get(section=section)
    client = client_of(editor)
    url = reverse("wagtailadmin_pages:edit", args=[page.pk])
    assert client.get(url).status_code == 200
    section.state = "closed"
    section.save()
    typed = {"title": "Our new address in Vienna", "body": '{"blocks": [{"text": "Come on Thursdays & bring tea."}]}'}
    response = client.post(url, typed)
    assert response.status_code == 403
    said = text_of(response)
    assert "you have no right to change it any more" in said
    assert "Our new address in Vienna" in said
    assert "Come on Thursdays & bring tea." in said
    page.refresh_from_db()
    assert page.title == "Austria"
    assert page.latest_revision.object_id == str(page.pk)


def test_the_group_screen_says_that_the_command_undoes_it() -> None:
    section = make_section(de="lead")
    client = client_of(make_user("administrator"))
    group = ManagedGroup.objects.filter(section=section).first()
    assert group is not None
    said = text_of(client.get(reverse("wagtailusers_groups:edit", args=[group.group_id])))
    assert "undone by the command sync_sections" in said
    assert "sync_sections" not in text_of(client.get(reverse("wagtailusers_groups:add")))
    assert client_of(make_user("lead", section)).get(reverse("wagtailusers_groups:index")).status_code == 302


def test_people_choose_how_they_are_credited_and_told() -> None:
    user = join(make_user("secretariat"), "lead", make_section(de="lead"))
    values = {
        "name_email-name": "One",
        "name_email-email": user.email,
        "name_email-credit": "O.",
        "name_email-mail": "never",
        "locale-preferred_language": "en",
        "locale-current_time_zone": "",
        "theme-theme": "system",
        "theme-contrast": "system",
        "theme-density": "default",
        "theme-keyboard_shortcuts": "on",
    }
    assert client_of(user).post(reverse("wagtailadmin_account"), values).status_code == 302
    user.refresh_from_db()
    assert (user.credit, user.mail) == ("O.", "never")
