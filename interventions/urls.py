"""Addresses of the interventions below /admin/in-all-languages/. One list for each screen's module."""

from django.urls import path

from interventions.views.hub import HubView

app_name = "interventions"

urlpatterns = [
    path("<int:page_id>/", HubView.as_view(), name="page"),
]
