"""Puts our form into Wagtail's "Account" screen, whose own form asks for a first and a last name.

Waits for a setting in Wagtail that names this form (as there is for the login form). Delete it when there is one.
"""

from wagtail.admin.views.account import NameEmailSettingsPanel


def use_own_form() -> None:
    # Imported here because forms need the finished app registry.
    from sections.forms import OwnAccountForm

    NameEmailSettingsPanel.form_class = OwnAccountForm
