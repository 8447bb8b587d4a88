"""The address of the search, below each language; never a page."""

from django.urls import path

from search.views import results

urlpatterns = [path("search/", results, name="search")]
