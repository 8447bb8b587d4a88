"""Knowledge made ready for looking things up: names and terms by language, indexed by how their words begin."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from library.endings import BEFORE, is_form_of, script_name
from library.names import script_of
from library.names_in_text import TITLES, Word, words_of
from translations.checks.knowledge import Entry, EntryKind, FormStatus, Knowledge, WrittenForm

_PREFIX: Final = 3
_REMEMBERED: Final = 8
_TEXTS: Final = 2048
#: Kinds whose words are inflected like other words, and not only given an ending.
_INFLECTED: Final = frozenset({EntryKind.TERM, EntryKind.LAW, EntryKind.ORGANISATION})


@dataclass(frozen=True, slots=True)
class Form:
    """A written form as it is looked for. `is_own` says that it belongs to the language looked at.

    Without a `language` it belongs to all languages of its script.
    """

    entry: Entry
    text: str
    words: tuple[str, ...]
    status: FormStatus
    is_own: bool
    language: str = ""

    @property
    def is_forbidden(self) -> bool:
        return self.status == FormStatus.FORBIDDEN and self.is_own


@dataclass(frozen=True, slots=True)
class Match:
    """A form found in a text: which of its words, where in the plain text, and whether without any ending."""

    form: Form
    first: int
    start: int
    end: int
    is_exact: bool

    @property
    def last(self) -> int:
        return self.first + len(self.form.words)


class Lexicon:
    """All forms as one language sees them."""

    def __init__(self, entries: Iterable[Entry], language: str) -> None:
        self.language = language
        self.script = str(script_of(language))
        self.forms = [form for entry in entries for form in self._forms(entry)]
        self._index: dict[str, list[Form]] = defaultdict(list)
        for form in self.forms:
            self._index[form.words[0][:_PREFIX]].append(form)
        self._found: dict[str, list[Match]] = {}

    def _forms(self, entry: Entry) -> Iterator[Form]:
        for form in entry.forms:
            words = tuple(word.letters for word in words_of(form.text))
            if words:
                yield Form(entry, form.text, words, FormStatus(form.status), self._is_own(form, entry), form.language)

    def _is_own(self, form: WrittenForm, entry: Entry) -> bool:
        if form.language:
            return form.language.lower() in (self.language, self.language.partition("-")[0])
        return form.script == self.script or (entry.do_not_translate and form.status != FormStatus.FORBIDDEN)

    @cached_property
    def preferred(self) -> dict[str, str]:
        """The preferred form of each entry by its key: that of the language before that of the script."""
        found: dict[str, str] = {}
        of_script: dict[str, str] = {}
        for form in self.forms:
            if form.status != FormStatus.PREFERRED or not form.is_own:
                continue
            (found if form.language else of_script).setdefault(form.entry.key, form.text)
        return of_script | found

    @cached_property
    def parts(self) -> frozenset[str]:
        """The longer words of the names of people and places."""
        return frozenset(
            word
            for form in self.forms
            if form.entry.kind in (EntryKind.PERSON, EntryKind.PLACE) and form.status != FormStatus.FORBIDDEN
            for word in form.words
            if len(word) > _PREFIX and word not in TITLES
        )

    @cached_property
    def by_word(self) -> dict[str, list[tuple[Form, int]]]:
        """Allowed names of several words, by the beginnings of each of their words."""
        found: dict[str, list[tuple[Form, int]]] = defaultdict(list)
        for form in self.forms:
            is_name = form.entry.kind in (EntryKind.PERSON, EntryKind.ORGANISATION, EntryKind.PLACE)
            if is_name and len(form.words) > 1 and form.status != FormStatus.FORBIDDEN:
                for number, word in enumerate(form.words):
                    found[word[:_PREFIX]].append((form, number))
        return found

    def matches(self, plain: str, words: Sequence[Word]) -> list[Match]:
        """Every form in a text. Of those that begin or end alike the longest counts; allowed ones come first."""
        if plain not in self._found:
            if len(self._found) > _TEXTS:
                self._found.clear()
            self._found[plain] = _longest(self._all(plain, words)) if self.forms else []
        return self._found[plain]

    def _all(self, plain: str, words: Sequence[Word]) -> Iterator[Match]:
        for first, word in enumerate(words):
            seen: set[int] = set()
            for beginning in _beginnings(word.letters):
                for form in self._index.get(beginning, ()):
                    if id(form) in seen or first + len(form.words) > len(words):
                        continue
                    seen.add(id(form))
                    row = words[first : first + len(form.words)]
                    if all(
                        is_word(each.letters, part, form.entry.kind) for each, part in zip(row, form.words, strict=True)
                    ):
                        start, end = row[0].span[0], row[-1].span[1]
                        is_exact = all(each.letters == part for each, part in zip(row, form.words, strict=True))
                        if _is_meant(plain[start:end], form, is_exact=is_exact):
                            yield Match(form, first, start, end, is_exact)


class Compiled:
    """Knowledge with its lexicons, each made when it is first asked for."""

    def __init__(self, knowledge: Knowledge, lexicons: dict[str, Lexicon]) -> None:
        self.knowledge = knowledge
        self._lexicons = lexicons

    def lexicon(self, language: str) -> Lexicon:
        if language not in self._lexicons:
            self._lexicons[language] = Lexicon(self.knowledge.entries, language)
        return self._lexicons[language]


_kept: deque[tuple[tuple[Entry, ...], dict[str, Lexicon]]] = deque(maxlen=_REMEMBERED)


def compiled(knowledge: Knowledge) -> Compiled:
    """Knowledge made ready; the same entries are made ready once. Told by identity: comparing them would take longer."""
    for entries, kept in _kept:
        if entries is knowledge.entries:
            return Compiled(knowledge, kept)
    lexicons: dict[str, Lexicon] = {}
    _kept.appendleft((knowledge.entries, lexicons))
    return Compiled(knowledge, lexicons)


def is_word(word: str, part: str, kind: EntryKind) -> bool:
    """Whether a word of a text is a part of a form, with the endings its kind takes."""
    if word == part or is_form_of(word, part):
        return True
    return kind in _INFLECTED and len(part) > 4 and is_inflected(word, part)


def is_inflected(word: str, part: str) -> bool:
    """Whether two words differ in their endings only.

    >>> is_inflected("vierten", "vierter"), is_inflected("awami", "aawami")
    (True, False)
    """
    common = 0
    for one, other in zip(word, part, strict=False):
        if one != other:
            break
        common += 1
    return common >= max(4, len(part) - 2) and len(word) - common <= 2


def _beginnings(word: str) -> Iterator[str]:
    yield word[:_PREFIX]
    if len(word) > _PREFIX:
        yield word[:2]
    if script_name(word) in ("ARABIC", "HEBREW"):
        for each in BEFORE:
            if word.startswith(each):
                yield word[len(each) : len(each) + _PREFIX]


def _is_meant(written: str, form: Form, *, is_exact: bool) -> bool:
    """Whether a form is written there and not its twin, which differs by accents or capitals only."""
    if form.entry.case_sensitive and written[:1].islower() != form.text[:1].islower():
        return False
    if not is_exact:
        return True
    twins = {
        each.text
        for each in form.entry.forms
        if (each.status == FormStatus.FORBIDDEN) != (form.status == FormStatus.FORBIDDEN) and _alike(each.text, form)
    }
    return not twins or (written == form.text if form.is_forbidden else written not in twins)


def _alike(text: str, form: Form) -> bool:
    return tuple(word.letters for word in words_of(text)) == form.words


def _longest(found: Iterable[Match]) -> list[Match]:
    """Without the matches that lie within another; where two cover the same, the exact and then the allowed one stays."""
    ranked = sorted(
        found,
        key=lambda match: (match.start - match.end, not match.is_exact, match.form.is_forbidden, not match.form.is_own),
    )
    kept: list[Match] = []
    for match in ranked:
        rivals = [each for each in kept if each.start <= match.start and match.end <= each.end]
        is_same_entry = any(each.form.entry.key == match.form.entry.key for each in rivals)
        covers = [each for each in rivals if (each.start, each.end) != (match.start, match.end)]
        if not is_same_entry and not (covers and match.form.is_forbidden) and not (rivals and match.form.is_forbidden):
            kept.append(match)
    return sorted(kept, key=lambda match: match.start)
