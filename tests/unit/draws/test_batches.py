"""From one batch of a season to the next."""

from collections.abc import Sequence

from harbors.draws.batches import BEHIND, Answers, Standing, after_batch, after_draw, next_batch
from harbors.draws.records import Applicant, Choice, Instance, Mode, Place
from harbors.draws.rules import draw
from tests.unit.draws.entrants import berths, exchange, instance, new, places, renew

P0, P1, P2 = berths("p0", "p1", "p2")
H = Choice(harbor="H")
# p0 goes to a1, p1 to a2 by the second choice, p2 to nobody but its tenant, and a3 has nothing.
ROUND = instance(places("p0", "p1", "p2"), new(1, P0, P1), new(2, P0, P1), new(3, P0, P1), renew(4, "p2", H))


def _first(drawn: Instance, *, places: Sequence[Place] = ()) -> Standing:
    outcome = draw(drawn)
    return after_draw(places or drawn.places, assignment=outcome.assignment, rank=outcome.rank)


FIRST = _first(ROUND)


def _next(answers: Answers, *, standing: Standing = FIRST, upgrades: bool = True) -> Instance:
    return next_batch(ROUND, standing, answers, upgrades=upgrades)


def _after(answers: Answers, *, standing: Standing = FIRST, upgrades: bool = True) -> Standing:
    batch = _next(answers, standing=standing, upgrades=upgrades)
    return after_batch(standing, answers, batch, draw(batch), places=ROUND.places)


def _by_id(drawn: Instance) -> dict[str, Applicant]:
    return {one.id: one for one in drawn.applicants}


def test_winner_of_a_later_choice_is_a_tenant_who_would_have_a_better_one() -> None:
    assert _by_id(_next(Answers()))["a2"] == exchange(2, "p1", P0)


def test_winner_of_the_first_choice_renews() -> None:
    assert _by_id(_next(Answers()))["a1"] == renew(1, "p0", P0, P1)


def test_nobody_is_moved_who_is_content_or_after_the_last_day_of_upgrades() -> None:
    content = _next(Answers(content=frozenset({"a2"})))
    late = _next(Answers(), upgrades=False)

    assert _by_id(content)["a2"] == _by_id(late)["a2"] == renew(2, "p1", P0, P1)


def test_who_was_content_for_a_batch_can_move_up_in_the_next() -> None:
    standing = _after(Answers(content=frozenset({"a2"})))

    assert standing.rank["a2"] == 1
    assert _by_id(_next(Answers(), standing=standing))["a2"] == exchange(2, "p1", P0)


def test_who_has_nothing_yet_waits_on() -> None:
    assert _by_id(_next(Answers()))["a3"] == new(3, P0, P1)


def test_who_declines_goes_behind_the_own_class_with_the_whole_list() -> None:
    batch = _next(Answers(declined=frozenset({"a2"})))

    assert _by_id(batch)["a2"] == new(2, P0, P1, key=BEHIND)
    assert draw(batch).assignment == {"a1": "p0", "a3": "p1", "a4": "p2", "a2": None}


def test_who_declines_after_an_upgrade_was_in_sight_has_the_whole_list_again() -> None:
    third = _next(Answers(declined=frozenset({"a2"})), standing=_after(Answers()))

    assert _by_id(_next(Answers()))["a2"].choices == (P0,)
    assert _by_id(third)["a2"].choices == (P0, P1)


def test_who_declined_stays_behind_and_is_no_further_behind_for_declining_twice() -> None:
    once = _after(Answers(declined=frozenset({"a1"})))

    assert _by_id(_next(Answers(), standing=once))["a1"].key == BEHIND
    assert _by_id(_next(Answers(declined=frozenset({"a1"})), standing=once))["a1"].key == BEHIND


def test_a_tenant_who_declined_and_got_another_place_later_can_move_up_from_there() -> None:
    standing = Standing(
        assignment={**FIRST.assignment, "a4": "p1", "a2": None}, rank={**FIRST.rank, "a4": 1, "a2": None}
    )

    assert _by_id(_next(Answers(), standing=standing))["a4"] == exchange(4, "p1", H)


def test_who_found_the_place_not_as_described_keeps_the_turn() -> None:
    batch = _next(Answers(misdescribed=frozenset({"a2"})))

    assert draw(batch).assignment["a2"] == "p1"


def test_tenant_who_gives_up_is_a_tenant_no_more() -> None:
    batch = _next(Answers(declined=frozenset({"a4"})))

    assert _by_id(batch)["a4"].mode is Mode.NEW


def test_withdrawn_are_gone_and_their_places_free() -> None:
    batch = _next(Answers(withdrawn=frozenset({"a1"})))

    assert draw(batch).assignment == {"a2": "p0", "a3": "p1", "a4": "p2"}


def test_upgrade_is_made_in_the_order_of_the_queue() -> None:
    # Waiting for the second batch with a short list gains nothing: a2 moves up, and a3 gets what he leaves.
    batch = _next(Answers(declined=frozenset({"a1"})))

    assert draw(batch).rank["a2"] == 0


def test_a_place_that_is_no_more_to_be_given_is_given_to_nobody() -> None:
    batch = _next(Answers(declined=frozenset({"a1"}), gone=frozenset({"p0"})))

    assert draw(batch).assignment == {"a2": "p1", "a3": None, "a4": "p2", "a1": None}


FLAG = frozenset({"step-free"})
RESERVED = tuple(Place(id=id, harbor="H", reserve="step-free") for id in ("p0", "p1"))
KEPT = instance(RESERVED, new(1, H, reserves=FLAG), new(2, H))


def test_what_is_left_of_a_reserve_is_there_for_all_and_what_is_taken_stays_reserved() -> None:
    batch = next_batch(KEPT, _first(KEPT, places=RESERVED), Answers(), upgrades=True)

    assert [place.reserve for place in batch.places] == ["step-free", None]
    assert draw(batch).assignment == {"a1": "p0", "a2": "p1"}


def test_a_reserved_place_that_comes_back_is_kept_until_a_draw_finds_nobody_for_it() -> None:
    given, gone = Answers(declined=frozenset({"a1"})), Answers(withdrawn=frozenset({"a1"}))
    first = _first(instance(RESERVED[:1], *KEPT.applicants))
    small = instance(RESERVED[:1], *KEPT.applicants)
    back = next_batch(small, first, given, upgrades=True)
    without = next_batch(small, first, gone, upgrades=True)
    left = after_batch(first, gone, without, draw(without), places=RESERVED[:1])

    assert draw(back).assignment == {"a1": "p0", "a2": None}
    assert draw(without).assignment == {"a2": None}
    assert draw(next_batch(small, left, Answers(), upgrades=True)).assignment == {"a2": "p0"}
