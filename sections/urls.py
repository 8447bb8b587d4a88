"""Addresses below /admin/ that are open to people without an account; everything else is registered with Wagtail."""

from django.urls import path

from sections.views.invitation import invitation

urlpatterns = [path("invitation/<str:token>/", invitation, name="section_invitation")]
