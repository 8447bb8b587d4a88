"""How far work in the background is: the list of what somebody has ordered, and a screen for each job that keeps up with it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.models import Page

from sections.actors import actor_of
from sections.policy import may
from sections.roles import Action
from translations.guard.rights import may_in
from translations.jobs import jobs_of, repeat
from translations.languages import language_name
from translations.models import Job, JobKind, JobPart, PartState

URL_NAME, LIST_URL_NAME = "translations_job", "translations_jobs"
#: How many jobs the list shows.
SHOWN = 50


@dataclass(frozen=True)
class Row:
    """One part as the screen shows it; `url` leads to what it has made."""

    name: str
    part: JobPart
    url: str


def crumb() -> dict[str, Any]:
    """The list of jobs in the breadcrumbs."""
    return {"url": reverse(LIST_URL_NAME), "label": gettext("Work in the background")}


class JobView(WagtailAdminTemplateMixin, TemplateView):
    """One job, for the person who ordered it and for those who may read everything. POST begins anew what failed."""

    template_name = "translations/job.html"
    header_icon = "tasks"

    @cached_property
    def job(self) -> Job:
        return get_object_or_404(Job.objects.prefetch_related("parts"), pk=self.kwargs["job_id"])

    @property
    def is_own(self) -> bool:
        return bool(self.job.user_id == self.request.user.pk)

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not self.is_own and not may(actor_of(request.user), Action.READ_DRAFT):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not self.is_own:
            raise PermissionDenied
        if not repeat(self.job):
            messages.warning(request, gettext("Nothing is left to be repeated."))
        return redirect(URL_NAME, self.job.pk)

    def get_page_title(self) -> str:
        return self.job.kind_label

    def get_page_subtitle(self) -> str:
        return self.job.title

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*super().get_breadcrumbs_items(), crumb(), {"url": "", "label": self.get_header_title()}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        job = self.job
        left = job.failed or job.is_interrupted
        return super().get_context_data(
            job=job,
            rows=self._rows(),
            sentence=sentence_of(job),
            may_repeat=bool(left) and self.is_own,
            page_url=self._page_url(),
            **kwargs,
        )

    def _page_url(self) -> str:
        """The page, where the work is about one page and not about its languages."""
        page = self.job.page
        if self.job.kind != JobKind.MACHINE or page is None:
            return ""
        may_go = may_in(self.request.user, Action.TRANSLATE, page.locale.language_code)
        return reverse("wagtailadmin_pages:edit", args=[page.pk]) if may_go else ""

    def _rows(self) -> list[Row]:
        if self.job.kind == JobKind.MACHINE:
            return [Row(part.key, part, "") for part in self.job.parts.all()]
        made: dict[str, int] = {}
        if self.job.page_id:
            key = Page.objects.filter(pk=self.job.page_id).values("translation_key")
            made = dict(Page.objects.filter(translation_key__in=key).values_list("locale__language_code", "pk"))
        return [Row(language_name(part.key), part, self._url(part, made)) for part in self.job.parts.all()]

    def _url(self, part: JobPart, made: dict[str, int]) -> str:
        if part.state != PartState.DONE or part.key not in made:
            return ""
        if not may_in(self.request.user, Action.TRANSLATE, part.key):
            return ""
        return reverse("wagtailadmin_pages:edit", args=[made[part.key]])


class JobsView(WagtailAdminTemplateMixin, TemplateView):
    """What the person has ordered."""

    template_name = "translations/jobs.html"
    header_icon = "tasks"
    page_title = _("Work in the background")

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*super().get_breadcrumbs_items(), {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        found = [(job, sentence_of(job)) for job in jobs_of(self.request.user)[:SHOWN]]
        return super().get_context_data(jobs=found, **kwargs)


def sentence_of(job: Job) -> str:
    """How far a job is, as one sentence."""
    figures = {"done": job.done, "total": job.total, "failed": job.failed}
    if job.is_interrupted:
        return gettext("Interrupted: %(done)d of %(total)d are done, and nothing has moved for ten minutes.") % figures
    if job.is_open:
        return gettext("In progress: %(done)d of %(total)d are done.") % figures
    if job.failed:
        text = ngettext(
            "Finished: %(done)d of %(total)d are done, %(failed)d has failed.",
            "Finished: %(done)d of %(total)d are done, %(failed)d have failed.",
            job.failed,
        )
        return text % figures
    return gettext("Finished: %(done)d of %(total)d are done.") % figures
