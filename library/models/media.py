"""Pictures and documents. What is stored was checked and cleaned by pictures.py and papers.py first, whoever saves it."""

from __future__ import annotations

import secrets
from pathlib import PurePath
from typing import TYPE_CHECKING, Any, ClassVar

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import models, transaction
from django.db.models.fields.files import FieldFile
from django.utils import translation
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from wagtail.documents.models import AbstractDocument
from wagtail.images.models import AbstractImage, AbstractRendition, get_upload_to
from wagtail.search import index

from library.choices import Altered, language_choices
from library.columns import columns
from library.fields import PictureField
from library.names import fold
from library.papers import check_paper, random_name
from library.pictures import clean_picture
from library.search import localised_search_fields

FILE_ENDINGS = frozenset({".jpg", ".jpeg", ".png", ".webp", ".avif", ".gif", ".heic", ".pdf", ".docx", ".odt", ".txt"})


class CheckedFile(models.Model):
    """Mixed into pictures and documents: every file is checked before it is stored, and no file name survives."""

    stored_name: str = ""

    if TYPE_CHECKING:  # what Wagtail's pictures and documents have in common
        file: Any
        title: str
        file_size: int | None

        def _set_file_hash(self) -> None: ...

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        update_fields = kwargs.get("update_fields")
        if "file" in self.get_deferred_fields() or (update_fields is not None and "file" not in update_fields):
            super().save(*args, **kwargs)
            return
        self.take_in_file()
        replaced = self.stored_name
        super().save(*args, **kwargs)
        self.stored_name = self.file.name
        if replaced and replaced != self.stored_name:
            self.forget_file(replaced)

    @classmethod
    def from_db(cls, *args: Any, **kwargs: Any) -> Any:
        instance = super().from_db(*args, **kwargs)
        if "file" not in instance.get_deferred_fields():
            instance.stored_name = instance.file.name
        return instance

    def refresh_from_db(self, *args: Any, **kwargs: Any) -> None:
        super().refresh_from_db(*args, **kwargs)
        if "file" not in self.get_deferred_fields():
            self.stored_name = self.file.name

    def clean(self) -> None:
        super().clean()
        try:
            self.take_in_file()
        except ValidationError as error:
            raise ValidationError({"file": error}) from error

    def take_in_file(self) -> None:
        """Checks a file that has not been checked yet and puts the cleaned one in its place. Raises ValidationError."""
        if not self.file or self.file.name == self.stored_name or getattr(self.file, "is_clean", False):
            return
        upload: FieldFile = self.file
        original = PurePath(upload.name or "").name
        upload.open("rb")
        content, name = self.cleaned_file(upload, original)
        self.title = title_without_file_name(self.title, original, str(self._meta.verbose_name))
        self.file = ContentFile(content, name=name)
        self.file.is_clean = True
        self.file_size = len(content)
        self._set_file_hash()

    def cleaned_file(self, upload: FieldFile, name: str) -> tuple[bytes, str]:
        """The content to store and its new name. Raises ValidationError with a sentence for the editor."""
        raise NotImplementedError

    def forget_file(self, name: str) -> None:
        """Deletes a file that was replaced, once the replacement is certain."""
        storage = self.file.storage
        transaction.on_commit(lambda: storage.delete(name))


def title_without_file_name(title: str, file_name: str, noun: str) -> str:
    """A title that does not give away what the file was called: cameras and people put dates and names there.

    >>> title_without_file_name("A candle", "IMG_20250516_Gilgit.jpg", "picture")
    'A candle'
    """
    given = fold(title)
    looks_like_a_file = PurePath(title).suffix.lower() in FILE_ENDINGS
    if given and not looks_like_a_file and given not in {fold(file_name), fold(PurePath(file_name).stem)}:
        return title
    return f"{capfirst(noun)} {secrets.token_hex(3)}"


