"""The version of this software, from the one place where it is written down."""

import tomllib
from functools import cache

from django.conf import settings


@cache
def version() -> str:
    """What pyproject.toml says; “unknown” where it was left out of the installation."""
    try:
        described = tomllib.loads((settings.ROOT_DIR / "pyproject.toml").read_text(encoding="utf-8"))
    except FileNotFoundError:
        return "unknown"
    return str(described["project"]["version"])
