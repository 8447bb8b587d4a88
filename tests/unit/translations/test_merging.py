"""What becomes of forms and of stored content when two records are one; without a database."""

from __future__ import annotations

import json

import pytest

from campaign_pages.models import AppealPage, ModelDocumentPage
from library.models import Person
from translations.checks import FormStatus
from translations.glossary.merging.content import Swap, streams
from translations.glossary.merging.forms import Fate, fates

P, A, F = FormStatus.PREFERRED, FormStatus.ACCEPTED, FormStatus.FORBIDDEN
SWAP = Swap(Person, 7, 3)


@pytest.mark.parametrize(
    ("form", "theirs", "expected"),
    [
        (("el", "Grek", "Εχσάν", P), [], (P, Fate.STAYS)),
        (("el", "Grek", "Εχσάν", P), [("el", "Grek", "Εξάν", P)], (A, Fate.ACCEPTED)),
        (("", "Latn", "Eshan", F), [("", "Latn", "Ehsan", P)], (F, Fate.STAYS)),
        (("", "Latn", "Ehsan", F), [("", "Latn", "Ehsan", P)], (F, Fate.KNOWN)),
        (("ur", "Arab", "احسان", A), [("ur", "Arab", "احسان", P)], (A, Fate.KNOWN)),
    ],
)
def test_a_form_goes_over_unless_it_stands_there_already(
    form: tuple[str, str, str, FormStatus],
    theirs: list[tuple[str, str, str, FormStatus]],
    expected: tuple[FormStatus, Fate],
) -> None:
    [kept] = fates([(*form, None)], [], theirs)
    assert (kept.status, kept.fate) == expected


def test_the_canonical_name_becomes_an_accepted_form_and_what_is_forbidden_stays_so() -> None:
    theirs = [("", "Latn", "Ehsan Ali", P), ("", "Latn", "Eshan Ali", F)]
    accepted, known = fates([], [("", "Latn", "Ihsan Ali"), ("", "Latn", "Eshan Ali")], theirs)
    assert (accepted.status, accepted.fate, known.fate) == (A, Fate.ACCEPTED, Fate.KNOWN)


def block(kind: str, **value: object) -> dict[str, object]:
    return {"type": kind, "value": value, "id": kind}


def test_a_record_is_swapped_in_choosers_of_its_own_kind_alone() -> None:
    stream = AppealPage._meta.get_field("body").stream_block
    rows = [block("fact_box", heading="7", person=7, case=None), block("fact_box", heading="", person=None, case=7)]
    assert SWAP.in_block(stream, rows) == [block("fact_box", heading="7", person=3, case=None), rows[1]]
    assert SWAP.in_block(stream, rows[1:]) == rows[1:]


def test_a_list_shows_nobody_twice() -> None:
    stream = AppealPage._meta.get_field("body").stream_block
    items = [{"type": "item", "value": pk, "id": str(pk)} for pk in (3, 5, 7)]
    [after] = SWAP.in_block(stream, [block("people_list", heading="", people=items)])
    assert [item["value"] for item in after["value"]["people"]] == [3, 5]
    [bare] = SWAP.in_block(stream, [block("people_list", heading="", people=[7, 5])])
    assert bare["value"]["people"] == [3, 5]


def test_a_revision_is_rewritten_in_its_streams_and_rows() -> None:
    body = json.dumps([block("fact_box", heading="", person=7, case=None)])
    content = {
        "pk": 7,
        "title": "7",
        "case": 7,
        "body": body,
        "people": [{"pk": 1, "person": 3}, {"pk": 2, "person": 7}],
    }
    after = SWAP.in_serialised(AppealPage, content)
    assert (after["pk"], after["title"], after["case"]) == (7, "7", 7)
    assert json.loads(after["body"])[0]["value"]["person"] == 3
    assert after["people"] == [{"pk": 1, "person": 3}]
    untouched = {"title": "7", "case": 7, "people": [{"pk": 1, "person": 4}]}
    assert SWAP.in_serialised(AppealPage, untouched) is untouched


def test_every_stream_in_which_a_person_can_be_chosen_is_known() -> None:
    found = {(model, field.name) for model, field in streams(Person)}
    assert {(AppealPage, "body"), (ModelDocumentPage, "content")} <= found
