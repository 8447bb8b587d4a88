"""Documents for the tests of this folder, and equality that files can keep."""

from __future__ import annotations

from collections.abc import Iterable

from translations.exchange.units import NOTHING, Document, Key, Unit

#: Original and translation: tags, placeholders, entities, lines, other scripts.
PAIRS = (
    ("Free them!", "Freiheit!"),
    ("Tom &amp; Jerry", "Tom &amp; Jerry &lt;3"),
    ("<b>Eleven</b> people, <i>all in <b>one</b> cell</i>", "<i>Alle in <b>einer</b> Zelle</i>: <b>elf</b> Menschen"),
    ('Read <a id="a1">this</a> and <a id="a2">that</a>.', 'یہ <a id="a2">وہ</a> اور <a id="a1">یہ</a> پڑھیں۔'),
    ("Dear {{ name }},<br/>free {{ branch_name }}!", "Αγαπητέ {{ name }},<br/>ελευθερώστε {{ branch_name }}!"),
    ("the tag &lt;b&gt; and &amp;amp; and 1 &lt; 2", "der Tag &lt;b&gt; und &amp;amp; und 1 &lt; 2"),
    ('She said: "No." It\'s \\n not a line', "„Nein“, sagte sie.\u00a0Punkt \\n 100 %"),
    ("اسلام آباد میں گیارہ افراد قید ہیں۔", "Έντεκα άνθρωποι κρατούνται στο Ισλαμαμπάντ;"),
    ("One line\u2028and another", "Eine Zeile\u2028und noch eine"),
    ("= 1 + 1", "=CMD()"),
    ("A long sentence. " * 40 + "End.", "Ein langer Satz. " * 40 + "Ende."),
    ("Not yet translated", ""),
)


def unit(number: int, source: str, target: str, translation: int = 17) -> Unit:
    """A unit whose key nobody else has."""
    return Unit(
        source=source,
        target=target,
        key=Key(translation, f"{number:08x}", "0b7e91bc", "5e6f7a8b" if target else NOTHING),
        path=f"body.5d3c1e9a-0000-4000-8000-{number:012d}",
        note="Body › Text\nAt most 80 characters.",
    )


def document(translation: int = 17, language: str = "de", pairs: Iterable[tuple[str, str]] = PAIRS) -> Document:
    """One page with all that is difficult."""
    return Document(
        translation=translation,
        title="About “us” & them",
        source_language="en",
        target_language=language,
        exported="2026-11-22T14:00:00+00:00",
        units=tuple(unit(number, *pair, translation=translation) for number, pair in enumerate(pairs, 1)),
    )


def told(documents: Iterable[Document]) -> list[tuple[int | None, str, str, str]]:
    """What a round trip has to keep of every string."""
    return [
        (found.translation, each.key.text if each.key else "", each.source, each.target)
        for found in documents
        for each in found.units
    ]
