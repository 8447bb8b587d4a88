"""Tags for the admin's templates about translations. Presentation only."""

import json
from typing import Any

from django import template
from django.conf import settings
from django.templatetags.static import static
from django.utils.safestring import SafeString, mark_safe
from wagtail.models import Page
from wagtail_localize.models import Translation

from sections.languages import direction
from sections.pages import may_with_page
from sections.roles import Action
from translations.findings.listing import lines
from translations.findings.obstacles import examine
from translations.freshness.degrees import Degree
from translations.freshness.urgent_core import core_is_ready
from translations.languages import language_name
from translations.machine.service import current_service
from translations.publication.approval import review_of
from translations.states import State, TranslationState, states_of
from translations.views.asking import question
from translations.views.findings import told
from translations.views.report import action_url
from translations.views.workbench import all_strings
from translations.workbench.wording import keys, wording

#: The modules that js/workbench/main.js is made of.
MODULES = ("dom", "drawing", "list", "offers", "remarks", "string", "tokens")

register = template.Library()

register.filter("direction", direction)
register.filter("language_name", language_name)


@register.filter
def state_url(row: TranslationState) -> str:
    """Where an editor goes on with a row."""
    return action_url(row)


@register.inclusion_tag("translations/state_tag.html")
def state_tag(state: State, *, explain: bool = True) -> dict[str, Any]:
    """The state as a word with a colour; the word alone says everything."""
    return {"state": State(state), "explain": explain}


@register.inclusion_tag("translations/degree_tag.html")
def degree_tag(degree: Degree | None) -> dict[str, Any]:
    """How grave what readers miss is, as a word; nothing where they miss nothing."""
    return {"degree": degree}


@register.inclusion_tag("translations/editor_bar.html", takes_context=True)
def translation_bar(context: dict[str, Any], translation: Translation) -> dict[str, Any]:
    """What stands above the strings in the translation editor: state, what is missing, saving a draft."""
    request = context["request"]
    page = context["instance"]
    row = next((row for row in states_of(page) if row.locale == translation.target_locale.language_code), None)
    permissions = page.permissions_for_user(request.user)
    lock = page.get_lock()
    locked = bool(lock and lock.for_user(request.user))
    may_publish = permissions.can_publish()
    review = review_of(page, request.user)
    may_submit = not locked and not may_publish and may_with_page(request.user, Action.SUBMIT_PAGE, page)
    examined = examine(translation)
    missing = examined.missing
    core_is_offered = not locked and core_is_ready(page, translation, missing)
    return {
        "request": request,
        "csrf_token": context.get("csrf_token"),
        "translation": translation,
        "page": page,
        "row": row,
        "lock": lock.get_message(request.user) if locked else "",
        "may_save": not locked,
        "may_ask_machine": bool(missing and not locked and _may_ask_machine(request.user, page, translation)),
        "may_exchange": may_with_page(request.user, Action.EXPORT_STRINGS, page),
        "may_submit": may_submit,
        "may_submit_core": core_is_offered and may_submit,
        "review": review,
        "missing": missing,
        "lines": lines(translation, examined.rows, examined.findings),
        "found": told(examined.findings),
        "question": None if locked else question(request, page, examined.findings),
        "may_publish_core": core_is_offered and may_publish,
        "open_missing": "missing" in request.GET,
        "source": translation.source.locale.language_code,
        "target": translation.target_locale.language_code,
    }


def _may_ask_machine(user: Any, page: Page, translation: Translation) -> bool:
    service = current_service()
    knows = service and service.can_translate(translation.source.locale, translation.target_locale)
    return bool(knows) and may_with_page(user, Action.TRANSLATE, page)


@register.inclusion_tag("translations/workbench_tools.html", takes_context=True)
def workbench_tools(context: dict[str, Any], translation: Translation) -> dict[str, Any]:
    """What the translation editor's script needs: its strings and words; the keys, progress, the original."""
    strings = all_strings(translation, context["instance"], context["request"].user)
    return {"translation": translation, "strings": strings, "words": wording(), "keys": keys()}


@register.simple_tag
def workbench_modules() -> SafeString:
    """Where the modules of the translation editor's script are, under the hashed names that may be kept for ever."""
    folder = "js/workbench/"
    places = {f"{settings.STATIC_URL}{folder}{name}.js": static(f"{folder}{name}.js") for name in MODULES}
    return mark_safe(json.dumps({"imports": places}).replace("<", "\\u003c"))  # noqa: S308 - addresses of our own files
