"""What readers see: the first screen of an appeal, people, documents, and what search engines and shared links get."""

from __future__ import annotations

import datetime
import itertools
import json
import re
from typing import Any

import pytest
from django.test import Client
from wagtail.actions.copy_for_translation import CopyPageForTranslationAction

from campaign_pages.models import AppealPage
from library.choices import Precision, PublishLevel, Status
from tests.factories.library import (
    CampaignImageFactory,
    CaseCountFactory,
    CaseFactory,
    DetentionEpisodeFactory,
    PersonFactory,
    PersonNameFactory,
    SourceFactory,
    StatusEventFactory,
)
from tests.factories.pages import make_appeal, make_document, make_home, make_locale, make_profile, make_update

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

STEPS = [
    ("write_letter", {"title": "Write to the embassy", "text": "<p>Send the letter.</p>", "document": None}),
    ("protest", {"title": "Protest in public", "text": "", "places": []}),
    ("sign", {"title": "Sign", "text": "", "url": "https://sign.example.org/"}),
    ("share", {"title": "Share this appeal", "text": ""}),
    ("other", {"title": "Send a postcard", "text": "", "url": ""}),
]


@pytest.fixture
def reader() -> Client:
    return Client()


def html_of(reader: Client, path: str, status: int = 200) -> str:
    response = reader.get(path)
    assert response.status_code == status
    return response.content.decode()


def text_of(html: str) -> str:
    """What stands on the page, without markup and with single spaces."""
    words = re.sub(r"<[^>]+>", " ", re.sub(r"<(script|style).*?</\1>", "", html, flags=re.DOTALL)).split()
    return re.sub(r" ([.:])", r"\1", " ".join(words))


def head_of(html: str) -> str:
    return html.partition("</head>")[0]


def structured(html: str) -> dict[str, Any]:
    found = re.search(r'<script type="application/ld\+json">(.*?)</script>', html, flags=re.DOTALL)
    assert found is not None
    data: dict[str, Any] = json.loads(found.group(1))
    return data


def test_the_first_screen_of_an_appeal_comes_in_the_order_of_urgency(reader: Client) -> None:
    case = CaseFactory()
    CaseCountFactory(case=case)
    person = PersonFactory(name="Ehsan Ali")
    StatusEventFactory(person=person)
    make_appeal(
        slug="free-them", title="Free them", summary="They were arrested.", case=case, people=[person], steps=STEPS
    )
    text = text_of(html_of(reader, "/en/appeals/free-them/").partition("<main")[2])
    parts = [
        "Urgent appeal",
        "Free them",
        "They were arrested.",
        "11 people in custody 1 named here Facts as of 17 June 2025",
        "Act as soon as possible",
        "Write to the embassy",
        "Protest in public",
    ]
    positions = [text.find(part) for part in parts]
    assert positions == sorted(positions)
    assert -1 not in positions


def test_the_bar_of_a_phone_offers_the_four_actions_of_a_campaign(reader: Client) -> None:
    make_appeal(slug="free-them", steps=STEPS)
    bar = html_of(reader, "/en/appeals/free-them/").partition('<nav class="bar"')[2].partition("</nav>")[0]
    assert re.findall(r'href="([^"]+)"', bar) == ["#step-write-letter", "#step-protest", "#step-share"]
    assert "Write Protest Share" in text_of(bar)


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"kind": "stop"}, "This appeal has been stopped. Please send nothing more."),
        ({"kind": "outcome"}, "This appeal has come to an end."),
        (
            {"deadline_kind": "date", "act_until": datetime.date(2025, 6, 30)},
            "The time to act ended on 30 June 2025. Read the updates.",
        ),
    ],
)
def test_an_appeal_that_is_over_no_longer_calls_to_act(reader: Client, values: dict[str, Any], sentence: str) -> None:
    make_appeal(slug="free-them", steps=STEPS, after_expiry="<p>Read the updates.</p>", **values)
    html = html_of(reader, "/en/appeals/free-them/")
    assert sentence in text_of(html)
    assert "Write to the embassy" not in html
    assert "Urgent appeal" not in html
    assert '<nav class="bar"' not in html


