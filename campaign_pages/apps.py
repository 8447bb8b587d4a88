"""Registers the page types of a campaign: where local content has a place, what can be stopped. Holds no logic."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CampaignPagesConfig(AppConfig):
    """The appeal, people, document and update pages."""

    name = "campaign_pages"
    verbose_name = _("Campaign pages")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Sections may add what is their own to appeals; appeals can be stopped, and their documents with them."""
        # Models can be imported only after every app is loaded.
        from campaign_pages.kinds import KINDS
        from campaign_pages.placements import placements_of_campaign
        from campaign_pages.subjects import SUBJECTS
        from interventions.places import add_kind
        from local_content.places import add_place
        from translations.board.placements import add_placer
        from translations.glossary.subjects import tell_subjects

        add_place("campaign_pages.AppealPage")
        add_placer(placements_of_campaign)
        for kind in KINDS:
            add_kind(kind)
        for model, subjects in SUBJECTS.items():
            tell_subjects(model, subjects)
