"""Knows how far the queue got: the last position at which a boat could still have had a place, without exchanges.

Positions count from 1; 0 is where nobody could, ``None`` where the last in the queue still could. An applicant who
stood at such a position, or before it, would have won: what happened until then would have been the same.
"""

from collections.abc import Iterable

from harbors.draws.bits import sets_of
from harbors.draws.chart import Chart, Profile
from harbors.draws.records import Choice, Explanation, Instance, Mode, Outcome, Place


class CutOffs:
    """The cut-offs of an outcome. Raises ``ValueError`` where tenants exchange: there one position decides nothing."""

    def __init__(self, instance: Instance, outcome: Outcome) -> None:
        if any(applicant.mode is Mode.EXCHANGE for applicant in instance.applicants):
            raise ValueError("cut-offs are for rounds without exchanges")
        self._chart = Chart(instance.places, instance.rules)
        self._closings = [self._closed_places(run, outcome) for run in self._chart.harbors]
        positions = {applicant_id: position for position, applicant_id in enumerate(outcome.order, start=1)}
        self._positions = {event.number: positions[event.head] for event in outcome.events if event.head is not None}

    def sufficing(self, explanation: Explanation) -> int:
        """The last position at which the choice explained could have been won; 0 when it could not, at any."""
        return 0 if explanation.event is None else self._positions.get(explanation.event, 0)

    def is_possible(self, choice: Choice, profile: Profile) -> bool:
        """Whether any place of this choice fits such a boat at all."""
        return bool(self._chart.wish(choice, profile)[1])

    def last_position(self, choice: Choice, profile: Profile) -> int | None:
        """The last position at which a boat could still have won this choice."""
        harbor, places = self._chart.wish(choice, profile)
        if not places:
            return 0
        last = next(event for event, closed in self._closings[harbor] if places & closed)
        return None if last is None else self._positions.get(last, 0)

    def table(self, profiles: Iterable[Profile]) -> dict[str, list[int | None]]:
        """By harbor, the last position for each of these profiles."""
        several = list(profiles)
        harbors = [places[0].harbor for places in self._chart.harbors]
        return {name: [self.last_position(Choice(harbor=name), one) for one in several] for name in harbors}

    def _closed_places(self, run: Iterable[Place], outcome: Outcome) -> list[tuple[int | None, int]]:
        """The places of a harbor by the event that closed them, the last first, and before it those still open."""
        sets = sets_of(outcome.closed.get(place.id) for place in run)
        return sorted(sets.items(), key=lambda one: (one[0] is None, one[0] or 0), reverse=True)
