"""System checks for conventions that settings and apps have to keep together. Look at no data."""

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from django.apps import AppConfig
from django.conf import settings
from django.core.checks import CheckMessage, Error, register

PROJECT_APPS = ("home", "outputs", "campaign_pages", "interventions", "translations", "library", "sections")
# Plain folders that share their name with a module of the standard library; anything in them must not be a package.
SHADOWING_FOLDERS = ("site", "locale")


def app_order_findings(apps: Sequence[str]) -> Iterator[str]:
    """What is wrong with the order of these INSTALLED_APPS, one sentence each."""
    for app in PROJECT_APPS:
        if app in apps and apps.index(app) > apps.index("wagtail_localize"):
            yield f"“{app}” has to stand before “wagtail_localize”, or its templates are not used."
    if apps.index("modeltranslation") > apps.index("wagtail.admin"):
        yield "“modeltranslation” has to stand before “wagtail.admin”, or the forms lack the columns of languages."
    if "wagtail.locales" in apps:
        yield "“wagtail.locales” and “wagtail_localize.locales” exclude each other; only the second may be installed."
    if "wagtail.contrib.simple_translation" in apps:
        yield "“wagtail.contrib.simple_translation” must not be installed together with “wagtail_localize”."


def language_findings() -> Iterator[str]:
    """What does not fit together among the language settings, one sentence each."""
    codes = [code for code, _name in settings.LANGUAGES]
    columns = list(settings.MODELTRANSLATION_LANGUAGES)
    for code in settings.INTERFACE_LANGUAGES:
        if code not in codes:
            yield f"the interface language “{code}” is not in LANGUAGES."
    for code in codes:
        if code not in columns:
            yield f"the language “{code}” has no column; add it to the end of ALL_LANGUAGES and make a migration."
    if [code for code, _name in settings.WAGTAIL_CONTENT_LANGUAGES] != codes:
        yield "WAGTAIL_CONTENT_LANGUAGES and LANGUAGES have to be the same."
    if settings.MODELTRANSLATION_DEFAULT_LANGUAGE != settings.LANGUAGE_CODE:
        yield "MODELTRANSLATION_DEFAULT_LANGUAGE and LANGUAGE_CODE have to be the same."


def folder_findings(root: Path) -> Iterator[str]:
    """What in the project's root folder would hide a module of the standard library, one sentence each."""
    for folder in sorted(path for path in root.iterdir() if path.is_dir()):
        if folder.name in SHADOWING_FOLDERS:
            if (folder / "__init__.py").exists():
                yield f"{folder.name}/__init__.py would hide Python's own module “{folder.name}”; delete it."
        elif folder.name in sys.stdlib_module_names:
            yield f"the folder {folder.name}/ would hide Python's own module “{folder.name}”; rename it."
    for path in sorted(root.glob("locale/**/*.py")):
        yield f"{path.relative_to(root)} is Python code among the catalogues; move it."


@register()
def check_app_order(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[CheckMessage]:
    """vigil.E001: the order of INSTALLED_APPS."""
    return [Error(sentence, id="vigil.E001") for sentence in app_order_findings(settings.INSTALLED_APPS)]


@register()
def check_languages(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[CheckMessage]:
    """vigil.E002: the language settings."""
    return [Error(sentence, id="vigil.E002") for sentence in language_findings()]


@register()
def check_folders(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[CheckMessage]:
    """vigil.E003: names of folders."""
    return [Error(sentence, id="vigil.E003") for sentence in folder_findings(settings.ROOT_DIR)]
