"""Marks translated strings in which the checks find errors, so that they are neither shown nor published.

A string is marked when it is saved, by what can be said of it alone: one reading of names and terms, and no page. What takes
the whole page is found before publication (obstacles.py). Stored with the mark are the checks and what they name; the
sentences are worked out anew for whoever looks, in that person's language.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import replace
from typing import Any, Final

from django.utils.translation import gettext as _
from wagtail.models import Locale
from wagtail_localize.models import StringTranslation

from translations.checks import Finding, Knowledge, Segment, Severity, check_pair, sentence
from translations.findings.dismissing import Dismissed
from translations.glossary.knowledge import knowledge_for
from translations.models import Dismissal
from translations.storable import refusal

#: How the stored code begins; JSON follows.
CODE: Final = "checks:"


class Inspector:
    """Judges strings by themselves. Asks for languages, names and terms once, so it is made anew for each piece of work."""

    def __init__(self) -> None:
        self._languages: dict[int, str] = {}
        self._knowledge: dict[tuple[str, str], Knowledge] = {}

    def errors(self, source: str, target: str, languages: tuple[str, str], limit: int | None = None) -> list[Finding]:
        """The errors of a text by itself, whether or not somebody has dismissed them."""
        if languages not in self._knowledge:
            # Counts and dates are those of a page; nobody is held to everybody's.
            self._knowledge[languages] = replace(knowledge_for(*languages), counts=(), dates=())
        found = check_pair(Segment(source, target, *languages, limit=limit), self._knowledge[languages])
        return [each for each in found if each.severity == Severity.ERROR]

    def open_errors(self, string: StringTranslation) -> list[Finding]:
        """The errors of a stored string that nobody has dismissed."""
        source = string.translation_of
        languages = (self._language(source.locale_id), self._language(string.locale_id))
        found = self.errors(source.data, string.data, languages)
        if not found or string.context_id is None:
            return found
        dismissed = Dismissed(Dismissal.objects.filter(context_id=string.context_id, locale_id=string.locale_id))
        return [each for each in found if not dismissed.of(string.context_id, source.data, string.data, each)]

    def _language(self, locale_id: int) -> str:
        if not self._languages:
            self._languages = dict(Locale.objects.values_list("pk", "language_code"))
        return self._languages[locale_id]


_inspector: ContextVar[Inspector | None] = ContextVar("inspector", default=None)


@contextmanager
def one_inspection() -> Iterator[Inspector]:
    """For work that saves many strings: names and terms are asked for once and not for each of them."""
    inspector = Inspector()
    token = _inspector.set(inspector)
    try:
        yield inspector
    finally:
        _inspector.reset(token)


def current_inspector() -> Inspector:
    """The inspector of the work at hand, or a new one."""
    return _inspector.get() or Inspector()


def mark_errors(sender: type[StringTranslation], instance: StringTranslation, **kwargs: Any) -> None:
    """Receiver of post_save: sets the mark on the row and on the instance, and takes back its own when it is corrected.

    Works after the save, whichever columns were written; errors that something else has noted are left as they are.
    """
    updated = kwargs.get("update_fields")
    if kwargs.get("raw") or (updated is not None and "data" not in updated):
        return
    inspector = current_inspector()
    if remark(instance, inspector.open_errors(instance) if instance.data.strip() else []):
        store_marks([instance])


def remark(string: StringTranslation, errors: Iterable[Finding]) -> bool:
    """Set or take back the mark of a string in memory; returns whether that changes anything."""
    errors = list(errors)
    if not errors and not string.field_error.startswith(CODE):
        return False
    # wagtail-localize says by itself what it cannot store only where nobody else has found an error.
    state = (True, code(errors)) if errors else (bool(refusal(string.translation_of.data, string.data)), "")
    if (string.has_error, string.field_error) == state:
        return False
    string.has_error, string.field_error = state
    return True


def store_marks(strings: Sequence[StringTranslation]) -> None:
    """Write the marks of strings and nothing else: nobody has worked on them."""
    for string in strings:
        state = {"has_error": string.has_error, "field_error": string.field_error}
        StringTranslation.objects.filter(pk=string.pk).update(**state)


def code(errors: Iterable[Finding]) -> str:
    """Errors without a language, for the database."""
    told = [[each.check, each.values] for each in errors]
    return f"{CODE} {json.dumps(told, ensure_ascii=False)}"


def sentences(stored: str) -> list[str]:
    """What a stored code says, in the active language."""
    try:
        told = json.loads(stored.removeprefix(CODE))
    except ValueError:
        return []
    found = [sentence(Finding(check, Severity.ERROR, values=values)) for check, values in told]
    return [each for each in found if each]


def explain_in_the_language_of_the_reader() -> None:
    """Makes `StringTranslation.get_error` put our code into words. Repeating it changes nothing.

    wagtail-localize shows the stored text itself, which would be in the language of whoever saved it.
    """
    stored: Callable[[StringTranslation], str | None] = StringTranslation.get_error
    if getattr(stored, "explains_checks", False):
        return

    def get_error(self: StringTranslation) -> str | None:
        error = stored(self)
        if error is None or not error.startswith(CODE):
            return error
        return " ".join(sentences(error)) or _("The translation has an error.")

    get_error.explains_checks = True  # type: ignore[attr-defined]
    StringTranslation.get_error = get_error
