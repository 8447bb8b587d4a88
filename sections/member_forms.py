"""Forms about members: whom to invite, which role to give, and the account of somebody invited. Send nothing."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth.forms import SetPasswordForm
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from sections.choices import SECTION_ROLES, Role
from sections.invitations import open_invitations
from sections.models import Membership, NationalSection, User, normalise_email


def role_choices(section: NationalSection | None) -> list[tuple[str, Any]]:
    """The roles that can be given here."""
    roles = SECTION_ROLES if section else (Role.SECRETARIAT,)
    return [(role.value, role.label) for role in roles]


class InviteForm(forms.Form):
    """An address and a role."""

    email = forms.EmailField(label=_("E-mail address"), widget=forms.EmailInput(attrs={"dir": "ltr"}))
    role = forms.ChoiceField(label=_("Role"))

    def __init__(self, *args: Any, section: NationalSection | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.section = section
        field: Any = self.fields["role"]
        field.choices = role_choices(section)
        if not section:
            field.widget = forms.HiddenInput()
            field.initial = Role.SECRETARIAT

    def clean_email(self) -> str:
        return normalise_email(self.cleaned_data["email"])

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        email, role = cleaned.get("email"), cleaned.get("role")
        if not (email and role):
            return cleaned
        if Membership.objects.filter(user__email=email, role=role, section=self.section).exists():
            self.add_error("email", gettext("This person has this role in the section already."))
        elif open_invitations(self.section).filter(email=email, role=role).exists():
            self.add_error("email", gettext("This invitation is open already. Send it again below."))
        return cleaned


class GiveRoleForm(forms.Form):
    """A role more for somebody who is there."""

    person = forms.ModelChoiceField(label=_("Person"), queryset=User.objects.none())
    role = forms.ChoiceField(label=_("Role"))

    def __init__(self, *args: Any, section: NationalSection, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people: Any = self.fields["person"]
        people.queryset = User.objects.filter(memberships__section=section).distinct()
        people.label_from_instance = lambda user: user.name
        roles: Any = self.fields["role"]
        roles.choices = role_choices(section)


class NewAccountForm(SetPasswordForm):
    """Name and password of somebody who has just been invited; the account has her address already."""

    name = forms.CharField(
        label=_("Name"),
        max_length=150,
        help_text=_("What colleagues see. It may be a working name; it is never shown to readers."),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    field_order = ["name", "new_password1", "new_password2"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        # Django's own words are there in fewer languages than ours.
        super().__init__(*args, **kwargs)
        first, second = self.fields["new_password1"], self.fields["new_password2"]
        first.label, second.label = _("Password"), _("The same password again")
        first.help_text = _("At least 12 characters; not your name, not only digits, and nothing that many people use.")
        second.help_text = ""

    def clean_name(self) -> str:
        # Before the password is judged: it must not be like the name.
        self.user.name = self.cleaned_data["name"]
        return str(self.user.name)
