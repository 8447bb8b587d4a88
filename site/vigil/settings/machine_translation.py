"""Which service translates, from the environment. Off unless somebody chooses one. Refuses a choice that cannot work."""

from decimal import Decimal
from typing import Any

from django.core.exceptions import ImproperlyConfigured

from vigil.settings import environment

MACHINE_TRANSLATOR: str = environment.choice("MACHINE_TRANSLATOR", "off", ("off", "libretranslate", "deepl"))
#: What a million characters cost; None where nobody has said so.
MACHINE_TRANSLATOR_PRICE: Decimal | None = environment.amount("MACHINE_TRANSLATOR_PRICE")
MACHINE_TRANSLATOR_CURRENCY: str = environment.text("MACHINE_TRANSLATOR_CURRENCY", "EUR")

WAGTAILLOCALIZE_MACHINE_TRANSLATOR: dict[str, Any] | None = None
if MACHINE_TRANSLATOR != "off":
    _url = environment.web_address("MACHINE_TRANSLATOR_URL")
    if MACHINE_TRANSLATOR == "libretranslate" and not _url:
        raise ImproperlyConfigured(
            "the environment variable MACHINE_TRANSLATOR_URL is missing; set it to the address of your LibreTranslate "
            "server, for example http://libretranslate:5000."
        )
    _key = environment.text("MACHINE_TRANSLATOR_KEY")
    if MACHINE_TRANSLATOR == "deepl" and not _key:
        raise ImproperlyConfigured("the environment variable MACHINE_TRANSLATOR_KEY is missing; DeepL asks for one.")
    WAGTAILLOCALIZE_MACHINE_TRANSLATOR = {
        "CLASS": "translations.machine.service.MaskingTranslator",
        "OPTIONS": {
            "SERVICE": MACHINE_TRANSLATOR,
            "URL": _url,
            "KEY": _key,
            # What is not published, and that it is free of charge, depends on this.
            "OWN": MACHINE_TRANSLATOR == "libretranslate"
            and environment.boolean("MACHINE_TRANSLATOR_OWN", default=environment.is_inside(_url)),
            "TIMEOUT": environment.integer("MACHINE_TRANSLATOR_TIMEOUT", 30, low=1, high=120),
        },
    }
