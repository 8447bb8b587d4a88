"""Addresses that readers ask for. The catch-all for pages comes last in vigil/urls.py."""

from django.urls import path, re_path
from django.views.generic import RedirectView
from wagtail import views as wagtail_views
from wagtail.urls import serve_pattern

from home.negotiation import root_redirect
from home.serving import serve

root_urlpatterns = [path("", root_redirect, name="root")]

page_urlpatterns = [
    path(
        "_util/authenticate_with_password/<int:page_view_restriction_id>/<int:page_id>/",
        wagtail_views.authenticate_with_password,
        name="wagtailcore_authenticate_with_password",
    ),
    # Wagtail asks for this name although the setting WAGTAIL_FRONTEND_LOGIN_URL says where editors sign in.
    path(
        "_util/login/",
        RedirectView.as_view(pattern_name="wagtailadmin_login", query_string=True),
        name="wagtailcore_login",
    ),
    re_path(serve_pattern, serve, name="wagtail_serve"),
]
