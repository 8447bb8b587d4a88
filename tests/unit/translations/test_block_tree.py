"""Every text in the StreamFields of this project can be translated. The test proves that it would notice otherwise."""

from pathlib import Path

import pytest
from django.apps import apps
from django.db import models
from wagtail import blocks as wagtail_blocks
from wagtail.embeds.blocks import EmbedBlock
from wagtail.images.blocks import ImageBlock
from wagtail.models import Page
from wagtail_localize.fields import get_translatable_fields
from wagtail_localize.views.edit_translation import TabHelper

import translations
from translations import blocks
from translations.block_tree import iter_blocks, iter_model_blocks, unsafe_blocks

ROOT = Path(translations.__file__).parents[1]


def project_models() -> list[type[models.Model]]:
    """The models of this repository's apps, not those of installed packages."""
    return [
        model
        for config in apps.get_app_configs()
        if Path(config.path).parent in {ROOT, ROOT / "site"}
        for model in config.get_models()
    ]


def project_pages() -> list[type[Page]]:
    return [model for model in project_models() if issubclass(model, Page)]


def test_every_text_block_of_the_project_comes_from_the_safe_bases() -> None:
    assert [found.path for found in unsafe_blocks(iter_model_blocks(project_models()))] == []


def test_the_walk_reaches_the_page_types() -> None:
    paths = {found.path for found in iter_model_blocks(project_models())}
    assert "campaign_pages.AppealPage.body.text" in paths
    assert "campaign_pages.ModelDocumentPage.content.copies_to.items.item.text" in paths


@pytest.mark.parametrize(
    "planted",
    [
        wagtail_blocks.CharBlock(),
        wagtail_blocks.TextBlock(),
        wagtail_blocks.RichTextBlock(),
        wagtail_blocks.URLBlock(),
        wagtail_blocks.EmailBlock(),
        wagtail_blocks.RawHTMLBlock(),
        wagtail_blocks.BlockQuoteBlock(),
        wagtail_blocks.RegexBlock(regex="."),
        wagtail_blocks.ChoiceBlock(choices=[]),
        wagtail_blocks.PageChooserBlock(),
        wagtail_blocks.ListBlock(blocks.CharBlock()),
        wagtail_blocks.StructBlock([("a", blocks.CharBlock())]),
        wagtail_blocks.StreamBlock([("a", blocks.CharBlock())]),
        EmbedBlock(),
        ImageBlock(),
    ],
    ids=lambda block: type(block).__name__,
)
def test_a_raw_block_planted_anywhere_is_found(planted: wagtail_blocks.Block) -> None:
    tree = blocks.StreamBlock([("outer", blocks.StructBlock([("rows", blocks.ListBlock(planted))]))])
    assert "body.outer.rows.item" in [found.path for found in unsafe_blocks(iter_blocks(tree, "body"))]


def test_safe_blocks_are_not_reported() -> None:
    tree = blocks.StreamBlock([("outer", blocks.StructBlock([("rows", blocks.ListBlock(blocks.RichTextBlock()))]))])
    assert unsafe_blocks(iter_blocks(tree, "body")) == []


def test_a_block_that_contains_itself_is_walked_once() -> None:
    tree = blocks.StreamBlock()
    tree.child_blocks["again"] = tree
    assert [found.path for found in iter_blocks(tree, "body")] == ["body", "body.again"]


@pytest.mark.django_db
@pytest.mark.parametrize("model", project_pages(), ids=lambda model: model.__name__)
def test_every_translated_field_can_be_reached_in_the_translation_editor(model: type[Page]) -> None:
    """A translated field without a panel never shows up there, but counts as missing for ever."""
    instance = model()
    reachable = TabHelper(instance).field_tab_mapping
    translated = [field.field_name for field in get_translatable_fields(model) if field.is_translated(instance)]
    assert translated
    assert [name for name in translated if name not in reachable] == []


@pytest.mark.django_db
@pytest.mark.parametrize("model", project_pages(), ids=lambda model: model.__name__)
def test_addresses_are_not_translated(model: type[Page]) -> None:
    fields = {field.field_name: field for field in get_translatable_fields(model)}
    assert not fields["slug"].is_translated(model())
    assert not fields["slug"].is_overridable(model())
