"""Knows how a run is told: its part of ``docs/benchmarks.md`` with tables, the machine, and how to repeat it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from benchmarks.reads import contenders, figures
from benchmarks.reads.contenders import Contender
from benchmarks.reads.criteria import Verdict
from benchmarks.reads.documents import TITLES
from benchmarks.reads.figures import Slice
from benchmarks.reads.plan import Plan
from benchmarks.reads.tables import MARKS, tables

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
    """Its part of the page as Markdown; ``picture`` is the name of the file beside it."""
    return "\n".join(
        [
            "## Reads",
            "",
            "Written by `python3 dev.py bench reads`.",
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
    yield "one soon after the other; shown is their median, with the lowest and the highest in brackets."
    aim, must, short = (MARKS[verdict].strip() for verdict in (Verdict.AIM, Verdict.MUST, Verdict.SHORT))
    yield f"{aim}: what is aimed at is reached; {must}: what must be is; {short}: it falls short. The hot cache has an"
    yield "aim only."
    yield ""
    yield f"*{contenders.OWN_RESOLVERS.title}* parses and validates every request, as graphql-core does by itself;"
    yield f"*{contenders.KEPT_DOCUMENTS.title}* is what Ahti falls back to, and stands here so that nobody takes one"
    yield "for the other."
    yield ""
    yield from _documents_of_peers()
    yield "Up to three times the catalogue Ahti's limits are those that every stranger meets. Beyond that, everything"
    yield "at once is more than a stranger is given: there the limits are raised, so requests are weighed and pass."
    yield ""


def _documents_of_peers() -> Iterator[str]:
    yield f"*{contenders.STRAWBERRY.title}* and *{contenders.ARIADNE.title}* are what the documentation of each begins"
    yield "with: they too parse and validate every request. What must be reached against them was set by measurements"
    yield "of servers that do so, and is held against these. Both can be told to keep documents that are validated, and"
    yield f"are faster then: *{contenders.STRAWBERRY_KEPT.title}* and *{contenders.ARIADNE_KEPT.title}* stand beside"
    yield "them, with nothing that must be reached, so that nobody is deceived."
    yield ""


def _scale(run: Run, scale: int) -> Iterator[str]:
    yield f"### {scale}× the catalogue"
    yield ""
    yield f"{run.sizes[scale]}."
    yield ""
    yield from tables(run.slices[scale], run.contenders)


def _conditions(run: Run) -> Iterator[str]:
    yield "### How it was measured"
    yield ""
    yield f"On {run.day.isoformat()}, {run.plan.rounds} rounds; in each, every contender answers every document for"
    yield f"{run.plan.seconds:g} s (Q5 at least three times) over {run.plan.connections} connections (Q5: 2), the order"
    yield "turning from round to round. All servers and the database are up all the time; who is not asked, rests."
    yield from _slow(run)
    yield ""
    yield from (f"- {name}: {said}" for name, said in run.machine.items())
    yield f"- the load took at most {_busiest(run):.0%} of its core{_warning(run)}"
    yield from (f"- {one.title} did not take part: what it needs is not on this machine" for one in run.absent)
    yield ""
    yield "Versions: " + ", ".join(f"{name} {said}" for name, said in run.versions.items()) + "."
    yield ""
    yield "To repeat it: `python3 dev.py bench reads`, with `--catalogue DIR` where the folder with the published"
    yield "catalogue is not `../shared/data`; `--quick` for a look that says little; `--help` for the rest."
    yield ""


def _slow(run: Run) -> Iterator[str]:
    slow = [one for one in run.contenders if one.slow]
    if slow:
        yield "So that a whole run takes about a quarter of an hour, the slow ones are asked in the first round and in"
        yield f"every second one after it, {run.plan.rounds_of(slow[0])} in all: {_named(slow)}."


def _named(several: Sequence[Contender]) -> str:
    return "; ".join(one.title for one in several)


def _busiest(run: Run) -> float:
    return max(figures.busiest_load(slices) for slices in run.slices.values())


def _warning(run: Run) -> str:
    return ": the fastest figures are those of the load, not of the server" if _busiest(run) > _BUSY else ""
