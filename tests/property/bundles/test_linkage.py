"""Nobody who sees which boat lies where learns from the public bundle whose list is whose."""

from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from harbors.bundles.linkage import records_to_seal
from harbors.bundles.public import public_bundle
from harbors.bundles.records import DrawnRound
from harbors.draws.records import Instance, Place, Rules
from harbors.verification.records import Judgement
from harbors.verification.verifying import verify
from tests.drawn_rounds import Shape, drawn_round, make_instance
from tests.helsinki_round import HELSINKI, a_season, helsinki_berths
from tests.property.bundles.onlooker import Findings, attack, sights_of
from tests.property.draws.campaign import tried_on
from tests.property.draws.instances import Dice

DICE = st.randoms(use_true_random=True)


def looked_at(drawn: DrawnRound, rules: Rules, *, sealed: frozenset[str]) -> Findings:
    bundle = public_bundle(drawn, sealed=sealed)
    assert verify(bundle, root=drawn.frozen.root.hex()).judgement is Judgement.ACCEPTED
    return attack(bundle, drawn.frozen.places, rules, sights_of(drawn))


def he_is_right(drawn: DrawnRound, findings: Findings) -> bool:
    """What he is certain of is true: else he would be no attacker."""
    at_berth = {berth: id for id, berth in drawn.outcome.assignment.items()}
    records = {record.id: record for record in drawn.frozen.records}
    lists = {
        berth: tuple((one.harbor, sum(1 << place for place in one.places)) for one in records[at_berth[berth]].choices)
        for berth in findings.lists
    }
    classes = {berth: records[at_berth[berth]].class_number for berth in findings.classes}
    return lists == findings.lists and classes == findings.classes


@pytest.mark.parametrize("tenants", [0, 100], ids=["new applicants", "exchanges"])
def test_in_helsinki_one_in_three_would_be_known_and_none_is_when_records_are_sealed(tenants: int) -> None:
    if not HELSINKI.is_dir():
        pytest.skip("not here: needs the city's files in ../shared/data/helsinki")
    instance = a_season(helsinki_berths(HELSINKI), tenants=tenants)
    drawn = drawn_round(instance)
    sealed = records_to_seal(drawn, instance.rules)
    as_worded = looked_at(drawn, instance.rules, sealed=frozenset())
    protected = looked_at(drawn, instance.rules, sealed=sealed)

    assert he_is_right(drawn, as_worded) and he_is_right(drawn, protected)
    assert len(as_worded.lists) > 300
    assert len(protected.lists) == 0
    assert 0 < len(sealed) <= len(as_worded.lists)


@pytest.mark.parametrize("tenants", [0, 4], ids=["new applicants", "exchanges"])
def test_in_small_harbors_with_few_sizes_no_list_is_known(tenants: int) -> None:
    @tried_on(60)
    @given(st.integers(0, 2**32), DICE)
    def try_it(seed: int, dice: Dice) -> None:
        instance = a_season(few_sizes(dice), seed=seed, free=14, applicants=60, tenants=tenants)
        drawn = drawn_round(instance)
        findings = looked_at(drawn, instance.rules, sealed=records_to_seal(drawn, instance.rules))

        assert not findings.lists
        assert he_is_right(drawn, findings)

    try_it()


def test_where_every_berth_is_like_no_other_no_list_is_known_either() -> None:
    @tried_on(60)
    @given(DICE)
    def try_it(dice: Dice) -> None:
        instance = all_known(make_instance(dice, Shape()))
        drawn = drawn_round(instance)
        findings = looked_at(drawn, instance.rules, sealed=records_to_seal(drawn, instance.rules))

        assert not findings.lists
        assert he_is_right(drawn, findings)

    try_it()


def all_known(instance: Instance) -> Instance:
    """Without choices of what is not there, which no form lets through: he counts on that."""
    ids = {place.id for place in instance.places} | {None}
    applicants = (
        replace(one, choices=tuple(choice for choice in one.choices if choice.berth in ids))
        for one in instance.applicants
    )
    return replace(instance, applicants=tuple(applicants))


def few_sizes(dice: Dice) -> Sequence[Place]:
    sizes = [(2500, 6000), (2500, 6000), (3000, 5000), (4000, 10000)]
    return [
        Place(
            id=f"b{number}",
            harbor=f"H{dice.randrange(3)}",
            pier=dice.choice(("A", "B")),
            width_mm=width,
            length_mm=length,
        )
        for number in range(20)
        for width, length in [dice.choice(sizes)]
    ]
