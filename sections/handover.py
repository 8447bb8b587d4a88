"""Hands on the work of people whose rights have ended: opens their locks, gives what they submitted to whoever sees to the
section's work, and tells them. Takes no right.

The owner of a page stays: it says who made it and gives no right. What was submitted has somebody to whom it comes back.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from wagtail.log_actions import log
from wagtail.models import Page, WorkflowState

from sections import mails
from sections.actors import forget
from sections.choices import Role
from sections.languages import own_name
from sections.models import NationalSection, User
from sections.pages import may_with_page
from sections.roles import Action


@dataclass(frozen=True)
class Piece:
    """A page that waits for somebody else."""

    title: str
    language: str
    person: str
    address: str


def hand_over(users: Iterable[User], section: NationalSection | None) -> list[Piece]:
    """Unlock the pages that these people may not change any more, and hand what they submitted to the section's lead.

    Where no lead is left, or the section does not work, it falls to the secretariat. All leads are told by mail.
    """
    people = {user.pk: user for user in users}
    if not people:
        return []
    for user in people.values():
        forget(user)
    pieces = []
    for page in Page.objects.filter(locked=True, locked_by__in=people).select_related("locale").order_by("pk"):
        person = people[page.locked_by_id]
        if not may_with_page(person, Action.CHANGE_PAGE, page):
            Page.objects.filter(pk=page.pk).update(locked=False, locked_by=None, locked_at=None)
            log(page, "wagtail.unlock")
            pieces.append(_piece(page, person))
    heirs = [user for user in recipients(section) if user.pk not in people]
    for state in WorkflowState.objects.active().filter(requested_by__in=people).order_by("pk"):
        page, person = state.content_object, people[state.requested_by_id]
        if isinstance(page, Page) and not may_with_page(person, Action.SUBMIT_PAGE, page):
            _hand_on(state, page, heirs)
            pieces.append(_piece(page, person))
    pieces = list(dict.fromkeys(pieces))
    if pieces:
        transaction.on_commit(lambda: _tell(section, pieces))
    return pieces


def _hand_on(state: WorkflowState, page: Page, heirs: list[User]) -> None:
    """What is sent back comes to the first who may submit it again, and waits on her desk."""
    heir = next((user for user in heirs if may_with_page(user, Action.SUBMIT_PAGE, page)), None)
    if heir:
        WorkflowState.objects.filter(pk=state.pk).update(requested_by=heir)


def recipients(section: NationalSection | None) -> list[User]:
    """Who sees to the work of a section: its leads while it works, else the secretariat."""
    active = User.objects.filter(is_active=True)
    if section and section.is_active:
        leads = list(
            active.filter(memberships__section=section, memberships__role=Role.LEAD).order_by(
                "memberships__since", "pk"
            )
        )
        if leads:
            return leads
    return list(active.filter(memberships__section=None, memberships__role=Role.SECRETARIAT))


def _piece(page: Page, person: User) -> Piece:
    path = reverse("wagtailadmin_pages:edit", args=[page.pk])
    address = f"{settings.WAGTAILADMIN_BASE_URL}{path}"
    return Piece(page.get_admin_display_title(), own_name(page.locale.language_code), person.name, address)


def _tell(section: NationalSection | None, pieces: list[Piece]) -> None:
    mails.tell("handover", recipients(section), section=section or Role.SECRETARIAT.label, pieces=pieces)
