"""Asks somebody who is about to publish, to submit or to approve whether the warnings of the checks were looked at.

The first press of a button shows them; the second, beside them, goes on, unless other warnings have come meanwhile.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from wagtail.admin import messages
from wagtail.models import Page
from wagtail_localize.models import Translation

from translations.checks import Severity
from translations.findings.judged import PageFindings
from translations.findings.obstacles import examine
from translations.freshness.sources import ensure_current
from translations.freshness.urgent_core import submitted_core

#: The query that opens the list with the question which deed was meant.
ASK: Final = "ask"
#: The digest of the warnings that somebody has seen.
ACCEPTED: Final = "accepted"
DEEDS: Final[dict[str, str | Promise]] = {
    "publish": _("Publish all the same"),
    "publish-core": _("Publish all the same"),
    "submit": _("Submit all the same"),
    "submit-core": _("Submit all the same"),
    "approve": _("Approve and publish all the same"),
}


@dataclass(frozen=True)
class Question:
    """What is asked above the strings, and what goes with the answer."""

    deed: str
    digest: str
    comment: str

    @property
    def label(self) -> str:
        """What stands on the button that goes on."""
        return str(DEEDS[self.deed])


def ask(request: HttpRequest, page: Page, translation: Translation) -> HttpResponse | None:
    """The answer to a press that has to wait until the warnings were looked at; None where nothing is to be asked."""
    ensure_current(translation.source)
    examined = examine(translation)
    found = examined.findings
    is_core = request.POST["action"].endswith("-core") or submitted_core(page)
    if examined.missing and not is_core:
        return None  # what is missing is listed together with the warnings, and nobody can go on
    digest = found.warnings_digest
    if not digest or request.POST.get(ACCEPTED) == digest:
        return None
    text = ngettext(
        "Nothing has been done yet: the checks warn of %(count)d thing. Look at it above the strings; then go on, or mend it.",
        "Nothing has been done yet: the checks warn of %(count)d things. Look at them above the strings; then go on, or mend "
        "them.",
        len(found.open(Severity.WARNING)),
    )
    messages.warning(request, text % {"count": len(found.open(Severity.WARNING))})
    if comment := request.POST.get("comment", "").strip():
        request.session[_comment_key(page)] = comment
    return redirect(f"{request.path}?{ASK}={request.POST['action']}")


def question(request: HttpRequest, page: Page, found: PageFindings) -> Question | None:
    """What is to be asked on the screen that `ask` leads to."""
    deed, digest = request.GET.get(ASK, ""), found.warnings_digest
    if deed not in DEEDS or not digest:
        return None
    return Question(deed, digest, request.session.pop(_comment_key(page), ""))


def _comment_key(page: Page) -> str:
    return f"translations-comment-{page.pk}"
