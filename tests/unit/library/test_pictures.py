"""Pictures are drawn anew: nothing survives but the pixels. Hostile and broken files are refused with a sentence."""

from __future__ import annotations

import io
import struct
import zlib

import pytest
from django.core.exceptions import ValidationError
from django.test import override_settings
from PIL import Image, ImageCms, PngImagePlugin

from library.pictures import LONGEST_SIDE, clean_picture

SECRETS = (b"SECRET-ARTIST", b"SECRET-COMMENT", b"SECRET-XMP", b"SECRET-IPTC", b"SECRET-TRAILER", b"SECRET-TEXT")
MARKERS = (b"Exif\x00", b"http://ns.adobe.com/xap", b"x:xmpmeta", b"Photoshop 3.0", b"8BIM", b"ICC_PROFILE", b"iCCP")
CHUNKS = (b"eXIf", b"EXIF", b"XMP ", b"ICCP", b"tEXt", b"iTXt", b"zTXt", b"tIME", b"exif", b"mime")


def exif() -> bytes:
    data = Image.Exif()
    data[0x013B] = "SECRET-ARTIST"
    data[0x010F] = "SECRET-ARTIST camera"
    data[0x0112] = 1
    gps = data.get_ifd(0x8825)
    gps[1], gps[2], gps[3], gps[4] = "N", (35.0, 55.0, 12.0), "E", (74.0, 18.0, 30.0)
    return data.tobytes()


XMP = b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><note>SECRET-XMP</note></x:xmpmeta>'


