"""/healthz for load balancers and containers, /readyz for those who watch the site. Both answer before anything else does."""

import logging
import time
from collections.abc import Callable

from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, JsonResponse
from django.http.response import HttpResponseBase
from django.utils.cache import add_never_cache_headers

logger = logging.getLogger(__name__)

#: Reading all migrations takes a while, and what is applied stays so.
APPLIED_FOR = 60.0


def missing_migrations() -> int:
    """How many migrations of this version the database does not have yet."""
    executor = MigrationExecutor(connection)
    return len(executor.migration_plan(executor.loader.graph.leaf_nodes()))


class Migrations:
    """How many are missing; that none is, is remembered for a minute."""

    def __init__(self) -> None:
        self._applied_until = 0.0

    def missing(self) -> int:
        """As `missing_migrations`."""
        if time.monotonic() < self._applied_until:
            return 0
        missing = missing_migrations()
        if not missing:
            self._applied_until = time.monotonic() + APPLIED_FOR
        return missing


_migrations = Migrations()


def state() -> tuple[bool, dict[str, str]]:
    """Whether the site can serve, and a word or sentence for each thing that was looked at."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
            cursor.fetchone()
        missing = _migrations.missing()
    except Exception as error:  # drivers and pools raise errors of their own
        logger.warning("Health check failed: %s", error)
        # The driver's text can hold addresses and names of users; it goes to the log only.
        reason = "the database does not answer" if isinstance(error, DatabaseError) else "the database cannot be used"
        return False, {"database": reason, "migrations": "unknown"}
    if missing:
        return False, {"database": "ok", "migrations": f"{missing} not applied"}
    return True, {"database": "ok", "migrations": "ok"}


def _readiness() -> tuple[bool, dict[str, str]]:
    from vigil.readiness import look  # it looks at tables, which are not there yet when middleware is imported

    told = look()
    return all(sentence == "ok" for sentence in told.values()), told


class HealthMiddleware:
    """Answers before anything looks at the host name: a load balancer asks by the address of the machine.

    200 when all is well, else 503; the body says why. /healthz asks whether this process can answer readers, /readyz
    whether everything else does its work as well.
    """

    QUESTIONS: dict[str, Callable[[], tuple[bool, dict[str, str]]]] = {"/healthz": state, "/readyz": _readiness}

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        question = self.QUESTIONS.get(request.path_info)
        if question is None:
            return self.get_response(request)
        healthy, details = question()
        response = JsonResponse(
            {"status": "ok" if healthy else "unavailable", **details}, status=200 if healthy else 503
        )
        add_never_cache_headers(response)
        return response
