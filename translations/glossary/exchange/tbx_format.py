"""Names and terms as TBX-Basic: written in the third edition or the older second one, read in both. Knows no table.

translate-toolkit reads the second edition only and keeps neither gender nor our own marks, so the tree is read here, after
a parser that refuses entities has looked at it; that its tools open our files is tested.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any
from xml.etree import ElementTree as ET

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import ParseError, fromstring
from django.utils.translation import gettext as _
from lxml import etree

from library.exchange.csv_files import FileRefusedError
from translations.checks import EntryKind, FormStatus
from translations.glossary.exchange.concepts import (
    Concept,
    Contents,
    FileForm,
    Problem,
    bcp47,
    language_and_script,
    no_such_language,
)
from translations.models.glossary import NAME_LANGUAGE, GrammaticalGender, PartOfSpeech, TermKind

XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
NAMESPACE = "urn:iso:std:iso:30042:ed-2"
STATUS = {
    FormStatus.PREFERRED: "preferredTerm-admn-sts",
    FormStatus.ACCEPTED: "admittedTerm-admn-sts",
    FormStatus.FORBIDDEN: "deprecatedTerm-admn-sts",
}
#: Words of other tools for a status, in small letters without what follows a hyphen.
STATUS_WORDS = {
    "preferredterm": FormStatus.PREFERRED,
    "preferred": FormStatus.PREFERRED,
    "admittedterm": FormStatus.ACCEPTED,
    "admitted": FormStatus.ACCEPTED,
    "deprecatedterm": FormStatus.FORBIDDEN,
    "deprecated": FormStatus.FORBIDDEN,
    "supersededterm": FormStatus.FORBIDDEN,
    "notrecommended": FormStatus.FORBIDDEN,
    "forbidden": FormStatus.FORBIDDEN,
}
#: Our own marks stand in a category that TBX-Basic leaves to projects.
SUBSET = "projectSubset"
MARKS = {
    "do_not_translate": "do-not-translate",
    "case_sensitive": "case-sensitive",
    "reviewed": "reviewed",
}
RECORD_MARK = "record:"
ID = "vigil-"


@dataclass(frozen=True)
class Edition:
    """What the elements of an edition are called."""

    root: str
    header: str
    entry: str
    language: str
    term: str
    attributes: dict[str, str]


EDITIONS = {
    "3": Edition(
        *("tbx", "tbxHeader", "conceptEntry", "langSec", "termSec"),
        {"style": "dca", "type": "TBX-Basic", "xmlns": NAMESPACE, "xml:lang": NAME_LANGUAGE},
    ),
    "2": Edition(
        *("martif", "martifHeader", "termEntry", "langSet", "tig"), {"type": "TBX-Basic", "xml:lang": NAME_LANGUAGE}
    ),
}
_ENTRIES, _LANGUAGES, _TERMS = (
    {getattr(each, part) for each in EDITIONS.values()} for part in ("entry", "language", "term")
)
_TERMS |= {"ntig"}


# --- Out ---


def write(concepts: Iterable[Concept], edition: str = "3") -> bytes:
    """A file in UTF-8."""
    names = EDITIONS[edition]
    root = ET.Element(names.root, names.attributes)
    header = ET.SubElement(root, names.header)
    source = ET.SubElement(ET.SubElement(header, "fileDesc"), "sourceDesc")
    ET.SubElement(source, "p").text = "Names and terms of a campaign, exported by Vigil"
    body = ET.SubElement(ET.SubElement(root, "text"), "body")
    for concept in concepts:
        _write_concept(body, concept, names)
    ET.indent(root)
    written: bytes = ET.tostring(root, encoding="UTF-8", xml_declaration=True)
    return written


def _write_concept(body: ET.Element, concept: Concept, names: Edition) -> None:
    entry = ET.SubElement(body, names.entry, {"id": ID + concept.key.replace(":", "-")})
    _sub(entry, "descrip", "subjectField", str(concept.values["kind"]))
    _sub(entry, "descrip", "definition", str(concept.values.get("definition", "")))
    for mark in [mark for name, mark in MARKS.items() if concept.values.get(name)]:
        _sub(entry, "admin", SUBSET, mark)
    if record := concept.values.get("record"):
        _sub(entry, "admin", SUBSET, f"{RECORD_MARK}{record}")
    for code, forms in _by_language(concept).items():
        language = ET.SubElement(entry, names.language, {"xml:lang": code})
        for form in forms:
            _write_form(language, form, names)


def _by_language(concept: Concept) -> dict[str, list[FileForm]]:
    """The forms by the code of their language; the name stands first, as the first term in English."""
    forms: dict[str, list[FileForm]] = {NAME_LANGUAGE: []}
    for form in concept.forms:
        language, script, _text = form.identity
        forms.setdefault(bcp47(language, script), []).append(form)
    english, name = forms[NAME_LANGUAGE], str(concept.values["name"])
    same = next((form for form in english if form.values["text"] == name), None)
    if same is not None:
        english.remove(same)
    elif any(form.values["status"] == FormStatus.PREFERRED for form in english):
        same = FileForm(0, {"text": name, "status": FormStatus.ACCEPTED.value})
    english.insert(0, same or FileForm(0, {"text": name, "status": FormStatus.PREFERRED.value}))
    return forms


def _write_form(language: ET.Element, form: FileForm, names: Edition) -> None:
    values = form.values
    term = ET.SubElement(language, names.term)
    ET.SubElement(term, "term").text = str(values["text"])
    _sub(term, "termNote", "administrativeStatus", STATUS[FormStatus(str(values["status"]))])
    _sub(term, "termNote", "partOfSpeech", str(values.get("part_of_speech", "")))
    _sub(term, "termNote", "grammaticalGender", str(values.get("gender", "")))
    if values.get("reviewed"):
        _sub(term, "admin", SUBSET, MARKS["reviewed"])
    if values.get("note"):
        ET.SubElement(term, "note").text = str(values["note"])
    if form.decided_at:
        group = ET.SubElement(term, "transacGrp")
        _sub(group, "transac", "transactionType", "modification")
        _sub(group, "transacNote", "responsibility", form.decided)
        ET.SubElement(group, "date").text = form.decided_at


def _sub(parent: ET.Element, tag: str, kind: str, text: str) -> None:
    if text:
        ET.SubElement(parent, tag, {"type": kind}).text = text


# --- In ---


def load(content: bytes) -> Contents:
    """What is in a file. Raises FileRefusedError where it is no TBX or cannot be read."""
    root = _tree(content)
    entries = [each for each in root.iter() if _tag(each) in _ENTRIES]
    if _tag(root) not in {"tbx", "martif"}:
        raise FileRefusedError(_("This is no TBX file. Send a TBX or CSV file such as the export gives you."))
    contents = Contents()
    for entry in entries:
        concept = _read_concept(entry, contents.problems)
        if concept is not None:
            contents.concepts.append(concept)
    return contents


def _tree(content: bytes) -> Any:
    try:
        fromstring(content, forbid_dtd=False, forbid_entities=True, forbid_external=True)
    except ParseError as error:
        message = _("The file breaks off or is malformed in line %(line)s, so nothing of it can be read.")
        raise FileRefusedError(message % {"line": error.position[0]}) from error
    except DefusedXmlException as error:
        raise FileRefusedError(_("The file defines entities of its own. Such files are not read.")) from error
    except (LookupError, ValueError) as error:
        raise FileRefusedError(_("The letters of this file cannot be read. Save it in UTF-8.")) from error
    # Read once more by a parser that knows the lines; it resolves nothing and loads nothing.
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True
    )
    return etree.fromstring(content, parser)


def _tag(element: Any) -> str:
    return etree.QName(element).localname if isinstance(element.tag, str) else ""


def _read_concept(entry: Any, problems: list[Problem]) -> Concept | None:
    line = entry.sourceline
    said = dict(_metadata(entry, _LANGUAGES))
    kinds = {*TermKind.values, EntryKind.PERSON.value}
    kind = said.get("subjectField", "").casefold()
    values: dict[str, str | bool] = {"kind": kind if kind in kinds else EntryKind.TERM.value}
    marks = [text for name, text in _metadata(entry, _LANGUAGES) if name == SUBSET]
    if "definition" in said:
        values["definition"] = said["definition"]
    key = _key(entry.get("id") or "")
    if key or marks:
        values |= {name: mark in marks for name, mark in MARKS.items() if name != "reviewed"}
        records = [mark.removeprefix(RECORD_MARK) for mark in marks if mark.startswith(RECORD_MARK)]
        values["record"] = records[0] if records else ""
        values.setdefault("definition", "")
    forms = list(_read_forms(entry, problems))
    english = next((form for form in forms if form.values["language"] == NAME_LANGUAGE), None)
    if english is None:
        problems.append(Problem(line, "", _("This entry has no English term, by which lists would call it.")))
        return None
    values["name"] = english.values["text"]
    if english.values.get("status") in (None, *NAME_STATUSES) and not _says_more(english):
        forms.remove(english)
    return Concept(line, key, values, forms)


#: The name of a term is written as a form of one of these; the other one is not allowed to be a name.
NAME_STATUSES = (FormStatus.PREFERRED.value, FormStatus.ACCEPTED.value)


def _says_more(form: FileForm) -> bool:
    return any(form.values.get(name) for name in ("part_of_speech", "gender", "note", "reviewed"))


def _key(identifier: str) -> str:
    """Our own key, if the file came from here.

    >>> _key("vigil-term-7"), _key("c7")
    ('term:7', '')
    """
    kind, _sep, number = identifier.removeprefix(ID).partition("-")
    ours = identifier.startswith(ID) and kind in {"term", "person"} and number.isdecimal()
    return f"{kind}:{number}" if ours else ""


def _metadata(element: Any, without: set[str]) -> Iterator[tuple[str, str]]:
    """The categories of an element and what they hold, without entering others; both styles of the third edition."""
    for child in element:
        tag = _tag(child)
        if tag in without:
            continue
        text = "\n".join(line.strip() for line in "".join(child.itertext()).strip().splitlines())
        if tag in {"descrip", "admin", "termNote"}:
            yield child.get("type", ""), text
        elif tag in {"descripGrp", "adminGrp", "termNoteGrp", "termGrp"}:
            yield from _metadata(child, without)
        elif tag not in {"term", "transacGrp"}:
            yield tag, text


def _read_forms(entry: Any, problems: list[Problem]) -> Iterator[FileForm]:
    for language in (child for child in entry if _tag(child) in _LANGUAGES):
        code = language.get(XML_LANG) or language.get("lang") or ""
        known = language_and_script(code)
        if known is None:
            problems.append(Problem(language.sourceline, "language", no_such_language(code)))
            continue
        for group in (child for child in language if _tag(child) in _TERMS):
            term = next((each for each in group.iter() if _tag(each) == "term"), None)
            text = " ".join("".join(term.itertext()).split()) if term is not None else ""
            if not text:
                problems.append(Problem(group.sourceline, "text", _("There is no term here.")))
                continue
            yield _read_form(group, {"language": known[0], "script": known[1], "text": text})


def _read_form(group: Any, values: dict[str, str | bool]) -> FileForm:
    metadata = list(_metadata(group, set()))
    said = dict(metadata)
    if status := said.get("administrativeStatus") or said.get("normativeAuthorization"):
        known = STATUS_WORDS.get(status.casefold().partition("-")[0])
        if known:
            values["status"] = known.value
    for name, category, words in (
        ("part_of_speech", "partOfSpeech", PartOfSpeech.values),
        ("gender", "grammaticalGender", GrammaticalGender.values),
    ):
        word = said.get(category, "")
        values[name] = next((each for each in words if each.casefold() == word.casefold()), "other") if word else ""
    values["note"] = said.get("note", "")
    values["reviewed"] = (SUBSET, MARKS["reviewed"]) in metadata
    return FileForm(group.sourceline, values)
