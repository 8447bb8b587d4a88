"""The smallest valid shared records, one factory per table. Names in English only; everything optional is left out."""

from __future__ import annotations

import datetime
import io
from typing import Any

import factory
from django.core.files.base import ContentFile
from factory.django import DjangoModelFactory
from PIL import Image

from library import models
from library.choices import (
    MissionKind,
    MissionReportReason,
    NameKind,
    Precision,
    ProvisionKind,
    Script,
    SourceKind,
    Status,
)


class CountryFactory(DjangoModelFactory):
    """Countries get codes nobody uses: XA, XB and so on."""

    class Meta:
        model = models.Country
        django_get_or_create = ("code",)

    code = factory.Sequence(lambda n: chr(ord("A") + n // 26 % 26) + chr(ord("A") + n % 26))
    name_en = factory.LazyAttribute(lambda country: f"Country {country.code}")


class PlaceFactory(DjangoModelFactory):
    class Meta:
        model = models.Place

    name_en = factory.Sequence(lambda n: f"Place {n}")
    country = factory.SubFactory(CountryFactory)


class OrganisationFactory(DjangoModelFactory):
    class Meta:
        model = models.Organisation

    name_en = factory.Sequence(lambda n: f"Organisation {n}")


class AuthorityFactory(DjangoModelFactory):
    class Meta:
        model = models.Authority

    name_en = factory.Sequence(lambda n: f"Authority {n}")
    country = factory.SubFactory(CountryFactory)


class LegalProvisionFactory(DjangoModelFactory):
    class Meta:
        model = models.LegalProvision

    name_en = factory.Sequence(lambda n: f"Provision {n}")
    kind = ProvisionKind.OFFENCE


class SourceFactory(DjangoModelFactory):
    class Meta:
        model = models.Source

    title = factory.Sequence(lambda n: f"Source {n}")
    kind = SourceKind.ARTICLE


class CaseFactory(DjangoModelFactory):
    class Meta:
        model = models.Case

    name_en = factory.Sequence(lambda n: f"Case {n}")
    country = factory.SubFactory(CountryFactory)


class CaseCountFactory(DjangoModelFactory):
    """Eleven people in custody on 17 June 2025."""

    class Meta:
        model = models.CaseCount

    case = factory.SubFactory(CaseFactory)
    status = Status.IN_CUSTODY
    number = 11
    date = datetime.date(2025, 6, 17)
    precision = Precision.DAY


class PersonFactory(DjangoModelFactory):
    class Meta:
        model = models.Person

    name = factory.Sequence(lambda n: f"Person {n}")
    slug = factory.Sequence(lambda n: f"person-{n}")


class PersonNameFactory(DjangoModelFactory):
    class Meta:
        model = models.PersonName

    person = factory.SubFactory(PersonFactory)
    text = factory.Sequence(lambda n: f"Spelling {n}")
    kind = NameKind.ACCEPTED
    script = Script.LATIN


class PersonRoleFactory(DjangoModelFactory):
    class Meta:
        model = models.PersonRole

    person = factory.SubFactory(PersonFactory)
    title_en = factory.Sequence(lambda n: f"Role {n}")


class DetentionEpisodeFactory(DjangoModelFactory):
    class Meta:
        model = models.DetentionEpisode

    person = factory.SubFactory(PersonFactory)


class StatusEventFactory(DjangoModelFactory):
    """An arrest on 16 May 2025. `person=` puts it into a new episode of that person."""

    class Meta:
        model = models.StatusEvent

    class Params:
        person = None

    episode = factory.Maybe(
        "person",
        factory.SubFactory(DetentionEpisodeFactory, person=factory.SelfAttribute("..person")),
        factory.SubFactory(DetentionEpisodeFactory),
    )
    status = Status.ARRESTED
    date = datetime.date(2025, 5, 16)
    precision = Precision.DAY


def picture_bytes(format: str = "PNG", size: tuple[int, int] = (8, 6), **options: Any) -> bytes:  # noqa: A002
    """A small plain picture in one of Pillow's formats."""
    output = io.BytesIO()
    Image.new("RGB", size, (120, 40, 40)).save(output, format=format, **options)
    return output.getvalue()


class CampaignImageFactory(DjangoModelFactory):
    class Meta:
        model = models.CampaignImage

    title = factory.Sequence(lambda n: f"Picture {n}")
    file = factory.LazyFunction(lambda: ContentFile(picture_bytes(), name="drawing.png"))


class CampaignDocumentFactory(DjangoModelFactory):
    class Meta:
        model = models.CampaignDocument

    title = factory.Sequence(lambda n: f"Document {n}")
    file = factory.LazyFunction(lambda: ContentFile(b"A sentence.\n", name="letter.txt"))


class DiplomaticMissionFactory(DjangoModelFactory):
    """An embassy of Pakistan in a country of its own, in a town of its own; nothing else is known of it."""

    class Meta:
        model = models.DiplomaticMission

    sending = factory.SubFactory(CountryFactory, code="PK", name_en="Pakistan", commonwealth=True)
    host = factory.SubFactory(CountryFactory)
    kind = MissionKind.EMBASSY
    city_en = factory.Sequence(lambda n: f"Town {n}")


class MissionReportFactory(DjangoModelFactory):
    """A letter that came back on 17 June 2025."""

    class Meta:
        model = models.MissionReport

    mission = factory.SubFactory(DiplomaticMissionFactory)
    reason = MissionReportReason.LETTER_RETURNED
    day = datetime.date(2025, 6, 17)
