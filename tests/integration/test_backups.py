"""Backup and restore as an administrator runs them: into an empty database, over another one, and when it cannot be done.

Runs on SQLite, and on PostgreSQL in the lane that has it.
"""

import hashlib
import io
import json
import os
import resource
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection

from tests.databases import migrated_file, migrated_template
from tests.deployment import ROOT, Deployment, administration, empty_database, production_environment
from vigil.backup.archive import ArchiveWriter, Manifest, members, verify
from vigil.backup.programs import BackupError
from vigil.backup.restoring import restore

CONTENT = """
from django.contrib.auth.models import Group, Permission
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from wagtail.models import Page
call_command("sync_sections", verbosity=0)
editor = User.objects.create_user("editor@example.org")
group = Group.objects.create(name="Readers of proofs")
group.user_set.add(editor)
group.permissions.add(Permission.objects.get(codename="access_admin"))
page = Page.objects.get(depth=2).specific
GroupPagePermission.objects.create(group=group, page=page, permission=Permission.objects.get(codename="change_page"))
page.title = "شمع"
page.save_revision(user=editor, clean=False)
default_storage.save("original_images/شمع.bin", ContentFile(b"picture" * 999))
default_storage.save("documents/empty.txt", ContentFile(b""))
"""
#: `state`: everything that has to be the same afterwards: rows of every table, who may do what, what revisions and uploads
#: hold. `refusal`: what a command says that fails. One process does all that a test asks, since each takes seconds to start.
TOOLS = """
import hashlib, json
from pathlib import Path
from django.conf import settings
from django.core.management import CommandError, call_command
from wagtail.models import GroupPagePermission, Revision
from sections.models import User
from vigil.backup.databases import counted, tables

def state():
    if not tables():
        return "empty", uploads()
    revisions = Revision.objects.order_by("pk").values_list("content", flat=True)
    return [
        counted(tables()),
        sorted((user.email, sorted(user.groups.values_list("name", flat=True)), sorted(user.get_all_permissions()))
               for user in User.objects.all()),
        sorted(GroupPagePermission.objects.values_list("group__name", "page__path", "permission__codename")),
        [hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest() for content in revisions],
        uploads(),
    ]

def uploads():
    files = [path for path in settings.MEDIA_ROOT.rglob("*") if path.is_file()]
    return {str(path.relative_to(settings.MEDIA_ROOT)): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}

def refusal(*arguments):
    try:
        call_command(*arguments)
    except CommandError as error:
        return str(error)
"""


@contextmanager
def migrated_database(folder: Path, shared: Path) -> Iterator[str]:
    """The address of a migrated database of its own."""
    if connection.vendor == "sqlite":
        shutil.copyfile(migrated_file(shared), folder / "db.sqlite3")
        yield f"sqlite:///{folder}/db.sqlite3"
        return
    given, name = os.environ["DATABASE_URL"], f"vigil_backup_{uuid4().hex[:12]}"
    # While a test runs, Django's settings name the database of the test; the template is called after the given one.
    template = migrated_template(shared, {"NAME": given.rpartition("/")[2]})
    with administration(given) as cursor:
        cursor.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
    try:
        yield f"{given.rpartition('/')[0]}/{name}"
    finally:
        with administration(given) as cursor:
            cursor.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def installation(folder: Path, address: str) -> Deployment:
    folder.mkdir(exist_ok=True)
    return Deployment(folder, production_environment(folder, address, folder / "static"))


def script(site: Deployment, text: str) -> Any:
    """What a script prints at its end, as JSON."""
    return json.loads(site.manage("shell", "--no-imports", "-c", TOOLS + text).splitlines()[-1])


def refused(site: Deployment, *arguments: str, **options: Any) -> str:
    """What a command says that fails; one line, on the side of errors."""
    command = [sys.executable, "manage.py", *arguments]
    done = subprocess.run(
        command, cwd=ROOT, env=site.environment, capture_output=True, text=True, check=False, **options
    )
    assert done.returncode == 1, done.stdout + done.stderr
    assert done.stderr.startswith("CommandError: ")
    assert len(done.stderr.strip().splitlines()) == 1, done.stderr
    return done.stderr


@pytest.fixture(scope="module")
def site(shared_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Deployment]:
    """A small site."""
    folder = tmp_path_factory.mktemp("site")
    with migrated_database(folder, shared_folder) as address:
        yield installation(folder, address)


