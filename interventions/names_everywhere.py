"""Where a person's name stands in words that somebody wrote, and where it vanishes by itself. Reads only.

What the records say of a person follows the level of publication in every language at once. Sentences do not: each is
listed here until a human has mended it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from itertools import chain
from typing import Any

from django.db import models
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.models import Page, ReferenceIndex, Revision

from interventions.page_texts import PageText, State, awaited, draft_texts, stored_texts, texts_of, waiting_texts
from interventions.reading import is_held
from interventions.record_texts import RecordText, record_texts, screen_of
from interventions.sentences import Sentence, sentences_with
from interventions.taking_down import HOME
from interventions.touched import digest_of
from library.models import Person
from library.names_in_text import NameFinder
from sections.languages import own_name
from translations.field_labels import field_label


@dataclass(frozen=True)
class Finding:
    """A sentence with the name. `state` is None in a record; `language_code` is set where a record has several."""

    label: str
    sentence: Sentence
    is_shown: bool
    state: State | None = None
    language_code: str = ""

    @property
    def language(self) -> str:
        """The language in its own name."""
        return own_name(self.language_code) if self.language_code else ""

    @property
    def is_in_draft(self) -> bool:
        return self.state == State.DRAFT

    @property
    def is_in_translation(self) -> bool:
        return self.state == State.TRANSLATION

    @property
    def is_public(self) -> bool:
        """Whether readers find it now, as far as the page or record is public."""
        return self.is_shown and self.state in (State.LIVE, None)


@dataclass
class NamedPage:
    """A page in one language in which the name stands."""

    page: Page
    #: Whether it is taken down already, for whatever reason.
    is_held: bool = False
    findings: list[Finding] = field(default_factory=list)

    @property
    def language(self) -> str:
        return self.page.locale.language_code

    @property
    def language_name(self) -> str:
        return own_name(self.language)

    @property
    def can_go(self) -> bool:
        """Whether readers are spared the name when the page is taken down or held back."""
        return not self.is_held and self.page.depth > HOME and bool(self.exposed)

    @property
    def exposed(self) -> list[Finding]:
        """What readers find: now, or when somebody publishes the draft of a page that is not live."""
        return [each for each in self.findings if (each.is_public if self.page.live else each.is_shown)]

    @property
    def holds_name(self) -> bool:
        """Whether readers would find the name, should the page be published as it is written now."""
        return any(each.is_shown and each.sentence.is_certain for each in self.findings)

    @property
    def should_go(self) -> bool:
        """Whether it is the person's name for certain."""
        return self.can_go and any(each.sentence.is_certain for each in self.exposed)


@dataclass
class NamedRecord:
    """A record in which the name stands; `edit_url` is "" where nobody can edit it on a screen."""

    record: models.Model
    edit_url: str
    findings: list[Finding] = field(default_factory=list)

    @property
    def kind(self) -> str:
        return str(self.record._meta.verbose_name)


@dataclass(frozen=True)
class PortraitUse:
    """A page or record that shows the picture of the portrait by itself."""

    title: str
    language_name: str
    edit_url: str


@dataclass
class NamePlaces:
    """Everything that lowering the level of publication touches, and what it leaves for a human."""

    person: Person
    pages: list[NamedPage]
    records: list[NamedRecord]
    portraits: list[PortraitUse]
    #: Live pages that take the name from the record, in all languages.
    by_themselves: list[Page]

    @property
    def is_clear(self) -> bool:
        """Whether nothing is left for a human."""
        return not (self.pages or self.records or self.portraits)

    @property
    def number(self) -> int:
        """How many sentences and pictures there are to look at."""
        in_pages = sum(len(each.findings) for each in self.pages)
        return in_pages + sum(len(each.findings) for each in self.records) + len(self.portraits)

    @cached_property
    def languages(self) -> list[str]:
        """The names of the languages in which the name vanishes by itself."""
        return sorted({own_name(page.locale.language_code) for page in self.by_themselves})

    @property
    def digest(self) -> str:
        """What the person who agrees has been shown."""
        pages = [
            (each.page.pk, each.page.live, each.is_held, [str(found.sentence) for found in each.findings])
            for each in self.pages
        ]
        records = [(each.edit_url, [str(found.sentence) for found in each.findings]) for each in self.records]
        portraits = [use.edit_url for use in self.portraits]
        return digest_of([str(self.person.publish_level), pages, records, portraits])


def finder_for(person: Person) -> NameFinder:
    """Looks for a person among all others on record."""
    return _finder(person, _forms())


