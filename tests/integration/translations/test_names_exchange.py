"""Names and terms as files: out, in with a preview, and everything that can be wrong with a file."""

from __future__ import annotations

from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from translate.storage.tbx import tbxfile

from library.exchange.csv_files import read
from library.models import PersonName
from sections.models import User
from tests.factories.glossary import TermFactory, TermFormFactory
from tests.factories.library import OrganisationFactory, PersonFactory, PersonNameFactory
from tests.factories.sections import make_section, make_user
from translations.glossary.exchange.concepts import stored
from translations.glossary.exchange.storing import contents_of, exported, preview
from translations.models import Term, TermForm

pytestmark = pytest.mark.django_db

IMPORT = "names:import"


@pytest.fixture
def secretariat() -> User:
    return make_user("secretariat")


@pytest.fixture
def client(secretariat: User) -> Client:
    client = Client()
    client.force_login(secretariat)
    return client


@pytest.fixture
def glossary(secretariat: User) -> Term:
    """A term with all that a form can have, one that names a record, and a person."""
    committee = OrganisationFactory(name_en="Awami Action Committee")
    term = TermFactory(
        name="enforced disappearance", definition="Taken by the state,\nand denied.", case_sensitive=True
    )
    TermFormFactory(
        term=term,
        text="Verschwindenlassen",
        part_of_speech="noun",
        gender="neuter",
        note="=1+1 & <b>",
        reviewed=True,
        decided_by=secretariat,
    )
    TermFormFactory(term=term, text="Verschwinden", status="forbidden")
    TermFormFactory(term=term, language="ur", text="جبری گمشدگی", part_of_speech="noun", gender="feminine")
    TermFormFactory(term=term, language="", script="Arab", status="accepted", text="گمشدگی")
    TermFormFactory(term=term, language="en", status="accepted", text="forced disappearance")
    TermFactory(name="AAC", kind="organisation", do_not_translate=True, organisation=committee)
    person = PersonFactory(name="Ehsan Ali")
    PersonNameFactory(person=person, text="Eshan Ali", kind="forbidden", note="seen in a letter")
    PersonNameFactory(person=person, language="el", script="Grek", text="Εχσάν Αλί", kind="preferred")
    return term


def everything() -> list[dict[str, Any]]:
    """All that a file can say of what is on record, without the numbers of records."""
    return [
        {**concept.values, "forms": sorted(str(sorted(form.values.items())) for form in concept.forms)}
        for concept in stored()
    ]


def send(client: Client, content: bytes) -> BeautifulSoup:
    response = client.post(reverse(IMPORT), {"file": SimpleUploadedFile("names.tbx", content)})
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


def text_of(page: Any) -> str:
    return " ".join(page.text.split())


def confirmation(page: BeautifulSoup) -> dict[str, str]:
    fields = {field["name"]: field["value"] for field in page.select("form input[type=hidden][name]")}
    return {str(name): str(fields[name]) for name in ("content", "digest") if name in fields}


def errors_on(page: BeautifulSoup) -> list[list[str]]:
    return [[text_of(cell) for cell in row.select("td")] for row in page.select("table.v-errors tbody tr")]


def csv(*lines: str) -> bytes:
    return "\r\n".join(lines).encode()


# --- There and back ---


@pytest.mark.parametrize("form", ["csv", "tbx", "tbx2"])
def test_what_was_exported_changes_nothing_when_it_is_sent_back(client: Client, glossary: Term, form: str) -> None:
    response = client.get(reverse("names:export", args=[form]))
    assert response.status_code == 200
    page = send(client, response.content)
    assert "There is nothing to store." in text_of(page)
    assert "Unchanged: 3" in text_of(page)
    assert confirmation(page) == {}


@pytest.mark.parametrize("form", ["csv", "tbx", "tbx2"])
def test_what_was_lost_comes_back_with_every_field(
    client: Client, secretariat: User, glossary: Term, form: str
) -> None:
    before, content = everything(), exported(form)
    # The numbers in the file are gone with the records, so it is sent without them.
    Term.objects.all().delete()
    PersonName.objects.all().delete()
    content = content.replace(f"vigil-term-{glossary.pk}".encode(), b"c1")
    content = content.replace(f"vigil-term-{glossary.pk + 1}".encode(), b"c2")
    content = content.replace(f'"term:{glossary.pk}"'.encode(), b'""')
    content = content.replace(f'"term:{glossary.pk + 1}"'.encode(), b'""')
    page = send(client, content)
    assert errors_on(page) == []
    assert "To be added: 2" in text_of(page)
    assert client.post(reverse(IMPORT), confirmation(page)).status_code == 302
    assert everything() == before
    assert TermForm.objects.filter(text="Verschwindenlassen", decided_by=secretariat).exists()


