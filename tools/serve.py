"""Serves the site on this machine (`make run`): migrates, loads the demo content, makes the accounts, answers requests.

Does only what is not done yet, all in one process, so that a second start takes seconds. Not for the internet.
`python tools/serve.py prepare` stops before it would serve.
"""

import logging
import os
import socket
import socketserver
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http import HTTPStatus
from pathlib import Path
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer

ROOT = Path(__file__).resolve().parents[1]
for folder in (ROOT, ROOT / "site"):
    if str(folder) not in sys.path:
        sys.path.append(str(folder))

HOST = "127.0.0.1"
logger = logging.getLogger("vigil.serve")


@contextmanager
def step(sentence: str) -> Iterator[None]:
    """Say what takes time, and how much it took."""
    print(f"{sentence} ...", flush=True)
    start = time.monotonic()
    yield
    print(f"  done in {time.monotonic() - start:.1f} s", flush=True)


class LocalHandler(WSGIRequestHandler):
    """Answers addresses that are too long for the server with a page of the site instead of the library's own."""

    timeout = 120

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  (the library's name)
        """Say what was asked, shortened: an address can be as long as its sender likes."""
        logger.debug("%s", (format % args)[:200])

    def get_environ(self) -> dict[str, str]:
        """The request for the application; the host name of the client is never looked up."""
        environ: dict[str, str] = super().get_environ()
        environ["REMOTE_HOST"] = ""
        return environ

    def address_string(self) -> str:
        """The address of the client as it is, without asking a name server."""
        return str(self.client_address[0])

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """The page for requests that are no requests."""
        from django.utils import translation

        from vigil.errors import error_page, language_of, reason_for

        status = code if code in {HTTPStatus.REQUEST_URI_TOO_LONG, HTTPStatus.BAD_REQUEST} else HTTPStatus.BAD_REQUEST
        line = getattr(self, "raw_requestline", b"")[:80].decode("latin-1")
        path = line.split(" ")[1] if line.count(" ") else "/"
        with translation.override(language_of(path)):
            body = error_page(status, reason_for(status)).encode()
        try:
            self.wfile.write(
                f"HTTP/1.1 {int(status)} {HTTPStatus(status).phrase}\r\nContent-Type: text/html; charset=utf-8\r\n"
                f"Content-Length: {len(body)}\r\nConnection: close\r\n\r\n".encode()
                + body
            )
            self._discard_request()
        except OSError:
            return  # the sender has gone away

    def _discard_request(self) -> None:
        # A client that is still sending would otherwise see a broken connection instead of the page.
        self.close_connection = True
        self.connection.shutdown(socket.SHUT_WR)
        self.connection.settimeout(2)
        for _chunk in range(64):
            if not self.connection.recv(1024 * 1024):
                return


class LocalServer(socketserver.ThreadingMixIn, WSGIServer):
    """One thread for each request; threads do not keep the process alive."""

    daemon_threads = True
    request_queue_size = 64
    allow_reuse_address = True

    def server_bind(self) -> None:
        """Bind without looking up the name of this machine, which can take seconds."""
        socketserver.TCPServer.server_bind(self)
        self.server_name = HOST
        self.server_port = self.server_address[1]
        self.setup_environ()

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing when a client hangs up; it is no fault of ours."""
        if not isinstance(sys.exc_info()[1], OSError):
            super().handle_error(request, client_address)  # type: ignore[arg-type]


def bound_server(port: int) -> LocalServer:
    """The server with its port taken, or one sentence when somebody else has it."""
    from vigil.start import refuse

    try:
        return LocalServer((HOST, port), LocalHandler)
    except OSError as error:
        refuse(f"port {port} cannot be used ({error.strerror}); choose another one: make run PORT={port + 1}")


def prepare() -> None:
    """Bring database, demo content and accounts to where they should be."""
    from django.core.management import CommandError, call_command
    from django.db import OperationalError, connection
    from django.db.migrations.executor import MigrationExecutor

    from sections.provisioning import sync_all
    from vigil.start import refuse

    try:
        executor = MigrationExecutor(connection)
    except OperationalError as error:
        first_line = str(error).strip().splitlines()[0]
        refuse(f"the database that DATABASE_URL names does not answer: {first_line}")
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        with step("Preparing the database"):
            call_command("migrate", interactive=False, verbosity=1)
    try:
        call_command("load_demo")
        for change in sync_all():
            print(f"Sections: {change}", flush=True)
        call_command("create_demo_accounts")
        call_command("rebuild_search", "--missing")
    except CommandError as error:
        refuse(str(error))


def announce(port: int) -> None:
    """Print where everything is."""
    from django.conf import settings

    base = f"http://{HOST}:{port}"
    print(
        f"\nVigil is running.\n"
        f"  Site in English  {base}/en/\n"
        f"  Site in Urdu     {base}/ur/\n"
        f"  Administration   {base}/admin/   (accounts: {settings.DEMO_ACCOUNTS_FILE})\n"
        f"Stop it with Ctrl-C.\n",
        flush=True,
    )


def main() -> None:
    """Prepare what is missing, then serve until Ctrl-C."""
    os.chdir(ROOT)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "vigil.settings.dev")
    from tools.catalogues import compile_catalogues
    from vigil.start import load_settings

    load_settings()
    import django
    from django.conf import settings

    port: int = settings.PORT
    prepare_only = sys.argv[1:] == ["prepare"]
    server = None if prepare_only else bound_server(port)
    if written := compile_catalogues():
        print(f"{len(written)} catalogues compiled.", flush=True)
    django.setup()
    prepare()
    if server is None:
        return
    if settings.DEBUG:
        server.server_close()
        os.execv(sys.executable, [sys.executable, "manage.py", "runserver", f"{HOST}:{port}"])

    from django.core.wsgi import get_wsgi_application

    server.set_app(get_wsgi_application())
    announce(port)
    try:
        server.serve_forever()
    except KeyboardInterrupt:
        print("\nStopped.", flush=True)
    finally:
        server.server_close()


if __name__ == "__main__":
    main()
