"""The screens that take a page down in all languages and let it be published again."""

from __future__ import annotations

from typing import Any, ClassVar

from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from interventions import taking_down
from interventions.asking import ask
from interventions.choices import RequestKind
from interventions.forms import WhyForm
from interventions.rights import may_do, may_start
from interventions.touched import Touched, touched_by_take_down
from interventions.views.base import PageIntervention
from interventions.views.hub import Offer, offering
from interventions.views.stop import asked
from sections.languages import isolated, language_list
from sections.roles import Action


class TakeDownView(PageIntervention):
    """Before: what it touches; then why."""

    action = Action.TAKE_DOWN
    asks_for: ClassVar[RequestKind | None] = RequestKind.TAKE_DOWN
    template_name = "interventions/admin/take_down.html"
    page_title = _("Take this page down")
    verb = _("Take down in all languages")
    explanation = _(
        "The page and everything listed here disappears for readers at once, in all languages. Nobody can publish it "
        "again until the secretariat allows it. Nothing is deleted."
    )

    def refusal(self) -> str:
        return taking_down.why_not_take_down(self.page)

    def preview(self) -> Touched:
        return touched_by_take_down(self.page)

    def perform(self, form: WhyForm) -> str:
        taking_down.take_down(self.page, by=self.request.user, why=form.cleaned_data["why"])
        return gettext("The page is down in all languages, and nobody can publish it again until you allow it.")

    def ask(self, why: str) -> str:
        ask(RequestKind.TAKE_DOWN, self.page, by=self.request.user, why=why)
        return asked()


class AllowAgainView(TakeDownView):
    """The way back."""

    asks_for = None
    page_title = _("Allow this page again")
    verb = _("Allow it to be published again")
    explanation = _(
        "The page and what was taken down with it can be published again. They stay drafts until somebody publishes "
        "them, language by language."
    )

    def refusal(self) -> str:
        return "" if taking_down.take_down_of(self.page) else gettext("This page is not taken down.")

    def perform(self, form: WhyForm) -> str:
        row = taking_down.take_down_of(self.page)
        locale = row.locale if row else None
        taking_down.allow_again(self.page, by=self.request.user, why=form.cleaned_data["why"], locale=locale)
        return gettext("The page can be published again. It stays a draft until somebody does.")


@offering
def offer(page: Page, user: Any) -> list[Offer]:
    """Taking down, or lifting what holds the page back."""
    if not may_start(user, Action.TAKE_DOWN):
        return []
    if row := taking_down.take_down_of(page):
        words = {"person": isolated(row.by.name if row.by else "–"), "why": isolated(row.why)}
        state = gettext("This page is taken down, by %(person)s: %(why)s") % words
        if row.locale:
            words["languages"] = language_list([row.locale.language_code])
            state = gettext("This page is taken down in these languages: %(languages)s. By %(person)s: %(why)s") % words
        label = str(AllowAgainView.verb) if may_do(user, Action.TAKE_DOWN) else ""
        url = reverse("interventions:allow_again", args=[page.pk])
        return [Offer(label, str(AllowAgainView.explanation) if label else "", url, state)]
    url = reverse("interventions:take_down", args=[page.pk])
    text = gettext("Nobody is to read it any more, in any language, with everything below it.")
    # A page above it may be what holds it back.
    return [Offer(str(TakeDownView.page_title), text, url, taking_down.held(page))]
