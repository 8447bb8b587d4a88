"""What all screens of the interventions share: who may see them, the preview, and that what was agreed to is what is done."""

from __future__ import annotations

from typing import Any, ClassVar, Protocol

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext, gettext_lazy
from django.views import View
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.models import Page

from interventions.choices import RequestKind
from interventions.forms import AskForm, WhyForm
from interventions.refusals import Refused
from interventions.rights import may_ask, may_do
from sections.roles import Action
from translations.guard.rights import may_read


class Preview(Protocol):
    """What would be touched. Two previews with one digest are the same to the person who agrees."""

    @property
    def digest(self) -> str: ...


class Gone(Exception):  # noqa: N818  (it is an answer, not a fault)
    """Raised where what was to be acted on does not exist any more."""


def say_gone(request: HttpRequest) -> HttpResponse:
    """The answer to Gone."""
    messages.error(request, gettext("This does not exist any more. Nothing was done."))
    return redirect("wagtailadmin_home")


class Intervention(WagtailAdminTemplateMixin, View):
    """A screen: GET shows what would be touched and a form, POST does it unless something has changed since.

    Who may not do it, but may ask, gets a form to ask the secretariat and no preview (`asks_for` says what for).
    A subclass finds its subject, makes the preview and performs the deed.
    """

    action: ClassVar[Action]
    asks_for: ClassVar[RequestKind | None] = None
    form_class: ClassVar[type[WhyForm]] = WhyForm
    template_name = "interventions/admin/deed.html"
    header_icon = "globe"
    #: On the button.
    verb: Any = ""
    #: What will happen, in a sentence or two above the preview.
    explanation: Any = ""

    # --- What subclasses say ---

    def find_subject(self) -> None:
        """Look up what is acted on. Raises Gone when it is not there any more."""
        raise NotImplementedError

    def preview(self) -> Preview:
        """What would be touched now."""
        raise NotImplementedError

    def refusal(self) -> str:
        """Why it cannot be done here at all, as a sentence; "" when it can."""
        return ""

    def perform(self, form: WhyForm) -> str:
        """Do it; returns the sentence that says so. Raises Refused."""
        raise NotImplementedError

    def ask(self, why: str) -> str:
        """Ask the secretariat to do it; returns the sentence that says so. Raises Refused."""
        raise NotImplementedError

    def back(self) -> str:
        """Where to go when it is done."""
        return reverse("wagtailadmin_home")

    def subject(self) -> str:
        """What is acted on, as the screen names it."""
        return ""

    # --- What is the same everywhere ---

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not (self.does or self.asks):
            raise PermissionDenied
        try:
            self.find_subject()
        except Gone:
            return say_gone(request)
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def does(self) -> bool:
        """Whether the person may do it herself."""
        return may_do(self.request.user, self.action)

    @cached_property
    def asks(self) -> bool:
        """Whether she may only ask for it."""
        return self.asks_for is not None and not self.does and may_ask(self.request.user)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self.show(self.form_class() if self.does else AskForm())

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        form = self.form_class(request.POST) if self.does else AskForm(request.POST)
        if self.refusal() or not form.is_valid():
            return self.show(form)
        if isinstance(form, WhyForm) and form.cleaned_data["previewed"] != self.preview().digest:
            messages.warning(
                request,
                gettext("Something has changed since you looked. Nothing was done: please look again and confirm."),
            )
            return self.show(form)
        try:
            done = self.perform(form) if isinstance(form, WhyForm) else self.ask(form.cleaned_data["why"])
        except Refused as refused:
            messages.error(request, str(refused))
        else:
            messages.success(request, done)
        return redirect(self.back())

    def show(self, form: forms.Form) -> HttpResponse:
        """The screen; the form carries what the person is being shown."""
        context: dict[str, Any] = {"refusal": self.refusal(), "form": form, "does": self.does}
        if self.does and not context["refusal"]:
            context["preview"] = self.preview()
            context["digest"] = context["preview"].digest
        return self.render_to_response(self.get_context_data(**context))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            verb=self.verb, explanation=self.explanation, back=self.back(), subject=self.subject(), **kwargs
        )


class PageIntervention(Intervention):
    """One that starts from a page; from an alias, it is the page that the alias repeats."""

    page: Page

    def find_subject(self) -> None:
        self.page = readable_page(self.request, self.kwargs["page_id"])

    def subject(self) -> str:
        return str(self.page.get_admin_display_title())

    def get_page_subtitle(self) -> str:
        return str(self.page.get_admin_display_title())

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*super().get_breadcrumbs_items(), *page_crumbs(self.page), {"url": "", "label": self.get_page_title()}]

    def back(self) -> str:
        return hub_url(self.page)


def readable_page(request: HttpRequest, page_id: int) -> Page:
    """The page, of its own type. Raises Gone, or PermissionDenied for a draft that the person may not read."""
    page = Page.objects.filter(pk=page_id, depth__gt=1).select_related("locale", "alias_of").first()
    if page is None:
        raise Gone
    found: Page = (page.alias_of or page).specific
    if not may_read(request.user, found):
        raise PermissionDenied
    return found


def hub_url(page: Page) -> str:
    """The screen from which all interventions on a page start."""
    return reverse("interventions:page", args=[page.pk])


HUB_TITLE = gettext_lazy("In all languages")


def page_crumbs(page: Page) -> list[dict[str, Any]]:
    """The page and its hub, to put before a screen's own name."""
    return [
        {"url": reverse("wagtailadmin_pages:edit", args=[page.pk]), "label": page.get_admin_display_title()},
        {"url": hub_url(page), "label": str(HUB_TITLE)},
    ]
