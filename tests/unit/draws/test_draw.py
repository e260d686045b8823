"""A draw from the instance to its outcome, on cases worked out by hand."""

from collections.abc import Sequence
from itertools import permutations

from harbors.draws.records import Applicant, Boat, Choice, Cycle, Event, Instance, Place, Rules
from harbors.draws.rules import draw

SMALL = Place(id="small", harbor="H", pier="A", width_mm=2500, length_mm=5000)
LARGE = Place(id="large", harbor="H", pier="B", width_mm=3500, length_mm=8000)
H, J = Choice(harbor="H"), Choice(harbor="J")


def _applicant(
    id: str, *choices: Choice, ticket: int | None = None, priority_class: int = 1, beam: int = 2000
) -> Applicant:
    return Applicant(
        id=id,
        priority_class=priority_class,
        ticket=int(id.removeprefix("a")) if ticket is None else ticket,
        boat=Boat(beam_mm=beam),
        choices=choices,
    )


def _instance(places: Sequence[Place], *applicants: Applicant) -> Instance:
    return Instance(rules=Rules(), places=tuple(places), applicants=applicants)


def test_small_boat_does_not_take_the_place_that_only_fits_the_large_one() -> None:
    # First-fit down the list of places would seat a1 on the large place and turn a2 away.
    outcome = draw(_instance([LARGE, SMALL], _applicant("a1", H), _applicant("a2", H, beam=3000)))

    assert outcome.assignment == {"a1": "small", "a2": "large"}
    assert outcome.rank == {"a1": 0, "a2": 0}


def test_holder_makes_room_on_an_equal_place_for_somebody_later() -> None:
    # Tightest-fit would leave a1 on the small place, turn a2 away and the large place empty.
    outcome = draw(_instance([SMALL, LARGE], _applicant("a1", H), _applicant("a2", Choice(berth="small"))))

    assert outcome.assignment == {"a1": "large", "a2": "small"}
    assert outcome.events == (
        Event(number=1, head="a1", cycles=(Cycle(members=(("a1", 0, "small"),), moves=(("a1", "small"),)),)),
        Event(
            number=2,
            head="a2",
            cycles=(Cycle(members=(("a2", 0, "small"),), moves=(("a2", "small"), ("a1", "large"))),),
        ),
    )
    assert outcome.closed == {"small": 2, "large": 2}


def test_tight_set_closes_and_later_applicants_go_on_in_their_lists() -> None:
    other = Place(id="other", harbor="J")
    applicants = [_applicant("a1", H), _applicant("a2", H), _applicant("a3", H, J), _applicant("a4", H, J)]
    outcome = draw(_instance([SMALL, LARGE, other], *applicants))

    assert outcome.assignment == {"a1": "small", "a2": "large", "a3": "other", "a4": None}
    assert outcome.rank == {"a1": 0, "a2": 0, "a3": 1, "a4": None}
    assert outcome.closed == {"small": 2, "large": 2, "other": 3}


def test_class_comes_before_ticket() -> None:
    outcome = draw(
        _instance(
            [SMALL], _applicant("a1", H, ticket=1, priority_class=2), _applicant("a2", H, ticket=9, priority_class=1)
        )
    )

    assert outcome.order == ("a2", "a1")
    assert outcome.assignment == {"a2": "small", "a1": None}


def test_equal_tickets_in_different_classes_are_told_apart_by_class() -> None:
    outcome = draw(
        _instance(
            [SMALL], _applicant("a1", H, ticket=5, priority_class=2), _applicant("a2", H, ticket=5, priority_class=1)
        )
    )

    assert outcome.assignment == {"a2": "small", "a1": None}


def test_rank_is_the_index_in_the_list_as_submitted() -> None:
    unknown, too_small = Choice(harbor="nowhere"), Choice(berth="small")
    outcome = draw(_instance([SMALL, LARGE], _applicant("a1", unknown, too_small, too_small, H, beam=3000)))

    assert outcome.rank == {"a1": 3}
    assert outcome.assignment == {"a1": "large"}


def test_repeated_choice_wins_nothing() -> None:
    outcome = draw(_instance([SMALL], _applicant("a1", H), _applicant("a2", H, H, H)))

    assert outcome.rank == {"a1": 0, "a2": None}


def test_pier_means_the_places_at_that_pier_of_that_harbor() -> None:
    elsewhere = Place(id="elsewhere", harbor="J", pier="B")
    outcome = draw(_instance([SMALL, LARGE, elsewhere], _applicant("a1", Choice(harbor="H", pier="B"))))

    assert outcome.assignment == {"a1": "large"}


def _in_place_order(*places: Place) -> list[str | None]:
    """The ids of places of one harbor in the order in which a queue of boats that fit all of them takes them."""
    queue = [_applicant(f"a{number}", H, beam=0) for number in range(len(places))]
    return list(draw(_instance(places, *queue)).assignment.values())


def test_tighter_is_what_has_less_area() -> None:
    long = Place(id="long", harbor="H", width_mm=1000, length_mm=7000)
    square = Place(id="square", harbor="H", width_mm=3000, length_mm=3000)

    assert _in_place_order(square, long) == ["long", "square"]


def test_equal_areas_are_ordered_by_the_bytes_of_the_id() -> None:
    ids = ("b9", "b10", "ä", "z", "a99", "\U0001f6a4", "\uffee")
    places = [Place(id=id, harbor="H", width_mm=2000, length_mm=5000) for id in ids]
    turned = Place(id="c", harbor="H", width_mm=5000, length_mm=2000)

    assert _in_place_order(turned, *places) == ["a99", "b10", "b9", "c", "z", "ä", "\uffee", "\U0001f6a4"]


def test_places_without_width_or_length_come_after_all_others() -> None:
    only_wide = Place(id="a", harbor="H", width_mm=1)
    only_long = Place(id="b", harbor="H", length_mm=1)

    assert _in_place_order(only_long, only_wide, LARGE) == ["large", "a", "b"]


def test_applicant_without_choices_is_unplaced() -> None:
    outcome = draw(_instance([SMALL], _applicant("a1"), _applicant("a2", H)))

    assert outcome.assignment == {"a1": None, "a2": "small"}


def test_nobody_applies_and_nothing_happens() -> None:
    outcome = draw(_instance([SMALL]))

    assert (outcome.order, outcome.assignment, outcome.closed, outcome.events) == ((), {}, {}, ())


def test_there_are_no_places_and_nobody_is_placed() -> None:
    outcome = draw(_instance([], _applicant("a1", H, Choice(berth="small"))))

    assert outcome.assignment == {"a1": None}
    assert outcome.rank == {"a1": None}


def test_order_of_places_and_applicants_does_not_matter() -> None:
    places = [SMALL, LARGE, Place(id="other", harbor="J", width_mm=2500, length_mm=5000)]
    applicants = [_applicant("a1", J, H), _applicant("a2", H, J), _applicant("a3", H, beam=3000), _applicant("a4", J)]
    outcomes = [
        draw(_instance(some_places, *some_applicants))
        for some_places in permutations(places)
        for some_applicants in permutations(applicants)
    ]

    assert outcomes == [outcomes[0]] * 144
    assert {tuple(outcome.assignment.items()) for outcome in outcomes} == {
        (("a1", "other"), ("a2", "small"), ("a3", "large"), ("a4", None))
    }
