"""The members of a section: everybody reads names and roles; who manages members invites, gives roles and ends them."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from django_ratelimit.core import is_ratelimited
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from sections import invitations
from sections.actors import actor_of, forget
from sections.choices import Role
from sections.languages import own_name
from sections.member_forms import GiveRoleForm, InviteForm
from sections.membership import Refused, active_leads, end_role, give_role
from sections.models import Membership, NationalSection, User
from sections.policy import Target, may
from sections.roles import Action

#: How many invitations one account may send: enough for a new section, too few for a flood.
INVITATION_RATE = "60/h"


class MembersView(WagtailAdminTemplateMixin, TemplateView):
    """One section's people, with their roles and the open invitations."""

    template_name = "sections/admin/members.html"
    header_icon = "group"
    page_title = _("Members")

    @cached_property
    def section(self) -> NationalSection | None:
        return get_object_or_404(NationalSection, pk=self.kwargs["section_id"])

    def may(self, action: Action) -> bool:
        target = Target(section=self.section.pk) if self.section else Target()
        return may(actor_of(self.request.user), action, target)

    def get_page_subtitle(self) -> str:
        return str(self.section or Role.SECRETARIAT.label)

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        index = {"url": reverse("sections:index"), "label": gettext("Sections")}
        return [*super().get_breadcrumbs_items(), index, {"url": "", "label": self.get_page_subtitle()}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        manages = self.may(Action.MANAGE_MEMBERS)
        forms: dict[str, Any] = {"invite_form": InviteForm(section=self.section)} if manages else {}
        if manages and self.section:
            forms["give_form"] = GiveRoleForm(section=self.section)
        rows = self.section.section_locales.select_related("locale") if self.section else ()
        return super().get_context_data(
            **{
                **forms,
                "section": self.section,
                "languages": [(own_name(row.locale.language_code), row.get_standing_display()) for row in rows],
                "people": self.people(),
                "manages": manages,
                "sees_addresses": self.may(Action.READ_ADDRESSES),
                "may_change": self.section is not None and self.may(Action.CHANGE_SECTION),
                "no_lead": self.section is not None and not active_leads(self.section),
                "open": list(invitations.open_invitations(self.section)) if manages else [],
                **kwargs,
            }
        )

    def people(self) -> list[tuple[User, list[Membership]]]:
        """Everybody once, by name, with her roles here."""
        rows: dict[User, list[Membership]] = defaultdict(list)
        for membership in Membership.objects.filter(section=self.section).select_related("user", "section"):
            rows[membership.user].append(membership)
        return sorted(rows.items(), key=lambda row: row[0].name.casefold())

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        deeds = {
            "invite": self.invite,
            "give": self.give,
            "end": self.end,
            "withdraw": self.withdraw,
            "again": self.send_again,
        }
        deed = deeds.get(request.POST.get("deed", ""))
        if deed is None:
            raise PermissionDenied
        if deed != self.end and not self.may(Action.MANAGE_MEMBERS):
            raise PermissionDenied
        try:
            return deed() or redirect(request.path)
        except Refused as refusal:
            messages.error(request, str(refusal))
            return redirect(request.path)

    def invite(self) -> HttpResponse | None:
        form = InviteForm(self.request.POST, section=self.section)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(invite_form=form))
        self._count_mail()
        email = form.cleaned_data["email"]
        invitations.invite(email, Role(form.cleaned_data["role"]), self.section, self._user)
        messages.success(self.request, gettext("%(person)s is invited by mail.") % {"person": email})
        return None

    def give(self) -> HttpResponse | None:
        if self.section is None:
            raise PermissionDenied
        form = GiveRoleForm(self.request.POST, section=self.section)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(give_form=form))
        role = Role(form.cleaned_data["role"])
        give_role(form.cleaned_data["person"], role, self.section)
        words = {"person": form.cleaned_data["person"].name, "role": role.label}
        messages.success(self.request, gettext("%(person)s got the role “%(role)s”.") % words)
        return None

    def end(self) -> HttpResponse | None:
        manages = self.may(Action.MANAGE_MEMBERS)
        rows = Membership.objects.select_related("user", "section").filter(section=self.section)
        membership = rows.filter(pk=self._number("membership")).first()
        if membership is None:
            raise Refused(gettext("This role has ended already."))
        leaves = membership.user == self.request.user
        if not (manages or leaves):
            raise PermissionDenied
        reason = self.request.POST.get("reason", "").strip()[:500]
        if not (reason or leaves):
            raise Refused(gettext("Nothing was changed: say why the role is taken away. It stays in the trail."))
        last_may_go = may(actor_of(self._user), Action.MANAGE_SECTIONS) if self.section else self._user.is_superuser
        end_role(membership, reason=reason, last_may_go=last_may_go)
        forget(self.request.user)
        words = {"person": membership.user.name, "role": membership.get_role_display()}
        messages.success(self.request, gettext("%(person)s lost the role “%(role)s”.") % words)
        return redirect("wagtailadmin_home") if leaves else None

    def withdraw(self) -> None:
        invitations.withdraw(self._invitation(), self._user)
        messages.success(self.request, gettext("The invitation was withdrawn; its link does not work any more."))

    def send_again(self) -> None:
        invitation = self._invitation()
        self._count_mail()
        invitations.send_again(invitation, self._user)
        messages.success(self.request, gettext("The invitation was sent again with a new link; the old one is void."))

    @property
    def _user(self) -> User:
        user = self.request.user
        if not isinstance(user, User):
            raise PermissionDenied
        return user

    def _invitation(self) -> invitations.Invitation:
        found = invitations.open_invitations(self.section).filter(pk=self._number("invitation")).first()
        if found is None:
            raise Refused(gettext("This invitation is not open any more."))
        return found

    def _number(self, name: str) -> int:
        value = self.request.POST.get(name, "")
        return int(value) if value.isascii() and value.isdigit() and len(value) < 18 else 0

    def _count_mail(self) -> None:
        if is_ratelimited(self.request, group="sections.invite", key="user", rate=INVITATION_RATE, increment=True):
            raise Refused(gettext("You have sent many invitations within an hour. Please go on later."))


class SecretariatView(MembersView):
    """The secretariat's own people; for itself alone."""

    section = None

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if not self.may(Action.MANAGE_MEMBERS):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)
