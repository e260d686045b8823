"""Renewals and exchanges, on cases worked out by hand: H has the places p0, p1 ... in place order."""

import pytest

from harbors.draws.records import Applicant, Boat, Choice, Cycle, Event, Outcome, Place
from harbors.draws.rules import draw
from tests.unit.draws.entrants import berths, event, events, exchange, instance, new, places, renew

H, J = Choice(harbor="H"), Choice(harbor="J")
P0, P1, P2, P3 = berths("p0", "p1", "p2", "p3")
TWO, THREE, FOUR = places("p0", "p1"), places("p0", "p1", "p2"), places("p0", "p1", "p2", "p3")
LARGE = Boat(beam_mm=1001)


def _draw(board: tuple[Place, ...], *applicants: Applicant) -> Outcome:
    return draw(instance(board, *applicants))


def test_renewal_is_event_0_and_nobody_moves() -> None:
    outcome = _draw(TWO, renew(5, "p1", P0), new(1, H))

    assert outcome.events[0] == event(0, None, ("a5", 0, "p1"), moves=())
    assert outcome.closed == {"p0": 1, "p1": 0}
    assert (outcome.assignment, outcome.rank) == ({"a1": "p0", "a5": "p1"}, {"a1": 0, "a5": 0})


def test_renewal_is_kept_though_the_boat_does_not_fit() -> None:
    assert _draw(TWO, renew(5, "p0", boat=LARGE), new(1, P0)).assignment == {"a1": None, "a5": "p0"}


def test_tenants_swap_before_anybody_has_a_turn() -> None:
    assert events(TWO, new(1, P0, P1), exchange(2, "p0", P1), exchange(3, "p1", P0)) == (
        event(1, None, ("a2", 0, "p1"), ("a3", 0, "p0"), moves=[("a2", "p1"), ("a3", "p0")]),
    )


def test_each_member_of_a_cycle_gives_to_the_next() -> None:
    a2, a3, a4 = exchange(2, "p0", P1), exchange(3, "p1", P2), exchange(4, "p2", P0)

    assert events(THREE, a2, a3, a4) == (
        # p0, which was of a2, goes to a4, p2 from him to a3, and p1 back to a2.
        event(
            1,
            None,
            ("a2", 0, "p1"),
            ("a4", 0, "p0"),
            ("a3", 0, "p2"),
            moves=[("a2", "p1"), ("a4", "p0"), ("a3", "p2")],
        ),
    )


def test_cycles_that_are_there_at_once_are_one_event() -> None:
    swap = exchange(7, "p0", P1), exchange(8, "p1", P0)
    other = exchange(2, "p2", P3), exchange(9, "p3", P2)

    assert events(FOUR, *swap, *other) == (
        Event(
            number=1,
            head=None,
            cycles=(
                Cycle(members=(("a2", 0, "p3"), ("a9", 0, "p2")), moves=(("a2", "p3"), ("a9", "p2"))),
                Cycle(members=(("a7", 0, "p1"), ("a8", 0, "p0")), moves=(("a7", "p1"), ("a8", "p0"))),
            ),
        ),
    )


def test_head_takes_the_place_of_a_tenant_who_takes_a_free_one() -> None:
    outcome = _draw(TWO, new(1, P0), exchange(2, "p0", P1))

    assert outcome.events == (event(1, "a1", ("a1", 0, "p0"), ("a2", 0, "p1"), moves=[("a1", "p0"), ("a2", "p1")]),)
    assert outcome.rank == {"a1": 0, "a2": 0}


def test_head_who_is_a_tenant_leaves_the_own_place_free() -> None:
    outcome = _draw(TWO, exchange(1, "p0", P1), new(2, P0))

    assert outcome.events == (
        event(1, "a1", ("a1", 0, "p1"), moves=[("a1", "p1")]),
        event(2, "a2", ("a2", 0, "p0"), moves=[("a2", "p0")]),
    )


def test_new_head_points_at_a_tenant_rather_than_at_a_free_place() -> None:
    outcome = _draw(THREE, new(1, H), exchange(2, "p2", P0))

    assert outcome.events[0] == event(1, "a1", ("a1", 0, "p2"), ("a2", 0, "p0"), moves=[("a1", "p2"), ("a2", "p0")])


def test_tenant_who_lists_the_own_harbor_stays_inside_the_choice_at_once() -> None:
    outcome = _draw(TWO, exchange(2, "p1", H, J), new(1, H))

    assert outcome.events[0] == event(1, None, ("a2", 0, "p1"), moves=())
    assert outcome.rank["a2"] == 0


def test_tenant_inside_the_won_choice_may_be_given_another_place_of_it() -> None:
    # a2 holds p1 by "any of H", makes room for a1 and lies on p0.
    outcome = _draw(TWO, exchange(2, "p1", H), new(1, P1))

    assert outcome.events[1] == event(2, "a1", ("a1", 0, "p1"), moves=[("a1", "p1"), ("a2", "p0")])
    assert outcome.assignment == {"a1": "p1", "a2": "p0"}


