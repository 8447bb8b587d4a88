"""The style sheets of the reader's site keep their promises: mirrored, readable, light, and nothing from elsewhere."""

from __future__ import annotations

import gzip
import re
from pathlib import Path

import pytest

STATIC = Path(__file__).resolve().parents[3] / "site" / "static"
SHEETS = ("css/vigil.css", "css/campaign.css", "css/letter.css", "css/nearby.css")
#: Properties and values that do not turn round with the direction of the script, or that have a logical name.
PHYSICAL = re.compile(
    r"(?<![\w-])(?:(?:margin|padding|border|inset|scroll-margin|scroll-padding)-(?:left|right|top|bottom)[\w-]*"
    r"|(?:min-|max-)?(?:width|height)|left|right|top|bottom|overflow-x-start)\s*:"
    r"|(?:text-align|float|clear)\s*:\s*(?:left|right)\b|\b\d+v[wh]\b"
)
CONTRAST = 7.0
BUDGET = 6_300
FONT_BUDGET = 118_000


def sheet(name: str) -> str:
    """A style sheet without its comments."""
    return re.sub(r"/\*.*?\*/", "", (STATIC / name).read_text(encoding="utf-8"), flags=re.DOTALL)


def declarations(text: str) -> str:
    """A style sheet without the conditions of its media queries, which have no logical names."""
    return re.sub(r"@media[^{]*\{", "{", text)


def tokens(text: str, *, dark: bool) -> dict[str, str]:
    """The colours of the light or the dark scheme, by name."""
    blocks = re.findall(r":root \{(.*?)\}", text, flags=re.DOTALL)
    return dict(re.findall(r"--([\w-]+): (#[0-9a-f]{3,6});", blocks[1 if dark else 0]))


def luminance(colour: str) -> float:
    """The relative luminance of a colour, as WCAG defines it."""
    digits = colour.lstrip("#")
    if len(digits) == 3:
        digits = "".join(digit * 2 for digit in digits)
    parts = [int(digits[start : start + 2], 16) / 255 for start in (0, 2, 4)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """The contrast of two colours, from 1 to 21.

    >>> round(contrast("#000", "#fff"))
    21
    """
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("name", SHEETS)
def test_style_sheets_use_logical_properties_only(name: str) -> None:
    assert PHYSICAL.findall(declarations(sheet(name))) == []


@pytest.mark.parametrize(
    "wrong",
    ["a { margin-left: 1px }", "a { width: 1px }", "a { float: right }", "a { inset-top: 0 }", "a { left: 0 }"],
)
def test_the_check_for_physical_properties_finds_them(wrong: str) -> None:
    assert PHYSICAL.findall(declarations(wrong))


@pytest.mark.parametrize(
    "fine", ["a { margin-inline: 1px }", "a { border-width: 0 }", "@media (min-width: 3em) { a { color: red } }"]
)
def test_the_check_for_physical_properties_leaves_the_rest(fine: str) -> None:
    assert PHYSICAL.findall(declarations(fine)) == []


@pytest.mark.parametrize("name", SHEETS)
def test_style_sheets_ask_for_nothing_from_elsewhere(name: str) -> None:
    text = sheet(name)
    assert "@import" not in text
    assert [url for url in re.findall(r"url\(([^)]*)\)", text) if not url.startswith('"../fonts/')] == []


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("ground", ["paper", "sheet", "tint"])
@pytest.mark.parametrize("text", ["ink", "soft", "signal", "accent"])
def test_text_stands_out_from_its_ground(text: str, ground: str, *, dark: bool) -> None:
    colours = tokens(sheet("css/vigil.css"), dark=dark)
    assert contrast(colours[text], colours[ground]) >= CONTRAST


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_words_on_the_signal_colour_stand_out(*, dark: bool) -> None:
    colours = tokens(sheet("css/vigil.css"), dark=dark)
    assert contrast(colours["on-signal"], colours["signal"]) >= CONTRAST


@pytest.mark.parametrize("name", SHEETS)
def test_colours_stand_in_the_tokens_only(name: str) -> None:
    rules = re.sub(r":root \{.*?\}", "", sheet(name), flags=re.DOTALL)
    shadows = re.sub(r"box-shadow: [^;]*;|::backdrop \{[^}]*\}", "", rules)
    assert re.findall(r"#[0-9a-f]{3,8}\b|\brgb|\bhsl", shadows) == []


def test_what_is_hidden_stays_hidden() -> None:
    assert "[hidden] { display: none !important; }" in sheet("css/vigil.css")


@pytest.mark.parametrize("kind", ["campaign", "letter"])
def test_what_every_page_loads_is_light(kind: str) -> None:
    files = ["css/vigil.css", f"css/{kind}.css", "js/vigil.js"]
    assert sum(len(gzip.compress((STATIC / name).read_bytes())) for name in files) <= BUDGET


def test_the_urdu_font_is_light_and_stays_out_of_other_languages() -> None:
    assert (STATIC / "fonts/noto-nastaliq-urdu-400.woff2").stat().st_size <= FONT_BUDGET
    text = sheet("css/vigil.css")
    users = re.findall(r"([^{}]*)\{[^{}]*\"Vigil Nastaliq\"", text)
    assert [user.strip() for user in users] == ["@font-face", "html:lang(ur)"]


def test_spaces_and_western_digits_are_left_to_the_system_font() -> None:
    ranges = re.search(r"unicode-range: ([^;]*);", sheet("css/vigil.css"))
    assert ranges is not None
    spans = [span.strip().removeprefix("U+").split("-") for span in ranges.group(1).split(",")]
    covered = [range(int(span[0], 16), int(span[-1], 16) + 1) for span in spans]
    assert [character for character in " 0123456789().,-@" if any(ord(character) in part for part in covered)] == []
