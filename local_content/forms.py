"""The form for local content. Times are read as the clocks at the place say, whatever zone the editor's account has."""

from __future__ import annotations

import zoneinfo
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.models import Locale

from local_content.places import page_beside, pages_in
from local_content.zones import zones_of
from sections.actors import actor_of
from sections.models import NationalSection, SectionLocale
from sections.policy import sections_for
from sections.roles import Action

TIMES = ("starts_at", "ends_at")


class LocalContentForm(WagtailAdminModelForm):
    """Offers the editor's own sections and the pages that are there."""

    page_key = forms.TypedChoiceField(label=_("Page"), help_text=_("The page it stands beside, in all its languages."))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "section" in self.fields:
            every = NationalSection.objects.active()
            own = sections_for(actor_of(self.for_user), Action.CHANGE_LOCAL, every.values_list("pk", flat=True))
            if self.instance.pk:  # a row stays with its section: in another one the editor may have more rights
                own &= {self.instance.section_id}
            self.fields["section"].queryset = every.filter(pk__in=own)
            self._offer_of_sections(own)
        if "page_key" in self.fields:
            pages = pages_in([get_language() or "en", "en"])
            row = self.instance
            # The page of a stored row may have been taken down since.
            if row.pk and row.page_key not in pages and (page := page_beside(row.page_key, row.locale_id)):
                pages[row.page_key] = page.title
            self.fields["page_key"].choices = [("", "–"), *((str(key), title) for key, title in pages.items())]
        for name in TIMES:
            if name in self.fields and (moment := getattr(self.instance, name)):
                self.initial[name] = self._there(moment).replace(tzinfo=None)

    def _offer_of_sections(self, own: set[int]) -> None:
        """The languages of the editor's sections alone, their time zones first, and what there is but one of."""
        sections = self.fields["section"].queryset.filter(pk__in=own)
        if "locale" in self.fields:
            self.fields["locale"].queryset = Locale.objects.filter(
                pk__in=SectionLocale.objects.filter(section__in=own).values("locale")
            )
        here = zones_of(section.country for section in sections) if len(own) == 1 else []
        if "time_zone" in self.fields and here:
            blank, *zones = self.fields["time_zone"].choices
            self.fields["time_zone"].choices = [blank, *sorted(zones, key=lambda zone: zone[0] not in here)]
        if self.instance.pk or len(own) != 1:
            return
        self.initial["section"] = next(iter(own))
        if len(here) == 1:
            self.initial["time_zone"] = here[0]

    def _there(self, moment: Any) -> Any:
        zone = self.instance.time_zone
        return moment.astimezone(zoneinfo.ZoneInfo(zone)) if zone else timezone.localtime(moment)

    def clean(self) -> dict[str, Any]:
        """Put the times that were typed into the zone that was chosen."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        zone = cleaned.get("time_zone")
        for name in TIMES:
            if zone and (moment := cleaned.get(name)):
                cleaned[name] = timezone.make_naive(moment).replace(tzinfo=zoneinfo.ZoneInfo(zone))
        return cleaned
