"""What a letter calls a mission and its head: by office, gender and language, with what the record says first."""

import itertools

import pytest
from django.utils import translation

from library.choices import Gender, HeadOffice, MissionKind
from library.models import Country, DiplomaticMission, Source
from library.models.missions import MAIN_KINDS
from library.models.missions import OFFICES as OFFICES_OF_KINDS
from library.protocol import FORMS_OF_ADDRESS, OFFICES, SALUTATIONS, MissionWords, mission_words

PAKISTAN = Country(pk=1, code="PK", name_en="Pakistan", commonwealth=True)
GERMANY = Country(pk=2, code="DE", name_en="Germany", name_de="Deutschland")
BRITAIN = Country(pk=3, code="GB", name_en="United Kingdom", commonwealth=True)


def mission(**fields: object) -> DiplomaticMission:
    """An embassy in Berlin that is stored nowhere."""
    return DiplomaticMission(**{"sending": PAKISTAN, "host": GERMANY, "kind": "embassy", "city_en": "Berlin", **fields})


@pytest.mark.parametrize(
    ("kind", "gender", "title", "office", "salutation"),
    [
        ("embassy", "male", "His Excellency", "Ambassador", "Your Excellency,"),
        ("embassy", "female", "Her Excellency", "Ambassador", "Your Excellency,"),
        ("embassy", "unknown", "", "Ambassador", "Your Excellency,"),
        ("high_commission", "male", "His Excellency", "High Commissioner", "Your Excellency,"),
        ("high_commission", "female", "Her Excellency", "High Commissioner", "Your Excellency,"),
        ("high_commission", "unknown", "", "High Commissioner", "Your Excellency,"),
        ("consulate_general", "female", "", "Consul General", "Dear Consul General,"),
        ("consulate", "unknown", "", "Consul", "Dear Consul,"),
        ("honorary_consulate", "male", "", "Honorary Consul", "Dear Consul,"),
    ],
)
def test_the_words_follow_from_kind_and_gender(
    kind: str, gender: str, title: str, office: str, salutation: str
) -> None:
    words = mission_words(mission(kind=kind, head_gender=gender), "en")
    assert (words.title, words.office, words.salutation) == (title, office, salutation)


def test_a_chosen_office_goes_before_the_one_that_follows_from_the_kind() -> None:
    words = mission_words(mission(head_office="charge_daffaires", head_gender="male"), "en")
    assert (words.title, words.office, words.salutation) == ("", "Chargé d’Affaires", "Dear Chargé d’Affaires,")


def test_every_office_has_words_for_every_gender() -> None:
    every = set(itertools.product(HeadOffice, Gender))
    assert set(OFFICES) == set(SALUTATIONS) == every
    assert set(FORMS_OF_ADDRESS) == {
        (office, gender)
        for office in (HeadOffice.AMBASSADOR, HeadOffice.HIGH_COMMISSIONER)
        for gender in (Gender.MALE, Gender.FEMALE)
    }
    assert set(OFFICES_OF_KINDS) == set(MissionKind)
    assert all(OFFICES_OF_KINDS[kind][0] in every_office for kind in MissionKind for every_office in [set(HeadOffice)])
    assert {OFFICES_OF_KINDS[kind][0] for kind in MAIN_KINDS} == {HeadOffice.AMBASSADOR, HeadOffice.HIGH_COMMISSIONER}


@pytest.mark.parametrize("language", ["de", "fr", "el", "ur", "pt-br"])
def test_what_the_record_says_in_the_language_goes_first(language: str) -> None:
    column = language.replace("-", "_")
    own = mission(
        **{f"head_title_{column}": "Title", f"form_of_address_{column}": "Form", f"salutation_{column}": "Dear you,"}
    )
    words = mission_words(own, language)
    assert (words.office, words.title, words.salutation) == ("Title", "Form", "Dear you,")


def test_what_the_record_says_in_english_is_never_taken_for_another_language() -> None:
    own = mission(head_title_en="Special Envoy", salutation_en="Dear Envoy,", form_of_address_en="The Honourable")
    words = mission_words(own, "de")
    assert "Envoy" not in words.office + words.salutation
    assert words.title == ""
    assert mission_words(own, "en").office == "Special Envoy"


def test_the_words_do_not_depend_on_the_language_in_which_the_site_is_read() -> None:
    with translation.override("ur"):
        read_in_urdu = mission_words(mission(head_gender="female"), "en", "GB")
    assert read_in_urdu == mission_words(mission(head_gender="female"), "en", "GB")
    assert read_in_urdu.country == "Germany"


@pytest.mark.parametrize(
    ("language", "reader", "last_line"),
    [
        ("en", None, "10719 Berlin"),
        ("en", "DE", "10719 Berlin"),
        ("en", "VE", "Germany"),
        ("de", "VE", "Deutschland"),
        ("el", "VE", "Γερμανία"),
    ],
)
def test_the_country_ends_the_address_only_for_readers_elsewhere(
    language: str, reader: str | None, last_line: str
) -> None:
    words = mission_words(mission(address_lines="Schaperstraße 29\n10719 Berlin"), language, reader)
    assert words.address.split("\n")[0] == "Schaperstraße 29"
    assert words.address.split("\n")[-1] == last_line


def test_what_is_not_known_is_empty() -> None:
    words = mission_words(mission(), "en", "VE")
    assert words == MissionWords(
        title="",
        office="Ambassador",
        head="",
        salutation="Your Excellency,",
        address="",
        email="",
        telephone="",
        country="Germany",
    )


def test_several_addresses_stand_in_one_line() -> None:
    own = mission(emails="a@example.org\nb@example.org", telephone="+49 30 212440", source=Source(title="x"))
    words = mission_words(own, "en")
    assert (words.email, words.telephone) == ("a@example.org, b@example.org", "+49 30 212440")
