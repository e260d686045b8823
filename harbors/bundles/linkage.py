"""Knows whose records have to stay sealed, so that nobody who sees boats at their berths can tell whose list is whose.

It plays the strongest onlooker that we could think of: he recomputes the final places, and knows the kind of each
number, every boat, and the kind of berth where it lay before and lies now. Only which of several berths alike has which
number he does not know: their order is a secret hash. So the berths of each kind are a puzzle, boats here and records
there. A boat is linked when every solution gives it the same list; then the record that is its own is sealed.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass

from harbors.bundles.kinship import strongly_connected
from harbors.bundles.onlooking import Onlooker, Places, Profile, profile_of
from harbors.bundles.public import won_places
from harbors.bundles.records import DrawnRound
from harbors.draws.records import Mode, Rules
from harbors.proofs.records import PublicRecord


@dataclass(frozen=True, slots=True)
class Berthed:
    """A boat at its berth, and the record that really is its own; ``kind`` is that of the berth."""

    record: PublicRecord
    profile: Profile
    harbor: str
    kind: int
    won: Places


def records_to_seal(drawn: DrawnRound, rules: Rules) -> frozenset[str]:
    """The public ids to seal in the public bundle, worked out once, while all private records are there."""
    onlooker = Onlooker(drawn, rules)
    groups: defaultdict[int, list[Berthed]] = defaultdict(list)
    for one in _berthed(drawn, onlooker):
        groups[one.kind].append(one)
    sealed: set[str] = set()
    for group in groups.values():
        while (linked := _first_linked(group, onlooker, sealed)) is not None:
            sealed.add(linked)
    return frozenset(sealed)


def _berthed(drawn: DrawnRound, onlooker: Onlooker) -> Iterator[Berthed]:
    """In order of the queue."""
    numbers = {place.id: number for number, place in enumerate(drawn.frozen.places)}
    records = {record.id: record for record in drawn.frozen.records}
    won = _won(drawn)
    for id, place in drawn.outcome.assignment.items():
        private = drawn.privates[id]
        if place is not None and private is not None:
            number = numbers[place]
            harbor = drawn.frozen.places[number].harbor
            yield Berthed(records[id], profile_of(private), harbor, onlooker.kind[number], won[id])


def _won(drawn: DrawnRound) -> dict[str, Places]:
    records = {record.id: record for record in drawn.frozen.records}
    members = (member for event in drawn.outcome.events for cycle in event.cycles for member in cycle.members)
    return {id: won_places(drawn, records[id], choice) for id, choice, _ in members}


def _first_linked(group: Sequence[Berthed], onlooker: Onlooker, sealed: Set[str]) -> str | None:
    """The first in the queue whose list follows with certainty.

    A boat could have another's record in some solution if and only if the two can reach each other by boats that could
    have the records of others: then all of these swap.
    """
    could = [
        [other for other, theirs in enumerate(group) if theirs is mine or _could_have(mine, theirs, onlooker, sealed)]
        for mine in group
    ]
    parts = strongly_connected(could)
    for index, mine in enumerate(group):
        candidates = [group[other].record for other in could[index] if parts[other] == parts[index]]
        if _tells(mine.record) and not _is_open(candidates, sealed):
            return mine.record.id
    return None


def _could_have(boat: Berthed, theirs: Berthed, onlooker: Onlooker, sealed: Set[str]) -> bool:
    """Whether a record, as far as it is published, could be that of a boat that is seen."""
    mine, record = boat.record, theirs.record
    if mine.mode is not record.mode or _kind_before(mine, onlooker) != _kind_before(record, onlooker):
        return False
    if record.id in sealed:
        return onlooker.shape(theirs.won) in onlooker.askable(boat.profile, theirs.harbor)
    return all(
        onlooker.shape(choice.places) in onlooker.askable(boat.profile, onlooker.harbors[choice.harbor])
        for choice in record.choices
    )


def _kind_before(record: PublicRecord, onlooker: Onlooker) -> int | None:
    return None if record.current is None else onlooker.kind[record.current]


def _tells(record: PublicRecord) -> bool:
    """Of who renews there is nothing to learn: the list does not count."""
    return record.mode is not Mode.RENEW


def _is_open(candidates: Sequence[PublicRecord], sealed: Set[str]) -> bool:
    """Whether it stays open which list is the boat's; a sealed one could say anything."""
    return any(one.id in sealed for one in candidates) or len({one.choices for one in candidates}) > 1
