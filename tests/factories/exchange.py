"""Files of strings as people send them: exported by the code that is tested, filled in, sent, confirmed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from wagtail_localize.models import Translation

from translations.exchange.collecting import collected
from translations.exchange.entries import with_sources
from translations.exchange.formats import FORMATS
from translations.exchange.units import Document


def exported(*translations: Translation) -> list[Document]:
    """What an export of these pages holds now."""
    numbers = [translation.pk for translation in translations]
    return collected(with_sources(Translation.objects.filter(pk__in=numbers)).order_by("pk"))


def filled(documents: Iterable[Document], texts: Mapping[str, str], **changes: Any) -> list[Document]:
    """The documents with the translations of these originals, as somebody sends them back."""
    return [
        replace(
            document,
            units=tuple(
                replace(unit, target=texts[unit.source], **changes) if unit.source in texts else unit
                for unit in document.units
            ),
        )
        for document in documents
    ]


def file_of(documents: Iterable[Document], format_name: str = "po") -> SimpleUploadedFile:
    """The documents as a file to send."""
    chosen = FORMATS[format_name]
    return SimpleUploadedFile(f"strings.{chosen.extension}", chosen.written(list(documents)))


def send(client: Client, file: SimpleUploadedFile) -> Any:
    """Send a file on the import's own page; the preview, or the form with what is wrong."""
    return client.post(reverse("translations_import"), {"file": file}, follow=True)


def confirm(client: Client, preview: Any, *, take: bool = False, **data: Any) -> Any:
    """Agree to a preview; with `take`, tick all that is asked."""
    plan = preview.context["plan"]
    ticked = [item.id for page in plan.pages for item in page.items if item.kind == "asked"] if take else []
    return client.post(
        preview.request["PATH_INFO"], {"action": "store", "digest": plan.digest, "take": ticked, **data}, follow=True
    )
