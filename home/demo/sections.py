"""Stores the national sections of the demo content and makes what they need. Makes no accounts."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from wagtail.models import Locale

from home.demo.checks import Shape
from home.demo.files import DemoContent, DemoContentError, read_yaml
from home.demo.records import localised
from sections.choices import Standing
from sections.models import NationalSection, SectionLocale
from sections.provisioning import provision

SECTIONS_FILE = "sections.yaml"

SECTION = Shape(("country", "locales", "public_name"), ("colour", "email"))


def read_sections(content: DemoContent) -> dict[str, Any]:
    """The checked file. Raises DemoContentError with one sentence."""
    entries: dict[str, Any] = read_yaml(content.folder, SECTIONS_FILE)["sections"]
    for key, entry in entries.items():
        place = f"sections.{key}"
        SECTION.check(entry, {}, SECTIONS_FILE, place)
        missing = [language for language in content.languages if language not in entry["public_name"]]
        if missing:
            raise DemoContentError(SECTIONS_FILE, f"{place}.public_name", f"there is no name in {', '.join(missing)}.")
        for language, standing in entry["locales"].items():
            if language not in content.languages or standing not in Standing.values:
                raise DemoContentError(
                    SECTIONS_FILE, f"{place}.locales", f"“{language}: {standing}” is not known here."
                )
    return entries


def load_sections(content: DemoContent) -> None:
    """Store every section with its languages and make its groups, its collection and its pages; home pages are there."""
    for key, entry in read_sections(content).items():
        names = localised("public_name", entry["public_name"])
        values = {name: entry[name] for name in ("country", "colour", "email") if name in entry}
        section = NationalSection(slug=key, **values, **names)
        try:
            section.full_clean()
        except ValidationError as error:
            raise DemoContentError(SECTIONS_FILE, f"sections.{key}", " ".join(error.messages)) from error
        section.save()
        for language, standing in entry["locales"].items():
            section.section_locales.add(
                SectionLocale(locale=Locale.objects.get(language_code=language), standing=Standing(standing))
            )
        section.save()
        provision(NationalSection.objects.get(pk=section.pk))
