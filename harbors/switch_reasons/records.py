"""Knows a reason for wanting another place, and its number among them."""

from dataclasses import dataclass
from typing import NewType
from uuid import UUID

from harbors.text import Translated

SwitchReasonId = NewType("SwitchReasonId", UUID)


@dataclass(frozen=True, slots=True, kw_only=True)
class SwitchReason:
    """A reason in up to three languages."""

    id: SwitchReasonId
    number: int
    name: Translated
