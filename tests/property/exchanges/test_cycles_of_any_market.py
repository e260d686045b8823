"""Whatever tenants want, the cycles that are found make nobody worse off, and do not depend on who is told first."""

from typing import Any
from uuid import UUID

from hypothesis import given, settings
from hypothesis import strategies as st

from harbors.draws.records import Place
from harbors.exchanges.records import Exchanger
from tests.unit.exchanges.test_finding_cycles import found, market, of, place, tenant


@settings(max_examples=150, deadline=None)
@given(dice=st.randoms(use_true_random=False))
def test_the_same_market_has_the_same_cycles_in_whatever_order_and_nobody_is_worse_off(dice: Any) -> None:
    numbers = range(1, 13)
    places = tuple(place(n, harbor=dice.choice("ABC"), width=dice.choice((2_600, 3_200))) for n in numbers)
    people = tuple(
        tenant(n, *map(of, dice.sample("ABC", dice.randint(1, 3))), beam=dice.choice((2_500, 3_000))) for n in numbers
    )
    one = market(*people, places=places)
    shuffled = market(*dice.sample(people, len(people)), places=tuple(dice.sample(places, len(places))))
    assert found(one) == found(shuffled)
    by_number = {UUID(p.id).int: p for p in places}
    for cycle in found(one):
        assert [got for _, got in cycle] == [n for n, _ in cycle[1:]] + [cycle[0][0]]
        gains = [rank(people[n - 1], by_number[n]) - rank(people[n - 1], by_number[got]) for n, got in cycle]
        assert min(gains) >= 0
        assert max(gains) > 0
        assert all(people[n - 1].lease.boat.beam_mm <= (by_number[got].width_mm or 0) for n, got in cycle)


def rank(one: Exchanger, here: Place) -> int:
    """The first choice that holds the place, counted by hand; where the boat does not fit, or none does, behind all."""
    if one.lease.boat.beam_mm > (here.width_mm or 0):
        return len(one.choices)
    ranks = [number for number, choice in enumerate(one.choices) if choice.harbor == here.harbor]
    return ranks[0] if ranks else len(one.choices)
