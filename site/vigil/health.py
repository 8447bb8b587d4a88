"""/healthz for load balancers and containers: whether the database answers and is migrated. Tells nothing else."""

import logging
from collections.abc import Callable

from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, JsonResponse
from django.http.response import HttpResponseBase
from django.utils.cache import add_never_cache_headers

logger = logging.getLogger(__name__)


def state() -> tuple[bool, dict[str, str]]:
    """Whether the site can serve, and a word or sentence for each thing that was looked at."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
            cursor.fetchone()
        executor = MigrationExecutor(connection)
        missing = len(executor.migration_plan(executor.loader.graph.leaf_nodes()))
    except Exception as error:  # drivers and pools raise errors of their own
        logger.warning("Health check failed: %s", error)
        # The driver's text can hold addresses and names of users; it goes to the log only.
        reason = "the database does not answer" if isinstance(error, DatabaseError) else "the database cannot be used"
        return False, {"database": reason, "migrations": "unknown"}
    if missing:
        return False, {"database": "ok", "migrations": f"{missing} not applied"}
    return True, {"database": "ok", "migrations": "ok"}


class HealthMiddleware:
    """Answers /healthz before anything looks at the host name: a load balancer asks by the address of the machine.

    200 when the site can serve, else 503; the body says why.
    """

    PATH = "/healthz"

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.path_info != self.PATH:
            return self.get_response(request)
        healthy, details = state()
        response = JsonResponse(
            {"status": "ok" if healthy else "unavailable", **details}, status=200 if healthy else 503
        )
        add_never_cache_headers(response)
        return response
