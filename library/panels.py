"""How editors see the shared records: facts first, then the texts in their own languages, all others folded away.

A label with a column per language is edited by its columns only. A plain panel for "name" would show the column of the
language in which the admin happens to be read.
"""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.text import capfirst, format_lazy
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _
from modeltranslation.settings import AVAILABLE_LANGUAGES
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    InlinePanel,
    MultiFieldPanel,
    ObjectList,
    Panel,
    TabbedInterface,
    TitleFieldPanel,
)
from wagtail.admin.widgets.slug import SlugInput

from library import timeline
from library.choices import Precision, Proceedings
from library.columns import column
from library.dates import format_date
from library.forms import ChronologicalFormSet, CountForm, DecisionForm, EventForm, PersonForm, RecordForm, RowForm
from library.languages import languages_for
from library.models import CaseCount, DetentionEpisode, Person, PersonName, StatusEvent
from library.status import dated
from sections.languages import own_name


class TextsPanel(MultiFieldPanel):
    """The columns of some labels in one group of languages: "own", "site" or "other" (see languages.py)."""

    def __init__(
        self, labels: tuple[str, ...] = (), group: str = "own", *, folded: bool = False, **kwargs: Any
    ) -> None:
        self.labels = labels
        self.group = group
        self.folded = folded
        kwargs.pop("children", None)
        super().__init__(children=[], **kwargs)

    def clone_kwargs(self) -> dict[str, Any]:
        kwargs = super().clone_kwargs()
        del kwargs["children"]
        return {**kwargs, "labels": self.labels, "group": self.group, "folded": self.folded}

    def on_model_bound(self) -> None:
        self.children = [self._field(label, language) for language in AVAILABLE_LANGUAGES for label in self.labels]
        super().on_model_bound()

    def _field(self, label: str, language: str) -> FieldPanel:
        field = self.model._meta.get_field(label)
        heading = format_lazy("{label} · {language}", label=capfirst(field.verbose_name), language=own_name(language))
        return FieldPanel(column(label, language), heading=heading)

    class BoundPanel(MultiFieldPanel.BoundPanel):
        """Builds only the panels of the group's languages for the editor who looks."""

        @cached_property
        def children(self) -> list[Any]:
            languages = getattr(languages_for(self.request.user), self.panel.group)
            by_name = {child.field_name: child for child in self.panel.children}
            names = [column(label, language) for language in languages for label in self.panel.labels]
            return [
                by_name[name].get_bound_panel(
                    instance=self.instance, request=self.request, form=self.form, prefix=f"{self.prefix}-{name}"
                )
                for name in names
            ]

        @property
        def template_name(self) -> str:
            return "library/panels/texts_folded.html" if self.panel.folded else super().template_name

        @property
        def has_errors(self) -> bool:
            return any(child.bound_field is not None and child.bound_field.errors for child in self.children)

        @property
        def summary(self) -> str:
            """The line above the folded texts: how many are there, so that nobody unfolds in vain."""
            filled = sum(bool(getattr(self.instance, child.field_name, "")) for child in self.children)
            return gettext("In the other languages of the site (%(filled)s of %(all)s written)") % {
                "filled": filled,
                "all": len(self.children),
            }


def texts_here(*labels: str) -> TextsPanel:
    """The labels in the editor's own languages."""
    return TextsPanel(labels, "own", heading=_("In your languages"), icon="globe")


def texts_folded(*labels: str) -> TextsPanel:
    """The labels in the other languages of the site, folded; for rows inside a record."""
    return TextsPanel(labels, "site", folded=True)


def texts_tab(*labels: str) -> ObjectList:
    """All other languages: those of the site open, the rest folded."""
    return ObjectList(
        [
            TextsPanel(labels, "site", heading=_("Languages of the site"), icon="globe"),
            TextsPanel(
                labels,
                "other",
                heading=_("Further languages"),
                classname="collapsed",
                help_text=_("Languages in which the site does not publish yet. What you write here is kept for later."),
                icon="globe",
            ),
        ],
        heading=_("Other languages"),
    )


