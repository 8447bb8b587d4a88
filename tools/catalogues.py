"""The interface's gettext catalogues: extract, update, compile, check. Uses Babel only, and translates nothing.

python tools/catalogues.py update    take up new sentences, drop those that are gone
python tools/catalogues.py compile   write the .mo files that are older than their .po files
python tools/catalogues.py check     fail when a catalogue is stale, incomplete or has a wrong placeholder
"""

import io
import os
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
for folder in (ROOT, ROOT / "site"):
    if str(folder) not in sys.path:
        sys.path.append(str(folder))

from babel.core import Locale, UnknownLocaleError  # noqa: E402
from babel.messages.catalog import Catalog, Message  # noqa: E402
from babel.messages.extract import extract  # noqa: E402
from babel.messages.mofile import write_mo  # noqa: E402
from babel.messages.pofile import PoFileError, read_po, write_po  # noqa: E402
from django.utils.translation import to_locale  # noqa: E402
from django.utils.translation.template import templatize  # noqa: E402

from vigil.settings.languages import ADDED_LANGUAGES, INTERFACE_LANGUAGES  # noqa: E402

LOCALE_DIR = ROOT / "locale"
DOMAIN = "django"
SOURCE_LANGUAGE = "en"

PYTHON_FOLDERS = (
    "site/vigil",
    "published",
    "search",
    "home",
    "outputs",
    "campaign_pages",
    "interventions",
    "translations",
    "local_content",
    "library",
    "sections",
)
TEMPLATE_FOLDERS = (
    "site/templates",
    "search",
    "home",
    "outputs",
    "campaign_pages",
    "interventions",
    "translations",
    "local_content",
    "library",
    "sections",
)
LEFT_OUT = {"migrations", "__pycache__", "node_modules"}

KEYWORDS: dict[str, tuple[int | tuple[int, str], ...] | None] = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "npgettext_lazy": ((1, "c"), 2, 3),
}

# Plural rules of languages that Babel does not know.
PLURAL_FORMS = dict.fromkeys(ADDED_LANGUAGES, "nplurals=2; plural=(n != 1);")

PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|(?<!%)%[sd]|\{\w*\}")

Key = tuple[str, str | tuple[str, ...]]


@dataclass(frozen=True)
class Sentence:
    """One sentence of the interface as it stands in the code: singular (and plural), context, notes, places."""

    singular: str
    plural: str
    context: str
    notes: tuple[str, ...]
    place: str

    @property
    def key(self) -> Key:
        """What makes a sentence the same in code and catalogue."""
        return (self.context, self.singular)


def catalogue_languages() -> tuple[str, ...]:
    """All languages that have a file in locale/."""
    return (*INTERFACE_LANGUAGES, *ADDED_LANGUAGES)


def catalogue_path(language: str, suffix: str = "po") -> Path:
    """Where the catalogue of a language lies.

    >>> catalogue_path("pt-br").relative_to(ROOT).as_posix()
    'locale/pt_BR/LC_MESSAGES/django.po'
    """
    return LOCALE_DIR / to_locale(language) / "LC_MESSAGES" / f"{DOMAIN}.{suffix}"


def _files(folders: tuple[str, ...], suffixes: tuple[str, ...]) -> Iterator[Path]:
    for name in folders:
        for path in sorted((ROOT / name).rglob("*")):
            if path.suffix in suffixes and path.is_file() and not LEFT_OUT & set(path.relative_to(ROOT).parts):
                yield path


def _sentences_in(source: str, place: str) -> Iterator[Sentence]:
    found = extract(
        "python",
        io.BytesIO(source.encode()),
        keywords=KEYWORDS,
        comment_tags=("Translators:",),
        strip_comment_tags=True,
    )
    for _line, message, notes, context in found:
        singular, plural = message if isinstance(message, tuple) else (message, "")
        if singular:
            yield Sentence(singular, plural, context or "", tuple(notes), place)


