"""How editors see a term: what it means, then its forms, those in their own languages open and the others folded."""

from __future__ import annotations

from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, ObjectList

from library.forms import RecordForm
from library.panels import RowsPanel, decision
from sections.languages import isolated, own_name
from translations.glossary.forms import FormOfTerm, FormsOfTerm
from translations.glossary.rights import own_languages


def form_title(form: Any, language: str) -> str:
    """A form of a term in one line: language, text, status, who decided it."""
    where = own_name(form.language) if form.language else form.get_script_display()
    status = str(form.get_status_display()).partition(":")[0]
    return " · ".join(filter(None, [isolated(where), isolated(form.text), status, decision(form, language)]))


class FormsPanel(RowsPanel):
    """The forms of a term."""

    class BoundPanel(RowsPanel.BoundPanel):
        """Opens the forms in one's own languages."""

        def _row(self, child: Any) -> dict[str, Any]:
            row = super()._row(child)
            form = child.form.instance
            if row["title"]:
                row["title"] = form_title(form, get_language() or "en")
            if form.language in own_languages(self.request.user)[:2]:
                row["classname"] = ""
            return row


TERM_PANELS = ObjectList(
    [
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("name"), FieldPanel("kind")]),
                FieldPanel("definition"),
                FieldRowPanel([FieldPanel("do_not_translate"), FieldPanel("case_sensitive")]),
            ],
            heading=_("Term"),
            icon="tag",
        ),
        FormsPanel(
            "forms",
            heading=_("Forms of the term"),
            label=_("Form of the term"),
            form=FormOfTerm,
            formset=FormsOfTerm,
            help_text=_(
                "Every way in which the term is written anywhere, misspellings included. You can change the forms in "
                "your section’s languages; the others are there to be read."
            ),
            panels=[
                FieldRowPanel([FieldPanel("text"), FieldPanel("status")]),
                FieldRowPanel([FieldPanel("language"), FieldPanel("script")]),
                FieldRowPanel([FieldPanel("part_of_speech"), FieldPanel("gender")]),
                FieldRowPanel([FieldPanel("note"), FieldPanel("reviewed")]),
            ],
        ),
        MultiFieldPanel(
            [FieldPanel("organisation"), FieldPanel("place"), FieldPanel("provision")],
            heading=_("The record that it names"),
            help_text=_("Its labels count as preferred forms in languages that have none here."),
            classname="collapsed",
            icon="folder-open-inverse",
        ),
    ],
    base_form_class=RecordForm,
)
