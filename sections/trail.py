"""The trail: who changed whose rights, when and why, in Wagtail's audit log. Decides nothing about rights.

An entry stands on the section; what concerns the secretariat stands on the membership or the invitation itself. Wagtail's
own screens show only what kind of change it was; names, addresses and reasons are read in the report, by READ_TRAIL.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Q, QuerySet
from django.utils.translation import gettext, gettext_lazy
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import LogActionRegistry, log
from wagtail.models import ModelLogEntry, Page

from sections.actors import actor_of
from sections.choices import Role, SectionState, Standing
from sections.languages import isolated, language_list
from sections.models import Invitation, Membership, NationalSection, User
from sections.pages import target_of
from sections.policy import is_emergency
from sections.roles import Action

PREFIX = "sections."


class Deed(models.TextChoices):
    """What can happen to rights, and what it is called."""

    CREATED = "sections.created", _("Section created")
    STATE = "sections.state", _("State of a section changed")
    LANGUAGES = "sections.languages", _("Languages of a section changed")
    JOINED = "sections.joined", _("Role given")
    LEFT = "sections.left", _("Role taken away")
    INVITED = "sections.invited", _("Invitation sent")
    SENT_AGAIN = "sections.sent_again", _("Invitation sent again")
    ACCEPTED = "sections.accepted", _("Invitation accepted")
    WITHDRAWN = "sections.withdrawn", _("Invitation withdrawn")
    EMERGENCY = "sections.emergency", _("Published in an emergency")
    STOPPED = "sections.stopped", _("Appeal stopped")
    STOP_LIFTED = "sections.stop_lifted", _("Stop of an appeal lifted")
    TAKEN_DOWN = "sections.taken_down", _("Page taken down in all languages")
    ALLOWED_AGAIN = "sections.allowed_again", _("Page may be published again")
    REDACTED = "sections.redacted", _("Name of a person withheld or shortened")
    NAMED_AGAIN = "sections.named_again", _("Name of a person shown again")
    RELEASED = "sections.released", _("Languages published together")
    SCHEDULED = "sections.scheduled", _("Languages planned to go live together")
    UNSCHEDULED = "sections.unscheduled", _("Plan to go live together called off")
    MERGED = "sections.merged", _("Two records merged")


_SENTENCES = {
    Deed.CREATED: gettext_lazy("The section was created with these languages: %(languages)s."),
    Deed.STATE: gettext_lazy("The state became “%(state)s”."),
    Deed.LANGUAGES: gettext_lazy("The languages became: %(languages)s."),
    Deed.JOINED: gettext_lazy("%(person)s got the role “%(role)s”."),
    Deed.LEFT: gettext_lazy("%(person)s lost the role “%(role)s”."),
    Deed.INVITED: gettext_lazy("%(person)s was invited as “%(role)s”."),
    Deed.SENT_AGAIN: gettext_lazy("The invitation of %(person)s as “%(role)s” was sent again."),
    Deed.ACCEPTED: gettext_lazy("%(person)s accepted the invitation as “%(role)s”."),
    Deed.EMERGENCY: gettext_lazy(
        "“%(page)s” was published in %(languages)s over the head of the section that leads there."
    ),
    Deed.STOPPED: gettext_lazy("“%(page)s” was stopped. Languages: %(languages)s."),
    Deed.STOP_LIFTED: gettext_lazy("“%(page)s” is no longer stopped. Languages: %(languages)s."),
    Deed.TAKEN_DOWN: gettext_lazy("“%(page)s” was taken down. Languages: %(languages)s."),
    Deed.ALLOWED_AGAIN: gettext_lazy("“%(page)s” may be published again. Languages: %(languages)s."),
    Deed.REDACTED: gettext_lazy("Readers see less of the name of %(person)s than before."),
    Deed.NAMED_AGAIN: gettext_lazy("Readers see more of the name of %(person)s than before."),
    Deed.RELEASED: gettext_lazy("“%(page)s” was published in these languages together: %(languages)s."),
    Deed.SCHEDULED: gettext_lazy("“%(page)s” is to go live in these languages together: %(languages)s."),
    Deed.UNSCHEDULED: gettext_lazy("“%(page)s” is not to go live together in these languages any more: %(languages)s."),
    Deed.MERGED: gettext_lazy("“%(page)s” became part of “%(person)s”."),
    Deed.WITHDRAWN: gettext_lazy("The invitation of %(person)s as “%(role)s” was withdrawn."),
}


def register(actions: LogActionRegistry) -> None:
    """Make the deeds known to Wagtail's audit log."""
    for deed in Deed:
        actions.register_action(deed.value, deed.label, deed.label)


