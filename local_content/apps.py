"""App configuration of the local content."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class LocalContentConfig(AppConfig):
    """Tables of their own: owned by one section each, not translated through the original, over at a time."""

    name = "local_content"
    verbose_name = _("Local content")
    default_auto_field = "django.db.models.BigAutoField"
