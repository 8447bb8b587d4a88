"""What programs that follow the site are told: appeals and updates as they are published, and nothing that readers may not see."""

from __future__ import annotations

import datetime
import uuid
import xml.etree.ElementTree as ElementTree
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import PageViewRestriction

from campaign_pages.choices import AppealKind, DeadlineKind
from campaign_pages.models import AppealIndexPage, AppealPage
from interventions.choices import StopReason
from interventions.models import Stop
from interventions.taking_down import take_down
from library.choices import Precision, PublishLevel, Status
from library.models import DetentionEpisode, Person, StatusEvent
from tests.factories.library import PersonFactory
from tests.factories.pages import make_appeal, make_home, make_index, make_update
from tests.factories.sections import make_section, make_user

pytestmark = pytest.mark.django_db

ATOM = {"a": "http://www.w3.org/2005/Atom"}
LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"


def read(path: str) -> ElementTree.Element:
    """A feed, held against what RFC 4287 demands of every one."""
    response = Client().get(path)
    assert response.status_code == 200, path
    assert response.headers["Content-Type"] == "application/atom+xml; charset=utf-8"
    assert response.headers["Content-Language"] == path.split("/")[1]
    feed = ElementTree.fromstring(response.content)
    assert feed.tag == "{http://www.w3.org/2005/Atom}feed"
    assert feed.get(LANGUAGE) == path.split("/")[1]
    assert feed.findtext("a:author/a:name", "", ATOM)
    assert links(feed, rel="self") == [f"http://testserver{path}"]
    entries = feed.findall("a:entry", ATOM)
    for element in (feed, *entries):
        for name in ("id", "title", "updated"):
            assert len(element.findall(f"a:{name}", ATOM)) == 1, name
            assert element.findtext(f"a:{name}", "", ATOM).strip()
        uuid.UUID(text_of(element, "id"))
        assert moment(element).tzinfo is not None
        own = element.findall("a:link", ATOM)
        told = [(link.get("type"), link.get("hreflang")) for link in own if link.get("rel") == "alternate"]
        assert told
        assert len(told) == len(set(told)), "one alternate for each type and language"
    ids = [text_of(element, "id") for element in (feed, *entries)]
    assert len(ids) == len(set(ids))
    published = [text_of(entry, "published") for entry in entries]
    assert published == sorted(published, reverse=True)
    assert moment(feed) >= max([moment(entry) for entry in entries], default=moment(feed))
    return feed


def text_of(element: ElementTree.Element, name: str) -> str:
    return element.findtext(f"a:{name}", "", ATOM)


def moment(element: ElementTree.Element, name: str = "updated") -> datetime.datetime:
    return datetime.datetime.fromisoformat(text_of(element, name))


def links(element: ElementTree.Element, **wanted: str) -> list[str]:
    found = element.findall("a:link", ATOM)
    return [str(link.get("href")) for link in found if wanted.items() <= link.attrib.items()]


def titles(path: str) -> list[str]:
    return [text_of(entry, "title") for entry in read(path).findall("a:entry", ATOM)]


def entry_of(path: str, title: str) -> ElementTree.Element:
    return next(entry for entry in read(path).findall("a:entry", ATOM) if text_of(entry, "title") == title)


def in_german(appeal: AppealPage, **values: Any) -> AppealPage:
    make_index(AppealIndexPage, "de")
    same = {"slug": appeal.slug, "translation_key": appeal.translation_key, "reference": appeal.reference}
    return make_appeal("de", **same, **values)


@pytest.fixture
def appeal() -> AppealPage:
    return make_appeal("en", slug="free-them", title="Free them", summary="Eleven people are held.")


def test_appeals_and_updates_of_a_language_are_told_with_their_addresses_everywhere(appeal: AppealPage) -> None:
    in_german(appeal, title="Freiheit für alle")
    make_update("en", title="Out on bail", appeals=[appeal])
    assert titles("/en/feed.atom") == ["Out on bail", "Free them"]
    assert titles("/de/feed.atom") == ["Freiheit für alle"]
    entry = entry_of("/en/feed.atom", "Free them")
    assert links(entry, hreflang="en") == ["http://testserver/en/appeals/free-them/"]
    assert links(entry, hreflang="de") == ["http://testserver/de/appeals/free-them/"]
    assert text_of(entry, "summary") == "Eleven people are held."
    german = read("/de/feed.atom")
    assert links(german, type="application/atom+xml", hreflang="en") == ["http://testserver/en/feed.atom"]
    assert text_of(german, "title") == "Appelle und Meldungen – Vigil"