@pytest.fixture(scope="module")
def content(site: Deployment) -> Any:
    """Its state, with an editor, rights, a revision and uploads."""
    return script(site, CONTENT + "print(json.dumps(state()))")


@pytest.fixture(scope="module")
def backup(site: Deployment, content: Any, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("backups")
    said = site.manage("backup", str(folder), "--keep", "2")
    (path,) = folder.iterdir()
    assert f"2 uploads and 0 published files to {path}" in said
    assert path.stat().st_mode & 0o777 == 0o600
    return path


@pytest.fixture
def lying(backup: Path, content: Any, tmp_path: Path) -> Path:
    """A backup that says that it holds more than it does."""
    return changed(backup, tmp_path / "lying.tar", {"counts": content[0] | {"sections_user": 77}})


def changed(backup: Path, to: Path, manifest: dict[str, Any]) -> Path:
    """The backup with another list of contents, everything else as it is."""
    with backup.open("rb") as stream:
        described = verify(stream)
    with backup.open("rb") as stream, to.open("wb") as target:
        writer = ArchiveWriter(target)
        for name, content in members(stream):
            if name != "manifest.json":
                writer.add(name, io.BytesIO(content.read()), described.files[name][0])
        writer.finish(Manifest(**(vars(described) | manifest)))
    return to


def test_a_backup_is_restored_into_an_empty_database_with_rows_rights_revisions_and_uploads(
    backup: Path, lying: Path, content: Any, tmp_path: Path
) -> None:
    with empty_database(tmp_path) as address:
        refused, left, missing, after = script(
            installation(tmp_path / "other", address),
            f"""
from vigil.health import missing_migrations
told = [refusal("restore", "{lying}"), state()]
call_command("restore", "{backup}")
print(json.dumps([*told, missing_migrations(), state()]))
""",
        )

    # A dump that is wrong is seen before anything of it counts.
    assert "rows that it should" in refused
    assert left == ["empty", {}]
    assert missing == 0
    assert after == content
    assert any(email == "editor@example.org" for email, _groups, _permissions in after[1])
    assert ["Readers of proofs", "00010001", "change_page"] in after[2]
    assert (len(after[3]), len(after[4])) == (1, 2)


def test_a_database_that_is_not_empty_is_replaced_by_request_alone_and_whole_or_not_at_all(
    backup: Path, lying: Path, content: Any, shared_folder: Path, tmp_path: Path
) -> None:
    with migrated_database(tmp_path, shared_folder) as address:
        before, without_request, wrong, between, after = script(
            installation(tmp_path / "other", address),
            f"""
(settings.MEDIA_ROOT / "documents").mkdir(parents=True)
(settings.MEDIA_ROOT / "documents" / "empty.txt").write_text("not so empty")
(settings.MEDIA_ROOT / "mine.txt").write_text("mine")
told = [state(), refusal("restore", "{backup}"), refusal("restore", "{lying}", "--replace"), state()]
call_command("restore", "{backup}", "--replace")
print(json.dumps([*told, state()]))
""",
        )

    assert "repeat the command with --replace" in without_request
    assert "rows that it should" in wrong
    assert between == before
    assert after[:4] == content[:4]
    assert after[4] == content[4] | {"mine.txt": hashlib.sha256(b"mine").hexdigest()}


@pytest.mark.django_db
def test_a_backup_of_a_newer_version_and_one_of_another_database_are_refused(backup: Path, tmp_path: Path) -> None:
    newer = changed(backup, tmp_path / "newer.tar", {"version": "9.1", "migrations": ["library.0999_later"]})
    with pytest.raises(BackupError, match=r"made by a newer version \(9\.1\); install that one first\."):
        restore(newer, replace=True)

    foreign = changed(backup, tmp_path / "foreign.tar", {"database": "oracle"})
    with pytest.raises(BackupError, match="of the kind oracle"):
        restore(foreign, replace=True)


def test_a_full_disk_leaves_no_half_of_a_backup(site: Deployment, tmp_path: Path) -> None:
    def small_files() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (40_000, 40_000))

    said = refused(site, "backup", str(tmp_path), preexec_fn=small_files)

    assert "no backup was made" in said or "cannot be copied" in said
    assert list(tmp_path.iterdir()) == []
