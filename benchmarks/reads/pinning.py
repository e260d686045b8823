"""Knows on which CPUs what runs: server and database share one core, the load comes from another."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Cores:
    """One core for servers and database, one for the load; ``None`` where nothing can be pinned."""

    serving: int | None = None
    asking: int | None = None

    @property
    def pinned(self) -> bool:
        return self.serving is not None


def cores() -> Cores:
    """The first and the last core that this process may use, so that they are not two threads of one core."""
    if not hasattr(os, "sched_getaffinity"):
        return Cores()
    usable = sorted(os.sched_getaffinity(0))
    return Cores(usable[0], usable[-1]) if len(usable) > 1 else Cores()


@contextmanager
def on_core(core: int | None) -> Iterator[None]:
    """What is started inside stays on that core; this thread comes back from it."""
    if core is None:
        yield
        return
    before = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {core})
    try:
        yield
    finally:
        os.sched_setaffinity(0, before)