def test_an_appeal_that_a_later_one_stops_no_longer_calls_to_act(reader: Client) -> None:
    first = make_appeal(slug="free-them", steps=STEPS)
    stop = make_appeal(slug="stop", title="Stop writing", kind="stop", issued=datetime.date(2025, 7, 1))
    stop.parents.create(parent=first)
    stop.save_revision().publish()
    html = html_of(reader, "/en/appeals/free-them/")
    assert "This appeal has been stopped. Please send nothing more. Stop writing" in text_of(html)
    assert "Write to the embassy" not in html
    assert "Appeal stopped" in html


def test_what_happened_after_the_day_of_the_facts_is_listed(reader: Client) -> None:
    person = PersonFactory(name="Ehsan Ali")
    episode = DetentionEpisodeFactory(person=person)
    StatusEventFactory(episode=episode)
    StatusEventFactory(episode=episode, status=Status.BAILED, date=datetime.date(2025, 7, 31))
    make_appeal(slug="free-them", people=[person])
    text = text_of(html_of(reader, "/en/appeals/free-them/"))
    assert "What has happened since 31 July 2025: Ehsan Ali – Released on bail" in text
    assert "In custody since 16 May 2025 32 days by 17 June 2025 Latest news: Out on bail since 31 July 2025" in text


def test_a_name_stands_in_the_letters_of_the_reader_with_the_latin_form_beside_it(reader: Client) -> None:
    person = PersonFactory(name="Ehsan Ali", native_name="احسان علی", native_language="ur")
    StatusEventFactory(person=person)
    make_appeal("ur", slug="free-them", people=[person])
    make_appeal("en", slug="free-him", people=[person])
    assert '<bdi>احسان علی</bdi> <span class="latin"><bdi dir="ltr">Ehsan Ali</bdi></span>' in html_of(
        reader, "/ur/appeals/free-them/"
    )
    assert "احسان علی" not in html_of(reader, "/en/appeals/free-him/")


def test_a_withheld_name_is_nowhere_on_the_profile(reader: Client) -> None:
    person = PersonFactory(name="Ehsan Ali", slug="prisoner-7", publish_level=PublishLevel.WITHHELD)
    person.portrait = CampaignImageFactory(title="Ehsan Ali in Gilgit")
    person.save()
    PersonNameFactory(person=person, text="Eshan Ali")
    make_profile(person, title="Ehsan Ali")
    html = html_of(reader, "/en/people/prisoner-7/")
    assert "Ehsan" not in html
    assert "Name withheld" in head_of(html)
    assert "<picture>" not in html


def test_disputed_facts_stand_beside_what_they_contradict_with_their_sources(reader: Client) -> None:
    person = PersonFactory(name="Ehsan Ali", slug="ehsan-ali")
    arrest = StatusEventFactory(person=person)
    other = StatusEventFactory(episode=arrest.episode, date=datetime.date(2025, 5, 14), disputes=arrest)
    other.sources = [SourceFactory(title="A newspaper")]
    other.save()
    make_profile(person)
    text = text_of(html_of(reader, "/en/people/ehsan-ali/"))
    assert "16 May 2025 Arrested Sources disagree 14 May 2025 · Arrested Source: A newspaper" in text


def test_a_document_shows_blanks_and_never_braces(reader: Client) -> None:
    make_document(slug="letter")
    html = html_of(reader, "/en/documents/letter/")
    assert "{{" not in html
    assert '<span class="blank blank-text" data-f="writer_name" dir="auto">Your name</span>' in html
    assert '<label for="f-writer_name">Your name</label>' in html


@pytest.mark.parametrize("language", ["en", "de"])
def test_a_superseded_document_leads_to_the_newer_one_in_whatever_language_it_is(reader: Client, language: str) -> None:
    newer = make_document(language, slug="newer", title="The newer letter")
    make_document(slug="older", superseded_by=newer)
    html = html_of(reader, "/en/documents/older/")
    assert "There is a newer document. Please use that one:" in html
    assert (
        f'<a href="/{language}/documents/newer/" lang="{language}" hreflang="{language}">The newer letter</a>' in html
    )


def test_the_clauses_of_a_motion_stand_under_their_lead_ins(reader: Client) -> None:
    clauses = [
        ("clause", {"sort": sort, "requirement": requirement, "text": text})
        for sort, requirement, text in [
            ("notes", "required", "that they were arrested;"),
            ("notes", "optional", "that they are ill."),
            ("resolves", "local", "to write a letter."),
        ]
    ]
    make_document(slug="motion", kind="motion", content=clauses, fields=[])
    text = text_of(html_of(reader, "/en/documents/motion/"))
    assert (
        "This meeting notes with grave concern that they were arrested; that they are ill."
        " This meeting resolves to write a letter."
    ) in text
    assert "What you keep that they are ill. to write a letter. In your own words to write a letter." in text


