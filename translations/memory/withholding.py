"""Which texts the memory keeps to itself. Other apps say so; this one only asks them, and only when it offers something.

What stands on no page that readers see is not offered either; that is part of the queries (lookup.py).
"""

from __future__ import annotations

from collections.abc import Callable

#: Whether a plain text may not be offered at present.
Test = Callable[[str], bool]
#: Makes such a test from what the records say now; asked once for many texts.
Rule = Callable[[], Test]
_RULES: list[Rule] = []


def add_rule(rule: Rule) -> None:
    """Let another app keep texts back, wherever the memory would show them to translators or put them into files."""
    if rule not in _RULES:
        _RULES.append(rule)


def withheld() -> Test:
    """Whether any rule keeps a text back. The rules read the records once, when this is called."""
    tests = [rule() for rule in _RULES]
    return lambda text: any(test(text) for test in tests)
