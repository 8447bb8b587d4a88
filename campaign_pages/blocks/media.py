"""Blocks that show something: pictures with credit and alt text, video behind a click. Nothing is embedded from elsewhere."""

from urllib.parse import parse_qs, urlsplit

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail.images.blocks import ImageChooserBlock

from translations import blocks

YOUTUBE_HOSTS = frozenset({"youtube.com", "www.youtube.com", "m.youtube.com", "youtu.be", "www.youtube-nocookie.com"})


def youtube_id(url: str) -> str:
    """The identifier of a YouTube video, or "" for any other address.

    >>> youtube_id("https://youtu.be/abc_DEF-123")
    'abc_DEF-123'
    >>> youtube_id("https://example.org/watch?v=abc_DEF-123")
    ''
    """
    parts = urlsplit(url)
    if parts.hostname not in YOUTUBE_HOSTS:
        return ""
    if parts.hostname == "youtu.be":
        candidate = parts.path.lstrip("/")
    elif parts.path.startswith(("/embed/", "/shorts/", "/live/")):
        candidate = parts.path.split("/")[2]
    else:
        candidate = parse_qs(parts.query).get("v", [""])[0]
    return candidate if candidate and all(c.isalnum() or c in "_-" for c in candidate) else ""


class PictureBlock(blocks.StructBlock):
    """A picture; credit and the note on alterations come from the picture's own record."""

    image = ImageChooserBlock(label=_("Picture"))
    alt_text = blocks.CharBlock(
        label=_("Alternative text"),
        required=False,
        help_text=_(
            "What the picture shows, for readers who do not see it. Leave it empty to use the text kept with the picture."
        ),
    )
    caption = blocks.CharBlock(label=_("Caption"), required=False)

    class Meta:
        icon = "image"
        label = _("Picture")
        template = "campaign_pages/blocks/picture.html"


class VideoValue(blocks.StructValue):
    """What the template asks of a video."""

    @property
    def embed_url(self) -> str:
        """Address of the frame that replaces the link after a click; "" when the link can only be followed."""
        identifier = youtube_id(self.get("url") or "")
        return f"https://www.youtube-nocookie.com/embed/{identifier}?autoplay=1" if identifier else ""

    @property
    def host(self) -> str:
        """The site a click leads to, shown to the reader before she clicks."""
        return urlsplit(self.get("url") or "").hostname or ""


class VideoBlock(blocks.StructBlock):
    """A video that is asked for only when the reader clicks."""

    url = blocks.URLBlock(label=_("Address of the video"), help_text=_("For example https://www.youtube.com/watch?v=…"))
    title = blocks.CharBlock(label=_("What the video shows"))
    poster = ImageChooserBlock(label=_("Still picture"), required=False)
    transcript = blocks.RichTextBlock(
        label=_("Transcript"),
        required=False,
        features=["bold", "italic", "ul", "ol"],
        help_text=_("For readers who cannot hear or load the video."),
    )

    def clean(self, value: dict[str, object]) -> VideoValue:
        """Refuses addresses that are not https."""
        result = super().clean(value)
        if not str(result.get("url") or "").startswith("https://"):
            raise blocks.StructBlockValidationError(
                block_errors={"url": ValidationError(_("Give an address that begins with https://"))}
            )
        return result

    class Meta:
        icon = "media"
        label = _("Video")
        template = "campaign_pages/blocks/video.html"
        value_class = VideoValue