def finders_for(people: Iterable[Person]) -> list[NameFinder]:
    """Looks for each of some people among all others on record; one query where there is nobody to look for."""
    wanted = list(people)
    forms = _forms() if wanted else {}
    return [_finder(person, forms) for person in wanted]


def _forms() -> dict[int, list[str]]:
    return {
        person.pk: [person.name, person.native_name, *(name.text for name in person.names.all())]
        for person in Person.objects.prefetch_related("names")
    }


def _finder(person: Person, forms: dict[int, list[str]]) -> NameFinder:
    others = (theirs for pk, theirs in forms.items() if pk != person.pk)
    return NameFinder(forms.get(person.pk, [person.name]), others)


def name_places(person: Person) -> NamePlaces:
    """Looks through everything that anybody has written."""
    finder = finder_for(person)
    texts = chain(stored_texts(), draft_texts(), waiting_texts())
    return NamePlaces(
        person,
        _named_pages((text, found) for text in texts if (found := sentences_with(finder, text.value))),
        _named_records((text, found) for text in record_texts() if (found := sentences_with(finder, text.value))),
        _portrait_uses(person),
        pages_about(person),
    )


def awaited_with(person: Person) -> list[Revision]:
    """Drafts that go live on a day, or once they are approved, and name the person for certain."""
    finder = finder_for(person)
    return [
        revision
        for revision in Revision.page_revisions.filter(awaited()).select_related("content_type")
        if any(
            found.is_certain
            for text in texts_of(revision)
            if text.is_shown
            for found in sentences_with(finder, text.value)
        )
    ]


def _named_pages(found: Iterable[tuple[PageText, list[Sentence]]]) -> list[NamedPage]:
    rows = list(found)
    ids = {text.page_id for text, _sentences in rows}
    stored = Page.objects.filter(pk__in=ids).select_related("locale")
    held = set(stored.filter(is_held()).values_list("pk", flat=True))
    pages = {page.pk: NamedPage(page, page.pk in held) for page in stored}
    seen: set[tuple[int, str]] = set()
    for text, sentences in rows:
        named = pages[text.page_id]
        model = named.page.specific_class or Page
        for sentence in sentences:
            # The same words wait in a draft or a translation until the page is published again.
            if (text.page_id, str(sentence)) in seen and text.state != State.LIVE:
                continue
            seen.add((text.page_id, str(sentence)))
            named.findings.append(Finding(field_label(model, text.path), sentence, text.is_shown, text.state))
    return sorted(pages.values(), key=lambda each: (not each.should_go, not each.can_go, each.page.path))


def _named_records(found: Iterable[tuple[RecordText, list[Sentence]]]) -> list[NamedRecord]:
    url_finder = AdminURLFinder()
    named: dict[tuple[str, Any], NamedRecord] = {}
    screens: dict[tuple[str, Any], models.Model | None] = {}
    for text, sentences in found:
        stored_key = (text.model._meta.label, text.pk)
        if stored_key not in screens:
            stored = text.model._base_manager.filter(pk=text.pk).first()
            screens[stored_key] = None if stored is None else screen_of(stored)
        record = screens[stored_key]
        if record is None:
            continue
        key = (record._meta.label, record.pk)
        if key not in named:
            named[key] = NamedRecord(record, url_finder.get_edit_url(record) or "")
        state = State.DRAFT if text.is_draft else None
        named[key].findings += [
            Finding(text.label, sentence, text.is_shown, state, text.language) for sentence in sentences
        ]
    return list(named.values())


def _portrait_uses(person: Person) -> list[PortraitUse]:
    if person.portrait is None:
        return []
    url_finder = AdminURLFinder()
    uses = []
    for owner in _referring(person.portrait):
        if isinstance(owner, Person) and owner.pk == person.pk:
            continue
        language = own_name(owner.locale.language_code) if isinstance(owner, Page) else ""
        uses.append(PortraitUse(str(owner), language, url_finder.get_edit_url(owner) or ""))
    return uses


def pages_about(person: Person) -> list[Page]:
    """The live pages that take the name from the person's record: profiles, appeals, letters, boxes in texts."""
    ids = [owner.pk for owner in _referring(person) if isinstance(owner, Page)]
    return list(Page.objects.live().filter(pk__in=ids).select_related("locale").order_by("path"))


def _referring(target: models.Model) -> Iterator[Any]:
    """Pages and records that refer to an object, each once."""
    for owner, _references in ReferenceIndex.get_grouped_references_to(target):
        if not (isinstance(owner, Page) and owner.alias_of_id):
            yield owner
