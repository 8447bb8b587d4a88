"""Registers the page types of a campaign, and which of them have a place for local content. Holds no logic."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CampaignPagesConfig(AppConfig):
    """The appeal, people, document and update pages."""

    name = "campaign_pages"
    verbose_name = _("Campaign pages")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Sections may add what is their own to appeals."""
        from local_content.places import add_place

        add_place("campaign_pages.AppealPage")
