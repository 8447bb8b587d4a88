"""A reader fills in a letter or a motion and sends it, with and without JavaScript, in three languages."""

from __future__ import annotations

import io
import json
import re
import urllib.parse
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from django.conf import settings

from campaign_pages.choices import FieldKind
from campaign_pages.letters import Answers, Field, Letter, Paragraph, Part, filled
from campaign_pages.letters.html import paper
from campaign_pages.letters.text import plain_runs
from outputs.letters.text import text_of
from tests.browser.conftest import Visit
from tests.browser.reader_pages import LETTER, MOTION
from tests.running_site import RunningSite

if TYPE_CHECKING:
    # Only the browser lane needs Playwright.
    from playwright.sync_api import Download, Page, Route

pytestmark = pytest.mark.browser

NAME = "Ada <b> & {{ organisation }}"
ANSWERS = {
    "f-letter_date": "2026-11-22",
    "f-organisation": "Trade Union 44",
    "f-writer_name": NAME,
    "f-contact_details": "1 Long Lane\n+44 20 7946 0000",
}
DATES = {"en": "22 November 2026", "de": "22. November 2026", "ur": "22 نومبر، 2026"}
LANGUAGES = ["en", "de", "ur"]


def choose_britain(page: Page) -> None:
    values = page.locator("#mission option").evaluate_all("options => options.map(option => option.value)")
    page.select_option("#mission", next(value for value in values if value.startswith("GB-")))


def fill_in(page: Page, answers: dict[str, str] = ANSWERS) -> None:
    choose_britain(page)
    for name, answer in answers.items():
        page.locator(f"[name={name}]").fill(answer)


@pytest.fixture
def letter(new_page: Callable[..., Page], visit: Visit) -> Callable[[str], Page]:
    """Opens the letter in a language, ready to be filled in with JavaScript."""

    def opened(language: str) -> Page:
        page = new_page(permissions=["clipboard-read", "clipboard-write"])
        visit(page, LETTER, language)
        page.locator("[data-do=copy]").wait_for()
        return page

    return opened


def clipboard(page: Page) -> str:
    text: str = page.evaluate("navigator.clipboard.readText()")
    return text.replace("\r\n", "\n")


def saved(download: Download) -> bytes:
    return Path(download.path()).read_bytes()


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_letter_changes_as_one_types_and_nothing_leaves_the_browser(
    letter: Callable[[str], Page], language: str
) -> None:
    page = letter(language)
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.url))
    fill_in(page)
    paper = page.locator(".paper")
    paper.get_by_text(DATES[language]).wait_for()
    assert "34-36 Lowndes Square" in paper.inner_text().replace("–", "-")
    assert paper.inner_text().count("Trade Union 44") == 3
    assert NAME in paper.inner_text()
    assert (
        paper.locator(".blank:not(.gone):not(.blank-blank):visible").count()
        == page.locator(".paper .blank.optional:not(.gone)").count()
    )
    assert sent == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_copied_text_is_the_one_that_the_server_writes(
    letter: Callable[[str], Page], new_page: Callable[..., Page], visit: Visit, language: str
) -> None:
    page = letter(language)
    fill_in(page)
    page.locator("[data-do=copy]").click()
    page.locator("[data-said]").filter(has_text=re.compile(".")).wait_for()
    copied = clipboard(page)

    plain = new_page(java_script_enabled=False)
    visit(plain, LETTER, language)
    fill_in(plain)
    plain.locator("[data-send] button").first.click()
    assert copied.strip() == plain.locator("#as-text").input_value().strip()


def test_parts_are_copied_one_by_one(letter: Callable[[str], Page]) -> None:
    page = letter("en")
    fill_in(page)
    page.locator(".letter-actions summary").click()
    page.locator("[data-do=copy-subject]").click()
    page.wait_for_timeout(100)
    assert clipboard(page).startswith("For the release of Ehsan Ali")
    page.locator("[data-do=copy-addressee]").click()
    page.wait_for_timeout(100)
    assert clipboard(page).startswith("High Commissioner")
    page.locator("[data-do=copy-body]").click()
    page.wait_for_timeout(100)
    assert clipboard(page).startswith("Your Excellency,")


def test_a_letter_with_blanks_is_asked_about_once_by_name(letter: Callable[[str], Page]) -> None:
    page = letter("en")
    fill_in(page, {"f-writer_name": "Ada"})
    page.locator("[data-do=copy]").click()
    dialog = page.locator("dialog[open]")
    assert dialog.locator("[data-open]").inner_text() == "Date, Your organisation, Contact details"
    dialog.get_by_role("button", name="Fill them in").click()
    assert page.locator("[data-said]").inner_text() == ""
    page.locator("[data-do=copy]").click()
    page.locator("[data-said]").filter(has_text="copied").wait_for()
    assert "[Your organisation]" in clipboard(page)


