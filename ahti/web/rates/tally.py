"""Knows how much each program asked of this process since somebody last took note of it."""

from collections.abc import Mapping

from harbors.access.records import Principal
from harbors.usage.records import Program, Used, program_of


class Tally:
    """Counts in memory: a request writes nothing."""

    def __init__(self) -> None:
        self._used: dict[Program, Used] = {}

    def count(self, principal: Principal, cost: int) -> None:
        """One request, if a program made it."""
        program = program_of(principal)
        if program is not None:
            self.add(program, Used(1, cost))

    def add(self, program: Program, used: Used) -> None:
        """So much more of a program."""
        before = self._used.get(program)
        self._used[program] = before.plus(used) if before else used

    def take(self) -> Mapping[Program, Used]:
        """All that was counted; from here on it counts anew."""
        taken, self._used = self._used, {}
        return taken
