"""The smallest valid terms."""

from __future__ import annotations

import factory
from factory.django import DjangoModelFactory

from translations.models import Term, TermForm


class TermFactory(DjangoModelFactory):
    class Meta:
        model = Term

    name = factory.Sequence(lambda n: f"Term {n}")


class TermFormFactory(DjangoModelFactory):
    """A preferred form in German."""

    class Meta:
        model = TermForm

    term = factory.SubFactory(TermFactory)
    language = "de"
    text = factory.Sequence(lambda n: f"Wort {n}")
