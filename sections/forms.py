"""Forms for accounts in Wagtail's admin: one name instead of first and last name."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth import get_user_model
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.views.account import email_management_enabled
from wagtail.users.forms import UserCreationForm as WagtailUserCreationForm
from wagtail.users.forms import UserEditForm as WagtailUserEditForm

from sections.models import normalise_email

User = get_user_model()


class CleansEmail:
    """Mixed into forms so that an address is compared in the spelling in which it is stored."""

    cleaned_data: dict[str, Any]

    def clean_email(self) -> str:
        return normalise_email(self.cleaned_data["email"])


class UserCreationForm(CleansEmail, WagtailUserCreationForm):
    """Makes an account."""

    first_name = None
    last_name = None
    error_messages = {
        **WagtailUserCreationForm.error_messages,
        "duplicate_username": _("An account with this e-mail address exists already."),
    }

    class Meta(WagtailUserCreationForm.Meta):
        fields = ["email", "name", "is_superuser", "groups"]


class UserEditForm(CleansEmail, WagtailUserEditForm):
    """Changes an account."""

    first_name = None
    last_name = None
    error_messages = UserCreationForm.error_messages

    class Meta(WagtailUserEditForm.Meta):
        fields = ["email", "name", "is_active", "is_superuser", "groups"]


class OwnAccountForm(CleansEmail, forms.ModelForm):
    """What people change about themselves."""

    email = forms.EmailField(label=_("E-mail address"))

    class Meta:
        model = User
        fields = ["name", "email", "credit", "mail"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["credit"].widget.attrs["dir"] = "auto"
        if not email_management_enabled():
            del self.fields["email"]

    def clean_credit(self) -> str:
        """Readers see this under translated pages."""
        credit = " ".join(self.cleaned_data["credit"].split())
        if "@" in credit:
            raise forms.ValidationError(gettext("Readers see this name. Write no e-mail address."))
        return credit
