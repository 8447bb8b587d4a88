"""Model documents and their index: typed parts and fields as data. letters/ reads them as the paper they become."""

from __future__ import annotations

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext
from wagtail.fields import RichTextField
from wagtail.search import index
from wagtail_localize.fields import BaseTranslatableField, SynchronizedField

from campaign_pages.blocks import DocumentContentStreamBlock, DocumentFieldStreamBlock
from campaign_pages.blocks.documents import SAME_LABEL, labels_again
from campaign_pages.blocks.text import PROSE_FEATURES
from campaign_pages.choices import DocumentKind
from campaign_pages.elsewhere import pages_elsewhere
from campaign_pages.letters.samples import sample_answers
from campaign_pages.models.base import SAME_SLUG_EVERYWHERE, CampaignPage
from campaign_pages.panels import DOCUMENT_PANELS, INDEX_PANELS
from campaign_pages.placeholders.publication import RefusesOpenBlanks
from campaign_pages.placeholders.texts import stream_texts
from campaign_pages.querysets import documents_below
from campaign_pages.reading import DocumentReading
from campaign_pages.stops import columns
from translations.fields import StreamField
from translations.tokens import unknown_keys

#: The name of the preview with sample values, as it stands in addresses of the admin.
SAMPLES = "samples"
VERSION = RegexValidator(r"^\d+(\.\d+)*$", _("Write a version as numbers with points, for example 1.2."))


class DocumentIndexPage(CampaignPage):
    """Lists the model documents of its language by kind."""

    intro = RichTextField(_("introduction"), blank=True, features=PROSE_FEATURES)

    content_panels = [*CampaignPage.content_panels, *INDEX_PANELS]
    search_fields = [*CampaignPage.search_fields, index.SearchField("intro")]
    parent_page_types: ClassVar[list[str]] = ["home.HomePage"]
    subpage_types: ClassVar[list[str]] = ["campaign_pages.ModelDocumentPage"]
    max_count_per_parent = 1

    class Meta:
        verbose_name = _("documents page")
        verbose_name_plural = _("documents pages")

    def reader_context(self) -> dict[str, Any]:
        """The live documents below this page."""
        return {"documents": documents_below(self), "elsewhere": pages_elsewhere(self, "ModelDocumentPage")}


class ModelDocumentPage(RefusesOpenBlanks, CampaignPage):
    """A letter, motion, statement or press release that readers make their own."""

    kind = models.CharField(_("kind"), max_length=20, choices=DocumentKind.choices, default=DocumentKind.LETTER)
    appeal = models.ForeignKey(
        "campaign_pages.AppealPage",
        verbose_name=_("appeal"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("In any language: readers are shown the appeal in theirs."),
    )
    missions_of = models.ForeignKey(
        "library.Country",
        verbose_name=_("addressed to the missions of"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text=_("Readers choose their country, and the embassy or consulate there is put into the document."),
    )
    version = models.CharField(_("version"), max_length=20, default="1", validators=[VERSION])
    facts_as_of = models.DateField(_("facts as of"), null=True)
    expires = models.DateField(_("not to be used after"), null=True, blank=True)
    superseded_by = models.ForeignKey(
        "self",
        verbose_name=_("superseded by"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("The newer document that readers should use."),
    )
    summary = models.TextField(_("what it is for"), help_text=_("One or two sentences to the reader, above the paper."))
    fields = StreamField(
        DocumentFieldStreamBlock(),
        verbose_name=_("fields"),
        blank=True,
        help_text=_("Every {{ placeholder }} of the text, in the order in which readers fill them in."),
    )
    content = StreamField(DocumentContentStreamBlock(), verbose_name=_("document"), blank=True)

    #: What a view has read already, such as what a reader has filled in; for one answer only.
    reading: DocumentReading | None = None

    told_facts = ("expires",)
    reader_relations = ("missions_of",)
    content_panels = [*CampaignPage.content_panels, *DOCUMENT_PANELS]
    search_fields = [
        *CampaignPage.search_fields,
        index.SearchField("summary"),
        index.SearchField("content"),
        index.FilterField("kind"),
    ]
    override_translatable_fields: ClassVar[list[BaseTranslatableField]] = [
        *SAME_SLUG_EVERYWHERE,
        *(
            SynchronizedField(name, overridable=False)
            for name in ("kind", "appeal", "missions_of", "version", "facts_as_of", "expires", "superseded_by")
        ),
    ]
    parent_page_types: ClassVar[list[str]] = ["campaign_pages.DocumentIndexPage"]
    subpage_types: ClassVar[list[str]] = []

    class Meta:
        verbose_name = _("model document")
        verbose_name_plural = _("model documents")

    @classmethod
    def reader_columns(cls) -> dict[str, Any]:
        """Whether its appeal is stopped, since when and why, beside what every page has."""
        return {**super().reader_columns(), **columns("appeal__translation_key")}

    def clean(self) -> None:
        """Refuses keys that stand twice, and to publish tokens without a field or two fields with one label.

        A draft may have those for a while.
        """
        super().clean()
        keys = [str(block.value["key"]) for block in self.fields]
        doubled = sorted({key for key in keys if keys.count(key) > 1})
        if doubled:
            raise ValidationError(
                _("These keys stand twice among the fields: %(keys)s.") % {"keys": ", ".join(doubled)}
            )
        for _place, label in labels_again(block.value["label"] for block in self.fields) if self.is_for_readers else ():
            raise ValidationError(SAME_LABEL, params={"label": label})
        texts = (text.value for text in stream_texts(self.content, "content"))
        unknown = unknown_keys(texts, keys) if self.is_for_readers else []
        if unknown:
            raise ValidationError(
                _(
                    "The text uses placeholders that no field explains: %(keys)s. Add a field for each, or correct the spelling."
                )
                % {"keys": ", ".join(unknown)}
            )
        if self.superseded_by and self.superseded_by.translation_key == self.translation_key:
            raise ValidationError({"superseded_by": _("A document cannot supersede itself.")})

    def reader_context(self) -> dict[str, Any]:
        """The paper, the form beside it and the appeal."""
        return {"reading": self.reading or DocumentReading(self)}

    @property
    def preview_modes(self) -> list[tuple[str, Any]]:
        """The document as readers find it, and as one of them will have it in hand."""
        return [
            ("", pgettext("preview", "As published")),
            (SAMPLES, pgettext("preview", "Filled in with sample values")),
        ]

    def serve_preview(self, request: HttpRequest, mode_name: str) -> HttpResponse:
        """Fills the draft in first, where that was asked for."""
        if mode_name == SAMPLES:
            self.reading = DocumentReading(self, sample_answers(DocumentReading(self).form))
        return super().serve_preview(request, mode_name)
