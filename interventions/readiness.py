"""Which languages of a page could go live now, and what the others lack. Reads only; releasing.py publishes."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext, ngettext
from wagtail.models import Page
from wagtail_localize.models import Translation

from interventions.taking_down import held
from interventions.touched import digest_of, in_all_languages
from sections.languages import own_name
from translations.findings.obstacles import examine
from translations.findings.originals import findings_of_original
from translations.originals import original_of
from translations.publication.publishing import InvalidTranslation
from translations.states import State, states_of

#: Translations that may have something to publish.
_UNDERWAY = (State.DRAFT, State.OUTDATED, State.COMPLETE, State.PARTIAL, State.CORE, State.ERRORED)


@dataclass(frozen=True)
class LanguageLine:
    """A page in one language. `lacks` says why it cannot go live, in the active language; `page` is None where there is none."""

    code: str
    page: Page | None
    is_original: bool = False
    lacks: str = ""
    #: Whether readers see all there is.
    is_current: bool = False
    translation: Translation | None = None
    #: What the checks warn of and nobody has dismissed, each told from the others.
    warnings: tuple[str, ...] = ()

    @property
    def language(self) -> str:
        """Its language in its own name."""
        return own_name(self.code)

    @property
    def is_ready(self) -> bool:
        """Whether it can go live and there is something new to see."""
        return self.page is not None and not self.lacks and not self.is_current


@dataclass(frozen=True)
class Readiness:
    """All languages of a page, the original first."""

    lines: list[LanguageLine]

    @property
    def ready(self) -> list[LanguageLine]:
        return [line for line in self.lines if line.is_ready]

    @property
    def waiting(self) -> list[LanguageLine]:
        """Those that stay out, with what they lack."""
        return [line for line in self.lines if line.lacks]

    @property
    def current(self) -> list[LanguageLine]:
        """Those in which readers see everything already."""
        return [line for line in self.lines if line.is_current and not line.lacks]

    @property
    def digest(self) -> str:
        """The same for what is the same to the person who agrees to it."""
        return digest_of(
            (line.code, line.lacks, line.is_current, line.warnings, line.page and line.page.latest_revision_id)
            for line in self.lines
        )


def readiness(page: Page) -> Readiness:
    """What could go live together of a page, from whatever language one looks."""
    pages = {each.locale.language_code: each for each in in_all_languages(page).select_related("locale")}
    keys = {"source__object_id": page.translation_key, "enabled": True}
    found = Translation.objects.filter(**keys).select_related("source__specific_content_type", "target_locale")
    translations = {each.target_locale.language_code: each for each in found}
    # What the caller holds may be older than what is stored.
    original = pages[original_of(page).locale.language_code]
    lines = [_own_line(original, is_original=True)]
    for state in states_of(original):
        target = pages.get(state.locale)
        if target is None or state.state == State.MISSING:
            lines.append(LanguageLine(state.locale, None, lacks=state.explanation))
        elif state.state in _UNDERWAY and state.locale in translations:
            is_current = state.state == State.COMPLETE and not state.has_newer_strings
            lines.append(_translated_line(target, translations[state.locale], is_current=is_current))
        else:
            lines.append(_own_line(target))
    return Readiness(lines)


def _own_line(page: Page, *, is_original: bool = False) -> LanguageLine:
    """A page that is written in its own editor: the newest draft is what goes live."""
    code = page.locale.language_code
    if page.live and not page.has_unpublished_changes:
        return LanguageLine(code, page, is_original, lacks=held(page), is_current=True)
    draft: Page = page.get_latest_revision_as_object()
    lacks = _in_the_way(page) or _faults(draft)
    if lacks or not is_original:
        return LanguageLine(code, page, is_original, lacks)
    warnings = tuple(line.key for line in findings_of_original(draft) if line.asks)
    return LanguageLine(code, page, is_original, warnings=warnings)


def _translated_line(page: Page, translation: Translation, *, is_current: bool) -> LanguageLine:
    line = LanguageLine(page.locale.language_code, page, is_current=is_current, translation=translation)
    if lacks := _in_the_way(page):
        return replace(line, lacks=lacks)
    examined = examine(translation)
    if number := len(examined.missing):
        lacks = ngettext(
            "%(count)d string is missing or has an error.", "%(count)d strings are missing or have errors.", number
        ) % {"count": number}
        return replace(line, lacks=lacks)
    return replace(line, warnings=tuple(examined.findings.warnings))


def _in_the_way(page: Page) -> str:
    if sentence := held(page):
        return sentence
    parent = page.get_parent()
    if parent.depth > 1 and not parent.live:
        return gettext("The page above it, “%(title)s”, is not live.") % {"title": parent.get_admin_display_title()}
    if page.locked:
        return gettext("This page is locked.")
    return ""


def _faults(draft: Any) -> str:
    """What the fields of the newest draft do not allow."""
    draft.live = True  # as it will be
    try:
        draft.full_clean()
    except ValidationError as error:
        return " ".join(InvalidTranslation(draft, error).sentences)
    return ""
