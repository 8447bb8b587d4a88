"""The tool for the catalogues: what it finds in code and templates, what it keeps, what it complains about."""

from pathlib import Path

import pytest
from babel.messages.catalog import Catalog

from tools import catalogues

PYTHON = """
from django.utils.translation import gettext as _, ngettext_lazy, pgettext

_("Free them")
# Translators: a month, not a verb.
pgettext("month", "May")
ngettext_lazy("%(number)d letter", "%(number)d letters")
_(f"never {extracted}")
"""

TEMPLATE = """{% load i18n %}
    <p>{% translate "Read on" %} don't stop — “quoted” {{ value|default:"x" }}</p>
{# Translators: stands above the list. #}
  <h1>{% blocktranslate count number=n trimmed %}
    {{ number }} person
  {% plural %}
    {{ number }} people
  {% endblocktranslate %}</h1>
        <b title="{% translate 'Open' context 'verb' %}">اردو</b>
"""


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project of two files, with catalogues in German and Balochi besides the source."""
    (tmp_path / "app").mkdir()
    (tmp_path / "app" / "words.py").write_text(PYTHON, encoding="utf-8")
    (tmp_path / "app" / "page.html").write_text(TEMPLATE, encoding="utf-8")
    monkeypatch.setattr(catalogues, "ROOT", tmp_path)
    monkeypatch.setattr(catalogues, "LOCALE_DIR", tmp_path / "locale")
    monkeypatch.setattr(catalogues, "PYTHON_FOLDERS", ("app",))
    monkeypatch.setattr(catalogues, "TEMPLATE_FOLDERS", ("app",))
    monkeypatch.setattr(catalogues, "INTERFACE_LANGUAGES", ("en", "de"))
    monkeypatch.setattr(catalogues, "ADDED_LANGUAGES", {"bal": {}})
    return tmp_path


def german(project: Path) -> Path:
    return project / "locale" / "de" / "LC_MESSAGES" / "django.po"


def translate(project: Path, **texts: str) -> None:
    """Put translations into the German catalogue, `_` standing for a space."""
    text = german(project).read_text(encoding="utf-8")
    for source, target in texts.items():
        message = source.replace("_", " ")
        assert f'msgid "{message}"\nmsgstr ""' in text
        text = text.replace(f'msgid "{message}"\nmsgstr ""', f'msgid "{message}"\nmsgstr "{target}"')
    german(project).write_text(text, encoding="utf-8")


def test_sentences_are_found_in_python_and_in_templates(project: Path) -> None:
    found = {(sentence.context, sentence.singular): sentence for sentence in catalogues.sentences()}

    assert set(found) == {
        ("", "Free them"),
        ("month", "May"),
        ("", "%(number)d letter"),
        ("", "Read on"),
        ("", "%(number)s person"),
        ("verb", "Open"),
    }
    assert found["", "%(number)s person"].plural == "%(number)s people"
    assert found["", "%(number)s person"].notes == ("stands above the list.",)
    assert found["month", "May"].notes == ("a month, not a verb.",)


def test_the_source_language_is_complete_and_the_others_are_empty_at_first(project: Path) -> None:
    catalogues.update()

    assert [catalogues.translated(message) for message in catalogues.read_catalogue("en") if message.id] == [True] * 6
    assert [catalogues.translated(message) for message in catalogues.read_catalogue("de") if message.id] == [False] * 6
    assert "Language: bal" in (project / "locale" / "bal" / "LC_MESSAGES" / "django.po").read_text()


def test_an_update_keeps_translations_and_drops_sentences_that_are_gone(project: Path) -> None:
    catalogues.update()
    translate(project, Free_them="Freiheit für sie", Read_on="Weiterlesen")
    (project / "app" / "words.py").write_text('_("Free them")\n_("Write")\n', encoding="utf-8")
    catalogues.update()

    texts = {message.id: message.string for message in catalogues.read_catalogue("de") if message.id}
    assert texts["Free them"] == "Freiheit für sie"
    assert texts["Write"] == ""
    assert "May" not in texts


def test_a_second_update_changes_nothing(project: Path) -> None:
    catalogues.update()
    before = {path: path.read_bytes() for path in project.glob("locale/*/LC_MESSAGES/django.po")}
    catalogues.update()

    assert {path: path.read_bytes() for path in before} == before
    assert len(before) == 3


def test_stale_incomplete_and_wrong_catalogues_are_found(project: Path) -> None:
    catalogues.update()
    translate(project, Free_them="Freiheit für sie")
    words = project / "app" / "words.py"
    words.write_text(words.read_text(encoding="utf-8").replace("Free them", "Free all of them"), encoding="utf-8")

    findings = catalogues.findings()
    assert (
        "locale/de/LC_MESSAGES/django.po: the sentence “Free all of them” is in the code and not here; run `make messages`."
        in findings
    )
    assert (
        "locale/de/LC_MESSAGES/django.po: the sentence “Free them” is here and no longer in the code; run `make messages`."
        in findings
    )
    assert "locale/de/LC_MESSAGES/django.po: the sentence “Read on” has no translation." in findings
    assert not any("bal" in finding and "no translation" in finding for finding in findings)


@pytest.mark.parametrize(
    ("target", "complaint"),
    [
        ("%(name)s ist frei", None),
        ("Sie ist frei", "it lacks %(name)s"),
        ("%(nom)s ist frei", "it uses %(nom)s"),
        ("%(name)d ist frei", "%(name)d"),
    ],
)
def test_a_lost_or_changed_placeholder_is_found(project: Path, target: str, complaint: str | None) -> None:
    (project / "app" / "words.py").write_text('_("%(name)s is free")\n', encoding="utf-8")
    (project / "app" / "page.html").unlink()
    catalogues.update()
    translate(project, **{"%(name)s_is_free": target})

    findings = "\n".join(catalogues.findings())
    assert (complaint in findings) if complaint else (findings == "")


def test_a_plural_may_say_the_number_in_words(project: Path) -> None:
    (project / "app" / "words.py").write_text('ngettext("%(n)d day", "%(n)d days", n)\n', encoding="utf-8")
    (project / "app" / "page.html").unlink()
    catalogues.update()
    text = german(project).read_text(encoding="utf-8")
    text = text.replace('msgstr[0] ""', 'msgstr[0] "ein Tag"').replace('msgstr[1] ""', 'msgstr[1] "%(n)d Tage"')
    german(project).write_text(text, encoding="utf-8")

    assert catalogues.findings() == []


def test_compiling_writes_what_is_older_than_its_source_and_nothing_else(project: Path) -> None:
    catalogues.update()

    assert len(catalogues.compile_catalogues()) == 3
    assert catalogues.compile_catalogues() == []
    german(project).touch()
    assert catalogues.compile_catalogues() == [german(project).with_suffix(".mo")]


def test_a_missing_catalogue_is_found(project: Path) -> None:
    catalogues.update()
    german(project).unlink()

    assert "locale/de/LC_MESSAGES/django.po is missing; run `make messages`." in catalogues.findings()


def test_plural_rules_come_from_babel_or_from_us() -> None:
    assert Catalog(locale="ur").num_plurals == 2
    assert set(catalogues.PLURAL_FORMS) == set(catalogues.ADDED_LANGUAGES)
