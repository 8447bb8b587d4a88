"""The archive of a backup: what is read back, and every kind of damage that is told before anything is restored."""

import io
import json
import os
import shutil
import subprocess
import tarfile
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from vigil.backup import archive
from vigil.backup.archive import ArchiveWriter, Manifest, members, verify
from vigil.backup.encryption import decrypted, encrypted_into, suffix_for
from vigil.backup.programs import BackupError
from vigil.backup.taking import OURS, _delete_older, take


def manifest() -> Manifest:
    return Manifest("2026-01-02T03:04:05+00:00", "1.2.3", "sqlite", ["library.0001_initial"], {"library_person": 2})


@pytest.fixture
def whole(monkeypatch: pytest.MonkeyPatch) -> bytes:
    monkeypatch.setattr(archive, "PART", 4)
    stream = io.BytesIO()
    writer = ArchiveWriter(stream)
    writer.add_parts("database", [b"abc", b"defg", b"hi"])
    writer.add("media/images/سمبل.png", io.BytesIO(b"picture"), 7)
    writer.finish(manifest())
    return stream.getvalue()


def made_of(*files: tuple[str, bytes], kind: bytes = tarfile.REGTYPE) -> bytes:
    stream = io.BytesIO()
    with tarfile.open(mode="w", fileobj=stream) as tar:
        for name, content in files:
            member = tarfile.TarInfo(name)
            member.type, member.size = kind, len(content)
            member.linkname = "/etc/passwd" if kind == tarfile.SYMTYPE else ""
            tar.addfile(member, io.BytesIO(content))
    return stream.getvalue()


def refusal(content: bytes) -> str:
    with pytest.raises(BackupError) as refused:
        verify(io.BytesIO(content))
    return str(refused.value)


def test_what_was_written_is_read_back_with_its_manifest(whole: bytes) -> None:
    read = [(name, content.read()) for name, content in members(io.BytesIO(whole))]

    assert [name for name, _content in read] == [
        *("database/00000", "database/00001", "database/00002"),
        *("media/images/سمبل.png", "manifest.json"),
    ]
    assert b"".join(content for name, content in read if name.startswith("database/")) == b"abcdefghi"
    checked = verify(io.BytesIO(whole))
    assert (checked.version, checked.counts) == ("1.2.3", {"library_person": 2})
    assert checked.number_of("media") == 1


@pytest.mark.parametrize("left", [0, 100, 513, 1500, 4000])
def test_an_archive_that_ends_too_early_is_told(whole: bytes, left: int) -> None:
    assert refusal(whole[:left]).startswith("the backup is damaged or not complete")


def test_a_changed_byte_is_told_with_the_name_of_the_file(whole: bytes) -> None:
    assert "“media/images/سمبل.png” is not what its list" in refusal(whole.replace(b"picture", b"pictuer"))


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("../outside", "leads out of it"),
        ("media/../../outside", "leads out of it"),
        ("/etc/passwd", "leads out of it"),
        ("media/a\\..\\b", "leads out of it"),
        ("elsewhere/file", "which no backup of Vigil holds"),
        ("media//twice", "which no backup of Vigil holds"),
        ("media", "which no backup of Vigil holds"),
    ],
)
def test_a_path_that_no_backup_has_is_refused(name: str, sentence: str) -> None:
    assert sentence in refusal(made_of((name, b"x")))


@pytest.mark.parametrize("kind", [tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.DIRTYPE, tarfile.FIFOTYPE])
def test_only_plain_files_are_taken(kind: bytes) -> None:
    assert "is not a plain file" in refusal(made_of(("media/link", b""), kind=kind))


def described(**changes: Any) -> bytes:
    whole = {
        "made": "",
        "version": "9.9",
        "database": "sqlite",
        "migrations": [],
        "counts": {},
        "format": 1,
        "files": {},
    }
    return json.dumps(whole | changes).encode()


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (b"{", "cannot be read"),
        (b"[]", "cannot be read"),
        (described(unknown=1), "cannot be read"),
        (described(format=2), "made by a newer version (9.9)"),
        (described(files={"media/lost": [1, "0"]}), "“media/lost” is not what"),
    ],
)
def test_a_list_of_contents_that_does_not_fit_is_told(text: bytes, sentence: str) -> None:
    assert sentence in refusal(made_of(("manifest.json", text)))


def test_nothing_may_come_after_the_list_of_contents() -> None:
    assert "after its end" in refusal(made_of(("manifest.json", described()), ("media/late", b"x")))


def test_a_file_that_shrinks_while_it_is_read_stops_the_backup() -> None:
    with pytest.raises(BackupError, match="media/a changed while it was read"):
        ArchiveWriter(io.BytesIO()).add("media/a", io.BytesIO(b"short"), 600)


# --- Encryption ---


