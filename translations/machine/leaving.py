"""What may be sent to a service that translates. Other apps say which pages stay, and which texts."""

from __future__ import annotations

from collections.abc import Callable

from django.utils.translation import gettext as _
from wagtail.models import Page
from wagtail_localize.models import Translation

from translations.machine.service import MaskingTranslator
from translations.memory import withholding

#: Why nothing of a page may leave, as a sentence; "" where it may.
Rule = Callable[[Page], str]
_RULES: list[Rule] = []
_TEXT_RULES: list[withholding.Rule] = []


def add_rule(rule: Rule) -> None:
    """Let another app keep pages in the house."""
    if rule not in _RULES:
        _RULES.append(rule)


def add_text_rule(rule: withholding.Rule) -> None:
    """Let another app keep texts in the house, beyond those that the memory keeps to itself."""
    if rule not in _TEXT_RULES:
        _TEXT_RULES.append(rule)


def text_stays() -> withholding.Test:
    """Whether a plain text stays. The rules read the records once, when this is called."""
    tests = [withholding.withheld(), *(rule() for rule in _TEXT_RULES)]
    return lambda text: any(test(text) for test in tests)


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
