"""Turns an uploaded picture into one that is safe to keep: checked, turned upright, made smaller, drawn anew.

Refuses everything that is not a whole JPEG, PNG, WebP, AVIF or GIF picture under its own name. Of what came with the
file nothing survives but the pixels: no place, camera, author, comment, colour profile, thumbnail or trailing bytes.
Of a moving picture the first frame is kept.
"""

from __future__ import annotations

import io
import secrets
from dataclasses import dataclass
from pathlib import PurePath
from typing import IO, Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext_lazy as _
from PIL import Image, ImageCms, ImageOps

LONGEST_SIDE = 2560

#: What a file may be called, by what it holds. Some cameras put two JPEG pictures into one file and call it MPO.
EXTENSIONS = {
    "JPEG": ("jpg", "jpeg"),
    "MPO": ("jpg", "jpeg"),
    "PNG": ("png",),
    "WEBP": ("webp",),
    "AVIF": ("avif",),
    "GIF": ("gif",),
}

#: The only decoders that get to see a file; the one for JPEG also reads MPO.
DECODERS = [name for name in EXTENSIONS if name != "MPO"]

#: How each format is written again, with its extension. GIF becomes PNG: both keep every pixel as it is.
WRITTEN_AS = {
    "JPEG": ("JPEG", "jpg"),
    "MPO": ("JPEG", "jpg"),
    "PNG": ("PNG", "png"),
    "WEBP": ("WEBP", "webp"),
    "AVIF": ("AVIF", "avif"),
    "GIF": ("PNG", "png"),
}

WRITING_OPTIONS: dict[str, dict[str, Any]] = {
    "JPEG": {"quality": 88, "optimize": True, "progressive": True},
    "PNG": {"optimize": True},
    "WEBP": {"quality": 88, "method": 4},
    "AVIF": {"quality": 80},
}

NOT_A_PICTURE = _("This file is not a picture that can be used here. Use a JPEG, PNG, WebP, AVIF or GIF file.")
WRONG_NAME = _(
    "This file is called .%(extension)s, but it holds a %(format)s picture. Save the picture again under its right name."
)
TOO_LARGE = _("This file is larger than %(limit)s. Make the picture smaller and try again.")
TOO_MANY_PIXELS = _("This picture has more pixels than can be processed. Make it smaller and try again.")
DAMAGED = _("This picture is damaged: it cannot be read to its end. Export it again and try once more.")


@dataclass(frozen=True)
class CleanPicture:
    """A picture drawn anew, ready to be stored."""

    content: bytes
    extension: str
    width: int
    height: int

    def random_name(self) -> str:
        return f"{secrets.token_hex(12)}.{self.extension}"


def clean_picture(file: IO[bytes], name: str) -> CleanPicture:
    """The picture in `file`, drawn anew. Raises ValidationError with a sentence for the person who uploaded it."""
    content = _read(file)
    image = _open(content, name)
    written_as, extension = WRITTEN_AS[str(image.format)]
    try:
        upright = ImageOps.exif_transpose(image)
        upright.load()
    except Exception as error:  # decoders raise whatever they like on broken data
        raise ValidationError(DAMAGED, code="damaged_picture") from error
    pixels = _in_standard_colours(upright, keep_alpha=written_as != "JPEG")
    pixels.thumbnail((LONGEST_SIDE, LONGEST_SIDE), Image.Resampling.LANCZOS)
    fresh = Image.frombytes(pixels.mode, pixels.size, pixels.tobytes())
    output = io.BytesIO()
    fresh.save(output, format=written_as, **WRITING_OPTIONS[written_as])
    return CleanPicture(output.getvalue(), extension, *fresh.size)


def check_head(file: IO[bytes], name: str) -> None:
    """Raises ValidationError for what can be told without decoding: too large, no picture, wrong name, too many pixels."""
    _open(_read(file), name)


def size_in_head(file: IO[bytes]) -> tuple[int | None, int | None]:
    """Width and height as the head of a file has them, or nothing for a file that is no picture."""
    try:
        with Image.open(file, formats=DECODERS) as image:
            return image.size
    except Exception:  # decoders raise whatever they like on foreign data
        return None, None


def _read(file: IO[bytes]) -> bytes:
    limit: int = settings.WAGTAILIMAGES_MAX_UPLOAD_SIZE
    file.seek(0)
    content = file.read(limit + 1)
    if len(content) > limit:
        raise ValidationError(TOO_LARGE, code="file_too_large", params={"limit": filesizeformat(limit)})
    return content


def _open(content: bytes, name: str) -> Image.Image:
    """The picture, recognised by its content and not yet decoded; only its head has been read."""
    try:
        image = Image.open(io.BytesIO(content), formats=DECODERS)
    except Image.DecompressionBombError as error:
        raise ValidationError(TOO_MANY_PIXELS, code="file_too_many_pixels") from error
    except Exception as error:  # decoders raise whatever they like on foreign data
        raise ValidationError(NOT_A_PICTURE, code="invalid_image") from error
    if image.width * image.height > settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS:
        raise ValidationError(TOO_MANY_PIXELS, code="file_too_many_pixels")
    extension = PurePath(name).suffix.lower().lstrip(".")
    if extension not in EXTENSIONS[str(image.format)]:
        raise ValidationError(
            WRONG_NAME, code="wrong_extension", params={"extension": extension, "format": image.format}
        )
    return image


def _in_standard_colours(image: Image.Image, *, keep_alpha: bool) -> Image.Image:
    """The first frame in greys, RGB or RGBA of the sRGB colour space."""
    alpha = _alpha_of(image) if keep_alpha else None
    colours = _converted_by_profile(image) or image.convert("L" if image.mode in {"1", "L", "LA", "I;16"} else "RGB")
    if alpha is not None:
        colours = colours.convert("RGB")
        colours.putalpha(alpha)
    return colours


def _alpha_of(image: Image.Image) -> Image.Image | None:
    """The transparency of a picture; None where it has none, or is opaque throughout."""
    if not image.has_transparency_data:
        return None
    alpha = image.convert("RGBA").getchannel("A")
    return None if alpha.getextrema() == (255, 255) else alpha


def _converted_by_profile(image: Image.Image) -> Image.Image | None:
    """The colours as the embedded profile means them; None without a profile that can be used."""
    profile = image.info.get("icc_profile")
    colours = image.convert("RGB") if image.mode in {"RGBA", "P"} else image
    if not profile or colours.mode not in {"RGB", "CMYK"}:
        return None
    try:
        return ImageCms.profileToProfile(
            colours, ImageCms.ImageCmsProfile(io.BytesIO(profile)), ImageCms.createProfile("sRGB"), outputMode="RGB"
        )
    except (ImageCms.PyCMSError, OSError):
        return None
