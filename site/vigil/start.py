"""Loads the settings at start. Turns a bad setting into one sentence on stderr instead of a traceback."""

import importlib
import os
import sys
from typing import NoReturn

from django.core.exceptions import ImproperlyConfigured

EXIT_CONFIGURATION = 78  # EX_CONFIG of sysexits.h: supervisors can tell it from a crash.


def refuse(sentence: str) -> NoReturn:
    """Print the sentence and leave with the exit code for a configuration error."""
    print(f"Vigil cannot start: {sentence}", file=sys.stderr, flush=True)
    raise SystemExit(EXIT_CONFIGURATION)


def load_settings() -> None:
    """Import the settings module named in DJANGO_SETTINGS_MODULE, or leave with a sentence that names what is wrong."""
    name = os.environ.get("DJANGO_SETTINGS_MODULE", "")
    try:
        importlib.import_module(name)
    except ImproperlyConfigured as error:
        refuse(str(error))
    except ModuleNotFoundError as error:
        if error.name is None or not name.startswith(error.name):
            raise
        refuse(
            f"DJANGO_SETTINGS_MODULE is “{name}”, and there is no such settings module; "
            "use vigil.settings.dev or vigil.settings.production."
        )
    except ValueError:
        if name:
            raise
        refuse("DJANGO_SETTINGS_MODULE is empty; use vigil.settings.dev or vigil.settings.production.")
