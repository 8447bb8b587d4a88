"""Wagtail's page editor, but for the mails about comments: those go the way that each person has chosen."""

from __future__ import annotations

from typing import Any

from wagtail.admin.views.pages.edit import EditView

from sections.comments import tell_about_comments


class PageEdit(EditView):
    """Found before Wagtail's; its name keeps leading here."""

    def send_commenting_notifications(self, changes: dict[str, Any]) -> None:
        tell_about_comments(self.page, self.request.user, changes)
