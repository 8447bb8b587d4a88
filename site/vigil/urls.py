"""Addresses of the whole site. Every page lives under its language; everything else is listed above it."""

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.urls import URLPattern, URLResolver, include, path, re_path
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

from home.urls import page_urlpatterns, root_urlpatterns
from outputs.letters.urls import urlpatterns as letter_urlpatterns
from outputs.urls import language_urlpatterns
from outputs.urls import urlpatterns as output_urlpatterns
from search.urls import urlpatterns as search_urlpatterns
from vigil.media import uploaded_file

handler400 = "vigil.errors.bad_request"
handler403 = "vigil.errors.permission_denied"
handler404 = "vigil.errors.page_not_found"
handler500 = "vigil.errors.server_error"

urlpatterns: list[URLPattern | URLResolver] = [
    path("admin/", include("sections.urls")),
    path("admin/", include("translations.guard.admin_urls")),
    path("admin/", include(wagtailadmin_urls)),
    path("documents-files/", include(wagtaildocs_urls)),
    *root_urlpatterns,
    *output_urlpatterns,
]

if settings.SERVE_MEDIA:
    urlpatterns += [re_path(r"^media/(?P<path>.+)$", uploaded_file, name="uploaded_file")]

urlpatterns += i18n_patterns(
    *letter_urlpatterns,
    *language_urlpatterns,
    *search_urlpatterns,
    *page_urlpatterns,
    prefix_default_language=True,
)