def test_search_engines_and_shared_links_get_every_language_of_the_page(reader: Client) -> None:
    appeal = make_appeal(slug="free-them", title="Free them", picture=CampaignImageFactory(alt_text_en="A chair."))
    make_home("ur")
    copy = CopyPageForTranslationAction(appeal, make_locale("ur"), copy_parents=True, user=None)
    urdu = copy.execute(skip_permission_checks=True)
    urdu.title = "انھیں رہا کرو"
    urdu.save_revision().publish()
    make_home("nl")
    html = html_of(reader, "/en/appeals/free-them/")
    head = head_of(html)
    address = "http://testserver/{}/appeals/free-them/"
    assert f'<link rel="canonical" href="{address.format("en")}">' in head
    assert re.findall(r'hreflang="([^"]+)" href="([^"]+)"', head) == [
        ("en", address.format("en")),
        ("ur", address.format("ur")),
        ("x-default", address.format("en")),
    ]
    assert '<meta property="og:image:alt" content="A chair.">' in head
    assert "noindex" not in head
    switcher = html.partition('<nav class="tongues"')[2].partition("</nav>")[0]
    assert '<a href="/ur/appeals/free-them/" lang="ur" hreflang="ur" dir="rtl">اردو</a>' in switcher
    assert '<li class="lacking"><a href="/nl/appeals/free-them/"' in switcher
    assert switcher.count('aria-current="true"') == 1


def test_only_pages_in_urdu_ask_for_the_urdu_letters(reader: Client) -> None:
    make_home("ur")
    assert "noto-nastaliq-urdu" in head_of(html_of(reader, "/ur/"))
    assert "noto-nastaliq-urdu" not in html_of(reader, "/en/")


def test_a_title_cannot_break_out_of_the_structured_data(reader: Client) -> None:
    title = "</script><script>alert(1)</script> & “quotes” <!--"
    make_appeal(slug="free-them", title=title)
    html = html_of(reader, "/en/appeals/free-them/")
    assert "<script>alert" not in html
    article, trail = structured(html)["@graph"]
    assert article["@type"] == "Article"
    assert article["headline"] == title
    assert article["datePublished"] == "2025-06-17"
    assert [step["name"] for step in trail["itemListElement"]] == ["Home", "Appeals", title]


def test_headings_of_every_page_are_in_order(reader: Client) -> None:
    person = PersonFactory(slug="somebody")
    StatusEventFactory(person=person)
    body = [("text", "<p>Text.</p>"), ("heading", "A heading"), ("people_list", {"heading": "", "people": [person]})]
    appeal = make_appeal(slug="free-them", people=[person], steps=STEPS, body=body)
    make_profile(person)
    make_document(slug="letter")
    make_update(slug="news", appeals=[appeal])
    assert isinstance(appeal, AppealPage)
    for path in (
        "",
        "appeals/",
        "appeals/free-them/",
        "people/",
        "people/somebody/",
        "documents/",
        "documents/letter/",
        "updates/",
        "updates/news/",
    ):
        levels = [int(level) for level in re.findall(r"<h([1-6])[ >]", html_of(reader, f"/en/{path}"))]
        assert levels[0] == 1, path
        assert levels.count(1) == 1, path
        assert all(after - before <= 1 for before, after in itertools.pairwise(levels)), path


def test_an_error_page_is_a_whole_page_that_search_engines_leave_out(reader: Client) -> None:
    make_home()
    html = html_of(reader, "/en/nothing/", status=404)
    assert "There is no page at this address." in text_of(html)
    assert '<meta name="robots" content="noindex">' in html
    assert '<a class="button" href="/en/">' in html


def test_months_are_not_turned_into_days(reader: Client) -> None:
    person = PersonFactory()
    StatusEventFactory(person=person, date=datetime.date(2025, 5, 1), precision=Precision.MONTH)
    make_appeal(slug="free-them", people=[person])
    text = text_of(html_of(reader, "/en/appeals/free-them/"))
    assert "In custody since May 2025" in text
    assert "days by" not in text
