"""Names and directions of languages for the admin's templates. Knows nothing of pages."""

from django.conf import settings
from wagtail.coreutils import get_content_languages


def direction(code: str) -> str:
    """The writing direction of a language: "rtl" or "ltr".

    A region or script does not matter: "ur-pk" is written like "ur".
    """
    known = settings.LANGUAGES_BIDI
    return "rtl" if code in known or code.partition("-")[0] in known else "ltr"


def language_name(code: str) -> str:
    """The name of a content language; the code itself for one that is not configured."""
    return str(get_content_languages().get(code, code))
