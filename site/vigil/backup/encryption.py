"""Encrypts and decrypts archives as they are written and read, with age or GnuPG. Keeps no key, and writes nothing plain."""

import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from vigil.backup.programs import BackupError, Program

AGE_BEGINS = (b"age-encryption.org/", b"-----BEGIN AGE ENCRYPTED FILE-----")
TAR_MAGIC = slice(257, 262)
GPG = ("gpg", "--batch", "--no-tty", "--quiet", "--trust-model", "always")


def suffix_for(recipient: str) -> str:
    """How the name of a file ends that is encrypted for this recipient; "" without one."""
    if not recipient:
        return ""
    return ".age" if _is_for_age(recipient) else ".gpg"


def _is_for_age(recipient: str) -> bool:
    if recipient.startswith(("age1", "ssh-ed25519 ", "ssh-rsa ")):
        return True
    path = Path(recipient)
    return path.is_file() and path.read_bytes()[:4] in {b"age1", b"ssh-", b"# cr", b"# pu"}


@contextmanager
def encrypted_into(file: IO[bytes], recipient: str) -> Iterator[IO[bytes]]:
    """A stream whose content reaches `file` encrypted for the recipient, or as it is where there is none.

    A recipient is an age or SSH public key, a file of those, a file with an OpenPGP public key, or the fingerprint or
    address of a key that gpg knows.
    """
    if not recipient:
        yield file
        return
    with tempfile.TemporaryDirectory(prefix="vigil-gpg-") as home:
        program = Program(_encrypting(recipient, Path(home)), stdin=subprocess.PIPE, stdout=file)
        try:
            yield program.input
            program.finish()
        except BrokenPipeError:
            program.finish()
            raise
        finally:
            program.stop()


def _encrypting(recipient: str, home: Path) -> list[str]:
    is_file = Path(recipient).is_file()
    if _is_for_age(recipient):
        return ["age", "--encrypt", "--recipients-file" if is_file else "--recipient", recipient]
    if is_file:
        # A home of its own: no key ring is read or written.
        return [*GPG, "--homedir", str(home), "--encrypt", "--recipient-file", recipient]
    if recipient.startswith("-"):
        raise BackupError(f"“{recipient}” is no key.")
    return [*GPG, "--encrypt", "--recipient", recipient]


@contextmanager
def decrypted(path: Path, identity: str) -> Iterator[IO[bytes]]:
    """The plain content of a backup file as a stream; `identity` is the file of the age or SSH key that opens it.

    Raises BackupError when the key is missing or wrong, or when the file ends too early; the latter only at its end.
    """
    try:
        # Unbuffered: the program goes on reading where this one stands.
        with path.open("rb", buffering=0) as file:
            begins = file.read(512)
            file.seek(0)
            if begins[TAR_MAGIC] == b"ustar":
                yield file
                return
            program = Program(_decrypting(path, begins, identity), stdin=file, stdout=subprocess.PIPE)
            try:
                yield program.output
                _read_to_the_end(program)
            except BackupError:
                # What is read is half of it because the program has given up: then its words are the better ones.
                _read_to_the_end(program)
                raise
            finally:
                program.stop()
    except (FileNotFoundError, IsADirectoryError) as error:
        raise BackupError(f"there is no file {path}.") from error
    except PermissionError as error:
        raise BackupError(f"the file {path} may not be read by this account.") from error


def _read_to_the_end(program: Program) -> None:
    while program.output.read(1024 * 1024):
        pass
    program.finish()


def _decrypting(path: Path, begins: bytes, identity: str) -> list[str]:
    if begins.startswith(AGE_BEGINS):
        if not identity:
            raise BackupError(f"{path.name} is encrypted; name the file that holds its key with --identity.")
        return ["age", "--decrypt", "--identity", identity]
    # An OpenPGP packet begins with a byte whose highest bit is set.
    if begins[:1] >= b"\x80" or begins.startswith(b"-----BEGIN PGP MESSAGE-----"):
        return [*GPG, "--decrypt"]
    raise BackupError(f"{path.name} is no backup of Vigil, or its beginning is damaged.")
