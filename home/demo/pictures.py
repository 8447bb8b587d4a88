"""Stores the drawings of the demo content. Forgets their files again when the load fails."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.core.files import File
from django.core.files.storage import Storage
from django.db.models.fields.files import FieldFile

from home.demo.files import RECORDS_FILE, DemoContentError
from library.models import CampaignImage


class StoredFiles:
    """Files written during a load: a rolled back transaction does not take them along."""

    def __init__(self) -> None:
        self._files: list[tuple[Storage, str]] = []

    def remember(self, file: FieldFile | Any) -> None:
        self._files.append((file.storage, str(file.name)))

    def delete(self) -> None:
        """Delete everything that was remembered."""
        for storage, name in self._files:
            storage.delete(name)
        self._files.clear()


@contextmanager
def deleted_on_failure() -> Iterator[StoredFiles]:
    """Within this block, files that were remembered are deleted if anything stops it, an interrupt included."""
    files = StoredFiles()
    try:
        yield files
    except BaseException:
        files.delete()
        raise


def store_picture(
    folder: Path, key: str, entry: dict[str, Any], labels: dict[str, str], files: StoredFiles
) -> CampaignImage:
    """The picture, cleaned and stored as if an editor had uploaded it."""
    path = folder / "pictures" / entry["file"]
    if not path.is_file():
        raise DemoContentError(RECORDS_FILE, f"images.{key}", f"there is no picture “{entry['file']}”.")
    with path.open("rb") as file:
        image = CampaignImage(
            title=entry["title"], credit=entry.get("credit", ""), file=File(file, name=path.name), **labels
        )
        image.full_clean()
        image.save()
    files.remember(image.file)
    return image
