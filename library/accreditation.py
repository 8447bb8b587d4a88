"""Which countries a mission can be responsible for besides its own. Decides over given rows; asks no database."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from library.models import Country, DiplomaticMission


def accreditation_problems(
    mission: DiplomaticMission, countries: Iterable[Country], others: Iterable[tuple[DiplomaticMission, set[int]]]
) -> Iterator[ValidationError]:
    """What is wrong with a mission's countries. `others` are the other missions, each with the pks of its countries."""
    countries = list(countries)
    if countries and not mission.is_main:
        yield ValidationError(_("Only an embassy or a high commission is responsible for further countries."))
        return
    same = [(other, covered) for other, covered in others if other.sending_id == mission.sending_id]
    hosts = {other.host_id for other, _covered in same if other.is_main}
    covered_elsewhere = {pk for _other, covered in same for pk in covered}
    for country in countries:
        if country.pk in {mission.host_id, mission.sending_id}:
            yield ValidationError(_("%(country)s is the mission’s own country."), params={"country": country})
        elif country.pk in hosts:
            yield ValidationError(_("%(country)s has a mission of its own."), params={"country": country})
        elif country.pk in covered_elsewhere:
            yield ValidationError(
                _("Another mission is responsible for %(country)s already."), params={"country": country}
            )
