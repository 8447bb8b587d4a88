"""App configuration of the search: follows pages and names. Refuses to hold logic."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SearchConfig(AppConfig):
    """An index that can be thrown away: everything in it is made of pages and records."""

    name = "search"
    verbose_name = _("Search")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Connect what has to happen whoever publishes a page or changes a name."""
        # Models can be imported only after every app is loaded.
        from search import following

        following.connect()
