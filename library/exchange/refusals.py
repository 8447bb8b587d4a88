"""Why a file is not taken: it cannot be read, or what was agreed to would not happen any more."""

from __future__ import annotations

from typing import Any


class FileRefusedError(Exception):
    """The file as a whole cannot be used; the message is a sentence for the person who sent it."""


class PlanOutdatedError(Exception):
    """The records are no longer those that the preview was made from. `plan` is what the file would do now."""

    def __init__(self, plan: Any) -> None:
        self.plan = plan
        super().__init__("The records have changed since the preview.")
