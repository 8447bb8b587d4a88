"""Loads the demo content into an empty site, all of it or nothing. A site with pages or people of its own is left alone."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.contrib.auth import get_user_model
from django.db import transaction
from django.utils import translation
from wagtail.models import Locale
from wagtail_localize.models import TranslationSource

from home.demo.files import DemoContent, PagePlan
from home.demo.indexing import indexed_afterwards
from home.demo.languages import translate
from home.demo.missions import load_missions
from home.demo.pages import change_source, join_documents, publish_home, publish_source, untouched
from home.demo.pictures import StoredFiles, deleted_on_failure
from home.demo.records import load_records
from home.demo.references import References
from home.demo.sections import load_sections
from home.demo.terms import load_terms
from home.models import HomePage
from library.models import Person
from sections.models import NationalSection

TRANSLATOR_EMAIL = "demo-translator@vigil.invalid"

Report = Callable[[str], None]


@dataclass(frozen=True)
class Loaded:
    """How much was loaded."""

    records: int
    pages: int
    translations: int


def is_empty() -> bool:
    """Whether nobody has begun to work here: the first home page is as the migration made it, and no person on record."""
    if Person.objects.exists():
        return False
    home = HomePage.objects.first()
    return home is not None and untouched(home) and HomePage.objects.count() == 1


def load(content: DemoContent, report: Report = lambda _sentence: None) -> Loaded:
    """Store records, pages and translations in one transaction; call only when `is_empty()`.

    Whatever stops it, database and media files are as they were. `report` is told of each step.
    """
    references = References()
    with deleted_on_failure() as files, transaction.atomic(), translation.override("en"), indexed_afterwards():
        load_everything(content, references, files, report)
    return Loaded(
        records=len(references.records),
        pages=len(content.plans),
        translations=sum(len(plan.states) for plan in content.plans.values()),
    )


def load_everything(content: DemoContent, references: References, files: StoredFiles, report: Report) -> None:
    """Store it all, in the order in which it depends on one another. Not atomic by itself."""
    # The account stands beside translated strings in the editor; nobody can log in with it.
    user = get_user_model().objects.create_user(TRANSLATOR_EMAIL, name="Demo translator", is_active=False)
    for language in content.languages:
        Locale.objects.get_or_create(language_code=language)
    load_records(content, references, files)
    load_missions(content, references)
    load_terms(content, references)
    report(f"{len(references.records)} records and pictures stored.")
    for language in dict.fromkeys(plan.source for plan in content.plans.values()):
        load_pages(content, language, references, user, report)
    load_sections(content)
    report(f"{NationalSection.objects.count()} national sections made, each with a page in its languages.")


def load_pages(content: DemoContent, language: str, references: References, user: object, report: Report) -> None:
    """Publish all pages written in one language, then translate them.

    Parents in this language have to be there, so the language of the home page comes first. No page is translated before
    all are published: what joins them to one another belongs to the text that is translated.
    """
    plans = [plan for plan in content.plans.values() if plan.source == language]
    for plan in plans:
        texts = content.earlier_texts(plan)
        publish_home(plan, texts, references) if plan.type == "home" else publish_source(plan, texts, references)
    for plan in plans:
        join_documents(plan, references)
    report(f"{len(plans)} pages written in “{language}” published.")
    for number, plan in enumerate(plans, 1):
        translate_page(content, plan, references, user)
        report(f"{number} of {len(plans)} translated: {plan.key} into {len(plan.states)} languages.")


def translate_page(content: DemoContent, plan: PagePlan, references: References, user: object) -> None:
    """Make the translations of a page. Those that are to be out of date are made before its last change."""
    if content.was_changed(plan):
        translate(plan, plan.languages_in("outdated"), content.texts, references, user)
        page = change_source(plan, content.source_texts(plan), references)
        for source in TranslationSource.objects.filter(object_id=page.translation_key):
            source.update_from_db()
    translate(plan, plan.languages_in("complete", "partial", "core", "draft"), content.texts, references, user)
