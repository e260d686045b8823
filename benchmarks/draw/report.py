"""Knows how a run is told: its part of ``docs/benchmarks.md``."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from benchmarks.draw import criteria
from benchmarks.draw.apart import Traded
from benchmarks.draw.contest import CONTENDERS, MATCHING, OURS, Contest
from benchmarks.draw.criteria import Bound, ratio
from benchmarks.draw.sizes import Sized
from benchmarks.draw.timing import Laps, times
from benchmarks.reads.figures import Spread


@dataclass(frozen=True, slots=True)
class Run:
    """All that was measured, and where."""

    day: date
    sizes: Sequence[Sized]
    plain: Contest
    mixed: Contest
    traded: Traded
    around: Laps
    rounds: int
    load: tuple[str, str]
    machine: Mapping[str, str]
    versions: Mapping[str, str]


def report(run: Run, *, picture: str) -> str:
    """Its part of the page as Markdown; ``picture`` is the name of the file beside it."""
    return "\n".join(
        [
            *_introduction(),
            *_reached(run),
            f"![Places filled and justified complaints by contender, and times the tickets by size]({picture})",
            "",
            *_contest(run.plain),
            *_contest(run.mixed),
            *_contenders(),
            *_apart(run.around),
            *_conditions(run),
        ]
    )


def _introduction() -> Iterator[str]:
    yield "## The draw"
    yield ""
    yield "Written by `python3 dev.py bench draw`."
    yield ""
    yield "Seeded markets of 40 harbors, 4,000 places, 600 models of boats and lists of about four choices. A draw"
    yield "goes from columns (class, id, fit profile, choices) to final places with closing events; tickets"
    yield "included. It is measured in *tickets*: the time that computing the tickets of the same applicants and"
    yield "sorting the queue by them takes, by the quickest way that we know. Before anything is timed, each answer"
    yield "is held to what its maker promises: ours to feasible places, kept renewals, nothing wasted and no"
    yield "justified complaint, by code that shares nothing with the engine. Shown is the median of the rounds,"
    yield "with the lowest and the highest."
    yield ""


def _reached(run: Run) -> Iterator[str]:
    yield "| what | measured | must | aim |"
    yield "|---|---:|---:|---:|"
    for sized in run.sizes:
        found = times(sized.laps, "ours", "tickets")
        yield _row(f"draw, {sized.applicants:,} applicants, in tickets", found, criteria.DRAWS[sized.applicants])
        if bound := criteria.MEGABYTES.get(sized.applicants):
            peak = f"{sized.megabytes:,.0f} {bound.mark(sized.megabytes)}"
            yield f"| its peak memory in a process of its own, MB | {peak} | {bound.said()} |"
    strict = times(run.traded.laps, "ours", "strict")
    yield _row(f"{run.traded.tenants:,} exchangers, in strict top trading cycles", strict, criteria.TRADING)
    faster = times(run.plain.laps, MATCHING, OURS)
    yield _row("10,000 applicants, times as fast as `matching`", faster, criteria.MATCHING)
    complaints = run.plain.counted[OURS].complaints + run.mixed.counted[OURS].complaints
    yield f"| justified complaints | {complaints} {criteria.COMPLAINTS.mark(complaints)} | 0 | 0 |"
    moved = 100 * run.mixed.counted[OURS].moved / run.mixed.exchanging
    yield f"| exchangers moved up in the mix, % | {moved:.0f} {criteria.MOVED.mark(moved)} | {criteria.MOVED.said()} |"
    yield ""


def _row(what: str, found: Spread, bound: Bound) -> str:
    return f"| {what} | {ratio(found)} {bound.mark(found.median)} | {bound.said()} |"


def _contest(contest: Contest) -> Iterator[str]:
    yield f"### {contest.market}"
    yield ""
    moved = " exchangers moved up |" if contest.exchanging else ""
    yield f"|  | time, in tickets | places filled | justified complaints |{moved}"
    yield f"|---|---:|---:|---:|{'---:|' if moved else ''}"
    for name in CONTENDERS:
        found = contest.counted[name]
        share = f" {found.moved} ({found.moved / contest.exchanging:.0%}) |" if contest.exchanging else ""
        took = ratio(times(contest.laps, name, "tickets"))
        yield f"| {name} | {took} | {found.filled:,} | {found.complaints:,} |{share}"
    yield ""


def _contenders() -> Iterator[str]:
    yield "First and tightest fit serve the queue in its order; an exchanger gets what is free and better, and"
    yield "leaves the own place to those who come later. Maximum matchings know of no order and no tenants: these"
    yield "keep their places. `matching` is given an easier question, in which harbors admit people and every boat"
    yield "fits every berth, because its checks take hours with a hospital for each berth; who is admitted is"
    yield "seated afterwards, untimed. All others are given, before the clock runs, what we work out while it runs:"
    yield "the queue, and the fitting places of each choice."
    yield ""


def _apart(laps: Laps) -> Iterator[str]:
    yield "### Timed apart"
    yield ""
    yield "The realistic mix, in tickets:"
    yield ""
    yield "| fit of 600 models of boats | draw from columns | draw from records | everybody's explanations |"
    yield "|---:|---:|---:|---:|"
    found = (ratio(times(laps, name, "tickets")) for name in ("fit", "columns", "records", "explanations"))
    yield f"| {' | '.join(found)} |"
    yield ""


def _conditions(run: Run) -> Iterator[str]:
    yield "### How the draw was measured"
    yield ""
    yield f"On {run.day.isoformat()}, {run.rounds} rounds, networkx and `matching` in the first two; the order turns"
    yield "from round to round. Times are those of the processor, ratios are taken inside a round."
    strict, ours = run.traded.strict_elsewhere, run.traded.ours_elsewhere
    yield f"Of the exchangers among themselves {ours:,} have another place by us, {strict:,} by strict trading, for"
    yield "which places of one choice are no longer equally good."
    yield ""
    yield from (f"- {name}: {said}" for name, said in run.machine.items())
    yield f"- processes that wanted a core before and after: {run.load[0]}; {run.load[1]}"
    for sized in run.sizes:
        plain = ratio(times(sized.laps, "ours", "plain tickets"))
        yield f"- {sized.applicants:,}: {plain} times the tickets sorted as tuples; {sized.megabytes:,.0f} MB at most"
    yield ""
    yield "Versions: " + ", ".join(f"{name} {said}" for name, said in run.versions.items()) + "."
    yield ""
    yield "To repeat it: `python3 dev.py bench draw`; `--quick` for a look, without the million."
    yield ""
