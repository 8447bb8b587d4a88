"""Placeholders `{{ snake_key }}` in prose: their form, finding them, comparing two texts. Replaces and renders nothing.

Pure functions on text. What only looks like a placeholder is found too, so that a slip of the pen is not printed.
"""

import difflib
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from html import unescape
from typing import Final

KEY_PATTERN: Final = r"^[a-z][a-z0-9]*(?:_[a-z0-9]+)*$"
TOKEN: Final = re.compile(r"\{\{\s*([a-z][a-z0-9]*(?:_[a-z0-9]+)*)\s*\}\}")

# Braces of other alphabets' keyboards and of mathematics, which a translator may take for the same.
_OPEN: Final = "{｛﹛❴⦃"
_CLOSE: Final = "}｝﹜❵⦄"
_LOOKALIKE: Final = re.compile(
    rf"[{_OPEN}](?:\s{{0,3}}[{_OPEN}])*[^{_OPEN}{_CLOSE}]{{0,80}}[{_CLOSE}](?:\s{{0,3}}[{_CLOSE}])*"  # a pair
    rf"|[{_OPEN}](?:\s{{0,3}}[{_OPEN}])+\s{{0,3}}[\w-]{{0,60}}"  # opened and never closed
    rf"|[\w-]{{0,60}}\s{{0,3}}[{_CLOSE}](?:\s{{0,3}}[{_CLOSE}])+"  # closed and never opened
)
_BRACES: Final = re.compile(rf"[{_OPEN}{_CLOSE}]")
_SINGLE: Final = re.compile(r"\{([^{}]*)\}")
_TAG: Final = re.compile(r"<[^>]*>")
_CLOSE_ENOUGH: Final = 0.6


def token_keys(text: str) -> list[str]:
    """Keys of the tokens of a text, in order, each use once.

    >>> token_keys("Dear {{ name }}, on behalf of {{branch}} and {{ name }}")
    ['name', 'branch', 'name']
    """
    return TOKEN.findall(text)


def unknown_keys(texts: Iterable[str], defined: Iterable[str]) -> list[str]:
    """Keys used in the texts that no field defines, sorted, each once."""
    known = set(defined)
    return sorted({key for text in texts for key in token_keys(text)} - known)


def malformed(text: str) -> list[str]:
    """What looks like a token and is none, as it is written, in order. Braces around ordinary prose are left alone.

    >>> malformed("Dear {{ Name }}, {{name}, { name }}, {{ your name }}, {{ name }}")
    ['{{ Name }}', '{{name}', '{ name }}', '{{ your name }}']
    """
    found = [match.group().strip() for match in _LOOKALIKE.finditer(text)]
    return [written for written in found if not TOKEN.fullmatch(written) and not _is_prose(written)]


def _is_prose(written: str) -> bool:
    single = _SINGLE.fullmatch(written)
    return bool(single and not re.match(KEY_PATTERN, single.group(1).strip()))


def nearest(written: str, keys: Iterable[str]) -> str | None:
    """The key that somebody who wrote this probably meant; `written` may be a key or a malformed token.

    >>> nearest("{{ Brnach Name }}", ["writer_name", "branch_name"])
    'branch_name'
    """
    inside = _BRACES.sub("", _TAG.sub("", unicodedata.normalize("NFKC", written))).strip().casefold()
    found = difflib.get_close_matches(re.sub(r"[\s\-]+", "_", inside), sorted(keys), n=1, cutoff=_CLOSE_ENOUGH)
    return found[0] if found else None


@dataclass(frozen=True)
class TokenDifferences:
    """What a translation does to the tokens of its original; empty when every token is there and no other."""

    lost: tuple[str, ...] = ()
    invented: tuple[str, ...] = ()
    #: Keys or malformed tokens as written, each with the key that was meant.
    misspelt: tuple[tuple[str, str], ...] = ()
    #: Malformed tokens that resemble no key of the original.
    malformed: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.lost or self.invented or self.misspelt or self.malformed)


def token_differences(original: str, translated: str) -> TokenDifferences:
    """Compares the tokens of two texts, plain or with inline HTML.

    Order and number of uses are free, because sentences are built differently in each language.
    """
    original, translated = unescape(original), unescape(translated)
    wanted, present = token_keys(original), token_keys(translated)
    lost = [key for key in dict.fromkeys(wanted) if key not in present]
    as_in_original = malformed(original)
    suspects: list[str] = [key for key in dict.fromkeys(present) if key not in wanted]
    suspects += [written for written in dict.fromkeys(malformed(translated)) if written not in as_in_original]
    invented: list[str] = []
    misspelt: list[tuple[str, str]] = []
    malformed_only: list[str] = []
    for written in suspects:
        is_key = re.match(KEY_PATTERN, written) is not None
        # An invented key is a slip only for one that is lost; broken braces may also repeat a key that is there.
        meant = nearest(written, lost) or (None if is_key else nearest(written, wanted))
        if meant:
            misspelt.append((written, meant))
        elif is_key:
            invented.append(written)
        else:
            malformed_only.append(written)
    replaced = {meant for _written, meant in misspelt}
    return TokenDifferences(
        lost=tuple(key for key in lost if key not in replaced),
        invented=tuple(invented),
        misspelt=tuple(misspelt),
        malformed=tuple(malformed_only),
    )
