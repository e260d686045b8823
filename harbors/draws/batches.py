"""Knows the later rounds of a season: from what came out, and what people answered, the instance of the next batch.

The ticket stays. Who has a place keeps it, and may move up until a published date; what was given back, and what was
left of a reserve, is there for everybody. A batch runs by (class, declined, key, ticket); ``BEHIND`` says declined.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from harbors.draws.records import Applicant, Instance, Mode, Outcome, Place

# More than any key (microseconds, years), and still exact where numbers are doubles.
BEHIND = 1 << 52


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """What applicants said, or did not do in time, by their ids.

    Who ``declined``, or did not pay, loses the place and goes behind the own class. Who found the place not to be as
    ``described`` loses it, too, and keeps the turn. Who is ``content`` opts out of upgrades. ``withdrawn`` are gone.
    """

    declined: frozenset[str] = frozenset()
    misdescribed: frozenset[str] = frozenset()
    content: frozenset[str] = frozenset()
    withdrawn: frozenset[str] = frozenset()


def next_batch(
    drawn: Instance, outcome: Outcome, answers: Answers, *, submitted: Instance, today: date, upgrades_until: date
) -> Instance:
    """The instance of the batch of ``today``, after ``drawn`` was drawn last.

    ``submitted`` is the round as it came in, for the whole lists; upgrades are made until a date, that day included.
    """
    lists = {one.id: one.choices for one in submitted.applicants}
    upgrades = today <= upgrades_until
    return replace(
        drawn,
        places=tuple(_places(drawn, outcome)),
        applicants=tuple(
            _applicant(replace(one, choices=lists[one.id]), outcome, answers, upgrades=upgrades)
            for one in drawn.applicants
            if one.id not in answers.withdrawn
        ),
    )


def _places(instance: Instance, outcome: Outcome) -> Iterator[Place]:
    """A reserve holds for one round: what is left of it joins the rest."""
    taken = set(outcome.assignment.values())
    for place in instance.places:
        yield place if place.id in taken else replace(place, reserve=None)


def _applicant(one: Applicant, outcome: Outcome, answers: Answers, *, upgrades: bool) -> Applicant:
    place, rank = outcome.assignment[one.id], outcome.rank[one.id]
    if place is None or rank is None or one.id in answers.misdescribed:
        return replace(one, mode=Mode.NEW, current=None)
    if one.id in answers.declined:
        return replace(one, mode=Mode.NEW, current=None, key=_behind(one.key))
    if rank == 0 or one.mode is Mode.RENEW or one.id in answers.content or not upgrades:
        return replace(one, mode=Mode.RENEW, current=place)
    return replace(one, mode=Mode.EXCHANGE, current=place, choices=one.choices[:rank])


def _behind(key: int) -> int:
    """Once is enough: who declines again keeps the turn behind."""
    return key if key >= BEHIND // 2 else key + BEHIND
