"""App configuration of the library, the shared records. Imports only sections."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class LibraryConfig(AppConfig):
    """Who is held, since when, where, under which law, by which source: facts without a language."""

    name = "library"
    label = "library"
    verbose_name = _("Records")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        # Imported here because receivers need the finished app registry.
        from library import date_input, signals  # noqa: F401
        from library.section_countries import ensure_country
        from sections.provisioning import add_step

        date_input.register()
        add_step(ensure_country)
