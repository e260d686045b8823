"""Knows which cycles of tenants better themselves by an exchange, found by the engine of draws, and when one stands."""

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from uuid import UUID

from harbors.draws.fitting import Fitting
from harbors.draws.records import Applicant, Boat, Choice, Instance, Mode, Place, Rules
from harbors.draws.rules import draw
from harbors.exchanges.records import (
    EXCHANGE_TRANSITIONS,
    AnswerGiven,
    Cycle,
    Exchange,
    Exchanger,
    ExchangeStatus,
    Market,
    Swap,
)
from harbors.exchanges.refusals import exchange_over
from harbors.leases.records import Lease, LeasedPlace, LeaseId, LeaseStatus
from harbors.leases.rules import place_problems
from harbors.places.records import PlaceId

ANSWERED_WITHIN = timedelta(days=14)


def find_cycles(market: Market) -> tuple[Cycle, ...]:
    """Cycles in which nobody gets a worse choice and somebody a better one; within a cycle each gives to the next.

    Earlier wishes come first in the queue of the engine; the same market has the same cycles, in whatever order it is
    told. Leases of different seasons are not exchanged for each other.
    """
    seasons = sorted({one.lease.season for one in market.exchangers}, key=lambda one: (one.starts, one.ends))
    return tuple(
        cycle
        for season in seasons
        for cycle in _of_season(market, [one for one in market.exchangers if one.lease.season == season])
    )


def require_open(exchange: Exchange, *, now: datetime) -> None:
    """Raise ``Refused`` unless members can still answer."""
    if ExchangeStatus.DONE not in EXCHANGE_TRANSITIONS[exchange.status] or exchange.expires_at <= now:
        raise exchange_over()


def is_accepted(exchange: Exchange) -> bool:
    """Whether every member has said yes."""
    return all(member.answer is AnswerGiven.ACCEPTED for member in exchange.members)


def still_stands(
    exchange: Exchange, leases: Mapping[LeaseId, Lease], places: Mapping[PlaceId, LeasedPlace], *, now: datetime
) -> bool:
    """Whether nothing has changed since the proposal: the wishes wait, the tenants have their places, the boats fit."""
    given = {leases[member.lease_id].place_id for member in exchange.members}
    return given == {member.place_id for member in exchange.members} and all(
        member.waits
        and is_current(leases[member.lease_id], now=now)
        and can_lie(leases[member.lease_id], places.get(member.place_id))
        for member in exchange.members
    )


def starting(leases: Mapping[LeaseId, Lease], *, now: datetime) -> datetime:
    """The one instant from which all have the other places: now, or when the last of the leases begins."""
    return max(now, *(lease.period.start for lease in leases.values()))


def is_current(lease: Lease, *, now: datetime) -> bool:
    """Whether nobody ended the lease, and its time is not over."""
    return lease.status is LeaseStatus.ACTIVE and lease.period.end > now


def can_lie(lease: Lease, place: LeasedPlace | None) -> bool:
    """Whether the boat of a lease fits a place."""
    return place is not None and not list(place_problems(lease.boat, place))


def _of_season(market: Market, exchangers: list[Exchanger]) -> Iterator[Cycle]:
    queue = sorted(exchangers, key=lambda one: (one.since, one.entry_id))
    held = {str(one.lease.place_id) for one in queue}
    rules = _rules(market)
    places = {place.id: place for place in market.places if place.id in held}
    applicants = [_applicant(one, number) for number, one in enumerate(queue) if str(one.lease.place_id) in places]
    outcome = draw(Instance(rules=rules, places=tuple(places.values()), applicants=tuple(applicants)))
    by_id = {str(one.entry_id): one for one in queue}
    own = {applicant.id: str(applicant.current) for applicant in applicants}
    got = {id: place or own[id] for id, place in outcome.assignment.items()}
    for circle in _circles(own, got):
        if any(_better(by_id[one], outcome.rank[one], places, rules) for one in circle):
            yield tuple(_swap(by_id[one], places[got[one]]) for one in circle)


def _circles(own: Mapping[str, str], got: Mapping[str, str]) -> Iterator[list[str]]:
    """Members in the order in which each gets the place of the next; who keeps the own place is in none."""
    holder = {place: member for member, place in own.items()}
    seen: set[str] = set()
    for member in own:
        circle = []
        while member not in seen and got[member] != own[member]:
            seen.add(member)
            circle.append(member)
            member = holder[got[member]]
        if circle:
            yield circle


def _applicant(one: Exchanger, number: int) -> Applicant:
    return Applicant(
        id=str(one.entry_id),
        priority_class=1,
        ticket=number,
        boat=_boat(one),
        choices=one.choices,
        mode=Mode.EXCHANGE,
        current=str(one.lease.place_id),
    )


def _boat(one: Exchanger) -> Boat:
    boat = one.lease.boat
    return Boat(
        beam_mm=boat.beam_mm,
        length_mm=boat.length_mm,
        draught_mm=boat.draught_mm,
        mass_kg=boat.mass_kg,
        type=None if boat.type_id is None else str(boat.type_id),
    )


def _rules(market: Market) -> Rules:
    moorings = market.rules.moorings.items()
    return Rules(fit=market.rules.fit, moorings={str(id): frozenset(map(str, allowed)) for id, allowed in moorings})


def _better(one: Exchanger, rank: int | None, places: Mapping[str, Place], rules: Rules) -> bool:
    """Whether what is got is a better choice than the own place, which is in none where the boat does not fit."""
    own = places[str(one.lease.place_id)]
    inside = Fitting([own], rules).places(_boat(one))
    ranks = (at for at, choice in enumerate(one.choices) if inside and _holds(choice, own))
    return rank is not None and rank < next(ranks, len(one.choices))


def _holds(choice: Choice, place: Place) -> bool:
    if choice.berth is not None:
        return choice.berth == place.id
    return choice.harbor == place.harbor and choice.pier in (None, place.pier)


def _swap(one: Exchanger, place: Place) -> Swap:
    return Swap(one.entry_id, one.lease.id, PlaceId(UUID(place.id)))
