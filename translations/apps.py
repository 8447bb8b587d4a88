"""App configuration of `translations`: connects receivers. Refuses to hold logic."""

from django.apps import AppConfig
from django.db.models.signals import post_save, pre_save
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
        from django.core.checks import register
        from wagtail.signals import page_published
        from wagtail_localize.models import StringTranslation, TranslationSource

        from library import models as library
        from sections.digests import add_reporter
        from sections.trail import add_secretariats
        from translations import models, submission  # noqa: F401  (what does the jobs is known to every process)
        from translations.board.waiting import report_for
        from translations.findings.marking import explain_in_the_language_of_the_reader, mark_errors
        from translations.freshness.sources import note_publication
        from translations.glossary import stamp
        from translations.guard.checks import check_records
        from translations.machine import work  # noqa: F401
        from translations.memory.filling import note_translation
        from translations.memory.notes import note_origin
        from translations.originals import refuse_second_source
        from translations.tree_sync import withdraw_tree_sync

        register(check_records)
        add_reporter(report_for)
        page_published.connect(note_publication, dispatch_uid="translations.note_publication")
        page_published.connect(note_translation, dispatch_uid="translations.note_translation")
        pre_save.connect(refuse_second_source, sender=TranslationSource, dispatch_uid="translations.refuse_second")
        post_save.connect(mark_errors, sender=StringTranslation, dispatch_uid="translations.mark_errors")
        add_secretariats(library.Person)
        add_secretariats(models.Term)
        stamp.follow(
            *(library.Person, library.PersonName, library.DetentionEpisode, library.StatusEvent, library.CaseCount),
            *(library.Organisation, library.Place, library.LegalProvision, models.Term, models.TermForm),
        )
        post_save.connect(note_origin, sender=StringTranslation, dispatch_uid="translations.note_origin")
        explain_in_the_language_of_the_reader()
        withdraw_tree_sync()
