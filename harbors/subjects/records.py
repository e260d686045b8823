"""Knows a thing of the catalogue by kind and id."""

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID


class SubjectKind(StrEnum):
    """What something can be shown of."""

    PROVIDER = "PROVIDER"
    HARBOR = "HARBOR"
    PIER = "PIER"
    PLACE = "PLACE"
    WINTER_STORAGE_AREA = "WINTER_STORAGE_AREA"
    SERVICE = "SERVICE"


@dataclass(frozen=True, slots=True)
class Subject:
    """A thing of the catalogue."""

    kind: SubjectKind
    id: UUID