def sentences() -> list[Sentence]:
    """Every sentence of the interface, in the order of files."""
    result: list[Sentence] = []
    for path in _files(PYTHON_FOLDERS, (".py",)):
        result += _sentences_in(path.read_text(encoding="utf-8"), path.relative_to(ROOT).as_posix())
    for path in _files(TEMPLATE_FOLDERS, (".html", ".txt", ".xml")):
        # Django turns a template into text that is Python to a tokenizer; the brackets make its indentation harmless.
        source = f"(\n{templatize(path.read_text(encoding='utf-8'), origin=str(path))}\n)"
        result += _sentences_in(source, path.relative_to(ROOT).as_posix())
    return result


def template_catalogue() -> Catalog:
    """The sentences as an empty catalogue; a sentence with and without a plural is one entry, with the plural."""
    plurals = {sentence.key: sentence.plural for sentence in sentences() if sentence.plural}
    catalogue = Catalog(project="Vigil", charset="utf-8", fuzzy=False)
    for sentence in sentences():
        plural = plurals.get(sentence.key, "")
        catalogue.add(
            (sentence.singular, plural) if plural else sentence.singular,
            context=sentence.context or None,
            auto_comments=sentence.notes,
            locations=[(sentence.place, 0)],
        )
    return catalogue


def _babel_locale(language: str) -> Locale | None:
    try:
        return Locale.parse(to_locale(language))
    except (UnknownLocaleError, ValueError):
        return None


def read_catalogue(language: str) -> Catalog:
    """The catalogue of a language as it stands in locale/; an empty one when there is none yet."""
    path = catalogue_path(language)
    if not path.exists():
        return Catalog(locale=_babel_locale(language), project="Vigil", charset="utf-8", fuzzy=False)
    with path.open("rb") as file:
        return read_po(file, locale=_babel_locale(language), abort_invalid=True)


def _entries(catalogue: Catalog) -> dict[Key, Message]:
    return {(message.context or "", _singular(message)): message for message in catalogue if message.id}


def _singular(message: Message) -> str:
    return message.id[0] if isinstance(message.id, (list, tuple)) else message.id


def _header(language: str, catalogue: Catalog) -> str:
    plural_forms = PLURAL_FORMS.get(language) or catalogue.plural_forms
    lines = [
        "Project-Id-Version: Vigil",
        f"Language: {to_locale(language)}",
        f"Plural-Forms: {plural_forms}",
        "MIME-Version: 1.0",
        "Content-Type: text/plain; charset=utf-8",
        "Content-Transfer-Encoding: 8bit",
    ]
    return 'msgid ""\nmsgstr ""\n' + "".join(f'"{line}\\n"\n' for line in lines) + "\n"


def rendered(language: str, template: Catalog) -> bytes:
    """The text of the updated catalogue of a language. Translations stay; sentences that are gone go."""
    old = read_catalogue(language)
    old_entries = _entries(old)
    new = Catalog(locale=_babel_locale(language), project="Vigil", charset="utf-8", fuzzy=False)
    for message in template:
        if not message.id:
            continue
        kept = old_entries.get((message.context or "", _singular(message)))
        string = message.id if language == SOURCE_LANGUAGE else _kept_string(message, kept)
        new.add(
            message.id,
            string,
            context=message.context,
            locations=message.locations,
            auto_comments=message.auto_comments,
            user_comments=kept.user_comments if kept else (),
            flags=message.flags | ({"fuzzy"} if kept and "fuzzy" in kept.flags else set()),
        )
    buffer = io.BytesIO()
    write_po(buffer, new, width=110, omit_header=True, include_lineno=False, ignore_obsolete=True, sort_by_file=True)
    return (_header(language, new) + buffer.getvalue().decode().strip() + "\n").encode()


def _kept_string(message: Message, kept: Message | None) -> str | tuple[str, ...] | None:
    if kept is None or bool(kept.pluralizable) != bool(message.pluralizable):
        return None
    string = kept.string
    return tuple(string) if isinstance(string, list) else string


def update() -> int:
    """Write all catalogues anew where something changed."""
    template = template_catalogue()
    for language in catalogue_languages():
        path = catalogue_path(language)
        text = rendered(language, template)
        changed = not path.exists() or path.read_bytes() != text
        if changed:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(text)
        missing = sum(1 for message in read_catalogue(language) if message.id and not translated(message))
        state = "updated" if changed else "unchanged"
        print(f"{path.relative_to(ROOT)}: {state}, {len(template)} sentences, {missing} not translated")
    return 0


