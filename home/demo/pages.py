"""Makes pages from the demo files and puts them into the tree. Fills no translation: languages.py does."""

from __future__ import annotations

import json
from typing import Any

from django.core.exceptions import ValidationError
from wagtail.fields import StreamField
from wagtail.models import Locale, Page

from campaign_pages.models import (
    AppealIndexPage,
    AppealPage,
    AppealPerson,
    AppealSource,
    DetaineeProfilePage,
    DocumentIndexPage,
    ModelDocumentPage,
    PeopleIndexPage,
    UpdateAppeal,
    UpdateIndexPage,
    UpdatePage,
    UpdateSource,
)
from home.demo.files import PLAIN_FIELDS, RICH_FIELDS, STREAM_FIELDS, DemoContentError, PagePlan
from home.demo.references import References
from home.demo.streams import rich_text, stream
from home.models import HomePage, StandardPage

TYPES: dict[str, type[Page]] = {
    "home": HomePage,
    "standard": StandardPage,
    "appeal_index": AppealIndexPage,
    "people_index": PeopleIndexPage,
    "document_index": DocumentIndexPage,
    "update_index": UpdateIndexPage,
    "profile": DetaineeProfilePage,
    "document": ModelDocumentPage,
    "appeal": AppealPage,
    "update": UpdatePage,
}
#: Keys of structure.yaml that are fields of the same name.
COPIED = ("kind", "version", "facts_as_of", "expires", "reference", "issued", "act_until", "date", "title", "slug")

#: Keys that name a record, with the section of records.yaml it stands in.
RECORDS = {
    "case": "cases",
    "place": "places",
    "picture": "images",
    "person": "people",
    "missions_of": "countries",
}


def page_in_memory(plan: PagePlan, texts: dict[str, Any], language: str, references: References) -> Page:
    """The page with these sentences, saved nowhere. Sentences that are left out leave their fields empty."""
    data = plan.data
    model = TYPES[plan.type]
    fields: dict[str, Any] = {name: data[name] for name in COPIED if name in data}
    if "deadline" in data:
        fields["deadline_kind"] = data["deadline"]
    for name, section in RECORDS.items():
        if name in data:
            fields[name] = references.record(section, data[name])
    for name, text in texts.items():
        if name in PLAIN_FIELDS:
            fields[name] = text
        elif name in RICH_FIELDS:
            fields[name] = rich_text(text)
        elif name in STREAM_FIELDS:
            field = model._meta.get_field(name)
            assert isinstance(field, StreamField)
            blocks = stream(f"{plan.key}.{name}", plan.blocks(name), texts[name], references, language)
            fields[name] = field.to_python(json.dumps(blocks))
    return model(show_in_menus=bool(data.get("in_menu")), **fields)


def _add_child_rows(page: Page, plan: PagePlan, references: References) -> None:
    data = plan.data
    if isinstance(page, AppealPage):
        page.people = [AppealPerson(person=references.record("people", key)) for key in data.get("people") or []]
        page.sources = [AppealSource(source=references.record("sources", key)) for key in data.get("sources") or []]
    elif isinstance(page, UpdatePage):
        page.appeals = [UpdateAppeal(appeal=references.page(key, plan.source)) for key in data.get("appeals") or []]
        page.sources = [UpdateSource(source=references.record("sources", key)) for key in data.get("sources") or []]


def publish_source(plan: PagePlan, texts: dict[str, Any], references: References) -> Page:
    """Put the page into the tree of the language it is written in, and publish it."""
    page = page_in_memory(plan, texts, plan.source, references)
    page.locale = Locale.objects.get(language_code=plan.source)
    page.live = False
    _add_child_rows(page, plan, references)
    parent = references.page(plan.data["parent"], plan.source)
    parent.refresh_from_db()
    try:
        parent.add_child(instance=page)
        page.save_revision().publish()
    except ValidationError as error:
        raise DemoContentError(f"{plan.source}.yaml", f"page “{plan.key}”", " ".join(error.messages)) from error
    page.refresh_from_db()
    references.pages[plan.key, plan.source] = page
    return page


def untouched(home: HomePage) -> bool:
    """Whether a home page is as the first migration made it: no text, never saved by anybody, nothing below it."""
    return not home.lead_text and home.latest_revision_id is None and home.is_leaf()


def publish_home(plan: PagePlan, texts: dict[str, Any], references: References) -> Page:
    """Give the untouched home page its content."""
    home = HomePage.objects.get()
    _set_fields(home, page_in_memory(plan, texts, plan.source, references), [*texts, "picture"])
    home.save_revision().publish()
    home.refresh_from_db()
    references.pages[plan.key, plan.source] = home
    return home


def _set_fields(page: Page, other: Page, names: list[str]) -> None:
    for name in names:
        setattr(page, name, getattr(other, name))


def change_source(plan: PagePlan, texts: dict[str, Any], references: References) -> Page:
    """Publish the page with other sentences, as an editor would."""
    page = references.page(plan.key, plan.source).specific
    _set_fields(page, page_in_memory(plan, texts, plan.source, references), list(texts))
    page.save_revision().publish()
    page.refresh_from_db()
    return page


def join_documents(plan: PagePlan, references: References) -> None:
    """Tell the model documents of an appeal to which one they belong."""
    for key in plan.data.get("documents") or []:
        document = references.page(key, plan.source).specific
        document.appeal = references.page(plan.key, plan.source).specific
        document.save_revision().publish()
