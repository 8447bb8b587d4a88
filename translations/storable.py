"""Whether a translation can be stored at all. What else is wrong with it, the checks say."""

from __future__ import annotations

from wagtail_localize.strings import StringValue, validate_translation_links

from translations.tokens import token_differences


def is_storable(original: str, translated: str) -> bool:
    """Whether wagtail-localize takes the translation, and every placeholder of the original is in it.

    >>> is_storable("To {{ name }}", "An {{ name }}"), is_storable("To {{ name }}", "An niemanden")
    (True, False)
    """
    try:
        StringValue.from_translated_html(translated)
        validate_translation_links(original, translated)
    except ValueError:
        return False
    return bool(translated.strip()) and not token_differences(original, translated)
