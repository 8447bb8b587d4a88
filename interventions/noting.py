"""Writes deeds into the audit log: on every page touched, on every section that works in its languages, for the secretariat."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext
from wagtail.log_actions import log
from wagtail.models import Page

from interventions.refusals import Refused
from interventions.rights import may_do
from sections.roles import Action
from sections.trail import Deed, note_intervention


def require(by: Any, action: Action, why: str) -> None:
    """Raises PermissionDenied for somebody who may not do this, and Refused without a reason."""
    if not may_do(by, action):
        raise PermissionDenied
    require_reason(why)


def require_reason(why: str) -> None:
    """Raises Refused without one."""
    if not why.strip():
        raise Refused(gettext("Say in a sentence why. Others have to understand it later."))


def note(deed: Deed, row: Any, pages: Iterable[Page], *, by: Any, why: str, **data: Any) -> None:
    """Write down a deed. `row` stands for it in the secretariat's trail; pages come with their locales.

    The title is that of the first page. `data` is what else the sentence of the deed names.
    """
    touched = list(pages)
    codes = list(dict.fromkeys(page.locale.language_code for page in touched))
    title = touched[0].get_admin_display_title() if touched else ""
    for page in touched:
        log(page, deed.value, user=by, data={"reason": why})
    note_intervention(
        deed, row, {page.locale_id for page in touched}, by=by, reason=why, page=title, languages=codes, **data
    )