def test_an_id_is_for_good_and_another_in_each_language(appeal: AppealPage) -> None:
    in_german(appeal, title="Free them")
    before = text_of(entry_of("/en/feed.atom", "Free them"), "id")
    assert before != text_of(entry_of("/de/feed.atom", "Free them"), "id")
    appeal.title, appeal.slug = "Free them all", "free-them-all"
    appeal.save_revision().publish()
    assert text_of(entry_of("/en/feed.atom", "Free them all"), "id") == before


def test_what_is_published_again_is_told_as_changed_and_keeps_its_place(appeal: AppealPage) -> None:
    update = make_update("en", title="Out on bail")
    appeal.save_revision().publish()
    assert titles("/en/feed.atom") == [update.title, appeal.title]
    entry = entry_of("/en/feed.atom", appeal.title)
    assert moment(entry) > moment(entry, "published")


def test_a_stopped_appeal_says_so_and_is_new_again(appeal: AppealPage) -> None:
    at = timezone.now() + datetime.timedelta(minutes=5)
    in_german(appeal, title="Freiheit für alle")
    Stop.objects.create(page_key=appeal.translation_key, reason=StopReason.AIM, why="x", at=at)
    entry = entry_of("/de/feed.atom", "Appell gestoppt: Freiheit für alle")
    assert "Bitte schicken Sie nichts mehr ab." in text_of(entry, "summary")
    assert "stopped" in [category.get("term") for category in entry.findall("a:category", ATOM)]
    assert moment(entry) == at
    Stop.objects.update(lifted_at=at + datetime.timedelta(minutes=5))
    lifted = entry_of("/de/feed.atom", "Freiheit für alle")
    assert moment(lifted) == at + datetime.timedelta(minutes=5)


def test_an_appeal_that_a_later_one_stops_says_so_too(appeal: AppealPage) -> None:
    stop = make_appeal("en", title="Please stop", kind=AppealKind.STOP)
    stop.parents.create(parent=appeal)
    stop.save_revision().publish()
    assert titles("/en/feed.atom") == ["Please stop", "Appeal stopped: Free them"]
    assert titles("/en/appeals/free-them/feed.atom") == ["Please stop", "Appeal stopped: Free them"]


def test_it_says_until_when_to_act_while_there_is_time(appeal: AppealPage) -> None:
    appeal.deadline_kind, appeal.act_until = DeadlineKind.DATE, datetime.date(2099, 5, 3)
    appeal.save()
    assert text_of(entry_of("/en/feed.atom", "Free them"), "summary").endswith("held. Act by 3 May 2099")
    AppealPage.objects.update(act_until=datetime.date(2020, 5, 3))
    assert text_of(entry_of("/en/feed.atom", "Free them"), "summary").endswith("held.")


@pytest.mark.parametrize("how", ["draft", "restricted", "below what is restricted", "taken down"])
def test_what_readers_may_not_see_is_in_no_feed(appeal: AppealPage, how: str) -> None:
    make_update("en", title="Out on bail")
    if how == "draft":
        appeal.unpublish()
    elif how == "taken down":
        take_down(appeal, by=make_user("secretariat"), why="x")
    else:
        page = appeal if how == "restricted" else appeal.get_parent()
        PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)
    assert titles("/en/feed.atom") == ["Out on bail"]
    assert Client().get("/en/appeals/free-them/feed.atom").status_code == 404


