"""Holds the checks to wrong engines: one that lets any of these pass would prove nothing about ours."""

from collections.abc import Callable
from typing import Protocol

import pytest
from hypothesis import given

from tests.property.draws import wrong_engines as wrong
from tests.property.draws.campaign import tried_on
from tests.property.draws.holding import Check, keeps
from tests.property.draws.instances import LARGE, ROOMY, SMALL, TINY, instances
from tests.property.draws.promises import (
    TINY_ONLY,
    agrees_with_the_oracle,
    has_certificates_of_the_whole_closed_set,
    has_certificates_that_count,
    has_no_justified_envy,
    is_feasible,
    is_free_of_the_order_of_input,
    is_not_wasteful,
    is_pareto_efficient,
    is_truthful,
    moves_as_published,
)
from tests.property.draws.reading import Json


class Draw(Protocol):
    """One draw of one instance, by an engine that gets something wrong."""

    def result(self) -> Json: ...


NOTICED: list[tuple[Callable[[Json], Draw], Check]] = [
    (wrong.MovesNobody, agrees_with_the_oracle),
    (wrong.MovesNobody, is_not_wasteful),
    (wrong.MovesNobody, is_pareto_efficient),
    (wrong.MovesNobody, has_no_justified_envy),
    (wrong.MovesOne, agrees_with_the_oracle),
    (wrong.BreaksTiesByInput, agrees_with_the_oracle),
    (wrong.BreaksTiesByInput, is_free_of_the_order_of_input),
    (wrong.ComparesIdsAsUtf16, agrees_with_the_oracle),
    (wrong.PutsPlacesWithoutAreaFirst, agrees_with_the_oracle),
    (wrong.MultipliesWhatThereIs, agrees_with_the_oracle),
    (wrong.SkipsTheClass, agrees_with_the_oracle),
    (wrong.SkipsTheClass, has_no_justified_envy),
    (wrong.ComparesTicketsAsText, agrees_with_the_oracle),
    (wrong.HashesTheSeedAsText, agrees_with_the_oracle),
    (wrong.CompactsRanks, agrees_with_the_oracle),
    (wrong.CompactsRanks, is_feasible),
    (wrong.TakesAnySeats, agrees_with_the_oracle),
    (wrong.TightensFromTheBack, agrees_with_the_oracle),
    (wrong.LeavesEverybodyWhereTheyLie, agrees_with_the_oracle),
    (wrong.CountsRefusals, agrees_with_the_oracle),
    (wrong.ClosesWhenTaken, agrees_with_the_oracle),
    (wrong.ClosesWhenTaken, has_certificates_that_count),
    (wrong.WantsSpare, agrees_with_the_oracle),
    (wrong.WantsSpare, is_not_wasteful),
    (wrong.ForgetsMooringMargins, agrees_with_the_oracle),
    (wrong.TakesMarginsAsPositive, agrees_with_the_oracle),
    (wrong.IgnoresMass, agrees_with_the_oracle),
    (wrong.IgnoresMass, is_feasible),
    (wrong.RefusesUnmarkedMoorings, agrees_with_the_oracle),
    (wrong.HearsFirstChoicesFirst, has_no_justified_envy),
    (wrong.HearsFirstChoicesFirst, is_truthful),
    (wrong.PlacesAsManyAsPossible, is_truthful),
    (wrong.CertifiesOnlyWhatWasWanted, has_certificates_that_count),
    (wrong.CertifiesOnlyWhatWasWanted, has_certificates_of_the_whole_closed_set),
    (wrong.CertifiesWithTooFew, has_certificates_that_count),
    (wrong.CertifiesNothing, has_certificates_that_count),
    (wrong.SkipsTheUnplaced, has_certificates_that_count),
    (wrong.LinksEverythingAgain, moves_as_published),
]


@pytest.mark.parametrize(("engine", "check"), NOTICED, ids=lambda part: part.__name__)
def test_a_wrong_engine_is_noticed(engine: Callable[[Json], Draw], check: Check) -> None:
    mixed = instances(TINY) if check in TINY_ONLY else instances(SMALL) | instances(ROOMY) | instances(LARGE)

    @tried_on(600)
    @given(mixed)
    def try_it(instance: Json) -> None:
        assert keeps(lambda asked: engine(asked).result(), check, instance)

    with pytest.raises(AssertionError):
        try_it()
