"""Closes the one way round CampaignImage.save(): Wagtail keeps an upload aside when its form lacks something else."""

from __future__ import annotations

from typing import Any

from django.core.files.base import ContentFile
from django.db.models.signals import pre_save
from django.dispatch import receiver
from wagtail.models import UploadedFile

from library.models import CampaignDocument, CampaignImage
from library.papers import check_paper, random_name
from library.pictures import clean_picture


@receiver(pre_save, sender=UploadedFile)
def clean_file_kept_aside(sender: type[UploadedFile], instance: UploadedFile, **kwargs: Any) -> None:
    """Cleans a picture and renames a document before it is kept aside. Raises ValidationError for anything else."""
    if instance.file._committed:
        return
    model = instance.for_content_type.model_class() if instance.for_content_type else None
    if model is CampaignImage:
        picture = clean_picture(instance.file, instance.file.name)
        instance.file = ContentFile(picture.content, name=picture.random_name())
    elif model is CampaignDocument:
        instance.file.name = random_name(check_paper(instance.file, instance.file.name))
