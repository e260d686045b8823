"""Knows the run itself: all contenders up, answers compared, then round after round in changing order."""

import asyncio
import time
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import replace

import uvloop

from benchmarks.reads.asking import Variables, compared, hot, scripts, variables_for
from benchmarks.reads.comparing import Different, require_same
from benchmarks.reads.contenders import Contender
from benchmarks.reads.documents import TITLES
from benchmarks.reads.figures import Slice
from benchmarks.reads.load import Load, LoadFailed, Pace, keep_busy
from benchmarks.reads.pinning import Cores, on_core
from benchmarks.reads.plan import Plan
from benchmarks.reads.servers import CannotServe, Server, cpu_seconds

_WARM_UP_SHARE = 0.5


def measure(
    contenders: Sequence[Contender], url: str, *, postmaster: int, plan: Plan, cores: Cores, raises_limits: bool
) -> Sequence[Slice]:
    """Every slice of a run against one database. Raises ``Different``, ``ServerFailed`` and ``LoadFailed``."""
    with ExitStack() as exits:
        with on_core(cores.serving):
            started = [exits.enter_context(Server.started(one, url, raises_limits=raises_limits)) for one in contenders]
        exits.enter_context(on_core(cores.asking))
        servers = [server for server in started if _answers(server)]
        asked = [variables_for(server) for server in servers]
        compare(servers, [compared(variables) for variables in asked])
        runs = [
            _Measured(server, hot(variables) if server.contender.hot else variables, postmaster)
            for server, variables in zip(servers, asked, strict=True)
        ]
        with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
            return runner.run(_rounds(runs, plan))


def _answers(server: Server) -> bool:
    try:
        server.wait_until_it_answers()
    except CannotServe as lacking:
        print(f"  {lacking}", flush=True)
        return False
    return True


def compare(servers: Sequence[Server], asked: Sequence[Variables]) -> None:
    """Raise ``Different`` unless all are asked for the same, and all give the answers of the first."""
    for document in TITLES:
        for number, expected_of in enumerate(asked[0][document]):
            expected = servers[0].ask(document, expected_of)
            for server, variables in zip(servers[1:], asked[1:], strict=True):
                try:
                    require_same(expected_of, variables[document][number], path="variables")
                    require_same(expected, server.ask(document, variables[document][number]), path="data")
                except (Different, IndexError) as difference:
                    raise Different(
                        f"{server.contender.program}, {document} with {expected_of}: {difference}"
                    ) from None
        print(f"  {document}: the same from all in {len(asked[0][document])} answers", flush=True)


class _Measured:
    """One contender with its requests, which go on from slice to slice where they were."""

    def __init__(self, server: Server, variables: Variables, postmaster: int) -> None:
        self.contender = server.contender
        self._server = server
        self._variables = variables
        self._scripts = scripts(server, variables)
        self._postmaster = postmaster

    async def warm_up(self, document: str, plan: Plan) -> None:
        """Plans, pools and caches are filled; a hot cache has had every request once, and not long ago."""
        least = len(self._variables[document]) if self.contender.hot else 1
        pace = plan.pace(document)
        await self._keep_busy(document, replace(pace, seconds=pace.seconds * _WARM_UP_SHARE, least=least))

    async def slice(self, document: str, number: int, plan: Plan) -> Slice:
        if self.contender.hot:
            await self.warm_up(document, plan)
        server_before, database_before = cpu_seconds(self._server.process.pid), cpu_seconds(self._postmaster)
        asking_before = time.process_time()
        load = await self._keep_busy(document, plan.pace(document))
        asking = time.process_time() - asking_before
        return Slice(
            contender=self.contender.program,
            document=document,
            round=number,
            requests=load.requests,
            seconds=load.seconds,
            received=load.received,
            server_cpu=cpu_seconds(self._server.process.pid) - server_before,
            database_cpu=cpu_seconds(self._postmaster) - database_before,
            asking_cpu=asking,
        )

    async def _keep_busy(self, document: str, pace: Pace) -> Load:
        try:
            return await keep_busy(self._server.port, self._scripts[document], pace)
        except (LoadFailed, TimeoutError, OSError) as failure:
            said = self._server.said()
            raise LoadFailed(f"{self.contender.program}, {document}: {failure!r}\n{said}".rstrip()) from None


async def _rounds(measured: Sequence[_Measured], plan: Plan) -> Sequence[Slice]:
    """All slices. Within a round, whoever is compared with whom runs within seconds of the other."""
    for document in TITLES:
        for one in measured:
            await one.warm_up(document, plan)
    slices: list[Slice] = []
    for number in range(plan.rounds):
        for document in TITLES:
            found = [await one.slice(document, number, plan) for one in _turned(measured, number, plan)]
            slices += found
            rates = ", ".join(f"{one.contender} {one.rate:,.1f}/s" for one in found)
            print(f"  round {number + 1} of {plan.rounds}, {document}: {rates}", flush=True)
    return slices


def _turned(measured: Sequence[_Measured], number: int, plan: Plan) -> Sequence[_Measured]:
    """Those that are asked in a round, each time another one first."""
    asked = [one for one in measured if plan.asks(one.contender, number)]
    first = number % len(asked) if asked else 0
    return [*asked[first:], *asked[:first]]
