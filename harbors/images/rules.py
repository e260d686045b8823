"""Knows how many pictures there can be, and what has to be told of one."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

from harbors.errors import Invalid, Problem
from harbors.forms import TextField, tidy_optional, tidy_text
from harbors.images.records import Credits, Licence
from harbors.images.refusals import image_problem, too_many_images, too_many_uploads
from harbors.text import Translated

UPLOADS_AT_MOST = 50
IMAGES_AT_MOST = 30
UPLOAD_HOLDS = timedelta(days=1)
PIXELS_AT_MOST = 50_000_000
LARGE = 1_600
SMALL = 480

AUTHOR = TextField(longest=200, required=True)
CAPTION = TextField(longest=500)


def tidy_credits(given: Credits) -> Credits:
    """The same without stray spaces."""
    caption = given.caption
    told = Translated(fi=tidy_optional(caption.fi), sv=tidy_optional(caption.sv), en=tidy_optional(caption.en))
    return replace(given, author=tidy_text(given.author), caption=told)


def check_credits(credits: Credits) -> None:
    """Raise ``Invalid`` with all that is wrong with what is told of a picture, tidied."""
    if problems := list(_problems(credits)):
        raise Invalid(*problems)


def require_room_for_upload(waiting: int) -> None:
    """Raise ``Refused`` when a person has as many pictures waiting as can be."""
    if waiting >= UPLOADS_AT_MOST:
        raise too_many_uploads(most=UPLOADS_AT_MOST)


def require_room_for_image(shown: int) -> None:
    """Raise ``Refused`` when as many pictures of a thing are shown as can be."""
    if shown >= IMAGES_AT_MOST:
        raise too_many_images(most=IMAGES_AT_MOST)


def _problems(credits: Credits) -> Iterator[Problem]:
    if credits.licence not in set(Licence):
        yield image_problem("LICENCE_UNKNOWN", field="licence", known=", ".join(Licence))
    yield from AUTHOR.problems(credits.author, field="author")
    for language in ("fi", "sv", "en"):
        yield from CAPTION.problems(getattr(credits.caption, language), field=f"caption.{language}")
