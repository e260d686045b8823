"""The engine and the verifier were written apart from each other; whatever round there is, they come to the same."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from harbors.bundles.full import full_bundle
from harbors.bundles.public import public_bundle
from harbors.verification.records import Judgement
from harbors.verification.verifying import verify
from tests.drawn_rounds import Shape, make_round
from tests.property.draws.campaign import tried_on
from tests.property.draws.instances import Dice

SHAPES = {
    "mixed": Shape(),
    "knotted": Shape(harbors=1, places=8, applicants=14, tenants=8),
    "keyed": Shape(harbors=2, places=20, applicants=40, keyed=True),
    "crowded": Shape(harbors=1, places=30, applicants=50, tenants=6),
    "nearly all tenants": Shape(harbors=4, places=6, applicants=10, tenants=9),
}
DICE = st.randoms(use_true_random=True)


@pytest.mark.parametrize("shape", SHAPES.values(), ids=SHAPES)
def test_a_full_bundle_is_accepted(shape: Shape) -> None:
    @tried_on(60)
    @given(DICE)
    def try_it(dice: Dice) -> None:
        drawn = make_round(dice, shape)
        assert verify(full_bundle(drawn), root=drawn.frozen.root.hex()).judgement is Judgement.ACCEPTED

    try_it()


@pytest.mark.parametrize("shape", SHAPES.values(), ids=SHAPES)
def test_a_public_bundle_is_accepted_whatever_of_it_is_sealed(shape: Shape) -> None:
    @tried_on(60)
    @given(DICE)
    def try_it(dice: Dice) -> None:
        drawn = make_round(dice, shape)
        winners = sorted(id for id, place in drawn.outcome.assignment.items() if place is not None)
        sealed = frozenset(id for id in winners if dice.randrange(3) == 0)
        bundle = public_bundle(drawn, sealed=sealed)
        assert verify(bundle, root=drawn.frozen.root.hex()).judgement is Judgement.ACCEPTED

    try_it()
