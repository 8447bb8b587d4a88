"""Registers the project itself, for its system checks. Has no tables."""

from django.apps import AppConfig


class ProjectConfig(AppConfig):
    name = "vigil"
    verbose_name = "Vigil"

    def ready(self) -> None:
        """Register the checks; importing them is what registers them."""
        from vigil import checks  # noqa: F401
