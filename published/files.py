"""The directory of the published site. Knows addresses and bytes, no page and no table.

/de/appeals/            ->  de/appeals/index.html, index.html.gz, index.html.br
/de/updates/film/       ->  de/updates/film/index.video.html …, where a frame of a video host may appear
/sitemap-de.xml         ->  sitemap-de.xml, sitemap-de.xml.gz, sitemap-de.xml.br
"""

from __future__ import annotations

import contextlib
import gzip
import os
import re
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import brotli
from django.conf import settings

PAGE = "index.html"
PAGE_WITH_VIDEO = "index.video.html"
#: Twins of a file by the encoding that they hold.
TWINS = {"gzip": ".gz", "br": ".br"}
#: Names that files have and addresses have not.
OWN_NAMES = (PAGE, PAGE_WITH_VIDEO, *TWINS.values())
#: What may stand in a published address: nothing that leads out of the directory, is hidden, or means something to a shell.
SAFE = re.compile(r"/|(?:/(?!\.)[\w.-]{1,255})+/?", re.ASCII)
GZIP_LEVEL = 9
#: Above it only 10 and 11 gain anything, at twenty times the work.
BROTLI_QUALITY = 5
#: Where writing begins; on the same file system as the rest, so that renaming is one step.
WORKSHOP = ".workshop"
ABANDONED_SECONDS = 600


class UnsafeAddressError(ValueError):
    """An address that no file may be written for."""


def root() -> Path | None:
    """The directory, or None where the site is not written."""
    folder: Path | None = settings.PUBLISHED_ROOT
    return folder


def path_of(folder: Path, address: str, *, allows_video: bool = False) -> Path:
    """Where the file of an address stands; UnsafeAddressError for one that could stand elsewhere than in the folder.

    >>> path_of(Path("x"), "/de/appeals/").as_posix()
    'x/de/appeals/index.html'
    """
    if len(address) > settings.URL_LENGTH_LIMIT or not SAFE.fullmatch(address) or address.endswith(OWN_NAMES):
        raise UnsafeAddressError(address)
    name = PAGE_WITH_VIDEO if allows_video else PAGE
    return folder / address.lstrip("/") / name if address.endswith("/") else folder / address.lstrip("/")


def address_of(folder: Path, path: Path) -> str:
    """The address of a file.

    >>> address_of(Path("x"), Path("x/de/appeals/index.html"))
    '/de/appeals/'
    """
    relative = path.relative_to(folder)
    if relative.name in {PAGE, PAGE_WITH_VIDEO}:
        below = relative.parent.as_posix()
        return "/" if below == "." else f"/{below}/"
    return f"/{relative.as_posix()}"


def write(folder: Path, address: str, body: bytes, *, allows_video: bool = False) -> None:
    """Write a file and its compressed twins. Whoever reads meanwhile gets the old or the new one, never half."""
    path = path_of(folder, address, allows_video=allows_video)
    twins = {"": body, ".gz": gzip.compress(body, GZIP_LEVEL, mtime=0)}
    twins[".br"] = brotli.compress(body, mode=brotli.MODE_TEXT, quality=BROTLI_QUALITY)
    workshop = folder / WORKSHOP
    workshop.mkdir(parents=True, exist_ok=True)
    path.parent.mkdir(parents=True, exist_ok=True)
    made: list[tuple[Path, Path]] = []
    try:
        for suffix, content in twins.items():
            made.append((_beside(workshop, content), path.with_name(path.name + suffix)))
        moment = made[0][0].stat().st_mtime_ns
        for new, _target in made:
            # One validator for all encodings.
            os.utime(new, ns=(moment, moment))
        for new, target in reversed(made):
            _move(new, target)
    finally:
        for new, _target in made:
            new.unlink(missing_ok=True)
    other = path_of(folder, address, allows_video=not allows_video)
    if other != path:
        _unlink(other)


def remove(folder: Path, address: str) -> None:
    """Remove the files of an address, and folders that are left empty."""
    for allows_video in (False, True):
        path = path_of(folder, address, allows_video=allows_video)
        _unlink(path)
    parent = path.parent
    while parent != folder:
        try:
            parent.rmdir()
        except OSError:  # something else stands in it
            return
        parent = parent.parent


def read(folder: Path, address: str) -> tuple[bytes, bool] | None:
    """What is written for an address, and whether a video may be framed in it; None where nothing is."""
    for allows_video in (False, True):
        path = path_of(folder, address, allows_video=allows_video)
        try:
            return path.read_bytes(), allows_video
        except (FileNotFoundError, NotADirectoryError, IsADirectoryError):
            continue
    return None


def addresses(folder: Path) -> Iterator[str]:
    """The address of every file in the directory."""
    for parent, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            if not name.endswith(tuple(TWINS.values())) and not name.startswith("."):
                yield address_of(folder, Path(parent) / name)


def clear_workshop(folder: Path) -> None:
    """Throw away what was begun and never finished, unless somebody may be at it still."""
    for path in (folder / WORKSHOP).glob("*"):
        with contextlib.suppress(FileNotFoundError):
            if path.stat().st_mtime < time.time() - ABANDONED_SECONDS:
                path.unlink()


def _beside(workshop: Path, content: bytes) -> Path:
    with tempfile.NamedTemporaryFile(dir=workshop, delete=False) as file:
        file.write(content)
    path = Path(file.name)
    path.chmod(settings.FILE_UPLOAD_PERMISSIONS or 0o644)
    return path


def _move(new: Path, target: Path) -> None:
    try:
        new.replace(target)
    except FileNotFoundError:
        # Somebody has removed the folder because it was empty.
        target.parent.mkdir(parents=True, exist_ok=True)
        new.replace(target)


def _unlink(path: Path) -> None:
    # Twins first: a web server takes them only where the file itself is there, too.
    for suffix in (*TWINS.values(), ""):
        path.with_name(path.name + suffix).unlink(missing_ok=True)
