"""The roles over HTTP: every role does everything with what is its own, shared and others', and the answer is the policy's.

The expected answer comes from `policy.may` alone, whose own matrix is written out by hand in the unit tests. The data is
made once for the module; every request is undone.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils import translation as active_language
from wagtail.models import Page, Revision, WorkflowState
from wagtail_localize.models import StringSegment, StringTranslation, Translation, TranslationSource

from home.models import SectionPage
from interventions.models import Redaction, Release, Request, Stop, TakeDown
from interventions.names_everywhere import name_places
from interventions.readiness import readiness
from interventions.releasing import planned
from interventions.touched import Touched, in_all_languages, lines, touched_by_stop, touched_by_take_down
from library.exchange.forms import packed
from library.exchange.storing import preview
from library.models import CampaignDocument, CampaignImage, DiplomaticMission, Person
from local_content.models import LocalContent
from sections.actors import actor_of
from sections.choices import SECTION_ROLES, Role
from sections.models import User
from sections.policy import Target, may
from sections.provisioning import sync_all
from sections.roles import Action
from tests.factories.exchange import confirm
from tests.factories.library import (
    CampaignDocumentFactory,
    CampaignImageFactory,
    CountryFactory,
    DiplomaticMissionFactory,
    PersonFactory,
    picture_bytes,
)
from tests.factories.pages import make_appeal, make_home, make_locale, make_standard_page
from tests.factories.sections import make_section, make_user
from tests.factories.translations import fill, pretended
from translations.freshness.degrees import Degree
from translations.glossary.merging.planning import plan_merge
from translations.models import Term, TermForm
from translations.publication.approval import submit_for_approval
from translations.submission import submit

#: The language that Belgium leads, the one that it shares, and one in which it does not work.
LANGUAGES = ("fr", "nl", "it")
OWN_PAGE, OTHERS_PAGE = "own section’s page", "other section’s page"
PAGES = (*LANGUAGES, OWN_PAGE, OTHERS_PAGE)
OWN, OTHER = "own", "other"
ROLES = (Role.SECRETARIAT.value, *(role.value for role in SECTION_ROLES), "lead of a paused section")


@dataclass
class World:
    """What there is, by the name of the target."""

    users: dict[str, User] = field(default_factory=dict)
    clients: dict[str, Client] = field(default_factory=dict)
    targets: dict[str, Target] = field(default_factory=dict)
    pages: dict[str, Page] = field(default_factory=dict)
    originals: dict[str, Page] = field(default_factory=dict)
    translations: dict[str, Translation] = field(default_factory=dict)
    sections: dict[str, Any] = field(default_factory=dict)
    images: dict[str, CampaignImage] = field(default_factory=dict)
    documents: dict[str, CampaignDocument] = field(default_factory=dict)
    missions: dict[str, DiplomaticMission] = field(default_factory=dict)
    person: Person | None = None
    appeal: Page | None = None


def make_world() -> World:
    world = World()
    for code in ("en", *LANGUAGES):
        make_home(code)
    belgium = make_section("belgium", "BE", fr="lead", nl="contributor")
    netherlands = make_section("netherlands", "NL", nl="lead")
    paused = make_section("italy", "IT", state="paused", it="lead")
    world.sections = {OWN: belgium, OTHER: netherlands}
    world.users = {role.value: make_user(role, belgium) for role in SECTION_ROLES}
    world.users |= {
        Role.SECRETARIAT.value: make_user(Role.SECRETARIAT),
        "lead of a paused section": make_user("lead", paused),
    }
    for code in LANGUAGES:
        _make_pages(world, code)
    world.pages[OWN_PAGE] = SectionPage.objects.get(section=belgium, locale__language_code="fr")
    world.pages[OTHERS_PAGE] = SectionPage.objects.get(section=netherlands, locale__language_code="nl")
    world.targets[OWN_PAGE] = Target(locale="fr", section=belgium.pk)
    world.targets[OTHERS_PAGE] = Target(locale="nl", section=netherlands.pk)
    world.person = PersonFactory()
    world.appeal = make_appeal("fr")
    for name, section in world.sections.items():
        world.images[name] = CampaignImageFactory(collection=section.collection)
        world.documents[name] = CampaignDocumentFactory(collection=section.collection)
        world.missions[name] = DiplomaticMissionFactory(host=CountryFactory(code=section.country))
        world.targets[name] = Target(section=section.pk, country=section.country)
    sync_all()
    for name, user in world.users.items():
        world.clients[name] = Client()
        world.clients[name].force_login(user)
    return world


def _make_pages(world: World, code: str) -> None:
    world.targets[code] = Target(locale=code)
    world.pages[code] = make_standard_page(code, title=f"Own {code}", slug=f"own-{code}")
    world.originals[code] = make_standard_page(title=f"New {code}", slug=f"new-{code}")
    begun = make_standard_page(title=f"Begun {code}", slug=f"begun-{code}")
    (translation,) = submit(begun, [make_locale(code)])
    sources = StringSegment.objects.filter(source=translation.source).values_list("string__data", flat=True)
    fill(translation, {text: pretended(text, code) for text in sources})
    world.translations[code] = translation


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: Any) -> Iterator[World]:
    with django_db_blocker.unblock(), active_language.override("en"), transaction.atomic():
        yield make_world()
        transaction.set_rollback(True)


# --- What is done, and whether it was done ---


def fresh(page: Page) -> Page:
    found: Page = Page.objects.get(pk=page.pk).specific
    return found


def target_page(world: World, name: str) -> Page:
    found: Page = world.translations[name].get_target_instance()
    return found


def admin(name: str, *args: Any) -> str:
    return reverse(f"wagtailadmin_pages:{name}", args=args)


def localize(name: str, *args: Any) -> str:
    return reverse(f"wagtail_localize:{name}", args=args)


def read_draft(client: Client, world: World, name: str) -> bool:
    return client.get(admin("view_draft", world.pages[name].pk)).status_code == 200


def find_draft(client: Client, world: World, name: str) -> bool:
    Page.objects.filter(pk=world.pages[name].pk).update(live=False)
    return client.get(f"/admin/api/main/pages/{world.pages[name].pk}/").status_code == 200


def preview_translation(client: Client, world: World, name: str) -> bool:
    return client.get(localize("preview_translation", world.translations[name].pk)).status_code == 200


def string_url(world: World, name: str) -> str:
    translation = world.translations[name]
    segment = StringSegment.objects.filter(source=translation.source).first()
    assert segment is not None
    return localize("edit_string_translation", translation.pk, segment.pk)


def texts(world: World, name: str) -> list[str]:
    strings = StringTranslation.objects.filter(
        locale=world.translations[name].target_locale, context__object_id=world.translations[name].source.object_id
    )
    return sorted(strings.values_list("data", flat=True))


def put_string(client: Client, world: World, name: str) -> bool:
    client.put(string_url(world, name), "value=New", content_type="application/x-www-form-urlencoded")
    return "New" in texts(world, name)


def delete_string(client: Client, world: World, name: str) -> bool:
    before = len(texts(world, name))
    client.delete(string_url(world, name))
    return len(texts(world, name)) < before


def download(client: Client, world: World, name: str) -> bool:
    return client.get(localize("download_pofile", world.translations[name].pk)).status_code == 200


def upload(client: Client, world: World, name: str) -> bool:
    translation = world.translations[name]
    po = translation.export_po()
    for entry in po:
        entry.msgstr = "From the file"
    file = SimpleUploadedFile("strings.po", str(po).encode())
    preview = client.post(localize("upload_pofile", translation.pk), {"file": file}, follow=True)
    if preview.context and "plan" in preview.context:
        confirm(client, preview, take=True)
    return set(texts(world, name)) == {"From the file"}


def start(client: Client, world: World, name: str) -> bool:
    page = world.originals[name]
    client.post(localize("submit_page_translation", page.pk), {"locales": [make_locale(name).pk]})
    return Page.objects.filter(locale__language_code=name, slug=page.slug).exists()


def take_over(client: Client, world: World, name: str) -> bool:
    sources = TranslationSource.objects.filter(pk=world.translations[name].source_id)
    before = sources.get().last_updated_at
    client.post(localize("update_translations", sources.get().pk))
    return bool(sources.get().last_updated_at != before)


def take_over_and_publish(client: Client, world: World, name: str) -> bool:
    url = localize("update_translations", world.translations[name].source.pk)
    client.post(url, {"publish_translations": "on"})
    return bool(target_page(world, name).live)


def press(client: Client, world: World, name: str, action: str) -> Page:
    page = target_page(world, name)
    client.post(admin("edit", page.pk), {"action": action})
    return fresh(page)


def save_draft(client: Client, world: World, name: str) -> bool:
    before = target_page(world, name).latest_revision_id
    return bool(press(client, world, name, "save-draft").latest_revision_id != before)


def hand_in(client: Client, world: World, name: str) -> bool:
    # Who publishes sees no button for it, and may do it all the same.
    press(client, world, name, "submit")
    return WorkflowState.objects.exists()


def publish_translation(client: Client, world: World, name: str) -> bool:
    return bool(press(client, world, name, "publish").live)


def compare(client: Client, world: World, name: str) -> bool:
    return client.get(reverse("translations_compare", args=[target_page(world, name).pk])).status_code == 200


def say_how_grave(client: Client, world: World, name: str) -> bool:
    page = world.pages[name]
    (translation,) = submit(page, [make_locale("en")])
    long_ago = timezone.now() - datetime.timedelta(days=9)
    behind = Page.objects.filter(pk=translation.get_target_instance().pk)
    behind.update(live=True, live_revision=None, last_published_at=long_ago)
    change = translation.source.changes.create(degree=Degree.FACT, proposed=Degree.FACT)
    url = reverse("translations_changes", args=[page.pk])
    client.post(url, {"change": change.pk, "degree": Degree.MINOR.value})
    change.refresh_from_db()
    return bool(change.degree == Degree.MINOR)


def approve(client: Client, world: World, name: str) -> bool:
    submit_for_approval(target_page(world, name), world.translations[name], world.users[Role.SECRETARIAT.value])
    return bool(press(client, world, name, "approve").live)


def form(page: Page, **values: str) -> dict[str, str]:
    return {
        "title": page.title,
        "slug": page.slug,
        "seo_title": "",
        "search_description": "changed",
        "summary": "",
        "body-count": "0",
        "comments-TOTAL_FORMS": "0",
        "comments-INITIAL_FORMS": "0",
        **values,
    }


def open_editor(client: Client, world: World, name: str) -> bool:
    return client.get(admin("edit", world.pages[name].pk)).status_code == 200


def change(client: Client, world: World, name: str) -> bool:
    page = world.pages[name]
    client.post(admin("edit", page.pk), form(page))
    return bool(fresh(page).get_latest_revision_as_object().search_description == "changed")


def publish(client: Client, world: World, name: str) -> bool:
    page = world.pages[name]
    client.post(admin("edit", page.pk), form(page, **{"action-publish": "1"}))
    return bool(fresh(page).search_description == "changed")


def unpublish(client: Client, world: World, name: str) -> bool:
    client.post(admin("unpublish", world.pages[name].pk))
    return not fresh(world.pages[name]).live


def delete(client: Client, world: World, name: str) -> bool:
    client.post(admin("delete", world.pages[name].pk))
    return not Page.objects.filter(pk=world.pages[name].pk).exists()


def lock(client: Client, world: World, name: str) -> bool:
    client.post(admin("lock", world.pages[name].pk))
    return bool(fresh(world.pages[name]).locked)


def unlock(client: Client, world: World, name: str) -> bool:
    Page.objects.filter(pk=world.pages[name].pk).update(locked=True, locked_by=None)
    client.post(admin("unlock", world.pages[name].pk))
    return not fresh(world.pages[name]).locked


def move(client: Client, world: World, name: str) -> bool:
    page, place = world.pages[name], target_page(world, name)
    client.post(admin("move_confirm", page.pk, place.pk))
    return fresh(page).is_child_of(fresh(place))


def copy(client: Client, world: World, name: str) -> bool:
    page = world.pages[name]
    data = {"new_title": "Copy", "new_slug": "copy", "new_parent_page": page.get_parent().pk}
    client.post(admin("copy", page.pk), data)
    return Page.objects.filter(slug="copy").exists()


def add(client: Client, world: World, name: str) -> bool:
    url = admin("add", "home", "standardpage", world.pages[name].pk)
    client.post(url, form(world.pages[name], title="Added", slug="added"))
    return Page.objects.filter(slug="added").exists()


def order(client: Client, world: World, name: str) -> bool:
    siblings = list(world.pages[name].get_parent().get_children())
    client.post(admin("set_page_position", siblings[0].pk) + f"?position={len(siblings) - 1}")
    return bool(fresh(world.pages[name]).get_parent().get_children().last().pk == siblings[0].pk)


def in_bulk(client: Client, world: World, name: str, action: str) -> None:
    client.post(reverse("wagtail_bulk_action", args=["wagtailcore", "page", action]) + f"?id={world.pages[name].pk}")


def publish_in_bulk(client: Client, world: World, name: str) -> bool:
    Page.objects.filter(pk=world.pages[name].pk).update(live=False)
    in_bulk(client, world, name, "publish")
    return bool(fresh(world.pages[name]).live)


def unpublish_in_bulk(client: Client, world: World, name: str) -> bool:
    in_bulk(client, world, name, "unpublish")
    return not fresh(world.pages[name]).live


def delete_in_bulk(client: Client, world: World, name: str) -> bool:
    in_bulk(client, world, name, "delete")
    return not Page.objects.filter(pk=world.pages[name].pk).exists()


def add_image(client: Client, world: World, name: str) -> bool:
    data = {"title": "Added", "collection": world.sections[name].collection_id}
    data["files[]"] = SimpleUploadedFile("added.png", picture_bytes(), content_type="image/png")
    client.post(reverse("wagtailimages:add_multiple"), data, headers={"x-requested-with": "XMLHttpRequest"})
    return CampaignImage.objects.filter(collection=world.sections[name].collection).count() > 1


def add_document(client: Client, world: World, name: str) -> bool:
    data = {"title": "Added", "collection": world.sections[name].collection_id}
    data["files[]"] = SimpleUploadedFile("added.txt", b"A sentence.\n")
    client.post(reverse("wagtaildocs:add_multiple"), data, headers={"x-requested-with": "XMLHttpRequest"})
    return CampaignDocument.objects.filter(collection=world.sections[name].collection).count() > 1


def edit_image(client: Client, world: World, name: str) -> bool:
    return client.get(reverse("wagtailimages:edit", args=[world.images[name].pk])).status_code == 200


def edit_document(client: Client, world: World, name: str) -> bool:
    return client.get(reverse("wagtaildocs:edit", args=[world.documents[name].pk])).status_code == 200


def delete_image(client: Client, world: World, name: str) -> bool:
    client.post(reverse("wagtailimages:delete", args=[world.images[name].pk]))
    return not CampaignImage.objects.filter(pk=world.images[name].pk).exists()


def delete_document(client: Client, world: World, name: str) -> bool:
    client.post(reverse("wagtaildocs:delete", args=[world.documents[name].pk]))
    return not CampaignDocument.objects.filter(pk=world.documents[name].pk).exists()


def choose_image(client: Client, world: World, name: str) -> bool:
    answer = client.get(reverse("wagtailimages_chooser:choose_results"))
    return answer.status_code == 200 and world.images[name].title in answer.content.decode()


def choose_document(client: Client, world: World, name: str) -> bool:
    answer = client.get(reverse("wagtaildocs_chooser:choose_results"))
    return answer.status_code == 200 and world.documents[name].title in answer.content.decode()


def record_url(name: str, record: Any) -> str:
    return reverse(record.snippet_viewset.get_url_name(name), args=[record.pk])


def edit_record(client: Client, world: World, name: str) -> bool:
    return client.get(record_url("edit", world.person)).status_code == 200


def list_records(client: Client, world: World, name: str) -> bool:
    return client.get(localize("snippets_api_listing", "library", "person")).status_code == 200


def delete_record(client: Client, world: World, name: str) -> bool:
    client.post(record_url("delete", world.person))
    return not Person.objects.exists()


def edit_mission(client: Client, world: World, name: str) -> bool:
    return client.get(record_url("edit", world.missions[name])).status_code == 200


def import_mission(client: Client, world: World, name: str) -> bool:
    content = f"id,telephone\r\n{world.missions[name].pk},+49 30 1".encode()
    data = {"content": packed(content), "digest": preview(content).digest}
    client.post(reverse("wagtailsnippets_library_diplomaticmission:import"), data)
    return DiplomaticMission.objects.get(pk=world.missions[name].pk).telephone == "+49 30 1"


def import_new_mission(client: Client, world: World, name: str) -> bool:
    content = f"sending,host,kind,city_en\r\nPK,{world.sections[name].country},consulate,Port".encode()
    data = {"content": packed(content), "digest": preview(content).digest}
    client.post(reverse("wagtailsnippets_library_diplomaticmission:import"), data)
    return DiplomaticMission.objects.filter(city_en="Port").exists()


def decide_term(client: Client, world: World, name: str) -> bool:
    term = Term.objects.create(name="motion")
    rows = {"TOTAL_FORMS": 1, "INITIAL_FORMS": 0, "0-language": name, "0-text": "mot", "0-status": "preferred"}
    data = {"name": term.name, "kind": term.kind, **{f"forms-{key}": value for key, value in rows.items()}}
    client.post(reverse("names:edit", args=[term.pk]), data)
    return TermForm.objects.filter(term=term, language=name).exists()


def merge_terms(client: Client, world: World, name: str) -> bool:
    stays, goes = (Term.objects.create(name=each) for each in ("motion", "resolution"))
    data = {"stays": f"term:{stays.pk}", "goes": f"term:{goes.pk}", "digest": plan_merge(stays, goes).digest}
    client.post(reverse("names:merge"), data)
    return not Term.objects.filter(pk=goes.pk).exists()


def delete_uploaded_image(client: Client, world: World, name: str) -> bool:
    client.post(reverse("wagtailimages:delete_multiple", args=[world.images[name].pk]))
    return not CampaignImage.objects.filter(pk=world.images[name].pk).exists()


def delete_uploaded_document(client: Client, world: World, name: str) -> bool:
    client.post(reverse("wagtaildocs:delete_multiple", args=[world.documents[name].pk]))
    return not CampaignDocument.objects.filter(pk=world.documents[name].pk).exists()


def delete_images_in_bulk(client: Client, world: World, name: str) -> bool:
    url = reverse("wagtail_bulk_action", args=["library", "campaignimage", "delete"])
    client.post(f"{url}?id={world.images[name].pk}")
    return not CampaignImage.objects.filter(pk=world.images[name].pk).exists()


def delete_documents_in_bulk(client: Client, world: World, name: str) -> bool:
    url = reverse("wagtail_bulk_action", args=["library", "campaigndocument", "delete"])
    client.post(f"{url}?id={world.documents[name].pk}")
    return not CampaignDocument.objects.filter(pk=world.documents[name].pk).exists()


def delete_local_content_in_bulk(client: Client, world: World, name: str) -> bool:
    row = LocalContent.objects.create(
        section=world.sections[name], page_key=world.pages["fr"].translation_key, kind="note", text="A note"
    )
    url = reverse("wagtail_bulk_action", args=["local_content", "localcontent", "delete"])
    client.post(f"{url}?id={row.pk}")
    return not LocalContent.objects.exists()


def open_interventions(client: Client, world: World, name: str) -> bool:
    return client.get(reverse("interventions:page", args=[world.pages[name].pk])).status_code == 200


def take_down_everywhere(client: Client, world: World, name: str) -> bool:
    page = world.pages[name]
    data = {"why": "Because.", "previewed": touched_by_take_down(page).digest}
    client.post(reverse("interventions:take_down", args=[page.pk]), data)
    return not fresh(page).live


def allow_again_everywhere(client: Client, world: World, name: str) -> bool:
    page = world.pages[name]
    row = TakeDown.objects.create(page_key=page.translation_key)
    data = {"why": "Because.", "previewed": touched_by_take_down(page).digest}
    client.post(reverse("interventions:allow_again", args=[page.pk]), data)
    return not TakeDown.in_force().filter(pk=row.pk).exists()


def stop_everywhere(client: Client, world: World, name: str) -> bool:
    assert world.appeal is not None
    data = {"why": "Because.", "reason": "aim", "previewed": touched_by_stop(world.appeal).digest}
    client.post(reverse("interventions:stop", args=[world.appeal.pk]), data)
    return Stop.objects.exists()


def lift_stop_everywhere(client: Client, world: World, name: str) -> bool:
    assert world.appeal is not None
    Stop.objects.create(page_key=world.appeal.translation_key, reason="aim")
    data = {"why": "Because.", "previewed": touched_by_stop(world.appeal).digest}
    client.post(reverse("interventions:lift_stop", args=[world.appeal.pk]), data)
    return not Stop.in_force().exists()


def answer_request(client: Client, world: World, name: str) -> bool:
    request = Request.objects.create(
        kind="take_down", page_key=world.pages["fr"].translation_key, title="A page", why="It harms them."
    )
    client.post(reverse("interventions:request", args=[request.pk]), {"outcome": "declined", "words": "No."})
    return Request.objects.exclude(answered_at=None).exists()


def withhold_a_name(client: Client, world: World, name: str) -> bool:
    assert world.person is not None
    data = {"level": "withheld", "why": "Because.", "previewed": name_places(world.person).digest}
    client.post(reverse("interventions:redact", args=[world.person.pk]), data)
    return Person.objects.filter(publish_level="withheld").exists()


def allow_a_mended_page(client: Client, world: World, name: str) -> bool:
    assert world.person is not None
    page = world.pages[name]
    row = TakeDown.objects.create(page_key=page.translation_key, locale=page.locale)
    Redaction.objects.create(person=world.person, before="full", after="withheld").held.add(row)
    data = {"why": "Because.", "previewed": name_places(world.person).digest}
    client.post(reverse("interventions:allow_mended", args=[world.person.pk]), data)
    return not TakeDown.in_force().filter(pk=row.pk).exists()


def plan_a_release(client: Client, world: World, name: str) -> bool:
    page = make_standard_page(name)
    page.unpublish()
    at = timezone.localtime() + datetime.timedelta(days=1)
    data = {
        "languages": [name],
        "at": at.strftime("%Y-%m-%d %H:%M"),
        "why": "Because.",
        "previewed": readiness(page).digest,
    }
    client.post(reverse("interventions:release", args=[page.pk]), data)
    return bool(planned(page))


def call_a_release_off(client: Client, world: World, name: str) -> bool:
    page = make_standard_page(name)
    page.unpublish()
    row = Release.objects.create(page_key=page.translation_key)
    revision = page.save_revision()
    row.revisions.add(revision)
    Revision.objects.filter(pk=revision.pk).update(approved_go_live_at=timezone.now())
    data = {"why": "Because.", "previewed": Touched(lines(in_all_languages(page))).digest}
    client.post(reverse("interventions:cancel_release", args=[page.pk]), data)
    return not planned(page)


Deed = Callable[[Client, World, str], bool]

#: What is done, the rights that it needs all together, and with what.
DEEDS: list[tuple[Deed, tuple[Action, ...], tuple[str, ...]]] = [
    (read_draft, (Action.READ_DRAFT,), PAGES),
    (find_draft, (Action.READ_DRAFT,), PAGES),
    (preview_translation, (Action.READ_DRAFT,), LANGUAGES),
    (compare, (Action.READ_DRAFT,), LANGUAGES),
    (put_string, (Action.TRANSLATE,), LANGUAGES),
    (delete_string, (Action.TRANSLATE,), LANGUAGES),
    (download, (Action.EXPORT_STRINGS,), LANGUAGES),
    (upload, (Action.TRANSLATE,), LANGUAGES),
    (start, (Action.START_TRANSLATION,), LANGUAGES),
    (take_over, (Action.TAKE_OVER,), LANGUAGES),
    (take_over_and_publish, (Action.TAKE_OVER, Action.PUBLISH_PAGE), LANGUAGES),
    (save_draft, (Action.TRANSLATE, Action.CHANGE_PAGE), LANGUAGES),
    (hand_in, (Action.SUBMIT_PAGE, Action.CHANGE_PAGE), LANGUAGES),
    (publish_translation, (Action.PUBLISH_PAGE,), LANGUAGES),
    (say_how_grave, (Action.PUBLISH_PAGE,), LANGUAGES),
    (approve, (Action.PUBLISH_PAGE,), LANGUAGES),
    (open_editor, (Action.CHANGE_PAGE,), (*LANGUAGES, OTHERS_PAGE)),
    (change, (Action.CHANGE_PAGE,), PAGES),
    (publish, (Action.CHANGE_PAGE, Action.PUBLISH_PAGE), PAGES),
    (unpublish, (Action.UNPUBLISH_PAGE,), PAGES),
    (delete, (Action.DELETE_PAGE,), PAGES),
    (lock, (Action.LOCK_PAGE,), PAGES),
    (unlock, (Action.LOCK_PAGE,), PAGES),
    (move, (Action.DELETE_PAGE, Action.ADD_PAGE, Action.PUBLISH_PAGE), LANGUAGES),
    (copy, (Action.CHANGE_PAGE, Action.ADD_PAGE), LANGUAGES),
    (add, (Action.ADD_PAGE,), LANGUAGES),
    (order, (Action.PUBLISH_PAGE,), LANGUAGES),
    (publish_in_bulk, (Action.PUBLISH_PAGE,), PAGES),
    (unpublish_in_bulk, (Action.UNPUBLISH_PAGE,), PAGES),
    (delete_in_bulk, (Action.DELETE_PAGE,), PAGES),
    (choose_image, (Action.CHOOSE_FILE,), (OWN, OTHER)),
    (choose_document, (Action.CHOOSE_FILE,), (OWN, OTHER)),
    (add_image, (Action.ADD_FILE,), (OWN, OTHER)),
    (add_document, (Action.ADD_FILE,), (OWN, OTHER)),
    (edit_image, (Action.CHANGE_FILE,), (OWN, OTHER)),
    (edit_document, (Action.CHANGE_FILE,), (OWN, OTHER)),
    (delete_image, (Action.DELETE_FILE,), (OWN, OTHER)),
    (delete_document, (Action.DELETE_FILE,), (OWN, OTHER)),
    (delete_uploaded_image, (Action.DELETE_FILE,), (OWN, OTHER)),
    (delete_uploaded_document, (Action.DELETE_FILE,), (OWN, OTHER)),
    (delete_images_in_bulk, (Action.DELETE_FILE,), (OWN, OTHER)),
    (delete_documents_in_bulk, (Action.DELETE_FILE,), (OWN, OTHER)),
    (delete_local_content_in_bulk, (Action.PUBLISH_LOCAL,), (OWN, OTHER)),
    (list_records, (Action.READ_RECORD,), (OWN,)),
    (edit_record, (Action.CHANGE_RECORD,), (OWN,)),
    (delete_record, (Action.DELETE_RECORD,), (OWN,)),
    (decide_term, (Action.DECIDE_TERM, Action.CHANGE_RECORD), LANGUAGES),
    (merge_terms, (Action.DELETE_RECORD,), (OWN,)),
    (edit_mission, (Action.CHANGE_MISSION,), (OWN, OTHER)),
    (import_mission, (Action.CHANGE_MISSION,), (OWN, OTHER)),
    (import_new_mission, (Action.CHANGE_MISSION,), (OWN, OTHER)),
    (open_interventions, (Action.ASK,), PAGES),
    (take_down_everywhere, (Action.TAKE_DOWN,), PAGES),
    (allow_again_everywhere, (Action.TAKE_DOWN,), LANGUAGES),
    (stop_everywhere, (Action.STOP_APPEAL,), (OWN,)),
    (lift_stop_everywhere, (Action.STOP_APPEAL,), (OWN,)),
    (answer_request, (Action.TAKE_DOWN,), (OWN,)),
    (withhold_a_name, (Action.REDACT_PERSON,), (OWN,)),
    (allow_a_mended_page, (Action.TAKE_DOWN,), LANGUAGES),
    (plan_a_release, (Action.RELEASE,), LANGUAGES),
    (call_a_release_off, (Action.RELEASE,), LANGUAGES),
]


def test_there_are_enough_cells() -> None:
    assert len(ROLES) * sum(len(targets) for _deed, _actions, targets in DEEDS) >= 700


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize(
    ("deed", "actions", "targets"), DEEDS, ids=[deed.__name__ for deed, _actions, _targets in DEEDS]
)
def test_what_is_done_over_http_is_what_the_policy_allows(
    role: str, deed: Deed, actions: tuple[Action, ...], targets: tuple[str, ...], world: World, db: None
) -> None:
    actor = actor_of(User.objects.get(pk=world.users[role].pk))
    allowed = {name: all(may(actor, action, world.targets[name]) for action in actions) for name in targets}
    done = {}
    for name in targets:
        client = world.clients[role]
        client.cookies.pop("messages", None)
        with transaction.atomic():
            done[name] = deed(client, world, name)
            transaction.set_rollback(True)
    assert done == allowed
