"""How editors see a diplomatic mission: what readers reported first, then where letters go, and how its head is addressed."""

from __future__ import annotations

from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, ObjectList, Panel, TabbedInterface

from library.choices import Precision
from library.dates import format_date
from library.forms import ChooseMany, MissionForm
from library.missions import reports_since_verified
from library.panels import texts_here, texts_tab


class MissionReportsPanel(Panel):
    """What readers reported about a mission since it was last verified. Read only."""

    class BoundPanel(Panel.BoundPanel):
        """Says which day to put down once the mission was verified again."""

        template_name = "library/missions/reports_panel.html"

        def is_shown(self) -> bool:
            return bool(self.instance is not None and self.instance.pk and self.instance.is_reported_broken)

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            context = super().get_context_data(parent_context)
            language = get_language() or "en"
            reports = [
                {
                    "reason": report.reason.label,
                    "days": report.days,
                    "last": format_date(report.last, Precision.DAY, language),
                }
                for report in reports_since_verified(self.instance)
            ]
            return {**context, "reports": reports}


MISSION_PANELS = TabbedInterface(
    [
        ObjectList(
            [
                MissionReportsPanel(heading=_("Reports of readers"), icon="warning"),
                FieldRowPanel([FieldPanel("sending"), FieldPanel("host")]),
                FieldPanel("kind"),
                texts_here("city"),
                MultiFieldPanel(
                    [
                        FieldPanel("address_lines"),
                        FieldPanel("emails"),
                        FieldRowPanel([FieldPanel("telephone"), FieldPanel("website")]),
                    ],
                    heading=_("Where letters go"),
                    icon="mail",
                ),
                FieldPanel("accredited_to", widget=ChooseMany),
                FieldRowPanel([FieldPanel("source"), FieldPanel("verified_on")]),
                FieldPanel("note"),
            ],
            heading=_("Mission"),
        ),
        ObjectList(
            [
                FieldRowPanel([FieldPanel("head_office"), FieldPanel("head_gender")]),
                FieldPanel("head_name"),
                texts_here("head_title", "form_of_address", "salutation"),
            ],
            heading=_("Head of the mission"),
        ),
        texts_tab("city", "head_title", "form_of_address", "salutation"),
    ],
    base_form_class=MissionForm,
)
