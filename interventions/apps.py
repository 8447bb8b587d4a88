"""App configuration of the interventions: joins what is below. Refuses to hold logic."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class InterventionsConfig(AppConfig):
    """Tables of their own: about a page in all its languages, kept after they are lifted."""

    name = "interventions"
    verbose_name = _("Interventions")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """What the secretariat does stands in its trail, and what was taken down is published by nobody."""
        # Models can be imported only after every app is loaded.
        from interventions.models import Redaction, Release, Stop, TakeDown
        from interventions.names_withheld import names_perhaps_withheld, names_withheld
        from interventions.reading import held_pages
        from interventions.releasing import stays_out
        from interventions.taking_down import held
        from sections.trail import add_secretariats
        from translations.board.held import leave_out
        from translations.machine import leaving
        from translations.memory.withholding import add_rule
        from translations.publication.publishing import add_obstacle

        leave_out(held_pages)
        add_obstacle(held)
        add_obstacle(stays_out)
        add_rule(names_withheld)
        leaving.add_rule(held)
        leaving.add_text_rule(names_perhaps_withheld)
        for model in (Stop, TakeDown, Redaction, Release):
            add_secretariats(model)
