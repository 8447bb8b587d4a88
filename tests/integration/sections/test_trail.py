"""The trail: every change of rights with who, when and why, for those alone who may read it."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.log_actions import registry
from wagtail.models import ModelLogEntry

from sections.invitations import accept, invite, withdraw
from sections.membership import end_role
from sections.models import Membership, NationalSection, SectionLocale, User
from sections.trail import Deed, entries, sentence
from tests.factories.sections import UserFactory, join, make_section, make_user
from tests.integration.sections.screens import client_of, section_fields, text_of

pytestmark = pytest.mark.django_db

URL = "sections_trail"
#: Ten of them are Wagtail’s for any screen: session, account, rights, menu.
QUERIES = 14


def trail_of(section: NationalSection) -> list[str]:
    found = reversed(entries({section.pk}, with_secretariat=False))
    return [sentence(entry).replace("\u2068", "").replace("\u2069", "") for entry in found]


def test_a_section_is_made_changed_and_paused_on_record() -> None:
    secretariat = make_user("secretariat", name="Sophie")
    client = client_of(secretariat)
    client.post(reverse("sections:add"), section_fields(("de", "lead")))
    section = NationalSection.objects.get()
    row = SectionLocale.objects.get()
    fields = section_fields(("de", "contributor"), ("fr", "lead"), state="paused", reason="No one has time") | {
        "section_locales-INITIAL_FORMS": 1,
        "section_locales-0-id": row.pk,
    }
    client.post(reverse("sections:edit", args=[section.pk]), fields)
    assert trail_of(section) == [
        "The section was created with these languages: Deutsch.",
        "The languages became: Deutsch, Français.",
        "The state became “Paused”.",
    ]
    said = text_of(client.get(reverse(URL)))
    assert "No one has time" in said
    assert "Sophie" in said


def test_saving_without_changing_rights_leaves_no_trace() -> None:
    section = make_section(de="lead")
    client_of(make_user("lead", section)).post(reverse("sections:edit", args=[section.pk]), {"public_name_en": "New"})
    section.refresh_from_db()
    assert section.public_name_en == "New"
    assert len(trail_of(section)) == 1  # her own role


def test_roles_and_invitations_stand_there_with_who_and_why() -> None:
    section = make_section(de="lead")
    lead = make_user("lead", section, name="Lea")
    invitation = invite("new@example.org", "editor", section, lead)
    user = UserFactory(email="new@example.org", name="Nora")
    accept(invitation, user)
    end_role(Membership.objects.get(user=user), reason="Moved away")
    withdraw(invite("other@example.org", "observer", section, lead), lead)
    assert trail_of(section) == [
        "Lea got the role “Section lead”.",
        "new@example.org was invited as “Section editor”.",
        "new@example.org accepted the invitation as “Section editor”.",
        "Nora got the role “Section editor”.",
        "Nora lost the role “Section editor”.",
        "other@example.org was invited as “Observer”.",
        "The invitation of other@example.org as “Observer” was withdrawn.",
    ]
    by = {entry.action: entry.user for entry in entries({section.pk}, with_secretariat=False)}
    assert by[Deed.ACCEPTED] == user
    assert by[Deed.INVITED] == lead


def test_taking_a_role_away_by_whatever_way_is_on_record() -> None:
    section = make_section(de="lead")
    editor = make_user("editor", section, name="Edda")
    editor.delete()
    assert trail_of(section)[-1] == "Edda lost the role “Section editor”."


def test_a_lead_reads_the_trail_of_her_own_section_only() -> None:
    austria, germany = make_section(de="contributor"), make_section("germany", "DE", de="lead")
    make_user("editor", austria, name="Anna")
    make_user("editor", germany, name="Gerda")
    make_user("secretariat", name="Sophie")
    client = client_of(make_user("lead", austria))
    said = text_of(client.get(reverse(URL)))
    assert "Anna got the role" in said
    assert "Gerda" not in said
    assert "Sophie" not in said
    said = text_of(client.get(reverse(URL), {"section": germany.pk}))
    assert "Gerda" not in said
    everything = text_of(client_of(User.objects.get(name="Sophie")).get(reverse(URL)))
    assert all(f"{name} got the role" in everything for name in ("Anna", "Gerda", "Sophie"))
    filtered = text_of(client_of(User.objects.get(name="Sophie")).get(reverse(URL), {"section": germany.pk}))
    assert "Gerda got the role" in filtered
    assert "Anna" not in filtered


@pytest.mark.parametrize("role", ["editor", "translator", "observer"])
def test_nobody_else_reads_it(role: str) -> None:
    client = client_of(make_user(role, make_section(de="lead")))
    assert client.get(reverse(URL)).status_code == 302
    assert reverse(URL) not in client.get(reverse("wagtailadmin_home")).content.decode()


def test_no_address_and_no_reason_stands_in_wagtails_own_history() -> None:
    section = make_section(de="lead")
    withdraw(invite("secret@example.org", "editor", section, make_user("secretariat")), None)
    join(UserFactory(name="Nora"), "editor", section)
    end_role(Membership.objects.get(user__name="Nora"), reason="A private reason")
    other = make_user("lead", make_section("germany", "DE", de="contributor"))
    for user in (other, make_user("administrator")):
        html = client_of(user).get(reverse("wagtailadmin_reports:site_history")).content.decode()
        assert "secret@example.org" not in html
        assert "A private reason" not in html


def test_the_report_asks_as_often_for_one_row_as_for_many() -> None:
    section = make_section(de="lead")
    client = client_of(make_user("secretariat"))
    counts = []
    for number in (1, 20):
        for _ in range(number):
            make_user("translator", section)
        client.get(reverse(URL))
        with CaptureQueriesContext(connection) as queries:
            client.get(reverse(URL))
        counts.append(len(queries))
    assert counts[0] == counts[1]
    assert counts[1] <= QUERIES


def test_newest_comes_first() -> None:
    section = make_section(de="lead")
    for name in ("First", "Second"):
        make_user("editor", section, name=name)
    said = text_of(client_of(make_user("secretariat")).get(reverse(URL)))
    assert said.index("Second got the role") < said.index("First got the role")


def test_every_deed_is_known_to_wagtail_and_has_a_sentence() -> None:
    for deed in Deed:
        assert registry.action_exists(deed.value)
        entry = ModelLogEntry(action=deed.value, data={"role": "lead", "state": "paused", "languages": ["de"]})
        assert sentence(entry)
