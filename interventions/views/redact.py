"""The screens that show less of a person's name, and list the sentences in which a human has to decide."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, ClassVar

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext, ngettext, pgettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.admin.widgets import Button
from wagtail.models import Page
from wagtail.snippets.action_menu import ActionMenuItem

from interventions import redacting
from interventions.asking import ask
from interventions.choices import RequestKind
from interventions.forms import WhyForm
from interventions.names_everywhere import NamePlaces, name_places
from interventions.places import kind_of
from interventions.redact_form import RedactForm
from interventions.rights import may_start
from interventions.views.base import Gone, Intervention
from interventions.views.hub import HubView, Offer, offering
from interventions.views.stop import asked
from library.models import Person
from sections.languages import isolated
from sections.roles import Action


class PersonIntervention(Intervention):
    """One that starts from a person's record."""

    person: Person

    def find_subject(self) -> None:
        person = Person.objects.select_related("portrait").filter(pk=self.kwargs["person_id"]).first()
        if person is None:
            raise Gone
        self.person = person

    def get_page_subtitle(self) -> str:
        return self.person.name

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        record = {"url": self.record_url, "label": self.person.name}
        return [*super().get_breadcrumbs_items(), record, {"url": "", "label": self.get_page_title()}]

    @cached_property
    def record_url(self) -> str:
        """The person's record."""
        return AdminURLFinder().get_edit_url(self.person) or reverse("wagtailadmin_home")

    def back(self) -> str:
        """The list of sentences: it stays until it is empty."""
        return url_for(self.person)

    @cached_property
    def places(self) -> NamePlaces:
        """Where the name stands now."""
        return name_places(self.person)

    def preview(self) -> NamePlaces:
        return self.places

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(person=self.person, **kwargs)
        context["back"] = self.record_url
        return context


class RedactView(PersonIntervention):
    """Before: what vanishes by itself and every sentence that does not; then the level, the pages to take down, and why."""

    action = Action.REDACT_PERSON
    asks_for: ClassVar[RequestKind | None] = RequestKind.REDACT
    form_class = RedactForm
    template_name = "interventions/admin/redact.html"
    header_icon = "user"
    page_title = _("What readers see of a name")
    verb = _("Change it in all languages")

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not self.does:
            return super().get(request, *args, **kwargs)
        return self.show(RedactForm(initial={"level": redacting.next_level(self.person)}))

    def perform(self, form: WhyForm) -> str:
        chosen = set(self.chosen())
        pages = [each.page for each in self.places.pages if each.can_go and each.page.pk in chosen]
        level = form.cleaned_data["level"]
        redacting.redact(self.person, level, by=self.request.user, why=form.cleaned_data["why"], pages=pages)
        done = gettext("Readers now see of this name: %(level)s.") % {"level": self.level_label(level)}
        if not pages:
            return done
        down = ngettext(
            "%(count)d page was taken down or held back.", "%(count)d pages were taken down or held back.", len(pages)
        )
        return f"{done} {down % {'count': len(pages)}}"

    def ask(self, why: str) -> str:
        ask(RequestKind.REDACT, self.person, by=self.request.user, why=why)
        return asked()

    def level_label(self, level: str) -> str:
        """A level in the active language."""
        return str(dict(Person._meta.get_field("publish_level").flatchoices)[level])

    def chosen(self) -> Iterator[int]:
        """The pages that are ticked: at first, those that hold the name for certain."""
        if self.request.method != "POST":
            return (each.page.pk for each in self.places.pages if each.should_go)
        return (int(pk) for pk in self.request.POST.getlist("pages") if pk.isascii() and pk.isdigit())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        context["level"] = self.level_label(self.person.publish_level)
        if self.does:
            context |= {
                "chosen": set(self.chosen()),
                "mended": redacting.mended(self.places),
            }
        return context


class AllowMendedView(PersonIntervention):
    """Lets the pages be published again in which the name does not stand any more."""

    action = Action.TAKE_DOWN
    template_name = "interventions/admin/mended.html"
    page_title = _("Pages that were mended")
    verb = _("Allow it to be published again")
    explanation = _(
        "These pages were taken down because they held the name. As they are written now, they do not. They stay drafts "
        "until somebody publishes them."
    )

    @cached_property
    def pages(self) -> list[Page]:
        """What would be let go."""
        return redacting.mended(self.places)

    def refusal(self) -> str:
        return "" if self.pages else gettext("No page that was taken down for this name has been mended yet.")

    def perform(self, form: WhyForm) -> str:
        redacting.allow_mended(self.pages, by=self.request.user, why=form.cleaned_data["why"])
        return gettext("The pages can be published again. They stay drafts until somebody publishes them.")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(pages=self.pages, **kwargs)


def url_for(person: Person) -> str:
    """The screen for a person."""
    return reverse("interventions:redact", args=[person.pk])


class PersonAction(ActionMenuItem):
    """Leads from a person's form to the screen."""

    label = RedactView.page_title
    name = "interventions-redact"
    icon_name = "user"

    def is_shown(self, context: Mapping[str, Any]) -> bool:
        return context.get("instance") is not None and may_start(context["request"].user, Action.REDACT_PERSON)

    def get_url(self, parent_context: Mapping[str, Any]) -> str:
        return url_for(parent_context["instance"])


def person_buttons(record: Any, user: Any) -> Iterator[Button]:
    """Leads from the list of people to the screen."""
    if isinstance(record, Person) and may_start(user, Action.REDACT_PERSON):
        yield Button(str(RedactView.page_title), url=url_for(record), icon_name="user", priority=60)


def offers_for(page: Page) -> list[Offer]:
    """One for each person whom the page is about."""
    people = kind_of(page).people_of
    return [
        Offer(
            pgettext("button", "What readers see of %(name)s") % {"name": isolated(person.name)},
            gettext("Shorten or withhold a name in all languages at once."),
            url_for(person),
        )
        for person in (people(page.specific) if people else [])
    ]


class PeopleView(HubView):
    """The people whom a page is about, to choose one."""

    page_title = RedactView.page_title
    header_icon = "user"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not may_start(request.user, Action.REDACT_PERSON):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context_data(**kwargs), "offers": offers_for(self.page)}


@offering
def offer(page: Page, user: Any) -> list[Offer]:
    """The person whom the page is about, or all of them behind one button."""
    offers = offers_for(page) if may_start(user, Action.REDACT_PERSON) else []
    if len(offers) < 2:
        return offers
    text = offers[0].text
    return [Offer(str(RedactView.page_title), text, reverse("interventions:people", args=[page.pk]))]
