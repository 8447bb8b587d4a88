"""What is done to several rows at once. Wagtail asks for a right on the model there; here each row is asked about."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from wagtail.snippets.bulk_actions.delete import DeleteBulkAction

from local_content.models import LocalContent
from local_content.viewsets import LocalContentPolicy


class DeleteRows(DeleteBulkAction):
    """Deletes rows of one's own sections; nothing at all, and no title is shown, if one of them is another's."""

    models = (LocalContent,)

    def check_perm(self, snippet: LocalContent) -> bool:
        """As Wagtail's, for the row at hand. Wagtail would show the titles of those for which it is False."""
        if not LocalContentPolicy(LocalContent).user_has_permission_for_instance(self.request.user, "delete", snippet):
            raise PermissionDenied
        return True

    def get_all_objects_in_listing_query(self, parent_id: Any) -> QuerySet[LocalContent, int]:
        """The keys of all rows in the list: it holds those of one's own sections."""
        rows = LocalContentPolicy(LocalContent).instances_user_has_any_permission_for(self.request.user, ["view"])
        return rows.values_list("pk", flat=True)
