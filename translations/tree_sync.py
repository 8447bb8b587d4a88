"""Withdraws wagtail-localize's synchronised trees, which fill a language with copies in another language.

A reader must not meet a page in the wrong language: a page that is not translated is missing, and says so. Delete this
module when wagtail-localize gets a setting for it.
"""

from wagtail_localize.locales.components import LOCALE_COMPONENTS
from wagtail_localize.models import LocaleSynchronization


def withdraw_tree_sync() -> None:
    """Take “Synchronise content from another locale” off the form of a locale. Repeating it changes nothing."""
    LOCALE_COMPONENTS[:] = [entry for entry in LOCALE_COMPONENTS if entry["model"] is not LocaleSynchronization]
