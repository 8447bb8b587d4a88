"""The application for web servers. Refuses to start with bad settings, in one sentence."""

import os
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
for folder in (ROOT, ROOT / "site"):
    if str(folder) not in sys.path:
        sys.path.append(str(folder))

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "vigil.settings.production")

# Imported here because the lines above are what makes the packages importable.
from vigil.start import load_settings  # noqa: E402

load_settings()

from django.core.wsgi import get_wsgi_application  # noqa: E402

application = get_wsgi_application()

from vigil.published_files import with_published_files  # noqa: E402  (its imports need the apps)

application = with_published_files(application)
