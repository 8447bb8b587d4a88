"""Registers the outputs app and connects its receivers. Holds no tables and never will."""

from django.apps import AppConfig
from django.db.models.signals import post_delete
from django.utils.translation import gettext_lazy as _


class OutputsConfig(AppConfig):
    name = "outputs"
    verbose_name = _("Outputs")

    def ready(self) -> None:
        """Connect what happens when a document is published or lost to readers."""
        # Models can be imported only after every app is loaded.
        from wagtail.signals import page_published, page_unpublished

        from campaign_pages.models import ModelDocumentPage
        from interventions.signals import documents_withdrawn, name_changed
        from outputs.letters.files import note_loss, note_name, note_publication, note_withdrawal

        documents_withdrawn.connect(note_withdrawal, dispatch_uid="outputs.note_withdrawal")
        page_published.connect(note_publication, sender=ModelDocumentPage, dispatch_uid="outputs.note_publication")
        page_unpublished.connect(note_loss, sender=ModelDocumentPage, dispatch_uid="outputs.note_unpublication")
        name_changed.connect(note_name, dispatch_uid="outputs.note_name")
        post_delete.connect(note_loss, sender=ModelDocumentPage, dispatch_uid="outputs.note_deletion")
