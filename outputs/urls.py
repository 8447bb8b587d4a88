"""Addresses of the outputs: those that stand above the languages, and those below one, which end like files and are never pages."""

from django.urls import path, re_path

from outputs import qr, sitemaps
from outputs.calendars import views as calendars
from outputs.feeds import views as feeds

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

language_urlpatterns = [
    path("feed.atom", feeds.language_feed, name="feed"),
    re_path(r"^(?P<path>(?:[\w-]+/){1,8})feed\.atom$", feeds.appeal_feed, name="appeal_feed"),
    path("calendar.ics", calendars.language_calendar, name="calendar"),
    path("actions/<int:pk>.ics", calendars.action_calendar, name="action_calendar"),
    path("<slug:slug>/calendar.ics", calendars.section_calendar, name="section_calendar"),
]