def translated(message: Message) -> bool:
    """Whether every form of a message has text and nobody has marked it as doubtful."""
    forms = message.string if isinstance(message.string, (list, tuple)) else (message.string,)
    return all(forms) and "fuzzy" not in message.flags


def compile_catalogues() -> list[Path]:
    """Write the .mo files that are missing or older than their source; the ones written are returned."""
    written = []
    for source in sorted(LOCALE_DIR.glob(f"*/LC_MESSAGES/{DOMAIN}.po")):
        target = source.with_suffix(".mo")
        if target.exists() and target.stat().st_mtime_ns >= source.stat().st_mtime_ns:
            continue
        with source.open("rb") as file:
            catalogue = read_po(file, abort_invalid=True)
        # Written beside and renamed: two processes may compile at once, and a server may be reading.
        beside = target.with_name(f"{target.name}.{os.getpid()}")
        with beside.open("wb") as file:
            write_mo(file, catalogue)
        beside.replace(target)
        written.append(target)
    return written


def findings() -> list[str]:
    """What is wrong with the catalogues, one sentence each. The languages Django lacks may be incomplete, not stale."""
    template = _entries(template_catalogue())
    result: list[str] = []
    for language in catalogue_languages():
        path = catalogue_path(language)
        name = path.relative_to(ROOT).as_posix()
        if not path.exists():
            result.append(f"{name} is missing; run `make messages`.")
            continue
        try:
            catalogue = read_catalogue(language)
        except PoFileError as error:
            result.append(f"{name} cannot be read: {error}.")
            continue
        result += [f"{name}: {sentence}" for sentence in _catalogue_findings(language, catalogue, template)]
    return result


def _catalogue_findings(language: str, catalogue: Catalog, template: dict[Key, Message]) -> Iterator[str]:
    entries = _entries(catalogue)
    for key in template.keys() - entries.keys():
        yield f"the sentence “{key[1]}” is in the code and not here; run `make messages`."
    for key in entries.keys() - template.keys():
        yield f"the sentence “{key[1]}” is here and no longer in the code; run `make messages`."
    for key in entries.keys() & template.keys():
        message = entries[key]
        if bool(message.pluralizable) != bool(template[key].pluralizable):
            yield f"the sentence “{key[1]}” has a plural on one side only; run `make messages`."
        elif not translated(message):
            if language in INTERFACE_LANGUAGES:
                yield f"the sentence “{key[1]}” has no translation."
        else:
            message.flags |= template[key].flags
            for error in [*message.check(catalogue), *_placeholder_errors(message)]:
                yield f"the translation of “{key[1]}” is wrong: {error}."


def _placeholder_errors(message: Message) -> Iterator[str]:
    sources = message.id if isinstance(message.id, (list, tuple)) else (message.id,)
    targets = message.string if isinstance(message.string, (list, tuple)) else (message.string,)
    known = {name for source in sources for name in PLACEHOLDER.findall(source)}
    for target in targets:
        used = set(PLACEHOLDER.findall(target or ""))
        for name in sorted(used - known):
            yield f"it uses {name}, which the sentence does not have"
        # A form for exactly one or two may say the number in words.
        for name in sorted(known - used) if not message.pluralizable else ():
            yield f"it lacks {name}"


def main() -> int:
    """Run the command named on the command line."""
    command = sys.argv[1] if len(sys.argv) == 2 else ""
    if command == "update":
        return update()
    if command == "compile":
        written = compile_catalogues()
        print(f"{len(written)} catalogues compiled." if written else "All catalogues are compiled.")
        return 0
    if command == "check":
        problems = findings()
        print(*problems, sep="\n", end="\n" if problems else "")
        print(f"{len(catalogue_languages())} catalogues checked, {len(problems)} findings.")
        return 1 if problems else 0
    print(__doc__, file=sys.stderr)
    return 2


if __name__ == "__main__":
    sys.exit(main())
