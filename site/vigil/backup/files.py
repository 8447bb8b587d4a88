"""Uploads, by way of the storage, and published files, in their folder. Never deletes what a backup does not know."""

import contextlib
import hashlib
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from django.conf import settings
from django.core.exceptions import SuspiciousOperation
from django.core.files.base import File
from django.core.files.storage import default_storage

from vigil.backup.archive import CHUNK, ArchiveWriter
from vigil.backup.programs import BackupError

#: Uploads up to this size are held in memory while they are restored.
IN_MEMORY = 64 * 1024 * 1024


def stored_names(folder: str = "") -> Iterator[str]:
    """Names of all files in the storage of uploads, sorted within each folder; hidden ones are nobody's upload."""
    try:
        folders, files = default_storage.listdir(folder)
    except FileNotFoundError:
        return
    for name in sorted(files):
        if name and not name.startswith("."):
            yield f"{folder}/{name}" if folder else name
    for name in sorted(folders):
        if not name.startswith("."):
            yield from stored_names(f"{folder}/{name}" if folder else name)


def published_root() -> Path | None:
    """The folder of published files; None where they are kept elsewhere, or not at all."""
    root = getattr(settings, "PUBLISHED_ROOT", None)
    return Path(root) if root else None


def add_uploads(archive: ArchiveWriter) -> None:
    """All uploads. One that somebody deletes meanwhile is left out."""
    with storage_told():
        for name in stored_names():
            try:
                file = default_storage.open(name)
            except FileNotFoundError:
                continue
            with file:
                archive.add(f"media/{name}", file, file.size)


def add_published(archive: ArchiveWriter) -> None:
    """All published files, if they are in a folder here."""
    root = published_root()
    if root is None or not root.is_dir():
        return
    for path in sorted(root.rglob("*")):
        if path.is_symlink() or not path.is_file():
            continue
        try:
            file = path.open("rb")
        except FileNotFoundError:
            continue
        with file:
            archive.add(f"published/{path.relative_to(root).as_posix()}", file, path.stat().st_size)


@contextmanager
def storage_told() -> Iterator[None]:
    """Around what the storage does: one on another machine raises errors that are nobody else's."""
    try:
        yield
    except (BackupError, OSError, SuspiciousOperation):
        raise
    except Exception as error:  # as above
        sentence = str(error).strip().splitlines() or [type(error).__name__]
        raise BackupError(f"the storage of uploads has failed: {sentence[0]}") from error


class Uploads:
    """Puts uploads back. What is not there is added at once, what differs is replaced by `commit`; `undo` takes it back."""

    def __init__(self) -> None:
        self._added: list[str] = []
        self._differing: list[tuple[str, str]] = []

    def take(self, name: str, content: IO[bytes], sha256: str) -> None:
        """One file. Raises BackupError for a name that leads out of the storage."""
        try:
            with storage_told():
                if not default_storage.exists(name):
                    # Before it is there: a full disk leaves half of it.
                    self._added.append(name)
                    _store(name, content)
                elif _hash(name) != sha256:
                    beside = f"restoring/{name}"
                    default_storage.delete(beside)
                    self._differing.append((name, beside))
                    _store(beside, content)
        except SuspiciousOperation as error:
            raise BackupError(f"the archive holds “{name}”, which leads out of the folder of uploads.") from error

    def commit(self) -> None:
        """Replace what differs."""
        with storage_told():
            for name, beside in self._differing:
                with default_storage.open(beside) as content:
                    default_storage.delete(name)
                    default_storage.save(name, content)
                default_storage.delete(beside)

    def undo(self) -> None:
        """As it was before, as far as the storage allows."""
        for name in [*self._added, *(beside for _name, beside in self._differing)]:
            # What cannot be deleted is an upload that no page knows; why it is undone is the better sentence.
            with contextlib.suppress(Exception):
                default_storage.delete(name)


class Published:
    """Puts published files back, all at once, where there are none; else leaves what is there."""

    def __init__(self) -> None:
        self._root = published_root()
        self.wanted = self._root is not None and not (self._root.is_dir() and any(self._root.iterdir()))
        self._beside = self._root.with_name(f".{self._root.name}.restoring") if self._root else Path()

    def take(self, name: str, content: IO[bytes]) -> None:
        """One file."""
        if not self.wanted:
            return
        path = self._beside / name
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("wb") as file:
            shutil.copyfileobj(content, file, CHUNK)

    def commit(self) -> None:
        """Put the folder in place."""
        if self.wanted and self._root and self._beside.is_dir():
            if self._root.is_dir():
                self._root.rmdir()
            self._beside.rename(self._root)

    def undo(self) -> None:
        """As it was before."""
        if self._root:
            shutil.rmtree(self._beside, ignore_errors=True)


def _hash(name: str) -> str:
    digest = hashlib.sha256()
    with default_storage.open(name) as file:
        for chunk in file.chunks():
            digest.update(chunk)
    return digest.hexdigest()


def _store(name: str, content: IO[bytes]) -> None:
    # Storages want to go back and forth in a file, which a stream cannot.
    with tempfile.SpooledTemporaryFile(max_size=IN_MEMORY) as held:
        shutil.copyfileobj(content, held, CHUNK)
        held.seek(0)
        stored = default_storage.save(name, File(held, name=name))
    if stored != name:
        default_storage.delete(stored)
        raise BackupError(f"the storage of uploads does not take the name “{name}”.")
