"""Knows a policy by reference."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from harbors.text import Translated


class PolicyKind(StrEnum):
    """What a policy is about."""

    TERMS = "TERMS"
    CANCELLATION = "CANCELLATION"
    PRIVACY = "PRIVACY"
    PRICES = "PRICES"
    ACCESSIBILITY = "ACCESSIBILITY"
    RULES = "RULES"


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """A policy that stands at ``url`` and holds from a day until the next of its kind does."""

    kind: PolicyKind
    title: Translated
    url: str
    valid_from: date
