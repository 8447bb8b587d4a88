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


class AccountsConfig(WagtailUsersAppConfig):
    """Wagtail's users app; listed in INSTALLED_APPS in place of ``wagtail.users``."""

    default = False
    user_viewset = "sections.viewsets.UserViewSet"
