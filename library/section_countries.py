"""Makes the record of a section's country: letters offer countries by their records. Changes no record that is there."""

from __future__ import annotations

from library.columns import column
from library.models import Country
from sections.countries import country_name
from sections.models import NationalSection


def ensure_country(section: NationalSection) -> list[str]:
    """The country's record, with its English name; other languages have theirs from CLDR. What was changed."""
    _country, made = Country.objects.get_or_create(
        code=section.country, defaults={column("name", "en"): country_name(section.country, "en")}
    )
    if not made:
        return []
    return [f"made the record of the country {section.country}; say there if it is a member of the Commonwealth"]
