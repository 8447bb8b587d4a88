"""Names of languages for the admin's templates. Knows nothing of pages."""

from wagtail.coreutils import get_content_languages


def language_name(code: str) -> str:
    """The name of a content language; the code itself for one that is not configured."""
    return str(get_content_languages().get(code, code))
