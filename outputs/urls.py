"""Addresses of the outputs that stand above the languages."""

from django.urls import path, re_path

from outputs import sitemaps

urlpatterns = [
    path("robots.txt", sitemaps.robots, name="robots"),
    path("sitemap.xml", sitemaps.sitemap_index, name="sitemap_index"),
    re_path(r"^sitemap-(?P<language>[a-z]{2,3}(?:-[a-z]+)?)\.xml$", sitemaps.sitemap, name="sitemap"),
]
