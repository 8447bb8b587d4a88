"""Wagtail's screens for accounts, with our forms. Adds no rights."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.users.views.users import IndexView as WagtailIndexView
from wagtail.users.views.users import UserViewSet as WagtailUserViewSet

from sections.forms import UserCreationForm, UserEditForm
from sections.models import User


class IndexView(WagtailIndexView):
    """The list of accounts, by name."""

    @cached_property
    def columns(self) -> list[Any]:
        columns = super().columns
        for column in columns:
            if column.name == User.USERNAME_FIELD:
                column.label = _("E-mail address")
            elif column.name == "name":
                column.sort_key = "name"
        return columns

    @cached_property
    def search_fields(self) -> set[str]:
        return {"name", "email"}

    def order_queryset(self, queryset: QuerySet[User]) -> QuerySet[User]:
        if self.ordering in {"name", "-name"}:
            return queryset.order_by(self.ordering, "email")
        return super().order_queryset(queryset)


class UserViewSet(WagtailUserViewSet):
    """Accounts, in the settings menu."""

    index_view_class = IndexView
    ordering = "name"
    create_template_name = "sections/users/create.html"
    edit_template_name = "sections/users/edit.html"

    def get_form_class(self, for_update: bool = False) -> type[UserCreationForm | UserEditForm]:
        return UserEditForm if for_update else UserCreationForm
