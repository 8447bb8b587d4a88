"""Whether readers of a translation have to be told that its original says something else by now. Reads only.

What it takes comes with the page, as columns of the query that fetches it; a page fetched without them, such as a
draft in a preview, has nothing to tell.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import F, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from wagtail.models import Page
from wagtail_localize.models import TranslationSource

from library.choices import Precision
from library.dates import format_date
from translations.freshness.degrees import TOLD_TO_READERS, Degree
from translations.freshness.urgent_core import holds_core
from translations.models import SourceChange, TranslatedRevision

#: Stands before the name of a field of the original among the columns.
_ORIGINAL = "original_"


@dataclass(frozen=True)
class Lag:
    """What readers are told. `since` is the day of the first change that they miss; `facts` are values of the original
    that differ from the page's, by field."""

    degree: Degree
    since: datetime.date
    facts: dict[str, Any] = field(default_factory=dict)

    @property
    def is_for_safety(self) -> bool:
        """Whether it matters for somebody's safety."""
        return self.degree is Degree.SAFETY

    def sentence(self, language: str) -> str:
        """What readers are told first, in a language."""
        day = format_date(self.since, Precision.DAY, language)
        with translation.override(language):
            if self.is_for_safety:
                return _(
                    "Please read this before you act: on %(day)s something changed that matters for people’s safety. "
                    "This text describes an earlier state."
                ) % {"day": day}
            return _("The facts changed on %(day)s; this text describes an earlier state.") % {"day": day}


def columns(model: type[Page], facts: Iterable[str] = ()) -> dict[str, Any]:
    """What `lag_of` and `is_core` read of a page, to be fetched with it; `facts` are fields told from the original."""
    built = TranslatedRevision.objects.filter(revision=OuterRef(OuterRef("live_revision"))).values("source_updated_at")
    missed = (
        SourceChange.objects.filter(
            source__object_id=OuterRef("translation_key"),
            source__translations__target_locale=OuterRef("locale_id"),
            source__translations__enabled=True,
            degree__gte=TOLD_TO_READERS,
        )
        .annotate(text_from=Coalesce(Subquery(built[:1]), OuterRef("last_published_at")))
        .filter(at__gte=F("text_from"), source__last_updated_at__gt=F("text_from"))
    )
    written_in = TranslationSource.objects.filter(object_id=OuterRef("translation_key")).values("locale_id")
    original = model._default_manager.filter(
        translation_key=OuterRef("translation_key"), locale_id=Subquery(written_in[:1])
    )
    return {
        "lag_degree": Subquery(missed.order_by("-degree").values("degree")[:1]),
        "lag_at": Subquery(missed.order_by("at").values("at")[:1]),
        "holds_core": holds_core(),
        **{f"{_ORIGINAL}{name}": Subquery(original.values(name)[:1]) for name in facts},
    }


def lag_of(page: Page) -> Lag | None:
    """What readers of a page fetched with its `columns` are told; None where they miss neither facts nor safety."""
    known = vars(page)
    degree, at = known.get("lag_degree"), known.get("lag_at")
    if degree is None or at is None:
        return None
    originals = {name.removeprefix(_ORIGINAL): value for name, value in known.items() if name.startswith(_ORIGINAL)}
    facts = {name: value for name, value in originals.items() if value is not None and value != getattr(page, name)}
    return Lag(Degree(degree), timezone.localtime(at).date(), facts)


def is_core(page: Page) -> bool:
    """Whether a page fetched with its `columns` holds the urgent core alone."""
    return bool(vars(page).get("holds_core"))
