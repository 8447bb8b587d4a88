"""Addresses of the outputs that stand above the languages."""

from django.urls import path, re_path

from outputs import qr, sitemaps

urlpatterns = [
    path("robots.txt", sitemaps.robots, name="robots"),
    path("sitemap.xml", sitemaps.sitemap_index, name="sitemap_index"),
    re_path(
        r"^sitemap-(?P<language>[a-z]{2,3}(?:-[a-z]+)?)(?:-(?P<part>[2-9]|[1-9][0-9]{1,3}))?\.xml$",
        sitemaps.sitemap,
        name="sitemap",
    ),
    re_path(r"^qr/(?P<path>[\w-]{2,12}(?:/[\w-]{1,255}){1,8})\.svg$", qr.code, name="qr"),
]
