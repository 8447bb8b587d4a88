"""What an editor is told when a page does not hold together."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from wagtail.blocks import StreamBlockValidationError

from campaign_pages.blocks import DocumentFieldStreamBlock
from campaign_pages.choices import AppealKind, DeadlineKind
from campaign_pages.models import AppealPage
from tests.factories.pages import make_appeal, make_document, make_home

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


@pytest.mark.parametrize("reference", ["", "gb-2025-01", "GB-25-01", "GB 2025 01", "TOOLONGX-2025-01"])
def test_a_malformed_reference_is_refused(reference: str) -> None:
    appeal = make_appeal()
    appeal.reference = reference
    with pytest.raises(ValidationError) as refusal:
        appeal.full_clean()
    assert "reference" in refusal.value.message_dict


def test_two_appeals_cannot_share_a_reference() -> None:
    make_appeal(reference="GB-2025-01")
    with pytest.raises(ValidationError, match="already has this reference"):
        make_appeal(reference="GB-2025-01")


def test_a_translation_keeps_the_reference_of_its_source() -> None:
    appeal = make_appeal(reference="GB-2025-01")
    german = appeal.copy_for_translation(make_home("de").locale, copy_parents=True)
    german.full_clean()
    assert german.reference == "GB-2025-01"


def test_a_deadline_with_a_date_needs_the_date() -> None:
    appeal = make_appeal()
    appeal.deadline_kind = DeadlineKind.DATE
    with pytest.raises(ValidationError, match="Give the date"):
        appeal.full_clean()


def test_a_date_without_a_deadline_is_refused() -> None:
    appeal = make_appeal()
    appeal.act_until = datetime.date(2025, 8, 1)
    with pytest.raises(ValidationError, match="Until a date"):
        appeal.full_clean()


@pytest.mark.parametrize(
    ("kind", "until", "over"),
    [
        (AppealKind.FIRST, None, False),
        (AppealKind.FIRST, datetime.date(2025, 6, 30), False),
        (AppealKind.FIRST, datetime.date(2025, 6, 29), True),
        (AppealKind.STOP, None, True),
        (AppealKind.OUTCOME, None, True),
    ],
)
def test_an_appeal_is_over_after_its_last_day_or_when_stopped(
    kind: AppealKind, until: datetime.date | None, over: bool
) -> None:
    assert AppealPage(kind=kind, act_until=until).is_over(datetime.date(2025, 6, 30)) is over


def test_a_document_with_a_placeholder_that_no_field_explains_is_refused() -> None:
    document = make_document()
    document.content.append(("closing", "Yours, {{ brnach }}"))
    with pytest.raises(ValidationError, match="brnach"):
        document.full_clean()


def test_a_key_cannot_stand_twice_among_the_fields() -> None:
    document = make_document()
    document.fields.append(("field", {"key": "writer_name", "kind": "text", "label": "Again"}))
    with pytest.raises(ValidationError, match="stand twice"):
        document.full_clean()


def test_a_label_cannot_stand_twice_among_the_fields_that_readers_see() -> None:
    document = make_document()
    document.fields.append(("field", {"key": "second_name", "kind": "text", "label": "Your name "}))
    with pytest.raises(ValidationError, match="Another field is called “Your name”, too"):
        document.full_clean()
    document.live = False
    document.full_clean()


def test_the_second_of_two_labels_is_marked() -> None:
    block = DocumentFieldStreamBlock()
    labels = ("Your name", "Date", "your name", "Date")
    rows: list[Any] = [
        {"type": "field", "value": {"key": f"key_{n}", "kind": "text", "label": label}}
        for n, label in enumerate(labels)
    ]
    with pytest.raises(StreamBlockValidationError) as refusal:
        block.clean(block.to_python(rows))
    assert {place: list(error.block_errors) for place, error in refusal.value.block_errors.items()} == {
        2: ["label"],
        3: ["label"],
    }


def test_placeholders_deep_in_a_document_are_found() -> None:
    document = make_document()
    document.content.append(("requests", {"intro": "", "items": ["Answer {{ nobody }}."], "heading": ""}))
    document.content.append(("section", {"heading": "", "body": "<p>{{ nowhere }}</p>"}))
    with pytest.raises(ValidationError) as refusal:
        document.full_clean()
    assert "nobody, nowhere" in str(refusal.value)
