"""What waits in somebody's languages, for her mail of the day. Tells only when something is new since the last time.

Who wants one mail a day is told the day after. To all others who want mails, what presses is told the day after too, and
the rest once a week: sections are told although nobody has chosen anything, and few mails come.
"""

from __future__ import annotations

import datetime
from collections.abc import Collection
from dataclasses import dataclass

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from sections.actors import actor_of
from sections.choices import MailWish
from sections.digests import Report, end_of_day
from sections.languages import isolated
from sections.models import User
from sections.policy import own_locales
from sections.roles import Action
from translations.board.held import held_pages
from translations.board.placements import ALONE, Placement, Urgency, placements
from translations.freshness.degrees import TOLD_TO_READERS, Degree, degrees_for
from translations.guard.rights import readable_locales
from translations.languages import language_name
from translations.models import ToldWaiting
from translations.states import State, TranslationState, TranslationStates

#: How many lines stand under a heading; the rest is on the board.
SHOWN = 10
#: Translations that are begun too late for these are too late.
PRESSING = (Urgency.URGENT, Urgency.DATED)
PRESSING_MARK = "!"
NEVER = datetime.datetime.fromtimestamp(0, tz=datetime.UTC)


@dataclass(frozen=True)
class Task:
    """One page in one language that waits, why it does, and how urgent it is."""

    row: TranslationState
    degree: Degree | None
    placement: Placement

    @property
    def name(self) -> str:
        """The same for as long as the same waits: a further change of an original makes another."""
        since = self.row.since.isoformat() if self.row.since and self.row.state is State.OUTDATED else ""
        return f"{self.row.page_id}:{self.row.locale}:{self.row.state.value}:{since}"

    @property
    def told_as(self) -> str:
        """How it is remembered that somebody has been told."""
        return f"{self.name}{PRESSING_MARK if self.is_pressing else ''}"

    def is_new_to(self, told: Collection[str]) -> bool:
        """Whether somebody who was told of these does not know of it, or not that it presses."""
        return self.told_as not in told and f"{self.name}{PRESSING_MARK}" not in told

    @property
    def is_pressing(self) -> bool:
        """Whether it cannot wait for the end of a week: it is urgent, or readers miss facts or what is safe."""
        return self.placement.urgency is Urgency.URGENT or (self.degree or 0) >= TOLD_TO_READERS

    @property
    def subject(self) -> str:
        """The page and its language, each in its own script and direction."""
        return f"{isolated(self.row.title)} ({isolated(language_name(self.row.locale))})"

    @property
    def deadline(self) -> datetime.date | None:
        """Until when readers are to act; None where that is no more or was never said."""
        return self.placement.deadline if self.placement.urgency in PRESSING else None


@dataclass(frozen=True)
class Heading:
    """Tasks of one sort, the most urgent first."""

    text: str
    tasks: list[Task]

    @property
    def shown(self) -> list[Task]:
        return self.tasks[:SHOWN]


def waiting_for(user: User) -> list[Heading]:
    """What waits in the languages of somebody's sections, by sort; empty for those who work in none or in all."""
    actor = actor_of(user)
    locales = own_locales(actor, Action.TRANSLATE)
    if not locales:
        return []
    led = own_locales(actor, Action.PUBLISH_PAGE) or set()
    tasks = _tasks(locales, readable_locales(user))
    headings = [
        Heading(_("Translations out of date"), [task for task in tasks if task.row.state is State.OUTDATED]),
        Heading(
            _("Urgent and not translated yet"),
            [
                task
                for task in tasks
                if task.row.state in (State.MISSING, State.PARTIAL) and task.placement.urgency in PRESSING
            ],
        ),
        Heading(
            _("Translations ready to publish"),
            [task for task in tasks if task.row.state is State.DRAFT and task.row.locale in led],
        ),
    ]
    return [heading for heading in headings if heading.tasks]


def _tasks(locales: Collection[str], drafts_in: frozenset[str]) -> list[Task]:
    states = (State.OUTDATED, State.MISSING, State.PARTIAL, State.DRAFT)
    rows = list(
        TranslationStates(locales=tuple(sorted(locales)), states=states, drafts_in=drafts_in, left_out=held_pages())
    )
    degrees, places = degrees_for(rows), placements({row.page_id for row in rows})
    tasks = [
        Task(row, degrees.get((row.page_id, row.locale)), places.get(row.page_id, ALONE))
        for row in rows
        if degrees.get((row.page_id, row.locale)) is not Degree.MINOR
    ]
    return sorted(tasks, key=_rank)


def _rank(task: Task) -> tuple[int, datetime.date]:
    """The gravest first, then those whose time is up first."""
    return -(task.degree or 0), task.deadline or datetime.date.max


def report_for(user: User, until: datetime.datetime) -> Report | None:
    """What to tell somebody in the mail of the day that ended at `until`; None when nothing is new.

    Asked once a day; what was told is remembered in the transaction in which the mail goes out.
    """
    ToldWaiting.objects.get_or_create(user=user, defaults={"asked_at": NEVER})
    told = ToldWaiting.objects.select_for_update(skip_locked=True).filter(user=user, asked_at__lt=until).first()
    if told is None:
        return None
    headings = waiting_for(user)
    tasks = [task for heading in headings for task in heading.tasks]
    new = [task for task in tasks if task.is_new_to(told.entries)]
    week_is_over = _week(end_of_day(told.asked_at)) != _week(until)
    is_due = bool(new) and (user.mail == MailWish.DAILY or week_is_over or any(task.is_pressing for task in new))
    # What was not told stays new.
    waiting = {task.name for task in tasks}
    kept = [entry for entry in told.entries if entry.rstrip(PRESSING_MARK) in waiting]
    told.entries, told.asked_at = sorted(task.told_as for task in tasks) if is_due else kept, timezone.now()
    told.save()
    if not is_due:
        return None
    address = f"{settings.WAGTAILADMIN_BASE_URL}{reverse('translations_board')}"
    text = render_to_string("translations/mails/waiting.txt", {"headings": headings, "address": address})
    return Report(_("Work that waits in your languages"), text.strip())


def _week(moment: datetime.datetime) -> tuple[int, int]:
    """The year and the number of the week in which a moment lies here."""
    year, week, _day = timezone.localtime(moment).isocalendar()
    return year, week
