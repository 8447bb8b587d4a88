"""Runs inside the process of a site: what its pages cost the server, without network and without caches of answers.

Knows nothing of Vigil, so that a bare Wagtail site is measured by the same lines.
"""

from __future__ import annotations

import json
import statistics
import time

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

HOST = {"host": "127.0.0.1"}
REQUESTS = 25


def cost(path: str, status: int = 200, requests: int = REQUESTS) -> dict[str, float]:
    """Queries and median processor milliseconds of one answer, on warm caches of the process."""
    client = Client()
    for _warming in range(3):
        response = client.get(path, headers=HOST)
        assert response.status_code == status, f"{path}: {response.status_code}"
    with CaptureQueriesContext(connection) as captured:
        client.get(path, headers=HOST)
    queries = len(captured)  # now: the next request empties the log
    times = []
    for _request in range(requests):
        start = time.process_time()
        client.get(path, headers=HOST)
        times.append(time.process_time() - start)
    return {"queries": queries, "milliseconds": statistics.median(times) * 1000}


def report(paths: dict[str, int]) -> None:
    """Print the costs of the paths, each with the status it is answered with, as one line of JSON."""
    print(json.dumps({path: cost(path, status) for path, status in paths.items()}))  # noqa: T201