def test_no_cell_runs_as_a_formula(glossary: Term) -> None:
    content = exported("csv")
    assert b'"\'=1+1 & <b>"' in content
    table = read(content)
    notes = {row.cells[table.heading.index("note")] for row in table.rows}
    assert "=1+1 & <b>" in notes


def test_other_tools_open_the_older_edition(glossary: Term) -> None:
    store = tbxfile.parsestring(exported("tbx2"))
    store.settargetlanguage("de")
    terms = {unit.source: [term.text for term in unit.get_target_terms()] for unit in store.units}
    assert terms["enforced disappearance"] == ["Verschwindenlassen", "Verschwinden"]


def test_a_file_of_another_tool_is_read(client: Client) -> None:
    store = tbxfile()
    unit = store.addsourceunit("motion")
    unit.settarget("Antrag", "de")
    page = send(client, bytes(store))
    assert client.post(reverse(IMPORT), confirmation(page)).status_code == 302
    assert TermForm.objects.get().text == "Antrag"
    assert (Term.objects.get().name, TermForm.objects.get().status) == ("motion", "preferred")


def test_names_that_readers_may_not_see_stay_out_of_files() -> None:
    PersonNameFactory(person=PersonFactory(name="Secret Name", publish_level="withheld"), text="Geheim")
    for form in ("csv", "tbx"):
        assert b"Secret" not in exported(form)
        assert b"Geheim" not in exported(form)


# --- In ---


def test_a_change_is_shown_before_it_is_stored(client: Client, secretariat: User, glossary: Term) -> None:
    content = csv(
        "id;language;text;status;note",
        f"term:{glossary.pk};de;Verschwindenlassen;accepted;",
        f"term:{glossary.pk};de;gewaltsames Verschwindenlassen;preferred;",
    )
    page = send(client, content)
    assert "To be changed: 1" in text_of(page)
    assert TermForm.objects.get(text="Verschwindenlassen").status == "preferred"
    assert client.post(reverse(IMPORT), confirmation(page)).status_code == 302
    kept = TermForm.objects.get(text="Verschwindenlassen")
    assert (kept.status, kept.note, kept.gender) == ("accepted", "", "neuter")
    new = TermForm.objects.get(text="gewaltsames Verschwindenlassen")
    assert (new.status, new.decided_by) == ("preferred", secretariat)
    assert glossary.forms.count() == 6


def test_a_preview_that_is_stale_is_shown_again_and_nothing_is_stored(client: Client, glossary: Term) -> None:
    page = send(client, csv("id,language,text", f"term:{glossary.pk},fr,disparition forcée"))
    Term.objects.filter(pk=glossary.pk).update(name="forced disappearance")
    answer = client.post(reverse(IMPORT), confirmation(page))
    assert "Something has changed since you looked." in answer.content.decode()
    assert not TermForm.objects.filter(language="fr").exists()


def test_a_section_imports_its_own_languages_only(glossary: Term) -> None:
    user = make_user("editor", make_section("germany", "DE", de="lead"))
    rows = [f"term:{glossary.pk},{code},Wort" for code in ("de", "fr")]
    plan = preview(csv("id,language,text", *rows), user)
    assert [(error.line, error.column) for error in plan.errors] == [(3, "language")]
    assert "not in this one: Français" in plan.errors[0].message


@pytest.mark.parametrize("role", ["translator", "observer"])
def test_who_decides_nothing_sends_and_takes_no_files(role: str) -> None:
    client = Client()
    client.force_login(make_user(role, make_section("germany", "DE", de="lead")))
    for name, args in ((IMPORT, []), ("names:export", ["csv"])):
        assert client.get(reverse(name, args=args)).status_code in (302, 403)


HEAD = "id,kind,name,language,script,status,text,reviewed"
WRONG_ROWS = [
    (",,motion,xx,,,mot,", "There is no language “xx” here."),
    (",,motion,de,,favourite,Antrag,", "Write one of these words: preferred, accepted, forbidden."),
    (",,motion,de,,,Antrag,perhaps", "Write one of these words: yes, no."),
    (",,,de,,,Antrag,", "This cell must not be empty."),
    ("term:999,,motion,de,,,Antrag,", "There is no person or term with the number “term:999”."),
    ("7,,motion,de,,,Antrag,", "There is no person or term with the number “7”."),
    (",person,Ehsan Ali,de,,,Ehsan,", "People are added and renamed under “Records”, not by a file."),
    (",vegetable,motion,de,,,Antrag,", "Write one of these words: organisation, place, law, term."),
    (",,motion,,,,Antrag,", "Choose a language or a script."),
    (",,motion,de,Grek,,Αντραγ,", "The preferred form of a language must be in the script of that language."),
    (",,motion,de,,,Antrag", "Number of cells in this row: 7; in the first line: 8."),
    (f",,motion,de,,,{'x' * 201},", "Ensure this value has at most 200 characters"),
]


