"""Blank files of published documents: made once, kept in the storage, served as they are. Never holds a filled letter.

A file's folder is named after the page and after a hash of everything that is in it, so that a file that exists is right.
A page's older files go when a newer one is stored, and all of them when readers lose the page: a name that was withdrawn
must not live on in an old file.
"""

from __future__ import annotations

import dataclasses
import hashlib
import json
import logging
import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files.base import ContentFile, File
from django.core.files.storage import FileSystemStorage, default_storage
from django.db import transaction
from django_tasks import task
from wagtail.models import ReferenceIndex

from campaign_pages.letters import Letter
from campaign_pages.models import ModelDocumentPage
from campaign_pages.querysets import unrestricted
from campaign_pages.reading import DocumentReading
from campaign_pages.reading.documents import blank_letter
from library.models import Person
from outputs.letters.docx import docx_of
from outputs.letters.pdf import TooLong, can_make_pdf, pdf_of
from outputs.letters.text import text_of

logger = logging.getLogger(__name__)

#: Raise it when a renderer draws the same letter differently: every file is then made anew.
RENDERER = 2
FOLDER = "letters"

RENDERERS: dict[str, Callable[[Letter], bytes]] = {
    "docx": docx_of,
    "pdf": pdf_of,
    "txt": lambda letter: text_of(letter).encode(),
}


def blank_file(page: ModelDocumentPage, kind: str) -> File:
    """The blank document as an open file of that kind (`docx`, `pdf`, `txt`); made first if there is none.

    The page is one that readers see, in its published version, fetched with its `reader_columns`. `pdf` needs
    can_make_pdf(); raises TooLong.
    """
    return default_storage.open(_made(page, blank_letter(page), kind))


def _made(page: ModelDocumentPage, letter: Letter, kind: str) -> str:
    """The name of the page's file of a kind, which is there now."""
    name = name_of(page, letter, kind)
    if not default_storage.exists(name):
        _store(name, RENDERERS[kind](letter))
        _remove(page, kind, but=name)
    return name


def name_of(page: ModelDocumentPage, letter: Letter, kind: str) -> str:
    """Where the file of a letter is kept; another name for every other content."""
    content = json.dumps([RENDERER, kind, dataclasses.asdict(letter)], sort_keys=True, default=str)
    digest = hashlib.sha256(content.encode()).hexdigest()[:20]
    return f"{FOLDER}/{page.pk}/{digest}/{page.slug}-{page.language}.{kind}"


def refresh(page: ModelDocumentPage) -> None:
    """Make all files of a page, as far as this machine can. A kind that fails is logged and left to its first reader."""
    letter = blank_letter(page)
    for kind in RENDERERS:
        if kind == "pdf" and not can_make_pdf():
            continue
        try:
            _made(page, letter, kind)
        except TooLong:
            logger.warning("No %s of document %s is made: it is too long.", kind, page.pk)
        except Exception:  # whatever breaks here, the page has been published and its other files are wanted
            logger.exception("The %s of document %s could not be made.", kind, page.pk)


def forget(page_id: int) -> None:
    """Delete every file of a page."""
    for folder in _folders(page_id):
        for name in default_storage.listdir(folder)[1]:
            default_storage.delete(f"{folder}/{name}")
        default_storage.delete(folder)


# --- What happens by itself ---


def note_publication(sender: type[ModelDocumentPage], instance: ModelDocumentPage, **kwargs: Any) -> None:
    """Receiver of page_published: asks for the files after commit."""
    transaction.on_commit(partial(make_files.enqueue, instance.pk), robust=True)


def note_loss(sender: type[ModelDocumentPage], instance: ModelDocumentPage, **kwargs: Any) -> None:
    """Receiver of page_unpublished and post_delete: no file outlives its page."""
    transaction.on_commit(partial(forget, instance.pk), robust=True)


def note_withdrawal(sender: Any, page_ids: list[int], withdrawn: bool, **kwargs: Any) -> None:
    """Receiver of documents_withdrawn: their files go at once, and are made again when they may be used again."""
    for page_id in page_ids:
        transaction.on_commit(partial(forget if withdrawn else make_files.enqueue, page_id), robust=True)


def note_name(sender: Any, person: Person, **kwargs: Any) -> None:
    """Receiver of name_changed: files that hold another form of the name go, and are made anew."""
    named = {owner.pk for owner, _references in ReferenceIndex.get_grouped_references_to(person)}
    for page_id in ModelDocumentPage.objects.live().filter(pk__in=named).values_list("pk", flat=True):
        transaction.on_commit(partial(forget, page_id), robust=True)
        transaction.on_commit(partial(make_files.enqueue, page_id), robust=True)


@task()
def make_files(page_id: int) -> None:
    """Make the files of a page that readers see and may use. May be repeated."""
    pages = ModelDocumentPage.objects.live().filter(unrestricted(), pk=page_id)
    page = pages.annotate(**ModelDocumentPage.reader_columns()).first()
    if page and not DocumentReading(page).is_over:
        refresh(page)
    else:
        forget(page_id)


# --- The storage ---


def _store(name: str, content: bytes) -> None:
    """Keep a file so that nobody ever reads half of it, whoever else is making the same one."""
    if not isinstance(default_storage, FileSystemStorage):
        # A storage of objects shows a file when it is complete.
        if (saved := default_storage.save(name, ContentFile(content))) != name:
            default_storage.delete(saved)
        return
    path = Path(default_storage.path(name))
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=path.parent, prefix=".", delete=False) as beside:
        beside.write(content)
    if settings.FILE_UPLOAD_PERMISSIONS is not None:
        Path(beside.name).chmod(settings.FILE_UPLOAD_PERMISSIONS)
    Path(beside.name).replace(path)


def _folders(page_id: int) -> list[str]:
    try:
        folders = default_storage.listdir(f"{FOLDER}/{page_id}")[0]
    except FileNotFoundError:
        return []
    return [f"{FOLDER}/{page_id}/{folder}" for folder in folders]


def _remove(page: ModelDocumentPage, kind: str, but: str) -> None:
    """Delete the page's other files of a kind, under whatever slug they were made."""
    for folder in _folders(page.pk):
        files = default_storage.listdir(folder)[1]
        old = [name for name in files if name.endswith(f".{kind}") and f"{folder}/{name}" != but]
        for name in old:
            default_storage.delete(f"{folder}/{name}")
        if old and len(old) == len(files):
            default_storage.delete(folder)