def test_an_appeal_s_own_feed_tells_its_updates_and_what_has_happened_since(appeal: AppealPage) -> None:
    person: Person = PersonFactory(name="Ehsan Ali", slug="ehsan-ali")
    appeal.people.create(person=person)
    appeal.save_revision().publish()
    make_update("en", title="Out on bail", appeals=[appeal])
    make_update("en", title="Another matter")
    episode = DetentionEpisode.objects.create(person=person)
    day = datetime.date(2025, 8, 1)
    StatusEvent.objects.create(episode=episode, status=Status.BAILED, date=day, precision=Precision.DAY)
    told = ["Out on bail", "Free them", "1 August 2025: Ehsan Ali – Released on bail"]
    assert titles("/en/appeals/free-them/feed.atom") == told
    assert titles("/en/feed.atom")[0] == "Another matter"

    Person.objects.update(publish_level=PublishLevel.WITHHELD)
    assert "Ehsan" not in Client().get("/en/appeals/free-them/feed.atom").content.decode()


def test_control_characters_and_markup_in_a_title_break_nothing(appeal: AppealPage) -> None:
    AppealPage.objects.update(title="Free\x0b <b>them</b>\x1f & \ufeff all\n now \U0001f56f", summary="\x01]]> \x85x")
    assert titles("/en/feed.atom") == ["Free <b>them</b> & \ufeff all now \U0001f56f"]


def test_an_empty_language_has_an_empty_feed() -> None:
    make_home("de")
    first = Client().get("/de/feed.atom").content
    assert titles("/de/feed.atom") == []
    assert Client().get("/de/feed.atom").content == first


def test_the_section_that_leads_the_language_is_its_author(appeal: AppealPage) -> None:
    assert read("/en/feed.atom").findtext("a:author/a:name", "", ATOM) == "Vigil"
    make_section("united-kingdom", "GB", en="lead")
    assert read("/en/feed.atom").findtext("a:author/a:name", "", ATOM) == "United-kingdom"


def test_pages_lead_to_their_feed(appeal: AppealPage) -> None:
    update = make_update("en", appeals=[appeal])
    head = '<link rel="alternate" type="application/atom+xml" href="{}" title='
    for path, feed in (
        ("/en/", "/en/feed.atom"),
        (update.get_parent().url, "/en/feed.atom"),
        (appeal.url, "/en/appeals/free-them/feed.atom"),
    ):
        html = Client().get(path).content.decode()
        assert head.format(feed) in html
        assert (f'<a href="{feed}"' in html) == (path != "/en/")
        read(feed)


@pytest.mark.parametrize("path", ["/en/feed.atom", "/en/appeals/free-them/feed.atom"])
def test_who_has_it_already_gets_no_body_again(appeal: AppealPage, path: str) -> None:
    response: Any = Client().get(path)
    head = Client().head(path)
    assert (head.status_code, head.content, head.headers["ETag"]) == (200, b"", response.headers["ETag"])
    assert Client().get(path, headers={"if-none-match": response.headers["ETag"]}).status_code == 304
    assert Client().post(path).status_code == 405
    assert not response.cookies
    AppealPage.objects.update(summary="Twelve people are held.")
    assert Client().get(path, headers={"if-none-match": response.headers["ETag"]}).status_code == 200


@pytest.mark.parametrize(
    "path",
    ["/de/feed.atom", "/de/appeals/free-them/feed.atom", "/de/appeals/feed.atom", "/de/appeals/nobody/feed.atom"],
)
def test_a_feed_that_is_not_there_is_missed_in_the_language_of_the_address(appeal: AppealPage, path: str) -> None:
    response = Client().get(path)
    assert response.status_code == 404
    assert 'lang="de"' in response.content.decode()
    assert Client().get(path.replace("/de/", "/xx/"), follow=True).status_code == 404


def test_a_feed_costs_the_same_with_one_page_and_with_twenty(appeal: AppealPage) -> None:
    def cost() -> list[int]:
        found = []
        for path in ("/en/feed.atom", "/en/appeals/free-them/feed.atom"):
            Client().get(path)
            with CaptureQueriesContext(connection) as queries:
                Client().get(path)
            found.append(len(queries))
        return found

    make_update("en", appeals=[appeal])
    one = cost()
    for _number in range(6):
        make_appeal("en")
        make_update("en", appeals=[appeal])
    assert cost() == one
    assert one[0] <= 6
