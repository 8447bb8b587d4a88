"""What may be sent to a service that translates. Other apps say which pages stay, and which names (memory/withholding.py)."""

from __future__ import annotations

from collections.abc import Callable

from django.utils.translation import gettext as _
from wagtail.models import Page
from wagtail_localize.models import Translation

from translations.machine.service import MaskingTranslator

#: Why nothing of a page may leave, as a sentence; "" where it may.
Rule = Callable[[Page], str]
_RULES: list[Rule] = []


def add_rule(rule: Rule) -> None:
    """Let another app keep pages in the house."""
    if rule not in _RULES:
        _RULES.append(rule)


def why_it_stays(translation: Translation, service: MaskingTranslator) -> str:
    """Why nothing of a translation's original is sent; "" where it may be."""
    original, target = translation.source.get_source_instance(), translation.get_target_instance()
    for rule in _RULES:
        for page in (original, target):
            if sentence := rule(page):
                return sentence
    if not original.live and not service.is_own:
        return _("The original is not published. Nothing of it is sent to a service outside the house.")
    return ""
