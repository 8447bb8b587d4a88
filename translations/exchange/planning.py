"""Works out what a file would change, string by string, and why not. Stores nothing and discloses nothing of pages that the
person may not translate."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import Any
from uuid import UUID

from django.core.exceptions import ObjectDoesNotExist
from django.db.models import Q
from django.utils.translation import gettext as _
from wagtail.models import Page
from wagtail_localize.models import Translation

from sections.pages import may_with_page
from sections.roles import Action
from translations.exchange import inline
from translations.exchange.entries import Entry, entries_of, with_sources
from translations.exchange.languages import is_same_language
from translations.exchange.matching import PageStrings, Unmatched
from translations.exchange.objections import objections
from translations.exchange.units import Document, Unit, stamp
from translations.findings.marking import one_inspection
from translations.guard.rights import lock_sentence
from translations.inline_html import plain
from translations.publication.comparison import Piece, differences


class Kind(StrEnum):
    """What becomes of a string."""

    NEW = "new"
    CHANGED = "changed"
    #: Kept as it is unless the person says otherwise.
    ASKED = "asked"
    REFUSED = "refused"
    SAME = "same"


@dataclass(frozen=True)
class Item:
    """One string of the file. `entry` is None where it was not found; `new` is inline HTML."""

    kind: Kind
    source: str
    new: str
    entry: Entry | None = None
    sentence: str = ""
    #: Stored as text that waits for somebody to confirm it.
    in_doubt: bool = False

    @property
    def id(self) -> str:
        """What a tick in the preview is named by."""
        return self.entry.id if self.entry else ""

    @property
    def label(self) -> str:
        """What editors call the place."""
        return self.entry.label if self.entry else ""

    @property
    def original(self) -> str:
        """The original as people read it."""
        return inline.as_text(self.source)

    @property
    def pieces(self) -> list[Piece]:
        """The translation in pieces, with what stands there now."""
        old = inline.as_text(self.entry.target) if self.entry else ""
        new = inline.as_text(self.new)
        return list(differences(old, new)) if old and new else [Piece("equal", new or old)]

    def told(self) -> list[str]:
        """What a person who agrees has agreed to."""
        doubt = "in doubt" if self.in_doubt else ""
        return [self.id, self.kind, self.source, self.entry.target if self.entry else "", self.new, doubt]


@dataclass(frozen=True)
class PagePlan:
    """What the file says of one page. With a `refusal` nothing of it is looked at."""

    title: str
    translation: Translation | None = None
    page: Page | None = None
    refusal: str = ""
    items: tuple[Item, ...] = ()

    @cached_property
    def numbers(self) -> Counter[Kind]:
        return Counter(item.kind for item in self.items)

    def of(self, kind: Kind) -> list[Item]:
        return [item for item in self.items if item.kind is kind]


@dataclass(frozen=True)
class Plan:
    """All that a file would do. Two plans with one digest are the same to the person who agrees."""

    pages: tuple[PagePlan, ...]

    @cached_property
    def numbers(self) -> Counter[Kind]:
        return sum((page.numbers for page in self.pages), Counter())

    @property
    def may_store(self) -> bool:
        """Whether there is anything to agree to."""
        return any(self.numbers[kind] for kind in (Kind.NEW, Kind.CHANGED, Kind.ASKED))

    @property
    def digest(self) -> str:
        told = [[page.title, page.refusal, [item.told() for item in page.items]] for page in self.pages]
        return hashlib.sha256(json.dumps(told, ensure_ascii=False).encode()).hexdigest()


def make_plan(documents: Iterable[Document], user: Any, only: Translation | None = None) -> Plan:
    """What a person would change by a file; with `only`, sent from the editor of that page."""
    with one_inspection():
        return _plan(documents, user, only)


def _plan(documents: Iterable[Document], user: Any, only: Translation | None) -> Plan:
    read = list(documents)
    found = _translations(read, only)
    groups: dict[int, list[Document]] = {}
    refused = []
    for document in read:
        number = _number(document, found, only)
        if number is None:
            sentence = _("The file does not say which page this belongs to. Send it from the translation of the page.")
            refused.append(PagePlan(document.title, refusal=sentence))
        else:
            groups.setdefault(number, []).append(document)
    pages = {number: _target(found.get(number)) for number in groups}
    plans = {number: _refused(group, found.get(number), pages[number], user, only) for number, group in groups.items()}
    entries = entries_of(found[number] for number, plan in plans.items() if not plan.refusal)
    result = [
        plan
        if plan.refusal
        else PagePlan(plan.title, plan.translation, plan.page, items=tuple(_items(groups[number], entries[number])))
        for number, plan in plans.items()
    ]
    return Plan((*result, *refused))


def _translations(documents: list[Document], only: Translation | None) -> dict[int, Translation]:
    numbers = {document.translation for document in documents if document.translation is not None}
    uuids = {uuid for document in documents if (uuid := _uuid(document.uuid))}
    wanted = Q(pk__in=numbers) | Q(uuid__in=uuids) | Q(pk=only.pk if only else None)
    return {found.pk: found for found in with_sources(Translation.objects.filter(wanted, enabled=True))}


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def _number(document: Document, found: dict[int, Translation], only: Translation | None) -> int | None:
    if document.translation is not None:
        return document.translation
    if uuid := _uuid(document.uuid):
        return next((number for number, translation in found.items() if translation.uuid == uuid), -1)
    return only.pk if only else None


def _target(translation: Translation | None) -> Page | None:
    try:
        page = translation.get_target_instance() if translation else None
    except ObjectDoesNotExist:
        return None
    return page if isinstance(page, Page) else None


def _refused(
    documents: list[Document], translation: Translation | None, page: Page | None, user: Any, only: Translation | None
) -> PagePlan:
    """The plan of a page without its strings, with the reason when they are not to be looked at."""
    title = next((document.title for document in documents if document.title), "")
    if translation is None or page is None:
        return PagePlan(title, refusal=_("This translation does not exist here, or does not exist any more."))
    if not (may_with_page(user, Action.TRANSLATE, page) and page.permissions_for_user(user).can_edit()):
        return PagePlan(title, refusal=_("You may not change this page."))
    title = page.get_admin_display_title()
    if only and only.pk != translation.pk:
        return PagePlan(title, translation, page, _("These strings belong to another page than the one you came from."))
    language = translation.target_locale.language_code
    wrong = next((each.target_language for each in documents if not _speaks(each, language)), "")
    if wrong:
        sentence = _("The file says that its translations are in “%(code)s”; this page is in %(language)s.")
        name = translation.target_locale.get_display_name()
        return PagePlan(title, translation, page, sentence % {"code": wrong, "language": name})
    return PagePlan(title, translation, page, lock_sentence(user, page))


def _speaks(document: Document, language: str) -> bool:
    return not document.target_language or is_same_language(document.target_language, language)


def _items(documents: list[Document], entries: list[Entry]) -> Iterator[Item]:
    strings = PageStrings(entries)
    found: dict[str, Item] = {}
    for unit in (unit for document in documents for unit in document.units):
        matched = strings.matching(unit)
        if isinstance(matched, Unmatched):
            if unit.target:
                yield Item(Kind.REFUSED, unit.source, unit.target, sentence=matched.sentence)
            continue
        for entry in matched:
            item = _item(entry, unit)
            before = found.get(entry.id)
            if before and before.new != item.new:
                item = Item(
                    Kind.REFUSED,
                    entry.source,
                    item.new,
                    entry,
                    _("The file translates this string twice, and differently."),
                )
            found[entry.id] = item
    yield from found.values()


def _item(entry: Entry, unit: Unit) -> Item:
    stored = inline.stored(entry.target)
    if unit.target == stored and _confirms(entry, unit):
        return Item(Kind.CHANGED, entry.source, stored, entry, _("The text stays; you confirm it."))
    if not unit.target or unit.target == stored or _is_untouched(unit):
        return Item(Kind.SAME, entry.source, stored, entry)
    against = objections(entry, unit.target)
    in_doubt = bool(unit.in_doubt)
    if sentence := _question(entry, unit, against):
        return Item(Kind.ASKED, entry.source, unit.target, entry, sentence, in_doubt)
    kind = Kind.CHANGED if stored else Kind.NEW
    waits = [_("It is marked as in doubt: it waits until somebody confirms it.")] if in_doubt else []
    return Item(kind, entry.source, unit.target, entry, " ".join([*waits, *against]), in_doubt)


def _confirms(entry: Entry, unit: Unit) -> bool:
    """Whether somebody has taken away the mark with which a machine's text was exported."""
    return bool(unit.key and unit.in_doubt is False and unit.target and not entry.is_confirmed and not entry.has_error)


def _is_untouched(unit: Unit) -> bool:
    """Whether the translation in the file is the one that was exported, and has become another here since."""
    return bool(unit.key and unit.key.target == stamp(unit.target))


def _question(entry: Entry, unit: Unit, against: list[str]) -> str:
    """Why the person is asked before the string is taken over; empty when nothing is to be asked."""
    if plain(unit.target) == plain(entry.source):
        return _("The translation is the same as the original.")
    if not entry.target or entry.has_error:
        return ""
    if against:
        return " ".join([_("What stands here now is without an error."), *against])
    if not entry.is_confirmed and not unit.in_doubt:
        return ""
    if unit.in_doubt and entry.is_confirmed:
        return _("What stands here now is confirmed; what the file says is marked as in doubt.")
    if unit.key is None:
        return _("There is a translation already, and the file does not tell which one is newer.")
    if unit.key.target != entry.key.target:
        return _("Somebody has changed this translation since the file was made.")
    return ""
