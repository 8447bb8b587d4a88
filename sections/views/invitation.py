"""The page that an invitation's link opens, for people with and without an account. Asks for no right but the link."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from django.contrib.auth import login, logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from wagtail.admin import messages
from wagtail.admin.localization import get_localized_response

from sections.choices import Role
from sections.invitations import NotAccepted, Obstacle, accept, find, obstacle
from sections.member_forms import NewAccountForm
from sections.models import Invitation, User

TEMPLATE = "sections/admin/invitation.html"


@never_cache
@sensitive_post_parameters("new_password1", "new_password2")
def invitation(request: HttpRequest, token: str) -> Any:
    """In the language of the account, or of the browser."""
    return get_localized_response(_invitation, request, token)


def _invitation(request: HttpRequest, token: str) -> HttpResponse:
    if request.method == "POST" and "sign_out" in request.POST:
        logout(request)
        return redirect(request.path)
    found = find(token)
    if hindrance := obstacle(found):
        return _refuse(request, hindrance)
    assert found is not None
    account = User.objects.filter(email=found.email).first()
    if account and not account.is_active:
        return _refuse(request, Obstacle.SWITCHED_OFF)
    if request.user.is_authenticated and request.user != account:
        return _refuse(request, Obstacle.OTHER_ACCOUNT)
    if account is None:
        return _new_account(request, found)
    if request.user.is_authenticated and request.method == "POST":
        return _take_up(request, found, account)
    sign_in = "" if request.user.is_authenticated else f"{reverse('wagtailadmin_login')}?next={request.path}"
    return render(request, TEMPLATE, {**_words(found), "sign_in": sign_in})


def _new_account(request: HttpRequest, found: Invitation) -> HttpResponse:
    user = User(email=found.email)
    form = NewAccountForm(user, request.POST if request.method == "POST" else None)
    if not form.is_valid():
        return render(request, TEMPLATE, {**_words(found), "form": form, "email": found.email})
    user.set_password(form.cleaned_data["new_password1"])
    return _take_up(request, found, user)


def _take_up(request: HttpRequest, found: Invitation, user: User) -> HttpResponse:
    is_new = user._state.adding
    try:
        accept(found, user)
    except NotAccepted:
        return _refuse(request, Obstacle.USED)
    if is_new:
        login(request, user, backend="django.contrib.auth.backends.ModelBackend")
    messages.success(request, gettext("Welcome! Your role: %(role)s.") % {"role": Role(found.role).label})
    if found.section_id:
        return redirect("sections:members", found.section_id)
    return redirect("sections:secretariat")


def _words(found: Invitation) -> dict[str, Any]:
    inviter = found.invited_by.name if found.invited_by else ""
    return {"section": found.section, "role": Role(found.role).label, "inviter": inviter}


def _refuse(request: HttpRequest, hindrance: Obstacle) -> HttpResponse:
    # Never 404: Django would look for the page under the prefix of a language.
    status = HTTPStatus.FORBIDDEN if hindrance == Obstacle.OTHER_ACCOUNT else HTTPStatus.GONE
    return render(
        request, TEMPLATE, {"obstacle": hindrance, "sign_out": hindrance == Obstacle.OTHER_ACCOUNT}, status=status
    )
