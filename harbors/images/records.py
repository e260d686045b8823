"""Knows a picture that is ready to be shown, and what is told of it."""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import NewType
from uuid import UUID

from harbors.text import Translated

ImageId = NewType("ImageId", UUID)
AttachmentId = NewType("AttachmentId", UUID)


class Licence(StrEnum):
    """Under which a picture may be used by others, as SPDX names it."""

    CC0 = "CC0-1.0"
    CC_BY = "CC-BY-4.0"
    CC_BY_SA = "CC-BY-SA-4.0"
    CC_BY_ND = "CC-BY-ND-4.0"
    CC_BY_NC = "CC-BY-NC-4.0"
    CC_BY_NC_SA = "CC-BY-NC-SA-4.0"


@dataclass(frozen=True, slots=True)
class Picture:
    """One size of a picture, as WebP."""

    width: int
    height: int
    content: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Prepared:
    """A picture in two sizes; ``hash`` is SHA-256 of the large one, in hex."""

    hash: str
    large: Picture
    small: Picture


@dataclass(frozen=True, slots=True, kw_only=True)
class Credits:
    """What is told beside a picture: under which ``Licence``, who took it, what is to be seen."""

    licence: str
    author: str
    caption: Translated = field(default_factory=Translated)
