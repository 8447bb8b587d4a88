"""What a letter calls a mission and its head, in the letter's language. Writes no letter and asks no database.

Each office has its words for a man, for a woman, and for when nobody knows. A translation may inflect them as its language
needs, or leave them alike. What a mission's record says in the same language comes first; its other languages are not asked.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils import translation
from django.utils.translation import pgettext_lazy

from library.choices import Gender, HeadOffice
from library.columns import column
from library.countries import country_name
from library.models.missions import DiplomaticMission

Words = dict[tuple[str, str], Any]

_M, _F, _U = Gender.MALE, Gender.FEMALE, Gender.UNKNOWN


@dataclass(frozen=True)
class MissionWords:
    """The parts of a letter that come from a mission. A part that is not known is empty, and its line is left out.

    `title` is the form of address ("Her Excellency"), `office` the office as printed ("Ambassador"), `head` a name, `salutation`
    the whole line with its punctuation, `address` lines joined by line ends, `email` addresses joined by ", ".
    """

    title: str
    office: str
    head: str
    salutation: str
    address: str
    email: str
    telephone: str
    country: str


#: Only ambassadors and high commissioners are called Excellency; where the gender is not known, the line is left out.
FORMS_OF_ADDRESS: Words = {
    (HeadOffice.AMBASSADOR, _M): pgettext_lazy("form of address, male ambassador", "His Excellency"),
    (HeadOffice.AMBASSADOR, _F): pgettext_lazy("form of address, female ambassador", "Her Excellency"),
    (HeadOffice.HIGH_COMMISSIONER, _M): pgettext_lazy("form of address, male high commissioner", "His Excellency"),
    (HeadOffice.HIGH_COMMISSIONER, _F): pgettext_lazy("form of address, female high commissioner", "Her Excellency"),
}

# Translators: the offices stand in the address of a letter, below “His Excellency” and a name, or alone.
# Where the gender is not known, use the form that is least likely to offend, for example both.
OFFICES: Words = {
    (HeadOffice.AMBASSADOR, _M): pgettext_lazy("office, male", "Ambassador"),
    (HeadOffice.AMBASSADOR, _F): pgettext_lazy("office, female", "Ambassador"),
    (HeadOffice.AMBASSADOR, _U): pgettext_lazy("office, gender unknown", "Ambassador"),
    (HeadOffice.HIGH_COMMISSIONER, _M): pgettext_lazy("office, male", "High Commissioner"),
    (HeadOffice.HIGH_COMMISSIONER, _F): pgettext_lazy("office, female", "High Commissioner"),
    (HeadOffice.HIGH_COMMISSIONER, _U): pgettext_lazy("office, gender unknown", "High Commissioner"),
    (HeadOffice.CHARGE_DAFFAIRES, _M): pgettext_lazy("office, male", "Chargé d’Affaires"),
    (HeadOffice.CHARGE_DAFFAIRES, _F): pgettext_lazy("office, female", "Chargé d’Affaires"),
    (HeadOffice.CHARGE_DAFFAIRES, _U): pgettext_lazy("office, gender unknown", "Chargé d’Affaires"),
    (HeadOffice.CONSUL_GENERAL, _M): pgettext_lazy("office, male", "Consul General"),
    (HeadOffice.CONSUL_GENERAL, _F): pgettext_lazy("office, female", "Consul General"),
    (HeadOffice.CONSUL_GENERAL, _U): pgettext_lazy("office, gender unknown", "Consul General"),
    (HeadOffice.CONSUL, _M): pgettext_lazy("office, male", "Consul"),
    (HeadOffice.CONSUL, _F): pgettext_lazy("office, female", "Consul"),
    (HeadOffice.CONSUL, _U): pgettext_lazy("office, gender unknown", "Consul"),
    (HeadOffice.HONORARY_CONSUL, _M): pgettext_lazy("office, male", "Honorary Consul"),
    (HeadOffice.HONORARY_CONSUL, _F): pgettext_lazy("office, female", "Honorary Consul"),
    (HeadOffice.HONORARY_CONSUL, _U): pgettext_lazy("office, gender unknown", "Honorary Consul"),
}

# Translators: the salutations are whole lines with the punctuation that your language puts there; no name follows.
SALUTATIONS: Words = {
    (HeadOffice.AMBASSADOR, _M): pgettext_lazy("salutation, male ambassador", "Your Excellency,"),
    (HeadOffice.AMBASSADOR, _F): pgettext_lazy("salutation, female ambassador", "Your Excellency,"),
    (HeadOffice.AMBASSADOR, _U): pgettext_lazy("salutation, ambassador, gender unknown", "Your Excellency,"),
    (HeadOffice.HIGH_COMMISSIONER, _M): pgettext_lazy("salutation, male high commissioner", "Your Excellency,"),
    (HeadOffice.HIGH_COMMISSIONER, _F): pgettext_lazy("salutation, female high commissioner", "Your Excellency,"),
    (HeadOffice.HIGH_COMMISSIONER, _U): pgettext_lazy(
        "salutation, high commissioner, gender unknown", "Your Excellency,"
    ),
    (HeadOffice.CHARGE_DAFFAIRES, _M): pgettext_lazy("salutation, male", "Dear Chargé d’Affaires,"),
    (HeadOffice.CHARGE_DAFFAIRES, _F): pgettext_lazy("salutation, female", "Dear Chargé d’Affaires,"),
    (HeadOffice.CHARGE_DAFFAIRES, _U): pgettext_lazy("salutation, gender unknown", "Dear Chargé d’Affaires,"),
    (HeadOffice.CONSUL_GENERAL, _M): pgettext_lazy("salutation, male", "Dear Consul General,"),
    (HeadOffice.CONSUL_GENERAL, _F): pgettext_lazy("salutation, female", "Dear Consul General,"),
    (HeadOffice.CONSUL_GENERAL, _U): pgettext_lazy("salutation, gender unknown", "Dear Consul General,"),
    (HeadOffice.CONSUL, _M): pgettext_lazy("salutation, male", "Dear Consul,"),
    (HeadOffice.CONSUL, _F): pgettext_lazy("salutation, female", "Dear Consul,"),
    (HeadOffice.CONSUL, _U): pgettext_lazy("salutation, gender unknown", "Dear Consul,"),
    (HeadOffice.HONORARY_CONSUL, _M): pgettext_lazy("salutation of an honorary consul, male", "Dear Consul,"),
    (HeadOffice.HONORARY_CONSUL, _F): pgettext_lazy("salutation of an honorary consul, female", "Dear Consul,"),
    (HeadOffice.HONORARY_CONSUL, _U): pgettext_lazy("salutation of an honorary consul, gender unknown", "Dear Consul,"),
}


def mission_words(mission: DiplomaticMission, language: str, reader_country: str | None = None) -> MissionWords:
    """What a letter in `language` says of the mission, whose host country has to be fetched with it.

    The country stands as the last line of the address only for a reader in another country; None: in the same one.
    """
    key = (mission.office, mission.head_gender)
    country = country_name(mission.host, language)
    address = mission.address_list
    if address and reader_country is not None and reader_country != mission.host.code:
        address = [*address, country]
    with translation.override(language):
        return MissionWords(
            title=own_text(mission, "form_of_address", language) or str(FORMS_OF_ADDRESS.get(key, "")),
            office=own_text(mission, "head_title", language) or str(OFFICES[key]),
            head=mission.head_name,
            salutation=own_text(mission, "salutation", language) or str(SALUTATIONS[key]),
            address="\n".join(address),
            email=", ".join(mission.email_list),
            telephone=mission.telephone,
            country=country,
        )


def own_text(mission: DiplomaticMission, label: str, language: str) -> str:
    """What the record itself says in exactly this language; empty where nothing is written there."""
    return str(getattr(mission, column(label, language), "") or "")
