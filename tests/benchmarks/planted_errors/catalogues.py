"""Pairs from the interface's catalogues: whole sentences without placeholders of Python and without plural forms."""

from __future__ import annotations

from html import escape
from pathlib import Path

from babel.messages.pofile import read_po
from django.utils.translation import to_locale

from tests.benchmarks.planted_errors.pairs import Pair
from tests.running_site import ROOT
from vigil.settings.languages import INTERFACE_LANGUAGES

CATALOGUES = ROOT / "locale"
SOURCE = "en"
SHORTEST = 25
END_MARKS = ".!?"


def catalogue_pairs(folder: Path = CATALOGUES) -> list[Pair]:
    """One pair for each sentence and language. Catalogues know no pages: each pair stands alone."""
    pairs = []
    for language in INTERFACE_LANGUAGES:
        if language == SOURCE:
            continue
        with (folder / to_locale(language) / "LC_MESSAGES" / "django.po").open("rb") as file:
            messages = [(str(message.id), message.string) for message in read_po(file) if _is_sentence(message.id)]
        for source, target in messages:
            if isinstance(target, str) and target and target != source:
                name = f"catalogue-{len(pairs)}-{language}"
                pairs.append(Pair(name, escape(source, quote=False), escape(target, quote=False), SOURCE, language))
    return pairs


def _is_sentence(message: object) -> bool:
    return (
        isinstance(message, str)
        and len(message) >= SHORTEST
        and message[-1] in END_MARKS
        and not any(sign in message for sign in "%{")
    )