class RowsPanel(InlinePanel):
    """Rows inside a record, with a form and an order of their own. Rows learn whose screen they are on."""

    def __init__(
        self,
        *args: Any,
        form: type[RowForm] = RowForm,
        formset: Any = None,
        folded: bool = True,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.form = form
        self.formset = formset
        self.folded = folded

    def clone_kwargs(self) -> dict[str, Any]:
        return {**super().clone_kwargs(), "form": self.form, "formset": self.formset, "folded": self.folded}

    def get_form_options(self) -> dict[str, Any]:
        options = super().get_form_options()
        rows = options["formsets"][self.relation_name]
        rows["form"] = self.form
        rows["inherit_kwargs"] = ["for_user", "record"]
        if self.formset is not None:
            rows["formset"] = self.formset
        return options

    class BoundPanel(InlinePanel.BoundPanel):
        """Shows stored rows folded under a heading that says what they hold; new and refused ones open."""

        template_name = "library/panels/rows.html"

        @property
        def rows(self) -> list[dict[str, Any]]:
            return [self._row(child) for child in self.children]

        @property
        def empty_row(self) -> dict[str, Any]:
            return {"child": self.empty_child, "title": "", "classname": ""}

        @property
        def add_label(self) -> str:
            return gettext("Add: %(label)s") % {"label": self.label}

        def _row(self, child: Any) -> dict[str, Any]:
            stored = bool(child.form.instance.pk) and not child.form.errors
            title = row_title(child.form.instance, get_language() or "en") if stored else ""
            return {"child": child, "title": title, "classname": "collapsed" if stored and self.panel.folded else ""}


def row_title(row: Any, language: str) -> str:
    """What a row holds, in one line."""
    if isinstance(row, CaseCount | StatusEvent):
        parts = [row.when.in_language(language), str(row.get_status_display())]
        if isinstance(row, CaseCount):
            parts.append(str(row.number))
        if row.disputes_id is not None:
            parts.append(gettext("another account"))
        return " · ".join(parts)
    if isinstance(row, DetentionEpisode):
        return str(row.case) if row.case else ""
    if isinstance(row, PersonName):
        return " · ".join(filter(None, [row.text, decision(row, language)]))
    return str(row)


def decision(row: Any, language: str) -> str:
    """Who stands for a form of a name or a term, and since when; empty where nobody has said so."""
    if row.decided_at is None:
        return ""
    day = format_date(timezone.localdate(row.decided_at), Precision.DAY, language)
    if row.decided_by is None:
        return gettext("decided on %(date)s") % {"date": day}
    return gettext("decided by %(name)s on %(date)s") % {"name": row.decided_by.name, "date": day}


class TimelinePanel(Panel):
    """A picture of what is on record about a person. Read only: it shows what was saved last."""

    class BoundPanel(Panel.BoundPanel):
        """Draws the stored events."""

        template_name = "library/panels/timeline.html"

        def is_shown(self) -> bool:
            return bool(self.instance is not None and self.instance.pk)

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            context = super().get_context_data(parent_context)
            language = get_language() or "en"
            # Read afresh: the instance in the form may hold changes that were refused.
            person = type(self.instance).objects.for_timeline().get(pk=self.instance.pk)
            drawing = timeline.draw(person.events(), timezone.localdate())
            when = [dated(mark.event).in_language(language) for mark in drawing.marks]
            context.update(
                {
                    "sentence": state_sentence(person, language),
                    "timeline": drawing,
                    "rows": list(zip(drawing.marks, when, strict=True)),
                }
            )
            return context


def state_sentence(person: Person, language: str) -> str:
    """What is known of a person at present, in one line of the language in which the admin is read."""
    state = person.state_at()
    parts = [str(state.custody.label), *(str(restriction.label) for restriction in state.restrictions)]
    if state.proceedings != Proceedings.NONE:
        parts.append(str(state.proceedings.label))
    if state.since.is_known:
        parts[0] = _("%(state)s since %(date)s") % {"state": parts[0], "date": state.since.in_language(language)}
    return " · ".join(parts)


def when_panels() -> list[Panel]:
    """Date, what is known of it, and the order among events whose dates do not tell."""
    return [FieldRowPanel([FieldPanel("date"), FieldPanel("precision"), FieldPanel("order")])]


EVENTS_PANEL = RowsPanel(
    "events",
    heading=_("Events"),
    label=_("Event"),
    form=EventForm,
    formset=ChronologicalFormSet,
    panels=[
        FieldPanel("status"),
        *when_panels(),
        FieldRowPanel([FieldPanel("place"), FieldPanel("authority")]),
        FieldPanel("provision"),
        FieldPanel("sources"),
        FieldPanel("disputes"),
        TextsPanel(("note",), "own"),
        texts_folded("note"),
    ],
)

PERSON_PANELS = TabbedInterface(
    [
        ObjectList(
            [
                TimelinePanel(heading=_("What is on record"), icon="history"),
                MultiFieldPanel(
                    [
                        TitleFieldPanel("name", classname="", placeholder=False),
                        FieldRowPanel([FieldPanel("native_name"), FieldPanel("native_language")]),
                        FieldPanel("publish_level"),
                        FieldRowPanel([FieldPanel("pronoun"), FieldPanel("slug", widget=SlugInput)]),
                    ],
                    heading=_("Name"),
                    icon="user",
                ),
                FieldPanel("portrait"),
                texts_here("note"),
            ],
            heading=_("Person"),
        ),
        ObjectList(
            [
                RowsPanel(
                    "episodes",
                    heading=_("Episodes of detention"),
                    label=_("Episode"),
                    folded=False,
                    help_text=_(
                        "An episode begins with an arrest, a disappearance or a listing and holds everything that "
                        "followed from it. Status is worked out from the events; nobody sets it by hand."
                    ),
                    panels=[FieldPanel("case"), EVENTS_PANEL, TextsPanel(("note",), "own"), texts_folded("note")],
                )
            ],
            heading=_("Detention"),
        ),
        ObjectList(
            [
                RowsPanel(
                    "names",
                    heading=_("Forms of the name"),
                    label=_("Form of the name"),
                    form=DecisionForm,
                    help_text=_(
                        "Every way in which the name is written anywhere. Misspellings belong here too: they are "
                        "found by search, and texts that use them are pointed out."
                    ),
                    panels=[
                        FieldRowPanel([FieldPanel("text"), FieldPanel("kind")]),
                        FieldRowPanel([FieldPanel("language"), FieldPanel("script")]),
                        FieldRowPanel([FieldPanel("note"), FieldPanel("reviewed")]),
                    ],
                ),
            ],
            heading=_("Spellings"),
        ),
        ObjectList(
            [
                RowsPanel(
                    "roles",
                    heading=_("Roles"),
                    label=_("Role"),
                    panels=[
                        TextsPanel(("title",), "own"),
                        FieldPanel("organisation"),
                        FieldRowPanel([FieldPanel("since"), FieldPanel("since_precision")]),
                        FieldRowPanel([FieldPanel("until"), FieldPanel("until_precision")]),
                        texts_folded("title"),
                    ],
                ),
            ],
            heading=_("Roles"),
        ),
        texts_tab("note"),
    ],
    base_form_class=PersonForm,
)

CASE_PANELS = TabbedInterface(
    [
        ObjectList(
            [
                texts_here("name"),
                FieldRowPanel([FieldPanel("country"), FieldPanel("place")]),
                FieldPanel("organisation"),
                RowsPanel(
                    "counts",
                    heading=_("Reported totals"),
                    label=_("Total"),
                    form=CountForm,
                    formset=ChronologicalFormSet,
                    help_text=_("What others counted, for example: 11 people in custody on 17 June 2025."),
                    panels=[
                        FieldRowPanel([FieldPanel("number"), FieldPanel("status")]),
                        *when_panels(),
                        FieldPanel("source"),
                        FieldPanel("disputes"),
                    ],
                ),
            ],
            heading=_("Case"),
        ),
        texts_tab("name"),
    ],
    base_form_class=RecordForm,
)


def record_panels(heading: Any, labels: tuple[str, ...], *facts: str) -> TabbedInterface:
    """The screen of a small record: texts and facts on one tab, other languages on the second."""
    return TabbedInterface(
        [ObjectList([texts_here(*labels), *(FieldPanel(name) for name in facts)], heading=heading), texts_tab(*labels)],
        base_form_class=RecordForm,
    )


COUNTRY_PANELS = record_panels(_("Country"), ("name",), "code", "commonwealth")
PLACE_PANELS = record_panels(_("Place"), ("name",), "country", "part_of")
ORGANISATION_PANELS = record_panels(_("Organisation"), ("name", "note"), "acronym", "country")
AUTHORITY_PANELS = record_panels(_("Authority"), ("name",), "country")
PROVISION_PANELS = record_panels(_("Legal provision"), ("name", "explanation"), "kind", "citation", "country")

SOURCE_PANELS = ObjectList(
    [
        FieldPanel("title"),
        FieldRowPanel([FieldPanel("publisher"), FieldPanel("kind")]),
        FieldPanel("url"),
        FieldRowPanel([FieldPanel("published"), FieldPanel("language")]),
        FieldPanel("note"),
    ],
    base_form_class=RecordForm,
)
