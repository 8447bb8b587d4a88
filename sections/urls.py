"""Addresses below /admin/ that are found before Wagtail's: open to people without an account, or without a hook there."""

from django.urls import path
from django.views.decorators.cache import never_cache
from wagtail.admin.auth import require_admin_access

from sections.views.invitation import invitation
from sections.views.page_edit import PageEdit

urlpatterns = [
    path("invitation/<str:token>/", invitation, name="section_invitation"),
    path("pages/<int:page_id>/edit/", never_cache(require_admin_access(PageEdit.as_view())), name="section_page_edit"),
]
