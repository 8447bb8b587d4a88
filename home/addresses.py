"""Addresses with the site's host, for what leaves the site: shared links, search engines, paper."""

from django.conf import settings
from django.templatetags.static import static


def absolute(url: str) -> str:
    """An address with the site's host; what already has a host stays as it is.

    >>> absolute("https://media.example.org/a.jpg")
    'https://media.example.org/a.jpg'
    """
    return url if "://" in url else f"{settings.BASE_URL.rstrip('/')}{url}"


def absolute_static(path: str) -> str:
    """The address of a static file with the site's host."""
    return absolute(static(path))
