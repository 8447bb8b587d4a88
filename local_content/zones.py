"""Which time zones lie in a country, so that nobody looks for hers among four hundred. Knows no clock."""

from __future__ import annotations

from collections.abc import Iterable

from babel.core import get_global


def zones_of(countries: Iterable[str]) -> list[str]:
    """The time zones of countries, by name.

    >>> zones_of(["AT"]), zones_of(["DE"])
    (['Europe/Vienna'], ['Europe/Berlin', 'Europe/Busingen'])
    """
    wanted = set(countries)
    return sorted(zone for zone, country in get_global("zone_territories").items() if country in wanted)
