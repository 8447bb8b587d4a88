"""The first page of the administration: what waits for the person who looks. Reads only; rights are the policy's."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field
from operator import itemgetter
from typing import Any

from django.contrib.auth.models import Group
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from wagtail.admin.ui.components import Component
from wagtail.models import GroupApprovalTask, Page, TaskState, WorkflowState

from campaign_pages.models import AppealPage
from campaign_pages.stops import is_stopped
from interventions.asking import NEEDED, open_requests, url_of
from interventions.reading import is_held
from library.models import DiplomaticMission
from local_content.models import LocalContent
from sections.actors import actor_of
from sections.policy import Actor, may, may_somewhere, own_locales, own_sections
from sections.roles import Action
from translations.freshness.degrees import Degree
from translations.languages import language_name
from translations.states import State, TranslationState, TranslationStates
from translations.views.report import action_url

#: How many entries a list shows; the rest is behind its link.
SHOWN = 8
#: Days before something ends at which it appears here.
DAYS_AHEAD = 14
#: What a translator has to do something about, the most urgent first.
WAITING = (State.OUTDATED, State.ERRORED, State.CORE, State.PARTIAL, State.DRAFT, State.MISSING)


@dataclass(frozen=True)
class Entry:
    """One thing that waits: what it is, where it is dealt with, a few words more, where it is compared."""

    title: str
    url: str
    detail: str = ""
    state: State | None = None
    compare_url: str = ""
    degree: Degree | None = None


@dataclass(frozen=True)
class Waiting:
    """Things of one sort that wait; `count` is how many there are, of which some are shown."""

    heading: str
    count: int
    entries: list[Entry] = field(default_factory=list)
    url: str = ""


def desk_for(user: Any) -> list[Waiting]:
    """Everything that waits for somebody, by sort; sorts without entries are left out. At most thirteen queries."""
    actor = actor_of(user)
    lists = [
        _requests(actor),
        *_approval(user),
        *_translations(actor),
        _appeals(actor),
        _local_content(actor),
        _missions(actor),
    ]
    return [waiting for waiting in lists if waiting.count]


def _requests(actor: Actor) -> Waiting:
    """What sections have asked of the secretariat, for those who may do it."""
    kinds = [kind for kind, action in NEEDED.items() if may(actor, action)]
    found = list(open_requests().filter(kind__in=kinds)) if kinds else []
    entries = [
        Entry(f"{row.get_kind_display()}: {row.title}", url_of(row), row.by.name if row.by else "")
        for row in found[:SHOWN]
    ]
    return Waiting(_("Requests to the secretariat"), len(found), entries)


def _approval(user: Any) -> list[Waiting]:
    """What waits for the groups that somebody is in, and what came back to her: hers, or that of a colleague who left.

    One query for both; Wagtail's own list asks once for each task.
    """
    to_approve = Q(status=TaskState.STATUS_IN_PROGRESS, task__active=True) & Q(
        task__in=_approvals(Group.objects.filter(user=user))
    )
    sent_back = Q(
        status=TaskState.STATUS_REJECTED,
        workflow_state__status=WorkflowState.STATUS_NEEDS_CHANGES,
        workflow_state__current_task_state=F("pk"),
        workflow_state__requested_by=user,
    )
    states = (
        TaskState.objects.filter(to_approve | sent_back)
        .select_related("workflow_state", "workflow_state__requested_by", "finished_by")
        .prefetch_related("workflow_state__content_object")
        .order_by("started_at")
    )
    approve, back = [], []
    for state in states:
        if state.status == TaskState.STATUS_IN_PROGRESS:
            by = state.workflow_state.requested_by
            approve.append(_in_review(state, _("submitted by %(name)s") % {"name": by} if by else ""))
        else:
            by = state.finished_by
            back.append(_in_review(state, _("sent back by %(name)s") % {"name": by} if by else ""))
    return [
        Waiting(_("To approve"), len(approve), approve[:SHOWN]),
        Waiting(_("Sent back to you"), len(back), back[:SHOWN]),
    ]


def _in_review(state: TaskState, detail: str) -> Entry:
    subject = state.workflow_state.content_object
    return Entry(
        title=getattr(subject, "draft_title", "") or str(subject),
        url=_edit_url(subject),
        detail=detail,
        compare_url=reverse("translations_compare", args=[subject.pk]) if isinstance(subject, Page) else "",
    )


def _approvals(groups: Any) -> Any:
    return GroupApprovalTask.objects.filter(groups__in=groups).values("task_ptr")


def _edit_url(subject: Any) -> str:
    if isinstance(subject, Page):
        return reverse("wagtailadmin_pages:edit", args=[subject.pk])
    return reverse(subject.snippet_viewset.get_url_name("edit"), args=[subject.pk])


def _translations(actor: Actor) -> list[Waiting]:
    """Pages that are out of date, in error, half done, ready or missing in the languages somebody translates into."""
    locales = own_locales(actor, Action.TRANSLATE)
    if locales == set():
        return []
    own = None if locales is None else tuple(sorted(locales))
    readable = own_locales(actor, Action.READ_DRAFT)
    drafts = None if readable is None else frozenset(readable)
    held = Page.objects.filter(is_held())
    states = TranslationStates(locales=own, states=tuple(WAITING), drafts_in=drafts, left_out=held)
    found = states.first_of_each_state(SHOWN)
    report = reverse("wagtail_localize:translations_report")
    language = f"&locale={own[0]}" if own and len(own) == 1 else ""
    headings = {
        State.OUTDATED: _("Translations out of date"),
        State.ERRORED: _("Translations with errors"),
        State.CORE: _("Published in part"),
        State.PARTIAL: _("Translations half done"),
        State.DRAFT: _("Translations ready to publish"),
        State.MISSING: _("Not translated yet"),
    }
    # Where only typography changed nobody waits: it comes last.
    slight = {state for state, (_count, rows) in found.items() if rows[0].degree is Degree.MINOR}
    return [
        Waiting(
            headings[state],
            found[state][0],
            [_translation(row) for row in found[state][1]],
            f"{report}?state={state.value}{language}",
        )
        for state in sorted(WAITING, key=lambda state: state in slight)
        if state in found
    ]


def _translation(row: TranslationState) -> Entry:
    return Entry(row.title, action_url(row), language_name(row.locale), row.state, degree=row.degree)


def _appeals(actor: Actor) -> Waiting:
    """Appeals in somebody's languages whose last day comes near."""
    locales = own_locales(actor, Action.CHANGE_PAGE)
    today = timezone.localdate()
    until = today + datetime.timedelta(days=DAYS_AHEAD)
    pages = AppealPage.objects.live().filter(act_until__range=(today, until), alias_of=None).exclude(is_stopped())
    if locales is not None:
        pages = pages.filter(locale__language_code__in=locales)
    rows = list(pages.select_related("locale").order_by("act_until")) if locales != set() else []
    entries = [
        Entry(
            page.title,
            _edit_url(page),
            f"{language_name(page.language)} · {date_format(page.act_until, 'DATE_FORMAT')}",
        )
        for page in rows[:SHOWN]
    ]
    return Waiting(_("Appeals that end soon"), len(rows), entries)


