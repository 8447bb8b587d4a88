"""Whether a translation can be stored at all. What else is wrong with it, the checks say."""

from __future__ import annotations

from wagtail_localize.strings import StringValue, validate_translation_links

from translations.tokens import token_differences


def refusal(original: str, translated: str) -> str:
    """Why wagtail-localize cannot make a page of the translation, in its words; "" where it can.

    >>> refusal("To the <b>union</b>", "An die <b>Gewerkschaft</b>")
    ''
    """
    try:
        StringValue.from_translated_html(translated)
        validate_translation_links(original, translated)
    except ValueError as error:
        return str(error) or type(error).__name__
    return ""


def is_storable(original: str, translated: str) -> bool:
    """Whether wagtail-localize takes the translation, and every placeholder of the original is in it.

    >>> is_storable("To {{ name }}", "An {{ name }}"), is_storable("To {{ name }}", "An niemanden")
    (True, False)
    """
    is_refused = bool(refusal(original, translated))
    return bool(translated.strip()) and not is_refused and not token_differences(original, translated)
