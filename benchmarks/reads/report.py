"""Knows how a run is told: ``docs/benchmarks.md`` with its tables, the machine, and how to repeat it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from benchmarks.reads import contenders, figures
from benchmarks.reads.contenders import Contender
from benchmarks.reads.criteria import CRITERIA, Criterion, Verdict
from benchmarks.reads.documents import TITLES
from benchmarks.reads.figures import Slice, Spread
from benchmarks.reads.machine import listed
from benchmarks.reads.measuring import Plan

_MARKS = {
    Verdict.AIM: " ✓✓",
    Verdict.MUST: " ✓",
    Verdict.SHORT: " ✗",
    Verdict.BELOW_AIM: " (below the aim)",
    Verdict.NOT_ASKED: "",
}
_BUSY = 0.9


@dataclass(frozen=True, slots=True)
class Run:
    """All that was measured and where: slices by scale, and what the catalogue held at each."""

    day: date
    contenders: Sequence[Contender]
    slices: Mapping[int, Sequence[Slice]]
    sizes: Mapping[int, str]
    plan: Plan
    machine: Mapping[str, str]
    versions: Mapping[str, str]
    absent: Sequence[Contender]


def report(run: Run, *, picture: str) -> str:
    """The page as Markdown; ``picture`` is the name of the file beside it."""
    return "\n".join(
        [
            "# Benchmarks",
            "",
            "Written by `python3 dev.py bench reads`; whoever edits it by hand loses that with the next run.",
            "",
            *_introduction(run),
            "",
            f"![Requests a second by document and contender]({picture})",
            "",
            *_legend(),
            *(line for scale in run.slices for line in _scale(run, scale)),
            *_conditions(run),
        ]
    )


def summary(run: Run) -> str:
    """The tables alone, for whoever waits for them."""
    return "\n".join(line for scale in run.slices for line in _scale(run, scale))


def _introduction(run: Run) -> Iterator[str]:
    yield "The five reading documents, asked over HTTP with variables that change from request to request:"
    yield ""
    yield from (f"- {document}: {title}" for document, title in TITLES.items())
    yield ""
    yield "Every contender reads the same database. Before anything is timed, its answers are compared with those of"
    yield f"{run.contenders[0].title}: a difference stops the run. Ids and cursors may be spelt in another way."


def _legend() -> Iterator[str]:
    yield "Requests a second are the median of the rounds, for one core that server and database share; below it the"
    yield "CPU milliseconds of one request, server + database. Ratios are taken within each round, of slices that ran"
    yield "within seconds of each other; shown is their median, with the lowest and the highest in brackets."
    aim, must, short = (_MARKS[verdict].strip() for verdict in (Verdict.AIM, Verdict.MUST, Verdict.SHORT))
    yield f"{aim}: what is aimed at is reached; {must}: what must be is; {short}: it falls short. The hot cache has an"
    yield "aim only."
    yield ""
    yield f"*{contenders.OWN_RESOLVERS.title}* parses and validates every request, as graphql-core does by itself;"
    yield f"*{contenders.KEPT_DOCUMENTS.title}* is what Ahti falls back to, and stands here so that nobody takes one"
    yield "for the other. What runs ten times the catalogue has its limits raised: they are weighed, and let it pass."
    yield ""


def _scale(run: Run, scale: int) -> Iterator[str]:
    slices = run.slices[scale]
    yield f"## {scale}× the catalogue"
    yield ""
    yield f"{run.sizes[scale]}."
    yield ""
    yield from _table(["", *TITLES], [_rates(slices, contender) for contender in run.contenders])
    measured = {contender.program for contender in run.contenders}
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
    mark = _MARKS[criterion.verdict(document, found.median)]
    return f"{found.median:.2f}{mark} ({found.lowest:.2f} – {found.highest:.2f})"


def _bound(bounds: Mapping[str, float], document: str) -> str:
    return f"{bounds[document]:g}" if document in bounds else ""


def _conditions(run: Run) -> Iterator[str]:
    yield "## How it was measured"
    yield ""
    yield f"On {run.day.isoformat()}, {run.plan.rounds} rounds; in each, every contender answers every document for"
    yield f"{run.plan.seconds:g} s (Q5 at least three times) over {run.plan.connections} connections (Q5: 2), the order"
    yield "turning from round to round. All servers and the database are up all the time; who is not asked, rests."
    yield ""
    yield from listed(run.machine)
    yield f"- the load took at most {_busiest(run):.0%} of its core{_warning(run)}"
    yield from (f"- {one.title} did not take part: what it needs is not on this machine" for one in run.absent)
    yield ""
    yield "Versions: " + ", ".join(f"{name} {said}" for name, said in run.versions.items()) + "."
    yield ""
    yield "To repeat it: `python3 dev.py bench reads`, with `--catalogue DIR` where the folder with the published"
    yield "catalogue is not `../shared/data`; `--quick` for a look that says little; `--help` for the rest."
    yield ""


def _busiest(run: Run) -> float:
    return max(figures.busiest_load(slices) for slices in run.slices.values())


def _warning(run: Run) -> str:
    return ": the fastest figures are those of the load, not of the server" if _busiest(run) > _BUSY else ""


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> Iterator[str]:
    yield f"| {' | '.join(head)} |"
    yield f"|---|{'---:|' * (len(head) - 1)}"
    yield from (f"| {' | '.join(row)} |" for row in rows)
    yield ""


def number(value: float) -> str:
    """A rate with as many digits as mean something."""
    return f"{value:,.0f}" if value >= 100 else f"{value:.1f}" if value >= 10 else f"{value:.2f}"
