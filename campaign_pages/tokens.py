"""Placeholders `{{ snake_key }}` in the prose of model documents: finding them and showing them as blanks.

Our own pure functions on escaped text; never a template engine, so that a text can run nothing.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from html import escape
from typing import Final

from django.utils.safestring import SafeString, mark_safe

KEY_PATTERN: Final = r"^[a-z][a-z0-9]*(?:_[a-z0-9]+)*$"
TOKEN: Final = re.compile(r"\{\{\s*([a-z][a-z0-9]*(?:_[a-z0-9]+)*)\s*\}\}")


def token_keys(text: str) -> list[str]:
    """Keys of the tokens of a text, in order, each use once.

    >>> token_keys("Dear {{ name }}, on behalf of {{branch}} and {{ name }}")
    ['name', 'branch', 'name']
    """
    return TOKEN.findall(text)


def render_blanks(html: str, labels: Mapping[str, str], kinds: Mapping[str, str]) -> SafeString:
    """Replaces every token in HTML that is already safe by a labelled blank.

    `labels` and `kinds` map keys to the field's label and kind. A token without a field stays visible
    as a blank named after its key, so that nothing is lost.
    """

    def blank(match: re.Match[str]) -> str:
        key = match.group(1)
        label = escape(labels.get(key) or key.replace("_", " "))
        kind = escape(kinds.get(key, "text").replace(".", "-"))
        return f'<span class="blank blank-{kind}" data-field="{key}">{label}</span>'

    return mark_safe(TOKEN.sub(blank, html))  # noqa: S308 - the input is safe and what is put in is escaped


def unknown_keys(texts: Iterable[str], defined: Iterable[str]) -> list[str]:
    """Keys used in the texts that no field defines, sorted, each once."""
    known = set(defined)
    return sorted({key for text in texts for key in token_keys(text)} - known)


def replace_tokens(text: str, value: Callable[[str], str]) -> str:
    """Replaces every token of a plain text by what `value` gives for its key."""
    return TOKEN.sub(lambda match: value(match.group(1)), text)
