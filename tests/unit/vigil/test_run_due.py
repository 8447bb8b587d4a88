"""What is due runs in its order, and one that fails keeps no other from running."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.management import CommandError, call_command

from vigil.management.commands import run_due


def test_each_runs_whatever_became_of_the_one_before(monkeypatch: pytest.MonkeyPatch, capsys: Any) -> None:
    ran: list[tuple[str, ...]] = []

    def run(*line: str) -> None:
        ran.append(line)
        if line[0] == "send_digests":
            raise CommandError("The mail server does not answer.")

    monkeypatch.setattr(run_due, "call_command", run)
    monkeypatch.setattr(run_due.connections, "close_all", lambda: None)
    with pytest.raises(CommandError, match="send_digests could not be run to the end"):
        call_command("run_due", "heartbeat", "send_digests", "prune_db_task_results --verbosity 0")
    assert ran == [("heartbeat",), ("send_digests",), ("prune_db_task_results", "--verbosity", "0")]
    assert "The mail server does not answer." in capsys.readouterr().err