def test_open_blanks_are_counted(letter: Callable[[str], Page]) -> None:
    page = letter("en")
    page.locator(".open").filter(has_text="7 blanks are left:").wait_for()
    fill_in(page, {**ANSWERS, "f-writer_name": ""})
    page.locator(".open").filter(has_text="1 blank is left: Your name").wait_for()
    page.locator("[name=f-writer_name]").fill("Ada")
    page.locator(".open").filter(has_text="Nothing is left to fill in.").wait_for()


def mail_link_of(page: Page) -> str:
    """The one link that the button opens."""
    session = page.context.new_cdp_session(page)
    session.send("Page.enable")
    asked: list[str] = []
    session.on("Page.frameRequestedNavigation", lambda event: asked.append(event["url"]))
    page.locator("[data-do=mail]").click()
    for _attempt in range(50):
        if asked:
            break
        page.wait_for_timeout(100)
    assert len(asked) == 1
    return asked[0]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_long_letter_is_copied_and_the_mail_says_where_to_paste_it(
    letter: Callable[[str], Page], language: str
) -> None:
    page = letter(language)
    fill_in(page, {**ANSWERS, "f-campaign_contact": "campaign@example.org"})
    asked = mail_link_of(page)
    link = urllib.parse.urlsplit(asked)
    query = urllib.parse.parse_qs(link.query)
    assert (link.scheme, query["cc"]) == ("mailto", ["campaign@example.org"])
    assert len(asked) < 2000
    assert query["body"] == [page.locator("[data-said]").get_attribute("data-paste")]
    said = page.locator("[data-said]")
    assert said.inner_text() == said.get_attribute("data-long")
    assert "Trade Union 44" in clipboard(page)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_docx_is_made_in_the_browser(letter: Callable[[str], Page], language: str) -> None:
    page = letter(language)
    fill_in(page)
    sent: list[Any] = []
    page.on("request", lambda request: sent.append((request.method, request.post_data)))
    with page.expect_download() as download:
        page.locator("[data-do=docx]").click()
    assert download.value.suggested_filename == f"letter-gilgit-baltistan-{language}.docx"
    words = zipfile.ZipFile(io.BytesIO(saved(download.value))).read("word/document.xml").decode()
    assert "Trade Union 44" in words
    assert "Ada &lt;b&gt; &amp; {{ organisation }}" in words
    assert all(method == "GET" and not body for method, body in sent)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_pdf_is_made_by_the_server_when_the_reader_says_so(letter: Callable[[str], Page], language: str) -> None:
    page = letter(language)
    fill_in(page, {**ANSWERS, "f-organisation": ""})
    page.locator("[formaction$='/pdf/']").click()
    with page.expect_download() as download:
        page.locator("dialog[open] [value=go]").click()
    assert saved(download.value).startswith(b"%PDF-")


@pytest.mark.parametrize("language", ["en", "ur"])
def test_blank_documents_are_files(letter: Callable[[str], Page], language: str) -> None:
    page = letter(language)
    for kind, beginning in (("pdf", b"%PDF-"), ("docx", b"PK"), ("txt", b"[")):
        with page.expect_download() as download:
            page.locator(f"[data-blank={kind}]").click()
        assert saved(download.value).startswith(beginning)


def test_the_letter_can_be_in_another_language_than_the_page(letter: Callable[[str], Page]) -> None:
    page = letter("de")
    fill_in(page)
    page.select_option("[name=letter]", "ur")
    paper = page.locator(".paper[lang=ur][dir=rtl]")
    paper.get_by_text(DATES["ur"]).wait_for()
    assert NAME in paper.inner_text()
    assert page.locator("label[for=f-writer_name]").inner_text().startswith("Ihr Name")
    page.locator("[data-do=copy]").click()
    page.locator("[data-said]").filter(has_text=re.compile(".")).wait_for()
    assert DATES["ur"] in clipboard(page)


@pytest.mark.parametrize("language", LANGUAGES)
def test_paper_has_the_letter_alone(letter: Callable[[str], Page], language: str) -> None:
    page = letter(language)
    fill_in(page)
    heading = page.locator(".letter-form h2").inner_text()
    optional = page.locator("[data-f=writer_title]").inner_text()
    page.emulate_media(media="print")
    shown = page.locator("body").inner_text()
    assert "Trade Union 44" in shown
    assert heading not in shown
    assert optional not in shown
    assert page.locator("input:visible, select:visible, button:visible").count() == 0


