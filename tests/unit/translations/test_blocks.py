"""Blocks survive null, missing ids and nesting, and offer exactly the text that is to be translated."""

import json
from typing import Any

import pytest
from wagtail.rich_text import RichText
from wagtail_localize.segments.extract import StreamFieldSegmentExtractor

from translations import blocks


def texts(stream_block: blocks.StreamBlock, data: list[dict[str, Any]]) -> list[tuple[str, str]]:
    """Path and text of every string that would be offered for translation."""
    segments = StreamFieldSegmentExtractor(None, include_overridables=True).handle_stream_block(
        stream_block.to_python(data)
    )
    return [
        (segment.path, segment.string.data)
        for segment in segments
        if hasattr(segment, "string") and not segment.is_empty()
    ]


def items(block: Any, value: Any) -> list[dict[str, Any]]:
    return [{"type": "part", "value": value, "id": "s1"}]


def stream(child: Any) -> blocks.StreamBlock:
    return blocks.StreamBlock([("part", child)])


@pytest.mark.parametrize(
    "block",
    [
        blocks.CharBlock(),
        blocks.TextBlock(),
        blocks.BlockQuoteBlock(),
        blocks.URLBlock(),
        blocks.EmailBlock(),
        blocks.RegexBlock(regex="^a$"),
        blocks.RawHTMLBlock(),
        blocks.ChoiceBlock(choices=[("a", "A")]),
        blocks.FrozenCharBlock(),
        blocks.FrozenTextBlock(),
    ],
    ids=lambda block: type(block).__name__,
)
def test_a_null_text_is_an_empty_text(block: Any) -> None:
    assert block.to_python(None) == ""
    assert block.normalize(None) == ""
    assert block.get_prep_value(None) == ""
    assert block.get_default() == ""
    assert texts(stream(block), items(block, None)) == []


@pytest.mark.parametrize("block", [blocks.TextBlock(), blocks.BlockQuoteBlock(), blocks.FrozenTextBlock()])
def test_a_text_that_a_browser_sends_back_untouched_is_the_same_text(block: Any) -> None:
    sent = block.value_from_datadict({"text": "{{ name }}\r\n{{ place }}"}, {}, "text")
    assert sent == block.clean(sent) == "{{ name }}\n{{ place }}"


def test_a_null_rich_text_is_empty_and_can_be_stored() -> None:
    block = blocks.RichTextBlock()
    assert block.to_python(None) == RichText("")
    assert block.get_default() == RichText("")
    assert block.get_prep_value(None) == ""
    assert texts(stream(block), items(block, None)) == []


def test_an_empty_embed_has_an_address_to_ask_for_and_is_false() -> None:
    block = blocks.EmbedBlock(required=False)
    for value in (block.to_python(None), block.normalize(None), block.get_default(), block.clean(block.to_python(""))):
        assert value.url == ""
        assert not value
        assert str(value) == ""
        assert block.get_prep_value(value) == ""
    assert texts(stream(block), items(block, None)) == []


def test_a_null_group_is_a_group_of_defaults() -> None:
    block = blocks.StructBlock([("a", blocks.CharBlock(default="x")), ("b", blocks.TextBlock())])
    assert dict(block.to_python(None)) == {"a": "x", "b": ""}
    assert [dict(value) for value in block.bulk_to_python([None, {"a": None}])] == [
        {"a": "x", "b": ""},
        {"a": "", "b": ""},
    ]


def test_a_sub_block_added_later_is_empty_on_stored_pages() -> None:
    block = blocks.StructBlock([("old", blocks.CharBlock()), ("new", blocks.CharBlock())])
    assert texts(stream(block), items(block, {"old": "Text"})) == [("s1.old", "Text")]


def test_multiple_choices_are_never_none() -> None:
    block = blocks.MultipleChoiceBlock(choices=[("a", "A")])
    assert block.to_python(None) == []
    assert block.normalize(None) == []


def test_frozen_text_is_not_offered_for_translation() -> None:
    block = blocks.StructBlock(
        [
            ("key", blocks.FrozenCharBlock()),
            ("quote", blocks.FrozenTextBlock()),
            ("prose", blocks.FrozenRichTextBlock()),
            ("pattern", blocks.RegexBlock(regex=".*")),
            ("label", blocks.CharBlock()),
        ]
    )
    value = {"key": "k", "quote": "q", "prose": "<p>p</p>", "pattern": "r", "label": "Name"}
    assert texts(stream(block), items(block, value)) == [("s1.label", "Name")]


def test_bare_list_values_are_offered_for_translation_under_stable_ids() -> None:
    block = blocks.ListBlock(blocks.CharBlock())
    first = texts(stream(block), items(block, ["one", "two"]))
    assert [text for _path, text in first] == ["one", "two"]
    assert texts(stream(block), items(block, ["one", "two"])) == first


