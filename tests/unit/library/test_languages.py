"""Which languages an editor sees first: every language exactly once."""

from __future__ import annotations

import pytest
from django.conf import settings

from library.columns import column, columns
from library.languages import group_languages
from sections.languages import own_name

ENABLED = ["en", "de", "fr", "ur"]


@pytest.mark.parametrize(
    ("preferred", "own", "site"),
    [
        ("en", ("en",), ("de", "fr", "ur")),
        ("ur", ("en", "ur"), ("de", "fr")),
        ("ps", ("en", "ps"), ("de", "fr", "ur")),
        ("xx", ("en",), ("de", "fr", "ur")),
    ],
)
def test_own_languages_come_first_then_those_of_the_site(
    preferred: str, own: tuple[str, ...], site: tuple[str, ...]
) -> None:
    groups = group_languages(preferred, ENABLED)
    assert (groups.own, groups.site) == (own, site)
    everything = [*groups.own, *groups.site, *groups.other]
    assert sorted(everything) == sorted(code for code, _name in settings.LANGUAGES)


def test_languages_are_called_by_their_own_names() -> None:
    assert (own_name("ur"), own_name("pt-br"), own_name("xx")) == ("اردو", "Português (Brasil)", "xx")


def test_every_language_has_a_column() -> None:
    assert (column("name", "zh-hans"), column("name", "id")) == ("name_zh_hans", "name_ind")
    assert len(set(columns("name"))) == len(settings.LANGUAGES)
