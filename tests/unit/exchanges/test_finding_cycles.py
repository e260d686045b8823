"""Cycles of tenants are found by the engine: nobody gets a worse choice, somebody a better one, the same every time."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest

from harbors.draws.records import Choice, Place
from harbors.errors import Refused
from harbors.exchanges.records import (
    EXCHANGE_TRANSITIONS,
    AnswerGiven,
    Exchange,
    ExchangeId,
    Exchanger,
    ExchangeStatus,
    Market,
    Member,
    MemberId,
)
from harbors.exchanges.rules import find_cycles, is_accepted, require_open, starting, still_stands
from harbors.leases.records import (
    Lease,
    LeasedBoat,
    LeasedPlace,
    LeaseId,
    LeaseStatus,
    OccupancyId,
    Origin,
    Period,
    Tenant,
)
from harbors.places.kinds import PlaceKind
from harbors.places.records import PlaceId, ProviderId
from harbors.queues.records import EntryId
from harbors.rounds.records import PriorityClass, RoundRules, Season
from harbors.text import Translated

NOW = datetime(2027, 7, 1, tzinfo=UTC)
SEASON = Season(date(2027, 6, 10), date(2027, 9, 14))
PERIOD = Period(datetime(2027, 6, 9, 21, tzinfo=UTC), datetime(2027, 9, 14, 21, tzinfo=UTC))
WORDS = Translated(en="x")
RULES = RoundRules(classes=(PriorityClass(1, WORDS, WORDS, None),), choices_max=5)
PROVIDER = ProviderId(UUID(int=99))


def place(number: int, *, harbor: str, width: int = 3_000) -> Place:
    return Place(id=str(UUID(int=number)), harbor=harbor, pier=None, width_mm=width, length_mm=8_000)


def tenant(number: int, *wanted: Choice, beam: int = 2_500, season: Season = SEASON) -> Exchanger:
    """The tenant of the place with the same number."""
    lease = Lease(
        id=LeaseId(UUID(int=100 + number)),
        provider_id=PROVIDER,
        place_id=PlaceId(UUID(int=number)),
        occupancy_id=OccupancyId(UUID(int=200 + number)),
        season=season,
        period=PERIOD,
        tenant=Tenant(name=str(number)),
        boat=LeasedBoat(beam_mm=beam, length_mm=7_000),
        origin=Origin.RECORDED,
    )
    return Exchanger(EntryId(UUID(int=300 + number)), lease, wanted, NOW + timedelta(minutes=number))


def market(*exchangers: Exchanger, places: tuple[Place, ...]) -> Market:
    return Market(provider_id=PROVIDER, rules=RULES, places=places, exchangers=exchangers)


def found(one: Market) -> list[list[tuple[int, int]]]:
    """Of each cycle the tenants and the places that they get, by number."""
    return [[(swap.lease_id.int - 100, swap.place_id.int) for swap in cycle] for cycle in find_cycles(one)]


def of(harbor: str) -> Choice:
    return Choice(harbor=harbor)


def test_three_who_each_want_the_next_ones_harbor_are_one_cycle() -> None:
    places = tuple(place(number, harbor=harbor) for number, harbor in ((1, "A"), (2, "B"), (3, "C")))
    circle = market(tenant(1, of("B")), tenant(2, of("C")), tenant(3, of("A")), places=places)
    assert found(circle) == [[(1, 2), (2, 3), (3, 1)]]


def test_who_wants_what_nobody_gives_exchanges_nothing() -> None:
    places = (place(1, harbor="A"), place(2, harbor="B"))
    assert found(market(tenant(1, of("B")), tenant(2, of("C")), places=places)) == []


def test_of_two_who_want_the_same_the_earlier_wish_comes_first() -> None:
    places = (place(1, harbor="A"), place(2, harbor="A"), place(3, harbor="B"))
    both = market(tenant(2, of("B")), tenant(1, of("B")), tenant(3, of("A")), places=places)
    assert found(both) == [[(1, 3), (3, 1)]]


def test_a_boat_that_does_not_fit_gets_nothing() -> None:
    places = (place(1, harbor="A"), place(2, harbor="B", width=2_000))
    assert found(market(tenant(1, of("B")), tenant(2, of("A")), places=places)) == []


def test_who_is_as_well_off_at_home_is_not_bothered() -> None:
    places = (place(1, harbor="A"), place(2, harbor="A"))
    assert found(market(tenant(1, of("A")), tenant(2, of("A")), places=places)) == []


def test_places_of_different_seasons_are_not_exchanged() -> None:
    places = (place(1, harbor="A"), place(2, harbor="B"))
    later = Season(date(2028, 6, 10), date(2028, 9, 14))
    assert found(market(tenant(1, of("B")), tenant(2, of("A"), season=later), places=places)) == []


def exchange(*answers: AnswerGiven, waits: bool = True) -> Exchange:
    """The tenants 1, 2 ... each get the place of the next."""
    count = len(answers)
    members = tuple(
        Member(
            id=MemberId(UUID(int=number)),
            entry_id=EntryId(UUID(int=300 + number)),
            lease_id=LeaseId(UUID(int=100 + number)),
            place_id=PlaceId(UUID(int=number % count + 1)),
            answer=answer,
            waits=waits,
        )
        for number, answer in enumerate(answers, 1)
    )
    return Exchange(
        id=ExchangeId(UUID(int=1)),
        provider_id=PROVIDER,
        status=ExchangeStatus.PROPOSED,
        expires_at=NOW + timedelta(days=1),
        members=members,
    )


def ground(number: int, *, in_use: bool = True, width_mm: int | None = 3_000) -> LeasedPlace:
    return LeasedPlace(
        id=PlaceId(UUID(int=number)),
        provider_id=PROVIDER,
        kind=PlaceKind.BERTH,
        time_zone="Europe/Helsinki",
        length_mm=8_000,
        depth_mm=None,
        max_mass_kg=None,
        mooring=None,
        in_use=in_use,
        width_mm=width_mm,
    )


BOTH = exchange(AnswerGiven.ACCEPTED, AnswerGiven.ACCEPTED)
LEASES = {one.lease.id: one.lease for one in (tenant(1), tenant(2))}
PLACES = {one.id: one for one in (ground(1), ground(2))}


def test_an_exchange_is_accepted_once_everybody_has() -> None:
    assert is_accepted(BOTH)
    assert not is_accepted(exchange(AnswerGiven.ACCEPTED, AnswerGiven.OPEN))


def test_what_is_done_has_failed_or_is_late_is_answered_no_more() -> None:
    require_open(BOTH, now=NOW)
    ended = {status for status, after in EXCHANGE_TRANSITIONS.items() if not after}
    assert ended == {ExchangeStatus.DONE, ExchangeStatus.FAILED}
    for over in (*(replace(BOTH, status=status) for status in ended), replace(BOTH, expires_at=NOW)):
        with pytest.raises(Refused):
            require_open(over, now=NOW)


def test_an_exchange_stands_while_nothing_has_changed() -> None:
    first = LeaseId(UUID(int=101))
    lease = LEASES[first]
    assert still_stands(BOTH, LEASES, PLACES, now=NOW)
    assert not still_stands(exchange(*[AnswerGiven.ACCEPTED] * 2, waits=False), LEASES, PLACES, now=NOW)
    assert not still_stands(BOTH, LEASES, PLACES, now=PERIOD.end)
    for changed in (
        replace(lease, status=LeaseStatus.ENDED),
        replace(lease, place_id=PlaceId(UUID(int=3))),
        replace(lease, boat=replace(lease.boat, beam_mm=3_100)),
    ):
        assert not still_stands(BOTH, LEASES | {first: changed}, PLACES, now=NOW)
    shut = PLACES | {PlaceId(UUID(int=2)): ground(2, in_use=False)}
    assert not still_stands(BOTH, LEASES, shut, now=NOW)


def test_all_have_their_places_from_one_instant_not_before_the_last_lease_begins() -> None:
    assert starting(LEASES, now=NOW) == NOW
    assert starting(LEASES, now=NOW - timedelta(days=100)) == PERIOD.start
