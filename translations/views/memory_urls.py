"""Addresses of the screen “Translation memory”."""

from __future__ import annotations

from django.urls import URLPattern, path

from translations.views import memory_import, memory_screen

PATTERNS: list[URLPattern] = [
    path("", memory_screen.MemoryScreen.as_view(), name=memory_screen.LIST),
    path("results/", memory_screen.MemoryScreen.as_view(results_only=True), name=memory_screen.RESULTS),
    path("<int:unit_id>/delete/", memory_screen.DeleteView.as_view(), name=memory_screen.DELETE),
    path("export/", memory_screen.ExportView.as_view(), name=memory_screen.EXPORT),
    path("import/", memory_import.ImportView.as_view(), name=memory_screen.IMPORT),
]
