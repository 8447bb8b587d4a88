"""What languages add to a name: endings, and words of one letter written together with it. Knows scripts, not languages.

All text here is folded (`library.names.fold`): no capitals, accents or vowel marks.
"""

from __future__ import annotations

import re
import unicodedata

LATIN = frozenset(
    re.findall(
        r"\w+", "s es n en ns ens e em a am om u y i in ow owi ovi ovo ova ove ina un nin dan den da de la le ya ye"
    )
)
GREEK = frozenset(re.findall(r"\w+", "α ασ ε εσ η ησ ι ισ ο οσ ου ουσ υ υσ ων οι"))
CYRILLIC_VOWELS = "аеиоуыэюяйьії"
#: Written together with the next word in Arabic and Hebrew.
BEFORE = ("وال", "بال", "فال", "کال", "لل", "ال", "و", "ف", "ب", "ل", "ک", "ו", "ה", "ב", "ל", "מ", "ש", "כ")
ARABIC_AFTER = frozenset({"ی", "یی", "ها", "های", "ان", "ین", "ه", "ک", "س", "و"})
_UNSPACED = ("CJK", "HIRAGANA", "KATAKANA", "THAI", "LAO", "KHMER", "MYANMAR")
_SYLLABLE = 3


def script_name(word: str) -> str:
    """The script of a word's first letter, as Unicode calls it.

    >>> script_name("αλι")
    'GREEK'
    """
    return unicodedata.name(word[0], "").partition(" ")[0] if word else ""


def is_unspaced(word: str) -> bool:
    """Whether the script of a word does not tell words apart by spaces."""
    return script_name(word) in _UNSPACED


def shortest_part(word: str) -> int:
    """How many letters a part of a name has at least that says something when it stands alone."""
    if is_unspaced(word):
        return 2
    # Korean falls apart into two or three letters for each syllable.
    return 4 if script_name(word) == "HANGUL" else 3


def stem(part: str) -> str:
    """What is the same in all forms of a part of a name."""
    script = script_name(part)
    if script == "GREEK":
        cut = part.rstrip("σ").rstrip("αεηιουω")
    elif script == "CYRILLIC":
        cut = part.rstrip(CYRILLIC_VOWELS)
    else:
        return part
    return cut if len(cut) > 1 else part


def is_form_of(word: str, part: str) -> bool:
    """Whether a word is a part of a name, as it is or with what a language adds.

    >>> is_form_of("ehsans", "ehsan"), is_form_of("alias", "ali")
    (True, False)
    """
    if word == part:
        return True
    script = script_name(part)
    if script in ("ARABIC", "HEBREW"):
        word = next((word[len(each) :] for each in BEFORE if word == each + part), word)
        if word == part:
            return True
    base = stem(part)
    if not word.startswith(base):
        return False
    return _is_ending(word[len(base) :], part, script)


def _is_ending(ending: str, part: str, script: str) -> bool:
    if script == "LATIN":
        if len(part) < 4:
            return ending == "s"
        return ending in LATIN or (len(part) > 5 and len(ending) <= 4)
    if script == "GREEK":
        return ending in GREEK
    if script == "CYRILLIC":
        return len(ending) <= (3 if len(part) > 3 else 2)
    if script == "ARABIC":
        return len(part) > 3 and ending in ARABIC_AFTER
    if script == "HANGUL":
        return len(ending) <= 2 * _SYLLABLE
    return len(ending) <= 4
