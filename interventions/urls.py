"""Addresses of the interventions below /admin/in-all-languages/."""

from django.urls import path

from interventions.views.hub import HubView
from interventions.views.redact import AllowMendedView, PeopleView, RedactView
from interventions.views.release import CancelReleaseView, ReleaseView
from interventions.views.requests import RequestView
from interventions.views.stop import LiftStopView, StopView
from interventions.views.take_down import AllowAgainView, TakeDownView

app_name = "interventions"

urlpatterns = [
    path("<int:page_id>/", HubView.as_view(), name="page"),
    path("<int:page_id>/stop/", StopView.as_view(), name="stop"),
    path("<int:page_id>/stop/lift/", LiftStopView.as_view(), name="lift_stop"),
    path("<int:page_id>/take-down/", TakeDownView.as_view(), name="take_down"),
    path("<int:page_id>/take-down/lift/", AllowAgainView.as_view(), name="allow_again"),
    path("<int:page_id>/people/", PeopleView.as_view(), name="people"),
    path("<int:page_id>/release/", ReleaseView.as_view(), name="release"),
    path("<int:page_id>/release/cancel/", CancelReleaseView.as_view(), name="cancel_release"),
    path("people/<int:person_id>/", RedactView.as_view(), name="redact"),
    path("people/<int:person_id>/mended/", AllowMendedView.as_view(), name="allow_mended"),
    path("requests/<int:request_id>/", RequestView.as_view(), name="request"),
]
