"""Dates that editors type: read as meant or refused, never replaced."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.db.models import Model
from django.forms import DateField, modelform_factory
from django.utils import translation
from wagtail.admin.forms.models import WagtailAdminModelForm

from campaign_pages.models import AppealPage
from library.date_input import TypedDateInput, TypedDateTimeInput
from library.models import Source, StatusEvent


def date_field(model: type[Model], name: str) -> DateField:
    form = modelform_factory(model, form=WagtailAdminModelForm, fields=[name])
    field = form.base_fields[name]
    assert isinstance(field, DateField)
    return field


@pytest.mark.parametrize(("model", "name"), [(AppealPage, "issued"), (StatusEvent, "date"), (Source, "published")])
def test_every_date_keeps_what_was_typed_until_it_is_saved(model: type[Model], name: str) -> None:
    widget = date_field(model, name).widget
    assert isinstance(widget, TypedDateInput)
    assert widget.get_config()["validateOnBlur"] is False


def test_the_time_of_a_scheduled_publication_keeps_what_was_typed() -> None:
    form = modelform_factory(AppealPage, form=WagtailAdminModelForm, fields=["go_live_at"])
    widget = form.base_fields["go_live_at"].widget
    assert isinstance(widget, TypedDateTimeInput)
    assert widget.get_config()["validateOnBlur"] is False


@pytest.mark.parametrize("language", ["en", "de", "ur"])
@pytest.mark.parametrize("typed", ["2025-12-31", "31.12.2025"])
def test_a_date_that_can_mean_one_day_only_is_read(typed: str, language: str) -> None:
    with translation.override(language):
        assert date_field(StatusEvent, "date").clean(typed) == datetime.date(2025, 12, 31)


@pytest.mark.parametrize("language", ["en", "de", "ur"])
@pytest.mark.parametrize("typed", ["05/06/2025", "2025", "May 2025", "2025-06-31", "06-05-2025"])
def test_a_date_that_can_mean_several_days_is_refused(typed: str, language: str) -> None:
    with translation.override(language), pytest.raises(ValidationError):
        date_field(StatusEvent, "date").clean(typed)
