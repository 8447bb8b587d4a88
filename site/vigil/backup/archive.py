"""The archive: one tar, written and read as a stream, with a manifest of what is in it at its end. Knows no database.

database/00000, database/00001 …   the dump in parts, because a tar wants sizes beforehand and a stream knows none
media/…, published/…               files as they are
manifest.json                      what it is, how much, and the SHA-256 of every file
"""

import hashlib
import io
import json
import tarfile
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import PurePosixPath
from typing import IO, Any

from vigil.backup.programs import BackupError

FORMAT = 1
MANIFEST = "manifest.json"
FOLDERS = ("database", "media", "published")
PART = 16 * 1024 * 1024
CHUNK = 1024 * 1024
LARGEST_MANIFEST = 256 * 1024 * 1024
DAMAGED = "the backup is damaged or not complete"


@dataclass
class Manifest:
    """What a backup is. `files` maps names in the archive to [size, SHA-256]; `counts` tables to rows."""

    made: str
    version: str
    database: str
    migrations: list[str]
    counts: dict[str, int]
    format: int = FORMAT
    files: dict[str, list[Any]] = field(default_factory=dict)

    def number_of(self, folder: str) -> int:
        """How many files stand in a folder of the archive."""
        return sum(1 for name in self.files if name.startswith(f"{folder}/"))


class ArchiveWriter:
    """Writes an archive into a stream that need not be seekable. Complete only after `finish`."""

    def __init__(self, stream: IO[bytes]) -> None:
        forward: Any = _Forward(stream)  # all of a file that writing a tar asks for
        self._tar = tarfile.open(mode="w", fileobj=forward, format=tarfile.PAX_FORMAT)  # noqa: SIM115
        self.files: dict[str, list[Any]] = {}

    def add(self, name: str, content: IO[bytes], size: int) -> None:
        """One file of this size. Raises BackupError when it holds less."""
        member = tarfile.TarInfo(name)
        member.size, member.mode, member.mtime = size, 0o600, int(time.time())
        _refuse_strange(member)
        hashed = HashedReader(content)
        try:
            self._tar.addfile(member, hashed)
        except OSError as error:
            if error.errno is None:
                raise BackupError(f"the file {name} changed while it was read; try again.") from error
            raise
        self._tar.members = []  # type: ignore[attr-defined]  # tarfile would keep them all
        self.files[name] = [size, hashed.digest()]

    def add_parts(self, folder: str, chunks: Iterable[bytes]) -> None:
        """A stream of unknown length, in numbered parts."""
        held, number = bytearray(), 0
        for chunk in chunks:
            held += chunk
            while len(held) >= PART:
                self._add_bytes(f"{folder}/{number:05}", bytes(held[:PART]))
                del held[:PART]
                number += 1
        if held:
            self._add_bytes(f"{folder}/{number:05}", bytes(held))

    def finish(self, manifest: Manifest) -> None:
        """The manifest, and the end."""
        manifest.files = dict(self.files)
        self._add_bytes(MANIFEST, json.dumps(asdict(manifest), ensure_ascii=False, indent=1).encode())
        self._tar.close()

    def _add_bytes(self, name: str, content: bytes) -> None:
        self.add(name, io.BytesIO(content), len(content))


class _Forward:
    """A stream that knows how far it is. tarfile's own streams go on writing when they are given up."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream
        self._at = 0

    def write(self, content: bytes) -> int:
        """Hand it on."""
        self._at += len(content)
        return self._stream.write(content)

    def tell(self) -> int:
        """How much was written."""
        return self._at


class HashedReader:
    """Hands on what it reads, and hashes it."""

    def __init__(self, content: IO[bytes]) -> None:
        self._content = content
        self._hash = hashlib.sha256()

    def read(self, size: int = -1) -> bytes:
        """Some bytes more."""
        chunk = self._content.read(size)
        self._hash.update(chunk)
        return chunk

    def digest(self) -> str:
        """The SHA-256 of all that was read."""
        return self._hash.hexdigest()


def members(stream: IO[bytes]) -> Iterator[tuple[str, IO[bytes]]]:
    """The files of an archive in their order. Raises BackupError for whatever no backup of ours holds."""
    with damage_told(), tarfile.open(mode="r|", fileobj=stream) as tar:
        for member in tar:
            tar.members = []  # type: ignore[attr-defined]
            _refuse_strange(member)
            content = tar.extractfile(member)
            assert content is not None  # a regular file has content
            yield member.name, content


@contextmanager
def damage_told() -> Iterator[None]:
    """Around whatever reads files of an archive: it may end in the midst of one."""
    try:
        yield
    except (tarfile.TarError, EOFError, UnicodeError) as error:
        raise BackupError(f"{DAMAGED}: {error}.") from error


def _refuse_strange(member: tarfile.TarInfo) -> None:
    path = PurePosixPath(member.name)
    if not member.isreg():
        raise BackupError(f"the archive holds “{member.name}”, which is not a plain file; it is no backup of Vigil.")
    if path.is_absolute() or ".." in path.parts or "\\" in member.name or "\0" in member.name:
        raise BackupError(
            f"the archive holds the path “{member.name}”, which leads out of it; it is no backup of Vigil."
        )
    if member.name != MANIFEST and (path.parts[0] not in FOLDERS or len(path.parts) < 2 or str(path) != member.name):
        raise BackupError(f"the archive holds “{member.name}”, which no backup of Vigil holds.")


def verify(stream: IO[bytes]) -> Manifest:
    """Read a whole archive and compare it with its manifest. Raises BackupError when anything differs or is missing."""
    found: dict[str, list[Any]] = {}
    manifest: Manifest | None = None
    for name, content in members(stream):
        if manifest is not None or name in found:
            raise BackupError(f"{DAMAGED}: there is something after its end, or “{name}” twice.")
        if name == MANIFEST:
            manifest = _manifest(content)
            continue
        hashed, size = HashedReader(content), 0
        with damage_told():
            while chunk := hashed.read(CHUNK):
                size += len(chunk)
        found[name] = [size, hashed.digest()]
    if manifest is None:
        raise BackupError(f"{DAMAGED}: it ends before its list of contents.")
    for name in sorted(found.keys() | manifest.files.keys()):
        if found.get(name) != manifest.files.get(name):
            raise BackupError(f"{DAMAGED}: “{name}” is not what its list of contents says.")
    return manifest


def _manifest(content: IO[bytes]) -> Manifest:
    with damage_told():
        text = content.read(LARGEST_MANIFEST + 1)
    if len(text) > LARGEST_MANIFEST:
        raise BackupError(f"{DAMAGED}: its list of contents is too long.")
    try:
        described = json.loads(text)
        if described["format"] > FORMAT:
            raise BackupError(
                f"the backup was made by a newer version ({described['version']}); install that one first."
            )
        return Manifest(**described)
    except (ValueError, TypeError, KeyError) as error:
        raise BackupError(f"{DAMAGED}: its list of contents cannot be read.") from error