@pytest.mark.parametrize("language", LANGUAGES)
def test_where_no_mission_is_known_the_reader_writes_the_address(letter: Callable[[str], Page], language: str) -> None:
    page = letter(language)
    own = page.locator("[data-own-address]")
    page.select_option("#mission", "VE")
    note = page.locator("[data-note]")
    assert note.inner_text() == note.get_attribute("data-unknown") != ""
    assert own.get_attribute("open") is not None
    assert page.locator("[data-report]").is_hidden()
    own.locator("textarea[name=f-mission_address]").fill("Calle 1\nCaracas")
    page.locator(".paper").get_by_text("Caracas").wait_for()
    choose_britain(page)
    assert note.inner_text() == ""
    assert page.locator("[data-report]").is_visible()


# --- What the page does with letters that no demo has ---


@pytest.fixture
def given(new_page: Callable[..., Page], visit: Visit) -> Callable[..., Page]:
    """Opens the letter with another paper on it and other data."""

    def opened(paper: str, **data: Any) -> Page:
        page = new_page(permissions=["clipboard-read", "clipboard-write"])

        def other(route: Route) -> None:
            route.fulfill(json={**route.fetch().json(), "paper": paper, **data})

        page.route("**/letters/*.json", other)
        visit(page, LETTER, "en")
        page.locator("[data-do=copy]").wait_for()
        return page

    return opened


def copied(page: Page, button: str = "copy") -> str:
    page.locator(f"[data-do={button}]").click()
    if page.locator("dialog[open]").count():
        page.locator("dialog[open] [value=go]").click()
    page.locator("[data-said]").filter(has_text=re.compile(".")).wait_for()
    return clipboard(page)


@pytest.mark.parametrize("title", ["", "Secretary"])
@pytest.mark.parametrize("members", ["", "A member"])
@pytest.mark.parametrize(
    "text",
    [
        "{{ writer_title }}, {{ members_of_parliament }} {{ writer_name }}",
        "for {{ writer_title }}, {{ members_of_parliament }}, in",
    ],
)
def test_neighbours_that_may_stay_empty_leave_no_gap(
    given: Callable[..., Page], text: str, title: str, members: str
) -> None:
    fields = tuple(
        Field(key, FieldKind.TEXT, key, optional=key != "writer_name")
        for key in ("writer_name", "writer_title", "members_of_parliament")
    )
    parts = (Part("section", (Paragraph(plain_runs(text, ["writer_title", "members_of_parliament"])),)),)
    letter = Letter("en", "ltr", "letter", "", "", "1", None, parts, fields)
    values = {"writer_name": "Ada", "writer_title": title, "members_of_parliament": members}
    page = given(paper(letter))
    for key, value in values.items():
        page.locator(f"[name=f-{key}]").fill(value)
    assert copied(page) == text_of(filled(letter, Answers(values=values)))


def test_lists_go_on_numbering_when_an_item_is_left_out(given: Callable[..., Page]) -> None:
    optional = '<span class="blank optional" data-f="writer_title" dir="auto">Title</span>'
    page = given(
        f'<div class="section"><ol><li>a</li><li>{optional}</li></ol><p>and</p><ol start="3"><li>c</li></ol></div>'
    )
    second = page.locator(".paper ol").last
    assert second.get_attribute("start") == "2"
    assert copied(page) == "1. a\n\nand\n\n2. c\n"
    page.locator("[name=f-writer_title]").fill("b")
    assert second.get_attribute("start") == "3"


@pytest.mark.parametrize("words", [300, 40])
def test_a_subject_too_long_for_a_link_is_copied_whole(given: Callable[..., Page], words: int) -> None:
    subject = " ".join(["freedom"] * words)
    page = given(f'<div class="subject"><p>{subject}</p></div><div class="section"><p>Free them.</p></div>')
    link = mail_link_of(page)
    assert len(link) <= 1900
    query = urllib.parse.parse_qs(urllib.parse.urlsplit(link).query)
    if words == 40:
        assert query == {"subject": [subject], "body": ["Free them."]}
    else:
        assert re.fullmatch("(freedom )+…", query["subject"][0])
        assert clipboard(page) == f"{subject}\n\nFree them.\n"


def test_what_a_field_has_no_room_for_is_said(letter: Callable[[str], Page]) -> None:
    page = letter("en")
    name = page.locator("[name=f-writer_name]")
    said = name.locator("..").locator("[role=status]")
    for length in (200, 201):
        page.evaluate("length => navigator.clipboard.writeText('x'.repeat(length))", length)
        name.fill("")
        name.press("Control+V")
        if length == 200:
            page.wait_for_timeout(200)
            assert said.count() == 0
    said.filter(has_text="There is room for 200 characters here.").wait_for()
    assert name.input_value() == "x" * 200


# --- Motions ---


