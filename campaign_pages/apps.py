"""Registers the page types of a campaign. Holds no logic."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CampaignPagesConfig(AppConfig):
    """The appeal, people, document and update pages."""

    name = "campaign_pages"
    verbose_name = _("Campaign pages")
    default_auto_field = "django.db.models.BigAutoField"
