"""Files in backups: published ones go back where there are none, uploads that cannot be stored leave nothing behind."""

import io
from pathlib import Path
from typing import Any

import pytest
from django.core.files.storage import default_storage

from vigil.backup.archive import ArchiveWriter, Manifest, members
from vigil.backup.files import Published, Uploads, add_published, stored_names
from vigil.backup.programs import BackupError


@pytest.fixture
def root(settings: Any, tmp_path: Path) -> Path:
    """The folder of published files, which does not exist yet."""
    settings.PUBLISHED_ROOT = tmp_path / "published"
    return tmp_path / "published"


def archived() -> list[tuple[str, bytes]]:
    stream = io.BytesIO()
    writer = ArchiveWriter(stream)
    add_published(writer)
    writer.finish(Manifest("", "", "", [], {}))
    return [(name, content.read()) for name, content in members(io.BytesIO(stream.getvalue()))][:-1]


def test_published_files_are_taken_as_they_are_and_links_are_not_followed(root: Path, tmp_path: Path) -> None:
    assert archived() == []
    (root / "en").mkdir(parents=True)
    (root / "en" / "index.html").write_text("page")
    (tmp_path / "secret").write_text("secret")
    (root / "link").symlink_to(tmp_path / "secret")

    assert archived() == [("published/en/index.html", b"page")]


def test_published_files_come_back_all_at_once(root: Path, tmp_path: Path) -> None:
    published = Published()
    published.take("en/index.html", io.BytesIO(b"page"))
    assert not root.exists()

    published.commit()
    assert (root / "en" / "index.html").read_bytes() == b"page"
    assert [path.name for path in tmp_path.iterdir()] == ["published"]


def test_published_files_are_gone_again_when_nothing_came_of_it(root: Path, tmp_path: Path) -> None:
    published = Published()
    published.take("en/index.html", io.BytesIO(b"page"))
    published.undo()
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_holds_published_files_is_left_alone(root: Path) -> None:
    root.mkdir()
    (root / "newer.html").write_text("newer")
    published = Published()
    published.take("older.html", io.BytesIO(b"older"))
    published.commit()

    assert not published.wanted
    assert [path.name for path in root.iterdir()] == ["newer.html"]


@pytest.fixture
def media(settings: Any, tmp_path: Path) -> Path:
    """A storage of uploads of its own."""
    settings.MEDIA_ROOT = tmp_path / "media"
    return tmp_path / "media"


def test_half_an_upload_is_gone_again(media: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    uploads = Uploads()
    uploads.take("a/whole.txt", io.BytesIO(b"whole"), "")

    def full(name: str, _content: object) -> str:
        (media / name).write_bytes(b"hal")
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(default_storage, "save", full)
    with pytest.raises(OSError, match="No space"):
        uploads.take("a/half.txt", io.BytesIO(b"half"), "")
    assert sorted(stored_names()) == ["a/half.txt", "a/whole.txt"]

    uploads.undo()
    assert list(stored_names()) == []


def test_an_upload_that_leads_out_of_the_storage_is_refused(media: Path) -> None:
    with pytest.raises(BackupError, match="leads out of the folder of uploads"):
        Uploads().take("../outside.txt", io.BytesIO(b"x"), "")
    assert not (media.parent / "outside.txt").exists()


def test_errors_of_a_storage_elsewhere_become_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    def gone(_name: str) -> bool:
        raise RuntimeError("the bucket does not answer\nand more")

    monkeypatch.setattr(default_storage, "exists", gone)
    with pytest.raises(BackupError, match=r"^the storage of uploads has failed: the bucket does not answer$"):
        Uploads().take("a.txt", io.BytesIO(b"x"), "")


def test_hidden_files_are_nobodys_upload(media: Path) -> None:
    (media / "images").mkdir(parents=True)
    for name in (".readiness-1", "images/.hidden", "images/b.png", "a.txt"):
        (media / name).touch()

    assert list(stored_names()) == ["a.txt", "images/b.png"]
