"""Holds later rounds to what they owe: nobody loses what was won, and nobody new gains by waiting for them."""

from hypothesis import given

from tests.property.draws.batches import after_two, loses_no_rank, second, splits, waiting_gains_nothing
from tests.property.draws.campaign import tried_on
from tests.property.draws.holding import Engine, hold
from tests.property.draws.instances import LARGE, SMALL, TINY, exchanges, instances
from tests.property.draws.ours import ours, ours_after_two
from tests.property.draws.reading import Json
from tests.property.draws.truthfulness import telling


@tried_on(100)
@given(instances(SMALL) | exchanges(SMALL) | exchanges(LARGE))
def test_the_next_batch_gives_what_the_rules_of_batches_say(instance: Json) -> None:
    hold(ours, is_followed_by_the_next_batch, instance)


def is_followed_by_the_next_batch(engine: Engine, instance: Json) -> None:
    for declining, content in splits(instance):
        batch = second(instance, engine(instance), declining=declining, content=content)
        assert ours_after_two(instance, declining=declining, content=content) == engine(batch)["assignment"]


@tried_on(100)
@given(instances(SMALL) | exchanges(SMALL) | exchanges(LARGE))
def test_nobody_loses_rank_in_the_second_round(instance: Json) -> None:
    hold(ours, loses_no_rank, instance)


@tried_on(10)
@given(instances(TINY) | exchanges(TINY))
def test_no_list_and_waiting_gets_a_new_applicant_a_better_choice(instance: Json) -> None:
    hold(ours, waiting_gains_nothing, instance)


def asks(name: str, ticket: int, *choices: str, current: str | None = None) -> Json:
    mode = "new" if current is None else "exchange"
    listed = [{"berth": place} for place in choices]
    return {"id": name, "class": 1, "ticket": ticket, "choices": listed, "boat": {}, "mode": mode, "current": current}


def places(*names: str, **reserves: str) -> list[Json]:
    return [{"id": name, "harbor": "H", "reserve": reserves.get(name)} for name in names]


def test_a_tenant_can_gain_by_waiting_with_a_place_that_somebody_else_wants() -> None:
    """What the rules of batches do not promise: the own place is worth more as long as it is still to be given.

    The tenant's first choice goes to one who declines. Honest, he gives up his place in the first round and is behind
    another for what was given back; with the first choice alone he still has what the first in the queue wants.
    """
    people = [
        asks("declines", 1, "best"),
        asks("wants his place", 2, "his"),
        asks("before him", 3, "best"),
        asks("he", 4, "best", "second", current="his"),
    ]
    instance = {"format": "berth-match/1", "rules": {}, "berths": places("best", "second", "his"), "applicants": people}
    alone = telling(instance, "he", [{"berth": "best"}])
    assert after_two(ours, instance, {"declines"})["he"] == "second"
    assert after_two(ours, alone, {"declines"})["he"] == "best"


def test_somebody_new_can_gain_by_waiting_for_a_place_in_reserve_that_would_be_left_later() -> None:
    """What the rules of batches do not promise: a place leaves the reserve after a round in which nobody has it.

    A tenant without the flag lies on it. He moves on to what the new one does not take, be it now or a batch later.
    """
    people = [asks("new", 1, "kept", "other"), asks("tenant", 2, "other", current="kept")]
    berths = places("kept", "other", kept="ACCESSIBLE")
    instance = {"format": "berth-match/1", "rules": {}, "berths": berths, "applicants": people}
    assert after_two(ours, instance, set())["new"] == "other"
    assert after_two(ours, telling(instance, "new", [{"berth": "kept"}]), set())["new"] == "kept"


def test_somebody_new_can_gain_by_a_place_to_give_when_who_declined_is_still_before_him() -> None:
    """What the rules of batches do not promise: tenant-held is pointed at before free, and moves its tenant up.

    Who declines to renew "best" stays in the first class, and likes "other" as well. Who took "other" in the first
    round, though he wants nothing but "best", is asked for it and given "best"; honest, he has nothing to give.
    """
    people = [
        {**asks("comes back", 1, current="best"), "mode": "renew", "choices": [{"harbor": "H", "pier": "A"}]},
        {**asks("anywhere", 2), "choices": [{"harbor": "H"}]},
        {**asks("he", 3, "best"), "class": 2},
    ]
    berths = [{**place, "pier": pier} for place, pier in zip(places("best", "other", "spare"), "AAB", strict=True)]
    instance = {"format": "berth-match/1", "rules": {}, "berths": berths, "applicants": people}
    with_something_to_give = telling(instance, "he", [{"berth": "best"}, {"berth": "other"}])
    assert after_two(ours, instance, {"comes back"})["he"] is None
    assert after_two(ours, with_something_to_give, {"comes back"})["he"] == "best"
