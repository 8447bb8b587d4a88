"""How the edit forms of the page types are laid out. Order follows the page that readers see."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel, Panel

from campaign_pages.placeholders.panel import PlaceholdersPanel

INDEX_PANELS: list[Panel] = [FieldPanel("intro")]

APPEAL_PANELS: list[Panel] = [
    FieldPanel("summary"),
    MultiFieldPanel(
        [
            FieldRowPanel([FieldPanel("reference"), FieldPanel("kind")]),
            FieldRowPanel([FieldPanel("issued"), FieldPanel("facts_as_of")]),
            FieldRowPanel([FieldPanel("deadline_kind"), FieldPanel("act_until")]),
            FieldPanel("after_expiry"),
            InlinePanel("parents", label=_("earlier appeal"), heading=_("Earlier appeals")),
        ],
        _("The appeal"),
    ),
    MultiFieldPanel(
        [
            FieldRowPanel([FieldPanel("case"), FieldPanel("place")]),
            InlinePanel("people", label=_("person"), heading=_("People concerned")),
        ],
        _("Who and where"),
    ),
    FieldPanel("demands"),
    FieldPanel("steps"),
    FieldPanel("sender_safety"),
    MultiFieldPanel([FieldPanel("picture"), FieldPanel("video")], _("Picture and video")),
    FieldPanel("body"),
    FieldPanel("background"),
    InlinePanel("sources", label=_("source"), heading=_("Sources")),
]

PROFILE_PANELS: list[Panel] = [FieldPanel("person"), FieldPanel("summary"), FieldPanel("body")]

DOCUMENT_PANELS: list[Panel] = [
    FieldPanel("summary"),
    MultiFieldPanel(
        [
            FieldRowPanel([FieldPanel("kind"), FieldPanel("version")]),
            FieldRowPanel([FieldPanel("facts_as_of"), FieldPanel("expires")]),
            FieldPanel("appeal"),
            FieldPanel("missions_of"),
            FieldPanel("superseded_by"),
        ],
        _("About the document"),
    ),
    FieldPanel("content"),
    PlaceholdersPanel(),
    FieldPanel("fields"),
]

UPDATE_PANELS: list[Panel] = [
    FieldPanel("date"),
    FieldPanel("summary"),
    FieldPanel("picture"),
    FieldPanel("body"),
    InlinePanel("appeals", label=_("appeal"), heading=_("Appeals")),
    InlinePanel("sources", label=_("source"), heading=_("Sources")),
]
