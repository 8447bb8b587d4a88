"""Messages that tell editors what follows from what they did. Decide nothing."""

from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.admin import messages
from wagtail.models import Page

from translations.languages import language_name
from translations.states import State, states_of


def tell_what_is_out_of_date(request: HttpRequest, page: Page) -> None:
    """After an original was published: which live translations show an older text now, each with a link."""
    rows = [row for row in states_of(page) if row.page_id == page.pk and row.state is State.OUTDATED]
    if not rows:
        return
    links = format_html_join(
        ", ",
        '<a href="{}">{}</a>',
        ((reverse("wagtailadmin_pages:edit", args=[row.target_id]), language_name(row.locale)) for row in rows),
    )
    text = ngettext(
        "%(count)d translation is out of date now: %(languages)s.",
        "%(count)d translations are out of date now: %(languages)s.",
        len(rows),
    )
    sentence = format_html(text.replace("%(languages)s", "{links}").replace("%(count)d", str(len(rows))), links=links)
    messages.warning(
        request,
        format_html(
            "{} {}", sentence, _("Until a translation is published again, readers see its older, complete text.")
        ),
    )
