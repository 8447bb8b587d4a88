"""What all pages of a campaign share: one address in all languages, rendering in the page's own language."""

from collections.abc import Mapping
from typing import Any, ClassVar

from django.db import models
from django.http import HttpRequest, HttpResponse
from django.template.response import SimpleTemplateResponse
from django.utils import translation
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, Panel
from wagtail.models import Page, PageViewRestriction
from wagtail_localize.fields import BaseTranslatableField, SynchronizedField

from sections.pages import GuardedByPolicy
from translations.freshness import lag
from translations.panels import SourceFindingsPanel, TranslationStatesPanel
from translations.publication.publishing import PublishingGate

SAME_SLUG_EVERYWHERE: list[BaseTranslatableField] = [SynchronizedField("slug", overridable=False)]

PROMOTE_PANELS: list[Panel] = [
    MultiFieldPanel(
        [
            FieldPanel(
                "slug", help_text=_("Last part of the address; the same in every language, so that links stay.")
            ),
            FieldPanel("seo_title"),
            FieldPanel("search_description", help_text=_("One or two sentences for search engines and shared links.")),
        ],
        _("Search engines and links"),
    ),
    MultiFieldPanel([FieldPanel("show_in_menus")], _("Menus")),
]


class CampaignPage(GuardedByPolicy, PublishingGate, Page):
    """Base of every page type.

    The language of a page is that of its locale, never the active one; `serve` renders in it.
    """

    override_translatable_fields: ClassVar[list[BaseTranslatableField]] = SAME_SLUG_EVERYWHERE
    content_panels: ClassVar[list[Panel]] = [TranslationStatesPanel(), SourceFindingsPanel(), *Page.content_panels]
    promote_panels = PROMOTE_PANELS
    #: Fields in which other wording is a matter of somebody's safety, and values of fields that are (translations/freshness/changes.py).
    safety_fields: ClassVar[frozenset[str]] = frozenset()
    safety_values: ClassVar[Mapping[str, frozenset[str]]] = {}
    #: Fields that may be published in a language ahead of the rest, and those that go with them once they are complete
    #: (translations/freshness/urgent_core.py).
    core_fields: ClassVar[frozenset[str]] = frozenset()
    core_extras: ClassVar[frozenset[str]] = frozenset()
    #: Fields that readers are told from the original where a translation is behind it.
    told_facts: ClassVar[tuple[str, ...]] = ()
    #: Relations that `for_reader` fetches with the page, so that rendering needs no further query for them.
    reader_relations: ClassVar[tuple[str, ...]] = ()

    #: Set by the view that looked the page up, when it has seen that nothing above it is restricted.
    known_unrestricted = False

    class Meta:
        abstract = True

    @classmethod
    def reader_columns(cls) -> dict[str, Any]:
        """What is computed in the query that fetches a page for its readers, by name."""
        return lag.columns(cls, cls.told_facts)

    def clean(self) -> None:
        """Ends lines as text blocks do, so that a text that nobody touched in its form is no other text."""
        super().clean()
        for field in self._meta.concrete_fields:
            if isinstance(field, models.TextField) and isinstance(text := getattr(self, field.attname), str):
                setattr(self, field.attname, text.replace("\r\n", "\n"))

    def get_view_restrictions(self) -> Any:
        """The restrictions on the page and those above it; no query when they are known to be none."""
        if self.known_unrestricted:
            return PageViewRestriction.objects.none()
        return super().get_view_restrictions()

    @property
    def language(self) -> str:
        """Code of the page's language, for example "pt-br"."""
        return self.locale.language_code

    @property
    def social_picture(self) -> Any | None:
        """The picture that stands for the page where it is shared; page types with a picture override it."""
        return None

    @property
    def lead(self) -> str:
        """The sentence or two under the title, used as the description where none is given."""
        return getattr(self, "summary", "")

    def get_url(self, request: HttpRequest | None = None, current_site: Any | None = None) -> str | None:
        """The address without the host: all languages live on one site, so which site was asked for is no question."""
        parts = self.get_url_parts(request)
        return parts[2] if parts else None

    url = property(get_url)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Adds the language and what the page type needs; page types extend `reader_context`."""
        context = super().get_context(request, *args, **kwargs)
        context["language"] = self.language
        context.update(self.reader_context())
        return context

    def reader_context(self) -> dict[str, Any]:
        """What the template of the page type needs beyond the page itself."""
        return {}

    def shows_video(self) -> bool:
        """Whether a frame of a video host may appear after a click; widens the Content-Security-Policy."""
        return False

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Renders the page in its own language, also when another one is active (previews)."""
        response = super().serve(request, *args, **kwargs)
        return self._finish(response)

    def serve_preview(self, request: HttpRequest, mode_name: str) -> HttpResponse:
        """Renders a draft as readers will see it."""
        response = super().serve_preview(request, mode_name)
        return self._finish(response)

    def _finish(self, response: HttpResponse) -> HttpResponse:
        response.allow_video_frames = self.shows_video()  # type: ignore[attr-defined]
        response.headers["Content-Language"] = self.language
        with translation.override(self.language):
            if isinstance(response, SimpleTemplateResponse) and not response.is_rendered:
                response.render()
        return response