def test_bare_list_values_keep_their_ids_when_they_change_places() -> None:
    block = blocks.ListBlock(blocks.CharBlock())
    before = {text: path for path, text in texts(stream(block), items(block, ["one", "two"]))}
    after = {text: path for path, text in texts(stream(block), items(block, ["two", "one"]))}
    assert before == after


def test_equal_list_values_get_different_ids() -> None:
    paths = [path for path, _text in texts(stream(blocks.ListBlock(blocks.CharBlock())), items(None, ["a", "a", "a"]))]
    assert len(set(paths)) == 3


def test_stored_list_ids_are_kept_and_repeated_ones_told_apart() -> None:
    raw = [
        {"type": "item", "value": "a", "id": "x"},
        {"type": "item", "value": "b", "id": "x"},
        {"type": "item", "value": "c", "id": None},
    ]
    block = blocks.ListBlock(blocks.CharBlock())
    ids = [child.id for child in block.to_python(raw).bound_blocks]
    assert ids[0] == "x"
    assert len(set(ids)) == 3
    assert [child.id for child in block.to_python(raw).bound_blocks] == ids


def test_a_list_given_by_code_gets_the_same_ids_as_the_same_list_read_from_store() -> None:
    block = blocks.ListBlock(blocks.StructBlock([("a", blocks.CharBlock())]))
    given = [child.id for child in block.normalize([{"a": "x"}, {"a": "y"}]).bound_blocks]
    read = [child.id for child in block.to_python([{"a": "x"}, {"a": "y"}]).bound_blocks]
    assert given == read


def test_a_list_given_by_code_may_bring_its_own_ids() -> None:
    block = blocks.ListBlock(blocks.CharBlock())
    value = block.normalize([{"type": "item", "value": "a", "id": "mine"}, "b"])
    assert list(value) == ["a", "b"]
    assert value.bound_blocks[0].id == "mine"


def test_a_null_list_is_empty() -> None:
    block = blocks.ListBlock(blocks.CharBlock())
    assert list(block.to_python(None)) == []
    assert list(block.normalize(None)) == []
    assert [list(value) for value in block.bulk_to_python([None, ["a"]])] == [[], ["a"]]
    assert block.get_prep_value(None) == []


def test_lists_deep_inside_structures_are_offered_for_translation() -> None:
    inner = blocks.StructBlock([("rows", blocks.ListBlock(blocks.StructBlock([("cell", blocks.CharBlock())])))])
    outer = blocks.StructBlock([("middle", blocks.StructBlock([("inner", inner)]))])
    value = {"middle": {"inner": {"rows": [{"type": "item", "value": {"cell": "Deep"}, "id": "r1"}]}}}
    assert texts(stream(outer), items(outer, value)) == [("s1.middle.inner.rows.r1.cell", "Deep")]


def test_streams_inside_structures_are_offered_for_translation() -> None:
    block = blocks.StructBlock([("steps", blocks.StreamBlock([("step", blocks.CharBlock())]))])
    value = {"steps": [{"type": "step", "value": "Write", "id": "t1"}]}
    assert texts(stream(block), items(block, value)) == [("s1.steps.t1", "Write")]


def test_stream_items_without_or_with_repeated_ids_are_told_apart() -> None:
    block = blocks.StreamBlock([("line", blocks.CharBlock())])
    raw = [
        {"type": "line", "value": "a"},
        {"type": "line", "value": "a"},
        {"type": "line", "value": "b", "id": "x"},
        {"type": "line", "value": "c", "id": "x"},
    ]
    ids = [child.id for child in block.to_python(json.dumps(raw))]
    assert len(set(ids)) == 4
    assert [child.id for child in block.to_python(raw)] == ids
    assert "id" not in raw[0], "the stored data must not be changed in place"


def test_code_that_offers_an_unknown_block_is_refused() -> None:
    with pytest.raises(ValueError, match="Unknown block 'lines'"):
        blocks.StreamBlock([("line", blocks.CharBlock())]).normalize([("lines", "x")])


def test_stored_unknown_blocks_are_dropped_and_logged(caplog: pytest.LogCaptureFixture) -> None:
    block = blocks.StreamBlock([("line", blocks.CharBlock())])
    value = block.to_python([{"type": "gone", "value": 1, "id": "1"}, {"type": "line", "value": "a", "id": "2"}])
    assert [child.value for child in value] == ["a"]
    assert "unknown blocks: gone" in caplog.text


def test_text_that_is_no_json_does_not_crash_a_stream() -> None:
    assert list(blocks.StreamBlock([("line", blocks.CharBlock())]).to_python("<p>old</p>")) == []


def test_stored_form_is_what_wagtail_would_store() -> None:
    block = blocks.StreamBlock([("part", blocks.StructBlock([("names", blocks.ListBlock(blocks.CharBlock()))]))])
    raw = [{"type": "part", "value": {"names": [{"type": "item", "value": "a", "id": "i"}]}, "id": "s"}]
    assert block.get_prep_value(block.to_python(raw)) == raw
