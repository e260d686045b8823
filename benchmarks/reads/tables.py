"""Knows the tables of one scale: requests a second with their CPU time, and ratios beside what they must be."""

from collections.abc import Iterator, Mapping, Sequence

from benchmarks.reads import figures
from benchmarks.reads.contenders import Contender
from benchmarks.reads.criteria import CRITERIA, Criterion, Verdict
from benchmarks.reads.documents import TITLES
from benchmarks.reads.figures import Slice, Spread

MARKS = {
    Verdict.AIM: " ✓✓",
    Verdict.MUST: " ✓",
    Verdict.SHORT: " ✗",
    Verdict.BELOW_AIM: " (below the aim)",
    Verdict.NOT_ASKED: "",
}


def tables(slices: Sequence[Slice], contenders: Sequence[Contender]) -> Iterator[str]:
    """What each contender did, then how many times as fast one is as another, wherever both were measured."""
    yield from _table(["", *TITLES], [_rates(slices, contender) for contender in contenders])
    measured = {contender.program for contender in contenders}
    rows = [
        row
        for criterion in CRITERIA
        if {criterion.ours.program, criterion.theirs.program} <= measured
        for row in _ratios(slices, criterion)
    ]
    yield from _table(["times as fast", *TITLES], rows)


def _rates(slices: Sequence[Slice], contender: Contender) -> list[str]:
    found = (figures.figures(figures.of(slices, contender.program, document)) for document in TITLES)
    return [
        contender.title,
        *(f"{number(one.rate.median)}<br>{one.server_ms:.2f} + {one.database_ms:.2f} ms" for one in found),
    ]


def _ratios(slices: Sequence[Slice], criterion: Criterion) -> Iterator[list[str]]:
    ours, theirs = criterion.ours, criterion.theirs
    found = {document: figures.ratio(slices, document, ours=ours.program, theirs=theirs.program) for document in TITLES}
    yield [f"**{ours.title} : {theirs.title}**", *(_ratio(criterion, document, one) for document, one in found.items())]
    if criterion.must:
        yield ["must", *(_bound(criterion.must, document) for document in TITLES)]
    if criterion.aim:
        yield ["aim", *(_bound(criterion.aim, document) for document in TITLES)]


def _ratio(criterion: Criterion, document: str, found: Spread) -> str:
    mark = MARKS[criterion.verdict(document, found.median)]
    return f"{found.median:.2f}{mark} ({found.lowest:.2f} – {found.highest:.2f})"


def _bound(bounds: Mapping[str, float], document: str) -> str:
    return f"{bounds[document]:g}" if document in bounds else ""


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> Iterator[str]:
    yield f"| {' | '.join(head)} |"
    yield f"|---|{'---:|' * (len(head) - 1)}"
    yield from (f"| {' | '.join(row)} |" for row in rows)
    yield ""


def number(value: float) -> str:
    """A rate with as many digits as mean something."""
    return f"{value:,.0f}" if value >= 100 else f"{value:.1f}" if value >= 10 else f"{value:.2f}"
