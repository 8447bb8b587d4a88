"""The service that translates: wagtail-localize's translators behind masks, with a sentence for all that can go wrong.

Sends nothing but masked text, and only when `translate` is called. What comes back damaged is left out.
"""

from __future__ import annotations

from collections.abc import Iterable
from time import sleep
from typing import Any, Final
from urllib.parse import urlsplit

import requests
from django.utils.translation import gettext as _
from wagtail.models import Locale
from wagtail_localize.machine_translators import get_machine_translator
from wagtail_localize.machine_translators.base import BaseMachineTranslator
from wagtail_localize.machine_translators.deepl import DeepLTranslator
from wagtail_localize.machine_translators.libretranslate import LibreTranslator
from wagtail_localize.strings import StringValue

from translations.checks.compiled import compiled
from translations.glossary.knowledge import knowledge_for
from translations.machine.masks import Masked, masked, restored

#: Seconds before it is tried again where a service is busy. Together well below the time after which a job counts as
#: interrupted.
WAITS: Final = (2, 8)
BUSY: Final = frozenset({429, 502, 503, 504})


class ServiceError(Exception):
    """The service did not translate. The message is a sentence for the person who has asked."""


class LibreTranslate(LibreTranslator):
    """As upstream, with our names of the options."""

    def __init__(self, options: dict[str, Any]) -> None:
        super().__init__(
            {"LIBRETRANSLATE_URL": options["URL"], "API_KEY": options["KEY"], "TIMEOUT": options["TIMEOUT"]}
        )


class DeepL(DeepLTranslator):
    """As upstream, which reads an error as if it were an answer and does not tell the service about masks."""

    def __init__(self, options: dict[str, Any]) -> None:
        super().__init__({"AUTH_KEY": options["KEY"], "TIMEOUT": options["TIMEOUT"]})
        self.url = options["URL"]

    def get_api_endpoint(self) -> str:
        return f"{self.url}/v2/translate" if self.url else str(super().get_api_endpoint())

    def translate(
        self, source_locale: Locale, target_locale: Locale, strings: Iterable[StringValue]
    ) -> dict[StringValue, StringValue]:
        asked = list(strings)
        response = requests.post(
            self.get_api_endpoint(),
            {**self.get_parameters(source_locale, target_locale, asked), "ignore_tags": "x"},
            timeout=self.options["TIMEOUT"],
            headers=self.get_headers(),
        )
        response.raise_for_status()
        answers = [StringValue(row["text"]) for row in response.json()["translations"]]
        return dict(zip(asked, answers, strict=True))


SERVICES: Final = {"libretranslate": LibreTranslate, "deepl": DeepL}


class MaskingTranslator(BaseMachineTranslator):
    """What WAGTAILLOCALIZE_MACHINE_TRANSLATOR names: one of the services, which sees masked text only."""

    def __init__(self, options: dict[str, Any]) -> None:
        super().__init__(options)
        self.service: Any = SERVICES[options["SERVICE"]](options)

    @property
    def display_name(self) -> str:
        return str(self.service.display_name)

    @property
    def host(self) -> str:
        """The name of the machine that text is sent to."""
        return urlsplit(self.service.get_api_endpoint()).hostname or ""

    @property
    def is_own(self) -> bool:
        """Whether the service is run by the house itself."""
        return bool(self.options["OWN"])

    def can_translate(self, source_locale: Locale, target_locale: Locale) -> bool:
        return bool(self.service.can_translate(source_locale, target_locale))

    def masked(
        self, source_locale: Locale, target_locale: Locale, strings: Iterable[StringValue]
    ) -> dict[StringValue, Masked]:
        """The strings as they would be sent; those that say nothing more are not sent at all."""
        source, target = source_locale.language_code, target_locale.language_code
        known = compiled(knowledge_for(source, target))
        return {string: masked(string.data, source, target, known) for string in strings}

    def translate(
        self, source_locale: Locale, target_locale: Locale, strings: Iterable[StringValue]
    ) -> dict[StringValue, StringValue]:
        """The translations of those strings that came back whole. Raises ServiceError."""
        sent = self.masked(source_locale, target_locale, strings)
        texts = list(dict.fromkeys(each.text for each in sent.values() if each.says_something))
        answers = self._answers(source_locale, target_locale, texts) if texts else {}
        whole = {string: restored(each, answers.get(each.text, each.text)) for string, each in sent.items()}
        return {string: StringValue(text) for string, text in whole.items() if text}

    def _answers(self, source_locale: Locale, target_locale: Locale, texts: list[str]) -> dict[str, str]:
        asked = [StringValue(text) for text in texts]
        for wait in (*WAITS, None):
            try:
                found = self.service.translate(source_locale, target_locale, asked)
                return {string.data: str(answer.data) for string, answer in found.items()}
            except requests.HTTPError as error:
                status = 0 if error.response is None else error.response.status_code
                if wait is None or status not in BUSY:
                    raise ServiceError(self._refused(status)) from error
                sleep(wait)
            except requests.Timeout as error:
                raise ServiceError(self._say(_("%(service)s did not answer in time. Try it again later."))) from error
            except requests.ConnectionError as error:
                raise ServiceError(self._say(_("%(service)s cannot be reached. Try it again later."))) from error
            except (ValueError, KeyError, TypeError, AttributeError) as error:
                sentence = _("The answer of %(service)s cannot be read: it breaks off, or is none. Try it again later.")
                raise ServiceError(self._say(sentence)) from error
        raise AssertionError  # the last round returns or raises

    def _refused(self, status: int) -> str:
        """A sentence about an answer with an error's number."""
        if status in {401, 403}:
            sentence = _("%(service)s refuses the key of this site. Tell those who run it.")
        elif status == 429:
            sentence = _("%(service)s takes no more text at the moment. Try it again later.")
        elif status == 456:
            sentence = _("The amount of text that is paid for at %(service)s is used up. Tell those who run this site.")
        elif status == 413:
            sentence = _("%(service)s finds the text too long. Nothing was translated.")
        elif status >= 500:
            sentence = _("%(service)s has an error of its own. Try it again later.")
        else:
            sentence = _("%(service)s refuses the text; perhaps it does not know one of the two languages.")
        return self._say(sentence)

    def _say(self, sentence: str) -> str:
        return sentence % {"service": self.display_name}


def current_service() -> MaskingTranslator | None:
    """The service of the settings; None where machine translation is off."""
    service = get_machine_translator()
    return service if isinstance(service, MaskingTranslator) else None
