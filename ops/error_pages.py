"""Writes the error pages that the web server in front shows by itself, one for each language. Serves nothing.

python ops/error_pages.py FOLDER     FOLDER/<language>/<status>.html
"""

import os
import sys
from http import HTTPStatus
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
for folder in (ROOT, ROOT / "site"):
    if str(folder) not in sys.path:
        sys.path.append(str(folder))

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "vigil.settings.production")

# What the web server answers without asking the application, or because the application does not answer.
STATUSES = (
    HTTPStatus.BAD_REQUEST,
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    HTTPStatus.REQUEST_URI_TOO_LONG,
    HTTPStatus.SERVICE_UNAVAILABLE,
)


def write(folder: Path) -> int:
    """Write all pages below `folder`; the number of pages."""
    from django.conf import settings
    from django.utils import translation

    from vigil.errors import error_page, reason_for

    for language in settings.INTERFACE_LANGUAGES:
        (folder / language).mkdir(parents=True, exist_ok=True)
        for status in STATUSES:
            with translation.override(language):
                page = error_page(status, reason_for(status))
            (folder / language / f"{int(status)}.html").write_text(page, encoding="utf-8")
    return len(settings.INTERFACE_LANGUAGES) * len(STATUSES)


def main() -> int:
    """Write the pages into the folder that the command line names."""
    if len(sys.argv) != 2:
        print(__doc__, file=sys.stderr)
        return 2
    from vigil.start import load_settings

    load_settings()
    import django

    django.setup()
    print(f"{write(Path(sys.argv[1]))} error pages written.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
