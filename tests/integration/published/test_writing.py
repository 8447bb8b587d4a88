"""Whatever changes what readers see, the files are what would be rendered now, and nobody has to think of it."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from pytest_django import Settings
from wagtail.models import Locale, Page, PageViewRestriction

from interventions.models import Stop
from library.models import Person
from outputs.addresses import public_pages
from published import files
from published.addresses import addresses_of, standing_addresses
from published.models import Change, PublishedFile, Rank
from published.rendering import Rendered
from published.writing import differences, mark_all, write_waiting
from tests.factories.library import PersonFactory
from tests.factories.pages import make_appeal, make_home, make_profile, make_standard_page
from tests.factories.sections import make_section
from translations.publication.publishing import publish
from translations.submission import submit

pytestmark = pytest.mark.django_db

Commit = Callable[[], AbstractContextManager[Any]]


@pytest.fixture
def folder(settings: Settings, tmp_path: Path) -> Path:
    """Where the site is written, empty."""
    settings.PUBLISHED_ROOT = tmp_path / "published"
    return tmp_path / "published"


@pytest.fixture
def committed(django_capture_on_commit_callbacks: Callable[..., Any]) -> Commit:
    """A block after which everything has been written that its changes ask for."""

    @contextmanager
    def block() -> Iterator[None]:
        connection.run_on_commit.clear()  # what the fixtures asked for has been done
        with django_capture_on_commit_callbacks(execute=True):
            yield

    return block


@pytest.fixture
def campaign(folder: Path, db: None) -> dict[str, Page]:
    """Two languages, an appeal for somebody, her profile and a page with another below it; all written."""
    home, german = make_home("en"), make_home("de")
    person = PersonFactory()
    appeal = make_appeal(slug="free-her", people=[person])
    profile = make_profile(person, slug="her")
    about = make_standard_page(title="About us", slug="about")
    below = make_standard_page(title="Contact", slug="contact", below=about)
    mark_all(folder)
    write_waiting()
    assert wrong(folder) == []
    return {"home": home, "german": german, "appeal": appeal, "profile": profile, "about": about, "below": below}


def wrong(folder: Path) -> list[str]:
    """The addresses whose files are not what would be rendered now."""
    wanted = [*addresses_of(public_pages()), *standing_addresses()]
    return [f"{each.address} {each.how}" for each in differences(folder, wanted)]


def written(folder: Path) -> set[str]:
    """The addresses that have a file."""
    return set(files.addresses(folder))


def edited(page: Page, **values: Any) -> None:
    """Publish a page with other values."""
    page = Page.objects.get(pk=page.pk).specific
    for name, value in values.items():
        setattr(page, name, value)
    page.save_revision().publish()


# --- Every kind of change ---


def test_a_page_that_is_published_stands_in_its_lists_at_once(
    campaign: dict[str, Page], folder: Path, committed: Commit
) -> None:
    with committed():
        appeal = make_appeal(slug="second", title="A second appeal")
        appeal.save_revision().publish()
    assert wrong(folder) == []
    assert b"A second appeal" in (folder / "en" / "index.html").read_bytes()


def test_a_changed_text_is_written(campaign: dict[str, Page], folder: Path, committed: Commit) -> None:
    with committed():
        edited(campaign["about"], title="Who we are")
    assert wrong(folder) == []
    assert b"Who we are" in (folder / "en" / "about" / "index.html").read_bytes()


def test_a_draft_changes_nothing(campaign: dict[str, Page], folder: Path, committed: Commit) -> None:
    with committed():
        page = Page.objects.get(pk=campaign["about"].pk).specific
        page.title = "Not yet"
        page.save_revision()
    assert not Change.objects.exists()
    assert not PublishedFile.objects.waiting().exists()


def test_a_page_that_is_unpublished_is_gone_with_the_commit(
    campaign: dict[str, Page], folder: Path, committed: Commit
) -> None:
    with committed():
        Page.objects.get(pk=campaign["profile"].pk).specific.unpublish()
    assert "/en/people/her/" not in written(folder)
    assert wrong(folder) == []


def test_a_page_that_is_deleted_is_gone_with_all_below_it(
    campaign: dict[str, Page], folder: Path, committed: Commit
) -> None:
    with committed():
        Page.objects.get(pk=campaign["about"].pk).specific.delete()
    assert not {address for address in written(folder) if "/about/" in address}
    assert wrong(folder) == []


def test_another_slug_takes_the_old_files_away_and_those_below(
    campaign: dict[str, Page], folder: Path, committed: Commit
) -> None:
    with committed():
        edited(campaign["about"], slug="who-we-are")
    assert not {address for address in written(folder) if "/about/" in address}
    assert {"/en/who-we-are/", "/en/who-we-are/contact/"} <= written(folder)
    assert wrong(folder) == []


def test_a_moved_page_stands_where_it_went_with_all_below_it(
    campaign: dict[str, Page], folder: Path, committed: Commit
) -> None:
    other = make_standard_page(title="Other", slug="other")
    with committed():
        Page.objects.get(pk=campaign["about"].pk).move(Page.objects.get(pk=other.pk), pos="last-child")
    assert not {address for address in written(folder) if address.startswith("/en/about/")}
    assert {"/en/other/about/", "/en/other/about/contact/"} <= written(folder)
    assert wrong(folder) == []


def test_what_needs_a_password_is_gone_with_the_commit_before_anything_is_written(
    campaign: dict[str, Page], folder: Path, committed: Commit, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("published.changes.wake_after_commit", lambda: None)
    with committed():
        PageViewRestriction.objects.create(page=campaign["about"], restriction_type="login")
    assert not {address for address in written(folder) if "/about/" in address}
    write_waiting()
    assert wrong(folder) == []
    PageViewRestriction.objects.all().delete()
    write_waiting()
    assert {"/en/about/", "/en/about/contact/"} <= written(folder)
    assert wrong(folder) == []


def test_a_translation_is_named_by_its_original(campaign: dict[str, Page], folder: Path, committed: Commit) -> None:
    from tests.integration.translations.conftest import fill_all

    with committed():
        translation = submit(campaign["about"], [Locale.objects.get(language_code="de")])[0]
        fill_all(translation)
        publish(translation)
    assert "/de/about/" in written(folder)
    assert b'href="/de/about/"' in (folder / "en" / "about" / "index.html").read_bytes()
    assert wrong(folder) == []


def test_another_name_of_a_person_is_on_every_page_about_her(
    campaign: dict[str, Page], folder: Path, committed: Commit
) -> None:
    person = Person.objects.get()
    with committed():
        person.name = "Another Name"
        person.save()
    assert b"Another Name" in (folder / "en" / "people" / "her" / "index.html").read_bytes()
    assert wrong(folder) == []


def test_a_stop_is_told_wherever_the_appeal_stands(campaign: dict[str, Page], folder: Path, committed: Commit) -> None:
    with committed():
        Stop.objects.create(page_key=campaign["appeal"].translation_key, reason="people", why="She is threatened.")
    assert wrong(folder) == []


def test_a_section_and_a_new_language_change_what_pages_say(
    campaign: dict[str, Page], folder: Path, committed: Commit
) -> None:
    with committed():
        make_section(de="contributor")
    assert wrong(folder) == []
    with committed():
        make_home("fr")
    assert wrong(folder) == []
    assert "/fr/" in written(folder)


# --- Interruptions ---


def test_what_was_committed_and_not_written_is_written_by_the_next_run(campaign: dict[str, Page], folder: Path) -> None:
    edited(campaign["about"], title="Who we are")  # nobody is woken: the process was killed at the commit
    assert Change.objects.exists()
    write_waiting()
    assert wrong(folder) == []
    assert not Change.objects.exists()


def test_what_another_process_took_and_dropped_is_taken_again_after_a_while(
    campaign: dict[str, Page], folder: Path
) -> None:
    from django.utils import timezone

    edited(campaign["about"], title="Who we are")
    from published.writing import spread

    spread()
    PublishedFile.objects.waiting().update(taken_by="dead", taken_at=timezone.now())
    assert write_waiting().total == 0
    PublishedFile.objects.waiting().update(taken_at=timezone.now() - datetime.timedelta(minutes=5))
    assert write_waiting().total > 0
    assert wrong(folder) == []


def test_what_changes_while_it_is_rendered_is_rendered_again(
    campaign: dict[str, Page], folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from published import writing

    render, rendered = writing.render, list[str]()

    def slow(address: str) -> Rendered:
        answer = render(address)
        if address == "/en/about/" and address not in rendered:
            edited(campaign["about"], title="Newer")
        rendered.append(address)
        return answer

    edited(campaign["about"], title="Who we are")
    monkeypatch.setattr(writing, "render", slow)
    write_waiting()
    monkeypatch.undo()
    assert rendered.count("/en/about/") > 1
    assert b"Newer" in (folder / "en" / "about" / "index.html").read_bytes()


def test_a_page_that_cannot_be_rendered_keeps_its_file_and_keeps_nobody_else_waiting(
    campaign: dict[str, Page], folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from published import writing

    old, render = (folder / "en" / "about" / "index.html").read_bytes(), writing.render

    def broken(address: str) -> Rendered:
        if address == "/en/about/":
            raise RuntimeError("the template is broken")
        return render(address)

    monkeypatch.setattr(writing, "render", broken)
    edited(campaign["about"], title="Who we are")
    assert write_waiting().failed == 1
    assert (folder / "en" / "about" / "index.html").read_bytes() == old
    assert list(PublishedFile.objects.waiting().values_list("address", flat=True)) == ["/en/about/"]


# --- Order and cost ---


def test_the_page_itself_comes_first_and_the_rest_of_its_language_last(campaign: dict[str, Page]) -> None:
    from published.writing import spread

    edited(campaign["appeal"], title="Free her now")
    spread()
    order = list(PublishedFile.objects.waiting().in_order().values_list("address", "rank"))
    assert order[0] == ("/en/appeals/free-her/", Rank.CHANGED)
    assert ("/en/", Rank.LISTING) in order
    assert ("/en/about/contact/", Rank.REST) in order
    assert [address for address, _rank in order if address.startswith("/de/")] == ["/de/"]  # it lists what it has not


def test_many_changes_of_one_page_are_one(campaign: dict[str, Page]) -> None:
    for number in range(5):
        edited(campaign["about"], title=f"Number {number}")
    assert Change.objects.filter(kind="page").count() == 1


def test_nothing_is_noted_where_the_site_is_not_written(settings: Settings, db: None) -> None:
    settings.PUBLISHED_ROOT = None
    edited(make_standard_page(title="About us", slug="about"), title="Who we are")
    assert not Change.objects.exists()


# --- The command ---


def test_the_command_says_what_differs_and_writes_it(campaign: dict[str, Page], folder: Path, capsys: Any) -> None:
    call_command("publish_site", check=True)
    (folder / "en" / "about" / "index.html").write_text("changed by somebody")
    (folder / "en" / "people" / "her" / "index.html").unlink()
    files.write(folder, "/en/secret/", b"nobody may read this")
    with pytest.raises(CommandError, match="3 of"):
        call_command("publish_site", check=True)
    assert capsys.readouterr().out.splitlines()[-3:] == [
        "/en/about/ differs",
        "/en/people/her/ is not written",
        "/en/secret/ is written, and is answered with 404",
    ]
    call_command("publish_site", processes=1)
    call_command("publish_site", check=True)
