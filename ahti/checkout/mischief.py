"""Knows what may go wrong between a shop and a payment service, so that it can be made to go wrong on purpose."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, fields
from hashlib import sha256
from typing import Any, Self

from ahti.refusal import OperatorError


class BadMischief(OperatorError):
    """It is no description of mischief; the message says why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mischief:
    """Probabilities from 0 to 1; which payments they hit is settled by the seed. ``seconds``: how late is late.

    ``down``: a request is answered 503 and not done; ``unsure``: done, and answered 503. ``late_money``: a payment
    pends before it is paid. ``late_call``: the callback is late; ``early_call``: it comes before the redirect;
    ``lost``: never; ``twice``: twice. ``no_redirect``: the payer never comes back. ``late_refund``: a refund pends;
    ``failed_refund``: and fails.
    """

    seed: str = ""
    seconds: float = 0.2
    down: float = 0.0
    unsure: float = 0.0
    late_money: float = 0.0
    late_call: float = 0.0
    early_call: float = 0.0
    lost: float = 0.0
    twice: float = 0.0
    no_redirect: float = 0.0
    late_refund: float = 0.0
    failed_refund: float = 0.0

    @classmethod
    def of(cls, text: str) -> Self:
        """From JSON; raises ``BadMischief``."""
        try:
            given = json.loads(text)
            if not isinstance(given, dict):
                raise ValueError("must be an object")
            return cls._checked(given)
        except (ValueError, TypeError) as error:
            raise BadMischief(f"--mischief: {error}") from None

    def strikes(self, name: str, subject: str) -> bool:
        """Whether this one goes wrong: always the same for the same subject."""
        drawn = int.from_bytes(sha256(f"{self.seed}\n{name}\n{subject}".encode()).digest()[:8])
        chance: float = getattr(self, name)
        return drawn < chance * 2**64

    @classmethod
    def _checked(cls, given: Mapping[str, Any]) -> Self:
        unknown = sorted(set(given) - {one.name for one in fields(cls)})
        if unknown:
            raise ValueError(f"there is no {', '.join(unknown)}")
        if not isinstance(given.get("seed", ""), str):
            raise ValueError("seed must be a text")
        for name, value in given.items():
            most = 1e6 if name == "seconds" else 1
            if name != "seed" and (not isinstance(value, int | float) or not 0 <= value <= most):
                raise ValueError(f"{name} must be from 0 to {most:g}")
        return cls(**given)


NONE = Mischief()
