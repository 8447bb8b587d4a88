"""The list of sections and the form of one. What is made of a section stands in provisioning.py."""

from __future__ import annotations

from functools import cache
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Count, QuerySet
from django.urls import path, reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext, gettext_lazy
from django.utils.translation import gettext_lazy as _
from wagtail.admin import messages
from wagtail.admin.panels import ObjectList
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.admin.widgets import Button
from wagtail.models import Page

from sections import signals, trail
from sections.actors import actor_of
from sections.choices import SectionState, Standing
from sections.languages import isolated, language_list, own_name
from sections.models import NationalSection, SectionLocale
from sections.panels import OWN_FORM, WHOLE_FORM
from sections.permission_policy import SectionPermissionPolicy
from sections.policy import Target, may
from sections.provisioning import own_pages
from sections.roles import Action
from sections.section_form import SectionForm
from sections.trail import Deed
from sections.views.members import MembersView, SecretariatView


def leaders() -> dict[int, NationalSection]:
    """The working section that leads each language, by the id of the locale."""
    rows = SectionLocale.objects.filter(standing=Standing.LEAD, section__state=SectionState.ACTIVE)
    return {row.locale_id: row.section for row in rows.select_related("section")}


def languages_label(section: NationalSection, leading: dict[int, NationalSection]) -> str:
    """The languages of a section with who leads each."""
    parts = []
    for row in section.section_locales.all():
        words = {"language": isolated(own_name(row.locale.language_code)), "section": leading.get(row.locale_id)}
        if leading.get(row.locale_id) == section:
            parts.append(gettext("%(language)s (leads)") % words)
        elif words["section"]:
            parts.append(gettext("%(language)s (%(section)s leads)") % words)
        else:
            parts.append(gettext("%(language)s (the secretariat leads)") % words)
    return " · ".join(parts)


class SectionIndexView(generic.IndexView):
    """Who works on what."""

    page_title = gettext_lazy("Sections")
    add_item_label = gettext_lazy("Add a section")
    default_ordering = "slug"

    def get_base_queryset(self) -> QuerySet[Any]:
        return NationalSection.objects.annotate(people=Count("memberships__user", distinct=True)).prefetch_related(
            "section_locales__locale"
        )

    @cached_property
    def leading(self) -> dict[int, NationalSection]:
        return leaders()

    @cached_property
    def columns(self) -> list[Any]:
        return [
            self._get_title_column_class(TitleColumn)(
                "name",
                label=_("Name"),
                accessor=str,
                get_url=lambda section: reverse("sections:members", args=[section.pk]),
            ),
            Column("country", label=_("Country"), accessor="country_label"),
            Column("languages", label=_("Languages"), accessor=lambda section: languages_label(section, self.leading)),
            Column("state", label=_("State"), accessor="get_state_display", sort_key="state"),
            Column("people", label=_("Members"), accessor="people"),
        ]

    def get_edit_url(self, instance: NationalSection) -> str | None:
        if not self.permission_policy.user_has_permission_for_instance(self.request.user, "change", instance):
            return None
        return str(super().get_edit_url(instance))

    @cached_property
    def header_more_buttons(self) -> list[Any]:
        buttons = list(super().header_more_buttons)
        if may(actor_of(self.request.user), Action.MANAGE_MEMBERS):
            url = reverse("sections:secretariat")
            buttons.append(Button(_("Members of the secretariat"), url=url, icon_name="group", priority=10))
        return buttons


class SavesSections:
    """Stores the form, makes what the section needs, and writes down what changed; all of it or nothing."""

    request: Any
    form: SectionForm

    def save_instance(self) -> NationalSection:
        with signals.made_once():
            section: NationalSection = super().save_instance()  # type: ignore[misc]
            signals.section_changed(NationalSection, section, created=False)
            self._note(section)
        return section

    def _note(self, section: NationalSection) -> None:
        rows = section.section_locales.select_related("locale")
        languages = {row.locale.language_code: row.standing for row in rows}
        if not self.form.state_before:
            trail.note_section(Deed.CREATED, section, languages=list(languages))
        elif languages != self.form.languages_before:
            trail.note_section(Deed.LANGUAGES, section, languages=list(languages))
        if section.state != (self.form.state_before or SectionState.ACTIVE):
            trail.note_section(Deed.STATE, section, state=section.state, reason=self.form.cleaned_data["reason"])

    def get_success_url(self) -> str:
        return reverse("sections:members", args=[self.object.pk])  # type: ignore[attr-defined]


class SectionCreateView(SavesSections, generic.CreateView):
    """A new section and everything it needs."""

    success_message = gettext_lazy("%(object)s was created, with groups and a collection for its files.")

    def save_action(self) -> Any:
        response = super().save_action()
        pages = Page.objects.filter(pk__in=own_pages(self.object)).select_related("locale")
        made = {page.locale.language_code for page in pages}
        languages = [row.locale.language_code for row in self.object.section_locales.select_related("locale")]
        if made:
            found = language_list(code for code in languages if code in made)
            messages.info(self.request, gettext("Its page stands in: %(languages)s.") % {"languages": found})
        if set(languages) - made:
            lacking = language_list(code for code in languages if code not in made)
            messages.warning(
                self.request,
                gettext("It has no page yet in: %(languages)s. There is no home page in which it could stand.")
                % {"languages": lacking},
            )
        return response


@cache
def _bound(form: ObjectList) -> ObjectList:
    return form.bind_to_model(NationalSection)


class SectionEditView(SavesSections, generic.EditView):
    """A section as far as the person may change it."""

    def get_object(self, queryset: Any = None) -> NationalSection:
        section: NationalSection = super().get_object(queryset)
        if not self.permission_policy.user_has_permission_for_instance(self.request.user, "change", section):
            raise PermissionDenied
        return section

    def get_panel(self) -> Any:
        manages = may(actor_of(self.request.user), Action.MANAGE_SECTIONS, Target(section=int(self.object_pk)))
        return _bound(WHOLE_FORM if manages else OWN_FORM)

    def get_form_class(self) -> Any:
        return self.panel.get_form_class()

    def get_success_buttons(self) -> list[Any]:
        return []


class SectionViewSet(ModelViewSet):
    """The menu “Sections”."""

    model = NationalSection
    name = "sections"
    icon = "group"
    menu_label = _("Sections")
    menu_name = "sections"
    menu_order = 160
    add_to_admin_menu = True
    add_to_reference_index = False
    copy_view_enabled = False
    list_per_page = 50
    index_view_class = SectionIndexView
    add_view_class = SectionCreateView
    edit_view_class = SectionEditView
    edit_handler = WHOLE_FORM
    permission_policy = SectionPermissionPolicy(NationalSection)

    def get_common_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        # What happened to a section is read in the trail, by those who may.
        absent = dict.fromkeys(("history_url_name", "usage_url_name", "delete_url_name"))
        return super().get_common_view_kwargs(**absent, **kwargs)

    def get_urlpatterns(self) -> list[Any]:
        kept = [each for each in super().get_urlpatterns() if each.name in ("index", "index_results", "add", "edit")]
        return [
            *kept,
            path("<int:section_id>/members/", MembersView.as_view(), name="members"),
            path("secretariat/", SecretariatView.as_view(), name="secretariat"),
        ]
