"""Languages of the interface, of the content and of the name columns. Reads no environment.

ALL_LANGUAGES is append-only: each code in it is a column `name_<code>` in the tables of shared records. Adding one needs
a migration in `library`; removing one would delete what editors typed, so none is ever removed.
"""

from typing import Any

from django.conf.global_settings import LANGUAGES_BIDI as DJANGO_LANGUAGES_BIDI
from django.conf.locale import LANG_INFO

# Complete catalogues in `locale/`; error pages and the interface are offered in these.
INTERFACE_LANGUAGES: tuple[str, ...] = ("en", "de", "fr", "it", "es", "pt-br", "nl", "da", "el", "ur")

ALL_LANGUAGES: tuple[tuple[str, str], ...] = (
    ("en", "English"),
    ("de", "Deutsch"),
    ("fr", "Français"),
    ("it", "Italiano"),
    ("es", "Español"),
    ("pt-br", "Português (Brasil)"),
    ("nl", "Nederlands"),
    ("da", "Dansk"),
    ("el", "Ελληνικά"),
    ("ur", "اردو"),
    ("pt", "Português"),
    ("sv", "Svenska"),
    ("nb", "Norsk bokmål"),
    ("fi", "Suomi"),
    ("pl", "Polski"),
    ("cs", "Čeština"),
    ("sk", "Slovenčina"),
    ("hu", "Magyar"),
    ("ro", "Română"),
    ("bg", "Български"),
    ("sr", "Српски"),
    ("hr", "Hrvatski"),
    ("sl", "Slovenščina"),
    ("tr", "Türkçe"),
    ("ru", "Русский"),
    ("uk", "Українська"),
    ("ca", "Català"),
    ("eu", "Euskara"),
    ("ar", "العربية"),
    ("fa", "فارسی"),
    ("ps", "پښتو"),
    ("sd", "سنڌي"),
    ("bal", "بلۏچی"),
    ("pnb", "پنجابی"),
    ("skr", "سرائیکی"),
    ("ks", "کٲشُر"),
    ("hi", "हिन्दी"),
    ("bn", "বাংলা"),
    ("id", "Bahasa Indonesia"),
    ("ja", "日本語"),
    ("ko", "한국어"),
    ("zh-hans", "简体中文"),
    ("zh-hant", "繁體中文"),
)

ALL_LANGUAGE_CODES: tuple[str, ...] = tuple(code for code, _name in ALL_LANGUAGES)

# Django knows nothing about these six; each comes with a catalogue in `locale/`, without which Django ignores it.
ADDED_LANGUAGES: dict[str, dict[str, Any]] = {
    "ps": {"bidi": True, "code": "ps", "name": "Pashto", "name_local": "پښتو"},
    "sd": {"bidi": True, "code": "sd", "name": "Sindhi", "name_local": "سنڌي"},
    "bal": {"bidi": True, "code": "bal", "name": "Balochi", "name_local": "بلۏچی"},
    "pnb": {"bidi": True, "code": "pnb", "name": "Western Punjabi", "name_local": "پنجابی"},
    "skr": {"bidi": True, "code": "skr", "name": "Saraiki", "name_local": "سرائیکی"},
    "ks": {"bidi": True, "code": "ks", "name": "Kashmiri", "name_local": "کٲشُر"},
}
LANG_INFO.update({code: info for code, info in ADDED_LANGUAGES.items() if code not in LANG_INFO})

LANGUAGE_CODE = "en"
LANGUAGES = list(ALL_LANGUAGES)
LANGUAGES_BIDI = [*DJANGO_LANGUAGES_BIDI, *ADDED_LANGUAGES]

WAGTAIL_I18N_ENABLED = True
WAGTAIL_CONTENT_LANGUAGES = LANGUAGES
WAGTAILADMIN_PERMITTED_LANGUAGES = [(code, name) for code, name in ALL_LANGUAGES if code in INTERFACE_LANGUAGES]

MODELTRANSLATION_LANGUAGES = ALL_LANGUAGE_CODES
MODELTRANSLATION_DEFAULT_LANGUAGE = "en"
MODELTRANSLATION_FALLBACK_LANGUAGES = {"default": ("en",)}
