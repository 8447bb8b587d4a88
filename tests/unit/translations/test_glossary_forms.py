"""Which forms of a name or a term the checks are told of, without a database."""

from __future__ import annotations

from types import SimpleNamespace

from library.models import Organisation, Place
from translations.checks import Entry, EntryKind, FormStatus, WrittenForm
from translations.checks.compiled import Lexicon
from translations.glossary.knowledge import Snapshot, person_forms, term_forms
from translations.glossary.subjects import Subjects
from translations.models import Term, TermForm

PERSON = SimpleNamespace(name="Ehsan Ali", native_name="احسان علی", native_language="ur")


def statuses(forms: tuple[WrittenForm, ...]) -> dict[tuple[str, str, str], str]:
    return {(form.text, form.language, form.script): form.status.value for form in forms}


def test_the_canonical_name_is_preferred_in_its_script_and_the_native_one_in_its_own() -> None:
    forms = person_forms(PERSON, [WrittenForm("Eshan Ali", status=FormStatus.FORBIDDEN)])
    assert statuses(forms) == {
        ("Eshan Ali", "", "Latn"): "forbidden",
        ("Ehsan Ali", "", "Latn"): "preferred",
        ("احسان علی", "ur", "Arab"): "preferred",
        ("احسان علی", "", "Arab"): "preferred",
    }


def test_a_form_preferred_on_record_leaves_the_native_one_accepted() -> None:
    forms = person_forms(PERSON, [WrittenForm("اِحسان علی", "ur", "Arab"), WrittenForm("Εχσάν Αλί", "el", "Grek")])
    assert statuses(forms)["احسان علی", "ur", "Arab"] == "accepted"
    assert statuses(forms)["Εχσάν Αλί", "el", "Grek"] == "preferred"


def test_labels_of_the_record_are_preferred_where_the_term_has_no_form_of_its_own() -> None:
    place = Place(name_en="Gilgit-Baltistan", name_de="Gilgit-Baltistan", name_el="Γκιλγκίτ-Μπαλτιστάν")
    term = Term(name="Gilgit-Baltistan", kind="place", place=place)
    own = TermForm(language="el", script="Grek", text="Γκίλγκιτ-Μπαλτιστάν", status="preferred")
    wrong = TermForm(script="Latn", text="Giglit", status="forbidden")
    assert statuses(term_forms(term, [own, wrong])) == {
        ("Γκίλγκιτ-Μπαλτιστάν", "el", "Grek"): "preferred",
        ("Giglit", "", "Latn"): "forbidden",
        ("Gilgit-Baltistan", "en", "Latn"): "preferred",
        ("Gilgit-Baltistan", "de", "Latn"): "preferred",
        ("Γκιλγκίτ-Μπαλτιστάν", "el", "Grek"): "accepted",
    }


def test_an_acronym_is_accepted_wherever_latin_letters_are_written() -> None:
    term = Term(name="Committee", kind="organisation", organisation=Organisation(name_en="Committee", acronym="AAC-GB"))
    assert statuses(term_forms(term, []))["AAC-GB", "", "Latn"] == "accepted"


def test_a_pair_of_languages_sees_no_forms_of_other_languages_and_scripts() -> None:
    forms = person_forms(PERSON, [WrittenForm("Εχσάν Αλί", "el", "Grek"), WrittenForm("Ихсан", "", "Cyrl")])
    term = term_forms(Term(name="motion"), [TermForm(language="de", script="Latn", text="Antrag", status="preferred")])
    entries = tuple(
        SimpleNamespace(key=key, kind="", forms=each, do_not_translate=False, case_sensitive=False)
        for key, each in (("person:1", forms), ("term:1", term))
    )
    snapshot = Snapshot(None, entries, {}, {}, {})  # type: ignore[arg-type]
    seen = {entry.key: [form.text for form in entry.forms] for entry in snapshot.entries_for("en", "el")}
    assert seen == {"person:1": ["Εχσάν Αλί", "Ehsan Ali"], "term:1": ["motion"]}


def test_a_name_that_is_not_translated_is_known_whatever_the_two_languages_are() -> None:
    forms = [
        TermForm(language="ur", script="Arab", text="پی وائی اے", status="preferred"),
        TermForm(script="Latn", text="Progresive Youth Alliance", status="forbidden"),
        TermForm(language="fr", script="Latn", text="Alliance", status="preferred"),
    ]
    term = Term(name="Progressive Youth Alliance", kind="organisation", do_not_translate=True)
    entry = Entry("term:1", EntryKind.ORGANISATION, term_forms(term, forms), do_not_translate=True)
    snapshot = Snapshot(None, (entry,), {}, {}, {})
    for language in ("de", "el"):
        [seen] = snapshot.entries_for("ur", language)
        assert {form.text for form in seen.forms if form.status == FormStatus.PREFERRED} == {
            "پی وائی اے",
            "Progressive Youth Alliance",
        }
        assert Lexicon([seen], language).preferred == {"term:1": "Progressive Youth Alliance"}
    assert Lexicon(snapshot.entries_for("en", "ur"), "ur").preferred == {"term:1": "پی وائی اے"}


def test_a_page_is_about_its_people_and_all_with_an_episode_in_its_cases() -> None:
    events = {1: [SimpleNamespace(case=7)], 2: [SimpleNamespace(case=8)], 3: [SimpleNamespace(case=7)]}
    snapshot = Snapshot(None, (), {1: "A", 2: "B", 4: "D"}, events, {})
    assert snapshot.people_in(None) == {1, 2, 4}
    assert snapshot.people_in(Subjects(frozenset({2}), frozenset({7}))) == {1, 2}
