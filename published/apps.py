"""App configuration of the published site."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PublishedConfig(AppConfig):
    """Two tables that can be made anew at any time: what is written, and what is still to be."""

    name = "published"
    verbose_name = _("Published site")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Listen to whatever changes what readers see."""
        from published import receivers

        receivers.connect()
