"""The form of a section: all of it for those who manage sections, contacts and names for its own lead."""

from __future__ import annotations

from typing import Any

from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from modeltranslation.settings import AVAILABLE_LANGUAGES
from modeltranslation.utils import build_localized_fieldname
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel, ObjectList

from sections.languages import own_name
from sections.section_form import LocalesFormSet, SectionForm


class NamesPanel(MultiFieldPanel):
    """The public name in every language that the form offers, in the form's order."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.pop("children", None)
        fields = [
            FieldPanel(build_localized_fieldname("public_name", code), heading=own_name(code))
            for code in AVAILABLE_LANGUAGES
        ]
        super().__init__(fields, **kwargs)

    def clone_kwargs(self) -> dict[str, Any]:
        kwargs = super().clone_kwargs()
        del kwargs["children"]
        return kwargs

    class BoundPanel(MultiFieldPanel.BoundPanel):
        """Shows the section's own languages first."""

        @cached_property
        def children(self) -> list[Any]:
            shown = [child for child in super().children if child.field_name in self.form.fields]
            order = list(self.form.fields)
            return sorted(shown, key=lambda child: order.index(child.field_name))


class LocalesPanel(InlinePanel):
    """The languages of a section, at least one."""

    def get_form_options(self) -> dict[str, Any]:
        options = super().get_form_options()
        options["formsets"][self.relation_name]["formset"] = LocalesFormSet
        return options


_NAMES = NamesPanel(heading=_("Public name"), icon="globe")
_CONTACTS = MultiFieldPanel(
    [
        FieldPanel("legal_name"),
        FieldRowPanel([FieldPanel("email"), FieldPanel("telephone")]),
        FieldPanel("website"),
        FieldPanel("postal_address"),
    ],
    heading=_("Contacts"),
    icon="mail",
)

WHOLE_FORM = ObjectList(
    [
        FieldRowPanel([FieldPanel("country"), FieldPanel("slug")]),
        LocalesPanel(
            "section_locales",
            heading=_("Languages"),
            label=_("Language"),
            panels=[FieldRowPanel([FieldPanel("locale"), FieldPanel("standing")])],
        ),
        _NAMES,
        _CONTACTS,
        FieldPanel("colour"),
        MultiFieldPanel([FieldPanel("state"), FieldPanel("reason")], heading=_("State"), icon="lock-open"),
    ],
    base_form_class=SectionForm,
)
OWN_FORM = ObjectList([_NAMES, _CONTACTS], base_form_class=SectionForm)
