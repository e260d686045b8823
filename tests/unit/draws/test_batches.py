"""From one batch of a season to the next."""

from dataclasses import replace
from datetime import date

from harbors.draws.batches import BEHIND, Answers, next_batch
from harbors.draws.records import Applicant, Choice, Instance, Mode, Place
from harbors.draws.rules import draw
from tests.unit.draws.entrants import berths, exchange, instance, new, places, renew

P0, P1, P2 = berths("p0", "p1", "p2")
H = Choice(harbor="H")
UNTIL = date(2027, 5, 1)
# p0 goes to a1, p1 to a2 by the second choice, p2 to nobody but its tenant, and a3 has nothing.
ROUND = instance(places("p0", "p1", "p2"), new(1, P0, P1), new(2, P0, P1), new(3, P0, P1), renew(4, "p2", H))


def _next(answers: Answers, *, drawn: Instance = ROUND, today: date = UNTIL) -> Instance:
    return next_batch(drawn, draw(drawn), answers, submitted=ROUND, today=today, upgrades_until=UNTIL)


def _by_id(drawn: Instance) -> dict[str, Applicant]:
    return {one.id: one for one in drawn.applicants}


def test_winner_of_a_later_choice_is_a_tenant_who_would_have_a_better_one() -> None:
    assert _by_id(_next(Answers()))["a2"] == exchange(2, "p1", P0)


def test_winner_of_the_first_choice_renews() -> None:
    assert _by_id(_next(Answers()))["a1"] == renew(1, "p0", P0, P1)


def test_nobody_is_moved_who_is_content_or_after_the_last_day_of_upgrades() -> None:
    content = _next(Answers(content=frozenset({"a2"})))
    late = _next(Answers(), today=date(2027, 5, 2))

    assert _by_id(content)["a2"] == _by_id(late)["a2"] == renew(2, "p1", P0, P1)


def test_who_has_nothing_yet_waits_on() -> None:
    assert _by_id(_next(Answers()))["a3"] == new(3, P0, P1)


def test_who_declines_goes_behind_the_own_class_with_the_whole_list() -> None:
    batch = _next(Answers(declined=frozenset({"a2"})))

    assert _by_id(batch)["a2"] == new(2, P0, P1, key=BEHIND)
    assert draw(batch).assignment == {"a1": "p0", "a3": "p1", "a4": "p2", "a2": None}


def test_who_declines_after_an_upgrade_was_in_sight_has_the_whole_list_again() -> None:
    second = _next(Answers())
    third = _next(Answers(declined=frozenset({"a2"})), drawn=second)

    assert _by_id(second)["a2"].choices == (P0,)
    assert _by_id(third)["a2"].choices == (P0, P1)


def test_who_declines_twice_is_no_further_behind() -> None:
    behind = replace(ROUND, applicants=(new(1, P0, key=BEHIND - 3),))

    assert _by_id(_next(Answers(declined=frozenset({"a1"})), drawn=behind))["a1"].key == BEHIND - 3


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


def test_what_is_left_of_a_reserve_is_there_for_all_and_what_is_taken_stays_reserved() -> None:
    flag = frozenset({"step-free"})
    board = tuple(Place(id=id, harbor="H", reserve="step-free") for id in ("p0", "p1"))
    drawn = instance(board, new(1, H, reserves=flag), new(2, H))
    batch = next_batch(drawn, draw(drawn), Answers(), submitted=drawn, today=UNTIL, upgrades_until=UNTIL)

    assert [place.reserve for place in batch.places] == ["step-free", None]
    assert draw(batch).assignment == {"a1": "p0", "a2": "p1"}
