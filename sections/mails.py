"""Mails to people who work here: plain text in the language of their section. Decides nothing about who is told what."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.utils import translation

from sections.choices import Standing
from sections.languages import interface_languages
from sections.models import NationalSection


def language_of(section: NationalSection | None) -> str:
    """The language in which a section is written to: one that it leads, else one that it works in, else English."""
    rows = list(section.section_locales.select_related("locale")) if section else []
    rows.sort(key=lambda row: row.standing != Standing.LEAD)
    known = interface_languages()
    return next((row.locale.language_code for row in rows if row.locale.language_code in known), "en")


def send(template: str, to: Iterable[str], language: str, **context: Any) -> None:
    """Send the text of a template, whose first line is the subject, to each address alone."""
    with translation.override(language):
        text = render_to_string(f"sections/mails/{template}.txt", {**context, "site_name": settings.WAGTAIL_SITE_NAME})
    subject, _line, body = text.strip().partition("\n")
    for address in to:
        send_mail(subject.strip(), f"{body.strip()}\n", None, [address])