@pytest.mark.parametrize("language", settings.INTERFACE_LANGUAGES)
def test_a_motion_without_two_clauses_numbers_rightly(
    new_page: Callable[..., Page], visit: Visit, language: str
) -> None:
    page = new_page(permissions=["clipboard-read", "clipboard-write"])
    visit(page, MOTION, language)
    page.locator("[data-do=copy]").wait_for()
    for place in (0, 1):
        page.locator("[name=keep]").nth(place).uncheck()
    page.locator("[data-do=copy]").click()
    page.locator("dialog[open] [value=go]").click()
    page.locator("[data-said]").filter(has_text=re.compile(".")).wait_for()
    dot = "۔" if language == "ur" else "."
    numbers = re.findall(rf"^(\d+){dot} ", clipboard(page), re.MULTILINE)
    assert numbers == [str(number) for group in (3, 4, 6, 4) for number in range(1, group + 1)]


def test_a_branch_writes_its_own_clause(new_page: Callable[..., Page], visit: Visit) -> None:
    page = new_page()
    visit(page, MOTION, "en")
    page.locator("[data-do=copy]").wait_for()
    page.select_option("[name=f-union_kind]", "union")
    own = page.locator("textarea[name^=own-]").last
    own.fill("to march on <Saturday> as a [Who passes the motion].")
    page.locator(".paper li").filter(has_text="to march on <Saturday> as a union.").wait_for()
    own.fill("")
    assert page.locator(".paper .clauses").last.locator("li:visible").count() == 3


# --- Without JavaScript ---


@pytest.mark.parametrize("language", LANGUAGES)
def test_without_javascript_the_letter_comes_back_filled(
    new_page: Callable[..., Page], visit: Visit, reader_site: RunningSite, language: str
) -> None:
    page = new_page(java_script_enabled=False)
    visit(page, LETTER, language)
    fill_in(page)
    page.locator("[data-send] button").first.click()
    assert page.url == f"{reader_site.url}/{language}/letters/letter-gilgit-baltistan/"
    paper = page.locator(".paper").inner_text()
    assert DATES[language] in paper
    assert NAME in paper
    for kind, beginning in (("docx", b"PK"), ("pdf", b"%PDF-"), ("txt", DATES[language].encode())):
        with page.expect_download() as download:
            page.locator(f"[formaction$='/{kind}/']").click()
        assert saved(download.value).startswith(beginning)


def test_without_javascript_a_country_without_a_mission_opens_the_address(
    new_page: Callable[..., Page], visit: Visit
) -> None:
    page = new_page(java_script_enabled=False)
    visit(page, LETTER, "en")
    page.select_option("#mission", "VE")
    page.locator("[data-send] button").first.click()
    page.locator("[data-note]").filter(has_text="No mission is known for this country.").wait_for()
    page.locator("[name=f-mission_address]").fill("Calle 1\nCaracas")
    page.locator("[data-send] button").first.click()
    assert page.locator("#mission").input_value() == "VE"
    assert "Calle 1\nCaracas" in page.locator(".paper").inner_text()


@pytest.mark.parametrize("language", LANGUAGES)
def test_without_javascript_the_letter_is_mailed_and_printed(
    new_page: Callable[..., Page], visit: Visit, language: str
) -> None:
    page = new_page(java_script_enabled=False)
    visit(page, LETTER, language)
    fill_in(page, {**ANSWERS, "f-campaign_contact": "campaign@example.org"})
    page.locator("[data-send] button").first.click()
    mail = page.locator("a[href^='mailto:']")
    link = mail.get_attribute("href") or ""
    query = urllib.parse.parse_qs(urllib.parse.urlsplit(link).query)
    assert len(link) <= 1900
    assert query["subject"][0] in page.locator(".paper .subject").inner_text()
    assert query["cc"] == ["campaign@example.org"]
    assert query["body"] == [page.locator("[data-said]").get_attribute("data-paste")]
    heading, button = page.locator(".letter-form h2").inner_text(), mail.inner_text()
    page.emulate_media(media="print")
    shown = page.locator("body").inner_text()
    assert "Trade Union 44" in shown
    assert heading not in shown
    assert button not in shown


def test_a_choice_that_is_made_up_is_no_answer(reader_site: RunningSite, new_page: Callable[..., Page]) -> None:
    page = new_page()
    answer = page.request.post(
        f"{reader_site.url}/en/letters/motion-gilgit-baltistan/", form={"f-union_kind": "<script>", "mission": "XX-999"}
    )
    assert answer.status == 200
    assert "&lt;script&gt;" not in answer.text().split('class="paper"')[1].split("</section>")[0]
    assert json.dumps(answer.headers).find("no-store") > 0
