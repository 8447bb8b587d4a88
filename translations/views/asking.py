"""Asks somebody who is about to publish, to submit or to approve whether the warnings of the checks were looked at.

The first press of a button shows them; the second, beside them, goes on, unless other warnings have come meanwhile.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin import messages
from wagtail.models import Page
from wagtail_localize.models import Translation

from translations.checks import Severity
from translations.findings.judged import PageFindings
from translations.findings.obstacles import examine
from translations.freshness.sources import ensure_current
from translations.freshness.urgent_core import submitted_core
from translations.publication.publishing import translation_of

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


def refuse_bulk(request: HttpRequest, action_type: str, objects: Iterable[Any], view: Any) -> HttpResponse | None:
    """Nothing is published together with a translation whose warnings nobody has looked at: Wagtail's list cannot ask.

    A translation of which nothing new would go live is not asked about, nor one whose missing strings refuse it anyway.
    """
    if action_type != "publish":
        return None
    pages = {page.pk: page for page in objects if isinstance(page, Page)}
    if view.cleaned_form.cleaned_data.get("include_descendants"):
        for page in list(pages.values()):
            pages |= {below.pk: below for below in page.get_descendants().not_live()}
    warned = [page for page in pages.values() if _is_warned_of(page)]
    if not warned:
        return None
    links = format_html_join(
        ", ",
        '<a href="{}?{}=publish"><bdi>{}</bdi> ({})</a>',
        (
            (
                reverse("wagtailadmin_pages:edit", args=[page.pk]),
                ASK,
                page.get_admin_display_title(),
                page.locale.get_display_name(),
            )
            for page in warned
        ),
    )
    text = gettext(
        "Nothing was published, because the checks warn of something here: %(pages)s. Open each of these, look at it, and "
        "publish it there."
    )
    messages.warning(request, format_html(text.replace("%(pages)s", "{}"), links))
    return redirect(view.next_url if view.next_url != request.path else "wagtailadmin_home")


def _is_warned_of(page: Page) -> bool:
    has_news = not page.live or page.latest_revision_id != page.live_revision_id
    translation = translation_of(page) if has_news else None
    if translation is None:
        return False
    ensure_current(translation.source)
    examined = examine(translation)
    return bool(not examined.missing and examined.findings.warnings)


def question(request: HttpRequest, page: Page, found: PageFindings) -> Question | None:
    """What is to be asked on the screen that `ask` leads to."""
    deed, digest = request.GET.get(ASK, ""), found.warnings_digest
    if deed not in DEEDS or not digest:
        return None
    return Question(deed, digest, request.session.pop(_comment_key(page), ""))


def _comment_key(page: Page) -> str:
    return f"translations-comment-{page.pk}"
