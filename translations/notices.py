"""Messages that tell editors what follows from what they did. Decide nothing."""

from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.admin import messages
from wagtail.models import Page

from translations.findings.originals import findings_of_original, is_original
from translations.freshness.deciding import latest_change
from translations.freshness.degrees import Degree
from translations.languages import language_name
from translations.states import State, TranslationState, states_of
from translations.views.changes import URL_NAME


def tell_what_is_out_of_date(request: HttpRequest, page: Page) -> None:
    """After an original was published: which live translations show an older text now, each with a link, how grave the
    change seems, and where to say otherwise."""
    rows = [row for row in states_of(page) if row.page_id == page.pk and row.target_live and _lags(row)]
    if not rows:
        return
    change = latest_change(page)
    degree = Degree(change.degree) if change else max(row.degree for row in rows if row.degree)
    button = messages.button(reverse(URL_NAME, args=[page.pk]), _("What changed, and how grave it is for readers"))
    grave = [row for row in rows if row.state is not State.OUTDATED or row.degree is not Degree.MINOR]
    if not grave:
        messages.info(request, degree.explanation, buttons=[button])
        return
    text = ngettext(
        "%(count)d translation is out of date now: %(languages)s.",
        "%(count)d translations are out of date now: %(languages)s.",
        len(grave),
    )
    text = text.replace("%(languages)s", "{links}").replace("%(count)d", str(len(grave)))
    messages.warning(
        request,
        format_html(
            "{} {} {} {}",
            format_html(text, links=_links(grave)),
            _("Until a translation is published again, readers see its older, complete text."),
            _("The change is taken as: %(degree)s.") % {"degree": degree.label},
            degree.explanation,
        ),
        buttons=[button],
    )


def tell_what_the_checks_found(request: HttpRequest, page: Page) -> None:
    """After an original was published: what to look at once more. Hints wait until somebody opens the page."""
    if not is_original(page):
        return
    found = [line for line in findings_of_original(page.specific) if line.asks]
    if not found:
        return
    text = ngettext(
        "“%(title)s” is published. The checks found %(count)d thing in its text: %(first)s",
        "“%(title)s” is published. The checks found %(count)d things in its text, such as: %(first)s",
        len(found),
    ) % {"title": page.get_admin_display_title(), "count": len(found), "first": found[0].sentence}
    button = messages.button(reverse("wagtailadmin_pages:edit", args=[page.pk]), _("Look at what the checks found"))
    messages.warning(request, text, buttons=[button])


def _lags(row: TranslationState) -> bool:
    """Whether readers miss something. An urgent core leaves out most of the wording anyway: it misses facts alone."""
    return bool(row.degree and (row.state is not State.CORE or row.degree >= Degree.FACT))


def _links(rows: list[TranslationState]) -> str:
    return format_html_join(
        ", ",
        '<a href="{}">{}</a>',
        ((reverse("wagtailadmin_pages:edit", args=[row.target_id]), language_name(row.locale)) for row in rows),
    )
