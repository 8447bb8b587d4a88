"""Registers the project itself: its system checks, and the figures of the queue and of what is written. Has no tables."""

from django.apps import AppConfig


class ProjectConfig(AppConfig):
    name = "vigil"
    verbose_name = "Vigil"

    def ready(self) -> None:
        """Register the checks, which importing them does, and what the queue tells."""
        from published import rendering
        from published.due import oldest_wait
        from vigil import checks  # noqa: F401
        from vigil.metrics import register_gauge, render_timer
        from vigil.readiness import oldest_task_age, tasks_failed, tasks_waiting

        register_gauge("vigil_tasks_waiting", "Background tasks that could be begun now.", tasks_waiting)
        register_gauge(
            "vigil_tasks_oldest_seconds", "For how long the oldest of them has been waiting.", oldest_task_age
        )
        register_gauge("vigil_tasks_failed", "Background tasks on record that have failed.", tasks_failed)
        unwritten = "For how long the oldest change that shows on public pages has not been written."
        register_gauge("vigil_published_oldest_seconds", unwritten, oldest_wait)
        rendering.timer = render_timer
