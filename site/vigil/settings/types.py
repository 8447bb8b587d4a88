"""Settings of the type checker. Leaves out modeltranslation, which puts managers in place that no checker can follow."""

from vigil.settings.test import *  # noqa: F403
from vigil.settings.test import INSTALLED_APPS

INSTALLED_APPS = [name for name in INSTALLED_APPS if name != "modeltranslation"]
