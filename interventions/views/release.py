"""The screens that publish languages of a page together, now or at a time, and that call a plan off."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.utils.timezone import localtime
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from interventions import releasing
from interventions.forms import WhyForm
from interventions.readiness import Readiness, readiness
from interventions.release_form import ReleaseForm
from interventions.rights import may_do
from interventions.touched import Touched, in_all_languages, lines
from interventions.views.base import PageIntervention
from interventions.views.hub import Offer, offering
from sections.languages import language_list
from sections.roles import Action
from translations.notices import tell_what_is_out_of_date
from translations.originals import original_of


class ReleaseView(PageIntervention):
    """Before: which languages are ready and what the others lack; then which, when and why."""

    action = Action.RELEASE
    form_class = ReleaseForm
    template_name = "interventions/admin/release.html"
    page_title = _("Publish languages together")
    verb = _("Publish together")
    explanation = _(
        "What you choose goes live in one go: all of it or nothing. What is not ready stays out and can follow later."
    )

    @cached_property
    def readiness(self) -> Readiness:
        """The languages of the page."""
        return readiness(self.page)

    def preview(self) -> Readiness:
        return self.readiness

    def chosen(self) -> set[str]:
        """The languages that are ticked: at first, all that are ready."""
        if self.request.method != "POST":
            return {line.code for line in self.readiness.ready}
        return set(self.request.POST.getlist("languages"))

    def perform(self, form: WhyForm) -> str:
        at = form.cleaned_data["at"]
        releasing.release(self.page, self.chosen(), by=self.request.user, why=form.cleaned_data["why"], at=at)
        words = {"languages": language_list(sorted(self.chosen()))}
        if at is None:
            original = original_of(self.page)
            if original.locale.language_code in self.chosen():
                tell_what_is_out_of_date(self.request, original)
            return gettext("The page is live in these languages: %(languages)s.") % words
        words["time"] = time_of(at)
        return gettext("The page goes live at %(time)s in these languages: %(languages)s.") % words

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(chosen=self.chosen(), planned=plan_of(self.page), **kwargs)


class CancelReleaseView(PageIntervention):
    """Calls off what is planned."""

    action = Action.RELEASE
    template_name = "interventions/admin/cancel_release.html"
    page_title = _("Call the plan off")
    verb = _("Take all of them off the schedule")
    explanation = _("These languages do not go live at the time that was chosen. Their drafts stay.")

    def refusal(self) -> str:
        return "" if releasing.planned(self.page) else gettext("Nothing is planned for this page.")

    def preview(self) -> Touched:
        ids = [int(revision.object_id) for revision in releasing.planned(self.page)]
        return Touched(lines(in_all_languages(self.page).filter(pk__in=ids)))

    def perform(self, form: WhyForm) -> str:
        releasing.cancel(self.page, by=self.request.user, why=form.cleaned_data["why"])
        return gettext("The plan is called off. The drafts stay.")


def time_of(moment: Any) -> str:
    """A moment as the editor's clocks say, and which clocks these are: colleagues live in other zones."""
    local = localtime(moment)
    return f"{date_format(local, 'DATETIME_FORMAT')} ({local.tzname()})"


def plan_of(page: Page) -> str:
    """What is planned, as a sentence; "" when nothing is."""
    revisions = releasing.planned(page)
    if not revisions:
        return ""
    ids = [int(revision.object_id) for revision in revisions]
    codes = in_all_languages(page).filter(pk__in=ids).values_list("locale__language_code", flat=True)
    words = {"time": time_of(revisions[0].approved_go_live_at), "languages": language_list(sorted(codes))}
    return gettext("The page goes live at %(time)s in these languages: %(languages)s.") % words


@offering
def offer(page: Page, user: Any) -> list[Offer]:
    """Publishing together, or calling off what is planned."""
    if not may_do(user, Action.RELEASE):
        return []
    text = gettext("Let several languages go live in one go, now or at a time.")
    offers = [Offer(str(ReleaseView.page_title), text, reverse("interventions:release", args=[page.pk]))]
    if plan := plan_of(page):
        url = reverse("interventions:cancel_release", args=[page.pk])
        offers.append(Offer(str(CancelReleaseView.page_title), str(CancelReleaseView.explanation), url, plan))
    return offers
