"""A picture that a stranger sent becomes two of our own; what is no picture, or a trap, becomes none."""

import struct
import zlib
from io import BytesIO
from zipfile import ZipFile

import pytest
from PIL import Image

from ahti.pictures import prepare
from harbors.errors import Invalid

EXIF_ORIENTATION, EXIF_GPS = 0x0112, 0x8825


def picture(size: tuple[int, int] = (640, 400), *, format: str = "JPEG", mode: str = "RGB", **options: object) -> bytes:
    written = BytesIO()
    Image.linear_gradient("L").resize(size).convert(mode).save(written, format, **options)
    return written.getvalue()


def located() -> bytes:
    """A picture from a telephone that was held upright, and that says where."""
    exif = Image.Exif()
    exif[EXIF_ORIENTATION] = 6
    exif.get_ifd(EXIF_GPS).update({1: "N", 2: (60.0, 9.0, 36.0)})
    return picture(exif=exif, comment=b"my garden")


def chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))


def bomb(width: int, height: int) -> bytes:
    """A PNG of a hundred bytes that claims to be enormous."""
    header = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + header + chunk(b"IDAT", zlib.compress(b"")) + chunk(b"IEND", b"")


def zipped() -> bytes:
    written = BytesIO()
    with ZipFile(written, "w") as archive:
        archive.writestr("harbor.jpg", picture())
    return written.getvalue()


def read(content: bytes) -> Image.Image:
    return Image.open(BytesIO(content), formats=("WEBP",))


def code_of(content: bytes, media_type: str) -> str:
    with pytest.raises(Invalid) as refused:
        prepare(content, media_type=media_type)
    problem, *_ = refused.value.problems
    assert all((problem.message.fi, problem.message.sv, problem.message.en))
    return problem.code


@pytest.mark.parametrize(
    ("content", "media_type"),
    [
        (picture(), "image/jpeg"),
        (picture(format="PNG"), "image/png"),
        (picture(format="PNG", mode="P"), "image/png"),
        (picture(format="PNG", mode="I;16"), "image/png"),
        (picture(format="WEBP"), "image/webp"),
        (picture(mode="CMYK"), "image/jpeg"),
    ],
    ids=["jpeg", "png", "palette", "sixteen bits", "webp", "cmyk"],
)
def test_a_picture_of_each_kind_becomes_two_of_webp(content: bytes, media_type: str) -> None:
    made = prepare(content, media_type=media_type)
    assert [(one.width, one.height) for one in (made.large, made.small)] == [(640, 400), (480, 300)]
    assert [read(one.content).format for one in (made.large, made.small)] == ["WEBP", "WEBP"]


def test_a_large_picture_is_made_smaller_and_a_small_one_stays() -> None:
    large, tiny = (prepare(picture(size), media_type="image/jpeg") for size in ((4000, 3000), (30, 20)))
    assert (large.large.width, large.large.height) == (1600, 1200)
    assert (tiny.large.width, tiny.small.width) == (30, 30)


def test_what_is_clear_stays_clear() -> None:
    glass, written = Image.new("LA", (64, 40), (200, 100)), BytesIO()
    glass.save(written, "PNG")
    made = prepare(written.getvalue(), media_type="image/png")
    assert read(made.large.content).mode == "RGBA"


def test_neither_place_nor_words_come_along_and_the_picture_stands_upright() -> None:
    given = located()
    assert Image.open(BytesIO(given)).getexif().get_ifd(EXIF_GPS)
    assert b"my garden" in given
    made = prepare(given, media_type="image/jpeg")
    for one in (made.large, made.small):
        shown = read(one.content)
        assert shown.width < shown.height
        assert not shown.getexif()
        assert not {"exif", "icc_profile", "xmp", "comment"} & shown.info.keys()
        assert b"my garden" not in one.content


def test_what_is_hidden_behind_a_picture_is_gone() -> None:
    polyglot = picture() + b"<script>alert(1)</script>" + zipped()
    made = prepare(polyglot, media_type="image/jpeg")
    assert b"<script>" not in made.large.content + made.small.content
    assert b"PK\x03\x04" not in made.large.content + made.small.content


@pytest.mark.parametrize(("width", "height"), [(60_000, 60_000), (12_000, 9_000), (8_000, 6_251), (1, 50_000_001)])
def test_a_bomb_is_refused_by_its_header(width: int, height: int) -> None:
    assert code_of(bomb(width, height), "image/png") == "IMAGE_TOO_LARGE"


@pytest.mark.parametrize(
    ("content", "media_type"),
    [
        (picture()[:-3000], "image/jpeg"),
        (picture()[:20], "image/jpeg"),
        (bomb(100, 100), "image/png"),
        (zipped(), "image/jpeg"),
        (b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>', "image/png"),
        (b"", "image/webp"),
        (b"GIF89a" + bytes(100), "image/png"),
        (picture(format="PNG"), "image/jpeg"),
        (picture(format="TIFF"), "image/jpeg"),
    ],
    ids=["truncated", "only a head", "nothing inside", "zip", "svg", "empty", "gif", "another kind", "tiff"],
)
def test_what_is_no_picture_is_refused(content: bytes, media_type: str) -> None:
    assert code_of(content, media_type) == "IMAGE_UNREADABLE"


def test_equal_pictures_have_one_name() -> None:
    one, other, third = (prepare(picture(size), media_type="image/jpeg") for size in ((64, 40), (64, 40), (64, 41)))
    assert one.hash == other.hash != third.hash
