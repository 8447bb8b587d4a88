"""Refuses translated strings that lose, invent or misspell a placeholder: they are marked as errors when they are saved.

A string in error is neither shown nor published (completeness.py, publishing.py). What is stored with it is a code; the
sentence is worked out anew for whoever looks, in that person's language.
"""

import re
from collections.abc import Callable, Iterable
from typing import Any, Final

from django.utils.translation import get_language_bidi, ngettext
from django.utils.translation import gettext as _
from wagtail_localize.models import StringTranslation

from translations.tokens import KEY_PATTERN, TokenDifferences, token_differences

#: How the stored code begins, for example "placeholders: lost branch_name".
CODE: Final = "placeholders:"
_LEFT_TO_RIGHT, _END = "\u2066", "\u2069"


def _quoted(written: str) -> str:
    token = f"{{{{ {written} }}}}" if re.match(KEY_PATTERN, written) else written
    return f"{_LEFT_TO_RIGHT}{token}{_END}" if get_language_bidi() else token


def _listed(keys: Iterable[str]) -> str:
    return ", ".join(_quoted(key) for key in keys)


def sentence(found: TokenDifferences) -> str:
    """What is wrong and what to write, in the active language; empty when nothing is wrong."""
    sentences = [
        _("Write %(right)s instead of %(wrong)s.") % {"right": _quoted(meant), "wrong": _quoted(written)}
        for written, meant in found.misspelt
    ]
    if found.lost:
        sentences.append(
            ngettext(
                "The placeholder %(keys)s is missing from the translation.",
                "These placeholders are missing from the translation: %(keys)s.",
                len(found.lost),
            )
            % {"keys": _listed(found.lost)}
        )
    if found.invented:
        sentences.append(
            ngettext(
                "The original has no placeholder %(keys)s.",
                "The original does not have these placeholders: %(keys)s.",
                len(found.invented),
            )
            % {"keys": _listed(found.invented)}
        )
    if found.malformed:
        sentences.append(
            ngettext(
                "This is not a placeholder: %(texts)s. Copy placeholders from the original as they are.",
                "These are not placeholders: %(texts)s. Copy placeholders from the original as they are.",
                len(found.malformed),
            )
            % {"texts": _listed(found.malformed)}
        )
    return " ".join(sentences)


def code(found: TokenDifferences) -> str:
    """The same without a language, for the database."""
    parts = [f"misspelt {written} for {meant}" for written, meant in found.misspelt]
    parts += [f"lost {key}" for key in found.lost]
    parts += [f"invented {key}" for key in found.invented]
    parts += [f"malformed {written}" for written in found.malformed]
    return f"{CODE} {'; '.join(parts)}"


def guard(sender: type[StringTranslation], instance: StringTranslation, **kwargs: Any) -> None:
    """Receiver of post_save: sets the error on the row and on the instance, and takes back its own error when corrected.

    Works after the save, whichever columns were written; other errors of the string are left as they are.
    """
    updated = kwargs.get("update_fields")
    if kwargs.get("raw") or (updated is not None and "data" not in updated):
        return
    found = token_differences(instance.translation_of.data, instance.data)
    if found:
        state = {"has_error": True, "field_error": code(found)}
    elif instance.field_error.startswith(CODE):
        state = {"has_error": False, "field_error": ""}
    else:
        return
    for name, value in state.items():
        setattr(instance, name, value)
    sender.objects.filter(pk=instance.pk).update(**state)


def explain_in_the_language_of_the_reader() -> None:
    """Makes `StringTranslation.get_error` put our code into words. Repeating it changes nothing.

    wagtail-localize shows the stored text itself, which would be in the language of whoever saved it.
    """
    stored: Callable[[StringTranslation], str | None] = StringTranslation.get_error
    if getattr(stored, "explains_tokens", False):
        return

    def get_error(self: StringTranslation) -> str | None:
        error = stored(self)
        if error is None or not error.startswith(CODE):
            return error
        found = token_differences(self.translation_of.data, self.data)
        return sentence(found) or _("The translation has an error.")

    get_error.explains_tokens = True  # type: ignore[attr-defined]
    StringTranslation.get_error = get_error
