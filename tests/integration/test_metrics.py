"""/metrics: figures for those who may see them, no such page for everybody else."""

from ipaddress import ip_network
from typing import Any

import pytest
from django.test import Client
from prometheus_client.parser import text_string_to_metric_families

from vigil import metrics
from vigil.metrics import register_gauge, render_timer

pytestmark = pytest.mark.django_db
TOKEN = "a-token-that-nobody-guesses"


@pytest.fixture
def scrape(settings: Any, monkeypatch: pytest.MonkeyPatch) -> Any:
    """What Prometheus reads: figures by name."""
    settings.METRICS_TOKEN = TOKEN
    monkeypatch.setattr(metrics, "_GAUGES", dict(metrics._GAUGES))

    def ask() -> dict[str, float]:
        answer = Client().get("/metrics", headers={"authorization": f"Bearer {TOKEN}", "host": "10.0.0.7:8000"})
        assert answer.status_code == 200
        assert answer["Content-Type"].startswith("text/plain")
        assert "no-store" in answer["Cache-Control"]
        return {
            sample.name: sample.value
            for family in text_string_to_metric_families(answer.content.decode())
            for sample in family.samples
        }

    return ask


def test_the_queue_and_the_time_of_rendering_are_told(scrape: Any) -> None:
    before = scrape()
    with render_timer():
        pass

    after = scrape()
    assert after["vigil_tasks_waiting"] == 0
    assert after["vigil_tasks_failed"] == 0
    assert after["vigil_tasks_oldest_seconds"] != after["vigil_tasks_oldest_seconds"]  # not a number: none waits
    assert after["vigil_render_seconds_count"] == before["vigil_render_seconds_count"] + 1


def test_other_parts_tell_their_figures_and_one_that_fails_keeps_none_back(scrape: Any) -> None:
    register_gauge("vigil_unwritten_oldest_seconds", "Age of the oldest change that is not written.", lambda: 7.5)
    register_gauge("vigil_broken", "Fails.", lambda: 1 / 0)

    told = scrape()
    assert told["vigil_unwritten_oldest_seconds"] == 7.5
    assert "vigil_broken" not in told
    assert "vigil_tasks_waiting" in told


@pytest.mark.parametrize("token", ["", "Bearer ", "Bearer wrong", f"Basic {TOKEN}", f"Bearer {TOKEN}x"])
def test_without_the_token_there_is_no_such_page(token: str, settings: Any) -> None:
    settings.METRICS_TOKEN = TOKEN
    assert Client().get("/metrics", headers={"authorization": token}, follow=True).status_code == 404


def test_nobody_is_told_anything_by_default() -> None:
    assert Client().get("/metrics", headers={"authorization": "Bearer "}, follow=True).status_code == 404


@pytest.mark.parametrize(
    ("address", "forwarded", "status"),
    [
        ("10.1.2.3", "", 200),
        ("fd00::5", "", 200),
        ("192.0.2.1", "", 404),
        # A reader behind the proxy, who says that he is somebody else.
        ("10.1.2.3", "10.9.9.9, 192.0.2.1", 404),
        ("10.1.2.3", "192.0.2.1, 10.9.9.9", 200),
        ("no address", "", 404),
    ],
)
def test_a_network_is_told_and_nobody_can_pretend_to_be_in_it(
    address: str, forwarded: str, status: int, settings: Any
) -> None:
    settings.METRICS_NETWORKS = [ip_network("10.0.0.0/8"), ip_network("fd00::/8")]
    settings.TRUSTED_PROXIES = 1
    extra = {"HTTP_X_FORWARDED_FOR": forwarded} if forwarded else {}

    assert Client().get("/metrics", follow=True, REMOTE_ADDR=address, **extra).status_code == status
