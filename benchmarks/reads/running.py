"""Knows a whole run: a database of its own for every scale, and all that is told of it afterwards."""

from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path

from ahti.clock import SystemClock
from ahti.settings import load_settings
from benchmarks.reads import contenders
from benchmarks.reads.catalogue import published, times
from benchmarks.reads.contenders import Contender
from benchmarks.reads.databases import Databases
from benchmarks.reads.figures import Slice
from benchmarks.reads.machine import machine, versions
from benchmarks.reads.measuring import measure
from benchmarks.reads.pinning import Cores, cores, on_core
from benchmarks.reads.plan import Plan
from benchmarks.reads.report import Run
from harbors.places.kinds import PlaceKind
from harbors.places.records import Catalogue

# What a stranger is given at once holds every berth of this many catalogues; beyond it the limits are raised.
_WITHIN_LIMITS = 3


def run(wanted: Sequence[Contender], folder: Path, *, scales: Sequence[int], plan: Plan) -> Run:
    """Measure those of ``wanted`` that can run here, on the catalogue in ``folder`` at each scale."""
    catalogue, pinned = published(folder), cores()
    slices: dict[int, Sequence[Slice]] = {}
    with _databases(pinned) as databases:
        for scale in scales:
            print(f"{scale}× the catalogue: {_size(times(catalogue, scale))}", flush=True)
            url = databases.filled(catalogue, scale)
            slices[scale] = measure(
                wanted,
                url,
                postmaster=databases.postmaster,
                plan=plan,
                cores=pinned,
                raises_limits=scale > _WITHIN_LIMITS,
            )
        postgres = databases.version()
    there = {one.contender for several in slices.values() for one in several}
    taking_part = [contender for contender in wanted if contender.program in there]
    return Run(
        day=SystemClock().now().date(),
        contenders=taking_part,
        slices=slices,
        sizes={scale: _size(times(catalogue, scale)) for scale in scales},
        plan=plan,
        machine=machine(pinned),
        versions=versions(postgres, node=contenders.POSTGRAPHILE in taking_part),
        absent=[contender for contender in wanted if contender.program not in there],
    )


@contextmanager
def _databases(pinned: Cores) -> Iterator[Databases]:
    """The server is started on the core that it shares with whoever serves; this process goes on as it was."""
    with ExitStack() as exits:
        with on_core(pinned.serving):
            databases = exits.enter_context(Databases.running(load_settings().pg_bin))
        yield databases


def _size(catalogue: Catalogue) -> str:
    berths = sum(place.kind is PlaceKind.BERTH for place in catalogue.places)
    return f"{len(catalogue.harbors):,} harbors, {len(catalogue.piers):,} piers, {berths:,} berths"
