"""App configurations of the sections: our own app, and Wagtail's users app with forms that know our User."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _
from wagtail.users.apps import WagtailUsersAppConfig


class SectionsConfig(AppConfig):
    """People who work here: accounts, national sections, roles."""

    default = True
    name = "sections"
    label = "sections"
    verbose_name = _("Sections")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        # Imported here because models and Wagtail's views need the finished app registry.
        from django.db.models.signals import post_delete, post_save, pre_delete

        from sections import signals
        from sections.models import Membership, NationalSection, SectionLocale, User
        from sections.notifiers import use_own_mails
        from sections.wagtail_account_form import use_own_form

        use_own_form()
        use_own_mails()
        post_save.connect(signals.membership_saved, Membership, dispatch_uid="sections.membership_saved")
        post_delete.connect(signals.membership_deleted, Membership, dispatch_uid="sections.membership_deleted")
        pre_delete.connect(signals.account_goes, User, dispatch_uid="sections.account_deleted")
        post_save.connect(signals.section_changed, NationalSection, dispatch_uid="sections.section_saved")
        post_save.connect(signals.locales_changed, SectionLocale, dispatch_uid="sections.locale_saved")
        post_delete.connect(signals.locales_changed, SectionLocale, dispatch_uid="sections.locale_deleted")


class AccountsConfig(WagtailUsersAppConfig):
    """Wagtail's users app; listed in INSTALLED_APPS in place of ``wagtail.users``."""

    default = False
    user_viewset = "sections.viewsets.UserViewSet"
