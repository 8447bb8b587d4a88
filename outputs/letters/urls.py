"""Addresses around letters, below a language. Pages have theirs below `/documents/`; these are never pages."""

from django.urls import path, re_path

from outputs.letters import views

urlpatterns = [
    path("letters/report/<int:pk>/", views.report, name="mission_report"),
    path("letters/<slug:slug>.json", views.data, name="letter_data"),
    re_path(r"^letters/(?P<slug>[-\w]+)\.(?P<kind>docx|pdf|txt)$", views.blank, name="letter_blank"),
    re_path(r"^letters/(?P<slug>[-\w]+)/(?P<kind>docx|pdf|txt)/$", views.fill, name="letter_file"),
    path("letters/<slug:slug>/", views.fill, name="letter_fill"),
]
