"""Registers the home app, and what it makes for a national section. Holds no logic."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class HomeConfig(AppConfig):
    """The home page, standard pages and the site's navigation."""

    name = "home"
    verbose_name = _("Home")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Sections get their pages from here."""
        from home.section_pages import ensure_pages, own_pages
        from sections.provisioning import add_own_pages, add_step

        add_step(ensure_pages)
        add_own_pages(own_pages)
