"""A section comes into being: the secretariat makes it and invites a lead, who accepts and finds her section."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from tests.browser.conftest import log_in
from tests.running_site import RunningSite

if TYPE_CHECKING:
    # Only the browser lane needs Playwright.
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser

NAME = "Section in Greece"
EMAIL = "eleni@example.org"


def make_section(page: Page, site: RunningSite) -> None:
    page.goto(f"{site.url}/admin/sections/")
    page.get_by_role("link", name="Add a section").click()
    page.locator("select[name=country]").select_option("GR")
    page.locator("input[name=slug]").fill("greece")
    page.get_by_role("button", name="Add Language").click()
    page.locator("select[name=section_locales-0-locale]").select_option(label="Ελληνικά")
    page.locator("select[name=section_locales-0-standing]").select_option("lead")
    page.locator("input[name=public_name_en]").fill(NAME)
    page.get_by_role("button", name="Create").click()
    page.get_by_text(f"{NAME} was created").wait_for()


def invite(page: Page) -> None:
    page.locator("input[name=email]").fill(EMAIL)
    page.locator("form:has(input[value=invite]) select[name=role]").select_option("lead")
    page.get_by_role("button", name="Send the invitation").click()
    page.get_by_text(f"{EMAIL} is invited by mail.").wait_for()


def link_in_the_mail(site: RunningSite) -> str:
    """The development server prints its mails."""
    links: list[str] = re.findall(rf"{re.escape(site.url)}/admin/invitation/\S+", site.log())
    assert len(links) == 1, site.log()[-2000:]
    return links[0]


def test_a_new_section_finds_its_lead(new_page: Callable[..., Page], own_site: RunningSite) -> None:
    secretariat, lead = new_page(), new_page(locale="en")
    log_in(secretariat, own_site, "secretariat")
    make_section(secretariat, own_site)
    invite(secretariat)

    lead.goto(link_in_the_mail(own_site))
    lead.get_by_label("Name", exact=False).first.fill("Eleni")
    for field in ("new_password1", "new_password2"):
        lead.locator(f"input[name={field}]").fill("olives and thyme in June")
    lead.get_by_role("button", name="Accept the invitation").click()
    lead.get_by_text("Welcome! Your role: Section lead.").wait_for()
    assert lead.get_by_role("heading", name="Eleni").is_visible()
    lead.get_by_role("link", name="Change contacts and names").click()
    assert lead.locator("input[name=public_name_en]").input_value() == NAME

    secretariat.reload()
    assert secretariat.get_by_role("heading", name="Eleni").is_visible()
    assert secretariat.get_by_role("heading", name=EMAIL).count() == 0
