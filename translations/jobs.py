"""Does jobs in the background, part by part, each in a task of its own. Knows no kind of work: runners are told.

Everything may be repeated: a part that is done is left alone, a duplicate of a task finds nothing to do, and a part that
was interrupted is taken up by `repeat`.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable
from contextlib import nullcontext
from functools import partial
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.utils import timezone, translation
from django.utils.translation import gettext
from django_tasks import task
from wagtail.models import Page

from sections.mails import language_for
from translations.models import Job, JobKind, JobPart, PartState
from translations.models.jobs import ENDED, INTERRUPTED_AFTER

logger = logging.getLogger(__name__)

#: Does one part of a job; may answer with a sentence about what it left undone. Raises Refused, or PermissionDenied with
#: a sentence, when it cannot be done.
Runner = Callable[[Job, str], str | None]
_RUNNERS: dict[str, Runner] = {}
#: Kinds that wait for somebody else: they hold no transaction open meanwhile, and see to theirs themselves.
_WAITING_FOR_OTHERS: set[str] = set()


class Refused(Exception):  # noqa: N818  (it is an answer, not a fault)
    """Raised by a runner with a sentence for the person who ordered the work. Nothing was changed."""


def runner(kind: JobKind, *, waits_for_others: bool = False) -> Callable[[Runner], Runner]:
    """Register what does the parts of a kind of job; a decorator. Each part is a transaction, unless it waits."""

    def register(run: Runner) -> Runner:
        _RUNNERS[kind] = run
        if waits_for_others:
            _WAITING_FOR_OTHERS.add(kind)
        return run

    return register


@transaction.atomic
def order(kind: JobKind, page: Page, keys: Iterable[str], user: Any, **options: Any) -> Job:
    """A job with a part for each key, begun after the commit.

    Where a job of this kind is at work on the same page with the same options, parts that it has are not ordered again;
    if it has all of them, it is returned itself.
    """
    Page.objects.select_for_update().get(pk=page.pk)  # two orders at one moment see each other
    wanted = list(dict.fromkeys(keys))
    at_work = [
        job
        for job in Job.objects.filter(kind=kind, page=page, options=options).prefetch_related("parts")[:20]
        if job.is_open
    ]
    taken = {part.key for job in at_work for part in job.parts.all() if not part.has_ended}
    left = [key for key in wanted if key not in taken]
    if not left and at_work:
        return at_work[0]
    job = Job.objects.create(
        kind=kind, page=page, title=page.get_admin_display_title()[:255], user=user, options=options
    )
    parts = JobPart.objects.bulk_create([JobPart(job=job, key=key) for key in left])
    _begin(parts)
    return job


@transaction.atomic
def repeat(job: Job) -> int:
    """Begin what failed anew, and what was interrupted; how many parts that is."""
    interrupted = job.is_interrupted
    parts = [
        part
        for part in JobPart.objects.select_for_update().filter(job=job).exclude(state=PartState.DONE)
        if interrupted or part.state == PartState.FAILED
    ]
    for part in parts:
        part.state, part.message, part.moved_at = PartState.WAITING, "", timezone.now()
        part.attempt += 1
        part.save()
    _begin(parts)
    return len(parts)


def _begin(parts: Iterable[JobPart]) -> None:
    for part in parts:
        transaction.on_commit(partial(run_part.enqueue, part.pk, part.attempt), robust=True)


@task()
def run_part(part_id: int, attempt: int) -> None:
    """Do one part, unless it was done, is being done, or was ordered anew meanwhile. May be repeated."""
    waiting = JobPart.objects.filter(pk=part_id, attempt=attempt, state=PartState.WAITING)
    if not waiting.update(state=PartState.RUNNING, moved_at=timezone.now()):
        return
    part = JobPart.objects.select_related("job__page", "job__user").get(pk=part_id)
    with translation.override(language_for(part.job.user) if part.job.user else "en"):
        state, message = _outcome(part)
    JobPart.objects.filter(pk=part_id, attempt=attempt).update(state=state, message=message, moved_at=timezone.now())


def _outcome(part: JobPart) -> tuple[PartState, str]:
    """Do the part; what became of it, with a sentence where there is something to say."""
    kind = part.job.kind
    try:
        with nullcontext() if kind in _WAITING_FOR_OTHERS else transaction.atomic():
            return PartState.DONE, _RUNNERS[kind](part.job, part.key) or ""
    except (Refused, PermissionDenied) as refused:
        return PartState.FAILED, str(refused) or gettext("You may not change this page.")
    except Exception:  # whatever breaks in one part, the others are wanted, and so is a sentence about this one
        logger.exception("Part %s of job %s failed.", part.key, part.job_id)
        return PartState.FAILED, gettext("An error kept this from being done. It was logged; please try it again.")


def jobs_of(user: Any) -> models.QuerySet[Job]:
    """What a person has ordered, the newest first, with its parts."""
    return Job.objects.filter(user=user).prefetch_related("parts").select_related("page", "user")


def has_interrupted(user: Any) -> bool:
    """Whether something that a person has ordered was interrupted. One query; says what Job.is_interrupted says."""
    parts = JobPart.objects.filter(job=models.OuterRef("pk"))
    limit = timezone.now() - INTERRUPTED_AFTER
    left, moved = parts.exclude(state__in=ENDED), parts.filter(moved_at__gte=limit)
    jobs = Job.objects.filter(models.Exists(left), ~models.Exists(moved), user=user, created_at__lt=limit)
    return bool(jobs.exists())