def _local_content(actor: Actor) -> Waiting:
    """Local content of somebody's sections that readers will soon see no more, so that she can extend or replace it."""
    sections = own_sections(actor, Action.CHANGE_LOCAL)
    rows = LocalContent.objects.soon_over(timezone.now() + datetime.timedelta(days=DAYS_AHEAD))
    if sections is not None:
        rows = rows.filter(section__in=sections)
    found = list(rows.select_related("section")) if sections != set() else []
    ends = sorted(((row.over_at, row) for row in found if row.over_at), key=itemgetter(0))
    entries = [
        Entry(str(row), _edit_url(row), f"{row.section} · {date_format(end, 'DATE_FORMAT')}")
        for end, row in ends[:SHOWN]
    ]
    return Waiting(_("Local content that ends soon"), len(found), entries)


def _missions(actor: Actor) -> Waiting:
    """Missions in the countries of somebody's sections that nobody has verified for a year, or that were reported."""
    if not may_somewhere(actor, Action.CHANGE_MISSION):
        return Waiting("", 0)
    stale = (
        DiplomaticMission.objects.filter(_in_countries(actor))
        .unverified_for_a_year(timezone.localdate())
        .select_related("host")
    )
    rows = list(stale.order_by("host__code", "pk"))
    entries = [
        Entry(str(row), reverse(row.snippet_viewset.get_url_name("edit"), args=[row.pk])) for row in rows[:SHOWN]
    ]
    listing = reverse(DiplomaticMission.snippet_viewset.get_url_name("list"))
    return Waiting(_("Missions to verify"), len(rows), entries, listing)


def _in_countries(actor: Actor) -> Q:
    """The host countries in which somebody may change missions: all for the secretariat."""
    if actor.is_superuser or any(grant.section is None for grant in actor.grants):
        return Q()
    countries = {grant.section.country for grant in actor.grants if grant.section and grant.works}
    return Q(host__code__in=countries)


class Desk(Component):
    """The panel on the first page."""

    name = "desk"
    template_name = "home/desk.html"
    order = 10

    def get_context_data(self, parent_context: Mapping[str, Any]) -> Mapping[str, Any]:
        """What waits for the person who is logged in."""
        return {"lists": desk_for(parent_context["request"].user)}
