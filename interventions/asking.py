"""Sections ask the secretariat for what it alone may do; it is told at once and answers. Does none of it.

A mail that cannot be sent is logged, and undoes nothing: the request stands on the desk all the same.
"""

from __future__ import annotations

from functools import partial
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext
from wagtail.models import Page

from interventions.choices import Outcome, RequestKind
from interventions.models import Request
from interventions.noting import require_reason
from interventions.refusals import Refused
from interventions.rights import may_ask, may_do
from library.models import Person
from sections import mails
from sections.choices import MailWish
from sections.handover import recipients
from sections.models import User
from sections.roles import Action

#: What the secretariat needs to be able to do what is asked.
NEEDED = {
    RequestKind.STOP: Action.STOP_APPEAL,
    RequestKind.TAKE_DOWN: Action.TAKE_DOWN,
    RequestKind.REDACT: Action.REDACT_PERSON,
}


def open_requests() -> QuerySet[Request]:
    """What nobody has answered yet, the oldest first."""
    return Request.objects.filter(answered_at=None).select_related("by", "person")


@transaction.atomic
def ask(kind: RequestKind, about: Page | Person, *, by: Any, why: str) -> Request:
    """Ask the secretariat, and tell it by mail at once. Raises Refused or PermissionDenied."""
    if not may_ask(by):
        raise PermissionDenied
    require_reason(why)
    subject = _subject(about)
    if open_requests().filter(kind=kind, by=by, **subject).exists():
        raise Refused(gettext("You have asked for this already. The secretariat has it on its desk."))
    title = about.get_admin_display_title() if isinstance(about, Page) else about.name
    request = Request.objects.create(kind=kind, title=title, by=by, why=why, **subject)
    transaction.on_commit(partial(_tell_the_secretariat, request), robust=True)
    return request


@transaction.atomic
def answer(request: Request, outcome: Outcome, *, by: Any, words: str = "") -> Request:
    """Answer a request, and tell who asked. Raises Refused when it has an answer, or PermissionDenied."""
    if not may_do(by, NEEDED[RequestKind(request.kind)]):
        raise PermissionDenied
    current = Request.objects.select_for_update().get(pk=request.pk)
    if current.answered_at:
        raise Refused(gettext("Somebody else has answered this request already."))
    current.outcome, current.answer = outcome, words
    current.answered_at, current.answered_by = timezone.now(), by
    current.save()
    transaction.on_commit(partial(_tell_who_asked, current), robust=True)
    return current


def fulfil(kind: RequestKind, about: Page | Person, *, by: Any) -> None:
    """Answer every open request for what has just been done."""
    for request in open_requests().filter(kind=kind, **_subject(about)):
        answer(request, Outcome.DONE, by=by)


def url_of(request: Request) -> str:
    """Where the secretariat answers."""
    return reverse("interventions:request", args=[request.pk])


def _subject(about: Page | Person) -> dict[str, Any]:
    return {"page_key": about.translation_key} if isinstance(about, Page) else {"person": about}


def _tell_the_secretariat(request: Request) -> None:
    """To everybody there who wants mail, and where nobody does to all: this does not wait for tomorrow's digest."""
    people = recipients(None)
    told = [user for user in people if user.mail != MailWish.NEVER] or people
    for user in told:
        _send("request", user, request, address=f"{settings.WAGTAILADMIN_BASE_URL}{url_of(request)}")


def _tell_who_asked(request: Request) -> None:
    if request.by and request.by.is_active:
        _send("answer", request.by, request)


def _send(template: str, to: User, request: Request, **context: Any) -> None:
    language = mails.language_for(to)
    with translation.override(language):
        what = request.get_kind_display()
        person = request.by.name if request.by else ""
        mails.send(
            template, [to.email], language, request=request, what=what, title=request.title, person=person, **context
        )