def note_section(deed: Deed, section: NationalSection, *, by: User | None = None, **data: Any) -> None:
    """Write down what happened to a section."""
    log(section, deed.value, user=by, data=data)


def note_emergency(page: Page, user: User) -> None:
    """Write down on the section in charge that somebody published by the secretariat's right alone; else nothing."""
    target = target_of(page)
    if not is_emergency(actor_of(user), Action.PUBLISH_PAGE, target):
        return
    sections = NationalSection.objects.active()
    leads = Q(section_locales__locale=page.locale_id, section_locales__standing=Standing.LEAD)
    section = sections.filter(pk=target.section).first() if target.section else sections.filter(leads).first()
    if section:  # a language that nobody leads is the secretariat's own work
        note_section(Deed.EMERGENCY, section, by=user, page=page.title, languages=[target.locale])


def note_intervention(deed: Deed, row: Any, locale_ids: Collection[int], *, by: Any, reason: str, **data: Any) -> None:
    """Write down on the secretariat's `row`, and on every section that works in one of these languages, what was done.

    `data` holds what the sentence of the deed names: `page` (a title), `languages` (codes), `person` (a name).
    """
    data["reason"] = reason
    log(row, deed.value, user=by, data=data, title=data.get("page") or data.get("person"))
    touched = NationalSection.objects.filter(section_locales__locale__in=locale_ids).distinct()
    for section in touched:
        note_section(deed, section, by=by, **data)


_SECRETARIATS: list[type[models.Model]] = [Membership, Invitation]


def add_secretariats(model: type[models.Model]) -> None:
    """Let rows of another app stand in the trail of the secretariat."""
    if model not in _SECRETARIATS:
        _SECRETARIATS.append(model)


def note_membership(deed: Deed, membership: Membership, reason: str = "") -> None:
    """Write down that a role was given or has ended; who did it is known from the request."""
    person = User.objects.filter(pk=membership.user_id).first()
    data = {"person": person.name if person else "", "role": membership.role, "reason": reason}
    _note_member(deed, membership, data)


def note_invitation(deed: Deed, invitation: Invitation, *, by: User | None = None) -> None:
    """Write down what happened to an invitation."""
    _note_member(deed, invitation, {"person": invitation.email, "role": invitation.role}, by)


def _note_member(deed: Deed, row: Membership | Invitation, data: dict[str, Any], by: User | None = None) -> None:
    if row.section:
        log(row.section, deed.value, user=by, data=data)
    else:
        log(row, deed.value, user=by, data=data, title=str(Role.SECRETARIAT.label))


def entries(sections: set[int], *, with_secretariat: bool) -> QuerySet[ModelLogEntry]:
    """The trail of these sections, and of the secretariat, newest first."""
    types = ContentType.objects.get_for_models(NationalSection, *_SECRETARIATS)
    wanted = Q(content_type=types[NationalSection], object_id__in=[str(pk) for pk in sections])
    if with_secretariat:
        wanted |= Q(content_type__in=[types[model] for model in _SECRETARIATS])
    found: QuerySet[ModelLogEntry] = ModelLogEntry.objects.filter(wanted, action__startswith=PREFIX)
    return found.select_related("user").order_by("-timestamp", "-pk")


def section_id(entry: ModelLogEntry) -> int | None:
    """The section that an entry stands on; None for the secretariat's."""
    stands_on_section = entry.content_type_id == ContentType.objects.get_for_model(NationalSection).pk
    return int(entry.object_id) if stands_on_section else None


def sentence(entry: ModelLogEntry) -> str:
    """What happened, in the active language."""
    data = entry.data
    state, role = data.get("state"), data.get("role")
    words = {
        "languages": language_list(data.get("languages", [])),
        "state": SectionState(state).label if state else "",
        "role": Role(role).label if role else "",
        "page": isolated(data.get("page", "")),
        "person": isolated(data.get("person") or gettext("Somebody without a name")),
    }
    return str(_SENTENCES[Deed(entry.action)]) % words
