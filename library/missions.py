"""Which mission a reader writes to: the list to choose from, and her word that an address is wrong. Sends and logs nothing."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils import timezone, translation
from django.utils.translation import pgettext

from library.choices import MissionKind, MissionReportReason
from library.collation import sort_key
from library.columns import column
from library.countries import country_name
from library.models import Country, DiplomaticMission, MissionReport

#: Kinds in the order in which a country's missions are offered.
ORDER_OF_KINDS = {kind: place for place, kind in enumerate(MissionKind.values)}


@dataclass(frozen=True)
class MissionChoice:
    """One line of a reader's list.

    `value` is the reader's country and the mission ("GB-12"), or the country alone where no mission is known. `seat_note`
    is a sentence for countries that have no mission of their own: it names the one that is responsible, or says that none
    is known; empty for all others.
    """

    value: str
    country_code: str
    country_name: str
    label: str
    is_main: bool
    seat_note: str
    mission: DiplomaticMission | None


@dataclass(frozen=True)
class ReportedReason:
    """On how many days something was reported, and when last."""

    reason: MissionReportReason
    days: int
    last: datetime.date


def missions_for_readers(sending_code: str, language: str) -> list[MissionChoice]:
    """All choices among the missions of a country, in the order of the language's alphabet. Three queries.

    Every other country on record is offered too: readers where no mission is known learn that, instead of looking for
    themselves in vain. Nothing is offered while no mission at all is on record.
    """
    missions = list(DiplomaticMission.objects.choices_for_readers(sending_code))
    countries = Country.objects.exclude(code=sending_code) if missions else ()
    return mission_choices(missions, language, countries)


def mission_choices(
    missions: Iterable[DiplomaticMission], language: str, countries: Iterable[Country] = ()
) -> list[MissionChoice]:
    """The choices among these missions, whose countries have to be fetched with them.

    One for each host country's main mission, one for every further mission, one for each country that a mission
    elsewhere is accredited to and that has no main mission of its own, and one for each of `countries` that has none of
    these.
    """
    known = list(missions)
    choices: list[MissionChoice] = []
    has_main = {mission.host_id for mission in known if mission.is_main}
    with translation.override(language):
        for mission in known:
            choices.append(_own(mission, language))
            choices += [
                _accredited(mission, country, language)
                for country in mission.accredited_to.all()
                if country.pk not in has_main and country.pk != mission.host_id
            ]
        served = {choice.country_code for choice in choices}
        choices += [_without_mission(country, language) for country in countries if country.code not in served]
    return sorted(choices, key=lambda choice: _place(choice, language))


def choice_by_value(choices: Iterable[MissionChoice], value: str) -> MissionChoice | None:
    """The choice that a reader sent; None when there is no such mission (any more) or the value was made up."""
    return next((choice for choice in choices if choice.value == value), None)


def city_name(mission: DiplomaticMission, language: str) -> str:
    """The city in this language, else in English."""
    return str(getattr(mission, column("city", language), "") or mission.city_en or "")


def report_broken(mission: DiplomaticMission, reason: MissionReportReason) -> MissionReport:
    """Notes that a reader could not reach the mission. The same reason on the same day is noted once."""
    report, _created = MissionReport.objects.get_or_create(mission=mission, reason=reason, day=timezone.localdate())
    return report


def reports_since_verified(mission: DiplomaticMission) -> list[ReportedReason]:
    """What readers reported since the mission was last verified: each reason with its days, the latest first."""
    reports = mission.reports.all()
    if mission.verified_on is not None:
        reports = reports.filter(day__gt=mission.verified_on)
    days: dict[str, list[datetime.date]] = {}
    for report in reports:
        days.setdefault(report.reason, []).append(report.day)
    return [ReportedReason(MissionReportReason(reason), len(each), max(each)) for reason, each in days.items()]


def _own(mission: DiplomaticMission, language: str) -> MissionChoice:
    name = country_name(mission.host, language)
    if mission.is_main:
        label = name
    else:
        # Translators: an entry in a list of countries, for example “United States: Consulate General, New York”.
        label = pgettext("list of missions", "%(country)s: %(kind)s, %(city)s") % {
            "country": name,
            "kind": mission.get_kind_display(),
            "city": city_name(mission, language),
        }
    return _choice(mission, mission.host, name, label, is_main=mission.is_main)


def _accredited(mission: DiplomaticMission, country: Country, language: str) -> MissionChoice:
    name = country_name(country, language)
    seat = {"country": name, "city": city_name(mission, language), "seat": country_name(mission.host, language)}
    # Translators: an entry in a list of countries, for one without an embassy: “Venezuela (embassy in Havana, Cuba)”.
    label = pgettext("list of missions", "%(country)s (mission in %(city)s, %(seat)s)") % seat
    if mission.kind == MissionKind.HIGH_COMMISSION:
        note = pgettext(
            "seat of a mission",
            "There is no mission in this country. The High Commission in %(city)s, %(seat)s, is responsible for it.",
        )
    else:
        note = pgettext(
            "seat of a mission",
            "There is no mission in this country. The Embassy in %(city)s, %(seat)s, is responsible for it.",
        )
    return _choice(mission, country, name, label, is_main=True, seat_note=note % seat)


def _without_mission(country: Country, language: str) -> MissionChoice:
    name = country_name(country, language)
    return _choice(None, country, name, name, is_main=True, seat_note=unknown_mission_sentence())


def unknown_mission_sentence() -> str:
    """What readers are told in a country for which no mission is known, in the active language."""
    return pgettext("seat of a mission", "No mission is known for this country. Please write the address yourself.")


def _choice(
    mission: DiplomaticMission | None, country: Country, name: str, label: str, *, is_main: bool, seat_note: str = ""
) -> MissionChoice:
    return MissionChoice(
        value=f"{country.code}-{mission.pk}" if mission else country.code,
        country_code=country.code,
        country_name=name,
        label=label,
        is_main=is_main,
        seat_note=seat_note,
        mission=mission,
    )


def _place(choice: MissionChoice, language: str) -> tuple[object, ...]:
    country = (sort_key(choice.country_name, language), not choice.is_main)
    if choice.mission is None:
        return country
    kind = ORDER_OF_KINDS[choice.mission.kind]
    return (*country, kind, sort_key(city_name(choice.mission, language), language), choice.mission.pk)
