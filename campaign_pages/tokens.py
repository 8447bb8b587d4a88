"""Shows the placeholders `{{ snake_key }}` of model documents as blanks. Their form is translations/tokens.py's.

Our own pure functions on escaped text; never a template engine, so that a text can run nothing.
"""

import re
from collections.abc import Callable, Mapping
from html import escape

from django.utils.safestring import SafeString, mark_safe

from translations.tokens import KEY_PATTERN, TOKEN, token_keys, unknown_keys

__all__ = ["KEY_PATTERN", "TOKEN", "render_blanks", "replace_tokens", "token_keys", "unknown_keys"]


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


def replace_tokens(text: str, value: Callable[[str], str]) -> str:
    """Replaces every token of a plain text by what `value` gives for its key."""
    return TOKEN.sub(lambda match: value(match.group(1)), text)
