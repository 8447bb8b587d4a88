"""Names and terms: forbidden forms, misspellings of known names, names that a translation has lost."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Final

from django.utils.translation import gettext_lazy as _
from rapidfuzz.distance import OSA

from library.endings import script_name
from library.names_in_text import TITLES, Word
from translations.checks.check import Check, quoted
from translations.checks.compiled import Compiled, Form, Lexicon, Match, is_inflected, is_word
from translations.checks.findings import Finding, Severity
from translations.checks.knowledge import EntryKind, FormStatus
from translations.checks.slips import SHORT, is_near, part_meant, sounds_like
from translations.checks.texts import Pair, Text

_NAMES: Final = frozenset({EntryKind.PERSON, EntryKind.ORGANISATION, EntryKind.PLACE, EntryKind.LAW})


def matches(text: Text, known: Compiled) -> list[Match]:
    return known.lexicon(text.language).matches(text.said, text.folded)


class ForbiddenForms(Check):
    """Names and terms in a form that somebody has decided against."""

    id = "forbidden-form"
    name = _("Forbidden names and terms")
    why = _("The people in charge have decided how this name or term is written in this language, and how not.")
    severity = Severity.ERROR

    def in_text(self, text: Text, original: Text | None, known: Compiled) -> Iterator[Finding]:
        preferred = known.lexicon(text.language).preferred
        for match in matches(text, known):
            if not match.form.is_forbidden:
                continue
            wrong = text.prose[match.start : match.end]
            right = preferred.get(match.form.entry.key, "")
            if match.form.entry.kind in _NAMES:
                right = part_meant(right, match.form.words)
            ending = _ending(wrong, match.form)
            is_certain = bool(right) and (match.is_exact or match.form.entry.kind == EntryKind.PERSON)
            fix = right + ending if is_certain and ending is not None else None
            yield self.found(text, (match.start, match.end), fix=fix, wrong=wrong, right=right)

    def sentence(self, finding: Finding) -> str:
        if finding.values["right"]:
            return super().sentence(finding)
        return str(_("Do not write %(text)s.")) % {"text": quoted(finding.values["wrong"])}


class MisspeltNames(Check):
    """Names that are one or two letters away from a name on record."""

    id = "misspelt-name"
    name = _("Misspelt names")
    why = _("A misspelt name cannot be found, and does not honour the person.")

    def in_text(self, text: Text, original: Text | None, known: Compiled) -> Iterator[Finding]:
        lexicon = known.lexicon(text.language)
        if not lexicon.forms:
            return
        taken = [(each.start, each.end) for each in matches(text, known)]
        as_in_original = _runs(original.folded) if original is not None else set()
        found: dict[tuple[int, int], list[tuple[int, bool, str]]] = defaultdict(list)
        for form, row, wrong in _near(text.folded, lexicon):
            is_covered = any(first <= wrong.span[0] and wrong.span[1] <= last for first, last in taken)
            is_meant = tuple(word.letters for word in row) in as_in_original
            if form.is_own and not (is_covered or is_meant):
                slips = sum(OSA.distance(word.letters, part) for word, part in zip(row, form.words, strict=True))
                place = row[0].span[0], row[-1].span[1]
                found[place].append((slips, form.status != FormStatus.PREFERRED, form.text))
        for start, end in _widest(found):
            _slips, _is_second, right = min(found[start, end])
            yield self.found(text, (start, end), fix=right, wrong=text.prose[start:end], right=right)

    def in_pair(self, pair: Pair, known: Compiled) -> Iterator[Finding]:
        """Parts of names and names of one word: only where the original has the name and the translation has not."""
        if not pair.same_script:
            return
        yield from self._of_the_original(pair, known)
        target_words = {word.letters for word in pair.target.folded}
        names = _parts(pair.source, known)
        for part, written in names.items():
            if any(is_word(word, part, EntryKind.PERSON) for word in target_words):
                continue
            for word in pair.target.folded:
                is_new = all(word.letters != other.letters for other in pair.source.folded)
                if (
                    is_new
                    and not word.is_small
                    and is_near(word.letters, part)
                    and not is_inflected(word.letters, part)
                ):
                    start, end = word.span
                    if not any(each.start <= start and end <= each.end for each in matches(pair.target, known)):
                        wrong = pair.target.prose[start:end]
                        yield self.found(pair.target, (start, end), fix=written, wrong=wrong, right=written)
                        break

    def _of_the_original(self, pair: Pair, known: Compiled) -> Iterator[Finding]:
        """People of the original with one name right and the other only sounding like it: “Wahid Hassan”."""
        lexicon = known.lexicon(pair.target.language)
        meant = {each.form.entry.key for each in matches(pair.source, known)}
        meant -= {each.form.entry.key for each in matches(pair.target, known) if len(each.form.words) > 1}
        strange = {word.letters for word in pair.source.folded}
        for form, row, wrong in _near(pair.target.folded, lexicon, sounds_like):
            is_theirs = form.entry.key in meant and form.entry.kind == EntryKind.PERSON and form.is_own
            is_name = not wrong.is_small and wrong.letters not in strange
            # A slip of a letter or two is told by `in_text`.
            if is_theirs and is_name and next(_near(row, lexicon), None) is None:
                meant.discard(form.entry.key)
                start, end = row[0].span[0], row[-1].span[1]
                right = lexicon.preferred.get(form.entry.key) or form.text
                yield self.found(pair.target, (start, end), fix=right, wrong=pair.target.prose[start:end], right=right)


class MissingNames(Check):
    """Names of the original that the translation does not have in any form on record."""

    id = "missing-name"
    name = _("Missing names")
    why = _("The original names somebody or something, and the translation does not, or in a form that nobody knows.")

    def in_pair(self, pair: Pair, known: Compiled) -> Iterator[Finding]:
        yield from self._in_other_script(pair, known)
        yield from self._added(pair, known)
        lexicon = known.lexicon(pair.target.language)
        wanted = {each.form.entry.key: each for each in matches(pair.source, known) if _is_looked_for(each, lexicon)}
        if not wanted:
            return
        present = {each.form.entry.key for each in matches(pair.target, known)}
        present |= {form.entry.key for form, _row, _wrong in _near(pair.target.folded, lexicon)}
        parts = {word.letters for word in pair.target.folded}
        for key, match in wanted.items():
            forms = [each for each in lexicon.forms if each.entry.key == key and each.status != FormStatus.FORBIDDEN]
            if key in present or _has_part(forms, parts) or (pair.same_script and _is_nearly_there(forms, pair)):
                continue
            written = lexicon.preferred.get(key) or match.form.text
            yield self.found(pair.target, missing=[written])

    def _in_other_script(self, pair: Pair, known: Compiled) -> Iterator[Finding]:
        """People whose name stands there in foreign letters only, though the language has a form of its own."""
        lexicon = known.lexicon(pair.target.language)
        found = [each for each in matches(pair.target, known) if each.form.entry.kind == EntryKind.PERSON]
        own = {each.form.entry.key for each in found if each.form.is_own}
        for each in found:
            wrong, right = pair.target.prose[each.start : each.end], lexicon.preferred.get(each.form.entry.key, "")
            is_name = bool(right) and not wrong[0].islower() and each.form.entry.key not in own
            if is_name and script_name(wrong) != script_name(right):
                yield self.found(pair.target, (each.start, each.end), fix=right, wrong=wrong, right=right)

    def _added(self, pair: Pair, known: Compiled) -> Iterator[Finding]:
        """People whom the translation names and the original does not."""
        theirs = known.lexicon(pair.source.language)
        named = {each.form.entry.key for each in matches(pair.source, known)}
        parts = {word.letters for word in pair.source.folded}
        for each in matches(pair.target, known):
            key, is_person = each.form.entry.key, each.form.entry.kind == EntryKind.PERSON
            if not is_person or len(each.form.words) == 1 or key in named or key not in theirs.preferred:
                continue
            if not _has_part([form for form in theirs.forms if form.entry.key == key], parts):
                extra = pair.target.prose[each.start : each.end]
                yield self.found(pair.target, (each.start, each.end), extra=[extra])

    def sentence(self, finding: Finding) -> str:
        if not finding.values.get("missing"):
            return super().sentence(finding)
        return str(_("The original speaks of %(text)s, and the translation does not.")) % {
            "text": quoted(finding.values["missing"][0])
        }


def _near(
    words: Sequence[Word], lexicon: Lexicon, is_close: Callable[[str, str], bool] = is_near
) -> Iterator[tuple[Form, Sequence[Word], Word]]:
    """Rows of words of which all but one are those of a name, and the one is nearly; with that one."""
    seen: set[tuple[int, int]] = set()
    for number, word in enumerate(words):
        for form, place in lexicon.by_word.get(word.letters[:3], ()):
            first = number - place
            if first < 0 or first + len(form.words) > len(words) or (id(form), first) in seen:
                continue
            if not is_word(word.letters, form.words[place], form.entry.kind):
                continue
            seen.add((id(form), first))
            row = words[first : first + len(form.words)]
            wrong = [
                (each, part)
                for each, part in zip(row, form.words, strict=True)
                if not is_word(each.letters, part, form.entry.kind)
            ]
            if len(wrong) != 1:
                continue
            slip, part = wrong[0]
            if is_close(slip.letters, part) and not _is_adapted(slip.letters, part, form):
                yield form, row, slip


def _is_adapted(word: str, part: str, form: Form) -> bool:
    """Whether a word is how another language ends a place or a body: “Baltistan” and “Baltistão”."""
    return form.entry.kind != EntryKind.PERSON and (is_inflected(word, part) or OSA.distance(word, part) > 1)


def _parts(text: Text, known: Compiled) -> dict[str, str]:
    """Words of names on record that stand in a text with a capital, and how they are written there."""
    names = known.lexicon(text.language).parts
    return {
        word.letters: text.prose[slice(*word.span)]
        for word in text.folded
        if not word.is_small and word.letters in names
    }


def _runs(words: Sequence[Word]) -> set[tuple[str, ...]]:
    letters = [word.letters for word in words]
    return {tuple(letters[at : at + size]) for size in (2, 3, 4, 5) for at in range(len(letters) - size + 1)}


def _is_looked_for(match: Match, lexicon: Lexicon) -> bool:
    entry = match.form.entry
    if entry.do_not_translate:
        return True
    return entry.kind in _NAMES and entry.key in lexicon.preferred


def _has_part(forms: Sequence[Form], words: set[str]) -> bool:
    """Whether a part of a name stands for the whole, as a surname does."""
    parts = {part for form in forms for part in form.words if len(part) > 2 and part not in TITLES}
    return any(is_word(word, part, EntryKind.TERM) for part in parts for word in words)


def _is_nearly_there(forms: Sequence[Form], pair: Pair) -> bool:
    """Whether a misspelling of the name stands there, which another check tells."""
    parts = {part for form in forms for part in form.words if len(part) > SHORT}
    words = {word.letters for word in pair.target.folded if not word.is_small and len(word.letters) > SHORT}
    words -= {word.letters for word in pair.source.folded}
    return any(is_near(word, part) for part in parts for word in words)


def _widest(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """The stretches that lie in no other."""
    every = list(spans)
    return [
        (start, end)
        for start, end in every
        if not any((start, end) != (first, last) and first <= start and end <= last for first, last in every)
    ]


def _ending(wrong: str, form: Form) -> str | None:
    """What is written after a form, such as an s; None where the form itself is changed."""
    if len(wrong) >= len(form.text) and wrong.casefold().startswith(form.text.casefold()):
        return wrong[len(form.text) :]
    return "" if len(wrong) <= len(form.text) else None
