"""Has the missing strings of a translation translated by the service, in the background, batch by batch.

What comes back is stored as a machine's: it waits for a person (memory/notes.py). What somebody has written is never
touched, and what may not leave the house is not sent (leaving.py).
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from decimal import ROUND_UP, Decimal
from typing import Any, Final

from django.conf import settings
from django.core.exceptions import ObjectDoesNotExist
from django.db import transaction
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail.log_actions import LogActionRegistry, log
from wagtail.models import Page
from wagtail_localize.models import StringSegment, StringTranslation, Translation
from wagtail_localize.strings import StringValue

from sections.languages import isolated
from sections.pages import may_with_page
from sections.roles import Action
from translations import jobs
from translations.checks import Knowledge, Segment, Severity, check_pair
from translations.findings.marking import one_inspection
from translations.guard.rights import lock_sentence
from translations.inline_html import plain
from translations.machine.leaving import text_stays, why_it_stays
from translations.machine.masks import Masked
from translations.machine.service import MaskingTranslator, ServiceError, current_service
from translations.models import Job, JobKind
from translations.publication.completeness import strings_of
from translations.storable import is_storable
from translations.titles import show_title

LOG_ACTION: Final = "translations.machine"
#: How much one request to the service holds at most.
STRINGS_AT_ONCE: Final = 20
CHARACTERS_AT_ONCE: Final = 4_000
MILLION: Final = 1_000_000
#: Findings that say of an answer that it is no translation into this language.
NO_TRANSLATION: Final = frozenset({"untranslated", "script", "language"})


@dataclass(frozen=True)
class Outgoing:
    """One string as it would be sent; it may stand in several places of the page."""

    string: int
    source: str
    masked: Masked


@dataclass(frozen=True)
class Estimate:
    """What would be sent, what stays, and what it costs. Two with one digest are the same to the person who agrees."""

    service: MaskingTranslator
    sent: tuple[Outgoing, ...]
    kept: tuple[str, ...]
    refusal: str = ""

    @property
    def characters(self) -> int:
        """How much is sent. Strings of which nothing is left without names and addresses are not sent."""
        return sum(len(each.masked.text) for each in self.sent if each.masked.says_something)

    @property
    def cost(self) -> Decimal | None:
        """In the currency of the settings, up to the next hundredth; None where nobody has set a price."""
        price: Decimal | None = settings.MACHINE_TRANSLATOR_PRICE
        return None if price is None else (price * self.characters / MILLION).quantize(Decimal("0.01"), ROUND_UP)

    @property
    def digest(self) -> str:
        told = [self.service.host, [[each.string, each.masked.text] for each in self.sent]]
        return hashlib.sha256(json.dumps(told, ensure_ascii=False).encode()).hexdigest()


def estimate(translation: Translation, service: MaskingTranslator) -> Estimate:
    """What the service would be sent of a translation. Sends nothing."""
    if refusal := why_it_stays(translation, service):
        return Estimate(service, (), (), refusal)
    stays = text_stays()
    texts = {segment.string_id: str(segment.string.data) for segment in _missing(translation)}
    kept = [plain(text) for text in texts.values() if stays(plain(text))]
    open_texts = {number: StringValue(text) for number, text in texts.items() if not stays(plain(text))}
    found = service.masked(translation.source.locale, translation.target_locale, open_texts.values())
    sent = [Outgoing(number, value.data, found[value]) for number, value in open_texts.items()]
    return Estimate(service, tuple(sent), tuple(kept))


def _missing(translation: Translation) -> list[StringSegment]:
    """The strings of which no translation of any kind is stored."""
    return [segment for segment, string in strings_of(translation) if string is None]


def order(translation: Translation, agreed: Estimate, user: Any) -> Job:
    """A job with a part for each batch of what was agreed to. Rights are asked again when its turn comes."""
    batches = {str(number): batch for number, batch in enumerate(_batches(agreed.sent), 1)}
    page = translation.get_target_instance()
    return jobs.order(JobKind.MACHINE, page, batches, user, translation=translation.pk, batches=batches)


def at_work(page: Page) -> Job | None:
    """A job that translates the page at the moment."""
    found = Job.objects.filter(kind=JobKind.MACHINE, page=page).prefetch_related("parts")[:5]
    return next((job for job in found if job.is_open), None)


def _batches(strings: Iterable[Outgoing]) -> Iterator[list[int]]:
    batch: list[int] = []
    characters = 0
    for each in strings:
        length = len(each.masked.text)
        if batch and (len(batch) == STRINGS_AT_ONCE or characters + length > CHARACTERS_AT_ONCE):
            yield batch
            batch, characters = [], 0
        batch.append(each.string)
        characters += length
    if batch:
        yield batch


@jobs.runner(JobKind.MACHINE, waits_for_others=True)
def _translate_part(job: Job, number: str) -> str:
    translation, service = _translation_of(job), current_service()
    if service is None:
        raise jobs.Refused(_("Machine translation is switched off."))
    _require_open(translation, service, job.user)
    stays = text_stays()
    wanted = {
        segment.string_id: str(segment.string.data)
        for segment in _missing(translation)
        if segment.string_id in job.options["batches"][number] and not stays(plain(segment.string.data))
    }
    if not wanted:
        return ""
    try:
        found = service.translate(
            translation.source.locale, translation.target_locale, [StringValue(text) for text in wanted.values()]
        )
    except ServiceError as error:
        raise jobs.Refused(str(error)) from error
    texts = {
        string: answer.data
        for string, text in wanted.items()
        if (answer := found.get(StringValue(text))) and _is_translation(text, answer.data, translation)
    }
    with transaction.atomic(), one_inspection():
        # What has happened while the service was at work holds.
        _require_open(translation, service, job.user)
        _store(translation, texts, service, job.user)
    return _left_out([plain(text) for string, text in wanted.items() if string not in texts])


def _translation_of(job: Job) -> Translation:
    found = Translation.objects.filter(pk=job.options["translation"], enabled=True)
    translation = found.select_related("source__locale", "source__specific_content_type", "target_locale").first()
    if translation is None or job.page is None or job.user is None:
        raise jobs.Refused(_("The page, the language or the person is not there any more."))
    return translation


def _require_open(translation: Translation, service: MaskingTranslator, user: Any) -> None:
    """Raises Refused where the person may not change the page any more, or nothing of it may leave."""
    try:
        page = translation.get_target_instance()
        sentence = why_it_stays(translation, service)
    except ObjectDoesNotExist as error:
        raise jobs.Refused(_("The page, the language or the person is not there any more.")) from error
    if not may_with_page(user, Action.TRANSLATE, page):
        raise jobs.Refused(_("You may not change this page."))
    if sentence := sentence or lock_sentence(user, page):
        raise jobs.Refused(sentence)


def _is_translation(source: str, target: str, translation: Translation) -> bool:
    """Whether the answer can be stored, and is in the language that was asked for."""
    languages = (translation.source.locale.language_code, translation.target_locale.language_code)
    found = check_pair(Segment(source, target, *languages), Knowledge())
    is_wrong = any(each.check in NO_TRANSLATION and each.severity == Severity.ERROR for each in found)
    return is_storable(source, target) and not is_wrong


def _store(translation: Translation, texts: dict[int, str], service: MaskingTranslator, user: Any) -> None:
    made = []
    for segment in _missing(translation):
        if segment.string_id in texts:
            string, created = StringTranslation.objects.get_or_create(
                translation_of_id=segment.string_id,
                locale_id=translation.target_locale_id,
                context_id=segment.context_id,
                defaults={
                    "data": texts[segment.string_id],
                    "translation_type": StringTranslation.TRANSLATION_TYPE_MACHINE,
                    "tool_name": service.display_name,
                    "last_translated_by": user,
                },
            )
            made += [string] if created else []
    show_title(translation, made)
    if made:
        data = {"number": len(made), "service": service.host}
        log(translation.get_target_instance(), LOG_ACTION, user=user, data=data)


def _left_out(texts: Collection[str]) -> str:
    """A sentence about the strings that came back damaged."""
    if not texts:
        return ""
    sentence = ngettext(
        "%(number)d string was left to you, because the answer had lost a mark or a placeholder, or was in another "
        "language: %(texts)s",
        "%(number)d strings were left to you, because the answers had lost marks or placeholders, or were in another "
        "language: %(texts)s",
        len(texts),
    )
    shown = " · ".join(isolated(f"“{Truncator(text).chars(60)}”") for text in texts)
    return sentence % {"number": len(texts), "texts": shown}


def register(actions: LogActionRegistry) -> None:
    """Make it known to Wagtail's history of pages."""
    actions.register_action(LOG_ACTION, gettext_lazy("Translate by machine"), gettext_lazy("Translated by machine"))
