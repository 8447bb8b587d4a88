"""The screens that stop an appeal in all languages and lift that."""

from __future__ import annotations

from typing import Any, ClassVar

from django.urls import reverse
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from interventions import stopping
from interventions.asking import ask
from interventions.choices import RequestKind, StopReason
from interventions.forms import StopForm, WhyForm
from interventions.places import kind_of
from interventions.rights import may_do, may_start
from interventions.touched import Touched, touched_by_stop
from interventions.views.base import PageIntervention
from interventions.views.hub import Offer, offering
from sections.languages import isolated
from sections.roles import Action


class StopView(PageIntervention):
    """Before: what it touches; then what readers are told, and why."""

    action = Action.STOP_APPEAL
    asks_for: ClassVar[RequestKind | None] = RequestKind.STOP
    form_class: ClassVar[type[WhyForm]] = StopForm
    template_name = "interventions/admin/stop.html"
    page_title = _("Stop this appeal")
    verb = _("Stop in all languages")
    explanation = _(
        "Readers are told at once, each in the language of the page, that the appeal is stopped, and are asked to write "
        "no more. What they could do goes from all pages, and the letters are withdrawn. Nothing has to be translated, "
        "and it can be undone."
    )

    def refusal(self) -> str:
        return stopping.why_not_stop(self.page)

    def preview(self) -> Touched:
        return touched_by_stop(self.page)

    def perform(self, form: WhyForm) -> str:
        reason = StopReason(form.cleaned_data["reason"])
        stopping.stop(self.page, reason, by=self.request.user, why=form.cleaned_data["why"])
        count = touched_by_stop(self.page).live
        return ngettext(
            "The appeal is stopped. Readers see it in %(count)d language.",
            "The appeal is stopped. Readers see it in %(count)d languages.",
            count,
        ) % {"count": count}

    def ask(self, why: str) -> str:
        ask(RequestKind.STOP, self.page, by=self.request.user, why=why)
        return asked()


class LiftStopView(StopView):
    """The way back."""

    asks_for = None
    form_class = WhyForm
    page_title = _("Let readers act again")
    verb = _("Let readers act again")
    explanation = _(
        "Readers can act on the appeal again in all languages. Letters and what sections have added come back."
    )

    def refusal(self) -> str:
        return "" if stopping.stop_of(self.page) else gettext("This appeal is not stopped.")

    def perform(self, form: WhyForm) -> str:
        stopping.lift_stop(self.page, by=self.request.user, why=form.cleaned_data["why"])
        return gettext("Readers can act on the appeal again.")


def asked() -> str:
    """What is said when the secretariat has been asked."""
    return gettext("The secretariat has been told by mail, and has your request on its desk.")


@offering
def offer(page: Page, user: Any) -> list[Offer]:
    """Stopping, or lifting the stop that is in force."""
    if not kind_of(page).can_stop or not may_start(user, Action.STOP_APPEAL):
        return []
    if row := stopping.stop_of(page):
        words = {"person": isolated(row.by.name if row.by else "–"), "why": isolated(row.why)}
        state = gettext("This appeal is stopped in all languages, by %(person)s: %(why)s") % words
        lift = reverse("interventions:lift_stop", args=[page.pk])
        label = str(LiftStopView.verb) if may_do(user, Action.STOP_APPEAL) else ""
        return [Offer(label, str(LiftStopView.explanation) if label else "", lift, state)]
    url = reverse("interventions:stop", args=[page.pk])
    return [
        Offer(str(StopView.page_title), gettext("The appeal is over, or letters do harm: readers are told so."), url)
    ]
