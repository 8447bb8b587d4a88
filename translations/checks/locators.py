"""E-mail addresses, web addresses and telephone numbers in a text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

_DOMAINS: Final = "org|com|net|int|info|eu|gov|edu|io|de|at|ch|fr|it|es|br|nl|be|dk|gr|pk|uk|ie|ca|us|za|ve"
_EMAIL: Final = r"(?P<email>[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*\.[A-Za-z]{2,})"
_PATH: Final = r"[A-Za-z0-9._~:/?#\[\]@!$&'()*+,;=%-]*[A-Za-z0-9_~/#=&%-]"
_WEB: Final = (
    rf"(?P<web>\b[A-Za-z]{{2,6}}://{_PATH}|\bwww\.{_PATH}"
    rf"|\b(?<![@.])[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*\.(?:{_DOMAINS})\b(?!@)(?:/{_PATH}|/)?)"
)
#: A day before the tenth, with its nought: no telephone number.
_DATE: Final = r"0[1-9](?P<between>[./-])[\s\u00a0\u202f]?(?:0?[1-9]|1[0-2])(?P=between)[\s\u00a0\u202f]?\d{4}(?!\d)"
_PHONE: Final = (
    rf"(?P<phone>(?<![\d.,/-])(?!{_DATE})(?:\+|\(\+?|0)(?:[\s\u00a0\u202f().·/-]{{0,2}}\d){{6,15}}(?!\d|[.,/-]\d))"
)
_ADDRESS: Final = re.compile(f"{_EMAIL}|{_WEB}|{_PHONE}")


@dataclass(frozen=True, slots=True)
class Address:
    """An address as it is written, and as it is compared."""

    kind: str
    written: str
    start: int
    end: int

    @property
    def value(self) -> str:
        if self.kind == "phone":
            return "".join(str(int(digit)) for digit in self.written if digit.isdigit())
        return re.sub(r"^\w+://", "", self.written).removeprefix("www.").rstrip("/").casefold()


@lru_cache(maxsize=2048)
def addresses_in(text: str) -> tuple[Address, ...]:
    """All addresses of a plain text, in order.

    >>> [(each.kind, each.written) for each in addresses_in("Write to info@example.org or see example.org/appeals.")]
    [('email', 'info@example.org'), ('web', 'example.org/appeals')]
    """
    if not any(sign in text for sign in ("@", ".", "+", "0")) and not any(each.isdigit() for each in text):
        return ()
    return tuple(
        Address(str(match.lastgroup), match.group(), match.start(), match.end()) for match in _ADDRESS.finditer(text)
    )
