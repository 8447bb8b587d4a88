"""App configurations of the sections: our own app, and Wagtail's users app with forms that know our User."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _
from wagtail.users.apps import WagtailUsersAppConfig


class SectionsConfig(AppConfig):
    """People who work here: accounts and roles."""

    default = True
    name = "sections"
    label = "sections"
    verbose_name = _("Sections")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        # Imported here because Wagtail's views need the finished app registry.
        from sections.wagtail_account_form import use_own_form

        use_own_form()


class AccountsConfig(WagtailUsersAppConfig):
    """Wagtail's users app; listed in INSTALLED_APPS in place of ``wagtail.users``."""

    default = False
    user_viewset = "sections.viewsets.UserViewSet"
