"""App configuration of `translations`: connects receivers. Refuses to hold logic."""

from django.apps import AppConfig
from django.db.models.signals import pre_save
from django.utils.translation import gettext_lazy as _


class TranslationsConfig(AppConfig):
    """Everything around wagtail-localize: safe blocks, drafts, the publishing gate, states."""

    name = "translations"
    label = "translations"
    verbose_name = _("Translations")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Connect what has to happen whoever changes a page."""
        # Models can be imported only after every app is loaded.
        from wagtail.signals import page_published
        from wagtail_localize.models import TranslationSource

        from translations.freshness import note_publication
        from translations.originals import refuse_second_source
        from translations.tree_sync import withdraw_tree_sync

        page_published.connect(note_publication, dispatch_uid="translations.note_publication")
        pre_save.connect(refuse_second_source, sender=TranslationSource, dispatch_uid="translations.refuse_second")
        withdraw_tree_sync()