def test_final_places_move_a_tenant_inside_the_won_choice_and_not_one_who_fell_back() -> None:
    inside = _draw(TWO, exchange(2, "p1", H))
    fallen_back = _draw(TWO, exchange(2, "p1", J))

    assert inside.assignment == {"a2": "p0"}
    assert fallen_back.assignment == {"a2": "p1"}


def test_tenant_falls_back_with_the_number_of_choices_as_rank() -> None:
    outcome = _draw(TWO, renew(1, "p0"), exchange(2, "p1", P0, J))

    assert outcome.events[1] == event(1, None, ("a2", 2, "p1"), moves=())
    assert outcome.rank == {"a1": 0, "a2": 2}


def test_choices_below_the_first_that_contains_the_own_place_are_ignored() -> None:
    outcome = _draw(THREE, exchange(2, "p1", P1, P0))

    assert (outcome.rank, outcome.assignment) == ({"a2": 0}, {"a2": "p1"})


def test_own_place_that_the_boat_does_not_fit_is_in_no_choice_that_names_it() -> None:
    outcome = _draw(TWO, renew(1, "p1"), exchange(2, "p0", P0, H, boat=LARGE))

    assert (outcome.rank["a2"], outcome.assignment["a2"]) == (2, "p0")


def test_own_place_that_the_boat_does_not_fit_does_not_hide_the_choices_below_it() -> None:
    outcome = _draw(TWO, exchange(2, "p0", P0, P1, boat=LARGE))

    assert (outcome.rank["a2"], outcome.assignment["a2"]) == (1, "p1")


def test_tenant_reaches_another_through_a_place_that_is_held_for_an_equal_one() -> None:
    # a1 holds p0 by "any of H" and can go on to p1, which a3 would give for p2; a2 would have p0.
    applicants = (
        exchange(1, "p0", H),
        exchange(2, "p2", P0),
        exchange(3, "p1", P2),
    )

    assert events(THREE, *applicants)[1] == event(
        2,
        None,
        ("a2", 0, "p0"),
        ("a3", 0, "p2"),
        moves=[("a2", "p0"), ("a1", "p1"), ("a3", "p2")],
    )


def test_place_closes_for_a_tenant_as_for_others_and_he_points_elsewhere() -> None:
    outcome = _draw(THREE, renew(1, "p0"), exchange(2, "p1", P0, P2), exchange(3, "p2", P1))

    assert outcome.rank == {"a1": 0, "a2": 1, "a3": 0}


def test_pointer_of_a_tenant_stays_though_a_free_place_would_be_preferred_by_now() -> None:
    # a9 pointed at q0 when that was a tenant's; it is held by a1 since, who can go on to the free q1.
    j = places("q0", "q1", harbor="J")
    queue = new(1, J), exchange(5, "q0", P2), exchange(9, "p1", J)

    assert events((*THREE, *j), *queue)[1] == event(2, "a9", ("a9", 0, "q0"), moves=[("a9", "q0"), ("a1", "q1")])


def test_two_tenants_change_harbors() -> None:
    j = places("q0", harbor="J")
    outcome = _draw((*places("p0"), *j), exchange(1, "p0", J), exchange(2, "q0", H))

    assert outcome.assignment == {"a1": "q0", "a2": "p0"}


def test_key_comes_before_the_ticket_and_behind_the_class() -> None:
    outcome = _draw(TWO, new(1, H, key=5), new(2, H, key=-1), new(3, H, priority_class=0, key=9))

    assert outcome.order == ("a3", "a2", "a1")


def test_reserved_place_fits_only_who_has_the_flag() -> None:
    board = (Place(id="p0", harbor="H", reserve="step-free"), Place(id="p1", harbor="H"))
    flagged = frozenset({"step-free"})

    outcome = _draw(board, new(1, H), new(2, H), new(3, H, reserves=flagged))

    assert outcome.assignment == {"a1": "p1", "a2": None, "a3": "p0"}


def test_tenant_without_the_flag_does_not_fit_the_reserved_place_but_falls_back_on_it() -> None:
    board = (Place(id="p0", harbor="H", reserve="step-free"), Place(id="p1", harbor="H"))

    outcome = _draw(board, renew(1, "p1"), exchange(2, "p0", H))

    assert (outcome.rank["a2"], outcome.assignment["a2"]) == (1, "p0")


def test_order_key_breaks_ties_of_area_instead_of_the_id() -> None:
    board = (Place(id="p0", harbor="H", order_key="z"), Place(id="p1", harbor="H", order_key="a"))

    assert _draw(board, new(1, H)).assignment == {"a1": "p1"}


def test_tenant_of_an_unknown_place_is_refused() -> None:
    with pytest.raises(ValueError, match="a1 is tenant of an unknown place"):
        _draw(TWO, exchange(1, "nowhere", H))
