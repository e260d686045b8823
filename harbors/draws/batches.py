"""Knows the later rounds of a season: from where it stands, and what people answered, the instance of the next batch.

The ticket stays. Who has a place keeps it, and may move up until a published date; what was given back is given again.
A reserve keeps a place for as long as a draw finds somebody for it: what a draw has left joins the rest from the next
batch on, for good; what was given and comes back was not left, and is kept once more. A batch runs by
(class, declined, key, ticket); ``BEHIND`` says declined.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from harbors.draws.records import Applicant, Choice, Instance, Mode, Outcome, Place

# More than any key (microseconds, years), and still exact where numbers are doubles.
BEHIND = 1 << 52


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """What applicants said, or did not do in time, by their ids.

    Who ``declined``, or did not pay, loses the place and goes behind the own class. Who found the place not to be as
    described loses it, too, and keeps the turn. Who is ``content`` opts out of upgrades. ``withdrawn`` are gone, and so
    are places that are no more to be given.
    """

    declined: frozenset[str] = frozenset()
    misdescribed: frozenset[str] = frozenset()
    content: frozenset[str] = frozenset()
    withdrawn: frozenset[str] = frozenset()
    gone: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """Where a season stands after a draw: the place of each in the queue, and the choice that it is.

    ``rank`` is an index of the list as it was submitted, whatever a batch has cut of it. ``behind`` are those who once
    declined, ``left`` the places that have left their reserve.
    """

    assignment: Mapping[str, str | None]
    rank: Mapping[str, int | None]
    behind: frozenset[str] = frozenset()
    left: frozenset[str] = frozenset()


def after_draw(
    places: Iterable[Place], *, assignment: Mapping[str, str | None], rank: Mapping[str, int | None]
) -> Standing:
    """Where a season stands after its first draw."""
    return Standing(assignment=assignment, rank=rank, left=_unwanted(places, assignment))


def after_batch(
    before: Standing, answers: Answers, batch: Instance, outcome: Outcome, *, places: Iterable[Place]
) -> Standing:
    """Where it stands after a batch. ``places`` are those with their reserves, as they were sealed."""
    kept = {one.id for one in batch.applicants if one.mode is Mode.RENEW}
    return Standing(
        assignment=outcome.assignment,
        rank={id: before.rank[id] if id in kept else rank for id, rank in outcome.rank.items()},
        behind=frozenset(id for id in outcome.rank if is_behind(id, before, answers)),
        left=before.left | _unwanted(places, outcome.assignment),
    )


def next_batch(submitted: Instance, standing: Standing, answers: Answers, *, upgrades: bool) -> Instance:
    """The instance of the next batch. ``submitted`` is the round as it came in; ``upgrades`` are made until a date."""
    return replace(
        submitted,
        places=tuple(_places(submitted.places, standing, answers)),
        applicants=tuple(
            _applicant(_without(one, answers.gone), standing, answers, upgrades=upgrades)
            for one in submitted.applicants
            if one.id in standing.rank and one.id not in answers.withdrawn
        ),
    )


def is_behind(id: str, before: Standing, answers: Answers) -> bool:
    """Whoever once gave a place back; twice is no further behind."""
    return id in before.behind or (id in answers.declined and before.assignment[id] is not None)


def _unwanted(places: Iterable[Place], assignment: Mapping[str, str | None]) -> frozenset[str]:
    """The reserved places that a draw found nobody for."""
    taken = set(assignment.values())
    return frozenset(place.id for place in places if place.reserve is not None and place.id not in taken)


def _places(places: Iterable[Place], standing: Standing, answers: Answers) -> Iterator[Place]:
    for place in places:
        if place.id not in answers.gone:
            yield replace(place, reserve=None) if place.id in standing.left else place


def _without(one: Applicant, gone: frozenset[str]) -> Applicant:
    """An applicant whose sets of places have nothing that is gone."""
    return replace(one, choices=tuple(_still(choice, gone) for choice in one.choices)) if gone else one


def _still(choice: Choice, gone: frozenset[str]) -> Choice:
    return choice if choice.places is None else replace(choice, places=choice.places - gone)


def _applicant(one: Applicant, standing: Standing, answers: Answers, *, upgrades: bool) -> Applicant:
    one = replace(one, key=one.key + BEHIND) if is_behind(one.id, standing, answers) else one
    place, rank = standing.assignment[one.id], standing.rank[one.id]
    if place is None or rank is None or one.id in answers.misdescribed | answers.declined:
        return replace(one, mode=Mode.NEW, current=None)
    if rank == 0 or one.id in answers.content or not upgrades:
        return replace(one, mode=Mode.RENEW, current=place)
    return replace(one, mode=Mode.EXCHANGE, current=place, choices=one.choices[:rank])
