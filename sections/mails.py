"""Mails to people who work here: plain text in their language, at once or kept for the day's. Decides not who is told what."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from functools import partial
from smtplib import SMTPException
from typing import Any

from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import translation
from wagtail.models import Page

from sections.choices import MailWish, Standing
from sections.languages import interface_languages
from sections.models import KeptNotice, NationalSection, User

logger = logging.getLogger(__name__)

LONGEST_SUBJECT = 400


def language_of(section: NationalSection | None) -> str:
    """The language in which a section is written to: one that it leads, else one that it works in, else English."""
    rows = list(section.section_locales.select_related("locale")) if section else []
    rows.sort(key=lambda row: row.standing != Standing.LEAD)
    known = interface_languages()
    return next((row.locale.language_code for row in rows if row.locale.language_code in known), "en")


def language_for(user: User) -> str:
    """The language in which a person is written to: the one she has chosen for the administration, else her section's."""
    profile = getattr(user, "wagtail_userprofile", None)
    if profile and profile.preferred_language in interface_languages():
        return str(profile.preferred_language)
    membership = user.memberships.exclude(section=None).select_related("section").order_by("since", "pk").first()
    return language_of(membership.section if membership else None)


def written(template: str, language: str, **context: Any) -> tuple[str, str]:
    """Subject and text of a mail; the first line of the template is the subject."""
    with translation.override(language):
        text = render_to_string(f"sections/mails/{template}.txt", {**context, "site_name": settings.WAGTAIL_SITE_NAME})
    subject, _line, body = text.strip().partition("\n")
    return " ".join(subject.split())[:LONGEST_SUBJECT], f"{body.strip()}\n"


def send(template: str, to: Iterable[str], language: str, **context: Any) -> None:
    """Send the text of a template to each address alone."""
    subject, text = written(template, language, **context)
    for address in to:
        send_mail(subject, text, None, [address])


def tell(template: str, people: Iterable[User], *, page: Page | None = None, **context: Any) -> None:
    """Tell each person in her language, in the way that she has chosen: after the commit, once a day, or not at all."""
    for user in people:
        if not user.is_active or user.mail == MailWish.NEVER:
            continue
        subject, text = written(template, language_for(user), **context)
        notice = KeptNotice(user=user, page=page, subject=subject, text=text)
        if user.mail == MailWish.DAILY:
            notice.save()
        else:
            transaction.on_commit(partial(_send_now, notice))


def _send_now(notice: KeptNotice) -> None:
    """What cannot be sent now is kept: nobody's work fails because of a mail, and no mail is lost."""
    try:
        send_mail(notice.subject, notice.text, None, [notice.user.email])
    except (SMTPException, OSError):
        logger.exception("A mail could not be sent. It is kept for the next digest.")
        notice.save()