def needed(program: str) -> str:
    path = shutil.which(program)
    if path is None:
        if os.environ.get("CI"):
            pytest.fail(f"needs {program}")
        pytest.skip(f"needs {program}")
    return path


Keys = tuple[str, str]


def age_keys(folder: Path) -> Keys:
    secret = folder / "age.txt"
    subprocess.run([needed("age-keygen"), "-o", secret], check=True, capture_output=True)
    public = subprocess.run([needed("age-keygen"), "-y", secret], check=True, capture_output=True, text=True)
    return public.stdout.strip(), str(secret)


@pytest.fixture
def gpg_home(monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    needed("gpg")
    # Short, because gpg's agent listens on a socket in it.
    with tempfile.TemporaryDirectory(prefix="g", dir="/tmp", ignore_cleanup_errors=True) as home:
        monkeypatch.setenv("GNUPGHOME", home)
        yield
        subprocess.run(["gpgconf", "--kill", "all"], check=False)


def gpg_keys(folder: Path) -> Keys:
    make = [
        "gpg",
        "--batch",
        "--quiet",
        "--passphrase",
        "",
        "--quick-generate-key",
        "desk@example.org",
        "future-default",
    ]
    subprocess.run([*make, "default", "never"], check=True, capture_output=True)
    public = folder / "public.asc"
    subprocess.run(["gpg", "--armor", "--output", public, "--export", "desk@example.org"], check=True)
    return str(public), ""


def forget_gpg_keys() -> None:
    subprocess.run(["gpg", "--batch", "--yes", "--delete-secret-keys", "desk@example.org"], check=False)
    for key in (Path(os.environ["GNUPGHOME"]) / "private-keys-v1.d").iterdir():
        key.unlink()
    subprocess.run(["gpgconf", "--kill", "all"], check=False)


@pytest.mark.parametrize(("make", "suffix"), [(age_keys, ".age"), (gpg_keys, ".gpg")])
def test_what_is_encrypted_is_opened_by_its_key_alone(
    make: Callable[[Path], Keys], suffix: str, gpg_home: None, tmp_path: Path, whole: bytes
) -> None:
    recipient, identity = make(tmp_path)
    path = tmp_path / "backup"
    with path.open("wb") as file, encrypted_into(file, recipient) as stream:
        stream.write(whole)

    assert suffix_for(recipient) == suffix
    assert b"manifest" not in path.read_bytes()
    with decrypted(path, identity) as stream:
        assert verify(stream).version == "1.2.3"

    cut = tmp_path / "cut"
    cut.write_bytes(path.read_bytes()[:-40])
    with pytest.raises(BackupError, match=r"has failed|damaged"), decrypted(cut, identity) as stream:
        verify(stream)

    if identity:
        with pytest.raises(BackupError, match="is encrypted; name the file"), decrypted(path, "") as stream:
            verify(stream)
        (tmp_path / "other").mkdir()
        _recipient, identity = make(tmp_path / "other")
    else:
        forget_gpg_keys()
    with (
        pytest.raises(
            BackupError, match=r"(?i)age has failed: .*no identity matched|gpg has failed: .*decryption failed"
        ),
        decrypted(path, identity) as stream,
    ):
        verify(stream)


def test_a_file_that_is_no_backup_and_one_that_is_not_there_are_told(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("Dear Ambassador")
    with pytest.raises(BackupError, match=r"letter.txt is no backup of Vigil"), decrypted(tmp_path / "letter.txt", ""):
        pass
    with pytest.raises(BackupError, match="there is no file"), decrypted(tmp_path / "nothing", ""):
        pass


# --- Where it is put, and how many are kept ---


def test_a_backup_never_takes_the_place_of_a_file(tmp_path: Path) -> None:
    (tmp_path / "important.txt").write_text("important")

    with pytest.raises(BackupError, match="is there already"):
        take(tmp_path / "important.txt")
    with pytest.raises(BackupError, match="there is no folder"):
        take(tmp_path / "nowhere" / "backup.tar")
    with pytest.raises(BackupError, match="only in a folder"):
        take(tmp_path / "backup.tar", keep=3)
    assert [path.read_text() for path in tmp_path.iterdir()] == ["important"]


def test_the_newest_are_kept_and_files_of_others_are_left_alone(tmp_path: Path) -> None:
    names = [f"vigil-2026010{day}T000000Z.tar{end}" for day, end in enumerate(("", ".age", ".gpg", ".age"), start=1)]
    for name in [*names, "vigil-notes.tar", "holiday.tar", "vigil-20260101T000000Z.tar.txt"]:
        (tmp_path / name).touch()

    assert [path.name for path in _delete_older(tmp_path, 2)] == names[:2]
    assert sorted(path.name for path in tmp_path.iterdir() if OURS.fullmatch(path.name)) == names[2:]
    assert len(list(tmp_path.iterdir())) == 5