class CampaignImage(CheckedFile, AbstractImage):
    """A picture, with credit, a description per language, and whether and why it was altered."""

    file = PictureField(verbose_name=_("file"), upload_to=get_upload_to, width_field="width", height_field="height")
    credit = models.CharField(
        _("credit"), max_length=255, blank=True, help_text=_("Who made the picture, as it should be named beside it.")
    )
    alt_text = models.CharField(
        _("alternative text"),
        max_length=300,
        blank=True,
        help_text=_("What the picture shows, for readers who cannot see it. Leave empty only if it is decoration."),
    )
    altered = models.CharField(
        _("altered"),
        max_length=12,
        choices=Altered.choices,
        default=Altered.NONE,
        help_text=_("Say so if anything was blurred, cut away or changed, even to protect people."),
    )
    alteration_note = models.CharField(
        _("what was altered and why"),
        max_length=300,
        blank=True,
        help_text=_("Shown with the picture, for example: faces were blurred to protect those who took part."),
    )

    admin_form_fields: ClassVar[tuple[str, ...]] = (
        "title",
        "file",
        "credit",
        "collection",
        "tags",
        "altered",
        *columns("alt_text"),
        *columns("alteration_note"),
        "focal_point_x",
        "focal_point_y",
        "focal_point_width",
        "focal_point_height",
    )

    search_fields: ClassVar[list[index.BaseField]] = [
        *AbstractImage.search_fields,
        index.SearchField("credit"),
        *localised_search_fields("alt_text", autocomplete=False),
        index.FilterField("altered"),
    ]

    class Meta(AbstractImage.Meta):
        verbose_name = _("picture")
        verbose_name_plural = _("pictures")

    def __str__(self) -> str:
        return self.title

    def cleaned_file(self, upload: FieldFile, name: str) -> tuple[bytes, str]:
        picture = clean_picture(upload, name)
        self.width, self.height = picture.width, picture.height
        return picture.content, picture.random_name()

    def forget_file(self, name: str) -> None:
        super().forget_file(name)
        self.renditions.all().delete()

    def get_upload_to(self, filename: str) -> str:
        return f"pictures/{filename}"

    @property
    def default_alt_text(self) -> str:
        """The alternative text in the active language or in English; never the title, which readers do not see."""
        return self.alt_text or ""

    def alt_text_in(self, language: str) -> str:
        """The alternative text in that language, or in English; empty when there is none."""
        with translation.override(language):
            return self.alt_text or ""

    def alteration_note_in(self, language: str) -> str:
        """What was altered and why, in that language or in English; empty when nothing was."""
        if self.altered == Altered.NONE:
            return ""
        with translation.override(language):
            return self.alteration_note or ""


class CampaignRendition(AbstractRendition):
    """A picture in another size or format; made from a cleaned original, so it holds nothing else."""

    image = models.ForeignKey(CampaignImage, on_delete=models.CASCADE, related_name="renditions")

    class Meta:
        verbose_name = _("version of a picture")
        verbose_name_plural = _("versions of pictures")
        constraints = [
            models.UniqueConstraint(
                fields=["image", "filter_spec", "focal_point_key"], name="library_one_rendition_per_filter"
            )
        ]


class CampaignDocument(CheckedFile, AbstractDocument):
    """A file to download, with the language it is written in."""

    language = models.CharField(
        _("language"),
        max_length=12,
        choices=language_choices,
        blank=True,
        help_text=_("The language it is written in."),
    )

    admin_form_fields: ClassVar[tuple[str, ...]] = ("title", "file", "language", "collection", "tags")

    search_fields: ClassVar[list[index.BaseField]] = [
        *AbstractDocument.search_fields,
        index.FilterField("language"),
    ]

    class Meta(AbstractDocument.Meta):
        verbose_name = _("document")
        verbose_name_plural = _("documents")

    def __str__(self) -> str:
        return self.title

    def cleaned_file(self, upload: FieldFile, name: str) -> tuple[bytes, str]:
        extension = check_paper(upload, name)
        upload.seek(0)
        return upload.read(), random_name(extension)
