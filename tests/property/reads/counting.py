"""Knows what a campaign's questions came to, so that nobody takes empty answers for a proof."""

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from tests.integration.reads.engines import Answered


@dataclass(slots=True)
class Count:
    """How many questions were answered how."""

    asked: int = 0
    with_data: int = 0
    with_errors: int = 0
    planned: int = 0
    too_dear: int = 0
    leaves: int = 0
    codes: Counter[str] = field(default_factory=Counter)
    reasons: Counter[str] = field(default_factory=Counter)

    def add(self, answered: Answered) -> None:
        body = answered.body
        found = leaves(body.get("data"))
        self.asked += 1
        self.leaves += found
        self.with_data += found > 0 and "errors" not in body
        self.with_errors += "errors" in body
        self.planned += answered.planned
        self.too_dear += answered.too_dear
        self.codes.update({error["extensions"]["code"] for error in body.get("errors", ())})
        self.reasons.update(answered.reasons)

    def __str__(self) -> str:
        asked = max(1, self.asked)
        return (
            f"\n{self.asked} questions: {self.with_data / asked:.0%} answered with data,"
            f" {self.with_errors / asked:.0%} with errors {dict(self.codes)},"
            f" {self.leaves / asked:.0f} values each; {self.planned / asked:.1%} planned, {self.too_dear} too dear,"
            f" fallen back {dict(self.reasons.most_common())}"
        )


def leaves(value: Any) -> int:
    """How many values there are that are not null, the names of types apart."""
    if isinstance(value, dict):
        return sum(leaves(one) for key, one in value.items() if key != "__typename")
    if isinstance(value, list):
        return sum(map(leaves, value))
    return int(value is not None)
