"""Knows what has to be reached: how many times as fast as whom on which document, and what is aimed at."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from benchmarks.reads import contenders
from benchmarks.reads.contenders import Contender


class Verdict(StrEnum):
    """How a ratio stands against a criterion."""

    AIM = "aim reached"
    MUST = "must reached"
    SHORT = "falls short"
    BELOW_AIM = "below the aim"  # of what is only aimed at
    NOT_ASKED = "not asked for"


@dataclass(frozen=True, slots=True)
class Criterion:
    """``ours`` against ``theirs``: by document, the ratio that must be reached and the one that is aimed at."""

    ours: Contender
    theirs: Contender
    must: Mapping[str, float]
    aim: Mapping[str, float]

    def verdict(self, document: str, ratio: float) -> Verdict:
        """How ``ratio`` stands."""
        must, aim = self.must.get(document), self.aim.get(document)
        if aim is not None and ratio >= aim:
            return Verdict.AIM
        if must is not None:
            return Verdict.MUST if ratio >= must else Verdict.SHORT
        return Verdict.NOT_ASKED if aim is None else Verdict.BELOW_AIM


def _each(q1: float, q2_q3: float, q4: float, q5: float) -> Mapping[str, float]:
    return {"Q1": q1, "Q2": q2_q3, "Q3": q2_q3, "Q4": q4, "Q5": q5}


def _but_q1(figure: float) -> Mapping[str, float]:
    return dict.fromkeys(("Q2", "Q3", "Q4", "Q5"), figure)


CRITERIA = (
    Criterion(
        contenders.COMPILED,
        contenders.HAND_WRITTEN,
        must=_each(0.70, 0.70, 0.55, 0.70),
        aim=_each(0.85, 0.85, 0.70, 0.85),
    ),
    Criterion(contenders.COMPILED, contenders.OWN_RESOLVERS, must=_each(5, 10, 10, 10), aim=_each(10, 15, 15, 15)),
    Criterion(contenders.COMPILED, contenders.KEPT_DOCUMENTS, must={}, aim={}),
    Criterion(contenders.COMPILED, contenders.STRAWBERRY, must=_but_q1(12), aim=_but_q1(20)),
    Criterion(contenders.COMPILED, contenders.STRAWBERRY_KEPT, must={}, aim={}),
    Criterion(contenders.COMPILED, contenders.ARIADNE, must=_but_q1(12), aim=_but_q1(20)),
    Criterion(contenders.COMPILED, contenders.ARIADNE_KEPT, must={}, aim={}),
    Criterion(contenders.COMPILED, contenders.POSTGRAPHILE, must=_each(1.5, 2, 2, 2), aim=_each(3, 3.5, 3.5, 3.5)),
    Criterion(contenders.CACHED, contenders.COMPILED, must={}, aim=_each(2, 2, 2, 2)),
)
