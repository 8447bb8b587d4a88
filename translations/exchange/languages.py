"""Codes of languages as files write them. Pure functions."""

from __future__ import annotations


def language_tag(code: str) -> str:
    """A code as XML formats want it.

    >>> language_tag("pt-br"), language_tag("zh-hans"), language_tag("ur")
    ('pt-BR', 'zh-Hans', 'ur')
    """
    first, *others = code.replace("_", "-").split("-")
    return "-".join([first.lower(), *(part.upper() if len(part) == 2 else part.capitalize() for part in others)])


def is_same_language(written: str, code: str) -> bool:
    """Whether a code in a file means the language of a page. A region more or less does not matter, another one does.

    >>> is_same_language("de_AT", "de"), is_same_language("pt", "pt-br"), is_same_language("pt-PT", "pt-br")
    (True, True, False)
    """
    one, other = written.strip().lower().replace("_", "-").split("@")[0].split("-"), code.lower().split("-")
    return all(left == right for left, right in zip(one, other, strict=False))
