"""Knows how a burst is told: its part of ``docs/benchmarks.md``."""

from collections.abc import Iterator, Mapping
from datetime import date

from benchmarks.burst.running import Burst
from benchmarks.draw.criteria import AtLeast, ratio
from benchmarks.reads.figures import spread

BOUND = AtLeast(0.3, 0.5)


def report(found: Burst, *, day: date, machine: Mapping[str, str], load: tuple[str, str]) -> str:
    """Its part of the page as Markdown."""
    return "\n".join([*_said(found), *_table(found), *_conditions(found, day, machine, load)])


def _said(found: Burst) -> Iterator[str]:
    total = sum(part.applications for part in found.parts)
    yield "## The burst"
    yield ""
    yield "Written by `python3 dev.py bench burst`."
    yield ""
    yield f"{total:,} people apply at once: `submitApplication` over HTTP, each under an idempotency key, to"
    yield "`ahti serve` on a PostgreSQL that waits for the disk. Beside it the very rows that this left, read back"
    yield "from the database, are written into a copy of it by plain SQL: a transaction for each application, an INSERT"
    yield f"for each table, prepared, past row security, over asyncpg. {found.connections} connections each."
    yield "Afterwards both databases hold the same rows, value by value; a difference stops the run."
    yield ""


def _table(found: Burst) -> Iterator[str]:
    figure = found.ratio
    yield "| throughput of the API, in that of plain SQL | must | aim |"
    yield "|---:|---:|---:|"
    yield f"| {ratio(figure)} {BOUND.mark(figure.median)} | {BOUND.said()} |"
    yield ""
    service = spread(part.service_cpu / part.service for part in found.parts)
    database = spread(part.database_cpu / part.plain_database_cpu for part in found.parts)
    yield f"The service computed for {service.median:.0%} of the time, on one core. The database computed"
    yield f"{database.median:.1f} times as long for it as for plain SQL: it also finds out whether the request came"
    yield "before, whether the round is open and what is asked for is there, holds row security, and seals the audit"
    yield "trail."
    yield ""


def _conditions(found: Burst, day: date, machine: Mapping[str, str], load: tuple[str, str]) -> Iterator[str]:
    sizes = ", ".join(f"{count:,} {table}" for table, count in sorted(found.rows.items()))
    yield "### How the burst was measured"
    yield ""
    yield f"On {day.isoformat()}, in {len(found.parts)} parts, each over the API and then by plain SQL; the ratio is"
    yield "taken inside a part. After a warm-up both databases are analysed, as a server does by itself in a minute:"
    yield "before that, plans made for empty tables read them from end to end."
    yield f"Limits of rate are off, mail is not sent. Rows, with those of a warm-up: {sizes}."
    yield ""
    yield from (f"- {name}: {said}" for name, said in machine.items())
    yield f"- PostgreSQL {found.postgres}, fsync on; client, service and database share the cores"
    yield f"- processes that wanted a core before and after: {load[0]}; {load[1]}"
    yield ""
    yield "To repeat it: `python3 dev.py bench burst`; `--quick` for a look."
    yield ""
