"""Knows how a picture that a stranger sent becomes two of our own: nothing that was beside the picture comes through.

What the header claims is looked at before anything is decoded. The work takes up to a second: keep it off the loop.
"""

import struct
import zlib
from hashlib import sha256
from io import BytesIO

from PIL import Image, ImageOps

from harbors.images.records import Picture, Prepared
from harbors.images.refusals import too_large, unreadable
from harbors.images.rules import LARGE, PIXELS_AT_MOST, SMALL

# Pillow's reader for each media type that is taken; nothing else is tried.
FORMATS = {"image/jpeg": "JPEG", "image/png": "PNG", "image/webp": "WEBP"}

_MILLION = 1_000_000
# Pillow itself complains of more when it opens a file: as a warning up to twice as many, as an error beyond.
Image.MAX_IMAGE_PIXELS = PIXELS_AT_MOST
_TOO_MANY = (Image.DecompressionBombError, Image.DecompressionBombWarning)
# What readers of broken files raise.
_BROKEN = (
    OSError,
    EOFError,
    SyntaxError,
    ValueError,
    LookupError,
    TypeError,
    ArithmeticError,
    struct.error,
    zlib.error,
)


def prepare(content: bytes, *, media_type: str) -> Prepared:
    """The picture in two sizes, as WebP, upright. Raises ``Invalid``."""
    try:
        with Image.open(BytesIO(content), formats=(FORMATS[media_type],)) as opened:
            _require_bearable(opened)
            return _prepared(_upright(opened))
    except _TOO_MANY:
        raise too_large(most=PIXELS_AT_MOST // _MILLION) from None
    except _BROKEN:
        raise unreadable() from None


def _require_bearable(image: Image.Image) -> None:
    if image.width * image.height > PIXELS_AT_MOST:
        raise too_large(most=PIXELS_AT_MOST // _MILLION)


def _upright(image: Image.Image) -> Image.Image:
    """The first frame, decoded at no more than twice the size that is kept where the format can do that."""
    image.draft("RGB", (2 * LARGE, 2 * LARGE))
    image.load()
    has_alpha = image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info
    return ImageOps.exif_transpose(image).convert("RGBA" if has_alpha else "RGB")


def _prepared(image: Image.Image) -> Prepared:
    large = _reduced(image, LARGE)
    return Prepared(sha256(large.content).hexdigest(), large, _reduced(image, SMALL))


def _reduced(image: Image.Image, longest: int) -> Picture:
    """The picture in a frame of ``longest`` pixels; a new image carries neither EXIF nor a profile along."""
    made = image.copy()
    made.thumbnail((longest, longest), Image.Resampling.LANCZOS)
    written = BytesIO()
    made.save(written, "WEBP", quality=80, method=4, exif=b"", icc_profile=b"", xmp=b"")
    return Picture(width=made.width, height=made.height, content=written.getvalue())
