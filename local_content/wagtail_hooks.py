"""Registration with Wagtail's admin."""

from wagtail.snippets.models import register_snippet

from local_content.viewsets import LocalContentViewSet

register_snippet(LocalContentViewSet)
