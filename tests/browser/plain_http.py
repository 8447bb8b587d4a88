"""Sends requests that no browser would send, byte by byte, and reads what comes back. Judges nothing."""

from __future__ import annotations

import re
import socket
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import repeat
from typing import Any

SECONDS = 60
CHUNK = b"0" * 1024 * 1024


@dataclass(frozen=True)
class Answer:
    """What a server sent before it hung up."""

    status: int
    headers: dict[str, str]
    body: str

    @property
    def language(self) -> str:
        """The language that the page says it is in; "" when this is no page."""
        found = re.search(r'<html lang="([\w-]+)"', self.body)
        return found.group(1) if found else ""

    @property
    def heading(self) -> str:
        """What stands in the first heading."""
        found = re.search(r"<h1[^>]*>(.*?)</h1>", self.body, re.DOTALL)
        return found.group(1).strip() if found else ""


def get(port: int, target: str, *, host: str | None = None, method: str = "GET", lines: tuple[str, ...] = ()) -> Answer:
    """The answer to one request; `target` goes into the request line as it is."""
    host = f"127.0.0.1:{port}" if host is None else host
    head = "\r\n".join([f"{method} {target} HTTP/1.1", f"Host: {host}", "Connection: close", *lines, "", ""])
    return exchange(port, iter([head.encode("latin-1")]))


def followed(port: int, target: str, **options: Any) -> Answer:
    """As `get`; where the answer only adds the language to the address, the answer there."""
    answer = get(port, target, **options)
    place = answer.headers.get("location", "")
    return get(port, place, **options) if answer.status == 302 and place.endswith(target) else answer


def post_zeros(port: int, target: str, megabytes: int) -> Answer:
    """The answer to a body of that size, sent to its end as browsers do."""
    head = (
        f"POST {target} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nConnection: close\r\n"
        f"Content-Type: multipart/form-data; boundary=x\r\nContent-Length: {megabytes * len(CHUNK)}\r\n\r\n"
    )

    def parts() -> Iterator[bytes]:
        yield head.encode()
        yield from repeat(CHUNK, megabytes)

    return exchange(port, parts())


def exchange(port: int, parts: Iterator[bytes]) -> Answer:
    """Send the parts, then read until the server closes. A server that closes early is read all the same."""
    with socket.create_connection(("127.0.0.1", port), timeout=SECONDS) as connection:
        try:
            for part in parts:
                connection.sendall(part)
        except (BrokenPipeError, ConnectionResetError):
            pass
        received = b""
        while chunk := connection.recv(65536):
            received += chunk
    head, _, body = received.partition(b"\r\n\r\n")
    first, *rest = head.decode("latin-1").split("\r\n")
    headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in rest)}
    return Answer(int(first.split(" ")[1]), headers, body.decode("utf-8", "replace"))
