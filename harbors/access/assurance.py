"""Knows how well a sign-in identifies a person. Nothing else is imported here: settings speak of it."""

from enum import StrEnum


class Assurance(StrEnum):
    """How well the sign-in identified the person, as eIDAS has it; strong identification is SUBSTANTIAL or more."""

    NONE = "NONE"
    LOW = "LOW"
    SUBSTANTIAL = "SUBSTANTIAL"
    HIGH = "HIGH"

    def reaches(self, other: "Assurance") -> bool:
        """Whether this is at least ``other``."""
        order = list(Assurance)
        return order.index(self) >= order.index(other)
