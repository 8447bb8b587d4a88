"""Every address of wagtail-localize is guarded, or named as safe with the reason. An upgrade that adds one fails here."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.core.management import call_command
from django.urls import URLPattern, URLResolver, resolve, reverse
from wagtail import hooks

from translations.guard import urls

#: What wagtail-localize hooks into, as it is in the version that is pinned.
KNOWN_HOOKS = {
    "after_create_page",
    "before_edit_page",
    "before_edit_snippet",
    "construct_translated_pages_to_cascade_actions",
    "register_admin_urls",
    "register_admin_viewset",
    "register_icons",
    "register_log_actions",
    "register_page_action_menu_item",
    "register_page_header_buttons",
    "register_page_listing_more_buttons",
    "register_permissions",
    "register_reports_menu_item",
    "register_settings_menu_item",
    "register_snippet_action_menu_item",
    "register_snippet_listing_buttons",
}
ARGUMENTS = {"int": 1, "slug": "x", "str": "x"}


def theirs(name: str) -> list[object]:
    hooks.search_for_hooks()
    return [
        function
        for function, _order in hooks._hooks.get(name, [])
        if function.__module__.startswith("wagtail_localize")
    ]


def routes(patterns: list[URLPattern | URLResolver], above: str = "") -> Iterator[tuple[str, URLPattern]]:
    for pattern in patterns:
        route = above + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from routes(pattern.url_patterns, route)
        else:
            yield route, pattern


def their_routes() -> dict[str, URLPattern]:
    return {
        route: pattern
        for function in theirs("register_admin_urls")
        for route, pattern in routes(function())  # type: ignore[operator]
    }


def test_every_address_is_guarded_or_named_as_safe() -> None:
    guarded = {f"localize/{pattern.pattern}" for pattern in urls.PATTERNS}
    safe = {f"localize/{route}" for route in urls.SAFE}
    assert set(their_routes()) == guarded | safe
    assert not guarded & safe
    assert all(urls.SAFE.values())


@pytest.mark.parametrize("pattern", urls.PATTERNS, ids=lambda pattern: str(pattern.pattern))
def test_their_names_lead_to_the_guard(pattern: URLPattern) -> None:
    name = their_routes()[f"localize/{pattern.pattern}"].name
    arguments = {key: ARGUMENTS[_kind(converter)] for key, converter in pattern.pattern.converters.items()}
    address = reverse(f"wagtail_localize:{name}", kwargs=arguments)
    found = resolve(address)
    own = getattr(found.func, "view_class", None) or getattr(found.func, "cls", None) or found.func
    assert own.__module__.startswith("translations."), own


def _kind(converter: object) -> str:
    return type(converter).__name__.removesuffix("Converter").replace("String", "str").lower()


def test_they_hook_into_nothing_that_nobody_has_looked_at() -> None:
    hooks.search_for_hooks()
    assert {name for name in hooks._hooks if theirs(name)} <= KNOWN_HOOKS


def test_the_system_check_finds_nothing_to_complain_of() -> None:
    call_command("check", "--tag", "translation", verbosity=0)