@pytest.mark.parametrize(("row", "sentence"), WRONG_ROWS)
def test_a_wrong_row_is_named_with_its_line(client: Client, row: str, sentence: str) -> None:
    page = send(client, csv(HEAD, ",,letter,de,,,Brief,", row))
    [[line, _column, message]] = errors_on(page)
    assert line == "3"
    assert message.startswith(sentence)
    assert confirmation(page) == {}


@pytest.mark.parametrize(
    ("rows", "sentence"),
    [
        ([",,motion,de,,,Antrag,", ",,motion,de,,,Antrag,"], "Line 2 has the same form already."),
        ([",,motion,de,,,Antrag,", ",,motion,de,,preferred,Resolution,", ",,motion,de,,preferred,Antrag2,"],
         "There is already a preferred form in this language and script."),
    ],
)  # fmt: skip
def test_rows_that_contradict_each_other_are_refused(client: Client, rows: list[str], sentence: str) -> None:
    assert sentence in [error[-1] for error in errors_on(send(client, csv(HEAD, *rows)))]


TBX = '<?xml version="1.0"?>\n<tbx xmlns="urn:iso:std:iso:30042:ed-2"><text><body>{}</body></text></tbx>'
BOMB = '<?xml version="1.0"?><!DOCTYPE tbx [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><tbx>&b;</tbx>'
REFUSED = [
    (b"", "The submitted file is empty."),
    (b"motion,xx\r\n1,2", "Columns that are not known here: motion, xx."),
    (b"id,id,language,text", "A column comes twice: id."),
    (b"text,language", "It cannot be told what is meant."),
    ("name,language,text\r\nBefund,de,Übel".encode("latin-1"), "The letters of this file cannot be read."),
    (b"<html><body>Not found</body></html>", "This is no TBX file."),
    (b"<tbx>\n<text>\n<body>", "malformed in line 3"),
    (BOMB.encode(), "The file defines entities of its own."),
    (b'<?xml version="1.0" encoding="nonsense"?><tbx/>', "cannot be read"),
    (b"x" * (2 * 1024 * 1024 + 1), "The file is larger than 2 MB."),
]


@pytest.mark.parametrize(("content", "sentence"), REFUSED, ids=[sentence[:30] for _content, sentence in REFUSED])
def test_a_file_that_cannot_be_used_is_refused_with_a_sentence(client: Client, content: bytes, sentence: str) -> None:
    page = send(client, content)
    said = text_of(page)
    assert sentence in said or ("empty" in sentence and "The file is empty." in said)
    assert not Term.objects.exists()


def test_foreign_languages_and_empty_terms_are_named_with_their_line(client: Client) -> None:
    entry = (
        '<conceptEntry id="c1">\n<langSec xml:lang="{}">\n<termSec><term>{}</term></termSec></langSec></conceptEntry>'
    )
    page = send(
        client, TBX.format(entry.format("tlh", "mot") + entry.format("en", " ") + entry.format("fr", "mot")).encode()
    )
    assert [error[0::2] for error in errors_on(page)] == [
        ["2", "This entry has no English term, by which lists would call it."],
        ["3", "There is no language “tlh” here. Write a code such as de or pt-br."],
        ["4", "This entry has no English term, by which lists would call it."],
        ["6", "There is no term here."],
        ["6", "This entry has no English term, by which lists would call it."],
    ]  # fmt: skip


def test_ten_thousand_wrong_rows_are_counted_and_the_first_are_shown(client: Client) -> None:
    page = send(client, csv("name,language,text", *[f"term {number},xx,mot" for number in range(10_000)]))
    assert "There are 10000 errors in the file." in text_of(page)
    assert len(errors_on(page)) == 20


def test_a_term_of_two_styles_is_read_alike() -> None:
    dca = '<termSec><term>Antrag</term><termNote type="partOfSpeech">noun</termNote></termSec>'
    dct = "<termSec><term>Antrag</term><min:partOfSpeech>noun</min:partOfSpeech></termSec>"
    for style in (dca, dct):
        entry = f'<langSec xml:lang="en-US"><termSec><term>motion</term></termSec></langSec><langSec xml:lang="de-AT">{style}</langSec>'
        content = TBX.format(f"<conceptEntry>{entry}</conceptEntry>").replace(
            "<tbx ", '<tbx xmlns:min="http://www.tbxinfo.net/ns/min" '
        )
        [concept] = contents_of(content.encode()).concepts
        assert [form.values["part_of_speech"] for form in concept.forms] == ["noun"]