def picture(mode: str = "RGB", size: tuple[int, int] = (64, 48)) -> Image.Image:
    image = Image.new("RGB", size, (200, 30, 30))
    image.paste((20, 40, 220), (0, 0, size[0] // 2, size[1]))
    return image.convert(mode)


def jpeg_with_everything() -> bytes:
    output = io.BytesIO()
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    picture().save(output, "JPEG", exif=exif(), comment=b"SECRET-COMMENT", icc_profile=profile, xmp=XMP)
    content = output.getvalue()
    iptc = b"Photoshop 3.0\x008BIM\x04\x04\x00\x00\x00\x00\x00\x12\x1c\x02\x19\x00\x0bSECRET-IPTC\x00\x00"
    segment = b"\xff\xed" + struct.pack(">H", len(iptc) + 2) + iptc
    return content[:2] + segment + content[2:] + b"SECRET-TRAILER"


def png_with_everything() -> bytes:
    output = io.BytesIO()
    texts = PngImagePlugin.PngInfo()
    texts.add_text("Author", "SECRET-TEXT")
    texts.add_itxt("XML:com.adobe.xmp", XMP.decode())
    picture().save(output, "PNG", exif=exif(), pnginfo=texts)
    return output.getvalue() + b"SECRET-TRAILER"


def riff_or_heif_with_everything(format_name: str) -> bytes:
    output = io.BytesIO()
    picture().save(output, format_name, exif=exif(), xmp=XMP)
    return output.getvalue() + b"SECRET-TRAILER"


def gif_with_everything() -> bytes:
    output = io.BytesIO()
    picture().save(
        output,
        "GIF",
        save_all=True,
        append_images=[Image.new("RGB", (64, 48), (0, 255, 0))],
        comment=b"SECRET-COMMENT",
        duration=100,
    )
    return output.getvalue() + b"SECRET-TRAILER"


FULL = {
    "photo.jpg": jpeg_with_everything,
    "photo.jpeg": jpeg_with_everything,
    "PHOTO.JPG": jpeg_with_everything,
    "drawing.png": png_with_everything,
    "photo.webp": lambda: riff_or_heif_with_everything("WEBP"),
    "photo.avif": lambda: riff_or_heif_with_everything("AVIF"),
    "moving.gif": gif_with_everything,
}


@pytest.mark.parametrize("name", FULL)
def test_nothing_survives_but_the_pixels(name: str) -> None:
    original = FULL[name]()
    assert any(secret in original for secret in SECRETS)
    clean = clean_picture(io.BytesIO(original), name)
    for hidden in (*SECRETS, *MARKERS, *CHUNKS):
        assert hidden not in clean.content
    with Image.open(io.BytesIO(clean.content)) as image:
        assert not image.getexif()
        assert not {"exif", "xmp", "icc_profile", "comment", "photoshop"} & set(image.info)
        assert (image.width, image.height) == (clean.width, clean.height) == (64, 48)
        blue, red = image.convert("RGB").getpixel((5, 20)), image.convert("RGB").getpixel((60, 20))
    assert blue[2] > 180 > 60 > blue[0]
    assert red[0] > 160 > 80 > red[2]


@pytest.mark.parametrize(
    ("name", "extension"),
    [("photo.jpeg", "jpg"), ("drawing.png", "png"), ("photo.webp", "webp"), ("moving.gif", "png")],
)
def test_the_name_is_random_and_fits_the_content(name: str, extension: str) -> None:
    clean = clean_picture(io.BytesIO(FULL[name]()), name)
    names = {clean.random_name() for _attempt in range(20)}
    assert len(names) == 20
    assert all(each.endswith(f".{extension}") and "photo" not in each for each in names)


def test_a_moving_picture_becomes_its_first_frame() -> None:
    clean = clean_picture(io.BytesIO(gif_with_everything()), "moving.gif")
    with Image.open(io.BytesIO(clean.content)) as image:
        assert (image.format, getattr(image, "n_frames", 1)) == ("PNG", 1)


def test_a_moving_webp_becomes_its_first_frame() -> None:
    output = io.BytesIO()
    picture().save(output, "WEBP", save_all=True, append_images=[Image.new("RGB", (64, 48), (0, 255, 0))])
    clean = clean_picture(io.BytesIO(output.getvalue()), "moving.webp")
    with Image.open(io.BytesIO(clean.content)) as image:
        assert (image.format, getattr(image, "n_frames", 1)) == ("WEBP", 1)


def test_two_jpeg_pictures_in_one_file_become_one() -> None:
    output = io.BytesIO()
    picture().save(output, "MPO", save_all=True, append_images=[picture()])
    clean = clean_picture(io.BytesIO(output.getvalue()), "phone.jpg")
    with Image.open(io.BytesIO(clean.content)) as image:
        assert image.format == "JPEG"
    assert b"MPF\x00" not in clean.content


def test_a_picture_taken_sideways_is_turned_upright() -> None:
    data = Image.Exif()
    data[0x0112] = 6
    output = io.BytesIO()
    picture().save(output, "JPEG", exif=data.tobytes())
    clean = clean_picture(io.BytesIO(output.getvalue()), "photo.jpg")
    assert (clean.width, clean.height) == (48, 64)


def test_a_large_picture_is_made_smaller_in_proportion() -> None:
    output = io.BytesIO()
    picture(size=(4000, 2000)).save(output, "JPEG")
    clean = clean_picture(io.BytesIO(output.getvalue()), "photo.jpg")
    assert (clean.width, clean.height) == (LONGEST_SIDE, LONGEST_SIDE // 2)


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "I;16"])
def test_every_kind_of_png_can_be_used(mode: str) -> None:
    output = io.BytesIO()
    (Image.new("I;16", (64, 48), 40000) if mode == "I;16" else picture(mode)).save(output, "PNG")
    clean = clean_picture(io.BytesIO(output.getvalue()), "drawing.png")
    with Image.open(io.BytesIO(clean.content)) as image:
        assert image.mode in {"L", "RGB", "RGBA"}


def test_transparency_is_kept() -> None:
    image = Image.new("RGBA", (20, 20), (255, 0, 0, 0))
    image.paste((0, 0, 255, 255), (10, 0, 20, 20))
    output = io.BytesIO()
    image.save(output, "PNG")
    with Image.open(io.BytesIO(clean_picture(io.BytesIO(output.getvalue()), "x.png").content)) as clean:
        assert clean.getpixel((2, 2))[3] == 0
        assert clean.getpixel((15, 2)) == (0, 0, 255, 255)


def test_colours_of_printers_become_colours_of_screens() -> None:
    output = io.BytesIO()
    Image.new("CMYK", (20, 20), (0, 255, 255, 0)).save(output, "JPEG")
    with Image.open(io.BytesIO(clean_picture(io.BytesIO(output.getvalue()), "print.jpg").content)) as clean:
        assert clean.mode == "RGB"
        red, green, blue = clean.getpixel((5, 5))
    assert red > 200 > 80 > max(green, blue)


def profile_that_swaps_red_and_blue() -> bytes:
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    return profile.replace(b"rXYZ", b"tXYZ").replace(b"bXYZ", b"rXYZ").replace(b"tXYZ", b"bXYZ")


@pytest.mark.parametrize("format_name", ["JPEG", "PNG", "WEBP"])
def test_colours_are_converted_by_the_profile_before_it_is_dropped(format_name: str) -> None:
    output = io.BytesIO()
    Image.new("RGB", (20, 20), (250, 0, 0)).save(output, format_name, icc_profile=profile_that_swaps_red_and_blue())
    content = clean_picture(io.BytesIO(output.getvalue()), f"photo.{format_name.lower()}").content
    with Image.open(io.BytesIO(content)) as clean:
        assert "icc_profile" not in clean.info
        red, _green, blue = clean.convert("RGB").getpixel((5, 5))
    assert blue > 200 > 60 > red


def test_a_profile_that_makes_no_sense_is_passed_over() -> None:
    output = io.BytesIO()
    picture().save(output, "JPEG", icc_profile=b"no profile at all" * 20)
    assert b"ICC_PROFILE" not in clean_picture(io.BytesIO(output.getvalue()), "photo.jpg").content


def png_that_claims(width: int, height: int) -> bytes:
    """A PNG of a few bytes whose head promises any size."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0" * 1000)) + chunk(b"IEND", b"")
    )


def plain(format_name: str, size: tuple[int, int] = (64, 48)) -> bytes:
    output = io.BytesIO()
    Image.effect_noise(size, 60).convert("RGB").save(output, format_name)
    return output.getvalue()


REFUSED = {
    "a PDF called .jpg": (b"%PDF-1.7\n%\xe2\xe3\n1 0 obj\n<<>>\nendobj\n", "leaflet.jpg", "invalid_image"),
    "a text": (b"This is not a picture.", "note.png", "invalid_image"),
    "an empty file": (b"", "empty.png", "invalid_image"),
    "an SVG": (b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>', "mark.svg", "invalid_image"),
    "an SVG called .png": (b'<svg xmlns="http://www.w3.org/2000/svg"/>', "mark.png", "invalid_image"),
    "a TIFF": (plain("TIFF"), "scan.tiff", "invalid_image"),
    "a BMP called .png": (plain("BMP"), "scan.png", "invalid_image"),
    "a PNG called .jpg": (plain("PNG"), "photo.jpg", "wrong_extension"),
    "a JPEG without an extension": (plain("JPEG"), "photo", "wrong_extension"),
    "a JPEG called .php": (plain("JPEG"), "photo.jpg.php", "wrong_extension"),
    "a JPEG cut off": (plain("JPEG")[:-400], "photo.jpg", "damaged_picture"),
    "a PNG cut off": (plain("PNG")[:-800], "photo.png", "damaged_picture"),
    "a WebP cut off": (plain("WEBP")[:-300], "photo.webp", None),
    "a GIF cut off": (plain("GIF")[:-800], "photo.gif", "damaged_picture"),
    "a bomb": (png_that_claims(60_000, 60_000), "bomb.png", "file_too_many_pixels"),
    "a smaller bomb": (png_that_claims(9_000, 9_000), "bomb.png", "file_too_many_pixels"),
}


@pytest.mark.parametrize(("content", "name", "code"), REFUSED.values(), ids=REFUSED.keys())
def test_refused_with_a_sentence(content: bytes, name: str, code: str | None) -> None:
    with pytest.raises(ValidationError) as refusal:
        clean_picture(io.BytesIO(content), name)
    assert code is None or refusal.value.code == code
    (sentence,) = refusal.value.messages
    assert sentence.endswith(".")
    assert "%(" not in sentence


@override_settings(WAGTAILIMAGES_MAX_UPLOAD_SIZE=1000)
def test_a_file_that_is_too_large_is_not_even_decoded() -> None:
    with pytest.raises(ValidationError) as refusal:
        clean_picture(io.BytesIO(plain("PNG")), "photo.png")
    assert refusal.value.code == "file_too_large"
