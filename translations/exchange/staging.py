"""Keeps what was read from a file until its sender confirms it, for a day."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from wagtail_localize.models import Translation

from translations.exchange.formats import read
from translations.exchange.units import Document, Key, Unit
from translations.models import StagedImport


def stage(content: bytes, file_name: str, user: Any, translation: Translation | None = None) -> StagedImport:
    """Read a file and keep what it says. Raises FileRefusedError; then nothing is kept."""
    name, documents = read(content)
    forget()
    staged: StagedImport = StagedImport.objects.create(
        user=user,
        translation=translation,
        file_name=file_name[-255:],
        format=name,
        documents=[asdict(document) for document in documents],
    )
    return staged


def documents_of(staged: StagedImport) -> list[Document]:
    """What the file said."""
    return [
        Document(**{**document, "units": tuple(_unit(unit) for unit in document["units"])})
        for document in staged.documents
    ]


def _unit(values: dict[str, Any]) -> Unit:
    return Unit(**{**values, "key": Key(**values["key"]) if values["key"] else None})


def forget() -> int:
    """Delete what has waited too long; returns how much that was."""
    return int(StagedImport.objects.forgotten().delete()[0])
