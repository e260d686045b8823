"""Holds the checks to wrong engines: one that lets any of these pass would prove nothing about ours."""

from collections.abc import Callable
from contextlib import suppress
from typing import Protocol

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.property.draws import wrong_engines as wrong
from tests.property.draws import wrong_trades as trades
from tests.property.draws.batches import loses_no_rank
from tests.property.draws.campaign import tried_on
from tests.property.draws.certificates import has_certificates_of_the_whole_closed_set, has_certificates_that_count
from tests.property.draws.holding import Check, keeps
from tests.property.draws.instances import LARGE, ROOMY, SMALL, TINY, exchanges, instances
from tests.property.draws.promises import (
    TINY_ONLY,
    agrees_with_the_oracle,
    has_no_justified_envy,
    is_feasible,
    is_free_of_the_order_of_input,
    is_individually_rational,
    is_not_wasteful,
    is_pareto_efficient,
    keeps_renewals,
    leaves_nothing_to_complain_of,
    moves_as_published,
)
from tests.property.draws.reading import Json
from tests.property.draws.truthfulness import is_truthful


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
]

TRADES_NOTICED: list[tuple[Callable[[Json], Draw], Check]] = [
    (trades.RelinksEverything, moves_as_published),
    (trades.PointsAnewEachTime, agrees_with_the_oracle),
    (trades.ForgetsTheOwnPlaceInside, agrees_with_the_oracle),
    (trades.PointsAtFreePlacesFirst, agrees_with_the_oracle),
    (trades.LinksTargetsAndOthersAlike, moves_as_published),
    (trades.LinksOneAtATime, moves_as_published),
    (trades.FirstFit, agrees_with_the_oracle),
    (trades.FirstFit, leaves_nothing_to_complain_of),
    (trades.FirstFit, is_pareto_efficient),
    (trades.FirstFit, has_no_justified_envy),
    (trades.BreaksTiesByInput, agrees_with_the_oracle),
    (trades.BreaksTiesByInput, is_free_of_the_order_of_input),
    (trades.CountsWhatDoesNotFit, agrees_with_the_oracle),
    (trades.CountsWhatDoesNotFit, is_feasible),
    (trades.CountsWhatDoesNotFit, is_individually_rational),
    (trades.SettlesLast, agrees_with_the_oracle),
    (trades.ExecutesOneByOne, agrees_with_the_oracle),
    (trades.ListsEverythingBelow, agrees_with_the_oracle),
    (trades.ListsEverythingBelow, is_individually_rational),
    (trades.ListsEverythingBelow, is_truthful),
    (trades.LetsRenewalsGo, agrees_with_the_oracle),
    (trades.LetsRenewalsGo, keeps_renewals),
    (trades.ForgetsRenewals, keeps_renewals),
    (trades.ClosesNothing, agrees_with_the_oracle),
    (trades.ClosesNothing, has_certificates_that_count),
    (trades.ClosesAfterOneLayer, agrees_with_the_oracle),
    (trades.ClosesAfterOneLayer, leaves_nothing_to_complain_of),
    (trades.NumbersClosingsAhead, agrees_with_the_oracle),
    (trades.PublishesWhereTheyLie, agrees_with_the_oracle),
    (trades.IgnoresReserves, agrees_with_the_oracle),
    (trades.IgnoresReserves, is_feasible),
    (trades.IgnoresKeys, agrees_with_the_oracle),
    (trades.IgnoresKeys, leaves_nothing_to_complain_of),
    (trades.LosesThePlaceOfTheHead, agrees_with_the_oracle),
    (trades.LosesThePlaceOfTheHead, is_not_wasteful),
    (trades.KeepsTenantsOnTheirPlace, agrees_with_the_oracle),
    (trades.KeepsTenantsOnTheirPlace, leaves_nothing_to_complain_of),
    (trades.ListsEverythingBelow, loses_no_rank),
]


@pytest.mark.parametrize(("engine", "check"), NOTICED, ids=lambda part: part.__name__)
def test_a_wrong_engine_is_noticed(engine: Callable[[Json], Draw], check: Check) -> None:
    mixed = instances(TINY) if check in TINY_ONLY else instances(SMALL) | instances(ROOMY) | instances(LARGE)
    assert is_noticed(engine, check, mixed)


@pytest.mark.parametrize(("engine", "check"), TRADES_NOTICED, ids=lambda part: part.__name__)
def test_a_wrong_engine_for_tenants_is_noticed(engine: Callable[[Json], Draw], check: Check) -> None:
    mixed = exchanges(TINY) if check in TINY_ONLY else exchanges(SMALL) | exchanges(ROOMY) | exchanges(LARGE)
    assert is_noticed(engine, check, mixed)


def is_noticed(engine: Callable[[Json], Draw], check: Check, mixed: st.SearchStrategy[Json]) -> bool:
    """Among so many instances that one which escaped in them would have to be wrong once in hundreds."""

    @tried_on(3000)
    @given(mixed)
    def try_it(instance: Json) -> None:
        if not keeps(lambda asked: engine(asked).result(), check, instance):
            raise Noticed

    with suppress(Noticed):
        try_it()
        return False
    return True


class Noticed(Exception):
    """A check complained."""
