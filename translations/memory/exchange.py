"""The memory as TMX files: out, and in again after somebody has looked at what would change.

Only pairs of languages that the site has are taken. A unit that is there is never changed: a file adds translations of its
own, and none where somebody has approved another one since.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from django.db import transaction
from wagtail.models import Locale
from wagtail_localize.strings import StringValue, validate_translation_links

from library.exchange.refusals import PlanOutdatedError
from translations.exchange.languages import is_same_language
from translations.memory.filling import Pair, store
from translations.memory.fingerprints import digest
from translations.memory.lookup import offered
from translations.memory.tmx import TEXT_LIMIT, Entry, read, written
from translations.memory.withholding import withheld
from translations.models import MemorySource, MemoryUnit
from translations.tokens import token_differences

#: Units that are compared with the memory in one go.
BATCH = 500

#: Source and target language.
Languages = tuple[str, str]


@dataclass
class Plan:
    """What a file would do. `kept` counts sentences with a newer translation, `foreign` units by language."""

    new: dict[Languages, list[Pair]] = field(default_factory=dict)
    present: int = 0
    kept: int = 0
    repeated: int = 0
    unusable: int = 0
    foreign: Counter[str] = field(default_factory=Counter)

    @property
    def number(self) -> int:
        """How many units would be added."""
        return sum(len(pairs) for pairs in self.new.values())

    @property
    def digest(self) -> str:
        """The same for what is the same to the person who agrees to it."""
        told = hashlib.sha256()
        for languages, pairs in sorted(self.new.items()):
            for pair in pairs:
                told.update(repr((languages, pair.source, pair.target)).encode())
        return told.hexdigest()


def exported(source_language: str, target_language: str) -> Iterator[str]:
    """All units of a pair of languages as a file, in pieces, without what is withheld."""
    is_withheld = withheld()
    units = MemoryUnit.objects.filter(source__language=source_language, target_language=target_language)
    rows = offered(units).select_related("source").order_by("source_id", "pk").iterator(chunk_size=2000)
    entries = (
        Entry(
            ((source_language, unit.source.text), (target_language, unit.text)),
            source_language,
            unit.approved_at,
        )
        for unit in rows
        if not is_withheld(unit.source.plain) and not is_withheld(unit.plain)
    )
    return written(entries, source_language)


def own_language(written: str, known: Collection[str]) -> str:
    """The site's code for a language of a file; "" where the site does not have it, or has several that it may be.

    >>> [own_language(code, {"de", "pt-br"}) for code in ("de", "DE-AT", "pt_BR", "pt-PT", "pt", "xx", "")]
    ['de', 'de', 'pt-br', '', 'pt-br', '', '']
    """
    code = written.strip().lower().replace("_", "-")
    if code in known:
        return code
    meant = [each for each in known if is_same_language(written, each)]
    return meant[0] if len(meant) == 1 else ""


def preview(content: bytes, targets: Collection[str]) -> Plan:
    """What a file would do, with translations into `targets` alone. Raises FileRefusedError."""
    known = set(Locale.objects.values_list("language_code", flat=True))
    plan = Plan()
    found = (pair for entry in read(content) for pair in _pairs(entry, known, targets, plan))
    seen: set[tuple[Languages, str, str]] = set()
    while some := list(islice(found, BATCH)):
        fresh = {(languages, pair.source, pair.target): (languages, pair) for languages, pair in some}
        fresh = {key: each for key, each in fresh.items() if key not in seen}
        plan.repeated += len(some) - len(fresh)
        seen |= fresh.keys()
        _compare(list(fresh.values()), plan)
    return plan


def _pairs(
    entry: Entry, known: Collection[str], targets: Collection[str], plan: Plan
) -> Iterator[tuple[Languages, Pair]]:
    """The translations of a unit of a file, from the language that it names as its source, else from its first."""
    texts = [(own_language(code, known), code, text) for code, text in entry.texts]
    wanted = own_language(entry.source_language, known)
    source = next((each for each in texts if each[0] and each[0] == wanted), texts[0] if texts else None)
    if source is None or not source[0]:
        plan.foreign.update(code for _own, code, _text in texts[:1])
        return
    original = _sound(source[2])
    for language, code, text in texts:
        if language == source[0]:
            continue
        if language not in targets:
            plan.foreign[code] += 1
            continue
        translated = _sound(text)
        if not original or not translated or not _fits(original, translated):
            plan.unusable += 1
            continue
        yield (source[0], language), Pair(original, translated, approved_at=entry.changed_at)


def _sound(text: str) -> str:
    """A text of a file as wagtail-localize would store it; "" where it could not."""
    if len(text) > TEXT_LIMIT or not text.strip():
        return ""
    if not any(sign in text for sign in "<>&"):
        return text
    try:
        return str(StringValue.from_translated_html(text).data)
    except ValueError:
        return ""


def _fits(original: str, translated: str) -> bool:
    try:
        if "<a" in translated:
            validate_translation_links(original, translated)
    except ValueError:
        return False
    return not token_differences(original, translated)


def _compare(found: list[tuple[Languages, Pair]], plan: Plan) -> None:
    sources = MemorySource.objects.filter(digest__in={digest(pair.source) for _languages, pair in found})
    units: dict[tuple[str, str, str], list[MemoryUnit]] = {}
    for unit in MemoryUnit.objects.filter(source__in=sources).select_related("source"):
        units.setdefault((unit.source.language, unit.target_language, unit.source.text), []).append(unit)
    for (source_language, target_language), pair in found:
        present = units.get((source_language, target_language, pair.source), [])
        if any(unit.text == pair.target for unit in present):
            plan.present += 1
        elif any(pair.approved_at is None or unit.approved_at >= pair.approved_at for unit in present):
            plan.kept += 1
        else:
            plan.new.setdefault((source_language, target_language), []).append(pair)


@transaction.atomic
def take_in(content: bytes, seen_digest: str, targets: Collection[str], user: Any) -> Plan:
    """Does what the file says, if that is still what the preview with this digest showed; all of it or nothing.

    Raises PlanOutdatedError or FileRefusedError.
    """
    plan = preview(content, targets)
    if plan.digest != seen_digest:
        raise PlanOutdatedError(plan)
    for (source_language, target_language), pairs in plan.new.items():
        for start in range(0, len(pairs), BATCH):
            store(
                pairs[start : start + BATCH],
                source_language,
                target_language,
                by=user.pk,
                origin=MemoryUnit.Origin.FILE,
            )
    return plan
